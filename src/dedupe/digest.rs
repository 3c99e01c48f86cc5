//! What is worked out from one document for comparing it: its digest, and where near-duplicates are
//! looked for, its shingles and the keys of its sketch.

use memchr::{memchr, memchr3, memchr3_iter, memmem};

use crate::document::Document;
use crate::field::Field;
use crate::findings::Findings;
use crate::hash;
use crate::marks::Marks;
use crate::stage::{Entry, Stage};
use crate::text::count_bytes;

use super::repeated::pieces;
use super::shingles::{set, shingles};
use super::sketch::Sketcher;
use super::{NEAR_TEXT, NOTHING_NEW, Options, REPEATED_TEXT, SAME_TEXT};

struct Marker {
    options: Options,
    sketcher: Option<Sketcher>,
}

pub(super) fn entry(options: &Options) -> Entry {
    let marker =
        Marker { options: options.clone(), sketcher: options.near.then(|| options.sketcher()) };
    let rules = [&SAME_TEXT, &NEAR_TEXT, &REPEATED_TEXT, &NOTHING_NEW];
    Entry::new("dedupe/digest", &rules, marker)
}

impl Stage for Marker {
    fn scan(&self, doc: &Document, found: &mut Findings<'_>) {
        let (line, words) = one_line(doc.text());
        let is_short = words < self.options.min_words;
        let mut marks = Marks { digest: Some(digest(doc, line, is_short)), ..Marks::default() };
        if let Some(sketcher) = self.sketcher.as_ref().filter(|_| !is_short) {
            let hashes = shingles(doc.text(), self.options.words);
            if !hashes.is_empty() {
                marks.keys = sketcher.keys(&sketcher.sketch(&hashes));
                marks.shingles = set(&hashes);
            }
        }
        marks.pieces = pieces(doc.text(), &self.options);
        found.mark(marks);
    }
}

/// Returns the digest of a document whose text is `line`, and of its title and date where that is short:
/// "No new cases." under two dates is two reports.
fn digest(doc: &Document, mut line: Vec<u8>, is_short: bool) -> u128 {
    if is_short {
        for field in [Field::Title, Field::Published] {
            line.push(b'\n');
            line.extend_from_slice(doc.field(field).unwrap_or_default().as_bytes());
        }
    }
    hash::digest(&line)
}

/// Returns the digest of a text alone: the same for texts that differ in white space only.
pub(crate) fn text_digest(text: &str) -> u128 {
    hash::digest(&one_line(text).0)
}

/// Returns the words of `text` with a space between, and their number.
fn one_line(text: &str) -> (Vec<u8>, usize) {
    let bytes = text.as_bytes();
    if has_wide_space(bytes) {
        return joined(text.len(), text.split_whitespace().map(str::as_bytes));
    }
    match has_odd_space(bytes) {
        true => joined(text.len(), bytes.split(is_space).filter(|word| !word.is_empty())),
        false => {
            // Lines are joined as they are: one space is all that stands between their words.
            let lines = bytes.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
            let (line, count) = joined(text.len(), lines.filter(|line| !line.is_empty()));
            let words = count_bytes(&line, |byte| byte == b' ') + usize::from(count > 0);
            (line, words)
        }
    }
}

fn is_space(byte: &u8) -> bool {
    matches!(byte, b'\t'..=b'\r' | b' ')
}

/// Returns whether there is white space other than newlines and single spaces.
fn has_odd_space(text: &[u8]) -> bool {
    memchr3(b'\t', b'\r', 0x0B, text).is_some()
        || memchr(0x0C, text).is_some()
        || memmem::find(text, b"  ").is_some()
}

fn joined<'a>(room: usize, parts: impl Iterator<Item = &'a [u8]>) -> (Vec<u8>, usize) {
    let mut line = Vec::with_capacity(room);
    let mut count = 0;
    for part in parts {
        if count > 0 {
            line.push(b' ');
        }
        line.extend_from_slice(part);
        count += 1;
    }
    (line, count)
}

/// Returns whether there is white space of more than one byte: U+0085, U+00A0, U+1680, U+2000 to U+200A,
/// U+2028, U+2029, U+202F, U+205F, U+3000.
fn has_wide_space(text: &[u8]) -> bool {
    let is_space = |at: usize| {
        matches!(
            text.get(at..).unwrap_or_default(),
            [0xC2, 0x85 | 0xA0, ..]
                | [0xE2, 0x80, 0x80..=0x8A | 0xA8 | 0xA9 | 0xAF, ..]
                | [0xE2, 0x81, 0x9F, ..]
                | [0xE3, 0x80, 0x80, ..]
        )
    };
    memchr3_iter(0xC2, 0xE2, 0xE3, text).any(is_space)
        || memmem::find(text, "\u{1680}".as_bytes()).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_makes_no_difference() {
        assert_eq!(text_digest("The ferry\n\n sails."), text_digest(" The ferry sails.\n"));
        assert_ne!(text_digest("The ferry sails."), text_digest("The ferry sails!"));
        assert_ne!(text_digest("a b"), text_digest("ab"));
    }

    #[test]
    fn words_are_counted_whatever_stands_between() {
        for text in ["a b\n\nc", "a b \n c", "a\tb c", "a  b\u{3000}c", "\na b c\n", "a\r\nb c"] {
            assert_eq!(one_line(text), (b"a b c".to_vec(), 3), "{text:?}");
        }
        assert_eq!(one_line(" \n"), (Vec::new(), 0));
    }

    #[test]
    fn words_end_where_white_space_of_unicode_begins() {
        for letter in (0..=char::MAX as u32).filter_map(char::from_u32) {
            let text = format!("a{letter}b");
            let expected = if letter.is_whitespace() { "a b" } else { &text };
            assert_eq!(one_line(&text).0, expected.as_bytes(), "{letter:?}");
        }
    }
}
