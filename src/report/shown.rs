//! A document, opened: its fields, and its text with what was removed in place.

use super::changes::Change;
use super::choice::{Shown, TEXT_BYTES, is_around};
use super::html::{Html, bytes_told};
use super::weave::{Kind, Piece, weave};

/// Bytes that are shown of a document with all that was removed from it.
const SHOWN_BYTES: usize = 2 * TEXT_BYTES;

/// Bytes of what was taken away in a row around the main content of a page that are shown.
const JOINED_BYTES: usize = 320;

/// Bytes that were taken away without a word in them, and go without saying.
const FEW_BYTES: usize = 80;

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
    let (mut room, mut left) = (SHOWN_BYTES, shown.text_bytes);
    html.raw("<pre class=\"text\" dir=\"auto\" tabindex=\"0\">");
    // A parser drops a newline that follows the tag.
    html.raw("\n");
    for piece in merged(weave(&shown.text, &changes), &changes) {
        let change = piece.change.and_then(|number| changes.get(number));
        add(html, &piece, change);
        if piece.kind != Kind::Gone {
            left = left.saturating_sub(piece.text.len());
        }
        room = room.saturating_sub(piece.text.len());
        if room == 0 {
            break;
        }
    }
    html.raw("</pre>");
    if left > 0 {
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

/// Joins what was taken away around the main content of a page where nothing stands between.
fn merged(pieces: Vec<Piece>, changes: &[Change]) -> Vec<Piece> {
    let is_around = |piece: &Piece| {
        let change = piece.change.and_then(|number| changes.get(number));
        piece.kind == Kind::Gone && change.is_some_and(|change| is_around(&change.pass))
    };
    let mut merged: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match merged.last_mut() {
            Some(last) if is_around(last) && is_around(&piece) => last.extend(&piece, JOINED_BYTES),
            _ => merged.push(piece),
        }
    }
    merged
}

fn add(html: &mut Html, piece: &Piece, change: Option<&Change>) {
    let rule = change.map_or("", |change| change.rule.as_str());
    match piece.kind {
        Kind::Kept => {
            html.text(&piece.text);
        }
        // The line breaks of a page are those of its text.
        Kind::Came
            if change.is_some_and(|change| is_around(&change.pass))
                && piece.text.trim().is_empty() =>
        {
            html.text(&piece.text);
        }
        Kind::Came => {
            html.raw("<ins title=\"").attribute(rule).raw("\">").text(&come(&piece.text));
            html.raw("</ins>");
        }
        Kind::Gone if change.is_some_and(|change| is_around(&change.pass)) => {
            around(html, piece, rule)
        }
        Kind::Gone => gone(html, piece, rule, change.and_then(|change| change.value.as_ref())),
    }
}

/// Adds the words of what was taken away around the main content of a page, and how much it was.
fn around(html: &mut Html, piece: &Piece, rule: &str) {
    let size = bytes_told(piece.left_out() as u64);
    let is_little = piece.left_out() <= FEW_BYTES;
    html.raw("<del title=\"").attribute(&format!("{rule}, {size}")).raw("\">");
    match (piece.text.is_empty(), is_little) {
        (true, true) => html.raw("‹›</del>"),
        (true, false) => {
            html.raw("</del><small class=\"dim\">").text(rule).raw(", ").text(&size).raw("</small>")
        }
        (false, true) => html.text(&piece.text).raw("</del><small>").text(rule).raw("</small>"),
        (false, false) => html
            .text(&piece.text)
            .raw("</del><small>")
            .text(rule)
            .raw(", ")
            .text(&size)
            .raw("</small>"),
    };
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

/// Returns a text that came, with its white space to be seen, and its lines where they are.
fn come(text: &str) -> String {
    match text.trim().is_empty() {
        true => seen(text).replace('⏎', "⏎\n"),
        false => seen(text),
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
    use super::super::changes::Change;
    use super::super::choice::Shown;
    use super::super::html::Html;
    use super::{come, document, seen};
    use crate::span::Span;

    fn around(at: (usize, usize), was: &str, with: usize) -> Change {
        Change {
            rule: "html/boilerplate".to_owned(),
            pass: "extract/html".to_owned(),
            at: Span::new(at.0, at.1),
            was: was.to_owned(),
            with_len: Some(with),
            ..Change::default()
        }
    }

    #[test]
    fn a_page_is_shown_without_its_markup() {
        let changes = vec![
            around((0, 900), "Home News", 0),
            around((900, 1000), "Sport", 0),
            around((1006, 1010), "", 1),
            around((1011, 2011), "", 0),
        ];
        let text = "Story.\nB".to_owned();
        let mut html = Html::default();
        document(&mut html, &Shown { text_bytes: text.len(), text, changes, ..Shown::default() });
        let page = html.finish();
        let told = "Home News Sport</del><small>html/boilerplate, 985 B</small>Story.<del title=\"html/boilerplate, \
                    4 B\">‹›</del>\nB<del title=\"html/boilerplate, 1.00 kB\"></del><small class=\"dim\">html";
        assert!(page.contains(told), "{page}");
        assert!(!page.contains("left out"));
    }

    #[test]
    fn white_space_that_went_is_seen() {
        assert_eq!(seen(" \n\t\u{A0}"), "·⏎⇥⍽");
        assert_eq!(seen("\n\n a b\nc\n"), "⏎⏎·a b⏎\nc⏎");
        assert_eq!((come(" \n"), come("a ")), ("·⏎\n".to_owned(), "a·".to_owned()));
    }
}
