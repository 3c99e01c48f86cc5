//! Strings that break programs, of our own making, through every sink and the report, and read back equal.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

mod common;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;

use common::{scratch, scutch};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use serde_json::Value;

/// Returns every string of `cases/naughty.json`.
fn strings() -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/naughty.json");
    let sorts: BTreeMap<String, Vec<String>> =
        serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    sorts.into_values().flatten().collect()
}

/// Writes records of which each has a string in its text, its fields and what else came along.
fn write_inputs(path: &Path) -> Vec<String> {
    let strings = strings();
    let lines = strings.iter().enumerate().map(|(number, naughty)| {
        let text = format!("{number}: {naughty} and so on.");
        let row = serde_json::json!({ "text": text, "title": naughty, naughty: [naughty] });
        format!("{row}\n")
    });
    fs::write(path, lines.collect::<String>()).unwrap();
    strings
}

/// Runs over the records, verifies, and returns the folder.
fn run(stages: &str, flags: &[&str]) -> (tempfile::TempDir, Vec<String>) {
    let scratch = scratch();
    let input = scratch.path().join("in.jsonl");
    let strings = write_inputs(&input);
    let output = scratch.path().join("out");
    let mut command = scutch();
    command.arg("run").arg(&input).arg("-q").arg("-o").arg(&output).args(["--stages", stages]);
    command.args(["--format", "jsonl,csv,parquet", "--report"]).args(flags).assert().success();
    scutch().arg("verify").arg(&output).assert().success();
    (scratch, strings)
}

/// Returns a column of the records in each of the three formats.
fn columns(output: &Path, column: &str) -> [Vec<String>; 3] {
    let jsonl = fs::read_to_string(output.join("documents.jsonl")).unwrap();
    let text = |row: Value| row[column].as_str().unwrap_or_default().to_owned();
    let from_jsonl = jsonl.lines().map(|line| text(serde_json::from_str(line).unwrap())).collect();
    let mut csv = csv::Reader::from_path(output.join("documents.csv")).unwrap();
    let place = csv.headers().unwrap().iter().position(|name| name == column).unwrap();
    let from_csv = csv.records().map(|row| row.unwrap()[place].to_owned()).collect();
    let file = File::open(output.join("documents.parquet")).unwrap();
    let parquet = SerializedFileReader::new(file).unwrap();
    let value = |row: parquet::record::Row| {
        let field = row.get_column_iter().find(|(name, _)| *name == column).unwrap().1.clone();
        if let Field::Str(text) = field { text } else { String::new() }
    };
    let from_parquet = parquet.get_row_iter(None).unwrap().map(|row| value(row.unwrap())).collect();
    [from_jsonl, from_csv, from_parquet]
}

#[test]
fn naughty_strings_are_read_back_from_every_format_as_they_were() {
    let (scratch, strings) = run("decode", &["--set", "dedupe.exact=false"]);
    let expected: Vec<String> = strings
        .iter()
        .enumerate()
        .map(|(number, naughty)| format!("{number}: {naughty} and so on."))
        .collect();
    for found in columns(&scratch.path().join("out"), "text") {
        assert_eq!(found, expected);
    }
}

#[test]
fn formats_agree_on_naughty_strings_that_were_cleaned() {
    let (scratch, _) = run("all", &[]);
    let output = scratch.path().join("out");
    for column in ["text", "title", "meta", "file"] {
        let [jsonl, csv, parquet] = columns(&output, column);
        assert!(!jsonl.is_empty(), "{column}");
        // A value that is no text stands in CSV as JSON, which other tests read.
        if column != "meta" {
            assert_eq!((&csv, &parquet), (&jsonl, &jsonl), "{column}");
        }
    }
}

#[test]
fn compressed_shards_hold_naughty_strings_and_verify() {
    run("all", &["--shard-size", "2KB", "--compression", "zst"]);
}

#[test]
fn the_report_shows_naughty_strings_and_runs_none() {
    let (scratch, _) = run("all", &[]);
    let page = fs::read_to_string(scratch.path().join("out/report.html")).unwrap();
    let parsed = html5ever::parse_document(markup5ever_rcdom::RcDom::default(), Default::default());
    let page = html5ever::tendril::TendrilSink::one(parsed, page.as_str());
    let mut active = Vec::new();
    let mut texts = String::new();
    look(&page.document, &mut active, &mut texts);
    assert_eq!(active, Vec::<String>::new());
    assert!(
        texts.contains("&lt;b&gt;") || texts.contains("ferry"),
        "nothing of the strings is shown"
    );
}

/// Gathers elements and attributes that do something, and the text.
fn look(node: &markup5ever_rcdom::Handle, active: &mut Vec<String>, texts: &mut String) {
    use markup5ever_rcdom::NodeData;
    match &node.data {
        NodeData::Element { name, attrs, .. } => {
            let name = name.local.to_string();
            if ["script", "img", "iframe", "object", "embed", "link"].contains(&name.as_str()) {
                active.push(name);
            }
            for attr in attrs.borrow().iter() {
                let (name, value) = (attr.name.local.to_string(), attr.value.to_string());
                if name.starts_with("on") || value.trim_start().starts_with("javascript:") {
                    active.push(name);
                }
            }
        }
        NodeData::Text { contents } => texts.push_str(&contents.borrow()),
        _ => {}
    }
    node.children.borrow().iter().for_each(|child| look(child, active, texts));
}

#[cfg(unix)]
#[test]
fn files_with_naughty_names_are_read_and_verified() {
    let scratch = scratch();
    let (input, output) = (scratch.path().join("in"), scratch.path().join("out"));
    fs::create_dir(&input).unwrap();
    let mut count = 0;
    for (number, naughty) in strings().into_iter().enumerate() {
        let name = naughty.replace(['/', '\0'], "_");
        // A hidden file is none that is read.
        if name.len() < 200 && !name.starts_with('.') {
            count += 1;
            let text = format!("The ferry number {number} sails at noon.");
            fs::write(input.join(format!("{name}{number}")), text).unwrap();
        }
    }
    let mut command = scutch();
    command.arg("run").arg(&input).arg("-q").arg("-o").arg(&output).args(["--report"]);
    command.args(["--stages", "decode", "--format", "jsonl,csv,parquet"]).assert().success();
    scutch().arg("verify").arg(&output).assert().success();
    let [jsonl, csv, parquet] = columns(&output, "file");
    assert_eq!((jsonl.len(), &csv, &parquet), (count, &jsonl, &jsonl));
}
