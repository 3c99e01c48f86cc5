//! A run in pieces: what engines such as Ray call on the driver and on workers.
//!
//! A place is the number of a share and, behind it, the number of a document in that share: documents
//! sorted by place are in the order of the input.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use arrow_array::RecordBatch;
use pyo3::exceptions::PyStopIteration;
use pyo3::prelude::*;
use pyo3_arrow::PyRecordBatch;

use scutch::dedupe::{Part, Shown, Spill};
use scutch::pipeline::Counts;
use scutch::spread::{Merger, Share};
use scutch::{Config, Error, RawDocument, spread};

use crate::config::config;
use crate::errors::{misconfigured, stopped, unread};
use crate::outcome::Outcomes;
use crate::pieces::{Scans, Settlements, members, waiting};
use crate::pipeline::Pipeline;

/// Bits of a place behind the number of the share.
const DOCUMENT_BITS: u32 = 40;

/// Returns the shares of the input, each as JSON, and how many files the globs kept out.
#[pyfunction]
pub(crate) fn shares(
    given: Option<&Bound<'_, PyAny>>,
    count: usize,
) -> PyResult<(Vec<String>, u64)> {
    let config = config(given)?;
    let found = spread::shares(&config, count).map_err(misconfigured)?;
    let json = |share: &Share| {
        serde_json::to_string(share)
            .map_err(|error| stopped(Error::new("share", error.to_string())))
    };
    let shares = found.shares.iter().map(json).collect::<PyResult<_>>()?;
    Ok((shares, found.excluded))
}

/// Checks that a configuration can be spread, and returns whether it compares documents.
#[pyfunction]
pub(crate) fn compares(given: Option<&Bound<'_, PyAny>>) -> PyResult<bool> {
    let config = config(given)?;
    spread::check(&config).map_err(misconfigured)?;
    Ok(spread::compares(&config))
}

/// The documents of a share behind the stages, batch by batch.
#[pyclass(frozen, module = "scutch._native")]
pub(crate) struct Scan {
    pipeline: Py<Pipeline>,
    state: Mutex<Scanning>,
}

struct Scanning {
    batches: Box<dyn Iterator<Item = Vec<RawDocument>> + Send>,
    place: i64,
}

#[pymethods]
impl Scan {
    #[new]
    fn new(pipeline: Py<Pipeline>, share: &str, number: u32) -> PyResult<Scan> {
        let share: Share = serde_json::from_str(share)
            .map_err(|error| stopped(Error::new("share", error.to_string())))?;
        let batches = spread::scan(pipeline.get().config(), share).map_err(misconfigured)?;
        let place = i64::from(number) << DOCUMENT_BITS;
        let state = Mutex::new(Scanning { batches: Box::new(batches), place });
        Ok(Scan { pipeline, state })
    }

    fn __iter__(slf: PyRef<'_, Scan>) -> PyRef<'_, Scan> {
        slf
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<PyRecordBatch> {
        let batch = py.detach(|| self.next())?;
        batch.map(PyRecordBatch::new).ok_or_else(|| PyStopIteration::new_err(()))
    }
}

impl Scan {
    fn next(&self) -> PyResult<Option<RecordBatch>> {
        let pipeline = self.pipeline.get();
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(raw) = state.batches.next() else { return Ok(None) };
        let docs = pipeline.process_raw(raw)?;
        let mut scans = Scans::new();
        for doc in &docs {
            scans.push(state.place, &spread::shown_of(pipeline.config(), doc));
            state.place += 1;
        }
        scans.into_batch().map(Some).map_err(unread)
    }
}

/// Decides what repeats what, part by part: rows of `part`, `place`, `keys` and `entry` come in, sorted by
/// part and place; rows of what is set aside go out.
#[pyclass(module = "scutch._native")]
pub(crate) struct Settle {
    config: Config,
    documents: u64,
    open: Option<(i64, Part)>,
}

#[pymethods]
impl Settle {
    #[new]
    fn new(pipeline: &Pipeline, documents: u64) -> Settle {
        Settle { config: pipeline.config().clone(), documents, open: None }
    }

    /// Takes further documents, and returns what becomes of the parts that are complete.
    fn add(&mut self, py: Python<'_>, batch: PyRecordBatch) -> PyResult<PyRecordBatch> {
        py.detach(|| self.take(&batch.into_inner())).map(PyRecordBatch::new)
    }

    /// Returns what becomes of the last part.
    fn finish(&mut self, py: Python<'_>) -> PyResult<PyRecordBatch> {
        let mut settled = Settlements::new();
        py.detach(|| self.close(&mut settled))?;
        settled.into_batch().map(PyRecordBatch::new).map_err(unread)
    }
}

impl Settle {
    fn take(&mut self, batch: &RecordBatch) -> PyResult<RecordBatch> {
        let mut settled = Settlements::new();
        for (part, place, shown) in members(batch)? {
            if self.open.as_ref().is_some_and(|(open, _)| *open != part) {
                self.close(&mut settled)?;
            }
            self.put(part, place, &shown)?;
        }
        settled.into_batch().map_err(unread)
    }

    fn put(&mut self, part: i64, place: i64, shown: &Shown) -> PyResult<()> {
        let (_, open) = self.open.get_or_insert_with(|| {
            let limit = self.config.limits.dedupe(rayon::current_num_threads());
            (part, Part::new(&self.config.dedupe, limit, &Spill::default()))
        });
        open.add(u64::try_from(place).unwrap_or_default(), shown).map_err(stopped)
    }

    fn close(&mut self, settled: &mut Settlements) -> PyResult<()> {
        if let Some((_, part)) = self.open.take() {
            settled.push(&part.settle(self.documents).map_err(stopped)?);
        }
        Ok(())
    }
}

/// Makes the rows of the dataset from scanned documents and what was decided of them, sorted by place.
#[pyclass(module = "scutch._native")]
pub(crate) struct Finish {
    pipeline: Py<Pipeline>,
    // For each share, the number of the last record before its next document.
    numbers: HashMap<i64, u64>,
    counts: Counts,
}

#[pymethods]
impl Finish {
    #[new]
    fn new(pipeline: Py<Pipeline>, numbers: HashMap<i64, u64>) -> Finish {
        Finish { pipeline, numbers, counts: Counts::default() }
    }

    /// Returns what became of the documents of a batch.
    fn add(&mut self, py: Python<'_>, batch: PyRecordBatch) -> PyResult<PyRecordBatch> {
        py.detach(|| self.take(&batch.into_inner())).map(PyRecordBatch::new)
    }

    /// Returns the counts of all documents so far, as JSON.
    fn counts(&self) -> PyResult<String> {
        serde_json::to_string(&self.counts)
            .map_err(|error| stopped(Error::new("counts", error.to_string())))
    }
}

impl Finish {
    fn take(&mut self, batch: &RecordBatch) -> PyResult<RecordBatch> {
        let pipeline = self.pipeline.get();
        let scanned = waiting(batch)?;
        let docs = pipeline.finish(scanned)?;
        let mut outcomes = Outcomes::new();
        for (place, doc) in &docs {
            let number = self.numbers.entry(place >> DOCUMENT_BITS).or_default();
            *number += u64::from(doc.is_kept());
            let shown = if doc.is_kept() { *number } else { 0 };
            outcomes.push(*place, shown, doc);
            self.counts.add(doc);
        }
        outcomes.into_batch().map_err(unread)
    }
}

/// Makes the manifest of the counts of all workers.
#[pyclass(module = "scutch._native")]
pub(crate) struct Merge {
    merger: Option<Merger>,
}

#[pymethods]
impl Merge {
    #[new]
    #[pyo3(signature = (given=None))]
    fn new(given: Option<&Bound<'_, PyAny>>) -> PyResult<Merge> {
        Ok(Merge { merger: Some(Merger::new(&config(given)?)) })
    }

    /// Adds the counts of a worker.
    fn count(&mut self, counts: &str) -> PyResult<()> {
        let counts: Counts = serde_json::from_str(counts)
            .map_err(|error| stopped(Error::new("counts", error.to_string())))?;
        if let Some(merger) = &mut self.merger {
            merger.count(&counts);
        }
        Ok(())
    }

    /// Adds a document to the hash of its input; every one, in order.
    fn seal(&mut self, input: usize, raw_bytes: u64, raw_hash: &str, file: &str) {
        if let Some(merger) = &mut self.merger {
            merger.seal(input, raw_bytes, raw_hash, file);
        }
    }

    /// Returns the manifest as JSON, without outputs; nothing can be added to it.
    fn manifest(&mut self, excluded: u64, warnings: Vec<String>) -> PyResult<String> {
        let Some(merger) = self.merger.take() else {
            return Err(stopped(Error::new("manifest", "expected to be asked once")));
        };
        let manifest = merger.manifest(excluded, warnings).map_err(stopped)?;
        serde_json::to_string(&manifest)
            .map_err(|error| stopped(Error::new("manifest", error.to_string())))
    }
}
