//! One document as plain Python values, of which the package makes a `Record`.

use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyTuple};

use scutch::Document;
use scutch::document::Verdict;
use scutch::rows::{Value, change_row, document_row};

/// Columns of a change that say whose it is.
const NAMING_COLUMNS: usize = 2;

/// Returns the columns of the record with its verdict, and its changes.
pub(crate) fn record<'py>(
    py: Python<'py>,
    doc: &Document,
) -> PyResult<(Bound<'py, PyDict>, Bound<'py, PyList>)> {
    let columns = PyDict::new(py);
    let row = document_row(doc);
    for (column, value) in row.table.columns.iter().zip(&row.values) {
        columns.set_item(column.name, cell(py, value)?)?;
    }
    let verdict = match doc.verdict() {
        Verdict::Kept => "kept",
        Verdict::Rejected(_) => "rejected",
        Verdict::Duplicate(..) => "duplicate",
        Verdict::Unreadable(_) => "unreadable",
    };
    columns.set_item("verdict", verdict)?;
    let why = doc.verdict().rejection();
    columns.set_item("rule", why.map(|why| why.rule.id.as_ref()))?;
    columns.set_item("reason", why.map(|why| why.reason.as_str()))?;
    let changes = PyList::empty(py);
    for change in doc.ledger().changes() {
        let row = change_row(0, &doc.origin().file, &change);
        let behind_file = row.values.iter().skip(NAMING_COLUMNS);
        let values = behind_file.map(|value| cell(py, value)).collect::<PyResult<Vec<_>>>()?;
        changes.append(PyTuple::new(py, values)?)?;
    }
    Ok((columns, changes))
}

fn cell<'py>(py: Python<'py>, value: &Value<'_>) -> PyResult<Bound<'py, PyAny>> {
    match value {
        Value::Null => Ok(py.None().into_bound(py)),
        Value::Number(number) => number.into_bound_py_any(py),
        Value::Text(text) => text.as_ref().into_bound_py_any(py),
        Value::List(texts) => {
            let texts: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
            texts.into_bound_py_any(py)
        }
    }
}
