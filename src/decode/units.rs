//! Decodes legacy encodings character by character, so that each maps to its own raw bytes.
//!
//! Single-byte encodings go through a table of 256 entries; the others step encoding_rs one byte at
//! a time, which gives the same text as decoding in bulk (checked in tests).

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8};

use crate::document::{Decoded, Exception};
use crate::map::{Kind, Map};
use crate::rule::{Effect, Example, Rule};
use crate::span::Span;

use super::escaped;

pub(super) static MALFORMED: Rule = Rule::new(
    "units/malformed",
    Effect::Rewrite,
    "bytes that have no meaning in the document's encoding",
    "U+FFFD marks the place, as the WHATWG encoding standard asks, so that it can be counted.",
    &[
        Example::fires_on(b"\xFF\xFET\0h\0e\0 \0\x00\xD8f\0e\0r\0r\0y\0.\0", "The \u{FFFD}ferry."),
        Example::declines("The ferry."),
    ],
);

pub(super) static SHIFT: Rule = Rule::new(
    "units/shift-sequence",
    Effect::Remove,
    "an escape sequence that switches character sets at the end",
    "It steers the decoder and stands for no character.",
    &[
        Example::fires_on(b"\x1B$B$3$s$K$A$O!#\x1B(B", "こんにちは。"),
        Example::declines("こんにちは。"),
    ],
);

/// Raw bytes that one character may take; longer units hold steering sequences.
const UNIT_BYTES: usize = 4;

/// Decodes `bytes` from `start` on.
pub(super) fn decode(bytes: &[u8], start: usize, encoding: &'static Encoding) -> Decoded {
    let mut units = Units::new(bytes, start, encoding);
    units.advance(bytes.len());
    units.finish()
}

/// How bytes become characters.
enum Means {
    /// The bytes are the text.
    Utf8,
    /// The character of each byte; none where the encoding has none.
    Table(Vec<Option<char>>),
    /// One byte at a time through a decoder that keeps its state.
    Steps(Box<Decoder>),
}

impl Means {
    fn of(encoding: &'static Encoding) -> Means {
        if encoding == UTF_8 {
            Means::Utf8
        } else if encoding.is_single_byte() {
            Means::Table(single_byte_table(encoding))
        } else {
            Means::Steps(Box::new(encoding.new_decoder_without_bom_handling()))
        }
    }
}

/// Returns the character of each byte; none where the encoding has none.
fn single_byte_table(encoding: &'static Encoding) -> Vec<Option<char>> {
    let character = |byte: u8| {
        let text =
            encoding.decode_without_bom_handling_and_without_replacement(&[byte])?.into_owned();
        text.chars().next()
    };
    (0..=u8::MAX).map(character).collect()
}

/// A decoding under way: stretches by the encoding, and stretches whose text is given.
pub(super) struct Units<'a> {
    bytes: &'a [u8],
    encoding: &'static Encoding,
    means: Means,
    // Raw bytes before here are in `map` or `exceptions`.
    done: usize,
    text: String,
    map: Map,
    exceptions: Vec<Exception>,
}

impl<'a> Units<'a> {
    pub(super) fn new(bytes: &'a [u8], start: usize, encoding: &'static Encoding) -> Units<'a> {
        Units {
            bytes,
            encoding,
            means: Means::of(encoding),
            done: start,
            text: String::with_capacity(bytes.len() * 2),
            map: Map::default(),
            exceptions: Vec::new(),
        }
    }

    /// Decodes up to the raw offset `end`.
    pub(super) fn advance(&mut self, end: usize) {
        let start = self.done;
        let body = Span::new(start, end.max(start)).of_bytes(self.bytes);
        match std::mem::replace(&mut self.means, Means::Utf8) {
            Means::Utf8 => self.copy(body),
            Means::Table(table) => {
                self.look_up(&table, body, start);
                self.means = Means::Table(table);
            }
            Means::Steps(mut decoder) => {
                for (place, byte) in body.iter().enumerate() {
                    self.feed(&mut decoder, std::slice::from_ref(byte), start + place, false);
                }
                self.means = Means::Steps(decoder);
            }
        }
    }

    /// Takes `with` as the text of the raw bytes up to `raw.end`, whatever the encoding says.
    pub(super) fn given(&mut self, raw: Span, with: &str) {
        self.map.push(Kind::Opaque, raw, with.len());
        self.text.push_str(with);
        self.done = raw.end;
    }

    /// Returns what came out.
    pub(super) fn finish(mut self) -> Decoded {
        if let Means::Steps(mut decoder) = std::mem::replace(&mut self.means, Means::Utf8) {
            let end = self.bytes.len();
            self.feed(&mut decoder, &[], end, true);
            let rest = Span::new(self.done.min(end), end);
            if !rest.is_empty() {
                self.except(&SHIFT, rest, "");
            }
        }
        Decoded {
            encoding: self.encoding.name(),
            text: self.text,
            map: self.map,
            exceptions: self.exceptions,
        }
    }

    fn copy(&mut self, body: &[u8]) {
        for chunk in body.utf8_chunks() {
            let valid = Span::new(self.done, self.done + chunk.valid().len());
            self.text.push_str(chunk.valid());
            self.map.push(Kind::Copy, valid, valid.len());
            self.done = valid.end;
            if !chunk.invalid().is_empty() {
                self.malformed(Span::new(valid.end, valid.end + chunk.invalid().len()));
            }
        }
    }

    fn look_up(&mut self, table: &[Option<char>], body: &[u8], start: usize) {
        for (place, byte) in (start..).zip(body) {
            match table.get(usize::from(*byte)).copied().flatten() {
                Some(character) => {
                    let before = self.text.len();
                    self.text.push(character);
                    self.unit(place + 1, before);
                }
                None => self.malformed(Span::new(place, place + 1)),
            }
        }
    }

    /// Feeds one byte, which ends before `place + input.len()`, and files what comes out.
    fn feed(&mut self, decoder: &mut Decoder, input: &[u8], place: usize, last: bool) {
        let mut read = 0;
        loop {
            let before = self.text.len();
            let rest = Span::new(read, input.len()).of_bytes(input);
            self.text.reserve(16);
            let (result, taken) =
                decoder.decode_to_string_without_replacement(rest, &mut self.text, last);
            read += taken;
            let end = place + read;
            match result {
                DecoderResult::InputEmpty => {
                    if self.text.len() > before {
                        self.unit(end, before);
                    }
                    return;
                }
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(len, behind) => {
                    let bad_end = end.saturating_sub(usize::from(behind));
                    let bad_start = bad_end.saturating_sub(usize::from(len)).max(self.done);
                    if self.text.len() > before {
                        self.unit(bad_start, before);
                    }
                    self.malformed(Span::new(bad_start, bad_end.max(bad_start)));
                }
            }
        }
    }

    /// Files the text from `before` on as made from the raw bytes up to `end`.
    fn unit(&mut self, end: usize, before: usize) {
        let raw = Span::new(self.done, end.max(self.done));
        let made = Span::new(before, self.text.len());
        let slice = made.of(&self.text);
        let kind = if raw.of_bytes(self.bytes) == slice.as_bytes() {
            Kind::Copy
        } else if raw.len() <= UNIT_BYTES && slice.chars().count() == 1 {
            Kind::Scaled {
                raw: u8::try_from(raw.len()).unwrap_or(u8::MAX),
                text: u8::try_from(made.len()).unwrap_or(u8::MAX),
            }
        } else {
            Kind::Opaque
        };
        let kind = match kind {
            Kind::Scaled { raw: 0, .. } => Kind::Opaque,
            kind => kind,
        };
        self.map.push(kind, raw, made.len());
        self.done = raw.end;
    }

    fn malformed(&mut self, raw: Span) {
        if raw.start > self.done {
            self.except(&SHIFT, Span::new(self.done, raw.start), "");
        }
        self.except(&MALFORMED, raw, "\u{FFFD}");
    }

    fn except(&mut self, rule: &'static Rule, raw: Span, with: &str) {
        let at = Span::new(self.text.len(), self.text.len() + with.len());
        self.text.push_str(with);
        self.map.push(Kind::Opaque, raw, with.len());
        self.exceptions.push(Exception { rule, raw, at, was: escaped(raw.of_bytes(self.bytes)) });
        self.done = raw.end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: &[&Encoding] = &[
        encoding_rs::WINDOWS_1251,
        encoding_rs::KOI8_R,
        encoding_rs::SHIFT_JIS,
        encoding_rs::EUC_JP,
        encoding_rs::EUC_KR,
        encoding_rs::BIG5,
        encoding_rs::GB18030,
        encoding_rs::ISO_2022_JP,
        encoding_rs::UTF_16LE,
        encoding_rs::UTF_16BE,
    ];

    #[test]
    fn stepping_equals_bulk_decoding_of_any_bytes() {
        let mut state = 1_u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            u8::try_from(state >> 24).unwrap_or_default()
        };
        for encoding in ALL {
            for len in 0..200 {
                let bytes: Vec<u8> = (0..len).map(|_| next()).collect();
                let (bulk, _) = encoding.decode_without_bom_handling(&bytes);
                assert_eq!(decode(&bytes, 0, encoding).text, bulk, "{} {bytes:?}", encoding.name());
            }
        }
    }

    #[test]
    fn each_character_maps_to_its_own_bytes() {
        let (bytes, _, _) = encoding_rs::SHIFT_JIS.encode("船は夜に出る。");
        let decoded = decode(&bytes, 0, encoding_rs::SHIFT_JIS);
        assert_eq!(decoded.map.runs().len(), 1);
        assert_eq!(decoded.map.raw(Span::new(3, 6)), Span::new(2, 4));
    }
}
