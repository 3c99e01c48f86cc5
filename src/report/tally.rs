//! Counts how often texts occur, in bounded memory.
//!
//! Counts are exact while the different texts fit. Where they do not, the rarer half is forgotten, as
//! in lossy counting (Manku and Motwani, 2002): a count is then too small by at most what was
//! forgotten, and the frequent ones stay.

use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Different texts that are told apart at a time.
const MOST_KEYS: usize = 32_768;

/// Bytes of a text that is counted; longer ones are cut.
const KEY_BYTES: usize = 160;

/// Counts of texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    counts: BTreeMap<String, u64>,
    all: u64,
    // What a count may be too small by, since rarer texts were forgotten.
    missing: u64,
}

/// A text and how often it occurs.
pub(super) type Counted<'a> = (&'a str, u64);

impl Tally {
    /// Counts a text once.
    pub(super) fn add(&mut self, text: &str) {
        self.all += 1;
        let key = clipped(text, KEY_BYTES);
        if let Some(count) = self.counts.get_mut(key) {
            *count += 1;
            return;
        }
        if self.counts.len() >= MOST_KEYS {
            self.forget();
        }
        self.counts.insert(key.to_owned(), 1);
    }

    /// Forgets the rarer half.
    fn forget(&mut self) {
        let mut counts: Vec<u64> = self.counts.values().copied().collect();
        counts.sort_unstable();
        let least = counts.get(counts.len() / 2).copied().unwrap_or_default();
        self.missing += least;
        self.counts.retain(|_, count| *count > least);
    }

    /// Returns how many texts were counted.
    pub(super) fn all(&self) -> u64 {
        self.all
    }

    /// Returns how many different texts there are; none where that was lost.
    pub(super) fn kinds(&self) -> Option<u64> {
        (self.missing == 0).then_some(self.counts.len() as u64)
    }

    /// Returns the most frequent texts, equal ones in the order of their bytes. One that a forgotten text
    /// may have outnumbered is not among them.
    pub(super) fn top(&self, most: usize) -> Vec<Counted<'_>> {
        let counted = self.counts.iter().map(|(text, count)| (text.as_str(), *count));
        let mut all: Vec<Counted<'_>> =
            counted.filter(|(_, count)| *count > self.missing).collect();
        all.sort_by_key(|(text, count)| (Reverse(*count), *text));
        all.truncate(most);
        all
    }
}

/// Returns the longest prefix of at most so many bytes that ends behind a character.
pub(super) fn clipped(text: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    text.get(..end.unwrap_or_default()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_texts_are_counted_exactly() {
        let mut tally = Tally::default();
        ["b", "a", "b", "c"].iter().for_each(|text| tally.add(text));
        assert_eq!(tally.top(2), [("b", 2), ("a", 1)]);
        assert_eq!((tally.all(), tally.kinds()), (4, Some(3)));
    }

    #[test]
    fn frequent_texts_outlive_many_rare_ones() {
        let mut tally = Tally::default();
        for number in 0..5 * MOST_KEYS {
            tally.add(&number.to_string());
            if number % 4 == 0 {
                tally.add("often");
            }
        }
        assert!(tally.counts.len() <= MOST_KEYS);
        let (text, count) = tally.top(1).first().copied().expect("one");
        assert_eq!((text, tally.kinds()), ("often", None));
        assert!(count + tally.missing >= 5 * MOST_KEYS as u64 / 4);
    }

    #[test]
    fn where_none_is_frequent_none_is_named() {
        let mut tally = Tally::default();
        (0..2 * MOST_KEYS).for_each(|number| tally.add(&number.to_string()));
        assert_eq!((tally.top(3), tally.kinds()), (Vec::new(), None));
    }

    #[test]
    fn texts_are_cut_between_characters() {
        assert_eq!(clipped("aéb", 2), "a");
        assert_eq!(clipped("aéb", 9), "aéb");
    }
}
