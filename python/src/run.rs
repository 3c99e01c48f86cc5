//! `run`: a whole run, as the command line does it, watched from Python.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;

use scutch::run::Watch;
use scutch::write::Manifest;
use scutch::{Config, Error, Result, learn};

use crate::config::config;
use crate::errors::{misconfigured, stopped};

/// Time between two looks at whether the user wants an end.
const LOOK_MS: u64 = 50;

/// Runs everything that `given` asks for, with `inputs` and `output` over it, and returns the manifest as
/// JSON. `progress` is called with the documents and raw bytes of each batch that is done; what it raises
/// ends the run, as Ctrl-C does, and the output is as it was before.
#[pyfunction]
#[pyo3(signature = (given=None, inputs=None, output=None, progress=None, learn=false))]
pub(crate) fn run(
    py: Python<'_>,
    given: Option<&Bound<'_, PyAny>>,
    inputs: Option<Vec<String>>,
    output: Option<String>,
    progress: Option<Bound<'_, PyAny>>,
    learn: bool,
) -> PyResult<String> {
    let mut config = config(given)?;
    if let Some(inputs) = inputs {
        config.run.input = inputs;
    }
    if let Some(output) = output {
        config.run.output = output;
    }
    scutch::Pipeline::new(&config).map_err(misconfigured)?;
    let threads = config.run.threads;
    let manifest = watched(py, progress.as_ref(), threads, |watch| work(config, learn, watch))?;
    serde_json::to_string(&manifest).map_err(|error| PyRuntimeError::new_err(error.to_string()))
}

fn work(mut config: Config, learns: bool, watch: &Watch<'_>) -> Result<Manifest> {
    if learns {
        let survey = learn::survey(&config, &learn::Options::default(), watch)?;
        learn::apply(&survey, &mut config);
    }
    scutch::run::run(&config, watch)
}

/// Does `work` on threads of its own, while this one, which alone hears of Ctrl-C, tells `progress`.
fn watched(
    py: Python<'_>,
    progress: Option<&Bound<'_, PyAny>>,
    threads: usize,
    work: impl FnOnce(&Watch<'_>) -> Result<Manifest> + Send,
) -> PyResult<Manifest> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    let pool = pool.map_err(|error| misconfigured(Error::new("run.threads", error.to_string())))?;
    let stop = AtomicBool::new(false);
    let (tell, told) = channel();
    let (tell, told) = (Mutex::new(tell), Mutex::new(told));
    std::thread::scope(|scope| {
        let stop = &stop;
        let worker = scope.spawn(move || {
            let progress = |documents: u64, bytes: u64| {
                if let Ok(tell) = tell.lock() {
                    let _ = tell.send((documents, bytes));
                }
            };
            pool.install(|| work(&Watch { stop, progress: &progress }))
        });
        let mut ended = Ok(());
        loop {
            match py.detach(|| next(&told)) {
                Ok((documents, bytes)) if ended.is_ok() => {
                    let call = progress.map(|progress| progress.call1((documents, bytes)));
                    ended = call.transpose().map(drop).and_then(|()| py.check_signals());
                }
                Ok(_) => {}
                Err(RecvTimeoutError::Timeout) if ended.is_ok() => ended = py.check_signals(),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            stop.fetch_or(ended.is_err(), Ordering::Relaxed);
        }
        let result = py.detach(|| worker.join());
        ended?;
        let result = result.map_err(|_| PyRuntimeError::new_err("scutch failed: a bug"))?;
        result.map_err(stopped)
    })
}

/// Waits a while for the next progress.
fn next(told: &Mutex<Receiver<(u64, u64)>>) -> std::result::Result<(u64, u64), RecvTimeoutError> {
    let told = told.lock().unwrap_or_else(PoisonError::into_inner);
    told.recv_timeout(Duration::from_millis(LOOK_MS))
}
