//! Reads the tables of a dataset back, record by record, together with the changes of each.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

use crate::error::{Error, Result};
use crate::write::Manifest;

use super::Outcome;
use super::record::{Change, Record, Rejected};

/// A file of JSON lines, with the line that was read ahead.
struct JsonLines<T> {
    path: PathBuf,
    lines: BufReader<File>,
    number: u64,
    ahead: Option<T>,
    failure: Option<String>,
}

impl<T: DeserializeOwned> JsonLines<T> {
    fn open(path: PathBuf) -> Result<JsonLines<T>> {
        let file = File::open(&path).map_err(|error| Error::io(&path, "read", &error))?;
        let mut lines =
            JsonLines { path, lines: BufReader::new(file), number: 0, ahead: None, failure: None };
        lines.advance();
        Ok(lines)
    }

    /// Returns the row that was read ahead and reads the next.
    fn take(&mut self) -> Option<T> {
        let row = self.ahead.take();
        if row.is_some() {
            self.advance();
        }
        row
    }

    fn advance(&mut self) {
        let mut line = String::new();
        self.number += 1;
        let row = match self.lines.read_line(&mut line) {
            Ok(0) => return,
            Ok(_) => serde_json::from_str(&line).map_err(|error| error.to_string()),
            Err(error) => Err(error.to_string()),
        };
        match row {
            Ok(row) => self.ahead = Some(row),
            Err(problem) => {
                let place = format!("{}:{}", self.path.display(), self.number);
                self.failure =
                    Some(format!("{place}: expected a row of the table, found {problem}"));
            }
        }
    }
}

/// The tables of a dataset.
pub(super) struct Tables {
    records: Records,
    copies: Option<csv::Reader<File>>,
    rejected: JsonLines<Rejected>,
    changes: JsonLines<Change>,
    number: u64,
    changes_read: u64,
    failures: Vec<String>,
}

/// The records, from JSON Lines where there are some, else from CSV.
enum Records {
    Json(JsonLines<Record>),
    Csv(Box<csv::Reader<File>>, Option<Record>),
}

impl Records {
    fn peek(&self) -> Option<&Record> {
        match self {
            Records::Json(lines) => lines.ahead.as_ref(),
            Records::Csv(_, ahead) => ahead.as_ref(),
        }
    }

    fn take(&mut self) -> Option<Record> {
        match self {
            Records::Json(lines) => lines.take(),
            Records::Csv(reader, ahead) => {
                let row = ahead.take();
                *ahead = next_csv(reader).and_then(|row| Record::from_csv(&row));
                row
            }
        }
    }
}

fn next_csv(reader: &mut csv::Reader<File>) -> Option<csv::StringRecord> {
    reader.records().next()?.ok()
}

impl Tables {
    pub(super) fn open(folder: &Path, manifest: &Manifest) -> Result<Tables> {
        let has = |name: &str| manifest.outputs.iter().any(|output| output.file == name);
        let csv = |name: &str| {
            let path = folder.join(name);
            let reader = csv::ReaderBuilder::new().flexible(true).from_path(&path);
            reader.map_err(|error| Error::new(path.display().to_string(), error.to_string()))
        };
        let (records, copies) = match (has("documents.jsonl"), has("documents.csv")) {
            (true, copies) => {
                let records = Records::Json(JsonLines::open(folder.join("documents.jsonl"))?);
                (records, if copies { Some(csv("documents.csv")?) } else { None })
            }
            (false, _) => {
                let mut reader = Box::new(csv("documents.csv")?);
                let first = next_csv(&mut reader).and_then(|row| Record::from_csv(&row));
                (Records::Csv(reader, first), None)
            }
        };
        Ok(Tables {
            records,
            copies,
            rejected: JsonLines::open(folder.join("rejected.jsonl"))?,
            changes: JsonLines::open(folder.join("changes.jsonl"))?,
            number: 0,
            changes_read: 0,
            failures: Vec::new(),
        })
    }

    /// Returns what the tables say of the raw document `file`, which must come next; rows of raw
    /// documents that are gone are reported and passed over.
    pub(super) fn outcome_of(
        &mut self,
        file: &str,
        is_gone: impl Fn(&str) -> bool,
        failures: &mut Vec<String>,
    ) -> Option<Outcome> {
        loop {
            let record = self.records.peek().map(|record| record.file.clone());
            let rejected = self.rejected.ahead.as_ref().map(|rejected| rejected.file.clone());
            if record.as_deref() == Some(file) {
                return self.take_record();
            }
            if rejected.as_deref() == Some(file) {
                return self.rejected.take().map(Outcome::Rejected);
            }
            if let Some(gone) = record.filter(|file| is_gone(file)) {
                failures
                    .push(format!("{gone}: expected the raw document of this record, found none"));
                self.take_record();
            } else if let Some(gone) = rejected.filter(|file| is_gone(file)) {
                failures.push(format!(
                    "{gone}: expected the raw document that was rejected, found none"
                ));
                self.rejected.take();
            } else {
                return None;
            }
        }
    }

    fn take_record(&mut self) -> Option<Outcome> {
        let record = self.records.take()?;
        self.number += 1;
        if let Some(copies) = &mut self.copies {
            let same = next_csv(copies).is_some_and(|row| row.iter().eq(record.as_csv().iter()));
            if !same {
                let place = format!("documents.csv: record {}", self.number);
                self.failures
                    .push(format!("{place}: expected the values of documents.jsonl, found others"));
            }
        }
        let mut changes = Vec::new();
        while self.changes.ahead.as_ref().is_some_and(|change| change.document == self.number) {
            changes.extend(self.changes.take());
        }
        self.changes_read += changes.len() as u64;
        Some(Outcome::Kept(Box::new(record), changes))
    }

    pub(super) fn changes_read(&self) -> u64 {
        self.changes_read
    }

    /// Returns what is wrong with the tables themselves, and the rows that no raw document asked for.
    pub(super) fn left_over(&mut self) -> Vec<String> {
        let mut failures = std::mem::take(&mut self.failures);
        let torn = match &self.records {
            Records::Json(lines) => lines.failure.clone(),
            Records::Csv(..) => None,
        };
        failures.extend(
            [torn, self.rejected.failure.clone(), self.changes.failure.clone()]
                .into_iter()
                .flatten(),
        );
        if let Some(record) = self.records.peek() {
            failures.push(format!(
                "{}: expected the raw document of this record, found none",
                record.file
            ));
        }
        if let Some(rejected) = &self.rejected.ahead {
            failures.push(format!(
                "{}: expected the raw document that was rejected, found none",
                rejected.file
            ));
        }
        if let Some(change) = &self.changes.ahead {
            let place = format!("changes.jsonl:{}", self.changes.number);
            let problem = format!(
                "expected a change of record {} or later, found one of {}",
                self.number, change.document
            );
            failures.push(format!("{place}: {problem}"));
        }
        if self.copies.as_mut().is_some_and(|copies| next_csv(copies).is_some()) {
            failures.push(
                "documents.csv: expected as many records as documents.jsonl, found more".to_owned(),
            );
        }
        failures
    }
}
