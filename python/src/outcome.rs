//! What became of each raw document, a row each: its rows of `documents`, `rejected` and `duplicates`, and
//! its ledger.

use std::sync::Arc;

use arrow_array::builder::Int64Builder;
use arrow_array::{ArrayRef, ListArray, RecordBatch, StructArray};
use arrow_buffer::{NullBuffer, OffsetBuffer};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};

use scutch::Document;
use scutch::document::Verdict;
use scutch::rows::{Row, change_row, document_row, duplicate_row, rejected_row};
use scutch::table::{CHANGES, DOCUMENTS, DUPLICATES, REJECTED, Table};

use crate::frame::{Frame, fields};

/// The tables in which a raw document may have a row.
const FATES: [&Table; 3] = [&DOCUMENTS, &REJECTED, &DUPLICATES];

/// The names of their columns.
const NAMES: [&str; 3] = ["document", "rejected", "duplicate"];

/// What became of documents, column by column.
pub(crate) struct Outcomes {
    places: Int64Builder,
    fates: [Fate; 3],
    changes: Frame,
    // How many changes each document has.
    lengths: Vec<usize>,
}

/// Rows of one of the tables, or nothing, for each raw document.
struct Fate {
    frame: Frame,
    is_there: Vec<bool>,
}

impl Outcomes {
    /// Returns no outcomes.
    pub(crate) fn new() -> Outcomes {
        let fate = |table| Fate { frame: Frame::new(table), is_there: Vec::new() };
        Outcomes {
            places: Int64Builder::new(),
            fates: FATES.map(fate),
            changes: Frame::new(&CHANGES),
            lengths: Vec::new(),
        }
    }

    /// Adds the document at `place`; `number` is that of the record, 0 where it is none.
    pub(crate) fn push(&mut self, place: i64, number: u64, doc: &Document) {
        self.places.append_value(place);
        let [document, rejected, duplicate] = &mut self.fates;
        match doc.verdict() {
            Verdict::Kept => document.push(Some(&document_row(doc))),
            Verdict::Rejected(why) | Verdict::Unreadable(why) => {
                rejected.push(Some(&rejected_row(doc, why)));
            }
            // What repeats another is not in the dataset, and so stands in both lists.
            Verdict::Duplicate(why, twin) => {
                rejected.push(Some(&rejected_row(doc, why)));
                duplicate.push(Some(&duplicate_row(doc, why, twin)));
            }
        }
        for fate in &mut self.fates {
            fate.fill(self.lengths.len() + 1);
        }
        // The ledger of a rejected document is not in the dataset.
        let is_told = matches!(doc.verdict(), Verdict::Kept | Verdict::Duplicate(..));
        let changes = doc.ledger().changes().filter(|_| is_told);
        let before = self.changes.len();
        changes.for_each(|change| {
            self.changes.push(&change_row(number, &doc.origin().file, &change));
        });
        self.lengths.push(self.changes.len() - before);
    }

    /// Returns the outcomes as a batch.
    ///
    /// # Errors
    ///
    /// When the columns do not fit the schema, which is a bug.
    pub(crate) fn into_batch(mut self) -> Result<RecordBatch, ArrowError> {
        let mut columns: Vec<ArrayRef> = vec![Arc::new(self.places.finish())];
        for fate in self.fates {
            columns.push(Arc::new(fate.into_array()?));
        }
        let changes = StructArray::try_new(fields(&CHANGES), self.changes.take(), None)?;
        let lengths = OffsetBuffer::from_lengths(self.lengths);
        let list = ListArray::try_new(Arc::new(element()), lengths, Arc::new(changes), None)?;
        columns.push(Arc::new(list));
        RecordBatch::try_new(schema(), columns)
    }
}

impl Fate {
    fn push(&mut self, row: Option<&Row<'_>>) {
        self.is_there.push(row.is_some());
        match row {
            Some(row) => self.frame.push(row),
            None => self.frame.push_nothing(),
        }
    }

    /// Adds nothing for each document up to `count` that has no row.
    fn fill(&mut self, count: usize) {
        while self.is_there.len() < count {
            self.push(None);
        }
    }

    fn into_array(mut self) -> Result<StructArray, ArrowError> {
        let nulls = NullBuffer::from(self.is_there);
        StructArray::try_new(fields(self.frame.table()), self.frame.take(), Some(nulls))
    }
}

/// Returns the schema of outcomes.
pub(crate) fn schema() -> SchemaRef {
    let fate =
        |(name, table): (&&str, &&Table)| Field::new(*name, DataType::Struct(fields(table)), true);
    let mut all = vec![Field::new("place", DataType::Int64, false)];
    all.extend(NAMES.iter().zip(&FATES).map(fate));
    all.push(Field::new("changes", DataType::List(Arc::new(element())), false));
    Arc::new(Schema::new(all))
}

fn element() -> Field {
    Field::new("element", DataType::Struct(fields(&CHANGES)), false)
}
