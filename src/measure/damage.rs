//! What is left of damage in a text: mojibake, replacement characters, controls.

use std::sync::LazyLock;

use encoding_rs::{Encoding, IBM866, MACINTOSH, WINDOWS_1251, WINDOWS_1252};

use super::ratio;

/// The measures of one text, each a share of its characters.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Damage {
    /// Characters that together spell UTF-8 when each is taken for a byte of another encoding.
    pub(crate) mojibake: f64,
    /// U+FFFD.
    pub(crate) replacements: f64,
    /// Controls, but for line breaks and tabs.
    pub(crate) controls: f64,
}

/// An encoding that UTF-8 is often read as: which byte each character beyond ASCII stands for.
struct Misreading {
    bytes: Vec<(char, u8)>,
    // Whether pairs count only beside another: where they are letters that meet by themselves.
    needs_neighbour: bool,
}

static MISREADINGS: LazyLock<[Misreading; 4]> = LazyLock::new(|| {
    [
        Misreading::new(WINDOWS_1252, false),
        Misreading::new(WINDOWS_1251, true),
        Misreading::new(MACINTOSH, false),
        Misreading::new(IBM866, true),
    ]
});

impl Misreading {
    fn new(encoding: &'static Encoding, needs_neighbour: bool) -> Misreading {
        let char_of = |byte: u8| {
            let one = [byte];
            let c = encoding.decode_without_bom_handling(&one).0.chars().next();
            c.map(|c| (c, byte))
        };
        let mut bytes: Vec<(char, u8)> = (0x80..=0xFF).filter_map(char_of).collect();
        bytes.sort_unstable();
        Misreading { bytes, needs_neighbour }
    }

    fn byte(&self, c: char) -> Option<u8> {
        let at = self.bytes.binary_search_by_key(&c, |(known, _)| *known).ok()?;
        self.bytes.get(at).map(|(_, byte)| *byte)
    }

    /// Returns how many of `chars` spell characters of UTF-8 that texts are made of.
    fn spelt(&self, chars: &[char]) -> usize {
        let bytes: Vec<Option<u8>> = chars.iter().map(|c| self.byte(*c)).collect();
        let (mut at, mut count, mut row, mut row_chars) = (0, 0, 0, 0);
        let mut close = |row: &mut usize, chars: &mut usize| {
            if *row > usize::from(self.needs_neighbour) {
                count += *chars;
            }
            (*row, *chars) = (0, 0);
        };
        while at < bytes.len() {
            match sequence(bytes.get(at..).unwrap_or_default()) {
                Some(len) => {
                    (row, row_chars, at) = (row + 1, row_chars + len, at + len);
                }
                None => {
                    close(&mut row, &mut row_chars);
                    at += 1;
                }
            }
        }
        close(&mut row, &mut row_chars);
        count
    }
}

/// Returns the length of the sequence that `bytes` begin with, where it is one of Latin, Greek,
/// Cyrillic, Hebrew, Arabic, punctuation, Thai and its neighbours, East Asian or a pictogram.
fn sequence(bytes: &[Option<u8>]) -> Option<usize> {
    let len = match (bytes.first()?.as_ref()?, bytes.get(1)?.as_ref()?) {
        (0xC2..=0xC5 | 0xCE..=0xD1 | 0xD7..=0xD9, _) => 2,
        (0xE2, 0x80..=0x86) | (0xE0, 0xA4..=0xBF) | (0xE3..=0xE9, _) => 3,
        (0xF0, 0x9F) => 4,
        _ => return None,
    };
    let follow = bytes.get(1..len)?;
    follow.iter().all(|byte| matches!(byte, Some(0x80..=0xBF))).then_some(len)
}

/// Measures `text`.
pub(crate) fn damage(text: &str) -> Damage {
    let (mut all, mut replacements, mut controls, mut mojibake) = (0, 0, 0, 0);
    let mut run: Vec<char> = Vec::new();
    for c in text.chars() {
        all += 1;
        replacements += usize::from(c == '\u{FFFD}');
        controls += usize::from(c.is_control() && !matches!(c, '\n' | '\r' | '\t'));
        if !c.is_ascii() {
            run.push(c);
        } else if !run.is_empty() {
            mojibake += spelt(&run);
            run.clear();
        }
    }
    mojibake += spelt(&run);
    Damage {
        mojibake: ratio(mojibake, all),
        replacements: ratio(replacements, all),
        controls: ratio(controls, all),
    }
}

/// Returns how many characters of a run beyond ASCII spell UTF-8, by the reading that finds most.
fn spelt(run: &[char]) -> usize {
    if run.len() < 2 {
        return 0;
    }
    MISREADINGS.iter().map(|misreading| misreading.spelt(run)).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mojibake(text: &str) -> f64 {
        damage(text).mojibake
    }

    #[test]
    fn mojibake_of_several_paths_is_seen() {
        for text in ["CafÃ©", "Itâ€™s", "РџСЂРёРІРµС‚", "‚Äô", "caf√©", "╨Я╤А╨╕╨▓╨╡╤В"]
        {
            assert!(mojibake(text) > 0.2, "{text}");
        }
    }

    #[test]
    fn languages_are_not_taken_for_it() {
        let texts = [
            "Ação, coração e NÃO. «É» — À bientôt ! Où ça ? CAFÉ»",
            "Привіт, Різдво і Ріо. Сі та Рї",
            "Größe „so“ Übung ÄÖÜ, ångström Ærø",
            "Ελληνικά «ΝΑΙ»",
            "עברית",
            "中文。",
            "Ýmir þú ðað",
            "Şükrü İğdır",
        ];
        for text in texts {
            assert!(mojibake(text) < 0.01, "{text}: {}", mojibake(text));
        }
    }

    #[test]
    fn controls_and_replacements_are_counted() {
        let found = damage("a\u{FFFD}\u{1}\n");
        assert_eq!((found.replacements, found.controls), (0.25, 0.25));
    }
}
