//! A run in pieces, for engines that spread one over processes and machines.
//!
//! The input is cut into [`Share`]s of whole files, in the order of the input. Workers [`scan()`] a share:
//! every document through the stages, as bytes, with what is compared of it ([`crate::dedupe::Shown`]).
//! What repeats what is decided part by part ([`crate::dedupe::Part`]). Workers then [`finish()`] each
//! document with what was decided, and the driver makes the manifest of all counts ([`Merger`]).
//!
//! The documents, the ledger, the clusters and the counts are those of a run in one process, however the
//! input is cut. What a run in one process decides in the order of the input alone cannot be spread:
//! [`check`] says so.

mod finish;
mod merge;
mod scan;
mod share;

use crate::config::Config;
use crate::dedupe::Unit;
use crate::error::{Error, Result};
use crate::{catalog, read};

pub use finish::{Decided, finish};
pub use merge::Merger;
pub use scan::{Scanned, scan, shown_of};
pub use share::{Share, Shares, shares};

/// Checks that what `config` asks for can be spread.
///
/// # Errors
///
/// When it cannot; the error names the key.
pub fn check(config: &Config) -> Result<()> {
    let refuse = |key: &str, problem: &str| Err(Error::new(key, problem));
    if config.dedupe.repeated != Unit::None && catalog::wants(config, "dedupe") {
        return refuse(
            "dedupe.repeated",
            "expected `none`: what earlier documents have is known in one process alone",
        );
    }
    if config.run.limit != 0 {
        return refuse(
            "run.limit",
            "expected 0: which documents come first is known in one process alone",
        );
    }
    if !config.run.files_from.is_empty() {
        return refuse("run.files_from", "expected files and folders in `run.input`, found a list");
    }
    let is_elsewhere = |input: &&String| *input == crate::run::STANDARD || read::is_remote(input);
    match config.run.input.iter().find(is_elsewhere) {
        Some(input) => Err(Error::new(
            "run.input",
            format!("expected files and folders that every worker sees, found \"{input}\""),
        )),
        None => Ok(()),
    }
}

/// Returns whether `config` asks that documents be compared.
pub fn compares(config: &Config) -> bool {
    (config.dedupe.exact || config.dedupe.near) && catalog::wants(config, "dedupe")
}
