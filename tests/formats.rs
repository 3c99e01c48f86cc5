//! Every format, compression, shard, split and layout: the same rows, the same bytes however they are
//! made, and a proof by `scutch verify` that finds a change in any of them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use common::{scratch, scutch};

/// Texts that formats stumble over.
const NASTY: [&str; 14] = [
    "He said \"no\", twice.",
    "One line.\n\nAnother, with a comma.",
    "NA",
    "null",
    "007",
    "=SUM(A1:A9)",
    "'=1+1",
    "-12.5",
    "\u{1F6A2}\u{1F469}\u{200D}\u{1F52C} sails \u{2028} at noon",
    "\u{05E9}\u{05DC}\u{05D5}\u{05DD} \u{0645}\u{0631}\u{062D}\u{0628}\u{0627}",
    "a\tb; c; d",
    "{\"text\": \"not JSON\"}",
    "NUL \0 inside",
    "\\N",
];

/// Ways to write a dataset.
const WAYS: [&[&str]; 14] = [
    &["--format", "jsonl"],
    &["--format", "csv", "--tables", "csv"],
    &["--format", "parquet", "--tables", "parquet"],
    &["--format", "jsonl,csv,parquet", "--tables", "parquet,csv,jsonl"],
    &["--format", "jsonl,csv", "--compression", "gz"],
    &["--format", "csv,jsonl", "--compression", "zst", "--tables", "csv"],
    &["--format", "jsonl,csv,parquet", "--shard-size", "300B", "--tables", "jsonl,csv"],
    &["--format", "parquet,csv", "--split", "train=0.6,test=0.4"],
    &["--format", "csv", "--set", "write.formulas=escape", "--tables", "csv"],
    &["--layout", "huggingface", "--split", "train=0.5,test=0.5", "--shard-size", "300B"],
    &["--layout", "huggingface", "--format", "csv", "--compression", "gz"],
    &["--layout", "datatrove", "--compression", "gz", "--split", "a=0.5,b=0.5"],
    &["--layout", "datatrove", "--format", "parquet"],
    &["--layout", "dolma", "--compression", "zst", "--set", "write.added=2031-05-09T00:00:00Z"],
];

/// Makes a folder of the nasty texts, documents with fields, and one that is rejected.
fn corpus() -> tempfile::TempDir {
    let folder = scratch();
    for (number, text) in NASTY.iter().enumerate() {
        fs::write(folder.path().join(format!("{number:02}, \"x\".txt")), text).unwrap();
    }
    for number in 20..40 {
        let text = format!(
            " date 2031-05-{:02} By Kestrel\n\n\nFerry  {number} sails at noon.\n",
            number % 28 + 1
        );
        fs::write(folder.path().join(format!("{number}.txt")), text).unwrap();
    }
    fs::write(folder.path().join("50.png"), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").unwrap();
    folder
}

/// Runs over `input` with everything on but the repair that would take the NUL away.
fn run(input: &Path, output: &Path, way: &[&str]) {
    let mut command = scutch();
    command.arg("run").arg(input).arg("-q").arg("-o").arg(output).args(way);
    command.args(["--stages", "normalize,strip,split,filter"]).assert().success();
}

/// Runs over `input` with signals of quality and verdicts as well.
fn run_annotated(input: &Path, output: &Path, way: &[&str]) {
    let mut command = scutch();
    command.arg("run").arg(input).args(["-q", "--annotate", "-o"]).arg(output).args(way);
    command.args(["--set", "tag.quality=true", "--set", "filter.profile=scutch"]);
    command.args(["--stages", "normalize,strip,split,tag,filter"]).assert().success();
}

fn verify(dataset: &Path) -> (bool, String) {
    let output = scutch().arg("verify").arg(dataset).output().unwrap();
    (output.status.success(), String::from_utf8(output.stderr).unwrap())
}

/// Returns every file of a dataset with its bytes, by its name.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for path in fs::read_dir(next).unwrap().map(|entry| entry.unwrap().path()) {
            let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
            match path.is_dir() {
                true => folders.push(path),
                false if name.starts_with('.') => {}
                false => drop(found.insert(name, fs::read(path).unwrap())),
            }
        }
    }
    found
}

fn manifest(dataset: &Path) -> serde_json::Value {
    serde_json::from_slice(&fs::read(dataset.join("manifest.json")).unwrap()).unwrap()
}

/// Makes the digests of the manifest fit again.
fn forge(dataset: &Path) {
    let mut manifest = manifest(dataset);
    for output in manifest["outputs"].as_array_mut().unwrap() {
        use sha2::Digest;
        let bytes = fs::read(dataset.join(output["file"].as_str().unwrap())).unwrap();
        let digest = sha2::Sha256::digest(bytes);
        output["sha256"] =
            digest.iter().map(|byte| format!("{byte:02x}")).collect::<String>().into();
    }
    fs::write(dataset.join("manifest.json"), serde_json::to_vec(&manifest).unwrap()).unwrap();
}

#[test]
fn every_way_is_proven() {
    let (input, output) = (corpus(), scratch());
    for way in WAYS {
        run(input.path(), output.path(), way);
        assert_eq!(verify(output.path()), (true, String::new()), "{way:?}");
    }
}

#[test]
fn threads_and_batches_change_no_byte() {
    let input = corpus();
    for way in WAYS {
        let of = |threads: &str, documents: &str| {
            let output = scratch();
            let batch = format!("limits.batch_documents={documents}");
            let more = ["-j", threads, "--set", &batch];
            run(input.path(), output.path(), &[way, &more].concat());
            files(output.path())
        };
        let expected = of("1", "1000");
        assert!(of("2", "1") == expected && of("8", "7") == expected, "{way:?}");
    }
}

#[test]
fn what_an_earlier_way_left_is_gone() {
    let (input, output, fresh) = (corpus(), scratch(), scratch());
    for way in WAYS {
        run(input.path(), output.path(), way);
    }
    fs::write(output.path().join("mine.txt"), "not of scutch").unwrap();
    run(input.path(), output.path(), WAYS[0]);
    run(input.path(), fresh.path(), WAYS[0]);
    let mut found = files(output.path());
    assert!(found.remove("mine.txt").is_some());
    assert!(found == files(fresh.path()), "{:?}", found.keys());
    assert!(!output.path().join("data").exists());
}

#[test]
fn every_file_is_proven() {
    let (input, output) = (corpus(), scratch());
    // One of each kind: every format, compression and descriptor.
    for way in [WAYS[3], WAYS[4], WAYS[9], WAYS[13]] {
        run(input.path(), output.path(), way);
        let names: Vec<PathBuf> = files(output.path()).into_keys().map(PathBuf::from).collect();
        for name in names.iter().filter(|name| !name.ends_with("manifest.json")) {
            let path = output.path().join(name);
            let good = fs::read(&path).unwrap();
            // Without its last bytes a compressed file has no end; a plain one lacks half a line.
            fs::write(&path, &good[..good.len() - 3.min(good.len())]).unwrap();
            let before = fs::read(output.path().join("manifest.json")).unwrap();
            forge(output.path());
            let (proven, told) = verify(output.path());
            assert!(!proven || good.is_empty(), "{way:?}: {} cut: {told}", name.display());
            fs::write(&path, &good).unwrap();
            fs::write(output.path().join("manifest.json"), before).unwrap();
        }
        assert!(verify(output.path()).0, "{way:?}");
    }
}

#[test]
fn a_copy_with_another_value_is_named() {
    let (input, output) = (corpus(), scratch());
    run(input.path(), output.path(), &["--format", "parquet,csv", "--tables", "jsonl,csv"]);
    for (name, from, to) in [
        ("documents.csv", "Ferry 21 sails", "Ferry 22 sails"),
        ("changes.csv", ",date/published,", ",date/publishes,"),
    ] {
        let path = output.path().join(name);
        let good = fs::read_to_string(&path).unwrap();
        assert!(good.contains(from), "{good}");
        fs::write(&path, good.replacen(from, to, 1)).unwrap();
        forge(output.path());
        let (proven, told) = verify(output.path());
        assert!(!proven && told.contains(&format!("{name}: record")), "{told}");
        fs::write(&path, good).unwrap();
    }
}

#[test]
fn shards_hold_as_much_as_they_may_and_no_more() {
    let (input, output) = (corpus(), scratch());
    run(input.path(), output.path(), &["--format", "jsonl", "--shard-size", "1KB"]);
    let shards: Vec<(String, Vec<u8>)> = files(output.path())
        .into_iter()
        .filter(|(name, _)| name.starts_with("documents-"))
        .collect();
    assert!(shards.len() > 3, "{}", shards.len());
    for (number, (name, _)) in shards.iter().enumerate() {
        assert_eq!(*name, format!("documents-{number:05}-of-{:05}.jsonl", shards.len()));
    }
    let rows: u64 = shards
        .iter()
        .map(|(_, bytes)| bytes.iter().filter(|byte| **byte == b'\n').count() as u64)
        .sum();
    assert_eq!(rows, manifest(output.path())["documents"]["kept"].as_u64().unwrap());
}

#[test]
fn a_document_stays_in_its_part_when_others_come() {
    let (input, output) = (corpus(), scratch());
    let way = ["--format", "jsonl", "--split", "train=0.7,test=0.3"];
    let tests = |output: &Path| -> Vec<String> {
        let text = fs::read_to_string(output.join("documents-test.jsonl")).unwrap();
        text.lines().map(|line| line.chars().take(40).collect()).collect()
    };
    run(input.path(), output.path(), &way);
    let before = tests(output.path());
    for number in 60..90 {
        fs::write(input.path().join(format!("{number}.txt")), format!("Ferry {number} is late."))
            .unwrap();
    }
    run(input.path(), output.path(), &way);
    let after = tests(output.path());
    assert!(!before.is_empty() && before.iter().all(|id| after.contains(id)));
}

#[test]
fn a_value_without_meaning_is_told_before_anything_is_read() {
    for (flag, value, told) in [
        ("--split", "train=0.9", "write.split: expected shares that add up to 1, found 0.9"),
        ("--layout", "zip", "expected `plain`, `huggingface`, `datatrove` or `dolma`"),
        ("--shard-size", "big", "expected a size such as `256MB`"),
        ("--set", "write.added=today", "write.added: expected a time such as"),
        ("--set", "limits.document_bytes=9999999999", "limits.document_bytes: expected at most"),
    ] {
        let output = scratch();
        let mut command = scutch();
        command
            .args(["run", "seeds", "--format", "parquet", "-o"])
            .arg(output.path())
            .args([flag, value]);
        let ended = command.output().unwrap();
        let found = String::from_utf8(ended.stderr).unwrap();
        assert!(ended.status.code() == Some(2) && found.contains(told), "{found}");
    }
}

#[test]
fn signals_and_verdicts_are_proven_in_every_way() {
    let input = corpus();
    for way in WAYS {
        let output = scratch();
        run_annotated(input.path(), output.path(), way);
        let (is_good, told) = verify(output.path());
        assert!(is_good, "{way:?}: {told}");
    }
}

#[test]
fn a_signal_that_was_changed_is_found() {
    let (input, output) = (corpus(), scratch());
    run_annotated(input.path(), output.path(), &["--format", "jsonl"]);
    for name in ["documents.jsonl", "changes.jsonl"] {
        let path = output.path().join(name);
        let rows = fs::read_to_string(&path).unwrap();
        let changed = rows.replacen("stop_words\":0", "stop_words\":3", 1);
        let changed = changed.replacen("stop_words\\\":0", "stop_words\\\":3", 1);
        assert_ne!(rows, changed, "{name}");
        fs::write(&path, changed).unwrap();
    }
    let (is_good, told) = verify(output.path());
    assert!(!is_good && told.contains("quality/signals in tag/quality"), "{told}");
}
