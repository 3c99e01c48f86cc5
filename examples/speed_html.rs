//! Times the parts of extraction over pages, on one thread: the look at a page (parsing, blocks and their
//! sums), the scores of its blocks, and the stage as a whole with its edits committed.
//!
//! Usage: `speed_html FOLDER`, a folder of `.html` files. Prints pages a second, the best of three runs.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::exit,
    reason = "a program for the command line, not a part of the library"
)]

use std::hint::black_box;
use std::time::Instant;
use std::{env, fs, process};

use scutch::extract::{Look, Model};
use scutch::{Body, Config, Pipeline, RawDocument};

fn main() {
    let Some(folder) = env::args().nth(1) else {
        eprintln!("usage: speed_html FOLDER");
        process::exit(2);
    };
    let entries = fs::read_dir(folder).expect("the folder can be read");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    let pages: Vec<Vec<u8>> =
        paths.iter().map(|path| fs::read(path).expect("the page can be read")).collect();
    let texts: Vec<String> =
        pages.iter().map(|page| String::from_utf8_lossy(page).into_owned()).collect();
    let model = Model::shipped();
    let rate = |run: &dyn Fn()| {
        let seconds = (0..3).map(|_| {
            let start = Instant::now();
            run();
            start.elapsed().as_secs_f64()
        });
        pages.len() as f64 / seconds.fold(f64::MAX, f64::min)
    };
    let look = rate(&|| texts.iter().for_each(|text| drop(black_box(Look::read(text)))));
    println!("looked at       {look:8.0} pages a second");
    let scored = rate(&|| {
        texts.iter().for_each(|text| drop(black_box(model.scores(&Look::read(text)))));
    });
    println!("and scored      {scored:8.0}");
    for stages in [vec!["extract".to_owned()], vec!["all".to_owned()]] {
        let mut config = Config::default();
        config.run.stages = stages.clone();
        let pipeline = Pipeline::new(&config).expect("a valid config");
        let whole = rate(&|| {
            for page in &pages {
                let body = Body::Bytes(page.clone());
                let raw = RawDocument { input: 0, file: "a.html".to_owned(), body };
                drop(black_box(pipeline.document(raw)));
            }
        });
        println!("{:15} {whole:8.0}", stages.join(" "));
    }
}
