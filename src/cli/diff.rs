//! `scutch diff`: what two datasets have in common, and what not.

use clap::{Args, ValueEnum};

use scutch::diff::{self, render};
use scutch::{Error, Result};

use super::check::COULD_NOT_READ;
use super::print::{complain, print};
use super::watched::{INTERRUPTED, watched};
use super::{ConfigArgs, FINISHED_BADLY, Status};

#[derive(Args)]
#[command(
    after_help = "Documents are matched by `file`, else by an id, else by an address, else by their text: by the \
    first of these that every document has, each its own. Of two folders that `scutch run` wrote, rules and \
    configuration are compared as well.\n\n\
    Exit status: 0 the same; 1 not the same; 2 usage or configuration; 3 could not read.\n\n\
    Examples:\n  \
    scutch diff clean-before/ clean/               what did the new version do?\n  \
    scutch diff old.jsonl.gz new.parquet --format json\n  \
    git show HEAD:data.jsonl | scutch diff - data.jsonl"
)]
pub(crate) struct DiffArgs {
    /// The first dataset: a file, a folder, or `-` for standard input
    #[arg(value_name = "BEFORE")]
    before: String,
    /// The second
    #[arg(value_name = "AFTER")]
    after: String,
    /// How the difference is written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    pub(super) config: ConfigArgs,
    /// Threads; 0 is one for each core
    #[arg(short = 'j', long, value_name = "N")]
    threads: Option<usize>,
    /// Print nothing but the difference and errors
    #[arg(short, long)]
    quiet: bool,
}

/// How the difference is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// Everything, for programs
    Json,
}

pub(super) fn diff(args: &DiffArgs) -> Result<Status> {
    if args.before == "-" && args.after == "-" {
        let problem = "expected at most one dataset from standard input, found two";
        return Err(Error::new("diff", problem));
    }
    let config = args.config.load()?;
    let threads = args.threads.unwrap_or(config.run.threads);
    let ended = watched(threads, args.quiet, |watch, _| {
        diff::diff(&args.before, &args.after, &config, watch)
    })?;
    let difference = match ended.result {
        Ok(difference) => difference,
        Err(error) => {
            complain(&error.to_string());
            return Ok(Status::from(if ended.is_stopped { INTERRUPTED } else { COULD_NOT_READ }));
        }
    };
    print(match args.format {
        Format::Text => render::text(&difference),
        Format::Json => render::json(&difference),
    })?;
    Ok(if difference.is_empty() { Status::SUCCESS } else { Status::from(FINISHED_BADLY) })
}
