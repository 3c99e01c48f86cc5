//! A document, opened: its fields, and its text with what was removed in place.

use super::changes::Change;
use super::documents::{Shown, TEXT_BYTES};
use super::html::{Html, bytes_told};
use super::weave::{Kind, Piece, weave};

/// Bytes that are shown of a document with all that was removed from it.
const SHOWN_BYTES: usize = 2 * TEXT_BYTES;

/// Reasons to show a document that are told.
const REASONS: usize = 3;

/// The pass whose changes are made to bytes, before there is text.
const DECODE: &str = "decode";

/// Adds a document that opens.
pub(super) fn document(html: &mut Html, shown: &Shown) {
    html.raw("<details class=\"document\"><summary><span class=\"name\">");
    let title = shown.fields.iter().find(|(name, _)| *name == "title");
    if let Some((_, title)) = title {
        html.isolated(title).raw("<br>");
    }
    html.raw("<code>").isolated(&shown.name.file).raw("</code></span><span class=\"why\">");
    html.text(&reasons(&shown.why)).raw("</span><span class=\"n\">").number(shown.change_count);
    html.raw(if shown.change_count == 1 { " change, " } else { " changes, " });
    html.number(shown.words).raw(if shown.words == 1 { " word" } else { " words" });
    html.raw("</span></summary>");
    fields(html, shown);
    text(html, shown);
    html.raw("</details>");
}

/// Returns the first reasons why a document is shown.
fn reasons(why: &[String]) -> String {
    let told: Vec<&str> = why.iter().map(String::as_str).take(REASONS).collect();
    match why.len() - told.len() {
        0 => told.join(", "),
        more => format!("{} and {more} more", told.join(", ")),
    }
}

fn fields(html: &mut Html, shown: &Shown) {
    html.raw("<dl class=\"fields\">");
    for (name, value) in &shown.fields {
        html.raw("<div><dt>").text(name).raw("</dt><dd>").isolated(value).raw("</dd></div>");
    }
    html.raw("<div><dt>encoding</dt><dd>").text(&shown.encoding).raw("</dd></div>");
    html.raw("<div><dt>raw bytes</dt><dd>").number(shown.raw_bytes).raw("</dd></div></dl>");
}

fn text(html: &mut Html, shown: &Shown) {
    let at_hand = || shown.changes.iter().filter(|change| change.pass != DECODE);
    let changes: Vec<Change> =
        if shown.has_all_changes() { at_hand().cloned().collect() } else { Vec::new() };
    let mut room = SHOWN_BYTES;
    html.raw("<pre class=\"text\" dir=\"auto\" tabindex=\"0\">");
    // A parser drops a newline that follows the tag.
    html.raw("\n");
    for piece in weave(&shown.text, &changes) {
        let change = piece.change.and_then(|number| changes.get(number));
        add(html, &piece, change);
        room = room.saturating_sub(piece.text.len());
        if room == 0 {
            break;
        }
    }
    html.raw("</pre>");
    let left = shown.text_bytes - shown.text.len();
    if left > 0 || room == 0 {
        html.raw("<p class=\"note\">The beginning is shown; of the text, ");
        html.text(&bytes_told(left as u64)).raw(" are left out.</p>");
    }
    if !shown.has_all_changes() {
        html.raw("<p class=\"note\">There are more changes than can be shown in place.</p>");
    }
    let decoded = shown.changes.iter().filter(|change| change.pass == DECODE).count() as u64;
    if decoded > 0 {
        html.raw("<p class=\"note\">Not marked: ").number(decoded);
        html.raw(" of the changes mended bytes while they were decoded.</p>");
    }
}

fn add(html: &mut Html, piece: &Piece, change: Option<&Change>) {
    let rule = change.map_or("", |change| change.rule.as_str());
    match piece.kind {
        Kind::Kept => {
            html.text(&piece.text);
        }
        Kind::Came => {
            html.raw("<ins title=\"").attribute(rule).raw("\">").text(&seen(&piece.text));
            html.raw("</ins>");
        }
        Kind::Gone => gone(html, piece, rule, change.and_then(|change| change.value.as_ref())),
    }
}

/// Adds what was taken away, with its rule beside it where it can be seen at all.
fn gone(html: &mut Html, piece: &Piece, rule: &str, value: Option<&(String, String)>) {
    let class = if value.is_some() { "<del class=\"taken\" title=\"" } else { "<del title=\"" };
    html.raw(class).attribute(rule);
    if let Some((field, value)) = value {
        html.attribute(&format!(" gives {field}: {value}"));
    }
    html.raw("\">").text(&seen(&piece.text));
    if piece.left_out() > 0 {
        html.raw("<i> … ").text(&bytes_told(piece.left_out() as u64)).raw(" more</i>");
    }
    html.raw("</del>");
    if piece.text.chars().any(|c| !c.is_whitespace()) {
        html.raw(if value.is_some() { "<small class=\"taken\">" } else { "<small>" }).text(rule);
        if let Some((field, _)) = value {
            html.raw(" → ").text(field);
        }
        html.raw("</small>");
    }
}

/// Returns a text that is struck out or new, with its white space to be seen.
pub(super) fn seen(text: &str) -> String {
    let is_blank = text.trim().is_empty();
    let mut shown = String::with_capacity(text.len());
    let start = text.len() - text.trim_start().len();
    let end = text.trim_end().len();
    for (at, c) in text.char_indices() {
        match c {
            '\n' if is_blank || at < start || at >= end => shown.push('⏎'),
            '\n' => shown.push_str("⏎\n"),
            '\t' => shown.push('⇥'),
            '\u{A0}' => shown.push('⍽'),
            ' ' if is_blank || at < start || at >= end => shown.push('·'),
            c => shown.push(c),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::seen;

    #[test]
    fn white_space_that_went_is_seen() {
        assert_eq!(seen(" \n\t\u{A0}"), "·⏎⇥⍽");
        assert_eq!(seen("\n\n a b\nc\n"), "⏎⏎·a b⏎\nc⏎");
    }
}
