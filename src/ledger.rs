//! The ledger: every change that was made to a document, in the order it was made.
//!
//! Run over the decoded text, pass by pass, the ledger gives the final text and every field, byte
//! for byte. It is append-only; only [`crate::Document::commit`] and decoding write it.

use crate::error::{Error, Result};
use crate::field::Field;
use crate::rule::{Rule, RuleRef};
use crate::span::Span;

/// What a change did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act<'a> {
    /// Other text stands there; empty where the text was removed.
    Put(&'a str),
    /// The text left the body and gave a field its value.
    Take(Field, &'a str),
    /// A field got a value; the text stayed.
    Note(Field, &'a str),
    /// The place was pointed out; the text stayed.
    Flag,
}

/// One change, as the ledger tells it.
#[derive(Clone, Copy, Debug)]
pub struct Change<'a> {
    /// The rule that asked for it.
    pub rule: &'a Rule,
    /// The stage in which it happened, such as `normalize/spaces`.
    pub pass: &'static str,
    /// Where, in the text as that stage saw it.
    pub at: Span,
    /// The smallest raw range that holds all it touched.
    pub raw: Span,
    /// What was there.
    pub was: &'a str,
    /// What was done.
    pub act: Act<'a>,
    /// How that is known, where there is more to say than the rule does; else empty.
    pub detail: &'a str,
}

#[derive(Clone, Copy, Debug)]
enum Deed {
    Put,
    Take(Field),
    Note(Field),
    Flag,
}

#[derive(Clone, Debug)]
struct Entry {
    rule: RuleRef,
    pass: &'static str,
    at: Span,
    raw: Span,
    was: Span,
    came: Span,
    detail: Span,
    deed: Deed,
}

/// The changes of one document.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    entries: Vec<Entry>,
    // `was`, `came` and `detail` of every entry, end to end: two allocations a document, not two a change.
    words: String,
}

impl Ledger {
    /// Returns the number of changes.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Returns whether nothing was changed.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Returns the changes in the order they were made.
    pub fn changes(&self) -> impl DoubleEndedIterator<Item = Change<'_>> {
        self.entries.iter().map(|entry| {
            let came = entry.came.of(&self.words);
            Change {
                rule: &entry.rule,
                pass: entry.pass,
                at: entry.at,
                raw: entry.raw,
                was: entry.was.of(&self.words),
                act: match entry.deed {
                    Deed::Put => Act::Put(came),
                    Deed::Take(field) => Act::Take(field, came),
                    Deed::Note(field) => Act::Note(field, came),
                    Deed::Flag => Act::Flag,
                },
                detail: entry.detail.of(&self.words),
            }
        })
    }

    /// Appends a change.
    pub(crate) fn write(&mut self, rule: RuleRef, change: &Written<'_>) {
        let was = self.keep(change.was);
        let (deed, came) = match change.act {
            Act::Put(with) => (Deed::Put, with),
            Act::Take(field, value) => (Deed::Take(field), value),
            Act::Note(field, value) => (Deed::Note(field), value),
            Act::Flag => (Deed::Flag, ""),
        };
        let came = self.keep(came);
        let detail = self.keep(change.detail);
        self.entries.push(Entry {
            rule,
            pass: change.pass,
            at: change.at,
            raw: change.raw,
            was,
            came,
            detail,
            deed,
        });
    }

    fn keep(&mut self, word: &str) -> Span {
        let start = self.words.len();
        self.words.push_str(word);
        Span::new(start, self.words.len())
    }
}

/// A change about to be written.
pub(crate) struct Written<'a> {
    pub(crate) pass: &'static str,
    pub(crate) at: Span,
    pub(crate) raw: Span,
    pub(crate) was: &'a str,
    pub(crate) act: Act<'a>,
    pub(crate) detail: &'a str,
}

/// A text edit to be done again: what was at a place, and what came instead.
#[derive(Clone, Copy, Debug)]
pub struct Redo<'a> {
    /// Where, in the text as that pass saw it.
    pub at: Span,
    /// What must be there.
    pub was: &'a str,
    /// What comes instead.
    pub with: &'a str,
}

/// Does the edits of one pass again, in ascending order, and returns the text that results.
///
/// # Errors
///
/// When an edit lies outside the text, overlaps the one before, or finds other text than it says
/// was there. The error names no place but the text offset; the caller knows the rest.
pub fn replay<'a>(text: &str, edits: impl IntoIterator<Item = Redo<'a>>) -> Result<String> {
    let mut next = String::with_capacity(text.len());
    let mut done = 0;
    for edit in edits {
        let place = || format!("text {}..{}", edit.at.start, edit.at.end);
        let kept = text.get(done..edit.at.start);
        let found = text.get(edit.at.start..edit.at.end);
        let (Some(kept), Some(found)) = (kept, found) else {
            return Err(Error::new(place(), "expected a place inside the text, behind the last"));
        };
        if found != edit.was {
            let problem = format!("expected \"{}\", found \"{found}\"", edit.was);
            return Err(Error::new(place(), problem));
        }
        next.push_str(kept);
        next.push_str(edit.with);
        done = edit.at.end;
    }
    next.push_str(text.get(done..).unwrap_or_default());
    Ok(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn redo<'a>(start: usize, end: usize, was: &'a str, with: &'a str) -> Redo<'a> {
        Redo { at: Span::new(start, end), was, with }
    }

    #[test]
    fn replays_edits_in_order() {
        let text = replay("one  two", [redo(3, 5, "  ", " "), redo(8, 8, "", ".")]);
        assert_eq!(text.ok().as_deref(), Some("one two."));
    }

    #[test]
    fn refuses_an_edit_that_finds_other_text() {
        let error = replay("one two", [redo(0, 3, "ten", "1")]).err();
        let error = error.map(|error| error.to_string());
        assert_eq!(error.as_deref(), Some("text 0..3: expected \"ten\", found \"one\""));
    }
}
