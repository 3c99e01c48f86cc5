//! Turns raw bytes into text, with a map that says which bytes each character came from.
//!
//! Decoding makes a document; every later stage reports findings about it. Bytes that the encoding
//! alone does not explain (a byte order mark, a stray byte) are exceptions in the ledger, so that
//! encoding, exceptions and raw bytes together give the decoded text again: [`replay`] does it.

mod binary;
mod detect;
mod load;
mod replay;
mod units;
mod utf8;

use encoding_rs::Encoding;
use serde::{Deserialize, Serialize};

use crate::document::{Decoded, Document, Origin, Rejection, Verdict};
use crate::error::{Error, Result};
use crate::hash::sha256;
use crate::map::Map;
use crate::raw::RawDocument;
use crate::rule::Rule;
use crate::span::Span;

pub use load::load;
pub use replay::{Given, replay};

/// Every rule of this folder.
pub static RULES: &[&Rule] = &[
    &load::UNREADABLE,
    &load::TOO_LARGE,
    &load::EMPTY,
    &binary::CONTENT,
    &detect::BYTE_ORDER_MARK,
    &utf8::STRAY_BYTE,
    &utf8::BROKEN_SEQUENCE,
    &utf8::CUT_TAIL,
    &units::MALFORMED,
    &units::SHIFT,
];

/// Options of `[decode]`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// `auto`, or the WHATWG label of the encoding that every document is in.
    pub encoding: String,
}

impl Default for Options {
    fn default() -> Options {
        Options { encoding: "auto".to_owned() }
    }
}

/// Decodes documents after one set of options.
#[derive(Debug)]
pub struct Decoder {
    forced: Option<&'static Encoding>,
    max_bytes: u64,
}

impl Decoder {
    /// Returns a decoder that rejects documents over `max_bytes`.
    ///
    /// # Errors
    ///
    /// When the options name an encoding that does not exist.
    pub fn new(options: &Options, max_bytes: u64) -> Result<Decoder> {
        let label = options.encoding.as_str();
        let forced = match label {
            "auto" => None,
            _ => Some(Encoding::for_label(label.as_bytes()).ok_or_else(|| {
                let problem =
                    format!("expected `auto` or a WHATWG encoding label, found \"{label}\"");
                Error::new("decode.encoding", problem)
            })?),
        };
        let max_bytes = max_bytes.min(Map::MAX_BYTES as u64 / 4);
        Ok(Decoder { forced, max_bytes })
    }

    /// Returns the document that `raw` holds, rejected by a rule where it cannot be decoded.
    pub fn decode(&self, raw: RawDocument) -> Document {
        let origin =
            Origin { input: raw.input, file: raw.file, raw_bytes: 0, raw_hash: String::new() };
        match load(raw.body, self.max_bytes) {
            Ok(bytes) => self.decode_bytes(origin, bytes),
            Err(failure) => {
                let raw_bytes = failure.bytes;
                let origin = Origin { raw_bytes, ..origin };
                Document::set_aside(origin, failure.verdict)
            }
        }
    }

    fn decode_bytes(&self, origin: Origin, bytes: Vec<u8>) -> Document {
        let origin = Origin { raw_bytes: bytes.len() as u64, raw_hash: sha256(&bytes), ..origin };
        if bytes.is_empty() {
            return set_aside(
                origin,
                &load::EMPTY,
                "expected text, found no bytes".to_owned(),
                None,
            );
        }
        if let Some((reason, raw)) = binary::recognize(&bytes) {
            return set_aside(origin, &binary::CONTENT, reason, raw);
        }
        Document::decoded(origin, detect::decode(bytes, self.forced))
    }
}

/// Returns bytes as the ledger prints them: `\xE9`.
fn escaped(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("\\x{byte:02X}")).collect()
}

fn set_aside(origin: Origin, rule: &'static Rule, reason: String, raw: Option<Span>) -> Document {
    let rule = rule.into();
    Document::set_aside(origin, Verdict::Rejected(Rejection { rule, reason, raw }))
}

/// Returns a document's text that equals its raw bytes from `start` on.
fn copied(text: String, start: usize) -> Decoded {
    Decoded {
        encoding: encoding_rs::UTF_8.name(),
        map: Map::copied(start, text.len()),
        text,
        exceptions: Vec::new(),
    }
}
