//! What a character is to a line of a page: letter, digit, mark, in any script.

use crate::prose::is_spaceless;

/// The kinds of characters that are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Glyph {
    Space,
    Upper,
    Lower,
    /// A letter without case, of a script with spaces between words.
    Letter,
    /// A character of a script without spaces between words.
    Ideograph,
    Digit,
    /// A mark that ends a sentence.
    Stop,
    /// A question or exclamation mark.
    Call,
    Ellipsis,
    Comma,
    Colon,
    Quote,
    Bracket,
    Dash,
    /// A mark between the links of a list, such as a bar.
    Divider,
    Currency,
    /// The signs of rights: © ® ™.
    Rights,
    /// Marks of addresses: @ and #.
    Address,
    /// Pictures, arrows, icons of private use.
    Picture,
    Symbol,
}

impl Glyph {
    /// Returns what `c` is.
    pub(crate) fn of(c: char) -> Glyph {
        match u8::try_from(c) {
            Ok(byte) if byte.is_ascii() => Glyph::of_ascii(byte),
            _ => Glyph::of_wide(c),
        }
    }

    fn of_ascii(byte: u8) -> Glyph {
        match byte {
            b'a'..=b'z' => Glyph::Lower,
            b'A'..=b'Z' => Glyph::Upper,
            b'0'..=b'9' => Glyph::Digit,
            0..=b' ' | 0x7F => Glyph::Space,
            b'.' => Glyph::Stop,
            b'!' | b'?' => Glyph::Call,
            b',' | b';' => Glyph::Comma,
            b':' => Glyph::Colon,
            b'"' | b'\'' => Glyph::Quote,
            b'(' | b')' | b'[' | b']' | b'{' | b'}' => Glyph::Bracket,
            b'-' => Glyph::Dash,
            b'|' | b'/' | b'>' | b'<' | b'\\' => Glyph::Divider,
            b'$' => Glyph::Currency,
            b'@' | b'#' => Glyph::Address,
            _ => Glyph::Symbol,
        }
    }

    fn of_wide(c: char) -> Glyph {
        if is_spaceless(c) {
            return if matches!(c, '・' | '·') { Glyph::Divider } else { Glyph::Ideograph };
        }
        if c.is_lowercase() {
            return Glyph::Lower;
        }
        if c.is_uppercase() {
            return Glyph::Upper;
        }
        if c.is_numeric() {
            return Glyph::Digit;
        }
        if c.is_alphabetic() {
            return Glyph::Letter;
        }
        if c.is_whitespace() {
            return Glyph::Space;
        }
        Glyph::of_mark(c)
    }

    fn of_mark(c: char) -> Glyph {
        match c {
            '。' | '．' | '۔' | '।' | '॥' | '։' | '።' | '។' | '៕' => Glyph::Stop,
            '！' | '？' | '؟' | '¿' | '¡' | '‼' | '⁇' | '⁈' | '⁉' => Glyph::Call,
            '…' => Glyph::Ellipsis,
            '，' | '、' | '،' | '؛' | '；' | '፣' => Glyph::Comma,
            '：' => Glyph::Colon,
            '“' | '”' | '„' | '‟' | '‘' | '’' | '‚' | '«' | '»' | '‹' | '›' | '「' | '」'
            | '『' | '』' | '《' | '》' => Glyph::Quote,
            '（' | '）' | '【' | '】' | '［' | '］' | '〔' | '〕' => Glyph::Bracket,
            '–' | '—' | '―' | '‒' | '‐' | '‑' => Glyph::Dash,
            '·' | '•' | '｜' | '／' | '⁄' | '▸' | '►' | '●' | '■' | '▪' | '◆' => {
                Glyph::Divider
            }
            '\u{20A0}'..='\u{20CF}' | '£' | '¥' | '¢' | '￥' => Glyph::Currency,
            '©' | '®' | '™' => Glyph::Rights,
            '\u{2190}'..='\u{21FF}'
            | '\u{2300}'..='\u{23FF}'
            | '\u{2500}'..='\u{2BFF}'
            | '\u{E000}'..='\u{F8FF}'
            | '\u{1F000}'..='\u{1FAFF}' => Glyph::Picture,
            '\u{300}'..='\u{36F}' | '\u{900}'..='\u{DFF}' | '\u{200B}'..='\u{200F}' => {
                Glyph::Letter
            }
            _ => Glyph::Symbol,
        }
    }

    /// Returns whether words are made of it.
    pub(crate) fn is_word(self) -> bool {
        matches!(
            self,
            Glyph::Upper | Glyph::Lower | Glyph::Letter | Glyph::Ideograph | Glyph::Digit
        )
    }
}
