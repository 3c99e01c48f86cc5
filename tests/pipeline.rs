//! Whole runs: the seeds against their golden dataset, and the same bytes for any way of running.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

mod common;

use std::fs;
use std::path::Path;

use common::{scratch, scutch, shared};

/// The files of a dataset.
const FILES: [&str; 7] = [
    "documents.jsonl",
    "documents.csv",
    "rejected.jsonl",
    "duplicates.jsonl",
    "changes.jsonl",
    "datapackage.json",
    "manifest.json",
];

fn files(folder: &Path) -> Vec<Vec<u8>> {
    FILES.iter().map(|name| fs::read(folder.join(name)).unwrap()).collect()
}

fn run(input: &Path, more: &[&str]) -> Vec<Vec<u8>> {
    let folder = scratch();
    let mut command = scutch();
    command.arg("run").arg(input).arg("-o").arg(folder.path()).arg("-q").args(more);
    command.args(["--config", "config.toml"]).assert().success();
    files(folder.path())
}

/// Set `SCUTCH_GOLDEN=write` to rewrite the golden files; read the difference before committing it.
#[test]
fn the_seeds_give_their_golden_dataset() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let folder = scratch();
    scutch().args(["run", "-q", "-o"]).arg(folder.path()).assert().success();
    for name in FILES {
        let found = fs::read(folder.path().join(name)).unwrap();
        if std::env::var_os("SCUTCH_GOLDEN").is_some() {
            fs::write(golden.join(name), &found).unwrap();
        }
        let expected = fs::read(golden.join(name)).unwrap();
        assert!(found == expected, "{name} differs from tests/golden/{name}");
    }
}

/// Makes a folder of documents of every outcome, created in an order that `seed` decides.
fn corpus(seed: u32) -> tempfile::TempDir {
    let folder = scratch();
    let mut numbers: Vec<u32> = (0..60).collect();
    numbers.sort_by_key(|number| number.wrapping_mul(2_654_435_761).wrapping_add(seed) % 97);
    for number in numbers {
        let place = folder.path().join(format!("part{}", number % 3));
        fs::create_dir_all(&place).unwrap();
        let body = match number % 10 {
            0 => Vec::new(),
            1 => b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(),
            2 => encoding_rs::WINDOWS_1251.encode("Паром отходит каждый вечер, сказал капитан.").0.into_owned(),
            _ => format!(" date 2031-05-{:02} By Kestrel\n\n\n\nFerry  {number} sails at noon.\r\n\nKestrel.lr\n", number % 28 + 1).into_bytes(),
        };
        fs::write(place.join(format!("{number}.txt")), body).unwrap();
    }
    folder
}

#[test]
fn threads_batches_and_disk_order_change_nothing() {
    let (first, second) = (corpus(1), corpus(7));
    let link = scratch();
    let input = link.path().join("in");
    let expected = with_input(&input, first.path(), &["-j", "1"]);
    for threads in ["1", "2", "8"] {
        for batch in ["1", "7", "100000"] {
            let batch = format!("limits.batch_documents={batch}");
            let more = ["-j", threads, "--set", batch.as_str()];
            assert!(
                with_input(&input, first.path(), &more) == expected,
                "{threads} threads, {batch}"
            );
        }
    }
    assert!(with_input(&input, second.path(), &["-j", "2"]) == expected, "another order on disk");
    let bytes = ["--set", "limits.batch_bytes=1"];
    assert!(with_input(&input, first.path(), &bytes) == expected, "batches by bytes");
}

/// Runs over `corpus` under one name, since the manifest tells the input's name.
fn with_input(input: &Path, corpus: &Path, more: &[&str]) -> Vec<Vec<u8>> {
    let _ = fs::remove_file(input);
    #[cfg(unix)]
    std::os::unix::fs::symlink(corpus, input).unwrap();
    run(input, more)
}

#[test]
fn every_document_is_accounted_for() {
    let corpus = corpus(1);
    let [documents, _, rejected, duplicates, _, _, manifest] =
        run(corpus.path(), &[]).try_into().unwrap();
    let lines = |bytes: &[u8]| bytes.iter().filter(|byte| **byte == b'\n').count();
    assert_eq!((lines(&documents), lines(&rejected), lines(&duplicates)), (43, 17, 5));
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).unwrap();
    assert_eq!(manifest["documents"]["read"], 60);
}

#[test]
fn decode_alone_leaves_the_text_untouched() {
    let folder = scratch();
    let raw = " date 2031-05-09 By Kestrel\r\n\r\n\r\nThe  ferry\u{A0}sails.\n";
    fs::write(folder.path().join("a.txt"), raw).unwrap();
    let [documents, _, _, _, _, _, _] =
        run(folder.path(), &["--stages", "decode"]).try_into().unwrap();
    let record: serde_json::Value = serde_json::from_slice(&documents).unwrap();
    assert_eq!(record["text"], raw);
}

#[test]
fn csv_and_jsonl_hold_the_same_values() {
    let folder = scratch();
    let odd = "A \"quoted\" text, with commas;\n\nnew lines, NUL \u{1} and\temoji 👩\u{200D}✈️, =1+1, NA, null, 007.";
    fs::write(folder.path().join("a.txt"), odd).unwrap();
    let [documents, csv, _, _, _, _, _] =
        run(folder.path(), &["--stages", "decode"]).try_into().unwrap();
    let record: serde_json::Value = serde_json::from_slice(&documents).unwrap();
    let mut reader = csv::Reader::from_reader(csv.as_slice());
    let headers = reader.headers().unwrap().clone();
    let row = reader.records().next().unwrap().unwrap();
    for (header, value) in headers.iter().zip(row.iter()) {
        let expected = match &record[header] {
            serde_json::Value::Null => String::new(),
            serde_json::Value::String(text) => text.clone(),
            serde_json::Value::Array(_) => String::new(),
            other => other.to_string(),
        };
        assert_eq!(value, expected, "{header}");
    }
}

#[test]
fn shared_articles_verify() {
    let Some(articles) = shared("articles/raw") else { return };
    let folder = scratch();
    scutch().arg("run").arg(&articles).arg("-q").arg("-o").arg(folder.path()).assert().success();
    scutch().arg("verify").arg(folder.path()).assert().success();
}
