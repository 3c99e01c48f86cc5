//! Stretches of a dataset, joined: every file gets its name, and the dataset its descriptors.

use crate::hash::sha256;

use super::descriptors::descriptors;
use super::manifest::OutputEntry;
use super::plan::Plan;
use super::shards::Full;
use super::stretch::Made;

/// The files of all stretches with their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Joined {
    /// What the manifest says of them, descriptors too.
    pub outputs: Vec<OutputEntry>,
    /// For each file of a table: the number of its stretch, its name there, and its name in the dataset.
    pub moves: Vec<(usize, String, String)>,
    /// The descriptors: name and text.
    pub texts: Vec<(String, Vec<u8>)>,
}

impl Joined {
    /// Adds a file that describes the others.
    pub fn add_text(&mut self, name: &str, bytes: Vec<u8>) {
        self.outputs.push(OutputEntry {
            file: name.to_owned(),
            table: None,
            split: None,
            rows: None,
            bytes: bytes.len() as u64,
            sha256: sha256(&bytes),
        });
        self.texts.push((name.to_owned(), bytes));
    }
}

/// Joins stretches, in the order of their documents. A file without rows is left out where its stream has
/// others.
pub fn join(plan: &Plan, stretches: Vec<Made>) -> Joined {
    let mut joined = Joined::default();
    let mut stats = plan.stats();
    let mut streams: Vec<Vec<(usize, Full)>> = plan.streams.iter().map(|_| Vec::new()).collect();
    for (stretch, made) in stretches.into_iter().enumerate() {
        stats.merge(&made.stats);
        for (files, more) in streams.iter_mut().zip(made.files) {
            files.extend(more.into_iter().map(|full| (stretch, full)));
        }
    }
    for (stream, mut files) in plan.streams.iter().zip(streams) {
        let has_rows = |(_, full): &(usize, Full)| full.rows > 0;
        match files.iter().any(has_rows) {
            true => files.retain(has_rows),
            false => files.truncate(1),
        }
        let of = files.len();
        for (number, (stretch, full)) in files.into_iter().enumerate() {
            let file = full.named(stream, number, of);
            joined.moves.push((stretch, file.staged, file.entry.file.clone()));
            joined.outputs.push(file.entry);
        }
    }
    for (name, bytes) in descriptors(plan, &joined.outputs, &stats) {
        joined.add_text(&name, bytes);
    }
    joined
}
