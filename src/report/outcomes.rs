//! What became of the documents that are not in the dataset: by rule, with some of each.

use std::collections::BTreeMap;

use crate::raw::means_unreadable;
use crate::rows::Row;

use super::changes::entry;
use super::tally::{Tally, clipped};

/// Documents of a rule that are named.
const NAMED: usize = 5;

/// Clusters of duplicates that are shown, and members of each that are named.
pub(super) const CLUSTERS: usize = 8;

/// Bytes of a reason that are shown.
const REASON_BYTES: usize = 300;

/// A document that was set aside.
#[derive(Clone, Debug)]
pub(super) struct Aside {
    pub(super) file: String,
    pub(super) reason: String,
    pub(super) place: Option<String>,
    pub(super) raw_bytes: u64,
}

/// Documents that one rule set aside.
#[derive(Clone, Debug, Default)]
pub(super) struct AsideBy {
    pub(super) documents: u64,
    pub(super) raw_bytes: u64,
    /// The first of them.
    pub(super) first: Vec<Aside>,
}

/// The documents that are not in the dataset.
#[derive(Clone, Debug, Default)]
pub(super) struct Outcomes {
    pub(super) by_rule: BTreeMap<String, AsideBy>,
}

/// What a rule that sets a document aside makes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    Rejected,
    Duplicate,
    Unreadable,
}

impl Fate {
    /// Returns what the rule of this id makes of a document.
    pub(super) fn of(rule: &str) -> Fate {
        match rule {
            rule if means_unreadable(rule) => Fate::Unreadable,
            rule if rule.starts_with("dedupe/") => Fate::Duplicate,
            _ => Fate::Rejected,
        }
    }
}

impl Outcomes {
    /// Adds a row of the table of rejected documents.
    pub(super) fn add(&mut self, row: &Row<'_>) {
        let by = entry(&mut self.by_rule, row.text("rule").unwrap_or_default());
        let raw_bytes = row.number("raw_bytes").unwrap_or_default();
        by.documents += 1;
        by.raw_bytes += raw_bytes;
        if by.first.len() < NAMED {
            let reason = row.text("reason").unwrap_or_default();
            by.first.push(Aside {
                file: row.text("file").unwrap_or_default().to_owned(),
                reason: clipped(reason, REASON_BYTES).to_owned(),
                place: row.text("place").map(str::to_owned),
                raw_bytes,
            });
        }
    }

    /// Returns the documents of one fate, and their raw bytes.
    pub(super) fn sum(&self, fate: Fate) -> (u64, u64) {
        let of = self.by_rule.iter().filter(|(rule, _)| Fate::of(rule) == fate);
        of.fold((0, 0), |(documents, bytes), (_, by)| {
            (documents + by.documents, bytes + by.raw_bytes)
        })
    }
}

/// Clusters of duplicates.
#[derive(Clone, Debug, Default)]
pub(super) struct Clusters {
    /// Duplicates of each cluster, by its number.
    pub(super) sizes: Tally,
    /// Duplicates by how much they are like the document that is kept, in percent.
    pub(super) likeness: BTreeMap<u64, u64>,
    /// The largest clusters.
    pub(super) largest: Vec<Cluster>,
}

/// One cluster of duplicates.
#[derive(Clone, Debug, Default)]
pub(super) struct Cluster {
    number: String,
    pub(super) duplicates: u64,
    pub(super) kept: String,
    /// The first members that are not kept, with their likeness.
    pub(super) members: Vec<(String, String)>,
}

impl Clusters {
    /// Counts a row of the table of duplicates.
    pub(super) fn add(&mut self, row: &Row<'_>) {
        self.sizes.add(&number(row));
        let likeness: f64 =
            row.text("similarity").and_then(|told| told.parse().ok()).unwrap_or_default();
        *self.likeness.entry((likeness * 100.0) as u64).or_default() += 1;
    }

    /// Chooses the largest clusters, once all rows are counted.
    pub(super) fn choose(&mut self) {
        let cluster = |(number, duplicates): (&str, u64)| Cluster {
            number: number.to_owned(),
            duplicates,
            ..Cluster::default()
        };
        self.largest = self.sizes.top(CLUSTERS).into_iter().map(cluster).collect();
    }

    /// Looks at a row again, for the members of the largest clusters.
    pub(super) fn look(&mut self, row: &Row<'_>) {
        let number = number(row);
        let Some(cluster) = self.largest.iter_mut().find(|cluster| cluster.number == number) else {
            return;
        };
        row.text("kept_file").unwrap_or_default().clone_into(&mut cluster.kept);
        if cluster.members.len() < NAMED {
            let text = |name| row.text(name).unwrap_or_default().to_owned();
            cluster.members.push((text("file"), text("similarity")));
        }
    }
}

fn number(row: &Row<'_>) -> String {
    // Padded, so that clusters of one size stand in the order of their numbers.
    format!("{:020}", row.number("cluster").unwrap_or_default())
}
