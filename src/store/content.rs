//! What tells that a file is the one that it was: its stamp, or its content.

use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::Path;
use std::time::{Duration, SystemTime};

use crate::error::{Error, Result};
use crate::hash::Hash;

/// A file that was changed so shortly before the store was opened may be changed again without a sign:
/// the times of some file systems have two seconds (FAT).
const DOUBT: Duration = Duration::from_secs(2);

/// Bytes that are hashed at a time.
const BUFFER_BYTES: usize = 1 << 16;

/// The name of a file whose time is that of the disk.
const CLOCK: &str = "clock";

/// What identifies a state of a file without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stamp {
    /// Its size.
    pub(crate) size: u64,
    /// Stands for its times and its place on the disk; 0 where these do not prove that it is unchanged.
    pub(crate) mark: u64,
}

impl Stamp {
    /// Returns the stamp of a regular file.
    pub(super) fn of(path: &Path, opened: Option<SystemTime>) -> Option<Stamp> {
        let meta = fs::metadata(path).ok().filter(Metadata::is_file)?;
        let is_settled = opened.zip(meta.modified().ok()).is_some_and(|(opened, modified)| {
            modified.checked_add(DOUBT).is_some_and(|settled| settled < opened)
        });
        let mark = if is_settled { mark(&meta) } else { 0 };
        Some(Stamp { size: meta.len(), mark })
    }
}

/// Returns what stands for the times and the place of a file, never 0.
fn mark(meta: &Metadata) -> u64 {
    let since =
        meta.modified().ok().and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok());
    let text = format!("{} {:?} {}", meta.len(), since, place(meta));
    crate::hash::short(text.as_bytes()).max(1)
}

/// Returns where the file is on the disk, and when anything about it was last changed.
#[cfg(unix)]
fn place(meta: &Metadata) -> String {
    use std::os::unix::fs::MetadataExt;
    format!("{} {} {} {}", meta.dev(), meta.ino(), meta.ctime(), meta.ctime_nsec())
}

#[cfg(not(unix))]
fn place(meta: &Metadata) -> String {
    format!("{:?}", meta.created().ok())
}

/// Returns the time by the clock of the disk that holds `folder`.
pub(super) fn now(folder: &Path) -> Result<Option<SystemTime>> {
    let path = folder.join(CLOCK);
    fs::write(&path, b"the time of this file is when the last run began\n")
        .map_err(|error| Error::io(&path, "write", &error))?;
    Ok(fs::metadata(&path).and_then(|meta| meta.modified()).ok())
}

/// Returns the first 128 bits of the SHA-256 of a file.
pub(crate) fn digest_of(path: &Path) -> io::Result<u128> {
    let mut file = File::open(path)?;
    let mut hash = Hash::default();
    let mut buffer = vec![0; BUFFER_BYTES];
    loop {
        match file.read(&mut buffer) {
            Ok(0) => break,
            Ok(count) => hash.update(buffer.get(..count).unwrap_or_default()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    named(&hash.finish()).ok_or_else(|| io::Error::other("expected a hash"))
}

/// Returns the 128 bits that a SHA-256 in hexadecimal begins with.
pub(super) fn named(sha256: &str) -> Option<u128> {
    u128::from_str_radix(sha256.get(..32)?, 16).ok()
}
