//! The difference of two datasets, or of two runs: documents added, removed and changed, and rules that
//! found more or less.
//!
//! Documents are matched by a key that both sides have, whatever their order. The first dataset is put on
//! a shelf, which goes to a file beyond `limits.dedupe_memory`, so that memory is a few dozen bytes a
//! document and the differences themselves. Nothing here prints.

mod compare;
mod key;
mod lines;
pub mod render;

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;
use serde_json::Value;

use crate::check::dataset::Dataset;
use crate::check::reading::Reading;
use crate::check::record::Record;
use crate::config::Config;
use crate::dedupe::{Index, Shelf, Spill};
use crate::error::{Error, Result};
use crate::hash;
use crate::run::Watch;
use crate::write::Manifest;

use key::{Card, Key, are_untyped};

pub use compare::{Change, Changed};

/// A rule that found something in another number of documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Documents and findings in the first run.
    pub before: (u64, u64),
    /// The same in the second.
    pub after: (u64, u64),
}

/// The difference of two datasets.
#[derive(Clone, Debug, Default)]
pub struct Difference {
    /// What documents are matched by.
    pub key: String,
    /// Documents of each.
    pub documents: (u64, u64),
    /// Documents that are the same in both.
    pub same: u64,
    /// Keys of the documents that only the second has, in its order.
    pub added: Vec<String>,
    /// Keys of the documents that only the first has, in its order.
    pub removed: Vec<String>,
    /// Documents that both have, and that are not the same, in the order of the second.
    pub changed: Vec<Changed>,
    /// Changed documents that are counted and not listed.
    pub unlisted: u64,
    /// Rules of two runs whose counts are not the same, by id.
    pub rules: BTreeMap<String, Moved>,
    /// Keys of the configuration of two runs that are not the same, with both values.
    pub config: BTreeMap<String, (Value, Value)>,
}

impl Difference {
    /// Returns whether documents and rules are the same.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty()
            && self.removed.is_empty()
            && self.changed.is_empty()
            && self.unlisted == 0
            && self.rules.is_empty()
    }
}

/// Compares the datasets at two places: files or folders, one of which may be `-`.
///
/// # Errors
///
/// When one cannot be read, or what is remembered cannot be written.
pub fn diff(before: &str, after: &str, config: &Config, watch: &Watch<'_>) -> Result<Difference> {
    let datasets = (Dataset::find(before, config)?, Dataset::find(after, config)?);
    let mut first = Reading::open(config, &datasets.0)?;
    let mut second = Reading::open(config, &datasets.1)?;
    let heads = (first.next(watch), second.next(watch));
    let key = match records(&heads.0).next().is_none() || records(&heads.1).next().is_none() {
        true => Key::Text,
        false => Key::of(records(&heads.0), records(&heads.1)),
    };
    // CSV has no numbers and no lists: beside it both are compared as text.
    let is_flat = are_untyped(records(&heads.0)) != are_untyped(records(&heads.1));
    let card = |record| key.card(record, is_flat);
    let mut shelved = Shelved::new(config.limits.dedupe(rayon::current_num_threads()));
    each(first, heads.0, &card, watch, |card| shelved.add(&card))?;
    let mut difference = Difference { key: key.name(), ..Difference::default() };
    let most = config.check.max_findings;
    each(second, heads.1, &card, watch, |card| shelved.meet(card, &mut difference, most))?;
    difference.removed = shelved.unmet()?;
    difference.documents.0 = shelved.places.len() as u64;
    if let (Some(before), Some(after)) = (&datasets.0.manifest, &datasets.1.manifest) {
        of_runs(before, after, &mut difference);
    }
    Ok(difference)
}

/// The first records of a dataset, with the bytes that they took.
type Head = Option<(u64, Vec<Record>)>;

fn records(head: &Head) -> impl Iterator<Item = &Record> {
    head.iter().flat_map(|(_, records)| records)
}

/// Calls `take` with the card of every record, in order.
fn each(
    mut reading: Reading,
    head: Head,
    card: &(impl Fn(Record) -> Card + Sync),
    watch: &Watch<'_>,
    mut take: impl FnMut(Card) -> Result<()>,
) -> Result<()> {
    let mut next = head;
    while let Some((bytes, records)) = next {
        if let Some((name, why)) = records.iter().find_map(|record| record.unreadable()) {
            return Err(Error::new(name, why));
        }
        let count = records.len() as u64;
        let cards: Vec<Card> = records.into_par_iter().map(card).collect();
        cards.into_iter().try_for_each(&mut take)?;
        (watch.progress)(count, bytes);
        next = reading.next(watch);
    }
    match watch.stop.load(std::sync::atomic::Ordering::Relaxed) {
        true => Err(Error::new("", "interrupted")),
        false => Ok(()),
    }
}

/// The first dataset, by key.
struct Shelved {
    keys: Index,
    whole: Index,
    shelf: Shelf,
    places: Vec<u64>,
    is_met: Vec<bool>,
    // How often each key stood there that stands there more than once.
    twice: (HashMap<u128, u64>, HashMap<u128, u64>),
    seen: Index,
}

impl Shelved {
    fn new(memory: u64) -> Shelved {
        let half = usize::try_from(memory / 2).unwrap_or(usize::MAX);
        let index = || Index::new(half, Spill::default());
        Shelved {
            keys: index(),
            whole: index(),
            shelf: Shelf::new(half, Spill::default()),
            places: Vec::new(),
            is_met: Vec::new(),
            twice: (HashMap::new(), HashMap::new()),
            seen: index(),
        }
    }

    fn add(&mut self, card: &Card) -> Result<()> {
        let number = self.places.len() as u64;
        let digest = turn(&mut self.keys, &mut self.twice.0, &card.key, number)?;
        let whole = joined(digest, card.digest);
        if self.whole.find(whole)?.is_none() {
            self.whole.put(whole, number)?;
        }
        self.places.push(self.shelf.put(&card.bytes)?);
        self.is_met.push(false);
        Ok(())
    }

    /// Compares a record of the second dataset with that of its key.
    fn meet(&mut self, card: Card, difference: &mut Difference, most: u64) -> Result<()> {
        let digest = turn(&mut self.seen, &mut self.twice.1, &card.key, difference.documents.1)?;
        difference.documents.1 += 1;
        let Some(number) = self.keys.find(digest)? else {
            difference.added.push(card.key);
            return Ok(());
        };
        let number = usize::try_from(number).unwrap_or(usize::MAX);
        if let Some(is_met) = self.is_met.get_mut(number) {
            *is_met = true;
        }
        if self.whole.find(joined(digest, card.digest))?.is_some() {
            difference.same += 1;
            return Ok(());
        }
        if difference.changed.len() as u64 >= most {
            difference.unlisted += 1;
            return Ok(());
        }
        let place = self.places.get(number).copied();
        let before = self.shelf.take_down(place.expect("a number that was found has a place"))?;
        difference.changed.push(compare::changed(&card.key, &before, &card.bytes));
        Ok(())
    }

    /// Returns the keys that nothing of the second dataset had.
    fn unmet(&mut self) -> Result<Vec<String>> {
        let numbers = self.is_met.iter().zip(&self.places).filter(|(is_met, _)| !**is_met);
        let places: Vec<u64> = numbers.map(|(_, place)| *place).collect();
        let cards = places
            .into_iter()
            .map(|place| self.shelf.take_down(place).map(|bytes| compare::key_of(&bytes)));
        cards.collect()
    }
}

/// Returns the digest of a key, with its turn where it stood there before.
fn turn(keys: &mut Index, twice: &mut HashMap<u128, u64>, key: &str, number: u64) -> Result<u128> {
    let first = hash::digest(key.as_bytes());
    if keys.find(first)?.is_none() {
        keys.put(first, number)?;
        return Ok(first);
    }
    let times = twice.entry(first).or_insert(0);
    *times += 1;
    let digest = hash::digest(format!("{key}\0{times}").as_bytes());
    if keys.find(digest)?.is_none() {
        keys.put(digest, number)?;
    }
    Ok(digest)
}

fn joined(key: u128, record: u128) -> u128 {
    hash::digest(&[key.to_le_bytes(), record.to_le_bytes()].concat())
}

/// Adds what is different between two runs.
fn of_runs(before: &Manifest, after: &Manifest, difference: &mut Difference) {
    let ids = before.rules.keys().chain(after.rules.keys());
    for id in ids {
        let of = |manifest: &Manifest| {
            manifest.rules.get(id).map_or((0, 0), |rule| (rule.documents, rule.findings))
        };
        let moved = Moved { before: of(before), after: of(after) };
        if moved.before != moved.after {
            difference.rules.insert(id.clone(), moved);
        }
    }
    let (mut old, mut new) = (BTreeMap::new(), BTreeMap::new());
    flat("", &before.config, &mut old);
    flat("", &after.config, &mut new);
    old.insert("version".to_owned(), before.version.clone().into());
    new.insert("version".to_owned(), after.version.clone().into());
    for key in old.keys().chain(new.keys()) {
        let of = |values: &BTreeMap<String, Value>| values.get(key).cloned().unwrap_or(Value::Null);
        if of(&old) != of(&new) {
            difference.config.insert(key.clone(), (of(&old), of(&new)));
        }
    }
}

/// Puts the values of an object under dotted keys.
fn flat(prefix: &str, value: &Value, into: &mut BTreeMap<String, Value>) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                let dot = if prefix.is_empty() { "" } else { "." };
                flat(&format!("{prefix}{dot}{key}"), value, into);
            }
        }
        value => {
            into.insert(prefix.to_owned(), value.clone());
        }
    }
}
