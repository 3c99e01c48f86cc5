//! The sample: sheets of every site, chosen by hash, in memory that does not grow with the corpus.
//!
//! Each distinct document has a level, the number of zeros that its hash ends with, so that half of
//! all documents reach level 1, a quarter level 2 and so on. A site keeps the documents that reach
//! its level, the lowest at which they fit in [`SITE_BYTES`]; all sites together keep those that
//! reach the lowest level at which the sum fits in [`TOTAL_BYTES`]. Both levels depend on the set of
//! documents alone, because the bytes above each level only add up: neither order nor threads matter.
//!
//! Up to its bound a site is counted exactly. Above it, a line that stands in a share `p` of the
//! site's documents is found in that share of the `k` sampled ones, with a standard error of
//! `sqrt(p(1-p)/k)`: for the 1,000 documents of 4 KiB that fit, less than 1.6 points.

use std::collections::BTreeMap;

use super::sheet::Sheet;

/// Bytes of sheets kept of one site.
pub const SITE_BYTES: u64 = 4 << 20;

/// Bytes of sheets kept of all sites.
pub const TOTAL_BYTES: u64 = 96 << 20;

/// Levels of a hash of 64 bits.
const LEVELS: usize = 65;

/// The documents that are kept.
#[derive(Debug)]
pub(super) struct Sample {
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
#[derive(Debug)]
pub(super) struct SiteSample {
    /// By key, so that they come out in the same order whatever order they came in.
    pub(super) sheets: BTreeMap<u64, Sheet>,
    // Bytes of the documents that reach each level.
    bytes: [u64; LEVELS],
    level: usize,
}

impl Sample {
    pub(super) fn new() -> Sample {
        Sample { sites: BTreeMap::new(), level: 0, bytes: 0, documents: 0, unreadable: 0 }
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
        while self.bytes > TOTAL_BYTES && self.level + 1 < LEVELS {
            self.rise();
        }
    }

    /// Returns whether a document of the site is in the sample.
    pub(super) fn has(&self, site: &str) -> bool {
        self.sites.contains_key(site)
    }

    /// Returns the sites by name, with their samples.
    pub(super) fn into_sites(self) -> BTreeMap<String, SiteSample> {
        self.sites
    }

    fn rise(&mut self) {
        self.level += 1;
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
        SiteSample { sheets: BTreeMap::new(), bytes: [0; LEVELS], level: 0 }
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

    fn sample(numbers: impl Iterator<Item = u64>) -> BTreeMap<String, SiteSample> {
        let mut sample = Sample::new();
        for number in numbers {
            sample.add(sheet(&format!("site-{}", number % 60), number));
        }
        sample.into_sites()
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
    fn copies_count_once() {
        let kept = kept((0..600).chain(0..600));
        assert_eq!(kept.iter().map(|(_, keys)| keys.len()).sum::<usize>(), 600);
    }
}
