//! Imports run strictly downward: this reads every `use crate::` line and fails on an arrow that runs
//! up, or sideways between the folders of stages.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

use std::fs;
use std::path::{Path, PathBuf};

/// The level of each module; a module may use those below it.
const LEVELS: &[(&str, u8)] = &[
    ("span", 0),
    ("rule", 0),
    ("entities", 0),
    ("error", 0),
    ("field", 0),
    ("hash", 0),
    ("lexicon", 0),
    ("labels", 0),
    ("table", 0),
    ("dates", 0),
    ("text", 1),
    ("prose", 1),
    ("shape", 1),
    ("sections", 2),
    ("site", 3),
    ("words", 1),
    ("map", 1),
    ("findings", 1),
    ("ledger", 1),
    ("raw", 1),
    ("regular", 1),
    ("marks", 1),
    ("features", 2),
    ("html", 2),
    ("pattern", 2),
    ("document", 2),
    ("stage", 3),
    ("rows", 3),
    ("store", 4),
    ("measure", 4),
    ("decode", 4),
    ("read", 5),
    ("extract", 5),
    ("repair", 5),
    ("normalize", 5),
    ("strip", 5),
    ("split", 5),
    ("tag", 5),
    ("mask", 5),
    ("filter", 5),
    ("dedupe", 5),
    ("write", 5),
    ("expect", 5),
    ("limits", 6),
    ("config", 7),
    ("reopen", 7),
    ("catalog", 8),
    ("pipeline", 9),
    ("gates", 10),
    ("report", 10),
    ("run", 11),
    ("learn", 12),
    ("spread", 12),
    ("trace", 12),
    ("verify", 12),
    ("check", 13),
    ("diff", 14),
];

fn level(module: &str) -> u8 {
    let found = LEVELS.iter().find(|(name, _)| *name == module);
    found.unwrap_or_else(|| panic!("{module} has no level")).1
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// Returns the module that a source file belongs to: its folder, or its own name.
fn module(src: &Path, path: &Path) -> String {
    let first = path.strip_prefix(src).unwrap().components().next().unwrap();
    let name = first.as_os_str().to_string_lossy();
    name.trim_end_matches(".rs").to_owned()
}

/// Returns the modules that a file uses outside its tests.
fn used(text: &str) -> Vec<String> {
    let code = text.split("#[cfg(test)]").next().unwrap();
    let mut used = Vec::new();
    for behind in code.split("crate::").skip(1) {
        let names = match behind.strip_prefix('{') {
            Some(list) => list.split('}').next().unwrap(),
            None => behind.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap(),
        };
        let names = names.split(',').map(|name| name.trim().split("::").next().unwrap().to_owned());
        used.extend(names.filter(|name| name.chars().next().is_some_and(char::is_lowercase)));
    }
    used
}

#[test]
fn imports_run_downward() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    for path in files {
        let owner = module(&src, &path);
        if ["lib", "main", "cli"].contains(&owner.as_str()) {
            continue;
        }
        for other in used(&fs::read_to_string(&path).unwrap()) {
            let is_down = other == owner || level(&other) < level(&owner);
            // Facts of the same floor that know nothing of each other's work.
            let is_floor = level(&owner) <= 3 && level(&other) <= level(&owner);
            assert!(is_down || is_floor, "{}: {owner} uses {other}", path.display());
        }
    }
}

#[test]
fn one_function_calls_commit() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    let callers: Vec<String> = files
        .iter()
        .filter(|path| fs::read_to_string(path).unwrap().contains(".commit("))
        .map(|path| module(&src, path))
        .collect();
    assert_eq!(callers, ["stage"]);
}
