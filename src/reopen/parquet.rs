//! Reads rows back from Parquet, a few at a time, and checks that the schema is the one of the table.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::fs::File;

use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, SerializedFileReader};

use crate::rows::Value;
use crate::table::{Column, Kind};
use crate::write::{View, is_nullable, parquet_schema};

/// Rows that are read at a time.
const ROWS: usize = 64;

/// A Parquet file being read.
pub(super) struct ParquetRows {
    reader: SerializedFileReader<File>,
    view: View,
    group: usize,
    columns: Vec<ColumnReader>,
    ready: VecDeque<Vec<Value<'static>>>,
}

impl ParquetRows {
    pub(super) fn open(file: File, view: &View) -> Result<ParquetRows, String> {
        let reader = SerializedFileReader::new(file).map_err(told)?;
        let found = reader.metadata().file_metadata().schema_descr().root_schema_ptr();
        if found != parquet_schema(view) {
            return Err("another schema".to_owned());
        }
        Ok(ParquetRows {
            reader,
            view: view.clone(),
            group: 0,
            columns: Vec::new(),
            ready: VecDeque::new(),
        })
    }

    /// Returns the values of the next row; none at the end.
    pub(super) fn next(&mut self) -> Result<Option<Vec<Value<'static>>>, String> {
        while self.ready.is_empty() {
            let more = self.fill()?;
            if self.ready.is_empty() && !more && !self.next_group()? {
                return Ok(None);
            }
        }
        Ok(self.ready.pop_front())
    }

    /// Opens the columns of the next row group; false at the end.
    fn next_group(&mut self) -> Result<bool, String> {
        if self.group >= self.reader.num_row_groups() {
            return Ok(false);
        }
        let group = self.reader.get_row_group(self.group).map_err(told)?;
        self.group += 1;
        let columns = (0..group.num_columns()).map(|column| group.get_column_reader(column));
        self.columns = columns.collect::<Result<_, _>>().map_err(told)?;
        Ok(true)
    }

    /// Reads some rows of the group that is open; false where there are none.
    fn fill(&mut self) -> Result<bool, String> {
        let mut rows: Vec<Vec<Value<'static>>> = Vec::new();
        for (index, (leaf, reader)) in self.view.leaves.iter().zip(&mut self.columns).enumerate() {
            let values = read(&leaf.column, reader)?;
            if index == 0 {
                rows = values.iter().map(|_| Vec::with_capacity(self.view.leaves.len())).collect();
            }
            if values.len() != rows.len() {
                return Err(format!("{} values of {}", values.len(), leaf.column.name));
            }
            rows.iter_mut().zip(values).for_each(|(row, value)| row.push(value));
        }
        self.ready.extend(rows);
        Ok(!self.ready.is_empty())
    }
}

/// Reads the next values of a column.
fn read(column: &Column, reader: &mut ColumnReader) -> Result<Vec<Value<'static>>, String> {
    match reader {
        ColumnReader::Int64ColumnReader(reader) => numbers(reader, is_nullable(column)),
        ColumnReader::ByteArrayColumnReader(reader) if column.kind == Kind::Texts => lists(reader),
        ColumnReader::ByteArrayColumnReader(reader) => texts(reader, is_nullable(column)),
        _ => Err(format!("another type of {}", column.name)),
    }
}

fn numbers(
    reader: &mut ColumnReaderImpl<Int64Type>,
    nullable: bool,
) -> Result<Vec<Value<'static>>, String> {
    let (mut values, mut defined) = (Vec::new(), Vec::new());
    let levels = nullable.then_some(&mut defined);
    reader.read_records(ROWS, levels, None, &mut values).map_err(told)?;
    let number = |value: i64| {
        u64::try_from(value).map(Value::Number).map_err(|_| "a number below 0".to_owned())
    };
    if !nullable {
        return values.into_iter().map(number).collect();
    }
    let mut values = values.into_iter();
    let mut value = |level: i16| match level {
        0 => Ok(Value::Null),
        _ => values.next().map_or(Err("a value too few".to_owned()), number),
    };
    defined.into_iter().map(&mut value).collect()
}

fn texts(
    reader: &mut ColumnReaderImpl<ByteArrayType>,
    nullable: bool,
) -> Result<Vec<Value<'static>>, String> {
    let (mut values, mut defined) = (Vec::new(), Vec::new());
    let levels = nullable.then_some(&mut defined);
    reader.read_records(ROWS, levels, None, &mut values).map_err(told)?;
    if !nullable {
        return values.iter().map(|value| text(value).map(Value::Text)).collect();
    }
    let mut values = values.iter();
    let mut value = |level: i16| match level {
        0 => Ok(Value::Null),
        _ => values.next().map_or(Err("a value too few".to_owned()), text).map(Value::Text),
    };
    defined.into_iter().map(&mut value).collect()
}

fn lists(reader: &mut ColumnReaderImpl<ByteArrayType>) -> Result<Vec<Value<'static>>, String> {
    let (mut values, mut defined, mut repeated) = (Vec::new(), Vec::new(), Vec::new());
    reader
        .read_records(ROWS, Some(&mut defined), Some(&mut repeated), &mut values)
        .map_err(told)?;
    let mut values = values.iter();
    let mut lists: Vec<Vec<Cow<'static, str>>> = Vec::new();
    for (defined, repeated) in defined.into_iter().zip(repeated) {
        if repeated == 0 {
            lists.push(Vec::new());
        }
        if defined > 0
            && let Some(list) = lists.last_mut()
        {
            list.push(values.next().map_or(Err("a value too few".to_owned()), text)?);
        }
    }
    Ok(lists.into_iter().map(Value::List).collect())
}

fn text(bytes: &ByteArray) -> Result<Cow<'static, str>, String> {
    let text = std::str::from_utf8(bytes.data()).map_err(|error| error.to_string())?;
    Ok(Cow::Owned(text.to_owned()))
}

fn told(error: ParquetError) -> String {
    error.to_string()
}
