//! Checks that pages which are hard to read take time in proportion to their size.
//!
//! Usage: `hostile_html`. Extracts each sort of page at one size and at four times that size, the best of
//! three runs each, and fails where the larger takes more than nine times as long: a quadratic step would
//! take sixteen.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::exit,
    reason = "a program for the command line, not a part of the library"
)]

use std::process;
use std::time::Instant;

use scutch::{Body, Config, Pipeline, RawDocument};

/// Bytes of the smaller page.
const BYTES: usize = 256 << 10;

/// How much longer a page of four times the size may take.
const MOST_RATIO: f64 = 9.0;

/// Seconds below which nothing is told by a ratio.
const LEAST_SECONDS: f64 = 0.002;

/// What a page begins with, and what is repeated in it.
const SORTS: [(&str, &str); 14] = [
    ("", "<ul><li>x"),
    ("", "<table><tr><td>x"),
    ("", "<svg><b><math>"),
    ("", "<p><a href=x><b>x"),
    ("", "<div></li></table>x"),
    ("<div ", "class=b "),
    ("<p>", "</div></p></x>"),
    ("<p>", "<"),
    ("<p>", "<!-->"),
    ("<p>", "&"),
    ("<script>", "</scrip"),
    ("<h1>Ferry</h1><p>", "<i>9 May 2031 | </i>"),
    ("<script type=ld+json>", "{\"a\":["),
    ("", "<time datetime=2031-05-09>x</time>"),
];

fn main() {
    let mut config = Config::default();
    config.run.stages = vec!["extract".to_owned()];
    let pipeline = Pipeline::new(&config).expect("a valid config");
    let mut is_bad = false;
    for (start, part) in SORTS {
        let small = seconds(&pipeline, &page(start, part, BYTES));
        let large = seconds(&pipeline, &page(start, part, 4 * BYTES));
        let ratio = large / small.max(LEAST_SECONDS);
        println!("{ratio:5.1} times as long, {large:.3} s for 1 MiB: {start}{part}…");
        is_bad |= ratio > MOST_RATIO;
    }
    if is_bad {
        eprintln!("some take more than {MOST_RATIO} times as long for four times the size");
        process::exit(1);
    }
}

fn page(start: &str, part: &str, bytes: usize) -> Vec<u8> {
    format!("<!doctype html>{start}{}", part.repeat(bytes / part.len())).into_bytes()
}

fn seconds(pipeline: &Pipeline, page: &[u8]) -> f64 {
    let run = |_| {
        let body = Body::Bytes(page.to_vec());
        let start = Instant::now();
        pipeline.document(RawDocument { input: 0, file: "a.html".to_owned(), body });
        start.elapsed().as_secs_f64()
    };
    (0..3).map(run).fold(f64::MAX, f64::min)
}
