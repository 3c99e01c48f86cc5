//! The second of two passes: which member of each cluster stays, and the gate that sets the others
//! aside.

use crate::document::Document;
use crate::error::{Error, Result};
use crate::findings::Findings;
use crate::marks::{Likeness, Name, Twin};
use crate::stage::Gate;
use crate::text::grouped;

use super::clusters::{Clusters, Tie, members, ties};
use super::entry::Entry;
use super::survey::{Entries, likeness};
use super::{Keep, NEAR_TEXT, Options, SAME_TEXT, sealed};

/// Which documents are set aside, by number.
///
/// In memory: 24 bytes a document that is set aside.
pub struct Plan {
    removals: Vec<Removal>,
    entries: Entries,
    warnings: Vec<Warning>,
    // Among how many documents a cluster is large.
    documents: u64,
    options: Options,
    // How far the documents have come.
    number: u32,
    next: usize,
    seal: u64,
    failure: Option<Error>,
}

/// A cluster that is too large.
#[derive(Clone, Debug)]
pub(super) struct Warning {
    /// The first document of it.
    pub(super) first: u32,
    pub(super) text: String,
}

/// A document that is set aside, and for which.
#[derive(Clone, Debug)]
pub(super) struct Told {
    pub(super) member: u32,
    pub(super) kept: u32,
    pub(super) twin: Twin,
    /// Whether the two texts are the same.
    pub(super) is_same: bool,
}

/// A document that is set aside.
#[derive(Clone, Copy, Debug)]
struct Removal {
    tie: Tie,
    kept: u32,
    cluster: u32,
}

impl Plan {
    /// Chooses which member of each cluster stays.
    pub(super) fn new(
        clusters: Clusters,
        entries: Entries,
        options: &Options,
        documents: u64,
    ) -> Result<Plan> {
        let mut plan = Plan {
            removals: Vec::new(),
            entries,
            warnings: Vec::new(),
            documents,
            options: options.clone(),
            number: 0,
            next: 0,
            seal: 0,
            failure: None,
        };
        for links in clusters.into_links().into_values() {
            let members = members(&links);
            if plan.is_too_large(&members)? {
                continue;
            }
            let kept = plan.kept(&members)?;
            let removal = |tie| Removal { tie, kept, cluster: 0 };
            plan.removals.extend(ties(&links, kept).into_iter().map(removal));
        }
        plan.number_clusters();
        Ok(plan)
    }

    /// Numbers clusters in the order in which their first removal is met.
    fn number_clusters(&mut self) {
        self.removals.sort_unstable_by_key(|removal| removal.tie.member);
        let mut numbers = std::collections::HashMap::new();
        for removal in &mut self.removals {
            let next = u32::try_from(numbers.len() + 1).unwrap_or(u32::MAX);
            removal.cluster = *numbers.entry(removal.kept).or_insert(next);
        }
    }

    /// Returns whether a cluster is larger than any is expected to be, and warns of it.
    fn is_too_large(&mut self, members: &[u32]) -> Result<bool> {
        let is_too_large = self.options.is_too_large(members.len() as u64, self.documents);
        if let Some(first) = members.first().filter(|_| is_too_large) {
            let name = self.entries.of(*first)?.name;
            let text = too_large(&name, members.len() as u64, self.documents);
            self.warnings.push(Warning { first: *first, text });
        }
        Ok(is_too_large)
    }

    /// Returns the member that stays.
    fn kept(&mut self, members: &[u32]) -> Result<u32> {
        let mut best: Option<(u32, Entry)> = None;
        for &member in members {
            if best.is_some() && self.options.keep == Keep::First {
                break;
            }
            let entry = self.entries.of(member)?;
            let is_better = best.as_ref().is_none_or(|(_, best)| match self.options.keep {
                Keep::First => false,
                Keep::Longest => entry.length > best.length,
                Keep::Newest => entry.published > best.published,
            });
            if is_better {
                best = Some((member, entry));
            }
        }
        Ok(best.map_or(0, |(member, _)| member))
    }

    /// Returns what there is to warn of.
    pub fn warnings(&self) -> Vec<String> {
        self.warnings.iter().map(|warning| warning.text.clone()).collect()
    }

    /// Ends the run of documents.
    ///
    /// # Errors
    ///
    /// When they were not those of the first pass, or what is remembered could not be read.
    pub fn finish(self) -> Result<()> {
        if let Some(failure) = self.failure {
            return Err(failure);
        }
        if u64::from(self.number) != self.entries.len() || self.seal != self.entries.seal {
            let problem =
                "the input changed between the two passes that deduplication takes: run again";
            return Err(Error::new("dedupe", problem));
        }
        Ok(())
    }

    /// Returns every document that would be set aside, with its twin and whether the two are the same.
    ///
    /// # Errors
    ///
    /// When what is remembered cannot be read.
    pub(crate) fn repeats(mut self) -> Result<Vec<(Name, Twin, bool)>> {
        let told = self.told()?;
        let repeats = told.into_iter().map(|Told { member, twin, is_same, .. }| {
            Ok((self.entries.of(member)?.name, twin, is_same))
        });
        repeats.collect()
    }

    /// Returns every document that would be set aside, by number, and the clusters that are too large.
    pub(super) fn into_told(mut self) -> Result<(Vec<Told>, Vec<Warning>)> {
        let told = self.told()?;
        Ok((told, self.warnings))
    }

    fn told(&mut self) -> Result<Vec<Told>> {
        let removals: Vec<(u32, u32)> =
            self.removals.iter().map(|removal| (removal.tie.member, removal.kept)).collect();
        let mut told = Vec::with_capacity(removals.len());
        for (member, kept) in removals {
            if let Some((twin, is_same)) = self.twin(member)? {
                told.push(Told { member, kept, twin, is_same });
            }
        }
        Ok(told)
    }

    /// Returns the twin of the document that comes next, where it is to be set aside.
    fn twin(&mut self, number: u32) -> Result<Option<(Twin, bool)>> {
        let next = self.removals.get(self.next).copied();
        let Some(removal) = next.filter(|removal| removal.tie.member == number) else {
            return Ok(None);
        };
        self.next += 1;
        let Removal { tie, kept, cluster } = removal;
        let (entry, kept_entry) = (self.entries.of(number)?, self.entries.of(kept)?);
        let likeness = likeness(&entry, &kept_entry, &self.options).unwrap_or(Likeness::of(0, 1));
        let via = match tie.to == kept {
            true => None,
            false => Some((self.entries.of(tie.to)?.name, tie.likeness)),
        };
        let is_same = self.options.exact && entry.digest == kept_entry.digest;
        // What says the same as the kept one needs no other to tie it to the cluster.
        let via = via.filter(|_| !is_same);
        let twin = Twin { cluster: u64::from(cluster), kept: kept_entry.name, likeness, via };
        Ok(Some((twin, is_same)))
    }
}

/// Returns the warning of a cluster that is too large.
pub(super) fn too_large(name: &Name, members: u64, documents: u64) -> String {
    format!(
        "{} of {} documents are like \"{}\": none of them is removed, since that is more than \
         dedupe.max_cluster_share allows",
        grouped(members),
        grouped(documents),
        name.file
    )
}

impl Gate for Plan {
    fn scan(&mut self, doc: &Document, found: &mut Findings<'_>) {
        let Some(marks) = doc.marks().filter(|_| self.failure.is_none()) else { return };
        let number = self.number;
        self.number = number.saturating_add(1);
        self.seal = sealed(self.seal, marks.digest.unwrap_or_default());
        match self.twin(number) {
            Ok(Some((twin, true))) => found.repeat(&SAME_TEXT, twin),
            Ok(Some((twin, false))) => found.repeat(&NEAR_TEXT, twin),
            Ok(None) => {}
            Err(error) => self.failure = Some(error),
        }
    }
}
