//! Rows of the library's tables as Arrow: the columns, kinds and nulls are those that `table` names.

use std::sync::Arc;

use arrow_array::builder::{Int64Builder, ListBuilder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Fields, Schema, SchemaRef};

use scutch::rows::{Row, Value};
use scutch::table::{Column, Kind, Need, Table};

/// Rows of one table, gathered column by column.
pub(crate) struct Frame {
    table: &'static Table,
    columns: Vec<Cells>,
    rows: usize,
}

enum Cells {
    Texts(StringBuilder),
    Numbers(Int64Builder),
    Lists(ListBuilder<StringBuilder>),
}

impl Frame {
    /// Returns a frame without rows.
    pub(crate) fn new(table: &'static Table) -> Frame {
        let columns = table.columns.iter().map(|column| Cells::new(column.kind)).collect();
        Frame { table, columns, rows: 0 }
    }

    /// Returns the number of rows.
    pub(crate) fn len(&self) -> usize {
        self.rows
    }

    /// Adds a row of the table.
    pub(crate) fn push(&mut self, row: &Row<'_>) {
        debug_assert_eq!(row.table, self.table, "a row of the table");
        self.rows += 1;
        for (cells, value) in self.columns.iter_mut().zip(&row.values) {
            cells.push(value);
        }
    }

    /// Adds a row of nothing, where something else says that there is no row.
    pub(crate) fn push_nothing(&mut self) {
        self.rows += 1;
        self.columns.iter_mut().for_each(|cells| cells.push(&Value::Null));
    }

    /// Returns the table whose rows they are.
    pub(crate) fn table(&self) -> &'static Table {
        self.table
    }

    /// Returns the columns, and leaves the frame without rows.
    pub(crate) fn take(&mut self) -> Vec<ArrayRef> {
        self.rows = 0;
        self.columns.iter_mut().map(Cells::take).collect()
    }

    /// Returns the rows as a batch.
    ///
    /// # Errors
    ///
    /// When the columns do not fit the schema, which is a bug.
    pub(crate) fn into_batch(mut self) -> Result<RecordBatch, ArrowError> {
        RecordBatch::try_new(schema(self.table), self.take())
    }
}

impl Cells {
    fn new(kind: Kind) -> Cells {
        match kind {
            Kind::Text | Kind::Object(_) | Kind::Objects(_) => Cells::Texts(StringBuilder::new()),
            Kind::Number => Cells::Numbers(Int64Builder::new()),
            Kind::Texts => {
                let builder = ListBuilder::new(StringBuilder::new());
                Cells::Lists(builder.with_field(element()))
            }
        }
    }

    fn push(&mut self, value: &Value<'_>) {
        match (self, value) {
            (Cells::Texts(cells), Value::Text(text)) => cells.append_value(text),
            (Cells::Texts(cells), _) => cells.append_null(),
            (Cells::Numbers(cells), Value::Number(number)) => {
                cells.append_value(i64::try_from(*number).unwrap_or(i64::MAX));
            }
            (Cells::Numbers(cells), _) => cells.append_null(),
            (Cells::Lists(cells), Value::List(texts)) => {
                texts.iter().for_each(|text| cells.values().append_value(text));
                cells.append(true);
            }
            (Cells::Lists(cells), _) => cells.append(true),
        }
    }

    fn take(&mut self) -> ArrayRef {
        match self {
            Cells::Texts(cells) => Arc::new(cells.finish()),
            Cells::Numbers(cells) => Arc::new(cells.finish()),
            Cells::Lists(cells) => Arc::new(cells.finish()),
        }
    }
}

/// Returns the schema of a table.
pub(crate) fn schema(table: &Table) -> SchemaRef {
    Arc::new(Schema::new(fields(table)))
}

/// Returns the fields of a table, in the order of its columns.
pub(crate) fn fields(table: &Table) -> Fields {
    table.columns.iter().map(field).collect()
}

fn field(column: &Column) -> Field {
    let is_nullable = column.need == Need::Optional && column.kind != Kind::Texts;
    let kind = match column.kind {
        Kind::Text | Kind::Object(_) | Kind::Objects(_) => DataType::Utf8,
        Kind::Number => DataType::Int64,
        Kind::Texts => DataType::List(Arc::new(element())),
    };
    Field::new(column.name, kind, is_nullable)
}

fn element() -> Field {
    Field::new("element", DataType::Utf8, false)
}
