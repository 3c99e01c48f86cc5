//! What the tests of `check` and `diff` share: a good dataset, copies with something planted, a check.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::sync::atomic::AtomicBool;

use scutch::check::{self, Failure, Report, Request, Status};
use scutch::config::Layers;
use scutch::run::Watch;
use scutch::{Config, Error};
use serde_json::Value;
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use super::scratch;

/// A day behind all dates of the cases.
pub(crate) const TODAY: &str = "2040-01-01";

pub(crate) fn watched<T>(work: impl FnOnce(&Watch<'_>) -> T) -> T {
    let stop = AtomicBool::new(false);
    work(&Watch { stop: &stop, progress: &|_, _| () })
}

pub(crate) fn config(text: &str) -> Config {
    let mut layers = Layers::default();
    layers.add_text("config.toml", text).unwrap();
    layers.finish().unwrap()
}

/// Checks a dataset under these lines of config, from a baseline where one is named.
pub(crate) fn checked(dataset: &Path, text: &str, baseline: &str) -> Result<Report, Failure> {
    let config = config(text);
    let dataset = dataset.display().to_string();
    let request = Request {
        dataset: &dataset,
        config: &config,
        select: &[],
        baseline,
        with_profile: true,
        today: TODAY.parse().unwrap(),
    };
    watched(|watch| check::check(&request, watch))
}

/// Returns the checks that failed or warned.
pub(crate) fn found(report: &Report) -> Vec<String> {
    let bad = report.outcomes.iter().filter(|outcome| outcome.status >= Status::Warned);
    bad.map(|outcome| outcome.check.id.to_owned()).collect()
}

pub(crate) fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/articles")
}

/// Returns a dataset that a run made of these files, with languages.
pub(crate) fn run_over(input: &Path, settings: &[&str]) -> TempDir {
    let folder = scratch();
    let mut layers = Layers::default();
    layers.set("tag.language=true").unwrap();
    settings.iter().for_each(|setting| layers.set(setting).unwrap());
    let mut config = layers.finish().unwrap();
    config.run.input = vec![input.display().to_string()];
    config.run.output = folder.path().join("good").display().to_string();
    watched(|watch| scutch::run::run(&config, watch)).unwrap();
    folder
}

/// The good dataset.
pub(crate) static GOOD: LazyLock<TempDir> =
    LazyLock::new(|| run_over(&cases(), &["run.limit=120"]));

pub(crate) fn good() -> PathBuf {
    GOOD.path().join("good")
}

pub(crate) fn rows(folder: &Path) -> Vec<Value> {
    let text = fs::read_to_string(folder.join("documents.jsonl")).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

pub(crate) fn lines(rows: &[Value]) -> String {
    rows.iter().map(|row| format!("{row}\n")).collect()
}

/// Copies the good dataset.
pub(crate) fn copy() -> TempDir {
    let folder = scratch();
    for entry in fs::read_dir(good()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
        }
    }
    folder
}

/// Writes the manifest anew for the files as they are.
pub(crate) fn seal(folder: &Path) {
    let path = folder.join("manifest.json");
    let mut manifest: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
    for output in manifest["outputs"].as_array_mut().unwrap() {
        let bytes = fs::read(folder.join(output["file"].as_str().unwrap())).unwrap();
        let digest: String = Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect();
        output["sha256"] = digest.into();
        output["bytes"] = bytes.len().into();
    }
    fs::write(path, serde_json::to_vec_pretty(&manifest).unwrap()).unwrap();
}

/// Plants something into the records alone, as a stranger's file.
pub(crate) fn loose(plant: fn(&mut Vec<Value>)) -> TempDir {
    let folder = scratch();
    let mut rows = rows(&good());
    plant(&mut rows);
    fs::write(folder.path().join("documents.jsonl"), lines(&rows)).unwrap();
    folder
}

/// Plants something into the records of the dataset, whose manifest is made to agree.
pub(crate) fn sealed(plant: impl FnOnce(&mut Vec<Value>)) -> TempDir {
    let folder = copy();
    let mut rows = rows(folder.path());
    plant(&mut rows);
    fs::write(folder.path().join("documents.jsonl"), lines(&rows)).unwrap();
    seal(folder.path());
    folder
}

/// Plants something into the files.
pub(crate) fn filed(plant: fn(&Path)) -> TempDir {
    let folder = copy();
    plant(folder.path());
    folder
}

/// Plants something into the bytes of the records alone.
pub(crate) fn raw(plant: fn(&mut Vec<u8>)) -> TempDir {
    let folder = scratch();
    let mut bytes = fs::read(good().join("documents.jsonl")).unwrap();
    plant(&mut bytes);
    fs::write(folder.path().join("documents.jsonl"), bytes).unwrap();
    folder
}

pub(crate) fn told(failure: Failure) -> Error {
    match failure {
        Failure::Config(error) | Failure::Unreadable(error) => error,
    }
}

/// Puts `text` behind the first sentence of the seventh document.
pub(crate) fn put(rows: &mut [Value], text: &str) {
    let old = rows[6]["text"].as_str().unwrap().to_owned();
    let (before, rest) = old.split_once('.').unwrap();
    rows[6]["text"] = format!("{before}.{text}{rest}").into();
}
