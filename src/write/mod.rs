//! Writes the dataset: documents, rejected, changes and the manifest, all of them or none.
//!
//! Everything is written into a hidden folder beside the result and renamed at the end, the manifest
//! last; until then the last good output stays as it is. A lock keeps two runs out of one folder.

mod dataset;
mod digest;
mod folder;
mod manifest;
mod render;

use serde::{Deserialize, Serialize};

pub use dataset::{Dataset, Written};
pub use manifest::{InputEntry, Manifest, Outcomes, OutputEntry, RuleEntry};
pub use render::Lines;

/// A format of the dataset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// One JSON object a line.
    Jsonl,
    /// Comma-separated values (RFC 4180), with a header.
    Csv,
}

impl Format {
    /// Returns the ending of its files.
    pub const fn extension(self) -> &'static str {
        match self {
            Format::Jsonl => "jsonl",
            Format::Csv => "csv",
        }
    }
}
