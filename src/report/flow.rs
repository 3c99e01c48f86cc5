//! The plot of a flow: what came in on the left, what became of it on the right, and bands between
//! them as wide as the number is large.

use super::html::{Html, share_told};

/// Height of everything that came in.
const THICKNESS: f64 = 170.0;

/// Height that the two lines of a label need.
const LABEL: f64 = 38.0;

/// Distance between two that went out.
const GAP: f64 = 8.0;

/// What went out, or came in.
pub(super) struct Node {
    /// Its name.
    pub(super) name: &'static str,
    /// How large it is.
    pub(super) size: u64,
    /// The class of its colour.
    pub(super) class: &'static str,
    /// Its size as it is shown.
    pub(super) told: String,
}

/// A place on the right: where the band ends, and the label beside it.
struct Slot {
    top: f64,
    height: f64,
    label: f64,
}

/// Adds the plot of what came `from` there `to` here; both have the same sum.
pub(super) fn flow(html: &mut Html, about: &str, from: &[Node], to: &[Node]) {
    let to: Vec<&Node> = to.iter().filter(|node| node.size > 0).collect();
    let whole: u64 = to.iter().map(|node| node.size).sum();
    if whole == 0 {
        return;
    }
    let (slots, height) = slots(&to, whole);
    html.raw("<svg class=\"flow\" width=\"100%\" height=\"").digits(height);
    html.raw("\" role=\"img\" aria-label=\"").attribute(about);
    for node in &to {
        html.attribute(&format!(" {}: {}.", node.name, node.told));
    }
    html.raw("\"><svg width=\"46%\" height=\"").digits(height);
    html.raw("\" viewBox=\"0 0 100 ").digits(height).raw("\" preserveAspectRatio=\"none\">");
    let start = (height - THICKNESS) / 2.0;
    sources(html, from, whole, start);
    let mut left = start;
    for (node, slot) in to.iter().zip(&slots) {
        let thickness = node.size as f64 / whole as f64 * THICKNESS;
        band(html, node.class, (left, left + thickness), slot);
        left += thickness;
    }
    html.raw("</svg>");
    for (node, slot) in to.iter().zip(&slots) {
        label(html, node, whole, slot);
    }
    html.raw("</svg>");
}

fn slots(to: &[&Node], whole: u64) -> (Vec<Slot>, f64) {
    let mut top = 0.0;
    let mut slots = Vec::with_capacity(to.len());
    for node in to {
        let height = (node.size as f64 / whole as f64 * THICKNESS).max(1.0);
        let room = height.max(LABEL);
        slots.push(Slot { top: top + (room - height) / 2.0, height, label: top + room / 2.0 });
        top += room + GAP;
    }
    (slots, (top - GAP).max(THICKNESS))
}

/// Adds the bars on the left.
fn sources(html: &mut Html, from: &[Node], whole: u64, start: f64) {
    let mut top = start;
    for node in from {
        let height = node.size as f64 / whole as f64 * THICKNESS;
        html.raw("<rect class=\"").raw(node.class).raw("\" x=\"0\" width=\"4\" y=\"").digits(top);
        html.raw("\" height=\"").digits(height).raw("\"/>");
        top += height;
    }
}

fn band(html: &mut Html, class: &'static str, (top, bottom): (f64, f64), slot: &Slot) {
    let (to_top, to_bottom) = (slot.top, slot.top + slot.height);
    html.raw("<path class=\"band ").raw(class).raw("\" d=\"M4 ").digits(top);
    html.raw(" C52 ").digits(top).raw(" 48 ").digits(to_top).raw(" 96 ").digits(to_top);
    html.raw(" V").digits(to_bottom).raw(" C48 ").digits(to_bottom).raw(" 52 ").digits(bottom);
    html.raw(" 4 ").digits(bottom).raw(" Z\"/><rect class=\"").raw(class);
    html.raw("\" x=\"96\" width=\"4\" y=\"").digits(to_top);
    html.raw("\" height=\"").digits(slot.height).raw("\"/>");
}

fn label(html: &mut Html, node: &Node, whole: u64, slot: &Slot) {
    html.raw("<text x=\"48%\" y=\"").digits(slot.label - 3.0).raw("\"><tspan class=\"strong\">");
    html.text(&node.told).raw("</tspan> <tspan class=\"dim\">");
    html.text(&share_told(node.size, whole)).raw("</tspan></text><text x=\"48%\" y=\"");
    html.digits(slot.label + 14.0).raw("\">").text(node.name).raw("</text>");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_never_touch() {
        let node = |size| Node { name: "x", size, class: "kept", told: String::new() };
        let nodes = [node(1_000_000), node(1), node(2), node(3)];
        let (slots, height) = slots(&nodes.iter().collect::<Vec<&Node>>(), 1_000_006);
        assert!(slots.windows(2).all(|pair| pair[1].label - pair[0].label >= LABEL));
        assert!(slots.iter().all(|slot| slot.label + LABEL / 2.0 <= height + 0.01));
    }
}
