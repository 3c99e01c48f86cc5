//! What training and scoring share: the sentences, and which of them are kept aside.

use std::fs;
use std::io;
use std::path::Path;

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

/// Returns whether a sentence is for testing only: every fifth, by its FNV-1a hash.
pub(crate) fn is_held_out(text: &str) -> bool {
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
    text.bytes().fold(0xCBF2_9CE4_8422_2325, mix) % 5 == 0
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
