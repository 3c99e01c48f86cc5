//! The command line: what may be typed, and which part answers.

mod bugs;
mod check;
mod diff;
mod discover;
mod file;
mod fix;
mod init;
mod layout;
mod print;
mod report;
mod rules;
mod run;
mod schema;
mod setup;
mod trace;
mod verify;
mod watched;

use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use scutch::{Config, Error, Result, config};

use print::{ColorChoice, complain};

/// Exit status of a run that finished, but not with everything well.
const FINISHED_BADLY: u8 = 1;

/// Exit status of a command that could not run.
const COULD_NOT_RUN: u8 = 2;

/// What a command tells the shell: a number, since not every program that runs one ends with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Status(pub(crate) u8);

impl Status {
    const SUCCESS: Status = Status(0);
}

impl From<u8> for Status {
    fn from(status: u8) -> Status {
        Status(status)
    }
}

/// What may be typed.
#[derive(Parser)]
#[command(
    name = "scutch",
    version,
    about = "Turns folders of messy scraped text into a clean dataset, and accounts for every byte",
    after_help = "Exit status: 0 all well; 1 finished, but with unreadable documents, with such \
                  as made scutch itself fail, with rejected ones under --strict, or a dataset that does not verify; 2 could not run. check and diff: 0 good or the same; 1 not; \
                  2 usage or configuration; 3 could not read.\n\n\
                  Examples:\n  \
                  scutch run                        read config.toml and seeds/, write output/\n  \
                  scutch run pages/ -o clean/       read pages/, write clean/\n  \
                  cat page.txt | scutch run -       one document in, one record out\n  \
                  scutch fix < broken.txt           repair mojibake in a pipe\n  \
                  scutch trace pages/a.txt          show what was removed from a file, and why\n  \
                  scutch verify clean/              prove the dataset against the raw files\n  \
                  scutch check clean/               ask whether a dataset is sound\n  \
                  scutch diff before/ clean/        compare two datasets\n  \
                  scutch report clean/              show what a run did, as clean/report.html"
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
    /// When to use colour; NO_COLOR is honoured
    #[arg(long, global = true, value_enum, default_value_t = ColorChoice::Auto)]
    color: ColorChoice,
}

#[derive(Subcommand)]
enum Command {
    /// Clean raw documents into a dataset
    Run(run::RunArgs),
    /// Check a dataset: structure, fields, text, quality, duplicates, drift
    Check(check::CheckArgs),
    /// Compare two datasets or two runs: documents, fields, texts, rules
    Diff(diff::DiffArgs),
    /// Propose rules for the lines that a corpus repeats
    Discover(discover::DiscoverArgs),
    /// Repair text as it streams by: encoding, mojibake, entities, controls
    Fix(fix::FixArgs),
    /// Show a document with each removed or changed span, named by its rule
    Trace(trace::TraceArgs),
    /// List every rule
    Rules(rules::RulesArgs),
    /// Say what a rule does, why, and show its examples
    Explain(rules::ExplainArgs),
    /// Prove a dataset: replay its ledger against the raw files
    Verify(verify::VerifyArgs),
    /// Show what a run did: one HTML page, without network or script
    Report(report::ReportArgs),
    /// Print the JSON Schema of a table
    Schema(schema::SchemaArgs),
    /// Write a commented config.toml, and files that check a dataset in CI
    Init(init::InitArgs),
    /// Print completions for a shell
    Completions(setup::CompletionsArgs),
    /// Print the manual page
    Man,
}

impl Command {
    /// Returns where the configuration of the command comes from.
    fn config(&self) -> Option<&ConfigArgs> {
        match self {
            Command::Run(args) => Some(&args.config),
            Command::Check(args) => Some(&args.config),
            Command::Diff(args) => Some(&args.config),
            Command::Discover(args) => Some(&args.config),
            Command::Trace(args) => Some(&args.config),
            Command::Rules(args) => Some(&args.config),
            Command::Explain(args) => Some(&args.config),
            Command::Schema(args) => Some(&args.config),
            _ => None,
        }
    }
}

/// Where the configuration comes from.
#[derive(Clone, Args)]
pub(crate) struct ConfigArgs {
    /// Configuration file [default: config.toml, where there is one]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Set a key of the configuration, such as `normalize.quotes=straight`
    #[arg(long = "set", value_name = "KEY=VALUE")]
    set: Vec<String>,
}

impl ConfigArgs {
    /// Returns where the configuration file is, or would be.
    fn path(&self) -> PathBuf {
        self.config.clone().unwrap_or_else(|| PathBuf::from("config.toml"))
    }

    /// Returns the defaults, the file and the settings, one over the other.
    fn load(&self) -> Result<Config> {
        let mut layers = config::Layers::default();
        let path = self.path();
        if self.config.is_some() || path.exists() {
            layers.add_file(&path)?;
        }
        for assignment in &self.set {
            layers.set(assignment)?;
        }
        layers.finish()
    }

    /// Returns an error about a key with the file and line that set it, unless `--set` did.
    fn located(&self, error: Error) -> Error {
        let key = error.place();
        let is_set = self.set.iter().any(|assignment| assignment.starts_with(key));
        let path = self.path();
        let text = Some(key).filter(|key| !key.is_empty() && !is_set);
        let text = text.and_then(|_| std::fs::read_to_string(&path).ok());
        match text.and_then(|text| config::line_of(&text, key)) {
            Some(line) => Error::new(format!("{}:{line}: {key}", path.display()), error.problem()),
            None => error,
        }
    }
}

/// Runs what was typed, the name of the program first, and returns the exit status.
pub(crate) fn main(typed: impl IntoIterator<Item = OsString>) -> Status {
    let cli = match Cli::try_parse_from(typed) {
        Ok(cli) => cli,
        Err(told) => {
            // Help and versions come this way too; a closed pipe is no reason to fail.
            let _ = told.print();
            return Status::from(u8::try_from(told.exit_code()).unwrap_or(COULD_NOT_RUN));
        }
    };
    bugs::listen();
    match catch_unwind(AssertUnwindSafe(|| answer(cli))) {
        Ok(Ok(status)) => status,
        Ok(Err(error)) if error.is_closed_pipe() => Status::SUCCESS,
        Ok(Err(error)) => {
            complain(&error.to_string());
            Status::from(COULD_NOT_RUN)
        }
        Err(_) => {
            complain(&bugs::report("it could not go on; the output is as it was before"));
            Status::from(COULD_NOT_RUN)
        }
    }
}

fn answer(cli: Cli) -> Result<Status> {
    let config = cli.command.config().cloned();
    run_command(cli).map_err(|error| match &config {
        Some(config) if !error.is_closed_pipe() => config.located(error),
        _ => error,
    })
}

fn run_command(cli: Cli) -> Result<Status> {
    let color = cli.color;
    match cli.command {
        Command::Run(args) => run::run(&args),
        Command::Check(args) => check::check(&args),
        Command::Diff(args) => diff::diff(&args),
        Command::Discover(args) => discover::discover(&args),
        Command::Fix(args) => fix::fix(&args),
        Command::Trace(args) => trace::trace(&args, color),
        Command::Rules(args) => rules::rules(&args),
        Command::Explain(args) => rules::explain(&args),
        Command::Verify(args) => verify::verify(&args),
        Command::Report(args) => report::report(&args),
        Command::Schema(args) => schema::schema(&args),
        Command::Init(args) => init::init(&args),
        Command::Completions(args) => setup::completions(&args),
        Command::Man => setup::man(),
    }
}
