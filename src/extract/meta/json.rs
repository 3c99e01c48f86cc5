//! JSON-LD as pages write it: read leniently, in one pass, without a tree.
//!
//! Half a script, trailing commas, raw line breaks in strings and comments do no harm: what can be
//! read is read.

use std::borrow::Cow;

use crate::span::Span;

/// Objects of a script that are read.
const MOST_OBJECTS: usize = 5_000;

/// Objects inside of each other.
const MOST_DEPTH: usize = 60;

/// An object.
#[derive(Clone, Debug, Default)]
pub(crate) struct Object {
    /// The object around it, and under which key it stands there.
    pub(crate) parent: Option<usize>,
    pub(crate) key: Span,
    pub(crate) pairs: Vec<Pair>,
}

/// A key and a value that is a string or another scalar; a list gives a pair for each value.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pair {
    pub(crate) key: Span,
    pub(crate) value: Span,
}

impl Object {
    /// Returns the values of a key.
    pub(crate) fn values<'a>(
        &'a self,
        source: &'a str,
        key: &'a str,
    ) -> impl Iterator<Item = Span> + 'a {
        let own = self.pairs.iter().filter(move |pair| pair.key.of(source) == key);
        own.map(|pair| pair.value)
    }
}

/// Reads the script at `at` and adds its objects.
pub(crate) fn read(source: &str, at: Span, objects: &mut Vec<Object>) {
    let bytes = source.as_bytes();
    let mut reader =
        Reader { objects, stack: Vec::new(), key: None, last: None, is_list: Vec::new() };
    let mut here = at.start;
    while here < at.end && reader.objects.len() < MOST_OBJECTS {
        here = match bytes.get(here).copied().unwrap_or(0) {
            b'"' => {
                let end = string_end(bytes, here + 1, at.end);
                reader.scalar(Span::new(here + 1, end));
                end + 1
            }
            b'{' => reader.opens(true, here),
            b'[' => reader.opens(false, here),
            b'}' | b']' => reader.closes(here),
            b':' => reader.colon(here),
            b',' => {
                reader.comma();
                here + 1
            }
            b'/' if bytes.get(here + 1) == Some(&b'*') => {
                let rest = bytes.get(here..at.end).unwrap_or_default();
                memchr::memmem::find(rest, b"*/").map_or(at.end, |end| here + end + 2)
            }
            byte if byte.is_ascii_alphanumeric() || byte == b'-' => {
                let rest = bytes.get(here..at.end).unwrap_or_default();
                let is_end = |byte: &u8| !byte.is_ascii_alphanumeric() && !b"+-._".contains(byte);
                let end = here + rest.iter().position(is_end).unwrap_or(rest.len());
                reader.scalar(Span::new(here, end));
                end
            }
            _ => here + 1,
        };
    }
    reader.comma();
}

struct Reader<'a> {
    objects: &'a mut Vec<Object>,
    // The objects that are open; lists repeat the one around them.
    stack: Vec<Option<usize>>,
    is_list: Vec<bool>,
    key: Option<Span>,
    last: Option<Span>,
}

impl Reader<'_> {
    fn here(&self) -> Option<usize> {
        self.stack.last().copied().flatten()
    }

    fn scalar(&mut self, at: Span) {
        self.last = Some(at);
        if self.is_list.last() == Some(&true) {
            self.comma();
        }
    }

    fn colon(&mut self, here: usize) -> usize {
        self.key = self.last.take().or(self.key);
        here + 1
    }

    /// Keeps the last value under its key.
    fn comma(&mut self) {
        if let (Some(key), Some(value), Some(object)) = (self.key, self.last.take(), self.here())
            && let Some(object) = self.objects.get_mut(object)
        {
            object.pairs.push(Pair { key, value });
        }
    }

    fn opens(&mut self, is_object: bool, here: usize) -> usize {
        if self.stack.len() >= MOST_DEPTH {
            return here + 1;
        }
        let parent = self.here();
        let own = if is_object {
            let key = self.key.unwrap_or_default();
            self.objects.push(Object { parent, key, pairs: Vec::new() });
            self.key = None;
            Some(self.objects.len() - 1)
        } else {
            parent
        };
        self.stack.push(own);
        self.is_list.push(!is_object);
        self.last = None;
        here + 1
    }

    fn closes(&mut self, here: usize) -> usize {
        self.comma();
        let closed = self.stack.pop().flatten();
        let was_list = self.is_list.pop().unwrap_or(false);
        // Behind an object of a list, the next stands under the same key.
        self.key = match closed.and_then(|closed| self.objects.get(closed)) {
            Some(object) if !was_list => Some(object.key),
            _ => self.key,
        };
        here + 1
    }
}

/// Returns where the string at `at` ends.
fn string_end(bytes: &[u8], mut at: usize, end: usize) -> usize {
    while at < end {
        match bytes.get(at) {
            Some(b'"') => return at,
            Some(b'\\') => at += 2,
            _ => at += 1,
        }
    }
    end
}

/// Returns a string with its escapes read.
pub(crate) fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('\\') {
        return Cow::Borrowed(text);
    }
    let mut read = String::with_capacity(text.len());
    let mut units: Vec<u16> = Vec::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        let escaped = if c == '\\' { chars.next() } else { None };
        if escaped == Some('u') {
            let digits: String = chars.by_ref().take(4).collect();
            units.push(u16::from_str_radix(&digits, 16).unwrap_or(0xFFFD));
            continue;
        }
        read.push_str(&String::from_utf16_lossy(&units));
        units.clear();
        match (c, escaped) {
            ('\\', Some('n' | 'r' | 't' | 'b' | 'f')) => read.push(' '),
            ('\\', Some(other)) => read.push(other),
            _ => read.push(c),
        }
    }
    read.push_str(&String::from_utf16_lossy(&units));
    Cow::Owned(read)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(json: &str, key: &str) -> Vec<String> {
        let mut objects = Vec::new();
        read(json, Span::new(0, json.len()), &mut objects);
        let all = objects.iter().flat_map(|object| object.values(json, key).collect::<Vec<_>>());
        all.map(|at| unescaped(at.of(json)).into_owned()).collect()
    }

    #[test]
    fn reads_what_is_broken() {
        assert_eq!(
            values(r#"{"a": "x", "b": {"a": "y",}, "a": ["z", "w"]"#, "a"),
            ["x", "z", "w", "y"]
        );
        assert_eq!(values("{\"a\": \"x\ny\" /* no */, \"b\": 1", "a"), ["x\ny"]);
        assert_eq!(values(r#"{"a": "half"#, "a"), ["half"]);
        assert_eq!(values(r#"[{"a": "é 😀 \"q\" \/"}]"#, "a"), ["é 😀 \"q\" /"]);
    }

    #[test]
    fn deep_nesting_ends() {
        assert!(values(&"{\"a\":[".repeat(10_000), "a").len() < 10_000);
    }

    #[test]
    fn objects_know_their_key() {
        let json = r#"{"author": [{"name": "A"}, {"name": "B"}]}"#;
        let mut objects = Vec::new();
        read(json, Span::new(0, json.len()), &mut objects);
        let keys: Vec<&str> = objects.iter().map(|object| object.key.of(json)).collect();
        assert_eq!(keys, ["", "author", "author"]);
    }
}
