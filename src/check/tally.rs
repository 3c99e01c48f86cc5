//! The tally: what all records showed together, folded in their order.

use crate::config::Config;
use crate::dedupe::{Options, Spill, Survey};
use crate::error::Result;
use crate::expect::{Day, Waiver};
use crate::findings::Findings;
use crate::hash;
use crate::stage::Gate;

use super::arm::Armed;
use super::catalog::{Look, named};
use super::dataset::DataFile;
use super::fields::texts;
use super::look::Looked;
use super::meet::Met;
use super::profile::{Gather, Profile};
use super::record::{Place, Record};
use super::report::Finding;
use super::sample::Sample;
use super::shape::{Role, Shape};

/// What one check has counted.
#[derive(Default)]
pub(super) struct Count {
    pub(super) looked: u64,
    pub(super) failed: u64,
    pub(super) waived: u64,
    pub(super) total: u64,
    pub(super) findings: Vec<Finding>,
    /// How often each value of the field stood there before, for those that compare values.
    met: Option<Met>,
}

/// Everything that is counted.
pub(super) struct Tally<'a> {
    armed: &'a [Armed],
    files: Vec<DataFile>,
    waivers: Vec<&'a Waiver>,
    pub(super) counts: Vec<Count>,
    pub(super) documents: u64,
    /// Records of each file.
    pub(super) rows: Vec<u64>,
    pub(super) unreadable: Option<(String, String)>,
    room: u64,
    memory: u64,
    exact: Option<Met>,
    near: Option<Survey>,
    gather: Gather,
    sample: Sample,
}

impl<'a> Tally<'a> {
    pub(super) fn new(
        armed: &'a [Armed],
        files: &[DataFile],
        config: &'a Config,
        today: Day,
    ) -> Tally<'a> {
        let looks = |wanted: fn(&Look) -> bool| armed.iter().any(|armed| wanted(&armed.check.look));
        let memory = config.limits.dedupe(rayon::current_num_threads());
        let is_exact = looks(|look| matches!(look, Look::Exact | Look::Splits));
        let is_near = looks(|look| matches!(look, Look::Near));
        // Every cluster is told, however large.
        let options =
            Options { exact: true, near: true, max_cluster_share: 1.0, ..config.dedupe.clone() };
        Tally {
            armed,
            files: files.to_vec(),
            waivers: config.check.waive.iter().filter(|waiver| !waiver.is_expired(today)).collect(),
            counts: armed.iter().map(|_| Count::default()).collect(),
            documents: 0,
            rows: vec![0; files.len()],
            unreadable: None,
            room: config.check.max_findings,
            memory,
            exact: is_exact.then(|| Met::new(memory)),
            near: is_near.then(|| Survey::new(&options, memory, &Spill::default())),
            gather: Gather::default(),
            sample: Sample::default(),
        }
    }

    /// Returns the hash from which on the lines of a text are not needed.
    pub(super) fn sample_limit(&self) -> u64 {
        self.sample.limit()
    }

    /// Counts a record.
    ///
    /// # Errors
    ///
    /// When what is remembered cannot be written or read.
    pub(super) fn add(&mut self, looked: Looked, shape: &Shape) -> Result<()> {
        let Looked { record, seen, facts, lines } = looked;
        if self.unreadable.is_none() {
            self.unreadable = record.unreadable();
        }
        self.documents += 1;
        if let Some(rows) = self.rows.get_mut(record.input) {
            *rows += 1;
        }
        let twin = self.meet_text(&record)?;
        for (number, mut places) in seen {
            let Some(armed) = self.armed.get(number) else { continue };
            let is_any = match armed.check.look {
                Look::Exact => {
                    places.extend(twin.as_ref().map(|first| same_text(&record, first)));
                    record.has_text
                }
                Look::Splits => {
                    let other = twin.as_ref().filter(|first| self.is_other_split(&record, first));
                    places.extend(other.map(|first| same_text(&record, first)));
                    self.files.get(record.input).is_some_and(|file| file.split.is_some())
                }
                Look::Unique | Look::Addresses => {
                    self.meet_values(number, armed, &record, shape, &mut places)?
                }
                Look::Near => false,
                _ => true,
            };
            if is_any {
                self.count(number, &record, places);
            }
        }
        if let Some(survey) = self.near.as_mut().filter(|_| record.has_text) {
            survey.scan(&record.doc, &mut Findings::without(&[]));
        }
        if record.has_text {
            self.gather.add(facts);
        }
        if let Some((hash, lines)) = lines {
            self.sample.add(hash, lines);
        }
        Ok(())
    }

    /// Returns the first document with the same text.
    fn meet_text(&mut self, record: &Record) -> Result<Option<String>> {
        let digest = record.doc.marks().and_then(|marks| marks.digest);
        let is_blank = record.text().trim().is_empty();
        let (Some(digest), false) = (digest, is_blank) else { return Ok(None) };
        let name = record.name.clone();
        match &mut self.exact {
            Some(met) => met.meet(digest, &name),
            None => Ok(None),
        }
    }

    fn is_other_split(&self, record: &Record, first: &str) -> bool {
        let own = self.files.get(record.input).and_then(|file| file.split.as_ref());
        let its = self.files.iter().filter(|file| {
            let path = file.path.display().to_string();
            first.strip_prefix(&path).is_some_and(|rest| rest.is_empty() || rest.starts_with('!'))
        });
        let its = its.map(|file| file.split.as_ref()).next().flatten();
        own.is_some() && its.is_some() && own != its
    }

    /// Meets the values of a field that must not stand there twice; returns whether there is one.
    fn meet_values(
        &mut self,
        number: usize,
        armed: &Armed,
        record: &Record,
        shape: &Shape,
        places: &mut Vec<Place>,
    ) -> Result<bool> {
        let role = if matches!(armed.check.look, Look::Addresses) { Role::Url } else { Role::Id };
        let name = record.name.clone();
        let fields: Vec<&str> = match &armed.field {
            Some(field) => vec![field.as_str()],
            None => shape.named(role).collect(),
        };
        let memory = self.memory;
        let Some(count) = self.counts.get_mut(number) else { return Ok(false) };
        let met = count.met.get_or_insert_with(|| Met::new(memory));
        let mut is_any = false;
        for field in fields {
            let Some(value) = record.value(field).filter(|value| !value.is_null()) else {
                continue;
            };
            is_any = true;
            let text = texts(value).join("; ");
            let digest = hash::digest(format!("{field}\0{text}").as_bytes());
            if let Some(first) = met.meet(digest, &name)? {
                places.push(Place::value(
                    field,
                    &text,
                    format!("stands in {} already", shown_name(&first)),
                ));
            }
        }
        Ok(is_any)
    }

    /// Counts what a check found in a record.
    fn count(&mut self, number: usize, record: &Record, places: Vec<Place>) {
        let (Some(armed), Some(count)) = (self.armed.get(number), self.counts.get_mut(number))
        else {
            return;
        };
        count.looked += 1;
        if places.is_empty() {
            return;
        }
        let document = record.document();
        let is_waived = |place: &Place| {
            self.waivers.iter().any(|waiver| is_let_through(waiver, armed, place, record))
        };
        let left: Vec<Place> = places.into_iter().filter(|place| !is_waived(place)).collect();
        match left.is_empty() {
            true => count.waived += 1,
            false => count.failed += 1,
        }
        let (file, number) = name_parts(&record.name);
        for place in left {
            count.total += 1;
            if self.room > 0 {
                self.room -= 1;
                let (file, document) = (file.clone(), document.to_owned());
                count.findings.push(Finding { file, record: number, document, place });
            }
        }
    }

    /// Counts what is wrong with a file, or with the dataset as a whole.
    pub(super) fn count_file(&mut self, number: usize, file: String, place: Place) {
        let is_waived = self.armed.get(number).is_some_and(|armed| self.waives_file(armed, &file));
        let Some(count) = self.counts.get_mut(number) else { return };
        if is_waived {
            count.waived += 1;
            return;
        }
        count.failed += 1;
        count.total += 1;
        count.findings.push(Finding { file, record: None, document: String::new(), place });
    }

    /// Returns whether a waiver lets a check through on a file, or on the dataset as a whole.
    pub(super) fn waives_file(&self, armed: &Armed, file: &str) -> bool {
        self.waivers.iter().any(|waiver| {
            is_of(waiver, armed) && (waiver.document.is_empty() || file.ends_with(&waiver.document))
        })
    }

    /// Tells of texts that are nearly alike, now that all have been seen.
    ///
    /// # Errors
    ///
    /// When what is remembered cannot be read.
    pub(super) fn finish_near(&mut self) -> Result<()> {
        let Some(survey) = self.near.take() else { return Ok(()) };
        let is_near = |armed: &Armed| matches!(armed.check.look, Look::Near);
        let Some(number) = self.armed.iter().position(is_near) else { return Ok(()) };
        let repeats = survey.plan()?.repeats()?;
        let Some(count) = self.counts.get_mut(number) else { return Ok(()) };
        count.looked = self.documents;
        for (name, twin, is_same) in repeats {
            if is_same {
                continue;
            }
            let (file, record) = name_parts(&name.file);
            let note = twin.reason().replace(" ()", "");
            count.failed += 1;
            count.total += 1;
            if self.room > 0 {
                self.room -= 1;
                let place = Place::whole(note);
                count.findings.push(Finding { file, record, document: String::new(), place });
            }
        }
        Ok(())
    }

    /// Returns the profile of all documents.
    pub(super) fn profile(&mut self, shape: &Shape) -> Profile {
        let gather = std::mem::take(&mut self.gather);
        let mut profile = gather.finish(shape.fields.keys().map(String::as_str));
        (profile.lines, profile.line_sample) = self.sample.repeated();
        profile
    }
}

fn same_text(record: &Record, first: &str) -> Place {
    Place::value(&record.text_field, record.text(), format!("the text of {}", shown_name(first)))
}

/// Returns a name as findings have it: `a.jsonl:17`.
fn shown_name(name: &str) -> String {
    match name_parts(name) {
        (file, Some(number)) => format!("{file}:{number}"),
        (file, None) => file,
    }
}

/// Returns the file of a name such as `a.jsonl!17`, and the number of the record.
fn name_parts(name: &str) -> (String, Option<u64>) {
    match name.rsplit_once('!').and_then(|(file, number)| Some((file, number.parse().ok()?))) {
        Some((file, number)) => (file.to_owned(), Some(number)),
        None => (name.to_owned(), None),
    }
}

fn is_of(waiver: &Waiver, armed: &Armed) -> bool {
    named(&waiver.check).is_some_and(|check| check.id == armed.check.id)
}

/// Returns whether a waiver lets this finding through.
fn is_let_through(waiver: &Waiver, armed: &Armed, place: &Place, record: &Record) -> bool {
    let is_field = waiver.field.is_empty() || waiver.field == place.field;
    let names = ["id", "file", "metadata.id", "metadata.file", "url"];
    let is_named = || {
        waiver.document == record.name
            || names.iter().any(|name| {
                record.value(name).and_then(serde_json::Value::as_str) == Some(&waiver.document)
            })
    };
    is_of(waiver, armed) && is_field && (waiver.document.is_empty() || is_named())
}
