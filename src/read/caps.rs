//! Caps on what a file may unfold into, and the reader that enforces them.
//!
//! A few kilobytes can unfold into terabytes, into millions of members, or into themselves. Each file
//! of an input has one budget, whatever is nested in it; what goes over is cut off and named.

use std::cell::Cell;
use std::fmt;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

use crate::rule::{Effect, Rule};

pub(super) static RATIO: Rule = Rule::new(
    "container/ratio",
    Effect::Reject,
    "a file that unfolds to far more bytes than text ever does",
    "Text seldom shrinks to a hundredth. What grows more is made to fill a disk; reading stops there, \
     and what came before is kept.",
    &[],
);

pub(super) static SIZE: Rule = Rule::new(
    "container/size",
    Effect::Reject,
    "a file that unfolds to more than `limits.container_bytes`",
    "One file of unbounded content would decide how long a run takes.",
    &[],
);

pub(super) static MEMBERS: Rule = Rule::new(
    "container/members",
    Effect::Reject,
    "a file with more than `limits.container_members` members",
    "Archives inside archives can hold more members than a run could ever read.",
    &[],
);

pub(super) static DEPTH: Rule = Rule::new(
    "container/depth",
    Effect::Reject,
    "an archive nested deeper than `limits.container_depth`",
    "An archive can hold itself; unpacking it would never end.",
    &[],
);

pub(super) static DAMAGED: Rule = Rule::new(
    "container/damaged",
    Effect::Reject,
    "a compressed file or an archive that is cut off or broken",
    "What stands before the damage is kept, and so is what can be found behind it; the part between \
     is missing and must be named.",
    &[],
);

pub(super) static EMPTY: Rule = Rule::new(
    "container/empty",
    Effect::Reject,
    "an archive or a file of records with nothing in it",
    "An export that failed often leaves an empty archive behind; it must not vanish without a word.",
    &[],
);

/// Unfolded bytes up to which no ratio is asked for: highly regular files may be small.
const FREE_BYTES: u64 = 16 << 20;

/// What a file may unfold into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caps {
    /// Bytes of the largest raw document.
    pub document_bytes: u64,
    /// Containers inside each other.
    pub depth: usize,
    /// Members of all archives in a file.
    pub members: u64,
    /// Unfolded bytes for each byte of the file.
    pub ratio: u64,
    /// Unfolded bytes of a file.
    pub bytes: u64,
}

/// What one file of an input has unfolded into so far.
#[derive(Clone)]
pub(super) struct Budget {
    caps: Caps,
    packed: Rc<Cell<u64>>,
    unfolded: Rc<Cell<u64>>,
    members: Rc<Cell<u64>>,
    pushed: Rc<Cell<u64>>,
}

impl Budget {
    pub(super) fn new(caps: Caps) -> Budget {
        let count = Rc::default;
        Budget { caps, packed: count(), unfolded: count(), members: count(), pushed: count() }
    }

    pub(super) fn caps(&self) -> Caps {
        self.caps
    }

    /// Returns the documents that the file has given so far.
    pub(super) fn pushed(&self) -> u64 {
        self.pushed.get()
    }

    pub(super) fn count_pushed(&self) {
        self.pushed.set(self.pushed.get() + 1);
    }

    /// Counts one more member.
    ///
    /// # Errors
    ///
    /// When there are too many.
    pub(super) fn member(&self) -> Result<(), Stop> {
        self.members.set(self.members.get() + 1);
        match self.members.get() > self.caps.members {
            true => Err(Stop { rule: &MEMBERS, most: self.caps.members, found: "more members" }),
            false => Ok(()),
        }
    }

    /// Counts the bytes that `inner` gives as bytes of the file itself.
    pub(super) fn packed<R>(&self, inner: R) -> Counted<R> {
        Counted { inner, count: Rc::clone(&self.packed) }
    }

    /// Counts the bytes that `inner` gives as unfolded, and ends it where they are too many.
    pub(super) fn unfolded<R>(&self, inner: R) -> Capped<R> {
        Capped { inner, budget: self.clone() }
    }

    fn check(&self) -> Result<(), Stop> {
        let (unfolded, packed) = (self.unfolded.get(), self.packed.get());
        let Caps { ratio, bytes, .. } = self.caps;
        if unfolded > bytes {
            return Err(Stop { rule: &SIZE, most: bytes, found: "more unfolded bytes" });
        }
        if unfolded > FREE_BYTES && unfolded / ratio.max(1) > packed {
            return Err(Stop { rule: &RATIO, most: ratio, found: "more unfolded bytes a byte" });
        }
        Ok(())
    }
}

/// A cap that was met.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stop {
    pub(super) rule: &'static Rule,
    most: u64,
    found: &'static str,
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected at most {}, found {}", self.most, self.found)
    }
}

impl std::error::Error for Stop {}

/// Returns the cap that an error of a reader is about.
pub(super) fn stop_of(error: &io::Error) -> Option<Stop> {
    error.get_ref()?.downcast_ref::<Stop>().copied()
}

/// A reader whose bytes are counted.
pub(super) struct Counted<R> {
    inner: R,
    count: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.count.set(self.count.get() + read as u64);
        Ok(read)
    }
}

impl<R: io::Seek> io::Seek for Counted<R> {
    fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}

/// A reader that ends with an error where its file has unfolded too far.
pub(super) struct Capped<R> {
    inner: R,
    budget: Budget,
}

impl<R: Read> Read for Capped<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.budget.check().map_err(io::Error::other)?;
        let read = self.inner.read(buffer)?;
        self.budget.unfolded.set(self.budget.unfolded.get() + read as u64);
        Ok(read)
    }
}

/// Reads up to `most` bytes to the end of `stream`; one byte more tells that there are more.
pub(super) fn read_whole(stream: &mut dyn BufRead, most: u64) -> (Vec<u8>, io::Result<()>) {
    let mut bytes = Vec::new();
    let read = stream.take(most.saturating_add(1)).read_to_end(&mut bytes);
    (bytes, read.map(|_| ()))
}
