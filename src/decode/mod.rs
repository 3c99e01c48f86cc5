//! Turns raw bytes into text, with a map that says which bytes each character came from.
//!
//! Decoding makes a document; every later stage reports findings about it. Bytes that the encoding
//! alone does not explain (a byte order mark, a stray byte, a line in another encoding) are
//! exceptions in the ledger, so that encoding, exceptions and raw bytes together give the decoded
//! text again: [`replay()`] does it.

mod bulk;
mod charset;
mod declared;
mod detect;
mod ebcdic;
mod ebcdic_pages;
mod escape;
mod grouped;
mod guess;
mod ideographs;
mod johab;
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
mod shifts;
mod signature;
pub mod symbols;
mod taiwan;
mod taiwan_runs;
mod tally;
mod tolerance;
mod units;
mod utf8;
mod whole;
mod wide;

use serde::{Deserialize, Serialize};

use crate::document::{Decoded, Document, Origin, Rejection, Verdict};
use crate::error::Error;
use crate::hash::sha256;
use crate::map::Map;
use crate::raw::{Part, RawDocument};
use crate::rule::Rule;
use crate::span::Span;

pub use charset::Charset;
pub use detect::detect;
pub use escape::unescape;
pub use guess::{Evidence, Guess};
pub use load::{Failure, load};
pub use replay::{Given, replay};
pub use segment::{Segment, segments};

pub(crate) use load::TOO_LARGE;

/// Returns the languages that letter models know, by code, each with what the start of `text` costs
/// under its model, in nats.
pub(crate) fn language_nats(text: &str) -> Vec<(&'static str, f64)> {
    let nats = |cost: u32| f64::from(cost) / f64::from(letters::NAT);
    let codes = letters::LETTERS.models.iter().map(|model| std::str::from_utf8(&model.code));
    let costs = letters::LETTERS.languages(text);
    codes.zip(costs).map(|(code, cost)| (code.unwrap_or_default(), nats(cost))).collect()
}

/// Every rule of this folder.
pub static RULES: &[&Rule] = &[
    &load::UNREADABLE,
    &load::TOO_LARGE,
    &load::EMPTY,
    &signature::CONTENT,
    &detect::BYTE_ORDER_MARK,
    &detect::UNCERTAIN,
    &guess::ENCODING,
    &guess::DECLARATION,
    &utf8::STRAY_BYTE,
    &utf8::BROKEN_SEQUENCE,
    &utf8::CUT_TAIL,
    &segment::OTHER_ENCODING,
    &units::MALFORMED,
    &units::SHIFT,
    &escape::LONE_SURROGATE,
    &escape::UNKNOWN,
];

/// Options of `[decode]`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// `auto`, or the label of the encoding that every document is in.
    pub encoding: String,
    /// The confidence, from 0 to 1, below which a guess by the language models is uncertain.
    pub min_confidence: f64,
    /// What becomes of a document whose encoding is uncertain.
    pub uncertain: Uncertain,
}

/// What becomes of a document whose encoding is uncertain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Uncertain {
    /// It stays, read as the likeliest encoding.
    Keep,
    /// It is set aside.
    Reject,
}

impl Default for Options {
    fn default() -> Options {
        Options { encoding: "auto".to_owned(), min_confidence: 0.5, uncertain: Uncertain::Keep }
    }
}

/// Decodes documents after one set of options.
#[derive(Debug)]
pub struct Decoder {
    forced: Option<Charset>,
    min_confidence: f64,
    uncertain: Uncertain,
    max_bytes: u64,
}

impl Decoder {
    /// Returns a decoder that rejects documents over `max_bytes`.
    ///
    /// # Errors
    ///
    /// When the options name an encoding that does not exist, or a confidence that is none.
    pub fn new(options: &Options, max_bytes: u64) -> Result<Decoder, Error> {
        let label = options.encoding.as_str();
        let forced = match label {
            "auto" => None,
            _ => Some(Charset::for_label(label).ok_or_else(|| {
                let problem = format!("expected `auto` or an encoding label, found \"{label}\"");
                Error::new("decode.encoding", problem)
            })?),
        };
        if !(0.0..=1.0).contains(&options.min_confidence) {
            let problem =
                format!("expected a number from 0 to 1, found {}", options.min_confidence);
            return Err(Error::new("decode.min_confidence", problem));
        }
        let max_bytes = max_bytes.min(Map::MAX_BYTES as u64 / 4);
        let Options { min_confidence, uncertain, .. } = *options;
        Ok(Decoder { forced, min_confidence, uncertain, max_bytes })
    }

    /// Returns the document that `raw` holds, rejected by a rule where it cannot be decoded.
    pub fn decode(&self, raw: RawDocument) -> Document {
        let origin = Origin { input: raw.input, file: raw.file, ..Origin::default() };
        match load(raw.body, self.max_bytes) {
            Ok(part) => self.decode_part(origin, part),
            Err(failure) => {
                let Failure { bytes: raw_bytes, offset, verdict } = failure;
                Document::set_aside(Origin { raw_bytes, offset, ..origin }, verdict)
            }
        }
    }

    fn decode_part(&self, origin: Origin, part: Part) -> Document {
        let Part { bytes, offset, escapes, charset, meta, hints } = part;
        let (raw_bytes, raw_hash) = (bytes.len() as u64, sha256(&bytes));
        let origin = Origin { raw_bytes, raw_hash, offset, meta, hints, ..origin };
        if bytes.is_empty() {
            let reason = "expected text, found no bytes".to_owned();
            return set_aside(origin, &load::EMPTY, reason, None);
        }
        match self.decode_bytes(bytes, charset.as_deref()) {
            Ok(decoded) => Document::decoded(origin, unescape(decoded, escapes)),
            Err(Refused { rule, reason, raw }) => set_aside(origin, rule, reason, raw),
        }
    }

    fn decode_bytes(&self, bytes: Vec<u8>, declared: Option<&str>) -> Result<Decoded, Refused> {
        match self.forced {
            Some(charset) => match signature::kind(&bytes) {
                Some(kind) => Err(binary(&bytes, kind)),
                None => Ok(whole::forced(&bytes, charset)),
            },
            None => whole::plain(bytes).or_else(|bytes| self.decode_guessed(&bytes, declared)),
        }
    }

    fn decode_guessed(&self, bytes: &[u8], declared: Option<&str>) -> Result<Decoded, Refused> {
        let guess = detect(bytes, declared);
        if let Evidence::Binary(kind) = guess.evidence {
            return Err(binary(bytes, kind));
        }
        let is_judged = matches!(guess.evidence, Evidence::Model | Evidence::Declared);
        let is_doubtful = is_judged && f64::from(guess.confidence) < self.min_confidence;
        match self.uncertain {
            Uncertain::Reject if is_doubtful => {
                Err(Refused { rule: &detect::UNCERTAIN, reason: self.doubt(guess), raw: None })
            }
            _ => {
                let rule = if is_doubtful { &detect::UNCERTAIN } else { &guess::ENCODING };
                let remarks = guess.remarks(rule);
                let decoded = whole::mixed(bytes, guess.charset);
                Ok(Decoded { remarks, ..decoded })
            }
        }
    }

    /// Returns why a guess is not good enough.
    fn doubt(&self, guess: Guess) -> String {
        let (wanted, found) = (self.min_confidence, guess.detail());
        format!("expected an encoding with confidence {wanted} or more, found {found}")
    }
}

/// Why bytes are no text.
struct Refused {
    rule: &'static Rule,
    reason: String,
    raw: Option<Span>,
}

/// Returns why bytes of a binary kind are no text.
fn binary(bytes: &[u8], kind: &str) -> Refused {
    let reason = format!("expected text, found {kind}");
    Refused { rule: &signature::CONTENT, reason, raw: signature::place(bytes) }
}

/// Returns bytes as the ledger prints them: `\xE9`.
fn escaped(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("\\x{byte:02X}")).collect()
}

fn set_aside(origin: Origin, rule: &'static Rule, reason: String, raw: Option<Span>) -> Document {
    let rule = rule.into();
    Document::set_aside(origin, Verdict::Rejected(Rejection { rule, reason, raw }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::Act;
    use crate::raw::Body;

    const DOUBTFUL: &[u8] = b"\xE9\xE8";

    fn document(options: &Options, bytes: &[u8]) -> Document {
        let body = Body::Bytes(bytes.to_vec());
        let decoder = Decoder::new(options, 1 << 20).expect("valid options");
        decoder.decode(RawDocument { input: 0, file: "a".to_owned(), body })
    }

    fn rejected(options: &Options, bytes: &[u8]) -> Option<(String, String)> {
        match document(options, bytes).verdict() {
            Verdict::Rejected(why) => Some((why.rule.id.to_string(), why.reason.clone())),
            _ => None,
        }
    }

    fn picky() -> Options {
        Options { min_confidence: 0.99, uncertain: Uncertain::Reject, ..Options::default() }
    }

    #[test]
    fn a_doubtful_encoding_is_kept_by_default() {
        let doubtful = Options { min_confidence: 0.99, ..Options::default() };
        let document = document(&doubtful, DOUBTFUL);
        assert!(document.is_kept());
        let change = document.ledger().changes().next().expect("a flag");
        assert_eq!((change.rule.id.as_ref(), change.act), ("detect/uncertain", Act::Flag));
        assert!(change.detail.contains(", then "), "{}", change.detail);
    }

    #[test]
    fn a_guess_is_told_with_its_chance_and_rival() {
        let raw = encoding_rs::WINDOWS_1251.encode("<meta charset=utf-8>Паром отходит вечером.").0;
        let document = document(&Options::default(), &raw);
        let told: Vec<_> =
            document.ledger().changes().map(|c| (c.rule.id.as_ref(), c.detail)).collect();
        assert_eq!(told.len(), 2, "{told:?}");
        assert_eq!(told[0].0, "guess/encoding");
        assert!(told[0].1.starts_with("windows-1251 ("), "{}", told[0].1);
        assert!(told[0].1.ends_with("declared UTF-8, overruled"), "{}", told[0].1);
        assert_eq!(told[1], ("guess/false-declaration", "declared UTF-8, found windows-1251"));
    }

    #[test]
    fn a_doubtful_encoding_is_set_aside_where_that_is_asked() {
        let (id, reason) = rejected(&picky(), DOUBTFUL).expect("rejected");
        assert_eq!(id, "detect/uncertain");
        assert!(reason.starts_with("expected an encoding with confidence 0.99 or more, found"));
    }

    #[test]
    fn damaged_utf8_is_not_doubtful() {
        let bytes = b"caf\xC3\xA9, gar\xC3\xA7on, d\xC3\xA9j\xC3\xA0 vu \x92 na\xC3\xAFve";
        assert!(document(&picky(), bytes).is_kept());
    }

    #[test]
    fn any_charset_can_be_forced() {
        for (label, bytes) in
            [("cp437", b"caf\x82".as_slice()), ("utf-32be", b"\0\0\0c\0\0\0a\0\0\0f\0\0\0\xE9")]
        {
            let options = Options { encoding: label.to_owned(), ..Options::default() };
            assert_eq!(document(&options, bytes).text(), "café", "{label}");
        }
    }

    #[test]
    fn a_confidence_that_is_none_is_an_error() {
        let options = Options { min_confidence: 2.0, ..Options::default() };
        let error = Decoder::new(&options, 1).expect_err("over 1").to_string();
        assert_eq!(error, "decode.min_confidence: expected a number from 0 to 1, found 2");
    }
}
