//! The output folder: one run at a time, results by rename, no leftovers.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::error::{Error, Result};

use super::journal::{Journal, is_inside, sync_folder};
use super::manifest::Manifest;

pub(super) use super::journal::Move;

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
    /// Creates the folder where it does not exist, locks it, completes what a run was putting in
    /// place, and clears what an interrupted one left.
    pub(super) fn open(path: &Path) -> Result<Folder> {
        fs::create_dir_all(path)
            .map_err(|error| Error::io(path, "create the output folder", &error))?;
        let lock = lock(path)?;
        complete(path)?;
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

    /// Puts the prepared files in place, all or none, and removes what the dataset before had besides,
    /// with what is `replaced`.
    pub(super) fn publish(self, moves: Vec<Move>, replaced: Vec<String>) -> Result<()> {
        // From here on the prepared files belong to the journal, and stay until it is done.
        let prepared = self.staging.keep();
        let staging = prepared.file_name().unwrap_or_default().to_string_lossy().into_owned();
        exchange(&self.path, staging, moves, replaced)
    }
}

/// Puts files that others have prepared in `staging`, a folder inside the output folder, in place under the
/// names that they have there, all or none, and removes what the dataset before had besides.
///
/// # Errors
///
/// When another run is at work, or a file cannot be put in place: then the dataset before stands, or, once the
/// list of files is on the disk, the new one as soon as it is opened.
pub fn replace(path: &Path, staging: &str, names: Vec<String>) -> Result<()> {
    let _lock = lock(path)?;
    complete(path)?;
    for name in &names {
        let file = path.join(staging).join(name);
        sync(&file).map_err(|error| Error::io(&file, "write", &error))?;
    }
    let moves = names.into_iter().map(|place| Move { staged: place.clone(), place }).collect();
    exchange(path, staging.to_owned(), moves, Vec::new())
}

/// Brings a file, or all files of a folder, to the disk: a journal must not name what a loss of power can take.
fn sync(path: &Path) -> io::Result<()> {
    if !path.is_dir() {
        // Not for reading alone: some systems only bring to the disk what may be written.
        return OpenOptions::new().append(true).open(path)?.sync_all();
    }
    for entry in fs::read_dir(path)? {
        sync(&entry?.path())?;
    }
    sync_folder(path)
}

fn exchange(path: &Path, staging: String, moves: Vec<Move>, replaced: Vec<String>) -> Result<()> {
    let is_current = |name: &String| moves.iter().any(|file| file.place == *name);
    let before = stale(path).into_iter().chain(replaced);
    let stale = before.filter(|name| !is_current(name)).collect();
    let journal = Journal { staging, moves, stale };
    if let Err(error) = journal.begin(path)
        && !Journal::is_in(path)
    {
        let _cleared_by_the_next_run = fs::remove_dir_all(path.join(&journal.staging));
        return Err(error);
    }
    journal.complete(path)
}

/// Completes a dataset whose run ended while its files were put in place. Where there is no such
/// dataset, nothing is touched.
///
/// # Errors
///
/// When another run is at work, or a file cannot be put in place.
pub fn recover(path: &Path) -> Result<()> {
    match Journal::read(path)? {
        None => Ok(()),
        Some(_) => lock(path).and_then(|_lock| complete(path)),
    }
}

fn complete(path: &Path) -> Result<()> {
    Journal::read(path)?.map_or(Ok(()), |journal| journal.complete(path))
}

/// Returns the files of the dataset that stands there: what an earlier run in other formats left would
/// contradict this run's manifest.
fn stale(path: &Path) -> Vec<String> {
    let outputs = Manifest::read(path).map(|manifest| manifest.outputs).unwrap_or_default();
    outputs.into_iter().map(|output| output.file).filter(|name| is_inside(name)).collect()
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
