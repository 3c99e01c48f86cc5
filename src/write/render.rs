//! Renders rows as JSON Lines and as CSV.

use csv::{QuoteStyle, Terminator, WriterBuilder};

use crate::document::{Document, Verdict};
use crate::rows::{Row, Table, Value, change_row, document_row, rejected_row};

use super::Format;

/// Between the values of a list in CSV.
const LIST_SEPARATOR: &str = "; ";

/// The lines that a stretch of documents adds to each file.
#[derive(Debug, Default)]
pub struct Lines {
    /// Records as JSON Lines.
    pub jsonl: Vec<u8>,
    /// Records as CSV.
    pub csv: Vec<u8>,
    /// Rejected documents as JSON Lines.
    pub rejected: Vec<u8>,
    /// Changes as JSON Lines.
    pub changes: Vec<u8>,
}

impl Lines {
    /// Renders `docs`, of which the first kept one is record number `number`.
    pub fn render(docs: &[Document], mut number: u64, formats: &[Format]) -> Lines {
        let mut lines = Lines::default();
        for doc in docs {
            match doc.verdict() {
                Verdict::Kept => {
                    lines.kept(doc, number, formats);
                    number += 1;
                }
                Verdict::Rejected(rejection) | Verdict::Unreadable(rejection) => {
                    push_json(&mut lines.rejected, &rejected_row(doc, rejection));
                }
            }
        }
        lines
    }

    fn kept(&mut self, doc: &Document, number: u64, formats: &[Format]) {
        let row = document_row(doc);
        if formats.contains(&Format::Jsonl) {
            push_json(&mut self.jsonl, &row);
        }
        if formats.contains(&Format::Csv) {
            self.csv.extend(csv_record(row.values.iter().map(csv_value)));
        }
        for change in doc.ledger().changes() {
            push_json(&mut self.changes, &change_row(number, &doc.origin().file, &change));
        }
    }
}

fn push_json(lines: &mut Vec<u8>, row: &Row<'_>) {
    serde_json::to_writer(&mut *lines, row)
        .expect("rows hold strings and numbers, and memory takes them");
    lines.push(b'\n');
}

/// Returns the header line of a table.
pub fn csv_header(table: &Table) -> Vec<u8> {
    csv_record(table.columns.iter().map(|column| column.as_bytes().to_vec()))
}

/// Returns one line of CSV.
pub fn csv_record(values: impl Iterator<Item = Vec<u8>>) -> Vec<u8> {
    let mut builder = WriterBuilder::new();
    builder
        .terminator(Terminator::CRLF)
        .quote_style(QuoteStyle::Necessary)
        .buffer_capacity(1 << 12);
    let mut writer = builder.from_writer(Vec::new());
    let written = writer.write_record(values);
    written.expect("memory takes every record");
    writer.into_inner().expect("memory takes every record")
}

fn csv_value(value: &Value<'_>) -> Vec<u8> {
    match value {
        Value::Null => Vec::new(),
        Value::Number(number) => number.to_string().into_bytes(),
        Value::Text(text) => text.as_bytes().to_vec(),
        Value::List(texts) => texts.join(LIST_SEPARATOR).into_bytes(),
    }
}
