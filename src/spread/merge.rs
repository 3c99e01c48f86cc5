//! What the driver does at the end: one manifest of the counts of all workers.

use crate::config::Config;
use crate::error::Result;
use crate::pipeline::Counts;
use crate::run::{Seal, manifest, named};
use crate::write::Manifest;

/// Counts and hashes of all documents.
pub struct Merger {
    config: Config,
    counts: Counts,
    seals: Vec<Seal>,
}

impl Merger {
    /// Returns one that has heard of no document.
    pub fn new(config: &Config) -> Merger {
        let seals = named(config).iter().map(|_| Seal::default()).collect();
        Merger { config: config.clone(), counts: Counts::default(), seals }
    }

    /// Adds the counts of a worker, in any order.
    pub fn count(&mut self, counts: &Counts) {
        self.counts.merge(counts);
    }

    /// Adds a document to the hash of its input: every one, in the order of the input.
    pub fn seal(&mut self, input: usize, raw_bytes: u64, raw_hash: &str, file: &str) {
        if let Some(seal) = self.seals.get_mut(input) {
            seal.add(raw_bytes, raw_hash, file);
        }
    }

    /// Returns the manifest, without outputs; `excluded` files were kept out.
    ///
    /// # Errors
    ///
    /// When the counts do not add up, which means that documents were lost.
    pub fn manifest(self, excluded: u64, warnings: Vec<String>) -> Result<Manifest> {
        crate::run::check(&self.counts)?;
        let manifest = manifest(&self.config, &self.counts, self.seals, excluded)?;
        Ok(Manifest { warnings, ..manifest })
    }
}
