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
        while let Some(run) = next_odd_run(text, from) {
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

/// Returns the next run of white space from `from` on that may not be in its one form.
fn next_odd_run(text: &str, from: usize) -> Option<Span> {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(byte) = bytes.get(at) {
        let wide = match CLASSES.get(usize::from(*byte)) {
            Some(Class::Other) => {
                at += 1;
                continue;
            }
            Some(Class::Lead) => odd_space_len(bytes.get(at..).unwrap_or_default()),
            _ => 1,
        };
        if wide == 0 {
            at += 1;
            continue;
        }
        let end = run_end(bytes, at);
        if !is_plain(bytes, at, end) {
            return Some(Span::new(at, end));
        }
        at = end;
    }
    None
}

/// Returns whether a run is a lone space or one blank line inside the text: by far the most are.
fn is_plain(bytes: &[u8], start: usize, end: usize) -> bool {
    let inside = start > 0 && end < bytes.len();
    inside && matches!(bytes.get(start..end), Some(b" " | b"\n" | b"\n\n"))
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

#[derive(Clone, Copy)]
enum Class {
    Other,
    Space,
    Lead,
}

/// What each byte may begin.
static CLASSES: [Class; 256] = {
    let mut classes = [Class::Other; 256];
    classes[b' ' as usize] = Class::Space;
    classes[b'\n' as usize] = Class::Space;
    classes[b'\t' as usize] = Class::Space;
    classes[0xC2] = Class::Lead;
    classes[0xE1] = Class::Lead;
    classes[0xE2] = Class::Lead;
    classes[0xE3] = Class::Lead;
    classes
};
