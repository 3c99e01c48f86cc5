//! Writing a file anew: beside the old one, then in its place.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use scutch::{Error, Result};

/// Puts a file with this text at `path`, at once or not at all.
pub(super) fn replace(path: &Path, text: &str) -> Result<()> {
    let problem = |error: std::io::Error| Error::io(path, "write", &error);
    // A link is followed: the file that it names is the one to replace.
    let path = &path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    };
    let mut file = NamedTempFile::new_in(folder).map_err(problem)?;
    file.write_all(text.as_bytes()).map_err(problem)?;
    if let Ok(meta) = fs::metadata(path) {
        file.as_file().set_permissions(meta.permissions()).map_err(problem)?;
    }
    file.as_file().sync_all().map_err(problem)?;
    file.persist(path).map_err(|error| problem(error.error))?;
    Ok(())
}
