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
    pub(super) description: Option<String>,
    pub(super) url: Option<String>,
    pub(super) image: Option<String>,
    pub(super) licence: Option<String>,
    pub(super) encoding: String,
    pub(super) text: String,
    pub(super) raw_bytes: u64,
    pub(super) raw_hash: String,
    pub(super) offset: Option<u64>,
    pub(super) meta: Option<String>,
    pub(super) quality: Option<String>,
    pub(super) verdicts: Option<String>,
    pub(super) chars: u64,
    pub(super) words: u64,
    pub(super) paragraphs: u64,
}

/// A rejected document, read back.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rejected {
    pub(super) file: String,
    pub(super) rule: String,
    #[serde(rename = "reason")]
    _reason: String,
    #[serde(rename = "place")]
    _place: Option<String>,
    #[serde(rename = "raw_bytes")]
    _raw_bytes: u64,
    pub(super) raw_hash: Option<String>,
    pub(super) offset: Option<u64>,
}

/// A document that repeats another, read back.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Repeat {
    #[serde(rename = "cluster")]
    _cluster: u64,
    pub(super) file: String,
    pub(super) id: String,
    pub(super) rule: String,
    pub(super) kept_file: String,
    pub(super) kept_id: String,
    pub(super) similarity: String,
    pub(super) via_file: Option<String>,
    pub(super) via_id: Option<String>,
    pub(super) via_similarity: Option<String>,
    pub(super) encoding: String,
    pub(super) changes: usize,
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
