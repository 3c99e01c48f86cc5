//! What stands around the headline of a page: the site's name and the labels of its menu above it, and what
//! is left between it and the date.

use crate::document::Document;
use crate::field::Field;
use crate::findings::Findings;
use crate::prose::{ends_sentence, folded, has_words};
use crate::rule::{Effect, Example, Rule};
use crate::span::Span;
use crate::stage::{Entry, Stage};
use crate::text::{cuts, full_lines_backward};

use super::head::{Head, shows_page};
use super::papers::is_paper;

static SITE: Rule = Rule::new(
    "above/site",
    Effect::Move,
    "the name of a paper or office above the headline",
    "Pages begin with the name of their site. It says where the article comes from, and is no part of it.",
    &[
        Example::giving(
            "Northquay Times\nHarbour toll falls again\n9 May 2031\n\nThe ferry board said so on Monday.",
            "The ferry board said so on Monday.",
            "Northquay Times",
        ),
        Example::declines(
            "Northquay Times lie on the pier each day.\n\nThe ferry board said so on Monday.",
        ),
    ],
);

static LABEL: Rule = Rule::new(
    "above/label",
    Effect::Remove,
    "a short line above the headline of a page",
    "An article begins with its headline; a few words above it, on a page that shows its date or buttons, \
     belong to a menu.",
    &[
        Example::fires(
            "Wirtschaft\nInsel Larn\nSalzwerk sucht einen Nachfolger\n21.07.2031\n\nDas Salzwerk sucht einen Nachfolger.",
            "Das Salzwerk sucht einen Nachfolger.",
        ),
        Example::declines(
            "Harbour\n\nThe ferry board said so on Monday.\n\nIt gave no reason for it.",
        ),
    ],
);

/// Lines above a headline at most: more are no head of a page but a text.
const MOST_LINES: usize = 8;

/// Words of such a line at most.
const MOST_WORDS: usize = 6;

/// Returns the lines at the end of the text that name the site once more, from the first to the last.
fn signed(text: &str, site: &str, prose: Span) -> Vec<Span> {
    let site = folded(site);
    let is_copy = |line: &Span| line.start > prose.end && folded(line.of(text)) == site;
    let mut lines: Vec<Span> = full_lines_backward(text).take_while(is_copy).collect();
    lines.reverse();
    lines
}

/// Words of a line between headline and date at most: a longer one may be a deck.
const LEFT_WORDS: usize = 5;

/// Returns whether a line below the headline is left over from the page: nothing but a number, or a few words
/// above a date or a button that was taken away.
fn is_left_over(doc: &Document, line: Span, prose: Span) -> bool {
    let slice = line.of(doc.text());
    let is_number = slice.chars().all(|c| c.is_ascii_digit());
    let is_sign =
        |id: &str| ["date/", "furniture/", "widget/"].iter().any(|sign| id.starts_with(sign));
    let is_short = !has_words(slice, LEFT_WORDS + 1) && !ends_sentence(slice);
    let is_cut_off = || doc.changes_between(line, prose).any(|change| is_sign(&change.rule.id));
    is_number || (is_short && !slice.ends_with([':', '：']) && is_cut_off())
}

struct Above;

pub(super) fn entry() -> Entry {
    Entry::new("split/above", &[&SITE, &LABEL], Above)
}

impl Stage for Above {
    fn scan(&self, doc: &Document, found: &mut Findings<'_>) {
        let title = doc.ledger().changes().find(|change| change.rule.id == "title/headline");
        let Some(title) = title.filter(|_| shows_page(doc)) else { return };
        let text = doc.text();
        let head = Head::of(text);
        let Some(prose) = head.prose else { return };
        let is_above = |line: &&Span| doc.map().raw(**line).end <= title.raw.start;
        let above: Vec<Span> = head.lines.iter().take_while(is_above).copied().collect();
        let is_label = |line: &Span| {
            let slice = line.of(text);
            !has_words(slice, MOST_WORDS + 1) && !ends_sentence(slice)
        };
        let is_menu = above.len() <= MOST_LINES && above.iter().all(is_label);
        let below = head.lines.iter().skip(above.len()).copied();
        let below = below.filter(|line| is_left_over(doc, *line, prose));
        let mut lines: Vec<Span> = above.iter().copied().filter(|_| is_menu).chain(below).collect();
        let is_known = doc.field(Field::Source).is_some();
        let site = lines.iter().copied().find(|line| !is_known && is_paper(line.of(text)));
        let behind = lines.len();
        lines.extend(site.into_iter().flat_map(|site| signed(text, site.of(text), prose)));
        for (index, (cut, line)) in cuts(text, &lines).into_iter().zip(&lines).enumerate() {
            match site == Some(*line) {
                true => found.take(&SITE, cut, Field::Source, line.of(text)),
                false if index < behind => found.delete(&LABEL, cut),
                false => found.delete(&SITE, cut),
            }
        }
    }
}
