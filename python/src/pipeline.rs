//! `Pipeline`: documents and batches of them through the stages of one configuration.

use arrow_array::{RecordBatch, RecordBatchReader};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyType};
use pyo3_arrow::input::AnyRecordBatch;
use pyo3_arrow::{PyRecordBatch, PyTable};
use rayon::prelude::*;

use scutch::read::Batches;
use scutch::rows::{change_row, document_row, rejected_row};
use scutch::table::{CHANGES, DOCUMENTS, REJECTED};
use scutch::{Body, Config, Document, Error, RawDocument, spread};

use crate::config::{config, from_json, to_json};
use crate::errors::{misconfigured, stopped, unread};
use crate::frame::{Frame, schema};
use crate::input::{Naming, Rows};
use crate::outcome::Outcomes;
use crate::pieces::Waiting;
use crate::pool::Pool;
use crate::record::record;

/// The stages of one configuration, ready to run; threads may share one.
#[pyclass(frozen, module = "scutch._native")]
pub(crate) struct Pipeline {
    config: Config,
    stages: scutch::Pipeline,
    pool: Pool,
}

#[pymethods]
impl Pipeline {
    #[new]
    #[pyo3(signature = (config=None))]
    fn new(config: Option<&Bound<'_, PyAny>>) -> PyResult<Pipeline> {
        Pipeline::of(self::config(config)?)
    }

    /// Makes the pipeline that `state` wrote down.
    #[classmethod]
    fn restore(_: &Bound<'_, PyType>, state: &str) -> PyResult<Pipeline> {
        Pipeline::of(from_json(state)?)
    }

    /// The whole configuration, as JSON.
    fn state(&self) -> String {
        to_json(&self.config)
    }

    fn __reduce__<'py>(slf: &Bound<'py, Pipeline>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        Ok((slf.get_type().getattr("restore")?, (slf.get().state(),)))
    }

    /// Runs one document through the stages.
    fn document<'py>(
        &self,
        py: Python<'py>,
        raw: &[u8],
        file: String,
    ) -> PyResult<(Bound<'py, PyDict>, Bound<'py, PyList>)> {
        let raw = RawDocument { input: 0, file, body: Body::Bytes(raw.to_vec()) };
        let doc = py.detach(|| self.stages.document(raw));
        record(py, &doc)
    }

    /// Runs one document through the stages and returns its text; nothing but that.
    fn text(&self, py: Python<'_>, raw: &[u8]) -> PyResult<String> {
        let raw = RawDocument::of_bytes("", raw.to_vec());
        let doc = py.detach(|| self.stages.document(raw));
        match doc.verdict().rejection() {
            Some(why) => Err(stopped(Error::new("", &why.reason))),
            None => Ok(doc.text().to_owned()),
        }
    }

    /// Runs the rows of a batch, or of every batch of a stream, through the stages, and returns the tables
    /// of documents, rejected and changes. The first row has number `first`.
    #[pyo3(signature = (batch, file=None, first=1))]
    fn process(
        &self,
        py: Python<'_>,
        batch: AnyRecordBatch,
        file: Option<String>,
        first: u64,
    ) -> PyResult<(PyTable, PyTable, PyTable)> {
        let naming = Naming { columns: self.config.read.columns.clone(), file };
        let reader = batch.into_reader()?;
        let [documents, rejected, changes] = py.detach(|| self.tables(reader, &naming, first))?;
        Ok((
            PyTable::try_new(documents, schema(&DOCUMENTS))?,
            PyTable::try_new(rejected, schema(&REJECTED))?,
            PyTable::try_new(changes, schema(&CHANGES))?,
        ))
    }

    /// Runs the rows of a batch through the stages and returns what became of each, a row each, in order.
    #[pyo3(signature = (batch, file=None, first=1))]
    fn outcomes(
        &self,
        py: Python<'_>,
        batch: PyRecordBatch,
        file: Option<String>,
        first: u64,
    ) -> PyResult<PyRecordBatch> {
        let naming = Naming { columns: self.config.read.columns.clone(), file };
        let batch = batch.into_inner();
        py.detach(|| self.outcomes_of(&batch, &naming, first)).map(PyRecordBatch::new)
    }
}

impl Pipeline {
    fn of(config: Config) -> PyResult<Pipeline> {
        let stages = scutch::Pipeline::new(&config).map_err(misconfigured)?;
        let pool = Pool::new(config.run.threads);
        Ok(Pipeline { config, stages, pool })
    }

    /// Returns the whole configuration.
    pub(crate) fn config(&self) -> &Config {
        &self.config
    }

    /// Runs a batch through the stages.
    pub(crate) fn process_raw(&self, raw: Vec<RawDocument>) -> PyResult<Vec<Document>> {
        self.pool.install(|| self.stages.process(raw))
    }

    /// Makes documents of what was scanned, in order.
    pub(crate) fn finish(&self, scanned: Vec<Waiting>) -> PyResult<Vec<Document>> {
        let finish = |Waiting { input, document, decided }| {
            spread::finish(&self.stages, input, document, decided)
        };
        self.pool.install(|| scanned.into_par_iter().map(finish).collect())
    }

    /// Does `work` on the threads of the pipeline.
    pub(crate) fn inside<T: Send>(&self, work: impl FnOnce() -> T + Send) -> PyResult<T> {
        self.pool.install(work)
    }

    /// Returns what became of the rows of a batch.
    fn outcomes_of(
        &self,
        batch: &RecordBatch,
        naming: &Naming,
        first: u64,
    ) -> PyResult<RecordBatch> {
        let rows = Rows::of(batch, naming, first).map_err(stopped)?;
        let raw = (0..batch.num_rows()).map(|row| rows.document(row)).collect();
        let mut outcomes = Outcomes::new();
        for (place, doc) in (0..).zip(self.process_raw(raw)?) {
            outcomes.push(place, u64::from(doc.is_kept()), &doc);
        }
        outcomes.into_batch().map_err(unread)
    }

    /// Returns the tables of documents, rejected and changes of every batch that `reader` gives.
    fn tables(
        &self,
        reader: Box<dyn RecordBatchReader + Send>,
        naming: &Naming,
        mut first: u64,
    ) -> PyResult<[Vec<RecordBatch>; 3]> {
        let limits = self.config.limits.batch(rayon::current_num_threads());
        let mut number = 0;
        let mut tables = [Vec::new(), Vec::new(), Vec::new()];
        for batch in reader {
            let batch = batch.map_err(unread)?;
            let rows = Rows::of(&batch, naming, first).map_err(stopped)?;
            first += batch.num_rows() as u64;
            let documents = (0..batch.num_rows()).map(|row| rows.document(row));
            for raw in Batches::new(documents, limits) {
                let docs = self.process_raw(raw)?;
                for (table, frame) in tables.iter_mut().zip(frames(&docs, &mut number)) {
                    if frame.len() > 0 {
                        table.push(frame.into_batch().map_err(unread)?);
                    }
                }
            }
        }
        Ok(tables)
    }
}

/// Returns the rows of documents, rejected and changes; `number` is that of the last record.
fn frames(docs: &[Document], number: &mut u64) -> [Frame; 3] {
    let mut documents = Frame::new(&DOCUMENTS);
    let mut rejected = Frame::new(&REJECTED);
    let mut changes = Frame::new(&CHANGES);
    for doc in docs {
        match doc.verdict().rejection() {
            Some(why) => rejected.push(&rejected_row(doc, why)),
            None => {
                *number += 1;
                documents.push(&document_row(doc));
                for change in doc.ledger().changes() {
                    changes.push(&change_row(*number, &doc.origin().file, &change));
                }
            }
        }
    }
    [documents, rejected, changes]
}
