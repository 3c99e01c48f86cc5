//! Duplicates: one of each stays, the others name it, and the dataset proves it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

mod common;

use std::fs;
use std::path::Path;

use common::{scratch, scutch};
use serde_json::Value;

const FILES: [&str; 6] = [
    "documents.jsonl",
    "documents.csv",
    "rejected.jsonl",
    "duplicates.jsonl",
    "changes.jsonl",
    "manifest.json",
];

/// The bytes of each file of a dataset.
struct Dataset(Vec<Vec<u8>>);

impl Dataset {
    fn rows(&self, name: &str) -> Vec<Value> {
        let file = FILES.iter().position(|file| *file == name).unwrap();
        let lines = self.0[file].split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
        lines.map(|line| serde_json::from_slice(line).unwrap()).collect()
    }

    fn files(&self, name: &str) -> Vec<String> {
        self.rows(name).iter().map(|row| row["file"].as_str().unwrap().to_owned()).collect()
    }

    fn counts(&self) -> Value {
        let manifest: Value = serde_json::from_slice(self.0.last().unwrap()).unwrap();
        manifest["documents"].clone()
    }
}

/// Runs over `input`, verifies, and returns the dataset.
fn run(input: &Path, more: &[&str]) -> Dataset {
    let folder = scratch();
    let mut command = scutch();
    command.arg("run").arg(input).arg("-o").arg(folder.path()).arg("-q").args(more);
    command.args(["--config", "config.toml"]).assert().success();
    scutch().arg("verify").arg(folder.path()).assert().success();
    Dataset(FILES.iter().map(|name| fs::read(folder.path().join(name)).unwrap()).collect())
}

fn write(folder: &Path, documents: &[(&str, &str)]) {
    for (name, text) in documents {
        fs::write(folder.join(name), text).unwrap();
    }
}

/// Twenty-four words, so that the text stands for its document.
const FERRY: &str = "The ferry board said on Monday that the crossing to the island will run \
                     twice an hour until the end of the long summer season.";

#[test]
fn the_first_of_equal_texts_stays_and_the_others_name_it() {
    let folder = scratch();
    let spaced = FERRY.replace(". ", ".\n\n").replace("said on", "said  on");
    write(
        folder.path(),
        &[
            ("a.txt", FERRY),
            ("b.txt", "The harbour toll falls again, to the joy of all."),
            ("c.txt", &format!(" date 2031-05-09 By Kestrel\n\n{spaced}\n")),
            ("d.txt", FERRY),
            ("e.txt", ""),
        ],
    );
    let dataset = run(folder.path(), &[]);
    assert_eq!(dataset.files("documents.jsonl"), ["a.txt", "b.txt"]);
    assert_eq!(dataset.files("rejected.jsonl"), ["c.txt", "d.txt", "e.txt"]);
    assert_eq!(dataset.files("duplicates.jsonl"), ["c.txt", "d.txt"]);
    let first = &dataset.rows("duplicates.jsonl")[0];
    let id = &dataset.rows("documents.jsonl")[0]["id"];
    assert_eq!((&first["kept_file"], &first["kept_id"]), (&Value::from("a.txt"), id));
    assert_eq!((&first["cluster"], &first["similarity"]), (&1.into(), &"1.0000".into()));
    let reason = format!("1.0000 like \"a.txt\" ({})", id.as_str().unwrap());
    assert_eq!(dataset.rows("rejected.jsonl")[0]["reason"], reason);
    let counts = dataset.counts();
    let count = |name: &str| counts[name].as_u64().unwrap();
    assert_eq!((count("read"), count("kept")), (5, 2));
    assert_eq!((count("duplicates"), count("rejected"), count("unreadable")), (2, 1, 0));
}

#[test]
fn short_texts_must_share_title_and_date() {
    let folder = scratch();
    write(
        folder.path(),
        &[
            ("a.txt", " date 2031-05-09\n\nNo new cases were reported."),
            ("b.txt", " date 2031-05-10\n\nNo new cases were reported."),
            ("c.txt", " date 2031-05-09\n\nNo new cases were reported."),
        ],
    );
    let dataset = run(folder.path(), &[]);
    assert_eq!(dataset.files("documents.jsonl"), ["a.txt", "b.txt"]);
}

#[test]
fn nothing_is_removed_when_it_is_switched_off() {
    let folder = scratch();
    write(folder.path(), &[("a.txt", FERRY), ("b.txt", FERRY)]);
    for more in [["--set", "dedupe.exact=false"], ["--set", "rules.off=[\"dedupe/same-text\"]"]] {
        assert_eq!(run(folder.path(), &more).files("documents.jsonl"), ["a.txt", "b.txt"]);
    }
}

#[test]
fn threads_batches_and_memory_change_nothing() {
    let folder = scratch();
    for number in 0..80 {
        let text = format!(" date 2031-05-09\n\n{FERRY}\n\nNumber {}.\n", number * number % 23);
        fs::write(folder.path().join(format!("{number}.txt")), text).unwrap();
    }
    let expected = run(folder.path(), &["-j", "1"]);
    assert!(expected.files("duplicates.jsonl").len() > 40);
    for (threads, batch, memory) in
        [("1", 1, 0), ("2", 7, 500), ("8", 1000, 2000), ("2", 1, 1 << 20)]
    {
        let batch = format!("limits.batch_documents={batch}");
        let memory = format!("limits.dedupe_memory={memory}");
        let found = run(folder.path(), &["-j", threads, "--set", &batch, "--set", &memory]);
        assert!(found.0 == expected.0, "{threads} threads, {batch}, {memory}");
    }
}

#[test]
fn a_forged_duplicate_fails() {
    let folder = scratch();
    write(
        folder.path(),
        &[("a.txt", FERRY), ("b.txt", "Another text."), ("c.txt", FERRY), ("d.txt", "  A  third.")],
    );
    let output = scratch();
    for (file, from, to, place) in [
        (
            "duplicates.jsonl",
            "\"kept_file\":\"a.txt\"",
            "\"kept_file\":\"b.txt\"",
            "c.txt: duplicates",
        ),
        ("duplicates.jsonl", "1.0000", "0.9000", "c.txt: duplicates"),
        ("duplicates.jsonl", "\"file\":\"c.txt\"", "\"file\":\"b.txt\"", "c.txt: duplicates"),
        ("duplicates.jsonl", "\"rule\"", "\"role\"", "duplicates.jsonl: row 1"),
        (
            "rejected.jsonl",
            "dedupe/same-text",
            "length/no-text",
            "c.txt: duplicates: expected a rejected",
        ),
        (
            "manifest.json",
            "\"duplicates\": 1",
            "\"duplicates\": 2",
            "expected 2 duplicates, found 1",
        ),
    ] {
        scutch()
            .arg("run")
            .arg(folder.path())
            .arg("-q")
            .arg("-o")
            .arg(output.path())
            .assert()
            .success();
        let path = output.path().join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{from}");
        fs::write(&path, text.replacen(from, to, 1)).unwrap();
        let verified = scutch().arg("verify").arg(output.path()).output().unwrap();
        let told = String::from_utf8(verified.stderr).unwrap();
        // The digest of the file differs as well: that is another test's matter.
        let told: Vec<&str> = told.lines().filter(|line| !line.contains("sha256")).collect();
        assert!(told.iter().any(|line| line.contains(place)), "{from}: {told:?}");
    }
}

/// Returns a text of `count` words that are a text's own.
fn article(number: usize, count: usize) -> Vec<String> {
    let mut state = number as u64 + 1;
    let mut next = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state >> 33
    };
    (0..count)
        .map(|_| format!("{}{}", ["ba", "ke", "lo", "mu", "ti"][next() as usize % 5], next() % 900))
        .collect()
}

/// Returns the text with every word at one of `places` replaced, as lines of ten words.
fn changed(words: &[String], places: &[usize]) -> String {
    let word = |(place, word): (usize, &String)| match places.contains(&place) {
        true => format!("changed{place}"),
        false => word.clone(),
    };
    let words: Vec<String> = words.iter().enumerate().map(word).collect();
    words.chunks(10).map(|line| line.join(" ")).collect::<Vec<String>>().join("\n")
}

const NEAR: [&str; 2] = ["--set", "dedupe.near=true"];

#[test]
fn near_texts_are_told_with_how_near_they_are() {
    let folder = scratch();
    let words = article(1, 200);
    write(
        folder.path(),
        &[
            ("a.txt", &changed(&words, &[])),
            ("b.txt", &changed(&words, &[100]).to_uppercase()),
            ("c.txt", &changed(&words, &(0..200).step_by(9).collect::<Vec<usize>>())),
            ("d.txt", &changed(&words, &[]).replace('\n', "  \n")),
            ("e.txt", &changed(&article(2, 200), &[])),
        ],
    );
    let dataset = run(folder.path(), &NEAR);
    assert_eq!(dataset.files("documents.jsonl"), ["a.txt", "c.txt", "e.txt"]);
    let rows = dataset.rows("duplicates.jsonl");
    // 196 stretches of five words each, of which five hold the changed word.
    assert_eq!(
        (&rows[0]["rule"], &rows[0]["similarity"]),
        (&"dedupe/near-text".into(), &"0.9502".into())
    );
    assert_eq!(&rows[1]["rule"], "dedupe/same-text");
    assert_eq!((&rows[0]["cluster"], &rows[1]["cluster"]), (&1.into(), &1.into()));
}

#[test]
fn a_chain_is_one_cluster_and_each_link_is_told() {
    let folder = scratch();
    let words = article(3, 300);
    let first: Vec<usize> = (0..10).map(|n| n * 7).collect();
    let both: Vec<usize> = (0..20).map(|n| n * 7).collect();
    write(
        folder.path(),
        &[
            ("a.txt", &changed(&words, &[])),
            ("b.txt", &changed(&words, &both)),
            ("c.txt", &changed(&words, &first)),
        ],
    );
    let more = [NEAR[0], NEAR[1], "--set", "dedupe.similarity=0.65", "--set", "dedupe.rows=4"];
    let dataset = run(folder.path(), &more);
    assert_eq!(dataset.files("documents.jsonl"), ["a.txt"]);
    let rows = dataset.rows("duplicates.jsonl");
    assert_eq!((&rows[0]["file"], &rows[0]["via_file"]), (&"b.txt".into(), &"c.txt".into()));
    assert_eq!((&rows[1]["file"], &rows[1]["via_file"]), (&"c.txt".into(), &Value::Null));
    assert!(rows[0]["similarity"].as_str().unwrap() < "0.65");
    assert!(rows[0]["via_similarity"].as_str().unwrap() >= "0.65");
}

#[test]
fn the_longest_or_the_newest_stays_where_asked() {
    let folder = scratch();
    let words = article(4, 200);
    let dated = |day: &str, text: &str| format!(" date 2031-05-{day}\n\n{text}");
    write(
        folder.path(),
        &[
            ("a.txt", &dated("08", &changed(&words, &[]))),
            ("b.txt", &dated("09", &changed(&words, &[5]))),
            ("c.txt", &dated("07", &changed(&words[..190], &[]))),
            ("d.txt", &dated("09", &changed(&words, &[5]))),
        ],
    );
    for (keep, exact_only, expected) in [
        ("first", false, vec!["a.txt"]),
        ("longest", false, vec!["b.txt"]),
        ("newest", false, vec!["b.txt"]),
        ("newest", true, vec!["a.txt", "b.txt", "c.txt"]),
    ] {
        let keep = format!("dedupe.keep={keep}");
        let near = format!("dedupe.near={}", !exact_only);
        let dataset = run(folder.path(), &["--set", &keep, "--set", &near]);
        assert_eq!(dataset.files("documents.jsonl"), expected, "{keep} {near}");
    }
}

#[test]
fn a_cluster_that_is_too_large_stays_with_a_warning() {
    let folder = scratch();
    let words = article(5, 100);
    for number in 0..20 {
        let text = match number {
            0..8 => changed(&words, &[]),
            8..11 => changed(&article(6, 100), &[]),
            _ => changed(&article(number, 100), &[]),
        };
        fs::write(folder.path().join(format!("{number:02}.txt")), text).unwrap();
    }
    for near in ["true", "false"] {
        let near = format!("dedupe.near={near}");
        let more = ["--set", &near, "--set", "dedupe.max_cluster_documents=5"];
        let dataset = run(folder.path(), &more);
        assert_eq!(dataset.files("duplicates.jsonl"), ["09.txt", "10.txt"], "{near}");
        let manifest: Value = serde_json::from_slice(dataset.0.last().unwrap()).unwrap();
        let warning = manifest["warnings"][0].as_str().unwrap();
        assert!(warning.starts_with("8 of 20 documents are like \"00.txt\""), "{warning}");
    }
}

#[test]
fn near_duplicates_do_not_depend_on_threads_batches_or_memory() {
    let folder = scratch();
    for number in 0..120 {
        let words = article(number % 37, 80 + number % 3);
        let places: Vec<usize> = (0..number % 4).map(|n| n * 11).collect();
        fs::write(folder.path().join(format!("{number}.txt")), changed(&words, &places)).unwrap();
    }
    let more = [NEAR[0], NEAR[1], "--set", "dedupe.keep=longest", "-j", "1"];
    let expected = run(folder.path(), &more);
    assert!(expected.files("duplicates.jsonl").len() > 50);
    for (threads, batch, memory) in [("1", 1, 0), ("2", 7, 30_000), ("8", 1000, 100_000)] {
        let batch = format!("limits.batch_documents={batch}");
        let memory = format!("limits.dedupe_memory={memory}");
        let more = [
            NEAR[0],
            NEAR[1],
            "--set",
            "dedupe.keep=longest",
            "-j",
            threads,
            "--set",
            &batch,
            "--set",
            &memory,
        ];
        assert!(run(folder.path(), &more).0 == expected.0, "{threads} threads, {batch}, {memory}");
    }
}

#[test]
fn near_duplicates_need_inputs_that_can_be_read_twice() {
    let mut command = scutch();
    command.args(["run", "-"]).args(NEAR).write_stdin(FERRY);
    let told = String::from_utf8(command.assert().failure().get_output().stderr.clone()).unwrap();
    assert!(told.contains("read them twice"), "{told}");
}
