//! Decodes any charset character by character, so that each maps to its own raw bytes.
//!
//! UTF-8 is copied, single-byte charsets go through their table, UTF-32 goes by fours; the others
//! go through encoding_rs, in stretches where nothing is malformed and one byte at a time elsewhere,
//! which gives the same text and the same map (checked in tests).

use encoding_rs::{Decoder, DecoderResult, Encoding};

use crate::document::{Decoded, Exception};
use crate::map::{Kind, Map};
use crate::rule::{Effect, Example, Rule};
use crate::span::Span;

use super::bulk::Bulk;
use super::charset::Charset;
use super::escaped;
use super::grouped::{Found, State};

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
    /// The characters of all bytes, U+FFFD where the charset has none.
    Bytes(&'static [char; 256]),
    /// Step by step, by a state.
    Grouped(Box<State>),
    /// Four bytes at a time, by their number.
    Wide(fn([u8; 4]) -> u32),
    /// In stretches where that can be, else one byte at a time through a decoder that keeps its
    /// state.
    Steps(Box<Steps>),
}

/// A decoder that is fed byte by byte.
struct Steps {
    decoder: Decoder,
    bulk: Option<Bulk>,
    // Whether the decoder is between two characters.
    is_clean: bool,
}

impl Means {
    fn of(charset: Charset) -> Means {
        if charset == Charset::UTF_32LE {
            Means::Wide(u32::from_le_bytes)
        } else if charset == Charset::UTF_32BE {
            Means::Wide(u32::from_be_bytes)
        } else if let Some(table) = charset.single_byte_table() {
            Means::Table(table)
        } else if let Some(table) = charset.byte_table() {
            Means::Bytes(table)
        } else if let Some(family) = charset.family() {
            Means::Grouped(Box::new(State::new(family)))
        } else {
            let other = charset.encoding().filter(|encoding| *encoding != encoding_rs::UTF_8);
            other.map_or(Means::Utf8, |encoding| {
                let decoder = encoding.new_decoder_without_bom_handling();
                Means::Steps(Box::new(Steps { decoder, bulk: Bulk::of(encoding), is_clean: true }))
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
            Means::Bytes(table) => {
                self.look_up_all(table, body);
                self.means = Means::Bytes(table);
            }
            Means::Grouped(mut state) => {
                self.group(&mut state, body, start);
                self.means = Means::Grouped(state);
            }
            Means::Wide(number) => {
                self.count(number, body, start);
                self.means = Means::Wide(number);
            }
            Means::Steps(mut steps) => {
                self.step(&mut steps, body, start);
                self.means = Means::Steps(steps);
            }
        }
    }

    /// Returns the text so far.
    pub(super) fn text(&self) -> &str {
        &self.text
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
        let was = escaped(raw.of_bytes(self.bytes));
        self.exceptions.push(Exception { rule, raw, at, was, detail: charset.name() });
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
        let end = self.bytes.len();
        let means = std::mem::replace(&mut self.means, Means::Utf8);
        let is_steered = matches!(means, Means::Steps(_) | Means::Grouped(_));
        if let Means::Steps(mut steps) = means {
            self.feed(&mut steps.decoder, &[], end, true);
        }
        let rest = Span::new(self.done.min(end), end);
        if is_steered && !rest.is_empty() {
            self.except(&SHIFT, rest, "");
        }
        Decoded {
            encoding: self.charset.name(),
            text: self.text,
            map: self.map,
            exceptions: self.exceptions,
            remarks: Vec::new(),
            unescaped: None,
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
        let mut rest = body;
        while !rest.is_empty() {
            let (ascii, behind) = rest.split_at(Encoding::ascii_valid_up_to(rest));
            self.push_ascii(ascii);
            let high = behind.iter().position(u8::is_ascii).unwrap_or(behind.len());
            let (letters, behind) = behind.split_at(high);
            self.push_letters(table, letters);
            rest = behind;
        }
        debug_assert_eq!(self.done, start + body.len(), "every byte is looked up");
    }

    /// Takes ASCII bytes from `done` on as they are.
    fn push_ascii(&mut self, ascii: &[u8]) {
        self.text.push_str(str::from_utf8(ascii).unwrap_or_default());
        let raw = Span::new(self.done, self.done + ascii.len());
        self.map.push(Kind::Copy, raw, ascii.len());
        self.done = raw.end;
    }

    /// Takes bytes beyond ASCII from `done` on as the characters of a table, and maps those of one
    /// width as one run.
    fn push_letters(&mut self, table: &[char; 128], letters: &[u8]) {
        let mut run = Width { count: 0, text: 0 };
        for byte in letters {
            let character = table[usize::from(byte & 0x7F)];
            let is_lost = character == char::REPLACEMENT_CHARACTER;
            if is_lost || character.len_utf8() != run.text {
                self.push_run(&mut run);
                run.text = character.len_utf8();
            }
            if is_lost {
                self.malformed(Span::new(self.done, self.done + 1));
            } else {
                self.text.push(character);
                run.count += 1;
            }
        }
        self.push_run(&mut run);
    }

    /// Maps a run of bytes, each one character of the same width.
    fn push_run(&mut self, run: &mut Width) {
        let raw = Span::new(self.done, self.done + run.count);
        let text = u8::try_from(run.text).unwrap_or(u8::MAX);
        self.map.push(Kind::Scaled { raw: 1, text }, raw, run.count * run.text);
        self.done = raw.end;
        run.count = 0;
    }

    /// Decodes stretch by stretch where nothing is malformed, byte by byte elsewhere.
    fn step(&mut self, steps: &mut Steps, body: &[u8], start: usize) {
        let mut at = 0;
        while let Some(rest) = body.get(at..).filter(|rest| !rest.is_empty()) {
            let len = steps.bulk.map_or(rest.len(), |bulk| bulk.chunk_len(rest));
            let chunk = Span::new(0, len).of_bytes(rest);
            let bulk = steps.bulk.filter(|_| steps.is_clean);
            match bulk.and_then(|bulk| Some((bulk, bulk.decode(chunk)?))) {
                Some((bulk, text)) => self.push_chunk(bulk, chunk, &text),
                None => {
                    for (place, byte) in (start + at..).zip(chunk) {
                        let byte = std::slice::from_ref(byte);
                        self.feed(&mut steps.decoder, byte, place, false);
                    }
                    steps.is_clean = steps.bulk.is_some_and(|bulk| bulk.ends_clean(chunk));
                }
            }
            at += len;
        }
    }

    /// Takes a decoded stretch from `done` on, and maps its characters.
    fn push_chunk(&mut self, bulk: Bulk, chunk: &[u8], text: &str) {
        let (mut raw, mut made) = (0, 0);
        while let Some(rest) = chunk.get(raw..).filter(|rest| !rest.is_empty()) {
            let ascii = if bulk.keeps_ascii() { Encoding::ascii_valid_up_to(rest) } else { 0 };
            if ascii > 0 {
                let place = self.done + raw;
                self.map.push(Kind::Copy, Span::new(place, place + ascii), ascii);
                (raw, made) = (raw + ascii, made + ascii);
                continue;
            }
            let (bytes, chars) = bulk.group(rest);
            let len = utf8_len(text, made, chars);
            let kind = if chars == 1 { scaled(bytes, len) } else { Kind::Opaque };
            let place = self.done + raw;
            self.map.push(kind, Span::new(place, place + bytes), len);
            (raw, made) = (raw + bytes, made + len);
        }
        debug_assert_eq!(made, text.len(), "the bytes group into the characters of the text");
        self.text.push_str(text);
        self.done += chunk.len();
    }

    fn look_up_all(&mut self, table: &[char; 256], body: &[u8]) {
        for byte in body {
            let (before, end) = (self.text.len(), self.done + 1);
            match table[usize::from(*byte)] {
                char::REPLACEMENT_CHARACTER => self.malformed(Span::new(self.done, end)),
                character => {
                    self.text.push(character);
                    self.unit(end, before);
                }
            }
        }
    }

    /// Reads step by step; what steers a character is taken as part of it.
    fn group(&mut self, state: &mut State, body: &[u8], start: usize) {
        let mut at = 0;
        while let Some(rest) = body.get(at..).filter(|rest| !rest.is_empty()) {
            let (bytes, found) = state.step(rest);
            let bytes = bytes.clamp(1, rest.len());
            at += bytes;
            match found {
                Found::Char(character) => {
                    let before = self.text.len();
                    self.text.push(character);
                    self.unit(start + at, before);
                }
                Found::Steering => {}
                Found::Malformed => self.malformed(Span::new(start + at - bytes, start + at)),
            }
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
            scaled(raw.len(), made.len())
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
        let was = escaped(raw.of_bytes(self.bytes));
        self.exceptions.push(Exception { rule, raw, at, was, detail: "" });
        self.done = raw.end;
    }
}

/// Characters in a row that take as many bytes of text each.
struct Width {
    count: usize,
    text: usize,
}

/// Returns the kind of a run of characters of these widths.
fn scaled(raw: usize, text: usize) -> Kind {
    let narrow = |bytes: usize| u8::try_from(bytes).unwrap_or(u8::MAX);
    Kind::Scaled { raw: narrow(raw), text: narrow(text) }
}

/// Returns the length of some characters of a text from a place on.
fn utf8_len(text: &str, at: usize, chars: usize) -> usize {
    let mut end = at;
    for _ in 0..chars {
        end += match text.as_bytes().get(end) {
            None => 0,
            Some(0..=0x7F) => 1,
            Some(0x80..=0xDF) => 2,
            Some(0xE0..=0xEF) => 3,
            Some(0xF0..) => 4,
        };
    }
    end - at
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
        "johab",
        "euc-tw",
        "iso-2022-kr",
        "iso-2022-cn",
        "hz",
        "utf-7",
        "cp037",
        "cp875",
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

    /// Decodes byte by byte, without the fast path.
    fn stepped(bytes: &[u8], charset: Charset) -> Decoded {
        let mut units = Units::new(bytes, 0, charset);
        if let Means::Steps(steps) = &mut units.means {
            steps.bulk = None;
        }
        units.advance(bytes.len());
        units.finish()
    }

    #[test]
    fn stretches_map_like_single_steps() {
        let texts = ["船は夜に出る。\nａﾊﾞ plain é😀", "中文𠮷 line\n第二行", "한국어 문장이다.\n"];
        for charset in MANY.iter().filter_map(|label| Charset::for_label(label)) {
            for text in texts {
                let Some(encoding) = charset.encoding() else { continue };
                let wide: Vec<u8> = match charset.name() {
                    "UTF-16LE" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
                    "UTF-16BE" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
                    _ => encoding.encode(text).0.into_owned(),
                };
                let bytes = [wide.clone(), b"\x88\x62\xFF\n".to_vec(), wide].concat();
                let (fast, slow) = (decode(&bytes, charset), stepped(&bytes, charset));
                assert_eq!(fast.text, slow.text, "{}", charset.name());
                assert_eq!(fast.map, slow.map, "{} {text}", charset.name());
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
