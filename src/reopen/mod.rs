//! Reads the tables of a dataset back, row by row, in every format, compression and layout.
//!
//! A row that the format holds must be one that its writer could have written: what is none is told,
//! never guessed at. Memory is bounded by a row, or by a few of Parquet.

mod cells;
mod csv;
mod jsonl;
mod parquet;
mod source;

use crate::table::Table;
use crate::write::{Files, Format, Manifest, Plan, Stream};

pub(crate) use cells::record;
pub(crate) use source::Source;

/// The formats in the order in which rows are read from them: those that tell everything first.
const BY_FIDELITY: [Format; 3] = [Format::Jsonl, Format::Parquet, Format::Csv];

/// Opens the rows of a table, or of one part of it, in every format that it stands in: the one that
/// tells most comes first.
pub(crate) fn copies(
    place: &Files,
    plan: &Plan,
    table: &'static Table,
    part: Option<&str>,
    manifest: &Manifest,
) -> Vec<Source> {
    let open =
        |stream: &&Stream| Source::open(place, stream, plan.options.formulas, &manifest.outputs);
    streams(plan, table, part).iter().map(open).collect()
}

/// Opens the rows of a table, or of one part of it, in the format that tells most.
pub(crate) fn rows(
    place: &Files,
    plan: &Plan,
    table: &'static Table,
    part: Option<&str>,
    manifest: &Manifest,
) -> Option<Source> {
    let streams = streams(plan, table, part);
    let stream = streams.first()?;
    Some(Source::open(place, stream, plan.options.formulas, &manifest.outputs))
}

fn streams<'a>(plan: &'a Plan, table: &'static Table, part: Option<&str>) -> Vec<&'a Stream> {
    let is_of = |stream: &&Stream| stream.part.as_ref().map(|(_, name)| name.as_str()) == part;
    let mut streams: Vec<&Stream> = plan.of(table).filter(is_of).collect();
    streams.sort_by_key(|stream| BY_FIDELITY.iter().position(|format| *format == stream.format));
    streams
}
