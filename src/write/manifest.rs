//! The manifest: what a run read, with which configuration, what became of it, and what it wrote.
//!
//! It holds no time, no machine and no thread count: the same input and configuration give the same
//! bytes.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// The name of its file.
pub const NAME: &str = "manifest.json";

/// What a run did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of scutch.
    pub version: String,
    /// The versions of Unicode whose tables took part, by library.
    pub unicode: BTreeMap<String, String>,
    /// The configuration, without what no output depends on.
    pub config: serde_json::Value,
    /// The inputs, in the order they were given.
    pub inputs: Vec<InputEntry>,
    /// What became of the documents.
    pub documents: Outcomes,
    /// What each rule did, by id.
    pub rules: BTreeMap<String, RuleEntry>,
    /// What the reader of the dataset should know.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub warnings: Vec<String>,
    /// The files written, but for the manifest.
    pub outputs: Vec<OutputEntry>,
}

/// One input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputEntry {
    /// As it was given.
    pub input: String,
    /// Documents found in it.
    pub documents: u64,
    /// Their raw bytes.
    pub bytes: u64,
    /// SHA-256 of a list of its documents in order: a line `HASH  FILE` for each, as `sha256sum`
    /// prints it.
    pub sha256: String,
}

/// Counts of documents: `read` is the sum of the next four.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcomes {
    /// Documents found.
    pub read: u64,
    /// In the dataset.
    pub kept: u64,
    /// Set aside by a rule.
    pub rejected: u64,
    /// Set aside because they repeat another.
    #[serde(default)]
    pub duplicates: u64,
    /// Could not be read.
    pub unreadable: u64,
    /// Bytes of text in the dataset.
    pub text_bytes: u64,
    /// Files and folders that were passed over: by the globs of `read`, as hidden, as links.
    pub excluded: u64,
}

/// What one rule did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleEntry {
    /// Documents in which it found something.
    pub documents: u64,
    /// Things that it found.
    pub findings: u64,
    /// Bytes of text removed, less those put in their place.
    pub removed_bytes: i64,
}

/// One output file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutputEntry {
    /// Its name.
    pub file: String,
    /// The table whose rows it holds.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub table: Option<String>,
    /// The part of the dataset, where it is split.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub split: Option<String>,
    /// The number of its rows.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub rows: Option<u64>,
    /// Its size.
    pub bytes: u64,
    /// Its SHA-256.
    pub sha256: String,
}

impl Manifest {
    /// Reads the manifest of the dataset in `folder`.
    ///
    /// # Errors
    ///
    /// When there is none, or it is damaged.
    pub fn read(folder: &Path) -> Result<Manifest> {
        let path = folder.join(NAME);
        let text = std::fs::read(&path).map_err(|error| Error::io(&path, "read", &error))?;
        serde_json::from_slice(&text).map_err(|error| {
            Error::new(
                path.display().to_string(),
                format!("expected a manifest of scutch, found {error}"),
            )
        })
    }

    /// Returns it as indented JSON with a final newline.
    pub fn to_json(&self) -> Vec<u8> {
        let mut json = serde_json::to_vec_pretty(self).expect("a manifest has string keys alone");
        json.push(b'\n');
        json
    }
}
