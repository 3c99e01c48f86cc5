//! Renders a stretch of documents for every stream of a plan.

use crate::document::{Document, Verdict};
use crate::rows::{Row, Value, change_row, document_row, duplicate_row, rejected_row};
use crate::table::{CHANGES, DOCUMENTS, DUPLICATES, REJECTED, Table};

use super::csv;
use super::json;
use super::options::{Format, Formulas};
use super::plan::{Plan, Stream};
use super::shards::Piece;
use super::sink::Rows;
use super::stats::Stats;

/// A stretch of documents, rendered.
pub(super) struct Rendered<'a> {
    /// A piece for each stream.
    pub(super) pieces: Vec<Piece<'a>>,
    /// Counts over the kept documents.
    pub(super) stats: Stats,
}

/// Renders `docs`, of which the first kept one is record number `number`.
pub(super) fn render<'a>(docs: &'a [Document], mut number: u64, plan: &Plan) -> Rendered<'a> {
    let mut stats = plan.stats();
    let mut pieces: Vec<Piece<'a>> = plan.streams.iter().map(Piece::new).collect();
    let mut add = |table, part, row: &Row<'a>| add(&mut pieces, plan, table, part, row);
    for doc in docs {
        match doc.verdict() {
            Verdict::Kept => {
                let row = document_row(doc);
                let part = plan.splits.part_of(row.text("id").unwrap_or_default());
                stats.add(part, &row);
                add(&DOCUMENTS, Some(part), &row);
                for change in doc.ledger().changes() {
                    add(&CHANGES, None, &change_row(number, &doc.origin().file, &change));
                }
                number += 1;
            }
            Verdict::Duplicate(rejection, twin) => {
                add(&REJECTED, None, &rejected_row(doc, rejection));
                add(&DUPLICATES, None, &duplicate_row(doc, rejection, twin));
                for change in doc.ledger().changes() {
                    add(&CHANGES, None, &change_row(0, &doc.origin().file, &change));
                }
            }
            Verdict::Rejected(rejection) | Verdict::Unreadable(rejection) => {
                add(&REJECTED, None, &rejected_row(doc, rejection));
            }
        }
    }
    Rendered { pieces, stats }
}

/// Adds a row to every stream that takes it.
fn add<'a>(
    pieces: &mut [Piece<'a>],
    plan: &Plan,
    table: &Table,
    part: Option<usize>,
    row: &Row<'a>,
) {
    let takes = |stream: &Stream| {
        let is_part = stream.part.as_ref().is_none_or(|(number, _)| Some(*number) == part);
        stream.table == table && is_part
    };
    let takers = plan.streams.iter().zip(pieces).filter(|(stream, _)| takes(stream));
    for (stream, piece) in takers {
        piece.push(stream, row, plan.options.formulas);
    }
}

impl<'a> Piece<'a> {
    fn new(stream: &Stream) -> Piece<'a> {
        let rows = match stream.format {
            Format::Jsonl | Format::Csv => Rows::Lines(Vec::new(), Vec::new()),
            Format::Parquet => Rows::Values(Vec::new()),
        };
        Piece { rows, weights: Vec::new() }
    }

    fn push(&mut self, stream: &Stream, row: &Row<'a>, formulas: Formulas) {
        let values = stream.view.show(row);
        self.weights.push(values.iter().map(Value::weight).sum());
        match &mut self.rows {
            Rows::Values(rows) => rows.push(values),
            Rows::Lines(bytes, ends) => {
                match stream.format {
                    Format::Csv => csv::push(bytes, &values, formulas),
                    Format::Jsonl | Format::Parquet => json::push(bytes, &stream.view, &values),
                }
                ends.push(bytes.len());
            }
        }
    }
}
