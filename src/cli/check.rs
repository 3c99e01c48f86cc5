//! `scutch check`: what is asked of a dataset, and what was found.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use scutch::check::{self, Failure, Report, Request, render};
use scutch::expect::{Day, FailOn};
use scutch::{Config, Error, Result};

use super::file::replace;
use super::print::{complain, print, tell};
use super::watched::{INTERRUPTED, watched};
use super::{ConfigArgs, FINISHED_BADLY, Status};

/// Exit status where the dataset or the baseline could not be read.
pub(super) const COULD_NOT_READ: u8 = 3;

/// The file that GitHub shows as the summary of a job.
const SUMMARY: &str = "GITHUB_STEP_SUMMARY";

#[derive(Args)]
#[command(
    after_help = "A dataset is what `scutch run` wrote, or any JSON Lines, CSV or Parquet with a text, in gzip or \
    Zstandard or not, in one file or in a folder. docs/CHECK.md says more of checks, limits, waivers and \
    baselines.\n\n\
    Exit status: 0 good, or with warnings only; 1 a check failed; 2 usage or configuration; 3 could not read.\n\n\
    Examples:\n  \
    scutch check                                    check output/\n  \
    scutch check data.jsonl.gz --select text        is the text clean?\n  \
    scutch check data/ --format junit --output check.xml\n  \
    scutch check clean/ --baseline baseline.json --update-baseline\n  \
    scutch check clean/ --baseline baseline.json    has it moved?\n  \
    zcat data.jsonl.gz | scutch check -\n  \
    scutch check --list                             what can be asked"
)]
pub(crate) struct CheckArgs {
    /// File or folder of the dataset; `-` is standard input [default: run.output]
    #[arg(value_name = "DATASET")]
    dataset: Option<String>,
    /// Measure drift from this file [default: check.baseline]
    #[arg(long, value_name = "FILE")]
    baseline: Option<String>,
    /// Write what the dataset is like to the baseline file, whatever the checks say
    #[arg(long)]
    update_baseline: bool,
    /// How results are written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Where results are written; `-` is standard output
    #[arg(long, value_name = "FILE", default_value = "-")]
    output: PathBuf,
    /// Run these checks alone: ids, names or groups, such as text,near [default: check.select]
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    select: Vec<String>,
    /// What makes the exit status 1 [default: check.fail_on]
    #[arg(long, value_name = "LEVEL", value_parser = fail_on)]
    fail_on: Option<FailOn>,
    /// List the checks with their usual limits, and check nothing
    #[arg(long)]
    list: bool,
    /// Take this day for today, such as 2031-05-09
    #[arg(long, value_name = "DAY")]
    today: Option<Day>,
    #[command(flatten)]
    pub(super) config: ConfigArgs,
    /// Threads; 0 is one for each core
    #[arg(short = 'j', long, value_name = "N")]
    threads: Option<usize>,
    /// Print nothing but results and errors
    #[arg(short, long)]
    quiet: bool,
}

/// How results are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// Everything, for programs
    Json,
    /// JUnit XML, for Jenkins, GitLab and others
    Junit,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations and job summary of GitHub Actions
    Github,
}

fn fail_on(name: &str) -> std::result::Result<FailOn, String> {
    match name {
        "error" => Ok(FailOn::Error),
        "warning" => Ok(FailOn::Warning),
        _ => Err(format!("expected `error` or `warning`, found \"{name}\"")),
    }
}

pub(super) fn check(args: &CheckArgs) -> Result<Status> {
    if args.list {
        print(render::list(check::checks()))?;
        return Ok(Status::SUCCESS);
    }
    let mut config = args.config.load()?;
    config.run.threads = args.threads.unwrap_or(config.run.threads);
    config.check.fail_on = args.fail_on.unwrap_or(config.check.fail_on);
    let baseline = args.baseline.clone().unwrap_or_else(|| config.check.baseline.clone());
    if args.update_baseline && baseline.is_empty() {
        return Err(Error::new("--update-baseline", "expected `--baseline FILE`, found none"));
    }
    let report = match checked(args, &config, &baseline)? {
        Ok(report) => report,
        Err(status) => return Ok(status),
    };
    write(args, &report)?;
    let is_good = report.is_good(config.check.fail_on);
    if args.update_baseline {
        update(Path::new(&baseline), &report, args.quiet)?;
    }
    Ok(if is_good { Status::SUCCESS } else { Status::from(FINISHED_BADLY) })
}

/// Checks the dataset; gives the exit status where that could not be done.
fn checked(
    args: &CheckArgs,
    config: &Config,
    baseline: &str,
) -> Result<std::result::Result<Report, Status>> {
    // A baseline that is being made need not be there yet.
    let is_new = args.update_baseline && !Path::new(baseline).exists();
    let request = Request {
        dataset: args.dataset.as_deref().unwrap_or(&config.run.output),
        config,
        select: &args.select,
        baseline: if is_new { "" } else { baseline },
        with_profile: args.update_baseline,
        today: args.today.unwrap_or_else(today),
    };
    let ended = watched(config.run.threads, args.quiet, |watch, _| check::check(&request, watch))?;
    Ok(match ended.result {
        Ok(report) => Ok(report),
        Err(Failure::Config(error)) => return Err(error),
        Err(Failure::Unreadable(error)) => {
            complain(&error.to_string());
            Err(Status::from(if ended.is_stopped { INTERRUPTED } else { COULD_NOT_READ }))
        }
    })
}

/// Returns the day that it is in UTC.
fn today() -> Day {
    let now = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
    now.to_string().parse().expect("a day of the calendar is written as one")
}

fn write(args: &CheckArgs, report: &Report) -> Result<()> {
    let text = match args.format {
        Format::Text => render::text(report),
        Format::Json => render::json(report),
        Format::Junit => render::junit(report),
        Format::Sarif => render::sarif(report),
        Format::Github => render::annotations(report),
    };
    if args.format == Format::Github {
        summarize(report)?;
    }
    match args.output.as_os_str() == "-" {
        true => print(text),
        false => replace(&args.output, &text),
    }
}

/// Adds the summary to that of the job, where there is one.
fn summarize(report: &Report) -> Result<()> {
    let Some(path) = std::env::var_os(SUMMARY).filter(|path| !path.is_empty()) else {
        return Ok(());
    };
    let path = PathBuf::from(path);
    let file = OpenOptions::new().append(true).create(true).open(&path);
    let written = file.and_then(|mut file| file.write_all(render::summary(report).as_bytes()));
    written.map_err(|error| Error::io(&path, "write", &error))
}

/// Writes the profile of the dataset to the baseline file.
fn update(path: &Path, report: &Report, quiet: bool) -> Result<()> {
    let Some(profile) = &report.profile else { return Ok(()) };
    replace(path, &profile.to_json())?;
    if !quiet {
        tell(format_args!("wrote {}", path.display()));
    }
    Ok(())
}
