//! What travels between workers, as Arrow batches: scanned documents, those that are compared, and what
//! was decided.

use std::sync::Arc;

use arrow_array::builder::{
    BinaryBuilder, BooleanBuilder, Int32Builder, Int64Builder, ListBuilder, StringBuilder,
};
use arrow_array::cast::AsArray;
use arrow_array::types::{Int32Type, Int64Type};
use arrow_array::{Array, ArrayRef, RecordBatch};
use pyo3::prelude::*;

use scutch::dedupe::{Removals, Shown};
use scutch::spread::{Decided, Scanned};
use scutch::{Error, Likeness, Name, Twin};

use crate::errors::{stopped, unread};

/// Scanned documents, column by column.
pub(crate) struct Scans {
    places: Int64Builder,
    inputs: Int32Builder,
    raw_bytes: Int64Builder,
    raw_hashes: StringBuilder,
    files: StringBuilder,
    documents: BinaryBuilder,
    kept: BooleanBuilder,
    keys: ListBuilder<Int64Builder>,
    entries: BinaryBuilder,
}

impl Scans {
    /// Returns no documents.
    pub(crate) fn new() -> Scans {
        Scans {
            places: Int64Builder::new(),
            inputs: Int32Builder::new(),
            raw_bytes: Int64Builder::new(),
            raw_hashes: StringBuilder::new(),
            files: StringBuilder::new(),
            documents: BinaryBuilder::new(),
            kept: BooleanBuilder::new(),
            keys: ListBuilder::new(Int64Builder::new()),
            entries: BinaryBuilder::new(),
        }
    }

    /// Adds the document at `place`.
    pub(crate) fn push(&mut self, place: i64, scanned: &Scanned) {
        self.places.append_value(place);
        self.inputs.append_value(i32::try_from(scanned.input).unwrap_or(i32::MAX));
        self.raw_bytes.append_value(i64::try_from(scanned.raw_bytes).unwrap_or(i64::MAX));
        self.raw_hashes.append_value(&scanned.raw_hash);
        self.files.append_value(&scanned.file);
        self.documents.append_value(&scanned.document);
        self.kept.append_value(scanned.is_kept);
        self.entries.append_option(scanned.shown.as_ref().map(|shown| &shown.entry));
        for key in scanned.shown.iter().flat_map(|shown| &shown.keys) {
            self.keys.values().append_value(key.cast_signed());
        }
        self.keys.append(scanned.shown.is_some());
    }

    /// Returns the documents as a batch.
    pub(crate) fn into_batch(mut self) -> PyResult<RecordBatch> {
        batch_of([
            ("place", Arc::new(self.places.finish())),
            ("input", Arc::new(self.inputs.finish())),
            ("raw_bytes", Arc::new(self.raw_bytes.finish())),
            ("raw_hash", Arc::new(self.raw_hashes.finish())),
            ("file", Arc::new(self.files.finish())),
            ("document", Arc::new(self.documents.finish())),
            ("kept", Arc::new(self.kept.finish())),
            ("keys", Arc::new(self.keys.finish())),
            ("entry", Arc::new(self.entries.finish())),
        ])
    }
}

/// Returns the documents of a batch that are compared, with their part and place.
pub(crate) fn members(batch: &RecordBatch) -> PyResult<Vec<(i64, i64, Shown)>> {
    let parts = column(batch, "part")?.as_primitive::<Int64Type>();
    let places = column(batch, "place")?.as_primitive::<Int64Type>();
    let keys = column(batch, "keys")?.as_list::<i32>();
    let entries = column(batch, "entry")?.as_binary::<i32>();
    let member = |row: usize| {
        let keys = keys.value(row);
        let keys = keys.as_primitive::<Int64Type>().values();
        let keys = keys.iter().map(|key| key.cast_unsigned()).collect();
        let shown = Shown { keys, entry: entries.value(row).to_vec() };
        (parts.value(row), places.value(row), shown)
    };
    Ok((0..batch.num_rows()).map(member).collect())
}

/// What was decided of parts, column by column.
pub(crate) struct Settlements {
    places: Int64Builder,
    kept: Int64Builder,
    same: BooleanBuilder,
    kept_files: StringBuilder,
    kept_ids: StringBuilder,
    likenesses: Int32Builder,
    via_files: StringBuilder,
    via_ids: StringBuilder,
    via_likenesses: Int32Builder,
    warnings: StringBuilder,
}

impl Settlements {
    /// Returns one that tells of no part.
    pub(crate) fn new() -> Settlements {
        Settlements {
            places: Int64Builder::new(),
            kept: Int64Builder::new(),
            same: BooleanBuilder::new(),
            kept_files: StringBuilder::new(),
            kept_ids: StringBuilder::new(),
            likenesses: Int32Builder::new(),
            via_files: StringBuilder::new(),
            via_ids: StringBuilder::new(),
            via_likenesses: Int32Builder::new(),
            warnings: StringBuilder::new(),
        }
    }

    /// Adds what becomes of a part: a row for each document that is set aside, and one for each warning.
    pub(crate) fn push(&mut self, removals: &Removals) {
        for removal in &removals.removals {
            self.push_row(
                removal.place,
                Some((removal.kept, removal.is_same, &removal.twin)),
                None,
            );
        }
        for (place, warning) in &removals.warnings {
            self.push_row(*place, None, Some(warning));
        }
    }

    fn push_row(&mut self, place: u64, removal: Option<(u64, bool, &Twin)>, warning: Option<&str>) {
        let twin = removal.map(|(_, _, twin)| twin);
        let via = twin.and_then(|twin| twin.via.as_ref());
        self.places.append_value(place.cast_signed());
        self.kept.append_option(removal.map(|(kept, ..)| kept.cast_signed()));
        self.same.append_option(removal.map(|(_, is_same, _)| is_same));
        self.kept_files.append_option(twin.map(|twin| &twin.kept.file));
        self.kept_ids.append_option(twin.map(|twin| &twin.kept.id));
        self.likenesses.append_option(twin.map(|twin| parts(twin.likeness)));
        self.via_files.append_option(via.map(|(name, _)| &name.file));
        self.via_ids.append_option(via.map(|(name, _)| &name.id));
        self.via_likenesses.append_option(via.map(|(_, likeness)| parts(*likeness)));
        self.warnings.append_option(warning);
    }

    /// Returns the rows as a batch.
    pub(crate) fn into_batch(mut self) -> PyResult<RecordBatch> {
        batch_of([
            ("place", Arc::new(self.places.finish())),
            ("kept_place", Arc::new(self.kept.finish())),
            ("same", Arc::new(self.same.finish())),
            ("kept_file", Arc::new(self.kept_files.finish())),
            ("kept_id", Arc::new(self.kept_ids.finish())),
            ("likeness", Arc::new(self.likenesses.finish())),
            ("via_file", Arc::new(self.via_files.finish())),
            ("via_id", Arc::new(self.via_ids.finish())),
            ("via_likeness", Arc::new(self.via_likenesses.finish())),
            ("warning", Arc::new(self.warnings.finish())),
        ])
    }
}

/// Returns columns, any of which may have nothing in a row, as a batch. That they do not fit together is a bug.
fn batch_of<const COLUMNS: usize>(columns: [(&str, ArrayRef); COLUMNS]) -> PyResult<RecordBatch> {
    let columns = columns.map(|(name, column)| (name, column, true));
    RecordBatch::try_from_iter_with_nullable(columns).map_err(unread)
}

/// A scanned document that waits for its end, with what was decided of it.
pub(crate) struct Waiting {
    pub(crate) input: usize,
    pub(crate) document: Vec<u8>,
    pub(crate) decided: Option<Decided>,
}

/// Returns the scanned documents of a batch.
pub(crate) fn waiting(batch: &RecordBatch) -> PyResult<Vec<Waiting>> {
    let inputs = column(batch, "input")?.as_primitive::<Int32Type>();
    let documents = column(batch, "document")?.as_binary::<i32>();
    let twins = Twins::of(batch)?;
    let waiting = |row: usize| Waiting {
        input: usize::try_from(inputs.value(row)).unwrap_or_default(),
        document: documents.value(row).to_vec(),
        decided: twins.decided(row),
    };
    Ok((0..batch.num_rows()).map(waiting).collect())
}

/// The columns that tell what a document repeats.
struct Twins<'a> {
    batch: &'a RecordBatch,
    clusters: &'a ArrayRef,
}

impl Twins<'_> {
    fn of(batch: &RecordBatch) -> PyResult<Twins<'_>> {
        for name in
            ["same", "kept_file", "kept_id", "likeness", "via_file", "via_id", "via_likeness"]
        {
            column(batch, name)?;
        }
        Ok(Twins { batch, clusters: column(batch, "cluster")? })
    }

    fn decided(&self, row: usize) -> Option<Decided> {
        let cluster = Some(self.clusters).filter(|clusters| clusters.is_valid(row))?;
        let cluster = cluster.as_primitive::<Int64Type>().value(row);
        let via = self.name("via_file", "via_id", row).zip(self.likeness("via_likeness", row));
        let twin = Twin {
            cluster: u64::try_from(cluster).unwrap_or_default(),
            kept: self.name("kept_file", "kept_id", row).unwrap_or_default(),
            likeness: self.likeness("likeness", row).unwrap_or(Likeness::SAME),
            via,
        };
        let same = self.batch.column_by_name("same")?.as_boolean();
        Some(Decided { twin, is_same: same.is_valid(row) && same.value(row) })
    }

    fn text(&self, name: &str, row: usize) -> Option<String> {
        let texts = self.batch.column_by_name(name).filter(|column| column.is_valid(row))?;
        Some(texts.as_string::<i32>().value(row).to_owned())
    }

    fn name(&self, file: &str, id: &str, row: usize) -> Option<Name> {
        Some(Name { file: self.text(file, row)?, id: self.text(id, row)? })
    }

    fn likeness(&self, name: &str, row: usize) -> Option<Likeness> {
        let parts = self.batch.column_by_name(name).filter(|column| column.is_valid(row))?;
        let parts = parts.as_primitive::<Int32Type>().value(row);
        Likeness::from_parts(u32::try_from(parts).ok()?)
    }
}

fn parts(likeness: Likeness) -> i32 {
    i32::try_from(likeness.parts()).unwrap_or_default()
}

fn column<'a>(batch: &'a RecordBatch, name: &str) -> PyResult<&'a ArrayRef> {
    batch.column_by_name(name).ok_or_else(|| {
        stopped(Error::new(
            "batch",
            format!("expected the column \"{name}\" of a scanned document"),
        ))
    })
}
