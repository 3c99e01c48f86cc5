//! The first of two passes: remembers every document and finds those that belong together.
//!
//! Documents with a key in common, of a band or of the whole text, are candidates; they are compared by
//! what they hold, and those that are alike are linked. In memory, whatever the limit: 12 bytes a
//! document; below the limit 16 bytes a key (15 with the default bands), the shingles (4 bytes each),
//! and about 70 bytes and the name.

use crate::document::Document;
use crate::error::{Error, Result};
use crate::findings::Findings;
use crate::marks::{Likeness, Marks};
use crate::stage::Gate;

use super::clusters::{Clusters, Link};
use super::entry::Entry;
use super::plan::Plan;
use super::shelf::Shelf;
use super::shingles::overlap;
use super::sorter::Sorter;
use super::spill::Spill;
use super::{Options, folded};

/// Documents without a likeness to one before them in a group that all later ones are compared with.
const LEADERS: usize = 8;

/// Documents just before that each document of a group is compared with. A group of texts that share a
/// band and nothing else costs so many comparisons a document, not one for each pair.
const RECENT: usize = 16;

/// Remembers every document; sets none aside.
pub struct Survey {
    options: Options,
    entries: Entries,
    keys: Sorter,
    failure: Option<Error>,
}

/// What is remembered of every document, by its number.
pub(super) struct Entries {
    shelf: Shelf,
    places: Vec<u64>,
    /// Stands for the digests of all documents in their order.
    pub(super) seal: u64,
}

impl Survey {
    /// Returns a survey that takes about `limit` bytes of memory, and spills the rest.
    pub fn new(options: &Options, limit: u64, spill: &Spill) -> Survey {
        let half = usize::try_from(limit / 2).unwrap_or(usize::MAX);
        Survey {
            options: options.clone(),
            entries: Entries {
                shelf: Shelf::new(half, spill.clone()),
                places: Vec::new(),
                seal: 0,
            },
            keys: Sorter::new(half, spill.clone()),
            failure: None,
        }
    }

    /// Returns which documents are to be set aside.
    ///
    /// # Errors
    ///
    /// When a file of what is remembered cannot be written or read.
    pub fn plan(self) -> Result<Plan> {
        let documents = self.entries.len();
        self.plan_among(documents)
    }

    /// Does the same where there are so many `documents` in all, of which some were not shown.
    pub(super) fn plan_among(self, documents: u64) -> Result<Plan> {
        let Survey { options, mut entries, keys, failure } = self;
        if let Some(failure) = failure {
            return Err(failure);
        }
        let mut clusters = Clusters::new(u32::try_from(entries.places.len()).unwrap_or(u32::MAX));
        let mut sorted = keys.sorted()?;
        let mut group: Vec<u32> = Vec::new();
        let mut shared = None;
        while let Some((key, number)) = sorted.next()? {
            if shared != Some(key) {
                compare(&group, &mut entries, &mut clusters, &options)?;
                group.clear();
                shared = Some(key);
            }
            group.push(number);
        }
        compare(&group, &mut entries, &mut clusters, &options)?;
        Plan::new(clusters, entries, &options, documents)
    }

    fn remember(&mut self, doc: &Document) -> Result<()> {
        let Some(marks) = doc.marks() else { return Ok(()) };
        self.put(&Entry::of(doc, marks), &keys(marks, &self.options))
    }

    /// Remembers a document by its entry and its keys.
    pub(super) fn put(&mut self, entry: &Entry, keys: &[u64]) -> Result<()> {
        let Ok(number) = u32::try_from(self.entries.places.len()) else {
            return Err(Error::new(
                "dedupe",
                "expected at most 4,294,967,295 documents, found more",
            ));
        };
        self.entries.add(entry)?;
        keys.iter().try_for_each(|key| self.keys.put((*key, number)))
    }
}

/// Returns what a document has in common with those that it is compared with.
pub(super) fn keys(marks: &Marks, options: &Options) -> Vec<u64> {
    let digest = marks.digest.filter(|_| options.exact).map(folded);
    digest.into_iter().chain(marks.keys.iter().copied()).collect()
}

impl Gate for Survey {
    fn scan(&mut self, doc: &Document, _found: &mut Findings<'_>) {
        if self.failure.is_none() {
            self.failure = self.remember(doc).err();
        }
    }
}

impl Entries {
    fn add(&mut self, entry: &Entry) -> Result<()> {
        self.places.push(self.shelf.put(&entry.to_bytes())?);
        self.seal = super::sealed(self.seal, entry.digest);
        Ok(())
    }

    /// Returns the number of documents.
    pub(super) fn len(&self) -> u64 {
        self.places.len() as u64
    }

    /// Returns what is remembered of a document.
    pub(super) fn of(&mut self, number: u32) -> Result<Entry> {
        let place = self.places.get(number as usize).copied();
        let place = place.expect("a number counts a document that was remembered");
        self.shelf.take_down(place).map(|record| Entry::from_bytes(&record))
    }
}

/// Links the documents of a group, which share a key, where they are alike.
fn compare(
    group: &[u32],
    entries: &mut Entries,
    clusters: &mut Clusters,
    options: &Options,
) -> Result<()> {
    if group.len() < 2 || group.windows(2).all(|pair| are_joined(pair, clusters)) {
        return Ok(());
    }
    let least = Likeness::from_share(options.similarity);
    let mut leaders: Vec<(u32, Entry)> = Vec::new();
    let mut recent: std::collections::VecDeque<(u32, Entry)> = std::collections::VecDeque::new();
    for &number in group {
        let entry = entries.of(number)?;
        let mut is_alone = true;
        for (other, before) in leaders.iter().chain(&recent) {
            if clusters.root(*other) == clusters.root(number) {
                is_alone = false;
                continue;
            }
            if let Some(likeness) = likeness(before, &entry, options).filter(|like| *like >= least)
            {
                clusters.join(Link { a: *other, b: number, likeness });
                is_alone = false;
            }
        }
        if is_alone && leaders.len() < LEADERS {
            leaders.push((number, entry));
            continue;
        }
        if recent.len() == RECENT {
            recent.pop_front();
        }
        recent.push_back((number, entry));
    }
    Ok(())
}

fn are_joined(pair: &[u32], clusters: &mut Clusters) -> bool {
    match pair {
        [a, b] => clusters.root(*a) == clusters.root(*b),
        _ => false,
    }
}

/// Returns how much two documents are alike, where they can be compared.
pub(super) fn likeness(a: &Entry, b: &Entry, options: &Options) -> Option<Likeness> {
    if a.digest == b.digest && options.exact {
        return Some(Likeness::SAME);
    }
    if !options.near || a.shingles.is_empty() || b.shingles.is_empty() {
        return None;
    }
    let (both, all) = overlap(&a.shingles, &b.shingles);
    Some(Likeness::of(both, all))
}
