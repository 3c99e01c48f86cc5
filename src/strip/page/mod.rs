//! Finds the lines of a whole page's visible text that belong to the page and not to its article:
//! menus, teasers, forms.
//!
//! A small model scores each line by its shape, its words and what is around it. Nothing goes unless
//! the page clearly holds furniture, so that a plain text passes untouched.

mod about;
mod again;
mod around;
mod columns;
mod decide;
mod inner;
mod model;
mod told;

use serde::{Deserialize, Serialize};

use crate::document::Document;
use crate::features::{Columns, Words};
use crate::findings::Findings;
use crate::rule::{Effect, Example, Rule};
use crate::span::Span;
use crate::stage::{Entry, Stage};
use crate::text::{cuts, full_lines};

use columns::Page;
use decide::{Gone, MOST_LINES, SHORT_BYTES, SHORT_LINES};

pub use model::{Model, Scores};

/// How readily lines of a page are taken for furniture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// As readily as not, so that what is left is closest to the text.
    #[default]
    Balanced,
    /// Only where it is next to certain.
    Careful,
    /// Never.
    Off,
}

static FURNITURE: Rule = Rule::new(
    "page/furniture",
    Effect::Remove,
    "a line of a page's menus, teasers or forms, by a model",
    "Text taken from a whole page holds more of the page than of the article. A model of lines in \
     many languages tells them apart, and acts only where a page clearly holds furniture.",
    &[
        Example::fires(
            "Home\nNews\nSport\nBusiness\nCulture\nOpinion\nPodcasts\nLog in\nSubscribe\n\
             The ferry will sail every hour from May, the harbour board said after its meeting.\n\
             Members had argued for weeks about the cost of a second crew and of its uniforms.\n\
             The first boat leaves the old pier at six, and the last one returns at midnight.\n\
             Shopkeepers on the island, who had lost customers to the old timetable, were pleased.\n\
             The board will look at the figures again in September and decide about the winter then.\n\
             Most read\nPrivacy Policy\nTerms of Use\nCookie Settings\nContact us\nAbout us\n\
             Advertise with us\nFacebook\nInstagram\nYouTube",
            "The ferry will sail every hour from May, the harbour board said after its meeting.\n\n\
             Members had argued for weeks about the cost of a second crew and of its uniforms.\n\n\
             The first boat leaves the old pier at six, and the last one returns at midnight.\n\n\
             Shopkeepers on the island, who had lost customers to the old timetable, were pleased.\n\n\
             The board will look at the figures again in September and decide about the winter then.",
        ),
        Example::declines(
            "What to take to the island, where there is no shop:\nbread\ncheese\napples\nwater\n\
             a lamp\na rope\nmatches\nsalt\na knife\na tin of tea\ntwo blankets\na map\n\
             soap\nThe boat comes back on Sunday at noon, if the weather allows it.",
        ),
    ],
);

struct PageLines {
    mode: Mode,
}

pub(super) fn entry(mode: Mode) -> Entry {
    Entry::new("strip/page", &[&FURNITURE], PageLines { mode })
}

/// Returns the stage that looks once more where other rules have taken lines away: what is left may be a page's
/// more clearly than before.
pub(super) fn again(mode: Mode) -> Entry {
    Entry::new("strip/page-again", &[&FURNITURE], PageLines { mode })
}

impl Stage for PageLines {
    fn scan(&self, doc: &Document, found: &mut Findings<'_>) {
        let text = doc.text();
        // What is left of an HTML page has been chosen with more to go by than its lines.
        let is_chosen = || doc.ledger().changes().any(|change| change.pass == "extract/html");
        if self.mode == Mode::Off || !may_be_page(text) || is_chosen() {
            return;
        }
        let lines: Vec<Span> = full_lines(text).take(MOST_LINES + 1).collect();
        let texts: Vec<&str> = lines.iter().map(|line| line.of(text)).collect();
        let mut gone = furniture(Model::shipped(), &texts, self.mode);
        about::keep(&texts, &mut gone);
        let spans: Vec<Span> = gone.iter().filter_map(|line| lines.get(line.at).copied()).collect();
        for (cut, line) in cuts(text, &spans).into_iter().zip(&gone) {
            let detail = format!("text with chance 0.{:03}", line.chance.min(999));
            found.replace_because(&FURNITURE, cut, "", &detail);
        }
    }
}

/// Returns whether a text has so many short lines that it may be a page's: a quick look.
fn may_be_page(text: &str) -> bool {
    let short = |line: &Span| line.len() <= SHORT_BYTES && !line.is_empty();
    crate::text::lines(text).filter(short).nth(SHORT_LINES - 1).is_some()
}

fn furniture(model: &Model, lines: &[&str], mode: Mode) -> Vec<Gone> {
    if lines.len() > MOST_LINES {
        return Vec::new();
    }
    decide::furniture(model, &Page::read(lines.iter().copied()), mode)
}

/// Returns which lines of a page stay: `lines` are trimmed and not empty.
pub fn kept(model: &Model, lines: &[&str], mode: Mode) -> Vec<bool> {
    let mut kept = vec![true; lines.len()];
    for line in furniture(model, lines, mode) {
        if let Some(kept) = kept.get_mut(line.at) {
            *kept = false;
        }
    }
    kept
}

/// Returns the columns of a page's lines.
pub fn look(lines: &[&str], words: &Words) -> Columns {
    let all: Vec<usize> = (0..lines.len()).collect();
    columns::columns(&Page::read(lines.iter().copied()), &all, words)
}

/// Adds the columns of the second look to those of the first.
pub fn look_again(columns: &mut Columns, lines: &[&str], scores: &[i32]) {
    let all: Vec<usize> = (0..lines.len()).collect();
    again::extend(columns, &Page::read(lines.iter().copied()), &all, scores);
}

/// Returns the hashes of a line's words, of its pairs of words, and that of the whole line.
pub fn hashes(line: &str) -> Vec<u32> {
    let page = Page::read(std::iter::once(line));
    let pairs: Vec<u32> = page.tokens.windows(2).map(told::pair).collect();
    let mut all = page.tokens;
    all.extend(pairs);
    all.extend(page.lines.iter().map(|line| line.whole));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gone(lines: &[&str]) -> usize {
        let kept = kept(Model::shipped(), lines, Mode::Balanced);
        kept.iter().filter(|kept| !**kept).count()
    }

    #[test]
    fn a_text_of_too_many_lines_is_left_alone() {
        assert_eq!(gone(&vec!["Home"; MOST_LINES + 1]), 0);
    }

    #[test]
    fn a_page_without_any_text_is_left_alone() {
        assert_eq!(
            gone(&["Home", "News", "Sport", "Log in", "Subscribe", "Contact"].repeat(20)),
            0
        );
    }

    #[test]
    fn odd_lines_do_no_harm() {
        let long = "word ".repeat(100_000);
        let digits = "1".repeat(10_000);
        for line in ["•", "• ", "1. ", "...", "\u{300}", "👍🏽", "©", long.trim(), &digits]
        {
            gone(&vec![line; 40]);
        }
    }

    #[test]
    fn what_is_left_has_nothing_that_goes() {
        let mut page = ["Home", "News", "Sport", "Log in", "Subscribe", "Privacy Policy"].repeat(4);
        page.extend(["The board met on Monday and decided that the ferry will sail.", "It did."]);
        page.extend(["Members argued for weeks, the chair said, but not on that day."; 3]);
        let kept = kept(Model::shipped(), &page, Mode::Balanced);
        let left: Vec<&str> =
            page.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(line, _)| *line).collect();
        assert!(left.len() < page.len());
        assert_eq!(gone(&left), 0);
    }
}
