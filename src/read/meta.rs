//! What came along with a record: kept as one JSON object, and as hints where a name is known.
//!
//! The object is plain JSON for any reader: no key twice, no number beyond 64 bits, no `NaN`, no half
//! of a surrogate pair. What is no JSON value is kept as the text that was written.

use serde_json::{Map, Number, Value};

use crate::raw::{Hint, HintKind};

use super::columns::Columns;

/// Hints of a record; more would only be noise.
const MOST_HINTS: usize = 64;

/// Values that came along with a record.
#[derive(Default)]
pub(super) struct Along {
    meta: Map<String, Value>,
    hints: Vec<Hint>,
}

impl Along {
    /// Adds a field, and a hint where its name is known.
    pub(super) fn field(&mut self, key: &str, value: Value, columns: &Columns) {
        if let Some(kind) = columns.hint(key) {
            self.hint(kind, key, &value);
        }
        self.keep(key, value);
    }

    /// Adds a field that is no hint.
    pub(super) fn keep(&mut self, key: &str, value: Value) {
        self.meta.insert(key.to_owned(), clean(value));
    }

    /// Adds what a value may say of its document: a text, texts of a list, or the name in an object.
    pub(super) fn hint(&mut self, kind: HintKind, key: &str, value: &Value) {
        if self.hints.len() >= MOST_HINTS {
            return;
        }
        let text = match value {
            Value::String(text) => text.trim().to_owned(),
            Value::Number(number) => number.to_string(),
            Value::Array(values) => return values.iter().for_each(|one| self.hint(kind, key, one)),
            Value::Object(object) => {
                return object.get("name").into_iter().for_each(|one| self.hint(kind, key, one));
            }
            Value::Null | Value::Bool(_) => return,
        };
        if !text.is_empty() {
            self.hints.push(Hint { kind, key: key.to_owned(), value: text });
        }
    }

    /// Returns the object, none where nothing came along, and the hints.
    pub(super) fn finish(self) -> (Option<String>, Vec<Hint>) {
        let meta = Some(self.meta).filter(|meta| !meta.is_empty());
        (meta.map(|meta| Value::Object(meta).to_string()), self.hints)
    }
}

/// Returns the JSON value that is written as `raw`; the text itself where it is none.
pub(super) fn value(raw: &[u8]) -> Value {
    serde_json::from_slice(raw).unwrap_or_else(|_| Value::String(text_of(raw)))
}

/// Returns bytes as text: as UTF-8, else as windows-1252, in which nothing is lost.
pub fn text_of(bytes: &[u8]) -> String {
    match str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

/// Returns a value without numbers that other readers could not hold.
fn clean(value: Value) -> Value {
    match value {
        Value::Number(number) if is_wide(&number) => Value::String(number.to_string()),
        Value::Array(values) => Value::Array(values.into_iter().map(clean).collect()),
        Value::Object(object) => {
            Value::Object(object.into_iter().map(|(key, value)| (key, clean(value))).collect())
        }
        value => value,
    }
}

fn is_wide(number: &Number) -> bool {
    number.is_u64() && !number.is_i64()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meta(fields: &[(&str, &str)]) -> String {
        let mut along = Along::default();
        for (key, raw) in fields {
            along.field(key, value(raw.as_bytes()), &Columns::default());
        }
        along.finish().0.unwrap_or_default()
    }

    #[test]
    fn any_value_becomes_plain_json() {
        assert_eq!(meta(&[("b", "1"), ("a", "[true, null]")]), r#"{"a":[true,null],"b":1}"#);
        assert_eq!(meta(&[("n", "18446744073709551615")]), r#"{"n":"18446744073709551615"}"#);
        assert_eq!(meta(&[("n", "NaN")]), r#"{"n":"NaN"}"#);
        assert_eq!(meta(&[("s", r#""\ud800""#)]), r#"{"s":"\"\\ud800\""}"#);
        assert_eq!(meta(&[("n", "1"), ("n", "2")]), r#"{"n":2}"#);
    }

    #[test]
    fn lists_and_objects_give_hints() {
        let mut along = Along::default();
        along.field("authors", value(br#"[{"name": "A. Lee"}, " B. Moss "]"#), &Columns::default());
        let names: Vec<String> = along.finish().1.into_iter().map(|hint| hint.value).collect();
        assert_eq!(names, ["A. Lee", "B. Moss"]);
    }
}
