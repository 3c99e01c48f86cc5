//! Reads Johab, the Korean encoding whose two bytes spell a syllable: five bits each for its initial,
//! vowel and final (KS X 1001:2002, annex 3).
//!
//! Promises the characters of Python's codec `johab`. Symbols and ideographs have the order of
//! KS X 1001 and are read through EUC-KR.

use crate::decode::charset::Charset;
use crate::decode::grouped::{Found, decoded, found};

/// The number that stands for a missing letter.
const FILL: i8 = -1;
/// The number that stands for nothing.
const NONE: i8 = -2;

/// The initials by their five bits.
const INITIALS: [i8; 32] = [
    NONE, FILL, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, NONE, NONE, NONE,
    NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE,
];
/// The vowels by their five bits.
const VOWELS: [i8; 32] = [
    NONE, NONE, FILL, 0, 1, 2, 3, 4, NONE, NONE, 5, 6, 7, 8, 9, 10, NONE, NONE, 11, 12, 13, 14, 15,
    16, NONE, NONE, 17, 18, 19, 20, NONE, NONE,
];
/// The finals by their five bits.
const FINALS: [i8; 32] = [
    NONE, FILL, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, NONE, 17, 18, 19, 20, 21,
    22, 23, 24, 25, 26, 27, NONE, NONE,
];
/// The letters alone, as offsets from U+3130: initials, then finals from the first that is one.
const INITIAL_LETTERS: [u8; 19] =
    [1, 2, 4, 7, 8, 9, 17, 18, 19, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30];
/// See `INITIAL_LETTERS`.
const FINAL_LETTERS: [u8; 27] = [
    1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 20, 21, 22, 23, 24, 26, 27, 28, 29,
    30,
];
/// The offset of the first vowel among the letters.
const FIRST_VOWEL: u8 = 31;

/// Reads what bytes begin with.
pub(super) fn step(rest: &[u8]) -> (usize, Found) {
    match rest {
        [byte @ 0..=0x7F, ..] => (1, Found::Char(char::from(*byte))),
        [lead @ 0x84..=0xD3, trail, ..] => pair(found(syllable(*lead, *trail)), *trail),
        [lead @ (0xD8..=0xDE | 0xE0..=0xF9), trail, ..] => {
            pair(found(other(*lead, *trail)), *trail)
        }
        _ => (1, Found::Malformed),
    }
}

/// Takes two bytes where they mean something, else the lead alone if the trail is ASCII.
fn pair(found: Found, trail: u8) -> (usize, Found) {
    if found == Found::Malformed && trail.is_ascii() { (1, found) } else { (2, found) }
}

/// Spells a syllable, or a letter alone.
fn syllable(lead: u8, trail: u8) -> Option<char> {
    let code = usize::from(lead) << 8 | usize::from(trail);
    let parts = (INITIALS[code >> 10 & 31], VOWELS[code >> 5 & 31], FINALS[code & 31]);
    let letter = |at: u8| char::from_u32(0x3130 + u32::from(at));
    let place = |part: i8| usize::try_from(part).ok();
    match parts {
        (NONE, _, _) | (_, NONE, _) | (_, _, NONE) => None,
        (FILL, FILL, FILL) => Some('\u{3000}'),
        (FILL, FILL, last) => {
            FINAL_LETTERS.get(place(last)?.checked_sub(1)?).copied().and_then(letter)
        }
        (FILL, vowel, FILL) => letter(FIRST_VOWEL + u8::try_from(vowel).ok()?),
        (first, FILL, FILL) => INITIAL_LETTERS.get(place(first)?).copied().and_then(letter),
        (FILL, _, _) | (_, FILL, _) => None,
        (first, vowel, last) => {
            let number = |part: i8| u32::try_from(part.max(0)).unwrap_or_default();
            char::from_u32(0xAC00 + (number(first) * 21 + number(vowel)) * 28 + number(last))
        }
    }
}

/// Reads a symbol or an ideograph: each lead holds two rows of KS X 1001.
fn other(lead: u8, trail: u8) -> Option<char> {
    let cell = match trail {
        // Letters, which are spelled.
        0xA1..=0xD3 if lead == 0xDA => return None,
        0x31..=0x7E => trail - 0x31,
        0x91..=0xFE => trail - 0x43,
        _ => return None,
    };
    let rows = if lead < 0xE0 { 2 * lead.checked_sub(0xD9)? } else { 2 * (lead - 0xE0) + 0x29 };
    let (row, cell) = if cell < 94 { (rows, cell) } else { (rows + 1, cell - 94) };
    decoded(Charset::EUC_KR, row + 0xA1, cell + 0xA1)
}

#[cfg(test)]
mod tests {
    use crate::decode::grouped::{Family, decode};

    #[test]
    fn syllables_letters_symbols_and_ideographs_are_read() {
        let text =
            decode(Family::Johab, b"\xD0\x65\x8B\x69 \x88\x41\x84\x61 \xD9\x32 \xE0\x31\x84\x41");
        assert_eq!(text, "한글 ㄱㅏ 、 伽\u{3000}");
    }

    #[test]
    fn what_means_nothing_is_marked() {
        assert_eq!(decode(Family::Johab, b"\xDF\xFFa\x84\x20"), "\u{FFFD}\u{FFFD}a\u{FFFD} ");
    }
}
