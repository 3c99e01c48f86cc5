//! Defects planted in copies of a good dataset, one for a check: each is found by its check alone.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

mod common;

use std::fs;

use common::checked::*;
use scutch::check::render;
use serde_json::{Value, json};
use tempfile::TempDir;

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
    ("text/widget", || loose(|rows| ahead(rows, "+ ↺ − 16 px\n\n")), ""),
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
