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

    /// Reads a number of `least` to `most` digits, of one of the scripts that dates are written in,
    /// that no further digit follows.
    pub(super) fn digits(&mut self, least: usize, most: usize) -> Option<i16> {
        let count = self.digit_count();
        if count < least || count > most {
            return None;
        }
        let digits = self.rest.chars().take(count).filter_map(digit);
        let number = digits.fold(0_i32, |number, digit| number * 10 + i32::from(digit));
        self.rest = self.rest.trim_start_matches(|c: char| digit(c).is_some());
        i16::try_from(number).ok()
    }

    /// Returns how many digits come next, 9 at most.
    pub(super) fn digit_count(self) -> usize {
        self.rest.chars().take(9).take_while(|c| digit(*c).is_some()).count()
    }

    /// Reads letters (with the marks and apostrophes inside words) and a full stop behind them.
    pub(super) fn word(&mut self) -> Option<&'a str> {
        let is_inner = |c: char| {
            c.is_alphabetic()
                || matches!(c, '\'' | '’' | '\u{300}'..='\u{36F}' | '\u{64B}'..='\u{65F}' | '\u{900}'..='\u{DFF}' | '\u{E00}'..='\u{E7F}')
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

/// Returns the value of a digit: ASCII, Arabic-Indic, Persian, Devanagari, Bengali or full-width.
fn digit(c: char) -> Option<u8> {
    const ZEROS: [char; 6] = ['0', '\u{660}', '\u{6F0}', '\u{966}', '\u{9E6}', '\u{FF10}'];
    let value =
        |zero: &char| u32::from(c).checked_sub(u32::from(*zero)).filter(|value| *value < 10);
    ZEROS.iter().find_map(value).and_then(|value| u8::try_from(value).ok())
}
