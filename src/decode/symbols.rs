//! Sorts characters into the few kinds that the letter models tell apart.
//!
//! A model knows the letters of its own alphabet one by one; every other character counts as a
//! member of one of the classes here. Promises the same answer for a character always; never looks
//! at its neighbours.

/// The number of classes; the letters of an alphabet are numbered from here.
pub const CLASSES: u8 = 35;

/// Blanks, line ends and the edges of a text.
pub const SPACE: u8 = 0;
/// ASCII digits.
pub const DIGIT: u8 = 1;
/// Control characters 00 to 1F other than blanks.
pub const C0: u8 = 9;
/// Non-ASCII symbols that prose uses.
pub const SYMBOL: u8 = 22;
/// Non-ASCII symbols that prose hardly uses.
pub const ODD: u8 = 23;
/// Line and block drawing of DOS screens.
pub const BOX: u8 = 24;
/// Control characters 80 to 9F.
pub const C1: u8 = 25;
/// Bytes that the encoding does not define.
pub const UNDEFINED: u8 = 26;
/// ASCII letters outside the alphabet.
pub const ASCII_LETTER: u8 = 27;
/// Other letters, from here to the last class: Latin, Cyrillic, Greek, Hebrew, Arabic, Thai, rest.
pub const FOREIGN: u8 = 28;

/// Symbols of class `SYMBOL`: those seen in ordinary prose of any language.
const SYMBOLS: &str = "€£°§©®™•·ºª±×½¼¾²³µ¹†›´№−′″";

/// Marks that have a class of their own, in the order of their class number from 10 on.
const MARKS: [char; 11] = ['’', '‘', '“', '”', '„', '«', '»', '–', '—', '…', '\u{A0}'];

/// How a character takes part in the upper and lower case of a word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Case {
    /// Not a letter.
    None,
    /// A small letter.
    Lower,
    /// A capital letter.
    Upper,
    /// A letter of a script without case, or a mark over a letter.
    Other,
}

/// Returns the character that stands for both cases of a letter.
///
/// Romanian letters with a comma below fold onto those with a cedilla, which the older encodings
/// have in their place. The Turkish dotted capital I stays itself, as its small form is two
/// characters.
#[must_use]
pub fn fold(c: char) -> char {
    match c {
        'ș' | 'Ș' => 'ş',
        'ț' | 'Ț' => 'ţ',
        _ => {
            let mut small = c.to_lowercase();
            match (small.next(), small.next()) {
                (Some(one), None) => one,
                _ => c,
            }
        }
    }
}

/// Returns the class of a character that is outside the alphabet at hand.
#[must_use]
pub fn class_of(c: char) -> u8 {
    if let Some(at) = MARKS.iter().position(|&mark| mark == c) {
        return (10..=20).nth(at).unwrap_or(ODD);
    }
    match c {
        ' ' | '\t' | '\n' | '\r' => SPACE,
        '0'..='9' => DIGIT,
        '.' | ',' => 2,
        ':' | ';' | '!' | '?' => 3,
        '\'' => 4,
        '"' => 5,
        '(' | '[' | '{' | '<' => 6,
        ')' | ']' | '}' | '>' => 7,
        '-' => 8,
        'a'..='z' | 'A'..='Z' => ASCII_LETTER,
        ' '..='~' => 34,
        '\0'..='\u{1F}' | '\u{7F}' => C0,
        '‚' | '‹' | '¿' | '¡' => 21,
        '\u{80}'..='\u{9F}' => C1,
        char::REPLACEMENT_CHARACTER => UNDEFINED,
        '\u{2500}'..='\u{259F}' => BOX,
        _ if SYMBOLS.contains(c) => SYMBOL,
        _ if is_letter(c) => FOREIGN + script_of(c),
        _ => ODD,
    }
}

/// Returns whether a character may belong to an alphabet: a letter, or a mark that words hold.
#[must_use]
pub fn is_letter(c: char) -> bool {
    match c {
        'ª' | 'º' => false,
        '\u{300}'..='\u{36F}' | '\u{591}'..='\u{5C7}' | '\u{64B}'..='\u{65F}' => true,
        '\u{E47}'..='\u{E4E}' | '\u{200C}'..='\u{200F}' => true,
        '،' | '؛' | '؟' => true,
        _ => c.is_alphabetic(),
    }
}

/// Returns the part that a character plays in the case of its word.
#[must_use]
pub fn case_of(c: char) -> Case {
    if !is_letter(c) {
        Case::None
    } else if c.is_lowercase() {
        Case::Lower
    } else if c.is_uppercase() {
        Case::Upper
    } else {
        Case::Other
    }
}

/// Numbers the scripts of letters: Latin 0, Cyrillic 1, Greek 2, Hebrew 3, Arabic 4, others 5.
fn script_of(c: char) -> u8 {
    match c {
        '\0'..='\u{2AF}' | '\u{1E00}'..='\u{1EFF}' => 0,
        '\u{400}'..='\u{52F}' => 1,
        '\u{370}'..='\u{3FF}' => 2,
        '\u{590}'..='\u{5FF}' => 3,
        '\u{600}'..='\u{6FF}' => 4,
        _ => 5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_stay_below_their_number() {
        for c in '\0'..'\u{3000}' {
            assert!(class_of(c) < CLASSES, "{c:?}");
        }
    }

    #[test]
    fn cases_of_a_letter_fold_together() {
        assert_eq!((fold('É'), fold('Ț'), fold('İ')), ('é', 'ţ', 'İ'));
    }

    #[test]
    fn marks_and_letters_part() {
        assert_eq!((class_of('’'), class_of('\u{A0}')), (10, 20));
        assert_eq!(class_of('é'), FOREIGN);
        assert_eq!(class_of('ж'), FOREIGN + 1);
        assert_eq!(class_of('░'), BOX);
    }
}
