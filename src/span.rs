//! A half-open byte range, and the one place where text is sliced.
//!
//! A span does not know what it counts; the name that holds it does: `raw` counts bytes of the raw
//! document, `text` bytes of the current text, `at` bytes of the text a stage was shown.

/// A half-open byte range, `start..end`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte inside.
    pub start: usize,
    /// First byte behind.
    pub end: usize,
}

impl Span {
    /// Returns the span `start..end`.
    pub const fn new(start: usize, end: usize) -> Span {
        debug_assert!(start <= end, "a span runs forward");
        Span { start, end }
    }

    /// Returns the empty span at `at`.
    pub const fn point(at: usize) -> Span {
        Span { start: at, end: at }
    }

    /// Returns the number of bytes inside.
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Returns whether no byte is inside.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Returns the smallest span that holds both.
    pub fn hull(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// Returns this span counted from `base` further on.
    pub const fn shifted(self, base: usize) -> Span {
        Span { start: self.start + base, end: self.end + base }
    }

    /// Returns the part of `text` inside the span, or nothing where the span does not lie on
    /// character boundaries of `text`.
    pub fn of(self, text: &str) -> &str {
        let slice = text.get(self.start..self.end);
        debug_assert!(slice.is_some(), "span {self:?} lies on character boundaries");
        slice.unwrap_or_default()
    }

    /// Returns the bytes inside the span, or nothing where it runs past the end.
    pub fn of_bytes(self, bytes: &[u8]) -> &[u8] {
        let slice = bytes.get(self.start..self.end);
        debug_assert!(slice.is_some(), "span {self:?} lies inside the bytes");
        slice.unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::Span;

    #[test]
    fn slices_on_character_boundaries() {
        assert_eq!(Span::new(1, 3).of("aéb"), "é");
    }
}
