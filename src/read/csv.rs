//! CSV and TSV (RFC 4180): records are cut out by one thread, fields are found later, in parallel.
//!
//! A quote opens a field only at its start. Where a quote is never closed, or a record of several lines
//! has another number of fields than the header or text behind a closing quote, its first line alone
//! is set aside and reading goes on with the next: one stray quote must not swallow the file.

use std::collections::HashSet;
use std::io::{self, BufRead, Read};
use std::sync::Arc;

use serde_json::Value;

use crate::raw::{Body, Escapes, Opener, Part, Record, Spoiled};
use crate::rule::{Effect, Rule};
use crate::span::Span;

use super::columns::Columns;
use super::feed::Flow;
use super::json::NO_TEXT;
use super::meta::{Along, text_of};
use super::place::Place;

pub(super) static UNBALANCED: Rule = Rule::new(
    "csv/unbalanced",
    Effect::Reject,
    "a line of CSV whose quotes do not come in pairs",
    "Read by the letter, one stray quote would make the rest of the file a single field. The line is \
     set aside, and reading goes on behind it.",
    &[],
);

/// Signs that may stand between fields.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// Bytes that are read at a time.
const READ_BYTES: u64 = 64 << 10;
/// Bytes of a record that is long, and how many may turn out to be unbalanced before quotes are no
/// longer believed: each costs a walk over its length.
const LONG_BYTES: usize = 1 << 20;
const MOST_LONG: usize = 64;

/// Names of fields that a reason lists.
const MOST_TOLD: usize = 50;

/// What the records of a stream have in common.
struct Shape {
    delimiter: u8,
    names: Vec<String>,
    text: usize,
    columns: Arc<Columns>,
}

/// Reads the records of a stream.
pub(super) fn read(place: &mut Place<'_>, stream: &mut dyn BufRead, sign: Option<u8>) -> Flow {
    let most = place.reader.caps.document_bytes.saturating_mul(2);
    let mut records = Records::new(stream, usize::try_from(most).unwrap_or(usize::MAX));
    let shape = match header(place, &mut records, sign) {
        Ok(Some(shape)) => Arc::new(shape),
        Ok(None) => return Flow::Continue(()),
        Err(error) => return place.broken(&error, Some(0), 0).map_continue(|_| ()),
    };
    let Some(_) = shape.names.get(shape.text) else {
        let wanted = place.reader.columns.wanted();
        let found: Vec<&str> = shape.names.iter().take(MOST_TOLD).map(String::as_str).collect();
        let more = if shape.names.len() > MOST_TOLD { " and more" } else { "" };
        let reason = format!("expected {wanted}, found {}{more}", found.join(", "));
        return place.refuse(&NO_TEXT, reason);
    };
    let opener: Arc<dyn Opener> = shape;
    let mut number = 0;
    loop {
        let (offset, is_whole, bytes) = match records.next() {
            Ok(Some(cut)) => cut,
            Ok(None) => return Flow::Continue(()),
            Err(error) => {
                let lost = records.give_up();
                let is_over = place.broken(&error, Some(records.offset), lost)?;
                if is_over {
                    return Flow::Continue(());
                }
                continue;
            }
        };
        number += 1;
        let body = match is_whole {
            true => Body::Record(Record { bytes, offset, opener: Arc::clone(&opener) }),
            false => Body::Spoiled(Spoiled {
                rule: &UNBALANCED,
                reason: "expected quotes in pairs, found one that does not close its field"
                    .to_owned(),
                bytes: bytes.len() as u64,
                offset: Some(offset),
                place: None,
            }),
        };
        place.push(Some(&number.to_string()), body)?;
    }
}

/// Reads the names of the fields; none where the stream is empty.
fn header(
    place: &Place<'_>,
    records: &mut Records<'_>,
    sign: Option<u8>,
) -> io::Result<Option<Shape>> {
    let line = records.first_line()?;
    let own = line.strip_prefix(b"sep=").and_then(|rest| rest.first().copied());
    let commonest = || {
        let count = |sign: &u8| line.iter().filter(|byte| *byte == sign).count();
        // Of equals the first counts.
        DELIMITERS.into_iter().rev().max_by_key(count).unwrap_or(b',')
    };
    records.delimiter = own.or(sign).unwrap_or_else(commonest);
    if own.is_some() {
        records.next()?;
    }
    let Some((_, _, bytes)) = records.next()? else { return Ok(None) };
    let mut names: Vec<String> = Vec::new();
    let mut taken = HashSet::new();
    for (index, field) in fields(&bytes, records.delimiter).into_iter().enumerate() {
        let name = text_of(field.inner.of_bytes(&bytes)).trim().replace("\"\"", "\"");
        let is_taken = name.is_empty() || taken.contains(&name);
        let name = if is_taken { format!("{name}#{}", index + 1) } else { name };
        taken.insert(name.clone());
        names.push(name);
    }
    records.width = names.len();
    let columns = Arc::clone(&place.reader.columns);
    let found = columns.text(names.iter().map(String::as_str));
    let only = (names.len() == 1 && columns.text.is_empty()).then_some(0);
    let text = found.or(only).unwrap_or(usize::MAX);
    Ok(Some(Shape { delimiter: records.delimiter, names, text, columns }))
}

/// A field of a record: what stands between its quotes, where it has some.
struct Field {
    inner: Span,
    is_quoted: bool,
}

impl Opener for Shape {
    fn open(&self, mut bytes: Vec<u8>, offset: u64) -> Result<Part, Spoiled> {
        let fields = fields(&bytes, self.delimiter);
        let Some(field) = fields.get(self.text) else {
            let (wanted, found) = (self.text + 1, fields.len());
            return Err(Spoiled {
                rule: &NO_TEXT,
                reason: format!("expected at least {wanted} fields, found {found}"),
                bytes: bytes.len() as u64,
                offset: Some(offset),
                place: None,
            });
        };
        let mut along = Along::default();
        for (index, other) in fields.iter().enumerate().filter(|(index, _)| *index != self.text) {
            let mut value = text_of(other.inner.of_bytes(&bytes));
            if other.is_quoted {
                value = value.replace("\"\"", "\"");
            }
            let value = if value.is_empty() { Value::Null } else { Value::String(value) };
            match self.names.get(index) {
                Some(name) => along.field(name, value, &self.columns),
                None => along.keep(&format!("#{}", index + 1), value),
            }
        }
        let (meta, hints) = along.finish();
        let escapes = if field.is_quoted { Escapes::Csv } else { Escapes::None };
        let inner = field.inner;
        bytes.truncate(inner.end);
        bytes.drain(..inner.start);
        let offset = Some(offset + inner.start as u64);
        Ok(Part { bytes, offset, escapes, charset: None, meta, hints })
    }
}

/// Returns the fields of a record.
fn fields(bytes: &[u8], delimiter: u8) -> Vec<Field> {
    let end = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    let end = end.strip_suffix(b"\r").unwrap_or(end).len();
    let bytes = bytes.get(..end).unwrap_or_default();
    let mut fields = Vec::new();
    let mut start = 0;
    loop {
        let rest = bytes.get(start..).unwrap_or_default();
        let is_quoted = rest.first() == Some(&b'"');
        let closed = if is_quoted { closing(rest) } else { None };
        let from = if is_quoted { closed.unwrap_or(rest.len()) } else { 0 };
        let behind = rest.get(from..).unwrap_or_default();
        let stop = memchr::memchr(delimiter, behind).map_or(rest.len(), |at| from + at);
        // What stands behind the closing quote belongs to the field, and so does that quote then.
        let end = if closed == Some(stop) { stop - 1 } else { stop };
        let inner = Span::new(start + usize::from(is_quoted), start + end);
        fields.push(Field { inner, is_quoted });
        if start + stop >= bytes.len() {
            return fields;
        }
        start += stop + 1;
    }
}

/// Returns the place behind the quote that closes the field which `rest` begins with.
fn closing(rest: &[u8]) -> Option<usize> {
    let mut at = 1;
    while let Some(step) = memchr::memchr(b'"', rest.get(at..).unwrap_or_default()) {
        at += step + 1;
        if rest.get(at) != Some(&b'"') {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// The records of a stream.
struct Records<'a> {
    stream: &'a mut dyn BufRead,
    buffer: Vec<u8>,
    /// Where the next record begins in the buffer, and in the stream.
    start: usize,
    offset: u64,
    delimiter: u8,
    /// Fields of the header; 0 while it is not known.
    width: usize,
    most_bytes: usize,
    long_ones: usize,
    is_over: bool,
}

/// A record: where it begins, whether its quotes are in pairs, and its bytes.
type Cut = (u64, bool, Vec<u8>);

impl<'a> Records<'a> {
    fn new(stream: &'a mut dyn BufRead, most_bytes: usize) -> Records<'a> {
        Records {
            stream,
            buffer: Vec::new(),
            start: 0,
            offset: 0,
            delimiter: b',',
            width: 0,
            most_bytes,
            long_ones: 0,
            is_over: false,
        }
    }

    /// Reads more into the buffer; returns whether there was more.
    fn more(&mut self) -> io::Result<bool> {
        if self.is_over {
            return Ok(false);
        }
        self.buffer.drain(..self.start);
        self.start = 0;
        let read = self.stream.take(READ_BYTES).read_to_end(&mut self.buffer)?;
        self.is_over = read == 0;
        Ok(read > 0)
    }

    fn ahead(&self) -> &[u8] {
        self.buffer.get(self.start..).unwrap_or_default()
    }

    /// Drops what was read and not cut; returns how much that is.
    fn give_up(&mut self) -> u64 {
        let lost = self.ahead().len();
        self.pass(lost);
        lost as u64
    }

    fn pass(&mut self, len: usize) {
        self.start += len;
        self.offset += len as u64;
    }

    /// Returns the first line, without its mark, which is passed over.
    fn first_line(&mut self) -> io::Result<Vec<u8>> {
        while memchr::memchr(b'\n', self.ahead()).is_none() && self.ahead().len() < LONG_BYTES {
            if !self.more()? {
                break;
            }
        }
        if self.ahead().starts_with(b"\xEF\xBB\xBF") {
            self.pass(3);
        }
        Ok(self.ahead().split(|byte| *byte == b'\n').next().unwrap_or_default().to_vec())
    }

    /// Returns the next record that is not blank.
    fn next(&mut self) -> io::Result<Option<Cut>> {
        loop {
            let Some((len, is_whole)) = self.cut()? else { return Ok(None) };
            let offset = self.offset;
            let bytes = self.ahead().get(..len).unwrap_or_default();
            let is_blank = bytes.iter().all(|byte| matches!(byte, b'\r' | b'\n'));
            let bytes = if is_blank { Vec::new() } else { bytes.to_vec() };
            self.pass(len);
            if !is_blank {
                return Ok(Some((offset, is_whole, bytes)));
            }
        }
    }

    /// Returns the length of the next record and whether its quotes are in pairs.
    fn cut(&mut self) -> io::Result<Option<(usize, bool)>> {
        let mut walk = Walk::default();
        let is_quoting = self.long_ones < MOST_LONG;
        loop {
            let end = walk.run(self.ahead(), self.delimiter, is_quoting);
            if let Some(end) = end {
                let is_likely = walk.fields == self.width && !walk.is_loose;
                let is_odd = self.width > 0 && walk.lines > 1 && !is_likely;
                return Ok(Some(if is_odd { (self.line(end), false) } else { (end, true) }));
            }
            let is_full = self.ahead().len() >= self.most_bytes;
            if is_full || !self.more()? {
                let len = self.ahead().len();
                if len == 0 {
                    return Ok(None);
                }
                let is_closed = walk.state != State::Quoted;
                if is_closed && !is_full {
                    return Ok(Some((len, true)));
                }
                return Ok(Some((self.line(len), false)));
            }
        }
    }

    /// Returns the length of the first line of a record that cannot be right.
    fn line(&mut self, len: usize) -> usize {
        self.long_ones += usize::from(len >= LONG_BYTES);
        memchr::memchr(b'\n', self.ahead()).map_or(len, |at| at + 1)
    }
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum State {
    #[default]
    Start,
    Plain,
    Quoted,
    Closed,
}

/// A walk over a record that goes on where it stopped when more bytes come.
#[derive(Default)]
struct Walk {
    at: usize,
    state: State,
    /// Delimiters, and line ends inside quotes, so far.
    fields: usize,
    lines: usize,
    /// Whether something stands between a closing quote and the end of its field.
    is_loose: bool,
}

impl Walk {
    /// Walks to the end of the record, where the bytes hold it.
    fn run(&mut self, bytes: &[u8], delimiter: u8, is_quoting: bool) -> Option<usize> {
        while let Some(byte) = bytes.get(self.at).copied() {
            if self.state == State::Quoted {
                let rest = bytes.get(self.at..).unwrap_or_default();
                let stop = memchr::memchr(b'"', rest);
                let inside = rest.get(..stop.unwrap_or(rest.len())).unwrap_or_default();
                self.lines += memchr::memchr_iter(b'\n', inside).count();
                self.at += inside.len();
                if stop.is_some() {
                    self.at += 1;
                    self.state = State::Closed;
                }
                continue;
            }
            self.at += 1;
            self.is_loose |= self.state == State::Closed
                && byte != delimiter
                && !matches!(byte, b'"' | b'\r' | b'\n');
            self.state = match byte {
                b'\n' => {
                    self.fields += 1;
                    self.lines += 1;
                    return Some(self.at);
                }
                byte if byte == delimiter => {
                    self.fields += 1;
                    State::Start
                }
                b'"' if self.state == State::Closed => State::Quoted,
                b'"' if self.state == State::Start && is_quoting => State::Quoted,
                _ => State::Plain,
            };
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cuts(bytes: &[u8]) -> Vec<(u64, bool, String)> {
        let mut stream = bytes;
        let mut records = Records::new(&mut stream, 1 << 20);
        records.width = 2;
        let mut found = Vec::new();
        while let Ok(Some((offset, is_whole, bytes))) = records.next() {
            found.push((offset, is_whole, String::from_utf8_lossy(&bytes).into_owned()));
        }
        found
    }

    fn inner(record: &[u8]) -> Vec<String> {
        let fields = fields(record, b',');
        fields.iter().map(|field| text_of(field.inner.of_bytes(record))).collect()
    }

    #[test]
    fn records_may_hold_lines_and_quotes() {
        let whole = cuts(b"a,\"b\nc \"\"d\"\"\"\r\n\r\n5\" disk,x\nlast,one");
        let lens: Vec<(u64, bool)> =
            whole.iter().map(|(at, is_whole, _)| (*at, *is_whole)).collect();
        assert_eq!(lens, [(0, true), (17, true), (27, true)]);
    }

    #[test]
    fn a_stray_quote_costs_its_line_alone() {
        let found = cuts(b"a,\"b\nc,d\ne,\"f\"\ng,h\n");
        let told: Vec<(bool, &str)> =
            found.iter().map(|(_, is_whole, text)| (*is_whole, text.trim_end())).collect();
        assert_eq!(told, [(false, "a,\"b"), (true, "c,d"), (true, "e,\"f\""), (true, "g,h")]);
    }

    #[test]
    fn fields_are_what_stands_between_quotes() {
        assert_eq!(inner(b"a,\"b, \"\"c\"\"\",,\"\"\r\n"), ["a", "b, \"\"c\"\"", "", ""]);
        assert_eq!(inner(b"\"a\"b,c"), ["a\"b", "c"]);
        assert_eq!(inner(b"\"open"), ["open"]);
        assert_eq!(inner(b""), [""]);
    }
}
