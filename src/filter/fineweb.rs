//! FineWeb's own rules (Penedo and others 2024, arXiv 2406.17557, section 3.6), with datatrove's
//! counts.

use serde::{Deserialize, Serialize};

use crate::measure::fineweb::Measures;
use crate::rule::{Effect, Example, Rule};

use super::court::Court;
use super::examples::{HARBOUR, long, shown};

/// Options of `[filter.fineweb]`; 0 switches a rule off.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// The share of lines that must end in an end mark.
    pub min_line_ends: f64,
    /// The share of lines that may be short.
    pub max_short_lines: f64,
    /// Characters of a short line at most.
    pub short_line_chars: usize,
    /// The share of characters that may stand in repeated lines.
    pub max_repeated_chars: f64,
    /// Newlines for each word at most.
    pub max_newlines: f64,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            min_line_ends: 0.12,
            max_short_lines: 0.67,
            short_line_chars: 30,
            max_repeated_chars: 0.01,
            max_newlines: 0.3,
        }
    }
}

static EMPTY: Rule = Rule::new(
    "fineweb/empty",
    Effect::Reject,
    "every line is blank",
    "A document without text has no measures.",
    &[Example::declines(HARBOUR)],
);

static LINE_ENDS: Rule = Rule::new(
    "fineweb/line-ends",
    Effect::Reject,
    "a smaller share of lines with an end mark than `min_line_ends`",
    "Pages on which hardly a line ends as a sentence are lists and menus.",
    &[
        shown("Harbour toll and ferry times of the island\nFares for cars and bicycles"),
        Example::declines(HARBOUR),
    ],
);

static SHORT_LINES: Rule = Rule::new(
    "fineweb/short-lines",
    Effect::Reject,
    "a larger share of short lines than `filter.fineweb.max_short_lines`",
    "Pages of short lines are lists, menus and verse.",
    &[shown("The ferry sails.\nThe toll falls."), Example::declines(HARBOUR)],
);

static REPEATED_CHARS: Rule = Rule::new(
    "fineweb/repeated-lines",
    Effect::Reject,
    "more text in repeated lines than `max_repeated_chars`",
    "Lines that repeat are furniture of the page. The published rule is 0.01, datatrove's default.",
    &[shown(long!("The ferry to the island sails at noon.", "\n")), Example::declines(HARBOUR)],
);

static NEWLINES: Rule = Rule::new(
    "fineweb/newlines",
    Effect::Reject,
    "more newlines for each word than `filter.fineweb.max_newlines`",
    "A line of one or two words after another is a list.",
    &[
        shown(
            "Supercalifragilisticexpialidocious.\nPneumonoultramicroscopicsilicovolcanoconiosis.\nFloccinaucinihilipilificationists.\nDonaudampfschifffahrtsgesellschaft.",
        ),
        Example::declines(HARBOUR),
    ],
);

/// Every rule, in the order in which they are asked.
pub(super) const RULES: [&Rule; 5] = [&EMPTY, &LINE_ENDS, &SHORT_LINES, &REPEATED_CHARS, &NEWLINES];

/// Asks every rule, in datatrove's order.
pub(super) fn judge(found: &Measures, options: &Options, court: &mut Court<'_>) {
    if found.lines == 0 {
        court.charge(&EMPTY, 0.0, 1.0, || {
            "expected a line that is not blank, found none".to_owned()
        });
        return;
    }
    let ended = "of the lines with an end mark";
    court.at_least(&LINE_ENDS, found.ended, options.min_line_ends, ended);
    court.at_most(&SHORT_LINES, found.short, options.max_short_lines, "of the lines short");
    let repeated = "of the characters in repeated lines";
    court.at_most(&REPEATED_CHARS, found.repeated_chars, options.max_repeated_chars, repeated);
    court.at_most(&NEWLINES, found.newlines, options.max_newlines, "newlines a word");
}
