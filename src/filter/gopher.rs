//! Gopher's quality rules (Rae and others 2021, arXiv 2112.11446, appendix A1.1), with datatrove's
//! counts.

use serde::{Deserialize, Serialize};

use crate::measure::dolma::Measures;
use crate::measure::gopher::Quality;
use crate::rule::{Effect, Example, Rule};

use super::court::{Court, count};
use super::examples::{HARBOUR, long, shown};

/// Options of `[filter.gopher]`; 0 switches a rule off.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// Words that are not symbols alone, at least.
    pub min_words: usize,
    /// Words that are not symbols alone, at most.
    pub max_words: usize,
    /// Characters of a word on average, at least.
    pub min_word_chars: f64,
    /// Characters of a word on average, at most.
    pub max_word_chars: f64,
    /// `#` for each word at most, and ellipses for each word at most.
    pub max_symbols: f64,
    /// The share of lines that may begin with a bullet.
    pub max_bullets: f64,
    /// The share of lines that may end in an ellipsis.
    pub max_ellipsis_lines: f64,
    /// The share of words that must have a letter in them.
    pub min_letters: f64,
    /// English stop words that must occur.
    pub min_stop_words: u32,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            min_words: 50,
            max_words: 100_000,
            min_word_chars: 3.0,
            max_word_chars: 10.0,
            max_symbols: 0.1,
            max_bullets: 0.9,
            max_ellipsis_lines: 0.3,
            min_letters: 0.8,
            min_stop_words: 2,
        }
    }
}

static FEW_WORDS: Rule = Rule::new(
    "gopher/few-words",
    Effect::Reject,
    "fewer words than `filter.gopher.min_words`",
    "Very short pages are mostly captions, errors and stubs. Words are those of spaCy's blank \
     English tokenizer, symbols alone not counted, as in datatrove.",
    &[shown("The ferry sails at noon."), Example::declines(HARBOUR)],
);

static MANY_WORDS: Rule = Rule::new(
    "gopher/many-words",
    Effect::Reject,
    "more words than `filter.gopher.max_words`",
    "A page of a hundred thousand words is a dump or a list, seldom an article.",
    &[Example::declines(HARBOUR)],
);

static SHORT_WORDS: Rule = Rule::new(
    "gopher/short-words",
    Effect::Reject,
    "words shorter on average than `filter.gopher.min_word_chars`",
    "Tables of numbers and texts with spaces between their letters have very short words.",
    &[shown(long!("a b c d e f g h i j k l")), Example::declines(HARBOUR)],
);

static LONG_WORDS: Rule = Rule::new(
    "gopher/long-words",
    Effect::Reject,
    "words longer on average than `filter.gopher.max_word_chars`",
    "Lists of addresses, keys and file names have very long words.",
    &[
        shown(long!("harbourmasterships ferryboatlandings shipwrightshops")),
        Example::declines(HARBOUR),
    ],
);

static HASHES: Rule = Rule::new(
    "gopher/hashes",
    Effect::Reject,
    "more `#` for each word than `filter.gopher.max_symbols`",
    "Many hash signs mark lists of tags and program text.",
    &[shown(long!("the #harbour and #ferry sail")), Example::declines(HARBOUR)],
);

static ELLIPSES: Rule = Rule::new(
    "gopher/ellipses",
    Effect::Reject,
    "more ellipses for each word than `filter.gopher.max_symbols`",
    "Many ellipses mark lists of teasers that break off.",
    &[shown(long!("the ferry… and the toll…")), Example::declines(HARBOUR)],
);

static BULLETS: Rule = Rule::new(
    "gopher/bullets",
    Effect::Reject,
    "a larger share of lines with a bullet than `max_bullets`",
    "A page on which nearly every line begins with a bullet is a menu or a list.",
    &[shown(long!("• the ferry sails and the harbour waits", "\n")), Example::declines(HARBOUR)],
);

static ELLIPSIS_LINES: Rule = Rule::new(
    "gopher/ellipsis-lines",
    Effect::Reject,
    "a larger share of lines ending in `…` than `max_ellipsis_lines`",
    "Lines that break off are teasers of other pages.",
    &[
        shown(long!("the ferry to the island sails and everyone in the harbour waits…", "\n")),
        Example::declines(HARBOUR),
    ],
);

static FEW_LETTERS: Rule = Rule::new(
    "gopher/few-letters",
    Effect::Reject,
    "a smaller share of words with a letter than `min_letters`",
    "Tables of numbers and rows of symbols are no running text.",
    &[shown(long!("the ferry 1,200 and 3,400 5,600")), Example::declines(HARBOUR)],
);

static STOP_WORDS: Rule = Rule::new(
    "gopher/stop-words",
    Effect::Reject,
    "fewer English stop words than `filter.gopher.min_stop_words`",
    "English running text always has some of: the, be, to, of, and, that, have, with. The profile \
     `scutch` asks this of English alone.",
    &[shown(long!("harbour ferry island toll")), Example::declines(HARBOUR)],
);

/// Whether English stop words are asked of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StopWords {
    /// They are.
    Asked,
    /// It is not known to be English.
    Spared,
}

/// Every rule, in the order in which they are asked.
pub(super) const RULES: [&Rule; 10] = [
    &FEW_WORDS,
    &MANY_WORDS,
    &SHORT_WORDS,
    &LONG_WORDS,
    &HASHES,
    &ELLIPSES,
    &BULLETS,
    &ELLIPSIS_LINES,
    &FEW_LETTERS,
    &STOP_WORDS,
];

/// Asks every rule that dolma's counts answer.
pub(super) fn judge_dolma(found: &Measures, options: &Options, court: &mut Court<'_>) {
    let words = count(found.words);
    court.at_least(&FEW_WORDS, words, count(options.min_words), "words");
    court.at_most(&MANY_WORDS, words, count(options.max_words), "words");
    let chars = "characters in the middle word";
    court.at_least(&SHORT_WORDS, found.median_chars, options.min_word_chars, chars);
    court.at_most(&LONG_WORDS, found.median_chars, options.max_word_chars, chars);
    court.at_most(&HASHES, found.symbols, options.max_symbols, "of the words with # or …");
    court.at_most(&BULLETS, found.bullets, options.max_bullets, "of the lines with a bullet");
    let trailing = "of the lines ending in an ellipsis";
    court.at_most(&ELLIPSIS_LINES, found.ellipsis_lines, options.max_ellipsis_lines, trailing);
    court.at_least(&FEW_LETTERS, found.letters, options.min_letters, "of the words with a letter");
    let least = f64::from(options.min_stop_words);
    court.at_least(&STOP_WORDS, count(found.stop_words), least, "English stop words");
}

/// Asks every rule, in datatrove's order.
pub(super) fn judge(
    found: &Quality,
    options: &Options,
    stop_words: StopWords,
    court: &mut Court<'_>,
) {
    let words = count(found.words);
    court.at_least(&FEW_WORDS, words, count(options.min_words), "words");
    court.at_most(&MANY_WORDS, words, count(options.max_words), "words");
    let chars = "characters a word";
    if !found.is_cut {
        court.at_least(&SHORT_WORDS, found.mean_chars, options.min_word_chars, chars);
        court.at_most(&LONG_WORDS, found.mean_chars, options.max_word_chars, chars);
    }
    court.at_most(&HASHES, found.hashes, options.max_symbols, "# a word");
    court.at_most(&ELLIPSES, found.ellipses, options.max_symbols, "ellipses a word");
    court.at_most(&BULLETS, found.bullets, options.max_bullets, "of the lines with a bullet");
    let trailing = "of the lines ending in an ellipsis";
    court.at_most(&ELLIPSIS_LINES, found.ellipsis_lines, options.max_ellipsis_lines, trailing);
    court.at_least(&FEW_LETTERS, found.letters, options.min_letters, "of the words with a letter");
    if stop_words == StopWords::Spared {
        return;
    }
    let (stops, least) = (f64::from(found.stop_words), f64::from(options.min_stop_words));
    court.at_least(&STOP_WORDS, stops, least, "English stop words");
}
