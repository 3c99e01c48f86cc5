//! What documents of two datasets are matched by: a field that names each in both, or their text.

use std::collections::HashSet;

use serde_json::Value;

use crate::check::record::Record;
use crate::check::shape::{Role, role};
use crate::hash;

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

    /// Returns the card of a record.
    pub(super) fn card(&self, record: Record) -> Card {
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
        sorted.extend(fields);
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
