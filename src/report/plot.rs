//! Plots as inline SVG: lengths in percent, so that they fit any width while their letters keep their
//! size. Each stands beside the same numbers as text.

use super::html::{Html, share_told};
use super::lengths::Class;
use super::tally::Tally;

/// Height of the part of a plot that stands above the axis, of 150 in all.
const AXIS: f64 = 128.0;

/// Where the largest column begins.
const TOP: f64 = 14.0;

/// Share of its place that a column fills.
const COLUMN: f64 = 0.82;

/// Percent that a column is wide at most.
const WIDEST: f64 = 10.0;

/// Rows of a list of the most frequent.
const ROWS: usize = 12;

/// Returns the share of a number in percent.
fn percent(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 * 100.0 / whole as f64 }
}

/// Adds a bar that fills its share of the width.
pub(super) fn bar(html: &mut Html, class: &'static str, part: u64, whole: u64) {
    html.raw("<svg class=\"bar\" width=\"100%\" height=\"12\" aria-hidden=\"true\">");
    html.raw("<rect class=\"track\" width=\"100%\" height=\"12\" rx=\"2\"/>");
    if part > 0 {
        html.raw("<rect class=\"").raw(class).raw("\" height=\"12\" rx=\"2\" width=\"");
        html.digits(percent(part, whole).clamp(0.4, 100.0)).raw("%\"/>");
    }
    html.raw("</svg>");
}

/// Adds the most frequent of some texts: what each is, a bar, a number and its share.
pub(super) fn frequent(html: &mut Html, tally: &Tally, of_what: &'static str) {
    if tally.all() == 0 {
        return;
    }
    let top = tally.top(ROWS);
    if top.is_empty() {
        html.raw("<p>There are so many that none stands out.</p>");
        return;
    }
    let most = top.first().map_or(0, |(_, count)| *count);
    html.raw("<table class=\"bars\"><thead><tr><th scope=\"col\">").raw(of_what);
    html.raw("</th><td class=\"plot\"></td><th scope=\"col\" class=\"n\">documents</th>");
    html.raw("<th scope=\"col\" class=\"n\">share</th></tr></thead><tbody>");
    for (text, count) in &top {
        html.raw("<tr><th scope=\"row\">").isolated(text).raw("</th><td class=\"plot\">");
        bar(html, "kept", *count, most);
        html.raw("</td><td class=\"n\">").number(*count);
        html.raw("</td><td class=\"n\">").text(&share_told(*count, tally.all())).raw("</td></tr>");
    }
    html.raw("</tbody></table>");
    let shown: u64 = top.iter().map(|(_, count)| count).sum();
    match tally.kinds() {
        Some(kinds) if kinds > top.len() as u64 => {
            html.raw("<p class=\"note\">").number(kinds - top.len() as u64);
            html.raw(" more, in ").number(tally.all() - shown).raw(" documents.</p>");
        }
        Some(_) => (),
        None => {
            html.raw("<p class=\"note\">There are many more; these counts are the least that ");
            html.raw("they can be.</p>");
        }
    }
}

/// Adds columns, one for each class, with the same as a table that opens.
pub(super) fn columns(html: &mut Html, classes: &[Class], what: &'static str, about: &'static str) {
    let most = classes.iter().map(|(_, count)| *count).max().unwrap_or_default();
    if most == 0 {
        return;
    }
    html.raw(
        "<figure><svg class=\"columns\" width=\"100%\" height=\"150\" role=\"img\" aria-label=\"",
    );
    html.attribute(about).attribute(&summary(classes)).raw("\">");
    html.raw("<text class=\"small\" x=\"0\" y=\"10\">").number(most).raw("</text>");
    let width = 100.0 / classes.len() as f64;
    for (index, (name, count)) in classes.iter().enumerate() {
        column(html, index as f64 * width, width, (name, *count), most);
    }
    html.raw("<line class=\"axis\" x1=\"0\" x2=\"100%\" y1=\"128.5\" y2=\"128.5\"/>");
    axis(html, classes);
    html.raw("</svg><details class=\"table\"><summary>As a table</summary><table><thead><tr>");
    html.raw("<th scope=\"col\">").raw(what).raw("</th><th scope=\"col\" class=\"n\">documents");
    html.raw("</th></tr></thead><tbody>");
    for (name, count) in classes.iter().filter(|(_, count)| *count > 0) {
        html.raw("<tr><th scope=\"row\">").text(name).raw("</th><td class=\"n\">");
        html.number(*count).raw("</td></tr>");
    }
    html.raw("</tbody></table></details></figure>");
}

fn column(html: &mut Html, left: f64, width: f64, (name, count): (&str, u64), most: u64) {
    if count == 0 {
        return;
    }
    // What is there is seen, however little it is.
    let height = (percent(count, most) / 100.0 * (AXIS - TOP)).max(1.5);
    let column = (width * COLUMN).min(WIDEST);
    html.raw("<rect class=\"kept\" x=\"").digits(left + (width - column) / 2.0);
    html.raw("%\" width=\"").digits(column);
    html.raw("%\" y=\"").digits(AXIS - height).raw("\" height=\"").digits(height).raw("\"><title>");
    html.text(name).raw(": ").number(count).raw("</title></rect>");
}

/// Adds the names of the first, the middle and the last class.
fn axis(html: &mut Html, classes: &[Class]) {
    let middle = if classes.len() > 4 { classes.get(classes.len() / 2) } else { None };
    let last = if classes.len() > 1 { classes.last() } else { None };
    let labels =
        [(classes.first(), "0", "start"), (middle, "50%", "middle"), (last, "100%", "end")];
    for (class, place, anchor) in labels {
        let Some((name, _)) = class else { continue };
        html.raw("<text class=\"small\" y=\"145\" x=\"").raw(place).raw("\" text-anchor=\"");
        html.raw(anchor).raw("\">").text(name).raw("</text>");
    }
}

/// Returns what a listener should hear of a plot.
fn summary(classes: &[Class]) -> String {
    let most = classes.iter().rev().max_by_key(|(_, count)| *count);
    let names = |class: Option<&Class>| class.map_or("", |(name, _)| name.as_str()).to_owned();
    format!(
        ": from {} to {}; most, {}, in {}.",
        names(classes.first()),
        names(classes.last()),
        most.map_or(0, |(_, count)| *count),
        names(most)
    )
}
