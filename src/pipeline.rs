//! The run: batches through the stages, in parallel and in order.
//!
//! While one batch passes the gates and is written, the next is read and scanned, so two batches live at once and the
//! order of the output is the order of the input. Nothing here knows how many threads there are.

use std::any::Any;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::catalog;
use crate::config::Config;
use crate::decode::{self, Charset, Decoder};
use crate::document::{self, Document, Origin, Rejection, Verdict};
use crate::error::Result;
use crate::ledger::Act;
use crate::raw::{Body, RawDocument};
use crate::read;
use crate::rule::{Effect, Rule, RuleRef};
use crate::stage::{self, Entry, GateEntry};
use crate::store::Known;

static PANIC: Rule = Rule::new(
    "internal/panic",
    Effect::Reject,
    "scutch failed on the document",
    "It is a bug in scutch: please report it, with the document. The run goes on without it.",
    &[],
);

/// The stages of one configuration, ready to run.
pub struct Pipeline {
    decoder: Decoder,
    stages: Vec<Entry>,
    off: Vec<String>,
    most_steps: u64,
    known: Known,
}

impl Pipeline {
    /// Builds the stages that `config` asks for.
    ///
    /// # Errors
    ///
    /// When a value of the config has no meaning: an encoding, stage, rule or pattern.
    pub fn new(config: &Config) -> Result<Pipeline> {
        Pipeline::with_stages(config, catalog::wanted_stages(config)?)
    }

    /// Builds a pipeline that runs `stages` alone, besides decoding: the way to run stages of one's
    /// own.
    ///
    /// # Errors
    ///
    /// When `config` names an encoding or a rule that does not exist.
    pub fn with_stages(config: &Config, stages: Vec<Entry>) -> Result<Pipeline> {
        catalog::check_off(config)?;
        Ok(Pipeline {
            decoder: Decoder::new(&config.decode, config.limits.document_bytes)?,
            known: known(&stages),
            stages,
            off: config.rules.off.clone(),
            most_steps: config.limits.document_steps,
        })
    }

    /// Runs a batch through the stages, in parallel; the documents come back in order.
    pub fn process(&self, batch: Vec<RawDocument>) -> Vec<Document> {
        batch.into_par_iter().map(|raw| self.document(raw)).collect()
    }

    /// Runs one document through the stages.
    pub fn document(&self, raw: RawDocument) -> Document {
        if let Body::Kept(bytes) = &raw.body {
            return self.known.document(raw.input, raw.file, bytes);
        }
        let origin = Origin { input: raw.input, file: raw.file.clone(), ..Origin::default() };
        match catch_unwind(AssertUnwindSafe(|| self.decoder.decode(raw))) {
            Ok(doc) => self.resume(doc),
            Err(cause) => panicked(origin, cause.as_ref()),
        }
    }

    /// Runs a document that other stages have been through, through the stages of this pipeline.
    pub(crate) fn resume(&self, mut doc: Document) -> Document {
        let run = || stage::apply(&self.stages, &self.off, self.most_steps, &mut doc);
        match catch_unwind(AssertUnwindSafe(run)) {
            Ok(()) => doc,
            Err(cause) => panicked(doc.origin().clone(), cause.as_ref()),
        }
    }

    /// Runs every batch that `read` gives, shows the documents to `gates` one by one, and hands them to
    /// `write`, in order.
    ///
    /// # Errors
    ///
    /// The first error of `write`, which ends the run.
    pub fn run(
        &self,
        gates: &mut [GateEntry<'_>],
        read: impl FnMut() -> Option<Vec<RawDocument>> + Send,
        write: impl FnMut(&[Document]) -> Result<()> + Send,
    ) -> Result<Counts> {
        self.run_past(|_| Ok(()), gates, read, write)
    }

    /// Does the same, and hands every batch to `see` before the gates.
    pub(crate) fn run_past(
        &self,
        mut see: impl FnMut(&[Document]) -> Result<()> + Send,
        gates: &mut [GateEntry<'_>],
        mut read: impl FnMut() -> Option<Vec<RawDocument>> + Send,
        mut write: impl FnMut(&[Document]) -> Result<()> + Send,
    ) -> Result<Counts> {
        let mut counts = Counts::default();
        let mut settling = match read() {
            Some(batch) => self.process(batch),
            None => return Ok(counts),
        };
        loop {
            let settle = || {
                see(&settling)?;
                settling.iter_mut().for_each(|doc| self.pass(gates, doc));
                write(&settling)
            };
            let (written, next) = rayon::join(settle, || read().map(|batch| self.process(batch)));
            written?;
            settling.iter().for_each(|doc| counts.add(doc));
            match next {
                Some(batch) => settling = batch,
                None => return Ok(counts),
            }
        }
    }

    /// Shows one document to the gates.
    pub(crate) fn pass(&self, gates: &mut [GateEntry<'_>], doc: &mut Document) {
        let run = AssertUnwindSafe(|| stage::pass(gates, &self.off, doc));
        if let Err(cause) = catch_unwind(run) {
            *doc = panicked(doc.origin().clone(), cause.as_ref());
        }
    }
}

/// Returns the names that finished documents of a pipeline with these stages may hold.
fn known(stages: &[Entry]) -> Known {
    let own = [&PANIC, &document::OVERLAP];
    let built = decode::RULES.iter().chain(read::RULES).chain(stage::RULES).chain(&own);
    let built = built.map(|rule| RuleRef::Built(rule));
    let rules = built.chain(stages.iter().flat_map(|entry| entry.rules.iter().cloned()));
    let passes = ["decode", "unescape"].into_iter().chain(stages.iter().flat_map(Entry::passes));
    let encoding =
        |name: &str| Charset::for_label(name).map(Charset::name).filter(|known| *known == name);
    Known::new(rules, passes.collect(), encoding)
}

/// Returns the document at whose sight a stage panicked.
fn panicked(origin: Origin, cause: &(dyn Any + Send)) -> Document {
    let words = cause.downcast_ref::<String>().map(String::as_str);
    let words = words.or_else(|| cause.downcast_ref::<&str>().copied());
    let words = words.and_then(|words| words.lines().next()).unwrap_or("no reason given");
    let reason = format!("a stage panicked: {words}; please report it");
    let rejection = Rejection { rule: (&PANIC).into(), reason, raw: None };
    Document::set_aside(origin, Verdict::Rejected(rejection))
}

/// What became of the documents of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Documents that were given to the pipeline.
    pub documents: u64,
    /// Documents in the dataset.
    pub kept: u64,
    /// Documents set aside by a rule.
    pub rejected: u64,
    /// Documents set aside because they repeat another.
    pub duplicates: u64,
    /// Documents that could not be read.
    pub unreadable: u64,
    /// Raw bytes of all documents that were read.
    pub raw_bytes: u64,
    /// Bytes of text in the dataset.
    pub text_bytes: u64,
    /// What each rule did.
    pub rules: BTreeMap<String, RuleCount>,
}

/// What one rule did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleCount {
    /// Documents in which it found something.
    pub documents: u64,
    /// Things that it found.
    pub findings: u64,
    /// Bytes of text that went away, less those that came instead.
    pub removed_bytes: i64,
}

impl Counts {
    /// Returns whether every document is accounted for.
    pub fn add_up(&self) -> bool {
        self.documents == self.kept + self.rejected + self.duplicates + self.unreadable
    }

    /// Adds the counts of other documents.
    pub fn merge(&mut self, other: &Counts) {
        self.documents += other.documents;
        self.kept += other.kept;
        self.rejected += other.rejected;
        self.duplicates += other.duplicates;
        self.unreadable += other.unreadable;
        self.raw_bytes += other.raw_bytes;
        self.text_bytes += other.text_bytes;
        for (id, more) in &other.rules {
            let count = self.rules.entry(id.clone()).or_default();
            count.documents += more.documents;
            count.findings += more.findings;
            count.removed_bytes += more.removed_bytes;
        }
    }

    /// Adds a document.
    pub fn add(&mut self, doc: &Document) {
        self.documents += 1;
        self.raw_bytes += doc.origin().raw_bytes;
        match doc.verdict() {
            Verdict::Kept => {
                self.kept += 1;
                self.text_bytes += doc.text().len() as u64;
                self.add_changes(doc);
            }
            Verdict::Rejected(rejection) => {
                self.rejected += 1;
                self.add_rejection(rejection);
            }
            Verdict::Duplicate(rejection, _) => {
                self.duplicates += 1;
                self.add_rejection(rejection);
            }
            Verdict::Unreadable(rejection) => {
                self.unreadable += 1;
                self.add_rejection(rejection);
            }
        }
    }

    fn add_rejection(&mut self, rejection: &Rejection) {
        let count = self.rules.entry(rejection.rule.id.to_string()).or_default();
        count.documents += 1;
        count.findings += 1;
    }

    fn add_changes(&mut self, doc: &Document) {
        let mut seen: Vec<&str> = Vec::new();
        for change in doc.ledger().changes() {
            let id = change.rule.id.as_ref();
            if !self.rules.contains_key(id) {
                self.rules.insert(id.to_owned(), RuleCount::default());
            }
            let Some(count) = self.rules.get_mut(id) else { continue };
            count.findings += 1;
            let came = match change.act {
                Act::Put(with) => with.len(),
                Act::Take(..) => 0,
                Act::Note(..) | Act::Flag => change.at.len(),
            };
            count.removed_bytes +=
                i64::try_from(change.at.len()).unwrap_or(0) - i64::try_from(came).unwrap_or(0);
            if !seen.contains(&id) {
                seen.push(id);
                count.documents += 1;
            }
        }
    }
}
