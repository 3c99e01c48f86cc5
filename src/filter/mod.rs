//! Sets documents aside by rule. A rejected document says which rule, what it expected and what it
//! found.
//!
//! Only documents without text are set aside unless a profile is chosen. A profile names the families
//! of published rules that run, their order, and what counts as the end of a line.

mod c4;
mod court;
mod examples;
mod fineweb;
mod gopher;
mod length;
mod pieces;
mod published;
mod repetition;

use serde::{Deserialize, Serialize};

use crate::measure::c4::EndMarks;
use crate::stage::Entry;

/// Options of `[filter]`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// Whose decisions are made.
    pub profile: Profile,
    /// The families that run, in this order; none: those of the profile.
    pub families: Vec<Family>,
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
    /// FineWeb's order: Gopher repetition, Gopher quality, C4 without end marks, FineWeb.
    Fineweb,
}

/// Rules that were published together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Family {
    /// C4's line rules and what it asks of a document.
    C4,
    /// mC4's rule of three long lines.
    Paragraphs,
    /// Gopher's quality rules.
    Gopher,
    /// Gopher's repetition rules.
    Repetition,
    /// FineWeb's own rules.
    Fineweb,
}

impl Profile {
    /// Returns the families that run, in order.
    const fn families(self) -> &'static [Family] {
        match self {
            Profile::None => &[],
            Profile::Scutch | Profile::Datatrove => {
                &[Family::C4, Family::Gopher, Family::Repetition]
            }
            Profile::Fineweb => &[Family::Repetition, Family::Gopher, Family::C4, Family::Fineweb],
        }
    }

    /// Returns how a line must end.
    const fn end_marks(self) -> EndMarks {
        match self {
            Profile::Scutch => EndMarks::AnyScript,
            Profile::None | Profile::Datatrove => EndMarks::Ascii,
            Profile::Fineweb => EndMarks::Any,
        }
    }

    /// Returns whether rules for English are asked of English alone.
    pub(crate) const fn heeds_language(self) -> bool {
        matches!(self, Profile::Scutch)
    }
}

impl Options {
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
