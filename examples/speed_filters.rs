//! Times the profile `datatrove` on one core, JSON Lines to JSON Lines: what `speed.py` in
//! `benches/peers/datatrove` times of datatrove, and like it in processor time where the system tells.
//!
//! `speed_filters DOCUMENTS OUT`. Starts cold: the first document finds no word remembered.

#![allow(clippy::print_stdout, reason = "a program that prints is what an example is")]

#[allow(dead_code, reason = "others take the median of a job")]
#[path = "shared/timing.rs"]
mod timing;

use std::fs;

use scutch::filter::Profile;
use scutch::{Body, Config, Pipeline, RawDocument};
use serde_json::{Value, json};

use timing::Stopwatch;

/// The allocator of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Runs, of which the median counts.
const RUNS: usize = 5;

fn main() {
    let paths: Vec<String> = std::env::args().skip(1).collect();
    let [documents, out] = paths.as_slice() else {
        println!("usage: speed_filters DOCUMENTS OUT");
        return;
    };
    let mut rates: Vec<f64> = (0..RUNS).map(|_| run(documents, out)).collect();
    rates.sort_by(f64::total_cmp);
    println!(
        "scutch: {:.1} documents a second of processor time, median of {RUNS}, cold each time",
        rates[RUNS / 2]
    );
}

/// Reads, judges and writes every document, and returns documents a second.
fn run(documents: &str, out: &str) -> f64 {
    let mut config = Config::default();
    config.run.stages = vec!["filter".to_owned()];
    config.filter.profile = Profile::Datatrove;
    let pipeline = Pipeline::new(&config).expect("the config is valid");
    let start = Stopwatch::start();
    let text = fs::read_to_string(documents).unwrap_or_default();
    let mut kept = Vec::new();
    let mut count = 0_u32;
    for line in text.lines() {
        let Ok(row) = serde_json::from_str::<Value>(line) else { continue };
        let text = row["text"].as_str().unwrap_or_default();
        count += 1;
        let doc = pipeline.document(RawDocument {
            input: 0,
            file: String::new(),
            body: Body::Bytes(text.as_bytes().to_vec()),
        });
        if doc.is_kept() {
            let row = json!({ "id": row["id"], "text": doc.text() });
            kept.extend_from_slice(row.to_string().as_bytes());
            kept.push(b'\n');
        }
    }
    fs::write(out, kept).expect("the output can be written");
    f64::from(count) / start.seconds()
}
