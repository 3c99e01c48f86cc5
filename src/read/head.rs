//! A stream whose first bytes can be looked at before it is read.

use std::io::{self, BufRead, Read};

use super::sniff::HEAD_BYTES;

/// A stream that gives its first bytes twice: once to look at, once to read.
pub(super) struct Head<R> {
    head: Vec<u8>,
    given: usize,
    // What ended the look, to be told when the head is read.
    error: Option<io::Error>,
    inner: R,
}

impl<R: BufRead> Head<R> {
    /// Reads the first bytes of `inner`.
    pub(super) fn new(mut inner: R) -> Head<R> {
        let mut head = Vec::new();
        let read = (&mut inner).take(HEAD_BYTES as u64).read_to_end(&mut head);
        Head { head, given: 0, error: read.err(), inner }
    }

    /// Returns the first bytes.
    pub(super) fn head(&self) -> &[u8] {
        &self.head
    }

    /// Returns what ended the look, where it is not the end of the stream.
    pub(super) fn error(&self) -> Option<&io::Error> {
        self.error.as_ref()
    }
}

impl<R: BufRead> Read for Head<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Head<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.given < self.head.len() {
            return Ok(self.head.get(self.given..).unwrap_or_default());
        }
        match self.error.take() {
            Some(error) => Err(error),
            None => self.inner.fill_buf(),
        }
    }

    fn consume(&mut self, bytes: usize) {
        let own = bytes.min(self.head.len() - self.given);
        self.given += own;
        if bytes > own {
            self.inner.consume(bytes - own);
        }
    }
}
