//! Times detection and decoding of undeclared legacy text, document by document, in CPU time.
//!
//! Run as `speed_encodings DATA_DIR OUT_DIR`: writes the documents into `OUT_DIR`, so that
//! `benches/peers/chardet.py` can be timed on the same ones, and prints megabytes a second. The
//! documents are the undeclared legacy files of `detect` and held-out sentences put together.

#![expect(clippy::print_stdout, reason = "printing the figures is what the program is for")]

#[path = "shared/timing.rs"]
mod timing;

use std::error::Error;
use std::hint::black_box;
use std::path::Path;
use std::{env, fs};

use scutch::decode::{Charset, Decoder, Options, detect};
use scutch::{Body, RawDocument};
use serde_json::Value;

use timing::{median, seconds};

#[allow(dead_code, reason = "training and scoring use more of it")]
mod shared;

/// How much a round reads at least.
const ROUND_BYTES: usize = 10_000_000;
/// The size at which a document made of sentences ends.
const MADE_BYTES: usize = 6_000;
/// The encodings that documents are made in, with languages that use them.
const MADE: &[(&str, &str)] = &[
    ("windows-1252", "de fr pt sv da nl it fi"),
    ("windows-1250", "pl cs hu"),
    ("iso-8859-2", "pl cs sk"),
    ("windows-1251", "ru uk bg"),
    ("koi8-r", "ru"),
    ("windows-1253", "el"),
    ("windows-1254", "tr"),
    ("windows-1255", "he"),
    ("windows-1256", "ar"),
    ("windows-874", "th"),
    ("gb18030", "zh"),
    ("big5", "zh"),
    ("shift_jis", "ja"),
    ("euc-jp", "ja"),
    ("euc-kr", "ko"),
];

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = env::args().collect();
    let [_, data, out] = args.as_slice() else {
        return Err("expected DATA_DIR and OUT_DIR".into());
    };
    let load = seconds(|| black_box(detect(b"\xE9t\xE9", None)).charset.name().len());
    println!("loading the models          {:>8.2} ms", load * 1e3);
    let data = Path::new(data).join("encoding");
    let sets = [("detect, undeclared", found(&data.join("detect"))?), ("made", made(&data)?)];
    for (at, (name, documents)) in sets.iter().enumerate() {
        write(&Path::new(out).join(["detect", "made"][at]), documents)?;
        let size: usize = documents.iter().map(Vec::len).sum();
        let times = ROUND_BYTES / size.max(1) + 1;
        let all = || documents.iter().cycle().take(documents.len() * times);
        let rate = |seconds: f64| (size * times) as f64 / 1e6 / seconds;
        let guessed = median(|| all().map(|bytes| guess(bytes)).sum::<usize>());
        let read = median(|| all().map(|bytes| decode(bytes)).sum::<usize>());
        println!(
            "{name:<20}{:>5} files {:>6.2} MB  detect {:>7.1} MB/s  detect and decode {:>7.1} MB/s",
            documents.len(),
            size as f64 / 1e6,
            rate(guessed),
            rate(read)
        );
    }
    Ok(())
}

fn guess(bytes: &[u8]) -> usize {
    black_box(detect(bytes, None)).charset.name().len()
}

/// Reads a document as a run does, its hash and its map included.
fn decode(bytes: &[u8]) -> usize {
    let decoder = Decoder::new(&Options::default(), u64::MAX).expect("the default is valid");
    let body = Body::Bytes(bytes.to_vec());
    black_box(decoder.decode(RawDocument { input: 0, file: String::new(), body })).text().len()
}

/// The legacy files of the public sets that do not say what they are.
fn found(folder: &Path) -> Result<Vec<Vec<u8>>, Box<dyn Error>> {
    let mut documents = Vec::new();
    for line in fs::read_to_string(folder.join("manifest.jsonl"))?.lines() {
        let row: Value = serde_json::from_str(line)?;
        let truth = row["truth"].as_str().unwrap_or_default();
        let is_legacy = !truth.starts_with("utf") && !["ascii", "binary"].contains(&truth);
        if is_legacy && row["declared"].as_bool() == Some(false) {
            documents.push(fs::read(folder.join(row["file"].as_str().unwrap_or_default()))?);
        }
    }
    Ok(documents)
}

/// Documents of several kilobytes, four for each encoding and language.
fn made(data: &Path) -> Result<Vec<Vec<u8>>, Box<dyn Error>> {
    let mut sentences = shared::sentences(&data.join("sentences.tsv"))?;
    sentences.retain(|sentence| shared::is_held_out(&sentence.text));
    let mut documents = Vec::new();
    for (label, codes) in MADE {
        let charset = Charset::for_label(label).and_then(Charset::encoding).ok_or(*label)?;
        for code in codes.split(' ') {
            let mut raw = Vec::new();
            for sentence in sentences.iter().filter(|sentence| sentence.code == code) {
                let (bytes, _, is_lossy) = charset.encode(&sentence.text);
                if !is_lossy {
                    raw.extend_from_slice(&bytes);
                    raw.push(b'\n');
                }
                if raw.len() > MADE_BYTES {
                    documents.push(std::mem::take(&mut raw));
                }
            }
        }
    }
    Ok(documents)
}

/// Puts the documents where the peer finds them.
fn write(folder: &Path, documents: &[Vec<u8>]) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(folder)?;
    for (at, bytes) in documents.iter().enumerate() {
        fs::write(folder.join(format!("{at:04}.bin")), bytes)?;
    }
    Ok(())
}
