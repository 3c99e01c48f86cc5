//! `scutch verify`: proves a dataset, or says where it does not follow.

use std::path::PathBuf;

use clap::Args;

use scutch::Result;

use super::print::{complain, count, print};
use super::{FINISHED_BADLY, Status};

/// Failures shown; all are counted.
const MOST_SHOWN: usize = 20;

#[derive(Args)]
#[command(
    after_help = "Paths of inputs are those of the run: verify from the same folder, or name the inputs.\n\n\
    Examples:\n  scutch verify output\n  scutch verify clean/ pages/"
)]
pub(crate) struct VerifyArgs {
    /// Folder of the dataset
    #[arg(value_name = "DIR", default_value = "output")]
    folder: PathBuf,
    /// The inputs, where they are not where the run found them
    #[arg(value_name = "IN")]
    input: Vec<String>,
}

pub(super) fn verify(args: &VerifyArgs) -> Result<Status> {
    let report = scutch::verify::verify(&args.folder, &args.input)?;
    if report.failures.is_empty() {
        print(format_args!(
            "{} proven: {} and {} replayed against the raw files\n",
            args.folder.display(),
            count(report.documents, "document", "documents"),
            count(report.changes, "change", "changes")
        ))?;
        return Ok(Status::SUCCESS);
    }
    for failure in report.failures.iter().take(MOST_SHOWN) {
        complain(failure);
    }
    let total = count(report.failures.len() as u64, "failure", "failures");
    complain(&format!("{} does not verify: {total}", args.folder.display()));
    Ok(Status::from(FINISHED_BADLY))
}
