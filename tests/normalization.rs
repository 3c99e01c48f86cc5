//! The conformance test of Unicode Normalization Form C, as the Unicode Character Database has it.
//!
//! Its file comes with the package `icu_normalizer`, in the version of the tables in use.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

mod common;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;

use common::laws::raw;
use scutch::{Config, Pipeline, catalog};

/// The columns of a line: source, NFC, NFD, NFKC, NFKD.
type Columns = [String; 5];

fn printed(program: &str, args: &[&str]) -> String {
    let mut command = Command::new(program);
    let output = command.args(args).current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// Returns where cargo keeps the package that carries the test file.
fn test_file() -> PathBuf {
    // Packages that only other platforms need are not on this machine.
    let compiler = printed("rustc", &["-vV"]);
    let host = compiler.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let flags = ["metadata", "--format-version=1", "--offline", "--filter-platform", host];
    let metadata: serde_json::Value =
        serde_json::from_str(&printed(env!("CARGO"), &flags)).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let package = packages.iter().find(|package| package["name"] == "icu_normalizer").unwrap();
    let manifest = PathBuf::from(package["manifest_path"].as_str().unwrap());
    manifest.with_file_name("tests/data/NormalizationTest.txt")
}

fn characters(column: &str) -> String {
    let code = |hex| char::from_u32(u32::from_str_radix(hex, 16).unwrap()).unwrap();
    column.split(' ').map(code).collect()
}

/// Returns the cases of each part of the file, `@Part0` first.
fn parts() -> Vec<Vec<Columns>> {
    let file = std::fs::read_to_string(test_file()).unwrap();
    let mut parts: Vec<Vec<Columns>> = Vec::new();
    for line in file.lines().filter(|line| !line.starts_with('#')) {
        if line.starts_with('@') {
            parts.push(Vec::new());
            continue;
        }
        let columns: Vec<String> = line.split(';').take(5).map(characters).collect();
        parts.last_mut().unwrap().push(columns.try_into().unwrap());
    }
    parts
}

/// Returns the pipeline of the NFC stage alone.
fn composing() -> Pipeline {
    let mut stages = catalog::stages(&Config::default()).unwrap();
    stages.retain(|stage| stage.id == "normalize/nfc");
    Pipeline::with_stages(&Config::default(), stages).unwrap()
}

fn composed(pipeline: &Pipeline, text: &str) -> String {
    pipeline.document(raw(text.as_bytes())).text().to_owned()
}

#[test]
fn every_case_of_the_unicode_database_holds() {
    let pipeline = composing();
    let cases = parts().concat();
    assert!(cases.len() > 18_000, "{} cases", cases.len());
    for [source, nfc, nfd, nfkc, nfkd] in &cases {
        for text in [source, nfc, nfd] {
            assert_eq!(&composed(&pipeline, text), nfc, "{text:?}");
        }
        for text in [nfkc, nfkd] {
            assert_eq!(&composed(&pipeline, text), nfkc, "{text:?}");
        }
    }
}

#[test]
fn cases_hold_in_the_middle_of_one_long_text() {
    let cases = parts().concat();
    let joined = |column: usize| cases.iter().map(move |case| case[column].as_str());
    let source: Vec<&str> = joined(0).collect();
    let nfc: Vec<&str> = joined(1).collect();
    assert_eq!(composed(&composing(), &source.join(" é, ")), nfc.join(" é, "));
}

#[test]
fn characters_that_the_database_does_not_list_stay() {
    let parts = parts();
    let listed: BTreeSet<&str> = parts[1].iter().map(|case| case[0].as_str()).collect();
    let all = ('\u{1}'..=char::MAX).map(String::from);
    let others: Vec<String> = all.filter(|c| !listed.contains(c.as_str())).collect();
    let text = others.join(" ");
    assert_eq!(composed(&composing(), &text), text);
}
