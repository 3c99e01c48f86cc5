//! Brings the bytes of a document into memory, or says why it cannot.

use std::io::Read;
use std::path::Path;

use crate::document::{Rejection, Verdict};
use crate::error::io_reason;
use crate::raw::{Body, Part, Record, Spoiled, means_unreadable};
use crate::regular;
use crate::rule::{Effect, Example, Rule};

pub(super) static UNREADABLE: Rule = Rule::new(
    "load/unreadable",
    Effect::Reject,
    "the file could not be read",
    "A file that is locked, gone or on a failing disk must be named, not skipped: the run goes on, \
     and its exit status says that something is missing.",
    &[],
);

pub(crate) static TOO_LARGE: Rule = Rule::new(
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
    /// Where it begins in the innermost stream, where that is known.
    pub offset: Option<u64>,
    /// Why.
    pub verdict: Verdict,
}

/// Returns the raw document of `body`, with what came along.
///
/// # Errors
///
/// When it cannot be read, is not a regular file, holds more than `max_bytes`, or is a record in
/// which there is no text.
pub fn load(body: Body, max_bytes: u64) -> Result<Part, Failure> {
    let part = match body {
        Body::File(path) => plain(read(&path, max_bytes)?),
        Body::Bytes(bytes) => plain(bytes),
        Body::Part(part) => *part,
        Body::Record(Record { bytes, offset, opener }) => {
            opener.open(bytes, offset).map_err(spoiled)?
        }
        Body::Kept(_) => {
            return Err(unreadable("expected raw bytes, found a finished document".to_owned()));
        }
        Body::Missing(reason) => return Err(unreadable(reason)),
        Body::Spoiled(spoil) => return Err(spoiled(spoil)),
    };
    match part.bytes.len() as u64 > max_bytes {
        true => {
            let failure = too_large(part.bytes.len() as u64, max_bytes);
            Err(Failure { offset: part.offset, ..failure })
        }
        false => Ok(part),
    }
}

fn plain(bytes: Vec<u8>) -> Part {
    Part { bytes, ..Part::default() }
}

fn read(path: &Path, max_bytes: u64) -> Result<Vec<u8>, Failure> {
    let (file, size) = regular::open(path).map_err(unreadable)?;
    if size > max_bytes {
        return Err(too_large(size, max_bytes));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0) + 1);
    let read = file.take(max_bytes + 1).read_to_end(&mut bytes);
    read.map_err(|error| unreadable(format!("cannot read: {}", io_reason(&error))))?;
    if bytes.len() as u64 > max_bytes {
        return Err(too_large(bytes.len() as u64, max_bytes));
    }
    Ok(bytes)
}

fn unreadable(reason: String) -> Failure {
    let rule = (&UNREADABLE).into();
    let verdict = Verdict::Unreadable(Rejection { rule, reason, raw: None });
    Failure { bytes: 0, offset: None, verdict }
}

fn too_large(bytes: u64, max_bytes: u64) -> Failure {
    let rule = (&TOO_LARGE).into();
    let reason = format!("expected at most {max_bytes} bytes, found {bytes}");
    let verdict = Verdict::Rejected(Rejection { rule, reason, raw: None });
    Failure { bytes, offset: None, verdict }
}

fn spoiled(spoiled: Spoiled) -> Failure {
    let Spoiled { rule, reason, bytes, offset, place } = spoiled;
    let rejection = Rejection { rule: rule.into(), reason, raw: place };
    let verdict = match means_unreadable(rule.id.as_ref()) {
        true => Verdict::Unreadable(rejection),
        false => Verdict::Rejected(rejection),
    };
    Failure { bytes, offset, verdict }
}
