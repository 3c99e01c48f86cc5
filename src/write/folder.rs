//! The output folder: one run at a time, results by rename, no leftovers.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::error::{Error, Result};

/// Begins the names of hidden folders in which results are prepared.
const STAGING_PREFIX: &str = ".scutch-";

/// The file that a run locks.
const LOCK: &str = ".scutch.lock";

/// An output folder that this run alone may write.
pub(super) struct Folder {
    path: PathBuf,
    staging: TempDir,
    // Held until the end: the system releases it however the run ends.
    _lock: File,
}

impl Folder {
    /// Creates the folder where it does not exist, locks it, and clears what an interrupted run
    /// left.
    pub(super) fn open(path: &Path) -> Result<Folder> {
        fs::create_dir_all(path)
            .map_err(|error| Error::io(path, "create the output folder", &error))?;
        let lock = lock(path)?;
        clear(path)?;
        let staging = tempfile::Builder::new().prefix(STAGING_PREFIX).tempdir_in(path);
        let staging =
            staging.map_err(|error| Error::io(path, "write to the output folder", &error))?;
        Ok(Folder { path: path.to_owned(), staging, _lock: lock })
    }

    /// Returns the hidden folder that results are prepared in.
    pub(super) fn staging(&self) -> &Path {
        self.staging.path()
    }

    /// Moves the prepared files into place, in this order, and removes `stale` ones.
    pub(super) fn publish(self, names: &[String], stale: &[String]) -> Result<()> {
        for name in names {
            let place = self.path.join(name);
            let renamed = fs::rename(self.staging.path().join(name), &place);
            renamed.map_err(|error| Error::io(&place, "put the result in place", &error))?;
        }
        for name in stale {
            let place = self.path.join(name);
            if place.is_file() {
                fs::remove_file(&place).map_err(|error| Error::io(&place, "remove", &error))?;
            }
        }
        Ok(())
    }
}

fn lock(path: &Path) -> Result<File> {
    let name = path.join(LOCK);
    let file = File::create(&name)
        .map_err(|error| Error::io(path, "write to the output folder", &error))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => {
            let problem =
                "another run is writing to this folder: wait for it, or choose another with `-o`";
            Err(Error::new(path.display().to_string(), problem))
        }
        Err(TryLockError::Error(error)) => Err(Error::io(&name, "lock", &error)),
    }
}

fn clear(path: &Path) -> Result<()> {
    let cannot = |error| Error::io(path, "list the output folder", &error);
    for entry in fs::read_dir(path).map_err(cannot)? {
        let entry = entry.map_err(cannot)?;
        let is_staging = entry.file_name().to_string_lossy().starts_with(STAGING_PREFIX);
        if is_staging && entry.path().is_dir() {
            fs::remove_dir_all(entry.path())
                .map_err(|error| Error::io(&entry.path(), "remove", &error))?;
        }
    }
    Ok(())
}
