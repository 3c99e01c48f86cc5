//! The sample: sheets of every site, chosen by hash, in memory that does not grow with the corpus.
//!
//! Each distinct document has a level, the number of zeros that its hash ends with, so that half of
//! all documents reach level 1, a quarter level 2 and so on. A site keeps the documents that reach
//! its level, the lowest at which they fit in [`SITE_BYTES`]; all sites together keep those that
//! reach the lowest level at which the sum fits in [`TOTAL_BYTES`]. Both levels depend on the set of
//! documents alone, because the bytes above each level only add up: neither order nor threads matter,
//! and samples of parts of the documents [merge](Sample::merge) into the sample of all.
//!
//! Up to its bound a site is counted exactly. Above it, a line that stands in a share `p` of the
//! site's documents is found in that share of the `k` sampled ones, with a standard error of
//! `sqrt(p(1-p)/k)`: for the 1,000 documents of 4 KiB that fit, less than 1.6 points.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

use super::sheet::Sheet;

/// Bytes of sheets kept of one site.
pub const SITE_BYTES: u64 = 4 << 20;

/// Bytes of sheets kept of all sites.
pub const TOTAL_BYTES: u64 = 96 << 20;

/// The level of compression of a sample that travels.
const ZSTD_LEVEL: i32 = 1;

/// Levels of a hash of 64 bits.
const LEVELS: usize = 65;

/// The documents that are kept.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sample {
    // Those of which a document is kept.
    sites: BTreeMap<String, SiteSample>,
    // No site keeps a document below it.
    level: usize,
    // Bytes of all sites at `level`, each counted up to `SITE_BYTES`.
    bytes: u64,
    /// Documents that were looked at.
    pub(super) documents: u64,
    /// Documents that could not be read.
    pub(super) unreadable: u64,
}

/// The documents of one site that are kept.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct SiteSample {
    /// By key, so that they come out in the same order whatever order they came in.
    pub(super) sheets: BTreeMap<u64, Sheet>,
    // Bytes of the documents that reach each level.
    bytes: Vec<u64>,
    level: usize,
}

impl Default for Sample {
    fn default() -> Sample {
        Sample::new()
    }
}

impl Sample {
    /// Returns the sample of no documents.
    pub fn new() -> Sample {
        Sample { sites: BTreeMap::new(), level: 0, bytes: 0, documents: 0, unreadable: 0 }
    }

    /// Takes in the sample of other documents. The result is the sample of all of them, however they were
    /// divided: a part keeps whatever reaches the level that the whole can have at least.
    pub fn merge(&mut self, other: Sample) {
        self.documents += other.documents;
        self.unreadable += other.unreadable;
        self.rise_to(other.level);
        for (name, site) in other.sites {
            let known = self.sites.entry(name).or_insert_with(SiteSample::new);
            known.merge(site, self.level);
        }
        self.rise_to(self.level);
        self.settle();
    }

    /// Writes the sample down, for the way to another process.
    ///
    /// # Errors
    ///
    /// When it cannot be written, which is a bug.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        let cannot = |told: String| Error::new("sample", told);
        let json = serde_json::to_vec(self).map_err(|error| cannot(error.to_string()))?;
        zstd::bulk::compress(&json, ZSTD_LEVEL).map_err(|error| cannot(error.to_string()))
    }

    /// Reads a sample that was written down.
    ///
    /// # Errors
    ///
    /// When the bytes are none.
    pub fn from_bytes(bytes: &[u8]) -> Result<Sample> {
        let problem =
            |told: String| Error::new("sample", format!("expected a sample, found {told}"));
        let json = zstd::stream::decode_all(bytes).map_err(|error| problem(error.to_string()))?;
        serde_json::from_slice(&json).map_err(|error| problem(error.to_string()))
    }

    /// Takes in a document.
    pub(super) fn add(&mut self, sheet: Sheet) {
        self.documents += 1;
        if level(sheet.key) < self.level {
            return;
        }
        let site = self.sites.entry(sheet.site.clone()).or_insert_with(SiteSample::new);
        let before = site.bytes_at(self.level);
        site.add(sheet, self.level);
        self.bytes += site.bytes_at(self.level) - before;
        self.settle();
    }

    /// Returns whether a document of the site is in the sample.
    pub(super) fn has(&self, site: &str) -> bool {
        self.sites.get(site).is_some_and(|site| !site.sheets.is_empty())
    }

    /// Returns the sites by name, with their samples.
    pub(super) fn into_sites(mut self) -> BTreeMap<String, SiteSample> {
        self.sites.retain(|_, site| !site.sheets.is_empty());
        self.sites
    }

    /// Rises until all fits.
    fn settle(&mut self) {
        while self.bytes > TOTAL_BYTES && self.level + 1 < LEVELS {
            self.rise_to(self.level + 1);
        }
    }

    fn rise_to(&mut self, level: usize) {
        self.level = self.level.max(level);
        self.bytes = 0;
        for site in self.sites.values_mut() {
            site.drop_below(self.level);
            self.bytes += site.bytes_at(self.level);
        }
        self.sites.retain(|_, site| !site.sheets.is_empty());
    }
}

impl SiteSample {
    fn new() -> SiteSample {
        SiteSample { sheets: BTreeMap::new(), bytes: vec![0; LEVELS], level: 0 }
    }

    /// Returns about how many distinct documents stand behind each one that is kept; 1 where all are.
    pub(super) fn scale(&self) -> u64 {
        1 << self.level.min(62)
    }

    fn bytes_at(&self, level: usize) -> u64 {
        self.bytes.get(level).map_or(0, |bytes| (*bytes).min(SITE_BYTES))
    }

    fn add(&mut self, sheet: Sheet, least: usize) {
        self.drop_below(least);
        let level = level(sheet.key);
        // A copy is the same in all but its path: the first path stands for all.
        if let Some(known) = self.sheets.get_mut(&sheet.key) {
            known.file = sheet.file.min(std::mem::take(&mut known.file));
            return;
        }
        let bytes = sheet.bytes();
        for sum in self.bytes.iter_mut().take(level + 1) {
            *sum += bytes;
        }
        if level >= self.level {
            self.sheets.insert(sheet.key, sheet);
        }
        while self.bytes.get(self.level).is_some_and(|bytes| *bytes > SITE_BYTES) {
            self.drop_below(self.level + 1);
        }
    }

    /// Takes in the documents of the same site in another part.
    fn merge(&mut self, other: SiteSample, least: usize) {
        self.drop_below(other.level.max(least));
        // Below its level a site is too large in one of the parts, and so in both together; from there on
        // what is kept is all there is, and copies count once.
        let below = self.bytes.iter_mut().zip(&other.bytes).take(self.level);
        below.for_each(|(bytes, more)| *bytes = (*bytes).max(*more));
        for sheet in other.sheets.into_values() {
            if level(sheet.key) >= self.level {
                self.add(sheet, least);
            }
        }
    }

    fn drop_below(&mut self, least: usize) {
        if least > self.level {
            self.level = least;
            self.sheets.retain(|key, _| level(*key) >= least);
        }
    }
}

fn level(key: u64) -> usize {
    key.trailing_zeros() as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::short;
    use crate::learn::sheet::Line;

    fn sheet(site: &str, number: u64) -> Sheet {
        let text = format!("{site} {number}");
        Sheet {
            site: site.to_owned(),
            file: format!("{number}.txt"),
            key: short(text.as_bytes()),
            lines: vec![Line::of(&"x".repeat(500 + number as usize % 7), 0, 1); 60],
            order: None,
        }
    }

    fn sampled(numbers: impl Iterator<Item = u64>) -> Sample {
        let mut sample = Sample::new();
        for number in numbers {
            sample.add(sheet(&format!("site-{}", number % 60), number));
        }
        sample
    }

    fn sample(numbers: impl Iterator<Item = u64>) -> BTreeMap<String, SiteSample> {
        sampled(numbers).into_sites()
    }

    fn kept(numbers: impl Iterator<Item = u64>) -> Vec<(String, Vec<u64>)> {
        let sites = sample(numbers).into_iter();
        sites.map(|(name, site)| (name, site.sheets.into_keys().collect())).collect()
    }

    #[test]
    fn order_does_not_matter() {
        let forward = kept(0..9_000);
        assert_eq!(forward, kept((0..9_000).rev()));
        assert_eq!(forward, kept((0..9_000).map(|number| number * 7 % 9_000)));
    }

    #[test]
    fn memory_is_bounded() {
        let sites = sample(0..9_000).into_values();
        let bytes: u64 =
            sites.flat_map(|site| site.sheets.into_values()).map(|sheet| sheet.bytes()).sum();
        assert!((TOTAL_BYTES / 4..=TOTAL_BYTES).contains(&bytes), "{bytes} bytes");
    }

    #[test]
    fn parts_merge_into_the_whole() {
        let whole = sampled(0..9_000);
        for parts in [2, 5] {
            let part = |number| {
                // Every part has some copies of what others have.
                let own = (0..9_000).filter(move |n| n % 7 % parts == number || n % 110 == 0);
                Sample::from_bytes(&sampled(own).to_bytes().expect("written")).expect("read")
            };
            let mut merged = Sample::new();
            (0..parts).rev().for_each(|number| merged.merge(part(number)));
            assert_eq!(merged.level, whole.level, "{parts} parts");
            let keys = |sample: &Sample| -> Vec<(String, usize, Vec<u64>)> {
                let site = |(name, site): (&String, &SiteSample)| {
                    (name.clone(), site.level, site.sheets.keys().copied().collect())
                };
                sample.sites.iter().map(site).collect()
            };
            assert_eq!(keys(&merged), keys(&whole), "{parts} parts");
        }
    }

    #[test]
    fn copies_count_once() {
        let kept = kept((0..600).chain(0..600));
        assert_eq!(kept.iter().map(|(_, keys)| keys.len()).sum::<usize>(), 600);
    }
}
