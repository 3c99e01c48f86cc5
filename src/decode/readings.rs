//! The single-byte readings worth trying: which charset holds text of which language.
//!
//! Each reading pairs a charset with a letter model and has all it needs to price a pair of bytes.
//! Promises a fixed order; never looks at the bytes to be read.

use std::sync::LazyLock;

use crate::decode::charset::Charset;
use crate::decode::letters::{LETTERS, Model, NAT};
use crate::decode::symbols::{case_of, class_of, fold};

/// Languages of western Europe and those that write like them.
const WEST: &str = "af ca cy da de en es et eu fi fr ga id is it la lg ms nb nl nn pt sn so sq st \
    sv sw tl tn ts xh zu";
/// Languages of central Europe in Latin script.
const CENTRAL: &str = "bs cs hr hu pl ro sk sl sq de";
/// Languages of the Baltic.
const BALTIC: &str = "et lt lv mi pl";
/// Languages in Cyrillic script.
const CYRILLIC: &str = "be bg mk mn ru sr uk kk";

/// The charsets with their languages; the number is what the choice costs beforehand in nats, a
/// judgement of how common the charset is for them: Windows pages first, then ISO, DOS and Mac.
const PAGES: &[(&str, u32, &[&str])] = &[
    ("windows-1252", 0, &[WEST]),
    ("iso-8859-15", 2, &[WEST]),
    ("macintosh", 3, &[WEST]),
    ("IBM850", 3, &[WEST]),
    ("IBM437", 4, &["de en es fi fr it nl sv ca eu"]),
    ("IBM858", 5, &["de en es fi fr it nl pt"]),
    ("IBM860", 5, &["pt"]),
    ("IBM861", 5, &["is"]),
    ("IBM863", 5, &["fr"]),
    ("IBM865", 4, &["da nb nn sv"]),
    ("hp-roman8", 6, &["de en es fr it sv"]),
    ("macIceland", 5, &["is"]),
    ("windows-1250", 0, &[CENTRAL]),
    ("iso-8859-2", 1, &[CENTRAL]),
    ("IBM852", 3, &[CENTRAL]),
    ("macCentralEurope", 4, &["cs hu pl sk sl"]),
    ("macCroatian", 4, &["bs hr sl"]),
    ("macRomania", 4, &["ro"]),
    ("iso-8859-16", 4, &["ro hr bs sl pl hu sq"]),
    ("iso-8859-3", 4, &["eo tr"]),
    ("iso-8859-4", 4, &["et lt lv"]),
    ("iso-8859-10", 4, &["et lt lv is da nb sv fi hr bs sl sk"]),
    ("iso-8859-13", 2, &[BALTIC]),
    ("iso-8859-13", 7, &["hr bs sl da nb nn"]),
    ("windows-1257", 6, &["hr bs sl da nb nn"]),
    ("iso-8859-14", 4, &["ga cy"]),
    ("windows-1257", 1, &[BALTIC]),
    ("IBM775", 4, &["et lt lv"]),
    ("windows-1254", 1, &["tr az"]),
    ("IBM857", 4, &["tr"]),
    ("macTurkish", 4, &["tr"]),
    ("windows-1251", 0, &[CYRILLIC]),
    ("koi8-r", 1, &["ru bg"]),
    ("koi8-u", 1, &["uk be ru"]),
    ("iso-8859-5", 2, &["be bg mk ru sr"]),
    ("IBM866", 2, &["ru be bg uk"]),
    ("IBM855", 3, &["ru bg mk sr be"]),
    ("IBM1125", 4, &["uk"]),
    ("x-mac-cyrillic", 3, &["be bg mk mn ru sr uk"]),
    ("PTCP154", 5, &["kk"]),
    ("KZ-1048", 4, &["kk"]),
    ("windows-1253", 0, &["el"]),
    ("iso-8859-7", 1, &["el"]),
    ("IBM737", 3, &["el"]),
    ("IBM869", 4, &["el"]),
    ("macGreek", 4, &["el"]),
    ("windows-1255", 0, &["he"]),
    ("iso-8859-8", 2, &["he"]),
    ("IBM862", 3, &["he"]),
    ("windows-1256", 0, &["ar fa ur"]),
    ("iso-8859-6", 2, &["ar"]),
    ("IBM720", 4, &["ar"]),
    ("windows-874", 0, &["th"]),
    ("windows-1258", 1, &["vi"]),
];

/// One way to read bytes: a charset and a language.
pub(super) struct Reading {
    /// The charset.
    pub(super) charset: Charset,
    /// The number of the letter model.
    pub(super) model: usize,
    /// What choosing this reading costs before any byte is seen.
    pub(super) prior: u32,
    /// The letter model.
    letters: &'static Model,
    /// The costs of one case after another.
    case_costs: &'static [u8; 16],
    /// The model's symbol of each byte.
    symbols: [u8; 256],
    /// The cost of each byte within its symbol.
    members: [u8; 256],
    /// The case of each byte's character, by number.
    cases: [u8; 256],
}

/// All readings, in the order of the table above.
pub(super) static READINGS: LazyLock<Vec<Reading>> = LazyLock::new(build);

impl Reading {
    /// Returns the cost of a byte after another.
    pub(super) fn cost(&self, first: u8, second: u8) -> u32 {
        let (a, b) = (usize::from(first), usize::from(second));
        let pair = self.letters.pair(self.symbols[a], self.symbols[b]);
        let case = self.case_costs[usize::from(self.cases[a] * 4 + self.cases[b]) & 15];
        u32::from(pair) + u32::from(case) + u32::from(self.members[b])
    }
}

/// Builds a reading for each charset and language of the table.
fn build() -> Vec<Reading> {
    let mut readings = Vec::new();
    for &(label, prior, groups) in PAGES {
        let table = Charset::for_label(label).and_then(|charset| Some((charset, marks(charset)?)));
        let Some((charset, marks)) = table else {
            continue;
        };
        for code in groups.iter().flat_map(|group| group.split_whitespace()) {
            readings.extend(reading(charset, &marks, prior, code));
        }
    }
    readings
}

/// What every model says alike about the character of a byte.
struct Mark {
    /// The character, both cases as one.
    folded: char,
    class: u8,
    /// The cost within its class.
    member: u8,
    case: u8,
}

/// Returns the marks of all bytes, if the charset has a table.
fn marks(charset: Charset) -> Option<Vec<Mark>> {
    let ascii = (0..0x80_u8).map(char::from);
    let all = ascii.chain(charset.single_byte_table()?.iter().copied());
    let mark = |c: char| {
        let class = class_of(c);
        let member = LETTERS.member(c, class);
        Mark { folded: fold(c), class, member, case: case_of(c) as u8 }
    };
    Some(all.map(mark).collect())
}

/// Builds one reading, if the language has a model.
fn reading(charset: Charset, marks: &[Mark], prior: u32, code: &str) -> Option<Reading> {
    let model = LETTERS.find(code)?;
    let letters = &LETTERS.models[model];
    let mut built = Reading {
        charset,
        model,
        prior: prior * NAT,
        letters,
        case_costs: &LETTERS.cases,
        symbols: [0; 256],
        members: [0; 256],
        cases: [0; 256],
    };
    for (at, mark) in marks.iter().enumerate().take(256) {
        let letter = letters.letter(mark.folded);
        built.symbols[at] = letter.unwrap_or(mark.class);
        built.members[at] = if letter.is_some() { 0 } else { mark.member };
        built.cases[at] = mark.case;
    }
    Some(built)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_gives_its_readings() {
        for (label, _, groups) in PAGES {
            let charset = Charset::for_label(label).unwrap();
            for code in groups.iter().flat_map(|group| group.split_whitespace()) {
                let model = LETTERS.find(code);
                let fits = |r: &&Reading| r.charset == charset && Some(r.model) == model;
                assert!(READINGS.iter().any(|reading| fits(&reading)), "{label} {code}");
            }
        }
    }
}
