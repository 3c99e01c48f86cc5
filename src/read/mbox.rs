//! Mailboxes and single messages: headers become metadata, the text part becomes the raw document.
//!
//! The plain part of a message is read, else its HTML part. What base64 or quoted-printable wraps is
//! unwrapped, and is then no stretch of the stream any more.

use std::io::BufRead;
use std::sync::Arc;

use serde_json::Value;

use crate::raw::{Body, HintKind, Opener, Part, Record, Spoiled};
use crate::rule::{Effect, Rule};
use crate::span::Span;

use super::caps::read_whole;
use super::columns::Columns;
use super::feed::Flow;
use super::lines::Lines;
use super::mail::{Headers, words};
use super::meta::Along;
use super::place::Place;
use super::transfer::{base64, quoted_printable};

pub(super) static NO_PART: Rule = Rule::new(
    "mail/no-text",
    Effect::Reject,
    "a message without a part that is text",
    "A message that holds an image or a form alone has nothing to read.",
    &[],
);

/// Parts inside parts.
const MOST_DEPTH: usize = 8;

/// Opens messages.
struct Message;

/// Reads the messages of a mailbox: each begins with a line `From ` behind a blank line.
pub(super) fn read(place: &mut Place<'_>, stream: &mut dyn BufRead) -> Flow {
    let most = place.reader.caps.document_bytes.saturating_mul(2);
    let mut lines = Lines::new(stream, most);
    let (mut bytes, mut offset, mut number) = (Vec::new(), 0, 0);
    let mut is_behind_blank = true;
    loop {
        let line = match lines.next() {
            Ok(Some(line)) => line,
            Ok(None) => break,
            Err(broken) => {
                let lost = bytes.len() as u64 + broken.lost;
                bytes.clear();
                let is_over = place.broken(&broken.error, Some(offset), lost)?;
                if is_over {
                    return Flow::Continue(());
                }
                continue;
            }
        };
        if is_behind_blank && line.bytes.starts_with(b"From ") {
            push(place, &mut number, offset, std::mem::take(&mut bytes))?;
            (offset, is_behind_blank) = (line.offset + line.len, false);
            continue;
        }
        is_behind_blank = line.bytes.trim_ascii().is_empty();
        // A message over the limit keeps one byte too many, which rejects it.
        if (bytes.len() as u64) <= most {
            bytes.extend_from_slice(&line.bytes);
        }
    }
    push(place, &mut number, offset, bytes)
}

fn push(place: &mut Place<'_>, number: &mut u64, offset: u64, bytes: Vec<u8>) -> Flow {
    if bytes.trim_ascii().is_empty() {
        return Flow::Continue(());
    }
    *number += 1;
    let record = Record { bytes, offset, opener: Arc::new(Message) };
    place.push(Some(&number.to_string()), Body::Record(record))
}

/// Reads a stream that is one message.
pub(super) fn message(place: &mut Place<'_>, stream: &mut dyn BufRead) -> Flow {
    let (bytes, whole) = read_whole(stream, place.reader.caps.document_bytes.saturating_mul(2));
    match whole {
        Ok(()) => {
            place.push(None, Body::Record(Record { bytes, offset: 0, opener: Arc::new(Message) }))
        }
        Err(error) => place.broken(&error, Some(0), bytes.len() as u64).map_continue(|_| ()),
    }
}

impl Opener for Message {
    fn open(&self, bytes: Vec<u8>, offset: u64) -> Result<Part, Spoiled> {
        let headers = Headers::read(&bytes);
        let whole = Span::new(0, bytes.len());
        let found =
            ["text/plain", "text/html"].iter().find_map(|kind| part(&bytes, whole, kind, 0));
        let Some(text) = found else {
            return Err(Spoiled {
                rule: &NO_PART,
                reason: format!("expected a part that is text, found {}", headers.content_type()),
                bytes: bytes.len() as u64,
                offset: Some(offset),
                place: None,
            });
        };
        let own = Headers::read(text.of_bytes(&bytes));
        let body = Span::new(text.start + own.body, text.end);
        let way = own.first("content-transfer-encoding").unwrap_or_default().trim();
        let (plain, offset) = match way.to_ascii_lowercase().as_str() {
            "base64" => (base64(body.of_bytes(&bytes)), None),
            "quoted-printable" => (quoted_printable(body.of_bytes(&bytes), b'_'), None),
            _ => (body.of_bytes(&bytes).to_vec(), Some(offset + body.start as u64)),
        };
        let (meta, hints) = along(&headers).finish();
        let charset = own.parameter("content-type", "charset");
        Ok(Part { bytes: plain, offset, charset, meta, hints, ..Part::default() })
    }
}

/// Returns the place of the first part of this kind, with its headers.
fn part(bytes: &[u8], place: Span, kind: &str, depth: usize) -> Option<Span> {
    let headers = Headers::read(place.of_bytes(bytes));
    let own = headers.content_type();
    let boundary = headers.parameter("content-type", "boundary").filter(|mark| !mark.is_empty());
    let Some(boundary) = boundary.filter(|_| own.starts_with("multipart/")) else {
        // A message that does not say is plain text.
        let is_attached = headers
            .first("content-disposition")
            .is_some_and(|way| way.trim_start().to_ascii_lowercase().starts_with("attachment"));
        let is_kind = own == kind || (own.is_empty() && kind == "text/plain");
        return (is_kind && !is_attached).then_some(place);
    };
    if depth >= MOST_DEPTH {
        return None;
    }
    let body = Span::new(place.start + headers.body, place.end);
    let mark = format!("--{boundary}");
    let mut start = None;
    for at in memchr::memmem::find_iter(body.of_bytes(bytes), mark.as_bytes()) {
        let at = body.start + at;
        if at > body.start && bytes.get(at - 1) != Some(&b'\n') {
            continue;
        }
        if let Some(start) = start.filter(|start| *start <= at) {
            let found = part(bytes, trimmed(bytes, start, at), kind, depth + 1);
            if found.is_some() {
                return found;
            }
        }
        let behind = bytes.get(at + mark.len()..body.end).unwrap_or_default();
        let line = memchr::memchr(b'\n', behind);
        start = line.map(|end| at + mark.len() + end + 1);
        if behind.starts_with(b"--") {
            return None;
        }
    }
    // The last part of a message that was cut off.
    start.and_then(|start| part(bytes, Span::new(start, body.end), kind, depth + 1))
}

/// Returns `start..end` without the line break that belongs to the boundary behind.
fn trimmed(bytes: &[u8], start: usize, end: usize) -> Span {
    let inside = bytes.get(start..end).unwrap_or_default();
    let inside = inside.strip_suffix(b"\n").unwrap_or(inside);
    let inside = inside.strip_suffix(b"\r").unwrap_or(inside);
    Span::new(start, start + inside.len())
}

/// Returns what the headers say of a message.
fn along(headers: &Headers) -> Along {
    let columns = Columns::default();
    let mut along = Along::default();
    for name in
        ["subject", "date", "from", "to", "cc", "reply-to", "message-id", "in-reply-to", "list-id"]
    {
        let Some(value) = headers.first(name).map(words) else { continue };
        if name == "from" {
            along.hint(HintKind::Author, name, &Value::String(person(&value)));
            along.keep(name, Value::String(value));
        } else {
            along.field(name, Value::String(value), &columns);
        }
    }
    along
}

/// Returns the name in `Name <address>`; nothing where there is an address alone.
fn person(from: &str) -> String {
    let name = from.split_once('<').map_or("", |(name, _)| name);
    name.trim().trim_matches('"').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(message: &[u8]) -> Option<Part> {
        Message.open(message.to_vec(), 100).ok()
    }

    #[test]
    fn the_body_of_a_plain_message_keeps_its_place() {
        let part = open(b"From: Ann Lee <a@b.lr>\nSubject: =?utf-8?Q?Caf=C3=A9?=\n\nThe ferry.\n");
        let part = part.unwrap_or_default();
        assert_eq!((part.bytes.as_slice(), part.offset), (&b"The ferry.\n"[..], Some(155)));
        let hints: Vec<&str> = part.hints.iter().map(|hint| hint.value.as_str()).collect();
        assert_eq!(hints, ["Café", "Ann Lee"]);
    }

    #[test]
    fn the_plain_part_comes_before_html() {
        let message = b"Content-Type: multipart/alternative; boundary=x\n\n--x\n\
            Content-Type: text/html\n\n<p>no</p>\n--x\nContent-Type: text/plain; charset=koi8-r\n\
            Content-Transfer-Encoding: base64\n\neWVz\n--x--\n";
        let part = open(message).unwrap_or_default();
        assert_eq!((part.bytes.as_slice(), part.offset), (&b"yes"[..], None));
        assert_eq!(part.charset.as_deref(), Some("koi8-r"));
    }

    #[test]
    fn an_image_has_no_text() {
        assert!(open(b"Content-Type: image/png\n\nxx").is_none());
    }
}
