//! Checks of a dataset: what is planted is found where it was planted, and nothing else is.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::sync::atomic::AtomicBool;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use common::{scratch, scutch};
use scutch::check::{self, Failure, Report, Request, Status, render};
use scutch::config::Layers;
use scutch::run::Watch;
use scutch::{Config, Error};

/// A day behind all dates of the cases.
const TODAY: &str = "2040-01-01";

fn watched<T>(work: impl FnOnce(&Watch<'_>) -> T) -> T {
    let stop = AtomicBool::new(false);
    work(&Watch { stop: &stop, progress: &|_, _| () })
}

fn config(text: &str) -> Config {
    let mut layers = Layers::default();
    layers.add_text("config.toml", text).unwrap();
    layers.finish().unwrap()
}

/// Checks a dataset under these lines of config, from a baseline where one is named.
fn checked(dataset: &Path, text: &str, baseline: &str) -> Result<Report, Failure> {
    let config = config(text);
    let dataset = dataset.display().to_string();
    let request = Request {
        dataset: &dataset,
        config: &config,
        select: &[],
        baseline,
        with_profile: true,
        today: TODAY.parse().unwrap(),
    };
    watched(|watch| check::check(&request, watch))
}

/// Returns the checks that failed or warned.
fn found(report: &Report) -> Vec<String> {
    let bad = report.outcomes.iter().filter(|outcome| outcome.status >= Status::Warned);
    bad.map(|outcome| outcome.check.id.to_owned()).collect()
}

fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/articles")
}

/// Returns a dataset that a run made of these files, with languages.
fn run_over(input: &Path, settings: &[&str]) -> TempDir {
    let folder = scratch();
    let mut layers = Layers::default();
    layers.set("tag.language=true").unwrap();
    settings.iter().for_each(|setting| layers.set(setting).unwrap());
    let mut config = layers.finish().unwrap();
    config.run.input = vec![input.display().to_string()];
    config.run.output = folder.path().join("good").display().to_string();
    watched(|watch| scutch::run::run(&config, watch)).unwrap();
    folder
}

/// The good dataset.
static GOOD: LazyLock<TempDir> = LazyLock::new(|| run_over(&cases(), &["run.limit=120"]));

fn good() -> PathBuf {
    GOOD.path().join("good")
}

fn rows(folder: &Path) -> Vec<Value> {
    let text = fs::read_to_string(folder.join("documents.jsonl")).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn lines(rows: &[Value]) -> String {
    rows.iter().map(|row| format!("{row}\n")).collect()
}

/// Copies the good dataset.
fn copy() -> TempDir {
    let folder = scratch();
    for entry in fs::read_dir(good()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
        }
    }
    folder
}

/// Writes the manifest anew for the files as they are.
fn seal(folder: &Path) {
    let path = folder.join("manifest.json");
    let mut manifest: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
    for output in manifest["outputs"].as_array_mut().unwrap() {
        let bytes = fs::read(folder.join(output["file"].as_str().unwrap())).unwrap();
        let digest: String = Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect();
        output["sha256"] = digest.into();
        output["bytes"] = bytes.len().into();
    }
    fs::write(path, serde_json::to_vec_pretty(&manifest).unwrap()).unwrap();
}

/// Plants something into the records alone, as a stranger's file.
fn loose(plant: fn(&mut Vec<Value>)) -> TempDir {
    let folder = scratch();
    let mut rows = rows(&good());
    plant(&mut rows);
    fs::write(folder.path().join("documents.jsonl"), lines(&rows)).unwrap();
    folder
}

/// Plants something into the records of the dataset, whose manifest is made to agree.
fn sealed(plant: fn(&mut Vec<Value>)) -> TempDir {
    let folder = copy();
    let mut rows = rows(folder.path());
    plant(&mut rows);
    fs::write(folder.path().join("documents.jsonl"), lines(&rows)).unwrap();
    seal(folder.path());
    folder
}

/// Plants something into the files.
fn filed(plant: fn(&Path)) -> TempDir {
    let folder = copy();
    plant(folder.path());
    folder
}

/// Plants something into the bytes of the records alone.
fn raw(plant: fn(&mut Vec<u8>)) -> TempDir {
    let folder = scratch();
    let mut bytes = fs::read(good().join("documents.jsonl")).unwrap();
    plant(&mut bytes);
    fs::write(folder.path().join("documents.jsonl"), bytes).unwrap();
    folder
}

/// Puts `text` behind the first sentence of the seventh document.
fn put(rows: &mut [Value], text: &str) {
    let old = rows[6]["text"].as_str().unwrap().to_owned();
    let (before, rest) = old.split_once(". ").unwrap();
    rows[6]["text"] = format!("{before}.{text} {rest}").into();
}

fn ahead(rows: &mut [Value], text: &str) {
    rows[6]["text"] = format!("{text}{}", rows[6]["text"].as_str().unwrap()).into();
}

fn behind(rows: &mut [Value], text: &str) {
    rows[6]["text"] = format!("{}{text}", rows[6]["text"].as_str().unwrap()).into();
}

/// Puts bytes behind the first line.
fn insert(bytes: &mut Vec<u8>, more: &[u8]) {
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap() + 1;
    bytes.splice(end..end, more.iter().copied());
}

/// What is planted, by the check that must find it, with the config that it takes.
type Plant = (&'static str, fn() -> TempDir, &'static str);

/// A text with the page around it.
const PAGE: &str = "Home\nNews\nSport\nBusiness\nCulture\nOpinion\nPodcasts\nLog in\nSubscribe\n\
    The ferry will sail every hour from May, the harbour board said after its meeting.\n\
    Members had argued for weeks about the cost of a second crew and of its uniforms.\n\
    The first boat leaves the old pier at six, and the last one returns at midnight.\n\
    Shopkeepers on the island, who had lost customers to the old timetable, were pleased.\n\
    The board will look at the figures again in September and decide about winter then.\n\
    Most read\nPrivacy Policy\nTerms of Use\nCookie Settings\nContact us\nAbout us\n\
    Advertise with us\nFacebook\nInstagram\nYouTube";

const PLANTS: &[Plant] = &[
    ("structure/manifest", || filed(|at| fs::write(at.join("manifest.json"), "{").unwrap()), ""),
    (
        "structure/missing-file",
        || filed(|at| fs::remove_file(at.join("rejected.jsonl")).unwrap()),
        "",
    ),
    (
        "structure/digest",
        || {
            filed(|at| {
                let path = at.join("documents.csv");
                let text = fs::read_to_string(&path).unwrap().replacen("the ", "teh ", 1);
                fs::write(path, text).unwrap();
            })
        },
        "",
    ),
    ("structure/rows", || sealed(|rows| drop(rows.pop())), ""),
    (
        "structure/extra-file",
        || filed(|at| fs::write(at.join("documents-old.jsonl"), "{\"text\":\"a\"}\n").unwrap()),
        "",
    ),
    (
        "structure/shard",
        || {
            filed(|at| {
                fs::remove_file(at.join("manifest.json")).unwrap();
                fs::remove_file(at.join("documents.csv")).unwrap();
                let name = at.join("documents-00001-of-00002.jsonl");
                fs::rename(at.join("documents.jsonl"), name).unwrap();
            })
        },
        "",
    ),
    (
        "structure/line-ends",
        || {
            raw(|bytes| {
                let at = bytes.iter().position(|byte| *byte == b'\n').unwrap();
                bytes.insert(at, b'\r');
            })
        },
        "",
    ),
    ("structure/line-ends", || raw(|bytes| bytes.truncate(bytes.len() - 1)), ""),
    ("structure/byte-order-mark", || raw(|bytes| drop(bytes.splice(0..0, *b"\xEF\xBB\xBF"))), ""),
    ("structure/malformed", || raw(|bytes| insert(bytes, b"{\"id\": \"x\", \"te\n")), ""),
    ("structure/no-text", || loose(|rows| rows[6]["text"] = Value::Null), ""),
    (
        "structure/encoding",
        || {
            raw(|bytes| {
                let at = bytes.windows(5).position(|at| at == b" the ").unwrap();
                bytes[at + 2] = 0xE9;
            })
        },
        "",
    ),
    (
        "structure/escape",
        || {
            raw(|bytes| {
                let at = bytes.windows(5).position(|at| at == b" the ").unwrap();
                bytes.splice(at + 1..at + 4, *b"\\ud83d");
            })
        },
        "",
    ),
    (
        "structure/duplicate-key",
        || raw(|bytes| drop(bytes.splice(1..1, *b"\"title\":\"Twice\","))),
        "",
    ),
    (
        "structure/schema",
        || sealed(|rows| drop(rows[6].as_object_mut().unwrap().remove("place"))),
        "",
    ),
    ("structure/schema", || sealed(|rows| rows[6]["mood"] = "fine".into()), ""),
    ("structure/keys", || loose(|rows| drop(rows[6].as_object_mut().unwrap().remove("place"))), ""),
    ("structure/type", || loose(|rows| rows[6]["words"] = "many".into()), ""),
    (
        "fields/null-rate",
        || loose(|rows| rows.iter_mut().take(60).for_each(|row| row["encoding"] = Value::Null)),
        "[check.null-rate.encoding]\nerror = \"> 20 %\"",
    ),
    ("fields/unique", || loose(|rows| rows[6]["id"] = rows[5]["id"].clone()), ""),
    (
        "fields/pattern",
        || loose(|rows| rows[6]["file"] = "x.pdf".into()),
        "[check.pattern.file]\npattern = '.*\\.txt'",
    ),
    (
        "fields/range",
        || loose(|rows| rows[6]["words"] = 1_000_000.into()),
        "[check.range.words]\nmax = 100000",
    ),
    (
        "fields/allowed",
        || loose(|rows| rows[6]["encoding"] = "utf8".into()),
        "[check.allowed.encoding]\nvalues = [\"UTF-8\", \"windows-1251\", \"windows-1252\", \
         \"ISO-8859-1\"]",
    ),
    ("fields/blank", || loose(|rows| rows[6]["source"] = "".into()), ""),
    ("fields/placeholder", || loose(|rows| rows[6]["authors"] = json!(["undefined"])), ""),
    ("fields/untrimmed", || loose(|rows| rows[6]["source"] = "Kestrel ".into()), ""),
    ("fields/date", || loose(|rows| rows[6]["published"] = "2031-02-30".into()), ""),
    ("fields/future", || loose(|rows| rows[6]["published"] = "2131-02-03".into()), ""),
    ("fields/before-web", || loose(|rows| rows[6]["published"] = "1970-01-01".into()), ""),
    (
        "fields/order",
        || {
            loose(|rows| {
                rows[6]["published"] = "2031-05-09".into();
                rows[6]["updated"] = "2031-05-08".into();
            })
        },
        "",
    ),
    ("fields/address", || loose(|rows| rows[6]["url"] = "kestrel/05/ferry".into()), ""),
    (
        "fields/language-tag",
        || loose(|rows| rows[6]["language"] = "English".into()),
        "[check.language]\nerror = \"off\"\nwarning = \"off\"",
    ),
    ("fields/counts", || sealed(|rows| rows[6]["words"] = 7.into()), ""),
    ("fields/id", || sealed(|rows| rows[6]["id"] = "ab".repeat(16).into()), ""),
    ("text/mojibake", || loose(|rows| put(rows, " The cafÃ© is shut, isnâ€™t it?")), ""),
    ("text/mojibake", || loose(|rows| rows[6]["title"] = "A cafÃ© that isnâ€™t open".into()), ""),
    ("text/replacement", || loose(|rows| put(rows, " The caf\u{FFFD} is shut.")), ""),
    ("text/control", || loose(|rows| put(rows, " The\u{1} bridge.")), ""),
    ("text/control", || loose(|rows| put(rows, " The \u{1b}[31mred\u{1b}[0m bridge.")), ""),
    ("text/mark", || loose(|rows| put(rows, " The\u{FEFF} bridge.")), ""),
    ("text/invisible", || loose(|rows| put(rows, " The brid\u{AD}ge is shut.")), ""),
    ("text/entity", || loose(|rows| put(rows, " Fish &amp; chips are &quot;on&quot;.")), ""),
    ("text/markup", || loose(|rows| put(rows, " The <b>bridge</b> is shut.")), ""),
    ("text/double-escape", || loose(|rows| put(rows, " The caf\\u00e9 is shut.")), ""),
    ("text/template", || loose(|rows| put(rows, " By {{ author.name }}.")), ""),
    ("text/nfc", || loose(|rows| put(rows, " The cafe\u{301} is shut.")), ""),
    ("text/spaces", || loose(|rows| put(rows, " The  bridge is shut.")), ""),
    ("text/spaces", || loose(|rows| put(rows, " The\u{A0}bridge is shut.")), ""),
    ("text/edges", || loose(|rows| behind(rows, " \n")), ""),
    ("text/blank-lines", || loose(|rows| behind(rows, "\n\n\n\nThe bridge is shut.")), ""),
    ("text/newlines", || loose(|rows| behind(rows, "\r\nThe bridge is shut.")), ""),
    ("text/furniture", || loose(|rows| behind(rows, "\n\nShare this article")), ""),
    ("text/widget", || loose(|rows| ahead(rows, "A- A A+\n\n")), ""),
    (
        "text/page",
        || loose(|rows| rows[6]["text"] = PAGE.into()),
        "[check.furniture]\nerror = \"off\"",
    ),
    ("quality/empty", || loose(|rows| rows[6]["text"] = "".into()), ""),
    (
        "quality/short",
        || loose(|rows| rows[6]["text"] = "Menu".into()),
        "[check.short]\nerror = \"> 0\"",
    ),
    (
        "quality/long",
        || loose(|rows| rows[6]["text"] = "The ferry sails at noon. ".repeat(50_000).trim().into()),
        "",
    ),
    ("quality/long-word", || loose(|rows| put(rows, &format!(" {}.", "aGVsbG8g".repeat(200)))), ""),
    (
        "quality/letters",
        || {
            loose(|rows| {
                rows[6]["text"] = "12.5 | 13.7 | 14.1 | 99.0 | 12.2 -- 100 %, 3.4 and 7".into()
            })
        },
        "",
    ),
    (
        "quality/repetition",
        || {
            loose(|rows| {
                behind(rows, &"\n\nThe bridge over the river is shut until noon.".repeat(20))
            })
        },
        "",
    ),
    (
        "quality/language",
        || {
            loose(|rows| {
                let is_english = |row: &&mut Value| row["language"] == "en";
                rows.iter_mut()
                    .filter(is_english)
                    .take(30)
                    .for_each(|row| row["language"] = "fi".into());
            })
        },
        "",
    ),
    (
        "duplicates/exact",
        || {
            loose(|rows| {
                let mut copy = rows[6].clone();
                copy["id"] = "ab".repeat(16).into();
                rows.push(copy);
            })
        },
        "",
    ),
    (
        "duplicates/near",
        || {
            loose(|rows| {
                let mut copy = rows[6].clone();
                copy["id"] = "ab".repeat(16).into();
                rows.push(copy);
                behind(rows, " So it goes.");
            })
        },
        "[check.near]\nerror = \"> 0\"",
    ),
    (
        "duplicates/split",
        || {
            filed(|at| {
                let rows = rows(at);
                for entry in fs::read_dir(at).unwrap() {
                    fs::remove_file(entry.unwrap().path()).unwrap();
                }
                let (train, test) = rows.split_at(60);
                let mut twice = train[6].clone();
                twice["id"] = "ab".repeat(16).into();
                fs::write(at.join("train.jsonl"), lines(train)).unwrap();
                fs::write(at.join("test.jsonl"), lines(test) + &lines(&[twice])).unwrap();
            })
        },
        "[check.exact]\nerror = \"off\"",
    ),
    (
        "duplicates/same-address",
        || {
            loose(|rows| {
                rows[5]["url"] = "https://kestrel.lr/a".into();
                rows[6]["url"] = "https://kestrel.lr/a".into();
            })
        },
        "",
    ),
];

#[test]
fn what_is_planted_is_found_and_nothing_else() {
    let results: Vec<String> = PLANTS
        .iter()
        .filter_map(|(id, plant, config)| {
            let folder = plant();
            let report = checked(folder.path(), config, "").map_err(told).unwrap();
            let found = found(&report);
            (found != [*id]).then(|| format!("{id}: {found:?}\n{}", render::text(&report)))
        })
        .collect();
    assert!(results.is_empty(), "{}", results.join("\n"));
    assert!(PLANTS.len() >= 60);
}

fn told(failure: Failure) -> Error {
    match failure {
        Failure::Config(error) | Failure::Unreadable(error) => error,
    }
}

#[test]
fn a_finding_has_document_field_line_bytes_and_value() {
    let folder = loose(|rows| rows[6]["text"] = "The ferry.\nThe cafÃ© is shut.".into());
    let report = checked(folder.path(), "", "").map_err(told).unwrap();
    let outcome =
        report.outcomes.iter().find(|outcome| outcome.check.id == "text/mojibake").unwrap();
    let finding = &outcome.findings[0];
    assert_eq!(finding.record, Some(7));
    assert!(finding.file.ends_with("documents.jsonl"));
    assert_eq!(finding.document, rows(&good())[6]["file"].as_str().unwrap());
    let place = &finding.place;
    assert_eq!((place.field.as_str(), place.line, place.at), ("text", 2, Some((18, 22))));
    assert_eq!(place.value, "Ã©");
}

#[test]
fn clean_variations_do_not_fail() {
    let run = |settings: &[&str]| run_over(&cases(), &[&["run.limit=120"], settings].concat());
    let variations: Vec<(&str, TempDir)> = vec![
        ("as it is", run(&[])),
        ("parquet", run(&["run.format=['parquet']"])),
        ("csv", run(&["run.format=['csv']"])),
        ("gzip in shards", run(&["write.compression=gz", "write.shard_size=20000"])),
        ("zstd", run(&["write.compression=zst"])),
        ("splits", run(&["write.split=train=0.8,test=0.2"])),
        ("huggingface", run(&["write.layout=huggingface"])),
        ("datatrove", run(&["write.layout=datatrove"])),
        ("dolma", run(&["write.layout=dolma"])),
        (
            "with signals",
            run(&["tag.quality=true", "filter.annotate=true", "filter.profile=scutch"]),
        ),
        ("seeds", run_over(&Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds"), &[])),
        ("other keys", {
            let folder = loose(|rows| {
                for (number, row) in rows.iter_mut().enumerate() {
                    *row = json!({ "uid": number, "content": row["text"], "headline": row["title"],
                        "pubDate": row["published"] });
                }
            });
            fs::create_dir(folder.path().join("good")).unwrap();
            let name = folder.path().join("good/documents.jsonl");
            fs::rename(folder.path().join("documents.jsonl"), name).unwrap();
            folder
        }),
    ];
    for (name, folder) in variations {
        let report = checked(&folder.path().join("good"), "", "").map_err(told).unwrap();
        let failed: Vec<String> = found(&report);
        assert!(failed.is_empty(), "{name}: {}", render::text(&report));
        assert!(report.documents > 4, "{name}");
    }
}

#[test]
fn every_example_of_a_check_is_true() {
    for check in check::checks() {
        for sample in check.examples {
            let folder = scratch();
            for (name, text) in sample.files {
                fs::write(folder.path().join(name), text).unwrap();
            }
            let report = checked(folder.path(), sample.config, "").map_err(told).unwrap();
            let is_found = found(&report).iter().any(|id| id == check.id);
            assert_eq!(is_found, sample.fails, "{}: {}", check.id, render::text(&report));
        }
    }
}

/// Runs the program with these arguments; returns the exit status, and what it printed.
fn run(args: &[&str]) -> (i32, String, String) {
    let output = scutch().args(args).args(["--today", TODAY]).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
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
    let baseline = folder.path().join("baseline.json");
    let name = baseline.to_str().unwrap();
    let first = dataset(half(0, ""));
    let report = checked(&first.path().join("good"), "", "").map_err(told).unwrap();
    let profile = report.profile.unwrap();
    assert!(profile.documents > 100, "{}", profile.documents);
    fs::write(&baseline, profile.to_json()).unwrap();
    let drift = |dataset: &TempDir| {
        let report = checked(&dataset.path().join("good"), "", name).map_err(told).unwrap();
        let of_drift = |outcome: &&check::Outcome| outcome.check.group() == "drift";
        let run: Vec<_> = report.outcomes.iter().filter(of_drift).cloned().collect();
        assert!(run.iter().filter(|outcome| outcome.status != Status::Skipped).count() >= 6);
        (found(&report), render::text(&report))
    };
    let (same, told) = drift(&first);
    assert!(!same.iter().any(|id| id.starts_with("drift/")), "{told}");
    let (other, told) = drift(&dataset(half(1, "")));
    assert!(!other.iter().any(|id| id.starts_with("drift/")), "{told}");
    // No rule knows this line: only that it stands there so often tells.
    let widget = "\n\nThe Lantern club meets readers on the pier, bring a friend along\n";
    let (moved, told) = drift(&dataset(half(1, widget)));
    assert!(moved.iter().any(|id| id == "drift/new-line"), "{told}");
    assert!(told.contains("the lantern club meets readers"), "{told}");
}

#[test]
fn threads_make_no_difference() {
    let folder = loose(|rows| {
        put(rows, " The cafÃ©  is &amp; shut.");
        rows.push(rows[7].clone());
    });
    let path = folder.path().to_str().unwrap();
    let one = run(&["check", path, "--format", "json", "-j", "1"]);
    assert_eq!(one.0, 1);
    for threads in ["2", "8"] {
        assert_eq!(run(&["check", path, "--format", "json", "-j", threads]), one);
    }
}

#[test]
fn the_exit_status_tells_data_from_usage_and_reading() {
    let good = good();
    let good = good.to_str().unwrap();
    assert_eq!(run(&["check", good]).0, 0);
    let bad = loose(|rows| put(rows, " The cafÃ© is shut."));
    let bad = bad.path().to_str().unwrap();
    assert_eq!(run(&["check", bad]).0, 1);
    assert_eq!(run(&["check", bad, "--set", "check.mojibake.error=off"]).0, 0);
    let warned = ["check", bad, "--set", "check.mojibake={error='off',warning='> 0'}"];
    assert_eq!(run(&warned).0, 0);
    assert_eq!(run(&[&warned[..], &["--fail-on", "warning"]].concat()).0, 1);
    let (status, _, told) = run(&["check", good, "--select", "mojibak"]);
    assert_eq!(status, 2);
    assert!(told.contains("did you mean `text/mojibake`?"), "{told}");
    // Nothing was evaluated.
    assert_eq!(run(&["check", good, "--select", "drift"]).0, 2);
    assert_eq!(run(&["check", good, "--set", "check.nul-rate.title.error=> 0"]).0, 2);
    assert_eq!(run(&["check", good, "--update-baseline"]).0, 2);
    assert_eq!(run(&["check", "no/such/dataset"]).0, 3);
    assert_eq!(run(&["check", good, "--baseline", "no/such/file"]).0, 3);
    // Who asks for a check by name hears that it had nothing to look at.
    let (status, text, _) = run(&["check", good, "--set", "check.range.mood.min=1"]);
    assert_eq!(status, 1);
    assert!(text.contains("no document has a value in \"mood\""), "{text}");
}

#[test]
fn waivers_hold_until_their_day() {
    let bad = loose(|rows| put(rows, " The cafÃ© is shut."));
    let waiver = |until: &str| {
        format!(
            "[[check.waive]]\ncheck = \"mojibake\"\nuntil = \"{until}\"\nreason = \"is mended in May\""
        )
    };
    let report = checked(bad.path(), &waiver(TODAY), "").map_err(told).unwrap();
    assert!(found(&report).is_empty() && report.warnings.is_empty());
    let report = checked(bad.path(), &waiver("2039-12-31"), "").map_err(told).unwrap();
    assert_eq!(found(&report), ["text/mojibake"]);
    assert_eq!(report.warnings, ["the waiver of mojibake ended on 2039-12-31: is mended in May"]);
    let unknown = checked(bad.path(), &waiver(TODAY).replace("mojibake", "mojibak"), "");
    assert!(matches!(unknown, Err(Failure::Config(_))));
}

#[test]
fn conditions_choose_the_documents() {
    let folder = loose(|rows| rows[6]["language"] = "qaa".into());
    let config = "[check.range.words]\nmin = 100000\nwhere = 'language = \"qaa\"'";
    let report = checked(folder.path(), config, "").map_err(told).unwrap();
    let outcome =
        report.outcomes.iter().find(|outcome| outcome.check.id == "fields/range").unwrap();
    assert_eq!((outcome.measured, outcome.of), (1.0, Some(1)));
}

#[test]
fn hostile_records_harm_nothing() {
    let folder = scratch();
    let deep = format!("{}{}", "[".repeat(5000), "]".repeat(5000));
    let long = "x ".repeat(1 << 20);
    let records = [
        "{\"text\":\"</script><script>alert(1)</script>\",\"title\":\"\\u0000\\u001b[31m\\u202e\"}"
            .to_owned(),
        format!("{{\"text\":\"a\",\"deep\":{deep}}}"),
        format!("{{\"text\":\"{long}\"}}"),
        "{\"text\":{}}\n[]\nnull\n\u{0}\n{\"\":\"\"}".to_owned(),
        "{\"text\":\"\\ud800\\udc00\\ud800\"}".to_owned(),
        "{\"published\":\"99999999999999999999-99-99\",\"text\":\"b\"}".to_owned(),
    ];
    let mut bytes = records.join("\n").into_bytes();
    bytes.extend(b"\n{\"text\":\"\xFF\xFE\"}\n{\"te");
    fs::write(folder.path().join("a.jsonl"), bytes).unwrap();
    let path = folder.path().to_str().unwrap();
    for format in ["text", "json", "junit", "sarif", "github"] {
        let (status, text, told) = run(&["check", path, "--format", format]);
        assert_eq!(status, 1, "{told}");
        // JSON is for programs, and has texts as they are.
        let hidden: &[char] =
            if format == "json" { &['\u{1b}', '\0'] } else { &['\u{1b}', '\u{202e}', '\0'] };
        assert!(!text.contains(hidden), "{format}");
    }
    for empty in ["", "\n\n", "{}\n"] {
        fs::write(folder.path().join("a.jsonl"), empty).unwrap();
        assert!((1..=3).contains(&run(&["check", path]).0), "{empty:?}");
    }
}

#[test]
fn a_baseline_is_written_whole_and_read_again() {
    let folder = scratch();
    let path = folder.path().join("base.json");
    let (good, name) = (good(), path.to_str().unwrap());
    let good = good.to_str().unwrap();
    let make = ["check", good, "--baseline", name, "--update-baseline", "-q"];
    assert_eq!(run(&make).0, 0);
    let first = fs::read(&path).unwrap();
    assert_eq!(run(&make).0, 0);
    assert_eq!(fs::read(&path).unwrap(), first);
    let (status, text, _) = run(&["check", good, "--baseline", name, "--set", "check.min_rows=10"]);
    assert_eq!(status, 0, "{text}");
    assert!(!text.contains("no baseline"), "{text}");
}

#[test]
fn differences_are_told_document_by_document() {
    let good = good();
    let other = loose(|rows| {
        rows[6]["title"] = "Another".into();
        put(rows, " A sentence more.");
        rows.remove(3);
        let mut new = rows[9].clone();
        new["file"] = "new.txt".into();
        new["id"] = "ab".repeat(16).into();
        rows.push(new);
        rows.reverse();
    });
    let (a, b) = (good.to_str().unwrap(), other.path().to_str().unwrap());
    let diff = |args: &[&str]| {
        let output = scutch().arg("diff").args(args).output().unwrap();
        (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
    };
    assert_eq!(diff(&[a, a]).0, 0);
    let (status, text) = diff(&[a, b, "--format", "json"]);
    assert_eq!(status, 1);
    let told: Value = serde_json::from_str(&text).unwrap();
    let gone = rows(&good)[3]["file"].clone();
    assert_eq!((&told["key"], &told["added"]), (&json!("file"), &json!(["new.txt"])));
    assert_eq!(told["removed"], json!([gone]));
    assert_eq!(told["changed"].as_array().map(Vec::len), Some(1));
    assert_eq!(told["changed"][0]["fields"]["title"]["after"], "Another");
    let lines = told["changed"][0]["text"].to_string();
    assert!(lines.contains("A sentence more."), "{lines}");
    assert_eq!(diff(&[a, "no/such"]).0, 3);
    assert_eq!(diff(&["-", "-"]).0, 2);
}
