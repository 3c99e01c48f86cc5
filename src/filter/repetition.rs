//! Gopher's repetition rules (Rae and others 2021, arXiv 2112.11446, table A1), with datatrove's
//! counts: from the second copy on, in characters of the whole text.

use serde::{Deserialize, Serialize};

use crate::measure::dolma::Measures;
use crate::measure::lines::{Again, between_newlines};
use crate::measure::ratio;
use crate::measure::repeats::Repeats;
use crate::rule::{Effect, Example, Rule};
use crate::words::is_space;

use super::court::Court;
use super::examples::{HARBOUR, long, shown};

/// Options of `[filter.repetition]`, each a share; 0 switches a rule off.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// Paragraphs that may repeat earlier ones.
    pub max_paragraphs: f64,
    /// Characters that may stand in such paragraphs.
    pub max_paragraph_chars: f64,
    /// Lines that may repeat earlier ones.
    pub max_lines: f64,
    /// Characters that may stand in such lines.
    pub max_line_chars: f64,
    /// Characters that copies of the most frequent run of 2, 3 and 4 words may take.
    pub max_top: [f64; 3],
    /// Characters that repeated runs of 5 to 10 words may take.
    pub max_runs: [f64; 6],
}

impl Default for Options {
    fn default() -> Options {
        Options {
            max_paragraphs: 0.30,
            max_paragraph_chars: 0.20,
            max_lines: 0.30,
            max_line_chars: 0.20,
            max_top: [0.20, 0.18, 0.16],
            max_runs: [0.15, 0.14, 0.13, 0.12, 0.11, 0.10],
        }
    }
}

/// Words of the shortest of the most frequent runs, and of the shortest repeated runs.
const TOP_FROM: usize = 2;
const RUNS_FROM: usize = 5;

static EMPTY: Rule = Rule::new(
    "repetition/empty",
    Effect::Reject,
    "there is no text",
    "A document without text has no measures.",
    &[Example::declines(HARBOUR)],
);

static PARAGRAPHS: Rule = Rule::new(
    "repetition/paragraphs",
    Effect::Reject,
    "a larger share of repeated paragraphs than `max_paragraphs`",
    "Paragraphs that stand twice are furniture, or a page that was put together wrongly.",
    &[shown(long!("The ferry sails at noon.", "\n\n")), Example::declines(HARBOUR)],
);

static PARAGRAPH_CHARS: Rule = Rule::new(
    "repetition/paragraph-chars",
    Effect::Reject,
    "more text in repeated paragraphs than `max_paragraph_chars`",
    "Few but long paragraphs that stand twice are a page stored twice.",
    &[
        shown(concat!(
            "Ferry.\n\nToll.\n\nThe harbour board of the island said on Monday that it will sail.\n\n",
            "The harbour board of the island said on Monday that it will sail.",
        )),
        Example::declines(HARBOUR),
    ],
);

static LINES: Rule = Rule::new(
    "repetition/lines",
    Effect::Reject,
    "a larger share of repeated lines than `max_lines`",
    "Lines that stand twice are furniture.",
    &[shown(long!("The ferry sails at noon.", "\n")), Example::declines(HARBOUR)],
);

static LINE_CHARS: Rule = Rule::new(
    "repetition/line-chars",
    Effect::Reject,
    "more text in repeated lines than `max_line_chars`",
    "Few but long lines that stand twice are a text stored twice.",
    &[
        shown(concat!(
            "Ferry.\nToll.\nThe harbour board of the island said on Monday that it will sail.\n",
            "The harbour board of the island said on Monday that it will sail.",
        )),
        Example::declines(HARBOUR),
    ],
);

static TOP_2: Rule = Rule::new(
    "repetition/top-2-words",
    Effect::Reject,
    "one run of 2 words takes a larger share than `max_top` allows",
    "A run of words that fills a large part of a text is a list or a machine's stutter.",
    &[
        shown(
            "the sea harbour ferry island the sea toll bridge lorry the sea autumn survey \
             household the sea mainland figure summer the sea fare chair ticket",
        ),
        Example::declines(HARBOUR),
    ],
);

static TOP_3: Rule = Rule::new(
    "repetition/top-3-words",
    Effect::Reject,
    "one run of 3 words takes a larger share than `max_top` allows",
    "A run of words that fills a large part of a text is a list or a machine's stutter.",
    &[
        shown(
            "of the sea harbour ferry island toll bridge lorry autumn of the sea survey household \
             mainland figure summer fare of the sea chair ticket child morning evening crossing of \
             the sea resident board monday pier quay rope anchor",
        ),
        Example::declines(HARBOUR),
    ],
);

static TOP_4: Rule = Rule::new(
    "repetition/top-4-words",
    Effect::Reject,
    "one run of 4 words takes a larger share than `max_top` allows",
    "A run of words that fills a large part of a text is a list or a machine's stutter.",
    &[
        shown(
            "by the old quay harbour ferry island toll bridge lorry autumn survey household \
             mainland figure by the old quay summer fare chair ticket child morning evening \
             crossing resident board monday by the old quay pier quay rope anchor sail wind tide \
             wave storm lamp tower keeper path hill by the old quay meadow sheep gate stone wall \
             barn field wheat mill river bank otter heron",
        ),
        Example::declines(HARBOUR),
    ],
);

static RUNS_5: Rule = Rule::new(
    "repetition/runs-of-5",
    Effect::Reject,
    "repeated runs of 5 words take a larger share than `max_runs` allows",
    "Long runs of words that stand twice are copies, templates and quotations of the same page.",
    &[
        shown(
            "we go at the internationalization harbour ferry island toll bridge lorry autumn \
             survey household mainland figure summer fare chair ticket child morning evening we \
             go at the internationalization",
        ),
        Example::declines(HARBOUR),
    ],
);

static RUNS_6: Rule = Rule::new(
    "repetition/runs-of-6",
    Effect::Reject,
    "repeated runs of 6 words take a larger share than `max_runs` allows",
    "Long runs of words that stand twice are copies, templates and quotations of the same page.",
    &[
        shown(
            "we go at the old internationalization harbour ferry island toll bridge lorry autumn \
             survey household mainland figure summer fare chair ticket child morning evening \
             crossing resident board we go at the old internationalization",
        ),
        Example::declines(HARBOUR),
    ],
);

static RUNS_7: Rule = Rule::new(
    "repetition/runs-of-7",
    Effect::Reject,
    "repeated runs of 7 words take a larger share than `max_runs` allows",
    "Long runs of words that stand twice are copies, templates and quotations of the same page.",
    &[
        shown(
            "we go at the old red internationalization harbour ferry island toll bridge lorry \
             autumn survey household mainland figure summer fare chair ticket child morning \
             evening crossing resident board monday pier quay rope anchor sail we go at the old \
             red internationalization",
        ),
        Example::declines(HARBOUR),
    ],
);

static RUNS_8: Rule = Rule::new(
    "repetition/runs-of-8",
    Effect::Reject,
    "repeated runs of 8 words take a larger share than `max_runs` allows",
    "Long runs of words that stand twice are copies, templates and quotations of the same page.",
    &[
        shown(
            "harbour ferry island toll bridge lorry autumn survey household mainland figure summer \
             fare chair ticket child morning evening crossing resident board monday pier quay rope \
             anchor sail wind tide wave storm lamp tower keeper path hill meadow sheep gate stone \
             wall barn field wheat mill river bank otter harbour ferry island toll bridge lorry \
             autumn survey",
        ),
        Example::declines(HARBOUR),
    ],
);

static RUNS_9: Rule = Rule::new(
    "repetition/runs-of-9",
    Effect::Reject,
    "repeated runs of 9 words take a larger share than `max_runs` allows",
    "Long runs of words that stand twice are copies, templates and quotations of the same page.",
    &[
        shown(
            "harbour ferry island toll bridge lorry autumn survey household mainland figure summer \
             fare chair ticket child morning evening crossing resident board monday pier quay rope \
             anchor sail wind tide wave storm lamp tower keeper path hill meadow sheep gate stone \
             wall barn field wheat mill river bank otter heron reed boat oar net fish market stall \
             bread cheese apple cider song fiddle drum dance night star harbour ferry island toll \
             bridge lorry autumn survey household",
        ),
        Example::declines(HARBOUR),
    ],
);

static RUNS_10: Rule = Rule::new(
    "repetition/runs-of-10",
    Effect::Reject,
    "repeated runs of 10 words take a larger share than `max_runs` allows",
    "Long runs of words that stand twice are copies, templates and quotations of the same page.",
    &[
        shown(
            "harbour ferry island toll bridge lorry autumn survey household mainland figure summer \
             fare chair ticket child morning evening crossing resident board monday pier quay rope \
             anchor sail wind tide wave storm lamp tower keeper path hill meadow sheep gate stone \
             wall barn field wheat mill river bank otter heron reed boat oar net fish market stall \
             bread cheese apple cider song fiddle drum dance night star moon cloud rain roof slate \
             window door bench table kettle stove coal smoke ash bucket well pump yard hen goose \
             harbour ferry island toll bridge lorry autumn survey household mainland",
        ),
        Example::declines(HARBOUR),
    ],
);

/// Every rule, in the order in which they are asked.
pub(super) const RULES: [&Rule; 14] = [
    &EMPTY,
    &PARAGRAPHS,
    &PARAGRAPH_CHARS,
    &LINES,
    &LINE_CHARS,
    &TOP_2,
    &TOP_3,
    &TOP_4,
    &RUNS_5,
    &RUNS_6,
    &RUNS_7,
    &RUNS_8,
    &RUNS_9,
    &RUNS_10,
];

/// Asks every rule, in datatrove's order; the words of `text` are `numbers`, and `repeats` has read
/// them.
pub(super) fn judge(
    text: &str,
    numbers: &[u32],
    repeats: &mut Repeats,
    options: &Options,
    court: &mut Court<'_>,
) {
    if text.is_empty() {
        court.charge(&EMPTY, 0.0, 1.0, || "expected text, found none".to_owned());
        return;
    }
    let chars = text.chars().count();
    let outer = text.trim_matches(is_space);
    judge_parts(Again::count(between_newlines(outer, 2)), chars, Part::Paragraphs, options, court);
    judge_parts(Again::count(between_newlines(text, 1)), chars, Part::Lines, options, court);
    judge_top(numbers, chars, repeats, options, court);
    judge_runs(chars, repeats, options, court);
}

/// Asks every rule that dolma's counts answer.
pub(super) fn judge_dolma(found: &Measures, options: &Options, court: &mut Court<'_>) {
    let (lines, chars) =
        ("of the lines repeated", "characters in repeated lines for each of a word");
    court.at_most(&LINES, found.repeated_lines, options.max_lines, lines);
    court.at_most(&LINE_CHARS, found.repeated_line_chars, options.max_line_chars, chars);
    let top = [&TOP_2, &TOP_3, &TOP_4].into_iter().zip(found.top).zip(options.max_top);
    for ((rule, found), most) in top {
        court.at_most(rule, found, most, "of the characters in one run of words");
    }
    for ((rule, found), most) in RUNS.into_iter().zip(found.runs).zip(options.max_runs) {
        court.at_most(rule, found, most, "of the characters in repeated runs");
    }
}

/// The rules of repeated runs, by their length.
const RUNS: [&Rule; 6] = [&RUNS_5, &RUNS_6, &RUNS_7, &RUNS_8, &RUNS_9, &RUNS_10];

/// The two kinds of parts that are looked at.
#[derive(Clone, Copy)]
enum Part {
    Paragraphs,
    Lines,
}

fn judge_parts(again: Again, chars: usize, part: Part, options: &Options, court: &mut Court<'_>) {
    let (rules, most, what) = match part {
        Part::Paragraphs => (
            (&PARAGRAPHS, &PARAGRAPH_CHARS),
            (options.max_paragraphs, options.max_paragraph_chars),
            ("of the paragraphs repeated", "of the characters in repeated paragraphs"),
        ),
        Part::Lines => (
            (&LINES, &LINE_CHARS),
            (options.max_lines, options.max_line_chars),
            ("of the lines repeated", "of the characters in repeated lines"),
        ),
    };
    court.at_most(rules.0, ratio(again.repeated, again.parts), most.0, what.0);
    court.at_most(rules.1, ratio(again.chars, chars), most.1, what.1);
}

fn judge_top(
    numbers: &[u32],
    chars: usize,
    repeats: &mut Repeats,
    options: &Options,
    court: &mut Court<'_>,
) {
    for (len, (rule, most)) in
        (TOP_FROM..).zip([&TOP_2, &TOP_3, &TOP_4].into_iter().zip(options.max_top))
    {
        if court.is_closed() {
            return;
        }
        let top = repeats.top_chars(numbers, len);
        court.at_most(rule, ratio(top, chars), most, "of the characters in one run of words");
    }
}

fn judge_runs(chars: usize, repeats: &mut Repeats, options: &Options, court: &mut Court<'_>) {
    for (len, (rule, most)) in (RUNS_FROM..).zip(RUNS.into_iter().zip(options.max_runs)) {
        if court.is_closed() {
            return;
        }
        let repeated = repeats.repeated_chars(len);
        if repeated == 0 {
            // A longer run that repeats would hold a shorter one that does.
            return;
        }
        court.at_most(rule, ratio(repeated, chars), most, "of the characters in repeated runs");
    }
}
