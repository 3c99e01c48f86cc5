//! The gates of a run: which it takes, and the passes over the input that they need.

use crate::catalog;
use crate::config::Config;
use crate::dedupe::{Exact, Excess, Plan, Repeated, Spill, Survey, Unit};
use crate::document::Document;
use crate::error::Result;
use crate::pipeline::Pipeline;
use crate::raw::RawDocument;
use crate::stage::GateEntry;

/// What deduplication does in the last pass.
pub(crate) struct Gates {
    documents: Documents,
    repeated: Option<Box<Repeated>>,
}

/// Which documents it sets aside.
enum Documents {
    /// None.
    None,
    /// Those with equal texts, as they come.
    Exact(Box<Exact>),
    /// Those that an earlier pass has found.
    Planned(Box<Plan>),
}

/// How a pass ended.
pub(crate) enum Ending {
    /// The dataset is as it should be, but for what there is to warn of.
    Good(Vec<String>),
    /// More was set aside than should be: the pass must be done again, with these let through.
    Again(Vec<Excess>),
}

impl Gates {
    /// Returns the gates that `config` asks for, letting `excess` through.
    pub(crate) fn new(config: &Config, excess: &[Excess]) -> Gates {
        let is_wanted = config.dedupe.exact && catalog::wants(config, "dedupe");
        let documents = match is_wanted {
            true => {
                let (limit, spill) =
                    (config.limits.dedupe(rayon::current_num_threads()), spill(config));
                Documents::Exact(Box::new(Exact::new(limit, &spill, excess)))
            }
            false => Documents::None,
        };
        Gates { documents, repeated: repeated(config) }
    }

    /// Returns whether an earlier pass has found what is set aside.
    pub(crate) fn are_planned(&self) -> bool {
        matches!(self.documents, Documents::Planned(_))
    }

    /// Returns whether `config` asks for a pass that only looks, before the one that writes.
    pub(crate) fn need_survey(config: &Config) -> bool {
        config.dedupe.needs_survey() && catalog::wants(config, "dedupe")
    }

    /// Does the pass that only looks; `see` and `look` are told of each batch, before and behind.
    ///
    /// # Errors
    ///
    /// When `see` or `look` says so, or what is remembered cannot be written or read.
    pub(crate) fn survey(
        config: &Config,
        pipeline: &Pipeline,
        see: impl FnMut(&[Document]) -> Result<()> + Send,
        read: impl FnMut() -> Option<Vec<RawDocument>> + Send,
        look: impl FnMut(&[Document]) -> Result<()> + Send,
    ) -> Result<Gates> {
        let mut survey = Survey::new(
            &config.dedupe,
            config.limits.dedupe(rayon::current_num_threads()),
            &spill(config),
        );
        let mut gates = [GateEntry { id: "dedupe/survey", gate: &mut survey }];
        pipeline.run_past(see, &mut gates, read, look)?;
        let documents = Documents::Planned(Box::new(survey.plan()?));
        Ok(Gates { documents, repeated: repeated(config) })
    }

    /// Returns the gates in their order.
    pub(crate) fn entries(&mut self) -> Vec<GateEntry<'_>> {
        let mut entries = match &mut self.documents {
            Documents::None => Vec::new(),
            Documents::Exact(gate) => vec![GateEntry { id: "dedupe/exact", gate: gate.as_mut() }],
            Documents::Planned(gate) => vec![GateEntry { id: "dedupe/near", gate: gate.as_mut() }],
        };
        if let Some(gate) = &mut self.repeated {
            entries.push(GateEntry { id: Repeated::PASS, gate: gate.as_mut() });
        }
        entries
    }

    /// Ends the last pass; `excess` is what it let through.
    ///
    /// # Errors
    ///
    /// When what is remembered could not be written or read, or the input changed between two passes.
    pub(crate) fn finish(self, config: &Config, excess: Vec<Excess>) -> Result<Ending> {
        if let Some(gate) = self.repeated {
            gate.finish()?;
        }
        let warnings = match self.documents {
            Documents::None => Vec::new(),
            Documents::Exact(gate) => {
                let more = gate.finish(&config.dedupe)?;
                if !more.is_empty() {
                    return Ok(Ending::Again(more));
                }
                excess.into_iter().map(|excess| excess.warning).collect()
            }
            Documents::Planned(plan) => {
                let warnings = plan.warnings();
                plan.finish()?;
                warnings
            }
        };
        Ok(Ending::Good(warnings))
    }
}

/// Returns the config of the pass behind a survey: of each document only the digest is looked at.
pub(crate) fn behind_survey(config: &Config) -> Config {
    let mut config = config.clone();
    config.dedupe.exact = true;
    config.dedupe.near = false;
    config
}

/// Returns the gate of repeated paragraphs, where `config` asks for it.
fn repeated(config: &Config) -> Option<Box<Repeated>> {
    let is_wanted = config.dedupe.repeated != Unit::None && catalog::wants(config, "dedupe");
    let limit = config.limits.dedupe(rayon::current_num_threads());
    is_wanted.then(|| Box::new(Repeated::new(&config.dedupe, limit, &spill(config))))
}

/// Returns where what does not fit into memory goes: beside the result, or where the system keeps such
/// files when that is standard output.
fn spill(config: &Config) -> Spill {
    match config.run.output.as_str() {
        "-" => Spill::default(),
        folder => Spill::into_folder(folder.into()),
    }
}
