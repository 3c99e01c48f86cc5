//! Options of `[dedupe]`.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

use super::sketch::Sketcher;

/// Functions of a sketch at most.
const MOST_FUNCTIONS: usize = 4096;

/// Options of `[dedupe]`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// Whether documents with the same text are set aside.
    pub exact: bool,
    /// Whether documents with nearly the same text are set aside.
    pub near: bool,
    /// Which document of a cluster stays.
    pub keep: Keep,
    /// Words below which a text does not stand for its document: title and date must be the same as
    /// well, and it has no near-duplicate.
    pub min_words: usize,
    /// Share of stretches of words that two texts must have in common, from 0 to 1 (Jaccard index).
    pub similarity: f64,
    /// Words of a stretch.
    pub words: usize,
    /// Bands of a sketch.
    pub bands: usize,
    /// Rows of a band.
    pub rows: usize,
    /// Bits of a value of a sketch.
    pub bits: u32,
    /// Where the hash functions come from.
    pub seed: u32,
    /// Share of all documents that a cluster may have; none of a larger one is removed.
    pub max_cluster_share: f64,
    /// Documents that a cluster may have whatever their share.
    pub max_cluster_documents: u64,
    /// What is taken out of a document where it stands in earlier ones.
    pub repeated: Unit,
    /// In how many of them.
    pub repeated_documents: u64,
    /// Bytes of a paragraph or line below which it stays.
    pub repeated_bytes: usize,
}

/// The parts of a text that may repeat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// None is looked for.
    None,
    /// What stands between blank lines.
    Paragraphs,
    /// Lines.
    Lines,
}

/// Which document of a cluster stays; of equals, the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Keep {
    /// The first in the order of the input.
    First,
    /// The one with the longest text, in bytes.
    Longest,
    /// The one with the latest `published`.
    Newest,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            exact: true,
            near: false,
            keep: Keep::First,
            min_words: 20,
            similarity: 0.8,
            words: 5,
            bands: 14,
            rows: 8,
            bits: 64,
            seed: 1,
            max_cluster_share: 0.2,
            max_cluster_documents: 100,
            repeated: Unit::None,
            repeated_documents: 1,
            repeated_bytes: 60,
        }
    }
}

impl Options {
    /// Returns whether all documents must be seen before it is known which stay.
    pub fn needs_survey(&self) -> bool {
        self.near || (self.exact && self.keep != Keep::First)
    }

    /// Checks that every value has a meaning.
    ///
    /// # Errors
    ///
    /// When one has not; the error names its key.
    pub fn check(&self) -> Result<()> {
        let functions = self.bands.saturating_mul(self.rows);
        for (key, is_good, expected) in [
            ("words", (1..=1000).contains(&self.words), "from 1 to 1000"),
            ("bands", functions > 0 && functions <= MOST_FUNCTIONS, "1 to 4096 bands times rows"),
            ("repeated_documents", self.repeated_documents > 0, "of at least 1"),
            ("bits", (8..=64).contains(&self.bits), "from 8 to 64"),
            ("similarity", (0.0..=1.0).contains(&self.similarity), "from 0 to 1"),
            ("max_cluster_share", (0.0..=1.0).contains(&self.max_cluster_share), "from 0 to 1"),
        ] {
            if !is_good {
                let problem = format!("expected a number {expected}, found another");
                return Err(Error::new(format!("dedupe.{key}"), problem));
            }
        }
        Ok(())
    }

    /// Returns the hash functions.
    pub fn sketcher(&self) -> Sketcher {
        Sketcher::new(self.seed, self.bands, self.rows, self.bits)
    }

    /// Returns whether a cluster of `members` among `documents` is larger than any is expected to be.
    pub(super) fn is_too_large(&self, members: u64, documents: u64) -> bool {
        let share = members as f64 / documents.max(1) as f64;
        members > self.max_cluster_documents && share > self.max_cluster_share
    }
}
