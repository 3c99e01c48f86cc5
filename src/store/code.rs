//! A finished document as bytes, and back: all but its map, which nothing behind the stages looks at.

use std::collections::HashMap;

use crate::document::{Document, Finished, Origin, Rejection, Verdict};
use crate::field::Field;
use crate::ledger::{Act, Change, Ledger, Written};
use crate::map::{Kind, Map};
use crate::marks::{Marks, Piece};
use crate::rule::{Effect, Rule, RuleRef};
use crate::span::Span;

static DAMAGED: Rule = Rule::new(
    "internal/store",
    Effect::Reject,
    "what an earlier run kept cannot be understood",
    "A run that meets it ends without a result. It is a bug in scutch: please report it.",
    &[],
);

/// What stands for the verdicts.
const KEPT: u64 = 0;
const REJECTED: u64 = 1;
const UNREADABLE: u64 = 2;

/// The names that a pipeline knows, which a document comes back with.
pub(crate) struct Known {
    rules: HashMap<String, RuleRef>,
    passes: Vec<&'static str>,
    encoding: fn(&str) -> Option<&'static str>,
}

impl Known {
    /// Returns the names of these rules and passes; `encoding` gives those of encodings.
    pub(crate) fn new(
        rules: impl Iterator<Item = RuleRef>,
        passes: Vec<&'static str>,
        encoding: fn(&str) -> Option<&'static str>,
    ) -> Known {
        let rules = rules.map(|rule| (rule.id.to_string(), rule)).collect();
        Known { rules, passes, encoding }
    }

    fn rule(&self, id: &str) -> Option<RuleRef> {
        self.rules.get(id).cloned()
    }

    fn pass(&self, name: &str) -> Option<&'static str> {
        self.passes.iter().find(|pass| **pass == name).copied()
    }

    fn encoding(&self, name: &str) -> Option<&'static str> {
        if name.is_empty() { Some("") } else { (self.encoding)(name) }
    }

    /// Returns the document that `bytes` hold, of the input with this number.
    pub(crate) fn document(&self, input: usize, file: String, bytes: &[u8]) -> Document {
        decoded(self, input, bytes).unwrap_or_else(|| {
            let reason = "expected a document of an earlier run, found damage".to_owned();
            let rejection = Rejection { rule: (&DAMAGED).into(), reason, raw: None };
            Document::set_aside(
                Origin { input, file, ..Origin::default() },
                Verdict::Unreadable(rejection),
            )
        })
    }
}

/// Returns whether a document could not be restored.
pub(crate) fn is_damaged(doc: &Document) -> bool {
    doc.verdict().rejection().is_some_and(|why| why.rule.id == DAMAGED.id)
}

/// Returns whether a document can be kept: what could not be read may be readable the next time, and what
/// scutch failed on is for the next version.
pub(super) fn can_be_kept(doc: &Document) -> bool {
    let is_internal = |why: &Rejection| why.rule.id.starts_with("internal/");
    !matches!(doc.verdict(), Verdict::Unreadable(_))
        && !doc.verdict().rejection().is_some_and(is_internal)
}

/// Returns a document as bytes, as it is before the gates.
pub(super) fn encoded(doc: &Document) -> Vec<u8> {
    encoded_with(doc, doc.marks())
}

/// Returns a document as bytes, without its marks: for a gate that has been told what to do.
pub(crate) fn encoded_without_marks(doc: &Document) -> Vec<u8> {
    encoded_with(doc, None)
}

fn encoded_with(doc: &Document, marks: Option<&Marks>) -> Vec<u8> {
    let mut out = Vec::with_capacity(doc.text().len() + 512);
    let Origin { input: _, file, raw_bytes, raw_hash, offset, meta, hints: _ } = doc.origin();
    push_text(&mut out, file);
    push_number(&mut out, *raw_bytes);
    push_text(&mut out, raw_hash);
    push_optional_number(&mut out, *offset);
    push_optional_text(&mut out, meta.as_deref());
    push_text(&mut out, doc.encoding());
    push_text(&mut out, doc.text());
    push_number(&mut out, doc.ledger().len() as u64);
    doc.ledger().changes().for_each(|change| push_change(&mut out, &change));
    let fields = doc.fields();
    push_number(&mut out, fields.len() as u64);
    for (field, value) in fields {
        push_text(&mut out, field.name());
        push_text(&mut out, value);
    }
    match doc.verdict() {
        Verdict::Rejected(why) => push_rejection(&mut out, REJECTED, why),
        Verdict::Unreadable(why) => push_rejection(&mut out, UNREADABLE, why),
        Verdict::Kept | Verdict::Duplicate(..) => push_number(&mut out, KEPT),
    }
    push_marks(&mut out, marks);
    push_map(&mut out, doc, marks);
    out
}

fn push_change(out: &mut Vec<u8>, change: &Change<'_>) {
    push_text(out, &change.rule.id);
    push_text(out, change.pass);
    push_span(out, change.at);
    push_span(out, change.raw);
    push_text(out, change.was);
    push_text(out, change.detail);
    let (kind, name, value) = match change.act {
        Act::Put(with) => (0, "", with),
        Act::Take(field, value) => (1, field.name(), value),
        Act::Note(field, value) => (2, field.name(), value),
        Act::Flag => (3, "", ""),
    };
    push_number(out, kind);
    push_text(out, name);
    push_text(out, value);
}

fn push_rejection(out: &mut Vec<u8>, verdict: u64, why: &Rejection) {
    push_number(out, verdict);
    push_text(out, &why.rule.id);
    push_text(out, &why.reason);
    push_number(out, u64::from(why.raw.is_some()));
    push_span(out, why.raw.unwrap_or_default());
}

fn push_marks(out: &mut Vec<u8>, marks: Option<&Marks>) {
    push_number(out, u64::from(marks.is_some()));
    let Some(Marks { digest, keys, shingles, pieces }) = marks else { return };
    let digest = digest.map(u128::to_le_bytes);
    push_bytes(out, digest.as_ref().map_or(&[], |digest| digest.as_slice()));
    let keys: Vec<u8> = keys.iter().flat_map(|key| key.to_le_bytes()).collect();
    push_bytes(out, &keys);
    let shingles: Vec<u8> = shingles.iter().flat_map(|shingle| shingle.to_le_bytes()).collect();
    push_bytes(out, &shingles);
    push_number(out, pieces.len() as u64);
    for Piece { at, digest } in pieces {
        push_span(out, *at);
        push_bytes(out, &digest.to_le_bytes());
    }
}

/// Appends the map where a gate may change the text.
fn push_map(out: &mut Vec<u8>, doc: &Document, marks: Option<&Marks>) {
    let runs = marks.filter(|marks| !marks.pieces.is_empty()).map(|_| doc.map().runs());
    let runs = runs.unwrap_or_default();
    push_number(out, runs.len() as u64);
    for run in runs {
        let (kind, raw, text) = match run.kind() {
            Kind::Copy => (0, 0, 0),
            Kind::Scaled { raw, text } => (1, raw, text),
            Kind::Opaque => (2, 0, 0),
        };
        out.extend_from_slice(&[kind, raw, text]);
        push_span(out, run.raw());
        push_number(out, run.text().len() as u64);
    }
}

fn decoded(known: &Known, input: usize, bytes: &[u8]) -> Option<Document> {
    let mut words = Words::new(bytes);
    let origin = Origin {
        input,
        file: words.text()?.to_owned(),
        raw_bytes: words.number()?,
        raw_hash: words.text()?.to_owned(),
        offset: words.optional_number()?,
        meta: words.optional_text()?,
        hints: Vec::new(),
    };
    let encoding = known.encoding(words.text()?)?;
    let text = words.text()?.to_owned();
    let mut ledger = Ledger::default();
    for _ in 0..words.number()? {
        read_change(&mut words, known, &mut ledger)?;
    }
    let mut fields = Vec::new();
    for _ in 0..words.number()? {
        fields.push((Field::named(words.text()?)?, words.text()?.to_owned()));
    }
    let verdict = match words.number()? {
        KEPT => Verdict::Kept,
        UNREADABLE => Verdict::Unreadable(read_rejection(&mut words, known)?),
        _ => Verdict::Rejected(read_rejection(&mut words, known)?),
    };
    let marks = read_marks(&mut words)?;
    let map = read_map(&mut words)?;
    words.is_at_end().then(|| {
        let parts = Finished { origin, encoding, text, map, ledger, fields, verdict, marks };
        Document::finished(parts)
    })
}

fn read_change(words: &mut Words<'_>, known: &Known, ledger: &mut Ledger) -> Option<()> {
    let rule = known.rule(words.text()?)?;
    let pass = known.pass(words.text()?)?;
    let (at, raw) = (words.span()?, words.span()?);
    let (was, detail) = (words.text()?, words.text()?);
    let (kind, name, value) = (words.number()?, words.text()?, words.text()?);
    let act = match kind {
        0 => Act::Put(value),
        1 => Act::Take(Field::named(name)?, value),
        2 => Act::Note(Field::named(name)?, value),
        _ => Act::Flag,
    };
    ledger.write(rule, &Written { pass, at, raw, was, act, detail });
    Some(())
}

fn read_rejection(words: &mut Words<'_>, known: &Known) -> Option<Rejection> {
    let rule = known.rule(words.text()?)?;
    let reason = words.text()?.to_owned();
    let has_place = words.number()? == 1;
    let raw = words.span()?;
    Some(Rejection { rule, reason, raw: has_place.then_some(raw) })
}

fn read_marks(words: &mut Words<'_>) -> Option<Option<Box<Marks>>> {
    if words.number()? == 0 {
        return Some(None);
    }
    let digest = match words.bytes()? {
        [] => None,
        bytes => Some(u128::from_le_bytes(bytes.try_into().ok()?)),
    };
    let keys = words
        .bytes()?
        .chunks_exact(8)
        .filter_map(|key| Some(u64::from_le_bytes(key.try_into().ok()?)));
    let keys = keys.collect();
    let shingles = words.bytes()?.chunks_exact(4);
    let shingles =
        shingles.filter_map(|shingle| Some(u32::from_le_bytes(shingle.try_into().ok()?)));
    let mut marks = Marks { digest, keys, shingles: shingles.collect(), pieces: Vec::new() };
    for _ in 0..words.number()? {
        let at = words.span()?;
        let digest = u128::from_le_bytes(words.bytes()?.try_into().ok()?);
        marks.pieces.push(Piece { at, digest });
    }
    Some(Some(Box::new(marks)))
}

fn read_map(words: &mut Words<'_>) -> Option<Map> {
    let mut map = Map::default();
    for _ in 0..words.number()? {
        let kind = match words.array::<3>()? {
            [0, ..] => Kind::Copy,
            [1, raw, text] => Kind::Scaled { raw, text },
            _ => Kind::Opaque,
        };
        let raw = words.span()?;
        map.push(kind, raw, usize::try_from(words.number()?).ok()?);
    }
    Some(map)
}

/// Appends a number, seven bits a byte, the lowest first.
fn push_number(out: &mut Vec<u8>, mut number: u64) {
    loop {
        let low = u8::try_from(number & 0x7f).unwrap_or_default();
        number >>= 7;
        if number == 0 {
            return out.push(low);
        }
        out.push(low | 0x80);
    }
}

/// Appends bytes behind their length.
pub(super) fn push_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    push_number(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

fn push_text(out: &mut Vec<u8>, text: &str) {
    push_bytes(out, text.as_bytes());
}

fn push_span(out: &mut Vec<u8>, span: Span) {
    push_number(out, span.start as u64);
    push_number(out, span.end as u64);
}

fn push_optional_number(out: &mut Vec<u8>, number: Option<u64>) {
    push_number(out, u64::from(number.is_some()));
    push_number(out, number.unwrap_or_default());
}

fn push_optional_text(out: &mut Vec<u8>, text: Option<&str>) {
    push_number(out, u64::from(text.is_some()));
    push_text(out, text.unwrap_or_default());
}

/// What was appended, from the first on; none where the bytes end before it does.
pub(super) struct Words<'a> {
    rest: &'a [u8],
}

impl<'a> Words<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Words<'a> {
        Words { rest: bytes }
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }

    fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let (byte, rest) = self.rest.split_first()?;
            self.rest = rest;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    pub(super) fn bytes(&mut self) -> Option<&'a [u8]> {
        let length = usize::try_from(self.number()?).ok()?;
        let (bytes, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(bytes)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (array, rest) = self.rest.split_first_chunk()?;
        self.rest = rest;
        Some(*array)
    }

    fn text(&mut self) -> Option<&'a str> {
        std::str::from_utf8(self.bytes()?).ok()
    }

    fn span(&mut self) -> Option<Span> {
        let (start, end) =
            (usize::try_from(self.number()?).ok()?, usize::try_from(self.number()?).ok()?);
        (start <= end).then(|| Span::new(start, end))
    }

    fn optional_number(&mut self) -> Option<Option<u64>> {
        let is_there = self.number()? == 1;
        let number = self.number()?;
        Some(is_there.then_some(number))
    }

    fn optional_text(&mut self) -> Option<Option<String>> {
        let is_there = self.number()? == 1;
        let text = self.text()?;
        Some(is_there.then(|| text.to_owned()))
    }
}
