//! Plain text that holds several documents, with lines between them that config tells.
//!
//! Each document is the stretch of the stream between two such lines. What is between them and blank is no
//! document. A document longer than the limit is set aside alone, and never held whole.

use std::io::BufRead;

use regex::bytes::{Regex, RegexBuilder};
use serde::{Deserialize, Serialize};

use crate::decode::TOO_LARGE;
use crate::error::{Error, Result};
use crate::raw::{Body, Part, Spoiled};

use super::feed::Flow;
use super::lines::{Line, Lines};
use super::place::Place;

/// What may stand before the first line: a byte order mark.
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// Options of `[read.split]`: where plain text is cut into documents. Without a line or a pattern, a file
/// is one document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Split {
    /// A line that stands between two documents, but for white space around it.
    pub line: String,
    /// A regular expression for the whole of such a line.
    pub pattern: String,
    /// Whether the line is the first of the document behind it, and not between the two.
    pub begins: bool,
}

/// Tells the lines between documents.
pub(super) struct Borders {
    test: Test,
    begins: bool,
}

enum Test {
    Line(Vec<u8>),
    Pattern(Regex),
}

impl Borders {
    /// Returns the borders that `split` tells, where it tells any.
    ///
    /// # Errors
    ///
    /// When it tells two kinds, or the pattern is malformed.
    pub(super) fn new(split: &Split) -> Result<Option<Borders>> {
        let test = match (split.line.trim(), split.pattern.as_str()) {
            ("", "") => return Ok(None),
            (line, "") => Test::Line(line.as_bytes().to_vec()),
            ("", pattern) => Test::Pattern(whole_line(pattern)?),
            _ => {
                let problem = "expected one of `line` and `pattern`, found both";
                return Err(Error::new("read.split", problem));
            }
        };
        Ok(Some(Borders { test, begins: split.begins }))
    }

    fn is_border(&self, line: &Line) -> bool {
        let bytes = line.bytes.as_slice();
        let bytes =
            if line.offset == 0 { bytes.strip_prefix(MARK).unwrap_or(bytes) } else { bytes };
        match &self.test {
            _ if line.is_cut() => false,
            Test::Line(wanted) => bytes.trim_ascii() == wanted,
            Test::Pattern(pattern) => {
                let bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
                pattern.is_match(bytes.strip_suffix(b"\r").unwrap_or(bytes))
            }
        }
    }
}

fn whole_line(pattern: &str) -> Result<Regex> {
    RegexBuilder::new(&format!("^(?:{pattern})$")).build().map_err(|error| {
        let reason = error.to_string();
        let reason = reason.lines().last().unwrap_or_default().trim_start_matches("error: ");
        Error::new("read.split.pattern", format!("expected a regular expression, found {reason}"))
    })
}

/// A document under way.
#[derive(Default)]
struct Growing {
    start: u64,
    // Up to one byte more than the limit.
    bytes: Vec<u8>,
    len: u64,
    has_text: bool,
}

/// Reads the documents of a stream.
pub(super) fn read(place: &mut Place<'_>, borders: &Borders, stream: &mut dyn BufRead) -> Flow {
    let most = place.reader.caps.document_bytes;
    let mut lines = Lines::new(stream, most);
    let (mut part, mut number) = (Growing::default(), 0);
    loop {
        match lines.next() {
            Ok(Some(line)) if borders.is_border(&line) => {
                part.hand_on(place, &mut number, most)?;
                part = Growing { start: line.offset + line.len, ..Growing::default() };
                if borders.begins {
                    part.start = line.offset;
                    part.add(&line, most);
                }
            }
            Ok(Some(line)) => part.add(&line, most),
            Ok(None) => return part.hand_on(place, &mut number, most),
            Err(broken) => {
                let lost = part.len + broken.lost;
                let is_over = place.broken(&broken.error, Some(part.start), lost)?;
                if is_over {
                    return Flow::Continue(());
                }
                part = Growing { start: broken.offset + broken.lost, ..Growing::default() };
            }
        }
    }
}

impl Growing {
    fn add(&mut self, line: &Line, most: u64) {
        let room =
            usize::try_from(most.saturating_sub(self.bytes.len() as u64)).unwrap_or(usize::MAX);
        self.bytes.extend_from_slice(line.bytes.get(..room).unwrap_or(&line.bytes));
        self.len += line.len;
        self.has_text |= line.is_cut() || !line.bytes.trim_ascii().is_empty();
    }

    /// Hands the document on, where it is one.
    fn hand_on(&mut self, place: &mut Place<'_>, number: &mut u64, most: u64) -> Flow {
        if !self.has_text {
            return Flow::Continue(());
        }
        *number += 1;
        let (bytes, offset) = (std::mem::take(&mut self.bytes), Some(self.start));
        let body = match self.len > most {
            true => Body::Spoiled(Spoiled {
                rule: &TOO_LARGE,
                reason: format!("expected at most {most} bytes, found {}", self.len),
                bytes: self.len,
                offset,
                place: None,
            }),
            false => Body::Part(Box::new(Part { bytes, offset, ..Part::default() })),
        };
        place.push(Some(&number.to_string()), body)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(split: &Split) -> String {
        Borders::new(split).err().map(|error| error.to_string()).unwrap_or_default()
    }

    #[test]
    fn two_kinds_of_borders_and_malformed_ones_are_refused() {
        let both = Split { line: "%%".to_owned(), pattern: "-+".to_owned(), begins: false };
        assert_eq!(told(&both), "read.split: expected one of `line` and `pattern`, found both");
        let open = Split { pattern: "(".to_owned(), ..Split::default() };
        assert_eq!(
            told(&open),
            "read.split.pattern: expected a regular expression, found unclosed group"
        );
        assert!(Borders::new(&Split::default()).is_ok_and(|borders| borders.is_none()));
    }
}
