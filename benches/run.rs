//! The whole run and each stage over at least 200 MB of varied real text, next to a floor measured in
//! the same run: read the files, validate UTF-8, write the text as JSON with serde_json.
//!
//! The corpus is made from `seeds/` and kept under `target/`. `SCUTCH_BENCH_MB` sets its size.

#![allow(clippy::unwrap_used, reason = "a benchmark that cannot prepare itself may stop")]
#![allow(missing_docs, reason = "criterion's macros make public items without documentation")]

#[path = "../examples/shared/floor.rs"]
#[allow(dead_code, reason = "the floor of records is measured elsewhere")]
mod floor;

use std::fs::{self, File};
use std::hint::black_box;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};

use scutch::check::Request;
use scutch::run::Watch;
use scutch::write::Format;
use scutch::{Body, Config, Pipeline, RawDocument, catalog};

/// Documents in a folder of the corpus.
const FOLDER_DOCUMENTS: usize = 1000;

/// Megabytes of documents that the single stages run over, in memory.
const STAGE_MEGABYTES: usize = 16;

fn megabytes() -> usize {
    std::env::var("SCUTCH_BENCH_MB").ok().and_then(|size| size.parse().ok()).unwrap_or(200)
}

/// Returns a variation of a seed: head and tail as they are, the paragraphs between in another order,
/// each with a number of its own.
fn variation(seed: &str, number: usize) -> String {
    let mut paragraphs: Vec<String> = seed.split("\n\n").map(str::to_owned).collect();
    let inner = paragraphs.len().saturating_sub(4);
    if inner > 1 {
        paragraphs[2..2 + inner].rotate_left(number % inner);
    }
    for (place, paragraph) in paragraphs.iter_mut().enumerate().skip(2).take(inner) {
        if let Some(at) = paragraph.find(", ") {
            paragraph.insert_str(at, &format!(" {}", number * 31 + place));
        }
    }
    paragraphs.join("\n\n")
}

fn seeds() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    paths.sort();
    paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect()
}

/// Makes the corpus where it is not there yet; returns its folder and size.
fn corpus(bytes: usize) -> (PathBuf, u64) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("target/bench-corpus-{bytes}"));
    let seeds = seeds();
    let (mut written, mut number) = (0, 0);
    let is_there = folder.join("complete").exists();
    while written < bytes {
        let text = variation(&seeds[number % seeds.len()], number);
        if !is_there {
            let place = folder.join(format!("{:04}", number / FOLDER_DOCUMENTS));
            fs::create_dir_all(&place).unwrap();
            fs::write(place.join(format!("{number:07}.txt")), &text).unwrap();
        }
        written += text.len();
        number += 1;
    }
    if !is_there {
        fs::write(folder.join("complete"), "").unwrap();
    }
    (folder, written as u64)
}

/// Writes the documents of a folder as JSON Lines and does no more.
fn floor(folder: &Path, out: &Path) {
    let mut paths = Vec::new();
    floor::files(folder, &mut paths).unwrap();
    let mut writer = BufWriter::with_capacity(floor::BUFFER_BYTES, File::create(out).unwrap());
    paths.iter().for_each(|path| floor::whole(path, &mut writer).unwrap());
    writer.flush().unwrap();
}

fn scutch(folder: &Path, out: &Path, threads: usize, format: &[&str]) {
    let mut config = Config::default();
    config.run.input = vec![folder.display().to_string()];
    config.run.output = out.display().to_string();
    let known = [Format::Jsonl, Format::Csv, Format::Parquet];
    config.run.format = known.into_iter().filter(|known| format.contains(&known.name())).collect();
    config.read.exclude.push("complete".to_owned());
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    let stop = AtomicBool::new(false);
    let watch = Watch { stop: &stop, progress: &|_, _| () };
    pool.install(|| scutch::run::run(&config, &watch)).unwrap();
}

fn check(folder: &Path, threads: usize) {
    let config = Config::default();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    let stop = AtomicBool::new(false);
    let watch = Watch { stop: &stop, progress: &|_, _| () };
    let request = Request {
        dataset: &folder.display().to_string(),
        config: &config,
        select: &[],
        baseline: "",
        with_profile: false,
        today: "2031-05-09".parse().unwrap(),
    };
    pool.install(|| scutch::check::check(&request, &watch)).unwrap();
}

fn whole(criterion: &mut Criterion) {
    let (folder, bytes) = corpus(megabytes() * 1_000_000);
    let scratch = tempfile::tempdir().unwrap();
    let out = scratch.path().join("out");
    let mut group = criterion.benchmark_group("run");
    group
        .throughput(Throughput::Bytes(bytes))
        .sample_size(10)
        .measurement_time(Duration::from_secs(30));
    group.bench_function("floor", |bench| {
        bench.iter(|| floor(&folder, &scratch.path().join("floor.jsonl")))
    });
    for threads in [1, 2] {
        group.bench_function(format!("jsonl+csv/{threads}"), |bench| {
            bench.iter(|| scutch(&folder, &out, threads, &["jsonl", "csv"]));
        });
    }
    group.bench_function("jsonl/1", |bench| bench.iter(|| scutch(&folder, &out, 1, &["jsonl"])));
    // Of the dataset that the same documents make, at the rate of their raw bytes.
    scutch(&folder, &out, 2, &["jsonl"]);
    for threads in [1, 2] {
        group.bench_function(format!("check/{threads}"), |bench| {
            bench.iter(|| check(&out, threads));
        });
    }
    group.finish();
}

/// Returns a pipeline of the stages of `folders` alone.
fn stages(folders: &[&str]) -> Pipeline {
    let mut stages = catalog::stages(&Config::default()).unwrap();
    stages.retain(|stage| folders.contains(&stage.folder()));
    Pipeline::with_stages(&Config::default(), stages).unwrap()
}

fn each_stage(criterion: &mut Criterion) {
    let seeds = seeds();
    let mut documents: Vec<RawDocument> = Vec::new();
    let mut bytes = 0;
    while bytes < STAGE_MEGABYTES * 1_000_000 {
        let text = variation(&seeds[documents.len() % seeds.len()], documents.len());
        bytes += text.len();
        let file = documents.len().to_string();
        documents.push(RawDocument { input: 0, file, body: Body::Bytes(text.into_bytes()) });
    }
    let mut group = criterion.benchmark_group("stages, each with decode");
    group.throughput(Throughput::Bytes(bytes as u64)).sample_size(10);
    let every = ["repair", "normalize", "strip", "split", "filter"];
    let cases = [
        ("decode", &every[..0]),
        ("repair", &every[..1]),
        ("normalize", &every[1..2]),
        ("strip", &every[2..3]),
    ];
    let cases = cases.into_iter().chain([("split", &every[3..4]), ("all", &every[..])]);
    for (name, folders) in cases {
        let pipeline = stages(folders);
        group.bench_function(name, |bench| {
            bench.iter(|| {
                for document in &documents {
                    black_box(pipeline.document(document.clone()));
                }
            });
        });
    }
    group.finish();
}

criterion_group!(benches, whole, each_stage);
criterion_main!(benches);
