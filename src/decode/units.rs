//! Decodes any charset character by character, so that each maps to its own raw bytes.
//!
//! UTF-8 is copied, single-byte charsets go through their table, UTF-32 goes by fours; the others
//! step encoding_rs one byte at a time, which gives the same text as decoding in bulk (checked in
//! tests).

use encoding_rs::{Decoder, DecoderResult, Encoding};

use crate::document::{Decoded, Exception};
use crate::map::{Kind, Map};
use crate::rule::{Effect, Example, Rule};
use crate::span::Span;

use super::charset::Charset;
use super::{escaped, escaped_as};

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

/// How bytes become characters.
enum Means {
    /// The bytes are the text.
    Utf8,
    /// The characters of the bytes 80 to FF, U+FFFD where the charset has none; the rest is ASCII.
    Table(&'static [char; 128]),
    /// Four bytes at a time, by their number.
    Wide(fn([u8; 4]) -> u32),
    /// One byte at a time through a decoder that keeps its state.
    Steps(Box<Decoder>),
}

impl Means {
    fn of(charset: Charset) -> Means {
        if charset == Charset::UTF_32LE {
            Means::Wide(u32::from_le_bytes)
        } else if charset == Charset::UTF_32BE {
            Means::Wide(u32::from_be_bytes)
        } else if let Some(table) = charset.single_byte_table() {
            Means::Table(table)
        } else {
            let other = charset.encoding().filter(|encoding| *encoding != encoding_rs::UTF_8);
            other.map_or(Means::Utf8, |encoding| {
                Means::Steps(Box::new(encoding.new_decoder_without_bom_handling()))
            })
        }
    }
}

/// Returns the rule for malformed UTF-8 and what comes in its place; told the bytes and whether they
/// are the last.
pub(super) type Mend = fn(&[u8], bool) -> (&'static Rule, &'static str);

fn replaced(_: &[u8], _: bool) -> (&'static Rule, &'static str) {
    (&MALFORMED, "\u{FFFD}")
}

/// A decoding under way: stretches by the encoding, and stretches whose text is given.
pub(super) struct Units<'a> {
    bytes: &'a [u8],
    charset: Charset,
    means: Means,
    mend: Mend,
    // Raw bytes before here are in `map` or `exceptions`.
    done: usize,
    text: String,
    map: Map,
    exceptions: Vec<Exception>,
}

impl<'a> Units<'a> {
    pub(super) fn new(bytes: &'a [u8], start: usize, charset: Charset) -> Units<'a> {
        Units {
            bytes,
            charset,
            means: Means::of(charset),
            mend: replaced,
            done: start,
            text: String::with_capacity((bytes.len() - start.min(bytes.len())) * 2),
            map: Map::default(),
            exceptions: Vec::new(),
        }
    }

    /// Returns the decoding with malformed UTF-8 dealt with by `mend`.
    pub(super) fn mending(self, mend: Mend) -> Units<'a> {
        Units { mend, ..self }
    }

    /// Decodes up to the raw offset `end`.
    pub(super) fn advance(&mut self, end: usize) {
        let start = self.done;
        let body = Span::new(start, end.max(start)).of_bytes(self.bytes);
        match std::mem::replace(&mut self.means, Means::Utf8) {
            Means::Utf8 => self.copy(body),
            Means::Table(table) => {
                self.look_up(table, body, start);
                self.means = Means::Table(table);
            }
            Means::Wide(number) => {
                self.count(number, body, start);
                self.means = Means::Wide(number);
            }
            Means::Steps(mut decoder) => {
                for (place, byte) in body.iter().enumerate() {
                    self.feed(&mut decoder, std::slice::from_ref(byte), start + place, false);
                }
                self.means = Means::Steps(decoder);
            }
        }
    }

    /// Returns the text at a place.
    pub(super) fn text(&self, at: Span) -> &str {
        at.of(&self.text)
    }

    /// Takes `with` as the text of the raw bytes up to `raw.end`, whatever the encoding says.
    pub(super) fn given(&mut self, raw: Span, with: &str) {
        self.map.push(Kind::Opaque, raw, with.len());
        self.text.push_str(with);
        self.done = raw.end;
    }

    /// Takes the raw bytes up to `raw.end` as text of another charset, and tells it by `rule`.
    pub(super) fn other(&mut self, rule: &'static Rule, raw: Span, charset: Charset) {
        let at = self.read_as(raw, charset);
        let was = escaped_as(charset, raw.of_bytes(self.bytes));
        self.exceptions.push(Exception { rule, raw, at, was });
    }

    /// Takes the raw bytes up to `raw.end` as text of another charset; returns its place.
    pub(super) fn read_as(&mut self, raw: Span, charset: Charset) -> Span {
        let inside = Span::new(0, raw.end).of_bytes(self.bytes);
        let mut units = Units::new(inside, raw.start, charset);
        units.advance(raw.end);
        let part = units.finish();
        for run in part.map.runs() {
            self.map.push(run.kind(), run.raw(), run.text().len());
        }
        let start = self.text.len();
        self.text.push_str(&part.text);
        self.done = raw.end;
        Span::new(start, self.text.len())
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
            encoding: self.charset.name(),
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
                let bad = Span::new(valid.end, valid.end + chunk.invalid().len());
                let (rule, with) = (self.mend)(chunk.invalid(), bad.end == self.bytes.len());
                self.except(rule, bad, with);
            }
        }
    }

    fn look_up(&mut self, table: &[char; 128], body: &[u8], start: usize) {
        let mut at = 0;
        while let Some(byte) = body.get(at) {
            let before = self.text.len();
            let place = start + at;
            match usize::from(*byte).checked_sub(table.len()).and_then(|high| table.get(high)) {
                None => {
                    let rest = Span::new(at, body.len()).of_bytes(body);
                    let ascii = Span::new(0, Encoding::ascii_valid_up_to(rest)).of_bytes(rest);
                    self.text.extend(ascii.iter().copied().map(char::from));
                    self.map.push(Kind::Copy, Span::new(place, place + ascii.len()), ascii.len());
                    at += ascii.len();
                    self.done = start + at;
                    continue;
                }
                Some(&char::REPLACEMENT_CHARACTER) => self.malformed(Span::new(place, place + 1)),
                Some(character) => {
                    self.text.push(*character);
                    self.unit(place + 1, before);
                }
            }
            at += 1;
        }
    }

    fn count(&mut self, number: fn([u8; 4]) -> u32, body: &[u8], start: usize) {
        let (quads, tail) = body.as_chunks::<4>();
        for (place, quad) in (start..).step_by(4).zip(quads) {
            match char::from_u32(number(*quad)) {
                Some(character) => {
                    let before = self.text.len();
                    self.text.push(character);
                    self.unit(place + 4, before);
                }
                None => self.malformed(Span::new(place, place + 4)),
            }
        }
        if !tail.is_empty() {
            let end = start + body.len();
            self.malformed(Span::new(end - tail.len(), end));
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

    const MANY: &[&str] = &[
        "utf-8",
        "shift_jis",
        "euc-jp",
        "euc-kr",
        "big5",
        "gbk",
        "gb18030",
        "iso-2022-jp",
        "utf-16le",
        "utf-16be",
        "utf-32le",
        "utf-32be",
    ];

    fn decode(bytes: &[u8], charset: Charset) -> Decoded {
        let mut units = Units::new(bytes, 0, charset);
        units.advance(bytes.len());
        units.finish()
    }

    #[test]
    fn stepping_equals_bulk_decoding_of_any_bytes() {
        let mut state = 1_u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            u8::try_from(state >> 24).unwrap_or_default()
        };
        let many = MANY.iter().filter_map(|label| Charset::for_label(label));
        for charset in many.chain(Charset::single_byte()) {
            for len in 0..200 {
                let bytes: Vec<u8> = (0..len).map(|_| next()).collect();
                let bulk = charset.decode_lossy(&bytes);
                assert_eq!(decode(&bytes, charset).text, bulk, "{} {bytes:?}", charset.name());
            }
        }
    }

    #[test]
    fn each_character_maps_to_its_own_bytes() {
        let (bytes, _, _) = encoding_rs::SHIFT_JIS.encode("船は夜に出る。");
        let decoded = decode(&bytes, Charset::SHIFT_JIS);
        assert_eq!(decoded.map.runs().len(), 1);
        assert_eq!(decoded.map.raw(Span::new(3, 6)), Span::new(2, 4));
    }

    #[test]
    fn a_page_of_our_own_maps_each_byte() {
        let charset = Charset::for_label("cp437").unwrap_or(Charset::UTF_8);
        let decoded = decode(b"caf\x82 \x82", charset);
        assert_eq!((decoded.text.as_str(), decoded.encoding), ("café é", "IBM437"));
        assert_eq!(decoded.map.raw(Span::new(6, 8)), Span::new(5, 6));
    }

    #[test]
    fn wide_characters_map_to_four_bytes() {
        let decoded = decode(b"\0\0\0a\0\0\0\xE9", Charset::UTF_32BE);
        assert_eq!(decoded.map.raw(Span::new(1, 3)), Span::new(4, 8));
    }
}
