//! What earlier runs made of each file, so that a run processes only what is new or changed.
//!
//! The unit is a file of the inputs, with all documents in it. Its finished documents, as they stand behind
//! every stage and before the first gate, are kept in a hidden folder of the output folder, under a key of
//! the program, the configuration and the file's name. They are taken again where size, times and identity
//! of the file are what they were, or else where its content has the same hash. Gates, order and output are
//! the run's own: the same bytes come out as without a store.
//!
//! Documents are kept as they come, so an interrupted run goes on where it was, even inside a file. What
//! could not be read is never kept. Nothing here is trusted unseen: pieces have checksums, and what is
//! damaged, or was cut off, is worked out again.
//!
//! On disk: about what `documents` and `changes` take together, compressed. In memory: 16 bytes a file.

mod block;
mod code;
mod content;
mod head;
mod index;
mod record;
mod segment;
mod tidy;
mod units;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use crate::error::{Error, Result};

use index::Index;
use segment::Segments;
use units::Units;

pub(crate) use code::{Known, encoded_without_marks, is_damaged};
pub(crate) use content::{Stamp, digest_of};
pub(crate) use record::Recorder;

/// The name of its folder. Names with a dash behind the program's are swept by each run; this one stays.
const FOLDER: &str = ".scutch.store";

/// The store of one pass over the inputs, shared by the side that reads and the side that records.
pub(crate) struct Store {
    folder: PathBuf,
    key: String,
    // When the store was opened, by the clock of its disk.
    opened: Option<SystemTime>,
    segments: Segments,
    index: Index,
    // By entry of the index: whether this pass has taken it.
    taken: Mutex<Vec<bool>>,
    units: Units,
    // Whether a block could not be read.
    is_damaged: AtomicBool,
    files: AtomicU64,
    reused_files: AtomicU64,
    reused_documents: AtomicU64,
}

/// How much an earlier run has spared this one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reused {
    /// Files that could have been kept.
    pub files: u64,
    /// Files of which every document was.
    pub reused_files: u64,
    /// Documents that were not processed again.
    pub reused_documents: u64,
}

impl Store {
    /// Opens the store of an output folder, which this run alone may use, for documents made under `key`.
    ///
    /// # Errors
    ///
    /// When it cannot be written or read.
    pub(crate) fn open(output: &Path, key: &str) -> Result<Arc<Store>> {
        let folder = output.join(FOLDER);
        fs::create_dir_all(&folder).map_err(|error| Error::io(&folder, "create", &error))?;
        let segments = Segments::open(&folder)?;
        let index = Index::read(&segments)?;
        let taken = Mutex::new(vec![false; index.len()]);
        Ok(Arc::new(Store {
            opened: content::now(&folder)?,
            key: key.to_owned(),
            segments,
            index,
            taken,
            units: Units::default(),
            is_damaged: AtomicBool::new(false),
            files: AtomicU64::new(0),
            reused_files: AtomicU64::new(0),
            reused_documents: AtomicU64::new(0),
            folder,
        }))
    }

    /// Removes all that is kept for an output folder.
    ///
    /// # Errors
    ///
    /// When it is there and cannot be removed.
    pub(crate) fn clear(output: &Path) -> Result<()> {
        let folder = output.join(FOLDER);
        match fs::remove_dir_all(&folder) {
            Err(error) if folder.exists() => Err(Error::io(&folder, "remove", &error)),
            _ => Ok(()),
        }
    }

    /// Returns the key of the file called `name`.
    pub(crate) fn key(&self, name: &str) -> u128 {
        crate::hash::digest([self.key.as_str(), "\0", name].concat().as_bytes())
    }

    /// Returns what identifies the file at `path`, where it is one.
    pub(crate) fn stamp(&self, path: &Path) -> Option<Stamp> {
        Stamp::of(path, self.opened)
    }

    /// Returns what is kept of the file under `key`, where it has not changed.
    pub(crate) fn find(&self, key: u128, stamp: &Stamp, path: &Path) -> Option<Kept<'_>> {
        self.files.fetch_add(1, Ordering::Relaxed);
        let index::Found { entry, head, digest } =
            self.index.find(key, stamp, path, &self.segments)?;
        Some(Kept { store: self, entry, head, next: head.start, left: head.bytes, digest })
    }

    /// Returns the list of the files at work.
    pub(crate) fn units(&self) -> &Units {
        &self.units
    }

    fn take(&self, entry: usize) {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(flag) = taken.get_mut(entry) {
            *flag = true;
        }
    }

    /// Returns how much was spared so far.
    pub(crate) fn reused(&self) -> Reused {
        Reused {
            files: self.files.load(Ordering::Relaxed),
            reused_files: self.reused_files.load(Ordering::Relaxed),
            reused_documents: self.reused_documents.load(Ordering::Relaxed),
        }
    }
}

/// What is kept of one file: its documents from the first on, block by block.
pub(crate) struct Kept<'a> {
    store: &'a Store,
    entry: usize,
    head: head::Head,
    // Where the next block begins, and bytes from there on.
    next: u64,
    left: u64,
    // What the content was found to be, where it was looked at.
    digest: Option<u128>,
}

impl Kept<'_> {
    /// Returns whether every document of the file is kept.
    pub(crate) fn is_whole(&self) -> bool {
        self.head.is_whole
    }

    /// Returns the next documents as bytes; none behind the last, or where the next are damaged.
    pub(crate) fn next_block(&mut self) -> Option<Vec<Vec<u8>>> {
        if self.left == 0 {
            return None;
        }
        let (documents, bytes) = self.store.segments.block(self.head.segment, self.next)?;
        self.next += bytes;
        self.left = self.left.checked_sub(bytes)?;
        self.store.reused_documents.fetch_add(documents.len() as u64, Ordering::Relaxed);
        Some(documents)
    }

    /// Ends it; returns whether every document of the file came. A file that was found by its content is
    /// then noted under the times that it has.
    pub(crate) fn finish(self, stamp: &Stamp) -> bool {
        let is_whole = self.left == 0 && self.head.is_whole;
        self.store.is_damaged.fetch_or(self.left > 0, Ordering::Relaxed);
        if is_whole {
            self.store.reused_files.fetch_add(1, Ordering::Relaxed);
            match self.digest {
                Some(_) => self.store.units.renew(head::Head { mark: stamp.mark, ..self.head }),
                None => self.store.take(self.entry),
            }
        }
        is_whole
    }
}
