//! A cursor over a line: the small parser that the recognizers of this folder are written with.

/// What is left of a line. Copying it is how a recognizer looks ahead.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scan<'a> {
    rest: &'a str,
}

impl<'a> Scan<'a> {
    pub(super) fn new(line: &'a str) -> Scan<'a> {
        Scan { rest: line }
    }

    pub(super) fn rest(self) -> &'a str {
        self.rest
    }

    /// Skips white space.
    pub(super) fn spaces(&mut self) {
        self.rest = self.rest.trim_start();
    }

    /// Skips white space and any of `marks`; returns whether a mark was among it.
    pub(super) fn marks(&mut self, marks: &[char]) -> bool {
        let skipped =
            self.rest.trim_start_matches(|c: char| c.is_whitespace() || marks.contains(&c));
        let gone = self.rest.len() - skipped.len();
        let found = self.rest.chars().take_while(|c| c.is_whitespace() || marks.contains(c));
        let has_mark = found.filter(|c| !c.is_whitespace()).count() > 0;
        self.rest = self.rest.get(gone..).unwrap_or_default();
        has_mark
    }

    /// Skips `word` where the rest begins with it, and returns whether it does.
    pub(super) fn eat(&mut self, word: &str) -> bool {
        match self.rest.strip_prefix(word) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// Reads one of `choices`.
    pub(super) fn one_of(&mut self, choices: &[char]) -> Option<char> {
        let first = self.rest.chars().next().filter(|c| choices.contains(c))?;
        self.rest = self.rest.get(first.len_utf8()..).unwrap_or_default();
        Some(first)
    }

    /// Reads a number of `least` to `most` ASCII digits that no further digit follows.
    pub(super) fn digits(&mut self, least: usize, most: usize) -> Option<i16> {
        let behind = self.rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let len = self.rest.len() - behind.len();
        if len < least || len > most {
            return None;
        }
        let number = self.rest.get(..len)?.parse().ok()?;
        self.rest = behind;
        Some(number)
    }

    /// Returns how many ASCII digits come next.
    pub(super) fn digit_count(self) -> usize {
        self.rest.bytes().take_while(u8::is_ascii_digit).count()
    }

    /// Reads letters (with the marks and apostrophes inside words) and a full stop behind them.
    pub(super) fn word(&mut self) -> Option<&'a str> {
        let is_inner = |c: char| {
            c.is_alphabetic()
                || matches!(c, '\'' | '’' | '\u{300}'..='\u{36F}' | '\u{900}'..='\u{DFF}' | '\u{E00}'..='\u{E7F}')
        };
        let mut behind = self.rest.trim_start_matches(is_inner);
        if behind.len() == self.rest.len() {
            return None;
        }
        behind = behind.strip_prefix('.').unwrap_or(behind);
        let word = self.rest.get(..self.rest.len() - behind.len())?;
        self.rest = behind;
        Some(word)
    }

    /// Reads up to the next white space.
    pub(super) fn token(&mut self) -> Option<&'a str> {
        self.spaces();
        let end = self.rest.find(char::is_whitespace).unwrap_or(self.rest.len());
        let token = self.rest.get(..end).filter(|token| !token.is_empty())?;
        self.rest = self.rest.get(end..).unwrap_or_default();
        Some(token)
    }
}
