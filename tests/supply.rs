//! What is built into the program: licences, sources and versions of all crates, as `deny.toml` allows.
//!
//! `cargo deny` checks the same and advisories besides; it takes minutes to build, this takes none.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// Returns every crate of the lock file, for all systems and features.
fn crates() -> Vec<Value> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let mut command = Command::new(cargo);
    command.args(["metadata", "--format-version=1", "--all-features", "--locked", "--offline"]);
    let output = command.current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    // Crates for systems that were never built for may not be on the machine.
    let output = match output.status.success() {
        true => output,
        false => {
            let mut command = Command::new(std::env::var("CARGO").unwrap());
            command.args(["metadata", "--format-version=1", "--all-features", "--locked"]);
            command.current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap()
        }
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    metadata["packages"].as_array().unwrap().clone()
}

fn toml(name: &str) -> toml::Table {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    fs::read_to_string(path).unwrap().parse().unwrap()
}

fn named(package: &Value) -> String {
    format!("{}@{}", package["name"].as_str().unwrap(), package["version"].as_str().unwrap())
}

/// Returns whether an expression of SPDX can be met with `allowed` licences alone.
fn is_met(expression: &str, allowed: &BTreeSet<String>) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let mut words = spaced.split_whitespace().peekable();
    let met = either(&mut words, allowed);
    met && words.next().is_none()
}

type Words<'a> = std::iter::Peekable<std::str::SplitWhitespace<'a>>;

fn either(words: &mut Words<'_>, allowed: &BTreeSet<String>) -> bool {
    let mut met = both(words, allowed);
    while words.next_if_eq(&"OR").is_some() {
        met |= both(words, allowed);
    }
    met
}

fn both(words: &mut Words<'_>, allowed: &BTreeSet<String>) -> bool {
    let mut met = one(words, allowed);
    while words.next_if_eq(&"AND").is_some() {
        met &= one(words, allowed);
    }
    met
}

fn one(words: &mut Words<'_>, allowed: &BTreeSet<String>) -> bool {
    match words.next() {
        Some("(") => {
            let met = either(words, allowed);
            words.next();
            met
        }
        Some(licence) => {
            // An exception grants more than the licence alone.
            if words.next_if_eq(&"WITH").is_some() {
                words.next();
            }
            allowed.contains(licence)
        }
        None => false,
    }
}

fn allowed() -> BTreeSet<String> {
    let deny = toml("deny.toml");
    let list = deny["licenses"]["allow"].as_array().unwrap();
    list.iter().map(|licence| licence.as_str().unwrap().to_owned()).collect()
}

#[test]
fn every_licence_is_one_that_is_allowed() {
    let allowed = allowed();
    let licence = |package: &Value| package["license"].as_str().unwrap_or_default().to_owned();
    let bad: Vec<String> = crates()
        .iter()
        .filter(|package| !is_met(&licence(package), &allowed))
        .map(|package| format!("{}: {}", named(package), licence(package)))
        .collect();
    assert_eq!(bad, Vec::<String>::new());
}

#[test]
fn expressions_of_licences_are_read() {
    let allowed = BTreeSet::from(["MIT".to_owned(), "Zlib".to_owned()]);
    for met in ["MIT", "GPL-3.0 OR MIT", "X/MIT", "(X OR MIT) AND Zlib", "MIT WITH some-exception"]
    {
        assert!(is_met(met, &allowed), "{met}");
    }
    for unmet in ["", "GPL-3.0", "MIT AND X", "(MIT OR Zlib) AND X", "X WITH MIT", "MIT Zlib"] {
        assert!(!is_met(unmet, &allowed), "{unmet}");
    }
}

#[test]
fn every_crate_comes_from_the_one_registry_or_from_here() {
    let sources: BTreeSet<String> = crates()
        .iter()
        .filter_map(|package| package["source"].as_str().map(str::to_owned))
        .collect();
    assert_eq!(sources.len(), 1, "{sources:?}");
    assert!(sources.iter().all(|source| source.starts_with("registry+")), "{sources:?}");
}

#[test]
fn a_crate_comes_in_one_version_unless_deny_says_why() {
    let mut versions: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for package in crates() {
        versions
            .entry(package["name"].as_str().unwrap().to_owned())
            .or_default()
            .push(named(&package));
    }
    let deny = toml("deny.toml");
    let skipped: BTreeSet<String> = deny["bans"]["skip"]
        .as_array()
        .unwrap()
        .iter()
        .map(|skip| {
            assert!(skip["reason"].as_str().is_some_and(|reason| reason.len() > 10));
            skip["crate"].as_str().unwrap().to_owned()
        })
        .collect();
    let several = versions.values().filter(|named| named.len() > 1);
    let unexplained: Vec<&Vec<String>> = several
        .clone()
        .filter(|named| named.iter().filter(|name| !skipped.contains(*name)).count() > 1)
        .collect();
    assert_eq!(unexplained, Vec::<&Vec<String>>::new());
    let needed: BTreeSet<&String> = several.flatten().collect();
    let idle: Vec<&String> = skipped.iter().filter(|name| !needed.contains(name)).collect();
    assert_eq!(idle, Vec::<&String>::new(), "deny.toml explains what is not so");
}

#[test]
fn unsafe_code_is_forbidden() {
    let manifest = toml("Cargo.toml");
    assert_eq!(manifest["lints"]["rust"]["unsafe_code"].as_str(), Some("forbid"));
}
