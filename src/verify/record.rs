//! The rows of a dataset as they are read back.

use serde::Deserialize;

/// A record, read back.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Record {
    pub(super) id: String,
    pub(super) file: String,
    pub(super) title: Option<String>,
    pub(super) published: Option<String>,
    pub(super) updated: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) source: Option<String>,
    pub(super) section: Option<String>,
    pub(super) place: Option<String>,
    pub(super) tags: Vec<String>,
    pub(super) deck: Option<String>,
    pub(super) language: Option<String>,
    pub(super) encoding: String,
    pub(super) text: String,
    pub(super) raw_bytes: u64,
    pub(super) raw_hash: String,
    pub(super) chars: u64,
    pub(super) words: u64,
    pub(super) paragraphs: u64,
}

impl Record {
    /// Returns the record as a line of CSV holds it: a list joined, null as nothing.
    pub(super) fn as_csv(&self) -> Vec<String> {
        let optional = |value: &Option<String>| value.clone().unwrap_or_default();
        vec![
            self.id.clone(),
            self.file.clone(),
            optional(&self.title),
            optional(&self.published),
            optional(&self.updated),
            self.authors.join("; "),
            optional(&self.source),
            optional(&self.section),
            optional(&self.place),
            self.tags.join("; "),
            optional(&self.deck),
            optional(&self.language),
            self.encoding.clone(),
            self.text.clone(),
            self.raw_bytes.to_string(),
            self.raw_hash.clone(),
            self.chars.to_string(),
            self.words.to_string(),
            self.paragraphs.to_string(),
        ]
    }

    /// Returns the record that a line of CSV holds; none where a number is none or a value is
    /// missing.
    pub(super) fn from_csv(row: &csv::StringRecord) -> Option<Record> {
        let value = |index: usize| row.get(index).map(str::to_owned);
        let optional = |index: usize| value(index).filter(|value| !value.is_empty());
        let number = |index: usize| row.get(index)?.parse().ok();
        let list = |index: usize| match optional(index) {
            Some(list) => list.split("; ").map(str::to_owned).collect(),
            None => Vec::new(),
        };
        Some(Record {
            id: value(0)?,
            file: value(1)?,
            title: optional(2),
            published: optional(3),
            updated: optional(4),
            authors: list(5),
            source: optional(6),
            section: optional(7),
            place: optional(8),
            tags: list(9),
            deck: optional(10),
            language: optional(11),
            encoding: value(12)?,
            text: value(13)?,
            raw_bytes: number(14)?,
            raw_hash: value(15)?,
            chars: number(16)?,
            words: number(17)?,
            paragraphs: number(18)?,
        })
    }
}

/// A rejected document, read back.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rejected {
    pub(super) file: String,
    #[serde(rename = "rule")]
    _rule: String,
    #[serde(rename = "reason")]
    _reason: String,
    #[serde(rename = "place")]
    _place: Option<String>,
    #[serde(rename = "raw_bytes")]
    _raw_bytes: u64,
    pub(super) raw_hash: Option<String>,
}

/// A change, read back.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Change {
    pub(super) document: u64,
    pub(super) file: String,
    pub(super) rule: String,
    pub(super) pass: String,
    pub(super) raw_start: usize,
    pub(super) raw_end: usize,
    pub(super) text_start: usize,
    pub(super) text_end: usize,
    pub(super) was: String,
    pub(super) with: Option<String>,
    pub(super) field: Option<String>,
    pub(super) value: Option<String>,
    pub(super) detail: Option<String>,
}
