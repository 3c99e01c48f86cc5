//! `scutch verify` proves a dataset, and finds any byte that was changed.

#![expect(clippy::unwrap_used, reason = "a helper of tests fails them by panicking")]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::{scratch, scutch};

struct Case {
    // Holds both folders until the end of the test.
    _scratch: tempfile::TempDir,
    raw: PathBuf,
    dataset: PathBuf,
}

fn case() -> Case {
    let scratch = scratch();
    let (raw, dataset) = (scratch.path().join("raw"), scratch.path().join("dataset"));
    fs::create_dir(&raw).unwrap();
    fs::write(raw.join("a.txt"), " date 2031-05-09 By Kestrel\n\n\nThe  ferry sails at noon.\n")
        .unwrap();
    fs::write(raw.join("b.txt"), b"Caf\xE9 \xE0 la carte, gar\xE7on, d\xE9j\xE0 vu.\r\nEnd.")
        .unwrap();
    fs::write(raw.join("c.png"), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").unwrap();
    scutch().arg("run").arg(&raw).arg("-q").arg("-o").arg(&dataset).assert().success();
    Case { _scratch: scratch, raw, dataset }
}

fn verify(dataset: &Path) -> (bool, String) {
    let output = scutch().arg("verify").arg(dataset).output().unwrap();
    (output.status.success(), String::from_utf8(output.stderr).unwrap())
}

fn replace(path: &Path, from: &str, to: &str) {
    let text = fs::read(path).unwrap();
    let at = text.windows(from.len()).position(|part| part == from.as_bytes());
    let at = at.unwrap_or_else(|| panic!("{from:?} stands in {}", path.display()));
    let mut changed = text[..at].to_vec();
    changed.extend_from_slice(to.as_bytes());
    changed.extend_from_slice(&text[at + from.len()..]);
    fs::write(path, changed).unwrap();
}

/// Makes the digests of the manifest fit again, so that the replay alone must find the change.
fn forge(dataset: &Path) {
    let path = dataset.join("manifest.json");
    let mut manifest: serde_json::Value =
        serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    for output in manifest["outputs"].as_array_mut().unwrap() {
        let bytes = fs::read(dataset.join(output["file"].as_str().unwrap())).unwrap();
        output["sha256"] = sha256(&bytes).into();
    }
    fs::write(path, serde_json::to_vec(&manifest).unwrap()).unwrap();
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest;
    sha2::Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn a_dataset_is_proven() {
    let case = case();
    assert_eq!(verify(&case.dataset), (true, String::new()));
}

#[test]
fn inputs_may_have_moved() {
    let case = case();
    let elsewhere = case.raw.with_file_name("elsewhere");
    fs::rename(&case.raw, &elsewhere).unwrap();
    assert!(!verify(&case.dataset).0);
    scutch().arg("verify").arg(&case.dataset).arg(&elsewhere).assert().success();
}

#[test]
fn a_changed_output_byte_fails_by_digest() {
    for name in ["documents.jsonl", "documents.csv", "rejected.jsonl", "changes.jsonl"] {
        let case = case();
        let path = case.dataset.join(name);
        let mut bytes = fs::read(&path).unwrap();
        let last = bytes.len() - 3;
        bytes[last] ^= 1;
        fs::write(&path, bytes).unwrap();
        let (proven, told) = verify(&case.dataset);
        assert!(!proven && told.contains(name) && told.contains("sha256"), "{name}: {told}");
    }
}

#[test]
fn a_changed_raw_byte_fails_and_names_the_file() {
    for (name, from, to) in [("a.txt", "noon", "moon"), ("c.png", "PNG", "png")] {
        let case = case();
        replace(&case.raw.join(name), from, to);
        let (proven, told) = verify(&case.dataset);
        assert!(!proven && told.contains(name) && told.contains("raw_hash"), "{told}");
    }
}

#[test]
fn a_forged_record_fails_by_replay() {
    for (from, to, place) in [
        ("sails at noon", "sails at moon", "text at character 19"),
        ("\"published\":\"2031-05-09\"", "\"published\":\"2031-05-08\"", "published"),
        ("\"source\":\"Kestrel\"", "\"source\":null", "source"),
        ("\"words\":5", "\"words\":6", "words"),
        ("\"paragraphs\":1", "\"paragraphs\":2", "paragraphs"),
        ("windows-1252", "windows-1251", "text at character"),
    ] {
        let case = case();
        replace(&case.dataset.join("documents.jsonl"), from, to);
        forge(&case.dataset);
        let (proven, told) = verify(&case.dataset);
        assert!(!proven && told.contains(place), "{from}: {told}");
    }
}

#[test]
fn a_forged_ledger_fails_by_replay() {
    for (from, to) in [
        ("\"was\":\"  \"", "\"was\":\" \""),
        ("\"with\":\" \"", "\"with\":\"\""),
        ("\"raw_start\":1,", "\"raw_start\":2,"),
        ("\"value\":\"Kestrel\"", "\"value\":\"Osprey\""),
        ("\"document\":1,", "\"document\":2,"),
    ] {
        let case = case();
        replace(&case.dataset.join("changes.jsonl"), from, to);
        forge(&case.dataset);
        let (proven, told) = verify(&case.dataset);
        assert!(!proven && told.contains(".txt"), "{from}: {told}");
    }
}

#[test]
fn a_forged_csv_fails_against_the_records() {
    let case = case();
    replace(&case.dataset.join("documents.csv"), "at noon", "at moon");
    forge(&case.dataset);
    let (proven, told) = verify(&case.dataset);
    assert!(!proven && told.contains("documents.csv: record 1"), "{told}");
}

#[test]
fn a_raw_file_that_came_or_went_is_named() {
    let case = case();
    fs::write(case.raw.join("aa.txt"), "New.").unwrap();
    let (proven, told) = verify(&case.dataset);
    assert!(!proven && told.contains("aa.txt: expected a record or a rejection"), "{told}");
    fs::remove_file(case.raw.join("aa.txt")).unwrap();
    fs::remove_file(case.raw.join("a.txt")).unwrap();
    let (proven, told) = verify(&case.dataset);
    assert!(!proven && told.contains("a.txt: expected the raw document"), "{told}");
}
