//! Repeated paragraphs and lines: the first documents keep them, later ones lose them, and the dataset
//! proves it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

mod common;

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use common::{scratch, scutch};
use serde_json::Value;

const FILES: [&str; 5] =
    ["documents.jsonl", "rejected.jsonl", "duplicates.jsonl", "changes.jsonl", "manifest.json"];

const NOTE: &str =
    "The Harbour Agency reports from forty ports and has done so since the year 1921.";
const FERRY: &str =
    "The ferry will run twice an hour until the end of the long summer season, said the board.";
const TOLL: &str =
    "The toll for the bridge falls again in spring, to the joy of all who cross it every day.";
const BOAT: &str =
    "A boat that was lost in the storm of last week was found off the cape by two fishermen.";

/// The bytes of each file of a dataset.
struct Dataset(Vec<Vec<u8>>);

impl Dataset {
    fn rows(&self, name: &str) -> Vec<Value> {
        let file = FILES.iter().position(|file| *file == name).unwrap();
        let lines = self.0[file].split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
        lines.map(|line| serde_json::from_slice(line).unwrap()).collect()
    }

    fn texts(&self) -> Vec<String> {
        let rows = self.rows("documents.jsonl");
        rows.iter().map(|row| row["text"].as_str().unwrap().to_owned()).collect()
    }

    /// The changes of this rule.
    fn changes(&self, rule: &str) -> Vec<Value> {
        let mut rows = self.rows("changes.jsonl");
        rows.retain(|row| row["rule"] == rule);
        rows
    }
}

/// Runs over `input`, verifies, and returns the dataset.
fn run(input: &Path, more: &[&str]) -> Dataset {
    let folder = scratch();
    let mut command = scutch();
    command.arg("run").arg(input).arg("-o").arg(folder.path()).args(["-q", "--format", "jsonl"]);
    command.args(["--config", "config.toml"]);
    more.iter().for_each(|set| {
        command.args(["--set", set]);
    });
    command.assert().success();
    scutch().arg("verify").arg(folder.path()).assert().success();
    Dataset(FILES.iter().map(|name| fs::read(folder.path().join(name)).unwrap()).collect())
}

fn texts(texts: &[&[&str]]) -> tempfile::TempDir {
    let folder = scratch();
    for (number, paragraphs) in texts.iter().enumerate() {
        fs::write(folder.path().join(format!("{number}.txt")), paragraphs.join("\n\n")).unwrap();
    }
    folder
}

const PARAGRAPHS: &str = "dedupe.repeated=paragraphs";

#[test]
fn the_first_copy_stays_and_later_ones_name_its_document() {
    let spaced = NOTE.replace(" reports ", "\nreports  ");
    let input = texts(&[&[FERRY, NOTE], &[TOLL, &spaced, "Short."], &[NOTE, BOAT]]);
    let dataset = run(input.path(), &[PARAGRAPHS]);
    let [first, second] = [[FERRY, NOTE].join("\n\n"), [TOLL, "Short."].join("\n\n")];
    assert_eq!(dataset.texts(), [first, second, BOAT.to_owned()]);
    let changes = dataset.changes("dedupe/repeated-text");
    let id = dataset.rows("documents.jsonl")[0]["id"].as_str().unwrap().to_owned();
    let expected = format!("first in \"0.txt\" ({id})");
    assert_eq!(changes.len(), 2);
    assert!(changes.iter().all(|change| change["detail"] == expected.as_str()), "{changes:?}");
    let raw = |name: &str| changes[1][name].as_u64().unwrap() as usize;
    assert_eq!((raw("raw_start"), raw("raw_end")), (0, NOTE.len() + 2));
}

#[test]
fn nothing_leaves_a_text_unless_asked_for() {
    let input = texts(&[&[FERRY, NOTE], &[TOLL, NOTE]]);
    for more in [&[][..], &[PARAGRAPHS, "rules.off=[\"dedupe/repeated-text\"]"]] {
        assert_eq!(run(input.path(), more).texts()[1], [TOLL, NOTE].join("\n\n"));
    }
}

#[test]
fn so_many_documents_keep_it_as_config_says() {
    let input = texts(&[&[FERRY, NOTE, NOTE], &[TOLL, NOTE], &[BOAT, NOTE], &[NOTE, "Short."]]);
    let dataset = run(input.path(), &[PARAGRAPHS, "dedupe.repeated_documents=2"]);
    let expected = [[FERRY, NOTE, NOTE].join("\n\n"), [TOLL, NOTE].join("\n\n")];
    assert_eq!(dataset.texts()[..2], expected);
    assert_eq!(dataset.texts()[2..], [BOAT, "Short."]);
}

#[test]
fn lines_are_looked_at_one_by_one() {
    let input = texts(&[&[&[FERRY, NOTE].join("\n")], &[&[TOLL, NOTE, BOAT].join("\n")]]);
    // Line ends as they are: normalizing makes paragraphs of such lines.
    let stages = "run.stages=[\"dedupe\"]";
    let whole = run(input.path(), &[PARAGRAPHS, stages]);
    assert_eq!(whole.texts()[1], [TOLL, NOTE, BOAT].join("\n"));
    let lines = run(input.path(), &["dedupe.repeated=lines", stages]);
    assert_eq!(lines.texts()[1], [TOLL, BOAT].join("\n"));
}

#[test]
fn a_text_that_is_all_copies_stays_whole_and_is_pointed_out() {
    let input = texts(&[&[FERRY, NOTE], &[TOLL, BOAT], &[NOTE, TOLL]]);
    let dataset = run(input.path(), &[PARAGRAPHS]);
    assert_eq!(dataset.texts()[2], [NOTE, TOLL].join("\n\n"));
    assert_eq!(dataset.changes("dedupe/nothing-new").len(), 1);
}

#[test]
fn duplicates_are_those_of_the_texts_before() {
    // The third repeats the second, of which a paragraph goes; it adds nothing to what was seen.
    let input = texts(&[&[FERRY, NOTE], &[TOLL, NOTE, BOAT], &[TOLL, NOTE, BOAT], &[BOAT, "End."]]);
    for more in [&[PARAGRAPHS][..], &[PARAGRAPHS, "dedupe.near=true"]] {
        let dataset = run(input.path(), more);
        assert_eq!(dataset.texts()[1..], [[TOLL, BOAT].join("\n\n"), "End.".to_owned()]);
        let duplicates = dataset.rows("duplicates.jsonl");
        assert_eq!(duplicates.len(), 1);
        assert_eq!((&duplicates[0]["kept_file"]), "1.txt");
    }
}

#[test]
fn a_text_that_lost_another_paragraph_than_told_fails() {
    let input = texts(&[&[FERRY, NOTE], &[TOLL, NOTE, BOAT], &[TOLL, NOTE, BOAT]]);
    let output = scratch();
    let mut command = scutch();
    command.arg("run").arg(input.path()).arg("-o").arg(output.path()).arg("-q");
    command.args(["--set", PARAGRAPHS]).assert().success();
    let path = output.path().join("changes.jsonl");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replacen("since the year 1921", "since the year 1922", 1)).unwrap();
    let verified = scutch().arg("verify").arg(output.path()).output().unwrap();
    let told = String::from_utf8(verified.stderr).unwrap();
    assert!(told.contains("1.txt: dedupe/repeated"), "{told}");
}

/// Returns documents of 2 to 7 paragraphs drawn from a hundred, as lists of their numbers.
fn drawn(documents: usize) -> Vec<Vec<u64>> {
    let mut state = 7u64;
    let mut next = move || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state >> 33
    };
    (0..documents).map(|_| (0..2 + next() % 6).map(|_| next() % 100).collect()).collect()
}

/// Returns a paragraph; every tenth is too short to be looked for.
fn paragraph(number: &u64) -> String {
    match number % 10 {
        0 => format!("Number {number}."),
        _ => {
            format!("The harbour board said in its report of number {number} that the ferry sails.")
        }
    }
}

#[test]
fn threads_batches_and_memory_change_nothing_and_the_first_copies_stay() {
    let drawn = drawn(150);
    let input = scratch();
    for (number, numbers) in drawn.iter().enumerate() {
        let text: Vec<String> = numbers.iter().map(paragraph).collect();
        fs::write(input.path().join(format!("{number:03}.txt")), text.join("\n\n")).unwrap();
    }
    for least in [1, 3] {
        let least_set = format!("dedupe.repeated_documents={least}");
        let off = "dedupe.exact=false";
        let sets = |more: &[&str]| {
            run(
                input.path(),
                &[&[PARAGRAPHS, off, "run.stages=[\"dedupe\"]", &least_set], more].concat(),
            )
        };
        let expected = sets(&["run.threads=1"]);
        assert_eq!(expected.texts(), left(&drawn, least));
        for (threads, batch, memory) in [(1, 1, 0), (2, 7, 900), (8, 1000, 9000)] {
            let threads = format!("run.threads={threads}");
            let batch = format!("limits.batch_documents={batch}");
            let memory = format!("limits.dedupe_memory={memory}");
            let found = sets(&[&threads, &batch, &memory]);
            assert!(found.0 == expected.0, "{threads}, {batch}, {memory}");
        }
    }
}

/// Returns what is left of the documents, by counting in memory.
fn left(drawn: &[Vec<u64>], least: usize) -> Vec<String> {
    let mut documents: HashMap<u64, usize> = HashMap::new();
    let mut texts = Vec::new();
    for numbers in drawn {
        let is_kept = |number: &&u64| {
            number.is_multiple_of(10) || documents.get(number).is_none_or(|seen| *seen < least)
        };
        let mut kept: Vec<u64> = numbers.iter().filter(is_kept).copied().collect();
        let mut seen = kept.clone();
        seen.sort_unstable();
        seen.dedup();
        seen.iter().for_each(|number| *documents.entry(*number).or_default() += 1);
        if kept.is_empty() {
            kept.clone_from(numbers);
        }
        texts.push(kept.iter().map(paragraph).collect::<Vec<String>>().join("\n\n"));
    }
    texts
}
