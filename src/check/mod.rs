//! Checks of a dataset: what is asked of it, how it is measured, and what was found at which document,
//! field and byte.
//!
//! Reads what `write` wrote, or any records with a text; changes nothing. A check is data (see
//! [`checks`]); what it finds is all kept, with its place, up to a limit of config. Documents are looked
//! at in parallel and counted in their order, so that the result is the same for any number of threads.
//! Memory is bounded by a batch, the findings, and the memory of `dedupe`. Nothing here prints, and what
//! day it is, it is told.

mod arm;
mod bytes;
mod catalog;
pub(crate) mod dataset;
mod drift;
mod duplicates;
mod fields;
mod look;
mod meet;
mod profile;
mod quality;
pub(crate) mod reading;
pub(crate) mod record;
pub mod render;
mod report;
mod sample;
pub(crate) mod shape;
mod structure;
mod tally;
mod text;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::Ordering;

use rayon::prelude::*;

use crate::config::Config;
use crate::error::{Error, Result};
use crate::expect::{Day, Limit};
use crate::run::Watch;
use crate::text::grouped;

use arm::Armed;
use catalog::Look;
use dataset::{DataFile, Dataset};
use look::{Looked, Looker};
use reading::Reading;
use record::Record;
use shape::Shape;
use tally::{Count, Tally};

pub use catalog::{Check, Measure, Sample, checks, named, nearest};
pub use profile::Profile;
pub use record::Place;
pub use report::{Finding, Outcome, Report, Status};

/// What is to be checked, and how.
pub struct Request<'a> {
    /// A file or folder of records, or `-`.
    pub dataset: &'a str,
    /// The configuration.
    pub config: &'a Config,
    /// Ids, names or groups of checks; none means those of config.
    pub select: &'a [String],
    /// The file of the baseline; empty means none.
    pub baseline: &'a str,
    /// Whether the profile is wanted, for a new baseline.
    pub with_profile: bool,
    /// What day it is.
    pub today: Day,
}

/// Why a dataset could not be checked.
#[derive(Debug)]
pub enum Failure {
    /// What is asked has no meaning.
    Config(Error),
    /// The dataset or the baseline could not be read.
    Unreadable(Error),
}

/// Checks a dataset.
///
/// # Errors
///
/// When what is asked has no meaning, or the dataset or the baseline cannot be read.
pub fn check(request: &Request<'_>, watch: &Watch<'_>) -> std::result::Result<Report, Failure> {
    let options = &request.config.check;
    let armed = arm::arm(options, request.select, request.today).map_err(Failure::Config)?;
    arm::check_waivers(&options.waive).map_err(Failure::Config)?;
    let baselines = baselines(request, &armed).map_err(Failure::Unreadable)?;
    let mut dataset =
        Dataset::find(request.dataset, request.config).map_err(Failure::Unreadable)?;
    let needs_facts = request.with_profile || !baselines.is_empty();
    let (bytes, records) = rayon::join(
        || dataset.look_at_bytes(),
        || read(request, &armed, &dataset, needs_facts, watch),
    );
    let bytes = bytes.map_err(Failure::Unreadable)?;
    let (mut tally, shape) = records.map_err(Failure::Unreadable)?;
    dataset.add(bytes);
    if let Some((name, why)) = tally.unreadable.take() {
        return Err(Failure::Unreadable(Error::new(name, why)));
    }
    if watch.stop.load(Ordering::Relaxed) {
        return Err(Failure::Unreadable(Error::new("", "interrupted")));
    }
    tally.finish_near().map_err(Failure::Unreadable)?;
    let mut profile = tally.profile(&shape);
    if let Some(manifest) = &dataset.manifest {
        profile.run_documents = manifest.documents.read;
        let rules = manifest.rules.iter();
        profile.rules = rules.map(|(id, rule)| (id.clone(), rule.documents)).collect();
    }
    let report = conclude(request, &armed, &dataset, tally, profile, &baselines);
    match report.outcomes.iter().all(|outcome| outcome.status == Status::Skipped) {
        true => {
            let why =
                report.outcomes.first().map(|outcome| outcome.note.clone()).unwrap_or_default();
            let problem =
                format!("expected a check to have something to look at, found none: {why}");
            Err(Failure::Config(Error::new("check", problem)))
        }
        false => Ok(report),
    }
}

/// Reads the baselines that checks are measured from, by the names of their files.
fn baselines(request: &Request<'_>, armed: &[Armed]) -> Result<BTreeMap<String, Profile>> {
    let mut found = BTreeMap::new();
    for armed in armed.iter().filter(|armed| matches!(armed.check.look, Look::Drift(_))) {
        let name = baseline_of(request, armed);
        if name.is_empty() || found.contains_key(name) {
            continue;
        }
        let path = Path::new(name);
        let text =
            std::fs::read_to_string(path).map_err(|error| Error::io(path, "read", &error))?;
        let profile = Profile::parse(&text).map_err(|problem| Error::new(name, problem))?;
        found.insert(name.to_owned(), profile);
    }
    Ok(found)
}

fn baseline_of<'a>(request: &Request<'a>, armed: &'a Armed) -> &'a str {
    armed.rigged.setting.baseline.as_deref().unwrap_or(request.baseline)
}

/// Reads every record and counts what the checks see.
fn read<'a>(
    request: &Request<'a>,
    armed: &'a [Armed],
    dataset: &Dataset,
    needs_facts: bool,
    watch: &Watch<'_>,
) -> Result<(Tally<'a>, Shape)> {
    let mut reading = Reading::open(request.config, dataset)?;
    let first = reading.next(watch);
    let records = first.as_ref().map(|(_, records)| records.as_slice()).unwrap_or_default();
    let shape = match &dataset.options {
        Some(options) => Shape::own(options),
        None => Shape::of(records.iter()),
    };
    let looker = Looker::new(armed, shape, request.config, needs_facts)?;
    let mut tally = Tally::new(armed, &dataset.files, request.config, request.today);
    let look = |records: Vec<Record>, limit: u64| -> Vec<Looked> {
        records.into_par_iter().map(|record| looker.look(record, limit)).collect()
    };
    let mut settling = first.map(|(bytes, records)| (bytes, look(records, u64::MAX)));
    while let Some((bytes, looked)) = settling {
        let limit = tally.sample_limit();
        let count = looked.len() as u64;
        let settle = || looked.into_iter().try_for_each(|looked| tally.add(looked, looker.shape()));
        let ahead = || reading.next(watch).map(|(bytes, records)| (bytes, look(records, limit)));
        let (settled, ahead) = rayon::join(settle, ahead);
        settled?;
        (watch.progress)(count, bytes);
        settling = ahead;
    }
    let shape = looker.shape().clone();
    Ok((tally, shape))
}

/// Returns the report: every check with what it measured, under its limits.
fn conclude(
    request: &Request<'_>,
    armed: &[Armed],
    dataset: &Dataset,
    mut tally: Tally<'_>,
    profile: Profile,
    baselines: &BTreeMap<String, Profile>,
) -> Report {
    for (number, armed) in armed.iter().enumerate() {
        let own = dataset.defects.iter().filter(|defect| defect.check == armed.check.id);
        for defect in own {
            tally.count_file(number, defect.path.display().to_string(), defect.place.clone());
        }
        if armed.check.id == "structure/rows" {
            for (file, place) in wrong_rows(&dataset.files, &tally.rows) {
                tally.count_file(number, file, place);
            }
        }
    }
    let documents = tally.documents;
    let counts = std::mem::take(&mut tally.counts);
    let outcomes = armed.iter().zip(counts).map(|(armed, count)| match armed.check.look {
        Look::Drift(effects) => {
            let before = baselines.get(baseline_of(request, armed));
            let outcome = drifted(armed, effects, &profile, before, request.config.check.min_rows);
            if tally.waives_file(armed, "") { let_through(outcome) } else { outcome }
        }
        _ => counted(armed, count, dataset, documents),
    });
    let outcomes: Vec<Outcome> = outcomes.collect();
    let warnings = warnings(request, &outcomes);
    Report {
        dataset: request.dataset.to_owned(),
        today: request.today,
        files: dataset.files.len() as u64,
        documents,
        outcomes,
        warnings,
        profile: request.with_profile.then_some(profile),
    }
}

/// Returns what there is to warn of besides the checks.
fn warnings(request: &Request<'_>, outcomes: &[Outcome]) -> Vec<String> {
    let waivers = request.config.check.waive.iter();
    let expired = waivers.filter(|waiver| waiver.is_expired(request.today));
    let mut warnings: Vec<String> = expired
        .map(|waiver| {
            let (check, until, reason) = (&waiver.check, waiver.until, &waiver.reason);
            format!("the waiver of {check} ended on {until}: {reason}")
        })
        .collect();
    let lost: u64 =
        outcomes.iter().map(|outcome| outcome.total - outcome.findings.len() as u64).sum();
    if lost > 0 {
        let lost = grouped(lost);
        warnings
            .push(format!("{lost} findings are counted without their places (check.max_findings)"));
    }
    warnings
}

fn wrong_rows(files: &[DataFile], rows: &[u64]) -> Vec<(String, Place)> {
    let pairs = files.iter().zip(rows);
    let wrong = pairs.filter_map(|(file, found)| {
        let expected = file.rows.filter(|expected| expected != found)?;
        let note = format!("expected {expected} records, found {found}");
        Some((file.path.display().to_string(), Place::whole(note)))
    });
    wrong.collect()
}

fn outcome(armed: &Armed) -> Outcome {
    Outcome {
        check: armed.check,
        field: armed.field.clone(),
        status: Status::Passed,
        measured: 0.0,
        of: None,
        error: armed.error,
        warning: armed.warning,
        note: String::new(),
        findings: Vec::new(),
        total: 0,
        waived: 0,
    }
}

fn status(armed: &Armed, measured: f64, of: Option<u64>) -> Status {
    let is_over = |limit: Limit| limit.is_met(measured, of);
    match () {
        () if is_over(armed.error) => Status::Failed,
        () if is_over(armed.warning) => Status::Warned,
        () => Status::Passed,
    }
}

/// Returns the outcome of a check that had nothing to look at: who asked for it must hear of it.
fn idle(armed: &Armed, why: String) -> Outcome {
    let status = if armed.is_asked { Status::Failed } else { Status::Skipped };
    Outcome { status, note: format!("nothing to look at: {why}"), ..outcome(armed) }
}

fn counted(armed: &Armed, count: Count, dataset: &Dataset, documents: u64) -> Outcome {
    let is_of_files = armed.check.measure == Measure::Files;
    let looked = match is_of_files {
        true => dataset.looked.get(armed.check.id).copied().unwrap_or(0),
        false => count.looked,
    };
    if looked == 0 && count.failed == 0 && count.waived == 0 {
        return idle(armed, why_idle(armed, dataset, documents));
    }
    #[expect(clippy::cast_precision_loss, reason = "counts lie far below 2^53")]
    let measured = count.failed as f64;
    Outcome {
        status: status(armed, measured, Some(looked)),
        measured,
        of: Some(looked),
        findings: count.findings,
        total: count.total,
        waived: count.waived,
        ..outcome(armed)
    }
}

fn why_idle(armed: &Armed, dataset: &Dataset, documents: u64) -> String {
    if armed.check.measure == Measure::Files {
        return dataset.idle(armed.check.id).to_owned();
    }
    match (&armed.rigged.setting.only, &armed.field) {
        _ if documents == 0 => "no documents".to_owned(),
        (Some(condition), _) => format!("no document meets `{condition}`"),
        (None, Some(field)) => format!("no document has a value in \"{field}\""),
        (None, None) => "no document has such a field".to_owned(),
    }
}

/// Returns the outcome of a check that a waiver lets through.
fn let_through(outcome: Outcome) -> Outcome {
    match outcome.status {
        Status::Skipped | Status::Passed => outcome,
        Status::Warned | Status::Failed => Outcome {
            status: Status::Passed,
            waived: outcome.total.max(1),
            findings: Vec::new(),
            total: 0,
            ..outcome
        },
    }
}

/// Returns the outcome of a check that compares two profiles.
fn drifted(
    armed: &Armed,
    effects: drift::Effects,
    now: &Profile,
    before: Option<&Profile>,
    min_rows: u64,
) -> Outcome {
    let Some(before) = before else { return idle(armed, "no baseline".to_owned()) };
    let least = armed.rigged.setting.min_rows.unwrap_or(min_rows);
    let fewest = now.documents.min(before.documents);
    if fewest < least.max(1) {
        let why = format!("expected {least} documents here and in the baseline, found {fewest}");
        return idle(armed, why);
    }
    let effects = effects(now, before);
    let Some(most) = effects.iter().map(|effect| effect.size).reduce(f64::max) else {
        return idle(armed, "nothing of the kind, neither here nor in the baseline".to_owned());
    };
    let is_over = |effect: &drift::Effect| status(armed, effect.size, None) > Status::Passed;
    let findings: Vec<Finding> = effects
        .into_iter()
        .filter(is_over)
        .map(|effect| Finding {
            file: String::new(),
            record: None,
            document: String::new(),
            place: effect.place,
        })
        .collect();
    Outcome {
        status: status(armed, most, None),
        measured: most,
        total: findings.len() as u64,
        findings,
        ..outcome(armed)
    }
}
