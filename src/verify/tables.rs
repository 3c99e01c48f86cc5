//! Reads the tables of a dataset back, record by record, together with the changes of each.
//!
//! A table may stand in several formats. The rows come from one of them, and every other must have the
//! same values in the same order.

use std::path::Path;

use serde::de::DeserializeOwned;

use crate::error::Result;
use crate::reopen::{self, Source};
use crate::rows::{Row, Value};
use crate::table::{CHANGES, DOCUMENTS, DUPLICATES, REJECTED, Table};
use crate::write::{Files, Format, LIST_SEPARATOR, Manifest, Plan, Splits, Stats};

use super::Outcome;
use super::record::{Change, Record, Rejected, Repeat};

/// The rows of one table, or of one part of it, in every format that it stands in.
struct Copies {
    rows: Source,
    others: Vec<Source>,
    taken: u64,
}

impl Copies {
    fn open(
        folder: &Path,
        plan: &Plan,
        table: &'static Table,
        part: Option<&str>,
        manifest: &Manifest,
    ) -> Option<Copies> {
        let place = Files::in_place(folder);
        let mut sources = reopen::copies(&place, plan, table, part, manifest).into_iter();
        Some(Copies { rows: sources.next()?, others: sources.collect(), taken: 0 })
    }

    fn peek(&self) -> Option<&Row<'static>> {
        self.rows.peek()
    }

    fn is_next(&self, file: &str) -> bool {
        self.peek().is_some_and(|row| row.text("file") == Some(file))
    }

    /// Returns the next row as a record.
    fn take<T: DeserializeOwned>(&mut self, failures: &mut Vec<String>) -> Option<T> {
        let row = self.take_row(failures)?;
        self.record(row, failures)
    }

    /// Returns the next row, once every copy of it is the same.
    fn take_row(&mut self, failures: &mut Vec<String>) -> Option<Row<'static>> {
        let row = self.rows.take()?;
        self.taken += 1;
        for other in &mut self.others {
            let same = other.take().is_some_and(|copy| is_same(&copy, &row, other.stream().format));
            if !same {
                failures.push(format!(
                    "{}: record {}: expected the values of {}, found others",
                    other.stream().pattern(),
                    self.taken,
                    self.rows.stream().pattern()
                ));
            }
        }
        Some(row)
    }

    /// Returns the record that a row holds.
    fn record<T: DeserializeOwned>(
        &self,
        row: Row<'static>,
        failures: &mut Vec<String>,
    ) -> Option<T> {
        match reopen::record(row) {
            Ok(record) => Some(record),
            Err(problem) => {
                failures.push(format!(
                    "{}: record {}: {problem}",
                    self.rows.stream().pattern(),
                    self.taken
                ));
                None
            }
        }
    }

    /// Returns what is wrong with the rows themselves, and with those of which there are too many.
    fn left_over(&self) -> Vec<String> {
        let sources = || std::iter::once(&self.rows).chain(&self.others);
        let torn = sources().filter_map(|source| source.failure().map(str::to_owned));
        let more =
            self.others.iter().filter(|source| source.peek().is_some() && self.peek().is_none());
        let more = more.map(|source| {
            let (copy, rows) = (source.stream().pattern(), self.rows.stream().pattern());
            format!("{copy}: expected as many rows as {rows}, found more")
        });
        torn.chain(more).collect()
    }
}

/// Returns whether a copy of a row is the same, as far as its format can tell.
fn is_same(copy: &Row<'_>, row: &Row<'_>, format: Format) -> bool {
    let is_same_value = |(copy, value): (&Value<'_>, &Value<'_>)| match (copy, value) {
        (Value::List(copy), Value::List(list)) if format == Format::Csv => {
            copy.join(LIST_SEPARATOR) == list.join(LIST_SEPARATOR)
        }
        (copy, value) => copy == value,
    };
    copy.values.iter().zip(&row.values).all(is_same_value)
}

/// Stands for the number of the record in the changes of duplicates, which are none.
const OF_DUPLICATES: u64 = 0;

/// Returns the rows of the table of duplicates; what is no row, [`Tables`] tells of.
pub(super) fn repeats(
    folder: &Path,
    plan: &Plan,
    manifest: &Manifest,
) -> impl Iterator<Item = Repeat> {
    let mut copies = Copies::open(folder, plan, &DUPLICATES, None, manifest);
    std::iter::from_fn(move || copies.as_mut()?.take(&mut Vec::new()))
}

/// The tables of a dataset.
pub(super) struct Tables {
    // One for each part, or one.
    records: Vec<Copies>,
    rejected: Option<Copies>,
    repeats: Option<Copies>,
    changes: Option<Copies>,
    change_ahead: Option<Change>,
    splits: Splits,
    stats: Stats,
    number: u64,
    changes_read: u64,
    failures: Vec<String>,
    // The file that the last raw document was in.
    walked: String,
}

/// Returns the name of the file that a document is in.
fn outer(document: &str) -> &str {
    document.split('!').next().unwrap_or(document)
}

impl Tables {
    pub(super) fn open(folder: &Path, plan: &Plan, manifest: &Manifest) -> Result<Tables> {
        let copies = |table, part: Option<&str>| Copies::open(folder, plan, table, part, manifest);
        let records = match plan.splits.names().count() {
            0 => copies(&DOCUMENTS, None).into_iter().collect(),
            _ => plan.splits.names().filter_map(|name| copies(&DOCUMENTS, Some(name))).collect(),
        };
        let mut tables = Tables {
            records,
            rejected: copies(&REJECTED, None),
            repeats: copies(&DUPLICATES, None),
            changes: copies(&CHANGES, None),
            change_ahead: None,
            splits: plan.splits.clone(),
            stats: plan.stats(),
            number: 0,
            changes_read: 0,
            failures: Vec::new(),
            walked: String::new(),
        };
        tables.read_change();
        Ok(tables)
    }

    /// Returns what the tables say of the raw document `file`, which must come next; rows of raw
    /// documents that are gone are reported and passed over.
    pub(super) fn outcome_of(
        &mut self,
        file: &str,
        is_gone: impl Fn(&str) -> bool,
        failures: &mut Vec<String>,
    ) -> Option<Outcome> {
        // Of a file that was walked past, no more documents come.
        let passed = std::mem::replace(&mut self.walked, outer(file).to_owned());
        if passed != self.walked {
            while self.pass_over(|name| outer(name) == passed, failures) {}
        }
        loop {
            if let Some(part) = self.records.iter().position(|copies| copies.is_next(file)) {
                return self.take_record(part);
            }
            if self.rejected.as_ref().is_some_and(|rejected| rejected.is_next(file)) {
                return self.take_rejected();
            }
            if !self.pass_over(&is_gone, failures) {
                return None;
            }
        }
    }

    /// Takes the next record or rejection whose raw document is gone; returns whether there was one.
    fn pass_over(&mut self, is_gone: impl Fn(&str) -> bool, failures: &mut Vec<String>) -> bool {
        if let Some((part, gone)) = self.gone_record(&is_gone) {
            failures.push(format!("{gone}: expected the raw document of this record, found none"));
            return self.take_record(part).is_some();
        }
        let Some(gone) = self.gone_rejected(&is_gone) else { return false };
        failures.push(format!("{gone}: expected the raw document that was rejected, found none"));
        self.take_rejected().is_some()
    }

    fn gone_record(&self, is_gone: impl Fn(&str) -> bool) -> Option<(usize, String)> {
        let files = self.records.iter().map(|copies| copies.peek()?.text("file"));
        let gone = files.enumerate().find(|(_, file)| file.is_some_and(&is_gone))?;
        Some((gone.0, gone.1?.to_owned()))
    }

    fn gone_rejected(&self, is_gone: impl Fn(&str) -> bool) -> Option<String> {
        let file = self.rejected.as_ref()?.peek()?.text("file")?;
        is_gone(file).then(|| file.to_owned())
    }

    /// Returns the next rejected document, with what the other tables say of it where it repeats another.
    fn take_rejected(&mut self) -> Option<Outcome> {
        let rejected: Rejected = self.rejected.as_mut()?.take(&mut self.failures)?;
        if !rejected.rule.starts_with("dedupe/") {
            return Some(Outcome::Rejected(rejected));
        }
        let next = self.repeats.as_ref().and_then(Copies::peek);
        let is_its_own = |row: &Row<'_>| {
            row.text("file") == Some(&rejected.file) && row.text("rule") == Some(&rejected.rule)
        };
        if !next.is_some_and(is_its_own) {
            let problem = "expected the next row to be of this document, found another or none";
            self.failures.push(format!("{}: duplicates: {problem}", rejected.file));
            return Some(Outcome::Rejected(rejected));
        }
        let repeat: Repeat = self.repeats.as_mut()?.take(&mut self.failures)?;
        let mut changes = Vec::new();
        while changes.len() < repeat.changes
            && self.change_ahead.as_ref().is_some_and(|change| change.document == OF_DUPLICATES)
        {
            changes.extend(self.change_ahead.take());
            self.read_change();
        }
        self.changes_read += changes.len() as u64;
        Some(Outcome::Repeated(rejected, Box::new(repeat), changes))
    }

    fn take_record(&mut self, part: usize) -> Option<Outcome> {
        let copies = self.records.get_mut(part)?;
        let row = copies.take_row(&mut self.failures)?;
        self.stats.add(part, &row);
        let record: Record = copies.record(row, &mut self.failures)?;
        self.number += 1;
        if self.splits.part_of(&record.id) != part {
            let problem = "expected this record in the part that its id gives, found another";
            self.failures.push(format!("{}: {problem}", record.file));
        }
        let mut changes = Vec::new();
        while self.change_ahead.as_ref().is_some_and(|change| change.document == self.number) {
            changes.extend(self.change_ahead.take());
            self.read_change();
        }
        self.changes_read += changes.len() as u64;
        Some(Outcome::Kept(Box::new(record), changes))
    }

    fn read_change(&mut self) {
        self.change_ahead =
            self.changes.as_mut().and_then(|changes| changes.take(&mut self.failures));
    }

    /// Returns counts over the records that were read.
    pub(super) fn stats(&self) -> &Stats {
        &self.stats
    }

    pub(super) fn changes_read(&self) -> u64 {
        self.changes_read
    }

    /// Returns what is wrong with the tables themselves, and the rows that no raw document asked for.
    pub(super) fn left_over(&mut self) -> Vec<String> {
        let mut failures = std::mem::take(&mut self.failures);
        for copies in
            self.records.iter().chain(&self.rejected).chain(&self.repeats).chain(&self.changes)
        {
            failures.extend(copies.left_over());
        }
        let files = |copies: &Copies| Some(copies.peek()?.text("file")?.to_owned());
        for file in self.records.iter().filter_map(files) {
            failures.push(format!("{file}: expected the raw document of this record, found none"));
        }
        if let Some(file) = self.rejected.as_ref().and_then(files) {
            failures
                .push(format!("{file}: expected the raw document that was rejected, found none"));
        }
        if let Some(file) = self.repeats.as_ref().and_then(files) {
            failures.push(format!("{file}: duplicates: expected a rejected document, found none"));
        }
        if let Some(change) = &self.change_ahead {
            let problem = format!(
                "expected a change of record {} or later, found one of {}",
                self.number, change.document
            );
            failures.push(format!("{}: changes: {problem}", change.file));
        }
        failures
    }
}
