//! The dataset of one run: takes documents in order and puts all files in place at the end.

use std::io::Write;
use std::path::Path;

use rayon::prelude::*;

use crate::document::Document;
use crate::error::{Error, Result};
use crate::rows::{CHANGES, DOCUMENTS, REJECTED};

use super::Format;
use super::digest::DigestFile;
use super::folder::Folder;
use super::manifest::{self, Manifest, OutputEntry};
use super::render::Lines;

/// Documents that one thread renders at a time.
const CHUNK_DOCUMENTS: usize = 32;

/// Where the records go.
enum Target {
    Folder(Box<Files>),
    Stdout,
}

struct Files {
    folder: Folder,
    records: Vec<(Format, DigestFile)>,
    rejected: DigestFile,
    changes: DigestFile,
    stale: Vec<String>,
}

/// A dataset under way.
pub struct Dataset {
    formats: Vec<Format>,
    target: Target,
    kept: u64,
}

/// The files of a dataset, complete but for the manifest.
pub struct Written {
    /// What was written, in the order of the manifest.
    pub outputs: Vec<OutputEntry>,
    files: Option<(Folder, Vec<String>)>,
}

impl Dataset {
    /// Starts a dataset in `folder`; `-` writes the records of the first format to standard output.
    ///
    /// # Errors
    ///
    /// When the folder cannot be created or written, or another run holds it.
    pub fn create(folder: &str, formats: &[Format]) -> Result<Dataset> {
        let formats = match folder {
            "-" => formats.first().copied().into_iter().collect(),
            _ => formats.to_vec(),
        };
        let target = match folder {
            "-" => Target::Stdout,
            _ => Target::Folder(Box::new(Files::create(Path::new(folder), &formats)?)),
        };
        let mut dataset = Dataset { formats, target, kept: 0 };
        dataset.start()?;
        Ok(dataset)
    }

    fn start(&mut self) -> Result<()> {
        if self.formats.contains(&Format::Csv) {
            self.append(&Lines::header())?;
        }
        Ok(())
    }

    /// Adds documents, in order.
    ///
    /// # Errors
    ///
    /// When a file cannot be written.
    pub fn write(&mut self, docs: &[Document]) -> Result<()> {
        let mut chunks = Vec::new();
        for chunk in docs.chunks(CHUNK_DOCUMENTS) {
            chunks.push((self.kept + 1, chunk));
            self.kept += chunk.iter().filter(|doc| doc.is_kept()).count() as u64;
        }
        let formats = &self.formats;
        let rendered: Vec<Lines> = chunks
            .into_par_iter()
            .map(|(number, chunk)| Lines::render(chunk, number, formats))
            .collect();
        rendered.iter().try_for_each(|lines| self.append(lines))
    }

    fn append(&mut self, lines: &Lines) -> Result<()> {
        let files = match &mut self.target {
            Target::Folder(files) => files,
            Target::Stdout => return print(self.formats.first().copied(), lines),
        };
        for (format, file) in &mut files.records {
            file.write(records(*format, lines))?;
        }
        files.rejected.write(&lines.rejected)?;
        files.changes.write(&lines.changes)
    }

    /// Completes the files; nothing is in place before [`Written::publish`].
    pub fn finish(self) -> Written {
        let Target::Folder(files) = self.target else {
            return Written { outputs: Vec::new(), files: None };
        };
        let mut outputs = Vec::new();
        for (_, file) in files.records {
            outputs.push(file.finish());
        }
        outputs.push(files.rejected.finish());
        outputs.push(files.changes.finish());
        let is_current = |name: &String| outputs.iter().any(|output| output.file == *name);
        let stale = files.stale.into_iter().filter(|name| !is_current(name)).collect();
        Written { outputs, files: Some((files.folder, stale)) }
    }
}

impl Written {
    /// Puts the files in place with their manifest.
    ///
    /// # Errors
    ///
    /// When a file cannot be written or renamed.
    pub fn publish(self, manifest: &Manifest) -> Result<()> {
        let Some((folder, stale)) = self.files else { return Ok(()) };
        let mut file = DigestFile::create(folder.staging(), manifest::NAME.to_owned())?;
        file.write(&manifest.to_json())?;
        let last = file.finish().file;
        let names: Vec<String> =
            self.outputs.into_iter().map(|output| output.file).chain([last]).collect();
        folder.publish(&names, &stale)
    }
}

impl Files {
    fn create(path: &Path, formats: &[Format]) -> Result<Files> {
        let folder = Folder::open(path)?;
        let staging = folder.staging();
        let mut records = Vec::new();
        for format in formats {
            let name = format!("{}.{}", DOCUMENTS.name, format.extension());
            records.push((*format, DigestFile::create(staging, name)?));
        }
        let table = |name: &str| DigestFile::create(staging, format!("{name}.jsonl"));
        let (rejected, changes) = (table(REJECTED.name)?, table(CHANGES.name)?);
        // What an earlier run in other formats left would contradict this run's manifest.
        let stale = Manifest::read(path).map(|manifest| manifest.outputs).unwrap_or_default();
        Ok(Files {
            rejected,
            changes,
            records,
            folder,
            stale: stale
                .into_iter()
                .map(|output| output.file)
                .filter(|name| is_plain(name))
                .collect(),
        })
    }
}

/// Returns whether a name of a manifest stays inside the output folder.
fn is_plain(name: &str) -> bool {
    Path::new(name).file_name().is_some_and(|file| file == name)
}

fn records(format: Format, lines: &Lines) -> &[u8] {
    match format {
        Format::Jsonl => &lines.jsonl,
        Format::Csv => &lines.csv,
    }
}

fn print(format: Option<Format>, lines: &Lines) -> Result<()> {
    let Some(format) = format else { return Ok(()) };
    let mut out = std::io::stdout().lock();
    let written = out.write_all(records(format, lines)).and_then(|()| out.flush());
    written.map_err(|error| Error::io(Path::new("standard output"), "write", &error))
}
