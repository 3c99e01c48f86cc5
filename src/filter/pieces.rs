//! The pieces that C4's rules cut a text into, and what becomes of each: the edits of the ledger.

use crate::findings::Findings;
use crate::measure::c4::{Fate, Judged};
use crate::rule::Rule;
use crate::span::Span;
use crate::words::is_space;

/// A piece of the text. The pieces of a text lie end to end.
struct Piece {
    at: Span,
    becomes: Becomes,
}

enum Becomes {
    /// This part of it stays.
    Kept(Span),
    /// A newline.
    Newline,
    /// Nothing, by this rule.
    Nothing(&'static Rule),
}

/// The rules that are named in the ledger.
pub(super) struct Names {
    /// For white space and line breaks.
    pub(super) edge: &'static Rule,
    /// For citations.
    pub(super) citation: &'static Rule,
    /// For a line of this fate.
    pub(super) line: fn(Fate) -> &'static Rule,
}

/// Reports the edits that make of `text` what C4 leaves of it: `judged.text`.
pub(super) fn report(text: &str, judged: &Judged, names: &Names, found: &mut Findings<'_>) {
    let mut pieces = cut(text, judged, names);
    trim(text, names, pieces.iter_mut(), leading);
    trim(text, names, pieces.iter_mut().rev(), trailing);
    for Piece { at, becomes } in pieces {
        match becomes {
            Becomes::Newline if at.of(text) == "\n" => {}
            Becomes::Newline => found.replace(names.edge, at, "\n"),
            Becomes::Nothing(rule) => delete(rule, at, found),
            Becomes::Kept(kept) => {
                delete(names.edge, Span::new(at.start, kept.start), found);
                delete(names.edge, Span::new(kept.end, at.end), found);
            }
        }
    }
}

fn delete(rule: &'static Rule, at: Span, found: &mut Findings<'_>) {
    if !at.is_empty() {
        found.delete(rule, at);
    }
}

/// Cuts the text into pieces: a removed line goes with the break before it, and before a line that
/// stays, but for the first, stands one newline.
fn cut(text: &str, judged: &Judged, names: &Names) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(2 * judged.lines.len() + 1);
    let mut citations = judged.citations.iter().copied().peekable();
    let (mut behind, mut is_first) = (0, true);
    for line in &judged.lines {
        let gap = Span::new(behind, line.at.start);
        behind = line.at.end;
        if line.fate != Fate::Kept {
            let becomes = Becomes::Nothing((names.line)(line.fate));
            pieces.push(Piece { at: gap.hull(line.at), becomes });
            continue;
        }
        let becomes = if is_first { Becomes::Nothing(names.edge) } else { Becomes::Newline };
        pieces.push(Piece { at: gap, becomes });
        is_first = false;
        let mut start = line.at.start;
        while let Some(at) = citations.next_if(|citation| citation.end <= line.at.end) {
            let kept = Span::new(start, at.start);
            pieces.push(Piece { at: kept, becomes: Becomes::Kept(kept) });
            pieces.push(Piece { at, becomes: Becomes::Nothing(names.citation) });
            start = at.end;
        }
        let kept = Span::new(start, line.at.end);
        pieces.push(Piece { at: kept, becomes: Becomes::Kept(kept) });
    }
    let at = Span::new(behind, text.len());
    pieces.push(Piece { at, becomes: Becomes::Nothing(names.edge) });
    pieces
}

/// Takes white space off one end of what stays, where a citation stood at that end of a line.
fn trim<'a>(
    text: &str,
    names: &Names,
    pieces: impl Iterator<Item = &'a mut Piece>,
    inner: fn(&str, Span) -> Span,
) {
    for piece in pieces {
        match piece.becomes {
            Becomes::Nothing(_) => {}
            Becomes::Newline => piece.becomes = Becomes::Nothing(names.edge),
            Becomes::Kept(kept) => {
                let kept = inner(text, kept);
                piece.becomes = Becomes::Kept(kept);
                if !kept.is_empty() {
                    return;
                }
            }
        }
    }
}

fn leading(text: &str, at: Span) -> Span {
    Span::new(at.end - at.of(text).trim_start_matches(is_space).len(), at.end)
}

fn trailing(text: &str, at: Span) -> Span {
    Span::new(at.start, at.start + at.of(text).trim_end_matches(is_space).len())
}
