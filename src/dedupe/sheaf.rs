//! Sorted files of digests with a number each, and their merging.
//!
//! In memory a file leaves every 128th digest and a Bloom filter (10 bits a digest, 7 probes: one false
//! look in 100), about 1.4 bytes a digest.

use crate::error::Result;

use super::spill::SpillFile;

/// Bytes of an entry in a file: digest and number.
const ENTRY_BYTES: usize = 24;

/// Entries between two digests that are remembered of a file.
const BLOCK: usize = 128;

/// Entries that are written or, in a merge, read at once: 48 KiB.
const WINDOW: usize = 16 * BLOCK;

/// Bits of the filter for each digest.
const FILTER_BITS: usize = 10;

/// Bits of the filter that are looked at for each digest.
const PROBES: u64 = 7;

/// A digest as two words: a `u128` would be aligned to 16 bytes and waste a third of a table.
pub(super) type Key = [u64; 2];

/// A digest and its number.
pub(super) type Entry = (Key, u64);

/// A sorted file of entries.
pub(super) struct Sheaf {
    file: SpillFile,
    fences: Vec<Key>,
    filter: Vec<u64>,
}

impl Sheaf {
    /// Writes entries, which are sorted, into an empty file.
    pub(super) fn write(entries: &[Entry], file: SpillFile) -> Result<Sheaf> {
        let mut writer = Writer::new(entries.len(), file);
        entries.iter().try_for_each(|entry| writer.put(*entry))?;
        writer.finish()
    }

    /// Merges sheaves, of which no two hold the same digest, into an empty file.
    pub(super) fn merge(sheaves: Vec<Sheaf>, file: SpillFile) -> Result<Sheaf> {
        let entries: u64 = sheaves.iter().map(|sheaf| sheaf.file.len() / ENTRY_BYTES as u64).sum();
        let mut writer = Writer::new(usize::try_from(entries).unwrap_or(usize::MAX), file);
        let cursors = sheaves.into_iter().map(|sheaf| Cursor::open(sheaf.file));
        let mut cursors = cursors.collect::<Result<Vec<Cursor>>>()?;
        while let Some((cursor, entry)) = least(&mut cursors) {
            writer.put(entry)?;
            cursor.advance()?;
        }
        writer.finish()
    }

    /// Returns the number of a digest.
    pub(super) fn find(&mut self, key: Key) -> Result<Option<u64>> {
        let is_set =
            |(word, bit): (usize, u64)| self.filter.get(word).is_some_and(|word| word & bit != 0);
        if !probes(key, self.filter.len()).all(is_set) {
            return Ok(None);
        }
        let behind = self.fences.partition_point(|fence| *fence <= key);
        let Some(block) = behind.checked_sub(1) else { return Ok(None) };
        let entries = read(&mut self.file, (block * BLOCK * ENTRY_BYTES) as u64, BLOCK)?;
        let found = entries.binary_search_by_key(&key, |(key, _)| *key);
        Ok(found.ok().and_then(|place| entries.get(place)).map(|(_, number)| *number))
    }
}

/// A sheaf that is being written.
struct Writer {
    sheaf: Sheaf,
    window: Vec<u8>,
    entries: usize,
}

impl Writer {
    fn new(entries: usize, file: SpillFile) -> Writer {
        let words = entries.saturating_mul(FILTER_BITS).div_ceil(64).max(1);
        let fences = Vec::with_capacity(entries.div_ceil(BLOCK));
        let sheaf = Sheaf { file, fences, filter: vec![0; words] };
        Writer { sheaf, window: Vec::with_capacity(WINDOW * ENTRY_BYTES), entries: 0 }
    }

    fn put(&mut self, (key, number): Entry) -> Result<()> {
        if self.entries.is_multiple_of(BLOCK) {
            self.sheaf.fences.push(key);
        }
        self.entries += 1;
        for (word, bit) in probes(key, self.sheaf.filter.len()) {
            if let Some(word) = self.sheaf.filter.get_mut(word) {
                *word |= bit;
            }
        }
        let words = [key[0], key[1], number];
        self.window.extend(words.iter().flat_map(|word| word.to_le_bytes()));
        if self.window.len() >= WINDOW * ENTRY_BYTES {
            self.sheaf.file.append(&self.window)?;
            self.window.clear();
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Sheaf> {
        self.sheaf.file.append(&self.window)?;
        Ok(self.sheaf)
    }
}

/// A sheaf that is being read from its start.
struct Cursor {
    file: SpillFile,
    at: u64,
    window: std::vec::IntoIter<Entry>,
    head: Option<Entry>,
}

impl Cursor {
    fn open(file: SpillFile) -> Result<Cursor> {
        let mut cursor = Cursor { file, at: 0, window: Vec::new().into_iter(), head: None };
        cursor.advance()?;
        Ok(cursor)
    }

    /// Brings the next entry to the head, where there is one.
    fn advance(&mut self) -> Result<()> {
        if self.window.len() == 0 {
            let entries = read(&mut self.file, self.at, WINDOW)?;
            self.at += (entries.len() * ENTRY_BYTES) as u64;
            self.window = entries.into_iter();
        }
        self.head = self.window.next();
        Ok(())
    }
}

/// Returns the cursor with the least head, and that.
fn least(cursors: &mut [Cursor]) -> Option<(&mut Cursor, Entry)> {
    let with_head =
        cursors.iter_mut().filter_map(|cursor| cursor.head.map(|entry| (cursor, entry)));
    with_head.min_by_key(|(_, entry)| *entry)
}

/// Returns the entries from the byte `at` on, `most` of them where there are so many.
fn read(file: &mut SpillFile, at: u64, most: usize) -> Result<Vec<Entry>> {
    let len = file.len().saturating_sub(at).min((most * ENTRY_BYTES) as u64);
    let mut bytes = vec![0; usize::try_from(len).unwrap_or(0)];
    file.read(at, &mut bytes)?;
    let (entries, _) = bytes.as_chunks::<ENTRY_BYTES>();
    Ok(entries.iter().map(|entry| ([word(entry, 0), word(entry, 1)], word(entry, 2))).collect())
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
