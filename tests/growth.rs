//! Hostile texts take time in proportion to their size, through every stage, reader and gate.
//!
//! A family of texts is made at one size and at four times that size. A linear step takes four times as
//! long, a quadratic one sixteen. What counts is the time of the thread on the processor, as the system
//! books it, so that other work on the machine is measured less. Run by hand:
//! `cargo test --test growth -- --ignored`. `GROWTH_BYTES` sets the smaller size.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

mod common;

use std::fs;
use std::path::Path;

use common::{pipeline, scratch};
use scutch::dedupe::Keep;
use scutch::read::{Format, Options, Reader, Source, Walk};
use scutch::{Config, Entry, Pipeline, RawDocument, catalog};

/// Bytes of the smaller text.
const BYTES: usize = 20 << 10;

/// How much larger the other is, and how much longer it may take: halfway to quadratic, in powers.
const TIMES: usize = 4;
const MOST_RATIO: f64 = 8.5;

/// Nanoseconds below which nothing is told by a ratio.
const LEAST_NS: u64 = 1_500_000;

fn bytes() -> usize {
    std::env::var("GROWTH_BYTES").ok().and_then(|bytes| bytes.parse().ok()).unwrap_or(BYTES)
}

/// Returns the nanoseconds that this thread has had of a processor.
fn now() -> u64 {
    let spent = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    spent.tv_sec as u64 * 1_000_000_000 + spent.tv_nsec as u64
}

/// Returns the least time that `work` takes in three runs.
fn least(mut work: impl FnMut()) -> u64 {
    let mut time = || {
        let before = now();
        work();
        now() - before
    };
    (0..3).map(|_| time()).min().unwrap_or(0)
}

/// What is repeated: `#` stands for a number that counts up.
const PARTS: &[&str] = &[
    "word ",
    "a",
    "a\n",
    "a\n\n",
    "# ",
    "#\n",
    "Word # of the day is here.\n\n",
    "Related stories\n",
    "Related story #\n",
    "9 May 2031 16:20 ",
    "9 May 2031\n",
    "Updated: 9 May 2031 ",
    "May ",
    "1/2/",
    "By Orla Vint\n",
    "By Orla Vint and ",
    "By ",
    "NORTHQUAY, Larland, Feb. 3\n",
    "Kestrel:\n",
    "Kestrel.lr\n",
    "+ ↺ − 16 px\n",
    "Q: a?\nA: b.\n\n",
    "Tags: a, ",
    "#tag# ",
    "| ",
    "• a\n",
    "> > ",
    "Ã© ",
    "Ã©",
    "â€™",
    "Ã\u{83}Â",
    "Ð°Ð±",
    "ÐŸÑ€Ð¸Ð²ÐµÑ‚ ",
    "é ",
    "&amp;",
    "&",
    "&#",
    "&#x41;",
    "&amp;amp;",
    "&lt;b&gt;",
    "e\u{301}",
    "\u{301}",
    "\u{315}\u{300}",
    "\u{1100}\u{1161}",
    "\u{344}",
    "\u{FDFA}",
    "\u{1}",
    "\u{85}",
    "\u{FFFD}",
    "\u{200B}",
    "\u{202E}",
    "\u{200D}",
    "👩\u{200D}",
    "\u{FE0F}",
    "\u{AD}",
    "\u{A0}",
    "\u{2028}",
    "\"'",
    "“",
    "''",
    "http://a.lr/?q=#&",
    "www.",
    "a@a.lr ",
    "a@",
    "@",
    "DE89 3704 ",
    "1",
    "+49 30 ",
    "1.",
    ". ",
    "...",
    "-",
    "– ",
    "\t",
    " ",
    "\n",
    "\r",
    " \r\n\t",
    "\u{C}",
    "{\"a\":[",
    "a,b\n",
    "\"\"",
    "%s",
    "\\u00e9",
    "\\",
    "船",
    "船。",
    "ก",
    "aя",
    "ʼ",
    "ﬁ",
    "١",
    "A B C ",
    "AAAA\n",
    "()",
    "[1]",
    "== ",
    "<",
    "<p>",
    "<div>",
    "<b><i>",
    "</p>",
    "<a href=x>",
    "<ul><li>x",
    "<table><tr><td>x",
    "<!--",
    "<p>word # of <b>this</b> page.</p>",
];

/// The same for bytes that are no UTF-8.
const BYTE_PARTS: &[&[u8]] = &[
    b"\xE9",
    b"\xE9 ",
    b"\xE9\n",
    b"caf\xE9 \xC3\xA9 ",
    b"\xE9\n\xC3\xA9\n",
    b"\xFF",
    b"\xFE\xFF",
    b"a\0",
    b"\0a",
    b"\0",
    b"\x1B$B",
    b"\x1B(B",
    b"\x1B$B0l\x1B(B",
    b"+ADw-",
    b"~{",
    b"\x0E\x0F",
    b"\x81",
    b"\x82\xA0",
    b"\xC3",
    b"\xED\xA0\x80",
    b"\xF0\x9F",
    b"\xC0\x80",
    b"\xCF\xF0\xE8 ",
    b"\x93a\x94 ",
    b"\x85",
];

fn repeated(part: &[u8], bytes: usize) -> Vec<u8> {
    let mut text = Vec::with_capacity(bytes + 64);
    let mut number = 0;
    while text.len() < bytes {
        for byte in part {
            match byte {
                b'#' => text.extend_from_slice(number.to_string().as_bytes()),
                byte => text.push(*byte),
            }
        }
        number += 1;
    }
    text
}

/// Returns the texts of all families at some size: repeated parts, as plain text and as a page.
fn family(number: usize, bytes: usize) -> Option<(String, Vec<u8>)> {
    let plain = PARTS.iter().map(|part| part.as_bytes()).chain(BYTE_PARTS.iter().copied());
    let count = PARTS.len() + BYTE_PARTS.len();
    let part = plain.clone().nth(number % count)?;
    let name = String::from_utf8_lossy(part).escape_debug().to_string();
    match number / count {
        0 => Some((name, repeated(part, bytes))),
        1 => {
            let page = b"<!doctype html><title>Ferry</title><p>".as_slice();
            Some((format!("page of {name}"), [page, &repeated(part, bytes)].concat()))
        }
        _ => None,
    }
}

fn config() -> Config {
    let mut layers = scutch::config::Layers::default();
    let mask = r#"pii.mask=["iban", "email", "ip", "phone"]"#;
    for set in ["tag.language=true", "tag.quality=true", mask, "dedupe.near=true"] {
        layers.set(set).unwrap();
    }
    layers.set("filter.profile=scutch").and_then(|()| layers.set("filter.annotate=true")).unwrap();
    layers.finish().unwrap()
}

fn ratio(small: u64, large: u64) -> f64 {
    large as f64 / small.max(LEAST_NS) as f64
}

/// Returns how much longer a pipeline takes for four times the text.
fn growth(pipeline: &Pipeline, number: usize) -> Option<(String, f64, u64)> {
    let (name, small) = family(number, bytes())?;
    let (_, large) = family(number, TIMES * bytes())?;
    let time =
        |text: &[u8]| least(|| drop(pipeline.document(RawDocument::of_bytes("a", text.to_vec()))));
    let (small, large) = (time(&small), time(&large));
    Some((name, ratio(small, large), large))
}

/// Returns the stages that take so much longer, where the whole pipeline does.
fn culprits(config: &Config, number: usize) -> Vec<String> {
    let names: Vec<&str> =
        catalog::wanted_stages(config).unwrap().iter().map(|entry| entry.id).collect();
    let only = |id: &str| -> Vec<Entry> {
        let mut stages = catalog::wanted_stages(config).unwrap();
        stages.retain(|entry| entry.id == id);
        stages
    };
    let slow = names.into_iter().chain(["decode"]).filter_map(|id| {
        let pipeline = Pipeline::with_stages(config, only(id)).unwrap();
        let (_, ratio, ns) = growth(&pipeline, number)?;
        (ratio > MOST_RATIO).then(|| format!("{id}: {ratio:.1} times, {} ms", ns / 1_000_000))
    });
    slow.collect()
}

#[test]
#[ignore = "measures time"]
fn no_stage_takes_more_than_its_share_for_a_larger_text() {
    let config = config();
    let pipeline = Pipeline::new(&config).unwrap();
    let mut bad = Vec::new();
    let mut slowest = (0, String::new());
    for number in 0.. {
        let Some((name, ratio, ns)) = growth(&pipeline, number) else { break };
        slowest = slowest.max((ns, name.clone()));
        // What a neighbour on the machine has disturbed is at rest some other time.
        let is_bad = |_| growth(&pipeline, number).is_none_or(|(_, ratio, _)| ratio > MOST_RATIO);
        if ratio > MOST_RATIO && (0..4).all(is_bad) {
            bad.push(format!(
                "{name}: {ratio:.1} times as long, by {:?}",
                culprits(&config, number)
            ));
        }
    }
    assert_eq!(bad, Vec::<String>::new(), "the slowest of all: {slowest:?}");
}

/// Files of records and archives: name, start, what is repeated.
const FILES: &[(&str, Format, &str, &str)] = &[
    ("a.jsonl", Format::Jsonl, "", "{\"text\": \"The ferry sails, # times.\"}\n"),
    ("a.jsonl", Format::Jsonl, "", "{\n"),
    ("a.jsonl", Format::Jsonl, "", "{\"a\":"),
    ("a.jsonl", Format::Jsonl, "{\"text\":\"", "\\u00e9"),
    ("a.jsonl", Format::Jsonl, "{\"text\":\"", "\\\""),
    ("a.json", Format::Json, "[", "{\"text\":\"a #\"},"),
    ("a.json", Format::Json, "", "["),
    ("a.json", Format::Json, "", "{\"a\":["),
    ("a.json", Format::Json, "{", "\"a#\":1,"),
    ("a.csv", Format::Csv, "id,text\n", "#,It sails.\n"),
    ("a.csv", Format::Csv, "id,text\n", "1,\"It\n"),
    ("a.csv", Format::Csv, "id,text\n", "1,\"\"\"\n"),
    ("a.csv", Format::Csv, "id,text\n", ","),
    ("a.csv", Format::Csv, "", "a#,"),
    (
        "a.warc",
        Format::Warc,
        "",
        "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9\r\n\r\nIt sails.\r\n\r\n",
    ),
    ("a.warc", Format::Warc, "", "WARC/1.0\r\n"),
    ("a.warc", Format::Warc, "WARC/1.0\r\n", "A: b\r\n"),
    ("a.warc", Format::Warc, "WARC/1.0\r\n", "a"),
    (
        "a.mbox",
        Format::Mbox,
        "",
        "From a@a.lr Fri May  9 12:00:00 2031\nSubject: Ferry\n\nIt sails.\n\n",
    ),
    ("a.mbox", Format::Mbox, "", "From a\n"),
    ("a.eml", Format::Mail, "Subject: ", "=?utf-8?q?a?= "),
    ("a.eml", Format::Mail, "", "A: b\n"),
    ("a.eml", Format::Mail, "Content-Type: multipart/mixed; boundary=x\n\n", "--x\n\na\n"),
    ("a.eml", Format::Mail, "", "Content-Type: multipart/mixed; boundary=x#\n\n--x#\n"),
    ("a.eml", Format::Mail, "Content-Transfer-Encoding: quoted-printable\n\n", "=C3=A9"),
    ("a.txt", Format::Auto, "", "\n"),
];

#[test]
#[ignore = "measures time"]
fn no_reader_takes_more_than_its_share_for_a_larger_file() {
    let scratch = scratch();
    let mut bad = Vec::new();
    // Reading is quick, so the files are larger, and the records are opened as well.
    let bytes = 4 * bytes();
    let mut config = Config::default();
    config.run.stages = vec!["decode".to_owned()];
    let pipeline = Pipeline::new(&config).unwrap();
    for (name, format, start, part) in FILES {
        let path = scratch.path().join(name);
        let time = |bytes: usize| {
            fs::write(&path, [start.as_bytes(), &repeated(part.as_bytes(), bytes)].concat())
                .unwrap();
            (0..3).map(|_| read(&config, &pipeline, &path, *format)).min().unwrap()
        };
        let (small, large) = (time(bytes), time(TIMES * bytes));
        // The thread that reads is not this one: wall time, and so with room.
        if ratio(small.max(2 * LEAST_NS), large) > 1.5 * MOST_RATIO {
            bad.push(format!("{name} of {start}{part}: {small} and {large} ns"));
        }
    }
    assert_eq!(bad, Vec::<String>::new());
}

/// Reads a file to its end and returns how long that took.
fn read(config: &Config, pipeline: &Pipeline, path: &Path, format: Format) -> u64 {
    let mut options: Options = config.read.clone();
    options.format = format;
    let walk = Walk::new(0, path, None, &options).unwrap();
    let reader = Reader::new(&options, config.limits.caps()).unwrap();
    let begun = std::time::Instant::now();
    reader.feed(vec![Source::Walk(Box::new(walk))]).for_each(|raw| drop(pipeline.document(raw)));
    u64::try_from(begun.elapsed().as_nanos()).unwrap()
}

#[test]
#[ignore = "measures time"]
fn no_gate_takes_more_than_its_share_for_more_documents() {
    let texts: [fn(usize) -> String; 3] = [
        |_| "The ferry sails at noon today, the board of the harbour said on Monday.".to_owned(),
        |number| {
            format!(
                "The ferry sails at noon today, the board of the harbour said on day {number} of May."
            )
        },
        |number| {
            format!("{number} The ferry sails.\n\nThe pier is closed.\n\n{number} It sails again.")
        },
    ];
    let scratch = scratch();
    let mut config = config();
    config.dedupe.keep = Keep::Longest;
    config.dedupe.max_cluster_documents = u64::MAX;
    config.run.output = scratch.path().join("out").display().to_string();
    config.run.stages = vec!["decode".to_owned(), "dedupe".to_owned()];
    config.filter = Config::default().filter;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let mut bad = Vec::new();
    for (number, text) in texts.iter().enumerate() {
        let time = |count: usize| {
            let path = scratch.path().join("in.jsonl");
            let line = |number| serde_json::json!({ "text": text(number) }).to_string();
            fs::write(&path, (0..count).map(line).collect::<Vec<_>>().join("\n")).unwrap();
            let config = Config {
                run: scutch::config::Run {
                    input: vec![path.display().to_string()],
                    ..config.run.clone()
                },
                ..config.clone()
            };
            let stop = std::sync::atomic::AtomicBool::new(false);
            let watch = scutch::run::Watch { stop: &stop, progress: &|_, _| () };
            pool.install(|| least(|| drop(scutch::run::run(&config, &watch).unwrap())))
        };
        let (small, large) = (time(1000), time(1000 * TIMES));
        if ratio(small, large) > MOST_RATIO {
            bad.push(format!("texts {number}: {small} and {large} ns"));
        }
    }
    assert_eq!(bad, Vec::<String>::new());
}

#[test]
fn a_document_that_takes_too_many_steps_is_set_aside_alone() {
    let mut config = Config::default();
    config.limits.document_steps = 5000;
    let limited = Pipeline::new(&config).unwrap();
    let (short, long) = ("The ferry sails at noon.", "The  ferry  sails. ".repeat(60));
    let verdict = |pipeline: &Pipeline, text: &str| {
        let doc = pipeline.document(RawDocument::of_bytes("a", text.into()));
        doc.verdict().rejection().map(|why| (why.rule.id.to_string(), why.reason.clone()))
    };
    assert_eq!(verdict(&limited, short), None);
    let (rule, reason) = verdict(&limited, &long).unwrap();
    assert_eq!(rule, "limit/work");
    assert!(reason.starts_with("expected at most 5000 steps, and "), "{reason}");
    assert_eq!(verdict(&pipeline(), &long), None);
}
