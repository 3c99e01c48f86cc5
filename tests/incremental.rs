//! Incremental runs: only what is new or changed is processed, and the bytes are those of a full run.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

mod common;

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::time::{Duration, SystemTime};

use common::{scratch, scutch};

/// What a run spared itself, as it says on standard error: files, of how many, and documents.
#[derive(Debug, PartialEq, Eq)]
struct Spared(u64, u64, u64);

/// Runs over `input` into `output`.
fn run(input: &Path, output: &Path, more: &[&str]) -> Spared {
    let mut command = scutch();
    let command =
        command.arg("run").arg(input).arg("-o").arg(output).arg("--incremental").args(more);
    let told = command.assert().get_output().clone();
    let told = String::from_utf8(told.stderr).unwrap();
    let line = told.lines().find(|line| line.contains("not processed again")).expect(&told);
    let numbers: Vec<u64> = line.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    Spared(numbers[0], numbers[1], numbers[2])
}

/// Returns every file of a dataset with its bytes.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let name = |entry: &fs::DirEntry| entry.file_name().into_string().unwrap();
    let entries = entries.filter(|entry| !name(entry).starts_with('.'));
    let mut files: Vec<(String, Vec<u8>)> =
        entries.map(|entry| (name(&entry), fs::read(entry.path()).unwrap())).collect();
    files.sort();
    files
}

/// Asserts that `output` is what a full run over `input` gives, and that it proves.
fn assert_full(input: &Path, output: &Path, more: &[&str]) {
    let full = scratch();
    let mut command = scutch();
    let run = command.arg("run").arg(input).arg("-q").arg("-o").arg(full.path()).args(more);
    // Some of the corpus cannot be read.
    run.assert().code(1);
    let (found, expected) = (files(output), files(full.path()));
    let names = |files: &[(String, Vec<u8>)]| {
        files.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(names(&found), names(&expected));
    for ((name, found), (_, expected)) in found.iter().zip(&expected) {
        assert!(found == expected, "{name} differs from that of a full run");
    }
    scutch().arg("verify").arg(output).assert().success();
}

/// Makes a folder of files of many kinds: texts, some of them equal, a legacy encoding, records, an archive,
/// what is rejected and what cannot be read.
fn corpus() -> tempfile::TempDir {
    let folder = scratch();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("site")).unwrap();
    for number in 0..12 {
        let text = format!(
            " date 2031-05-{:02} By Kestrel\n\n\nFerry {} sails\u{200b} at noon &amp; at dusk.\n",
            number + 1,
            number % 9
        );
        fs::write(at(&format!("site/{number:02}.txt")), text).unwrap();
    }
    let bytes = encoding_rs::WINDOWS_1251.encode("Паром отходит каждый вечер, сказал капитан.").0;
    fs::write(at("legacy.txt"), bytes).unwrap();
    let record = |number: u32| {
        format!("{{\"text\":\"Ferry {number} sails \\\"at noon\\\".\",\"id\":{number}}}\n")
    };
    let records: String = (0..300).map(record).collect();
    fs::write(at("records.jsonl"), &records).unwrap();
    let mut packed = flate2::write::GzEncoder::new(
        File::create(at("more.jsonl.gz")).unwrap(),
        flate2::Compression::fast(),
    );
    packed
        .write_all(records.replace("sails", "sailed").replace("\"id\":7}", "\"id\":7").as_bytes())
        .unwrap();
    packed.finish().unwrap();
    fs::write(at("empty.txt"), "").unwrap();
    fs::write(at("picture.txt"), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").unwrap();
    fs::write(at("cut.gz"), b"\x1f\x8b\x08\0\0\0\0\0\0\x03\x4b").unwrap();
    settle(folder.path());
    folder
}

/// Dates every file back, so that its times prove that it is unchanged.
fn settle(folder: &Path) {
    let then = SystemTime::now() - Duration::from_secs(3600);
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap()) {
        match entry.path().is_dir() {
            true => settle(&entry.path()),
            false => {
                File::options().append(true).open(entry.path()).unwrap().set_modified(then).unwrap()
            }
        }
    }
}

/// Files of the corpus, and those that are kept: what cannot be read never is.
const FILES: u64 = 18;
const KEPT: u64 = FILES - 1;
/// Documents in those that are kept.
const DOCUMENTS: u64 = 12 + 1 + 300 + 300 + 2;

#[test]
fn what_did_not_change_is_not_processed_again() {
    let (input, output) = (corpus(), scratch());
    assert_eq!(run(input.path(), output.path(), &[]), Spared(0, FILES, 0));
    assert_full(input.path(), output.path(), &[]);
    assert_eq!(run(input.path(), output.path(), &[]), Spared(KEPT, FILES, DOCUMENTS));
    assert_full(input.path(), output.path(), &[]);
    assert_eq!(run(input.path(), output.path(), &["--fresh"]), Spared(0, FILES, 0));
    assert_eq!(run(input.path(), output.path(), &[]), Spared(KEPT, FILES, DOCUMENTS));
}

#[test]
fn a_folder_that_grows_changes_and_shrinks_gives_the_bytes_of_a_full_run() {
    let (input, output) = (corpus(), scratch());
    let at = |name: &str| input.path().join(name);
    run(input.path(), output.path(), &[]);
    // Before all others, and with the text of a later one: which documents are duplicates changes.
    fs::copy(at("site/03.txt"), at("first.txt")).unwrap();
    let grown = run(input.path(), output.path(), &[]);
    assert_eq!(grown, Spared(KEPT, FILES + 1, DOCUMENTS));
    assert_full(input.path(), output.path(), &[]);

    fs::write(at("site/05.txt"), "Ferry 5 lies in the harbour all day long.").unwrap();
    let mut records = File::options().append(true).open(at("records.jsonl")).unwrap();
    records.write_all(b"{\"text\":\"One ferry more.\"}\n").unwrap();
    let changed = run(input.path(), output.path(), &[]);
    assert_eq!(changed, Spared(KEPT + 1 - 2, FILES + 1, DOCUMENTS + 1 - 301));
    assert_full(input.path(), output.path(), &[]);

    fs::remove_file(at("site/07.txt")).unwrap();
    fs::remove_file(at("more.jsonl.gz")).unwrap();
    let shrunk = run(input.path(), output.path(), &[]);
    assert_eq!(shrunk, Spared(KEPT + 1 - 2, FILES + 1 - 2, DOCUMENTS + 2 - 301));
    assert_full(input.path(), output.path(), &[]);
}

#[test]
fn a_touched_file_is_known_by_its_content_and_a_renamed_one_is_new() {
    let (input, output) = (corpus(), scratch());
    let at = |name: &str| input.path().join(name);
    run(input.path(), output.path(), &[]);
    for name in ["records.jsonl", "site/01.txt"] {
        File::options()
            .append(true)
            .open(at(name))
            .unwrap()
            .set_modified(SystemTime::now())
            .unwrap();
    }
    assert_eq!(run(input.path(), output.path(), &[]), Spared(KEPT, FILES, DOCUMENTS));
    // Same size, same times: what is written to a file of this moment must not go unseen.
    fs::write(
        at("site/01.txt"),
        " date 2031-05-02 By Kestrel\n\n\nFerry 8 sails\u{200b} at noon &amp; at dusk.\n",
    )
    .unwrap();
    assert_eq!(run(input.path(), output.path(), &[]), Spared(KEPT - 1, FILES, DOCUMENTS - 1));
    assert_full(input.path(), output.path(), &[]);
    // The name of a file may say what site it is of.
    fs::rename(at("site/02.txt"), at("site/99.txt")).unwrap();
    assert_eq!(run(input.path(), output.path(), &[]), Spared(KEPT - 1, FILES, DOCUMENTS - 1));
    assert_full(input.path(), output.path(), &[]);
}

#[test]
fn another_config_processes_everything_and_another_output_nothing() {
    let (input, output) = (corpus(), scratch());
    run(input.path(), output.path(), &[]);
    let quotes = ["--set", "normalize.quotes=straight"];
    assert_eq!(run(input.path(), output.path(), &quotes), Spared(0, FILES, 0));
    assert_full(input.path(), output.path(), &quotes);
    let shape = [
        "--format",
        "parquet,csv",
        "--shard-size",
        "10KB",
        "--split",
        "a=0.5,b=0.5",
        "-j",
        "1",
        "--set",
        "limits.batch_documents=7",
    ];
    assert_eq!(
        run(input.path(), output.path(), &[]),
        Spared(KEPT, FILES, DOCUMENTS),
        "both are kept"
    );
    assert_eq!(run(input.path(), output.path(), &shape), Spared(KEPT, FILES, DOCUMENTS));
    assert_full(input.path(), output.path(), &shape);
}

#[test]
fn near_duplicates_and_late_choices_come_out_the_same() {
    let (input, output) = (corpus(), scratch());
    let near = [
        "--set",
        "dedupe.near=true",
        "--set",
        "dedupe.keep=longest",
        "--set",
        "dedupe.min_words=3",
    ];
    let more = [
        near.as_slice(),
        &["--set", "dedupe.similarity=0.3", "--set", "dedupe.max_cluster_documents=400"],
    ]
    .concat();
    assert_eq!(run(input.path(), output.path(), &more), Spared(0, FILES, 0));
    assert_full(input.path(), output.path(), &more);
    fs::copy(input.path().join("site/03.txt"), input.path().join("first.txt")).unwrap();
    assert_eq!(run(input.path(), output.path(), &more), Spared(KEPT, FILES + 1, DOCUMENTS));
    assert_full(input.path(), output.path(), &more);
}

#[test]
fn repeated_paragraphs_leave_texts_that_an_earlier_run_has_kept() {
    let (input, output) = (corpus(), scratch());
    // Copies in another encoding, behind an escape and behind what other stages change.
    let note = "Паром отходит каждый вечер, сказал капитан, и приходит утром.";
    let more = encoding_rs::WINDOWS_1251.encode("Мост закрыт до весны.\n\nПаром отходит каждый вечер, сказал капитан, и приходит утром.").0;
    fs::write(input.path().join("a.txt"), format!("{note}\n\nМост открыт.")).unwrap();
    fs::write(input.path().join("b.txt"), more).unwrap();
    let record =
        format!("{{\"text\":\"The &quot;Ferry&quot;.\\n\\n{note}\\n\\nIt \\\"sails\\\".\"}}\n");
    fs::write(input.path().join("c.jsonl"), record).unwrap();
    settle(input.path());
    let repeated = ["--set", "dedupe.repeated=paragraphs"];
    for more in [&repeated[..], &["--set", "dedupe.repeated=lines", "--set", "dedupe.near=true"]] {
        assert_eq!(run(input.path(), output.path(), more), Spared(0, FILES + 3, 0));
        assert_eq!(
            run(input.path(), output.path(), more),
            Spared(KEPT + 3, FILES + 3, DOCUMENTS + 3)
        );
        assert_full(input.path(), output.path(), more);
        let changes = fs::read_to_string(output.path().join("changes.jsonl")).unwrap();
        assert_eq!(changes.matches("dedupe/repeated-text").count(), 2);
    }
}

#[test]
fn a_damaged_store_is_worked_out_again() {
    let (input, output) = (corpus(), scratch());
    run(input.path(), output.path(), &[]);
    let store = output.path().join(".scutch.store");
    let docs = store.join("1.docs");
    let whole = fs::read(&docs).unwrap();
    let mut damaged = whole.clone();
    for at in (0..damaged.len()).step_by(997) {
        damaged[at] ^= 0x55;
    }
    fs::write(&docs, &damaged).unwrap();
    let spared = run(input.path(), output.path(), &[]);
    assert!(spared.0 < KEPT, "{spared:?}");
    assert_full(input.path(), output.path(), &[]);
    assert_eq!(run(input.path(), output.path(), &[]), Spared(KEPT, FILES, DOCUMENTS));

    for name in fs::read_dir(&store).unwrap().map(|entry| entry.unwrap().path()) {
        let bytes = fs::read(&name).unwrap();
        fs::write(&name, &bytes[..bytes.len() / 2]).unwrap();
    }
    run(input.path(), output.path(), &[]);
    assert_full(input.path(), output.path(), &[]);
}

#[test]
fn many_runs_leave_few_segments_and_nothing_without_use() {
    let (input, output) = (corpus(), scratch());
    for round in 0..12 {
        fs::write(input.path().join("daily.txt"), format!("Ferry {round} sailed today.")).unwrap();
        run(input.path(), output.path(), &[]);
    }
    let store = fs::read_dir(output.path().join(".scutch.store")).unwrap();
    let docs = store
        .filter(|entry| entry.as_ref().unwrap().path().extension().is_some_and(|e| e == "docs"));
    assert!(docs.count() <= 8);
    assert_full(input.path(), output.path(), &[]);
    assert_eq!(run(input.path(), output.path(), &[]), Spared(KEPT + 1, FILES + 1, DOCUMENTS + 1));
}

#[test]
fn a_store_that_is_full_keeps_no_more() {
    let (input, output) = (corpus(), scratch());
    let small = ["--set", "limits.store_bytes=2000"];
    run(input.path(), output.path(), &small);
    let spared = run(input.path(), output.path(), &small);
    assert!(spared.0 > 0 && spared.0 < KEPT, "{spared:?}");
    assert_full(input.path(), output.path(), &[]);
}
