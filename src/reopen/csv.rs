//! Reads rows back from comma-separated values, by RFC 4180 to the letter: a stricter reader than most,
//! since it must also tell nothing from an empty text.

use std::borrow::Cow;
use std::io::BufRead;

use crate::rows::Value;
use crate::table::Kind;
use crate::write::{Formulas, LIST_SEPARATOR, Leaf, View, is_nullable, unescaped};

/// Reads the header and checks that it names the columns.
pub(super) fn header(lines: &mut dyn BufRead, view: &View) -> Result<(), String> {
    let found = record(lines)?.unwrap_or_default();
    let found: Vec<&str> = found.iter().map(|field| field.as_deref().unwrap_or_default()).collect();
    let expected: Vec<&str> = view.leaves.iter().map(|leaf| leaf.column.name).collect();
    match found == expected {
        true => Ok(()),
        false => Err(format!("the header \"{}\"", found.join(","))),
    }
}

/// Returns the values of the next record; none at the end.
pub(super) fn next(
    lines: &mut dyn BufRead,
    view: &View,
    formulas: Formulas,
) -> Result<Option<Vec<Value<'static>>>, String> {
    let Some(fields) = record(lines)? else { return Ok(None) };
    if fields.len() != view.leaves.len() {
        return Err(format!("{} fields in the place of {}", fields.len(), view.leaves.len()));
    }
    let values = view.leaves.iter().zip(fields).map(|(leaf, field)| value(leaf, field, formulas));
    values.collect::<Result<_, String>>().map(Some)
}

fn value(leaf: &Leaf, field: Option<String>, formulas: Formulas) -> Result<Value<'static>, String> {
    let column = &leaf.column;
    let field = match field {
        None if column.kind == Kind::Texts => return Ok(Value::List(Vec::new())),
        None if is_nullable(column) => return Ok(Value::Null),
        None => return Err(format!("nothing for {}", column.name)),
        Some(field) => field,
    };
    let text = match formulas {
        Formulas::Escape => unescaped(&field).to_owned(),
        Formulas::Keep => field,
    };
    Ok(match column.kind {
        Kind::Text | Kind::Object(_) | Kind::Objects(_) => Value::Text(Cow::Owned(text)),
        Kind::Number => {
            match text.parse::<i64>().ok().and_then(|number| u64::try_from(number).ok()) {
                Some(number) => Value::Number(number),
                None => return Err(format!("\"{text}\" for {}", column.name)),
            }
        }
        Kind::Texts => Value::List(
            text.split(LIST_SEPARATOR).map(|text| Cow::Owned(text.to_owned())).collect(),
        ),
    })
}

/// Returns the fields of the next record, nothing as none; none at the end.
fn record(lines: &mut dyn BufRead) -> Result<Option<Vec<Option<String>>>, String> {
    let mut bytes = Vec::new();
    let mut quotes = 0;
    loop {
        let done = bytes.len();
        if lines.read_until(b'\n', &mut bytes).map_err(|error| error.to_string())? == 0 {
            break;
        }
        quotes += bytes.iter().skip(done).filter(|byte| **byte == b'"').count();
        if quotes % 2 == 0 {
            break;
        }
    }
    if bytes.is_empty() {
        return Ok(None);
    }
    let text = String::from_utf8(bytes).map_err(|error| error.to_string())?;
    let line = text.strip_suffix("\r\n").ok_or("a record that does not end in CR LF")?;
    fields(line).map(Some)
}

fn fields(line: &str) -> Result<Vec<Option<String>>, String> {
    let mut fields = Vec::new();
    let mut rest = line;
    loop {
        let (field, behind) = match rest.strip_prefix('"') {
            Some(quoted) => {
                let (text, behind) = until_quote(quoted)?;
                (Some(text), behind)
            }
            None => {
                let end = rest.find(',').unwrap_or(rest.len());
                let (text, behind) = rest.split_at(end);
                if text.contains(['"', '\r', '\n']) {
                    return Err("a field that should be quoted".to_owned());
                }
                (Some(text.to_owned()).filter(|text| !text.is_empty()), behind)
            }
        };
        fields.push(field);
        rest = match behind.strip_prefix(',') {
            Some(rest) => rest,
            None if behind.is_empty() => return Ok(fields),
            None => return Err("text behind a closing quote".to_owned()),
        };
    }
}

/// Returns the text of a quoted field, and what stands behind its closing quote.
fn until_quote(quoted: &str) -> Result<(String, &str), String> {
    let mut text = String::new();
    let mut rest = quoted;
    while let Some((part, behind)) = rest.split_once('"') {
        text.push_str(part);
        match behind.strip_prefix('"') {
            Some(behind) => {
                text.push('"');
                rest = behind;
            }
            None => return Ok((text, behind)),
        }
    }
    Err("a quote that is not closed".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(line: &str) -> Result<Vec<Option<String>>, String> {
        record(&mut line.as_bytes()).map(Option::unwrap_or_default)
    }

    #[test]
    fn tells_nothing_from_an_empty_text() {
        let fields = told("a,,\"\",\"x\"\"y\r\n,\"\r\n").expect("a record");
        let fields: Vec<Option<&str>> = fields.iter().map(Option::as_deref).collect();
        assert_eq!(fields, [Some("a"), None, Some(""), Some("x\"y\r\n,")]);
    }

    #[test]
    fn refuses_what_the_standard_does_not_know() {
        for line in ["a\n", "a\"b\"\r\n", "\"a\"b\r\n", "\"a\r\n", "a"] {
            assert!(told(line).is_err(), "{line:?}");
        }
    }
}
