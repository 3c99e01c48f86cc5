//! Files for what does not fit into memory: in the output folder, without a name, gone with the run.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::PathBuf;

use crate::error::{Error, Result};

/// Where spilled data goes.
#[derive(Clone, Debug, Default)]
pub struct Spill {
    folder: Option<PathBuf>,
}

impl Spill {
    /// Returns a spill into `folder`, which must exist.
    pub fn into_folder(folder: PathBuf) -> Spill {
        Spill { folder: Some(folder) }
    }

    /// Opens an empty file that has no name.
    pub(super) fn file(&self) -> Result<SpillFile> {
        let file = match &self.folder {
            Some(folder) => tempfile::tempfile_in(folder),
            None => tempfile::tempfile(),
        };
        file.map(|file| SpillFile { file, len: 0 }).map_err(|error| failure("create", &error))
    }
}

/// A file that is written at its end and read anywhere.
pub(super) struct SpillFile {
    file: File,
    len: u64,
}

impl SpillFile {
    /// Returns the number of bytes written.
    pub(super) fn len(&self) -> u64 {
        self.len
    }

    /// Writes behind what is there.
    pub(super) fn append(&mut self, bytes: &[u8]) -> Result<()> {
        let end = SeekFrom::Start(self.len);
        let written = self.file.seek(end).and_then(|_| self.file.write_all(bytes));
        written.map_err(|error| failure("write", &error))?;
        self.len += bytes.len() as u64;
        Ok(())
    }

    /// Fills `into` with what stands at `at`.
    pub(super) fn read(&mut self, at: u64, into: &mut [u8]) -> Result<()> {
        let read = self.file.seek(SeekFrom::Start(at)).and_then(|_| self.file.read_exact(into));
        read.map_err(|error| failure("read", &error))
    }
}

fn failure(deed: &str, error: &std::io::Error) -> Error {
    let reason = crate::error::io_reason(error);
    Error::new(
        "limits.dedupe_memory",
        format!("cannot {deed} the file of what dedupe remembers: {reason}"),
    )
}
