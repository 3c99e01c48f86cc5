//! The threads of a pipeline: made when first needed, and again in a process that was forked off.

use std::sync::{Arc, Mutex, PoisonError};

use pyo3::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use scutch::Error;

use crate::errors::misconfigured;

/// So many threads, one for each core where that is 0.
pub(crate) struct Pool {
    threads: usize,
    // With the process that has the threads: a fork has the memory of its parent, but none of its threads.
    made: Mutex<Option<(u32, Arc<ThreadPool>)>>,
}

impl Pool {
    /// Returns a pool that has no threads yet.
    pub(crate) fn new(threads: usize) -> Pool {
        Pool { threads, made: Mutex::new(None) }
    }

    /// Does `work` on the threads.
    ///
    /// # Errors
    ///
    /// When they cannot be had.
    pub(crate) fn install<T: Send>(&self, work: impl FnOnce() -> T + Send) -> PyResult<T> {
        Ok(self.threads()?.install(work))
    }

    fn threads(&self) -> PyResult<Arc<ThreadPool>> {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        let process = std::process::id();
        if let Some((_, pool)) = made.as_ref().filter(|(owner, _)| *owner == process) {
            return Ok(Arc::clone(pool));
        }
        // Threads that stayed behind in the parent cannot be waited for.
        std::mem::forget(made.take());
        let pool = ThreadPoolBuilder::new().num_threads(self.threads).build();
        let pool =
            pool.map_err(|error| misconfigured(Error::new("run.threads", error.to_string())))?;
        let pool = Arc::new(pool);
        *made = Some((process, Arc::clone(&pool)));
        Ok(pool)
    }
}
