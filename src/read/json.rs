//! Opens a JSON object: finds its fields in place, without building values of the text.
//!
//! The raw document is what stands between the quotes of the text's value, with its escapes, so that
//! its bytes stay those of the stream. Damage inside a string is left to decoding; what breaks the
//! object itself makes the record malformed.

use std::sync::Arc;

use crate::raw::{Escapes, Opener, Part, Spoiled};
use crate::rule::{Effect, Rule};
use crate::span::Span;

use super::columns::Columns;
use super::meta::{Along, value};

pub(super) static MALFORMED: Rule = Rule::new(
    "json/malformed",
    Effect::Reject,
    "a line or value that is no whole JSON object",
    "A record that was cut off or overwritten cannot be told apart from its neighbours; it is set \
     aside alone, and reading goes on behind it.",
    &[],
);

pub(super) static NO_TEXT: Rule = Rule::new(
    "record/no-text",
    Effect::Reject,
    "a record without a field that holds a text",
    "Which field is the text is not guessed by its length: a record of names and numbers would give \
     noise. `read.columns.text` names it where it has an unusual name.",
    &[],
);

/// Opens JSON objects after these columns.
pub(super) struct Json {
    pub(super) columns: Arc<Columns>,
}

/// A field of an object: places of the key between its quotes, and of the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Field {
    key: Span,
    value: Span,
}

impl Opener for Json {
    fn is_json(&self) -> bool {
        true
    }

    fn open(&self, bytes: Vec<u8>, offset: u64) -> Result<Part, Spoiled> {
        let spoiled = |rule, reason: String, place: Option<Span>| Spoiled {
            rule,
            reason,
            bytes: bytes.len() as u64,
            offset: Some(offset),
            place,
        };
        let fields = fields(&bytes).map_err(|at| {
            let found = found(&bytes, at);
            let reason = format!("expected a JSON object, found {found}");
            spoiled(&MALFORMED, reason, Some(Span::new(at, bytes.len())))
        })?;
        let names: Vec<String> = fields.iter().map(|field| name(&bytes, field.key)).collect();
        let text = self.columns.text(names.iter().map(String::as_str));
        let text = text.or_else(|| self.only_text(&bytes, &fields));
        let wanted = self.columns.wanted();
        let Some(index) = text else {
            let reason = format!("expected {wanted}, found {}", listed(&names));
            return Err(spoiled(&NO_TEXT, reason, None));
        };
        let place = fields.get(index).map(|field| field.value).unwrap_or_default();
        if !is_string(place.of_bytes(&bytes)) {
            let key = names.get(index).map_or("", String::as_str);
            let reason = format!("expected a string for \"{key}\", found another value");
            return Err(spoiled(&NO_TEXT, reason, Some(place)));
        }
        let mut along = Along::default();
        for (at, (field, name)) in fields.iter().zip(&names).enumerate() {
            if at != index {
                along.field(name, value(field.value.of_bytes(&bytes)), &self.columns);
            }
        }
        let (meta, hints) = along.finish();
        let inner = Span::new(place.start + 1, place.end - 1);
        let mut bytes = bytes;
        bytes.truncate(inner.end);
        bytes.drain(..inner.start);
        let offset = Some(offset + inner.start as u64);
        Ok(Part { bytes, offset, escapes: Escapes::Json, charset: None, meta, hints })
    }
}

impl Json {
    /// Returns the only field that is a string, where config names none and no name is known.
    fn only_text(&self, bytes: &[u8], fields: &[Field]) -> Option<usize> {
        if !self.columns.text.is_empty() {
            return None;
        }
        let strings = fields.iter().enumerate().filter(|(_, field)| {
            let value = field.value.of_bytes(bytes);
            is_string(value)
        });
        let mut strings = strings.map(|(index, _)| index);
        strings.next().filter(|_| strings.next().is_none())
    }
}

fn is_string(value: &[u8]) -> bool {
    value.len() >= 2 && value.starts_with(b"\"")
}

/// Returns a key as text.
fn name(bytes: &[u8], key: Span) -> String {
    let raw = key.of_bytes(bytes);
    let quoted = || [b"\"", raw, b"\""].concat();
    let escaped = raw.contains(&b'\\').then(|| serde_json::from_slice(&quoted()).ok()).flatten();
    escaped.unwrap_or_else(|| String::from_utf8_lossy(raw).into_owned())
}

/// Returns names for a message.
fn listed(names: &[String]) -> String {
    const MOST: usize = 8;
    if names.is_empty() {
        return "no field".to_owned();
    }
    let some: Vec<String> = names.iter().take(MOST).map(|name| format!("\"{name}\"")).collect();
    let more = if names.len() > MOST { " and more" } else { "" };
    format!("{}{more}", some.join(", "))
}

/// Returns what stands at `at`, for a message.
fn found(bytes: &[u8], at: usize) -> String {
    match bytes.get(at) {
        None => "its end".to_owned(),
        Some(byte) if byte.is_ascii_graphic() => format!("`{}`", char::from(*byte)),
        Some(byte) => format!("byte \\x{byte:02X}"),
    }
}

/// Returns the fields of the object that `bytes` hold, or where it is malformed.
fn fields(bytes: &[u8]) -> Result<Vec<Field>, usize> {
    let mut scan = Scan { bytes, at: 0 };
    let mut fields = Vec::new();
    scan.expect(b'{')?;
    if !scan.eats(b'}') {
        loop {
            scan.blanks();
            let key = scan.string()?;
            scan.expect(b':')?;
            scan.blanks();
            let value = scan.value()?;
            fields.push(Field { key: Span::new(key.start + 1, key.end - 1), value });
            if scan.eats(b'}') {
                break;
            }
            scan.expect(b',')?;
        }
    }
    scan.blanks();
    match scan.at == bytes.len() {
        true => Ok(fields),
        false => Err(scan.at),
    }
}

/// A walk over JSON that knows strings and nesting.
struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Scan<'_> {
    fn blanks(&mut self) {
        while matches!(self.bytes.get(self.at), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn eats(&mut self, sign: u8) -> bool {
        self.blanks();
        let is_there = self.bytes.get(self.at) == Some(&sign);
        self.at += usize::from(is_there);
        is_there
    }

    fn expect(&mut self, sign: u8) -> Result<(), usize> {
        if self.eats(sign) { Ok(()) } else { Err(self.at) }
    }

    /// Walks past a string with its quotes.
    fn string(&mut self) -> Result<Span, usize> {
        let start = self.at;
        if self.bytes.get(start) != Some(&b'"') {
            return Err(start);
        }
        let end = string_end(self.bytes, start + 1).ok_or(self.bytes.len())?;
        self.at = end;
        Ok(Span::new(start, end))
    }

    /// Walks past a value of any kind.
    fn value(&mut self) -> Result<Span, usize> {
        let start = self.at;
        match self.bytes.get(start) {
            Some(b'"') => return self.string(),
            Some(b'{' | b'[') => self.nested()?,
            _ => {
                let rest = self.bytes.get(start..).unwrap_or_default();
                let ends =
                    |byte: &u8| matches!(byte, b',' | b'}' | b']' | b':' | b'"' | b'{' | b'[');
                let len = rest.iter().position(ends).unwrap_or(rest.len());
                let word = rest.get(..len).unwrap_or_default().trim_ascii_end();
                if word.is_empty() || word.iter().any(u8::is_ascii_whitespace) {
                    return Err(start);
                }
                self.at = start + word.len();
            }
        }
        Ok(Span::new(start, self.at))
    }

    /// Walks past an object or array, whatever is in it.
    fn nested(&mut self) -> Result<(), usize> {
        let mut depth = 0_usize;
        while let Some(byte) = self.bytes.get(self.at) {
            match byte {
                b'"' => {
                    self.string()?;
                    continue;
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth -= 1,
                _ => {}
            }
            self.at += 1;
            if depth == 0 {
                return Ok(());
            }
        }
        Err(self.at)
    }
}

/// Returns the place behind the quote that ends the string whose inside begins at `at`.
fn string_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let step = memchr::memchr2(b'"', b'\\', bytes.get(at..)?)?;
        at += step;
        if bytes.get(at) == Some(&b'"') {
            return Some(at + 1);
        }
        at += 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(line: &str) -> Result<Part, Spoiled> {
        let json = Json { columns: Arc::default() };
        json.open(line.as_bytes().to_vec(), 100)
    }

    fn reason(line: &str) -> String {
        open(line).err().map(|spoiled| spoiled.reason).unwrap_or_default()
    }

    #[test]
    fn the_raw_document_is_what_stands_between_the_quotes() {
        let part = open(r#" {"id": 7, "text": "a \"b\"\n", "tags": ["x", {"y": "}"}]} "#)
            .unwrap_or_default();
        assert_eq!(part.bytes, br#"a \"b\"\n"#);
        assert_eq!(part.offset, Some(120));
        assert_eq!(part.meta.as_deref(), Some(r#"{"id":7,"tags":["x",{"y":"}"}]}"#));
    }

    #[test]
    fn known_names_give_hints() {
        let part = open(r#"{"Headline":"H","body":"b","date":"2031-05-09","link":"http://a.lr/"}"#);
        let hints = part.unwrap_or_default().hints;
        let kinds: Vec<_> = hints.iter().map(|hint| (hint.kind, hint.value.as_str())).collect();
        use crate::raw::HintKind::{Published, Title, Url};
        assert_eq!(kinds, [(Title, "H"), (Published, "2031-05-09"), (Url, "http://a.lr/")]);
    }

    #[test]
    fn the_only_string_is_the_text() {
        assert_eq!(open(r#"{"n":1,"zeile":"ja"}"#).unwrap_or_default().bytes, b"ja");
        assert_eq!(
            reason(r#"{"a":"x","b":"y"}"#),
            "expected a field such as `text` (see read.columns), found \"a\", \"b\""
        );
    }

    #[test]
    fn malformed_objects_say_where() {
        assert_eq!(reason(r#"{"text": "cut o"#), "expected a JSON object, found its end");
        assert_eq!(reason("{\"text\" \"a\"}"), "expected a JSON object, found `\"`");
        assert_eq!(reason(r#"{"text":"a"} x"#), "expected a JSON object, found `x`");
        assert_eq!(reason("[1]"), "expected a JSON object, found `[`");
        assert_eq!(
            reason(r#"{"text":null}"#),
            "expected a string for \"text\", found another value"
        );
        for line in ["{", "{\"", "{\"a\\", "{\"a\":", "{\"a\":}", "{\"a\":1,}", "{\"a\":[}", ""] {
            assert!(open(line).is_err(), "{line}");
        }
    }
}
