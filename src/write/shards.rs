//! The files of one stream: a file is full before the row that would make it larger than a shard.
//!
//! Where a file ends depends on the rows alone. A stream without rows is one file without rows, so
//! that readers find the columns.

use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

use super::digest::DigestFile;
use super::manifest::OutputEntry;
use super::plan::Stream;
use super::sink::{Rows, Sink};

/// Rows for a stream with the weight of each.
pub(super) struct Piece<'a> {
    pub(super) rows: Rows<'a>,
    pub(super) weights: Vec<u64>,
}

/// The files of a stream under way.
pub(super) struct Shards {
    stream: Stream,
    // Where files are prepared; standard output where there is no place.
    staging: Option<PathBuf>,
    // Begins the names of files being prepared.
    number: usize,
    bytes_most: u64,
    open: Option<Open>,
    full: Vec<Full>,
}

struct Open {
    sink: Sink,
    path: PathBuf,
    bytes: u64,
    rows: u64,
}

/// A file that is full, before it is known how many there are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Full {
    /// Its name in the folder where it was prepared.
    pub staged: String,
    pub(super) rows: u64,
    bytes: u64,
    sha256: String,
}

/// A file that is complete, and its name in the hidden folder.
pub(super) struct Staged {
    pub(super) staged: String,
    pub(super) entry: OutputEntry,
}

impl Shards {
    /// Starts the files of a stream, prepared under names of this number in `staging`.
    pub(super) fn new(
        stream: Stream,
        number: usize,
        staging: Option<&Path>,
        bytes_most: u64,
    ) -> Result<Shards> {
        let staging = staging.map(Path::to_owned);
        let mut shards =
            Shards { stream, staging, number, bytes_most, open: None, full: Vec::new() };
        shards.start()?;
        Ok(shards)
    }

    /// Adds rows.
    pub(super) fn write(&mut self, piece: &Piece<'_>) -> Result<()> {
        let mut from = 0;
        while from < piece.weights.len() {
            let room =
                self.open.as_ref().map_or(0, |open| self.bytes_most.saturating_sub(open.bytes));
            let is_empty = self.open.as_ref().is_none_or(|open| open.rows == 0);
            let (to, bytes) = fitting(&piece.weights, from, room, is_empty);
            if to == from {
                self.close()?;
                self.start()?;
                continue;
            }
            let Some(open) = &mut self.open else { break };
            let written = open.sink.write(&piece.rows, from, to, &piece.weights);
            written.map_err(|error| cannot_write(&open.path, &error))?;
            open.rows += (to - from) as u64;
            open.bytes += bytes;
            from = to;
        }
        match (&mut self.open, &self.staging) {
            (Some(open), None) => {
                open.sink.flush().map_err(|error| cannot_write(&open.path, &error))
            }
            _ => Ok(()),
        }
    }

    /// Completes the files.
    pub(super) fn finish(mut self) -> Result<Vec<Full>> {
        self.close()?;
        Ok(self.full)
    }

    fn start(&mut self) -> Result<()> {
        let file = match &self.staging {
            Some(staging) => DigestFile::create(&staging.join(self.staged_name()))?,
            None => DigestFile::stdout(),
        };
        let path = file.path().to_owned();
        let sink = Sink::new(file, &self.stream).map_err(|error| cannot_write(&path, &error))?;
        self.open = Some(Open { sink, path, bytes: 0, rows: 0 });
        Ok(())
    }

    fn close(&mut self) -> Result<()> {
        let Some(open) = self.open.take() else { return Ok(()) };
        let file = open.sink.finish().map_err(|error| cannot_write(&open.path, &error))?;
        let digest = file.finish()?;
        let staged = self.staged_name();
        self.full.push(Full {
            staged,
            rows: open.rows,
            bytes: digest.bytes,
            sha256: digest.sha256,
        });
        Ok(())
    }

    fn staged_name(&self) -> String {
        format!("{}-{}.{}", self.number, self.full.len(), self.stream.format.name())
    }
}

impl Full {
    /// Gives it its name: `number` of so many of a stream.
    pub(super) fn named(self, stream: &Stream, number: usize, of: usize) -> Staged {
        let entry = OutputEntry {
            file: stream.file(number, of),
            table: Some(stream.table.name.to_owned()),
            split: stream.part.as_ref().map(|(_, name)| name.clone()),
            rows: Some(self.rows),
            bytes: self.bytes,
            sha256: self.sha256,
        };
        Staged { staged: self.staged, entry }
    }
}

/// Returns the end of the rows from `from` on that fit into `room`, and their weight. An empty file
/// takes a row of any size.
fn fitting(weights: &[u64], from: usize, room: u64, is_empty: bool) -> (usize, u64) {
    let mut bytes: u64 = 0;
    let mut to = from;
    for weight in weights.iter().skip(from) {
        let is_first = is_empty && to == from;
        if !is_first && bytes.saturating_add(*weight) > room {
            break;
        }
        bytes = bytes.saturating_add(*weight);
        to += 1;
    }
    (to, bytes)
}

fn cannot_write(path: &Path, error: &io::Error) -> Error {
    Error::io(path, "write", error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_that_does_not_fit_starts_a_file_and_one_that_never_fits_has_its_own() {
        assert_eq!(fitting(&[4, 4, 4], 0, 8, true), (2, 8));
        assert_eq!(fitting(&[4, 4, 4], 2, 0, false), (2, 0));
        assert_eq!(fitting(&[4, 90, 4], 1, 8, true), (2, 90));
    }
}
