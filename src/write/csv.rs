//! Rows as lines of comma-separated values (RFC 4180).
//!
//! Null is nothing, an empty text is `""`, so that a reader that can tell them apart does. What holds
//! a comma, a quote or a line break, or begins or ends with white space, is quoted.

use std::borrow::Cow;

use crate::rows::Value;

use super::options::Formulas;
use super::view::View;

/// Between the values of a list.
pub(crate) const LIST_SEPARATOR: &str = "; ";

/// What a spreadsheet takes for the start of a formula (OWASP, "CSV Injection"), with the wide forms
/// that East Asian versions take for the same.
const FORMULA_STARTS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// What is put before a formula.
const ESCAPE: char = '\'';

/// Appends the names of the columns.
pub(super) fn push_header(line: &mut Vec<u8>, view: &View) {
    push_fields(line, view.leaves.iter().map(|leaf| Some(Cow::Borrowed(leaf.column.name))));
}

/// Appends a row.
pub(super) fn push(line: &mut Vec<u8>, values: &[Value<'_>], formulas: Formulas) {
    push_fields(line, values.iter().map(|value| field(value, formulas)));
}

fn field<'a>(value: &'a Value<'_>, formulas: Formulas) -> Option<Cow<'a, str>> {
    let text = match value {
        Value::Null => return None,
        Value::Number(number) => return Some(Cow::Owned(number.to_string())),
        Value::Text(text) => Cow::Borrowed(text.as_ref()),
        Value::List(texts) if texts.is_empty() => return None,
        Value::List(texts) => Cow::Owned(texts.join(LIST_SEPARATOR)),
    };
    Some(match formulas {
        Formulas::Escape if is_formula(&text) => Cow::Owned(format!("{ESCAPE}{text}")),
        Formulas::Escape | Formulas::Keep => text,
    })
}

/// Returns whether a text must be escaped: it is a formula, or looks like an escaped one. So taking
/// one apostrophe away from what begins with apostrophes and a formula gives every text back.
pub(crate) fn is_formula(text: &str) -> bool {
    text.trim_start_matches(ESCAPE).starts_with(FORMULA_STARTS)
}

/// Returns the text that an escaped one stands for.
pub(crate) fn unescaped(text: &str) -> &str {
    text.strip_prefix(ESCAPE).filter(|rest| is_formula(rest)).unwrap_or(text)
}

fn push_fields<'a>(line: &mut Vec<u8>, fields: impl Iterator<Item = Option<Cow<'a, str>>>) {
    for (index, field) in fields.enumerate() {
        if index > 0 {
            line.push(b',');
        }
        match field {
            None => {}
            Some(text) if needs_quotes(&text) => push_quoted(line, &text),
            Some(text) => line.extend_from_slice(text.as_bytes()),
        }
    }
    line.extend_from_slice(b"\r\n");
}

fn needs_quotes(text: &str) -> bool {
    let is_special = |byte: &u8| matches!(byte, b',' | b'"' | b'\r' | b'\n');
    let is_edge = |c: Option<char>| c.is_none_or(char::is_whitespace);
    is_edge(text.chars().next())
        || is_edge(text.chars().next_back())
        || text.as_bytes().iter().any(is_special)
}

fn push_quoted(line: &mut Vec<u8>, text: &str) {
    line.push(b'"');
    for (index, part) in text.split('"').enumerate() {
        if index > 0 {
            line.extend_from_slice(b"\"\"");
        }
        line.extend_from_slice(part.as_bytes());
    }
    line.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(values: &[Value<'_>], formulas: Formulas) -> String {
        let mut line = Vec::new();
        push(&mut line, values, formulas);
        String::from_utf8(line).expect("UTF-8")
    }

    #[test]
    fn quotes_where_needed_and_nowhere_else() {
        let values = [
            Value::text("plain"),
            Value::text("a, \"b\""),
            Value::text("two\nlines"),
            Value::text(" edge"),
            Value::text(""),
            Value::Null,
            Value::Number(7),
            Value::List(vec![Cow::Borrowed("A"), Cow::Borrowed("B")]),
            Value::List(Vec::new()),
        ];
        let expected = "plain,\"a, \"\"b\"\"\",\"two\nlines\",\" edge\",\"\",,7,A; B,\r\n";
        assert_eq!(line(&values, Formulas::Keep), expected);
    }

    #[test]
    fn formulas_are_escaped_so_that_all_comes_back() {
        for text in ["=1+1", "-3", "'=1", "''+", "＝A1", "'quoted'", "plain", "'", "\tx", ""] {
            let values = [Value::text(text)];
            let escaped = line(&values, Formulas::Escape);
            let bare = escaped.trim_end_matches("\r\n").trim_matches('"');
            assert_eq!(unescaped(bare), text);
            assert!(!bare.starts_with(FORMULA_STARTS), "{escaped}");
        }
    }
}
