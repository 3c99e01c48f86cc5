//! Unicode Normalization Form C.

use std::sync::LazyLock;

use icu_normalizer::ComposingNormalizerBorrowed;
use unicode_normalization::char::{canonical_combining_class, compose as compose_pair};
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
/// table in those of India and their kin; a text with marks that combine in other scripts is in doubt.
fn is_plainly_clear(text: &str) -> bool {
    let mut marks = Marks::default();
    text.as_bytes().chunks(BLOCK).enumerate().all(|(index, block)| {
        let is_suspect = block.iter().fold(false, |any, byte| any | !is_clear_lead(*byte));
        !is_suspect || marks.are_clear(text.as_bytes(), index * BLOCK)
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
    // Where the last character of the table ends, and what it is.
    end: usize,
    last: char,
    class: u8,
}

impl Marks {
    /// Returns whether every character that begins in the block at `start` is clear.
    fn are_clear(&mut self, bytes: &[u8], start: usize) -> bool {
        let block = bytes.get(start..bytes.len().min(start + BLOCK)).unwrap_or(&[]);
        let mut suspects = block.iter().enumerate().filter(|(_, byte)| !is_clear_lead(**byte));
        suspects.all(|(at, byte)| match (byte, bytes.get(start + at..)) {
            (0xE0, Some([_, second, third, ..])) => self.is_clear(start + at, *second, *third),
            (_, Some(rest)) => is_clear_start(rest),
            _ => true,
        })
    }

    /// Returns whether the character of the table at `at` is in NFC behind what stands before it.
    fn is_clear(&mut self, at: usize, second: u8, third: u8) -> bool {
        let code = u32::from(second & 0x3F) << 6 | u32::from(third & 0x3F);
        let own = code.checked_sub(FIRST_INDIC).and_then(|at| INDIC.get(at as usize));
        let (Some(Some(own)), Some(c)) = (own, char::from_u32(code)) else { return false };
        // What stands between two of the table is clear, and begins anew.
        let (before, class) = if self.end == at { (self.last, self.class) } else { (' ', 0) };
        (self.end, self.last, self.class) = (at + 3, c, own.class);
        match own.joins {
            true => class == 0 && compose_pair(before, c).is_none(),
            false => own.class == 0 || class <= own.class,
        }
    }
}

/// The first character of three bytes; the scripts whose characters begin with the byte E0 end at U+0FFF.
const FIRST_INDIC: u32 = 0x800;

/// A character as the quick check sees it.
#[derive(Clone, Copy)]
struct Mark {
    /// Its combining class: marks stand in ascending order.
    class: u8,
    /// Whether it may compose with the letter before it.
    joins: bool,
}

/// The characters from U+0800 to U+0FFF; none for those that never stand in NFC.
static INDIC: LazyLock<Vec<Option<Mark>>> = LazyLock::new(|| {
    let mark = |code| {
        let c = char::from_u32(code)?;
        let class = canonical_combining_class(c);
        match is_nfc_quick(std::iter::once(c)) {
            IsNormalized::Yes => Some(Mark { class, joins: false }),
            IsNormalized::Maybe => Some(Mark { class, joins: true }),
            IsNormalized::No => None,
        }
    };
    (FIRST_INDIC..0x1000).map(mark).collect()
});

/// Returns whether the character that the bytes begin with is clear: as [`is_clear_lead`], and
/// punctuation and signs, Greek, all Cyrillic and Armenian, the letters of Hebrew and Arabic, Georgian,
/// Latin with marks, kana.
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
        [0xEF, 0xBC..=0xBE, ..] => true,
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

    /// Every pair and many triples of characters of the table, between letters of other scripts.
    #[test]
    fn what_the_table_finds_clear_is_in_nfc() {
        let chars: Vec<char> = (FIRST_INDIC..0x1000).filter_map(char::from_u32).collect();
        let marks: Vec<char> = chars.iter().copied().filter(|c| !starts_segment(*c)).collect();
        let (mut clear, mut tried) = (0, 0);
        let mut check = |text: &str| {
            tried += 1;
            if is_plainly_clear(text) {
                clear += 1;
                assert!(unicode_normalization::is_nfc(text), "{text:?}");
            }
        };
        for first in &chars {
            for second in &marks {
                check(&format!("{first}{second}"));
                check(&format!("{first}a{second} {second}{first}"));
                let third = marks[(*first as usize + *second as usize) % marks.len()];
                check(&format!("{first}{second}{third}"));
            }
        }
        assert!(clear * 2 > tried, "{clear} of {tried}");
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
