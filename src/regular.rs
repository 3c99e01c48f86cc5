//! Opens files that may be anything by now: nothing but a regular file is ever waited for.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;

use crate::error::io_reason;

/// Opens a regular file and returns it with its size in bytes.
///
/// # Errors
///
/// Why it cannot be read, in words for its document.
pub(crate) fn open(path: &Path) -> Result<(File, u64), String> {
    let cannot = |error: io::Error| format!("cannot read: {}", io_reason(&error));
    let file = options(path).map_err(cannot)?.open(path).map_err(cannot)?;
    let meta = file.metadata().map_err(cannot)?;
    match meta.is_file() {
        true => Ok((file, meta.len())),
        false => Err("expected a regular file".to_owned()),
    }
}

/// One look at the name finds the file: opening a pipe this way does not wait for a writer.
#[cfg(unix)]
fn options(_: &Path) -> io::Result<OpenOptions> {
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = OpenOptions::new();
    options.read(true).custom_flags(libc::O_NONBLOCK);
    Ok(options)
}

/// Opening a pipe would wait for a writer that may never come.
#[cfg(not(unix))]
fn options(path: &Path) -> io::Result<OpenOptions> {
    if !std::fs::metadata(path)?.is_file() {
        return Err(io::Error::other("expected a regular file"));
    }
    let mut options = OpenOptions::new();
    options.read(true);
    Ok(options)
}
