//! What the kept documents are: counts over all of them.

use std::collections::BTreeMap;

use crate::field::Field;
use crate::rows::{Row, Value};
use crate::site::site_of;

use super::lengths::{Days, Sizes};
use super::tally::Tally;

/// Returns the fields of the record that describe the document, beside its text.
pub(super) fn fields() -> impl Iterator<Item = Field> {
    Field::ALL.into_iter().filter(|field| !matches!(field, Field::Quality | Field::Verdict))
}

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
        let filled = fields().map(|field| (field.name(), 0)).collect();
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
