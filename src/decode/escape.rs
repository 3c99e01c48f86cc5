//! Undoes what stands for other characters in a record: escapes of JSON strings, doubled quotes of CSV.
//!
//! A pass of its own behind decoding, and as certain as an encoding: the decoded text alone decides,
//! so that [`unescape`] proves it again. The map leads through it to the raw bytes. What is no valid
//! escape is kept as near as can be and pointed out.

use crate::document::{Decoded, Flagged, Unescaped};
use crate::map::{Edit, Kind, Map};
use crate::raw::Escapes;
use crate::rule::{Effect, Rule};
use crate::span::Span;

pub(super) static LONE_SURROGATE: Rule = Rule::new(
    "escape/lone-surrogate",
    Effect::Note,
    "half of a surrogate pair in a JSON string",
    "It stands for no character, and UTF-8 cannot hold it. U+FFFD marks the place.",
    &[],
);

pub(super) static UNKNOWN: Rule = Rule::new(
    "escape/unknown",
    Effect::Note,
    "a backslash in a JSON string that begins no escape",
    "JSON does not say what it stands for. It is kept as it is written, since dropping it could join \
     words or lose a path.",
    &[],
);

/// Bytes of `\uXXXX` and of a pair of them.
const UNIT_BYTES: usize = 6;
const PAIR_BYTES: usize = 2 * UNIT_BYTES;

/// Undoes the escapes of a decoded text, where there are any.
#[must_use]
pub fn unescape(decoded: Decoded, escapes: Escapes) -> Decoded {
    let sign = match escapes {
        Escapes::None => return decoded,
        Escapes::Json => b'\\',
        Escapes::Csv => b'"',
    };
    if memchr::memchr(sign, decoded.text.as_bytes()).is_none() {
        return decoded;
    }
    let mut text = String::with_capacity(decoded.text.len());
    let (mut edits, mut flags) = (Vec::new(), Vec::new());
    let mut done = 0;
    for start in memchr::memchr_iter(sign, decoded.text.as_bytes()) {
        if start < done {
            continue;
        }
        let rest = Span::new(start, decoded.text.len()).of(&decoded.text);
        let (len, with, rule) = match escapes {
            Escapes::Json => json(rest),
            _ => quote(rest),
        };
        text.push_str(Span::new(done, start).of(&decoded.text));
        let at = Span::new(start, start + len);
        let begun = text.len();
        text.push(with);
        if let Some(rule) = rule {
            let at = Span::new(begun, text.len());
            let detail = Span::new(start, start + len).of(&decoded.text).to_owned();
            flags.push(Flagged { rule, at, detail });
        }
        edits.push(Edit { at, len: with.len_utf8() });
        done = at.end;
    }
    text.push_str(Span::new(done, decoded.text.len()).of(&decoded.text));
    let map = advance(&decoded.map, &edits);
    Decoded { unescaped: Some(Unescaped { text, map, flags }), ..decoded }
}

/// Returns the map behind the edits: characters of equal escapes map one by one.
fn advance(map: &Map, edits: &[Edit]) -> Map {
    let [run] = map.runs() else { return map.advance(edits).0 };
    if run.kind() != Kind::Copy {
        return map.advance(edits).0;
    }
    let (base, mut done) = (run.raw().start, 0);
    let mut next = Map::default();
    for edit in edits {
        let copied = Span::new(done, edit.at.start);
        next.push(Kind::Copy, copied.shifted(base), copied.len());
        let kind = match (u8::try_from(edit.at.len()), u8::try_from(edit.len)) {
            (Ok(raw), Ok(text)) if raw != text => Kind::Scaled { raw, text },
            _ => Kind::Copy,
        };
        next.push(kind, edit.at.shifted(base), edit.len);
        done = edit.at.end;
    }
    let copied = Span::new(done, map.text_len());
    next.push(Kind::Copy, copied.shifted(base), copied.len());
    next
}

/// Reads what the quote that `rest` begins with stands for, with the length of it.
fn quote(rest: &str) -> (usize, char, Option<&'static Rule>) {
    let len = if rest.starts_with("\"\"") { 2 } else { 1 };
    (len, '"', None)
}

/// Reads the escape that `rest` begins with: its length, the character, and what is wrong with it.
fn json(rest: &str) -> (usize, char, Option<&'static Rule>) {
    let bytes = rest.as_bytes();
    let with = match bytes.get(1) {
        Some(b'"') => '"',
        Some(b'\\') => '\\',
        Some(b'/') => '/',
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{C}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => return unit(bytes),
        _ => return (1, '\\', Some(&UNKNOWN)),
    };
    (2, with, None)
}

/// Reads `\uXXXX`, or the two of a pair.
fn unit(bytes: &[u8]) -> (usize, char, Option<&'static Rule>) {
    let Some(first) = hex(bytes) else { return (1, '\\', Some(&UNKNOWN)) };
    let second = bytes.get(UNIT_BYTES..).filter(|rest| rest.starts_with(b"\\u")).and_then(hex);
    let units = [Some(first), second];
    let units: Vec<u16> = units.into_iter().flatten().collect();
    match char::decode_utf16(units).next() {
        Some(Ok(c)) if c.len_utf16() == 2 => (PAIR_BYTES, c, None),
        Some(Ok(c)) => (UNIT_BYTES, c, None),
        _ => (UNIT_BYTES, char::REPLACEMENT_CHARACTER, Some(&LONE_SURROGATE)),
    }
}

/// Returns the four digits behind `\u`.
fn hex(bytes: &[u8]) -> Option<u16> {
    let digits = bytes.get(2..UNIT_BYTES).filter(|digits| digits.iter().all(u8::is_ascii_hexdigit));
    u16::from_str_radix(str::from_utf8(digits?).ok()?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn undone(text: &str, escapes: Escapes) -> Decoded {
        let map = Map::copied(0, text.len());
        unescape(Decoded { text: text.to_owned(), map, ..Decoded::default() }, escapes)
    }

    fn text(raw: &str) -> String {
        undone(raw, Escapes::Json).unescaped.map(|undone| undone.text).unwrap_or_default()
    }

    #[test]
    fn every_escape_of_json_is_undone() {
        assert_eq!(text(r#"a\"b\\c\/d\b\f\n\r\t"#), "a\"b\\c/d\u{8}\u{c}\n\r\t");
        assert_eq!(text(r"\u0041\u00e9\u4e2d\ud83d\ude00"), "Aé中😀");
    }

    #[test]
    fn what_is_no_escape_stays_and_is_told() {
        let undone = undone(r"\ud800 \x \u12", Escapes::Json).unescaped.expect("escapes");
        assert_eq!(undone.text, "\u{FFFD} \\x \\u12");
        let ids: Vec<&str> = undone.flags.iter().map(|flag| flag.rule.id.as_ref()).collect();
        assert_eq!(ids, ["escape/lone-surrogate", "escape/unknown", "escape/unknown"]);
        assert_eq!(text("end\\"), "end\\");
    }

    #[test]
    fn the_map_leads_through_escapes() {
        let undone = undone(r"a\u00e9\u00e8\nb", Escapes::Json).unescaped.expect("escapes");
        assert_eq!(undone.text, "aéè\nb");
        assert_eq!(undone.map.raw(Span::new(3, 5)), Span::new(7, 13));
        assert_eq!(undone.map.raw(Span::new(6, 7)), Span::new(15, 16));
        assert_eq!(undone.map.runs().len(), 4);
    }

    #[test]
    fn two_quotes_are_one_and_one_is_one() {
        let undone = undone("say \"\"no\"\" \"", Escapes::Csv).unescaped.expect("quotes");
        assert_eq!(undone.text, "say \"no\" \"");
        assert_eq!(undone.map.raw(Span::new(4, 5)), Span::new(4, 6));
    }

    #[test]
    fn a_legacy_encoding_below_keeps_its_map() {
        let mut map = Map::default();
        map.push(Kind::Scaled { raw: 1, text: 2 }, Span::new(0, 2), 4);
        map.push(Kind::Copy, Span::new(2, 5), 3);
        let decoded = Decoded { text: "éé\\na".to_owned(), map, ..Decoded::default() };
        let undone = unescape(decoded, Escapes::Json).unescaped.expect("escapes");
        assert_eq!(undone.text, "éé\na");
        assert_eq!(undone.map.raw(Span::new(4, 6)), Span::new(2, 5));
    }
}
