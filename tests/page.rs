//! Lines of whole pages: three invented pages in `tests/cases/page` lose their furniture and nothing
//! else, and plain texts of every shape, in many languages, lose nothing. All texts are our own.
//!
//! Each line of a page has a mark: `+` text, `=` headline and credits, `-` furniture.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

mod common;

use std::fs;
use std::path::PathBuf;

use scutch::{Config, Document, Pipeline};

use common::laws::{assert_laws, raw};

/// The share of a page's furniture, in percent, that must go.
const GONE: usize = 75;

fn cases(prefix: &str) -> Vec<(String, String)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases/page");
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let named = paths.iter().map(|path| {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        (name, fs::read_to_string(path).unwrap())
    });
    named.filter(|(name, _)| name.starts_with(prefix)).collect()
}

/// Runs the stages of `strip` alone, so that headlines stay in the text.
fn stripped(text: &str) -> Document {
    let mut config = Config::default();
    config.run.stages = vec!["strip".to_owned()];
    let doc = Pipeline::new(&config).unwrap().document(raw(text.as_bytes()));
    assert_laws(text.as_bytes(), &doc);
    doc
}

fn removed(doc: &Document) -> usize {
    doc.ledger().changes().filter(|change| change.rule.id == "page/furniture").count()
}

/// Lays a page out with `gap` between its lines and checks what is left.
fn assert_page(name: &str, case: &str, gap: &str, bullet: &str) {
    let lines: Vec<(&str, &str)> = case.lines().filter_map(|line| line.split_once(' ')).collect();
    let shown: Vec<String> = lines
        .iter()
        .map(|(mark, line)| if *mark == "-" { format!("{bullet}{line}") } else { (*line).into() })
        .collect();
    let doc = stripped(&shown.join(gap));
    let left: Vec<&str> = doc.text().lines().map(str::trim).collect();
    for ((mark, line), shown) in lines.iter().zip(&shown) {
        assert!(*mark == "-" || left.contains(&shown.as_str()), "{name} lost: {line}");
    }
    let furniture = lines.iter().zip(&shown).filter(|((mark, _), _)| *mark == "-");
    let all = furniture.clone().count();
    let stays: Vec<&str> = furniture
        .filter(|(_, shown)| left.contains(&shown.as_str()))
        .map(|((_, line), _)| *line)
        .collect();
    assert!(stays.len() * 100 <= all * (100 - GONE), "{name} keeps {stays:?}");
}

#[test]
fn pages_lose_their_furniture_and_nothing_else() {
    for (name, case) in cases("page-") {
        assert_page(&name, &case, "\n", "");
        assert_page(&name, &case, "\n\n", "");
        assert_page(&name, &case, "\n", "• ");
    }
}

#[test]
fn plain_texts_pass_untouched() {
    let cases = cases("untouched-");
    assert!(!cases.is_empty());
    for (name, text) in cases {
        assert_eq!(removed(&stripped(&text)), 0, "{name}");
        assert_eq!(
            removed(&stripped(&text.replace("\n\n", "\n"))),
            0,
            "{name} without blank lines"
        );
    }
}

#[test]
fn many_plain_texts_in_a_row_pass_untouched() {
    let all: Vec<String> = cases("untouched-").into_iter().map(|(_, text)| text).collect();
    for pair in all.windows(2) {
        assert_eq!(removed(&stripped(&pair.concat())), 0, "{}", pair.concat());
    }
}

#[test]
fn the_stage_can_be_switched_off() {
    let (_, case) = cases("page-").remove(0);
    let text: Vec<&str> = case.lines().filter_map(|line| line.get(2..)).collect();
    let mut config = Config::default();
    config.strip.page = scutch::strip::page::Mode::Off;
    let doc = Pipeline::new(&config).unwrap().document(raw(text.join("\n").as_bytes()));
    assert_eq!(removed(&doc), 0);
}
