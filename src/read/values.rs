//! JSON objects in an array, inside another object or not, or one behind the other, cut out of a stream
//! without holding it.
//!
//! Only quotes and brackets are looked at; what is inside an object its opener judges. Bytes between
//! objects that belong to no array are damage, and reading goes on at the next object.

use std::io::BufRead;
use std::sync::Arc;

use crate::raw::{Body, Opener, Record, Spoiled};

use super::feed::Flow;
use super::json::{Json, MALFORMED};
use super::place::Place;
use super::shell::{Shell, Wrapper};

/// Where the cutter stands.
#[derive(Default)]
struct Cutter {
    /// Brackets that are open inside an object; 0 is between objects.
    depth: usize,
    in_string: bool,
    is_escaped: bool,
    /// The object so far, or the damage between two.
    bytes: Vec<u8>,
    /// Length of it in the stream.
    len: u64,
    /// Where it begins.
    start: u64,
    number: u64,
}

/// What the cutter has come to the end of.
enum Piece {
    Object,
    Damage,
}

/// Reads the objects of a stream, inside a wrapper where there is one.
pub(super) fn read(
    place: &mut Place<'_>,
    stream: &mut dyn BufRead,
    wrapper: Option<Wrapper>,
) -> Flow {
    let mut shell = wrapper.map(Shell::new);
    let opener: Arc<dyn Opener> = Arc::new(Json { columns: Arc::clone(&place.reader.columns) });
    let most = place.reader.caps.document_bytes.saturating_mul(2);
    let mut cutter = Cutter::default();
    let mut offset = 0;
    loop {
        let buffer = match stream.fill_buf() {
            Ok(buffer) => buffer,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) => {
                let is_over = place.broken(&error, Some(cutter.start), cutter.len)?;
                if is_over {
                    return Flow::Continue(());
                }
                cutter = Cutter { number: cutter.number, ..Cutter::default() };
                continue;
            }
        };
        if buffer.is_empty() {
            cutter.end(place, &opener)?;
            return if shell.is_some_and(|shell| shell.is_inside()) {
                cut(place, offset)
            } else {
                Flow::Continue(())
            };
        }
        let mut found = None;
        let mut used = 0;
        for byte in buffer {
            let is_between = cutter.depth == 0;
            if shell.as_mut().is_some_and(|shell| shell.takes(*byte, is_between)) {
                used += 1;
                continue;
            }
            found = cutter.take(*byte, offset + used as u64, most);
            used += usize::from(!matches!(found, Some(Piece::Damage)));
            if found.is_some() {
                break;
            }
        }
        stream.consume(used);
        offset += used as u64;
        match found {
            Some(Piece::Object) => cutter.object(place, &opener)?,
            Some(Piece::Damage) => cutter.damage(place)?,
            None => {}
        }
    }
}

impl Cutter {
    /// Takes one byte in; returns what ends with it, or before it where that is damage.
    fn take(&mut self, byte: u8, at: u64, most: u64) -> Option<Piece> {
        if self.depth == 0 {
            let is_between = byte.is_ascii_whitespace() || b"[],\xEF\xBB\xBF\x1E".contains(&byte);
            if byte == b'{' && self.len > 0 {
                return Some(Piece::Damage);
            }
            if byte != b'{' && is_between && self.len == 0 {
                return None;
            }
            if self.len == 0 {
                self.start = at;
            }
            self.depth = usize::from(byte == b'{');
            self.keep(byte, most);
            return None;
        }
        self.keep(byte, most);
        match byte {
            _ if self.is_escaped => self.is_escaped = false,
            b'\\' if self.in_string => self.is_escaped = true,
            b'"' => self.in_string = !self.in_string,
            _ if self.in_string => {}
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => self.depth -= 1,
            _ => {}
        }
        (self.depth == 0).then_some(Piece::Object)
    }

    fn keep(&mut self, byte: u8, most: u64) {
        self.len += 1;
        if self.len <= most {
            self.bytes.push(byte);
        }
    }

    fn object(&mut self, place: &mut Place<'_>, opener: &Arc<dyn Opener>) -> Flow {
        self.number += 1;
        let number = self.number.to_string();
        let (start, len) = (self.start, std::mem::take(&mut self.len));
        let bytes = std::mem::take(&mut self.bytes);
        if bytes.len() as u64 == len {
            let record = Record { bytes, offset: start, opener: Arc::clone(opener) };
            return place.push(Some(&number), Body::Record(record));
        }
        let reason = format!("expected an object of at most {} bytes, found {len}", bytes.len());
        place.push(Some(&number), Body::Spoiled(malformed(reason, start, len)))
    }

    fn damage(&mut self, place: &mut Place<'_>) -> Flow {
        let (start, len) = (self.start, std::mem::take(&mut self.len));
        self.bytes.clear();
        let reason = format!("expected a JSON object, found {len} other bytes");
        place.push(None, Body::Spoiled(malformed(reason, start, len)))
    }

    /// Hands on what the stream ends with.
    fn end(&mut self, place: &mut Place<'_>, opener: &Arc<dyn Opener>) -> Flow {
        match (self.depth, self.len) {
            (0, 0) => Flow::Continue(()),
            (0, _) => self.damage(place),
            _ => self.object(place, opener),
        }
    }
}

/// Tells of a wrapper that does not end.
fn cut(place: &mut Place<'_>, offset: u64) -> Flow {
    let reason = "expected the end of the object around the records, found the end of the stream";
    place.push(None, Body::Spoiled(malformed(reason.to_owned(), offset, 0)))
}

fn malformed(reason: String, start: u64, len: u64) -> Spoiled {
    let (offset, place) = (Some(start), None);
    Spoiled { rule: &MALFORMED, reason, bytes: len, offset, place }
}
