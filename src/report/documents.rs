//! What the kept documents are: counts over all of them, and the few that are shown.

use std::collections::{BTreeMap, BTreeSet};

use crate::field::Field;
use crate::rows::{Row, Value};
use crate::site::site_of;

use super::changes::{Change, Name};
use super::lengths::{Days, Sizes};
use super::tally::{Tally, clipped};

/// Bytes of the text of a document that are shown.
pub(super) const TEXT_BYTES: usize = 16 << 10;

/// Bytes of a removed stretch that are shown.
const REMOVED_BYTES: usize = 2 << 10;

/// Bytes of memory for the changes of one shown document.
const CHANGES_BYTES: usize = 1 << 20;

/// Bytes of a field that are shown.
const FIELD_BYTES: usize = 400;

/// The first documents are shown whatever they are.
const FIRST: u64 = 2;

/// Fields of the record that describe the document, beside its text.
const FIELDS: [Field; 14] = [
    Field::Title,
    Field::Published,
    Field::Updated,
    Field::Author,
    Field::Source,
    Field::Section,
    Field::Place,
    Field::Tag,
    Field::Deck,
    Field::Language,
    Field::Description,
    Field::Url,
    Field::Image,
    Field::Licence,
];

/// Counts over the kept documents.
#[derive(Clone, Debug, Default)]
pub(super) struct Kept {
    pub(super) documents: u64,
    pub(super) raw_bytes: u64,
    pub(super) text_bytes: u64,
    pub(super) words: Sizes,
    pub(super) chars: Sizes,
    pub(super) days: Days,
    pub(super) encodings: Tally,
    pub(super) languages: Tally,
    pub(super) sources: Tally,
    pub(super) sites: Tally,
    /// Documents in which each field has a value.
    pub(super) filled: BTreeMap<&'static str, u64>,
}

impl Kept {
    /// Returns the counts of no documents.
    pub(super) fn new() -> Kept {
        let filled = FIELDS.iter().map(|field| (field.name(), 0)).collect();
        Kept { days: Days::new(), filled, ..Kept::default() }
    }

    /// Counts the document of a row; `input` is where it lay.
    pub(super) fn add(&mut self, row: &Row<'_>, input: &str) {
        self.documents += 1;
        self.raw_bytes += row.number("raw_bytes").unwrap_or_default();
        self.text_bytes += row.text("text").unwrap_or_default().len() as u64;
        self.words.add(row.number("words").unwrap_or_default());
        self.chars.add(row.number("chars").unwrap_or_default());
        self.encodings.add(row.text("encoding").unwrap_or_default());
        if let Some(time) = row.text("published") {
            self.days.add(time);
        }
        if let Some(language) = row.text("language") {
            self.languages.add(&primary(language));
        }
        if let Some(source) = row.text("source") {
            self.sources.add(source);
        }
        let site = row.text("url").and_then(host);
        let site = site.unwrap_or_else(|| site_of(input, row.text("file").unwrap_or_default()));
        if !site.is_empty() {
            self.sites.add(site);
        }
        for (name, count) in &mut self.filled {
            *count += u64::from(row.value(name).is_some_and(is_filled));
        }
    }
}

/// Returns the language of a tag without script and region, since pages write them as they please.
fn primary(tag: &str) -> String {
    tag.split(['-', '_']).next().unwrap_or(tag).to_lowercase()
}

fn is_filled(value: &Value<'_>) -> bool {
    match value {
        Value::Null => false,
        Value::List(texts) => !texts.is_empty(),
        Value::Number(_) | Value::Text(_) => true,
    }
}

/// Returns the host of an address.
fn host(url: &str) -> Option<&str> {
    let (_, behind) = url.split_once("://")?;
    let host = behind.split(['/', '?', '#']).next()?;
    Some(host).filter(|host| !host.is_empty())
}

/// A document that is shown in full, or as much of it as there is room for.
#[derive(Clone, Debug, Default)]
pub(super) struct Shown {
    pub(super) name: Name,
    /// Why it was chosen.
    pub(super) why: Vec<String>,
    pub(super) encoding: String,
    pub(super) raw_bytes: u64,
    pub(super) words: u64,
    pub(super) fields: Vec<(&'static str, String)>,
    /// The beginning of its text.
    pub(super) text: String,
    pub(super) text_bytes: usize,
    pub(super) changes: Vec<Change>,
    /// Changes that there are, shown or not.
    pub(super) change_count: u64,
    weight: usize,
}

impl Shown {
    /// Adds a change, as long as there is room.
    pub(super) fn add_change(&mut self, row: &Row<'_>) {
        self.change_count += 1;
        let change = Change::of(row, REMOVED_BYTES);
        self.weight += change.weight();
        if self.weight <= CHANGES_BYTES {
            self.changes.push(change);
        }
    }

    /// Returns whether every change is at hand.
    pub(super) fn has_all_changes(&self) -> bool {
        self.weight <= CHANGES_BYTES
    }
}

/// The documents that are to be shown, filled in as they come by.
#[derive(Clone, Debug, Default)]
pub(super) struct Choice {
    shown: Vec<Shown>,
    longest: Option<Shown>,
    longest_bytes: usize,
    is_numbered: bool,
}

impl Choice {
    /// Chooses `picks` with the reason for each; where records are not `is_numbered` in the order in
    /// which they come, they are known by their names.
    pub(super) fn new(picks: Vec<(Name, String)>, is_numbered: bool) -> Choice {
        let mut choice = Choice { is_numbered, ..Choice::default() };
        for (name, why) in picks {
            match choice.shown.iter_mut().find(|shown| shown.name == name) {
                Some(shown) => shown.why.push(why),
                None => choice.shown.push(Shown { name, why: vec![why], ..Shown::default() }),
            }
        }
        choice
    }

    /// Looks at the record with this number.
    pub(super) fn look(&mut self, row: &Row<'_>, number: u64) {
        let file = row.text("file").unwrap_or_default();
        let is_numbered = self.is_numbered;
        let is_it = |shown: &&mut Shown| match is_numbered {
            true => shown.name.number == number,
            false => shown.name.file == file && shown.encoding.is_empty(),
        };
        let name = || Name { number, file: file.to_owned() };
        let len = row.text("text").unwrap_or_default().len();
        if let Some(shown) = self.shown.iter_mut().find(is_it) {
            fill(shown, row);
        } else if self.is_numbered && number <= FIRST {
            let why = vec!["among the first".to_owned()];
            let mut shown = Shown { name: name(), why, ..Shown::default() };
            fill(&mut shown, row);
            self.shown.push(shown);
        } else if self.is_numbered && len > self.longest_bytes {
            let why = vec!["longest of the others".to_owned()];
            let mut shown = Shown { name: name(), why, ..Shown::default() };
            fill(&mut shown, row);
            self.longest = Some(shown);
            self.longest_bytes = len;
        }
    }

    /// Returns the documents that were found, in the order in which they were chosen.
    pub(super) fn finish(self) -> Vec<Shown> {
        let all = self.shown.into_iter().chain(self.longest);
        all.filter(|shown| !shown.encoding.is_empty()).collect()
    }
}

/// Returns the numbers of the documents.
pub(super) fn numbers(shown: &[Shown]) -> BTreeSet<u64> {
    shown.iter().map(|shown| shown.name.number).collect()
}

fn fill(shown: &mut Shown, row: &Row<'_>) {
    let text = row.text("text").unwrap_or_default();
    shown.text = clipped(text, TEXT_BYTES).to_owned();
    shown.text_bytes = text.len();
    shown.encoding = row.text("encoding").unwrap_or_default().to_owned();
    shown.raw_bytes = row.number("raw_bytes").unwrap_or_default();
    shown.words = row.number("words").unwrap_or_default();
    let values = FIELDS.iter().filter_map(|field| {
        let told = match row.value(field.name())? {
            Value::Text(text) => text.to_string(),
            Value::List(texts) if !texts.is_empty() => texts.join("; "),
            _ => return None,
        };
        Some((field.name(), told))
    });
    shown.fields = values
        .map(|(name, told)| match told.len() > FIELD_BYTES {
            true => (name, format!("{} …", clipped(&told, FIELD_BYTES))),
            false => (name, told),
        })
        .collect();
}
