//! The texts that were met more than once, and in how many documents each stands.
//!
//! In memory: 4 bytes a text, and 1.4 for its digest, whatever the limit.

use crate::error::Result;

use super::index::Index;
use super::shelf::{LENGTH_BYTES, Shelf};
use super::spill::Spill;

/// Bytes of a digest.
const DIGEST_BYTES: usize = 16;

/// Bytes of a text on the shelf: digest and place, and the length of the two.
const RECORD_BYTES: usize = LENGTH_BYTES + DIGEST_BYTES + 8;

/// Texts with a number each, counted from 1 in the order in which they were met a second time.
pub(super) struct Repeats {
    numbers: Index,
    texts: Shelf,
    members: Vec<u32>,
}

/// A text that was met more than once.
pub(super) struct Repeat {
    pub(super) digest: u128,
    /// The place of the first document's name.
    pub(super) place: u64,
    pub(super) members: u64,
}

impl Repeats {
    /// Returns an empty list that takes about `limit` bytes, besides what it takes for each text.
    pub(super) fn new(limit: usize, spill: &Spill) -> Repeats {
        Repeats {
            numbers: Index::new(limit / 2, spill.clone()),
            texts: Shelf::new(limit / 2, spill.clone()),
            members: Vec::new(),
        }
    }

    /// Counts a document whose text stands in the one at `place`, and returns the number of the text.
    pub(super) fn add(&mut self, digest: u128, place: u64) -> Result<u64> {
        let number = match self.numbers.find(digest)? {
            Some(number) => number,
            None => self.put(digest, place)?,
        };
        let index = usize::try_from(number - 1).unwrap_or(usize::MAX);
        if let Some(members) = self.members.get_mut(index) {
            *members = members.saturating_add(1);
        }
        Ok(number)
    }

    fn put(&mut self, digest: u128, place: u64) -> Result<u64> {
        self.texts.put(&[&digest.to_le_bytes()[..], &place.to_le_bytes()].concat())?;
        self.members.push(1);
        let number = self.members.len() as u64;
        self.numbers.put(digest, number)?;
        Ok(number)
    }

    /// Returns how many documents have a text that was met.
    pub(super) fn members(&mut self, digest: u128) -> Result<u64> {
        let number = self.numbers.find(digest)?.unwrap_or_default();
        let index = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
        let members = index.and_then(|index| self.members.get(index));
        Ok(members.map_or(1, |members| u64::from(*members)))
    }

    /// Returns the texts of which `is_wanted` by their number of documents, in order.
    pub(super) fn those(&mut self, is_wanted: impl Fn(u64) -> bool) -> Result<Vec<Repeat>> {
        let members = self.members.iter().map(|members| u64::from(*members)).enumerate();
        let wanted = members.filter(|(_, members)| is_wanted(*members)).map(|(index, members)| {
            let record = self.texts.take_down((index * RECORD_BYTES) as u64)?;
            let (digest, place) = record.split_first_chunk().unwrap_or((&[0; DIGEST_BYTES], &[]));
            let place = place.first_chunk().map_or(0, |place| u64::from_le_bytes(*place));
            Ok(Repeat { digest: u128::from_le_bytes(*digest), place, members })
        });
        wanted.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_the_documents_of_each_text() {
        for limit in [0, 1 << 20] {
            let mut repeats = Repeats::new(limit, &Spill::default());
            let numbers: Vec<u64> = [7u128, 9, 7, 8, 7, 9]
                .iter()
                .map(|digest| repeats.add(*digest, 100).expect("a number"))
                .collect();
            assert_eq!(numbers, [1, 2, 1, 3, 1, 2]);
            // The document that stands at `place` counts as well.
            let many = repeats.those(|members| members > 2).expect("a list");
            let many: Vec<(u128, u64, u64)> =
                many.iter().map(|text| (text.digest, text.place, text.members)).collect();
            assert_eq!(many, [(7, 100, 4), (9, 100, 3)]);
            let members = [7, 8, 5].map(|digest| repeats.members(digest).expect("a number"));
            assert_eq!(members, [4, 2, 1]);
        }
    }
}
