//! Rows as lines of JSON (RFC 8259): every key once and in order, no byte order mark, and nothing that
//! JSON cannot hold.

use crate::rows::Value;

use super::view::{Leaf, View};

/// Appends a row as one line.
pub(super) fn push(line: &mut Vec<u8>, view: &View, values: &[Value<'_>]) {
    let mut open = None;
    let mut lead: &[u8] = b"{";
    for (leaf, value) in view.leaves.iter().zip(values) {
        if leaf.group != open {
            if open.is_some() {
                line.push(b'}');
            }
            if let Some(group) = leaf.group {
                line.extend_from_slice(lead);
                push_text(line, group);
                line.push(b':');
                lead = b"{";
            }
            open = leaf.group;
        }
        line.extend_from_slice(lead);
        push_text(line, leaf.column.name);
        line.push(b':');
        push_value(line, leaf, value);
        lead = b",";
    }
    if open.is_some() {
        line.push(b'}');
    }
    line.extend_from_slice(b"}\n");
}

fn push_value(line: &mut Vec<u8>, leaf: &Leaf, value: &Value<'_>) {
    match value {
        Value::Null => line.extend_from_slice(b"null"),
        Value::Number(number) => line.extend_from_slice(number.to_string().as_bytes()),
        Value::Text(json) if leaf.column.kind.is_json() => line.extend_from_slice(json.as_bytes()),
        Value::Text(text) => push_text(line, text),
        Value::List(texts) => {
            let mut lead = b'[';
            for text in texts {
                line.push(lead);
                push_text(line, text);
                lead = b',';
            }
            line.extend_from_slice(if texts.is_empty() { b"[]" } else { b"]" });
        }
    }
}

fn push_text(line: &mut Vec<u8>, text: &str) {
    serde_json::to_writer(line, text).expect("memory takes every text");
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;
    use crate::table::DOCUMENTS;
    use crate::write::options::{Layout, Options};

    #[test]
    fn groups_are_objects() {
        let view =
            View::new(&DOCUMENTS, &Options { layout: Layout::Datatrove, ..Options::default() });
        let mut values = vec![Value::Null; view.leaves.len()];
        values[0] = Value::text("a\"\0\u{2028}");
        values[2] = Value::List(vec![Cow::Borrowed("x"), Cow::Borrowed("")]);
        let mut line = Vec::new();
        push(&mut line, &view, &values);
        let line = String::from_utf8(line).expect("UTF-8");
        let start =
            "{\"text\":\"a\\\"\\u0000\u{2028}\",\"id\":null,\"metadata\":{\"file\":[\"x\",\"\"],";
        assert!(line.starts_with(start), "{line}");
        assert!(line.ends_with("null}}\n"), "{line}");
        assert!(serde_json::from_str::<serde_json::Value>(&line).is_ok());
    }
}
