//! What the driver does at the end: one dataset and one manifest of what all workers did.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::config::Config;
use crate::error::Result;
use crate::pipeline::Counts;
use crate::report;
use crate::run::{Seal, manifest, named};
use crate::write::{Files, Joined, Made, Manifest, OutputEntry, join};

use super::plan;

/// What a worker did with a share.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Finished {
    /// The counts of its documents.
    pub counts: Counts,
    /// The files that it wrote.
    pub made: Made,
}

/// What all workers did.
pub struct Merger {
    config: Config,
    counts: Counts,
    seals: Vec<Seal>,
    // By the number of the share: they may be told in any order, and twice.
    made: BTreeMap<usize, Made>,
}

impl Merger {
    /// Returns one that has heard of no document.
    pub fn new(config: &Config) -> Merger {
        let seals = named(config).iter().map(|_| Seal::default()).collect();
        let (counts, made) = (Counts::default(), BTreeMap::new());
        Merger { config: config.clone(), counts, seals, made }
    }

    /// Adds what a worker did with the share `number`, in any order.
    pub fn add(&mut self, number: usize, finished: Finished) {
        if self.made.insert(number, finished.made).is_none() {
            self.counts.merge(&finished.counts);
        }
    }

    /// Adds a document to the hash of its input: every one, in the order of the input.
    pub fn seal(&mut self, input: usize, raw_bytes: u64, raw_hash: &str, file: &str) {
        if let Some(seal) = self.seals.get_mut(input) {
            seal.add(raw_bytes, raw_hash, file);
        }
    }

    /// Returns the files of the dataset; the stretches are the shares.
    ///
    /// # Errors
    ///
    /// When the config has no meaning.
    pub fn joined(&mut self) -> Result<Joined> {
        let plan = plan(&self.config)?;
        let (numbers, made): (Vec<usize>, Vec<Made>) =
            std::mem::take(&mut self.made).into_iter().unzip();
        let mut joined = join(&plan, made);
        for (stretch, ..) in &mut joined.moves {
            *stretch = numbers.get(*stretch).copied().unwrap_or_default();
        }
        Ok(joined)
    }

    /// Returns the manifest of a dataset with these files; `excluded` files were kept out.
    ///
    /// # Errors
    ///
    /// When the counts do not add up, which means that documents were lost.
    pub fn manifest(
        self,
        excluded: u64,
        warnings: Vec<String>,
        outputs: Vec<OutputEntry>,
    ) -> Result<Manifest> {
        crate::run::check(&self.counts)?;
        let manifest = manifest(&self.config, &self.counts, self.seals, excluded)?;
        Ok(Manifest { warnings, outputs, ..manifest })
    }
}

/// Returns the page that shows what the run did, for a dataset whose tables stand in `folder`.
///
/// # Errors
///
/// When a table cannot be read.
pub fn page(folder: &Path, manifest: &Manifest, config: &Config) -> Result<String> {
    report::page(&Files::in_place(folder), manifest, config)
}
