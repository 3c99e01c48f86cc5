//! Splits text into words as spaCy's blank English tokenizer does, and remembers what it has split.
//!
//! datatrove counts these words, so whoever wants its decisions must count them too. A stretch
//! without white space is split once and found again by its bytes; each word has a number, so that
//! runs of words are compared as numbers. Promises words that do not depend on what was split
//! before; memory is bounded.

mod chars;
mod cut;
mod english;
mod fold;
mod joins;
mod url;

use std::collections::HashMap;

use crate::span::Span;

pub(crate) use cut::Cut;
pub(crate) use english::{ENGLISH, is_letter};
pub(crate) use fold::{BASE, FoldState, add, times};

/// Bytes of remembered stretches after which all is forgotten, between two documents.
const MEMORY_BYTES: usize = 32 << 20;

/// What a remembered word or stretch costs besides its bytes.
const ENTRY_BYTES: usize = 96;

/// The words that Gopher counts (Rae and others 2021, arXiv 2112.11446, table A1).
pub(crate) const STOP_WORDS: [&str; 8] = ["the", "be", "to", "of", "and", "that", "have", "with"];

/// What is to be known of a word.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    /// The number of its characters.
    pub(crate) chars: u32,
    /// The number that stands for its bytes in sums.
    pub(crate) hash: u64,
    /// Its length in bytes.
    pub(crate) bytes: u32,
    /// Whether some character of it is no symbol.
    pub(crate) is_plain: bool,
    /// Whether some character of it is a letter.
    pub(crate) has_letter: bool,
    /// Whether it is cut out of a script that puts no spaces between words.
    pub(crate) is_cut: bool,
    /// Its place in [`STOP_WORDS`] as a bit, 0 for none.
    pub(crate) stop_bit: u8,
    is_sentence_end: bool,
    is_punctuation: bool,
}

/// Words with their numbers, and the stretches that were split so far.
#[derive(Default)]
pub(crate) struct Words {
    // Stretches by their bytes; the short ones, which are nearly all, by a number that holds them.
    stretches: HashMap<Box<str>, Stretch, FoldState>,
    short: HashMap<u128, Stretch, FoldState>,
    // The numbers of words, kept in the same way.
    numbers: HashMap<Box<str>, u32, FoldState>,
    short_numbers: HashMap<u128, u32, FoldState>,
    words: Vec<Word>,
    // The numbers of the words of every stretch, end to end.
    lists: Vec<u32>,
    bytes: usize,
    spans: Vec<Span>,
    cut: Cut,
}

/// The words of a stretch without white space.
#[derive(Clone, Copy)]
struct Stretch {
    start: u32,
    len: u32,
    // Whether words were joined, which the stretches beside it may forbid.
    is_joined: bool,
}

impl Words {
    /// Returns words that are cut so.
    pub(crate) fn new(cut: Cut) -> Words {
        Words { cut, ..Words::default() }
    }

    /// Returns what is known of the word with this number.
    pub(crate) fn word(&self, number: u32) -> &Word {
        &self.words[number as usize]
    }

    /// Forgets everything if it has become much. Numbers from before mean nothing afterwards.
    pub(crate) fn tidy(&mut self) {
        if self.bytes > MEMORY_BYTES {
            *self = Words::new(self.cut);
        }
    }

    /// Adds the numbers of the words of `text`, and returns how many sentences they make.
    pub(crate) fn split(&mut self, text: &str, numbers: &mut Vec<u32>) -> usize {
        let before = numbers.len();
        let mut count = Sentences::default();
        let mut is_joined = false;
        for (space, stretch) in stretches(text) {
            if !space.is_empty() {
                count.space();
            }
            if stretch.is_empty() {
                continue;
            }
            let known = self.stretch(text, stretch);
            is_joined |= known.is_joined;
            let list = Span::new(known.start as usize, (known.start + known.len) as usize);
            for number in &self.lists[list.start..list.end] {
                count.word(&self.words[*number as usize]);
                numbers.push(*number);
            }
            count.end(self.cut.ends_part(stretch.of(text)));
        }
        if is_joined {
            numbers.truncate(before);
            return self.split_joined(text, numbers);
        }
        count.sentences()
    }

    /// Does what `split` does where words of neighbouring stretches may touch each other's joining.
    fn split_joined(&mut self, text: &str, numbers: &mut Vec<u32>) -> usize {
        let mut spans = Vec::new();
        let mut inside = Vec::new();
        for (space, stretch) in stretches(text) {
            if !space.is_empty() {
                spans.push(space);
            }
            inside.clear();
            ENGLISH.split(stretch.of(text), &mut inside);
            spans.extend(inside.iter().map(|word| word.shifted(stretch.start)));
        }
        joins::join(&ENGLISH, text, &mut spans);
        self.cut.cut(text, &mut spans);
        let mut count = Sentences::default();
        for span in spans {
            let word = span.of(text);
            if word.chars().all(is_space) {
                count.space();
                continue;
            }
            let number = self.number(word);
            count.word(&self.words[number as usize]);
            numbers.push(number);
            count.end(self.cut.ends_part(word));
        }
        count.sentences()
    }

    fn stretch(&mut self, text: &str, at: Span) -> Stretch {
        let key = short_key(text.as_bytes(), at);
        let known = match key {
            Some(key) => self.short.get(&key),
            None => self.stretches.get(at.of(text)),
        };
        if let Some(known) = known {
            return *known;
        }
        let known = self.learn(at.of(text));
        match key {
            Some(key) => drop(self.short.insert(key, known)),
            None => drop(self.stretches.insert(at.of(text).into(), known)),
        }
        known
    }

    /// Splits a stretch and remembers its words.
    fn learn(&mut self, stretch: &str) -> Stretch {
        let mut spans = std::mem::take(&mut self.spans);
        spans.clear();
        ENGLISH.split(stretch, &mut spans);
        let is_joined = spans.len() > 1 && joins::join(&ENGLISH, stretch, &mut spans);
        self.cut.cut(stretch, &mut spans);
        let start = self.lists.len();
        for span in &spans {
            let number = self.number(span.of(stretch));
            self.lists.push(number);
        }
        let fits = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let known = Stretch { start: fits(start), len: fits(spans.len()), is_joined };
        self.spans = spans;
        self.bytes += stretch.len() + ENTRY_BYTES + 4 * (known.len as usize);
        known
    }

    fn number(&mut self, word: &str) -> u32 {
        let key = short_key(word.as_bytes(), Span::new(0, word.len()));
        let known = match key {
            Some(key) => self.short_numbers.get(&key),
            None => self.numbers.get(word),
        };
        if let Some(known) = known {
            return *known;
        }
        let number = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        self.words.push(Word { is_cut: self.cut.has_cut(word), ..Word::new(word) });
        self.bytes += word.len() + ENTRY_BYTES;
        match key {
            Some(key) => drop(self.short_numbers.insert(key, number)),
            None => drop(self.numbers.insert(word.into(), number)),
        }
        number
    }
}

impl Word {
    fn new(word: &str) -> Word {
        let mut chars = word.chars();
        let first = chars.next().unwrap_or(' ');
        let stop = STOP_WORDS.iter().position(|stop| *stop == word);
        let fits = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Word {
            chars: fits(word.chars().count()),
            hash: fold::hash(word.as_bytes()),
            bytes: fits(word.len()),
            is_plain: word.chars().any(|c| !ENGLISH.symbol.has(c)),
            has_letter: word.chars().any(english::is_letter),
            is_cut: false,
            stop_bit: stop.map_or(0, |at| 1 << at),
            is_sentence_end: chars.next().is_none() && ENGLISH.sentence_end.has(first),
            is_punctuation: english::is_punctuation(word),
        }
    }
}

/// Counts sentences as spaCy's sentencizer does: one ends behind a run of end marks and other
/// punctuation.
#[derive(Default)]
struct Sentences {
    ended: usize,
    is_behind_mark: bool,
}

impl Sentences {
    fn space(&mut self) {
        self.ended += usize::from(std::mem::take(&mut self.is_behind_mark));
    }

    fn word(&mut self, word: &Word) {
        if word.is_sentence_end {
            self.is_behind_mark = true;
        } else if self.is_behind_mark && !word.is_punctuation {
            self.space();
        }
    }

    /// Takes what was counted last for the end of a sentence, where it is one.
    fn end(&mut self, is_end: bool) {
        self.is_behind_mark |= is_end;
    }

    fn sentences(&self) -> usize {
        self.ended + 1
    }
}

/// Returns white space as Python has it: the Unicode property, and the four ASCII separators.
#[inline]
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1C}'..='\u{1F}')
}

/// Returns the stretches of `text` without white space, each with the white space before it that is
/// a word of its own for spaCy: all but one space behind a stretch.
fn stretches(text: &str) -> impl Iterator<Item = (Span, Span)> + '_ {
    let mut at = 0;
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let blank = rest.len() - rest.trim_start_matches(is_space).len();
        let absorbed = usize::from(at > 0 && rest.starts_with(' '));
        let space = Span::new(at + absorbed, at + blank.max(absorbed));
        let behind = rest.get(blank..).unwrap_or_default();
        let len = word_end(behind);
        let stretch = Span::new(at + blank, at + blank + len);
        at = stretch.end;
        rest = behind.get(len..).unwrap_or_default();
        Some((space, stretch))
    })
}

/// Bytes that a short stretch has at most: with its length they fill 128 bits.
const SHORT_BYTES: usize = 15;

/// Returns the number that holds a short stretch: its bytes, and its length on top.
#[inline]
fn short_key(text: &[u8], at: Span) -> Option<u128> {
    let len = at.len();
    if len > SHORT_BYTES {
        return None;
    }
    let bytes = match text.get(at.start..).and_then(|rest| rest.first_chunk::<16>()) {
        Some(bytes) => u128::from_le_bytes(*bytes) & ((1 << (8 * len)) - 1),
        None => {
            let mut bytes = [0; 16];
            bytes.get_mut(..len)?.copy_from_slice(text.get(at.start..at.end)?);
            u128::from_le_bytes(bytes)
        }
    };
    Some(bytes | (len as u128) << 120)
}

/// Returns the length of the stretch without white space that `text` begins with.
fn word_end(text: &str) -> usize {
    for (at, byte) in text.bytes().enumerate() {
        // White space beyond ASCII begins with one of these bytes in UTF-8.
        match byte {
            b'\t'..=b'\r' | 0x1C..=b' ' => return at,
            0xC2 | 0xE1..=0xE3 => {
                let c = text.get(at..).and_then(|rest| rest.chars().next());
                if c.is_some_and(is_space) {
                    return at;
                }
            }
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> (Vec<String>, usize) {
        let mut words = Words::default();
        let mut numbers = Vec::new();
        let sentences = words.split(text, &mut numbers);
        let long = words.numbers.iter().map(|(word, number)| (*number, word.to_string()));
        let short = words.short_numbers.iter().map(|(key, number)| (*number, spelt(*key)));
        let names: HashMap<u32, String> = long.chain(short).collect();
        (numbers.iter().map(|number| names[number].clone()).collect(), sentences)
    }

    /// Returns the word that a number holds.
    fn spelt(key: u128) -> String {
        let len = usize::try_from(key >> 120).unwrap();
        String::from_utf8(key.to_le_bytes()[..len].to_vec()).unwrap()
    }

    fn words(text: &str) -> String {
        split(text).0.join("|")
    }

    #[test]
    fn splits_contractions_affixes_and_infixes() {
        assert_eq!(words("I don't (really) know."), "I|do|n't|(|really|)|know|.");
        assert_eq!(words("well-known 10km, $5"), "well|-|known|10|km|,|$|5");
        assert_eq!(words("Mr. Smith's U.S. e-mail"), "Mr.|Smith|'s|U.S.|e|-|mail");
    }

    #[test]
    fn keeps_addresses_whole() {
        assert_eq!(words("(see www.example.com/a,b)."), "(|see|www.example.com/a,b|)|.");
        assert_eq!(words("orla@kestrel.example"), "orla@kestrel.example");
        assert_eq!(words("8.8.8.8 10.0.0.1"), "8.8.8.8|10.0.0.1");
    }

    #[test]
    fn joins_what_spells_an_exception_unless_a_longer_run_forbids() {
        assert_eq!(words("x'' y"), "x|''|y");
        assert_eq!(words("foo:("), "foo|:(");
        assert_eq!(words("foo:( ("), "foo|:|(|(");
    }

    #[test]
    fn counts_sentences() {
        assert_eq!(split("It sails. Does it? Yes.").1, 3);
        assert_eq!(split("It sails...").1, 1);
        assert_eq!(split("“It sails.” he said").1, 2);
    }
}
