//! Proves duplicates: the document that each names is in the dataset, and is as much like it as the row
//! says.
//!
//! Only documents that the table of duplicates names are remembered.

use std::collections::{HashMap, HashSet};

use crate::dedupe::{self, NEAR_TEXT, Repeated, SAME_TEXT, likeness, shingle_set, text_digest};
use crate::hash;
use crate::marks::Likeness;

use super::record::{Change, Record, Repeat};

/// Stands for a document: its file name and id.
type Key = u128;

/// What was seen of a document that a duplicate names, or of a duplicate.
pub(super) struct Seen {
    key: Key,
    // The kept member of its cluster, where it is itself none.
    kept: Option<Key>,
    digest: u128,
    shingles: Vec<u32>,
}

/// The documents that duplicates name.
pub(super) struct Twins {
    options: dedupe::Options,
    named: HashSet<Key>,
    // A name stands twice where two inputs hold the same bytes under the same path.
    seen: HashMap<Key, Vec<Seen>>,
}

impl Twins {
    /// Reads which documents the duplicates name.
    pub(super) fn new(options: &dedupe::Options, repeats: impl Iterator<Item = Repeat>) -> Twins {
        let named = repeats.map(|repeat| key(&repeat.kept_file, &repeat.kept_id)).collect();
        Twins { options: options.clone(), named, seen: HashMap::new() }
    }

    /// Returns what is to be remembered of a record, where a duplicate names it.
    pub(super) fn kept(&self, record: &Record, changes: &[Change]) -> Option<Seen> {
        let key = key(&record.file, &record.id);
        let is_named = self.named.contains(&key);
        is_named.then(|| self.look(key, None, &compared(&record.text, changes)))
    }

    /// Returns what is to be remembered of a duplicate with this text.
    pub(super) fn removed(&self, repeat: &Repeat, text: &str) -> Seen {
        let kept = key(&repeat.kept_file, &repeat.kept_id);
        self.look(key(&repeat.file, &repeat.id), Some(kept), text)
    }

    fn look(&self, key: Key, kept: Option<Key>, text: &str) -> Seen {
        let shingles = match self.options.near {
            true => shingle_set(text, self.options.words),
            false => Vec::new(),
        };
        Seen { key, kept, digest: text_digest(text), shingles }
    }

    /// Remembers it.
    pub(super) fn add(&mut self, seen: Option<Seen>) {
        if let Some(seen) = seen {
            self.seen.entry(seen.key).or_default().push(seen);
        }
    }

    /// Returns what does not follow of the duplicates, once every document was seen.
    pub(super) fn failures(&self, repeats: impl Iterator<Item = Repeat>) -> Vec<String> {
        let failures = repeats.filter_map(|repeat| {
            Some(format!("{}: duplicates: {}", repeat.file, self.problem(&repeat)?))
        });
        failures.collect()
    }

    fn problem(&self, repeat: &Repeat) -> Option<String> {
        let kept_key = key(&repeat.kept_file, &repeat.kept_id);
        let Some(kept) = self.find(kept_key, None) else {
            let file = &repeat.kept_file;
            return Some(format!("expected a record of \"{file}\", which is kept, found none"));
        };
        // A duplicate that could not be made again has been told of.
        let removed = self.find(key(&repeat.file, &repeat.id), Some(kept_key))?;
        if repeat.rule == SAME_TEXT.id {
            return different(repeat, removed, kept);
        }
        if repeat.rule != NEAR_TEXT.id {
            return Some(format!("expected a rule of dedupe, found \"{}\"", repeat.rule));
        }
        let found = likeness(&removed.shingles, &kept.shingles);
        if found.to_string() != repeat.similarity {
            return Some(format!("expected similarity {found}, found {}", repeat.similarity));
        }
        let (Some(file), Some(id)) = (&repeat.via_file, &repeat.via_id) else {
            return self.too_little(found);
        };
        let Some(via) = self.find(key(file, id), Some(kept_key)) else {
            return Some(format!(
                "expected \"{file}\" to be of the same cluster, found no such row"
            ));
        };
        let found = likeness(&removed.shingles, &via.shingles);
        if Some(found.to_string()) != repeat.via_similarity {
            return Some(format!("expected via_similarity {found}, found another"));
        }
        self.too_little(found)
    }

    /// Returns the document of this key that is kept, or whose cluster keeps `kept`.
    fn find(&self, key: Key, kept: Option<Key>) -> Option<&Seen> {
        self.seen.get(&key)?.iter().find(|seen| seen.kept == kept)
    }

    fn too_little(&self, found: Likeness) -> Option<String> {
        let least = Likeness::from_share(self.options.similarity);
        (found < least).then(|| format!("expected a similarity of {least} at least, found {found}"))
    }
}

/// Returns the text that a record was compared by: with the paragraphs that left it behind the comparison.
///
/// Where the changes do not fit the text, that is told elsewhere.
fn compared(text: &str, changes: &[Change]) -> String {
    let (mut whole, mut rest) = (String::with_capacity(text.len()), text);
    let is_cut = |change: &&Change| change.pass == Repeated::PASS && change.with.is_some();
    for change in changes.iter().filter(is_cut) {
        let before = change.text_start.saturating_sub(whole.len());
        let (between, behind) = rest.split_at_checked(before).unwrap_or((rest, ""));
        whole.push_str(between);
        whole.push_str(&change.was);
        rest = behind;
    }
    whole.push_str(rest);
    whole
}

/// Returns what is wrong with a row that says that two texts are the same.
fn different(repeat: &Repeat, removed: &Seen, kept: &Seen) -> Option<String> {
    if removed.digest != kept.digest {
        return Some(format!("expected the text of \"{}\", found another", repeat.kept_file));
    }
    let is_plain = repeat.similarity == Likeness::SAME.to_string()
        && repeat.via_file.is_none()
        && repeat.via_id.is_none()
        && repeat.via_similarity.is_none();
    (!is_plain).then(|| "expected similarity 1.0000 and no `via`, found others".to_owned())
}

fn key(file: &str, id: &str) -> Key {
    hash::digest([id, file].join("\n").as_bytes())
}
