//! A JSON object that wraps an array of records, such as an answer of a web service.
//!
//! `{"status": "ok", "articles": [{…}, {…}]}`: what is around the array is passed over, and its objects are
//! the records, cut out of the stream as those of a bare array are.

use super::columns::{is_main_text, is_text};

/// Keys under which records stand, and those of objects around them.
const KEYS: [&str; 16] = [
    "articles",
    "data",
    "docs",
    "documents",
    "entries",
    "hits",
    "items",
    "news",
    "posts",
    "records",
    "response",
    "result",
    "results",
    "rows",
    "stories",
    "value",
];

/// Bytes of a key that is looked at.
const KEY_BYTES: usize = 16;

/// Where the records of a wrapper are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wrapper {
    /// The key of their array.
    pub(super) key: &'static str,
    /// Objects around it.
    pub(super) depth: usize,
}

/// Returns where the records are, where `text` begins a wrapper: an object without a text of its own,
/// in which an array of a known key begins with an object that has one.
pub(super) fn wrapper(text: &[u8]) -> Option<Wrapper> {
    let mut words = Words { rest: text };
    let mut depth = 0;
    words.sign(b'{')?;
    depth += 1;
    loop {
        let key = words.string()?;
        words.sign(b':')?;
        let known = KEYS.into_iter().find(|known| known.as_bytes() == key);
        match (known, words.peek()?) {
            (Some(key), b'[') if words.begins_record() => return Some(Wrapper { key, depth }),
            (Some(_), b'{') => {
                words.sign(b'{')?;
                depth += 1;
                continue;
            }
            (_, b'"') if is_main_text(&String::from_utf8_lossy(key)) => return None,
            _ => words.value()?,
        }
        // Objects that hold no records end before the one that does.
        while words.peek()? == b'}' {
            words.sign(b'}')?;
            depth -= 1;
            if depth == 0 {
                return None;
            }
        }
        words.sign(b',')?;
    }
}

/// A look at JSON; none where it ends, or is malformed.
#[derive(Clone, Copy)]
struct Words<'a> {
    rest: &'a [u8],
}

impl<'a> Words<'a> {
    fn peek(&mut self) -> Option<u8> {
        self.rest = self.rest.trim_ascii_start();
        self.rest.first().copied()
    }

    fn sign(&mut self, sign: u8) -> Option<()> {
        (self.peek()? == sign).then(|| self.rest = self.rest.get(1..).unwrap_or_default())
    }

    /// Returns what stands between quotes, as it is written.
    fn string(&mut self) -> Option<&'a [u8]> {
        self.sign(b'"')?;
        let mut at = 0;
        loop {
            at += memchr::memchr2(b'"', b'\\', self.rest.get(at..)?)?;
            if self.rest.get(at) == Some(&b'"') {
                let string = self.rest.get(..at)?;
                self.rest = self.rest.get(at + 1..)?;
                return Some(string);
            }
            at += 2;
        }
    }

    /// Passes over a value.
    fn value(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        loop {
            match self.peek()? {
                b'"' => {
                    self.string()?;
                }
                b'{' | b'[' => {
                    depth += 1;
                    self.rest = self.rest.get(1..)?;
                }
                b'}' | b']' => {
                    depth = depth.checked_sub(1)?;
                    self.rest = self.rest.get(1..)?;
                }
                b',' | b':' if depth > 0 => self.rest = self.rest.get(1..)?,
                _ => {
                    let ends = |byte: &u8| b",:{}[]\"".contains(byte) || byte.is_ascii_whitespace();
                    let len = self.rest.iter().position(ends).filter(|len| *len > 0)?;
                    self.rest = self.rest.get(len..)?;
                }
            }
            if depth == 0 {
                return Some(());
            }
        }
    }

    /// Returns whether an array begins with an object in which a text is within sight.
    fn begins_record(mut self) -> bool {
        self.record().is_some()
    }

    fn record(&mut self) -> Option<()> {
        self.sign(b'[')?;
        self.sign(b'{')?;
        loop {
            let key = self.string()?;
            self.sign(b':')?;
            // A long text need not end within sight.
            if self.peek()? == b'"' && is_text(&String::from_utf8_lossy(key)) {
                return Some(());
            }
            self.value()?;
            self.sign(b',')?;
        }
    }
}

/// A walk over a stream of wrappers, which tells the bytes around the records from theirs.
#[derive(Debug)]
pub(super) struct Shell {
    wrapper: Wrapper,
    depth: usize,
    in_string: bool,
    is_escaped: bool,
    // The string at hand, or the last one, up to a limit.
    string: Vec<u8>,
    // Whether the value of the key follows.
    is_key: bool,
    is_open: bool,
}

impl Shell {
    pub(super) fn new(wrapper: Wrapper) -> Shell {
        Shell {
            wrapper,
            depth: 0,
            in_string: false,
            is_escaped: false,
            string: Vec::new(),
            is_key: false,
            is_open: false,
        }
    }

    /// Returns whether the walk is inside a wrapper.
    pub(super) fn is_inside(&self) -> bool {
        self.depth > 0
    }

    /// Takes a byte in; returns whether it is around the records. `is_between` says that it is in no record.
    pub(super) fn takes(&mut self, byte: u8, is_between: bool) -> bool {
        if self.is_open {
            let is_end = is_between && byte == b']';
            self.is_open = !is_end;
            return is_end;
        }
        if self.in_string {
            self.inside_string(byte);
            return true;
        }
        match byte {
            b'"' => {
                self.in_string = true;
                self.string.clear();
            }
            b':' => self.is_key = self.string == self.wrapper.key.as_bytes(),
            b'[' if self.is_key && self.depth == self.wrapper.depth => self.is_open = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        self.is_key &= byte == b':' || byte.is_ascii_whitespace();
        true
    }

    fn inside_string(&mut self, byte: u8) {
        match byte {
            _ if self.is_escaped => self.is_escaped = false,
            b'\\' => self.is_escaped = true,
            b'"' => self.in_string = false,
            _ => {}
        }
        // Longer than any key, it is none.
        if self.in_string && self.string.len() <= KEY_BYTES {
            self.string.push(byte);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<(&'static str, usize)> {
        wrapper(text.as_bytes()).map(|wrapper| (wrapper.key, wrapper.depth))
    }

    #[test]
    fn wrappers_are_told_from_records() {
        assert_eq!(found(r#"{"status":"ok","articles":[{"id":1,"text":"a"#), Some(("articles", 1)));
        assert_eq!(found(r#"{"response": {"n": [1, {"x": "]"}], "results": [ {"body": "#), None);
        assert_eq!(
            found(r#"{"response": {"n": [1, {"x": "]"}], "results": [ {"body": ""}"#),
            Some(("results", 2))
        );
        assert_eq!(found(r#"{"data":{"a":1},"items":[{"content":"c"#), Some(("items", 1)));
        for record in [
            r#"{"text":"a","items":[{"text":"b"}]}"#,
            r#"{"id":1,"comments":[{"text":"b"}],"text":"a"}"#,
            r#"{"id":1,"items":[{"name":"b"}],"text":"a"}"#,
            r#"{"items":[]}"#,
            r#"{"items":[1]}"#,
            "{}",
            "{",
        ] {
            assert_eq!(found(record), None, "{record}");
        }
    }

    #[test]
    fn only_what_is_in_the_array_is_left() {
        let mut shell = Shell::new(Wrapper { key: "items", depth: 1 });
        let text = r#"{"items": "[", "x": [{"items": [1]}], "items": [{"a":1},{"b":2}], "z": {}} {"items":[{"c":3}]}"#;
        let mut depth = 0;
        let mut left = String::new();
        for byte in text.bytes() {
            if shell.takes(byte, depth == 0) {
                continue;
            }
            depth = match byte {
                b'{' => depth + 1,
                b'}' => depth - 1,
                _ => depth,
            };
            left.push(char::from(byte));
        }
        assert_eq!(left, r#"{"a":1},{"b":2}{"c":3}"#);
        assert!(!shell.is_inside());
    }
}
