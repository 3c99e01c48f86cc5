//! `discover` in pieces: samples of shares, merged into one, and the rules that it speaks for.

use std::borrow::Cow;

use pyo3::prelude::*;

use scutch::learn::{self, Options, Sample, Surveyor};
use scutch::spread::{self, Share};

use crate::config::config;
use crate::errors::{json, misconfigured, stopped};
use crate::pipeline::Pipeline;

/// Returns the sample of a share, written down.
#[pyfunction]
pub(crate) fn survey(
    py: Python<'_>,
    pipeline: &Pipeline,
    share: &str,
) -> PyResult<Cow<'static, [u8]>> {
    let share: Share = json("share", serde_json::from_str(share))?;
    let surveyor = Surveyor::new(pipeline.config()).map_err(misconfigured)?;
    let batches = spread::scan(pipeline.config(), share).map_err(misconfigured)?;
    let see = || {
        let mut sample = Sample::new();
        for batch in batches {
            surveyor.see(batch, &mut sample);
        }
        sample.to_bytes()
    };
    let bytes = py.detach(|| pipeline.inside(see))?;
    bytes.map(Cow::Owned).map_err(stopped)
}

/// Returns the sample of what all these are samples of.
#[pyfunction]
pub(crate) fn merge_samples(py: Python<'_>, samples: Vec<Vec<u8>>) -> PyResult<Cow<'static, [u8]>> {
    let merge = || {
        let mut merged = Sample::new();
        for bytes in &samples {
            merged.merge(Sample::from_bytes(bytes)?);
        }
        merged.to_bytes()
    };
    py.detach(merge).map(Cow::Owned).map_err(stopped)
}

/// Returns the rules that a sample speaks for, as `scutch discover` prints them.
#[pyfunction]
pub(crate) fn propose(
    py: Python<'_>,
    given: Option<&Bound<'_, PyAny>>,
    sample: Vec<u8>,
    min_support: usize,
    sites: Vec<String>,
) -> PyResult<String> {
    let config = config(given)?;
    let options = Options { min_support, sites };
    let propose = || learn::propose(Sample::from_bytes(&sample)?, &options, &config);
    py.detach(propose).map(|survey| learn::render(&survey)).map_err(stopped)
}
