//! Makes the model of lines that `strip/page` works by.
//!
//! Usage: `train_lines DATA MODEL [--all]`. `DATA` holds `lines/news.jsonl` and `lines/pages.jsonl` (pages of
//! labelled lines), `html/gold.jsonl` (their headlines) and `encoding/sentences.tsv`. Every fifth site,
//! by a hash of its name, and every fifth sentence is kept aside for `score_lines`; with `--all` the
//! model learns from all sites, and only cross-validation (`score_lines DATA --folds 5`) says how good it
//! is. The output is the same for the same input, byte for byte.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::exit,
    reason = "a program for the command line, not a part of the library"
)]

use std::path::Path;
use std::{env, fs, process};

#[path = "shared/boost.rs"]
mod boost;
#[path = "shared/held_out.rs"]
mod held_out;
#[path = "shared/measure.rs"]
#[allow(dead_code, reason = "training needs its words alone")]
mod measure;
#[path = "shared/pages.rs"]
#[allow(dead_code, reason = "scoring alone asks for kinds")]
mod pages;
#[path = "shared/plain.rs"]
mod plain;
#[path = "shared/teach.rs"]
mod teach;

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (data, output, is_all) = match arguments.as_slice() {
        [data, output] => (Path::new(*data), *output, false),
        [data, output, "--all"] => (Path::new(*data), *output, true),
        _ => {
            eprintln!("usage: train_lines DATA MODEL [--all]");
            process::exit(2);
        }
    };
    let pages = pages::read(data);
    let seen = if is_all { pages } else { pages::halves(pages).0 };
    let plain = plain::read(data, plain::Side::Seen);
    let model = teach::model(&seen, &plain, &pages::titles(data));
    let file = model.file();
    println!("{} pages, {} words, {} bytes", seen.len(), model.weights.len(), file.len());
    fs::write(output, file).expect("the model can be written");
}
