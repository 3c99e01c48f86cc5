//! What training and scoring share: the sentences, and which of them are kept aside.

mod held_out;

use std::fs;
use std::io;
use std::path::Path;

pub(crate) use held_out::is_held_out;

/// One sentence and its language.
pub(crate) struct Sentence {
    /// The language, by its two-letter code.
    pub(crate) code: String,
    /// The sentence itself.
    pub(crate) text: String,
}

/// Reads `lang TAB sentence` lines.
pub(crate) fn sentences(path: &Path) -> io::Result<Vec<Sentence>> {
    let lines = fs::read_to_string(path)?;
    let parts = lines.lines().filter_map(|line| line.split_once('\t'));
    Ok(parts.map(|(code, text)| Sentence { code: code.into(), text: text.into() }).collect())
}

/// Writes Vietnamese the way windows-1258 holds it: a vowel, then its tone as a mark of its own.
pub(crate) fn tones_apart(text: &str) -> String {
    const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{309}', '\u{303}', '\u{323}'];
    const ROWS: &str =
        "aàáảãạ ăằắẳẵặ âầấẩẫậ eèéẻẽẹ êềếểễệ iìíỉĩị oòóỏõọ ôồốổỗộ ơờớởỡợ uùúủũụ ưừứửữự yỳýỷỹỵ";
    const KEPT: &str = "àáâèéêùúôóíñÀÁÂÈÉÊÙÚÔÓÍÑ";
    let mut apart = String::new();
    for c in text.chars() {
        let small = c.to_lowercase().next().unwrap_or(c);
        let row = ROWS.split(' ').find(|row| row.chars().skip(1).any(|known| known == small));
        match row
            .and_then(|row| row.chars().next().zip(row.chars().skip(1).position(|k| k == small)))
        {
            Some((vowel, tone)) if !KEPT.contains(c) => {
                if c == small {
                    apart.push(vowel)
                } else {
                    apart.extend(vowel.to_uppercase())
                }
                apart.push(TONES[tone]);
            }
            _ => apart.push(c),
        }
    }
    apart
}
