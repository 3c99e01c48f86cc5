//! Decides the encoding of a document: byte order mark, UTF-8, the shape of UTF-16, then a guess.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};

use crate::document::{Decoded, Exception};
use crate::rule::{Effect, Example, Rule};
use crate::span::Span;

use super::{copied, escaped, units, utf8};

pub(super) static BYTE_ORDER_MARK: Rule = Rule::new(
    "detect/byte-order-mark",
    Effect::Remove,
    "a byte order mark at the start of the file",
    "It names the encoding and is not text; left in, it becomes an invisible first character that \
     breaks comparisons and readers of CSV and JSON.",
    &[
        Example::fires_on(b"\xEF\xBB\xBFThe ferry sails.", "The ferry sails."),
        Example::declines("The ferry sails."),
    ],
);

/// Bytes that the guess looks at; more text does not change its mind.
const SAMPLE_BYTES: usize = 64 * 1024;

/// Decodes `bytes` by `forced`, or by the encoding that the bytes themselves speak for.
pub(super) fn decode(bytes: Vec<u8>, forced: Option<&'static Encoding>) -> Decoded {
    let marked = Encoding::for_bom(&bytes);
    let (encoding, start) = match (forced, marked) {
        (None, Some((encoding, len))) => (encoding, len),
        (Some(encoding), Some((named, len))) if encoding == named => (encoding, len),
        (Some(encoding), _) => (encoding, 0),
        (None, None) => (guess(&bytes), 0),
    };
    let mark = Span::new(0, start);
    let was = escaped(mark.of_bytes(&bytes));
    let mut decoded = if encoding == UTF_8 {
        decode_utf8(bytes, start)
    } else {
        units::decode(&bytes, start, encoding)
    };
    if !mark.is_empty() {
        let exception = Exception { rule: &BYTE_ORDER_MARK, raw: mark, at: Span::point(0), was };
        decoded.exceptions.insert(0, exception);
    }
    decoded
}

fn decode_utf8(mut bytes: Vec<u8>, start: usize) -> Decoded {
    if simdutf8::basic::from_utf8(&bytes).is_err() {
        return utf8::decode_damaged(&bytes, start);
    }
    if start > 0 {
        bytes.drain(..start);
    }
    let text = String::from_utf8(bytes).expect("checked just above; a mark ends on a boundary");
    copied(text, start)
}

/// Returns the encoding that bytes without a mark are most likely in.
fn guess(bytes: &[u8]) -> &'static Encoding {
    if let Some(encoding) = wide_shape(bytes.get(..SAMPLE_BYTES).unwrap_or(bytes)) {
        return encoding;
    }
    // Escape sequences into the Japanese sets of ISO 2022: all of it is ASCII, and none of it text.
    if memchr::memmem::find(bytes, b"\x1B$B").is_some() && bytes.is_ascii() {
        return ISO_2022_JP;
    }
    if simdutf8::basic::from_utf8(bytes).is_ok() || utf8::is_mostly(bytes) {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    let sample = sample(bytes);
    detector.feed(sample, sample.len() == bytes.len());
    detector.guess(None, Utf8Detection::Deny)
}

/// Returns the sample that the guess looks at: it starts a little before the first byte that is not
/// ASCII, since ASCII tells nothing.
fn sample(bytes: &[u8]) -> &[u8] {
    const LEAD_BYTES: usize = 256;
    let first = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    let start = first.saturating_sub(LEAD_BYTES);
    let end = (start + SAMPLE_BYTES).min(bytes.len());
    Span::new(start, end).of_bytes(bytes)
}

/// Returns the UTF-16 whose shape the bytes have: NULs on one side of the pairs and hardly any on
/// the other, as Latin letters, digits, spaces and newlines give.
pub(super) fn wide_shape(sample: &[u8]) -> Option<&'static Encoding> {
    memchr::memchr(0, sample)?;
    let pairs = sample.len() / 2;
    let nuls =
        |side: usize| sample.chunks_exact(2).filter(|pair| pair.get(side) == Some(&0)).count();
    let (left, right) = (nuls(0), nuls(1));
    let is_shape = |many: usize, few: usize| many * 5 > pairs && few * 50 <= pairs;
    if is_shape(left, right) {
        Some(UTF_16BE)
    } else if is_shape(right, left) {
        Some(UTF_16LE)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_decides_and_is_an_exception() {
        let decoded = decode(b"\xFF\xFEa\0b\0".to_vec(), None);
        assert_eq!(decoded.encoding, "UTF-16LE");
        assert_eq!(decoded.text, "ab");
        assert_eq!(decoded.exceptions.len(), 1);
    }

    #[test]
    fn utf16_without_a_mark_shows_by_its_nuls() {
        let decoded = decode(b"\0T\0h\0e\0 \0f\0e\0r\0r\0y".to_vec(), None);
        assert_eq!(decoded.text, "The ferry");
    }

    #[test]
    fn one_stray_byte_does_not_make_a_page_legacy() {
        let mut bytes = "Über die Fähre: größer, schöner. ".repeat(3).into_bytes();
        bytes.push(0x92);
        assert_eq!(decode(bytes, None).encoding, "UTF-8");
    }

    #[test]
    fn legacy_cyrillic_is_recognized() {
        let (bytes, _, _) =
            encoding_rs::WINDOWS_1251.encode("Паром отходит каждый вечер, сказал капитан.");
        let decoded = decode(bytes.into_owned(), None);
        assert_eq!(decoded.text, "Паром отходит каждый вечер, сказал капитан.");
    }
}
