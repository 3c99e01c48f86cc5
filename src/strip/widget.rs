//! Font-size widgets: the buttons that make a page's text larger or smaller, as text.

use crate::document::Document;
use crate::findings::Findings;
use crate::rule::{Effect, Example, Rule};
use crate::span::Span;
use crate::stage::{Entry, Stage};
use crate::text::{cuts, full_lines, place_of};

static FONT_SIZE: Rule = Rule::new(
    "widget/font-size",
    Effect::Remove,
    "the buttons that change the size of the text",
    "They stand at the start of every page of a site and mean nothing in its text.",
    &[
        Example::fires(
            "+ ↺ − 16 px\n\nThe ferry sails at noon today.",
            "The ferry sails at noon today.",
        ),
        Example::fires(
            "A- A A+\n\nThe ferry sails at noon today.",
            "The ferry sails at noon today.",
        ),
        Example::declines("The temperature rose by 2 + 2 degrees, and the font has 16 px."),
    ],
);

/// Bytes of the longest line that is read word by word for a widget without an arrow.
const LINE_BYTES: usize = 100;

/// Arrows that stand for "reset".
const RESETS: &[char] = &['↺', '↻', '⟲', '⟳', '🔄', '⭯', '⭮', '↩', '⥀', '⥁', '🗘'];

/// What a word of a line is to a widget.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Plus,
    Minus,
    Reset,
    Size,
    Letter,
    Larger,
    Smaller,
    Label,
    Mark,
}

struct Widget;

pub(super) fn entry() -> Entry {
    Entry::new("strip/widget", &[&FONT_SIZE], Widget)
}

impl Stage for Widget {
    fn scan(&self, doc: &Document, found: &mut Findings<'_>) {
        let text = doc.text();
        let (mut whole, mut inside) = (Vec::new(), Vec::new());
        let has_reset = may_hold_reset(text.as_bytes());
        for line in full_lines(text) {
            let slice = line.of(text);
            if slice.len() > LINE_BYTES && !(has_reset && slice.contains(RESETS)) {
                continue;
            }
            match widget(slice) {
                Some(at) if at.len() == slice.len() => whole.push(line),
                Some(at) => inside.push(with_space(slice, at).shifted(line.start)),
                None => {}
            }
        }
        for cut in cuts(text, &whole).into_iter().chain(inside) {
            found.delete(&FONT_SIZE, cut);
        }
    }
}

/// Returns whether some bytes may be one of the arrows: the first two bytes of each in UTF-8.
fn may_hold_reset(bytes: &[u8]) -> bool {
    memchr::memchr2_iter(0xE2, 0xF0, bytes).any(|at| {
        let second = bytes.get(at + 1);
        second.is_some_and(|byte| matches!(byte, 0x86 | 0x9F | 0xA5 | 0xAD))
    })
}

/// Returns the span with the space that would be left over without it.
fn with_space(line: &str, at: Span) -> Span {
    let before = Span::new(0, at.start).of(line);
    match before.is_empty() {
        true => {
            Span::new(0, line.len() - Span::new(at.end, line.len()).of(line).trim_start().len())
        }
        false => Span::new(before.trim_end().len(), at.end),
    }
}

/// Returns where a line holds a widget: anywhere for the full form with its arrow, else on the
/// whole line.
fn widget(line: &str) -> Option<Span> {
    let mut run: Vec<(Part, Span)> = Vec::new();
    let mut words = line.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let mut at = place_of(line, word);
        let is_size = is_number(word) && words.peek().is_some_and(|next| is_unit(next));
        let part = match words.next_if(|_| is_size) {
            Some(unit) => {
                at.end = place_of(line, unit).end;
                Some(Part::Size)
            }
            None => part(word),
        };
        match part {
            Some(part) => run.push((part, at)),
            None if is_full(&run) => break,
            None => run.clear(),
        }
    }
    let (first, last) = (run.first()?, run.last()?);
    let at = Span::new(first.1.start, last.1.end);
    let is_whole = at.len() == line.len();
    (is_full(&run) || (is_whole && is_partial(&run))).then_some(at)
}

fn has(run: &[(Part, Span)], part: Part) -> bool {
    run.iter().any(|(other, _)| *other == part)
}

/// Returns whether the parts are a widget beyond doubt: larger, smaller and reset.
fn is_full(run: &[(Part, Span)]) -> bool {
    let pair = has(run, Part::Plus) && has(run, Part::Minus);
    pair && has(run, Part::Reset)
}

/// Returns whether the parts make a widget where nothing else stands on the line.
fn is_partial(run: &[(Part, Span)]) -> bool {
    let signs = has(run, Part::Plus) && has(run, Part::Minus);
    let letters = has(run, Part::Larger) || has(run, Part::Smaller);
    let context = has(run, Part::Size)
        || has(run, Part::Label)
        || has(run, Part::Reset)
        || has(run, Part::Letter);
    let either = has(run, Part::Plus) || has(run, Part::Minus);
    let pair = has(run, Part::Larger) && has(run, Part::Smaller);
    let sizes = run.len() > 1 && run.iter().all(|(part, _)| *part == Part::Letter);
    sizes
        || (signs && context)
        || pair
        || (letters && context)
        || (either && has(run, Part::Reset) && run.len() > 2)
}

fn part(word: &str) -> Option<Part> {
    let mut letters = word.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        return match letter {
            '+' | '＋' => Some(Part::Plus),
            '-' | '−' | '–' | '—' | '－' => Some(Part::Minus),
            'A' | 'a' | 'А' | 'а' | 'T' | 'Т' => Some(Part::Letter),
            '|' | '/' | '·' | '•' | ':' => Some(Part::Mark),
            letter => RESETS.contains(&letter).then_some(Part::Reset),
        };
    }
    let number = word.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
    if is_number(number) && word.get(number.len()..).is_some_and(is_unit) {
        return Some(Part::Size);
    }
    match word.trim_end_matches(':').to_lowercase().as_str() {
        "a+" | "a++" | "а+" | "aa+" | "t+" | "+a" => Some(Part::Larger),
        "a-" | "a--" | "a−" | "а-" | "а−" | "aa-" | "t-" | "-a" | "−a" => {
            Some(Part::Smaller)
        }
        "aa" | "аа" => Some(Part::Letter),
        "font" | "text" | "size" | "fontsize" | "reset" | "default" | "шрифт" | "размер"
        | "шрифта" | "şrift" | "yazı" | "boyutu" => Some(Part::Label),
        _ => None,
    }
}

fn is_number(word: &str) -> bool {
    (1..=3).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_unit(word: &str) -> bool {
    matches!(word.to_ascii_lowercase().as_str(), "px" | "pt" | "em" | "rem" | "%")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_widgets_kin() {
        for line in [
            "+ ↺ − 16 px",
            "− ↻ + 14px",
            "A- A A+",
            "A+ | A-",
            "Font size: - +",
            "+ - 100%",
            "A− Reset A+",
            "Aa Aa Aa",
        ] {
            assert_eq!(widget(line), Some(Span::new(0, line.len())), "{line}");
        }
    }

    #[test]
    fn finds_the_full_form_inside_a_line() {
        let line = "date 2031-05-09 + ↺ − 16 px";
        assert_eq!(widget(line).map(|at| at.of(line)), Some("+ ↺ − 16 px"));
    }

    #[test]
    fn every_arrow_is_seen_by_the_fast_check() {
        for reset in RESETS {
            assert!(may_hold_reset(reset.to_string().as_bytes()), "{reset}");
        }
    }

    #[test]
    fn leaves_sums_and_scores() {
        for line in ["2 + 2 − 16 px is odd", "A - B", "16 px", "Group A + B", "A", "- A bright day"]
        {
            assert_eq!(widget(line), None, "{line}");
        }
    }
}
