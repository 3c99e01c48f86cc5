//! Simple rules to compare with: the best run of prose lines, and lines that end as sentences do.

use super::measure::words;
use super::pages::LabelledPage;

/// Words of a line of prose.
const PROSE_WORDS: usize = 8;

/// Lines that are no prose and do not end a run.
const GAP: usize = 3;

const END_MARKS: &[char] =
    &['.', '!', '?', '"', '”', '»', '…', '。', '！', '？', '」', '؟', '۔', '।', '։'];

/// Keeps the run of prose lines with the most words; other lines between them stay with it.
pub(crate) fn best_run(page: &LabelledPage) -> Vec<bool> {
    let sizes: Vec<usize> = page.lines.iter().map(|line| prose(line)).collect();
    let (mut best, mut found) = (0, 0..0);
    let (mut sum, mut start, mut last) = (0, 0, 0);
    for (at, size) in sizes.iter().enumerate().filter(|(_, size)| **size > 0) {
        if sum > 0 && at - last > GAP + 1 {
            sum = 0;
        }
        if sum == 0 {
            start = at;
        }
        sum += size;
        last = at;
        if sum > best {
            (best, found) = (sum, start..at + 1);
        }
    }
    (0..sizes.len()).map(|at| found.contains(&at)).collect()
}

/// Returns the words of a line of prose, or 0.
fn prose(line: &str) -> usize {
    let wide = line.chars().filter(|c| ('\u{3040}'..='\u{d7a3}').contains(c)).count() / 2;
    let count = words(line).len().max(wide);
    let is_prose = line.ends_with(END_MARKS) && count >= PROSE_WORDS || count >= 25;
    if is_prose { count } else { 0 }
}

/// Keeps lines of at least five words that end with a mark, none of them of a form (the C4 rules).
pub(crate) fn end_marks(page: &LabelledPage) -> Vec<bool> {
    let stays = |line: &String| {
        let lower = line.to_lowercase();
        let is_form = ["javascript", "cookie", "privacy policy", "terms of use"]
            .iter()
            .any(|word| lower.contains(word));
        line.ends_with(END_MARKS) && line.split_whitespace().nth(4).is_some() && !is_form
    };
    page.lines.iter().map(stays).collect()
}
