//! A document on its way through the stages, and the one function that changes it.
//!
//! Every field is private: a stage sees a document, reports findings, and [`Document::commit`]
//! applies them, moves the map forward and writes the ledger. Nothing else can change the text.

use crate::field::Field;
use crate::findings::{Deed, Finding, Findings};
use crate::ledger::{Act, Change, Ledger, Written};
use crate::map::{Edit, Map};
use crate::marks::{Marks, Twin};
use crate::raw::Hint;
use crate::rule::{Effect, Rule, RuleRef};
use crate::span::Span;

pub(crate) static OVERLAP: Rule = Rule::new(
    "internal/overlap",
    Effect::Reject,
    "two edits of one stage touch the same text",
    "A ledger with overlapping edits could not be replayed. It is a bug in scutch: please report \
     it, with the document.",
    &[],
);

/// Where a document came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The number of the input that holds it, counted from 0.
    pub input: usize,
    /// Its path relative to the input that holds it, with `/`; `-` for standard input.
    pub file: String,
    /// Length of the raw document in bytes.
    pub raw_bytes: u64,
    /// SHA-256 of the raw document, in lower-case hexadecimal; empty where it could not be read.
    pub raw_hash: String,
    /// Where the raw document begins in the innermost stream of its file; none where it is the whole
    /// file, or no stretch of it.
    pub offset: Option<u64>,
    /// What came along with a record, as a JSON object.
    pub meta: Option<String>,
    /// What came along and may describe the document.
    pub hints: Vec<Hint>,
}

/// What decoding made of the raw bytes.
#[derive(Debug, Default)]
pub struct Decoded {
    /// The encoding, by its name.
    pub encoding: &'static str,
    /// The text.
    pub text: String,
    /// Which raw bytes each stretch of the text came from.
    pub map: Map,
    /// Raw bytes that did not become text by the encoding alone.
    pub exceptions: Vec<Exception>,
    /// What there is to say about how the encoding was found.
    pub remarks: Vec<Remark>,
    /// What the text becomes when the escapes of the record that held it are undone.
    pub unescaped: Option<Unescaped>,
}

/// A decoded text whose escapes are undone.
#[derive(Debug)]
pub struct Unescaped {
    /// The text.
    pub text: String,
    /// Which raw bytes each stretch of it came from.
    pub map: Map,
    /// Places that are no valid escapes.
    pub flags: Vec<Flagged>,
}

/// A place of the unescaped text that is pointed out.
#[derive(Debug)]
pub struct Flagged {
    /// The rule that says so.
    pub rule: &'static Rule,
    /// The place.
    pub at: Span,
    /// What was written there.
    pub detail: String,
}

/// A remark on the encoding as a whole, which stands at the start of the document.
#[derive(Debug)]
pub struct Remark {
    /// The rule that says so.
    pub rule: &'static Rule,
    /// How sure the encoding is, or what was declared.
    pub detail: String,
}

/// Raw bytes that decoding removed, or replaced by other text than the encoding gives.
#[derive(Debug)]
pub struct Exception {
    /// The rule that says so.
    pub rule: &'static Rule,
    /// The raw bytes.
    pub raw: Span,
    /// The place in the decoded text.
    pub at: Span,
    /// The raw bytes, escaped for print: `\xE9`.
    pub was: String,
    /// The charset that they were read as, by its name, where it is another than the document's;
    /// else empty.
    pub detail: &'static str,
}

impl Flagged {
    fn write(&self, undone: &Unescaped, ledger: &mut Ledger) {
        let change = Written {
            pass: "unescape",
            at: self.at,
            raw: undone.map.raw(self.at),
            was: self.at.of(&undone.text),
            act: Act::Flag,
            detail: &self.detail,
        };
        ledger.write(self.rule.into(), &change);
    }
}

/// Whether a document is kept, and if not, why.
#[derive(Clone, Debug)]
pub enum Verdict {
    /// It goes into the dataset.
    Kept,
    /// It is set aside.
    Rejected(Rejection),
    /// It repeats another document and is set aside.
    Duplicate(Rejection, Box<Twin>),
    /// It could not be read at all.
    Unreadable(Rejection),
}

impl Verdict {
    /// Returns why the document is not kept, where it is not.
    pub fn rejection(&self) -> Option<&Rejection> {
        match self {
            Verdict::Kept => None,
            Verdict::Rejected(rejection)
            | Verdict::Duplicate(rejection, _)
            | Verdict::Unreadable(rejection) => Some(rejection),
        }
    }
}

/// Why a document is not in the dataset.
#[derive(Clone, Debug)]
pub struct Rejection {
    /// The rule that set it aside.
    pub rule: RuleRef,
    /// What was expected and what was found.
    pub reason: String,
    /// Where in the raw bytes, where that is known.
    pub raw: Option<Span>,
}

/// A document: its text, what it was made from, and what was done to it.
#[derive(Clone, Debug)]
pub struct Document {
    origin: Origin,
    encoding: &'static str,
    text: String,
    // Always describes `text`.
    map: Map,
    // Run over the decoded text, gives `text` and `fields`.
    ledger: Ledger,
    fields: Vec<(Field, String)>,
    verdict: Verdict,
    // Worked out from `text` by the last stage that did, for gates alone.
    marks: Option<Box<Marks>>,
}

/// What a document is made of behind every stage; the map is empty where no gate changes the text.
pub(crate) struct Finished {
    pub(crate) origin: Origin,
    pub(crate) encoding: &'static str,
    pub(crate) text: String,
    pub(crate) map: Map,
    pub(crate) ledger: Ledger,
    pub(crate) fields: Vec<(Field, String)>,
    pub(crate) verdict: Verdict,
    pub(crate) marks: Option<Box<Marks>>,
}

impl Document {
    /// Returns a document that every stage has been through, for gates and for writing.
    pub(crate) fn finished(parts: Finished) -> Document {
        let Finished { origin, encoding, text, map, ledger, fields, verdict, marks } = parts;
        Document { origin, encoding, text, map, ledger, fields, verdict, marks }
    }

    /// Returns the document that decoding made.
    pub fn decoded(origin: Origin, decoded: Decoded) -> Document {
        let mut ledger = Ledger::default();
        for remark in &decoded.remarks {
            let (start, detail) = (Span::point(0), remark.detail.as_str());
            let change =
                Written { pass: "decode", at: start, raw: start, was: "", act: Act::Flag, detail };
            ledger.write(remark.rule.into(), &change);
        }
        for exception in &decoded.exceptions {
            let change = Written {
                pass: "decode",
                at: exception.at,
                raw: exception.raw,
                was: &exception.was,
                act: Act::Put(exception.at.of(&decoded.text)),
                detail: exception.detail,
            };
            ledger.write(exception.rule.into(), &change);
        }
        let (text, map) = match decoded.unescaped {
            None => (decoded.text, decoded.map),
            Some(undone) => {
                undone.flags.iter().for_each(|flag| flag.write(&undone, &mut ledger));
                (undone.text, undone.map)
            }
        };
        Document {
            origin,
            encoding: decoded.encoding,
            text,
            map,
            ledger,
            fields: Vec::new(),
            verdict: Verdict::Kept,
            marks: None,
        }
    }

    /// Returns a document that was set aside before it had a text.
    pub fn set_aside(origin: Origin, verdict: Verdict) -> Document {
        Document {
            origin,
            encoding: "",
            text: String::new(),
            map: Map::default(),
            ledger: Ledger::default(),
            fields: Vec::new(),
            verdict,
            marks: None,
        }
    }

    /// Returns where it came from.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Returns the encoding by its name; empty where it was not decoded.
    pub fn encoding(&self) -> &'static str {
        self.encoding
    }

    /// Returns the text as it stands.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns which raw bytes each stretch of the text came from.
    pub fn map(&self) -> &Map {
        &self.map
    }

    /// Returns what was done so far.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// Returns the first value of `field`.
    pub fn field(&self, field: Field) -> Option<&str> {
        self.values(field).next()
    }

    /// Returns every value of `field`, in the order they were found.
    pub fn values(&self, field: Field) -> impl Iterator<Item = &str> {
        let values = self.fields.iter().filter(move |(key, _)| *key == field);
        values.map(|(_, value)| value.as_str())
    }

    /// Returns every value of every field, in the order they were found.
    pub(crate) fn fields(&self) -> &[(Field, String)] {
        &self.fields
    }

    /// Returns whether the document is kept, and if not, why.
    pub fn verdict(&self) -> &Verdict {
        &self.verdict
    }

    /// Returns what a stage has worked out about the text for gates.
    pub fn marks(&self) -> Option<&Marks> {
        self.marks.as_deref()
    }

    /// Returns whether the document goes into the dataset.
    pub fn is_kept(&self) -> bool {
        matches!(self.verdict, Verdict::Kept)
    }

    /// Returns the changes to the raw bytes between `before` and `behind`, two places of the text
    /// that follow each other: how a stage sees that an earlier one cut something out right here.
    pub fn changes_between(&self, before: Span, behind: Span) -> impl Iterator<Item = Change<'_>> {
        let start = self.map.raw(before).end;
        let end = self.map.raw(behind).start;
        let inside = move |raw: Span| raw.start >= start && raw.end <= end;
        self.ledger.changes().filter(move |change| inside(change.raw))
    }

    /// Applies the findings of the stage `pass`: the only function that changes a document.
    pub(crate) fn commit(&mut self, pass: &'static str, mut found: Findings<'_>) {
        if let Some(marks) = found.take_marks() {
            self.marks = Some(marks);
        }
        if found.is_empty() {
            return;
        }
        let found = found.into_sorted();
        if let Some(clash) = overlap(&found) {
            debug_assert!(false, "edits of {pass} overlap at {clash:?}");
            let reason = format!("edits of {pass} overlap at text {}..{}", clash.start, clash.end);
            let raw = Some(self.map.raw(clash));
            let rule = RuleRef::Built(&OVERLAP);
            self.verdict = Verdict::Rejected(Rejection { rule, reason, raw });
            return;
        }
        let edits: Vec<Edit> = found.iter().filter_map(edit).collect();
        let (next_map, edit_raws) = self.map.advance(&edits);
        let mut edit_raws = edit_raws.into_iter();
        let mut next_text = String::with_capacity(self.text.len());
        let mut done = 0;
        for finding in found {
            let at = finding.at;
            let raw = match edit(&finding) {
                Some(_) => edit_raws.next().unwrap_or_default(),
                None => self.map.raw(at),
            };
            if let Deed::Put(_) | Deed::Take(..) = finding.deed {
                next_text.push_str(Span::new(done, at.start).of(&self.text));
                done = at.end;
            }
            if let Deed::Put(with) = &finding.deed {
                next_text.push_str(with);
            }
            self.settle(pass, finding, raw);
        }
        if !edits.is_empty() {
            next_text.push_str(Span::new(done, self.text.len()).of(&self.text));
            self.text = next_text;
            self.map = next_map;
        }
    }

    /// Writes one finding into ledger, fields and verdict; the text is the caller's.
    fn settle(&mut self, pass: &'static str, finding: Finding, raw: Span) {
        let Finding { rule, at, deed, detail } = finding;
        let was = at.of(&self.text);
        let act = match &deed {
            Deed::Put(with) => Act::Put(with),
            Deed::Take(field, value) => Act::Take(*field, value),
            Deed::Note(field, value) => Act::Note(*field, value),
            Deed::Flag => Act::Flag,
            Deed::Reject(reason) => {
                let raw = Some(raw).filter(|raw| !raw.is_empty());
                let reason = reason.clone();
                self.verdict = Verdict::Rejected(Rejection { rule, reason, raw });
                return;
            }
            Deed::Repeat(twin) => {
                let rejection = Rejection { rule, reason: twin.reason(), raw: None };
                self.verdict = Verdict::Duplicate(rejection, twin.clone());
                return;
            }
        };
        let change = Written { pass, at, raw, was, act, detail: &detail };
        self.ledger.write(rule, &change);
        if let Deed::Take(field, value) | Deed::Note(field, value) = deed {
            debug_assert!(
                field.is_list() || self.field(field).is_none(),
                "{pass} gives {field:?} a second value"
            );
            // A record and its byline may both name an author.
            let is_known = self.values(field).any(|known| known == value);
            if !is_known {
                self.fields.push((field, value));
            }
        }
    }
}

/// Returns the edit that a finding asks for.
fn edit(finding: &Finding) -> Option<Edit> {
    let len = match &finding.deed {
        Deed::Put(with) => with.len(),
        Deed::Take(..) => 0,
        Deed::Note(..) | Deed::Flag | Deed::Reject(_) | Deed::Repeat(_) => return None,
    };
    Some(Edit { at: finding.at, len })
}

/// Returns the place of the first edit that overlaps the one before it.
fn overlap(found: &[Finding]) -> Option<Span> {
    let mut done = 0;
    for edit in found.iter().filter_map(edit) {
        if edit.at.start < done {
            return Some(edit.at);
        }
        done = edit.at.end;
    }
    None
}
