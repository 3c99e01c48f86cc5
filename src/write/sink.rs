//! Sinks: one file in one format, compressed or not.
//!
//! The bytes depend on the rows alone: no time stands in a gzip header, one thread compresses, and the
//! compressors get pieces of one size, since what they make depends on the pieces.

use std::io::{self, Write};

use flate2::GzBuilder;
use flate2::write::GzEncoder;

use crate::rows::Value;

use super::csv;
use super::digest::DigestFile;
use super::options::{Compression, Format};
use super::parquet::ParquetFile;
use super::plan::Stream;

/// The level of gzip: the usual one of the program.
const GZIP_LEVEL: u32 = 6;

/// The level of Zstandard: the usual one of the program.
const ZSTD_LEVEL: i32 = 3;

/// Bytes that a compressor is given at a time.
const BLOCK_BYTES: usize = 1 << 17;

/// Rows as a stream takes them, rendered or not.
pub(super) enum Rows<'a> {
    /// Lines, with the end of each.
    Lines(Vec<u8>, Vec<usize>),
    /// Values.
    Values(Vec<Vec<Value<'a>>>),
}

/// A file under way.
pub(super) enum Sink {
    Lines(Encoder),
    Parquet(Box<ParquetFile<DigestFile>>),
}

/// A file of lines, compressed or not.
pub(super) struct Encoder {
    inner: Inner,
    // What a compressor has not been given yet, less than a block; empty without one.
    pending: Vec<u8>,
}

/// A compressor, or none.
enum Inner {
    Plain(DigestFile),
    Gz(Box<GzEncoder<DigestFile>>),
    Zst(Box<zstd::Encoder<'static, DigestFile>>),
}

impl Sink {
    /// Starts a file of `stream`.
    pub(super) fn new(file: DigestFile, stream: &Stream) -> io::Result<Sink> {
        if stream.format == Format::Parquet {
            return Ok(Sink::Parquet(Box::new(ParquetFile::new(file, &stream.view)?)));
        }
        let mut encoder = Encoder::new(file, stream.compression)?;
        if stream.format == Format::Csv {
            let mut header = Vec::new();
            csv::push_header(&mut header, &stream.view);
            encoder.write_all(&header)?;
        }
        Ok(Sink::Lines(encoder))
    }

    /// Adds the rows with these numbers; `weights` has the weight of every row.
    pub(super) fn write(
        &mut self,
        rows: &Rows<'_>,
        from: usize,
        to: usize,
        weights: &[u64],
    ) -> io::Result<()> {
        match (self, rows) {
            (Sink::Lines(encoder), Rows::Lines(bytes, ends)) => {
                let end = |row: usize| {
                    row.checked_sub(1).and_then(|row| ends.get(row)).copied().unwrap_or(0)
                };
                encoder.write_all(bytes.get(end(from)..end(to)).unwrap_or_default())
            }
            (Sink::Parquet(file), Rows::Values(rows)) => {
                let rows = rows.iter().zip(weights).take(to).skip(from);
                rows.into_iter().try_for_each(|(row, weight)| file.push(row, *weight))
            }
            _ => Err(io::Error::other("rows of another format")),
        }
    }

    /// Completes the file.
    pub(super) fn finish(self) -> io::Result<DigestFile> {
        match self {
            Sink::Lines(encoder) => encoder.finish(),
            Sink::Parquet(file) => file.finish(),
        }
    }

    /// Hands on what is at hand, where somebody may be waiting for it.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        match self {
            Sink::Lines(encoder) => encoder.flush(),
            Sink::Parquet(_) => Ok(()),
        }
    }
}

impl Encoder {
    fn new(file: DigestFile, compression: Compression) -> io::Result<Encoder> {
        let inner = match compression {
            Compression::None => Inner::Plain(file),
            Compression::Gz => {
                let level = flate2::Compression::new(GZIP_LEVEL);
                Inner::Gz(Box::new(GzBuilder::new().mtime(0).write(file, level)))
            }
            Compression::Zst => {
                let mut encoder = zstd::Encoder::new(file, ZSTD_LEVEL)?;
                encoder.include_checksum(true)?;
                Inner::Zst(Box::new(encoder))
            }
        };
        Ok(Encoder { inner, pending: Vec::new() })
    }

    fn write_all(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        if let Inner::Plain(file) = &mut self.inner {
            return file.write_all(bytes);
        }
        while !bytes.is_empty() {
            let room = BLOCK_BYTES.saturating_sub(self.pending.len()).min(bytes.len());
            let (now, later) = bytes.split_at(room);
            self.pending.extend_from_slice(now);
            bytes = later;
            if self.pending.len() >= BLOCK_BYTES {
                self.inner.write_all(&self.pending)?;
                self.pending.clear();
            }
        }
        Ok(())
    }

    /// Compressors keep what they have: flushing one would let the moment of the call into the bytes.
    fn flush(&mut self) -> io::Result<()> {
        match &mut self.inner {
            Inner::Plain(file) => file.flush(),
            Inner::Gz(_) | Inner::Zst(_) => Ok(()),
        }
    }

    fn finish(mut self) -> io::Result<DigestFile> {
        self.inner.write_all(&self.pending)?;
        match self.inner {
            Inner::Plain(mut file) => file.flush().map(|()| file),
            Inner::Gz(encoder) => encoder.finish(),
            Inner::Zst(encoder) => encoder.finish(),
        }
    }
}

impl Inner {
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Inner::Plain(file) => file.write_all(bytes),
            Inner::Gz(encoder) => encoder.write_all(bytes),
            Inner::Zst(encoder) => encoder.write_all(bytes),
        }
    }
}
