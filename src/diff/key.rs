//! What documents of two datasets are matched by: a field that names each in both, or their text.

use std::collections::HashSet;

use serde_json::Value;

use crate::check::record::Record;
use crate::check::shape::{Role, role};
use crate::hash;
use crate::write::LIST_SEPARATOR;

/// What documents are matched by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Key {
    /// The field of this name.
    Field(String),
    /// The text itself: such documents are never changed, only added and removed.
    Text,
}

/// A record as it is put on the shelf.
pub(super) struct Card {
    pub(super) key: String,
    /// Of all fields and the text.
    pub(super) digest: u128,
    /// The key, and the fields with the text as JSON.
    pub(super) bytes: Vec<u8>,
}

/// Of so many records one may be without a value of the key.
const ONE_IN: usize = 100;

impl Key {
    /// Returns the key that the first records of both datasets have: the name of the file, else an id, else
    /// an address, else the text.
    pub(super) fn of<'a>(
        first: impl Iterator<Item = &'a Record>,
        second: impl Iterator<Item = &'a Record>,
    ) -> Key {
        let (first, second): (Vec<&Record>, Vec<&Record>) = (first.collect(), second.collect());
        let names = first.first().map(|record| names(record)).unwrap_or_default();
        let is_key = |name: &String| is_key_of(&first, name) && is_key_of(&second, name);
        names.into_iter().find(is_key).map_or(Key::Text, Key::Field)
    }

    /// Returns what it is called.
    pub(super) fn name(&self) -> String {
        match self {
            Key::Field(name) => name.clone(),
            Key::Text => "text".to_owned(),
        }
    }

    /// Returns the card of a record; `is_flat` where one of the datasets has no types.
    pub(super) fn card(&self, record: Record, is_flat: bool) -> Card {
        let own = match self {
            Key::Field(name) => record.value(name).and_then(plain),
            Key::Text => None,
        };
        let key = own.unwrap_or_else(|| {
            let digest = hash::digest(record.text().as_bytes());
            format!("text {digest:032x}")
        });
        let (fields, text_field) = record.into_fields();
        let mut sorted = serde_json::Map::new();
        match is_flat {
            true => sorted
                .extend(fields.into_iter().filter_map(|(name, value)| Some((name, flat(value)?)))),
            false => sorted.extend(fields),
        }
        let value = Value::Object(sorted);
        let told = serde_json::to_vec(&(&key, &text_field, &value)).unwrap_or_default();
        Card { digest: hash::digest(value.to_string().as_bytes()), key, bytes: told }
    }
}

/// Returns the names of fields that may be a key, the likeliest first.
fn names(record: &Record) -> Vec<String> {
    let named = |name: &str| record.has(name).then(|| name.to_owned());
    let files = ["file", "metadata.file"].into_iter().filter_map(named);
    let of = |wanted: Role| {
        let such = record.fields.iter().filter(move |(name, _)| role(name) == Some(wanted));
        such.map(|(name, _)| name.clone())
    };
    files.chain(of(Role::Id)).chain(of(Role::Url)).collect()
}

/// Returns whether records come from a format that has nothing but text, as CSV does.
pub(super) fn are_untyped<'a>(records: impl Iterator<Item = &'a Record>) -> bool {
    let mut values = records.flat_map(|record| &record.fields);
    values.all(|(_, value)| value.is_string() || value.is_null())
}

/// Returns the value as a cell of CSV holds it: text, a list with its separator; none for an empty one.
fn flat(value: Value) -> Option<Value> {
    let text = match value {
        Value::Null => String::new(),
        Value::String(text) => text,
        Value::Array(items) if items.iter().all(Value::is_string) => {
            let texts: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
            texts.join(LIST_SEPARATOR)
        }
        other => other.to_string(),
    };
    Some(text).filter(|text| !text.is_empty()).map(Value::String)
}

/// Returns a text or a number as text.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Returns whether next to every record has a value of this field, and no two have the same.
fn is_key_of(records: &[&Record], name: &str) -> bool {
    let values: Vec<String> =
        records.iter().filter_map(|record| record.value(name).and_then(plain)).collect();
    let unique: HashSet<&String> = values.iter().collect();
    let missing = records.len() - values.len();
    unique.len() == values.len() && missing * ONE_IN <= records.len()
}
