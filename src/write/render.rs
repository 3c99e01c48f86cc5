//! Renders rows as JSON Lines and as CSV.

use std::borrow::Cow;

use csv::{QuoteStyle, Terminator, WriterBuilder};

use crate::document::{Document, Verdict};
use crate::rows::{DOCUMENTS, Row, Value, change_row, document_row, rejected_row};

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
        let mut csv = csv_writer();
        for doc in docs {
            match doc.verdict() {
                Verdict::Kept => {
                    let row = document_row(doc);
                    if formats.contains(&Format::Jsonl) {
                        push_json(&mut lines.jsonl, &row);
                    }
                    if formats.contains(&Format::Csv) {
                        push_csv(&mut csv, row.values.iter().map(csv_value));
                    }
                    for change in doc.ledger().changes() {
                        let row = change_row(number, &doc.origin().file, &change);
                        push_json(&mut lines.changes, &row);
                    }
                    number += 1;
                }
                Verdict::Rejected(rejection) | Verdict::Unreadable(rejection) => {
                    push_json(&mut lines.rejected, &rejected_row(doc, rejection));
                }
            }
        }
        lines.csv = csv_bytes(csv);
        lines
    }

    /// Renders what stands above the records of each format.
    pub fn header() -> Lines {
        let mut csv = csv_writer();
        push_csv(&mut csv, DOCUMENTS.columns.iter().map(|column| Cow::Borrowed(*column)));
        Lines { csv: csv_bytes(csv), ..Lines::default() }
    }
}

fn push_json(lines: &mut Vec<u8>, row: &Row<'_>) {
    let written = serde_json::to_writer(&mut *lines, row);
    written.expect("rows hold strings and numbers, and memory takes them");
    lines.push(b'\n');
}

fn csv_writer() -> csv::Writer<Vec<u8>> {
    let mut builder = WriterBuilder::new();
    builder.terminator(Terminator::CRLF).quote_style(QuoteStyle::Necessary);
    builder.from_writer(Vec::new())
}

fn push_csv<'a>(csv: &mut csv::Writer<Vec<u8>>, values: impl Iterator<Item = Cow<'a, str>>) {
    for value in values {
        csv.write_field(value.as_bytes()).expect("memory takes every field");
    }
    csv.write_record(None::<&[u8]>).expect("every row has as many fields");
}

fn csv_bytes(csv: csv::Writer<Vec<u8>>) -> Vec<u8> {
    csv.into_inner().expect("memory takes every record")
}

fn csv_value<'a>(value: &'a Value<'_>) -> Cow<'a, str> {
    match value {
        Value::Null => Cow::Borrowed(""),
        Value::Number(number) => Cow::Owned(number.to_string()),
        Value::Text(text) => Cow::Borrowed(text),
        Value::List(texts) => Cow::Owned(texts.join(LIST_SEPARATOR)),
    }
}
