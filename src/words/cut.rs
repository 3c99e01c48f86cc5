//! Words of scripts that put no spaces between them: cut into pieces as long as words are there.
//!
//! Where words begin only a dictionary knows. Pieces of a fixed length, counted from the last space or
//! mark, give a fair number of words, and the same pieces for a clause that stands twice.

use crate::prose::{is_spaceless, is_unmarked};
use crate::span::Span;

/// Characters of a word, of Han and kana and of Thai and its neighbours: two thirds of the words of
/// Chinese text have two characters; Thai words have about four.
const HAN_CHARS: usize = 2;
const THAI_CHARS: usize = 4;

/// Whether text without spaces is cut.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Cut {
    /// It is one word from space to space, as datatrove has it.
    #[default]
    Nothing,
    /// It is cut into pieces.
    Spaceless,
}

impl Cut {
    /// Cuts those of the words `spans` of `text` that have characters of such a script.
    pub(super) fn cut(self, text: &str, spans: &mut Vec<Span>) {
        let is_whole = |span: &Span| !self.has_cut(span.of(text));
        if self == Cut::Nothing || text.is_ascii() || spans.iter().all(is_whole) {
            return;
        }
        let mut pieces = Vec::with_capacity(2 * spans.len());
        for span in spans.iter() {
            match is_whole(span) {
                true => pieces.push(*span),
                false => cut_word(span.of(text), span.start, &mut pieces),
            }
        }
        *spans = pieces;
    }

    /// Returns whether a word is one that is cut, or a piece of one.
    pub(super) fn has_cut(self, word: &str) -> bool {
        self == Cut::Spaceless && !word.is_ascii() && word.chars().any(is_spaceless)
    }

    /// Returns whether a stretch ends a part of a sentence by ending: in scripts without end marks a
    /// space stands between clauses.
    pub(super) fn ends_part(self, stretch: &str) -> bool {
        self == Cut::Spaceless && stretch.chars().next_back().is_some_and(is_unmarked)
    }
}

/// What a character is to the cutting.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Han,
    Thai,
    Letter,
    Mark,
}

impl Kind {
    fn of(c: char) -> Kind {
        match c {
            _ if is_unmarked(c) => Kind::Thai,
            _ if is_spaceless(c) => Kind::Han,
            _ if c.is_alphanumeric() => Kind::Letter,
            _ => Kind::Mark,
        }
    }

    /// Returns the characters of a piece at most.
    const fn most(self) -> usize {
        match self {
            Kind::Han => HAN_CHARS,
            Kind::Thai => THAI_CHARS,
            Kind::Letter => usize::MAX,
            Kind::Mark => 1,
        }
    }
}

fn cut_word(word: &str, start: usize, pieces: &mut Vec<Span>) {
    let mut piece: Option<(Kind, Span, usize)> = None;
    for (at, c) in word.char_indices() {
        let (kind, here) = (Kind::of(c), Span::new(start + at, start + at + c.len_utf8()));
        piece = match piece {
            Some((last, span, count)) if last == kind && count < kind.most() => {
                Some((kind, span.hull(here), count + 1))
            }
            other => {
                pieces.extend(other.map(|(_, span, _)| span));
                Some((kind, here, 1))
            }
        };
    }
    pieces.extend(piece.map(|(_, span, _)| span));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(word: &str) -> String {
        let mut spans = vec![Span::new(0, word.len())];
        Cut::Spaceless.cut(word, &mut spans);
        spans.iter().map(|span| span.of(word)).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn cuts_at_marks_and_after_so_many_characters() {
        assert_eq!(pieces("渡轮委员会周一。表示GPT增加"), "渡轮|委员|会周|一|。|表示|GPT|增加");
        assert_eq!(pieces("เรือข้ามฟาก"), "เรือ|ข้าม|ฟาก");
        assert_eq!(pieces("harbour"), "harbour");
    }

    #[test]
    fn datatrove_cuts_nothing() {
        let mut spans = vec![Span::new(0, 9)];
        Cut::Nothing.cut("渡轮委", &mut spans);
        assert_eq!(spans.len(), 1);
    }
}
