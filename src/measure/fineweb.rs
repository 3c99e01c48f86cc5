//! What FineWeb's own rules measure (Penedo and others 2024, arXiv 2406.17557), as datatrove counts.

use crate::words::{ENGLISH, is_space};

use super::lines::Again;
use super::ratio;

/// The measures of one text.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Measures {
    /// Lines that are not blank.
    pub(crate) lines: usize,
    /// The share of those that end in an end mark of any script.
    pub(crate) ended: f64,
    /// The share of short ones.
    pub(crate) short: f64,
    /// The share of characters that stand in repeated lines.
    pub(crate) repeated_chars: f64,
    /// Newlines for each word.
    pub(crate) newlines: f64,
}

/// Measures `text` of so many words; lines of up to `short_chars` characters are short.
pub(crate) fn measures(text: &str, words: usize, short_chars: usize) -> Measures {
    let lines = || text.split('\n').filter(|line| !line.chars().all(is_space));
    let (mut all, mut ended, mut short) = (0, 0, 0);
    for line in lines() {
        all += 1;
        ended += usize::from(line.ends_with(|c| ENGLISH.line_end.has(c)));
        short += usize::from(line.chars().nth(short_chars).is_none());
    }
    let newlines = memchr::memchr_iter(b'\n', text.as_bytes()).count();
    let chars = text.chars().count() - newlines;
    Measures {
        lines: all,
        ended: ratio(ended, all),
        short: ratio(short, all),
        repeated_chars: ratio(Again::count(lines()).chars, chars),
        newlines: ratio(newlines, words),
    }
}
