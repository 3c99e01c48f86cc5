//! Documents in which too much damage is left after repair.
//!
//! The rules are our own; `repair` mends what it can prove, and what is left beyond a few characters
//! in a hundred is a text that nobody can read.

use serde::{Deserialize, Serialize};

use crate::measure::damage::Damage;
use crate::rule::{Effect, Example, Rule};

use super::court::Court;
use super::examples::{HARBOUR, shown};

/// Options of `[filter.damage]`, each a share of the characters; 0 switches a rule off.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// Characters that look like UTF-8 read as another encoding.
    pub max_mojibake: f64,
    /// U+FFFD.
    pub max_replacements: f64,
    /// Controls, but for line breaks and tabs.
    pub max_controls: f64,
}

impl Default for Options {
    fn default() -> Options {
        Options { max_mojibake: 0.02, max_replacements: 0.01, max_controls: 0.01 }
    }
}

static MOJIBAKE: Rule = Rule::new(
    "damage/mojibake",
    Effect::Reject,
    "more mojibake than `filter.damage.max_mojibake`",
    "Text that was read in the wrong encoding teaches a model the wrong letters.",
    &[
        shown("Le cafÃ© du port Ã©tait fermÃ© cet Ã©tÃ© Ã\u{a0} cause des travaux."),
        Example::declines(HARBOUR),
    ],
);

static REPLACEMENTS: Rule = Rule::new(
    "damage/replacements",
    Effect::Reject,
    "more U+FFFD than `filter.damage.max_replacements`",
    "Where U+FFFD stands the letter is lost for good.",
    &[shown("Le caf\u{fffd} du port \u{fffd}tait ferm\u{fffd}."), Example::declines(HARBOUR)],
);

static CONTROLS: Rule = Rule::new(
    "damage/controls",
    Effect::Reject,
    "more controls than `filter.damage.max_controls`",
    "Controls within a text are the remains of another format.",
    &[shown("The\u{1} ferry\u{2} sails at noon."), Example::declines(HARBOUR)],
);

/// Every rule.
pub(super) const RULES: [&Rule; 3] = [&MOJIBAKE, &REPLACEMENTS, &CONTROLS];

/// Asks every rule.
pub(super) fn judge(found: &Damage, options: &Options, court: &mut Court<'_>) {
    let mojibake = "of the characters in mojibake";
    court.at_most(&MOJIBAKE, found.mojibake, options.max_mojibake, mojibake);
    let replacements = "of the characters U+FFFD";
    court.at_most(&REPLACEMENTS, found.replacements, options.max_replacements, replacements);
    let controls = "of the characters controls";
    court.at_most(&CONTROLS, found.controls, options.max_controls, controls);
}
