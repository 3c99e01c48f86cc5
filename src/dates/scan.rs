//! A cursor over a line: the small parser that the recognizers of this folder are written with.

/// What is left of a line. Copying it is how a recognizer looks ahead.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scan<'a> {
    rest: &'a str,
}

impl<'a> Scan<'a> {
    pub(crate) fn new(line: &'a str) -> Scan<'a> {
        Scan { rest: line }
    }

    pub(crate) fn rest(self) -> &'a str {
        self.rest
    }

    /// Skips white space, and marks of direction, which are not seen.
    pub(crate) fn spaces(&mut self) {
        self.rest = self.rest.trim_start_matches(|c: char| c.is_whitespace() || is_unseen(c));
    }

    /// Skips white space and any of `marks`; returns whether a mark was among it.
    pub(crate) fn marks(&mut self, marks: &[char]) -> bool {
        let skipped =
            self.rest.trim_start_matches(|c: char| c.is_whitespace() || marks.contains(&c));
        let gone = self.rest.len() - skipped.len();
        let found = self.rest.chars().take_while(|c| c.is_whitespace() || marks.contains(c));
        let has_mark = found.filter(|c| !c.is_whitespace()).count() > 0;
        self.rest = self.rest.get(gone..).unwrap_or_default();
        has_mark
    }

    /// Skips `word` where the rest begins with it, and returns whether it does.
    pub(crate) fn eat(&mut self, word: &str) -> bool {
        match self.rest.strip_prefix(word) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// Reads one of `choices`.
    pub(crate) fn one_of(&mut self, choices: &[char]) -> Option<char> {
        let first = self.rest.chars().next().filter(|c| choices.contains(c))?;
        self.rest = self.rest.get(first.len_utf8()..).unwrap_or_default();
        Some(first)
    }

    /// Reads a number of `least` to `most` digits, of one of the scripts that dates are written in,
    /// that no further digit follows.
    pub(crate) fn digits(&mut self, least: usize, most: usize) -> Option<i16> {
        let count = self.digit_count();
        if count < least || count > most {
            return None;
        }
        let ascii = self.rest.as_bytes().get(..count).filter(|digits| digits.is_ascii());
        if let Some(digits) = ascii {
            let number =
                digits.iter().fold(0_i32, |number, digit| number * 10 + i32::from(digit - b'0'));
            self.rest = self.rest.get(count..)?;
            return i16::try_from(number).ok();
        }
        let digits = self.rest.chars().take(count).filter_map(digit);
        let number = digits.fold(0_i32, |number, digit| number * 10 + i32::from(digit));
        self.rest = self.rest.trim_start_matches(|c: char| digit(c).is_some());
        i16::try_from(number).ok()
    }

    /// Returns how many digits come next, 9 at most.
    pub(crate) fn digit_count(self) -> usize {
        let ascii = self.rest.bytes().take(9).take_while(u8::is_ascii_digit).count();
        match self.rest.as_bytes().get(ascii) {
            Some(byte) if !byte.is_ascii() && ascii < 9 => {
                self.rest.chars().take(9).take_while(|c| digit(*c).is_some()).count()
            }
            _ => ascii,
        }
    }

    /// Reads letters (with the marks and apostrophes inside words) and a full stop behind them.
    pub(crate) fn word(&mut self) -> Option<&'a str> {
        let is_ascii = self.rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let mut behind = self.rest.get(is_ascii..)?;
        if behind.starts_with(|c: char| !c.is_ascii() || c == '\'') {
            behind = self.rest.trim_start_matches(is_inner);
        }
        if behind.len() == self.rest.len() {
            return None;
        }
        // Thai abbreviates with a full stop behind each letter: `ก.พ.`
        while self.rest.starts_with(is_thai)
            && let Some(more) = behind.strip_prefix('.').filter(|more| more.starts_with(is_thai))
        {
            behind = more.trim_start_matches(is_inner);
        }
        behind = behind.strip_prefix('.').unwrap_or(behind);
        let word = self.rest.get(..self.rest.len() - behind.len())?;
        self.rest = behind;
        Some(word)
    }

    /// Reads up to the next white space.
    pub(crate) fn token(&mut self) -> Option<&'a str> {
        self.spaces();
        let end = self.rest.find(char::is_whitespace).unwrap_or(self.rest.len());
        let token = self.rest.get(..end).filter(|token| !token.is_empty())?;
        self.rest = self.rest.get(end..).unwrap_or_default();
        Some(token)
    }
}

/// Returns whether the character is a mark of direction or of no width (Unicode general category Cf).
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{61C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Returns whether the character stands inside words: a letter, a mark of one, an apostrophe, the
/// joiners of Persian.
fn is_inner(c: char) -> bool {
    let is_letter = c.is_alphabetic() && !matches!(c, 'º' | 'ª');
    is_letter
        || matches!(c, '\'' | '’' | '׳' | '\u{200C}' | '\u{300}'..='\u{36F}' | '\u{64B}'..='\u{65F}')
        || (matches!(c, '\u{900}'..='\u{109F}' | '\u{1780}'..='\u{17FF}') && digit(c).is_none())
}

fn is_thai(c: char) -> bool {
    ('\u{E00}'..='\u{E4F}').contains(&c)
}

/// Returns the value of a digit: ASCII, Arabic-Indic, Persian, Devanagari, Bengali,
/// Thai, Myanmar or full-width.
fn digit(c: char) -> Option<u8> {
    const ZEROS: [char; 8] =
        ['0', '\u{660}', '\u{6F0}', '\u{966}', '\u{9E6}', '\u{E50}', '\u{1040}', '\u{FF10}'];
    if c.is_ascii() {
        return c.is_ascii_digit().then(|| c as u8 - b'0');
    }
    let value =
        |zero: &char| u32::from(c).checked_sub(u32::from(*zero)).filter(|value| *value < 10);
    ZEROS.iter().find_map(value).and_then(|value| u8::try_from(value).ok())
}
