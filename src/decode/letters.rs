//! The letter models: how likely one letter follows another in each language.
//!
//! Reads the tables that `examples/train_encodings.rs` writes. A cost is the negative natural
//! logarithm of a probability in sixteenths. Promises that every pair of characters has a cost;
//! never allocates after it is built.

use std::sync::LazyLock;

use crate::decode::models;
use crate::decode::symbols::{ASCII_LETTER, CLASSES, SPACE, UNDEFINED, class_of, fold};

/// What one nat of surprise costs: costs are in sixteenths of it.
pub(super) const NAT: u32 = 16;

/// The first class that holds characters of more than one kind.
const SINGLE: u8 = 21;

/// The cost within its class of an ASCII letter, where the alphabet has none: the entropy of single
/// letters in the Latin languages is near 2.9 nats.
const ASCII_MEMBER: u8 = 46;

/// The cost within its class of a character that the training text does not hold.
const UNSEEN: u8 = 112;

/// How much of a text is read to tell its language.
const LANGUAGE_CHARS: usize = 2_000;

/// The models of all languages.
pub(super) static LETTERS: LazyLock<Letters> = LazyLock::new(|| Letters::parse(models::letters()));

/// The models of all languages, and what they share.
pub(super) struct Letters {
    /// The models, in the order of the file.
    pub(super) models: Vec<Model>,
    /// The cost of a character within its class, sorted by character.
    members: Vec<(char, u8)>,
    /// The cost of one case after another, by `Case` number times four.
    pub(super) cases: [u8; 16],
}

/// The model of one language.
pub(super) struct Model {
    /// The language, by its two-letter code.
    pub(super) code: [u8; 2],
    /// The letters that have a symbol of their own, sorted.
    alphabet: Vec<char>,
    /// The number of symbols: the classes and the alphabet.
    pub(super) size: usize,
    /// The cost of a symbol (column) after another (row).
    pairs: &'static [u8],
    /// The symbols of the ASCII characters.
    ascii: [u8; 128],
    /// Whether the alphabet is Latin.
    pub(super) is_latin: bool,
}

impl Letters {
    /// Reads the tables; a file that ends early gives fewer models.
    fn parse(bytes: &'static [u8]) -> Letters {
        let mut rest = Reader(bytes);
        let mut letters = Letters { models: Vec::new(), members: Vec::new(), cases: [0; 16] };
        for cost in &mut letters.cases {
            *cost = rest.byte().unwrap_or(0);
        }
        for _ in 0..rest.unit().unwrap_or(0) {
            letters.members.extend(rest.unit().and_then(character).zip(rest.byte()));
        }
        while let Some(model) = rest.model() {
            letters.models.push(model);
        }
        letters
    }

    /// Returns the number of the model of a language.
    #[must_use]
    pub(super) fn find(&self, code: &str) -> Option<usize> {
        self.models.iter().position(|model| model.code == code.as_bytes())
    }

    /// Returns what a text costs under each model, as a measure of its language.
    ///
    /// Reads a bounded part of the text.
    #[must_use]
    pub(super) fn languages(&self, text: &str) -> Vec<u32> {
        let chars: Vec<char> = text.chars().take(LANGUAGE_CHARS).collect();
        let mut kinds = chars.clone();
        kinds.sort_unstable();
        kinds.dedup();
        let places: Vec<usize> =
            chars.iter().map(|c| kinds.partition_point(|kind| kind < c)).collect();
        let cost = |model: &Model| {
            let symbols: Vec<u8> = kinds.iter().map(|&c| model.symbol(c)).collect();
            let priced = kinds.iter().zip(&symbols);
            let members: Vec<u8> = priced.map(|(&c, &symbol)| self.member(c, symbol)).collect();
            let mut before = SPACE;
            let mut total = 0;
            for &at in &places {
                total += u32::from(model.pair(before, symbols[at])) + u32::from(members[at]);
                before = symbols[at];
            }
            total
        };
        self.models.iter().map(cost).collect()
    }

    /// Returns the cost of a character within the class that it counts as.
    #[must_use]
    pub(super) fn member(&self, c: char, symbol: u8) -> u8 {
        if symbol == ASCII_LETTER {
            return ASCII_MEMBER;
        }
        if !(SINGLE..CLASSES).contains(&symbol) || symbol == UNDEFINED || c.is_ascii() {
            return 0;
        }
        match self.members.binary_search_by_key(&fold(c), |&(known, _)| known) {
            Ok(at) => self.members[at].1,
            Err(_) => UNSEEN,
        }
    }
}

impl Model {
    /// Returns the symbol of an ASCII byte; other bytes count as undefined.
    fn ascii_symbol(&self, byte: u8) -> u8 {
        self.ascii.get(usize::from(byte)).copied().unwrap_or(UNDEFINED)
    }

    /// Returns the cost of an ASCII byte after another.
    #[must_use]
    pub(super) fn ascii_pair(&self, first: u8, second: u8) -> u32 {
        let (first, second) = (self.ascii_symbol(first), self.ascii_symbol(second));
        let member = if second == ASCII_LETTER { ASCII_MEMBER } else { 0 };
        u32::from(self.pair(first, second)) + u32::from(member)
    }

    /// Returns the symbol of a character: its place in the alphabet, or its class.
    #[must_use]
    pub(super) fn symbol(&self, c: char) -> u8 {
        self.letter(fold(c)).unwrap_or_else(|| class_of(c))
    }

    /// Returns the place of a folded letter in the alphabet, as a symbol.
    #[must_use]
    pub(super) fn letter(&self, folded: char) -> Option<u8> {
        let at = self.alphabet.binary_search(&folded).ok()?;
        Some(u8::try_from(at).map_or(UNDEFINED, |at| CLASSES + at))
    }

    /// Returns the cost of a symbol after another.
    #[must_use]
    pub(super) fn pair(&self, first: u8, second: u8) -> u8 {
        self.pairs[usize::from(first) * self.size + usize::from(second)]
    }
}

/// Returns the character of a unit that is no surrogate.
fn character(unit: u16) -> Option<char> {
    char::from_u32(u32::from(unit))
}

/// What is left of the tables' bytes.
struct Reader(&'static [u8]);

impl Reader {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn unit(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn model(&mut self) -> Option<Model> {
        let code = [self.byte()?, self.byte()?];
        let letters = self.byte()?;
        let alphabet: Vec<char> =
            (0..letters).filter_map(|_| self.unit().and_then(character)).collect();
        let size = usize::from(CLASSES) + alphabet.len();
        let (pairs, rest) = self.0.split_at_checked(size * size)?;
        self.0 = rest;
        let mut model = Model { code, alphabet, size, pairs, ascii: [0; 128], is_latin: false };
        model.is_latin = model.symbol('e') != ASCII_LETTER;
        model.ascii =
            std::array::from_fn(|at| model.symbol(u8::try_from(at).map_or(' ', char::from)));
        Some(model)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_whole() {
        assert!(LETTERS.models.len() > 60);
        assert!(LETTERS.find("de").is_some());
    }

    #[test]
    fn common_pairs_cost_less_than_rare_ones() {
        let german = &LETTERS.models[LETTERS.find("de").unwrap()];
        let cost = |a, b| german.pair(german.symbol(a), german.symbol(b));
        assert!(cost('ü', 'r') < cost('ü', 'q'));
        assert!(cost('s', 'c') < cost('s', '░'));
    }
}
