//! Finds the raw documents: every file under the inputs, once, in the same order on every machine.
//!
//! Folders are walked in the byte order of their entries' names. Nothing here looks inside a file; a
//! place that cannot be listed becomes a document that could not be read, never a silent gap.

mod batch;
mod name;
mod walk;

use serde::{Deserialize, Serialize};

pub use batch::{Batches, Limits};
pub use walk::Walk;

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
    /// Whether symbolic links found in folders are followed; those named as inputs always are.
    pub follow_links: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            include: vec!["**".to_owned()],
            exclude: vec!["SOURCES.md".to_owned()],
            hidden: false,
            follow_links: false,
        }
    }
}
