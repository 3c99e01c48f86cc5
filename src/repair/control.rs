//! Controls that no text needs, terminal escapes, and other characters that steer instead of speak.
//!
//! Tab, newline and carriage return stay. So do joiners and variation selectors, which carry meaning.
//! Runs of U+FFFD are reported and stay, since nothing tells what they were.

use crate::document::Document;
use crate::findings::Findings;
use crate::rule::{Effect, Example, Rule};
use crate::stage::{Entry, Stage};

use super::kind::{Kind, Repair};
use super::report;

static CONTROL: Rule = Rule::new(
    "control/character",
    Effect::Remove,
    "a control character (C0, DEL or C1) that text does not use",
    "It is left over from another program; JSON escapes it, CSV readers stumble over it, and nobody \
     sees it. A vertical tab or form feed between lines becomes a newline.",
    &[
        Example::fires(
            "The ferry\u{8} board said on Monday that it sails twice an hour.",
            "The ferry board said on Monday that it sails twice an hour.",
        ),
        Example::declines("The ferry\nsails."),
    ],
);

static ESCAPE: Rule = Rule::new(
    "control/terminal-escape",
    Effect::Remove,
    "a sequence that steers a terminal",
    "Logs and manual pages carry colour codes; outside a terminal they are noise (ECMA-48).",
    &[
        Example::fires("The \u{1b}[1mferry\u{1b}[0m sails.", "The ferry sails."),
        Example::declines("The [1mferry[0m sails."),
    ],
);

static ANNOTATION: Rule = Rule::new(
    "control/annotation",
    Effect::Remove,
    "an interlinear annotation and its marks (U+FFF9 to U+FFFB)",
    "The marks are for programs alone (Unicode standard, section 23.8); the note between lines \
     stands in the middle of the text otherwise.",
    &[
        Example::fires("The \u{FFF9}ferry\u{FFFA}boat\u{FFFB} sails.", "The ferry sails."),
        Example::declines("The ferry (boat) sails."),
    ],
);

static BYTE_ORDER_MARK: Rule = Rule::new(
    "control/byte-order-mark",
    Effect::Remove,
    "a byte order mark inside the text",
    "Where files were joined, the mark of the second one stands between two words.",
    &[
        Example::fires("The ferry \u{FEFF}sails.", "The ferry sails."),
        Example::declines("The ferry sails."),
    ],
);

static FORMAT: Rule = Rule::new(
    "control/deprecated-format",
    Effect::Remove,
    "a deprecated format character (U+206A to U+206F)",
    "The Unicode standard strongly discourages them (section 23.3); they change nothing that can be \
     seen.",
    &[
        Example::fires("The \u{206A}ferry sails.", "The ferry sails."),
        Example::declines("The ferry sails."),
    ],
);

static REPLACEMENT: Rule = Rule::new(
    "control/replacement-character",
    Effect::Note,
    "a run of U+FFFD: characters that were lost before",
    "What stood there cannot be known; the places are counted, so that damage can be judged.",
    &[
        Example::fires("The caf\u{FFFD}\u{FFFD} is open.", "The caf\u{FFFD}\u{FFFD} is open."),
        Example::declines("The café is open."),
    ],
);

struct Controls;

pub(super) fn entry() -> Entry {
    let rules = [&CONTROL, &ESCAPE, &ANNOTATION, &BYTE_ORDER_MARK, &FORMAT, &REPLACEMENT];
    Entry::new("repair/control", &rules, Controls)
}

impl Stage for Controls {
    fn scan(&self, doc: &Document, found: &mut Findings<'_>) {
        for repair in scan(doc.text()) {
            let rule = match repair.kind {
                Kind::Escape => &ESCAPE,
                Kind::Annotation => &ANNOTATION,
                Kind::ByteOrderMark => &BYTE_ORDER_MARK,
                Kind::Format => &FORMAT,
                Kind::Replacement => &REPLACEMENT,
                _ => &CONTROL,
            };
            report(rule, &repair, found);
        }
    }
}

/// The most bytes of a string that a terminal reads up to its end mark.
const LONGEST_STRING: usize = 4096;

/// The most bytes of the parameters of a terminal sequence.
const LONGEST_SEQUENCE: usize = 64;

/// The most bytes of an interlinear annotation.
const LONGEST_ANNOTATION: usize = 1024;

/// How many bytes are looked at together where nothing is to be found.
const BLOCK: usize = 64;

/// Returns what is to be removed from `text` and the runs of U+FFFD, ascending and without overlap.
pub(super) fn scan(text: &str) -> Vec<Repair> {
    let mut found: Vec<Repair> = Vec::new();
    let mut at = 0;
    while let Some(start) = next_suspect(text.as_bytes(), at) {
        match repair_at(text, start) {
            Some(repair) => {
                at = repair.end;
                push(&mut found, repair);
            }
            None => at = start + 1,
        }
    }
    found
}

/// Adds a repair, joined with the one before if both are of one kind and touch.
fn push(found: &mut Vec<Repair>, repair: Repair) {
    match found.last_mut().filter(|last| last.kind == repair.kind && last.end == repair.start) {
        Some(last) => {
            last.end = repair.end;
            last.with.push_str(&repair.with);
        }
        None => found.push(repair),
    }
}

/// Returns the first byte from `at` on that could begin something to report.
fn next_suspect(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = bytes.get(at..)?;
    let clean = rest
        .chunks_exact(BLOCK)
        .take_while(|block| !block.iter().fold(false, |any, byte| any | is_suspect(*byte)));
    let start = clean.count() * BLOCK;
    let ahead = rest.get(start..)?.iter().position(|byte| is_suspect(*byte))?;
    Some(at + start + ahead)
}

/// Tells whether a byte is a control or begins C1 controls, U+206x, U+FEFF or U+FFFx.
fn is_suspect(byte: u8) -> bool {
    (byte < 0x20) & (byte != b'\t') & (byte != b'\n') & (byte != b'\r')
        | (byte == 0x7f)
        | (byte == 0xc2)
        | (byte == 0xe2)
        | (byte == 0xef)
}

fn repair_at(text: &str, start: usize) -> Option<Repair> {
    let rest = text.get(start..)?;
    let first = rest.chars().next()?;
    let removed = |end: usize, kind: Kind| Some(Repair::sure(start, start + end, "", kind));
    match first {
        '\u{1b}' | '\u{90}' | '\u{98}' | '\u{9b}' | '\u{9d}' | '\u{9e}' | '\u{9f}' => {
            match escape(rest) {
                Some(end) => removed(end, Kind::Escape),
                None => removed(first.len_utf8(), Kind::Control),
            }
        }
        '\u{b}' | '\u{c}' | '\u{85}' => {
            let end = start + first.len_utf8();
            Some(Repair::sure(start, end, line_break(text, start, end), Kind::Control))
        }
        '\t' | '\n' | '\r' => None,
        _ if first.is_control() => removed(first.len_utf8(), Kind::Control),
        '\u{fff9}'..='\u{fffb}' => removed(annotation(rest), Kind::Annotation),
        '\u{feff}' => removed(first.len_utf8(), Kind::ByteOrderMark),
        '\u{206a}'..='\u{206f}' => removed(first.len_utf8(), Kind::Format),
        '\u{fffd}' => {
            let run: String = rest.chars().take_while(|ch| *ch == '\u{fffd}').collect();
            Some(Repair::sure(start, start + run.len(), run, Kind::Replacement))
        }
        _ => None,
    }
}

/// Returns the line break that a vertical control stands for, unless one is there already.
fn line_break(text: &str, start: usize, end: usize) -> &'static str {
    let is_break = |ch: char| matches!(ch, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}');
    let before = text.get(..start).and_then(|text| text.chars().next_back());
    let after = text.get(end..).and_then(|text| text.chars().next());
    match (before, after) {
        (Some(before), Some(after)) if !is_break(before) && !is_break(after) => "\n",
        _ => "",
    }
}

/// Returns the length of the terminal sequence at the head of `rest` (ECMA-48, sections 5.4 and 5.6).
fn escape(rest: &str) -> Option<usize> {
    let mut chars = rest.chars();
    let (kind, head) = match chars.next()? {
        '\u{1b}' => (chars.next()?, 2),
        control => (char::from_u32(u32::from(control) - 0x40)?, control.len_utf8()),
    };
    let body = rest.get(head..)?;
    match kind {
        '[' => Some(head + sequence(body, 0x30..=0x3f)?),
        ']' | 'P' | 'X' | '^' | '_' => Some(head + string(body).unwrap_or(0)),
        ' '..='/' => Some(head + sequence(body, 0x20..=0x2f)?),
        '0'..='~' => Some(head),
        _ => None,
    }
}

/// Returns the length of parameters, intermediate bytes and a final byte.
fn sequence(body: &str, parameters: std::ops::RangeInclusive<u8>) -> Option<usize> {
    let bytes = body.as_bytes().get(..body.len().min(LONGEST_SEQUENCE))?;
    let end = bytes
        .iter()
        .position(|byte| !parameters.contains(byte) && !(0x20..=0x2f).contains(byte))?;
    (0x30..=0x7e).contains(bytes.get(end)?).then_some(end + 1)
}

/// Returns the length of a string with its end mark, which stands on the same line.
fn string(body: &str) -> Option<usize> {
    let window = body.get(..body.floor_char_boundary(LONGEST_STRING))?;
    for (at, ch) in window.char_indices() {
        match ch {
            '\u{7}' | '\u{9c}' => return Some(at + ch.len_utf8()),
            '\u{1b}' if window.get(at + 1..)?.starts_with('\\') => return Some(at + 2),
            _ if ch.is_control() => return None,
            _ => {}
        }
    }
    None
}

/// Returns the length of what an annotation mark removes: the separator takes the small text with it
/// up to the terminator, as the Unicode Standard advises for plain text (section 23.8).
fn annotation(rest: &str) -> usize {
    let mark = '\u{fffa}'.len_utf8();
    if !rest.starts_with('\u{fffa}') {
        return mark;
    }
    let window = rest.get(..rest.floor_char_boundary(LONGEST_ANNOTATION)).unwrap_or("");
    let line = window.split('\n').next().unwrap_or("");
    let inner = line.get(mark..).unwrap_or("");
    match inner.find(['\u{fffa}', '\u{fffb}']) {
        Some(at) if inner.get(at..).is_some_and(|end| end.starts_with('\u{fffb}')) => {
            mark + at + mark
        }
        _ => mark,
    }
}

#[cfg(test)]
mod tests {
    use super::super::kind::apply;
    use super::*;

    fn repaired(text: &str) -> String {
        let once = apply(text, &scan(text));
        assert!(scan(&once).iter().all(|found| found.kind.is_note()), "{once:?}");
        once
    }

    #[test]
    fn removes_controls_but_not_white_space() {
        assert_eq!(repaired("a\u{0}b\u{7f}c\u{81}\td\r\ne"), "abc\td\r\ne");
    }

    #[test]
    fn removes_terminal_sequences() {
        assert_eq!(repaired("\u{1b}[36;44mfoo\u{1b}[0m \u{9b}1mbar \u{1b}(Bbaz"), "foo bar baz");
        assert_eq!(repaired("\u{1b}]0;title\u{7}x\u{1b}]8;;http://a\u{1b}\\y"), "xy");
    }

    #[test]
    fn a_lone_escape_takes_nothing_with_it() {
        assert_eq!(repaired("a\u{1b}\nb \u{1b}"), "a\nb ");
    }

    #[test]
    fn a_form_feed_between_words_is_a_line_break() {
        assert_eq!(repaired("one\u{c}two\n\u{c}three"), "one\ntwo\nthree");
    }

    #[test]
    fn removes_marks_within_the_text() {
        assert_eq!(repaired("a\u{feff}b\u{206a}c"), "abc");
        assert_eq!(repaired("\u{fff9}漢字\u{fffa}かんじ\u{fffb}。"), "漢字。");
    }

    #[test]
    fn keeps_joiners_and_selectors() {
        let text = "👩\u{200d}🚀 \u{200c}❤\u{fe0f}";
        assert_eq!(repaired(text), text);
    }

    #[test]
    fn reports_replacement_characters() {
        let found = scan("ab\u{fffd}\u{fffd}c\u{fffd}");
        assert_eq!(found.iter().map(|note| note.with.chars().count()).collect::<Vec<_>>(), [2, 1]);
        assert!(found.iter().all(|note| note.kind.is_note()));
    }

    #[test]
    fn finds_a_control_behind_many_clean_blocks() {
        let text = "é".repeat(500) + "\u{1}" + &"x".repeat(300);
        assert_eq!(scan(&text).len(), 1);
    }
}
