//! Finds the raw documents: files under the inputs, members of archives, records of streams, each
//! once, in the same order on every machine.
//!
//! Folders are walked in the byte order of their entries' names; archives and streams are read in
//! their own order, and unfolded without holding one in memory. What a file is, its first bytes tell.
//! A place that cannot be listed, unpacked or read becomes a document that is named, never a silent
//! gap; a bad line, record or member costs that one alone. Nothing is ever written.

mod batch;
mod caps;
#[cfg(feature = "cloud")]
mod cloud;
mod columns;
mod csv;
mod feed;
mod head;
mod http;
mod json;
mod jsonl;
mod lines;
mod mail;
mod mbox;
mod meta;
mod name;
mod parquet;
mod parts;
mod place;
mod reader;
mod recall;
mod row;
mod shell;
mod sniff;
mod source;
mod tar;
mod transfer;
mod unpack;
mod values;
mod walk;
mod warc;
mod wide;
mod zip;

use serde::{Deserialize, Serialize};

use crate::rule::Rule;

pub use batch::{Batches, Limits};
pub use caps::Caps;
pub use columns::Columns;
pub use feed::Feed;
pub use meta::text_of;
pub use parts::Split;
pub use reader::Reader;
pub use row::row;
pub use sniff::Format;
pub use source::{List, Remote, Source, is_remote};
pub use walk::Walk;

/// Every rule of this folder.
pub static RULES: &[&Rule] = &[
    &caps::DAMAGED,
    &caps::EMPTY,
    &caps::DEPTH,
    &caps::MEMBERS,
    &caps::RATIO,
    &caps::SIZE,
    &tar::SPECIAL,
    &json::MALFORMED,
    &json::NO_TEXT,
    &csv::UNBALANCED,
    &warc::STATUS,
    &mbox::NO_PART,
    &parquet::MALFORMED,
];

/// Options of `[read]`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// Globs of which a file's relative path must match one.
    pub include: Vec<String>,
    /// Globs of which it must match none.
    pub exclude: Vec<String>,
    /// Whether files and folders whose names begin with a dot are read.
    pub hidden: bool,
    /// The format of files and members; by default their content tells.
    pub format: Format,
    /// The names of the fields of records.
    pub columns: Columns,
    /// Where plain text is cut into documents.
    pub split: Split,
    /// Whether symbolic links found in folders are followed; those named as inputs always are.
    pub follow_links: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            include: vec!["**".to_owned()],
            exclude: Vec::new(),
            hidden: false,
            format: Format::Auto,
            columns: Columns::default(),
            split: Split::default(),
            follow_links: false,
        }
    }
}
