//! The text that pages show, by our reader and by a parser of the WHATWG standard (html5ever), on all
//! pages of the evaluation data; skipped where they are not there.
//!
//! What may differ: stray text in a table stays where it is and is not moved before the table, so that
//! its order differs and not what it says; and whatever follows elements nested too deep.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use html5ever::tendril::TendrilSink;
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use scutch::extract::Look;

/// Elements whose text is not shown as text.
const SILENT: [&str; 15] = [
    "audio", "canvas", "datalist", "iframe", "noembed", "noframes", "object", "rp", "script",
    "style", "svg", "template", "textarea", "title", "video",
];

/// Characters of the stretches that are compared.
const STRETCH: usize = 12;

/// Pages of a thousand on which both must have the same text in the same order.
const SAME_PERMILLE: usize = 990;

/// Bytes of text that a page shows on average, at least: an empty comparison proves nothing.
const LEAST_BYTES: usize = 2_000;

/// How much of the stretches both must have on every page.
const LEAST_SHARE: f64 = 0.98;

#[test]
fn shows_what_a_parser_of_the_standard_shows() {
    let paths = pages();
    let (mut same, mut shown) = (0, 0);
    for path in &paths {
        let mut raw = Vec::new();
        let file = File::open(path).unwrap();
        flate2::read::GzDecoder::new(file).read_to_end(&mut raw).unwrap();
        let source = String::from_utf8_lossy(&raw);
        let ours = plain(&Look::read(&source).texts().concat());
        let theirs = plain(&oracle(&source));
        same += usize::from(ours == theirs);
        shown += ours.len();
        let share = share(&ours, &theirs);
        assert!(share >= LEAST_SHARE, "{}: {share:.3}", path.display());
    }
    assert!(shown >= paths.len() * LEAST_BYTES, "{shown} bytes are shown");
    assert!(same * 1000 >= paths.len() * SAME_PERMILLE, "{same} of {} are the same", paths.len());
}

fn pages() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/html/pages");
    let Ok(entries) = fs::read_dir(&folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// Returns the text that html5ever's tree shows, without scripts.
fn oracle(source: &str) -> String {
    let tree_builder = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let options = ParseOpts { tree_builder, ..ParseOpts::default() };
    let dom = parse_document(RcDom::default(), options).one(source);
    let mut text = String::new();
    let mut open: Vec<Handle> = vec![dom.document.clone()];
    while let Some(node) = open.pop() {
        match &node.data {
            NodeData::Text { contents } => text.push_str(&contents.borrow()),
            NodeData::Element { name, .. } if SILENT.contains(&&*name.local) => continue,
            _ => {}
        }
        open.extend(node.children.borrow().iter().rev().cloned());
    }
    text
}

/// Returns a text without its white space, which blocks break in other places.
fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Returns the share of stretches that both texts have.
fn share(ours: &str, theirs: &str) -> f64 {
    let count = |text: &str| {
        let chars: Vec<char> = text.chars().collect();
        let mut counts: BTreeMap<Vec<char>, usize> = BTreeMap::new();
        for stretch in chars.windows(STRETCH) {
            *counts.entry(stretch.to_vec()).or_default() += 1;
        }
        counts
    };
    let (ours, theirs) = (count(ours), count(theirs));
    let both: usize =
        ours.iter().map(|(stretch, n)| n.min(theirs.get(stretch).unwrap_or(&0))).sum();
    let all: usize = ours.values().chain(theirs.values()).sum();
    if all == 0 { 1.0 } else { 2.0 * both as f64 / all as f64 }
}
