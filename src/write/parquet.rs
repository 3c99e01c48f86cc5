//! Rows as Apache Parquet: one explicit schema for every file of a stream, row groups bounded by bytes.
//!
//! A row group is gathered in memory and written whole, so its pages depend on the rows alone and not
//! on how they arrived.

use std::io::{self, Write};
use std::sync::Arc;

use parquet::basic::{Compression, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::{EnabledStatistics, WriterProperties, WriterPropertiesPtr};
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;
use parquet::schema::types::{ColumnPath, TypePtr};

use crate::error::{Error, Result};
use crate::rows::Value;
use crate::table::{Column, Kind};

use super::view::{Leaf, View, is_nullable};

/// Bytes of values after which a row group is full. Two are not held at once, so this bounds the
/// memory of a stream, and readers that work by row group get pieces worth their while.
const GROUP_BYTES: u64 = 32 << 20;

/// Values between two looks at the size of a page: few, since one may be a whole book.
const PAGE_CHECK_VALUES: usize = 64;

/// The columns whose values seldom repeat, for which a dictionary is lost work.
const WITHOUT_DICTIONARY: [&str; 4] = ["id", "raw_hash", "text", "was"];

/// The name of the program in the file; nothing else in it depends on the version.
const CREATED_BY: &str = concat!("scutch version ", env!("CARGO_PKG_VERSION"));

/// Returns the schema of a view.
pub(crate) fn schema(view: &View) -> TypePtr {
    let mut message = String::from("message schema {\n");
    let mut open = None;
    for leaf in &view.leaves {
        if leaf.group != open {
            message.push_str(if open.is_some() { "}\n" } else { "" });
            message.push_str(
                &leaf.group.map_or(String::new(), |group| format!("REQUIRED group {group} {{\n")),
            );
            open = leaf.group;
        }
        message.push_str(&field(&leaf.column));
    }
    message.push_str(if open.is_some() { "}\n}" } else { "}" });
    Arc::new(
        parse_message_type(&message).expect("built from names of letters and kinds that exist"),
    )
}

fn field(column: &Column) -> String {
    let (name, nullable) = (column.name, is_nullable(column));
    let need = if nullable { "OPTIONAL" } else { "REQUIRED" };
    match column.kind {
        Kind::Text | Kind::Object(_) | Kind::Objects(_) => {
            format!("{need} BYTE_ARRAY {name} (STRING);\n")
        }
        Kind::Number => format!("{need} INT64 {name};\n"),
        Kind::Texts => format!(
            "REQUIRED group {name} (LIST) {{ REPEATED group list {{ REQUIRED BYTE_ARRAY element (STRING); }} }}\n"
        ),
    }
}

fn properties(view: &View) -> WriterPropertiesPtr {
    let level = ZstdLevel::try_new(3).expect("a level of Zstandard");
    let mut builder = WriterProperties::builder()
        .set_created_by(CREATED_BY.to_owned())
        .set_compression(Compression::ZSTD(level))
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_write_batch_size(PAGE_CHECK_VALUES);
    for leaf in view.leaves.iter().filter(|leaf| WITHOUT_DICTIONARY.contains(&leaf.column.name)) {
        builder = builder.set_column_dictionary_enabled(path(leaf), false);
    }
    Arc::new(builder.build())
}

fn path(leaf: &Leaf) -> ColumnPath {
    let parts = leaf.group.into_iter().chain([leaf.column.name]);
    ColumnPath::new(parts.map(str::to_owned).collect())
}

/// The values of one column of a row group under way.
struct Gathered {
    column: Column,
    texts: Vec<ByteArray>,
    numbers: Vec<i64>,
    // Whether each value is there; for a list, one entry an element and one for an empty list.
    defined: Vec<i16>,
    // Whether each value continues the list before it.
    repeated: Vec<i16>,
}

impl Gathered {
    fn new(column: &Column) -> Gathered {
        Gathered {
            column: column.clone(),
            texts: Vec::new(),
            numbers: Vec::new(),
            defined: Vec::new(),
            repeated: Vec::new(),
        }
    }

    fn push(&mut self, value: &Value<'_>) {
        match value {
            Value::Null => self.defined.push(0),
            Value::Number(number) => {
                self.defined.push(1);
                self.numbers.push(i64::try_from(*number).unwrap_or(i64::MAX));
            }
            Value::Text(text) => {
                self.defined.push(1);
                self.texts.push(bytes_of(text));
            }
            Value::List(texts) => {
                self.texts.extend(texts.iter().map(|text| bytes_of(text)));
                let values = texts.len().max(1);
                let is_there = i16::from(!texts.is_empty());
                self.defined.extend(std::iter::repeat_n(is_there, values));
                self.repeated.extend((0..values).map(|index| i16::from(index > 0)));
            }
        }
    }

    fn write<W: Write + Send>(
        &self,
        group: &mut SerializedRowGroupWriter<'_, W>,
    ) -> std::result::Result<(), ParquetError> {
        let missing = || ParquetError::General("a column too many".to_owned());
        let mut writer = group.next_column()?.ok_or_else(missing)?;
        let repeated = (self.column.kind == Kind::Texts).then_some(self.repeated.as_slice());
        let has_levels = repeated.is_some() || is_nullable(&self.column);
        let defined = has_levels.then_some(self.defined.as_slice());
        match self.column.kind {
            Kind::Number => {
                writer.typed::<Int64Type>().write_batch(&self.numbers, defined, None)?
            }
            Kind::Text | Kind::Texts | Kind::Object(_) | Kind::Objects(_) => {
                writer.typed::<ByteArrayType>().write_batch(&self.texts, defined, repeated)?
            }
        };
        writer.close()
    }
}

fn bytes_of(text: &str) -> ByteArray {
    ByteArray::from(text.as_bytes().to_vec())
}

/// A Parquet file under way.
pub(super) struct ParquetFile<W: Write + Send> {
    writer: SerializedFileWriter<W>,
    view: View,
    columns: Vec<Gathered>,
    rows: u64,
    bytes: u64,
}

impl<W: Write + Send> ParquetFile<W> {
    /// Starts a file.
    pub(super) fn new(file: W, view: &View) -> io::Result<ParquetFile<W>> {
        let writer =
            SerializedFileWriter::new(file, schema(view), properties(view)).map_err(io_error)?;
        let columns = gathering(view);
        Ok(ParquetFile { writer, view: view.clone(), columns, rows: 0, bytes: 0 })
    }

    /// Adds a row that weighs so many bytes.
    pub(super) fn push(&mut self, values: &[Value<'_>], bytes: u64) -> io::Result<()> {
        if self.rows > 0 && self.bytes.saturating_add(bytes) > GROUP_BYTES {
            self.flush()?;
        }
        for (column, value) in self.columns.iter_mut().zip(values) {
            column.push(value);
        }
        self.rows += 1;
        self.bytes += bytes;
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        let columns = std::mem::replace(&mut self.columns, gathering(&self.view));
        (self.rows, self.bytes) = (0, 0);
        let mut group = self.writer.next_row_group().map_err(io_error)?;
        columns.iter().try_for_each(|column| column.write(&mut group)).map_err(io_error)?;
        group.close().map_err(io_error)?;
        Ok(())
    }

    /// Completes the file and returns what it was written to.
    pub(super) fn finish(mut self) -> io::Result<W> {
        if self.rows > 0 {
            self.flush()?;
        }
        self.writer.into_inner().map_err(io_error)
    }
}

fn gathering(view: &View) -> Vec<Gathered> {
    view.leaves.iter().map(|leaf| Gathered::new(&leaf.column)).collect()
}

/// Returns the error of the operating system inside one of the library.
fn io_error(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(inner) => match inner.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(error) => io::Error::other(error),
        },
        error => match system_error(&error.to_string()) {
            Some(number) => io::Error::from_raw_os_error(number),
            None => io::Error::other(error),
        },
    }
}

/// Returns the number of the system's error in what the library says: of an error at the end of a file it
/// keeps the words alone.
fn system_error(words: &str) -> Option<i32> {
    let (_, behind) = words.rsplit_once("(os error ")?;
    behind.split(')').next()?.parse().ok()
}

/// Bytes of the largest raw document that Parquet may be given: its text may be three times as long,
/// and a value ends below 2^31 bytes.
const LARGEST_DOCUMENT: u64 = 512 << 20;

/// Checks that the texts of documents of so many bytes fit.
pub(super) fn check(document_bytes: u64) -> Result<()> {
    if document_bytes <= LARGEST_DOCUMENT {
        return Ok(());
    }
    let problem =
        format!("expected at most {LARGEST_DOCUMENT} with Parquet, found {document_bytes}");
    Err(Error::new("limits.document_bytes", problem))
}
