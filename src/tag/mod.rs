//! Notes facts about a document: its language, measures of its quality. The text is never touched.

mod codes;
mod language;
pub(crate) mod quality;

use serde::{Deserialize, Serialize};

use crate::stage::Entry;

/// Options of `[tag]`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// Whether the language is noted.
    pub language: bool,
    /// How sure the language must be, from 0 to 1.
    pub min_confidence: f64,
    /// Whether measures of quality are noted.
    pub quality: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options { language: false, min_confidence: 0.6, quality: false }
    }
}

/// Who asks for tags besides the options.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// Nobody.
    Nothing,
    /// A later stage that must know the language.
    Language,
}

/// Returns the stages in running order.
pub(crate) fn stages(options: &Options, need: Need) -> Vec<Entry> {
    vec![language::entry(options, need), quality::entry(options)]
}
