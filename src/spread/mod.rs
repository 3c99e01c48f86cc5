//! A run in pieces, for engines that spread one over processes and machines.
//!
//! The input is cut into [`Share`]s of whole files, in the order of the input. Workers [`scan()`] a share:
//! every document through the stages, as bytes, with what is compared of it ([`crate::dedupe::Shown`]).
//! What repeats what is decided part by part ([`crate::dedupe::Part`]). Workers then [`finish()`] each
//! document with what was decided and write the rows of their share ([`crate::write::Stretch`]), and the
//! driver joins the files and makes the manifest ([`Merger`]).
//!
//! The documents, the ledger, the clusters and the counts are those of a run in one process, however the
//! input is cut; only where files end depends on it. What a run in one process decides in the order of the input alone cannot be spread:
//! [`check`] says so.

mod finish;
mod merge;
mod scan;
mod share;

use crate::catalog;
use crate::config::Config;
use crate::dedupe::Unit;
use crate::error::{Error, Result};
use crate::write::Plan;

pub use finish::{Decided, finish};
pub use merge::{Finished, Merger, page};
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
    let is_elsewhere = |input: &&String| *input == crate::run::STANDARD || is_address(input);
    match config.run.input.iter().find(is_elsewhere) {
        Some(input) => Err(Error::new(
            "run.input",
            format!(
                "expected files and folders that every worker sees under the same path, such as those of a \
                 mounted bucket, found \"{input}\""
            ),
        )),
        None => Ok(()),
    }
}

/// Returns whether an input is an address in an object store, on a server or in a file system of a cluster.
fn is_address(input: &str) -> bool {
    let is_scheme =
        |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    input.split_once("://").is_some_and(|(name, _)| is_scheme(name))
}

/// Returns whether `config` asks that documents be compared.
pub fn compares(config: &Config) -> bool {
    (config.dedupe.exact || config.dedupe.near) && catalog::wants(config, "dedupe")
}

/// Returns the plan of the dataset that workers write.
///
/// # Errors
///
/// When the config has no meaning, or asks for one file: each share has files of its own.
pub fn plan(config: &Config) -> Result<Plan> {
    if config.write.shard_size == 0 {
        let problem = "expected a size, since every share has files of its own, found 0";
        return Err(Error::new("write.shard_size", problem));
    }
    let plan = Plan::new(&config.run.format, &config.write)?;
    plan.check_limit(config.limits.document_bytes)?;
    Ok(plan)
}
