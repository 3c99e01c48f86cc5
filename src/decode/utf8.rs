//! UTF-8 with damage: the page stays UTF-8, and each bad byte is dealt with where it stands.

use encoding_rs::{UTF_8, WINDOWS_1252};

use crate::document::{Decoded, Exception};
use crate::map::{Kind, Map};
use crate::rule::{Effect, Example, Rule};
use crate::span::Span;

use super::escaped;

pub(super) static STRAY_BYTE: Rule = Rule::new(
    "utf8/stray-byte",
    Effect::Rewrite,
    "a windows-1252 byte inside UTF-8 text",
    "A quote or accent pasted from an older page is one bad byte; decoding the whole page as a \
     legacy encoding because of it would ruin every other letter.",
    &[
        Example::fires_on(
            b"The caf\xC3\xA9\x92s owner; gar\xC3\xA7on, d\xC3\xA9j\xC3\xA0 vu, \xC3\xA0 la carte.",
            "The café’s owner; garçon, déjà vu, à la carte.",
        ),
        Example::declines("The café’s owner."),
    ],
);

pub(super) static BROKEN_SEQUENCE: Rule = Rule::new(
    "utf8/broken-sequence",
    Effect::Rewrite,
    "a UTF-8 sequence that lost a byte",
    "The character cannot be known any more. U+FFFD marks the place, as the Unicode standard asks, \
     so that it can be counted and found.",
    &[
        Example::fires_on(
            b"d\xC3\xA9j\xC3\xA0 vu, gar\xC3\xA7on, na\xC3\xAFve, \xE2\x80 and caf\xC3\xA9.",
            "déjà vu, garçon, naïve, \u{FFFD} and café.",
        ),
        Example::declines("déjà vu"),
    ],
);

pub(super) static CUT_TAIL: Rule = Rule::new(
    "utf8/cut-tail",
    Effect::Remove,
    "a UTF-8 sequence cut off by the end of the file",
    "A download that stopped inside a character leaves a piece of it that means nothing.",
    &[
        Example::fires_on(b"gar\xC3\xA7on d\xC3\xA9j\xC3\xA0 vu caf\xC3", "garçon déjà vu caf"),
        Example::declines("garçon déjà vu café"),
    ],
);

/// Returns whether bytes that are not valid UTF-8 are UTF-8 all the same: good multi-byte sequences
/// outweigh the damage.
///
/// By chance, letters of a legacy encoding rarely form valid sequences, so three good ones for each
/// bad one leave no doubt; a cut tail alone is no evidence against.
pub(super) fn is_mostly(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += multibyte_count(chunk.valid());
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > 0 && good >= bad.saturating_sub(1) * 3
}

fn multibyte_count(text: &str) -> usize {
    text.bytes().filter(|byte| *byte >= 0xC2).count()
}

/// Decodes damaged UTF-8 from `start` on.
pub(super) fn decode_damaged(bytes: &[u8], start: usize) -> Decoded {
    let mut text = String::with_capacity(bytes.len() + 16);
    let mut map = Map::default();
    let mut exceptions = Vec::new();
    let mut raw = start;
    let body = Span::new(start, bytes.len()).of_bytes(bytes);
    for chunk in body.utf8_chunks() {
        let valid = Span::new(raw, raw + chunk.valid().len());
        map.push(Kind::Copy, valid, valid.len());
        text.push_str(chunk.valid());
        let bad = Span::new(valid.end, valid.end + chunk.invalid().len());
        raw = bad.end;
        if bad.is_empty() {
            continue;
        }
        let (rule, with) = mend(chunk.invalid(), bad.end == bytes.len());
        let at = Span::new(text.len(), text.len() + with.len());
        text.push_str(&with);
        map.push(Kind::Opaque, bad, with.len());
        exceptions.push(Exception { rule, raw: bad, at, was: escaped(chunk.invalid()) });
    }
    Decoded { encoding: UTF_8.name(), text, map, exceptions }
}

/// Returns what comes in place of a malformed stretch, and the rule that says so.
fn mend(bad: &[u8], at_end: bool) -> (&'static Rule, String) {
    match bad {
        [0xC2..=0xF4, ..] if at_end => (&CUT_TAIL, String::new()),
        [byte] => {
            let (text, _) = WINDOWS_1252.decode_without_bom_handling(std::slice::from_ref(byte));
            (&STRAY_BYTE, text.into_owned())
        }
        _ => (&BROKEN_SEQUENCE, char::REPLACEMENT_CHARACTER.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stray_byte_becomes_its_windows_1252_character() {
        let decoded = decode_damaged(b"caf\xE9 \xC3\xA9", 0);
        assert_eq!(decoded.text, "café é");
        assert_eq!(decoded.exceptions.len(), 1);
    }

    #[test]
    fn the_map_reaches_behind_the_damage() {
        let decoded = decode_damaged(b"a\x92b", 0);
        assert_eq!(decoded.map.raw(Span::new(4, 5)), Span::new(2, 3));
    }

    #[test]
    fn legacy_text_is_not_mostly_utf8() {
        assert!(!is_mostly(b"caf\xE9 na\xEFve gar\xE7on"));
    }
}
