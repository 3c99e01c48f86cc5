//! The least that any tool must do with texts: read, check that they are UTF-8, write.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

/// Bytes of a buffer.
pub(crate) const BUFFER_BYTES: usize = 1 << 20;

/// Adds the files in a folder and below, folder by folder in the order of their names.
///
/// # Errors
///
/// When a folder cannot be read.
pub(crate) fn files(folder: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    let entries = fs::read_dir(folder)?.map(|entry| Ok(entry?.path()));
    let mut entries: Vec<PathBuf> = entries.collect::<io::Result<_>>()?;
    entries.sort();
    for path in entries {
        match path.is_dir() {
            true => files(&path, found)?,
            false => found.push(path),
        }
    }
    Ok(())
}

/// Writes each line of a file that is UTF-8, as it is.
///
/// # Errors
///
/// When the file cannot be read, is no UTF-8, or `out` cannot be written.
pub(crate) fn lines(path: &Path, out: &mut impl Write) -> io::Result<()> {
    let mut lines = BufReader::with_capacity(BUFFER_BYTES, File::open(path)?);
    let mut line = Vec::new();
    while lines.read_until(b'\n', &mut line)? > 0 {
        simdutf8::basic::from_utf8(&line).map_err(io::Error::other)?;
        out.write_all(&line)?;
        line.clear();
    }
    Ok(())
}

/// Writes the text of a file as a line of JSON; bytes that are no UTF-8 are replaced.
///
/// # Errors
///
/// When the file cannot be read or `out` cannot be written.
pub(crate) fn whole(path: &Path, out: &mut impl Write) -> io::Result<()> {
    let bytes = fs::read(path)?;
    let text = match simdutf8::basic::from_utf8(&bytes) {
        Ok(text) => text.into(),
        Err(_) => String::from_utf8_lossy(&bytes),
    };
    serde_json::to_writer(&mut *out, &serde_json::json!({ "text": text }))?;
    out.write_all(b"\n")
}
