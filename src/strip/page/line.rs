//! One line read once: counts of its characters and words, and the hashes of its words.

use super::reader::{END_CALL, SEED, read, spread};

/// What kind of mark, if any, a line has for a list's item at its start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Bullet {
    #[default]
    None,
    Mark,
    Number,
}

/// What a line looks like.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Line {
    pub(super) bytes: usize,
    pub(super) chars: usize,
    pub(super) words: usize,
    pub(super) letters: usize,
    pub(super) uppers: usize,
    pub(super) ideographs: usize,
    pub(super) digits: usize,
    pub(super) symbols: usize,
    pub(super) commas: usize,
    /// Sentences that end inside the line.
    pub(super) stops: usize,
    pub(super) calls: usize,
    pub(super) quotes: usize,
    pub(super) brackets: usize,
    pub(super) dividers: usize,
    pub(super) currencies: usize,
    pub(super) rights: usize,
    pub(super) addresses: usize,
    pub(super) pictures: usize,
    pub(super) dashes: usize,
    pub(super) colons: usize,
    /// Places where a capital follows a small letter without a space between.
    pub(super) joints: usize,
    pub(super) capital_words: usize,
    pub(super) small_words: usize,
    pub(super) short_words: usize,
    pub(super) longest_word: usize,
    /// Numbers that may be a year.
    pub(super) years: usize,
    /// Digits on both sides of a colon: times of the day.
    pub(super) times: usize,
    pub(super) start: u8,
    pub(super) end: u8,
    pub(super) bullet: Bullet,
    /// The hash of all words together.
    pub(super) whole: u32,
    /// The hash of the first word.
    pub(super) first: u32,
    /// Where the hashes of its words begin and end in the page's.
    pub(super) tokens: (usize, usize),
}

impl Line {
    /// Reads a trimmed line; the hashes of its words go to `tokens`.
    pub(super) fn read(text: &str, tokens: &mut Vec<u32>) -> Line {
        read(text, tokens)
    }

    /// Returns the hash of what the line looks like: two prices have the same.
    pub(super) fn shape(&self) -> u32 {
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
    pub(super) fn ends_sentence(&self) -> bool {
        self.end >= END_CALL
    }

    /// Returns whether the line may be a byline: a few words, most of them capitalized.
    pub(super) fn is_credit(&self) -> bool {
        let is_named = self.capital_words * 3 >= self.words * 2 || self.ideographs > 0;
        let is_plain = self.bullet == Bullet::None && self.dividers == 0 && !self.ends_sentence();
        (2..=8).contains(&self.size()) && is_named && is_plain
    }

    /// Returns whether the line may be a date: short, with a year.
    pub(super) fn is_dated(&self) -> bool {
        self.years == 1 && self.size() <= 14 && self.rights == 0
    }

    /// Returns how many letters' worth of running text the line is, or 0.
    pub(super) fn prose(&self) -> usize {
        let is_prose = match self.ends_sentence() {
            true => self.size() >= 6,
            false => self.size() >= 24 && self.stops > 0,
        };
        if is_prose { self.chars + self.ideographs } else { 0 }
    }

    /// Returns the number of words, those of scripts without spaces by their characters.
    pub(super) fn size(&self) -> usize {
        self.words + self.ideographs / 2
    }
}
