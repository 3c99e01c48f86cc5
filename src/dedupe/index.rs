//! Digests and what is known of them: in memory up to a limit, behind that in sorted files.
//!
//! Each file is sorted by digest. In memory it leaves every 128th digest and a Bloom filter (10 bits a
//! digest, 7 probes: one false look in 100), about 1.4 bytes a digest.

use std::collections::HashMap;
use std::collections::hash_map::RandomState;

use crate::error::Result;

use super::spill::{Spill, SpillFile};

/// Bytes of an entry in a file: digest and value.
const ENTRY_BYTES: usize = 24;

/// Bytes that an entry takes in memory at most: 24, and the free places of a hash table that has just
/// grown.
const MEMORY_BYTES: usize = 58;

/// Entries between two digests that are remembered of a file.
const BLOCK: usize = 128;

/// Bits of the filter for each digest.
const FILTER_BITS: usize = 10;

/// Bits of the filter that are looked at for each digest.
const PROBES: u64 = 7;

/// A digest as two words: a `u128` would be aligned to 16 bytes and waste a third of the table.
type Key = [u64; 2];

/// A map from digests to numbers that only grows.
pub(super) struct Index {
    recent: HashMap<Key, u64, RandomState>,
    runs: Vec<Run>,
    capacity: usize,
    spill: Spill,
}

impl Index {
    /// Returns an empty index that takes about `limit` bytes of memory.
    pub(super) fn new(limit: usize, spill: Spill) -> Index {
        let capacity = (limit / MEMORY_BYTES).max(1);
        Index { recent: HashMap::default(), runs: Vec::new(), capacity, spill }
    }

    /// Returns what was put under a digest.
    pub(super) fn find(&mut self, digest: u128) -> Result<Option<u64>> {
        let key = key(digest);
        if let Some(value) = self.recent.get(&key) {
            return Ok(Some(*value));
        }
        for run in &mut self.runs {
            if let Some(value) = run.find(key)? {
                return Ok(Some(value));
            }
        }
        Ok(None)
    }

    /// Puts a value under a digest that is not there yet.
    pub(super) fn put(&mut self, digest: u128, value: u64) -> Result<()> {
        self.recent.insert(key(digest), value);
        if self.recent.len() >= self.capacity {
            let mut entries: Vec<(Key, u64)> = self.recent.drain().collect();
            entries.sort_unstable();
            self.runs.push(Run::write(&entries, self.spill.file()?)?);
        }
        Ok(())
    }
}

fn key(digest: u128) -> Key {
    let [high, low] = [digest >> 64, digest & u128::from(u64::MAX)];
    [u64::try_from(high).unwrap_or(0), u64::try_from(low).unwrap_or(0)]
}

/// A sorted file of entries.
struct Run {
    file: SpillFile,
    fences: Vec<Key>,
    filter: Vec<u64>,
}

impl Run {
    fn write(entries: &[(Key, u64)], mut file: SpillFile) -> Result<Run> {
        let words = (entries.len() * FILTER_BITS).div_ceil(64).max(1);
        let (mut fences, mut filter) = (Vec::new(), vec![0; words]);
        for block in entries.chunks(BLOCK) {
            fences.extend(block.first().map(|(key, _)| *key));
            let mut bytes = Vec::with_capacity(BLOCK * ENTRY_BYTES);
            for (key, value) in block {
                for (word, bit) in probes(*key, words) {
                    if let Some(word) = filter.get_mut(word) {
                        *word |= bit;
                    }
                }
                let words = [key[0], key[1], *value];
                bytes.extend(words.iter().flat_map(|word| word.to_le_bytes()));
            }
            file.append(&bytes)?;
        }
        Ok(Run { file, fences, filter })
    }

    fn find(&mut self, key: Key) -> Result<Option<u64>> {
        let is_set =
            |(word, bit): (usize, u64)| self.filter.get(word).is_some_and(|word| word & bit != 0);
        if !probes(key, self.filter.len()).all(is_set) {
            return Ok(None);
        }
        let behind = self.fences.partition_point(|fence| *fence <= key);
        let Some(block) = behind.checked_sub(1) else { return Ok(None) };
        let at = (block * BLOCK * ENTRY_BYTES) as u64;
        let len = (self.file.len() - at).min((BLOCK * ENTRY_BYTES) as u64);
        let mut bytes = vec![0; usize::try_from(len).unwrap_or(0)];
        self.file.read(at, &mut bytes)?;
        let (entries, _) = bytes.as_chunks::<ENTRY_BYTES>();
        let found = entries.binary_search_by_key(&key, |entry| [word(entry, 0), word(entry, 1)]);
        Ok(found.ok().and_then(|place| entries.get(place)).map(|entry| word(entry, 2)))
    }
}

fn word(entry: &[u8; ENTRY_BYTES], number: usize) -> u64 {
    let (words, _) = entry.as_chunks::<8>();
    words.get(number).map_or(0, |word| u64::from_le_bytes(*word))
}

/// Returns the words and bits of a filter of `words` words that stand for a digest.
fn probes(key: Key, words: usize) -> impl Iterator<Item = (usize, u64)> {
    let bits = (words * 64) as u64;
    (0..PROBES).map(move |step| {
        let bit = key[0].wrapping_add(step.wrapping_mul(key[1] | 1)) % bits;
        (usize::try_from(bit / 64).unwrap_or(0), 1 << (bit % 64))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash;

    #[test]
    fn finds_the_same_in_memory_and_in_files() {
        for limit in [0, 60 * 300, 60 * 5000] {
            let mut index = Index::new(limit, Spill::default());
            let digests: Vec<u128> = (0..3000u32).map(|n| hash::digest(&n.to_le_bytes())).collect();
            for (number, digest) in digests.iter().enumerate().skip(1).step_by(2) {
                if limit > 0 || number < 100 {
                    index.put(*digest, number as u64).expect("a place");
                }
            }
            for (number, digest) in digests.iter().enumerate() {
                let is_there = number % 2 == 1 && (limit > 0 || number < 100);
                let found = index.find(*digest).expect("a look");
                assert_eq!(found, is_there.then_some(number as u64), "limit {limit}");
            }
        }
    }
}
