//! Web archives (WARC 1.0 and 1.1, ISO 28500) and the texts drawn from them (WET).
//!
//! Responses, resources and conversions hold documents; requests, metadata and revisits describe
//! others and hold none. Damage costs what stands up to the next record.

use std::io::{BufRead, Read};
use std::sync::Arc;

use serde_json::Value;

use crate::raw::{Body, HintKind, Opener, Part, Record, Spoiled};
use crate::rule::{Effect, Rule};

use super::caps::DAMAGED;
use super::columns::Columns;
use super::feed::Flow;
use super::http::Response;
use super::lines::Lines;
use super::mail::Headers;
use super::meta::Along;
use super::place::Place;
use super::transfer::gunzip;

pub(super) static STATUS: Rule = Rule::new(
    "warc/status",
    Effect::Reject,
    "a stored response that is not the page that was asked for",
    "The text of a page that was not found, or has moved, is the server's and not the site's.",
    &[],
);

/// Bytes of the headers of a record.
const MOST_HEADER_BYTES: u64 = 1 << 20;

/// Opens a record, of which the headers are known.
struct Archived {
    headers: Headers,
    most_bytes: u64,
}

/// Reads the records of a stream.
pub(super) fn read(place: &mut Place<'_>, stream: &mut dyn BufRead) -> Flow {
    let mut walk = Walk { offset: 0, lost: 0, number: 0 };
    loop {
        match walk.next(place, stream) {
            Ok(std::ops::ControlFlow::Continue(true)) => {}
            Ok(std::ops::ControlFlow::Continue(false)) => return walk.tell_lost(place),
            Ok(std::ops::ControlFlow::Break(())) => return Flow::Break(()),
            Err(error) => {
                let lost = std::mem::take(&mut walk.lost);
                let is_over = place.broken(&error, Some(walk.offset), lost)?;
                if is_over {
                    return Flow::Continue(());
                }
            }
        }
    }
}

struct Walk {
    offset: u64,
    /// Bytes before `offset` that belong to no record.
    lost: u64,
    number: u64,
}

impl Walk {
    /// Reads up to the end of the next record; returns whether there was one.
    fn next(
        &mut self,
        place: &mut Place<'_>,
        stream: &mut dyn BufRead,
    ) -> std::io::Result<std::ops::ControlFlow<(), bool>> {
        let Some(head) = self.head(stream)? else {
            return Ok(std::ops::ControlFlow::Continue(false));
        };
        if self.tell_lost(place).is_break() {
            return Ok(std::ops::ControlFlow::Break(()));
        }
        let headers = Headers::read(&head);
        self.number += 1;
        let len = headers.first("content-length").and_then(|len| len.trim().parse::<u64>().ok());
        let Some(len) = len else {
            self.lost += head.len() as u64;
            return Ok(std::ops::ControlFlow::Continue(true));
        };
        let most = place.reader.caps.document_bytes.saturating_mul(2);
        let start = self.offset;
        let mut bytes = Vec::new();
        let mut body = Read::take(&mut *stream, len.min(most.saturating_add(1)));
        let kept = body.read_to_end(&mut bytes);
        self.offset += bytes.len() as u64;
        let mut missing = len - bytes.len() as u64;
        if kept.is_ok() && missing > 0 {
            let mut rest = Read::take(&mut *stream, missing);
            let passed = std::io::copy(&mut rest, &mut std::io::sink())?;
            self.offset += passed;
            missing -= passed;
        }
        if let Err(error) = kept {
            self.lost = 0;
            let told = place.broken(&error, Some(start), bytes.len() as u64);
            return Ok(told.map_continue(|is_over| !is_over));
        }
        let name = self.number.to_string();
        let body = match (missing, is_document(&headers)) {
            (0, false) => return Ok(std::ops::ControlFlow::Continue(true)),
            (0, true) => {
                let most_bytes = place.reader.caps.document_bytes;
                let opener = Arc::new(Archived { headers, most_bytes });
                Body::Record(Record { bytes, offset: start, opener })
            }
            _ => {
                let found = len - missing;
                let reason = format!("expected a record of {len} bytes, found {found}");
                Body::Spoiled(damaged(reason, start, found))
            }
        };
        Ok(place.push(Some(&name), body).map_continue(|()| true))
    }

    /// Returns the headers of the next record with its first line; what stands before is lost.
    fn head(&mut self, stream: &mut dyn BufRead) -> std::io::Result<Option<Vec<u8>>> {
        let mut head = Vec::new();
        loop {
            let mut lines = Lines::new(stream, MOST_HEADER_BYTES);
            let line = lines.next().map_err(|broken| {
                self.lost += broken.lost + head.len() as u64;
                broken.error
            })?;
            let Some(line) = line else {
                self.lost += head.len() as u64;
                return Ok(None);
            };
            self.offset += line.len;
            let is_first = line.bytes.starts_with(b"WARC/");
            if is_first {
                self.lost += head.len() as u64;
                head.clear();
            }
            match (head.is_empty(), line.bytes.trim_ascii().is_empty()) {
                // The first line gives way to a header of no use, so that all are of one form.
                (true, _) if is_first => head.extend_from_slice(b"warc: 1\n"),
                (true, true) => {}
                (true, false) => self.lost += line.len,
                (false, true) => return Ok(Some(head)),
                (false, false) if (head.len() as u64) < MOST_HEADER_BYTES => {
                    head.extend_from_slice(&line.bytes);
                }
                (false, false) => {
                    self.lost += head.len() as u64 + line.len;
                    head.clear();
                }
            }
        }
    }

    /// Tells of bytes that belong to no record.
    fn tell_lost(&mut self, place: &mut Place<'_>) -> Flow {
        if self.lost == 0 {
            return Flow::Continue(());
        }
        let lost = std::mem::take(&mut self.lost);
        let reason = format!("expected a record, found {lost} other bytes");
        place.push(None, Body::Spoiled(damaged(reason, self.offset.saturating_sub(lost), lost)))
    }
}

fn damaged(reason: String, offset: u64, bytes: u64) -> Spoiled {
    let (offset, place) = (Some(offset), None);
    Spoiled { rule: &DAMAGED, reason, bytes, offset, place }
}

/// Returns whether a record holds a document.
fn is_document(headers: &Headers) -> bool {
    let kind = headers.first("warc-type").unwrap_or_default().trim().to_ascii_lowercase();
    matches!(kind.as_str(), "response" | "resource" | "conversion")
        && headers.content_type() != "text/dns"
}

impl Opener for Archived {
    fn open(&self, bytes: Vec<u8>, offset: u64) -> Result<Part, Spoiled> {
        let mut along = Along::default();
        let columns = Columns::default();
        for (header, key) in [
            ("warc-target-uri", "url"),
            ("warc-type", "warc_type"),
            ("warc-record-id", "warc_record_id"),
            ("warc-identified-content-language", "warc_language"),
        ] {
            if let Some(value) = self.headers.first(header) {
                let value = value.trim().trim_start_matches('<').trim_end_matches('>');
                along.field(key, Value::String(value.to_owned()), &columns);
            }
        }
        // The day of the visit is not that of publication.
        if let Some(date) = self.headers.first("warc-date") {
            along.keep("warc_date", Value::String(date.to_owned()));
        }
        if self.headers.content_type() != "application/http" {
            let charset = self.headers.parameter("content-type", "charset");
            let (meta, hints) = along.finish();
            let (bytes, offset) = match gunzip(&bytes, self.most_bytes) {
                Some(plain) => (plain, None),
                None => (bytes, Some(offset)),
            };
            return Ok(Part { bytes, offset, charset, meta, hints, ..Part::default() });
        }
        let len = bytes.len() as u64;
        let response = Response::read(bytes, self.most_bytes);
        if let Some(status) = response.status.filter(|status| !(200..300).contains(status)) {
            return Err(Spoiled {
                rule: &STATUS,
                reason: format!("expected a response of status 2xx, found {status}"),
                bytes: len,
                offset: Some(offset),
                place: None,
            });
        }
        if let Some(status) = response.status {
            along.keep("http_status", Value::Number(status.into()));
        }
        for name in ["content-type", "last-modified", "content-language"] {
            if let Some(value) = response.headers.first(name) {
                along.keep(&name.replace('-', "_"), Value::String(value.to_owned()));
                if name == "content-language" {
                    along.hint(HintKind::Language, name, &Value::String(value.to_owned()));
                }
            }
        }
        let charset = response.headers.parameter("content-type", "charset");
        let (meta, hints) = along.finish();
        let offset = response.offset.map(|start| offset + start as u64);
        Ok(Part { bytes: response.body, offset, charset, meta, hints, ..Part::default() })
    }
}
