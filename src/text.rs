//! Lines and paragraphs of a text: how stages look at structure, and how lines are cut out cleanly.

use std::cmp::Reverse;

use memchr::memchr_iter;

use crate::span::Span;

/// Returns the line ends of `text` as spans of its lines, without their newlines.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = Span> + '_ {
    let ends = memchr_iter(b'\n', text.as_bytes()).chain(std::iter::once(text.len()));
    let mut start = 0;
    ends.map(move |end| {
        let line = Span::new(start, end);
        start = end + 1;
        line
    })
}

/// Returns the lines of `text` that hold more than white space, trimmed.
pub(crate) fn full_lines(text: &str) -> impl Iterator<Item = Span> + '_ {
    lines(text).filter_map(|line| full_line(text, line))
}

/// Returns the lines of `text` that hold more than white space, trimmed, the last one first.
pub(crate) fn full_lines_backward(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut end = text.len();
    let starts = memchr::memrchr_iter(b'\n', text.as_bytes()).map(|newline| newline + 1);
    let all = starts.chain(std::iter::once(0)).map(move |start| {
        let line = Span::new(start, end);
        end = start.saturating_sub(1);
        line
    });
    all.filter_map(|line| full_line(text, line))
}

/// Returns `line` trimmed, unless nothing is left.
fn full_line(text: &str, line: Span) -> Option<Span> {
    Some(trimmed(text, line)).filter(|line| !line.is_empty())
}

/// Returns `at` without the white space at both its ends.
pub(crate) fn trimmed(text: &str, at: Span) -> Span {
    let slice = at.of(text);
    if let [first, .., last] = slice.as_bytes()
        && first.is_ascii_graphic()
        && last.is_ascii_graphic()
    {
        return at;
    }
    let start = at.start + (slice.len() - slice.trim_start().len());
    let end = (at.start + slice.trim_end().len()).max(start);
    Span::new(start, end)
}

/// Returns the place of `part`, a slice of `whole`, inside it.
pub(crate) fn place_of(whole: &str, part: &str) -> Span {
    let start = (part.as_ptr() as usize).wrapping_sub(whole.as_ptr() as usize);
    debug_assert!(start + part.len() <= whole.len(), "the part is a slice of the whole");
    Span::new(start, start + part.len())
}

/// Returns the full lines of `text` behind `end`, where a line ends.
pub(crate) fn lines_below(text: &str, end: usize) -> impl Iterator<Item = Span> + '_ {
    full_lines(Span::new(end, text.len()).of(text)).map(move |line| line.shifted(end))
}

/// Returns what stands before and behind the first of `marks` that the line has anywhere, where it has it
/// first, and the mark. No mark begins with a letter or digit of ASCII.
pub(crate) fn parted<'a>(
    line: &'a str,
    marks: &[&'static str],
) -> Option<(&'a str, &'static str, &'a str)> {
    let bytes = line.as_bytes();
    let (mut best, mut place) = (marks, None);
    let starts = bytes.iter().enumerate().filter(|(_, byte)| !byte.is_ascii_alphanumeric());
    for (at, _) in starts {
        let rest = bytes.get(at..).unwrap_or_default();
        let Some(index) = best.iter().position(|mark| rest.starts_with(mark.as_bytes())) else {
            continue;
        };
        place = best.get(index).map(|mark| (at, *mark));
        best = best.get(..index).unwrap_or_default();
    }
    let (at, mark) = place?;
    Some((line.get(..at)?, mark, line.get(at + mark.len()..)?))
}

/// Returns, for each line of `gone` (ascending spans of trimmed lines), what to delete so that the
/// lines around it stay as far apart as they were.
///
/// Of the white space around a run of removed lines, the widest break stays; at the head and at the
/// tail of the text none does.
pub(crate) fn cuts(text: &str, gone: &[Span]) -> Vec<Span> {
    let mut cuts = Vec::with_capacity(gone.len());
    let mut rest = gone;
    while !rest.is_empty() {
        let touching = rest.windows(2).take_while(|pair| is_blank_between(text, pair));
        let (run, behind) = rest.split_at(touching.count() + 1);
        cut_run(text, run, &mut cuts);
        rest = behind;
    }
    cuts
}

fn is_blank_between(text: &str, pair: &[Span]) -> bool {
    match pair {
        [first, second] => Span::new(first.end, second.start).of(text).trim().is_empty(),
        _ => false,
    }
}

/// Cuts a run of lines with nothing but white space between them.
fn cut_run(text: &str, run: &[Span], cuts: &mut Vec<Span>) {
    let breaks = breaks_around(text, run);
    let at_head = breaks.first().is_none_or(|gap| gap.start == 0);
    let at_tail = breaks.last().is_none_or(|gap| gap.end == text.len());
    let keep = match (at_head, at_tail) {
        (true, _) => 0,
        (false, true) => run.len(),
        (false, false) => widest(text, &breaks),
    };
    for (index, pair) in breaks.windows(2).enumerate() {
        let [before, behind] = pair else { continue };
        let cut = match index < keep {
            true => Span::new(before.start, behind.start),
            false => Span::new(before.end, behind.end),
        };
        let start = if at_head && index == 0 { 0 } else { cut.start };
        let is_last = index + 1 == run.len();
        let end = if at_tail && is_last { text.len() } else { cut.end };
        cuts.push(Span::new(start, end));
    }
}

/// Returns the white space before, between and behind the lines of a run.
fn breaks_around(text: &str, run: &[Span]) -> Vec<Span> {
    let mut breaks = Vec::with_capacity(run.len() + 1);
    let first = run.first().map_or(0, |line| line.start);
    let before = Span::new(0, first).of(text).trim_end().len();
    breaks.push(Span::new(before, first));
    for line in run {
        let behind = Span::new(line.end, text.len()).of(text);
        let blank = behind.len() - behind.trim_start().len();
        breaks.push(Span::new(line.end, line.end + blank));
    }
    breaks
}

/// Returns which of the breaks has the most newlines, the first among equals.
fn widest(text: &str, breaks: &[Span]) -> usize {
    let newlines = |gap: &Span| memchr_iter(b'\n', gap.of(text).as_bytes()).count();
    let numbered = breaks.iter().enumerate();
    let widest = numbered.max_by_key(|(index, gap)| (newlines(gap), Reverse(*index)));
    widest.map_or(0, |(index, _)| index)
}

/// Returns the first byte beyond ASCII from `at` on.
pub(crate) fn next_strange(bytes: &[u8], at: usize) -> Option<usize> {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let mut rest = bytes.get(at..)?;
    let at_end = |rest: &[u8]| bytes.len() - rest.len();
    for near in 0.. {
        let Some((word, behind)) = rest.split_first_chunk::<8>() else { break };
        let high = u64::from_le_bytes(*word) & HIGH;
        if high != 0 {
            return Some(at_end(rest) + high.trailing_zeros() as usize / 8);
        }
        rest = behind;
        if near % NEAR == NEAR - 1 {
            let clean = rest.chunks(BLOCK).take_while(|block| block.is_ascii()).count() * BLOCK;
            rest = rest.get(clean..)?;
        }
    }
    let ahead = rest.iter().position(|byte| !byte.is_ascii())?;
    Some(at_end(rest) + ahead)
}

/// How many words are tested one by one before blocks.
const NEAR: usize = 8;

/// How many bytes are tested for ASCII together.
const BLOCK: usize = 512;

/// Returns the number of runs of characters above the ASCII space.
pub(crate) fn word_count(text: &str) -> usize {
    let bytes = text.as_bytes();
    let first = bytes.first().is_some_and(|byte| *byte > b' ');
    let behind = bytes.get(1..).unwrap_or_default();
    let pairs = bytes.chunks(COUNTED).zip(behind.chunks(COUNTED));
    let starts = pairs.map(|(before, here)| {
        let pairs = before.iter().zip(here);
        let starts = pairs.map(|(before, here)| u8::from((*before <= b' ') & (*here > b' ')));
        usize::from(starts.sum::<u8>())
    });
    usize::from(first) + starts.sum::<usize>()
}

/// Returns how many bytes are such.
pub(crate) fn count_bytes(bytes: &[u8], is: impl Fn(u8) -> bool) -> usize {
    let count = |part: &[u8]| usize::from(part.iter().map(|byte| u8::from(is(*byte))).sum::<u8>());
    bytes.chunks(COUNTED).map(count).sum()
}

/// Bytes that are counted together: so many that one byte holds their number, so that a processor counts
/// 16 and more at once.
const COUNTED: usize = 240;

/// Returns the number of paragraphs: stretches with a blank line between them.
pub(crate) fn paragraph_count(text: &str) -> usize {
    if text.trim().is_empty() {
        return 0;
    }
    let mut behind_blank = true;
    let mut paragraphs = 0;
    for line in lines(text) {
        let blank = line.of(text).trim_start().is_empty();
        paragraphs += usize::from(behind_blank && !blank);
        behind_blank = blank;
    }
    paragraphs
}

/// Returns a whole number with its thousands apart.
pub(crate) fn grouped(number: impl std::fmt::Display) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without(text: &str, gone: &[&str]) -> String {
        let spans: Vec<Span> = lines(text)
            .map(|line| trimmed(text, line))
            .filter(|line| gone.contains(&line.of(text)))
            .collect();
        let mut left = text.to_owned();
        for cut in cuts(text, &spans).iter().rev() {
            left.replace_range(cut.start..cut.end, "");
        }
        left
    }

    #[test]
    fn cutting_a_paragraph_leaves_one_break() {
        assert_eq!(without("a\n\nx\n\nb", &["x"]), "a\n\nb");
    }

    #[test]
    fn cutting_a_line_keeps_the_wider_break() {
        assert_eq!(without("a\nx\n\nb", &["x"]), "a\n\nb");
        assert_eq!(without("a\n\nx\nb", &["x"]), "a\n\nb");
        assert_eq!(without("a\nx\nb", &["x"]), "a\nb");
    }

    #[test]
    fn cutting_lines_in_a_row_keeps_one_break() {
        assert_eq!(without("a\nx\n\ny\nb", &["x", "y"]), "a\n\nb");
    }

    #[test]
    fn cutting_head_and_tail_leaves_no_break() {
        assert_eq!(without("\n x\n\na\n\ny\nz\n", &["x", "y", "z"]), "a");
    }

    #[test]
    fn cutting_everything_leaves_nothing() {
        assert_eq!(without("x\n\ny", &["x", "y"]), "");
    }

    #[test]
    fn backward_lines_come_last_first() {
        let text = "a\n\nb \n";
        let words: Vec<&str> = full_lines_backward(text).map(|line| line.of(text)).collect();
        assert_eq!(words, ["b", "a"]);
    }

    #[test]
    fn counts_words_and_paragraphs() {
        assert_eq!(word_count(" two words\n"), 2);
        assert_eq!(paragraph_count("a\nb\n\nc\n\n"), 2);
    }
}
