//! Sizes beyond which nothing grows, and how memory is divided.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::read;

/// Options of `[limits]`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// Bytes of the largest raw document; larger ones are rejected.
    pub document_bytes: u64,
    /// Steps of work on one document, bytes looked at and 64 for each change; more are rejected.
    pub document_steps: u64,
    /// Bytes of memory that a run should keep below; 0 means no bound but those below. No output depends
    /// on it.
    pub memory: u64,
    /// Raw bytes after which a batch is full; 0 means 2 MiB for each thread. No output depends on it.
    pub batch_bytes: u64,
    /// Documents in a batch at most. No output depends on it.
    pub batch_documents: usize,
    /// Containers inside each other: an archive in a compressed file is two.
    pub container_depth: usize,
    /// Members of all archives in a file.
    pub container_members: u64,
    /// Bytes that a file may unfold to for each of its own.
    pub container_ratio: u64,
    /// Bytes that a file may unfold to.
    pub container_bytes: u64,
    /// Bytes of memory for what deduplication remembers; the rest goes to files. No output depends
    /// on it.
    pub dedupe_memory: u64,
    /// Bytes on the disk for what incremental runs keep. No output depends on it.
    pub store_bytes: u64,
}

impl Limits {
    /// Returns what a file may unfold into.
    pub fn caps(&self) -> read::Caps {
        read::Caps {
            document_bytes: self.document_bytes,
            depth: self.container_depth,
            members: self.container_members,
            ratio: self.container_ratio,
            bytes: self.container_bytes,
        }
    }

    /// Returns how large a batch may grow, where so many threads work on it.
    pub fn batch(&self, threads: usize) -> read::Limits {
        let usual = match self.batch_bytes {
            0 => BATCH_A_THREAD * threads.max(1) as u64,
            set => set,
        };
        let most = self.room(threads).map_or(u64::MAX, |room| room / 2 / BATCH_FACTOR);
        read::Limits { documents: self.batch_documents.max(1), bytes: usual.min(most).max(1) }
    }

    /// Returns how many bytes deduplication may remember.
    pub fn dedupe(&self, threads: usize) -> u64 {
        self.room(threads).map_or(self.dedupe_memory, |room| self.dedupe_memory.min(room / 4))
    }

    /// Checks that `memory` is enough for so many threads.
    ///
    /// # Errors
    ///
    /// When it is not.
    pub(crate) fn check(&self, threads: usize) -> Result<()> {
        let least = program(threads) + LEAST_ROOM;
        if self.memory != 0 && self.memory < least {
            let problem = format!(
                "expected {} MiB or more for {threads} threads, found {} MiB",
                least.div_ceil(1 << 20),
                self.memory >> 20
            );
            return Err(Error::new("limits.memory", problem));
        }
        Ok(())
    }

    /// Returns how much of the memory is left beside the program itself, where there is a bound.
    fn room(&self, threads: usize) -> Option<u64> {
        (self.memory != 0).then(|| self.memory.saturating_sub(program(threads)).max(LEAST_ROOM))
    }
}

/// Raw bytes of a batch for each thread: smaller ones leave threads without work at the end of a batch,
/// and larger ones are no quicker (64 MB of news on two threads: 2.4 s with 1 MiB, 2.0 with 4, 2.3 with 16).
const BATCH_A_THREAD: u64 = 2 << 20;

/// Bytes of memory that a raw byte of a batch takes at most, two batches being under way: 7.6 were measured
/// for news, 8.7 for HTML pages.
const BATCH_FACTOR: u64 = 10;

/// Bytes that a run must have beside the program itself.
const LEAST_ROOM: u64 = 64 << 20;

/// Returns the bytes that the program itself takes: models and tables, and for each thread its automata,
/// its stack and what the allocator keeps for it.
fn program(threads: usize) -> u64 {
    (64 << 20) + (32 << 20) * threads.max(1) as u64
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            document_bytes: 64 << 20,
            document_steps: 8 << 30,
            memory: 0,
            batch_bytes: 0,
            batch_documents: 4096,
            container_depth: 8,
            container_members: 1_000_000,
            container_ratio: 250,
            container_bytes: 1 << 40,
            dedupe_memory: 512 << 20,
            store_bytes: 64 << 30,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_divided_and_never_overdrawn() {
        for (memory, threads) in [(192 << 20, 1), (256 << 20, 2), (1 << 30, 2), (16 << 30, 64)] {
            let limits = Limits { memory, ..Limits::default() };
            limits.check(threads).expect("enough");
            let batch = limits.batch(threads).bytes;
            let sum = program(threads) + BATCH_FACTOR * batch + limits.dedupe(threads);
            assert!(sum <= memory, "{memory} {threads}: {sum}");
            assert!(batch > 1 << 20, "{memory} {threads}: {batch}");
        }
    }

    #[test]
    fn without_a_bound_the_keys_alone_count() {
        let limits = Limits::default();
        assert_eq!(limits.batch(2).bytes, 4 << 20);
        assert_eq!(limits.dedupe(2), limits.dedupe_memory);
        assert!(Limits { memory: 100 << 20, ..Limits::default() }.check(2).is_err());
    }
}
