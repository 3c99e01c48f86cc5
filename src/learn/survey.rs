//! The survey: every document through the stages once, into the sample, and the judgement at the end.

use std::sync::atomic::Ordering;

use rayon::prelude::*;

use crate::catalog;
use crate::config::Config;
use crate::document::{Document, Verdict};
use crate::error::{Error, Result};
use crate::pipeline::Pipeline;
use crate::raw::RawDocument;
use crate::read::Batches;
use crate::run::{Inputs, STANDARD, Watch};
use crate::stage::Entry;

use super::judge::{Options, Survey, judge};
use super::sample::Sample;
use super::sheet::Sheet;

/// Folders whose stages run before lines are counted.
const BEFORE: &[&str] = &["repair", "normalize"];

/// Folders whose stages run after that, to find each document's title and fields.
const BEHIND: &[&str] = &["strip", "split"];

/// Reads every document of `config` once and proposes rules.
///
/// # Errors
///
/// When the config has no meaning, an input does not exist or is standard input, no document is of a
/// site that `options` names, or the survey is stopped.
pub fn survey(config: &Config, options: &Options, watch: &Watch<'_>) -> Result<Survey> {
    if config.run.input.iter().any(|input| input == STANDARD) {
        let problem = "expected files and folders to learn from, found standard input";
        return Err(Error::new("run.input", problem));
    }
    let surveyor = Surveyor::new(config)?;
    let limits = config.limits.batch(rayon::current_num_threads());
    let mut inputs = Inputs::open(config)?;
    let mut sample = Sample::new();
    for batch in Batches::new(inputs.documents(config.run.limit), limits) {
        let documents = batch.len() as u64;
        let bytes = surveyor.see(batch, &mut sample);
        if watch.stop.load(Ordering::Relaxed) {
            return Err(Error::new("", "interrupted: nothing is proposed"));
        }
        (watch.progress)(documents, bytes);
    }
    propose(sample, options, config)
}

/// Proposes rules for the documents of a sample.
///
/// # Errors
///
/// When no document is of a site that `options` names.
pub fn propose(sample: Sample, options: &Options, config: &Config) -> Result<Survey> {
    if let Some(unknown) = options.sites.iter().find(|site| !sample.has(site)) {
        let problem = format!("expected a site of the inputs, found \"{unknown}\"");
        return Err(Error::new("site", problem));
    }
    Ok(judge(sample, options, config))
}

/// Adds the proposed rules, and the orders of dates, to `config`.
pub fn apply(survey: &Survey, config: &mut Config) {
    let rules = survey.proposals.iter().map(|proposal| proposal.rule.clone());
    config.strip.learned.extend(rules);
    config.split.order.extend(survey.orders.iter().map(|vote| vote.rule.clone()));
}

/// Returns the wanted stages of these folders, without learned rules: those would hide what there is
/// to learn.
fn pipeline(config: &Config, folders: &[&str]) -> Result<Pipeline> {
    let mut config = config.clone();
    config.strip.learned.clear();
    config.rules.off.retain(|id| !id.starts_with("learned/"));
    let mut stages: Vec<Entry> = catalog::wanted_stages(&config)?;
    stages.retain(|entry| folders.contains(&entry.folder()));
    Pipeline::with_stages(&config, stages)
}

/// What looks at each document.
pub struct Surveyor {
    before: Pipeline,
    behind: Pipeline,
    inputs: Vec<String>,
}

/// What was seen of a document; no sheet where it was set aside.
struct Look {
    sheet: Option<Sheet>,
    is_unreadable: bool,
    raw_bytes: u64,
}

impl Surveyor {
    /// Returns one for the inputs of `config`.
    ///
    /// # Errors
    ///
    /// When the config has no meaning.
    pub fn new(config: &Config) -> Result<Surveyor> {
        Ok(Surveyor {
            before: pipeline(config, BEFORE)?,
            behind: pipeline(config, BEHIND)?,
            inputs: config.run.input.clone(),
        })
    }

    /// Takes a batch into the sample, and returns its raw bytes.
    pub fn see(&self, batch: Vec<RawDocument>, sample: &mut Sample) -> u64 {
        let looks: Vec<Look> = batch.into_par_iter().map(|raw| self.look(raw)).collect();
        let mut bytes = 0;
        for look in looks {
            bytes += look.raw_bytes;
            sample.unreadable += u64::from(look.is_unreadable);
            match look.sheet {
                Some(sheet) => sample.add(sheet),
                None => sample.documents += 1,
            }
        }
        bytes
    }

    fn look(&self, raw: RawDocument) -> Look {
        let doc: Document = self.before.document(raw);
        let raw_bytes = doc.origin().raw_bytes;
        let is_unreadable = matches!(doc.verdict(), Verdict::Unreadable(_));
        if !doc.is_kept() {
            return Look { sheet: None, is_unreadable, raw_bytes };
        }
        let mut sheet = Sheet::of(&doc, &self.inputs);
        sheet.mark(&self.behind.resume(doc));
        Look { sheet: Some(sheet), is_unreadable, raw_bytes }
    }
}
