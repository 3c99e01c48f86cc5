//! The head block: the lines above the article's first sentence, where most metadata stands.

use crate::document::Document;
use crate::prose::is_prose;
use crate::span::Span;
use crate::text::{full_lines, lines_below};

/// Lines between the first line of prose and the next that may describe the article.
const DECK_LINES: usize = 6;

/// The head of a text.
pub(super) struct Head {
    /// The lines before the first line of prose, trimmed.
    pub(super) lines: Vec<Span>,
    /// The first line of prose, unless the text has none.
    pub(super) prose: Option<Span>,
}

impl Head {
    pub(super) fn of(text: &str) -> Head {
        let mut lines = Vec::new();
        for line in full_lines(text) {
            if is_prose(line.of(text)) {
                return Head { lines, prose: Some(line) };
            }
            lines.push(line);
        }
        Head { lines, prose: None }
    }

    /// Returns the lines between the first line of prose, which may be a deck or a question for a headline, and
    /// the next; none where they are many, as those of a list are, or where no prose follows.
    pub(super) fn below_deck(&self, text: &str) -> Vec<Span> {
        let Some(deck) = self.prose else { return Vec::new() };
        let mut between = Vec::new();
        for line in lines_below(text, deck.end) {
            match is_prose(line.of(text)) {
                true => return between,
                false if between.len() == DECK_LINES => return Vec::new(),
                false => between.push(line),
            }
        }
        Vec::new()
    }

    /// Returns the lines and the first line of prose behind them.
    pub(super) fn with_prose(&self) -> impl Iterator<Item = Span> + '_ {
        self.lines.iter().copied().chain(self.prose)
    }
}

/// Returns whether a date, a widget or furniture was found: signs that the text was a page.
pub(super) fn shows_page(doc: &Document) -> bool {
    let is_sign =
        |id: &str| ["date/", "furniture/", "widget/"].iter().any(|sign| id.starts_with(sign));
    doc.ledger().changes().any(|change| is_sign(&change.rule.id))
}

/// Returns whether the ledger has a date of the head: of a page with one, the first lines describe the
/// article.
pub(super) fn shows_date(doc: &Document) -> bool {
    doc.ledger().changes().any(|change| change.rule.id.starts_with("date/"))
}

/// Returns whether the source was read above the headline, behind the stages that compare lines with a known
/// source: they look no further then, so that a second look finds what the first found.
pub(super) fn is_named_above(doc: &Document) -> bool {
    let is_sign = |id: &str| matches!(id, "above/site" | "section/masthead");
    doc.ledger().changes().any(|change| is_sign(&change.rule.id))
}

/// Returns what `read` finds on `lines`, up to the line at which `most` others have passed; so that
/// the same look at what is left sees no further.
pub(super) fn found_before<T>(
    lines: impl Iterator<Item = Span>,
    most: usize,
    read: impl Fn(Span) -> Option<T>,
) -> Vec<T> {
    let mut found = Vec::new();
    let mut others = 0;
    for line in lines {
        match read(line) {
            Some(value) => found.push(value),
            None => others += 1,
        }
        if others == most {
            break;
        }
    }
    found
}
