//! Sets documents aside by rule. A rejected document says which rule, what it expected and what it
//! found.
//!
//! Only documents without text are set aside unless a profile is chosen. A profile names the families
//! of published rules that run, their order, and what counts as the end of a line.

mod c4;
mod court;
mod damage;
mod examples;
mod fineweb;
mod gopher;
mod language;
mod length;
mod pieces;
mod published;
mod repetition;

use serde::{Deserialize, Serialize};

use crate::measure::c4::EndMarks;
use crate::stage::Entry;
use crate::words::Cut;

/// Options of `[filter]`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// Whose decisions are made.
    pub profile: Profile,
    /// The families that run, in this order; none: those of the profile.
    pub families: Vec<Family>,
    /// Whether documents stay whatever the rules say, with the verdicts in the field `verdicts`.
    pub annotate: bool,
    /// How long documents may be.
    pub length: length::Options,
    /// Which languages stay.
    pub language: language::Options,
    /// How much damage may be left.
    pub damage: damage::Options,
    /// Thresholds of C4's rules.
    pub c4: c4::Options,
    /// Thresholds of Gopher's quality rules.
    pub gopher: gopher::Options,
    /// Thresholds of Gopher's repetition rules.
    pub repetition: repetition::Options,
    /// Thresholds of FineWeb's rules.
    pub fineweb: fineweb::Options,
}

/// Whose decisions are made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Profile {
    /// Nobody's: only documents without text are set aside.
    #[default]
    None,
    /// The published rules, with the end marks of every script, and English stop words asked of
    /// English alone.
    Scutch,
    /// datatrove's C4, Gopher quality and Gopher repetition filters.
    Datatrove,
    /// Gopher's rules by the counts of dolma's tagger `gopher_v2`, then C4's rule of end marks alone
    /// ("Gopher All + C4 NoPunc", Soldaini and others 2024).
    Dolma,
    /// FineWeb's order: Gopher repetition, Gopher quality, C4 without end marks, FineWeb.
    Fineweb,
}

/// Rules that were published together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Family {
    /// Damage that is left.
    Damage,
    /// C4's line rules and what it asks of a document.
    C4,
    /// mC4's rule of three long lines.
    Paragraphs,
    /// Gopher's quality rules.
    Gopher,
    /// Gopher's repetition rules.
    Repetition,
    /// Both by dolma's counts.
    Dolma,
    /// FineWeb's own rules.
    Fineweb,
}

impl Profile {
    /// Returns the families that run, in order.
    const fn families(self) -> &'static [Family] {
        match self {
            Profile::None => &[],
            Profile::Scutch => &[Family::Damage, Family::C4, Family::Gopher, Family::Repetition],
            Profile::Datatrove => &[Family::C4, Family::Gopher, Family::Repetition],
            Profile::Dolma => &[Family::Dolma, Family::C4],
            Profile::Fineweb => &[Family::Repetition, Family::Gopher, Family::C4, Family::Fineweb],
        }
    }

    /// Returns how a line must end.
    const fn end_marks(self) -> EndMarks {
        match self {
            Profile::Scutch => EndMarks::AnyScript,
            Profile::None | Profile::Datatrove => EndMarks::Ascii,
            Profile::Dolma => EndMarks::Dolma,
            Profile::Fineweb => EndMarks::Any,
        }
    }

    /// Returns whether words of scripts without spaces are cut.
    const fn cut(self) -> Cut {
        match self {
            Profile::Scutch => Cut::Spaceless,
            Profile::None | Profile::Datatrove | Profile::Dolma | Profile::Fineweb => Cut::Nothing,
        }
    }

    /// Returns whether rules for English are asked of English alone.
    const fn heeds_language(self) -> bool {
        matches!(self, Profile::Scutch)
    }
}

impl Options {
    /// Returns whether any rule must know the language.
    pub(crate) fn heeds_language(&self) -> bool {
        self.profile.heeds_language() || self.language.is_on()
    }

    /// Returns the families that run, in order.
    fn families(&self) -> Vec<Family> {
        if self.families.is_empty() {
            return self.profile.families().to_vec();
        }
        self.families.clone()
    }
}

/// Returns the stages in running order, without the rules in `off`.
pub(crate) fn stages(options: &Options, off: &[String]) -> Vec<Entry> {
    vec![length::entry(), published::entry(options, off)]
}
