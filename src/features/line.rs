//! One line read once: counts of its characters and words, and the hashes of its words.

use super::reader::{END_CALL, SEED, read, spread};

/// What kind of mark, if any, a line has for a list's item at its start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Bullet {
    #[default]
    None,
    Mark,
    Number,
}

/// What a line looks like.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Line {
    pub(crate) bytes: usize,
    pub(crate) chars: usize,
    pub(crate) words: usize,
    pub(crate) letters: usize,
    pub(crate) uppers: usize,
    pub(crate) ideographs: usize,
    pub(crate) digits: usize,
    pub(crate) symbols: usize,
    pub(crate) commas: usize,
    /// Sentences that end inside the line.
    pub(crate) stops: usize,
    pub(crate) calls: usize,
    pub(crate) quotes: usize,
    pub(crate) brackets: usize,
    pub(crate) dividers: usize,
    pub(crate) currencies: usize,
    pub(crate) rights: usize,
    pub(crate) addresses: usize,
    pub(crate) pictures: usize,
    pub(crate) dashes: usize,
    pub(crate) colons: usize,
    /// Places where a capital follows a small letter without a space between.
    pub(crate) joints: usize,
    pub(crate) capital_words: usize,
    pub(crate) small_words: usize,
    pub(crate) short_words: usize,
    pub(crate) longest_word: usize,
    /// Numbers that may be a year.
    pub(crate) years: usize,
    /// Digits on both sides of a colon: times of the day.
    pub(crate) times: usize,
    pub(crate) start: u8,
    pub(crate) end: u8,
    pub(crate) bullet: Bullet,
    /// The hash of all words together.
    pub(crate) whole: u32,
    /// The hash of the first word.
    pub(crate) first: u32,
    /// Where the hashes of its words begin and end in the page's.
    pub(crate) tokens: (usize, usize),
}

impl Line {
    /// Reads a trimmed line; the hashes of its words go to `tokens`.
    pub(crate) fn read(text: &str, tokens: &mut Vec<u32>) -> Line {
        read(text, tokens)
    }

    /// Returns the hash of what the line looks like: two prices have the same.
    pub(crate) fn shape(&self) -> u32 {
        let facts = [
            u32::from(self.start),
            u32::from(self.end),
            self.bullet as u32,
            self.size().min(8) as u32,
            self.digits.min(4) as u32,
            self.currencies.min(1) as u32,
            self.symbols.min(6) as u32,
        ];
        spread(facts.iter().fold(SEED, |hash, fact| (hash ^ fact).wrapping_mul(0x0100_0193)))
    }

    /// Returns whether the line ends as a sentence does.
    pub(crate) fn ends_sentence(&self) -> bool {
        self.end >= END_CALL
    }

    /// Returns whether the line may be a byline: a few words, most of them capitalized.
    pub(crate) fn is_credit(&self) -> bool {
        let is_named = self.capital_words * 3 >= self.words * 2 || self.ideographs > 0;
        let is_plain = self.bullet == Bullet::None && self.dividers == 0 && !self.ends_sentence();
        (2..=8).contains(&self.size()) && is_named && is_plain
    }

    /// Returns whether the line may be a date: short, with a year.
    pub(crate) fn is_dated(&self) -> bool {
        self.years == 1 && self.size() <= 14 && self.rights == 0
    }

    /// Returns how many letters' worth of running text the line is, or 0.
    pub(crate) fn prose(&self) -> usize {
        let is_prose = match self.ends_sentence() {
            true => self.size() >= 6,
            false => self.size() >= 24 && self.stops > 0,
        };
        if is_prose { self.chars + self.ideographs } else { 0 }
    }

    /// Returns the number of words, those of scripts without spaces by their characters.
    pub(crate) fn size(&self) -> usize {
        self.words + self.ideographs / 2
    }
}
