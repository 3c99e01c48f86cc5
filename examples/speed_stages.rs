//! Times each stage of the default pipeline over clean news text, on one thread, next to the floor: read
//! as bytes, validated, copied.
//!
//! Run as `speed_stages [FOLDER [STAGE…]]` over the documents of a folder, `seeds` unless told; prints what
//! each stage adds to decoding, and the rate of stages of one folder together. Where stages or folders of
//! stages are named, those alone are timed, together.

#![expect(clippy::print_stdout, reason = "printing the figures is what the program is for")]

#[path = "shared/timing.rs"]
mod timing;

use std::error::Error;
use std::hint::black_box;
use std::{env, fs};

use scutch::{Body, Config, Entry, Pipeline, RawDocument, catalog};

use timing::median;

/// Bytes that the documents are repeated to.
const CORPUS_BYTES: usize = 8 << 20;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = env::args().nth(1).unwrap_or_else(|| "seeds".to_owned());
    let mut paths: Vec<_> = fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_, Box<dyn Error>>>()?;
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    paths.sort();
    let files: Vec<Vec<u8>> = paths.iter().map(fs::read).collect::<Result<_, _>>()?;
    let mut documents: Vec<&[u8]> = Vec::new();
    let mut bytes = 0;
    for file in files.iter().cycle() {
        bytes += file.len();
        documents.push(file);
        if bytes >= CORPUS_BYTES {
            break;
        }
    }
    let rate = |seconds: f64| bytes as f64 / 1e6 / seconds;
    let bare = time(&documents, |_| false);
    println!("{} files, {:.1} MB; decoded {:.0} MB/s", files.len(), bytes as f64 / 1e6, rate(bare));
    let named: Vec<String> = env::args().skip(2).collect();
    if !named.is_empty() {
        let is_named =
            |stage: &Entry| named.iter().any(|name| *name == stage.id || *name == stage.folder());
        let together = time(&documents, is_named) - bare;
        println!("{:<26}{:>9.0} MB/s", named.join(" "), rate(together));
        return Ok(());
    }
    let stages = catalog::stages(&Config::default())?;
    let mut folders: Vec<&str> = Vec::new();
    for stage in &stages {
        let alone = time(&documents, |other| other.id == stage.id) - bare;
        println!("  {:<24}{:>9.0} MB/s", stage.id, rate(alone.max(1e-9)));
        if !folders.contains(&stage.folder()) {
            folders.push(stage.folder());
        }
    }
    for folder in folders {
        let alone = time(&documents, |stage| stage.folder() == folder) - bare;
        println!("{folder:<26}{:>9.0} MB/s", rate(alone.max(1e-9)));
    }
    let both = time(&documents, |stage| matches!(stage.folder(), "strip" | "split")) - bare;
    println!("strip and split together  {:>9.0} MB/s", rate(both));
    println!("all                       {:>9.0} MB/s", rate(time(&documents, |_| true)));
    Ok(())
}

/// Returns the seconds that the wanted stages take over all documents, decoding included.
fn time(documents: &[&[u8]], wanted: impl Fn(&Entry) -> bool) -> f64 {
    let config = Config::default();
    let mut stages = catalog::stages(&config).expect("the default is valid");
    stages.retain(|stage| wanted(stage));
    let pipeline = Pipeline::with_stages(&config, stages).expect("the default is valid");
    median(|| {
        for bytes in documents {
            let body = Body::Bytes(bytes.to_vec());
            black_box(pipeline.document(RawDocument { input: 0, file: String::new(), body }));
        }
    })
}
