//! Reads the encodings in groups of bytes that the WHATWG standard leaves out: Johab, EUC-TW,
//! ISO-2022-KR, ISO-2022-CN, HZ and UTF-7.
//!
//! Promises one step for each character, steering sequence or malformed byte, and at least one byte
//! in each. Never looks back: all that a sequence changes is in the state.

use crate::decode::charset::Charset;
use crate::decode::{johab, taiwan};

/// An encoding that is read in steps.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Family {
    /// Korean of the 1980s, whose codes spell a syllable (KS X 1001, annex 3).
    Johab,
    /// Traditional Chinese of Unix, planes 1 and 2 of CNS 11643.
    EucTw,
    /// Korean of mail, in 7 bits (RFC 1557).
    Iso2022Kr,
    /// Chinese of mail, in 7 bits (RFC 1922).
    Iso2022Cn,
    /// Chinese of Usenet, in 7 bits (RFC 1843).
    Hz,
    /// Unicode of mail, in 7 bits (RFC 2152).
    Utf7,
}

impl Family {
    /// Every family.
    pub(super) const ALL: [Family; 6] = [
        Family::Johab,
        Family::EucTw,
        Family::Iso2022Kr,
        Family::Iso2022Cn,
        Family::Hz,
        Family::Utf7,
    ];

    /// Returns the name of the encoding, as IANA has it where it does.
    pub(super) fn name(self) -> &'static str {
        match self {
            Family::Johab => "Johab",
            Family::EucTw => "EUC-TW",
            Family::Iso2022Kr => "ISO-2022-KR",
            Family::Iso2022Cn => "ISO-2022-CN",
            Family::Hz => "HZ-GB-2312",
            Family::Utf7 => "UTF-7",
        }
    }
}

/// What a step found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Found {
    /// A character.
    Char(char),
    /// Bytes that steer what follows, or a part of a character that the next step ends.
    Steering,
    /// Bytes that mean nothing.
    Malformed,
}

/// Where the reading of an encoding stands.
#[derive(Clone, Debug)]
pub(super) struct State {
    family: Family,
    /// Whether bytes stand for pairs, or for bits in base 64, rather than for ASCII.
    is_shifted: bool,
    /// What pairs are in.
    set: Set,
    /// Bits of UTF-7 that wait for more, and their number, below 16.
    bits: (u32, u32),
    /// The first unit of a pair of UTF-16.
    lead: Option<u16>,
}

/// The character sets that a 7-bit encoding calls.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Set {
    Korean,
    Mainland,
    Taiwan,
}

impl State {
    pub(super) fn new(family: Family) -> State {
        let set = if family == Family::Iso2022Kr { Set::Korean } else { Set::Mainland };
        State { family, is_shifted: false, set, bits: (0, 0), lead: None }
    }

    /// Reads what the bytes begin with; returns how many it took, none where there are none.
    pub(super) fn step(&mut self, rest: &[u8]) -> (usize, Found) {
        match (self.family, rest) {
            (_, []) => (0, Found::Steering),
            (Family::Johab, _) => johab::step(rest),
            (Family::EucTw, _) => taiwan::step(rest),
            (Family::Hz, _) => self.hz(rest),
            (Family::Utf7, _) => self.utf7(rest),
            (Family::Iso2022Kr | Family::Iso2022Cn, _) => self.iso_2022(rest),
        }
    }

    /// Reads shifts, designations and pairs; a line's end undoes the shift.
    fn iso_2022(&mut self, rest: &[u8]) -> (usize, Found) {
        let is_chinese = self.family == Family::Iso2022Cn;
        match rest {
            [0x1B, b'$', b')', b'C', ..] if !is_chinese => (4, Found::Steering),
            [0x1B, b'$', b')', set @ (b'A' | b'G'), ..] if is_chinese => {
                self.set = if *set == b'A' { Set::Mainland } else { Set::Taiwan };
                (4, Found::Steering)
            }
            [0x1B, b'$', b'*', b'H', ..] if is_chinese => (4, Found::Steering),
            [0x1B, b'N', row @ 0x21..=0x7E, cell @ 0x21..=0x7E, ..] if is_chinese => {
                (4, found(taiwan::character(2, *row, *cell)))
            }
            [0x0E, ..] => self.shift(1, true),
            [0x0F, ..] => self.shift(1, false),
            [b'\n', ..] => {
                self.is_shifted = false;
                (1, Found::Char('\n'))
            }
            _ => self.pair(rest),
        }
    }

    /// Reads HZ, whose shifts are a tilde and a bracket.
    fn hz(&mut self, rest: &[u8]) -> (usize, Found) {
        match (rest, self.is_shifted) {
            ([b'~', b'}', ..], true) => self.shift(2, false),
            ([b'~', b'{', ..], false) => self.shift(2, true),
            ([b'~', b'~', ..], false) => (2, Found::Char('~')),
            ([b'~', b'\n', ..], false) => (2, Found::Steering),
            ([b'\n', ..], _) => {
                self.is_shifted = false;
                (1, Found::Char('\n'))
            }
            _ => self.pair(rest),
        }
    }

    fn shift(&mut self, bytes: usize, is_shifted: bool) -> (usize, Found) {
        self.is_shifted = is_shifted;
        (bytes, Found::Steering)
    }

    /// Reads an ASCII byte, or a pair where that is called.
    fn pair(&self, rest: &[u8]) -> (usize, Found) {
        match rest {
            [row @ 0x21..=0x7E, cell @ 0x21..=0x7E, ..] if self.is_shifted => {
                (2, found(self.set.character(*row, *cell)))
            }
            [byte @ (0..=0x20 | 0x7F), ..] => (1, Found::Char(char::from(*byte))),
            [byte @ 0..=0x7F, ..] if !self.is_shifted => (1, Found::Char(char::from(*byte))),
            _ => (1, Found::Malformed),
        }
    }

    /// Reads UTF-7: ASCII, and units of UTF-16 in base 64 between `+` and a byte that is no part
    /// of it.
    fn utf7(&mut self, rest: &[u8]) -> (usize, Found) {
        let digit = rest.first().and_then(|&byte| base64(byte));
        match (rest, digit) {
            ([b'+', b'-', ..], _) if !self.is_shifted => (2, Found::Char('+')),
            ([b'+', ..], _) if !self.is_shifted => {
                (self.bits, self.lead) = ((0, 0), None);
                self.shift(1, true)
            }
            (_, Some(digit)) if self.is_shifted => (1, self.bit(digit)),
            ([b'-', ..], _) if self.is_shifted => self.shift(1, false),
            ([byte @ 0..=0x7F, ..], _) => {
                self.is_shifted = false;
                (1, Found::Char(char::from(*byte)))
            }
            _ => {
                self.is_shifted = false;
                (1, Found::Malformed)
            }
        }
    }

    /// Takes six bits, and gives the character that they end.
    fn bit(&mut self, digit: u8) -> Found {
        let (bits, count) = (self.bits.0 << 6 | u32::from(digit), self.bits.1 + 6);
        let Some(left) = count.checked_sub(16) else {
            self.bits = (bits, count);
            return Found::Steering;
        };
        self.bits = (bits & ((1 << left) - 1), left);
        let unit = u16::try_from(bits >> left & 0xFFFF).unwrap_or_default();
        match (self.lead.take(), unit) {
            (None, 0xD800..=0xDBFF) => {
                self.lead = Some(unit);
                Found::Steering
            }
            (None, unit) => found(char::from_u32(u32::from(unit))),
            (Some(lead), unit) => {
                found(char::decode_utf16([lead, unit]).next().and_then(Result::ok))
            }
        }
    }
}

impl Set {
    /// Returns the character of a pair of 7-bit bytes.
    fn character(self, row: u8, cell: u8) -> Option<char> {
        match self {
            Set::Korean => decoded(Charset::EUC_KR, row | 0x80, cell | 0x80),
            Set::Mainland => decoded(Charset::GB18030, row | 0x80, cell | 0x80),
            Set::Taiwan => taiwan::character(1, row, cell),
        }
    }
}

/// Returns the one character that two bytes are in another charset.
pub(super) fn decoded(charset: Charset, lead: u8, trail: u8) -> Option<char> {
    let text = charset.decode_lossy(&[lead, trail]);
    let mut chars = text.chars();
    let first = chars.next().filter(|c| *c != char::REPLACEMENT_CHARACTER)?;
    chars.next().is_none().then_some(first)
}

/// Returns the step that a character is, if it is one.
pub(super) fn found(c: Option<char>) -> Found {
    c.map_or(Found::Malformed, Found::Char)
}

/// Returns the value of a digit in base 64.
pub(super) fn base64(byte: u8) -> Option<u8> {
    match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}

/// Decodes bytes, with U+FFFD for each that means nothing.
pub(super) fn decode(family: Family, raw: &[u8]) -> String {
    let (mut state, mut text, mut rest) = (State::new(family), String::new(), raw);
    while !rest.is_empty() {
        let (bytes, found) = state.step(rest);
        match found {
            Found::Char(c) => text.push(c),
            Found::Steering => {}
            Found::Malformed => text.push(char::REPLACEMENT_CHARACTER),
        }
        rest = rest.get(bytes.max(1)..).unwrap_or_default();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shifts_call_pairs_and_line_ends_undo_them() {
        assert_eq!(decode(Family::Iso2022Kr, b"\x1B$)C\x0E0!\x0F a\x0E0!\nb"), "가 a가\nb");
        assert_eq!(decode(Family::Iso2022Cn, b"\x1B$)A\x0E=;;;\x0F a"), "交换 a");
        assert_eq!(decode(Family::Iso2022Cn, b"\x1B$)G\x0EG(_P\x0F"), "交換");
        assert_eq!(decode(Family::Hz, b"a ~{<:Ky2;~} ~~ b"), "a 己所不 ~ b");
    }

    #[test]
    fn utf7_spells_units_in_base_64() {
        assert_eq!(decode(Family::Utf7, b"Hi Mom +Jjo-!"), "Hi Mom ☺!");
        assert_eq!(decode(Family::Utf7, b"A+ImIDkQ."), "A≢Α.");
        assert_eq!(decode(Family::Utf7, b"1 +- 1 +2D3eAA-"), "1 + 1 😀");
    }

    #[test]
    fn every_step_takes_a_byte() {
        for family in Family::ALL {
            for first in 0..=255_u8 {
                for second in [0, b'$', b'A', b'{', b'~', 0x80, 0xA1, 0xFE] {
                    let (bytes, _) = State::new(family).step(&[first, second]);
                    assert!((1..=2).contains(&bytes), "{} {first:X} {second:X}", family.name());
                }
            }
        }
    }
}
