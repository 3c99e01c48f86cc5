//! A record of a dataset, opened: its fields, its text, and what is wrong with it as a record.

use std::fmt;

use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::Value;

use crate::decode::{self, Decoder};
use crate::document::{Document, Finished, Origin, Rejection, Verdict};
use crate::field::Field;
use crate::ledger::Ledger;
use crate::map::Map;
use crate::raw::{Body, Escapes, Part, RawDocument, Record as Cut};
use crate::read::Columns;
use crate::span::Span;

use super::shape::{Role, role};

/// A place in a record, and what stands there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The field; empty for the record as a whole.
    pub field: String,
    /// Line of the value, counted from 1; 0 where there is none.
    pub line: usize,
    /// Bytes of the value, as UTF-8.
    pub at: Option<(usize, usize)>,
    /// What stands there, cut where it is long.
    pub value: String,
    /// What was expected, or what it should be.
    pub note: String,
}

/// Characters of a value that are shown.
const VALUE_CHARS: usize = 160;

impl Place {
    /// Returns the place `at` of the value of a field.
    pub(crate) fn inside(field: &str, text: &str, at: Span, note: impl Into<String>) -> Place {
        let before = Span::new(0, at.start).of(text);
        Place {
            field: field.to_owned(),
            line: memchr::memchr_iter(b'\n', before.as_bytes()).count() + 1,
            at: Some((at.start, at.end)),
            value: clipped(at.of(text)),
            note: note.into(),
        }
    }

    /// Returns the value of a field as a whole.
    pub(crate) fn value(field: &str, value: &str, note: impl Into<String>) -> Place {
        let (field, value) = (field.to_owned(), clipped(value));
        Place { field, line: 0, at: None, value, note: note.into() }
    }

    /// Returns the record as a whole.
    pub(crate) fn whole(note: impl Into<String>) -> Place {
        Place { note: note.into(), ..Place::default() }
    }
}

/// Returns the start of a text that is too long to show.
pub(crate) fn clipped(text: &str) -> String {
    match text.char_indices().nth(VALUE_CHARS) {
        Some((end, _)) => format!("{}…", Span::new(0, end).of(text)),
        None => text.to_owned(),
    }
}

/// A record, opened.
pub(crate) struct Record {
    /// Which file it is in.
    pub(crate) input: usize,
    /// The name of the record: its file, and its number behind `!`.
    pub(crate) name: String,
    /// Its fields in their order, those of `metadata` one by one; the text stands in `doc`.
    pub(crate) fields: Vec<(String, Value)>,
    /// What each field is for.
    pub(crate) roles: Vec<Option<Role>>,
    /// The field of the text.
    pub(crate) text_field: String,
    /// The text as a document, with title and date.
    pub(crate) doc: Document,
    /// Whether there is a text.
    pub(crate) has_text: bool,
    /// What is wrong, by the id of the check.
    pub(crate) defects: Vec<(&'static str, Place)>,
    /// Whether values have types of their own: in CSV all are texts.
    pub(crate) is_typed: bool,
    /// Whether it could not be read at all.
    pub(crate) is_unreadable: bool,
}

/// The field that holds others of a document, in the layouts of datatrove and dolma.
const NEST: &str = "metadata";

/// Opens records.
pub(crate) struct Opener {
    columns: Columns,
    decoder: Decoder,
    max_bytes: u64,
}

impl Opener {
    pub(crate) fn new(columns: &Columns, decoder: Decoder, max_bytes: u64) -> Opener {
        Opener { columns: columns.clone(), decoder, max_bytes }
    }

    /// Opens a record.
    pub(crate) fn open(&self, raw: RawDocument) -> Record {
        let mut record = Record {
            input: raw.input,
            name: raw.file,
            fields: Vec::new(),
            roles: Vec::new(),
            text_field: "text".to_owned(),
            doc: document(String::new(), String::new(), Vec::new()),
            has_text: false,
            defects: Vec::new(),
            is_typed: true,
            is_unreadable: false,
        };
        match raw.body {
            Body::Record(cut) if cut.opener.is_json() => self.json(&mut record, cut),
            body => self.other(&mut record, body, false),
        }
        record.roles = record.fields.iter().map(|(name, _)| role(name)).collect();
        record
    }

    fn json(&self, record: &mut Record, cut: Cut) {
        let Some(object) = parsed(&cut.bytes) else {
            return self.other(record, Body::Record(cut), true);
        };
        for key in &object.twice {
            record.defects.push(("structure/duplicate-key", Place::value(key, "", "")));
        }
        record.fields = object.fields;
        record.flatten();
        let names = record.fields.iter().map(|(name, _)| name.as_str());
        let Some(at) = self.columns.text(names) else {
            let names: Vec<&str> =
                record.fields.iter().take(8).map(|(name, _)| name.as_str()).collect();
            let note = format!("expected {}, found {}", self.columns.wanted(), names.join(", "));
            return record.defects.push(("structure/no-text", Place::whole(note)));
        };
        let Some((name, value)) = record.fields.get_mut(at) else { return };
        record.text_field.clone_from(name);
        match std::mem::take(value) {
            Value::String(text) => record.take_text(text),
            other => {
                let note = "expected a string";
                let place = Place::value(name, &other.to_string(), note);
                *value = other;
                record.defects.push(("structure/no-text", place));
            }
        }
    }

    /// Opens what is no JSON object, or no good one.
    fn other(&self, record: &mut Record, body: Body, is_json: bool) {
        let input = match body {
            Body::Record(ref cut) if is_json => str::from_utf8(&cut.bytes).err(),
            _ => None,
        };
        if let Some(error) = input {
            record.defects.push(("structure/encoding", not_utf8(error.valid_up_to())));
        }
        match decode::load(body, self.max_bytes) {
            Ok(part) => self.part(record, part),
            Err(failure) => {
                let Some(why) = failure.verdict.rejection() else { return };
                record.is_unreadable = why.rule.id == "load/unreadable";
                record.defects.push((defect_of(why), Place::whole(why.reason.clone())));
            }
        }
    }

    fn part(&self, record: &mut Record, part: Part) {
        record.is_typed = part.escapes != Escapes::Csv && part.escapes != Escapes::None;
        if let Some(Ok(Value::Object(meta))) =
            part.meta.as_ref().map(|meta| serde_json::from_str(meta))
        {
            record.fields = meta.into_iter().collect();
            record.flatten();
        }
        if part.bytes.is_empty() {
            record.fields.push((record.text_field.clone(), Value::Null));
            return record.take_text(String::new());
        }
        let told = match str::from_utf8(&part.bytes) {
            Ok(_) => None,
            Err(error) => Some(not_utf8(error.valid_up_to())),
        };
        let is_told = record.defects.iter().any(|(id, _)| *id == "structure/encoding");
        if let Some(place) = told.filter(|_| !is_told) {
            record.defects.push(("structure/encoding", place));
        }
        let raw = RawDocument {
            input: record.input,
            file: record.name.clone(),
            body: Body::Part(Box::new(Part { meta: None, hints: Vec::new(), ..part })),
        };
        let doc = self.decoder.decode(raw);
        if let Some(why) = doc.verdict().rejection() {
            return record.defects.push((defect_of(why), Place::whole(why.reason.clone())));
        }
        for change in doc.ledger().changes().filter(|change| change.rule.id.starts_with("escape/"))
        {
            let place = Place::inside(&record.text_field, doc.text(), change.at, change.detail);
            record.defects.push(("structure/escape", place));
        }
        record.fields.push((record.text_field.clone(), Value::Null));
        record.take_text(doc.text().to_owned());
    }
}

/// Returns the check that a rejection of the reader or the decoder belongs to.
fn defect_of(why: &Rejection) -> &'static str {
    match why.rule.id.as_ref() {
        "record/no-text" => "structure/no-text",
        id if id.starts_with("binary/") => "structure/encoding",
        _ => "structure/malformed",
    }
}

fn not_utf8(at: usize) -> Place {
    let note = format!("expected UTF-8, found another byte at {at}");
    Place { at: Some((at, at + 1)), ..Place::whole(note) }
}

/// Returns a document with this text, for stages and gates to look at.
pub(crate) fn document(name: String, text: String, fields: Vec<(Field, String)>) -> Document {
    Document::finished(Finished {
        origin: Origin { file: name, ..Origin::default() },
        encoding: "UTF-8",
        text,
        map: Map::default(),
        ledger: Ledger::default(),
        fields,
        verdict: Verdict::Kept,
        marks: None,
    })
}

impl Record {
    /// Returns the text.
    pub(crate) fn text(&self) -> &str {
        self.doc.text()
    }

    /// Returns the value of a field; of the text there is none.
    pub(crate) fn value(&self, name: &str) -> Option<&Value> {
        self.fields.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// Returns whether there is a field of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(key, _)| key == name)
    }

    /// Returns the name and the reason of a record that could not be read at all.
    pub(crate) fn unreadable(&self) -> Option<(String, String)> {
        let why = self.defects.first().map(|(_, place)| place.note.clone());
        self.is_unreadable.then(|| (self.name.clone(), why.unwrap_or_default()))
    }

    /// Returns the fields with the text, and the name of the field of the text.
    pub(crate) fn into_fields(mut self) -> (Vec<(String, Value)>, String) {
        if self.has_text {
            let text = Value::String(self.doc.text().to_owned());
            match self.fields.iter_mut().find(|(name, _)| *name == self.text_field) {
                Some((_, value)) => *value = text,
                None => self.fields.push((self.text_field.clone(), text)),
            }
        }
        (self.fields, self.text_field)
    }

    /// Returns what the document is called by its own fields.
    pub(crate) fn document(&self) -> &str {
        let names = ["file", "metadata.file", "id", "url"];
        let text = |name: &str| self.value(name).and_then(Value::as_str);
        names.into_iter().find_map(text).unwrap_or_default()
    }

    /// Returns the text and the texts of fields that are read by people, each with its field.
    pub(crate) fn prose(&self) -> impl Iterator<Item = (&str, &str)> {
        let own = self.has_text.then(|| (self.text_field.as_str(), self.text()));
        own.into_iter().chain(self.short_prose())
    }

    /// Returns the texts of fields that are read by people.
    pub(crate) fn short_prose(&self) -> impl Iterator<Item = (&str, &str)> {
        let read = [Role::Title, Role::Author, Role::Source, Role::Section, Role::About];
        let fields = self.fields.iter().zip(&self.roles);
        let fields = fields.filter(move |(_, role)| role.is_some_and(|role| read.contains(&role)));
        fields.flat_map(|((name, value), _)| {
            let list = value.as_array().map(Vec::as_slice).unwrap_or_default();
            let texts = value.as_str().into_iter().chain(list.iter().filter_map(Value::as_str));
            texts.map(|text| (name.as_str(), text))
        })
    }

    /// Returns the first text of a field that is for something like this.
    pub(crate) fn of_role(&self, wanted: Role) -> Option<&str> {
        let fields = self.fields.iter().zip(&self.roles);
        let mut such = fields.filter(|(_, role)| **role == Some(wanted));
        such.find_map(|((_, value), _)| value.as_str()).filter(|text| !text.trim().is_empty())
    }

    fn take_text(&mut self, text: String) {
        self.has_text = true;
        let told = |wanted: Role, field: Field| {
            let found = self.fields.iter().find(|(name, _)| role(name) == Some(wanted));
            let text = found.and_then(|(_, value)| value.as_str());
            text.map(|text| (field, text.to_owned()))
        };
        // Short texts are the same only under the same title and date.
        let is_short = text.len() < SHORT_BYTES;
        let fields = match is_short {
            true => [told(Role::Title, Field::Title), told(Role::Published, Field::Published)]
                .into_iter()
                .flatten()
                .collect(),
            false => Vec::new(),
        };
        self.doc = document(self.name.clone(), text, fields);
    }

    /// Puts the fields of `metadata` beside the others.
    fn flatten(&mut self) {
        let Some(at) =
            self.fields.iter().position(|(name, value)| name == NEST && value.is_object())
        else {
            return;
        };
        if let (_, Value::Object(inner)) = self.fields.remove(at) {
            self.fields
                .extend(inner.into_iter().map(|(key, value)| (format!("{NEST}.{key}"), value)));
        }
    }
}

/// Bytes of a text from which on it has as many words as stand for a document.
const SHORT_BYTES: usize = 4096;

/// An object as it is written.
struct Object {
    fields: Vec<(String, Value)>,
    twice: Vec<String>,
}

/// Returns the object that `bytes` hold, where that is good JSON in UTF-8.
fn parsed(bytes: &[u8]) -> Option<Object> {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let object = json.deserialize_map(ObjectVisitor).ok()?;
    json.end().ok().map(|()| object)
}

struct ObjectVisitor;

impl<'de> Visitor<'de> for ObjectVisitor {
    type Value = Object;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Object, M::Error> {
        let mut object = Object { fields: Vec::with_capacity(32), twice: Vec::new() };
        let mut seen = std::collections::HashSet::new();
        while let Some((key, value)) = map.next_entry::<String, Value>()? {
            // Few keys are quicker compared than hashed.
            let is_new = match object.fields.len() < FEW_KEYS {
                true => !object.fields.iter().any(|(known, _)| *known == key),
                false => {
                    if seen.is_empty() {
                        seen.extend(object.fields.iter().map(|(known, _)| known.clone()));
                    }
                    seen.insert(key.clone())
                }
            };
            match is_new {
                true => object.fields.push((key, value)),
                false => object.twice.push(key),
            }
        }
        Ok(object)
    }
}

/// Keys up to which each is compared with all before it.
const FEW_KEYS: usize = 64;
