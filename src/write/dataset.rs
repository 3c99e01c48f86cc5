//! The dataset of one run: takes documents in order and puts all files in place at the end.

use std::io::Write;
use std::path::Path;

use crate::document::Document;
use crate::error::{Error, Result};

use super::descriptors::descriptors;
use super::digest::DigestFile;
use super::files::Files;
use super::folder::{Folder, Move};
use super::manifest::{self, Manifest, OutputEntry};
use super::plan::Plan;
use super::shards::Staged;
use super::stretch::{Rows, Stretch};

/// A dataset under way.
pub struct Dataset {
    rows: Stretch,
    // None where the records go to standard output.
    folder: Option<Folder>,
}

/// The files of a dataset, complete but for the manifest.
pub struct Written {
    /// What was written, in the order of the manifest.
    pub outputs: Vec<OutputEntry>,
    moves: Vec<Move>,
    // Files of the folder that these replace, beside those of its manifest.
    replaced: Vec<String>,
    folder: Option<Folder>,
}

impl Dataset {
    /// Starts a dataset in `folder`; `-` writes the records of the first format to standard output.
    ///
    /// # Errors
    ///
    /// When the folder cannot be created or written, or another run holds it.
    pub fn create(folder: &str, plan: Plan) -> Result<Dataset> {
        let (plan, folder) = match folder {
            "-" => (plan.into_stdout()?, None),
            _ => (plan, Some(Folder::open(Path::new(folder))?)),
        };
        let rows = Stretch::new(plan, folder.as_ref().map(Folder::staging), 0)?;
        Ok(Dataset { rows, folder })
    }

    /// Adds documents, in order.
    ///
    /// # Errors
    ///
    /// When a file cannot be written.
    pub fn write(&mut self, docs: &[Document]) -> Result<()> {
        self.rows.write(docs)
    }

    /// Completes the files; nothing is in place before [`Written::publish`].
    ///
    /// # Errors
    ///
    /// When a file cannot be written.
    pub fn finish(self) -> Result<Written> {
        let Rows { plan, files, stats } = self.rows.finish()?;
        let (outputs, moves, replaced) = (Vec::new(), Vec::new(), Vec::new());
        let mut written = Written { outputs, moves, replaced, folder: self.folder };
        for (stream, files) in plan.streams.iter().zip(files) {
            let of = files.len();
            let files = files.into_iter().enumerate();
            written.add(files.map(|(number, full)| full.named(stream, number, of)).collect());
        }
        match &written.folder {
            None => written.outputs.clear(),
            Some(_) => {
                for (name, bytes) in descriptors(&plan, &written.outputs, &stats) {
                    written.add_file(&name, &bytes)?;
                }
            }
        }
        Ok(written)
    }
}

impl Written {
    fn add(&mut self, staged: Vec<Staged>) {
        for file in staged {
            self.moves.push(Move { staged: file.staged, place: file.entry.file.clone() });
            self.outputs.push(file.entry);
        }
    }

    /// Returns the files as they are prepared; none where the records went to standard output.
    pub fn files(&self) -> Option<Files> {
        let folder = self.folder.as_ref()?;
        let names = self.moves.iter().map(|file| (file.place.clone(), file.staged.clone()));
        Some(Files::prepared(folder.staging(), names.collect()))
    }

    /// Has a file of the folder removed when these are put in place, since it tells of others.
    pub fn replace(&mut self, name: &str) {
        self.replaced.push(name.to_owned());
    }

    /// Adds a file that describes the others.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn add_file(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        let Some(folder) = &self.folder else { return Ok(()) };
        let entry = write_whole(folder.staging(), name, bytes)?;
        self.add(vec![Staged { staged: name.to_owned(), entry }]);
        Ok(())
    }

    /// Puts the files in place with their manifest.
    ///
    /// # Errors
    ///
    /// When a file cannot be written or renamed.
    pub fn publish(mut self, manifest: &Manifest) -> Result<()> {
        let Some(folder) = self.folder else { return Ok(()) };
        write_whole(folder.staging(), manifest::NAME, &manifest.to_json())?;
        self.moves
            .push(Move { staged: manifest::NAME.to_owned(), place: manifest::NAME.to_owned() });
        folder.publish(self.moves, self.replaced)
    }
}

/// Writes a file at once and returns its entry of the manifest.
fn write_whole(staging: &Path, name: &str, bytes: &[u8]) -> Result<OutputEntry> {
    let path = staging.join(name);
    let mut file = DigestFile::create(&path)?;
    file.write_all(bytes).map_err(|error| Error::io(&path, "write", &error))?;
    let digest = file.finish()?;
    Ok(OutputEntry {
        file: name.to_owned(),
        table: None,
        split: None,
        rows: None,
        bytes: digest.bytes,
        sha256: digest.sha256,
    })
}
