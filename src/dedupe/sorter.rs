//! Sorts pairs of a key and a document's number, however many: in memory up to a limit, then in runs in
//! one file that are merged. Which of the two cannot be seen in the result.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rayon::slice::ParallelSliceMut;

use crate::error::Result;

use super::spill::{Spill, SpillFile};

/// Bytes of a pair in the file.
const PAIR_BYTES: usize = 12;

/// Bytes of a pair in memory.
const MEMORY_BYTES: usize = 16;

/// Pairs of a run that are in memory while runs are merged: 48 KiB.
const WINDOW: usize = 4096;

/// Pairs in memory at least: a run of fewer is not worth a window.
const LEAST: usize = 1024;

/// A key and the number of the document that has it.
pub(super) type Pair = (u64, u32);

/// Takes pairs in any order.
pub(super) struct Sorter {
    recent: Vec<Pair>,
    capacity: usize,
    runs: Vec<Run>,
    file: Option<SpillFile>,
    spill: Spill,
}

/// A sorted stretch of the file.
struct Run {
    at: u64,
    pairs: u64,
}

impl Sorter {
    /// Returns a sorter that holds about `limit` bytes in memory.
    pub(super) fn new(limit: usize, spill: Spill) -> Sorter {
        let capacity = (limit / MEMORY_BYTES).max(LEAST);
        Sorter { recent: Vec::new(), capacity, runs: Vec::new(), file: None, spill }
    }

    /// Takes a pair.
    pub(super) fn put(&mut self, pair: Pair) -> Result<()> {
        self.recent.push(pair);
        if self.recent.len() >= self.capacity {
            self.file_recent()?;
        }
        Ok(())
    }

    /// Returns every pair in ascending order.
    pub(super) fn sorted(mut self) -> Result<Sorted> {
        if self.runs.is_empty() {
            self.recent.par_sort_unstable();
            return Ok(Sorted::Memory(self.recent.into_iter()));
        }
        self.file_recent()?;
        self.recent = Vec::new();
        let mut merge = Merge { file: self.file, windows: Vec::new(), heads: BinaryHeap::new() };
        for run in self.runs {
            merge.windows.push(Window { run, pairs: Vec::new().into_iter() });
            merge.advance(merge.windows.len() - 1)?;
        }
        Ok(Sorted::Merge(merge))
    }

    fn file_recent(&mut self) -> Result<()> {
        if self.file.is_none() {
            self.file = Some(self.spill.file()?);
        }
        let Some(file) = &mut self.file else { return Ok(()) };
        self.recent.par_sort_unstable();
        self.runs.push(Run { at: file.len(), pairs: self.recent.len() as u64 });
        for chunk in self.recent.chunks(WINDOW) {
            let mut bytes = Vec::with_capacity(chunk.len() * PAIR_BYTES);
            for (key, number) in chunk {
                bytes.extend_from_slice(&key.to_le_bytes());
                bytes.extend_from_slice(&number.to_le_bytes());
            }
            file.append(&bytes)?;
        }
        self.recent.clear();
        Ok(())
    }
}

/// Pairs in ascending order.
pub(super) enum Sorted {
    /// All of them in memory.
    Memory(std::vec::IntoIter<Pair>),
    /// Merged from runs.
    Merge(Merge),
}

impl Sorted {
    /// Returns the next pair.
    pub(super) fn next(&mut self) -> Result<Option<Pair>> {
        match self {
            Sorted::Memory(pairs) => Ok(pairs.next()),
            Sorted::Merge(merge) => merge.next(),
        }
    }
}

/// Runs being merged.
pub(super) struct Merge {
    file: Option<SpillFile>,
    windows: Vec<Window>,
    // The next pair of each run that has one, the smallest on top.
    heads: BinaryHeap<Reverse<(Pair, usize)>>,
}

/// The part of a run that is in memory; `run` is what is still in the file.
struct Window {
    run: Run,
    pairs: std::vec::IntoIter<Pair>,
}

impl Merge {
    fn next(&mut self) -> Result<Option<Pair>> {
        let Some(Reverse((pair, run))) = self.heads.pop() else { return Ok(None) };
        self.advance(run)?;
        Ok(Some(pair))
    }

    /// Brings the next pair of a run to the heads.
    fn advance(&mut self, run: usize) -> Result<()> {
        let (Some(window), Some(file)) = (self.windows.get_mut(run), &mut self.file) else {
            return Ok(());
        };
        if window.pairs.len() == 0 {
            window.pairs = window.run.read(file)?.into_iter();
        }
        self.heads.extend(window.pairs.next().map(|pair| Reverse((pair, run))));
        Ok(())
    }
}

impl Run {
    fn read(&mut self, file: &mut SpillFile) -> Result<Vec<Pair>> {
        let pairs = self.pairs.min(WINDOW as u64);
        let mut bytes = vec![0; usize::try_from(pairs).unwrap_or(0) * PAIR_BYTES];
        file.read(self.at, &mut bytes)?;
        self.at += bytes.len() as u64;
        self.pairs -= pairs;
        let (pairs, _) = bytes.as_chunks::<PAIR_BYTES>();
        Ok(pairs.iter().map(pair).collect())
    }
}

fn pair(bytes: &[u8; PAIR_BYTES]) -> Pair {
    let (key, number) = bytes.split_first_chunk::<8>().unwrap_or((&[0; 8], &[]));
    let number = number.first_chunk::<4>().copied().unwrap_or_default();
    (u64::from_le_bytes(*key), u32::from_le_bytes(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_and_runs_give_the_same_order() {
        let pairs: Vec<Pair> = (0..20_000u32)
            .map(|n| (u64::from(n).wrapping_mul(0x9e37_79b9_7f4a_7c15) % 5000, n))
            .collect();
        let mut expected = pairs.clone();
        expected.sort_unstable();
        for limit in [0, 100_000, 1 << 30] {
            let mut sorter = Sorter::new(limit, Spill::default());
            pairs.iter().for_each(|pair| sorter.put(*pair).expect("a place"));
            let mut sorted = sorter.sorted().expect("sorted");
            let mut found = Vec::new();
            while let Some(pair) = sorted.next().expect("a pair") {
                found.push(pair);
            }
            assert_eq!(found, expected, "limit {limit}");
        }
    }
}
