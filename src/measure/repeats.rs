//! How much of a text is the same words again (Gopher, table A1), as datatrove counts.
//!
//! Words are numbers, and a run of words is a number made of theirs: two runs are the same when
//! their words are (the most frequent run) or when their letters are (repeated runs, which datatrove
//! compares with nothing between the words). Hashes of 61 and 64 bits stand for runs.

use crate::words::{BASE, FoldState, Words, add, times};

use super::table::Table;

use std::hash::{BuildHasher, Hasher};

/// Runs of up to so many bytes have their power of the base in a table.
const POWERS: usize = 512;

/// Counts runs of words.
pub(crate) struct Repeats {
    table: Table,
    counts: Vec<u32>,
    // The value of the text up to each word, and its length in bytes and characters.
    sums: Vec<Sum>,
    powers: Vec<u64>,
}

#[derive(Clone, Copy, Default)]
struct Sum {
    hash: u64,
    bytes: usize,
    chars: usize,
}

impl Default for Repeats {
    fn default() -> Repeats {
        let powers = std::iter::successors(Some(1), |power| Some(times(*power, BASE)));
        Repeats {
            table: Table::default(),
            counts: Vec::new(),
            sums: Vec::new(),
            powers: powers.take(POWERS).collect(),
        }
    }
}

impl Repeats {
    /// Makes ready to count runs of the words `numbers`.
    pub(crate) fn read(&mut self, numbers: &[u32], words: &Words) {
        self.sums.clear();
        let mut sum = Sum::default();
        self.sums.push(sum);
        for number in numbers {
            let word = words.word(*number);
            let (bytes, chars) = (word.bytes as usize, word.chars as usize);
            let hash = add(times(sum.hash, self.power(bytes)), word.hash);
            sum = Sum { hash, bytes: sum.bytes + bytes, chars: sum.chars + chars };
            self.sums.push(sum);
        }
    }

    /// Returns the characters that copies of the most frequent run of `len` words take, with single
    /// spaces between its words; of equally frequent runs the first counts.
    pub(crate) fn top_chars(&mut self, numbers: &[u32], len: usize) -> usize {
        self.counts.clear();
        self.table.clear(numbers.len());
        let (mut most, mut first) = (0, 0);
        for run in numbers.windows(len) {
            let count = self.table.count(run_key(run));
            self.counts.push(count);
            most = most.max(count);
        }
        if most == 0 {
            return 0;
        }
        if most > 1 {
            first = self.first_of(numbers, len, most);
        }
        let chars = self.sums[first + len].chars - self.sums[first].chars;
        (chars + len - 1) * most as usize
    }

    /// Returns where the first of the runs that occur `most` times begins.
    fn first_of(&mut self, numbers: &[u32], len: usize, most: u32) -> usize {
        self.table.clear(numbers.len());
        let ends = self.counts.iter().enumerate().filter(|(_, count)| **count == most);
        for (at, _) in ends {
            self.table.count(run_key(&numbers[at..at + len]));
        }
        let is_top = |run: &[u32]| self.table.has(run_key(run));
        numbers.windows(len).position(is_top).unwrap_or(0)
    }

    /// Returns the characters in runs of `len` words that stood before: where one did, counting goes
    /// on behind it.
    pub(crate) fn repeated_chars(&mut self, len: usize) -> usize {
        let count = self.sums.len() - 1;
        self.table.clear(count);
        let (mut at, mut chars) = (0, 0);
        while at + len <= count {
            let (start, end) = (self.sums[at], self.sums[at + len]);
            let power = self.power(end.bytes - start.bytes);
            let head = times(start.hash, power);
            let key = add(end.hash, add(0, NEGATED - head));
            if self.table.count(mixed(key)) > 1 {
                chars += end.chars - start.chars;
                at += len;
            } else {
                at += 1;
            }
        }
        chars
    }

    fn power(&self, bytes: usize) -> u64 {
        if let Some(power) = self.powers.get(bytes) {
            return *power;
        }
        let (mut power, mut square, mut rest) = (1, BASE, bytes);
        while rest > 0 {
            if rest & 1 == 1 {
                power = times(power, square);
            }
            square = times(square, square);
            rest >>= 1;
        }
        power
    }
}

/// The prime 2^61 - 1, from which a number is taken away to negate it.
const NEGATED: u64 = (1 << 61) - 1;

/// Spreads a sum over all bits.
fn mixed(key: u64) -> u64 {
    let mut hasher = FoldState.build_hasher();
    hasher.write_u64(key);
    hasher.finish()
}

/// Returns the number of a run of words.
pub(super) fn run_key(run: &[u32]) -> u64 {
    let mut hasher = FoldState.build_hasher();
    for pair in run.chunks(2) {
        let last = pair.get(1).map_or(u64::MAX << 32, |last| u64::from(*last) << 32);
        hasher.write_u64(u64::from(pair[0]) | last);
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(text: &str) -> (Vec<u32>, Repeats) {
        let (mut words, mut numbers, mut repeats) = Default::default();
        Words::split(&mut words, text, &mut numbers);
        Repeats::read(&mut repeats, &numbers, &words);
        (numbers, repeats)
    }

    #[test]
    fn the_first_of_equally_frequent_runs_counts() {
        let (numbers, mut repeats) = measured("aa b c aa b dddd eeee x dddd eeee");
        assert_eq!(repeats.top_chars(&numbers, 2), 2 * "aa b".len());
    }

    #[test]
    fn a_repeated_run_is_jumped_over() {
        let (_, mut repeats) = measured("a b c d a b c d a b c d");
        assert_eq!(repeats.repeated_chars(4), 8);
        let (_, mut repeats) = measured("a b a b a b a");
        // (a b) (b a), then (a b) again, (a b) again, and a single word is left.
        assert_eq!(repeats.repeated_chars(2), 4);
    }

    #[test]
    fn words_run_together_are_compared_by_their_letters() {
        let (_, mut repeats) = measured("ab c x a bc");
        assert_eq!(repeats.repeated_chars(2), 3);
    }
}
