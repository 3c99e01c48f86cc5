//! The catalog: every stage in running order, and every rule.

use std::collections::HashSet;

use crate::config::Config;
use crate::decode;
use crate::error::{Error, Result};
use crate::rule::RuleRef;
use crate::stage::{self, Entry};
use crate::{dedupe, extract, filter, mask, normalize, read, repair, split, strip, tag};

/// The folders that `--stages` may name. Reading, decoding and writing always run.
pub const FOLDERS: &[&str] = &[
    "decode",
    "extract",
    "repair",
    "normalize",
    "strip",
    "split",
    "mask",
    "tag",
    "filter",
    "dedupe",
];

/// Returns every stage in running order, built after `config`.
///
/// # Errors
///
/// When a pattern of the config is malformed.
pub fn stages(config: &Config) -> Result<Vec<Entry>> {
    let mut all = extract::stages(&config.extract);
    all.extend(repair::stages());
    all.extend(normalize::stages(&config.normalize));
    let (inputs, signatures) = (&config.run.input, &config.split.signature);
    all.extend(strip::stages(&config.strip, inputs, signatures)?);
    all.extend(split::stages(&config.split, inputs)?);
    all.extend(strip::late_stages(&config.strip, inputs, signatures)?);
    all.extend(normalize::late_stages());
    all.extend(mask::stages(&config.pii));
    let needs_language = config.filter.heeds_language();
    let need = if needs_language { tag::Need::Language } else { tag::Need::Nothing };
    all.extend(tag::stages(&config.tag, need));
    all.extend(filter::stages(&config.filter, &config.rules.off));
    config.dedupe.check()?;
    all.extend(dedupe::stages(&config.dedupe));
    Ok(all)
}

/// Returns the stages that `config.run.stages` asks for, in running order.
///
/// # Errors
///
/// When it names a folder that does not exist, or a pattern of the config is malformed.
pub fn wanted_stages(config: &Config) -> Result<Vec<Entry>> {
    let wanted = &config.run.stages;
    if let Some(unknown) =
        wanted.iter().find(|name| *name != "all" && !FOLDERS.contains(&name.as_str()))
    {
        let problem =
            format!("expected `all` or some of `{}`, found \"{unknown}\"", FOLDERS.join("`, `"));
        return Err(Error::new("run.stages", problem));
    }
    let mut all = stages(config)?;
    all.retain(|entry| wants(config, entry.folder()));
    Ok(all)
}

/// Returns whether `config.run.stages` asks for this folder.
pub fn wants(config: &Config, folder: &str) -> bool {
    config.run.stages.iter().any(|name| name == "all" || name == folder)
}

/// Returns every rule, in the order in which they run.
///
/// # Errors
///
/// When a pattern of the config is malformed.
pub fn rules(config: &Config) -> Result<Vec<RuleRef>> {
    let always = read::RULES.iter().chain(decode::RULES).chain(stage::RULES);
    let mut rules: Vec<RuleRef> = always.map(|rule| RuleRef::Built(rule)).collect();
    rules.extend(stages(config)?.into_iter().flat_map(|entry| entry.rules));
    // A stage that looks twice has its rules once.
    let mut known = HashSet::new();
    rules.retain(|rule| known.insert(rule.id.clone()));
    Ok(rules)
}

/// Checks that every rule that the config switches off exists.
///
/// # Errors
///
/// When one does not, or a pattern of the config is malformed.
pub fn check_off(config: &Config) -> Result<()> {
    let rules = rules(config)?;
    match config.rules.off.iter().find(|id| !rules.iter().any(|rule| rule.id == **id)) {
        Some(unknown) => {
            let problem =
                format!("expected the id of a rule (see `scutch rules`), found \"{unknown}\"");
            Err(Error::new("rules.off", problem))
        }
        None => Ok(()),
    }
}
