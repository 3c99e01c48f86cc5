//! What Gopher's quality rules measure (Rae and others 2021, arXiv 2112.11446), as datatrove counts.

use memchr::memmem;

use crate::words::{Words, is_space};

use super::lines::lines;
use super::ratio;

/// The measures of one text.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Quality {
    /// Words that are not symbols alone.
    pub(crate) words: usize,
    /// The mean number of characters of those.
    pub(crate) mean_chars: f64,
    /// `#` for each word.
    pub(crate) hashes: f64,
    /// `...` and `…` for each word.
    pub(crate) ellipses: f64,
    /// The share of lines that begin with a bullet or hyphen.
    pub(crate) bullets: f64,
    /// The share of lines that end in an ellipsis.
    pub(crate) ellipsis_lines: f64,
    /// The share of words with a letter in them.
    pub(crate) letters: f64,
    /// How many of the eight English stop words occur.
    pub(crate) stop_words: u32,
    /// Whether most words are pieces of a script without spaces, whose length means nothing.
    pub(crate) is_cut: bool,
}

/// Measures `text`, whose words are `numbers`.
pub(crate) fn quality(text: &str, numbers: &[u32], words: &Words) -> Quality {
    let (mut plain, mut chars, mut lettered, mut stops, mut cut) = (0, 0, 0, 0_u8, 0);
    for number in numbers {
        let word = words.word(*number);
        plain += usize::from(word.is_plain);
        chars += if word.is_plain { word.chars as usize } else { 0 };
        lettered += usize::from(word.has_letter);
        stops |= word.stop_bit;
        cut += usize::from(word.is_cut);
    }
    // Every mark is a word, and where words are cut there are fewer of them for each mark.
    let is_cut = 2 * cut > numbers.len();
    let (mut all, mut bullets, mut trailing) = (0, 0, 0);
    for line in lines(text) {
        let line = line.of(text);
        all += 1;
        bullets += usize::from(line.trim_start_matches(is_space).starts_with(['•', '-']));
        let end = line.trim_end_matches(is_space);
        trailing += usize::from(end.ends_with("...") || end.ends_with('…'));
    }
    let bytes = text.as_bytes();
    let ellipses = memmem::find_iter(bytes, "...").count() + memmem::find_iter(bytes, "…").count();
    Quality {
        words: plain,
        mean_chars: ratio(chars, plain),
        hashes: ratio(memchr::memchr_iter(b'#', bytes).count(), numbers.len()),
        ellipses: ratio(ellipses, numbers.len()),
        bullets: ratio(bullets, all),
        ellipsis_lines: ratio(trailing, all),
        letters: ratio(lettered, if is_cut { plain } else { numbers.len() }),
        stop_words: stops.count_ones(),
        is_cut,
    }
}
