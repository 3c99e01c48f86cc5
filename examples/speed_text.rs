//! Times the way from bytes to text that is validated, checked for mojibake and in NFC, step by step,
//! next to a copy of the same bytes from one large buffer to another.
//!
//! Run as `speed_text DATA_DIR [NAME]`; prints megabytes a second and shares of the copy's rate, the
//! median of several rounds, for clean text of several kinds and for damage.

#![expect(clippy::print_stdout, reason = "printing the figures is what the program is for")]

#[path = "shared/timing.rs"]
mod timing;

use std::error::Error;
use std::hint::black_box;
use std::path::Path;
use std::{env, fs};

use scutch::repair::mojibake;
use scutch::{Body, Config, Pipeline, RawDocument, catalog};

use timing::{median, median_of, seconds};

/// Bytes of a document, about; a news page has fewer.
const DOCUMENT_BYTES: usize = 8 << 10;

/// Bytes of a corpus of clean text: two of them are more than a processor's own caches hold.
const CLEAN_BYTES: usize = 64 << 20;

/// Bytes of a corpus of damaged text.
const DAMAGED_BYTES: usize = 2 << 20;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = env::args().collect();
    let data = args.get(1).ok_or("expected DATA_DIR")?;
    let wanted = |name: &str| args.get(2).is_none_or(|only| name.contains(only.as_str()));
    let table = fs::read_to_string(Path::new(data).join("encoding/sentences.tsv"))?;
    let rows: Vec<(&str, &str)> = table.lines().filter_map(|line| line.split_once('\t')).collect();
    let all: Vec<String> = rows.iter().map(|(_, text)| (*text).to_owned()).collect();
    let english: Vec<String> =
        rows.iter().filter(|(lang, _)| *lang == "en").map(|(_, text)| (*text).to_owned()).collect();
    let curly: Vec<String> = english.iter().map(|text| curl(text)).collect();
    let damaged: Vec<String> = all.iter().step_by(7).map(|text| misread(text)).collect();
    for (name, lines, size) in [
        ("English", &english, CLEAN_BYTES),
        ("English, curly quotes", &curly, CLEAN_BYTES),
        ("75 languages", &all, CLEAN_BYTES),
        ("mojibake", &damaged, DAMAGED_BYTES),
    ] {
        if wanted(name) {
            measure(name, &documents(lines, size));
        }
    }
    for (name, text) in [
        ("noise", noise(4 << 20)),
        ("mojibake in one line", damaged.join(" ").repeat(4)),
        ("mojibake in lines", damaged.join("\n").repeat(4)),
    ] {
        if wanted(name) {
            doubling(name, &text);
        }
    }
    Ok(())
}

/// Lays lines out as documents, again and again, until they fill a corpus.
fn documents(lines: &[String], size: usize) -> Vec<Vec<u8>> {
    let mut documents = vec![Vec::new()];
    let mut bytes = 0;
    for line in lines.iter().cycle() {
        let Some(document) = documents.last_mut() else { break };
        document.extend_from_slice(line.as_bytes());
        document.push(b'\n');
        bytes += line.len() + 1;
        if bytes >= size {
            break;
        }
        if document.len() >= DOCUMENT_BYTES {
            documents.push(Vec::new());
        }
    }
    documents
}

fn measure(name: &str, documents: &[Vec<u8>]) {
    let bytes: usize = documents.iter().map(Vec::len).sum();
    let mut target = vec![1; bytes];
    let whole = documents.concat();
    let copy = median(|| target.copy_from_slice(black_box(&whole)));
    black_box(&target);
    let texts: Vec<&str> =
        documents.iter().filter_map(|bytes| std::str::from_utf8(bytes).ok()).collect();
    println!("{name}: copy {:.0} MB/s", bytes as f64 / 1e6 / copy);
    let told = |step: &str, seconds: f64| {
        let rate = bytes as f64 / 1e6 / seconds;
        println!("  {step:<34}{rate:>9.1} MB/s {:>7.2} % of a copy", 100.0 * copy / seconds);
    };
    told(
        "UTF-8 validated",
        median(|| documents.iter().all(|bytes| black_box(std::str::from_utf8(bytes)).is_ok())),
    );
    told(
        "mojibake checked",
        median(|| texts.iter().map(|text| mojibake::scan(text).len()).sum::<usize>()),
    );
    told(
        "text: validated, mojibake, NFC",
        median(|| documents.iter().map(|bytes| checked(bytes)).sum::<usize>()),
    );
    for (step, stages) in [
        ("document", &[][..]),
        ("document, NFC", &["normalize/nfc"]),
        ("document, mojibake, NFC", &["repair/mojibake", "normalize/nfc"]),
    ] {
        let pipeline = pipeline(stages);
        told(step, median_of(|| bodies(documents), |bodies| through(&pipeline, bodies)));
    }
}

/// Returns how many repairs a text needs: validated, checked for mojibake and for NFC.
fn checked(bytes: &[u8]) -> usize {
    let Ok(text) = simdutf8::basic::from_utf8(bytes) else { return 0 };
    mojibake::scan(text).len() + usize::from(!scutch::normalize::is_nfc(text))
}

/// Returns a pipeline of the stages with these names alone.
fn pipeline(wanted: &[&str]) -> Pipeline {
    let config = Config::default();
    let mut stages = catalog::stages(&config).expect("the default is valid");
    stages.retain(|stage| wanted.contains(&stage.id));
    Pipeline::with_stages(&config, stages).expect("the default is valid")
}

/// Returns documents as a reader hands them on.
fn bodies(documents: &[Vec<u8>]) -> Vec<RawDocument> {
    let body = |bytes: &Vec<u8>| Body::Bytes(bytes.clone());
    documents
        .iter()
        .map(|bytes| RawDocument { input: 0, file: String::new(), body: body(bytes) })
        .collect()
}

fn through(pipeline: &Pipeline, documents: Vec<RawDocument>) {
    documents.into_iter().for_each(|raw| drop(black_box(pipeline.document(raw))));
}

/// Times growing heads of a text: the rate is the same where time is linear.
fn doubling(name: &str, text: &str) {
    println!("{name}, by size:");
    let mut size = 256 << 10;
    while size <= text.len().min(4 << 20) {
        let head = text.get(..text.floor_char_boundary(size)).unwrap_or(text);
        let mut repairs = 0;
        let seconds = seconds(|| repairs = mojibake::scan(head).len());
        let rate = head.len() as f64 / 1e6 / seconds;
        println!("  {:>5} KB {rate:>9.1} MB/s {repairs:>8} repairs", size >> 10);
        size *= 2;
    }
}

/// Returns a text with a pair of curly quotes around each seventh word, and accents on some letters.
fn curl(text: &str) -> String {
    let words = text.split(' ').enumerate().map(|(at, word)| match at % 14 {
        6 => format!("“{word}”"),
        13 => format!("{word}’s – café"),
        _ => word.to_owned(),
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Returns the bytes of a text, read as windows-1252.
fn misread(text: &str) -> String {
    encoding_rs::WINDOWS_1252.decode_without_bom_handling(text.as_bytes()).0.into_owned()
}

/// Returns bytes beyond ASCII from a fixed sequence, read as windows-1252.
fn noise(count: usize) -> String {
    let mut state = 0x9e37_79b9_7f4a_7c15u64;
    let bytes = std::iter::from_fn(|| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        Some(0x80 | state as u8)
    });
    let bytes: Vec<u8> = bytes.take(count).collect();
    encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes).0.into_owned()
}
