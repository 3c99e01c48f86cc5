//! One kind of newline.

use memchr::memchr_iter;

use crate::document::Document;
use crate::findings::Findings;
use crate::rule::{Effect, Example, Rule};
use crate::span::Span;
use crate::stage::{Entry, Stage};

static CARRIAGE_RETURN: Rule = Rule::new(
    "newlines/carriage-return",
    Effect::Rewrite,
    "a carriage return, alone or before a newline",
    "Files from Windows and old Mac systems end lines otherwise; the same line must compare equal \
     wherever it comes from.",
    &[
        Example::fires("The ferry sails.\r\n\r\nIt is late.", "The ferry sails.\n\nIt is late."),
        Example::declines("The ferry sails.\n\nIt is late."),
    ],
);

static ODD: Rule = Rule::new(
    "newlines/odd",
    Effect::Rewrite,
    "a line separator other than newline: U+2028, U+2029, U+0085, VT, FF",
    "Readers disagree whether these end a line, so that line numbers and JSON Lines come apart.",
    &[
        Example::fires("The ferry sails.\u{2029}It is late.", "The ferry sails.\nIt is late."),
        Example::declines("The ferry sails.\nIt is late."),
    ],
);

struct Newlines;

pub(super) fn entry() -> Entry {
    Entry::new("normalize/newlines", &[&CARRIAGE_RETURN, &ODD], Newlines)
}

impl Stage for Newlines {
    fn scan(&self, doc: &Document, found: &mut Findings<'_>) {
        let bytes = doc.text().as_bytes();
        for at in memchr_iter(b'\r', bytes) {
            match bytes.get(at + 1) {
                Some(b'\n') => found.delete(&CARRIAGE_RETURN, Span::new(at, at + 1)),
                _ => found.replace(&CARRIAGE_RETURN, Span::new(at, at + 1), "\n"),
            }
        }
        for at in memchr::memchr2_iter(0x0B, 0x0C, bytes) {
            found.replace(&ODD, Span::new(at, at + 1), "\n");
        }
        for (separator, len) in [("\u{2028}", 3), ("\u{2029}", 3), ("\u{85}", 2)] {
            for at in memchr::memmem::find_iter(bytes, separator) {
                found.replace(&ODD, Span::new(at, at + len), "\n");
            }
        }
    }
}
