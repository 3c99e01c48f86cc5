//! A document as it was and as it is at once: its text with what was removed in place.
//!
//! The changes are undone from the last pass to the first. What a change had put there stays in view,
//! and what it took away comes back beside it, so that the pieces in view that are not gone are the
//! text, and those that are not new are what decoding gave.

use crate::span::Span;

use super::changes::Change;
use super::tally::clipped;

/// A stretch of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// What is shown of it.
    pub(super) text: String,
    // Its bytes, of which `text` is a beginning.
    len: usize,
    /// What it is.
    pub(super) kind: Kind,
    // Whether it is part of the text that the pass at hand saw.
    is_live: bool,
    /// The change that took it away or put it there, by number.
    pub(super) change: Option<usize>,
}

/// What a stretch of a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// It was there and is there.
    Kept,
    /// It was taken away.
    Gone,
    /// It came in the place of something.
    Came,
}

/// Returns the stretches of a document whose text begins with `text` and became so by `changes`; a
/// change that does not fit, since the text behind is not at hand, is passed over.
pub(super) fn weave(text: &str, changes: &[Change]) -> Vec<Piece> {
    let mut pieces = vec![piece(text, text.len(), Kind::Kept, None)];
    let numbered: Vec<(usize, &Change)> = changes.iter().enumerate().collect();
    let passes = numbered.chunk_by(|(_, a), (_, b)| a.pass == b.pass);
    for pass in passes.rev() {
        pieces = undone(pieces, pass);
    }
    pieces.retain(|piece| piece.len > 0);
    pieces
}

fn piece(text: &str, len: usize, kind: Kind, change: Option<usize>) -> Piece {
    Piece { text: text.to_owned(), len, kind, is_live: true, change }
}

/// Undoes the changes of one pass, which stand in ascending order and do not overlap.
fn undone(pieces: Vec<Piece>, pass: &[(usize, &Change)]) -> Vec<Piece> {
    let mut done = Vec::with_capacity(pieces.len() + pass.len());
    let mut rest = Rest { pieces: pieces.into_iter().rev().collect(), at: 0 };
    // How much longer the text is behind the pass than before it, up to the change at hand.
    let mut shift: isize = 0;
    for (number, change) in pass {
        let Some(with) = change.with_len else { continue };
        let Some(start) = change.at.start.checked_add_signed(shift) else { continue };
        shift += with as isize - change.at.len() as isize;
        if start < rest.at {
            continue;
        }
        rest.move_to(start, &mut done);
        let mut replaced = Vec::new();
        rest.move_to(start + with, &mut replaced);
        if rest.at < start + with {
            // The change reaches behind what is at hand.
            done.append(&mut replaced);
            continue;
        }
        done.push(piece(&change.was, change.at.len(), Kind::Gone, Some(*number)));
        done.extend(replaced.into_iter().filter_map(|old| retired(old, *number)));
    }
    rest.move_to(usize::MAX, &mut done);
    done
}

/// Returns what remains in view of a piece that a change had put there.
fn retired(mut old: Piece, number: usize) -> Option<Piece> {
    match (old.is_live, old.kind) {
        // It came and went: neither text nor document have it.
        (true, Kind::Gone) => None,
        (true, Kind::Kept) => {
            old.kind = Kind::Came;
            old.change = Some(number);
            old.is_live = false;
            Some(old)
        }
        _ => Some(old),
    }
}

/// The pieces that are still to be looked at, the next one last.
struct Rest {
    pieces: Vec<Piece>,
    // Bytes of live pieces before them.
    at: usize,
}

impl Rest {
    /// Moves the pieces before `end` over to `done`, and cuts the one that reaches across.
    fn move_to(&mut self, end: usize, done: &mut Vec<Piece>) {
        while let Some(next) = self.pieces.pop() {
            if !next.is_live {
                // A piece without extent belongs to what is before it.
                done.push(next);
                continue;
            }
            let room = end - self.at;
            if next.len <= room && !(room == 0 && next.len == 0) {
                self.at += next.len;
                done.push(next);
                continue;
            }
            if room > 0 {
                let (before, behind) = cut(next, room);
                self.at += before.len;
                done.push(before);
                self.pieces.push(behind);
            } else {
                self.pieces.push(next);
            }
            return;
        }
    }
}

/// Cuts a piece in two behind so many bytes.
fn cut(whole: Piece, len: usize) -> (Piece, Piece) {
    let shown = whole.text.len().min(len);
    let before = clipped(&whole.text, shown).to_owned();
    let behind = Span::new(before.len().min(whole.text.len()), whole.text.len());
    let behind = if shown < len { String::new() } else { behind.of(&whole.text).to_owned() };
    let second = Piece { text: behind, len: whole.len - len, ..whole.clone() };
    (Piece { text: before, len, ..whole }, second)
}

impl Piece {
    /// Adds to what was taken away what was taken away behind it, of which so many bytes are shown.
    pub(super) fn extend(&mut self, behind: &Piece, bytes: usize) {
        self.len += behind.len;
        if !behind.text.is_empty() && self.text.len() + behind.text.len() < bytes {
            self.text.push(' ');
            self.text.push_str(&behind.text);
        }
    }

    /// Returns how many of its bytes are not shown.
    pub(super) fn left_out(&self) -> usize {
        self.len.saturating_sub(self.text.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(pass: &str, at: (usize, usize), was: &str, with: Option<&str>) -> Change {
        Change {
            pass: pass.to_owned(),
            at: Span::new(at.0, at.1),
            was: was.to_owned(),
            with_len: with.map(str::len),
            ..Change::default()
        }
    }

    fn told(pieces: &[Piece]) -> String {
        let told = |piece: &Piece| match piece.kind {
            Kind::Kept => piece.text.clone(),
            Kind::Gone => format!("[-{}-]", piece.text),
            Kind::Came => format!("{{+{}+}}", piece.text),
        };
        pieces.iter().map(told).collect()
    }

    fn joined(pieces: &[Piece], without: Kind) -> String {
        let left = pieces.iter().filter(|piece| piece.kind != without);
        left.map(|piece| piece.text.as_str()).collect()
    }

    #[test]
    fn what_was_removed_stands_where_it_was() {
        let changes = [
            change("a", (1, 3), "\r\n", Some("\n")),
            change("b", (0, 1), "x", Some("")),
            change("b", (2, 3), "y", None),
            change("c", (2, 5), "ads", Some("")),
        ];
        // x CR LF a ads z, then x LF a ads z, then LF a ads z, then LF a z.
        let pieces = weave("\naz", &changes);
        assert_eq!(told(&pieces), "[-x-][-\r\n-]{+\n+}a[-ads-]z");
        assert_eq!(joined(&pieces, Kind::Gone), "\naz");
        assert_eq!(joined(&pieces, Kind::Came), "x\r\naadsz");
    }

    #[test]
    fn what_came_and_went_is_not_shown() {
        let changes = [change("a", (2, 4), "&x", Some("é")), change("b", (0, 4), "A é", Some(""))];
        let pieces = weave("b", &changes);
        assert_eq!(told(&pieces), "[-A -][-&x-]b");
    }

    #[test]
    fn changes_behind_what_is_at_hand_are_passed_over() {
        let changes = [change("a", (1, 2), "-", Some("")), change("a", (90, 99), "q", Some("w"))];
        assert_eq!(told(&weave("ab", &changes)), "a[---]b");
    }

    #[test]
    fn a_long_removal_keeps_its_extent() {
        let long = change("b", (1, 100), "start", Some(""));
        let changes = [change("a", (50, 53), "xyz", Some("cd")), long];
        let pieces = weave("AB", &changes);
        assert_eq!(joined(&pieces, Kind::Gone), "AB");
        assert_eq!(pieces.iter().map(Piece::left_out).sum::<usize>(), 49 - 5 + 48);
    }
}
