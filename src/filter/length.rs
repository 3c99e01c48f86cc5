//! Documents that are too short or too long, and those of which nothing is left.
//!
//! The rules are our own, off but for the last; words are counted as the profile has them.

use serde::{Deserialize, Serialize};

use crate::document::Document;
use crate::findings::Findings;
use crate::rule::{Effect, Example, Rule};
use crate::span::Span;
use crate::stage::{Entry, Stage};

use super::court::{Court, count};
use super::examples::{HARBOUR, long, shown};

/// Options of `[filter.length]`; 0 switches a rule off.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// Characters at least.
    pub min_chars: usize,
    /// Characters at most.
    pub max_chars: usize,
    /// Words at least.
    pub min_words: usize,
    /// Words at most.
    pub max_words: usize,
}

static NO_TEXT: Rule = Rule::new(
    "length/no-text",
    Effect::Reject,
    "nothing is left but white space",
    "A record without text is noise in every use of a dataset; its name and reason are kept in the \
     list of rejected documents.",
    &[Example::fires(" \n\n", ""), Example::declines("a")],
);

static FEW_CHARS: Rule = Rule::new(
    "length/few-chars",
    Effect::Reject,
    "fewer characters than `filter.length.min_chars`",
    "Very short documents are captions, errors and stubs.",
    &[shown("The ferry sails."), Example::declines(HARBOUR)],
);

static MANY_CHARS: Rule = Rule::new(
    "length/many-chars",
    Effect::Reject,
    "more characters than `filter.length.max_chars`",
    "Very long documents are dumps and lists, and fill batches by themselves.",
    &[
        shown(long!("The ferry of the harbour board sails from the island at noon.")),
        Example::declines(HARBOUR),
    ],
);

static FEW_WORDS: Rule = Rule::new(
    "length/few-words",
    Effect::Reject,
    "fewer words than `filter.length.min_words`",
    "Very short documents are captions, errors and stubs.",
    &[shown("Donaudampfschifffahrtsgesellschaft."), Example::declines(HARBOUR)],
);

static MANY_WORDS: Rule = Rule::new(
    "length/many-words",
    Effect::Reject,
    "more words than `filter.length.max_words`",
    "Very long documents are dumps and lists.",
    &[shown(long!("we go up to it and so on as we go")), Example::declines(HARBOUR)],
);

/// Every rule but that of no text.
pub(super) const RULES: [&Rule; 4] = [&FEW_CHARS, &MANY_CHARS, &FEW_WORDS, &MANY_WORDS];

impl Options {
    /// Returns whether any rule is on.
    pub(super) fn is_on(&self) -> bool {
        *self != Options::default()
    }

    /// Returns whether words must be counted.
    pub(super) const fn asks_words(&self) -> bool {
        self.min_words > 0 || self.max_words > 0
    }
}

/// Asks every rule; `words` is how many words the text has, where that is asked.
pub(super) fn judge(text: &str, words: usize, options: &Options, court: &mut Court<'_>) {
    let chars = count(text.chars().count());
    court.at_least(&FEW_CHARS, chars, count(options.min_chars), "characters");
    court.at_most(&MANY_CHARS, chars, count(options.max_chars), "characters");
    let words = count(words);
    court.at_least(&FEW_WORDS, words, count(options.min_words), "words");
    court.at_most(&MANY_WORDS, words, count(options.max_words), "words");
}

struct Length;

pub(super) fn entry() -> Entry {
    Entry::new("filter/length", &[&NO_TEXT], Length)
}

impl Stage for Length {
    fn scan(&self, doc: &Document, found: &mut Findings<'_>) {
        if doc.text().trim().is_empty() {
            let whole = Span::new(0, doc.text().len());
            found.reject(&NO_TEXT, whole, "expected text, found none after cleaning");
        }
    }
}
