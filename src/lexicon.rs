//! Lists of words that a stage knows, looked up by hash: a list of a hundred words is compared with every
//! word of a head otherwise.

use std::collections::HashSet;
use std::hash::BuildHasherDefault;
use std::sync::OnceLock;

use crate::hash::Fnv;

/// Bytes of words in ASCII that are put in lower case without room of their own.
const SHORT_BYTES: usize = 64;

/// A list of words or names, in lower case.
pub(crate) struct Lexicon {
    words: &'static [&'static str],
    index: OnceLock<Index>,
}

struct Index {
    known: HashSet<&'static str, BuildHasherDefault<Fnv>>,
    /// Bytes that no words of the list have more of.
    most_bytes: usize,
}

impl Lexicon {
    /// Makes a lexicon of words in lower case; it is indexed when first asked.
    pub(crate) const fn new(words: &'static [&'static str]) -> Lexicon {
        Lexicon { words, index: OnceLock::new() }
    }

    /// Returns whether it holds the words, which are in lower case.
    pub(crate) fn has(&self, words: &str) -> bool {
        let index = self.index();
        words.len() <= index.most_bytes && index.known.contains(words)
    }

    /// Returns whether it holds the words, whatever their case.
    pub(crate) fn has_any_case(&self, words: &str) -> bool {
        // No letter takes more than three times the bytes of its small form: the Kelvin sign does.
        if words.len() > 3 * self.index().most_bytes {
            return false;
        }
        let mut room = [0; SHORT_BYTES];
        match room.get_mut(..words.len()).filter(|_| words.is_ascii()) {
            Some(lower) => {
                lower.copy_from_slice(words.as_bytes());
                lower.make_ascii_lowercase();
                str::from_utf8(lower).is_ok_and(|lower| self.has(lower))
            }
            None => self.has(&words.to_lowercase()),
        }
    }

    /// Returns the words in the order of the list.
    pub(crate) fn words(&self) -> &'static [&'static str] {
        self.words
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| Index {
            known: self.words.iter().copied().collect(),
            most_bytes: self.words.iter().map(|words| words.len()).max().unwrap_or(0),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static PORTS: Lexicon = Lexicon::new(&["kai", "порт", "iskele"]);

    #[test]
    fn finds_words_whatever_their_case() {
        for word in ["kai", "KAI", "\u{212A}ai", "Порт", "İskele".trim_start_matches('İ')] {
            assert_eq!(PORTS.has_any_case(word), PORTS.words().contains(&&*word.to_lowercase()));
        }
        assert!(PORTS.has("порт") && !PORTS.has("Порт") && !PORTS.has_any_case(&"k".repeat(900)));
    }
}
