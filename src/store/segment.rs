//! Segments: pairs of files that only grow, one pair for each run that kept something.
//!
//! `N.docs` holds blocks of documents, `N.heads` a head for each file, written when its blocks are.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::error::{Error, Result};

use super::block::{LEAD_BYTES, lead, unpacked};
use super::head::{HEAD_BYTES, Head};

/// The most that is allocated for a block before its bytes are seen.
const ROOM_BYTES: u64 = 1 << 24;

/// The segments of earlier runs, in order.
pub(super) struct Segments {
    folder: PathBuf,
    numbers: Vec<u64>,
    /// Bytes of all documents in them.
    pub(super) bytes: u64,
    // Of each in order: documents and heads.
    files: Vec<Mutex<(File, File)>>,
}

/// Returns the path of the documents of a segment.
pub(super) fn docs(folder: &Path, number: u64) -> PathBuf {
    folder.join(format!("{number}.docs"))
}

/// Returns the path of the heads of a segment.
pub(super) fn heads(folder: &Path, number: u64) -> PathBuf {
    folder.join(format!("{number}.heads"))
}

impl Segments {
    /// Opens every segment, and removes what is none.
    pub(super) fn open(folder: &Path) -> Result<Segments> {
        let numbers = numbers(folder)?;
        let mut segments = Segments {
            folder: folder.to_owned(),
            numbers: Vec::new(),
            bytes: 0,
            files: Vec::new(),
        };
        for number in numbers {
            let (docs, heads) = (docs(folder, number), heads(folder, number));
            let open =
                |path: &Path| File::open(path).map_err(|error| Error::io(path, "read", &error));
            let (docs, heads) = (open(&docs)?, open(&heads)?);
            segments.bytes += docs.metadata().map_or(0, |meta| meta.len());
            segments.numbers.push(number);
            segments.files.push(Mutex::new((docs, heads)));
        }
        Ok(segments)
    }

    /// Returns the numbers of all segments.
    pub(super) fn numbers(&self) -> &[u64] {
        &self.numbers
    }

    /// Returns the number of the next segment.
    pub(super) fn next(&self) -> u64 {
        self.numbers.last().map_or(1, |last| last + 1)
    }

    /// Returns every whole head of a segment.
    pub(super) fn heads(&self, number: u64) -> Result<Vec<Head>> {
        let path = heads(&self.folder, number);
        let bytes = fs::read(&path).map_err(|error| Error::io(&path, "read", &error))?;
        // What a run was writing when it ended may be cut.
        Ok(bytes.chunks_exact(HEAD_BYTES).map_while(Head::from_bytes).collect())
    }

    /// Returns a head by its place in the segment.
    pub(super) fn head(&self, number: u64, place: u64) -> Option<Head> {
        let mut bytes = [0; HEAD_BYTES];
        self.with(number, |(_, heads)| read_at(heads, place * HEAD_BYTES as u64, &mut bytes))?
            .ok()?;
        Head::from_bytes(&bytes)
    }

    /// Returns the documents of the block at `start`, and the bytes that it takes; none where it is damaged.
    pub(super) fn block(&self, number: u64, start: u64) -> Option<(Vec<Vec<u8>>, u64)> {
        let (body, sum) = self.with(number, |(docs, _)| body(docs, start))??;
        let bytes = body.len() as u64 + LEAD_BYTES as u64;
        unpacked(&body, sum).map(|documents| (documents, bytes))
    }

    fn with<T>(&self, number: u64, deed: impl FnOnce(&mut (File, File)) -> T) -> Option<T> {
        let place = self.numbers.binary_search(&number).ok()?;
        let files = self.files.get(place)?;
        Some(deed(&mut files.lock().unwrap_or_else(PoisonError::into_inner)))
    }
}

/// Returns the body of the block at `start`, with its checksum.
fn body(docs: &mut File, start: u64) -> Option<(Vec<u8>, u64)> {
    let mut front = [0; LEAD_BYTES];
    read_at(docs, start, &mut front).ok()?;
    let (length, sum) = lead(&front)?;
    let mut body = Vec::with_capacity(usize::try_from(length.min(ROOM_BYTES)).ok()?);
    docs.take(length).read_to_end(&mut body).ok()?;
    (body.len() as u64 == length).then_some((body, sum))
}

fn read_at(file: &mut File, start: u64, bytes: &mut [u8]) -> io::Result<()> {
    file.seek(SeekFrom::Start(start))?;
    file.read_exact(bytes)
}

/// Returns the numbers of the segments in a folder, in order.
fn numbers(folder: &Path) -> Result<Vec<u64>> {
    let cannot = |error| Error::io(folder, "list", &error);
    let mut numbers = Vec::new();
    for entry in fs::read_dir(folder).map_err(cannot)? {
        let path = entry.map_err(cannot)?.path();
        let number =
            path.file_stem().and_then(|stem| stem.to_str()).and_then(|stem| stem.parse().ok());
        let ending = path.extension().and_then(|ending| ending.to_str());
        match (number, ending) {
            (Some(number), Some("docs")) if heads(folder, number).is_file() => numbers.push(number),
            (_, Some("docs" | "part")) => remove(&path)?,
            _ => {}
        }
    }
    numbers.sort_unstable();
    Ok(numbers)
}

/// Removes a file.
pub(super) fn remove(path: &Path) -> Result<()> {
    fs::remove_file(path).map_err(|error| Error::io(path, "remove", &error))
}

/// A segment that is being written.
pub(super) struct Growing {
    /// Its number.
    pub(super) number: u64,
    /// Bytes of documents in it.
    pub(super) bytes: u64,
    docs: BufWriter<File>,
    heads: File,
    path: PathBuf,
}

impl Growing {
    /// Starts a segment whose heads are written to `heads`.
    pub(super) fn create(folder: &Path, number: u64, heads: &Path) -> Result<Growing> {
        let path = docs(folder, number);
        let create = |path: &Path| {
            let file = OpenOptions::new().write(true).create(true).truncate(true).open(path);
            file.map_err(|error| Error::io(path, "write", &error))
        };
        let (docs, heads) = (BufWriter::new(create(&path)?), create(heads)?);
        Ok(Growing { number, bytes: 0, docs, heads, path })
    }

    /// Adds a block.
    pub(super) fn push(&mut self, block: &[u8]) -> Result<()> {
        self.bytes += block.len() as u64;
        self.docs.write_all(block).map_err(|error| Error::io(&self.path, "write", &error))
    }

    /// Adds heads, behind the blocks that they name.
    pub(super) fn push_heads(&mut self, heads: &[Head]) -> Result<()> {
        let bytes: Vec<u8> = heads.iter().flat_map(|head| head.to_bytes()).collect();
        let written = self.docs.flush().and_then(|()| self.heads.write_all(&bytes));
        written.map_err(|error| Error::io(&self.path, "write", &error))
    }
}
