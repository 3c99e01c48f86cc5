//! Records of any length, put one behind the other: in memory up to a limit, then in a file.

use crate::error::Result;

use super::spill::{Spill, SpillFile};

/// Bytes in front of a record that tell its length.
pub(super) const LENGTH_BYTES: usize = 4;

/// An append-only store; a record is found by the place that it was put at.
pub(crate) struct Shelf {
    recent: Vec<u8>,
    // Everything before `recent`.
    file: Option<SpillFile>,
    limit: usize,
    spill: Spill,
}

impl Shelf {
    /// Returns an empty shelf that holds about `limit` bytes in memory.
    pub(crate) fn new(limit: usize, spill: Spill) -> Shelf {
        Shelf { recent: Vec::new(), file: None, limit, spill }
    }

    /// Puts a record on the shelf and returns its place.
    pub(crate) fn put(&mut self, record: &[u8]) -> Result<u64> {
        let place = self.filed() + self.recent.len() as u64;
        let len = u32::try_from(record.len()).unwrap_or(u32::MAX);
        self.recent.extend_from_slice(&len.to_le_bytes());
        self.recent.extend_from_slice(record);
        if self.recent.len() > self.limit {
            self.file_recent()?;
        }
        Ok(place)
    }

    /// Returns the record at `place`.
    pub(crate) fn take_down(&mut self, place: u64) -> Result<Vec<u8>> {
        let mut len = [0; LENGTH_BYTES];
        self.read(place, &mut len)?;
        let mut record = vec![0; u32::from_le_bytes(len) as usize];
        self.read(place + LENGTH_BYTES as u64, &mut record)?;
        Ok(record)
    }

    fn filed(&self) -> u64 {
        self.file.as_ref().map_or(0, SpillFile::len)
    }

    fn file_recent(&mut self) -> Result<()> {
        if self.file.is_none() {
            self.file = Some(self.spill.file()?);
        }
        if let Some(file) = &mut self.file {
            file.append(&self.recent)?;
            self.recent.clear();
        }
        Ok(())
    }

    fn read(&mut self, place: u64, into: &mut [u8]) -> Result<()> {
        let filed = self.filed();
        if let Some(file) = self.file.as_mut().filter(|_| place < filed) {
            return file.read(place, into);
        }
        let start = usize::try_from(place - filed).unwrap_or(usize::MAX);
        let found = self.recent.get(start..start.saturating_add(into.len()));
        into.copy_from_slice(found.expect("a place that `put` returned holds a whole record"));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_every_record_wherever_it_went() {
        for limit in [0, 7, 1000] {
            let mut shelf = Shelf::new(limit, Spill::default());
            let records: Vec<Vec<u8>> = (0..20u8).map(|n| vec![n; usize::from(n)]).collect();
            let places: Vec<u64> =
                records.iter().map(|record| shelf.put(record).expect("a place")).collect();
            for (record, place) in records.iter().zip(places) {
                assert_eq!(&shelf.take_down(place).expect("a record"), record, "limit {limit}");
            }
        }
    }
}
