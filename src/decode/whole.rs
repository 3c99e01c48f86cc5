//! Decodes a whole document: its mark, its charset, and the parts that are in another one.
//!
//! Promises the same text for the same bytes. Never rejects: what the bytes are is known before.

use crate::document::{Decoded, Exception};
use crate::map::Map;
use crate::span::Span;

use super::charset::Charset;
use super::declared::declared;
use super::detect::{BYTE_ORDER_MARK, mark_len, may_be_other};
use super::guess::contradicted;
use super::segment::{OTHER_ENCODING, Segment, segments};
use super::units::Units;
use super::utf8::STRAY_BYTE;
use super::{escaped, utf8};

/// Returns the text of bytes that are valid UTF-8 and nothing else, moved out of them; the bytes
/// where they are not, or where only `detect` can tell.
///
/// Text in ASCII is checked in place at the speed of memory; for other text a check with vector
/// instructions and a copy take a fifth of the time of [`String::from_utf8`], which checks a character at
/// a time.
pub(super) fn plain(bytes: Vec<u8>) -> Result<Decoded, Vec<u8>> {
    if may_be_other(&bytes) {
        return Err(bytes);
    }
    let text = if bytes.is_ascii() {
        String::from_utf8(bytes).map_err(|error| error.into_bytes())?
    } else {
        match simdutf8::basic::from_utf8(&bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => return Err(bytes),
        }
    };
    let declared = declared(text.as_bytes()).filter(|_| !text.is_ascii());
    Ok(Decoded {
        encoding: Charset::UTF_8.name(),
        map: Map::copied(0, text.len()),
        text,
        exceptions: Vec::new(),
        remarks: contradicted(declared),
        unescaped: None,
    })
}

/// Decodes bytes that are in one charset, as the user says; damaged UTF-8 is mended all the same.
pub(super) fn forced(bytes: &[u8], charset: Charset) -> Decoded {
    let parts: fn(&[u8], Charset) -> Vec<Segment> = match charset == Charset::UTF_8 {
        true => segments,
        false => |_, _| Vec::new(),
    };
    decode(bytes, charset, parts)
}

/// Decodes bytes that are in one charset for the most part.
pub(super) fn mixed(bytes: &[u8], charset: Charset) -> Decoded {
    decode(bytes, charset, segments)
}

fn decode(bytes: &[u8], charset: Charset, parts: fn(&[u8], Charset) -> Vec<Segment>) -> Decoded {
    let start = mark_len(bytes, charset);
    let mut units = Units::new(bytes, start, charset);
    if charset == Charset::UTF_8 {
        units = units.mending(utf8::damage);
    }
    let body = Span::new(start, bytes.len()).of_bytes(bytes);
    for part in parts(body, charset) {
        let raw = Span::new(start + part.start, start + part.end);
        let is_stray = charset == Charset::UTF_8 && raw.len() == 1;
        units.advance(raw.start);
        units.other(if is_stray { &STRAY_BYTE } else { &OTHER_ENCODING }, raw, part.charset);
    }
    units.advance(bytes.len());
    let mut decoded = units.finish();
    if start > 0 {
        let raw = Span::new(0, start);
        let was = escaped(raw.of_bytes(bytes));
        let mark = Exception { rule: &BYTE_ORDER_MARK, raw, at: Span::point(0), was, detail: "" };
        decoded.exceptions.insert(0, mark);
    }
    decoded
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode::detect;

    fn auto(bytes: &[u8]) -> Decoded {
        mixed(bytes, detect(bytes, None).charset)
    }

    #[test]
    fn a_mark_decides_and_is_an_exception() {
        let decoded = auto(b"\xFF\xFEa\0b\0");
        assert_eq!(decoded.encoding, "UTF-16LE");
        assert_eq!(decoded.text, "ab");
        assert_eq!(decoded.exceptions.len(), 1);
    }

    #[test]
    fn one_stray_byte_does_not_make_a_page_legacy() {
        let mut bytes = "Über die Fähre: größer, schöner. ".repeat(3).into_bytes();
        bytes.push(0x92);
        assert_eq!(auto(&bytes).encoding, "UTF-8");
    }

    #[test]
    fn a_stray_byte_becomes_its_windows_1252_character() {
        let decoded = auto(b"caf\xE9 \xC3\xA9");
        assert_eq!(decoded.text, "café é");
        let exception = &decoded.exceptions[0];
        assert_eq!((exception.was.as_str(), exception.detail), ("\\xE9", "windows-1252"));
    }

    #[test]
    fn the_map_reaches_behind_the_damage() {
        let decoded = auto(b"\xC3\xA9 a\x92b");
        assert_eq!(decoded.map.raw(Span::new(7, 8)), Span::new(5, 6));
    }

    #[test]
    fn a_segment_maps_character_by_character() {
        let line = "Паром отходит вечером\n";
        let (legacy, ..) = encoding_rs::WINDOWS_1251.encode(line);
        let decoded = auto(&[line.as_bytes(), &legacy].concat());
        assert_eq!(decoded.text, line.repeat(2));
        let word = Span::new(line.len(), line.len() + "Паром".len());
        assert_eq!(decoded.map.raw(word), Span::new(line.len(), line.len() + 5));
    }

    #[test]
    fn the_fast_path_agrees_with_the_slow_one() {
        let texts = ["", "plain", "Fähre", "tail\u{0}", "\u{FEFF}x", "\u{1B}$B$3\u{1B}(B", "%PDF-"];
        for text in texts.map(|text| text.repeat(3)) {
            if let Ok(fast) = plain(text.clone().into_bytes()) {
                let slow = auto(text.as_bytes());
                assert_eq!((fast.text, fast.map), (slow.text, slow.map));
                assert_eq!(fast.encoding, slow.encoding);
            }
        }
        assert!(plain("Fähre".into()).is_ok());
        assert!(plain("\u{FEFF}Fähre".into()).is_err());
    }

    #[test]
    fn a_forced_charset_is_that_of_every_line() {
        let bytes = b"caf\xE9\n\xC3\xA9t\xC3\xA9";
        assert_eq!(forced(bytes, Charset::WINDOWS_1252).text, "café\nÃ©tÃ©");
    }
}
