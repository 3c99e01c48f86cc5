//! Verification: replays the ledger against the raw files and proves that the dataset follows.
//!
//! The inputs are walked again in order, and each raw document must be the next record or the next
//! rejected document. A record's text, fields, counts and every raw range are made again from the raw
//! bytes and the ledger alone; no rule runs. Files are compared with the digests of the manifest.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::config::Config;
use crate::error::{Error, Result};
use crate::hash::{Hash, sha256};
use crate::raw::{Body, Part, RawDocument, means_unreadable};
use crate::report;
use crate::run::{Inputs, STANDARD};
use crate::write::{self, Files, Manifest, Outcomes, OutputEntry, Plan};

mod record;
mod replay;
mod tables;
mod twins;

use record::{Change, Record, Rejected, Repeat};
use tables::Tables;
use twins::{Seen, Twins};

/// What verification found.
#[derive(Debug, Default)]
pub struct Report {
    /// Raw documents that were read again.
    pub documents: u64,
    /// What became of them, by the tables of the dataset.
    pub outcomes: Outcomes,
    /// Changes that were replayed.
    pub changes: u64,
    /// What does not follow, with its place; empty where the dataset is proven.
    pub failures: Vec<String>,
}

impl Report {
    fn count(&mut self, outcome: &Outcome) {
        let counted = &mut self.outcomes;
        match outcome {
            Outcome::Kept(..) => counted.kept += 1,
            Outcome::Repeated(..) => counted.duplicates += 1,
            Outcome::Rejected(rejected) if means_unreadable(&rejected.rule) => {
                counted.unreadable += 1;
            }
            Outcome::Rejected(_) => counted.rejected += 1,
        }
    }
}

/// Documents and bytes that are replayed at a time.
const BATCH_DOCUMENTS: usize = 256;
const BATCH_BYTES: u64 = 16 << 20;

/// Bytes of an output file in memory at a time.
const READ_BYTES: usize = 1 << 20;

/// A raw document with the record and the changes that it must give.
struct Case {
    raw: RawDocument,
    outcome: Outcome,
}

enum Outcome {
    Kept(Box<Record>, Vec<Change>),
    Rejected(Rejected),
    Repeated(Rejected, Box<Repeat>, Vec<Change>),
}

/// Verifies the dataset in `folder` against its inputs, or against `inputs` where some are given.
///
/// # Errors
///
/// When there is no dataset, or its inputs cannot be read again.
pub fn verify(folder: &Path, inputs: &[String]) -> Result<Report> {
    write::recover(folder)?;
    let manifest = Manifest::read(folder)?;
    let config = config_of(folder, &manifest, inputs)?;
    let mut report = Report::default();
    digests(folder, &manifest, &mut report)?;
    let plan = Plan::new(&config.run.format, &config.write)?;
    let mut tables = match Tables::open(folder, &plan, &manifest) {
        Ok(tables) => tables,
        Err(error) => {
            report.failures.push(error.to_string());
            return Ok(report);
        }
    };
    let mut twins = Twins::new(&config.dedupe, tables::repeats(folder, &plan, &manifest));
    let mut opened = Inputs::open(&config)?;
    let mut walk = opened.documents(config.run.limit);
    loop {
        let batch = next_batch(&mut walk, &mut tables, &config, &mut report);
        if batch.is_empty() {
            break;
        }
        let results: Vec<(Vec<String>, Option<Seen>)> =
            batch.into_par_iter().map(|case| check(case, &config, &twins)).collect();
        for (failures, seen) in results {
            report.failures.extend(failures);
            twins.add(seen);
        }
    }
    report.failures.extend(twins.failures(tables::repeats(folder, &plan, &manifest)));
    report.failures.extend(tables.left_over());
    report.changes = tables.changes_read();
    report.failures.extend(descriptors(folder, &manifest, &plan, &tables));
    report.failures.extend(page(folder, &manifest, &config));
    counts(folder, &manifest, &mut report);
    Ok(report)
}

/// Returns the config of the run, with its inputs or those given instead.
fn config_of(folder: &Path, manifest: &Manifest, inputs: &[String]) -> Result<Config> {
    let place = folder.join("manifest.json").display().to_string();
    let problem =
        |error: serde_json::Error| Error::new(&place, format!("expected a config, found {error}"));
    let mut config: Config = serde_json::from_value(manifest.config.clone()).map_err(problem)?;
    config.run.output = folder.display().to_string();
    if !inputs.is_empty() {
        config.run.input = inputs.to_vec();
    }
    let is_standard = |input: &String| input == STANDARD;
    if config.run.input.iter().any(is_standard) || is_standard(&config.run.files_from) {
        let problem = "the run read standard input, which is gone: give the file that it was, `scutch verify DIR FILE`";
        return Err(Error::new(place, problem));
    }
    Ok(config)
}

/// Compares the output files with the manifest.
fn digests(folder: &Path, manifest: &Manifest, report: &mut Report) -> Result<()> {
    for output in &manifest.outputs {
        let path = folder.join(&output.file);
        let found = digest(&path).map_err(|error| Error::io(&path, "read", &error))?;
        if found != output.sha256 {
            let problem = format!("expected sha256 {}, found {found}", output.sha256);
            report.failures.push(format!("{}: {problem}", path.display()));
        }
    }
    Ok(())
}

/// Returns the SHA-256 of a file of any size.
pub(crate) fn digest(path: &Path) -> io::Result<String> {
    let mut file = BufReader::with_capacity(READ_BYTES, File::open(path)?);
    let mut hash = Hash::default();
    loop {
        let bytes = file.fill_buf()?;
        let len = bytes.len();
        if len == 0 {
            return Ok(hash.finish());
        }
        hash.update(bytes);
        file.consume(len);
    }
}

/// Pairs the next raw documents with what the tables say of them.
fn next_batch(
    walk: &mut impl Iterator<Item = RawDocument>,
    tables: &mut Tables,
    config: &Config,
    report: &mut Report,
) -> Vec<Case> {
    let mut batch = Vec::new();
    let mut bytes = 0;
    while batch.len() < BATCH_DOCUMENTS && bytes < BATCH_BYTES {
        let Some(raw) = walk.next() else { break };
        bytes += raw.body.size();
        report.documents += 1;
        let inputs = config.run.input.iter().map(Path::new);
        let is_gone = |file: &str| !inputs.clone().any(|input| exists(input, file));
        match tables.outcome_of(&raw.file, is_gone, &mut report.failures) {
            Some(outcome) => {
                report.count(&outcome);
                batch.push(Case { raw, outcome });
            }
            None => {
                let problem =
                    "expected a record or a rejection of this raw document, found neither";
                report.failures.push(format!("{}: {problem}", raw.file));
            }
        }
    }
    batch
}

/// Returns whether the file of a document is there: of a member or a record, the file around it.
fn exists(input: &Path, file: &str) -> bool {
    let ends = file.match_indices('!').map(|(at, _)| at).chain([file.len()]);
    let mut outer = ends.filter_map(|end| file.get(..end));
    outer.any(|file| {
        let inside: PathBuf = if input.is_dir() { input.join(file) } else { input.to_owned() };
        inside.symlink_metadata().is_ok()
    })
}

/// Returns what does not follow in one case, and what comparing duplicates needs of it.
fn check(case: Case, config: &Config, twins: &Twins) -> (Vec<String>, Option<Seen>) {
    let Case { raw, outcome } = case;
    let file = raw.file;
    let mut seen = None;
    let failures = match load(raw.body, config) {
        Ok(part) => match outcome {
            Outcome::Kept(record, changes) => {
                seen = twins.kept(&record, &changes);
                replay::failures(&part, &record, &changes)
            }
            Outcome::Rejected(rejected) => rejected_failures(&part, &rejected),
            Outcome::Repeated(rejected, repeat, changes) => {
                let mut failures = rejected_failures(&part, &rejected);
                match replay::text(&part, &repeat.encoding, &changes) {
                    Ok(text) => seen = Some(twins.removed(&repeat, &text)),
                    Err(error) => failures.push(error.to_string()),
                }
                failures
            }
        },
        // What could not be read then need not be readable now.
        Err(_) if matches!(&outcome, Outcome::Rejected(rejected) if rejected.raw_hash.is_none()) => {
            Vec::new()
        }
        Err(problem) => vec![problem],
    };
    let failures = failures.into_iter().map(|failure| format!("{file}: {failure}"));
    (failures.collect(), seen)
}

fn load(body: Body, config: &Config) -> std::result::Result<Part, String> {
    crate::decode::load(body, config.limits.document_bytes).map_err(|failure| {
        failure.verdict.rejection().map(|why| why.reason.clone()).unwrap_or_default()
    })
}

fn rejected_failures(part: &Part, rejected: &Rejected) -> Vec<String> {
    let Some(expected) = &rejected.raw_hash else {
        return Vec::new();
    };
    let found = sha256(&part.bytes);
    if found != *expected {
        return vec![format!("rejected.jsonl: raw_hash: expected {expected}, found {found}")];
    }
    match part.offset == rejected.offset {
        true => Vec::new(),
        false => vec!["rejected.jsonl: offset: expected another".to_owned()],
    }
}

/// Makes the files that describe the dataset again and returns those that differ.
fn descriptors(folder: &Path, manifest: &Manifest, plan: &Plan, tables: &Tables) -> Vec<String> {
    let outputs = manifest.outputs.iter().filter(|output| output.file != report::NAME).cloned();
    let (data, others): (Vec<OutputEntry>, Vec<OutputEntry>) =
        outputs.partition(|output| output.table.is_some());
    let expected = write::descriptors(plan, &data, tables.stats());
    let names = expected.iter().map(|(name, _)| name);
    let mut failures = Vec::new();
    if !names.eq(others.iter().map(|output| &output.file)) {
        failures
            .push("manifest.json: expected the descriptors of the layout, found others".to_owned());
    }
    for (name, bytes) in &expected {
        if std::fs::read(folder.join(name)).ok().as_ref() != Some(bytes) {
            failures
                .push(format!("{name}: expected what follows from the tables, found another text"));
        }
    }
    failures
}

/// Makes the report again, where there is one, and tells where it differs. Another version would make
/// another page; its digest stands for it.
fn page(folder: &Path, manifest: &Manifest, config: &Config) -> Option<String> {
    let is_listed = manifest.outputs.iter().any(|output| output.file == report::NAME);
    if is_listed != config.run.report {
        let problem = "expected the report that the config asks for, and none where it does not";
        return Some(format!("manifest.json: {problem}"));
    }
    let path = folder.join(report::NAME);
    if manifest.version != env!("CARGO_PKG_VERSION") || !(is_listed || report::is_page(&path)) {
        return None;
    }
    let found = std::fs::read(path).ok();
    match report::page(&Files::in_place(folder), manifest, config) {
        Ok(expected) if found.as_deref() == Some(expected.as_bytes()) => None,
        Ok(_) => Some(format!(
            "{}: expected what follows from the tables, found another text",
            report::NAME
        )),
        Err(error) => Some(error.to_string()),
    }
}

/// Compares the counts of the manifest with what was read again.
fn counts(folder: &Path, manifest: &Manifest, report: &mut Report) {
    let (counted, failures) = (manifest.documents, &mut report.failures);
    let place = folder.join("manifest.json").display().to_string();
    if counted.read != counted.kept + counted.rejected + counted.duplicates + counted.unreadable {
        failures.push(format!(
            "{place}: expected read = kept + rejected + duplicates + unreadable, found {} and {} + {} + {} + {}",
            counted.read,
            counted.kept,
            counted.rejected,
            counted.duplicates,
            counted.unreadable
        ));
    }
    let found = report.outcomes;
    for (what, expected, found) in [
        ("raw documents", counted.read, report.documents),
        ("records", counted.kept, found.kept),
        ("rejected documents", counted.rejected, found.rejected),
        ("duplicates", counted.duplicates, found.duplicates),
        ("unreadable documents", counted.unreadable, found.unreadable),
    ] {
        if expected != found {
            failures.push(format!("{place}: expected {expected} {what}, found {found}"));
        }
    }
}
