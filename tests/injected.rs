//! Every call to the system fails once, one after the other: a full disk, a failing one, permission that is
//! lost, a program that is killed, files that change while they are read.
//!
//! A library in C (`shim/fault.c`) stands between the program and the system. Each test counts the calls
//! up until a run goes through without the fault, so none is left out. After each, the folder holds the last
//! good dataset or the next, and a run that nothing disturbs gives the bytes that it always does.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use serde_json::Value;

use common::inputs::{gzip, tar, zip};

/// Numbers of errors, as Linux counts them.
const EIO: i32 = 5;
const EACCES: i32 = 13;
const EROFS: i32 = 30;

/// The shim, built once; none where there is no compiler of C.
static SHIM: LazyLock<Option<PathBuf>> = LazyLock::new(|| {
    let library =
        Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fault-{}.so", std::process::id()));
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/shim/fault.c");
    let mut compiler = Command::new("cc");
    compiler.args(["-O1", "-shared", "-fPIC", "-o"]).arg(&library).arg(source).arg("-ldl");
    let built = compiler.output().is_ok_and(|built| built.status.success());
    if !built {
        let _ = writeln!(std::io::stderr().lock(), "skipped: no compiler of C is here");
    }
    built.then_some(library)
});

/// A fault at one call.
#[derive(Clone, Copy)]
struct Fault<'a> {
    under: &'a Path,
    calls: &'a str,
    deed: &'a str,
    errno: i32,
}

/// How a run ended.
struct Ended {
    // None where it was killed.
    status: Option<i32>,
    said: String,
    // The call that failed and its path; none where the run has made fewer calls.
    hit: Option<String>,
}

/// Runs the program with the fault at call number `at`; none where there is no shim.
fn disturbed(fault: Fault<'_>, at: usize, args: &[&str], told: &Path) -> Option<Ended> {
    let shim = SHIM.as_ref()?;
    let mut command = Command::new(assert_cmd::cargo::cargo_bin("scutch"));
    command.args(args).env("NO_COLOR", "1").env("LD_PRELOAD", shim);
    command.env("FAULT_UNDER", fault.under).env("FAULT_CALLS", fault.calls);
    command.env("FAULT_DO", fault.deed).env("FAULT_ERRNO", fault.errno.to_string());
    command.env("FAULT_AT", at.to_string()).env("FAULT_TOLD", told);
    let output = command.output().unwrap();
    let hit = fs::read_to_string(told).ok();
    let _ = fs::remove_file(told);
    let said = String::from_utf8(output.stderr).unwrap();
    Some(Ended { status: output.status.code(), said, hit })
}

fn scutch(args: &[&str]) -> (i32, String) {
    let output = Command::new(assert_cmd::cargo::cargo_bin("scutch")).args(args).output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
}

/// Returns the files of a folder but for the hidden ones, by their names.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let (path, name) = (entry.path(), entry.file_name());
        if name.as_encoded_bytes().starts_with(b".") {
            continue;
        }
        if path.is_dir() {
            let inside = files(&path).into_iter();
            found.extend(inside.map(|(inner, bytes)| (Path::new(&name).join(inner), bytes)));
        } else {
            found.insert(PathBuf::from(name), fs::read(path).unwrap());
        }
    }
    found
}

fn copy(from: &Path, to: &Path) {
    let _ = fs::remove_dir_all(to);
    let copied = Command::new("cp").arg("-r").arg(from).arg(to).status();
    assert!(copied.unwrap().success());
}

/// Writes documents, so that a run has something of every kind to read.
fn inputs(folder: &Path, day: u32) {
    fs::create_dir_all(folder.join("more")).unwrap();
    let text = |of: &str| {
        format!(
            " date 2031-05-{day:02} By Orla Vint\n\nFerry {of}.\n\nIt sails at noon, said {of}.\n"
        )
    };
    let record = |of: &str| format!("{{\"text\":\"Ferry {of} sails at noon on day {day}.\"}}\n");
    let records: String = ["five", "six", "seven"].map(record).concat();
    let page = format!(
        "<!doctype html><title>Ferry</title><p>The ferry will sail every hour from day {day}, the board \
         said after its meeting on the pier.</p>"
    );
    let archive = tar(&[("a", text("eight").as_bytes()), ("b", text("nine").as_bytes())]);
    let zipped = zip(&[("a", text("ten").as_bytes()), ("b", text("eleven").as_bytes())]);
    let files = [
        ("a.txt", text("one").into_bytes()),
        ("b.txt", text("two").into_bytes()),
        ("c.txt", text("one").into_bytes()),
        ("empty.txt", Vec::new()),
        ("d.jsonl", records.into_bytes()),
        ("e.csv", b"id,text\n1,\"Twelve, it sails.\"\n2,It sails at three.\n".to_vec()),
        ("f.txt.gz", gzip(text("four").as_bytes())),
        ("g.tar", archive),
        ("h.zip", zipped),
        ("i.html", page.into_bytes()),
        ("more/j.txt", text("three").into_bytes()),
    ];
    for (name, bytes) in files {
        fs::write(folder.join(name), bytes).unwrap();
    }
}

/// Returns an empty folder, on a disk in memory where there is one: hundreds of runs wait for a real one.
fn in_memory() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

/// Folders of a test: an old dataset, new inputs, and what a run over them gives.
struct Stage {
    scratch: tempfile::TempDir,
    old: BTreeMap<PathBuf, Vec<u8>>,
    new: BTreeMap<PathBuf, Vec<u8>>,
}

impl Stage {
    fn set(flags: &[&str]) -> Stage {
        let scratch = in_memory();
        let mut stage = Stage { scratch, old: BTreeMap::new(), new: BTreeMap::new() };
        inputs(&stage.at("in-old"), 3);
        fs::write(stage.at("in-old").join("k.txt"), "The pier is closed on Sunday.").unwrap();
        inputs(&stage.at("in-new"), 4);
        for (input, output) in [("in-old", "before"), ("in-new", "after")] {
            let (status, said) = scutch(&stage.args(input, output, flags));
            assert_eq!((status, said.as_str()), (0, ""));
        }
        (stage.old, stage.new) = (files(&stage.at("before")), files(&stage.at("after")));
        assert_ne!(stage.old, stage.new);
        stage
    }

    fn at(&self, name: &str) -> PathBuf {
        self.scratch.path().join(name)
    }

    fn args<'a>(&self, input: &str, output: &str, flags: &[&'a str]) -> Vec<&'a str> {
        // Leaked: a test is short.
        let path = |name: &str| -> &'a str { self.at(name).display().to_string().leak() };
        let mut args = vec!["run", path(input), "-o", path(output), "-q", "-j", "1"];
        args.extend_from_slice(flags);
        args
    }

    /// Returns whether the folder holds the new dataset; it must hold the old one or the new one, once a
    /// list of renames that stands there is done.
    fn is_new(&self, when: &str) -> bool {
        let out = self.at("out");
        if out.join(".scutch-journal").exists() {
            let (status, said) = scutch(&["verify", &out.display().to_string()]);
            assert_eq!((status, said.as_str()), (0, ""), "{when}");
        }
        let found = files(&out);
        assert!(found == self.old || found == self.new, "{when}: neither the old nor the new");
        found == self.new
    }
}

/// Lets every call that writes fail, one run each, and returns how many calls there were.
fn writes_fail(flags: &[&str], deed: &str, errno: i32, reason: &str) -> usize {
    let stage = Stage::set(flags);
    let out = stage.at("out");
    let fault = Fault { under: &out, calls: "write", deed, errno };
    for at in 1.. {
        copy(&stage.at("before"), &out);
        let args = stage.args("in-new", "out", flags);
        let Some(ended) = disturbed(fault, at, &args, &stage.at("told")) else { return 0 };
        let Some(hit) = &ended.hit else {
            assert_eq!((ended.status, stage.is_new("undisturbed")), (Some(0), true));
            return at - 1;
        };
        let when = format!("{deed} {errno} at call {at}, {}: {}", hit.trim(), ended.said.trim());
        let is_new = stage.is_new(&when);
        match ended.status {
            Some(0) => assert!(is_new, "{when}: ended well with the old dataset"),
            Some(status) => {
                assert_eq!(status, 2, "{when}");
                assert!(ended.said.contains(reason), "{when}: expected {reason}");
                assert_eq!(ended.said.lines().count(), 1, "{when}");
            }
            None => assert_eq!(deed, "kill", "{when}"),
        }
        let (status, said) = scutch(&stage.args("in-new", "out", flags));
        assert_eq!((status, said.as_str()), (0, ""), "{when}, and the next run");
        assert_eq!(files(&out), stage.new, "{when}: the next run gives other bytes");
        let is_hidden = |path: &PathBuf| path.display().to_string().contains("/.scutch-");
        let left: Vec<PathBuf> = fs::read_dir(&out)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(is_hidden)
            .collect();
        assert_eq!(left, Vec::<PathBuf>::new(), "{when}: something is left over");
    }
    unreachable!("a run makes finitely many calls")
}

/// Few stages: what matters here is on both sides of them, and the others take a while to set up.
const STAGES: &str = "--stages=decode,normalize";

/// Documents in every format, compressed, with a report.
const PLAIN: &[&str] = &[STAGES, "--format", "jsonl,csv,parquet", "--report", "--compression=gz"];

/// Documents of earlier runs are kept; many files of few bytes each.
const KEPT: &[&str] = &[STAGES, "--incremental", "--shard-size", "1KB", "--format", "jsonl"];

/// What does not fit into memory goes to files.
const SPILT: &[&str] = &[
    "--stages=decode,dedupe",
    "--set",
    "dedupe.near=true",
    "--set",
    "limits.dedupe_memory=0",
    "--format",
    "jsonl",
];

const FULL: &str = "no space left on device";

/// A run makes at least so many calls that change the disk: fewer, and the shim sees nothing.
const LEAST_CALLS: usize = 20;

fn assert_counted(calls: usize) {
    assert!(SHIM.is_none() || calls > LEAST_CALLS, "{calls} calls");
}

#[test]
fn a_disk_that_is_full_from_any_write_on_leaves_the_last_good_output() {
    assert_counted(writes_fail(PLAIN, "full", 0, FULL));
}

#[test]
fn a_disk_that_is_full_is_told_where_documents_are_kept() {
    assert_counted(writes_fail(KEPT, "full", 0, FULL));
}

#[test]
fn a_disk_that_is_full_is_told_where_memory_does_not_suffice() {
    assert_counted(writes_fail(SPILT, "full", 0, FULL));
}

#[test]
fn a_disk_that_fails_once_leaves_the_last_good_output_or_the_next() {
    assert_counted(writes_fail(PLAIN, "once", EIO, "input/output error"));
}

#[test]
fn a_disk_that_fails_once_spoils_nothing_that_is_kept() {
    assert_counted(writes_fail(KEPT, "once", EIO, "input/output error"));
}

#[test]
fn permission_that_is_lost_in_mid_run_leaves_the_last_good_output() {
    assert_counted(writes_fail(PLAIN, "ever", EACCES, "permission denied"));
}

#[test]
fn a_disk_that_turns_read_only_leaves_the_last_good_output() {
    assert_counted(writes_fail(KEPT, "ever", EROFS, "read-only file system"));
}

#[test]
fn a_run_that_is_killed_at_any_call_leaves_the_last_good_output_or_the_next() {
    assert_counted(writes_fail(PLAIN, "kill", 0, ""));
}

#[test]
fn a_run_that_is_killed_at_any_call_spoils_nothing_that_is_kept() {
    assert_counted(writes_fail(KEPT, "kill", 0, ""));
}

/// Returns the rows of a table of a dataset by the file of each, which no two share.
fn rows(output: &Path, table: &str) -> BTreeMap<String, Value> {
    let text = fs::read_to_string(output.join(format!("{table}.jsonl"))).unwrap();
    let mut rows = BTreeMap::new();
    for line in text.lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        let file = row["file"].as_str().unwrap().to_owned();
        assert!(rows.insert(file, row).is_none(), "{table} has a document twice: {line}");
    }
    rows
}

/// Returns whether a document is in the file or folder of this name.
fn is_in(document: &str, name: &str) -> bool {
    let rest = document.strip_prefix(name);
    name.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['!', '/']))
}

/// Every text is a document of its own.
const READ: &[&str] = &[STAGES, "--format", "jsonl", "--set", "dedupe.exact=false"];

/// Lets something happen at every call that reads, one run each.
fn reads_are_disturbed(deed: &str, errno: i32, reason: &str) {
    let stage = Stage::set(READ);
    let (input, out) = (stage.at("in-new"), stage.at("out"));
    copy(&input, &stage.at("kept"));
    let clean = (rows(&stage.at("after"), "documents"), rows(&stage.at("after"), "rejected"));
    let fault = Fault { under: &input, calls: "read", deed, errno };
    for at in 1.. {
        copy(&stage.at("before"), &out);
        copy(&stage.at("kept"), &input);
        let args = stage.args("in-new", "out", READ);
        let Some(ended) = disturbed(fault, at, &args, &stage.at("told")) else { return };
        let Some(hit) = &ended.hit else {
            assert!(files(&out) == stage.new && at > LEAST_CALLS, "{at} calls");
            return;
        };
        let when = format!("{deed} at call {at}, {}: {}", hit.trim(), ended.said.trim());
        let path = Path::new(hit.trim().split_once(' ').unwrap().1);
        let name = path.strip_prefix(&input).unwrap().display().to_string();
        if ended.status == Some(2) {
            assert!(ended.said.contains(reason) && name.is_empty(), "{when}");
            assert_eq!(files(&out), stage.old, "{when}");
            continue;
        }
        let found = (rows(&out, "documents"), rows(&out, "rejected"));
        for (file, row) in clean.0.iter().filter(|(file, _)| !is_in(file, &name)) {
            assert_eq!(found.0.get(file), Some(row), "{when}: {file}");
        }
        for (file, row) in clean.1.iter().filter(|(file, _)| !is_in(file, &name)) {
            assert_eq!(found.1.get(file), Some(row), "{when}: {file}");
        }
        let all = found.0.keys().chain(found.1.keys());
        let more: Vec<&String> = all
            .filter(|file| !clean.0.contains_key(*file) && !clean.1.contains_key(*file))
            .filter(|file| !is_in(file, &name) && *file != "in-new")
            .collect();
        assert_eq!(more, Vec::<&String>::new(), "{when}");
        let is_same = (&found.0, &found.1) == (&clean.0, &clean.1);
        // A list that breaks off does not say of which folder it is: it is told of the input.
        let is_about = |file: &str| is_in(file, &name) || hit.contains("dir ") && file == "in-new";
        let mut named = found.1.iter().filter(|(file, _)| is_about(file));
        if errno != 0 && !is_same {
            let is_told = named.any(|(_, row)| row["reason"].as_str().unwrap().contains(reason));
            assert!(is_told, "{when}: nothing tells of it: {:?}", found.1);
            assert_eq!(ended.status, Some(1), "{when}");
        }
        let list = hit.contains("dir ").then_some("in-new");
        verifies_but_for(&out, &name, list, &when);
    }
}

/// Checks that a dataset follows from its inputs, but for a file that changed meanwhile, or a list of files.
fn verifies_but_for(output: &Path, name: &str, list: Option<&str>, when: &str) {
    let (status, said) = scutch(&["verify", &output.display().to_string()]);
    if status == 0 {
        return;
    }
    for line in said.lines().map(|line| line.trim_start_matches("scutch: ")) {
        let place = line.split(": ").next().unwrap();
        let is_about = is_in(place, name) || line.starts_with(name) || Some(place) == list;
        let is_count = line.contains("manifest.json: ") || line.contains(" does not verify");
        assert!(is_about || is_count, "{when}: {line}");
    }
}

#[test]
fn a_read_that_fails_costs_the_file_that_it_is_of_and_is_told() {
    reads_are_disturbed("once", EIO, "input/output error");
}

#[test]
fn permission_that_is_lost_while_reading_is_told_of_each_file() {
    // Every file from some call on: that what cannot be read is named is checked on the last.
    let stage = Stage::set(READ);
    let (input, out) = (stage.at("in-new"), stage.at("out"));
    let fault = Fault { under: &input, calls: "read", deed: "ever", errno: EACCES };
    let all: usize =
        ["documents", "rejected"].map(|table| rows(&stage.at("after"), table).len()).iter().sum();
    for at in 1.. {
        let args = stage.args("in-new", "out", READ);
        let Some(ended) = disturbed(fault, at, &args, &stage.at("told")) else { return };
        let Some(hit) = &ended.hit else { return };
        if ended.status == Some(2) {
            assert!(ended.said.contains("permission denied"), "{hit}{}", ended.said);
            continue;
        }
        let (documents, rejected) = (rows(&out, "documents"), rows(&out, "rejected"));
        let is_denied =
            |row: &&Value| row["reason"].as_str().unwrap().contains("permission denied");
        let denied = rejected.values().filter(is_denied).count();
        assert!(denied > 0 || documents.len() + rejected.len() == all, "{at} {hit}: {rejected:?}");
    }
}

#[test]
fn a_file_that_grows_while_it_is_read_disturbs_no_other() {
    reads_are_disturbed("grow", 0, "");
}

#[test]
fn a_file_that_shrinks_while_it_is_read_disturbs_no_other() {
    reads_are_disturbed("shrink", 0, "");
}

#[test]
fn a_file_that_changes_while_it_is_read_disturbs_no_other() {
    reads_are_disturbed("change", 0, "");
}

#[test]
fn a_file_that_vanishes_while_it_is_read_disturbs_no_other() {
    reads_are_disturbed("vanish", 0, "no such file");
}
