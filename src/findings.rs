//! What a stage reports about a document, before anything is done about it.

use crate::field::Field;
use crate::marks::{Marks, Twin};
use crate::rule::RuleRef;
use crate::span::Span;

/// What is to be done about a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Deed {
    /// The text at the place gives way to this; nothing deletes it.
    Put(String),
    /// The text at the place leaves the body and this becomes the field's value.
    Take(Field, String),
    /// The field gets this value; the text stays.
    Note(Field, String),
    /// The place is pointed out; the text stays.
    Flag,
    /// The document is set aside, for this reason.
    Reject(String),
    /// The document is set aside, for it repeats another.
    Repeat(Box<Twin>),
}

/// One thing found.
#[derive(Clone, Debug)]
pub(crate) struct Finding {
    pub(crate) rule: RuleRef,
    pub(crate) at: Span,
    pub(crate) deed: Deed,
    /// What else there is to say, such as how a repair was found; often empty.
    pub(crate) detail: String,
}

/// The findings of one stage on one document.
///
/// Edits of one stage never overlap. Findings of rules that the user has switched off are dropped
/// as they come in, so that no stage needs to ask.
#[derive(Debug)]
pub struct Findings<'a> {
    off: &'a [String],
    found: Vec<Finding>,
    marks: Option<Box<Marks>>,
}

impl<'a> Findings<'a> {
    /// Returns an empty list that drops findings of the rules whose ids are in `off`.
    pub fn without(off: &'a [String]) -> Findings<'a> {
        Findings { off, found: Vec::new(), marks: None }
    }

    /// Reports text to be replaced by `with`.
    pub fn replace(&mut self, rule: impl Into<RuleRef>, at: Span, with: &str) {
        self.add(rule.into(), at, Deed::Put(with.to_owned()));
    }

    /// Reports text to be removed.
    pub fn delete(&mut self, rule: impl Into<RuleRef>, at: Span) {
        self.add(rule.into(), at, Deed::Put(String::new()));
    }

    /// Reports text that leaves the body and gives `field` its value.
    pub fn take(&mut self, rule: impl Into<RuleRef>, at: Span, field: Field, value: &str) {
        self.add(rule.into(), at, Deed::Take(field, value.to_owned()));
    }

    /// Reports a value that the text at `at` proves; the text stays.
    pub fn note(&mut self, rule: impl Into<RuleRef>, at: Span, field: Field, value: &str) {
        self.add(rule.into(), at, Deed::Note(field, value.to_owned()));
    }

    /// Reports a value of a field, and where it comes from; the text stays.
    pub fn note_because(
        &mut self,
        rule: impl Into<RuleRef>,
        at: Span,
        field: Field,
        value: &str,
        detail: &str,
    ) {
        self.note(rule, at, field, value);
        self.explain(at, detail);
    }

    /// Reports text to be replaced by `with`, and how that is known.
    pub fn replace_because(
        &mut self,
        rule: impl Into<RuleRef>,
        at: Span,
        with: &str,
        detail: &str,
    ) {
        self.replace(rule, at, with);
        self.explain(at, detail);
    }

    /// Reports a place that deserves a look; nothing is changed.
    pub fn flag(&mut self, rule: impl Into<RuleRef>, at: Span, detail: &str) {
        self.add(rule.into(), at, Deed::Flag);
        self.explain(at, detail);
    }

    /// Reports that the document cannot be kept, because of the text at `at`.
    pub fn reject(&mut self, rule: impl Into<RuleRef>, at: Span, reason: &str) {
        self.add(rule.into(), at, Deed::Reject(reason.to_owned()));
    }

    /// Reports that the document repeats another, so that one of them is enough.
    pub fn repeat(&mut self, rule: impl Into<RuleRef>, twin: Twin) {
        self.add(rule.into(), Span::point(0), Deed::Repeat(Box::new(twin)));
    }

    /// Hands what was worked out about the text to the gates; it is no change.
    pub fn mark(&mut self, marks: Marks) {
        self.marks = Some(Box::new(marks));
    }

    /// Returns how many things were found.
    pub(crate) fn count(&self) -> u64 {
        self.found.len() as u64
    }

    pub(crate) fn take_marks(&mut self) -> Option<Box<Marks>> {
        self.marks.take()
    }

    /// Returns whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Returns whether nothing was found that would change the document.
    pub(crate) fn is_at_rest(&self) -> bool {
        self.found.iter().all(|finding| finding.deed == Deed::Flag)
    }

    pub(crate) fn into_sorted(mut self) -> Vec<Finding> {
        self.found.sort_by_key(|finding| (finding.at.start, finding.at.end));
        self.found
    }

    fn add(&mut self, rule: RuleRef, at: Span, deed: Deed) {
        if !self.off.iter().any(|id| *id == rule.id) {
            self.found.push(Finding { rule, at, deed, detail: String::new() });
        }
    }

    /// Adds what else there is to say to the last finding, unless its rule is off.
    fn explain(&mut self, at: Span, detail: &str) {
        if let Some(last) = self.found.last_mut().filter(|last| last.at == at) {
            detail.clone_into(&mut last.detail);
        }
    }
}
