//! Paragraphs told apart by a blank line, where the raw text gave each its own line.

use crate::document::Document;
use crate::findings::Findings;
use crate::prose::{ends_sentence, is_prose, starts_upper};
use crate::rule::{Effect, Example, Rule};
use crate::span::Span;
use crate::stage::{Entry, Stage};
use crate::text::lines;

static LINE_BREAK: Rule = Rule::new(
    "paragraphs/line-break",
    Effect::Rewrite,
    "a line break between two paragraphs of prose",
    "Where each paragraph is one line, the break between lines is the break between paragraphs; a \
     dataset that marks some with one newline and some with two cannot be split reliably.",
    &[
        Example::fires(
            "The ferry board said on Monday that the crossing will run twice an hour.\n\
             The council added that no fares will rise before the autumn session begins.",
            "The ferry board said on Monday that the crossing will run twice an hour.\n\n\
             The council added that no fares will rise before the autumn session begins.",
        ),
        Example::declines(
            "The ferry board said on Monday that the evening\ncrossing will run twice an hour.",
        ),
    ],
);

/// Characters of the shortest line that counts as a paragraph by itself: hard-wrapped text has
/// lines of this length too, but seldom ends them with a sentence.
const PARAGRAPH_CHARS: usize = 60;

struct Paragraphs;

pub(super) fn entry() -> Entry {
    Entry::new("normalize/paragraphs", &[&LINE_BREAK], Paragraphs)
}

impl Stage for Paragraphs {
    fn scan(&self, doc: &Document, found: &mut Findings<'_>) {
        let text = doc.text();
        if !has_single_break(text.as_bytes()) {
            return;
        }
        let all: Vec<Span> = lines(text).collect();
        let (mut wrapped, mut breaks) = (0_usize, Vec::new());
        for pair in all.windows(2) {
            let [first, second] = pair else { continue };
            match kind(first.of(text), second.of(text)) {
                Some(Break::Paragraph) => breaks.push(Span::new(first.end, second.start)),
                Some(Break::Wrap) => wrapped += 1,
                None => {}
            }
        }
        // Hard-wrapped prose ends a line with a sentence now and then; paragraphs always do.
        if breaks.len() >= 4 * wrapped {
            for at in breaks {
                found.replace(&LINE_BREAK, at, "\n\n");
            }
        }
    }
}

/// Returns whether some newline stands alone.
fn has_single_break(bytes: &[u8]) -> bool {
    let mut last = None;
    memchr::memchr_iter(b'\n', bytes).any(|at| {
        let touches = last == at.checked_sub(1) && at > 0;
        last = Some(at);
        !touches && bytes.get(at + 1).is_some_and(|byte| *byte != b'\n')
    })
}

enum Break {
    Paragraph,
    Wrap,
}

/// Returns what the break between two lines is, where both are running text.
fn kind(first: &str, second: &str) -> Option<Break> {
    let is_long = |line: &str| line.chars().nth(PARAGRAPH_CHARS - 1).is_some();
    if !is_long(first) || second.is_empty() {
        return None;
    }
    if !ends_sentence(first) {
        return Some(Break::Wrap);
    }
    (is_prose(first) && is_long(second) && starts_upper(second)).then_some(Break::Paragraph)
}
