//! Faults from outside: a full disk, a run that is interrupted or killed, two runs at once. The last
//! good output stays, and nothing is lost or doubled.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

mod common;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use common::{scratch, scutch};
use scutch::write::{Dataset, Format, Plan};
use scutch::{Config, Document, Effect, Entry, Findings, Pipeline, RawDocument, Rule, Stage};

/// Writes documents of some size, so that a run takes a while.
fn documents(folder: &Path, count: usize) {
    fs::create_dir_all(folder).unwrap();
    let paragraph = "The ferry board said on Monday that the crossing will run twice an hour.\n\n";
    for number in 0..count {
        let text =
            format!(" date 2031-05-09 By Kestrel\n\nFerry {number}.\n\n{}", paragraph.repeat(60));
        fs::write(folder.join(format!("{number}.txt")), text).unwrap();
    }
}

fn start(input: &Path, output: &Path) -> Child {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin("scutch"));
    command.arg("run").arg(input).arg("-o").arg(output).args(["-q", "-j", "1"]);
    command.args(["--set", "limits.batch_documents=16"]);
    command.stderr(Stdio::piped()).spawn().unwrap()
}

/// Waits until a run is writing into its hidden folder.
fn wait_for_staging(output: &Path) {
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(20) {
        let entries = fs::read_dir(output).into_iter().flatten().flatten();
        if entries.map(|entry| entry.path()).any(|path| path.join("0-0.jsonl").exists()) {
            return;
        }
        std::thread::yield_now();
    }
    panic!("the run never began to write");
}

fn signal(child: &Child, name: &str) {
    let sent = Command::new("kill").arg(format!("-{name}")).arg(child.id().to_string()).status();
    assert!(sent.unwrap().success());
}

/// Returns a folder with the seeds' dataset in it, and the bytes of its records.
fn good_output() -> (tempfile::TempDir, PathBuf, Vec<u8>) {
    let scratch = scratch();
    let output = scratch.path().join("out");
    scutch().args(["run", "seeds", "-q", "-o"]).arg(&output).assert().success();
    let records = fs::read(output.join("documents.jsonl")).unwrap();
    (scratch, output, records)
}

fn assert_untouched(output: &Path, records: &[u8]) {
    assert_eq!(fs::read(output.join("documents.jsonl")).unwrap(), records);
    scutch().arg("verify").arg(output).assert().success();
}

#[test]
fn a_full_disk_leaves_the_last_good_output() {
    let scratch = scratch();
    let small = scratch.path().join("small");
    fs::create_dir(&small).unwrap();
    let mount = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=300k", "tmpfs"])
        .arg(&small)
        .output();
    if !mount.is_ok_and(|mount| mount.status.success()) {
        let _ = writeln!(std::io::stderr().lock(), "skipped: no file system can be mounted here");
        return;
    }
    let (input, output) = (scratch.path().join("in"), small.join("out"));
    documents(&input, 100);
    let good = scutch().args(["run", "seeds", "-q", "-o"]).arg(&output).output().unwrap();
    let records = fs::read(output.join("documents.jsonl")).unwrap();
    let full = scutch().arg("run").arg(&input).arg("-q").arg("-o").arg(&output).output().unwrap();
    let told = String::from_utf8(full.stderr).unwrap();
    let after = fs::read(output.join("documents.jsonl")).unwrap();
    let leftovers =
        fs::read_dir(&output).unwrap().flatten().filter(|entry| entry.path().is_dir()).count();
    assert!(Command::new("umount").arg(&small).status().unwrap().success());
    assert!(good.status.success());
    assert_eq!(full.status.code(), Some(2));
    assert!(told.contains("cannot write: no space left on device"), "{told}");
    assert_eq!((after, leftovers), (records, 0));
}

#[test]
fn an_interrupt_leaves_the_last_good_output_and_says_so() {
    let (scratch, output, records) = good_output();
    let input = scratch.path().join("in");
    documents(&input, 4000);
    let child = start(&input, &output);
    wait_for_staging(&output);
    signal(&child, "INT");
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(130));
    assert!(String::from_utf8(ended.stderr).unwrap().contains("interrupted"));
    assert_untouched(&output, &records);
}

#[test]
fn a_killed_run_is_cleared_by_the_next() {
    let (scratch, output, records) = good_output();
    let input = scratch.path().join("in");
    documents(&input, 4000);
    let mut child = start(&input, &output);
    wait_for_staging(&output);
    signal(&child, "KILL");
    child.wait().unwrap();
    assert_untouched(&output, &records);
    scutch().args(["run", "seeds", "-q", "-o"]).arg(&output).assert().success();
    let folders = fs::read_dir(&output).unwrap().flatten().filter(|entry| entry.path().is_dir());
    assert_eq!(folders.count(), 0);
    assert_untouched(&output, &records);
}

#[test]
fn two_runs_do_not_share_a_folder() {
    let (scratch, output, _) = good_output();
    let input = scratch.path().join("in");
    documents(&input, 4000);
    let mut child = start(&input, &output);
    wait_for_staging(&output);
    let second = scutch().args(["run", "seeds", "-q", "-o"]).arg(&output).output().unwrap();
    signal(&child, "KILL");
    child.wait().unwrap();
    assert_eq!(second.status.code(), Some(2));
    assert!(String::from_utf8(second.stderr).unwrap().contains("another run is writing"));
}

#[test]
fn a_pipe_in_a_folder_is_named_and_waits_for_nobody() {
    let scratch = scratch();
    let (input, output) = (scratch.path().join("in"), scratch.path().join("out"));
    documents(&input, 1);
    assert!(Command::new("mkfifo").arg(input.join("pipe")).status().unwrap().success());
    scutch().arg("run").arg(&input).arg("-q").arg("-o").arg(&output).assert().code(1);
    let rejected = fs::read_to_string(output.join("rejected.jsonl")).unwrap();
    assert!(rejected.contains("\"file\":\"pipe\",\"rule\":\"load/unreadable\""), "{rejected}");
    assert_eq!(fs::read_to_string(output.join("documents.jsonl")).unwrap().lines().count(), 1);
}

#[test]
fn names_that_are_not_text_are_escaped_and_verify() {
    use std::os::unix::ffi::OsStrExt;
    let scratch = scratch();
    let (input, output) = (scratch.path().join("in"), scratch.path().join("out"));
    fs::create_dir(&input).unwrap();
    let name = std::ffi::OsStr::from_bytes(b"caf\xE9.txt");
    fs::write(input.join(name), "The ferry sails at noon today.").unwrap();
    scutch().arg("run").arg(&input).arg("-q").arg("-o").arg(&output).assert().success();
    assert!(fs::read_to_string(output.join("documents.jsonl")).unwrap().contains("caf\\\\xE9.txt"));
    scutch().arg("verify").arg(&output).assert().success();
}

static LONG: Rule = Rule::new("test/long", Effect::Note, "a test", "A test asks for it.", &[]);

/// A stage that fails at the sight of some documents.
struct Failing;

impl Stage for Failing {
    fn scan(&self, doc: &Document, _: &mut Findings<'_>) {
        assert!(!doc.text().contains("number 7"), "no seven is expected\nby anyone");
    }
}

#[test]
fn a_stage_that_panics_costs_the_document_alone_and_names_it() {
    let scratch = scratch();
    let (input, output) = (scratch.path().join("in"), scratch.path().join("out"));
    fs::create_dir(&input).unwrap();
    let text = |number: usize| format!("The ferry sails at noon, said number {number}.");
    let documents =
        (0..10).map(|number| RawDocument::of_bytes(number.to_string(), text(number).into()));
    let entry = Entry::new("test/long", &[&LONG], Failing);
    let pipeline = Pipeline::with_stages(&Config::default(), vec![entry]).unwrap();
    let plan = Plan::new(&[Format::Jsonl], &Default::default()).unwrap();
    let mut dataset = Dataset::create(&output.display().to_string(), plan).unwrap();
    let mut batches = vec![documents.collect::<Vec<_>>()].into_iter();
    let counts = pipeline.run(&mut [], || batches.next(), |docs| dataset.write(docs)).unwrap();
    assert_eq!((counts.documents, counts.kept, counts.rejected), (10, 9, 1));
    assert!(counts.add_up() && counts.rules["internal/panic"].documents == 1);
    let written = dataset.finish().unwrap();
    let rejected = written.files().unwrap().path("rejected.jsonl");
    let row: serde_json::Value = serde_json::from_slice(&fs::read(rejected).unwrap()).unwrap();
    assert_eq!((row["file"].as_str(), row["rule"].as_str()), (Some("7"), Some("internal/panic")));
    assert_eq!(row["reason"], "a stage panicked: no seven is expected; please report it");
    assert_eq!(row["raw_bytes"], text(7).len());
}

#[test]
fn links_that_form_a_loop_are_named_and_end() {
    let scratch = scratch();
    let (input, output) = (scratch.path().join("in"), scratch.path().join("out"));
    documents(&input.join("a"), 1);
    std::os::unix::fs::symlink(&input, input.join("a/up")).unwrap();
    let mut command = scutch();
    command.arg("run").arg(&input).arg("-q").arg("-o").arg(&output);
    command.args(["--set", "read.follow_links=true"]).assert().code(1);
    let rejected = fs::read_to_string(output.join("rejected.jsonl")).unwrap();
    assert!(rejected.contains("cannot list: the links form a loop"), "{rejected}");
    assert_eq!(fs::read_to_string(output.join("documents.jsonl")).unwrap().lines().count(), 1);
}
