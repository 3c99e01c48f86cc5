//! Drift from a baseline: what moved in copies of a good dataset is told by its check alone.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use common::checked::*;
use common::scratch;
use scutch::check::{self, Status, render};
use serde_json::Value;
use tempfile::TempDir;

/// The good dataset has fewer documents than config asks for.
const FEW: &str = "[check]\nmin_rows = 50";

/// Writes the profile of a dataset as a baseline, and returns the file.
fn baseline(dataset: &Path, at: &Path) -> PathBuf {
    let report = checked(dataset, "", "").map_err(told).unwrap();
    let profile = report.profile.unwrap();
    let path = at.join("baseline.json");
    fs::write(&path, profile.to_json()).unwrap();
    path
}

/// Returns the checks of drift that found something, and the report as text.
fn drift(dataset: &Path, baseline: &Path) -> (Vec<String>, String) {
    let report = checked(dataset, FEW, baseline.to_str().unwrap()).map_err(told).unwrap();
    let of_drift = |outcome: &&check::Outcome| outcome.check.group() == "drift";
    let looked = |outcome: &&check::Outcome| outcome.status != Status::Skipped;
    assert!(report.outcomes.iter().filter(of_drift).filter(looked).count() >= 6);
    let found = found(&report).into_iter().filter(|id| id.starts_with("drift/")).collect();
    (found, render::text(&report))
}

/// Writes half of the cases into a folder: every second document, from the first or the second on.
fn half(from: usize, end: &str) -> TempDir {
    let folder = scratch();
    let mut paths: Vec<PathBuf> =
        fs::read_dir(cases()).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    paths.sort();
    for (number, path) in paths.iter().skip(from).step_by(2).enumerate() {
        let text = fs::read(path).unwrap();
        // Three in ten have what is new.
        let more = if number % 10 < 3 { end.as_bytes() } else { b"" };
        fs::write(folder.path().join(path.file_name().unwrap()), [&text, more].concat()).unwrap();
    }
    folder
}

#[test]
fn drift_is_seen_where_furniture_changes_and_nowhere_else() {
    let dataset = |input: TempDir| run_over(input.path(), &["dedupe.exact=false"]);
    let folder = scratch();
    let first = dataset(half(0, ""));
    let before = baseline(&first.path().join("good"), folder.path());
    let (same, told) = drift(&first.path().join("good"), &before);
    assert!(same.is_empty(), "{told}");
    let (other, told) = drift(&dataset(half(1, "")).path().join("good"), &before);
    assert!(other.is_empty(), "{told}");
    // No rule knows this line: only that it stands there so often tells.
    let widget = "\n\nThe Lantern club meets readers on the pier, bring a friend along\n";
    let (moved, told) = drift(&dataset(half(1, widget)).path().join("good"), &before);
    assert!(moved.iter().any(|id| id == "drift/new-line"), "{told}");
    assert!(told.contains("the lantern club meets readers"), "{told}");
}

/// Lines that rules know, so many that none stands there often.
const FURNITURE: &[&str] = &[
    "Share this article",
    "Read more",
    "Related stories",
    "Privacy policy",
    "Terms of use",
    "Leave a comment",
    "Most popular",
    "Follow us on Facebook",
    "Subscribe to our newsletter",
    "Print this page",
    "All rights reserved.",
    "Contact us",
    "Latest news",
    "Advertisement",
    "Add to favorites",
    "Send to a friend",
    "Cookie policy",
    "Top stories",
    "See also",
    "No comments yet",
];

/// Gives every second document that has a value of this field another one.
fn retold(rows: &mut [Value], field: &str, value: &str) {
    let filled = rows.iter_mut().filter(|row| row[field].is_string());
    filled.step_by(2).for_each(|row| row[field] = value.into());
}

/// Returns the good dataset with a section for every document, and then with what `plant` moves.
fn moved(plant: fn(&mut Vec<Value>)) -> TempDir {
    sealed(|rows| {
        rows.iter_mut().for_each(|row| row["section"] = "News".into());
        plant(rows);
    })
}

/// What has moved, by the check that must tell it.
type Move = (&'static str, fn() -> TempDir);

const MOVES: &[Move] = &[
    ("drift/document-count", || {
        moved(|rows| {
            let once = rows.clone();
            (0..2).for_each(|_| rows.extend(once.iter().cloned()));
        })
    }),
    ("drift/nulls", || {
        moved(|rows| rows.iter_mut().step_by(2).for_each(|row| row["published"] = Value::Null))
    }),
    ("drift/lengths", || {
        moved(|rows| {
            for row in rows.iter_mut() {
                let text = row["text"].as_str().unwrap();
                let (half, _) = text.split_at(text.floor_char_boundary(text.len() / 3));
                row["text"] = half.into();
            }
        })
    }),
    ("drift/languages", || moved(|rows| retold(rows, "language", "de"))),
    ("drift/sources", || moved(|rows| retold(rows, "source", "Kestrel"))),
    ("drift/sections", || moved(|rows| retold(rows, "section", "Tides"))),
    ("drift/furniture-rate", || {
        moved(|rows| {
            for (row, line) in rows.iter_mut().step_by(2).zip(FURNITURE.iter().cycle()) {
                row["text"] = format!("{}\n\n{line}", row["text"].as_str().unwrap()).into();
            }
        })
    }),
    ("drift/rules", || {
        let folder = moved(|_| ());
        let path = folder.path().join("manifest.json");
        let text = fs::read_to_string(&path).unwrap();
        let mut manifest: Value = serde_json::from_str(&text).unwrap();
        let rules = manifest["rules"].as_object_mut().unwrap();
        let most = rules.values_mut().max_by_key(|rule| rule["documents"].as_u64());
        most.unwrap()["documents"] = 0.into();
        fs::write(path, manifest.to_string()).unwrap();
        folder
    }),
];

static BASELINE: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = scratch();
    baseline(moved(|_| ()).path(), folder.path());
    folder
});

#[test]
fn what_moved_is_told_by_its_check_alone() {
    let before = BASELINE.path().join("baseline.json");
    let (same, told) = drift(moved(|_| ()).path(), &before);
    assert!(same.is_empty(), "{told}");
    for (check, plant) in MOVES {
        let (found, told) = drift(plant().path(), &before);
        assert_eq!(found, [*check], "{told}");
    }
}

#[test]
fn every_check_of_drift_is_made_to_tell() {
    let own = check::checks().filter(|check| check.group() == "drift").map(|check| check.id);
    let moved: Vec<&str> = MOVES.iter().map(|(check, _)| *check).collect();
    let left: Vec<&str> = own.filter(|id| !moved.contains(id)).collect();
    assert_eq!(left, ["drift/new-line"], "the other test has it");
}
