//! Brings the bytes of a document into memory, or says why it cannot.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::document::{Rejection, Verdict};
use crate::error::io_reason;
use crate::raw::Body;
use crate::rule::{Effect, Example, Rule};

pub(super) static UNREADABLE: Rule = Rule::new(
    "load/unreadable",
    Effect::Reject,
    "the file could not be read",
    "A file that is locked, gone or on a failing disk must be named, not skipped: the run goes on, \
     and its exit status says that something is missing.",
    &[],
);

pub(super) static TOO_LARGE: Rule = Rule::new(
    "load/too-large",
    Effect::Reject,
    "the file is larger than `limits.document_bytes`",
    "One file of unbounded size would decide how much memory a run needs.",
    &[],
);

pub(super) static EMPTY: Rule = Rule::new(
    "load/empty",
    Effect::Reject,
    "the file holds no bytes",
    "An empty file is most often a download that failed; as a record it would only be noise.",
    &[Example::fires("", ""), Example::declines("a")],
);

/// A document that could not be brought into memory.
#[derive(Debug)]
pub struct Failure {
    /// Its size as far as it is known.
    pub bytes: u64,
    /// Why.
    pub verdict: Verdict,
}

/// Returns the bytes of `body`.
///
/// # Errors
///
/// When it cannot be read, is not a regular file, or holds more than `max_bytes`.
pub fn load(body: Body, max_bytes: u64) -> Result<Vec<u8>, Failure> {
    match body {
        Body::Bytes(bytes) if bytes.len() as u64 > max_bytes => {
            Err(too_large(bytes.len() as u64, max_bytes))
        }
        Body::Bytes(bytes) => Ok(bytes),
        Body::Missing(reason) => Err(unreadable(reason)),
        Body::File(path) => read(&path, max_bytes),
    }
}

fn read(path: &Path, max_bytes: u64) -> Result<Vec<u8>, Failure> {
    let cannot = |error: io::Error| unreadable(format!("cannot read: {}", io_reason(&error)));
    let meta = std::fs::metadata(path).map_err(cannot)?;
    if !meta.is_file() {
        // Opening a pipe would wait for a writer that may never come.
        return Err(unreadable("expected a regular file".to_owned()));
    }
    if meta.len() > max_bytes {
        return Err(too_large(meta.len(), max_bytes));
    }
    let room = usize::try_from(meta.len()).unwrap_or(0);
    let mut bytes = Vec::with_capacity(room + 1);
    let file = File::open(path).map_err(cannot)?;
    file.take(max_bytes + 1).read_to_end(&mut bytes).map_err(cannot)?;
    if bytes.len() as u64 > max_bytes {
        return Err(too_large(bytes.len() as u64, max_bytes));
    }
    Ok(bytes)
}

fn unreadable(reason: String) -> Failure {
    let rule = (&UNREADABLE).into();
    Failure { bytes: 0, verdict: Verdict::Unreadable(Rejection { rule, reason, raw: None }) }
}

fn too_large(bytes: u64, max_bytes: u64) -> Failure {
    let rule = (&TOO_LARGE).into();
    let reason = format!("expected at most {max_bytes} bytes, found {bytes}");
    Failure { bytes, verdict: Verdict::Rejected(Rejection { rule, reason, raw: None }) }
}
