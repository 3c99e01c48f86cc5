//! Lines that repeat across documents, counted in a bounded sample.
//!
//! The sample is that of the documents with the smallest hashes of their texts, so that neither order
//! nor threads decide who is in it, and documents that stay between two runs stay in it.

use std::collections::{BTreeMap, BTreeSet};

use crate::shape::{has_words, shape};
use crate::text::full_lines;

/// Documents of the sample.
const DOCUMENTS: usize = 4096;

/// Lines of a document that are looked at, and bytes of the longest.
const LINES: usize = 60;
const LINE_BYTES: usize = 200;

/// Lines that are told.
const MOST_LINES: usize = 500;

/// Documents that a line stands in at least, by number and as one in so many of the sample.
const LEAST: u64 = 3;
const ONE_IN: u64 = 100;

/// The sample.
#[derive(Debug, Default)]
pub(super) struct Sample {
    lines: BTreeMap<u64, Vec<String>>,
}

impl Sample {
    /// Returns the hash from which on no document comes into the sample.
    pub(super) fn limit(&self) -> u64 {
        let is_full = self.lines.len() >= DOCUMENTS;
        self.lines.last_key_value().filter(|_| is_full).map_or(u64::MAX, |(hash, _)| *hash)
    }

    /// Adds the lines of a document.
    pub(super) fn add(&mut self, hash: u64, lines: Vec<String>) {
        if hash < self.limit() {
            self.lines.insert(hash, lines);
            if self.lines.len() > DOCUMENTS {
                self.lines.pop_last();
            }
        }
    }

    /// Returns the lines that repeat, with the documents that each stands in, and the documents.
    pub(super) fn repeated(&self) -> (BTreeMap<String, u64>, u64) {
        let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
        for lines in self.lines.values() {
            for line in lines {
                *counts.entry(line).or_default() += 1;
            }
        }
        let all = self.lines.len() as u64;
        let least = LEAST.max(all / ONE_IN);
        let mut found: Vec<(&str, u64)> =
            counts.into_iter().filter(|(_, count)| *count >= least).collect();
        found.sort_by_key(|(line, count)| (std::cmp::Reverse(*count), *line));
        found.truncate(MOST_LINES);
        (found.into_iter().map(|(line, count)| (line.to_owned(), count)).collect(), all)
    }
}

/// Returns the shapes of the first and the last lines of a text, each once.
pub(super) fn shapes(text: &str) -> Vec<String> {
    let lines: Vec<&str> = full_lines(text).map(|line| line.of(text)).collect();
    let from = lines.len().saturating_sub(LINES / 2).max(LINES / 2);
    let head = lines.iter().take(LINES / 2);
    let edges = head.chain(lines.iter().skip(from));
    let short = edges.filter(|line| line.len() <= LINE_BYTES);
    let shapes = short.filter_map(|line| shape(line)).filter(|shape| has_words(shape));
    shapes.collect::<BTreeSet<String>>().into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neither_order_nor_number_decides() {
        let lines = |number: u64| vec![format!("line {}", number % 7)];
        let (mut up, mut down) = (Sample::default(), Sample::default());
        let hash = |number: u64| crate::hash::short(&number.to_le_bytes());
        for number in 0..5000 {
            up.add(hash(number), lines(number));
            down.add(hash(4999 - number), lines(4999 - number));
        }
        assert_eq!(up.repeated(), down.repeated());
        assert_eq!(up.repeated().1, 4096);
        assert_eq!(up.repeated().0.len(), 7);
    }

    #[test]
    fn lines_are_told_by_their_shape() {
        assert_eq!(
            shapes("Read: 12\nThe ferry sails.\nRead: 3\n---"),
            ["read: <N>", "the ferry sails."]
        );
    }
}
