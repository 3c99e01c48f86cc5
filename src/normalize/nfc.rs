//! Unicode Normalization Form C.

use std::ops::Range;
use std::sync::LazyLock;

use icu_normalizer::ComposingNormalizerBorrowed;
use unicode_normalization::char::{
    canonical_combining_class, compose as compose_pair, decompose_canonical,
};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::document::Document;
use crate::findings::Findings;
use crate::rule::{Effect, Example, Rule};
use crate::span::Span;
use crate::stage::{Entry, Stage};

static NOT_COMPOSED: Rule = Rule::new(
    "nfc/not-composed",
    Effect::Rewrite,
    "characters that are not in Unicode Normalization Form C",
    "The same word spelled with composed and with combining characters looks alike and compares \
     unequal: it is counted, searched and deduplicated as two (UAX 15).",
    &[
        Example::fires("The cafe\u{301} is open.", "The café is open."),
        Example::declines("The café is open."),
    ],
);

struct Nfc;

pub(super) fn entry() -> Entry {
    Entry::new("normalize/nfc", &[&NOT_COMPOSED], Nfc)
}

impl Stage for Nfc {
    fn scan(&self, doc: &Document, found: &mut Findings<'_>) {
        let text = doc.text();
        if is_plainly_clear(text) {
            return;
        }
        let mut start = 0;
        while let Some(at) = next_suspect(text, start) {
            compose(text, at, found);
            start = at.end;
        }
    }
}

/// Returns whether `text` is in Unicode Normalization Form C.
///
/// # Examples
///
/// ```
/// assert!(scutch::normalize::is_nfc("caf\u{e9}"));
/// assert!(!scutch::normalize::is_nfc("cafe\u{301}"));
/// ```
pub fn is_nfc(text: &str) -> bool {
    is_plainly_clear(text) || ComposingNormalizerBorrowed::new_nfc().is_normalized(text)
}

/// Returns the next segment behind `start` that is not in NFC.
///
/// ICU4X looks for it: on text in 75 languages it checks 980 MB/s where unicode-normalization's exact
/// check reaches 80 and its quick check, which cannot decide, 460 (one thread, 5.4 MB, best of nine).
fn next_suspect(text: &str, start: usize) -> Option<Span> {
    let behind = Span::new(start, text.len());
    let (clean, suspect) = ComposingNormalizerBorrowed::new_nfc().split_normalized(behind.of(text));
    let mut starts = suspect.char_indices().skip(1).filter(|(_, c)| starts_segment(*c));
    let len = starts.next().map_or(suspect.len(), |(at, _)| at);
    let first = start + clean.len();
    (len > 0).then(|| Span::new(first, first + len))
}

/// Bytes that are looked at together where nothing is to be found.
const BLOCK: usize = 64;

/// Returns whether the whole text is in NFC, by the first bytes of its characters in most scripts and by a
/// table for the others; a text with a mark that may reorder or combine across another is in doubt.
fn is_plainly_clear(text: &str) -> bool {
    let mut marks = Marks::default();
    text.as_bytes().chunks(BLOCK).enumerate().all(|(index, block)| {
        let is_suspect = block.iter().fold(false, |any, byte| any | !is_clear_lead(*byte));
        !is_suspect || marks.are_clear(text, index * BLOCK)
    })
}

/// Returns whether a character that begins with this byte is clear whatever follows: before U+0300,
/// Cyrillic without its old marks, Armenian, ideographs, most of Hangul.
fn is_clear_lead(byte: u8) -> bool {
    (byte < 0xCC)
        | matches!(byte, 0xD0 | 0xD1 | 0xD4 | 0xD5)
        | matches!(byte, 0xE4..=0xE9 | 0xEB | 0xEC)
}

/// What the marks so far mean for those that follow: the quick check of UAX 15, with its doubts settled.
#[derive(Default)]
struct Marks {
    /// Where the last mark ends that has a combining class, and that class.
    end: usize,
    class: u16,
}

impl Marks {
    /// Returns whether every character that begins in the block at `start` is clear.
    fn are_clear(&mut self, text: &str, start: usize) -> bool {
        let table = &*MARKS;
        let bytes = text.as_bytes();
        let block = bytes.get(start..bytes.len().min(start + BLOCK)).unwrap_or(&[]);
        let mut suspects = block.iter().enumerate().filter(|(_, byte)| !is_clear_lead(**byte));
        suspects.all(|(at, byte)| {
            let at = start + at;
            if *byte != 0xE0 && is_clear_start(bytes.get(at..).unwrap_or(&[])) {
                return true;
            }
            let Some((code, length)) = code_at(bytes, at) else { return false };
            match table.get(code).copied().unwrap_or(NEVER) {
                CLEAR => true,
                NEVER => false,
                mark => self.is_clear(text, at..at + length, mark),
            }
        })
    }

    /// Returns whether a mark is in NFC behind what stands before it.
    fn is_clear(&mut self, text: &str, at: Range<usize>, mark: u16) -> bool {
        let before = if self.end == at.start { self.class } else { 0 };
        let class = mark & CLASS;
        (self.end, self.class) = (at.end, class);
        let composes = || {
            let last = text.get(..at.start).and_then(|text| text.chars().next_back());
            let own = text.get(at.clone()).and_then(|text| text.chars().next());
            last.zip(own).is_none_or(|(last, own)| {
                // A mark may belong in front of one that the letter has taken in.
                compose_pair(last, own).is_some() || class != 0 && is_composed(last)
            })
        };
        match mark & JOINS {
            0 => before <= class,
            _ => before == 0 && !composes(),
        }
    }
}

/// Returns whether a character stands for a letter and marks.
fn is_composed(c: char) -> bool {
    let mut parts = 0;
    decompose_canonical(c, |_| parts += 1);
    parts > 1
}

/// Returns the code and the length of the character of two or three bytes at `at`.
fn code_at(bytes: &[u8], at: usize) -> Option<(usize, usize)> {
    let low = |byte: u8| usize::from(byte & 0x3F);
    match *bytes.get(at..)? {
        [first @ 0xC0..=0xDF, second, ..] => {
            Some((usize::from(first & 0x1F) << 6 | low(second), 2))
        }
        [first @ 0xE0..=0xEF, second, third, ..] => {
            Some((usize::from(first & 0xF) << 12 | low(second) << 6 | low(third), 3))
        }
        _ => None,
    }
}

/// What the quick check says of a character: it stands alone, it is never in NFC, or it is a mark with a
/// combining class that may compose with the letter before it.
const CLEAR: u16 = 0;
const NEVER: u16 = 0xFFFF;
const CLASS: u16 = 0xFF;
const JOINS: u16 = 0x100;

/// What it says of each character of the Basic Multilingual Plane.
static MARKS: LazyLock<Vec<u16>> = LazyLock::new(|| {
    let mark = |code| {
        let Some(c) = char::from_u32(code) else { return NEVER };
        let class = u16::from(canonical_combining_class(c));
        match is_nfc_quick(std::iter::once(c)) {
            IsNormalized::Yes => class,
            IsNormalized::Maybe => class | JOINS,
            IsNormalized::No => NEVER,
        }
    };
    (0..0x1_0000).map(mark).collect()
});

/// Returns whether the character that the bytes begin with is clear: as [`is_clear_lead`], and
/// punctuation and signs, Greek, all Cyrillic and Armenian, the letters of Hebrew and Arabic, Georgian,
/// Latin with marks, kana, pictures.
fn is_clear_start(bytes: &[u8]) -> bool {
    match bytes {
        [byte, ..] if is_clear_lead(*byte) => true,
        [0xCE, second, ..] => *second != 0x87,
        [0xCF | 0xD3, ..] | [0xD6, 0x80..=0x8F, ..] | [0xD7, 0x90..=0xBF, ..] => true,
        [0xD2, second, ..] => !matches!(second, 0x83..=0x87),
        [0xD8, second, ..] => !matches!(second, 0x90..=0x9A),
        [0xD9, 0x80..=0x8A | 0xA0..=0xAF | 0xB1..=0xBF, ..] | [0xDA, ..] => true,
        [0xDB, 0x80..=0x95 | 0xAE..=0xBF, ..] => true,
        [0xE1, 0x82, 0xA0..=0xBF, ..] | [0xE1, 0x83 | 0xB8..=0xBB, ..] => true,
        [0xE2, 0x80, 0x82..=0xBF, ..] | [0xE2, 0x81, 0x80..=0xAF, ..] => true,
        [0xE2, 0x82, 0xA0..=0xBF, ..] | [0xE2, 0x84, 0x80..=0xA5, ..] => true,
        [0xE2, 0x85..=0x8B | 0x8D..=0xA9, ..] => true,
        [0xE3, 0x80, 0x80..=0xA9, ..] | [0xE3, 0x81 | 0x83..=0xBF, ..] => true,
        [0xE3, 0x82, third, ..] => !matches!(third, 0x99 | 0x9A),
        [0xEA, 0xB0..=0xBF, ..] | [0xED, 0x80..=0x9D, ..] => true,
        [0xEF, 0xBC..=0xBE, ..] | [0xF0, 0x9F, ..] => true,
        _ => false,
    }
}

/// Returns whether nothing before the character can combine with it.
fn starts_segment(c: char) -> bool {
    let stands_alone = || is_nfc_quick(std::iter::once(c)) == IsNormalized::Yes;
    c < '\u{300}' || (canonical_combining_class(c) == 0 && stands_alone())
}

fn compose(text: &str, at: Span, found: &mut Findings<'_>) {
    let segment = at.of(text);
    let composed: String = segment.nfc().collect();
    if composed != segment {
        found.replace(&NOT_COMPOSED, at, &composed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Decoded, Origin};
    use crate::map::Map;

    fn normalized(text: &str) -> String {
        let decoded = Decoded {
            encoding: "UTF-8",
            text: text.to_owned(),
            map: Map::copied(0, text.len()),
            ..Decoded::default()
        };
        let origin = Origin { raw_bytes: text.len() as u64, ..Origin::default() };
        let mut doc = Document::decoded(origin, decoded);
        crate::stage::apply(&[entry()], &[], u64::MAX, &mut doc);
        doc.text().to_owned()
    }

    #[test]
    fn what_looks_clear_by_its_bytes_stands_alone() {
        let mut clear = 0;
        for c in ('\0'..=char::MAX).filter(|c| is_clear_start(c.to_string().as_bytes())) {
            let is_alone = is_nfc_quick(std::iter::once(c)) == IsNormalized::Yes;
            assert!(is_alone && canonical_combining_class(c) == 0, "{c:?}");
            clear += 1;
        }
        assert!(clear > 40_000, "{clear}");
    }

    /// Every pair and many triples of a character and a mark of the plane, between other letters.
    #[test]
    fn what_the_table_finds_clear_is_in_nfc() {
        let marks: Vec<char> = ('\u{300}'..'\u{ffff}').filter(|c| !starts_segment(*c)).collect();
        let firsts = ('a'..'\u{2000}').chain('ア'..'ヿ').chain('가'..'각').chain(['😀', '葛']);
        let (mut clear, mut tried) = (0, 0);
        let mut check = |text: &str| {
            tried += 1;
            if is_plainly_clear(text) {
                clear += 1;
                assert!(unicode_normalization::is_nfc(text), "{text:?}");
            }
        };
        for (at, first) in firsts.enumerate() {
            for second in marks.iter().skip(at % 7).step_by(7) {
                let third = marks[(first as usize + *second as usize) % marks.len()];
                check(&format!("{first}{second}"));
                check(&format!("{first}{second}{third}a{second} {second}{first}"));
            }
        }
        assert!(clear * 3 > tried, "{clear} of {tried}");
    }

    #[test]
    fn agrees_with_normalizing_the_whole_text() {
        let texts = [
            "e\u{301}\u{323}a\u{315}\u{300}",
            "\u{1112}\u{1161}\u{11AB}글",
            "\u{212B} \u{2126}",
            "a\u{301}\u{301}\u{301}b\u{323}\u{307}",
            "\u{0958}\u{0928}\u{093C}",
        ];
        for text in texts {
            let whole: String = text.nfc().collect();
            assert_eq!(normalized(text), whole);
        }
    }
}
