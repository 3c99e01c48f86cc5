//! One pass over the bytes of a file: its digest, and how its lines end.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use crate::hash::Hash;

/// What the bytes of a file show.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// The SHA-256, where it was wanted.
    pub(super) digest: Option<String>,
    /// Whether it begins with a byte order mark.
    pub(super) has_mark: bool,
    plain: u64,
    returns: u64,
    is_open: bool,
    // The first line that ends unlike the first line.
    first_other: u64,
}

/// Bytes that are looked at together.
const READ_BYTES: usize = 1 << 20;

impl Seen {
    /// Reads a file, and hashes it where there is a hash to do it with.
    pub(super) fn of(path: &Path, mut hash: Option<Hash>) -> std::io::Result<Seen> {
        let mut file = BufReader::with_capacity(READ_BYTES, File::open(path)?);
        let mut seen = Seen::default();
        let mut before = 0;
        seen.has_mark = file.fill_buf()?.starts_with(b"\xEF\xBB\xBF");
        loop {
            let bytes = file.fill_buf()?;
            let Some(last) = bytes.last().copied() else { break };
            if let Some(hash) = &mut hash {
                hash.update(bytes);
            }
            // Only where there is a return at all are lines told apart.
            let has_return = before == b'\r' || memchr::memchr(b'\r', bytes).is_some();
            match has_return {
                false => seen.plain += memchr::memchr_iter(b'\n', bytes).count() as u64,
                true => {
                    for at in memchr::memchr_iter(b'\n', bytes) {
                        let sign =
                            at.checked_sub(1).map_or(Some(before), |at| bytes.get(at).copied());
                        seen.add(sign == Some(b'\r'));
                    }
                }
            }
            before = last;
            seen.is_open = last != b'\n';
            let len = bytes.len();
            file.consume(len);
        }
        seen.digest = hash.map(Hash::finish);
        Ok(seen)
    }

    fn add(&mut self, is_return: bool) {
        let was_mixed = self.plain > 0 && self.returns > 0;
        if is_return {
            self.returns += 1
        } else {
            self.plain += 1
        }
        if !was_mixed && self.plain > 0 && self.returns > 0 {
            self.first_other = self.plain + self.returns;
        }
    }

    /// Returns what is wrong with the ends of the lines.
    pub(super) fn problem(&self, is_lines: bool) -> Option<String> {
        if is_lines && self.plain > 0 && self.returns > 0 {
            let Seen { plain, returns, first_other, .. } = self;
            return Some(format!(
                "expected one kind of line end, found {plain} `\\n` and {returns} `\\r\\n`, the first \
                 other one on line {first_other}"
            ));
        }
        self.is_open.then(|| "expected a newline at the end, found none".to_owned())
    }
}
