//! A file that is hashed and counted while it is written.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::hash::Hash;

use super::manifest::OutputEntry;

/// A file under way.
pub(super) struct DigestFile {
    name: String,
    path: PathBuf,
    file: File,
    hash: Hash,
    bytes: u64,
}

impl DigestFile {
    /// Creates the file `name` in `folder`.
    pub(super) fn create(folder: &Path, name: String) -> Result<DigestFile> {
        let path = folder.join(&name);
        let file = File::create_new(&path).map_err(|error| Error::io(&path, "create", &error))?;
        Ok(DigestFile { name, path, file, hash: Hash::default(), bytes: 0 })
    }

    /// Appends bytes; the caller hands over large pieces, so nothing is buffered here.
    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.file.write_all(bytes).map_err(|error| Error::io(&self.path, "write", &error))?;
        self.hash.update(bytes);
        self.bytes += bytes.len() as u64;
        Ok(())
    }

    /// Returns the file's entry of the manifest.
    ///
    /// The system writes the bytes to disk in its own time: a run that is killed loses nothing that
    /// was in place, and what a power cut spoils is found by the digests.
    pub(super) fn finish(self) -> OutputEntry {
        OutputEntry { file: self.name, bytes: self.bytes, sha256: self.hash.finish() }
    }
}
