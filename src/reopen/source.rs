//! The rows of one stream, read back file by file, with the row that comes next at hand.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};

use flate2::read::MultiGzDecoder;

use crate::rows::{Row, Value};
use crate::write::{Compression, Files, Format, Formulas, OutputEntry, Stream};

use super::parquet::ParquetRows;
use super::{csv, jsonl};

/// Bytes of a file in memory at a time.
const READ_BYTES: usize = 1 << 16;

/// The rows of a stream.
pub(crate) struct Source {
    stream: Stream,
    formulas: Formulas,
    place: Files,
    files: VecDeque<OutputEntry>,
    open: Option<Open>,
    ahead: Option<Row<'static>>,
    failure: Option<String>,
}

/// A file being read.
struct Open {
    entry: OutputEntry,
    rows: Rows,
    number: u64,
}

enum Rows {
    Lines(Format, Box<dyn BufRead>),
    Parquet(Box<ParquetRows>),
}

impl Source {
    /// Opens the files of `stream` that a manifest lists.
    pub(crate) fn open(
        place: &Files,
        stream: &Stream,
        formulas: Formulas,
        outputs: &[OutputEntry],
    ) -> Source {
        let part = stream.part.as_ref().map(|(_, name)| name);
        let ending =
            stream.file(0, 1).rsplit_once(stream.format.name()).map(|(_, end)| end.to_owned());
        let ending = format!(".{}{}", stream.format.name(), ending.unwrap_or_default());
        let is_of = |output: &&OutputEntry| {
            output.table.as_deref() == Some(stream.table.name)
                && output.split.as_ref() == part
                && output.file.ends_with(&ending)
        };
        let files: VecDeque<OutputEntry> = outputs.iter().filter(is_of).cloned().collect();
        let expected =
            (0..files.len().max(1)).map(|number| stream.file(number, files.len().max(1)));
        let failure = match expected.eq(files.iter().map(|file| file.file.clone())) {
            true => None,
            false => Some(format!(
                "manifest.json: expected {}, found other files of {}",
                stream.pattern(),
                stream.table.name
            )),
        };
        let mut source = Source {
            stream: stream.clone(),
            formulas,
            place: place.clone(),
            files,
            open: None,
            ahead: None,
            failure,
        };
        source.advance();
        source
    }

    /// Returns the row that comes next.
    pub(crate) fn peek(&self) -> Option<&Row<'static>> {
        self.ahead.as_ref()
    }

    /// Returns the next row and reads the one behind it.
    pub(crate) fn take(&mut self) -> Option<Row<'static>> {
        let row = self.ahead.take();
        if row.is_some() {
            self.advance();
        }
        row
    }

    /// Returns why no more rows could be read.
    pub(crate) fn failure(&self) -> Option<&str> {
        self.failure.as_deref()
    }

    /// Returns the stream.
    pub(crate) fn stream(&self) -> &Stream {
        &self.stream
    }

    fn advance(&mut self) {
        if self.failure.is_some() {
            return;
        }
        match self.next() {
            Ok(row) => self.ahead = row,
            Err(problem) => {
                let open = self.open.as_ref();
                let file = open.map(|open| open.entry.file.as_str()).unwrap_or_default();
                let number = open.map_or(0, |open| open.number);
                self.failure = Some(format!(
                    "{}: row {number}: expected a row of the table, found {problem}",
                    self.place.path(file).display()
                ));
            }
        }
    }

    fn next(&mut self) -> Result<Option<Row<'static>>, String> {
        loop {
            if let Some(open) = &mut self.open {
                open.number += 1;
                if let Some(values) = open.next(&self.stream, self.formulas)? {
                    return self.row(values).map(Some);
                }
                let (found, expected) = (open.number - 1, open.entry.rows.unwrap_or_default());
                if found != expected {
                    return Err(format!("the end, where the manifest has {expected} rows"));
                }
            }
            let Some(entry) = self.files.pop_front() else {
                return Ok(None);
            };
            self.open = Some(Open::file(&self.place, entry, &self.stream)?);
        }
    }

    /// Returns the row that these values show, if they show all that the layout makes of it.
    fn row(&self, values: Vec<Value<'static>>) -> Result<Row<'static>, String> {
        let view = &self.stream.view;
        let row = view.restore(values.clone());
        match view.show(&row) == values {
            true => Ok(row),
            false => Err("a value that does not follow from the others".to_owned()),
        }
    }
}

impl Open {
    fn file(place: &Files, entry: OutputEntry, stream: &Stream) -> Result<Open, String> {
        let path = place.path(&entry.file);
        let file = File::open(path).map_err(|error| format!("{}: {error}", entry.file))?;
        if stream.format == Format::Parquet {
            let rows = Rows::Parquet(Box::new(ParquetRows::open(file, &stream.view)?));
            return Ok(Open { entry, rows, number: 0 });
        }
        let file = BufReader::with_capacity(READ_BYTES, file);
        let plain: Box<dyn Read> = match stream.compression {
            Compression::None => Box::new(file),
            Compression::Gz => Box::new(MultiGzDecoder::new(file)),
            Compression::Zst => {
                let decoder = zstd::Decoder::with_buffer(file);
                Box::new(decoder.map_err(|error| error.to_string())?)
            }
        };
        let mut lines: Box<dyn BufRead> = Box::new(BufReader::with_capacity(READ_BYTES, plain));
        if stream.format == Format::Csv {
            csv::header(&mut lines, &stream.view)?;
        }
        Ok(Open { entry, rows: Rows::Lines(stream.format, lines), number: 0 })
    }

    fn next(
        &mut self,
        stream: &Stream,
        formulas: Formulas,
    ) -> Result<Option<Vec<Value<'static>>>, String> {
        match &mut self.rows {
            Rows::Parquet(rows) => rows.next(),
            Rows::Lines(Format::Csv, lines) => csv::next(lines, &stream.view, formulas),
            Rows::Lines(_, lines) => jsonl::next(lines, &stream.view),
        }
    }
}
