//! Checks of a dataset: what is planted is found where it was planted, and nothing else is.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

mod common;

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use common::checked::*;
use common::{scratch, scutch};
use scutch::check::{self, Failure, render};

#[test]
fn a_finding_has_document_field_line_bytes_and_value() {
    let folder = loose(|rows| rows[6]["text"] = "The ferry.\nThe cafÃ© is shut.".into());
    let report = checked(folder.path(), "", "").map_err(told).unwrap();
    let outcome =
        report.outcomes.iter().find(|outcome| outcome.check.id == "text/mojibake").unwrap();
    let finding = &outcome.findings[0];
    assert_eq!(finding.record, Some(7));
    assert!(finding.file.ends_with("documents.jsonl"));
    assert_eq!(finding.document, rows(&good())[6]["file"].as_str().unwrap());
    let place = &finding.place;
    assert_eq!((place.field.as_str(), place.line, place.at), ("text", 2, Some((18, 22))));
    assert_eq!(place.value, "Ã©");
}

#[test]
fn clean_variations_do_not_fail() {
    let run = |settings: &[&str]| run_over(&cases(), &[&["run.limit=120"], settings].concat());
    let variations: Vec<(&str, TempDir)> = vec![
        ("as it is", run(&[])),
        ("parquet", run(&["run.format=['parquet']"])),
        ("csv", run(&["run.format=['csv']"])),
        ("gzip in shards", run(&["write.compression=gz", "write.shard_size=20000"])),
        ("zstd", run(&["write.compression=zst"])),
        ("splits", run(&["write.split=train=0.8,test=0.2"])),
        ("huggingface", run(&["write.layout=huggingface"])),
        ("datatrove", run(&["write.layout=datatrove"])),
        ("dolma", run(&["write.layout=dolma"])),
        (
            "with signals",
            run(&["tag.quality=true", "filter.annotate=true", "filter.profile=scutch"]),
        ),
        ("seeds", run_over(&Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds"), &[])),
        ("other keys", {
            let folder = loose(|rows| {
                for (number, row) in rows.iter_mut().enumerate() {
                    *row = json!({ "uid": number, "content": row["text"], "headline": row["title"],
                        "pubDate": row["published"] });
                }
            });
            fs::create_dir(folder.path().join("good")).unwrap();
            let name = folder.path().join("good/documents.jsonl");
            fs::rename(folder.path().join("documents.jsonl"), name).unwrap();
            folder
        }),
    ];
    for (name, folder) in variations {
        let report = checked(&folder.path().join("good"), "", "").map_err(told).unwrap();
        let failed: Vec<String> = found(&report);
        assert!(failed.is_empty(), "{name}: {}", render::text(&report));
        assert!(report.documents > 4, "{name}");
    }
}

#[test]
fn every_example_of_a_check_is_true() {
    for check in check::checks() {
        for sample in check.examples {
            let folder = scratch();
            for (name, text) in sample.files {
                fs::write(folder.path().join(name), text).unwrap();
            }
            let report = checked(folder.path(), sample.config, "").map_err(told).unwrap();
            let is_found = found(&report).iter().any(|id| id == check.id);
            assert_eq!(is_found, sample.fails, "{}: {}", check.id, render::text(&report));
        }
    }
}

/// Runs the program with these arguments; returns the exit status, and what it printed.
fn run(args: &[&str]) -> (i32, String, String) {
    let output = scutch().args(args).args(["--today", TODAY]).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn threads_make_no_difference() {
    let folder = loose(|rows| {
        put(rows, " The cafÃ©  is &amp; shut.");
        rows.push(rows[7].clone());
    });
    let path = folder.path().to_str().unwrap();
    let one = run(&["check", path, "--format", "json", "-j", "1"]);
    assert_eq!(one.0, 1);
    for threads in ["2", "8"] {
        assert_eq!(run(&["check", path, "--format", "json", "-j", threads]), one);
    }
}

#[test]
fn the_exit_status_tells_data_from_usage_and_reading() {
    let good = good();
    let good = good.to_str().unwrap();
    assert_eq!(run(&["check", good]).0, 0);
    let bad = loose(|rows| put(rows, " The cafÃ© is shut."));
    let bad = bad.path().to_str().unwrap();
    assert_eq!(run(&["check", bad]).0, 1);
    assert_eq!(run(&["check", bad, "--set", "check.mojibake.error=off"]).0, 0);
    let warned = ["check", bad, "--set", "check.mojibake={error='off',warning='> 0'}"];
    assert_eq!(run(&warned).0, 0);
    assert_eq!(run(&[&warned[..], &["--fail-on", "warning"]].concat()).0, 1);
    let (status, _, told) = run(&["check", good, "--select", "mojibak"]);
    assert_eq!(status, 2);
    assert!(told.contains("did you mean `text/mojibake`?"), "{told}");
    // Nothing was evaluated.
    assert_eq!(run(&["check", good, "--select", "drift"]).0, 2);
    assert_eq!(run(&["check", good, "--set", "check.nul-rate.title.error=> 0"]).0, 2);
    assert_eq!(run(&["check", good, "--update-baseline"]).0, 2);
    assert_eq!(run(&["check", "no/such/dataset"]).0, 3);
    assert_eq!(run(&["check", good, "--baseline", "no/such/file"]).0, 3);
    // Who asks for a check by name hears that it had nothing to look at.
    let (status, text, _) = run(&["check", good, "--set", "check.range.mood.min=1"]);
    assert_eq!(status, 1);
    assert!(text.contains("no document has a value in \"mood\""), "{text}");
}

#[test]
fn waivers_hold_until_their_day() {
    let bad = loose(|rows| put(rows, " The cafÃ© is shut."));
    let waiver = |until: &str| {
        format!(
            "[[check.waive]]\ncheck = \"mojibake\"\nuntil = \"{until}\"\nreason = \"is mended in May\""
        )
    };
    let report = checked(bad.path(), &waiver(TODAY), "").map_err(told).unwrap();
    assert!(found(&report).is_empty() && report.warnings.is_empty());
    let report = checked(bad.path(), &waiver("2039-12-31"), "").map_err(told).unwrap();
    assert_eq!(found(&report), ["text/mojibake"]);
    assert_eq!(report.warnings, ["the waiver of mojibake ended on 2039-12-31: is mended in May"]);
    let unknown = checked(bad.path(), &waiver(TODAY).replace("mojibake", "mojibak"), "");
    assert!(matches!(unknown, Err(Failure::Config(_))));
}

#[test]
fn conditions_choose_the_documents() {
    let folder = loose(|rows| rows[6]["language"] = "qaa".into());
    let config = "[check.range.words]\nmin = 100000\nwhere = 'language = \"qaa\"'";
    let report = checked(folder.path(), config, "").map_err(told).unwrap();
    let outcome =
        report.outcomes.iter().find(|outcome| outcome.check.id == "fields/range").unwrap();
    assert_eq!((outcome.measured, outcome.of), (1.0, Some(1)));
}

#[test]
fn hostile_records_harm_nothing() {
    let folder = scratch();
    let deep = format!("{}{}", "[".repeat(5000), "]".repeat(5000));
    let long = "x ".repeat(1 << 20);
    let records = [
        "{\"text\":\"</script><script>alert(1)</script>\",\"title\":\"\\u0000\\u001b[31m\\u202e\"}"
            .to_owned(),
        format!("{{\"text\":\"a\",\"deep\":{deep}}}"),
        format!("{{\"text\":\"{long}\"}}"),
        "{\"text\":{}}\n[]\nnull\n\u{0}\n{\"\":\"\"}".to_owned(),
        "{\"text\":\"\\ud800\\udc00\\ud800\"}".to_owned(),
        "{\"published\":\"99999999999999999999-99-99\",\"text\":\"b\"}".to_owned(),
    ];
    let mut bytes = records.join("\n").into_bytes();
    bytes.extend(b"\n{\"text\":\"\xFF\xFE\"}\n{\"te");
    fs::write(folder.path().join("a.jsonl"), bytes).unwrap();
    let path = folder.path().to_str().unwrap();
    for format in ["text", "json", "junit", "sarif", "github"] {
        let (status, text, told) = run(&["check", path, "--format", format]);
        assert_eq!(status, 1, "{told}");
        // JSON is for programs, and has texts as they are.
        let hidden: &[char] =
            if format == "json" { &['\u{1b}', '\0'] } else { &['\u{1b}', '\u{202e}', '\0'] };
        assert!(!text.contains(hidden), "{format}");
    }
    for empty in ["", "\n\n", "{}\n"] {
        fs::write(folder.path().join("a.jsonl"), empty).unwrap();
        assert!((1..=3).contains(&run(&["check", path]).0), "{empty:?}");
    }
}

#[test]
fn a_baseline_is_written_whole_and_read_again() {
    let folder = scratch();
    let path = folder.path().join("base.json");
    let (good, name) = (good(), path.to_str().unwrap());
    let good = good.to_str().unwrap();
    let make = ["check", good, "--baseline", name, "--update-baseline", "-q"];
    assert_eq!(run(&make).0, 0);
    let first = fs::read(&path).unwrap();
    assert_eq!(run(&make).0, 0);
    assert_eq!(fs::read(&path).unwrap(), first);
    let (status, text, _) = run(&["check", good, "--baseline", name, "--set", "check.min_rows=10"]);
    assert_eq!(status, 0, "{text}");
    assert!(!text.contains("no baseline"), "{text}");
}

#[test]
fn differences_are_told_document_by_document() {
    let good = good();
    let other = loose(|rows| {
        rows[6]["title"] = "Another".into();
        put(rows, " A sentence more.");
        rows.remove(3);
        let mut new = rows[9].clone();
        new["file"] = "new.txt".into();
        new["id"] = "ab".repeat(16).into();
        rows.push(new);
        rows.reverse();
    });
    let (a, b) = (good.to_str().unwrap(), other.path().to_str().unwrap());
    let diff = |args: &[&str]| {
        let output = scutch().arg("diff").args(args).output().unwrap();
        (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
    };
    assert_eq!(diff(&[a, a]).0, 0);
    let (status, text) = diff(&[a, b, "--format", "json"]);
    assert_eq!(status, 1);
    let told: Value = serde_json::from_str(&text).unwrap();
    let gone = rows(&good)[3]["file"].clone();
    assert_eq!((&told["key"], &told["added"]), (&json!("file"), &json!(["new.txt"])));
    assert_eq!(told["removed"], json!([gone]));
    assert_eq!(told["changed"].as_array().map(Vec::len), Some(1));
    assert_eq!(told["changed"][0]["fields"]["title"]["after"], "Another");
    let lines = told["changed"][0]["text"].to_string();
    assert!(lines.contains("A sentence more."), "{lines}");
    assert_eq!(diff(&[a, "no/such"]).0, 3);
    assert_eq!(diff(&["-", "-"]).0, 2);
    // CSV has no numbers, no lists and no null.
    let (json, csv) = (good.join("documents.jsonl"), good.join("documents.csv"));
    let (json, csv) = (json.to_str().unwrap(), csv.to_str().unwrap());
    assert_eq!(diff(&[json, csv]), (0, diff(&[csv, csv]).1));
    let changed = other.path().join("documents.jsonl");
    let (status, text) = diff(&[csv, changed.to_str().unwrap(), "--format", "json"]);
    assert_eq!(status, 1);
    let told: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(told["changed"].as_array().map(Vec::len), Some(1), "{text}");
}
