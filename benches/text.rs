//! From bytes to text that is validated, checked for mojibake and in NFC, next to a copy of the same
//! bytes in the same run: clean text, where nothing is to be found, is what most documents are.
//!
//! Sentences in 75 languages come from the evaluation data; without it there is English from `seeds/`.

#![allow(clippy::unwrap_used, reason = "a benchmark that cannot prepare itself may stop")]
#![allow(missing_docs, reason = "criterion's macros make public items without documentation")]

use std::fs;
use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};

use scutch::{Body, Config, Pipeline, RawDocument, catalog};

/// Bytes of a document, about; a news page has fewer.
const DOCUMENT_BYTES: usize = 8 << 10;

/// Bytes of a corpus: more than the caches of processors hold, so that a copy costs what it does.
const CORPUS_BYTES: usize = 64 << 20;

/// Returns sentences with their languages.
fn sentences() -> Vec<(String, String)> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let table = fs::read_to_string(top.join("../shared/data/encoding/sentences.tsv"));
    let table = table.unwrap_or_else(|_| {
        let seeds = fs::read_dir(top.join("seeds")).unwrap().map(|entry| entry.unwrap().path());
        let seeds = seeds.filter(|path| path.extension().is_some_and(|ending| ending == "txt"));
        let lines = seeds.flat_map(|path| {
            let text = fs::read_to_string(path).unwrap();
            text.lines().map(|line| format!("en\t{line}\n")).collect::<Vec<_>>()
        });
        lines.collect()
    });
    let pair = |line: &str| line.split_once('\t').map(|(lang, text)| (lang.into(), text.into()));
    table.lines().filter_map(pair).collect()
}

/// Lays sentences out as documents, again and again, until they fill a corpus.
fn corpus<'a>(sentences: impl Iterator<Item = &'a str> + Clone) -> Vec<Vec<u8>> {
    let mut documents = vec![Vec::new()];
    let mut bytes = 0;
    for sentence in sentences.cycle() {
        let document = documents.last_mut().unwrap();
        document.extend_from_slice(sentence.as_bytes());
        document.push(b'\n');
        bytes += sentence.len() + 1;
        if bytes >= CORPUS_BYTES {
            break;
        }
        if document.len() >= DOCUMENT_BYTES {
            documents.push(Vec::new());
        }
    }
    documents
}

/// Returns a pipeline of the stages with these names alone.
fn pipeline(wanted: &[&str]) -> Pipeline {
    let mut stages = catalog::stages(&Config::default()).unwrap();
    stages.retain(|stage| wanted.contains(&stage.id));
    Pipeline::with_stages(&Config::default(), stages).unwrap()
}

fn through(pipeline: &Pipeline, documents: &[Vec<u8>]) {
    for bytes in documents {
        let body = Body::Bytes(bytes.clone());
        black_box(pipeline.document(RawDocument { input: 0, file: String::new(), body }));
    }
}

fn copied(documents: &[Vec<u8>], target: &mut [u8]) {
    let mut rest = target;
    for bytes in documents {
        let (part, behind) = rest.split_at_mut(bytes.len());
        part.copy_from_slice(black_box(bytes));
        rest = behind;
    }
    black_box(rest);
}

fn measure(criterion: &mut Criterion, name: &str, documents: &[Vec<u8>]) {
    let bytes: usize = documents.iter().map(Vec::len).sum();
    let mut target = vec![1; bytes];
    let mut group = criterion.benchmark_group(name);
    group.throughput(Throughput::Bytes(bytes as u64)).sample_size(10);
    group.bench_function("memcpy", |bench| bench.iter(|| copied(documents, &mut target)));
    let cases = [
        ("validated", &[][..]),
        ("and mojibake-checked", &["repair/mojibake"]),
        ("and NFC", &["normalize/nfc"]),
        ("all three", &["repair/mojibake", "normalize/nfc"]),
    ];
    for (case, stages) in cases {
        let pipeline = pipeline(stages);
        group.bench_function(case, |bench| bench.iter(|| through(&pipeline, documents)));
    }
    group.finish();
}

fn clean_text(criterion: &mut Criterion) {
    let sentences = sentences();
    let every = sentences.iter().map(|(_, text)| text.as_str());
    let english = sentences.iter().filter(|(lang, _)| lang == "en").map(|(_, text)| text.as_str());
    let quoted: Vec<String> = english
        .clone()
        .map(|text| format!("“{}” – so it’s said.", text.replace('\'', "’")))
        .collect();
    measure(criterion, "English", &corpus(english));
    measure(criterion, "English with curly quotes", &corpus(quoted.iter().map(String::as_str)));
    measure(criterion, "all languages", &corpus(every));
}

criterion_group!(benches, clean_text);
criterion_main!(benches);
