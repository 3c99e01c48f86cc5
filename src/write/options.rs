//! Options of `[write]`: how the dataset is laid out on disk.

use serde::{Deserialize, Serialize};

/// Options of `[write]`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// Which files there are, and what a record looks like.
    pub layout: Layout,
    /// Compression of JSON Lines and CSV; Parquet has its own.
    pub compression: Compression,
    /// Formats of `changes` and `rejected`.
    pub tables: Vec<Format>,
    /// Bytes of values after which a file is full; 0 means one file.
    pub shard_size: u64,
    /// Shares of the documents, such as `train=0.9,test=0.1`; empty means no split.
    pub split: String,
    /// What happens to texts that a spreadsheet takes for formulas, in CSV.
    pub formulas: Formulas,
    /// The name of the dataset, for cards and descriptors.
    pub name: String,
    /// Its licence, for the same; empty means none is told.
    pub license: String,
    /// When the documents were collected, in RFC 3339, for the layout `dolma`; empty means unknown.
    pub added: String,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            layout: Layout::Plain,
            compression: Compression::None,
            tables: vec![Format::Jsonl],
            shard_size: 0,
            split: String::new(),
            formulas: Formulas::Keep,
            name: "dataset".to_owned(),
            license: String::new(),
            added: String::new(),
        }
    }
}

/// A format of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// One JSON object a line.
    Jsonl,
    /// Comma-separated values (RFC 4180), with a header.
    Csv,
    /// Apache Parquet, its columns compressed by Zstandard.
    Parquet,
}

impl Format {
    /// Returns its name, which is the ending of its files.
    pub const fn name(self) -> &'static str {
        match self {
            Format::Jsonl => "jsonl",
            Format::Csv => "csv",
            Format::Parquet => "parquet",
        }
    }
}

/// A compression of whole files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Compression {
    /// None.
    None,
    /// gzip (RFC 1952).
    Gz,
    /// Zstandard (RFC 8878).
    Zst,
}

impl Compression {
    /// Returns what a file name ends in.
    pub const fn ending(self) -> &'static str {
        match self {
            Compression::None => "",
            Compression::Gz => ".gz",
            Compression::Zst => ".zst",
        }
    }
}

/// Which files there are, and what a record looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Layout {
    /// Files side by side, records with every column.
    Plain,
    /// `data/train-00000-of-00001.parquet`, a dataset card and a Croissant description.
    Huggingface,
    /// Records of datatrove: `text`, `id`, `metadata`.
    Datatrove,
    /// Records of dolma: `id`, `text`, `source`, `added`, `created`, `metadata`.
    Dolma,
}

impl Layout {
    /// Returns its name.
    pub const fn name(self) -> &'static str {
        match self {
            Layout::Plain => "plain",
            Layout::Huggingface => "huggingface",
            Layout::Datatrove => "datatrove",
            Layout::Dolma => "dolma",
        }
    }

    /// Returns the formats that documents may have, the usual ones first.
    pub(super) const fn formats(self) -> &'static [Format] {
        match self {
            Layout::Plain => &[Format::Jsonl, Format::Csv, Format::Parquet],
            // Not JSON Lines: `datasets` takes a text such as `2031-05-09` there for a time, whatever
            // the card says (version 5.2).
            Layout::Huggingface => &[Format::Parquet, Format::Csv],
            Layout::Datatrove => &[Format::Jsonl, Format::Parquet],
            Layout::Dolma => &[Format::Jsonl],
        }
    }

    /// Returns how many formats stand side by side where none is asked for.
    pub(super) const fn usual(self) -> usize {
        match self {
            Layout::Plain => 2,
            Layout::Huggingface | Layout::Datatrove | Layout::Dolma => 1,
        }
    }
}

/// What happens in CSV to texts that a spreadsheet takes for formulas.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Formulas {
    /// They stay as they are.
    Keep,
    /// An apostrophe stands before them.
    Escape,
}
