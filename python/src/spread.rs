//! A run in pieces: what engines such as Ray call on the driver and on workers.
//!
//! A place is the number of a share and, behind it, the number of a document in that share: documents
//! sorted by place are in the order of the input.

use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use arrow_array::RecordBatch;
use pyo3::exceptions::PyStopIteration;
use pyo3::prelude::*;
use pyo3_arrow::PyRecordBatch;

use scutch::dedupe::{Part, Shown, Spill};
use scutch::pipeline::Counts;
use scutch::spread::{Finished, Merger, Share};
use scutch::write::{self, Joined, Stretch};
use scutch::{Config, Error, RawDocument, report, spread};

use crate::config::config;
use crate::errors::{json, misconfigured, stopped};
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
    let shares = found.shares.iter().map(|share| json("share", serde_json::to_string(share)));
    let shares = shares.collect::<PyResult<_>>()?;
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
        let share: Share = json("share", serde_json::from_str(share))?;
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
        scans.into_batch().map(Some)
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
        settled.into_batch().map(PyRecordBatch::new)
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
        settled.into_batch()
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

/// Writes the rows of a share, from its scanned documents and what was decided of them, sorted by place.
#[pyclass(frozen, module = "scutch._native")]
pub(crate) struct Finish {
    pipeline: Py<Pipeline>,
    // None once it has ended.
    state: Mutex<Option<Finishing>>,
}

struct Finishing {
    counts: Counts,
    rows: Stretch,
}

#[pymethods]
impl Finish {
    /// Starts the files of a share in `folder`, with so many records `before` it.
    #[new]
    fn new(pipeline: Py<Pipeline>, folder: PathBuf, before: u64) -> PyResult<Finish> {
        let plan = spread::plan(pipeline.get().config()).map_err(misconfigured)?;
        let rows = Stretch::create(plan, &folder, before).map_err(stopped)?;
        let state = Mutex::new(Some(Finishing { counts: Counts::default(), rows }));
        Ok(Finish { pipeline, state })
    }

    /// Adds the documents of a batch.
    fn add(&self, py: Python<'_>, batch: PyRecordBatch) -> PyResult<()> {
        py.detach(|| self.take(&batch.into_inner()))
    }

    /// Completes the files, and returns them with the counts of all documents, as JSON.
    fn finish(&self, py: Python<'_>) -> PyResult<String> {
        py.detach(|| self.end())
    }
}

impl Finish {
    fn take(&self, batch: &RecordBatch) -> PyResult<()> {
        let pipeline = self.pipeline.get();
        let docs = pipeline.finish(waiting(batch)?)?;
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let state = state.as_mut().ok_or_else(|| asked_twice("share"))?;
        docs.iter().for_each(|doc| state.counts.add(doc));
        let rows = &mut state.rows;
        pipeline.inside(|| rows.write(&docs))?.map_err(stopped)
    }

    fn end(&self) -> PyResult<String> {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Finishing { counts, rows } = state.ok_or_else(|| asked_twice("share"))?;
        let made = self.pipeline.get().inside(|| rows.made())?.map_err(stopped)?;
        json("share", serde_json::to_string(&Finished { counts, made }))
    }
}

/// Completes a dataset whose run ended while its files were put in place.
#[pyfunction]
pub(crate) fn recover(py: Python<'_>, folder: PathBuf) -> PyResult<()> {
    py.detach(|| write::recover(&folder)).map_err(stopped)
}

/// Puts the files `names`, prepared in `staging` inside the output folder, in place: all or none.
#[pyfunction]
pub(crate) fn replace(
    py: Python<'_>,
    folder: PathBuf,
    staging: &str,
    names: Vec<String>,
) -> PyResult<()> {
    py.detach(|| write::replace(&folder, staging, names)).map_err(stopped)
}

/// Joins what all workers did into one dataset with its manifest.
#[pyclass(module = "scutch._native")]
pub(crate) struct Merge {
    config: Config,
    merger: Option<Merger>,
    joined: Joined,
}

#[pymethods]
impl Merge {
    #[new]
    #[pyo3(signature = (given=None))]
    fn new(given: Option<&Bound<'_, PyAny>>) -> PyResult<Merge> {
        let config = config(given)?;
        let merger = Some(Merger::new(&config));
        Ok(Merge { config, merger, joined: Joined::default() })
    }

    /// Adds what a worker did with a share.
    fn add(&mut self, number: usize, finished: &str) -> PyResult<()> {
        let finished: Finished = json("share", serde_json::from_str(finished))?;
        self.open()?.add(number, finished);
        Ok(())
    }

    /// Adds a document to the hash of its input; every one, in order.
    fn seal(&mut self, input: usize, raw_bytes: u64, raw_hash: &str, file: &str) -> PyResult<()> {
        self.open()?.seal(input, raw_bytes, raw_hash, file);
        Ok(())
    }

    /// Returns the files of all shares, each with the number of the share, its name there, and its name in the
    /// dataset.
    fn files(&mut self) -> PyResult<Vec<(usize, String, String)>> {
        self.joined = self.open()?.joined().map_err(stopped)?;
        Ok(self.joined.moves.clone())
    }

    /// Returns the files that describe the dataset, by name; the manifest, with a final newline, is the last.
    /// Tables stand in `folder` by now, where a report is asked for. Nothing can be added any more.
    fn texts(
        &mut self,
        py: Python<'_>,
        folder: PathBuf,
        excluded: u64,
        warnings: Vec<String>,
    ) -> PyResult<Vec<(String, Cow<'static, [u8]>)>> {
        let merger = self.merger.take().ok_or_else(|| asked_twice("manifest"))?;
        let outputs = self.joined.outputs.clone();
        let mut manifest = merger.manifest(excluded, warnings, outputs).map_err(stopped)?;
        if self.config.run.report {
            let page = py.detach(|| spread::page(&folder, &manifest, &self.config));
            self.joined.add_text(report::NAME, page.map_err(stopped)?.into_bytes());
            manifest.outputs.clone_from(&self.joined.outputs);
        }
        let mut texts = std::mem::take(&mut self.joined.texts);
        texts.push((write::MANIFEST.to_owned(), manifest.to_json()));
        Ok(texts.into_iter().map(|(name, text)| (name, Cow::Owned(text))).collect())
    }
}

impl Merge {
    fn open(&mut self) -> PyResult<&mut Merger> {
        self.merger.as_mut().ok_or_else(|| asked_twice("manifest"))
    }
}

fn asked_twice(what: &str) -> PyErr {
    stopped(Error::new(what, "expected to be asked once"))
}
