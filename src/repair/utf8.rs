//! Finds UTF-8 that was read on another page: groups of characters whose bytes there are UTF-8.
//!
//! It says what could be read anew, not whether it should be.

use std::ops::Range;

use super::line::{Coded, Edit, Line};
use super::pages::Page;

/// The most characters in a group whose borders on both sides fall together: on a wide page a group
/// goes on until a character and a sequence end at the same byte.
const MOST_IN_GROUP: usize = 64;

/// What the Portuguese à contracts with: behind it no space was lost.
const CONTRACTED: [&str; 4] = ["s ", "quele", "quela", "quilo"];

/// One character read from UTF-8 bytes.
struct Sequence {
    ch: char,
    bytes: usize,
    lossy: bool,
}

/// Returns the groups of `line` that are UTF-8 on `page`, as edits; neighbours are joined.
pub(crate) fn edits(line: &Line, page: Page) -> Vec<Edit> {
    let coded = Coded::new(line, page);
    let reading = Reading { line, page, coded: &coded };
    let mut edits: Vec<Edit> = Vec::new();
    let mut at = 0;
    while let Some(cell) = line.cells.get(at) {
        let may_begin = !cell.ch.is_ascii()
            && matches!(coded.from(coded.start(at)), [0x01..=0x7f | 0xc2..=0xf4, ..]);
        let Some(edit) = may_begin.then(|| reading.group(at)).flatten() else {
            at += 1;
            continue;
        };
        at = edit.cells.end;
        match edits.last_mut().filter(|last| last.cells.end == edit.cells.start) {
            Some(last) => {
                last.cells.end = edit.cells.end;
                last.with.extend(edit.with);
                last.lossy |= edit.lossy;
            }
            None => edits.push(edit),
        }
    }
    edits
}

/// A line as bytes of a page.
struct Reading<'a> {
    line: &'a Line,
    page: Page,
    coded: &'a Coded,
}

impl Reading<'_> {
    /// Returns the shortest group of UTF-8 sequences from `cell` on, which is none of ASCII, that ends where
    /// a cell ends.
    fn group(&self, cell: usize) -> Option<Edit> {
        let mut byte = self.coded.start(cell);
        let mut with = Vec::new();
        let mut lossy = false;
        while with.len() < MOST_IN_GROUP {
            let first = *self.coded.from(byte).first()?;
            let sequence = match first {
                0 => return None,
                _ if first.is_ascii() => Sequence { ch: char::from(first), bytes: 1, lossy: false },
                _ => self.sequence(byte)?,
            };
            byte += sequence.bytes;
            with.push(sequence.ch);
            lossy |= sequence.lossy;
            if let Some(end) = self.coded.cell_at(byte) {
                if self.lost_space_behind(end, sequence) {
                    with.push(' ');
                }
                return Some(Edit { cells: cell..end, with, lossy });
            }
        }
        None
    }

    /// Reads one character of two bytes or more at `byte`.
    fn sequence(&self, byte: usize) -> Option<Sequence> {
        let bytes = self.coded.from(byte);
        let count = length(*bytes.first()?)?;
        let mut code = [0; 4];
        let mut lossy = false;
        for (at, to) in code.iter_mut().enumerate().take(count) {
            *to = match *bytes.get(at)? {
                next if at == 0 || is_continuation(next) => next,
                next => match self.lost(byte, at, next)? {
                    Lost::Known(known) => known,
                    Lost::Unknown(known) => {
                        return Some(Sequence { ch: '\u{fffd}', bytes: at + known, lossy: true });
                    }
                },
            };
            lossy |= Some(&*to) != bytes.get(at);
        }
        if let Some(ch) = decode(code.get(..count)?) {
            return Some(Sequence { ch, bytes: count, lossy });
        }
        let high = surrogate(code.get(..3)?)?;
        let low = surrogate(bytes.get(3..6)?)?;
        let ch = char::decode_utf16([high, low]).next()?.ok()?;
        Some(Sequence { ch, bytes: 6, lossy })
    }

    /// Returns what a byte was that is not a continuation where one belongs.
    fn lost(&self, start: usize, at: usize, byte: u8) -> Option<Lost> {
        let cell = self.line.cells.get(self.coded.cell_at(start + at)?)?;
        match cell.ch {
            ' ' if self.page.decode(&[0xa0]) == Some(('\u{a0}', 1)) => Some(Lost::Known(0xa0)),
            '\u{fffd}' => match self.only_undefined() {
                Some(byte) => Some(Lost::Known(byte)),
                None => Some(Lost::Unknown(self.damaged_tail(start, at))),
            },
            '?' if at == 2 && byte == b'?' && self.coded.from(start).starts_with(&[0xe2, 0x80]) => {
                Some(Lost::Unknown(1))
            }
            _ => None,
        }
    }

    /// Returns the one byte that strict converters of the page refuse, if there is just one.
    fn only_undefined(&self) -> Option<u8> {
        (self.page.label() == "windows-1251").then_some(0x98)
    }

    /// Returns how many bytes of the sequence at `start` are left from its lost byte on.
    fn damaged_tail(&self, start: usize, at: usize) -> usize {
        let bytes = self.coded.from(start);
        let count = bytes.first().and_then(|first| length(*first)).unwrap_or(2);
        let rest = bytes.get(at + 1..count).unwrap_or(&[]);
        let is_tail = |(offset, next): &(usize, &u8)| {
            let cell = self.coded.cell_at(start + at + 1 + offset);
            let ch = cell.and_then(|cell| self.line.cells.get(cell)).map(|cell| cell.ch);
            is_continuation(**next) || ch == Some('\u{fffd}')
        };
        1 + rest.iter().enumerate().take_while(is_tail).count()
    }

    /// Tells whether the space in a sequence that ends before `cell` stood for two bytes: the last one
    /// of à and a space behind the word.
    fn lost_space_behind(&self, cell: usize, last: Sequence) -> bool {
        if last.ch != 'à' || !last.lossy {
            return false;
        }
        let before = cell.checked_sub(3).and_then(|at| self.line.cells.get(at));
        let is_inside = before.is_some_and(|cell| cell.ch.is_alphabetic());
        let behind: String =
            self.line.cells.iter().skip(cell).take(5).map(|cell| cell.ch).collect();
        let is_word = behind.chars().next().is_some_and(char::is_alphanumeric);
        is_word && !is_inside && !CONTRACTED.iter().any(|end| behind.starts_with(end))
    }
}

/// What is known of a byte that was lost.
enum Lost {
    Known(u8),
    /// Nothing: so many bytes stand for what is left of the character.
    Unknown(usize),
}

/// Returns how many bytes the sequence has that begins with `first`.
fn length(first: u8) -> Option<usize> {
    match first {
        0xc2..=0xdf => Some(2),
        0xe0..=0xef => Some(3),
        0xf0..=0xf4 => Some(4),
        _ => None,
    }
}

fn is_continuation(byte: u8) -> bool {
    (0x80..=0xbf).contains(&byte)
}

fn decode(code: &[u8]) -> Option<char> {
    std::str::from_utf8(code).ok()?.chars().next()
}

/// Returns the half of a UTF-16 pair that three bytes of CESU-8 (Unicode Technical Report 26) hold.
fn surrogate(code: &[u8]) -> Option<u16> {
    match code {
        [0xed, second @ 0xa0..=0xbf, third @ 0x80..=0xbf] => {
            Some(0xd000 | u16::from(second & 0x3f) << 6 | u16::from(third & 0x3f))
        }
        _ => None,
    }
}

/// Returns the cells that `edits` cover.
pub(crate) fn covered(edits: &[Edit]) -> usize {
    edits.iter().map(|edit| Range::len(&edit.cells)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, page: &str) -> Vec<String> {
        let edits = edits(&Line::new(text, 0), Page::of(page).unwrap());
        edits.iter().map(|edit| edit.with.iter().collect()).collect()
    }

    #[test]
    fn joins_neighbouring_sequences() {
        assert_eq!(read("a ÐžÐ½ b Ã© c", "windows-1252"), ["Он", "é"]);
    }

    #[test]
    fn reads_a_pair_of_surrogates() {
        assert_eq!(read("í\u{a0}½í¸\u{8d}", "windows-1252"), ["😍"]);
    }

    #[test]
    fn groups_of_wide_characters_end_with_a_character() {
        assert_eq!(read("eby鈥檕bwenzi", "gbk"), ["’o"]);
    }

    #[test]
    fn a_space_stands_for_a_no_break_space() {
        assert_eq!(read("Ã la", "windows-1252"), ["à "]);
        assert_eq!(read("atenÃ§Ã£o Ã s crianÃ§as", "windows-1252"), ["çã", "à", "ç"]);
    }

    #[test]
    fn a_lost_byte_leaves_a_replacement_character() {
        assert_eq!(read("â€œbb+â€?", "windows-1252"), ["“", "\u{fffd}"]);
        assert_eq!(read("Ñ\u{fffd}Ñ\u{fffd}", "windows-1252"), ["\u{fffd}\u{fffd}"]);
    }
}
