//! `scutch discover`: what a corpus repeats, as rules for config.

use std::fs;
use std::path::Path;

use clap::Args;

use scutch::learn::{self, Options, Survey};
use scutch::{Config, Error, Result, config};

use super::file::replace;
use super::print::{complain, count, print, tell};
use super::watched::{INTERRUPTED, watched};
use super::{ConfigArgs, FINISHED_BADLY, Status};

#[derive(Args)]
#[command(
    after_help = "A site is the folder of a document that is named like a host, or the first folder inside \
    the input. Standard output is the text of a config file: rules, and in comments how often each line \
    stands, where, what its rule would remove and how much of that wrongly; then paragraphs that repeat \
    and are kept, and lines with the names of sources and authors.\n\nExamples:\n  \
    scutch discover pages/                          propose rules for every site\n  \
    scutch discover pages/ --site www.kestrel.lr    for one of them\n  \
    scutch discover pages/ --min-support 20         only lines of 20 documents or more\n  \
    scutch discover pages/ --write                  add the rules to config.toml\n  \
    scutch run pages/ --learn                       learn and apply in one go"
)]
pub(crate) struct DiscoverArgs {
    /// Files and folders to survey [default: run.input]
    #[arg(value_name = "IN")]
    input: Vec<String>,
    #[command(flatten)]
    pub(super) config: ConfigArgs,
    /// Documents of a site that a line must stand in at least
    #[arg(long, value_name = "N", default_value_t = Options::default().min_support)]
    min_support: usize,
    /// Propose rules for this site alone; may be given several times
    #[arg(long, value_name = "SITE")]
    site: Vec<String>,
    /// Add the rules to the configuration file instead of printing them
    #[arg(long)]
    write: bool,
    /// Threads; 0 is one for each core
    #[arg(short = 'j', long, value_name = "N")]
    threads: Option<usize>,
    /// Print nothing but the rules and errors
    #[arg(short, long)]
    quiet: bool,
}

pub(super) fn discover(args: &DiscoverArgs) -> Result<Status> {
    let mut config = args.config.load()?;
    if !args.input.is_empty() {
        config.run.input.clone_from(&args.input);
    }
    config.run.threads = args.threads.unwrap_or(config.run.threads);
    let options = Options { min_support: args.min_support, sites: args.site.clone() };
    let Some(survey) = surveyed(&config, &options, args.quiet)? else {
        return Ok(Status::from(INTERRUPTED));
    };
    match args.write {
        true => write(&args.config.path(), &survey, args.quiet)?,
        false => print(learn::render(&survey))?,
    }
    match survey.unreadable {
        0 => Ok(Status::SUCCESS),
        _ => Ok(Status::from(FINISHED_BADLY)),
    }
}

/// Surveys the inputs of `config`, with a bar on a terminal; nothing where it is interrupted.
fn surveyed(config: &Config, options: &Options, quiet: bool) -> Result<Option<Survey>> {
    let ended =
        watched(config.run.threads, quiet, |watch, _| learn::survey(config, options, watch))?;
    match ended.result {
        Err(error) if ended.is_stopped => {
            complain(&error.to_string());
            Ok(None)
        }
        survey => {
            let survey = survey?;
            if !quiet {
                tell(summary(&survey));
            }
            Ok(Some(survey))
        }
    }
}

/// Returns what was found, in one line.
pub(super) fn summary(survey: &Survey) -> String {
    format!(
        "{} of {}: {}, {} kept",
        count(survey.documents, "document", "documents"),
        count(survey.sites as u64, "site", "sites"),
        count(survey.proposals.len() as u64, "rule proposed", "rules proposed"),
        count(survey.backgrounds.len() as u64, "repeated paragraph", "repeated paragraphs"),
    )
}

/// Adds the rules to the file at `path`, whose text stays as it is, by writing it anew beside and
/// renaming.
fn write(path: &Path, survey: &Survey, quiet: bool) -> Result<()> {
    if survey.proposals.is_empty() && survey.orders.is_empty() {
        return Ok(());
    }
    let old = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(Error::io(path, "read", &error)),
    };
    let gap = if old.is_empty() || old.ends_with('\n') { "" } else { "\n" };
    let text = format!("{old}{gap}{}", learn::rules_only(survey));
    config::Layers::default().add_text(&path.display().to_string(), &text)?;
    replace(path, &text)?;
    if !quiet {
        let added = survey.proposals.len() + survey.orders.len();
        let rules = count(added as u64, "rule", "rules");
        tell(format_args!("added {rules} to {}", path.display()));
    }
    Ok(())
}
