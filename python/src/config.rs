//! A configuration as Python gives it: none, the path of a file, or a dictionary of sections.

use std::path::PathBuf;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use scutch::Config;
use scutch::config::Layers;

use crate::errors::misconfigured;

/// What errors call a dictionary.
const DICTIONARY: &str = "config";

/// Returns the configuration that `given` puts over the defaults.
pub(crate) fn config(given: Option<&Bound<'_, PyAny>>) -> PyResult<Config> {
    let mut layers = Layers::default();
    match given {
        None => {}
        Some(given) if given.is_instance_of::<PyDict>() => {
            let sections = json_of(given)?;
            layers.add_json(DICTIONARY, &sections).map_err(misconfigured)?;
        }
        Some(given) => {
            let path: PathBuf = given.extract().map_err(|_| {
                PyTypeError::new_err("config: expected None, a path or a dict of sections")
            })?;
            layers.add_file(&path).map_err(misconfigured)?;
        }
    }
    layers.finish().map_err(misconfigured)
}

/// Returns every key with its default, as JSON.
#[pyfunction]
pub(crate) fn default_config() -> String {
    to_json(&Config::default())
}

/// Returns a configuration as JSON, from which [`from_json`] makes it again.
pub(crate) fn to_json(config: &Config) -> String {
    serde_json::to_string(config).expect("a configuration has string keys alone")
}

/// Returns the configuration that [`to_json`] wrote.
pub(crate) fn from_json(text: &str) -> PyResult<Config> {
    let config = serde_json::from_str(text);
    config.map_err(|error| misconfigured(scutch::Error::new(DICTIONARY, error.to_string())))
}

/// Returns a Python object as JSON, by Python's own rules: a set or a date is an error there.
fn json_of(object: &Bound<'_, PyAny>) -> PyResult<serde_json::Value> {
    let text: String = object.py().import("json")?.call_method1("dumps", (object,))?.extract()?;
    serde_json::from_str(&text)
        .map_err(|error| misconfigured(scutch::Error::new(DICTIONARY, error.to_string())))
}
