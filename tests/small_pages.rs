//! Small pages and fragments as they are written by hand or given by an interface: what stands inside
//! the content stays to the last short line. A case is a page, a line of `====`, then what stays (`+`) and
//! what goes (`-`). Pages are our own.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

mod common;

use std::fs;
use std::path::Path;

use common::laws::assert_laws;
use scutch::{Body, Config, Document, Pipeline, RawDocument};

fn run(pipeline: &Pipeline, file: &str, page: &str) -> Document {
    let body = Body::Bytes(page.as_bytes().to_vec());
    let doc = pipeline.document(RawDocument { input: 0, file: file.to_owned(), body });
    if doc.is_kept() {
        assert_laws(page.as_bytes(), &doc);
    }
    doc
}

fn extract_alone() -> Pipeline {
    let mut config = Config::default();
    config.run.stages = vec!["extract".to_owned()];
    Pipeline::new(&config).unwrap()
}

/// Returns what is wrong with the text of a page.
fn problems(text: &str, told: &str) -> Vec<String> {
    let wrong = |line: &&str| match line.split_at(2) {
        ("+ ", stays) => !text.contains(stays),
        (_, goes) => text.contains(goes),
    };
    told.lines().filter(wrong).map(str::to_owned).collect()
}

#[test]
fn small_pages_keep_what_stands_in_their_content() {
    let pipeline = extract_alone();
    let folder = Path::new("tests/cases/small");
    let mut files: Vec<_> =
        fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let mut wrong = Vec::new();
    for file in &files {
        let case = fs::read_to_string(file).unwrap();
        let (page, told) = case.split_once("\n====\n").unwrap();
        let doc = run(&pipeline, "a.html", page);
        let problems = problems(doc.text(), told);
        if !problems.is_empty() {
            wrong.push(format!("{}: {problems:?}", file.display()));
        }
    }
    assert!(wrong.is_empty(), "{} of {} pages:\n{}", wrong.len(), files.len(), wrong.join("\n"));
}

#[test]
fn a_file_named_as_a_page_is_read_as_one() {
    let pipeline = extract_alone();
    let page = "<p>Unclosed <b>bold text that goes on for a while<div>A second block, quite long \
                too, so that it is content.<p>Third & last";
    for (file, is_page) in
        [("a.html", true), ("b/A.HTM", true), ("c.xhtml", true), ("d.txt", false)]
    {
        assert_eq!(!run(&pipeline, file, page).text().contains('<'), is_page, "{file}");
    }
    let plain = "Vec<u8> holds bytes, and a < b, in a file that has no tag.";
    assert_eq!(run(&pipeline, "e.html", plain).text(), plain);
}
