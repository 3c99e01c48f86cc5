//! What dolma's tagger `gopher_v2` measures (Soldaini and others 2024, arXiv 2402.00159): Gopher's
//! rules with other counts than datatrove's.
//!
//! Words stand between white space; the middle word length is a median; every copy of what repeats
//! counts, the first as well; shares are of the characters of words.

use std::collections::{HashMap, HashSet};

use crate::words::{FoldState, STOP_WORDS, is_letter, is_space};

use super::lines::between_newlines;
use super::repeats::run_key;
use super::table::Table;
use super::{Scratch, ratio};

/// The measures of one text.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Measures {
    /// Words.
    pub(crate) words: usize,
    /// The median of their characters.
    pub(crate) median_chars: f64,
    /// The share of words with `#` or `…` in them.
    pub(crate) symbols: f64,
    /// The share of words with a letter in them.
    pub(crate) letters: f64,
    /// How often English stop words occur.
    pub(crate) stop_words: usize,
    /// The share of lines that begin with `*` or `-`.
    pub(crate) bullets: f64,
    /// The share of lines that end in `…`.
    pub(crate) ellipsis_lines: f64,
    /// The share of lines that stand there more than once.
    pub(crate) repeated_lines: f64,
    /// Their characters for each character of a word.
    pub(crate) repeated_line_chars: f64,
    /// The share of the most frequent run of 2, 3 and 4 words.
    pub(crate) top: [f64; 3],
    /// The share of runs of 5 to 10 words that occur more than once, of all such runs.
    pub(crate) runs: [f64; 6],
}

/// Measures `text`.
pub(crate) fn measures(text: &str, scratch: &mut Scratch) -> Measures {
    let words: Vec<&str> = text.split(is_space).filter(|word| !word.is_empty()).collect();
    let lengths: Vec<usize> = words.iter().map(|word| word.chars().count()).collect();
    let share = |is_such: fn(&str) -> bool| {
        ratio(words.iter().filter(|word| is_such(word)).count(), words.len())
    };
    let runs = Runs { numbers: numbered(&words), ends: sums(&lengths) };
    let table = &mut scratch.table;
    let lines = Lines::of(text);
    Measures {
        words: words.len(),
        median_chars: median(&lengths),
        symbols: share(|word| word.contains(['#', '…'])),
        letters: share(|word| word.chars().any(is_letter)),
        stop_words: words.iter().filter(|word| STOP_WORDS.contains(word)).count(),
        bullets: ratio(lines.bullets, lines.all),
        ellipsis_lines: ratio(lines.ellipses, lines.all),
        repeated_lines: ratio(lines.repeated, lines.all),
        repeated_line_chars: ratio(lines.repeated_chars, runs.chars().max(1)),
        top: [2, 3, 4].map(|len| runs.top(len, table)),
        runs: [5, 6, 7, 8, 9, 10].map(|len| runs.repeated(len, table)),
    }
}

/// What is counted of lines.
#[derive(Default)]
struct Lines {
    all: usize,
    bullets: usize,
    ellipses: usize,
    repeated: usize,
    repeated_chars: usize,
}

impl Lines {
    fn of(text: &str) -> Lines {
        let mut lines = Lines::default();
        let (mut seen, mut again) =
            (HashSet::with_hasher(FoldState), HashSet::with_hasher(FoldState));
        for line in between_newlines(text, 1) {
            lines.all += 1;
            lines.bullets += usize::from(line.starts_with(['*', '-']));
            lines.ellipses += usize::from(line.ends_with('…'));
            if !seen.insert(line) {
                // The first copy counts as well, once it is known to be one.
                let copies = if again.insert(line) { 2 } else { 1 };
                lines.repeated += copies;
                lines.repeated_chars += copies * line.chars().count();
            }
        }
        lines
    }
}

/// Returns a number for each word, the same for the same word.
fn numbered<'a>(words: &[&'a str]) -> Vec<u32> {
    let mut numbers: HashMap<&'a str, u32, FoldState> = HashMap::default();
    let number = |word: &&'a str| {
        let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
        *numbers.entry(*word).or_insert(next)
    };
    words.iter().map(number).collect()
}

/// Returns the characters up to each word, and of all.
fn sums(lengths: &[usize]) -> Vec<usize> {
    let mut sum = 0;
    let after = lengths.iter().map(|length| {
        sum += length;
        sum
    });
    std::iter::once(0).chain(after).collect()
}

fn median(lengths: &[usize]) -> f64 {
    let mut sorted = lengths.to_vec();
    sorted.sort_unstable();
    let at = |place: usize| sorted.get(place).copied().unwrap_or(0);
    match sorted.len() {
        0 => 0.0,
        odd if odd % 2 == 1 => ratio(at(odd / 2), 1),
        even => ratio(at(even / 2 - 1) + at(even / 2), 2),
    }
}

/// Words as numbers, and where each ends in characters.
struct Runs {
    numbers: Vec<u32>,
    ends: Vec<usize>,
}

impl Runs {
    /// Returns the characters of all words.
    fn chars(&self) -> usize {
        self.ends.last().copied().unwrap_or(0)
    }

    /// Returns the runs of `len` words: the key and the characters of each.
    fn of(&self, len: usize) -> impl Iterator<Item = (u64, usize)> + '_ {
        let chars =
            self.ends.iter().zip(self.ends.iter().skip(len)).map(|(start, end)| end - start);
        self.numbers.windows(len).map(run_key).zip(chars)
    }

    /// Returns the share of the most frequent run, the first of equally frequent ones.
    fn top(&self, len: usize, table: &mut Table) -> f64 {
        table.clear(self.numbers.len());
        let most = self.of(len).map(|(key, _)| table.count(key)).max().unwrap_or(0);
        let first = self.of(len).find(|(key, _)| table.counted(*key) == most);
        let chars = first.map_or(0, |(_, chars)| chars);
        ratio(chars * most as usize, self.chars().max(1))
    }

    fn repeated(&self, len: usize, table: &mut Table) -> f64 {
        table.clear(self.numbers.len());
        let mut all = 0;
        for (key, chars) in self.of(len) {
            table.count(key);
            all += chars;
        }
        let repeated = self.of(len).filter(|(key, _)| table.counted(*key) > 1);
        ratio(repeated.map(|(_, chars)| chars).sum(), all.max(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(text: &str) -> Measures {
        measures(text, &mut Scratch::default())
    }

    #[test]
    fn every_copy_counts() {
        let found = measured("one\ntwo\none\n\nthree");
        assert_eq!(found.repeated_lines, 0.5);
        let found = measured("a b c d e x a b c d e");
        assert_eq!(found.runs[0], 10.0 / 35.0);
    }

    #[test]
    fn the_middle_word_and_the_first_top_run_count() {
        let found = measured("a bb cccc dddd a bb");
        assert_eq!(found.median_chars, 2.0);
        assert_eq!(found.top[0], 6.0 / 14.0);
    }
}
