//! The head block: the lines above the article's first sentence, where most metadata stands.

use crate::document::Document;
use crate::prose::{has_words, is_one_sentence, is_prose, numbered};
use crate::span::Span;
use crate::text::{full_lines, lines_below};

/// Lines between the first line of prose and the next that may describe the article, and those of a page with a
/// menu.
const DECK_LINES: usize = 6;
const MENU_LINES: usize = 12;

/// Sentences above the text of a page with a menu at most: notices, a call, a summary.
const MOST_SENTENCES: usize = 3;

/// Characters of such a sentence at most.
const SENTENCE_CHARS: usize = 150;

/// Items that only a menu has so many of.
pub(super) const MENU_ITEMS: usize = 3;

/// What a page prints before the items of a list.
const LIST_MARKS: &[char] = &['•', '·', '▪', '-', '*', '›', '»'];

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
    /// the next; none where they are many, as those of a list are, or where no prose follows. On a page with a menu
    /// further sentences may stand between them.
    pub(super) fn below_deck(&self, text: &str) -> Vec<Span> {
        let Some(deck) = self.prose else { return Vec::new() };
        let is_stray = |line: Span| is_stray(line.of(text));
        let items = |lines: &[Span]| lines.iter().filter(|line| is_item(line.of(text))).count();
        let (mut between, mut closed, mut sentences) = (Vec::new(), 0, 1);
        for line in lines_below(text, deck.end) {
            let is_menu = || is_stray(deck) && items(&self.lines) + items(&between) >= MENU_ITEMS;
            if is_prose(line.of(text)) {
                closed = between.len();
                if sentences == MOST_SENTENCES || !is_stray(line) || !is_menu() {
                    break;
                }
                sentences += 1;
            } else if between.len() - closed == DECK_LINES && !is_menu()
                || between.len() - closed == MENU_LINES
            {
                break;
            } else {
                between.push(line);
            }
        }
        between.truncate(closed);
        between
    }

    /// Returns the lines and the first line of prose behind them.
    pub(super) fn with_prose(&self) -> impl Iterator<Item = Span> + '_ {
        self.lines.iter().copied().chain(self.prose)
    }
}

/// Returns whether a line of prose is one short sentence, as those of menus and notices are; perhaps an item of a
/// breadcrumb, `5. Which boat should you take?`.
fn is_stray(line: &str) -> bool {
    let line = numbered(line).unwrap_or(line);
    line.chars().nth(SENTENCE_CHARS).is_none() && is_one_sentence(line)
}

/// Returns whether a line looks like an item of a menu: in a list, or of a word or two.
pub(super) fn is_item(line: &str) -> bool {
    line.starts_with(LIST_MARKS) || !has_words(line, 3)
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
