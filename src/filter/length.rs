//! Documents from which nothing is left.

use crate::document::Document;
use crate::findings::Findings;
use crate::rule::{Effect, Example, Rule};
use crate::span::Span;
use crate::stage::{Entry, Stage};

static NO_TEXT: Rule = Rule::new(
    "length/no-text",
    Effect::Reject,
    "nothing is left but white space",
    "A record without text is noise in every use of a dataset; its name and reason are kept in the \
     list of rejected documents.",
    &[Example::fires(" \n\n", ""), Example::declines("a")],
);

struct Length;

pub(super) fn entry() -> Entry {
    Entry::new("filter/length", &[&NO_TEXT], Length)
}

impl Stage for Length {
    fn scan(&self, doc: &Document, found: &mut Findings<'_>) {
        if doc.text().trim().is_empty() {
            let whole = Span::new(0, doc.text().len());
            found.reject(&NO_TEXT, whole, "expected text, found none after cleaning");
        }
    }
}
