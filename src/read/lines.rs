//! Lines of a stream with their place, none longer than a limit.

use std::io::{self, BufRead};

/// The lines of a stream.
pub(super) struct Lines<'a> {
    stream: &'a mut dyn BufRead,
    most_bytes: u64,
    /// Where the next line begins.
    offset: u64,
}

/// A line, with its line break where it has one.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) offset: u64,
    /// The bytes; of a line that is too long, those up to the limit.
    pub(super) bytes: Vec<u8>,
    /// The length of the line in the stream.
    pub(super) len: u64,
}

impl Line {
    /// Returns whether the line was longer than the limit.
    pub(super) fn is_cut(&self) -> bool {
        self.bytes.len() as u64 != self.len
    }
}

/// A stream that broke off inside a line.
pub(super) struct Broken {
    /// Where the line begins that is lost.
    pub(super) offset: u64,
    /// The bytes of it that were read.
    pub(super) lost: u64,
    /// Why.
    pub(super) error: io::Error,
}

impl<'a> Lines<'a> {
    /// Returns the lines of `stream`, cut at `most_bytes`.
    pub(super) fn new(stream: &'a mut dyn BufRead, most_bytes: u64) -> Lines<'a> {
        Lines { stream, most_bytes, offset: 0 }
    }

    /// Returns the next line; none at the end.
    ///
    /// # Errors
    ///
    /// When the stream cannot be read further, or has a gap; what was read of a line is lost then.
    pub(super) fn next(&mut self) -> Result<Option<Line>, Broken> {
        let mut line = Line { offset: self.offset, bytes: Vec::new(), len: 0 };
        loop {
            let buffer = match self.stream.fill_buf() {
                Ok(buffer) => buffer,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => {
                    self.offset += line.len;
                    return Err(Broken { offset: line.offset, lost: line.len, error });
                }
            };
            if buffer.is_empty() {
                self.offset += line.len;
                return Ok(Some(line).filter(|line| line.len > 0));
            }
            let end = memchr::memchr(b'\n', buffer).map(|at| at + 1);
            let used = end.unwrap_or(buffer.len());
            let room = self.most_bytes.saturating_sub(line.bytes.len() as u64);
            let kept = used.min(usize::try_from(room).unwrap_or(used));
            line.bytes.extend_from_slice(buffer.get(..kept).unwrap_or_default());
            line.len += used as u64;
            self.stream.consume(used);
            if end.is_some() {
                self.offset += line.len;
                return Ok(Some(line));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(bytes: &[u8], most_bytes: u64) -> Vec<(u64, usize, u64)> {
        let mut stream = io::BufReader::with_capacity(3, bytes);
        let mut lines = Lines::new(&mut stream, most_bytes);
        let mut found = Vec::new();
        while let Ok(Some(line)) = lines.next() {
            found.push((line.offset, line.bytes.len(), line.len));
        }
        found
    }

    #[test]
    fn lines_keep_their_places() {
        assert_eq!(lines(b"abcd\n\nef", 99), [(0, 5, 5), (5, 1, 1), (6, 2, 2)]);
        assert_eq!(lines(b"", 99), []);
    }

    #[test]
    fn a_long_line_is_cut_and_the_next_is_whole() {
        assert_eq!(lines(b"abcdefgh\nij\n", 4), [(0, 4, 9), (9, 3, 3)]);
    }
}
