//! The rows of a stretch of documents, in files that have no name in the dataset yet.
//!
//! A run in one process writes one stretch; a run in pieces writes one for each share, and joins their
//! files.

use std::path::Path;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::document::Document;
use crate::error::Result;

use super::plan::Plan;
use super::render::{Rendered, render};
use super::shards::{Full, Shards};
use super::stats::Stats;

/// Documents that one thread renders at a time.
const CHUNK_DOCUMENTS: usize = 32;

/// The files of a stretch under way.
pub struct Stretch {
    plan: Plan,
    shards: Vec<Shards>,
    // The number of the last record.
    kept: u64,
    stats: Stats,
}

/// The files of a stretch, with the plan that they were written by.
pub(super) struct Rows {
    pub(super) plan: Plan,
    /// For each stream, in order.
    pub(super) files: Vec<Vec<Full>>,
    pub(super) stats: Stats,
}

/// What a stretch has written, for the way to the process that joins all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// For each stream of the plan, its files in order.
    pub files: Vec<Vec<Full>>,
    pub(super) stats: Stats,
}

impl Stretch {
    /// Starts the files of a stretch in the folder `staging`, with so many records `before` it.
    ///
    /// # Errors
    ///
    /// When they cannot be written.
    pub fn create(plan: Plan, staging: &Path, before: u64) -> Result<Stretch> {
        Stretch::new(plan, Some(staging), before)
    }

    /// Does the same; without a folder, records go to standard output.
    pub(super) fn new(plan: Plan, staging: Option<&Path>, before: u64) -> Result<Stretch> {
        let streams = plan.streams.iter().cloned().enumerate();
        let shards =
            streams.map(|(number, stream)| Shards::new(stream, number, staging, plan.shard_bytes));
        let shards = shards.collect::<Result<Vec<Shards>>>()?;
        let stats = plan.stats();
        Ok(Stretch { plan, shards, kept: before, stats })
    }

    /// Adds documents, in order.
    ///
    /// # Errors
    ///
    /// When a file cannot be written.
    pub fn write(&mut self, docs: &[Document]) -> Result<()> {
        let mut chunks = Vec::new();
        for chunk in docs.chunks(CHUNK_DOCUMENTS) {
            chunks.push((self.kept + 1, chunk));
            self.kept += chunk.iter().filter(|doc| doc.is_kept()).count() as u64;
        }
        let plan = &self.plan;
        let rendered: Vec<Rendered<'_>> =
            chunks.into_par_iter().map(|(number, chunk)| render(chunk, number, plan)).collect();
        rendered.iter().for_each(|chunk| self.stats.merge(&chunk.stats));
        let streams = self.shards.par_iter_mut().enumerate();
        streams.try_for_each(|(index, shards)| {
            let pieces = rendered.iter().filter_map(|chunk| chunk.pieces.get(index));
            pieces.into_iter().try_for_each(|piece| shards.write(piece))
        })
    }

    /// Completes the files and returns what they are.
    ///
    /// # Errors
    ///
    /// When a file cannot be written.
    pub fn made(self) -> Result<Made> {
        let Rows { files, stats, .. } = self.finish()?;
        Ok(Made { files, stats })
    }

    pub(super) fn finish(self) -> Result<Rows> {
        let Stretch { plan, shards, stats, .. } = self;
        let files = shards.into_par_iter().map(Shards::finish).collect::<Result<_>>()?;
        Ok(Rows { plan, files, stats })
    }
}
