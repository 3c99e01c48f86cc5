//! Rows of the tables that a run writes: documents, rejected, duplicates, changes.
//!
//! A row is a value for each column of its table, in the same order; a value that is not there is
//! null.

use std::borrow::Cow;

use crate::document::{Document, Rejection};
use crate::field::Field;
use crate::ledger::{Act, Change};
use crate::marks::{Likeness, Twin};
use crate::table::{CHANGES, DOCUMENTS, DUPLICATES, REJECTED, Table};
use crate::text::{paragraph_count, word_count};

/// What a number weighs.
const NUMBER_BYTES: u64 = 8;

/// One value of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    /// Not there.
    Null,
    /// A number below 2^63.
    Number(u64),
    /// A text.
    Text(Cow<'a, str>),
    /// Several texts.
    List(Vec<Cow<'a, str>>),
}

impl<'a> Value<'a> {
    /// Returns a borrowed text.
    pub fn text(text: &'a str) -> Value<'a> {
        Value::Text(Cow::Borrowed(text))
    }

    fn optional(text: Option<&'a str>) -> Value<'a> {
        text.map_or(Value::Null, Value::text)
    }
}

impl Value<'_> {
    /// Returns about how many bytes the value takes, whatever the format: what shards and row groups
    /// are measured by.
    pub fn weight(&self) -> u64 {
        match self {
            Value::Null => 0,
            Value::Number(_) => NUMBER_BYTES,
            Value::Text(text) => text.len() as u64,
            Value::List(texts) => texts.iter().map(|text| text.len() as u64).sum(),
        }
    }
}

/// A row of a table.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    /// The table it belongs to.
    pub table: &'static Table,
    /// A value for each column.
    pub values: Vec<Value<'a>>,
}

impl Row<'_> {
    /// Returns the value of a column.
    pub fn value(&self, column: &str) -> Option<&Value<'_>> {
        self.values.get(self.table.index(column)?)
    }

    /// Returns the text of a column, where there is one.
    pub fn text(&self, column: &str) -> Option<&str> {
        match self.value(column)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the number of a column, where there is one.
    pub fn number(&self, column: &str) -> Option<u64> {
        match self.value(column)? {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }
}

/// Bytes of the raw hash that make the id: 128 bits, so that a billion documents have less than
/// one chance in 10^20 of sharing one.
const ID_HEX_DIGITS: usize = 32;

/// Returns the row of a kept document.
pub fn document_row(doc: &Document) -> Row<'_> {
    let text = doc.text();
    let origin = doc.origin();
    let field = |field| Value::optional(doc.field(field));
    let list = |field| Value::List(doc.values(field).map(Cow::Borrowed).collect());
    Row {
        table: &DOCUMENTS,
        values: vec![
            Value::text(document_id(&origin.raw_hash)),
            Value::text(&origin.file),
            field(Field::Title),
            field(Field::Published),
            field(Field::Updated),
            list(Field::Author),
            field(Field::Source),
            field(Field::Section),
            field(Field::Place),
            list(Field::Tag),
            field(Field::Deck),
            field(Field::Language),
            field(Field::Description),
            field(Field::Url),
            field(Field::Image),
            field(Field::Licence),
            Value::text(doc.encoding()),
            Value::text(text),
            Value::Number(origin.raw_bytes),
            Value::text(&origin.raw_hash),
            origin.offset.map_or(Value::Null, Value::Number),
            Value::optional(origin.meta.as_deref()),
            field(Field::Quality),
            verdicts(doc.values(Field::Verdict)).map_or(Value::Null, Value::Text),
            Value::Number(text.chars().count() as u64),
            Value::Number(word_count(text) as u64),
            Value::Number(paragraph_count(text) as u64),
        ],
    }
}

/// Returns verdicts as a JSON list, without the empty one that stands for none.
pub(crate) fn verdicts<'a>(values: impl Iterator<Item = &'a str>) -> Option<Cow<'static, str>> {
    let values: Vec<&str> = values.collect();
    let told: Vec<&str> = values.iter().copied().filter(|value| !value.is_empty()).collect();
    (!values.is_empty()).then(|| Cow::Owned(format!("[{}]", told.join(","))))
}

/// Returns the id of the document whose raw bytes have this hash: the same bytes, the same id.
pub fn document_id(raw_hash: &str) -> &str {
    raw_hash.get(..ID_HEX_DIGITS).unwrap_or(raw_hash)
}

/// Returns the row of a document that was set aside.
pub fn rejected_row<'a>(doc: &'a Document, rejection: &'a Rejection) -> Row<'a> {
    let origin = doc.origin();
    let place = rejection.raw.map(|raw| format!("{}..{}", raw.start, raw.end));
    let hash = Some(origin.raw_hash.as_str()).filter(|hash| !hash.is_empty());
    Row {
        table: &REJECTED,
        values: vec![
            Value::text(&origin.file),
            Value::text(&rejection.rule.id),
            Value::text(&rejection.reason),
            place.map_or(Value::Null, |place| Value::Text(Cow::Owned(place))),
            Value::Number(origin.raw_bytes),
            Value::optional(hash),
            origin.offset.map_or(Value::Null, Value::Number),
        ],
    }
}

/// Returns the row of a document that repeats another.
pub fn duplicate_row<'a>(doc: &'a Document, rejection: &'a Rejection, twin: &'a Twin) -> Row<'a> {
    let origin = doc.origin();
    let likeness = |likeness: Likeness| Value::Text(Cow::Owned(likeness.to_string()));
    let via = twin.via.as_ref();
    Row {
        table: &DUPLICATES,
        values: vec![
            Value::Number(twin.cluster),
            Value::text(&origin.file),
            Value::text(document_id(&origin.raw_hash)),
            Value::text(&rejection.rule.id),
            Value::text(&twin.kept.file),
            Value::text(&twin.kept.id),
            likeness(twin.likeness),
            Value::optional(via.map(|(name, _)| name.file.as_str())),
            Value::optional(via.map(|(name, _)| name.id.as_str())),
            via.map_or(Value::Null, |(_, like)| likeness(*like)),
            Value::text(doc.encoding()),
            Value::Number(doc.ledger().len() as u64),
        ],
    }
}

/// Returns the row of one change of the record with this number; 0 stands for a duplicate.
pub fn change_row<'a>(number: u64, file: &'a str, change: &Change<'a>) -> Row<'a> {
    let (with, field, value) = match change.act {
        Act::Put(with) => (Value::text(with), Value::Null, Value::Null),
        Act::Take(field, value) => (Value::text(""), Value::text(field.name()), Value::text(value)),
        Act::Note(field, value) => (Value::Null, Value::text(field.name()), Value::text(value)),
        Act::Flag => (Value::Null, Value::Null, Value::Null),
    };
    Row {
        table: &CHANGES,
        values: vec![
            Value::Number(number),
            Value::text(file),
            Value::text(&change.rule.id),
            Value::text(change.pass),
            Value::Number(change.raw.start as u64),
            Value::Number(change.raw.end as u64),
            Value::Number(change.at.start as u64),
            Value::Number(change.at.end as u64),
            Value::text(change.was),
            with,
            field,
            value,
            Value::optional(Some(change.detail).filter(|detail| !detail.is_empty())),
        ],
    }
}
