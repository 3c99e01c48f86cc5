//! Rows of Arrow batches as raw documents: the text column is the document, the others come along.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Float32Type, Float64Type, UInt64Type};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_cast::display::{ArrayFormatter, FormatOptions};
use arrow_schema::{ArrowError, DataType};
use serde_json::{Map, Number, Value};

use scutch::read::{self, Columns};
use scutch::{Error, RawDocument};

/// Which columns of a batch are what.
#[derive(Clone, Debug)]
pub(crate) struct Naming {
    /// The names of `[read.columns]`.
    pub(crate) columns: Columns,
    /// The column that names the documents; without one they are numbered.
    pub(crate) file: Option<String>,
}

/// The columns of one batch, ready to be read row by row.
pub(crate) struct Rows {
    columns: Vec<(String, ArrayRef)>,
    text: usize,
    file: Option<usize>,
    naming: Naming,
    first: u64,
}

impl Rows {
    /// Returns the rows of `batch`, of which the first has number `first`.
    ///
    /// # Errors
    ///
    /// When there is no column of texts, or no column that names the documents.
    pub(crate) fn of(batch: &RecordBatch, naming: &Naming, first: u64) -> Result<Rows, Error> {
        let schema = batch.schema();
        let names: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
        let missing = |wanted: &str| {
            Error::new("batch", format!("expected {wanted}, found {}", names.join(", ")))
        };
        let text = naming.columns.text(names.iter().copied());
        let text = text.ok_or_else(|| missing(&naming.columns.wanted()))?;
        let place = |name: &String| {
            let place = names.iter().position(|known| known == name);
            place.ok_or_else(|| missing(&format!("the column \"{name}\"")))
        };
        let file = naming.file.as_ref().map(place).transpose()?;
        let columns = batch.columns().iter().zip(&names);
        let columns = columns
            .map(|(column, name)| Ok(((*name).to_owned(), plain(column)?)))
            .collect::<Result<_, ArrowError>>()
            .map_err(|error| Error::new("batch", error.to_string()))?;
        Ok(Rows { columns, text, file, naming: naming.clone(), first })
    }

    /// Returns the raw document of a row.
    pub(crate) fn document(&self, row: usize) -> RawDocument {
        let number = self.first + row as u64;
        let text = self.columns.get(self.text).and_then(|(_, column)| bytes(column, row));
        let file = self.file.and_then(|at| self.columns.get(at));
        let file = file.and_then(|(_, column)| match value(column, row) {
            Value::Null => None,
            Value::String(name) => Some(name),
            other => Some(other.to_string()),
        });
        let along = self.columns.iter().enumerate();
        let along = along.filter(|(at, _)| *at != self.text && Some(*at) != self.file);
        let fields = along.map(|(_, (name, column))| (name.clone(), value(column, row)));
        let body = read::row(text, fields, &self.naming.columns);
        RawDocument { input: 0, file: file.unwrap_or_else(|| number.to_string()), body }
    }
}

/// Returns a column with its values themselves, where it holds numbers that stand for them.
fn plain(column: &ArrayRef) -> Result<ArrayRef, ArrowError> {
    match column.data_type() {
        DataType::Dictionary(_, values) => arrow_cast::cast(column, values),
        DataType::RunEndEncoded(_, values) => arrow_cast::cast(column, values.data_type()),
        _ => Ok(Arc::clone(column)),
    }
}

/// Returns the bytes of a text.
fn bytes(column: &ArrayRef, row: usize) -> Option<Vec<u8>> {
    if column.is_null(row) {
        return None;
    }
    match column.data_type() {
        DataType::Utf8 => Some(column.as_string::<i32>().value(row).as_bytes().to_vec()),
        DataType::LargeUtf8 => Some(column.as_string::<i64>().value(row).as_bytes().to_vec()),
        DataType::Utf8View => Some(column.as_string_view().value(row).as_bytes().to_vec()),
        DataType::Binary => Some(column.as_binary::<i32>().value(row).to_vec()),
        DataType::LargeBinary => Some(column.as_binary::<i64>().value(row).to_vec()),
        DataType::BinaryView => Some(column.as_binary_view().value(row).to_vec()),
        DataType::FixedSizeBinary(_) => Some(column.as_fixed_size_binary().value(row).to_vec()),
        _ => None,
    }
}

/// Returns a value as JSON; what JSON has no kind for, such as a date, is written out.
fn value(column: &ArrayRef, row: usize) -> Value {
    if column.is_null(row) {
        return Value::Null;
    }
    if let Some(bytes) = bytes(column, row) {
        return Value::String(read::text_of(&bytes));
    }
    let float = |number: f64| Number::from_f64(number).map_or(Value::Null, Value::Number);
    match column.data_type() {
        DataType::Null => Value::Null,
        DataType::Boolean => Value::Bool(column.as_boolean().value(row)),
        DataType::UInt64 => column.as_primitive::<UInt64Type>().value(row).into(),
        DataType::Float32 => float(f64::from(column.as_primitive::<Float32Type>().value(row))),
        DataType::Float64 => float(column.as_primitive::<Float64Type>().value(row)),
        DataType::List(_) => values(&column.as_list::<i32>().value(row)),
        DataType::LargeList(_) => values(&column.as_list::<i64>().value(row)),
        DataType::Struct(fields) => {
            let parts = fields.iter().zip(column.as_struct().columns());
            let parts = parts.map(|(field, column)| (field.name().clone(), value(column, row)));
            Value::Object(parts.collect::<Map<String, Value>>())
        }
        kind => written(column, row, kind.is_integer()),
    }
}

fn values(list: &ArrayRef) -> Value {
    Value::Array((0..list.len()).map(|row| value(list, row)).collect())
}

/// Returns a value as it is written, as a number where it is a whole one.
fn written(column: &ArrayRef, row: usize, is_integer: bool) -> Value {
    let options = FormatOptions::default();
    let Ok(formatter) = ArrayFormatter::try_new(column, &options) else { return Value::Null };
    let text = formatter.value(row).try_to_string().unwrap_or_default();
    match text.parse::<i64>() {
        Ok(number) if is_integer => number.into(),
        _ => Value::String(text),
    }
}
