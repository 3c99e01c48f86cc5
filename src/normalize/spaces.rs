//! White space: one space between words, one blank line between paragraphs, none at the edges.

use crate::document::Document;
use crate::findings::Findings;
use crate::rule::{Effect, Example, Rule};
use crate::span::Span;
use crate::stage::{Entry, Stage};

static RUN: Rule = Rule::new(
    "spaces/run",
    Effect::Rewrite,
    "more than one space between words",
    "Runs of spaces come from markup and typesetting; they split one phrase into many spellings.",
    &[
        Example::fires("The  ferry sails.", "The ferry sails."),
        Example::declines("The ferry sails."),
    ],
);

static ODD: Rule = Rule::new(
    "spaces/odd",
    Effect::Rewrite,
    "a tab, a no-break space or another odd space",
    "They look like a space and are none to most tools, so that words stick together.",
    &[
        Example::fires("The\u{A0}ferry\tsails.", "The ferry sails."),
        Example::declines("The ferry sails."),
    ],
);

static EDGE: Rule = Rule::new(
    "spaces/edge",
    Effect::Remove,
    "white space at the start or end of a line or of the text",
    "It cannot be seen and makes equal lines unequal.",
    &[
        Example::fires(" The ferry sails. \nIt is late.\n", "The ferry sails.\nIt is late."),
        Example::declines("The ferry sails.\nIt is late."),
    ],
);

static BLANK_LINES: Rule = Rule::new(
    "spaces/blank-lines",
    Effect::Rewrite,
    "more than one blank line between paragraphs",
    "Paragraphs are told apart by one blank line; more are left over from removed markup.",
    &[
        Example::fires("The ferry sails.\n\n\n\nIt is late.", "The ferry sails.\n\nIt is late."),
        Example::declines("The ferry sails.\n\nIt is late."),
    ],
);

struct Spaces;

pub(super) fn entry() -> Entry {
    Entry::new("normalize/spaces", &[&RUN, &ODD, &EDGE, &BLANK_LINES], Spaces)
}

impl Stage for Spaces {
    fn scan(&self, doc: &Document, found: &mut Findings<'_>) {
        let text = doc.text();
        let mut from = 0;
        while let Some(run) = next_odd_run(text.as_bytes(), from) {
            judge(text, run, found);
            from = run.end;
        }
    }
}

/// Reports the run of white space at `run` unless it is in its one form.
fn judge(text: &str, run: Span, found: &mut Findings<'_>) {
    let space = run.of(text);
    let newlines = space.bytes().filter(|byte| *byte == b'\n').count();
    let at_edge = run.start == 0 || run.end == text.len();
    let form = match newlines {
        _ if at_edge => "",
        0 => " ",
        1 => "\n",
        _ => "\n\n",
    };
    if space == form {
        return;
    }
    let rule = match newlines {
        _ if at_edge => &EDGE,
        0 if space.chars().all(|c| c == ' ') => &RUN,
        0 => &ODD,
        1 | 2 => &EDGE,
        _ => &BLANK_LINES,
    };
    found.replace(rule, run, form);
}

/// Bytes that are looked at together where all white space is in its one form.
const BLOCK: usize = 64;

/// Returns the next run of white space from `from` on, which is where a run ended, that is not in its
/// one form.
fn next_odd_run(bytes: &[u8], from: usize) -> Option<Span> {
    if from == 0 && run_end(bytes, 0) > 0 {
        return Some(Span::new(0, run_end(bytes, 0)));
    }
    if let Some(at) = next_suspect(bytes, from) {
        let start = run_start(bytes, at);
        return Some(Span::new(start, run_end(bytes, start)));
    }
    let start = run_start(bytes, bytes.len());
    (start < bytes.len() && start >= from).then(|| Span::new(start, bytes.len()))
}

/// Returns the first place from `from` on where three bytes show white space out of form.
fn next_suspect(bytes: &[u8], from: usize) -> Option<usize> {
    // Behind the text stands what is no white space.
    let second = bytes.get(from + 1..).unwrap_or_default();
    let third = bytes.get(from + 2..).unwrap_or_default();
    let first = bytes.get(from..)?;
    let blocks = first.chunks_exact(BLOCK).zip(second.chunks_exact(BLOCK));
    let clean = blocks.zip(third.chunks_exact(BLOCK)).take_while(|((first, second), third)| {
        let pairs = first.iter().zip(*second);
        if !pairs.clone().fold(false, |any, (a, b)| any | may_be_suspect(*a, *b)) {
            return true;
        }
        !pairs.zip(*third).fold(false, |any, ((a, b), c)| any | is_suspect(*a, *b, *c))
    });
    let start = clean.count() * BLOCK;
    let byte = |at: usize| first.get(at).copied().unwrap_or(0);
    let mut rest = start..first.len();
    rest.find(|at| is_suspect(byte(*at), byte(at + 1), byte(at + 2))).map(|at| from + at)
}

/// Returns whether `is_suspect` may hold for these bytes and a third, in a fifth of the steps.
fn may_be_suspect(a: u8, b: u8) -> bool {
    let is_pair = (a <= b' ') & ((b <= b' ') | (b >= 0xC2));
    is_pair | (a == b'\t') | (a == 0xC2) | (a.wrapping_sub(0xE1) < 3)
}

/// Returns whether white space out of form begins with these bytes: an odd space, two characters of
/// white space that are no line break and blank line, or a third newline.
///
/// Without a branch, so that blocks of bytes are compared at once.
fn is_suspect(a: u8, b: u8, c: u8) -> bool {
    let is_space = |byte: u8| (byte == b' ') | (byte == b'\n') | (byte == b'\t');
    let is_blank_line = (a == b'\n') & (b == b'\n');
    let is_third = is_blank_line & (c == b'\n');
    let odd = (a == b'\t')
        | ((a == 0xC2) & (b == 0xA0))
        | ((a == 0xE1) & (b == 0x9A) & (c == 0x80))
        | ((a == 0xE2) & (b == 0x80) & ((c <= 0x8A) | (c == 0xAF)))
        | ((a == 0xE2) & (b == 0x81) & (c == 0x9F))
        | ((a == 0xE3) & (b == 0x80) & (c == 0x80));
    let is_pair = is_space(a) & (is_space(b) | is_odd_lead(b, c)) & !is_blank_line;
    odd | is_third | is_pair
}

/// Returns whether two bytes may begin an odd space, so that the space before joins its run.
fn is_odd_lead(a: u8, b: u8) -> bool {
    ((a == 0xC2) & (b == 0xA0))
        | ((a == 0xE1) & (b == 0x9A))
        | ((a == 0xE2) & (b == 0x80))
        | ((a == 0xE2) & (b == 0x81))
        | ((a == 0xE3) & (b == 0x80))
}

/// Returns where the white space that ends at `end` begins.
fn run_start(bytes: &[u8], end: usize) -> usize {
    let mut start = end;
    loop {
        let before = bytes.get(..start).unwrap_or_default();
        match before {
            [.., b' ' | b'\n' | b'\t'] => start -= 1,
            [.., 0xC2, 0xA0] => start -= 2,
            [.., a, b, c] if odd_space_len(&[*a, *b, *c]) == 3 => start -= 3,
            _ => return start,
        }
    }
}

/// Returns where the run of white space that starts at `at` ends.
fn run_end(bytes: &[u8], mut at: usize) -> usize {
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        match rest.first() {
            Some(b' ' | b'\n' | b'\t') => at += 1,
            Some(0xC2 | 0xE1 | 0xE2 | 0xE3) => match odd_space_len(rest) {
                0 => return at,
                len => at += len,
            },
            _ => return at,
        }
    }
}

/// Returns the length of the odd space that `bytes` begin with, or 0.
///
/// The characters of the Unicode property White_Space beyond ASCII, less the newlines.
fn odd_space_len(bytes: &[u8]) -> usize {
    match bytes {
        [0xC2, 0xA0, ..] => 2,
        [0xE1, 0x9A, 0x80, ..]
        | [0xE2, 0x80, 0x80..=0x8A | 0xAF, ..]
        | [0xE2, 0x81, 0x9F, ..]
        | [0xE3, 0x80, 0x80, ..] => 3,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Finds every run of white space the slow way, character by character.
    fn all_runs(text: &str) -> Vec<Span> {
        let is_space = |c: char| odd_space_len(c.to_string().as_bytes()) > 0 || " \n\t".contains(c);
        let mut runs: Vec<Span> = Vec::new();
        for (at, c) in text.char_indices().filter(|(_, c)| is_space(*c)) {
            let end = at + c.len_utf8();
            match runs.last_mut().filter(|last| last.end == at) {
                Some(last) => last.end = end,
                None => runs.push(Span::new(at, end)),
            }
        }
        runs
    }

    fn out_of_form(text: &str, runs: Vec<Span>) -> Vec<Span> {
        let inner = |run: &Span| run.start > 0 && run.end < text.len();
        let in_form = |run: &Span| inner(run) && [" ", "\n", "\n\n"].contains(&run.of(text));
        runs.into_iter().filter(|run| !in_form(run)).collect()
    }

    proptest! {
        #[test]
        fn the_fast_search_finds_what_the_slow_one_does(text in "[a\u{A0}\u{2003}\u{3000}é“\u{1680} \n\t]{0,40}[a \n]{0,90}[“ a\u{202F}]{0,9}") {
            let mut found = Vec::new();
            let mut from = 0;
            while let Some(run) = next_odd_run(text.as_bytes(), from) {
                found.push(run);
                from = run.end;
            }
            prop_assert_eq!(out_of_form(&text, found), out_of_form(&text, all_runs(&text)));
        }
    }
}
