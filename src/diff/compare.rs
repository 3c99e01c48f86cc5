//! Two records of one key, field by field.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::lines;

/// A document that is not the same in both datasets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Its key.
    pub key: String,
    /// The fields that are not the same, but for the text, in order.
    pub fields: Vec<Change>,
    /// The lines of the text that are not the same, as a unified diff; empty where the text is the same.
    pub text: Vec<String>,
}

/// A field that is not the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its name.
    pub field: String,
    /// What it was, none where it was not there.
    pub before: Option<Value>,
    /// What it is, none where it is not there.
    pub after: Option<Value>,
}

/// What a card holds.
type Told = (String, String, Map<String, Value>);

fn told(bytes: &[u8]) -> Told {
    serde_json::from_slice(bytes).unwrap_or_default()
}

/// Returns the key of a card.
pub(super) fn key_of(bytes: &[u8]) -> String {
    told(bytes).0
}

/// Returns what is not the same between two cards.
pub(super) fn changed(key: &str, before: &[u8], after: &[u8]) -> Changed {
    let (_, old_text, mut old) = told(before);
    let (_, new_text, mut new) = told(after);
    let text = |value: Option<Value>| match value {
        Some(Value::String(text)) => text,
        Some(Value::Null) | None => String::new(),
        Some(other) => other.to_string(),
    };
    let (old_text, new_text) = (text(old.remove(&old_text)), text(new.remove(&new_text)));
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let fields = names.into_iter().filter(|name| old.get(*name) != new.get(*name));
    let fields = fields.map(|name| Change {
        field: name.clone(),
        before: old.get(name).cloned(),
        after: new.get(name).cloned(),
    });
    Changed {
        key: key.to_owned(),
        fields: fields.collect(),
        text: lines::unified(&old_text, &new_text),
    }
}
