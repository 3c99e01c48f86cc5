//! What is worked out from one document for comparing it: its digest, and where near-duplicates are
//! looked for, its shingles and the keys of its sketch.

use crate::document::Document;
use crate::field::Field;
use crate::findings::Findings;
use crate::hash;
use crate::marks::Marks;
use crate::stage::{Entry, Stage};

use super::repeated::pieces;
use super::shingles::{set, shingles};
use super::sketch::Sketcher;
use super::{NEAR_TEXT, NOTHING_NEW, Options, REPEATED_TEXT, SAME_TEXT};

struct Marker {
    options: Options,
    sketcher: Option<Sketcher>,
}

pub(super) fn entry(options: &Options) -> Entry {
    let marker = Marker {
        options: options.clone(),
        sketcher: options.near.then(|| options.sketcher()),
    };
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
fn digest(doc: &Document, mut line: String, is_short: bool) -> u128 {
    if is_short {
        for field in [Field::Title, Field::Published] {
            line.push('\n');
            line.push_str(doc.field(field).unwrap_or_default());
        }
    }
    hash::digest(line.as_bytes())
}

/// Returns the digest of a text alone: the same for texts that differ in white space only.
pub(crate) fn text_digest(text: &str) -> u128 {
    hash::digest(one_line(text).0.as_bytes())
}

/// Returns the words of `text` with a space between, and their number.
fn one_line(text: &str) -> (String, usize) {
    let mut line = String::with_capacity(text.len());
    let mut count = 0;
    for word in text.split_whitespace() {
        if count > 0 {
            line.push(' ');
        }
        line.push_str(word);
        count += 1;
    }
    (line, count)
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
}
