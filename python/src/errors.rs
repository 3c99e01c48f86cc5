//! Errors of the library as exceptions of the package, with their place and problem apart.

use arrow_schema::ArrowError;
use pyo3::prelude::*;

use scutch::Error;

/// Returns what stops a run, as `scutch.Error`.
pub(crate) fn stopped(error: Error) -> PyErr {
    raised("Error", &error)
}

/// Returns what is wrong with a configuration, as `scutch.ConfigError`.
pub(crate) fn misconfigured(error: Error) -> PyErr {
    raised("ConfigError", &error)
}

/// Returns what was made or read as JSON; `what` it is.
pub(crate) fn json<T>(what: &str, made: serde_json::Result<T>) -> PyResult<T> {
    made.map_err(|error| stopped(Error::new(what, error.to_string())))
}

/// Returns what is wrong with Arrow data, as `scutch.Error`.
pub(crate) fn unread(error: ArrowError) -> PyErr {
    stopped(Error::new("batch", error.to_string()))
}

fn raised(class: &str, error: &Error) -> PyErr {
    Python::attach(|py| {
        let made = py
            .import("scutch.errors")
            .and_then(|module| module.getattr(class))
            .and_then(|class| class.call1((error.place(), error.problem())));
        made.map_or_else(|failure| failure, PyErr::from_value)
    })
}
