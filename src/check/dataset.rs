//! The files of a dataset: those that its manifest lists, or those in a folder that hold records.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::config::Config;
use crate::error::{Error, Result};
use crate::hash::Hash;
use crate::raw::Body;
use crate::read::Walk;
use crate::run::STANDARD;
use crate::table::DOCUMENTS;
use crate::write::{Manifest, Options};

use super::bytes::Seen;
use super::record::Place;

/// A file of records.
#[derive(Clone, Debug)]
pub(crate) struct DataFile {
    pub(crate) path: PathBuf,
    /// The part of the dataset, where it is split.
    pub(crate) split: Option<String>,
    /// Records that the manifest says it has.
    pub(crate) rows: Option<u64>,
}

/// What is wrong with a file.
#[derive(Clone, Debug)]
pub(crate) struct FileDefect {
    pub(crate) check: &'static str,
    pub(crate) path: PathBuf,
    pub(crate) place: Place,
}

/// The files of a dataset.
#[derive(Debug, Default)]
pub(crate) struct Dataset {
    pub(crate) files: Vec<DataFile>,
    pub(crate) manifest: Option<Manifest>,
    /// The SHA-256 that the manifest says each file has.
    digests: BTreeMap<PathBuf, String>,
    /// How the documents are laid out, where a manifest tells.
    pub(crate) options: Option<Options>,
    pub(crate) defects: Vec<FileDefect>,
    /// Files that each check of files looked at.
    pub(crate) looked: BTreeMap<&'static str, u64>,
}

/// Names of files that hold records, in folders without a manifest.
const RECORDS: &[&str] = &["jsonl", "ndjson", "csv", "tsv", "parquet"];

/// Tables of scutch that hold no documents.
const OTHERS: &[&str] =
    &["rejected", "duplicates", "changes", "manifest", "datapackage", "croissant"];

/// The checks that need a manifest.
const OF_MANIFEST: &[&str] =
    &["structure/missing-file", "structure/digest", "structure/rows", "structure/extra-file"];

impl Dataset {
    /// Finds the files of the dataset at `place`: a file, a folder, or `-`.
    ///
    /// # Errors
    ///
    /// When there is nothing there, or nothing that holds records.
    pub(crate) fn find(place: &str, config: &Config) -> Result<Dataset> {
        let path = Path::new(place);
        let alone = |path: PathBuf| DataFile { split: split_of(&path), path, rows: None };
        if place == STANDARD {
            return Ok(Dataset { files: vec![alone(path.to_owned())], ..Dataset::default() });
        }
        let meta = std::fs::metadata(path).map_err(|error| Error::io(path, "open", &error))?;
        let mut dataset = Dataset::default();
        if !meta.is_dir() {
            dataset.files.push(alone(path.to_owned()));
        } else if path.join("manifest.json").is_file() {
            dataset.listed(path)?;
        }
        if dataset.files.is_empty() && meta.is_dir() && dataset.manifest.is_none() {
            dataset.files = walked(path, config)?.into_iter().map(alone).collect();
        }
        if dataset.files.is_empty() && dataset.defects.is_empty() {
            let wanted = "expected files of records (.jsonl, .csv, .parquet), found none";
            return Err(Error::new(place, wanted));
        }
        dataset.shards();
        Ok(dataset)
    }

    fn told(&mut self, check: &'static str, path: PathBuf, place: Place) {
        self.defects.push(FileDefect { check, path, place });
    }

    fn look(&mut self, check: &'static str) {
        *self.looked.entry(check).or_default() += 1;
    }

    /// Takes the files that the manifest in `folder` lists.
    fn listed(&mut self, folder: &Path) -> Result<()> {
        self.look("structure/manifest");
        let manifest = match Manifest::read(folder) {
            Ok(manifest) => manifest,
            Err(error) => {
                let place = Place::whole(error.to_string());
                self.told("structure/manifest", folder.join("manifest.json"), place);
                return Ok(());
            }
        };
        let config: std::result::Result<Config, _> =
            serde_json::from_value(manifest.config.clone());
        let Ok(config) = config else {
            let place = Place::whole("expected the config of a run, found another value");
            self.told("structure/manifest", folder.join("manifest.json"), place);
            return Ok(());
        };
        for output in &manifest.outputs {
            let path = folder.join(&output.file);
            self.look("structure/missing-file");
            if !path.is_file() {
                let note = "listed in manifest.json, and not there";
                self.told("structure/missing-file", path, Place::whole(note));
                continue;
            }
            self.digests.insert(path, output.sha256.clone());
        }
        let is_documents = |table: &Option<String>| table.as_deref() == Some(DOCUMENTS.name);
        let documents = manifest.outputs.iter().filter(|output| is_documents(&output.table));
        let format = |file: &str| FORMATS.iter().position(|format| file.contains(format));
        let best = documents.clone().filter_map(|output| format(&output.file)).min();
        for output in documents.filter(|output| format(&output.file) == best) {
            let path = folder.join(&output.file);
            if path.is_file() {
                self.look("structure/rows");
                self.files.push(DataFile { path, split: output.split.clone(), rows: output.rows });
            }
        }
        self.extra(folder, &manifest)?;
        self.options = Some(config.write);
        self.manifest = Some(manifest);
        Ok(())
    }

    /// Tells of files of documents that no manifest lists.
    fn extra(&mut self, folder: &Path, manifest: &Manifest) -> Result<()> {
        self.look("structure/extra-file");
        let is_listed =
            |path: &Path| manifest.outputs.iter().any(|output| folder.join(&output.file) == path);
        for path in walked(folder, &Config::default())? {
            if !is_listed(&path) {
                let note = "not listed in manifest.json";
                self.told("structure/extra-file", path, Place::whole(note));
            }
        }
        Ok(())
    }

    /// Tells of numbers that are missing among names such as `train-00000-of-00002.parquet`.
    fn shards(&mut self) {
        let mut sets: BTreeMap<(PathBuf, String, usize), Vec<usize>> = BTreeMap::new();
        for file in &self.files {
            if let Some((stem, number, of)) = shard(&file.path) {
                let folder = file.path.parent().unwrap_or(Path::new("")).to_owned();
                sets.entry((folder, stem, of)).or_default().push(number);
            }
        }
        for ((folder, stem, of), numbers) in sets {
            self.look("structure/shard");
            let missing: Vec<String> = (0..of.min(MOST_SHARDS))
                .filter(|number| !numbers.contains(number))
                .map(|number| format!("{number:05}"))
                .collect();
            if !missing.is_empty() {
                let note =
                    format!("expected {of} shards, found none with number {}", missing.join(", "));
                self.told(
                    "structure/shard",
                    folder.join(format!("{stem}-*-of-{of:05}")),
                    Place::whole(note),
                );
            }
        }
    }

    /// Looks at the bytes of each file that the manifest has a digest of, or that is plain lines, for
    /// what opening its records hides; returns what is to be added to the dataset.
    ///
    /// # Errors
    ///
    /// When one cannot be read.
    pub(crate) fn look_at_bytes(&self) -> Result<Dataset> {
        let is_plain = |file: &&DataFile| {
            file.path.as_os_str() != STANDARD && (is_lines(&file.path) || is_table(&file.path))
        };
        let plain: BTreeSet<&PathBuf> =
            self.files.iter().filter(is_plain).map(|file| &file.path).collect();
        let paths: BTreeSet<&PathBuf> = plain.iter().copied().chain(self.digests.keys()).collect();
        let look = |path: &&PathBuf| {
            let hash = self.digests.get(*path).map(|_| Hash::default());
            Seen::of(path, hash).map_err(|error| Error::io(path, "read", &error))
        };
        let paths: Vec<&PathBuf> = paths.into_iter().collect();
        let seen: Vec<Seen> = paths.par_iter().map(look).collect::<Result<_>>()?;
        let mut found = Dataset::default();
        for (path, seen) in paths.into_iter().zip(seen) {
            if let (Some(expected), Some(digest)) = (self.digests.get(path), &seen.digest) {
                found.judge_digest(path, expected, digest);
            }
            if plain.contains(path) {
                found.judge_ends(path, &seen);
            }
        }
        Ok(found)
    }

    fn judge_digest(&mut self, path: &Path, expected: &str, digest: &str) {
        self.look("structure/digest");
        if digest != expected {
            let note = format!("expected SHA-256 {expected}");
            self.told("structure/digest", path.to_owned(), Place::value("", digest, note));
        }
    }

    fn judge_ends(&mut self, path: &Path, seen: &Seen) {
        self.look("structure/byte-order-mark");
        if seen.has_mark {
            let place = Place { at: Some((0, 3)), ..Place::whole("expected no byte order mark") };
            self.told("structure/byte-order-mark", path.to_owned(), place);
        }
        self.look("structure/line-ends");
        if let Some(note) = seen.problem(is_lines(path)) {
            self.told("structure/line-ends", path.to_owned(), Place::whole(note));
        }
    }

    /// Adds what was seen of the bytes.
    pub(crate) fn add(&mut self, seen: Dataset) {
        self.defects.extend(seen.defects);
        for (check, count) in seen.looked {
            *self.looked.entry(check).or_default() += count;
        }
    }

    /// Returns why a check of files had nothing to look at.
    pub(crate) fn idle(&self, check: &str) -> &'static str {
        match check {
            "structure/manifest" => "no manifest.json",
            check if OF_MANIFEST.contains(&check) && self.manifest.is_none() => "no manifest.json",
            "structure/shard" => "no names with numbers of shards",
            _ => "no file of plain lines",
        }
    }
}

/// Formats of documents, the one that tells most first.
const FORMATS: &[&str] = &[".jsonl", ".parquet", ".csv"];

/// Shards of a set that are looked for by number.
const MOST_SHARDS: usize = 100_000;

/// Returns the files in a folder that hold records of documents.
fn walked(folder: &Path, config: &Config) -> Result<Vec<PathBuf>> {
    let wanted = |path: &Path| RECORDS.iter().any(|ending| has_ending(path, ending));
    let mut found = Vec::new();
    let mut objects = Vec::new();
    let options = crate::read::Options {
        include: vec!["**".to_owned()],
        exclude: config.read.exclude.clone(),
        ..config.read.clone()
    };
    for document in Walk::new(0, folder, None, &options)? {
        match document.body {
            Body::File(path) if wanted(&path) => found.push(path),
            Body::File(path) if has_ending(&path, "json") => objects.push(path),
            Body::Missing(reason) => return Err(Error::new(document.file, reason)),
            _ => {}
        }
    }
    let is_other = |path: &PathBuf| {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let stem = name.unwrap_or_default();
        OTHERS
            .iter()
            .any(|other| stem.strip_prefix(other).is_some_and(|rest| rest.starts_with(['.', '-'])))
    };
    found.retain(|path| !is_other(path));
    let found = told_best(found);
    objects.retain(|path| !is_other(path));
    Ok(if found.is_empty() { objects } else { found })
}

/// Returns the files without those that are another's records in a format that tells less.
fn told_best(found: Vec<PathBuf>) -> Vec<PathBuf> {
    let rank = |path: &Path| RECORDS.iter().position(|ending| has_ending(path, ending));
    let stem = |path: &Path| {
        let name = path.display().to_string();
        let cut = RECORDS.iter().find_map(|ending| name.rfind(&format!(".{ending}")));
        cut.and_then(|at| name.get(..at).map(str::to_owned)).unwrap_or(name)
    };
    let mut best: BTreeMap<String, Option<usize>> = BTreeMap::new();
    for path in &found {
        let known = best.entry(stem(path)).or_insert_with(|| rank(path));
        *known = (*known).min(rank(path));
    }
    let is_best = |path: &PathBuf| best.get(&stem(path)) == Some(&rank(path));
    found.into_iter().filter(is_best).collect()
}

/// Returns whether the name of a file ends so, but for what compression adds.
fn has_ending(path: &Path, ending: &str) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_ascii_lowercase());
    let name = name.unwrap_or_default();
    let plain = [".gz", ".zst", ".bz2", ".xz"].iter().find_map(|packed| name.strip_suffix(packed));
    plain.unwrap_or(&name).rsplit_once('.').is_some_and(|(_, found)| found == ending)
}

/// Returns whether a file is lines of JSON, each a record, so that its numbers are those of lines.
pub(crate) fn is_lines(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    ending.is_some_and(|ending| ["jsonl", "ndjson"].contains(&ending.as_str()))
}

fn is_table(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    ending.is_some_and(|ending| ["csv", "tsv"].contains(&ending.as_str()))
}

/// Returns stem, number and count of a name such as `train-00000-of-00002.parquet`.
fn shard(path: &Path) -> Option<(String, usize, usize)> {
    let name = path.file_name()?.to_str()?;
    let (before, behind) = name.rsplit_once("-of-")?;
    let (stem, number) = before.rsplit_once('-')?;
    let of: String = behind.chars().take_while(char::is_ascii_digit).collect();
    let of: usize = of.parse().ok()?;
    Some((stem.to_owned(), number.parse().ok()?, of))
}

/// Names of the parts that datasets are split into.
const SPLITS: &[&str] = &["train", "test", "validation", "valid", "val", "dev", "eval"];

/// Returns the part of the dataset that a file holds, by its name or that of its folder.
fn split_of(path: &Path) -> Option<String> {
    let parts = path.components().rev().take(2);
    let names = parts.filter_map(|part| part.as_os_str().to_str().map(str::to_ascii_lowercase));
    let words = |name: String| {
        name.split(|c: char| !c.is_ascii_alphabetic()).map(str::to_owned).collect::<Vec<String>>()
    };
    names.flat_map(words).find(|word| SPLITS.contains(&word.as_str()))
}
