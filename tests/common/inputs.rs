//! Inputs of every kind, made in memory, and a run over them that is verified.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use scutch::run::Watch;
use scutch::{Config, run, verify};
use serde_json::Value;

/// What a run over some files gave.
pub(crate) struct Outcome {
    pub(crate) records: Vec<Value>,
    pub(crate) rejected: Vec<Value>,
    pub(crate) changes: Vec<Value>,
    pub(crate) manifest: Value,
}

/// Runs over `files` (name, bytes), each change of config in TOML, and verifies the dataset.
///
/// # Panics
///
/// When the run fails or the dataset does not follow from the inputs.
pub(crate) fn outcome_with(files: &[(&str, Vec<u8>)], set: &[&str]) -> Outcome {
    let scratch = super::scratch();
    let (raw, output) = (scratch.path().join("raw"), scratch.path().join("out"));
    for (name, bytes) in files {
        let path = raw.join(name);
        fs::create_dir_all(path.parent().expect("inside raw")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
    let mut layers = scutch::config::Layers::default();
    // Many files here hold the same text, and what counts is that each is found.
    layers.set("dedupe.exact=false").expect("valid config");
    set.iter().try_for_each(|assignment| layers.set(assignment)).expect("valid config");
    let mut config: Config = layers.finish().expect("valid config");
    config.run.input = vec![raw.display().to_string()];
    config.run.output = output.display().to_string();
    let stop = AtomicBool::new(false);
    run::run(&config, &Watch { stop: &stop, progress: &|_, _| () }).expect("the run ends well");
    let proof = verify::verify(&output, &[]).expect("the dataset can be verified");
    assert_eq!(proof.failures, Vec::<String>::new(), "verify");
    let names: Vec<_> = fs::read_dir(scratch.path()).expect("a folder").flatten().collect();
    assert_eq!(names.len(), 2, "nothing is written beside the output: {names:?}");
    let lines = |name: &str| lines(&output.join(name));
    let manifest = fs::read(output.join("manifest.json")).expect("a manifest");
    Outcome {
        records: lines("documents.jsonl"),
        rejected: lines("rejected.jsonl"),
        changes: lines("changes.jsonl"),
        manifest: serde_json::from_slice(&manifest).expect("JSON"),
    }
}

/// Runs over one file.
pub(crate) fn outcome(name: &str, bytes: &[u8]) -> Outcome {
    outcome_with(&[(name, bytes.to_vec())], &[])
}

fn lines(path: &Path) -> Vec<Value> {
    let text = fs::read_to_string(path).expect("a table");
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

impl Outcome {
    /// Returns the texts of the records by their names.
    pub(crate) fn texts(&self) -> BTreeMap<&str, &str> {
        self.records.iter().map(|row| (text(row, "file"), text(row, "text"))).collect()
    }

    /// Returns name and rule of what was set aside.
    pub(crate) fn refused(&self) -> Vec<(&str, &str)> {
        self.rejected.iter().map(|row| (text(row, "file"), text(row, "rule"))).collect()
    }
}

/// Returns a text of a row.
pub(crate) fn text<'a>(row: &'a Value, column: &str) -> &'a str {
    row[column].as_str().unwrap_or_default()
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).expect("memory takes it");
    encoder.finish().expect("memory takes it")
}

pub(crate) fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 3).expect("memory takes it")
}

pub(crate) fn bzip2(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::default());
    encoder.write_all(bytes).expect("memory takes it");
    encoder.finish().expect("memory takes it")
}

pub(crate) fn xz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = liblzma::write::XzEncoder::new(Vec::new(), 3);
    encoder.write_all(bytes).expect("memory takes it");
    encoder.finish().expect("memory takes it")
}

/// Returns a member of a tar archive: a header of POSIX ustar and the padded bytes.
pub(crate) fn tar_member(name: &[u8], kind: u8, bytes: &[u8]) -> Vec<u8> {
    let mut header = [0_u8; 512];
    header[..name.len()].copy_from_slice(name);
    header[100..108].copy_from_slice(b"0000644\0");
    header[124..136].copy_from_slice(format!("{:011o}\0", bytes.len()).as_bytes());
    header[148..156].fill(b' ');
    header[156] = kind;
    header[257..265].copy_from_slice(b"ustar\x0000");
    let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
    header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    let mut member = [&header[..], bytes].concat();
    member.resize(member.len().next_multiple_of(512), 0);
    member
}

/// Returns an archive of plain files.
pub(crate) fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
    let members = files.iter().map(|(name, bytes)| tar_member(name.as_bytes(), b'0', bytes));
    let mut archive: Vec<u8> = members.flatten().collect();
    archive.resize(archive.len() + 1024, 0);
    archive
}

/// Returns a zip archive of plain files.
pub(crate) fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let options = zip::write::SimpleFileOptions::default();
        writer.start_file(*name, options).expect("memory takes it");
        writer.write_all(bytes).expect("memory takes it");
    }
    writer.finish().expect("memory takes it").into_inner()
}
