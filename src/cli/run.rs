//! `scutch run`: flags over config, a progress bar on a terminal, and a summary at the end.

use std::path::Path;

use clap::Args;

use scutch::config::Incremental;
use scutch::run::{Done, Inputs, Reused, STANDARD};
use scutch::write::{Format, Manifest, OutputEntry, Plan, Stream};
use scutch::{Config, Error, Pipeline, Result, catalog, learn, report};

use super::bugs;
use super::discover::summary as summary_of_survey;
use super::layout::{LayoutArgs, format, size};
use super::print::{complain, count, grouped, print, tell};
use super::watched::{INTERRUPTED, watched};
use super::{ConfigArgs, FINISHED_BADLY, Status};

/// What keeps files out of a run.
const PASSED_BY: &str = "read.include, read.exclude, read.hidden, read.follow_links";

#[derive(Args)]
#[command(after_help = "Examples:\n  \
    scutch run                                  read config.toml and seeds/, write output/\n  \
    scutch run pages/ more/a.txt -o clean/      several inputs\n  \
    scutch run pages/ --format jsonl -j 4       JSON Lines alone, four threads\n  \
    scutch run pages/ --stages decode -o raw/   decode and nothing else\n  \
    scutch run pages/ --learn                   learn what the pages repeat, and remove it\n  \
    scutch run pages/ --report                  also write a page that shows what was done\n  \
    scutch run pages/ --plan                    say what would be done, and do nothing\n  \
    curl … | scutch run - | jq .title           standard input to standard output\n  \
    zcat a.csv.gz | scutch run - --set read.format=csv\n  \
                                                where content does not tell the format")]
pub(crate) struct RunArgs {
    /// Files and folders to read; `-` is standard input [default: run.input]
    #[arg(value_name = "IN")]
    input: Vec<String>,
    /// File that lists more files and folders, one on each line; `-` is standard input
    #[arg(long, value_name = "FILE")]
    files_from: Option<String>,
    /// Folder of the dataset; `-` is standard output [default: run.output]
    #[arg(short, long, value_name = "DIR")]
    output: Option<String>,
    #[command(flatten)]
    pub(super) config: ConfigArgs,
    /// Formats of the documents: jsonl, csv, parquet
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = format)]
    format: Vec<Format>,
    #[command(flatten)]
    layout: LayoutArgs,
    /// Folders of stages that run: decode, extract, repair, normalize, strip, split, mask, tag, filter, dedupe
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    stages: Vec<String>,
    /// Threads; 0 is one for each core
    #[arg(short = 'j', long, value_name = "N")]
    threads: Option<usize>,
    /// Memory that the run should keep below, such as 512M or 4G [default: none]
    #[arg(long, value_name = "SIZE", value_parser = size)]
    max_memory: Option<u64>,
    /// Stop after so many documents
    #[arg(long, value_name = "N")]
    limit: Option<u64>,
    /// Exit with 1 when a document was rejected
    #[arg(long)]
    strict: bool,
    /// Keep what is made of each file in the output folder, and process only what is new or changed
    #[arg(long)]
    incremental: bool,
    /// As --incremental, but process everything anew
    #[arg(long)]
    fresh: bool,
    /// Point out in the ledger, by rule guard/prose, long sentences that a rule has removed
    #[arg(long)]
    guard: bool,
    /// Print nothing but errors
    #[arg(short, long)]
    quiet: bool,
    /// Keep every document, and note what the filters say of it in `verdicts`
    #[arg(long)]
    annotate: bool,
    /// Survey the inputs first and apply the rules that `scutch discover` would propose
    #[arg(long)]
    learn: bool,
    /// Write report.html too: what came in, what went out and why
    #[arg(long)]
    report: bool,
    /// Say what would be done, and do nothing
    #[arg(long)]
    plan: bool,
}

impl RunArgs {
    /// Returns the configuration with the flags on top.
    fn config(&self) -> Result<Config> {
        let mut config = self.config.load()?;
        let run = &mut config.run;
        if !self.input.is_empty() {
            run.input.clone_from(&self.input);
        }
        if let Some(list) = &self.files_from {
            run.files_from.clone_from(list);
            // A list stands for the inputs of the config, as inputs on the command line do.
            if self.input.is_empty() {
                run.input.clear();
            }
        }
        if let Some(output) = &self.output {
            run.output.clone_from(output);
        } else if self.input.iter().any(|input| input == STANDARD) {
            STANDARD.clone_into(&mut run.output);
        }
        if !self.format.is_empty() {
            run.format.clone_from(&self.format);
        }
        if !self.stages.is_empty() {
            run.stages.clone_from(&self.stages);
        }
        run.threads = self.threads.unwrap_or(run.threads);
        run.limit = self.limit.unwrap_or(run.limit);
        run.strict |= self.strict;
        run.report |= self.report;
        run.incremental = match (self.fresh, self.incremental) {
            (true, _) => Incremental::Fresh,
            (_, true) => Incremental::On,
            _ => run.incremental,
        };
        config.limits.memory = self.max_memory.unwrap_or(config.limits.memory);
        config.strip.guard |= self.guard;
        config.filter.annotate |= self.annotate;
        self.layout.put_over(&mut config.write);
        let run = &config.run;
        if run.input.is_empty() && run.files_from.is_empty() {
            return Err(Error::new("run.input", "expected at least one file or folder"));
        }
        Ok(config)
    }
}

pub(super) fn run(args: &RunArgs) -> Result<Status> {
    let mut config = args.config()?;
    if args.plan {
        return plan(&config);
    }
    let ended = watched(config.run.threads, args.quiet, |watch, bar| {
        if args.learn {
            let survey = learn::survey(&config, &learn::Options::default(), watch)?;
            learn::apply(&survey, &mut config);
            if !args.quiet {
                tell(summary_of_survey(&survey));
            }
            bar.reset();
            bar.set_message("");
        }
        scutch::run::complete(&config, watch)
    })?;
    let Done { manifest, reused } = match ended.result {
        Err(error) if ended.is_stopped => {
            complain(&error.to_string());
            return Ok(Status::from(INTERRUPTED));
        }
        result => result?,
    };
    match args.quiet {
        false => tell(summary(&config, &manifest, reused).trim_end()),
        true => reasons(&config, &manifest).iter().for_each(|reason| complain(reason)),
    }
    if let Some(bug) = bugs::of_run(&manifest) {
        complain(&bug);
    }
    Ok(status(&config, &manifest))
}

/// Returns why a run that was completed ended badly; nothing where it ended well.
fn reasons(config: &Config, manifest: &Manifest) -> Vec<String> {
    let documents = manifest.documents;
    let told = |number: u64, what: &str| {
        let named = count(number, "document was", "documents were");
        (number > 0).then(|| format!("{named} {what}"))
    };
    let rejected = if config.run.strict { documents.rejected } else { 0 };
    let reasons = [told(documents.unreadable, "unreadable"), told(rejected, "rejected")];
    reasons.into_iter().flatten().collect()
}

fn status(config: &Config, manifest: &Manifest) -> Status {
    match !reasons(config, manifest).is_empty() || bugs::of_run(manifest).is_some() {
        true => Status::from(FINISHED_BADLY),
        false => Status::SUCCESS,
    }
}

fn summary(config: &Config, manifest: &Manifest, reused: Option<Reused>) -> String {
    let counts = manifest.documents;
    let mut lines = format!(
        "{}: {} kept, {} rejected, {} duplicates, {} unreadable\n",
        count(counts.read, "document read", "documents read"),
        grouped(counts.kept),
        grouped(counts.rejected),
        grouped(counts.duplicates),
        grouped(counts.unreadable)
    );
    if let Some(Reused { files, reused_files, reused_documents }) = reused {
        lines.push_str(&format!(
            "{} of {} not processed again: {} from earlier runs\n",
            grouped(reused_files),
            count(files, "file", "files"),
            count(reused_documents, "document", "documents")
        ));
    }
    if counts.excluded > 0 {
        lines.push_str(&format!(
            "{} not read ({PASSED_BY})\n",
            count(counts.excluded, "file or folder", "files or folders")
        ));
    }
    for warning in &manifest.warnings {
        lines.push_str(&format!("warning: {warning}\n"));
    }
    if !manifest.rules.is_empty() {
        lines.push_str("\n  findings  documents  rule\n");
    }
    for (id, rule) in &manifest.rules {
        lines.push_str(&format!(
            "{:>10}  {:>9}  {id}\n",
            grouped(rule.findings),
            grouped(rule.documents)
        ));
    }
    if !manifest.outputs.is_empty() {
        let folder = Path::new(&config.run.output);
        lines.push('\n');
        for output in &manifest.outputs {
            let path = folder.join(&output.file);
            lines.push_str(&format!(
                "wrote {} ({} bytes)\n",
                path.display(),
                grouped(output.bytes)
            ));
        }
        lines.push_str(&format!("wrote {}\n", folder.join("manifest.json").display()));
    }
    let missing = counts.rejected + counts.duplicates + counts.unreadable;
    if missing > 0 && config.run.output != STANDARD {
        let is_list = |output: &&OutputEntry| output.table.as_deref() == Some("rejected");
        let list = manifest.outputs.iter().find(is_list).map_or("", |output| &output.file);
        let list = Path::new(&config.run.output).join(list);
        let named = count(missing, "document is", "documents are");
        lines.push_str(&format!("{named} not in the dataset: see {}\n", list.display()));
    }
    lines
}

/// Prints what a run would do.
fn plan(config: &Config) -> Result<Status> {
    Pipeline::new(config)?;
    let mut inputs = Inputs::open(config)?;
    let documents = inputs.documents(config.run.limit).count() as u64;
    let mut text = format!(
        "read    {} from {}\n",
        count(documents, "document", "documents"),
        config.run.input.join(", ")
    );
    if inputs.excluded() > 0 {
        text.push_str(&format!(
            "        {} left out ({PASSED_BY})\n",
            count(inputs.excluded(), "file or folder", "files or folders")
        ));
    }
    text.push_str("run     decode\n");
    for stage in catalog::wanted_stages(config)? {
        text.push_str(&format!("        {}\n", stage.id));
    }
    let folder = Path::new(&config.run.output);
    if config.run.output == STANDARD {
        text.push_str("write   records to standard output\n");
        print(text)?;
        return Ok(Status::SUCCESS);
    }
    let plan = Plan::new(&config.run.format, &config.write)?;
    plan.check_limit(config.limits.document_bytes)?;
    let page = config.run.report.then(|| report::NAME.to_owned());
    let others = page.into_iter().chain(["manifest.json".to_owned()]);
    for (index, name) in plan.streams.iter().map(Stream::pattern).chain(others).enumerate() {
        let lead = if index == 0 { "write   " } else { "        " };
        let replaces = if folder.join(&name).exists() { " (replaces the last one)" } else { "" };
        text.push_str(&format!("{lead}{}{replaces}\n", folder.join(&name).display()));
    }
    print(text)?;
    Ok(Status::SUCCESS)
}
