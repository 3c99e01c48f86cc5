//! Unicode Normalization Form C.

use unicode_normalization::char::canonical_combining_class;
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

/// The first byte of U+0300 in UTF-8. Every character before it is in NFC, whatever follows but a
/// later one (UAX 15, section 9: quick check).
const FIRST_SUSPECT_BYTE: u8 = 0xCC;

struct Nfc;

pub(super) fn entry() -> Entry {
    Entry::new("normalize/nfc", &[&NOT_COMPOSED], Nfc)
}

impl Stage for Nfc {
    fn scan(&self, doc: &Document, found: &mut Findings<'_>) {
        let text = doc.text();
        if is_plainly_clear(text) || is_clear(text.chars()) {
            return;
        }
        let mut start = 0;
        for (at, c) in text.char_indices() {
            if starts_segment(c) {
                compose(text, Span::new(start, at), found);
                start = at;
            }
        }
        compose(text, Span::new(start, text.len()), found);
    }
}

/// Bytes that are looked at together where nothing is to be found.
const BLOCK: usize = 64;

/// Returns whether the text holds nothing from U+0300 on but general punctuation, of which no
/// character from U+2002 on decomposes or combines: Latin text with curly quotes.
fn is_plainly_clear(text: &str) -> bool {
    text.as_bytes().chunks(BLOCK).enumerate().all(|(index, block)| {
        let is_suspect = block.iter().fold(false, |any, byte| any | (*byte >= FIRST_SUSPECT_BYTE));
        !is_suspect || is_punctuated(text.as_bytes(), index * BLOCK)
    })
}

/// Returns whether every suspect character that begins in the block at `start` is general punctuation.
fn is_punctuated(bytes: &[u8], start: usize) -> bool {
    (start..bytes.len().min(start + BLOCK)).all(|at| match bytes.get(at..) {
        Some([0xE2, 0x80, 0x82..=0xBF, ..] | [0xE2, 0x81, 0x80..=0xAF, ..]) => true,
        Some([byte, ..]) => *byte < FIRST_SUSPECT_BYTE,
        _ => true,
    })
}

fn is_clear(text: impl Iterator<Item = char>) -> bool {
    is_nfc_quick(text) == IsNormalized::Yes
}

/// Returns whether nothing before the character can combine with it.
fn starts_segment(c: char) -> bool {
    c < '\u{300}' || (canonical_combining_class(c) == 0 && is_clear(std::iter::once(c)))
}

fn compose(text: &str, at: Span, found: &mut Findings<'_>) {
    let segment = at.of(text);
    if segment.chars().nth(1).is_none() && is_clear(segment.chars()) {
        return;
    }
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
            remarks: Vec::new(),
            exceptions: Vec::new(),
        };
        let origin = Origin {
            input: 0,
            file: String::new(),
            raw_bytes: text.len() as u64,
            raw_hash: String::new(),
        };
        let mut doc = Document::decoded(origin, decoded);
        crate::stage::apply(&[entry()], &[], &mut doc);
        doc.text().to_owned()
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
