//! What several tests share: the four laws, places of data, running the program.

#![allow(dead_code, reason = "each test binary uses its own part of this module")]

pub(crate) mod checked;
pub(crate) mod inputs;
pub(crate) mod laws;

use std::io::Write;
use std::path::{Path, PathBuf};

use scutch::{Config, Pipeline};

/// Returns the default pipeline.
pub(crate) fn pipeline() -> Pipeline {
    Pipeline::new(&Config::default()).expect("the default config is valid")
}

/// Returns the folder of evaluation data beside the project, or says that it is not there.
pub(crate) fn shared(part: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(part);
    if folder.exists() {
        return Some(folder);
    }
    let mut told = std::io::stderr().lock();
    let _ = writeln!(told, "skipped: ../shared/data/{part} is not here");
    None
}

/// Returns a folder of this test's own, empty.
pub(crate) fn scratch() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

/// Returns the program, to be run from the top of the project.
pub(crate) fn scutch() -> assert_cmd::Command {
    let mut command = assert_cmd::Command::cargo_bin("scutch").expect("the program is built");
    command.current_dir(env!("CARGO_MANIFEST_DIR")).env("NO_COLOR", "1");
    command
}
