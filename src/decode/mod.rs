//! Turns raw bytes into text, with a map that says which bytes each character came from.
//!
//! Decoding makes a document; every later stage reports findings about it. Bytes that the encoding
//! alone does not explain (a byte order mark, a stray byte, a line in another encoding) are
//! exceptions in the ledger, so that encoding, exceptions and raw bytes together give the decoded
//! text again: [`replay`] does it.

mod charset;
mod declared;
mod detect;
mod ideographs;
mod letters;
mod load;
mod models;
mod multibyte;
mod pages;
mod readings;
mod replay;
mod rivals;
mod sample;
mod segment;
mod signature;
pub mod symbols;
mod tally;
mod tolerance;
mod units;
mod utf8;
mod whole;
mod wide;

use serde::{Deserialize, Serialize};

use crate::document::{Document, Origin, Rejection, Verdict};
use crate::error::{Error, Result};
use crate::hash::sha256;
use crate::map::Map;
use crate::raw::RawDocument;
use crate::rule::Rule;
use crate::span::Span;

pub use charset::Charset;
pub use detect::{Evidence, Guess, detect};
pub use load::load;
pub use replay::{Given, replay};
pub use segment::{Segment, segments};

/// Every rule of this folder.
pub static RULES: &[&Rule] = &[
    &load::UNREADABLE,
    &load::TOO_LARGE,
    &load::EMPTY,
    &signature::CONTENT,
    &detect::BYTE_ORDER_MARK,
    &utf8::STRAY_BYTE,
    &utf8::BROKEN_SEQUENCE,
    &utf8::CUT_TAIL,
    &segment::OTHER_ENCODING,
    &units::MALFORMED,
    &units::SHIFT,
];

/// Options of `[decode]`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// `auto`, or the label of the encoding that every document is in.
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
    forced: Option<Charset>,
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
            _ => Some(Charset::for_label(label).ok_or_else(|| {
                let problem = format!("expected `auto` or an encoding label, found \"{label}\"");
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
        let bytes = match self.forced {
            Some(_) => bytes,
            None => match whole::plain(bytes) {
                Ok(decoded) => return Document::decoded(origin, decoded),
                Err(bytes) => bytes,
            },
        };
        match self.forced {
            Some(charset) => match signature::kind(&bytes) {
                Some(kind) => binary(origin, &bytes, kind),
                None => Document::decoded(origin, whole::forced(&bytes, charset)),
            },
            None => match detect(&bytes, None) {
                Guess { evidence: Evidence::Binary(kind), .. } => binary(origin, &bytes, kind),
                guess => Document::decoded(origin, whole::mixed(&bytes, guess.charset)),
            },
        }
    }
}

/// Returns the document of bytes that are not text.
fn binary(origin: Origin, bytes: &[u8], kind: &str) -> Document {
    let reason = format!("expected text, found {kind}");
    set_aside(origin, &signature::CONTENT, reason, signature::place(bytes))
}

/// What stands between the charset that bytes were read as and the bytes.
const READ_AS: &str = ": ";

/// Returns bytes as the ledger prints them: `\xE9`.
fn escaped(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("\\x{byte:02X}")).collect()
}

/// Returns bytes as the ledger prints them where it must say what they were read as:
/// `windows-1251: \xCF\xF0`.
fn escaped_as(charset: Charset, bytes: &[u8]) -> String {
    format!("{}{READ_AS}{}", charset.name(), escaped(bytes))
}

/// Returns the charset that an exception of the ledger says its bytes were read as.
pub(crate) fn read_as(was: &str) -> Option<Charset> {
    let (name, _) = was.split_once(READ_AS)?;
    Charset::for_label(name)
}

fn set_aside(origin: Origin, rule: &'static Rule, reason: String, raw: Option<Span>) -> Document {
    let rule = rule.into();
    Document::set_aside(origin, Verdict::Rejected(Rejection { rule, reason, raw }))
}
