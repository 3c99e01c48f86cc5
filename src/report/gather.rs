//! Reads the tables of a dataset once or twice, row by row, and gathers what the page shows.

use std::collections::BTreeMap;

use crate::catalog;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::reopen;
use crate::rows::Row;
use crate::table::{CHANGES, DOCUMENTS, DUPLICATES, REJECTED, Table};
use crate::write::{Files, Manifest, Plan};

use super::changes::{Changed, Ledger, Name};
use super::choice::{Choice, Shown, numbers};
use super::documents::Kept;
use super::outcomes::{Clusters, Outcomes};

/// Rules of which a document is shown.
const SHOWN_RULES: usize = 16;

/// Documents that are shown.
const SHOWN: usize = 28;

/// What is known of a rule beside what it did.
#[derive(Clone, Debug, Default)]
pub(super) struct About {
    pub(super) folder: String,
    pub(super) effect: &'static str,
    pub(super) summary: String,
    pub(super) why: String,
}

/// Everything that the page shows beside the manifest.
pub(super) struct Facts {
    pub(super) kept: Kept,
    pub(super) ledger: Ledger,
    pub(super) outcomes: Outcomes,
    pub(super) clusters: Clusters,
    pub(super) shown: Vec<Shown>,
    pub(super) rules: BTreeMap<String, About>,
    /// Folders of stages in running order.
    pub(super) folders: Vec<String>,
    /// Keys of the config that differ from the defaults, with their values.
    pub(super) settings: Vec<(String, String)>,
}

/// Gathers the facts of the dataset in `place`.
pub(super) fn facts(place: &Files, manifest: &Manifest, config: &Config) -> Result<Facts> {
    let plan = Plan::new(&config.run.format, &config.write)?;
    let tables = Tables { place, plan: &plan, manifest };
    let mut ledger = Ledger::default();
    tables.each(&CHANGES, None, |row| ledger.add(row))?;
    ledger.end_document();
    let (kept, mut shown) = documents(&tables, &ledger, manifest)?;
    let chosen = numbers(&shown);
    tables.each(&CHANGES, None, |row| {
        let number = row.number("document").unwrap_or_default();
        if chosen.contains(&number)
            && let Some(shown) = shown.iter_mut().find(|shown| shown.name.number == number)
        {
            shown.add_change(row);
        }
    })?;
    let mut outcomes = Outcomes::default();
    tables.each(&REJECTED, None, |row| outcomes.add(row))?;
    let mut clusters = Clusters::default();
    tables.each(&DUPLICATES, None, |row| clusters.add(row))?;
    clusters.choose();
    tables.each(&DUPLICATES, None, |row| clusters.look(row))?;
    let (rules, mut folders) = rules(config)?;
    let unknown = ledger.work.keys().filter(|folder| !folders.contains(folder));
    let unknown: Vec<String> = unknown.cloned().collect();
    folders.extend(unknown);
    let settings = settings(manifest)?;
    Ok(Facts { kept, ledger, outcomes, clusters, shown, rules, folders, settings })
}

/// The tables of a dataset.
struct Tables<'a> {
    place: &'a Files,
    plan: &'a Plan,
    manifest: &'a Manifest,
}

impl Tables<'_> {
    /// Shows each row of a table, or of a part of it.
    fn each(
        &self,
        table: &'static Table,
        part: Option<&str>,
        mut look: impl FnMut(&Row<'_>),
    ) -> Result<()> {
        let rows = reopen::rows(self.place, self.plan, table, part, self.manifest);
        let mut rows = rows.ok_or_else(|| {
            Error::new("manifest.json", format!("expected a table of {}, found none", table.name))
        })?;
        while let Some(row) = rows.take() {
            look(&row);
        }
        match rows.failure() {
            Some(failure) => Err(Error::new("", failure)),
            None => Ok(()),
        }
    }
}

fn documents(
    tables: &Tables<'_>,
    ledger: &Ledger,
    manifest: &Manifest,
) -> Result<(Kept, Vec<Shown>)> {
    let splits = &tables.plan.splits;
    let parts: Vec<Option<&str>> = match splits.names().count() {
        0 => vec![None],
        _ => splits.names().map(Some).collect(),
    };
    let mut kept = Kept::new();
    let mut choice = Choice::new(picks(ledger, manifest), parts.len() == 1);
    let input = match manifest.inputs.as_slice() {
        [only] => only.input.as_str(),
        _ => "",
    };
    for part in parts {
        tables.each(&DOCUMENTS, part, |row| {
            kept.add(row, input);
            choice.look(row, kept.documents);
        })?;
    }
    Ok((kept, choice.finish()))
}

/// Chooses documents to be shown, each with the reason: those that changed most, and one for each of
/// the rules that removed most.
fn picks(ledger: &Ledger, manifest: &Manifest) -> Vec<(Name, String)> {
    let pick = |why: &'static str| move |changed: &Changed| (changed.name.clone(), why.to_owned());
    let mut picks: Vec<(Name, String)> =
        ledger.most_removed.iter().map(pick("most taken away")).collect();
    picks.extend(ledger.most_changes.iter().map(pick("most changes")));
    let mut rules: Vec<(&String, &Name)> =
        ledger.uses.iter().filter_map(|(rule, uses)| Some((rule, uses.first.as_ref()?))).collect();
    let removed = |rule: &String| manifest.rules.get(rule).map_or(0, |entry| entry.removed_bytes);
    rules.sort_by_key(|(rule, _)| (std::cmp::Reverse(removed(rule)), *rule));
    let of_rules = rules.into_iter().take(SHOWN_RULES);
    picks.extend(of_rules.map(|(rule, name)| (name.clone(), rule.clone())));
    picks.truncate(SHOWN);
    picks
}

/// Returns what is known of every rule, and the folders of stages in running order.
fn rules(config: &Config) -> Result<(BTreeMap<String, About>, Vec<String>)> {
    let mut rules = BTreeMap::new();
    let mut folders = vec!["read".to_owned(), "decode".to_owned()];
    let mut add = |folder: &str, rule: &crate::rule::Rule| {
        rules.insert(
            rule.id.to_string(),
            About {
                folder: folder.to_owned(),
                effect: rule.effect.word(),
                summary: rule.summary.to_string(),
                why: rule.why.to_string(),
            },
        );
    };
    crate::read::RULES.iter().for_each(|rule| add("read", rule));
    crate::decode::RULES.iter().for_each(|rule| add("decode", rule));
    for stage in catalog::stages(config)? {
        if !folders.iter().any(|folder| folder == stage.folder()) {
            folders.push(stage.folder().to_owned());
        }
        stage.rules.iter().for_each(|rule| add(stage.folder(), rule));
    }
    if !folders.iter().any(|folder| folder == "dedupe") {
        folders.push("dedupe".to_owned());
    }
    Ok((rules, folders))
}

/// Returns the keys of the config that differ from the defaults. Inputs are shown elsewhere, and that
/// there is a report is plain.
fn settings(manifest: &Manifest) -> Result<Vec<(String, String)>> {
    let usual = serde_json::to_value(Config::default())
        .map_err(|error| Error::new("config", error.to_string()))?;
    let mut settings = Vec::new();
    let sections = manifest.config.as_object().into_iter().flatten();
    for (section, keys) in sections {
        for (key, value) in keys.as_object().into_iter().flatten() {
            let is_shown = !(section == "run" && (key == "input" || key == "report"));
            if is_shown && usual.get(section).and_then(|keys| keys.get(key)) != Some(value) {
                settings.push((format!("{section}.{key}"), value.to_string()));
            }
        }
    }
    Ok(settings)
}
