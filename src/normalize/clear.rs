//! Whether a text is in Normalization Form C, told by a table: yes, or a doubt that others must settle.
//!
//! It is the quick check of UAX 15, section 9, with one more step: a character that could combine with
//! the one before it is looked up beside that one.

use std::sync::LazyLock;

use unicode_normalization::char::{canonical_combining_class, compose, decompose_canonical};
use unicode_normalization::{IsNormalized, is_nfc_quick};

/// Bytes that are looked at together where nothing is to be found.
const BLOCK: usize = 64;

/// The class of a character that is never in NFC, or in doubt; combining classes end at 240.
const NEVER: u8 = 255;

/// The class of a starter that may combine with the character before it.
const JOINS: u8 = 254;

/// The class of a mark that may combine with the character before it.
const MARK_JOINS: u8 = 253;

/// The class of each BMP character: its combining class, or one of those above.
static CLASSES: LazyLock<Vec<u8>> =
    LazyLock::new(|| (0..=0xffff).map(|code| char::from_u32(code).map_or(0, class)).collect());

/// Returns whether the text is in NFC for certain.
pub(super) fn is_clear(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut last = Last::default();
    // Where the characters begin that were not looked at yet.
    let mut next = 0;
    for (index, block) in bytes.chunks(BLOCK).enumerate() {
        let start = index * BLOCK;
        if block.iter().fold(true, |all, byte| all & is_clear_lead(*byte)) {
            continue;
        }
        if next < start {
            next = text.ceil_char_boundary(start);
            let before = text.get(..next).unwrap_or_default();
            last = Last { ch: before.chars().next_back().unwrap_or_default(), class: 0 };
        }
        let Some(end) = last.follow(text, next, start + BLOCK) else { return false };
        next = end;
    }
    true
}

/// Returns whether a character that begins with this byte is clear whatever follows: before U+0300,
/// Cyrillic without its old marks, Armenian, ideographs, most of Hangul.
fn is_clear_lead(byte: u8) -> bool {
    (byte < 0xCC)
        | matches!(byte, 0xD0 | 0xD1 | 0xD4 | 0xD5)
        | matches!(byte, 0xE4..=0xE9 | 0xEB | 0xEC)
}

/// The character before the one that is looked at; at first a starter with which nothing combines.
#[derive(Default)]
struct Last {
    ch: char,
    class: u8,
}

impl Last {
    /// Takes in the characters that begin in `start..end`, and returns where the last one ends; nothing if
    /// one may not be in NFC.
    fn follow(&mut self, text: &str, start: usize, end: usize) -> Option<usize> {
        let classes = CLASSES.as_slice();
        let mut at = start;
        for ch in text.get(start..)?.chars() {
            if at >= end {
                break;
            }
            let class = match classes.get(ch as usize) {
                Some(class) => *class,
                None => class_beyond(ch),
            };
            let is_clear = match class {
                0 => true,
                NEVER => false,
                JOINS => self.class == 0 && compose(self.ch, ch).is_none(),
                // A mark may come to stand before one that is a part of the character before it.
                MARK_JOINS => {
                    self.class == 0 && compose(self.ch, ch).is_none() && is_simple(self.ch)
                }
                mark => mark >= self.class,
            };
            if !is_clear {
                return None;
            }
            *self = Last { ch, class: if class == JOINS { 0 } else { class } };
            at += ch.len_utf8();
        }
        Some(at)
    }
}

/// Returns the class of a character beyond the BMP: pictures and ideographs stand alone, all others are in
/// doubt.
fn class_beyond(ch: char) -> u8 {
    match ch {
        '\u{1F000}'..='\u{1FBFF}' | '\u{20000}'..='\u{2F7FF}' => 0,
        _ => NEVER,
    }
}

/// Returns whether a character has no canonical decomposition.
fn is_simple(ch: char) -> bool {
    let mut is_simple = true;
    decompose_canonical(ch, |part| is_simple &= part == ch);
    is_simple
}

fn class(ch: char) -> u8 {
    let combining = canonical_combining_class(ch);
    match is_nfc_quick(std::iter::once(ch)) {
        IsNormalized::Yes => combining,
        IsNormalized::No => NEVER,
        IsNormalized::Maybe if combining == 0 => JOINS,
        IsNormalized::Maybe => MARK_JOINS,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::is_nfc;

    #[test]
    fn what_is_passed_over_by_its_bytes_stands_alone() {
        let mut passed = 0;
        for c in ('\0'..=char::MAX).filter(|c| is_clear_lead(c.to_string().as_bytes()[0])) {
            assert_eq!(class(c), 0, "{c:?}");
            passed += 1;
        }
        assert!(passed > 30_000, "{passed}");
    }

    #[test]
    fn a_clear_text_is_in_the_form() {
        let parts = [
            "e",
            "\u{301}",
            "\u{323}",
            "\u{315}",
            "\u{1112}",
            "\u{1161}",
            "\u{11AB}",
            "글",
            "ক",
            "\u{9C7}",
            "\u{9BE}",
            "\u{94D}",
            "\u{93C}",
            "न",
            "க",
            "\u{BBE}",
            "\u{BC6}",
            "か",
            "\u{3099}",
            "\u{212B}",
            "😀",
            "\u{110BA}",
            "\u{11099}",
            "ж",
            " ",
        ];
        let mut clear = 0;
        let count = parts.len();
        for number in 0..count.pow(3) * 3 {
            let part = |step: usize| parts[number / step % count];
            let padding = "a".repeat([0, 60, 62][number / count.pow(3)]);
            let text = [&padding, part(1), part(count), part(count * count)].concat();
            clear += u32::from(is_clear(&text));
            assert!(!is_clear(&text) || is_nfc(&text), "{text:?}");
        }
        assert!(clear > 10_000, "{clear}");
    }

    #[test]
    fn scripts_with_marks_are_clear() {
        for text in ["हिन्दी में लिखा", "தமிழ் நாடு", "বাংলা ভাষা", "ภาษาไทย", "עִבְרִית", "العَرَبِيَّة"]
        {
            assert!(is_clear(text), "{text}");
        }
    }
}
