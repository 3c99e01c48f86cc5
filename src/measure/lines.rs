//! Lines as Python's `splitlines` has them, and how often lines repeat.

use std::collections::HashSet;

use crate::span::Span;
use crate::words::FoldState;

/// Returns the lines of `text` between any of Python's line breaks, without an empty last one.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = Span> + '_ {
    let bytes = text.as_bytes();
    let mut start = 0;
    std::iter::from_fn(move || {
        if start >= bytes.len() {
            return None;
        }
        let (end, len) = line_break(bytes, start);
        let line = Span::new(start, end);
        start = end + len;
        Some(line)
    })
}

/// Returns where the next line break begins, and its length; the end of the text has none.
fn line_break(bytes: &[u8], start: usize) -> (usize, usize) {
    let mut at = start;
    while let Some(byte) = bytes.get(at) {
        let behind = |offset: usize| bytes.get(at + offset).copied();
        match byte {
            b'\r' if behind(1) == Some(b'\n') => return (at, 2),
            b'\n'..=b'\r' | 0x1C..=0x1E => return (at, 1),
            0xC2 if behind(1) == Some(0x85) => return (at, 2),
            0xE2 if behind(1) == Some(0x80) && matches!(behind(2), Some(0xA8 | 0xA9)) => {
                return (at, 3);
            }
            _ => at += 1,
        }
    }
    (bytes.len(), 0)
}

/// How often parts of a text repeat earlier ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Again {
    /// All parts.
    pub(crate) parts: usize,
    /// Those that stood before.
    pub(crate) repeated: usize,
    /// The characters of those.
    pub(crate) chars: usize,
}

impl Again {
    /// Counts from the second copy on.
    pub(crate) fn count<'a>(parts: impl Iterator<Item = &'a str>) -> Again {
        let mut seen: HashSet<&str, FoldState> = HashSet::default();
        let mut again = Again::default();
        for part in parts {
            again.parts += 1;
            if !seen.insert(part) {
                again.repeated += 1;
                again.chars += part.chars().count();
            }
        }
        again
    }
}

/// Returns the parts of `text` between runs of at least `least` newlines.
pub(crate) fn between_newlines(text: &str, least: usize) -> impl Iterator<Item = &str> + '_ {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let whole = rest?;
        let mut from = 0;
        while let Some(at) = memchr::memchr(b'\n', whole.as_bytes().get(from..).unwrap_or_default())
        {
            let start = from + at;
            let run = whole.bytes().skip(start).take_while(|byte| *byte == b'\n').count();
            if run >= least {
                rest = whole.get(start + run..);
                return whole.get(..start);
            }
            from = start + run;
        }
        rest = None;
        Some(whole)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_where_python_does() {
        let text = "a\r\nb\u{85}c\u{2028}\x0Bd\n";
        let found: Vec<&str> = lines(text).map(|line| line.of(text)).collect();
        assert_eq!(found, ["a", "b", "c", "", "d"]);
    }

    #[test]
    fn splits_at_runs_of_newlines() {
        let parts = |text, least| between_newlines(text, least).collect::<Vec<_>>();
        assert_eq!(parts("\na\n\nb\nc", 1), ["", "a", "b", "c"]);
        assert_eq!(parts("a\n\n\nb\nc", 2), ["a", "b\nc"]);
    }

    #[test]
    fn counts_from_the_second_copy() {
        let again = Again::count(["a", "bé", "a", "bé", "bé"].into_iter());
        assert_eq!(again, Again { parts: 5, repeated: 3, chars: 5 });
    }
}
