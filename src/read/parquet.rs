//! Parquet: a row is a record, its text column the document; row groups are read one by one.
//!
//! A value of a column is no stretch of the file, so such documents have no offset. A damaged row group
//! costs that group. The crate that reads the format may panic on damage, so each file is fenced.

use std::fs::File;
use std::io::BufRead;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use bytes::Bytes;
use parquet::errors::ParquetError;
use parquet::file::reader::{ChunkReader, FileReader, SerializedFileReader};
use parquet::record::{Field, Row};
use serde_json::{Map, Number, Value};

use crate::raw::Body;
use crate::rule::{Effect, Rule};

use super::caps::{SIZE, read_whole};
use super::feed::Flow;
use super::json::NO_TEXT;
use super::meta::text_of;
use super::place::Place;

pub(super) static MALFORMED: Rule = Rule::new(
    "parquet/malformed",
    Effect::Reject,
    "a Parquet file or a row group of one that cannot be read",
    "Its list of columns stands at the end, so that a file which was cut off holds nothing that can be \
     found; a damaged group of rows costs that group.",
    &[],
);

/// Reads the rows of the file at `path`.
pub(super) fn file(place: &mut Place<'_>, path: &Path) -> Flow {
    match File::open(path) {
        Ok(file) => fenced(place, file),
        Err(error) => place.broken(&error, None, 0).map_continue(|_| ()),
    }
}

/// Reads the rows of a table inside a stream, which must fit into memory.
pub(super) fn stream(place: &mut Place<'_>, stream: &mut dyn BufRead) -> Flow {
    let most = place.reader.caps.document_bytes;
    let (bytes, whole) = read_whole(stream, most);
    if bytes.len() as u64 > most {
        let reason = format!("expected a table inside a stream to hold at most {most} bytes");
        return place.refuse(&SIZE, reason);
    }
    match whole {
        Ok(()) => fenced(place, Bytes::from(bytes)),
        Err(error) => place.broken(&error, Some(0), bytes.len() as u64).map_continue(|_| ()),
    }
}

fn fenced<R: ChunkReader + 'static>(place: &mut Place<'_>, file: R) -> Flow {
    let read = catch_unwind(AssertUnwindSafe(|| groups(place, file)));
    match read {
        Ok(Ok(flow)) => flow,
        Ok(Err(error)) => malformed(place, &error.to_string()),
        Err(_) => malformed(place, "the reader of the format failed"),
    }
}

fn malformed(place: &mut Place<'_>, found: &str) -> Flow {
    let reason = format!("expected rows of a table, found damage: {found}");
    place.refuse(&MALFORMED, reason)
}

fn groups<R: ChunkReader + 'static>(place: &mut Place<'_>, file: R) -> Result<Flow, ParquetError> {
    let reader = SerializedFileReader::new(file)?;
    let names: Vec<String> = {
        let schema = reader.metadata().file_metadata().schema();
        schema.get_fields().iter().map(|field| field.name().to_owned()).collect()
    };
    let Some(text) = place.reader.columns.text(names.iter().map(String::as_str)) else {
        let wanted = place.reader.columns.wanted();
        let reason = format!("expected {wanted}, found {}", names.join(", "));
        return Ok(place.refuse(&NO_TEXT, reason));
    };
    let mut number = 0;
    for index in 0..reader.num_row_groups() {
        let rows = reader.get_row_group(index)?;
        let first = number;
        number += u64::try_from(rows.metadata().num_rows()).unwrap_or_default();
        match group(place, rows.get_row_iter(None), text, first) {
            ControlFlow::Continue(()) => {}
            ControlFlow::Break(None) => return Ok(Flow::Break(())),
            ControlFlow::Break(Some(error)) => {
                let told = malformed(place, &format!("row group {}: {error}", index + 1));
                if told.is_break() {
                    return Ok(told);
                }
            }
        }
    }
    Ok(Flow::Continue(()))
}

/// Reads the rows of a group behind row `number`; breaks with what is wrong, or because nobody listens.
fn group(
    place: &mut Place<'_>,
    rows: Result<impl Iterator<Item = Result<Row, ParquetError>>, ParquetError>,
    text: usize,
    mut number: u64,
) -> ControlFlow<Option<ParquetError>> {
    let rows = match rows {
        Ok(rows) => rows,
        Err(error) => return ControlFlow::Break(Some(error)),
    };
    for row in rows {
        let row = match row {
            Ok(row) => row,
            Err(error) => return ControlFlow::Break(Some(error)),
        };
        number += 1;
        let body = body(place, row, text);
        if place.push(Some(&number.to_string()), body).is_break() {
            return ControlFlow::Break(None);
        }
    }
    ControlFlow::Continue(())
}

/// Returns the document of a row.
fn body(place: &Place<'_>, row: Row, text: usize) -> Body {
    let mut bytes = None;
    let mut fields = Vec::new();
    for (index, (name, field)) in row.into_columns().into_iter().enumerate() {
        match field {
            Field::Str(value) if index == text => bytes = Some(value.into_bytes()),
            Field::Bytes(value) if index == text => bytes = Some(value.data().to_vec()),
            field => fields.push((name, value(&field))),
        }
    }
    super::row::row(bytes, fields, &place.reader.columns)
}

/// Returns a value of a column as JSON.
fn value(field: &Field) -> Value {
    let float = |number: f64| Number::from_f64(number).map_or(Value::Null, Value::Number);
    match field {
        Field::Null => Value::Null,
        Field::Bool(is) => Value::Bool(*is),
        Field::Byte(number) => (*number).into(),
        Field::Short(number) => (*number).into(),
        Field::Int(number) => (*number).into(),
        Field::Long(number) => (*number).into(),
        Field::UByte(number) => (*number).into(),
        Field::UShort(number) => (*number).into(),
        Field::UInt(number) => (*number).into(),
        Field::ULong(number) => (*number).into(),
        Field::Float(number) => float(f64::from(*number)),
        Field::Double(number) => float(*number),
        Field::Str(text) => Value::String(text.clone()),
        Field::Bytes(bytes) => Value::String(text_of(bytes.data())),
        Field::Group(row) => {
            let fields = row.get_column_iter().map(|(name, field)| (name.clone(), value(field)));
            Value::Object(fields.collect::<Map<String, Value>>())
        }
        Field::ListInternal(list) => Value::Array(list.elements().iter().map(value).collect()),
        other => Value::String(other.to_string()),
    }
}
