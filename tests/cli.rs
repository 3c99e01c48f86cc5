//! The command line: what is printed, what is written, and the exit status, in good times and bad.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

mod common;

use std::fs;
use std::path::Path;
use std::process::Stdio;

use common::{scratch, scutch};

/// Runs with these arguments and returns the exit status and standard error.
fn run(args: &[&str]) -> (i32, String) {
    let output = scutch().args(args).output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
}

fn rejected(folder: &Path) -> Vec<serde_json::Value> {
    let text = fs::read_to_string(folder.join("rejected.jsonl")).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn standard_input_gives_a_record_on_standard_output() {
    let output = scutch()
        .args(["run", "-"])
        .write_stdin("By Orla Vint\n\nThe ferry sails at noon today.")
        .output()
        .unwrap();
    let record: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(record["file"], "-");
    assert_eq!(record["authors"][0], "Orla Vint");
    assert_eq!(record["text"], "The ferry sails at noon today.");
}

#[cfg(unix)]
#[test]
fn what_a_run_passes_over_is_counted() {
    let folder = scratch();
    let (input, output) = (folder.path().join("in"), folder.path().join("out"));
    fs::create_dir_all(input.join(".git")).unwrap();
    for name in ["a.txt", ".hidden.txt", ".git/b.txt", "c.css"] {
        fs::write(input.join(name), "The ferry sails at noon today.").unwrap();
    }
    std::os::unix::fs::symlink(input.join("a.txt"), input.join("link.txt")).unwrap();
    let (status, told) = run(&[
        "run",
        input.to_str().unwrap(),
        "-o",
        output.to_str().unwrap(),
        "--set",
        "read.exclude=[\"*.css\"]",
    ]);
    assert_eq!(status, 0, "{told}");
    assert!(told.contains("1 document read: 1 kept"), "{told}");
    // A hidden file and folder, a sheet of styles, a link.
    assert!(told.contains("4 files or folders not read (read.include"), "{told}");
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let program = assert_cmd::cargo::cargo_bin("scutch");
    for args in [["rules", "--color=never"], ["man", "--color=never"]] {
        let mut child = std::process::Command::new(&program)
            .args(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(output.status.code(), Some(0));
    }
}

#[test]
fn a_folder_that_does_not_exist_is_named() {
    let folder = scratch();
    let output = folder.path().join("out");
    let (status, told) = run(&["run", "no/such/folder", "-o", output.to_str().unwrap()]);
    assert_eq!(status, 2);
    assert_eq!(told, "scutch: no/such/folder: cannot open: no such file or directory\n");
    assert!(!output.exists());
}

#[test]
fn bad_configuration_names_file_line_and_expectation() {
    let folder = scratch();
    let config = folder.path().join("c.toml");
    for (text, expected) in [
        ("[run]\n\ntreads = 2\n", ":3: unknown field `treads`"),
        ("[run]\nthreads = \"many\"\n", ":2: invalid type: string \"many\", expected usize"),
        (
            "[normalize]\nquotes = \"curvy\"\n",
            ":2: unknown variant `curvy`, expected `keep` or `straight`",
        ),
        ("[run\n", ":1: "),
        (
            "[decode]\nencoding = \"utf-9\"\n",
            ":2: decode.encoding: expected `auto` or an encoding label, found \"utf-9\"",
        ),
        ("[rules]\noff = [\"spaces/rum\"]\n", ":2: rules.off: expected the id of a rule"),
        (
            "[[strip.furniture]]\nid = \"x\"\npattern = \"(\"\n",
            ":1: strip.furniture: expected a regular expression in \"x\"",
        ),
        (
            "[[strip.furniture]]\nid = \"x\"\n",
            ":1: strip.furniture: expected one of `line` and `pattern`",
        ),
        ("[run]\nstages = [\"polish\"]\n", ":2: run.stages: expected `all` or some of"),
    ] {
        fs::write(&config, text).unwrap();
        let (status, told) = run(&["run", "seeds", "--plan", "--config", config.to_str().unwrap()]);
        assert_eq!(status, 2, "{text}");
        assert!(told.contains(expected), "{text}: {told}");
    }
    let (status, told) = run(&["run", "--plan", "--set", "run.threads=many"]);
    assert_eq!(status, 2);
    assert!(told.contains("--set run.threads=many: invalid type"), "{told}");
    // The file sets the key too, and is not to blame.
    fs::write(&config, "[run]\nstages = [\"all\"]\n").unwrap();
    let named = ["run", "seeds", "--plan", "--config", config.to_str().unwrap()];
    let (status, told) = run(&[&named[..], &["--set", "run.stages=[\"polish\"]"]].concat());
    assert_eq!(status, 2);
    assert!(told.starts_with("scutch: run.stages: expected"), "{told}");
}

#[test]
fn layers_lie_default_file_set_flag() {
    let folder = scratch();
    let config = folder.path().join("c.toml");
    fs::write(&config, "[run]\noutput = \"from-file\"\nformat = [\"csv\"]\n").unwrap();
    let plan = |more: &[&str]| {
        let mut command = scutch();
        command.args(["run", "seeds", "--plan", "--config"]).arg(&config).args(more);
        String::from_utf8(command.output().unwrap().stdout).unwrap()
    };
    assert!(plan(&[]).contains("from-file/documents.csv"));
    assert!(plan(&["--set", "run.output=from-set"]).contains("from-set/documents.csv"));
    let told = plan(&["--set", "run.output=from-set", "-o", "from-flag", "--format", "jsonl"]);
    assert!(told.contains("from-flag/documents.jsonl") && !told.contains("documents.csv"));
}

#[test]
fn rules_can_be_switched_off_and_added() {
    let folder = scratch();
    let config = folder.path().join("c.toml");
    fs::write(
        &config,
        "[rules]\noff = [\"spaces/run\"]\n\
         [[strip.furniture]]\nid = \"promo\"\nline = \"Read the Harbour Daily\"\nposition = \"head\"\n\
         [[split.signature]]\nid = \"hd\"\npattern = 'HD/[A-Z]{2}'\nsource = \"Harbour Daily\"\n",
    )
    .unwrap();
    let raw = "Read the Harbour Daily\n\nThe  ferry sails at noon today.\n\nHD/OV\n";
    let output =
        scutch().args(["run", "-", "--config"]).arg(&config).write_stdin(raw).output().unwrap();
    let record: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(record["text"], "The  ferry sails at noon today.");
    assert_eq!(record["source"], "Harbour Daily");
}

#[test]
fn bad_documents_are_set_aside_and_the_others_kept() {
    let folder = scratch();
    let (raw, out) = (folder.path().join("raw"), folder.path().join("out"));
    fs::create_dir(&raw).unwrap();
    fs::write(raw.join("binary"), b"\x89PNG\r\n\x1A\n\0\0").unwrap();
    fs::write(raw.join("blank"), " \n\n").unwrap();
    fs::write(raw.join("empty"), "").unwrap();
    fs::write(raw.join("good"), "The ferry sails at noon today.").unwrap();
    fs::write(raw.join("huge"), vec![b'a'; 5000]).unwrap();
    let mut command = scutch();
    command.arg("run").arg(&raw).arg("-o").arg(&out).args(["--set", "limits.document_bytes=4000"]);
    command.assert().code(0);
    let found: Vec<String> = rejected(&out)
        .iter()
        .map(|row| format!("{} {}", row["file"].as_str().unwrap(), row["rule"].as_str().unwrap()))
        .collect();
    assert_eq!(
        found,
        [
            "binary binary/content",
            "blank length/no-text",
            "empty load/empty",
            "huge load/too-large"
        ]
    );
    assert_eq!(rejected(&out)[3]["reason"], "expected at most 4000 bytes, found 5000");
    assert_eq!(fs::read_to_string(out.join("documents.jsonl")).unwrap().lines().count(), 1);
    command.arg("--strict").assert().code(1);
    scutch().arg("verify").arg(&out).assert().code(0);
}

#[test]
fn one_line_of_20_mb_is_one_document() {
    let folder = scratch();
    let (raw, out) = (folder.path().join("raw"), folder.path().join("out"));
    fs::create_dir(&raw).unwrap();
    let line = "The ferry sails at noon today and the harbour is calm ".repeat(400_000);
    fs::write(raw.join("line"), &line).unwrap();
    scutch().arg("run").arg(&raw).arg("-o").arg(&out).assert().code(0);
    let record = fs::read(out.join("documents.jsonl")).unwrap();
    let record: serde_json::Value = serde_json::from_slice(&record).unwrap();
    assert_eq!(record["text"].as_str().unwrap(), line.trim_end());
}

#[cfg(unix)]
#[test]
fn what_cannot_be_read_is_named_and_counted() {
    use std::os::unix::fs::symlink;
    let folder = scratch();
    let (raw, out) = (folder.path().join("raw"), folder.path().join("out"));
    fs::create_dir(&raw).unwrap();
    fs::write(raw.join("good"), "The ferry sails at noon today.").unwrap();
    symlink("nowhere", raw.join("broken")).unwrap();
    symlink(".", raw.join("loop")).unwrap();
    let mut command = scutch();
    command.arg("run").arg(&raw).arg("-o").arg(&out);
    command.assert().code(0);
    assert!(rejected(&out).is_empty(), "links are not followed unless asked for");
    command.args(["--set", "read.follow_links=true"]).assert().code(1);
    let found = rejected(&out);
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|row| row["rule"] == "load/unreadable"), "{found:?}");
    assert_eq!(fs::read_to_string(out.join("documents.jsonl")).unwrap().lines().count(), 1);
}

#[test]
fn a_failed_run_leaves_the_last_good_output() {
    let folder = scratch();
    let out = folder.path().join("out");
    scutch().args(["run", "seeds", "-o"]).arg(&out).assert().code(0);
    let before = fs::read(out.join("documents.jsonl")).unwrap();
    scutch().args(["run", "no/such", "-o"]).arg(&out).assert().code(2);
    scutch().args(["run", "seeds", "--set", "decode.encoding=x", "-o"]).arg(&out).assert().code(2);
    let empty = folder.path().join("empty");
    fs::create_dir(&empty).unwrap();
    let told = scutch().arg("run").arg(&empty).arg("-o").arg(&out).assert().code(2);
    let told = String::from_utf8_lossy(&told.get_output().stderr).into_owned();
    assert!(told.contains("expected documents, found none"), "{told}");
    assert_eq!(fs::read(out.join("documents.jsonl")).unwrap(), before);
    scutch().arg("verify").arg(&out).assert().code(0);
}

#[test]
fn one_record_among_many_is_traced() {
    let folder = scratch();
    let file = folder.path().join("a.jsonl");
    fs::write(&file, "{\"text\": \"The ferry  sails.\"}\n{\"text\": \"The pier  stays.\"}\n")
        .unwrap();
    let file = file.to_str().unwrap();
    let (status, told) = run(&["trace", file]);
    assert_eq!(status, 2);
    assert!(told.contains("found several: name one, such as"), "{told}");
    let told = scutch().args(["trace", &format!("{file}!2")]).assert().code(0);
    let told = String::from_utf8_lossy(&told.get_output().stdout).into_owned();
    assert!(told.contains("The pier") && !told.contains("ferry"), "{told}");
    let (status, told) = run(&["trace", &format!("{file}!9")]);
    assert_eq!(status, 2);
    assert!(told.contains("expected \"!9\""), "{told}");
}

#[test]
fn a_quiet_run_says_why_it_ended_badly() {
    let folder = scratch();
    fs::write(folder.path().join("a.jsonl"), "{\"text\": \"The ferry sails.\"}\n{broken\n")
        .unwrap();
    let out = folder.path().join("out");
    let (status, told) = run(&[
        "run",
        folder.path().to_str().unwrap(),
        "-q",
        "--strict",
        "-o",
        out.to_str().unwrap(),
    ]);
    assert_eq!(status, 1);
    assert!(told.contains("1 document was "), "{told}");
}

#[test]
fn an_output_folder_that_cannot_be_written_is_named() {
    let folder = scratch();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let (status, told) = run(&["run", "seeds", "-o", file.join("out").to_str().unwrap()]);
    assert_eq!(status, 2);
    assert!(told.contains("cannot create the output folder"), "{told}");
}

#[test]
fn the_input_folder_cannot_be_the_output_folder() {
    let folder = scratch();
    let place = folder.path().to_str().unwrap();
    let (status, told) = run(&["run", place, "-o", place]);
    assert_eq!(status, 2);
    assert!(told.contains("expected an output folder other than the input"), "{told}");
}

#[test]
fn output_inside_the_input_is_not_read_again() {
    let folder = scratch();
    fs::write(folder.path().join("a.txt"), "The ferry sails at noon today.").unwrap();
    let out = folder.path().join("out");
    for _ in 0..2 {
        scutch().arg("run").arg(folder.path()).arg("-o").arg(&out).assert().code(0);
        assert_eq!(fs::read_to_string(out.join("documents.jsonl")).unwrap().lines().count(), 1);
    }
}

#[test]
fn another_format_replaces_what_the_last_run_left() {
    let folder = scratch();
    let out = folder.path().join("out");
    scutch().args(["run", "seeds", "-o"]).arg(&out).assert().code(0);
    assert!(out.join("documents.csv").exists());
    scutch().args(["run", "seeds", "--format", "jsonl", "-o"]).arg(&out).assert().code(0);
    assert!(!out.join("documents.csv").exists());
}

#[test]
fn only_csv_verifies_too() {
    let folder = scratch();
    let out = folder.path().join("out");
    scutch().args(["run", "seeds", "--format", "csv", "-o"]).arg(&out).assert().code(0);
    scutch().arg("verify").arg(&out).assert().code(0);
}

#[test]
fn trace_names_the_rules() {
    let output = scutch().args(["trace", "seeds/002_69ee5d618b2046bf.txt"]).output().unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(told.contains("[- + ↺ − 16 px-]<widget/font-size>"), "{told}");
    assert!(told.contains("<date/published: published = 2019-11-12>"), "{told}");
    assert!(!told.contains('\u{1b}'));
    let output = scutch()
        .args(["trace", "--color", "always", "seeds/002_69ee5d618b2046bf.txt"])
        .output()
        .unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().contains("\u{1b}[31;9m"));
}

#[test]
fn explain_prints_a_rule_and_suggests_near_ones() {
    scutch().args(["explain", "widget/font-size"]).assert().code(0);
    let (status, told) = run(&["explain", "font-size"]);
    assert_eq!(status, 2);
    assert!(told.contains("did you mean `widget/font-size`?"), "{told}");
}

#[test]
fn init_writes_the_defaults_and_does_not_overwrite() {
    let folder = scratch();
    let file = folder.path().join("config.toml");
    scutch().arg("init").arg(&file).assert().code(0);
    assert_eq!(fs::read_to_string(&file).unwrap(), scutch::config::DEFAULT_TOML);
    scutch().arg("init").arg(&file).assert().code(2);
    scutch().arg("init").arg("--force").arg(&file).assert().code(0);
}

#[test]
fn init_writes_what_ci_needs_and_keeps_what_is_there() {
    let folder = scratch();
    let init = |args: &[&str]| {
        let mut command = scutch();
        command.current_dir(folder.path()).arg("init").args(args);
        command.output().unwrap()
    };
    fs::write(folder.path().join("config.toml"), "# mine\n").unwrap();
    let services = ["--ci", "github", "--ci", "gitlab", "--ci", "pre-commit"];
    assert_eq!(init(&services).status.code(), Some(0));
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    assert_eq!(read("config.toml"), "# mine\n");
    let version = env!("CARGO_PKG_VERSION");
    let workflow = read(".github/workflows/scutch.yml");
    assert!(workflow.contains("scutch check output --format github"));
    assert!(workflow.contains(&format!("SCUTCH_VERSION: \"{version}\"")));
    assert!(read(".gitlab-ci.yml").contains(&format!("--version {version}")));
    assert!(read(".pre-commit-config.yaml").contains("entry: scutch check output"));

    fs::write(folder.path().join(".gitlab-ci.yml"), "mine: true\n").unwrap();
    fs::remove_file(folder.path().join(".pre-commit-config.yaml")).unwrap();
    let refused = init(&["--ci", "pre-commit", "--ci", "gitlab"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        String::from_utf8(refused.stderr).unwrap().contains("reports:"),
        "what to add is shown"
    );
    assert_eq!(read(".gitlab-ci.yml"), "mine: true\n");
    assert!(!folder.path().join(".pre-commit-config.yaml").exists(), "all or nothing");
}

#[test]
fn completions_and_manual_are_printed() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = scutch().args(["completions", shell]).output().unwrap();
        assert!(output.status.success() && !output.stdout.is_empty(), "{shell}");
    }
    let output = scutch().arg("man").output().unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().starts_with(".ie"));
}

#[test]
fn limit_stops_reading_and_still_verifies() {
    let folder = scratch();
    let out = folder.path().join("out");
    scutch().args(["run", "seeds", "--limit", "2", "-o"]).arg(&out).assert().code(0);
    assert_eq!(fs::read_to_string(out.join("documents.jsonl")).unwrap().lines().count(), 2);
    scutch().arg("verify").arg(&out).assert().code(0);
}

#[test]
fn a_list_names_files_and_folders() {
    let folder = scratch();
    let at = |name: &str| folder.path().join(name);
    std::fs::create_dir(at("more")).unwrap();
    for name in ["a.txt", "more/b.txt", "more/c.txt", "d d.txt"] {
        std::fs::write(at(name), format!("The ferry of {name} sails at noon.")).unwrap();
    }
    let full = |name: &str| at(name).display().to_string();
    let lines = [full("d d.txt"), full("more"), String::new(), full("gone.txt"), full("a.txt")]
        .join("\r\n");
    std::fs::write(at("list"), &lines).unwrap();
    std::fs::write(at("list0"), lines.replace("\r\n", "\0")).unwrap();
    let names = |output: &std::path::Path| {
        let records = std::fs::read_to_string(output.join("documents.jsonl")).unwrap();
        let name = |line: &str| {
            serde_json::from_str::<serde_json::Value>(line).unwrap()["file"]
                .as_str()
                .unwrap()
                .to_owned()
        };
        records.lines().map(name).collect::<Vec<String>>()
    };
    let expected = [full("d d.txt"), full("more/b.txt"), full("more/c.txt"), full("a.txt")];
    for (list, input) in [("list", ""), ("list0", ""), ("-", lines.as_str())] {
        let output = scratch();
        let list = if list == "-" { list.to_owned() } else { full(list) };
        let mut command = scutch();
        command.args(["run", "-q", "--files-from", &list, "-o"]).arg(output.path());
        // One of them is gone: it is named, and the others are read.
        command.write_stdin(input).assert().code(1);
        assert_eq!(names(output.path()), expected, "{list}");
        let rejected = std::fs::read_to_string(output.path().join("rejected.jsonl")).unwrap();
        assert!(
            rejected.contains("gone.txt") && rejected.contains("load/unreadable"),
            "{rejected}"
        );
        if list != "-" {
            scutch().arg("verify").arg(output.path()).assert().success();
        }
    }
}
