//! Tells text in 7-bit encodings from ASCII, by the sequences that shift it.
//!
//! Promises linear time, and nothing for text that holds such a sequence by accident: sequences that
//! ASCII text may hold must decode to characters that texts are made of.

use crate::decode::charset::Charset;
use crate::decode::grouped::{Family, Found, State, base64, decode};
use crate::decode::ideographs::{Tongue, cost};
use crate::decode::letters::NAT;
use crate::decode::wide::units_cost;

/// What follows an escape that calls a character set of several bytes.
const ESCAPES: &[(&[u8], Charset)] = &[
    (b"$B", Charset::ISO_2022_JP),
    (b"$@", Charset::ISO_2022_JP),
    (b"(J", Charset::ISO_2022_JP),
    (b"(I", Charset::ISO_2022_JP),
    (b"$(D", Charset::ISO_2022_JP),
    (b"$)C", Charset::grouped(Family::Iso2022Kr)),
    (b"$)A", Charset::grouped(Family::Iso2022Cn)),
    (b"$)G", Charset::grouped(Family::Iso2022Cn)),
    (b"$*H", Charset::grouped(Family::Iso2022Cn)),
];
/// How many sequences of HZ or UTF-7 are read.
const SEQUENCES: usize = 200;
/// The longest sequence, in bytes.
const SEQUENCE_BYTES: usize = 2 << 10;
/// The shortest sequence of UTF-7 in digits: one unit.
const UNIT_DIGITS: usize = 3;
/// Dearer than this for each unit, in nats, is no text.
const LIMIT: u32 = 9;

/// Returns the 7-bit encoding that bytes are in, if they are not plain ASCII.
pub(super) fn charset(bytes: &[u8]) -> Option<Charset> {
    if !bytes.is_ascii() {
        return None;
    }
    escaped(bytes).or_else(|| hz(bytes)).or_else(|| utf7(bytes))
}

/// Looks for an escape sequence.
fn escaped(bytes: &[u8]) -> Option<Charset> {
    memchr::memchr_iter(0x1B, bytes).find_map(|at| {
        let rest = bytes.get(at + 1..)?;
        let known = ESCAPES.iter().find(|(set, _)| rest.starts_with(set));
        known.map(|(_, charset)| *charset)
    })
}

/// Looks for the brackets of HZ, and whether what they hold is Chinese.
fn hz(bytes: &[u8]) -> Option<Charset> {
    let mut known = 0;
    let mut all = 0;
    for at in memchr::memmem::find_iter(bytes, b"~{").take(SEQUENCES) {
        let inside = bytes.get(at..bytes.len().min(at + SEQUENCE_BYTES))?;
        let end = memchr::memmem::find(inside, b"~}")?;
        if end % 2 != 0 || end < 4 || memchr::memchr(b'\n', &inside[..end]).is_some() {
            return None;
        }
        for c in decode(Family::Hz, &inside[..end]).chars() {
            all += 1;
            known += usize::from(c == '\u{3000}' || cost(Tongue::Simplified, c).is_some());
        }
    }
    (known * 4 > all * 3).then_some(Charset::grouped(Family::Hz))
}

/// Looks for base 64 after each plus, and whether it spells letters of few scripts.
fn utf7(bytes: &[u8]) -> Option<Charset> {
    let mut units = Vec::new();
    let mut at = 0;
    for _ in 0..SEQUENCES {
        let Some(plus) = memchr::memchr(b'+', &bytes[at..]) else { break };
        let rest = &bytes[at + plus + 1..];
        let digits = rest.iter().take(SEQUENCE_BYTES).take_while(|b| base64(**b).is_some()).count();
        let is_plus = digits == 0 && rest.first() == Some(&b'-');
        if !is_plus {
            units.extend(spelled(&rest[..digits])?);
        }
        at += plus + 1 + digits;
    }
    let limit = u32::try_from(units.len()).ok()?.checked_mul(LIMIT * NAT)?;
    let is_text = !units.is_empty() && units_cost(units.into_iter()) < limit;
    is_text.then_some(Charset::grouped(Family::Utf7))
}

/// Returns the units that base 64 spells, `None` where it is not of UTF-7: its last bits are zero,
/// and it never spells ASCII letters or digits.
fn spelled(digits: &[u8]) -> Option<Vec<u16>> {
    let padding = digits.len() * 6 % 16;
    let last = digits.last().and_then(|&digit| base64(digit))?;
    if digits.len() < UNIT_DIGITS || padding >= 6 || last & ((1 << padding) - 1) != 0 {
        return None;
    }
    let mut state = State::new(Family::Utf7);
    state.step(b"+");
    let mut units = Vec::new();
    for digit in digits {
        match state.step(std::slice::from_ref(digit)).1 {
            Found::Char(c) if c.is_ascii_alphanumeric() => return None,
            Found::Char(c) => units.extend(c.encode_utf16(&mut [0; 2]).iter()),
            Found::Steering => {}
            Found::Malformed => return None,
        }
    }
    Some(units)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(bytes: &[u8]) -> Option<&'static str> {
        charset(bytes).map(Charset::name)
    }

    #[test]
    fn each_encoding_is_told_by_its_sequences() {
        assert_eq!(name(b"\x1B$B$3$l\x1B(B"), Some("ISO-2022-JP"));
        assert_eq!(name(b"\x1B$)C\x0E0!\x0F"), Some("ISO-2022-KR"));
        assert_eq!(name(b"\x1B$)A\x0E=;;;\x0F"), Some("ISO-2022-CN"));
        assert_eq!(name(b"This is ~{VPNDND5B~}."), Some("HZ-GB-2312"));
        assert_eq!(name(b"Caf+AOk- cr+AOg-me"), Some("UTF-7"));
        assert_eq!(name(b"+BB8EQAQ4BDIENQRC-"), Some("UTF-7"));
    }

    #[test]
    fn ascii_that_looks_alike_is_ascii() {
        let texts = [
            "1 + 1 = 2, a+b-c, C++ and +1-555-0100",
            "mail+tag-x@example.org",
            "f(x) ~{x : a} and \\cite~{foo}",
            "~{not closed",
            "x+YWJjZGVmZ2hp/aGVsbG8gd29ybGQ=",
            "colours \x1B[31mred\x1B[0m",
            "?q=caf+olait-x+tea",
            "+ADw-script+AD4-",
        ];
        for text in texts {
            let wanted = if text.contains("+ADw-") { Some("UTF-7") } else { None };
            assert_eq!(name(text.as_bytes()), wanted, "{text}");
        }
    }
}
