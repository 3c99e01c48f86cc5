//! The native half of the Python package: arguments become calls of the library, results become Python
//! objects and Arrow tables, nothing else.
//!
//! Nothing here decides about a text. The interpreter lock is released while the library works.

mod config;
mod errors;
mod frame;
mod input;
mod outcome;
mod pieces;
mod pipeline;
mod pool;
mod record;
mod run;
mod spread;
mod survey;

// One command line, whoever starts it: the binary of the crate above, or Python's `scutch`.
#[path = "../../src/cli/mod.rs"]
mod cli;

use pyo3::prelude::*;

/// The native module.
#[pymodule]
mod _native {
    use std::ffi::OsString;

    use pyo3::prelude::*;

    #[pymodule_export]
    use crate::config::default_config;
    #[pymodule_export]
    use crate::pipeline::Pipeline;
    #[pymodule_export]
    use crate::run::run;
    #[pymodule_export]
    use crate::spread::{Finish, Merge, Scan, Settle, compares, recover, replace, shares};
    #[pymodule_export]
    use crate::survey::{merge_samples, propose, survey};

    /// Runs a command line, the name of the program first, and returns its exit status.
    #[pyfunction]
    fn main(py: Python<'_>, typed: Vec<OsString>) -> u8 {
        py.detach(|| crate::cli::main(typed).0)
    }

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add_class::<pyo3_arrow::PyTable>()?;
        module.add_class::<pyo3_arrow::PyRecordBatch>()?;
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
