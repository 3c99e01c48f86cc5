//! What checking found: an outcome for each check, with every finding and its place.

use crate::expect::{Day, FailOn, Limit};

use super::catalog::{Check, Measure};
use super::profile::Profile;
use super::record::Place;

/// How a check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// There was nothing to look at.
    Skipped,
    /// It is under its limits.
    Passed,
    /// It is over the limit for warnings.
    Warned,
    /// It is over the limit for errors.
    Failed,
}

impl Status {
    /// Returns the word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Status::Skipped => "skipped",
            Status::Passed => "passed",
            Status::Warned => "warning",
            Status::Failed => "failed",
        }
    }
}

/// One thing found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The file, as it was given; empty where it is about the dataset as a whole.
    pub file: String,
    /// The number of the record, counted from 1: that of the line in JSON Lines.
    pub record: Option<u64>,
    /// What the document is called by its own fields.
    pub document: String,
    /// Where in the record.
    pub place: Place,
}

/// What a check found.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The check.
    pub check: &'static Check,
    /// The field that it is about, where config names one.
    pub field: Option<String>,
    /// How it ended.
    pub status: Status,
    /// Documents or files at fault, or the largest effect.
    pub measured: f64,
    /// Documents or files that it looked at; none for effects.
    pub of: Option<u64>,
    /// The limits.
    pub error: Limit,
    /// The limit for warnings.
    pub warning: Limit,
    /// Why it was skipped, or failed without a finding.
    pub note: String,
    /// What was found, in the order of the dataset.
    pub findings: Vec<Finding>,
    /// All that was found, with what was not remembered.
    pub total: u64,
    /// Documents or files that a waiver let through.
    pub waived: u64,
}

impl Outcome {
    /// Returns the id, with the field behind a colon.
    pub fn name(&self) -> String {
        match &self.field {
            Some(field) => format!("{}:{field}", self.check.id),
            None => self.check.id.to_owned(),
        }
    }

    /// Returns what was measured, in words.
    pub fn measure(&self) -> String {
        let measured = self.measured;
        match (self.check.measure, self.of) {
            (Measure::Effect(name), _) => format!("{name} {measured:.2}"),
            (_, None) => String::new(),
            (measure, Some(of)) => {
                #[expect(clippy::cast_precision_loss, reason = "counts lie far below 2^53")]
                let percent = if of == 0 { 0.0 } else { 100.0 * measured / of as f64 };
                let word = measure.name();
                format!("{measured} of {of} {word} ({})", share(percent))
            }
        }
    }

    /// Returns the limit that was met, or the one for errors.
    pub fn limit(&self) -> Limit {
        match self.status {
            Status::Warned => self.warning,
            _ if self.error.is_on() => self.error,
            _ => self.warning,
        }
    }
}

/// Returns a share, with more digits where it is small.
fn share(percent: f64) -> String {
    match percent {
        0.0 => "0 %".to_owned(),
        small if small < 0.1 => format!("{small:.4} %"),
        percent => format!("{percent:.1} %"),
    }
}

/// What checking a dataset found.
#[derive(Clone, Debug)]
pub struct Report {
    /// The dataset, as it was given.
    pub dataset: String,
    /// The day that it was checked on.
    pub today: Day,
    /// Its files.
    pub files: u64,
    /// Its documents.
    pub documents: u64,
    /// What every check found, in the order of the catalog.
    pub outcomes: Vec<Outcome>,
    /// What else there is to warn of, such as waivers that are over.
    pub warnings: Vec<String>,
    /// What the dataset is like, where somebody asked.
    pub profile: Option<Profile>,
}

impl Report {
    /// Returns how many checks ended so.
    pub fn count(&self, status: Status) -> u64 {
        self.outcomes.iter().filter(|outcome| outcome.status == status).count() as u64
    }

    /// Returns whether the dataset is good enough.
    pub fn is_good(&self, fail_on: FailOn) -> bool {
        let worst = match fail_on {
            FailOn::Error => Status::Failed,
            FailOn::Warning => Status::Warned,
        };
        let is_warned = fail_on == FailOn::Warning && !self.warnings.is_empty();
        !is_warned && self.outcomes.iter().all(|outcome| outcome.status < worst)
    }
}
