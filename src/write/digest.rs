//! A file that is hashed and counted while it is written.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::hash::Hash;

/// A file under way, or standard output.
pub(super) struct DigestFile {
    path: PathBuf,
    file: Option<File>,
    hash: Hash,
    bytes: u64,
}

/// The size and SHA-256 of a file that is complete.
pub(super) struct Digest {
    pub(super) bytes: u64,
    pub(super) sha256: String,
}

impl DigestFile {
    /// Creates a file.
    pub(super) fn create(path: &Path) -> Result<DigestFile> {
        let file = File::create_new(path).map_err(|error| Error::io(path, "create", &error))?;
        Ok(DigestFile { path: path.to_owned(), file: Some(file), hash: Hash::default(), bytes: 0 })
    }

    /// Returns standard output as a file.
    pub(super) fn stdout() -> DigestFile {
        let path = PathBuf::from("standard output");
        DigestFile { path, file: None, hash: Hash::default(), bytes: 0 }
    }

    /// Returns where it is.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Returns size and hash, once the bytes are on the disk: a file that is renamed into place is
    /// whole even after a power cut.
    pub(super) fn finish(self) -> Result<Digest> {
        if let Some(file) = &self.file {
            file.sync_all().map_err(|error| Error::io(&self.path, "write", &error))?;
        }
        Ok(Digest { bytes: self.bytes, sha256: self.hash.finish() })
    }
}

impl Write for DigestFile {
    /// Writes through; the callers hand over large pieces, so nothing is buffered here.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = match &mut self.file {
            Some(file) => file.write(bytes)?,
            None => io::stdout().lock().write(bytes)?,
        };
        self.hash.update(bytes.get(..written).unwrap_or_default());
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.file {
            Some(_) => Ok(()),
            None => io::stdout().lock().flush(),
        }
    }
}
