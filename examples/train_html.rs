//! Makes the model of blocks that `extract` works by.
//!
//! Usage: `train_html DATA MODEL`. `DATA` holds `html/`: pages and their gold text. It learns from all of
//! them; `score_html` trains models without the sites that it scores. The output is the same for the
//! same input, byte for byte.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::exit,
    reason = "a program for the command line, not a part of the library"
)]

use std::path::Path;
use std::{env, fs, process};

use rayon::prelude::*;

#[path = "shared/align.rs"]
mod align;
#[path = "shared/bare.rs"]
mod bare;
#[path = "shared/boost.rs"]
mod boost;
#[path = "shared/measure.rs"]
#[allow(dead_code, reason = "training needs its words alone")]
mod measure;
#[path = "shared/pages.rs"]
#[allow(dead_code, reason = "the folds of sites alone")]
mod pages;
#[path = "shared/teach_html.rs"]
mod teach_html;
#[path = "shared/web.rs"]
#[allow(dead_code, reason = "scoring alone asks for snippets")]
mod web;

fn main() {
    let arguments: Vec<String> = env::args().collect();
    let [_, data, output] = arguments.as_slice() else {
        eprintln!("usage: train_html DATA MODEL");
        process::exit(2);
    };
    let pages = web::read(Path::new(data));
    let is_seen = |page: &&web::WebPage| !page.main.trim().is_empty();
    let seen: Vec<&web::WebPage> = pages.iter().filter(is_seen).collect();
    let lessons: Vec<teach_html::Lesson<'_>> =
        seen.par_iter().map(|page| teach_html::Lesson::new(page)).collect();
    let model = teach_html::model(&lessons.iter().collect::<Vec<_>>());
    let file = model.file();
    println!("{} pages, {} bytes", lessons.len(), file.len());
    fs::write(output, file).expect("the model can be written");
}
