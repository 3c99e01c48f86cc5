//! One line of text under repair: characters that remember where they came from and by which steps.

use std::ops::Range;

use super::kind::Step;
use super::model::{Model, Symbol};
use super::pages::{Page, Pages};

/// The most characters that tell which mix-ups are likely.
const MOST_SAMPLED: usize = 120;

/// A character of the line as it is at this moment.
#[derive(Clone, Debug)]
pub(crate) struct Cell {
    pub(crate) ch: char,
    pub(crate) symbol: Symbol,
    /// The bytes of the text that the character came from; empty for the later ones of a group.
    pub(crate) text: Range<usize>,
    /// The steps taken back, as an index in `Line::paths`; 0 where nothing has changed.
    pub(crate) path: usize,
}

/// A line, with the ways in which its characters have been changed.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) cells: Vec<Cell>,
    pub(crate) paths: Vec<Vec<Step>>,
}

/// A range of cells and the characters that take their place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Edit {
    pub(crate) cells: Range<usize>,
    pub(crate) with: Vec<char>,
    /// Whether the damage has lost something, so that the edit partly guesses.
    pub(crate) lossy: bool,
}

impl Line {
    /// Returns the line of `text` that starts at byte `start` of the document.
    pub(crate) fn new(text: &str, start: usize) -> Line {
        let model = Model::trained();
        let cells = text
            .char_indices()
            .map(|(at, ch)| Cell {
                ch,
                symbol: model.symbol(ch),
                text: start + at..start + at + ch.len_utf8(),
                path: 0,
            })
            .collect();
        Line { cells, paths: vec![Vec::new()] }
    }

    /// Returns the text of the line.
    pub(crate) fn text(&self) -> String {
        self.cells.iter().map(|cell| cell.ch).collect()
    }

    /// Returns the symbols of the line between two spaces.
    pub(crate) fn symbols(&self) -> Vec<Symbol> {
        self.symbols_with(&[])
    }

    /// Returns the symbols that the line would have with `edits`, between two spaces.
    pub(crate) fn symbols_with(&self, edits: &[Edit]) -> Vec<Symbol> {
        let model = Model::trained();
        let space = model.symbol(' ');
        let mut symbols = vec![space];
        let mut from = 0;
        for edit in edits {
            symbols.extend(self.between(from..edit.cells.start));
            symbols.extend(edit.with.iter().map(|ch| model.symbol(*ch)));
            from = edit.cells.end;
        }
        symbols.extend(self.between(from..self.cells.len()));
        symbols.push(space);
        symbols
    }

    /// Returns for each of the symbols with `edits` whether an edit has made it.
    pub(crate) fn changed_by(&self, edits: &[Edit]) -> Vec<bool> {
        let mut changed = vec![false];
        let mut from = 0;
        for edit in edits {
            changed.resize(changed.len() + edit.cells.start - from, false);
            changed.resize(changed.len() + edit.with.len(), true);
            from = edit.cells.end;
        }
        changed.resize(changed.len() + self.cells.len() - from + 1, false);
        changed
    }

    fn between(&self, cells: Range<usize>) -> impl Iterator<Item = Symbol> {
        self.cells.get(cells).unwrap_or(&[]).iter().map(|cell| cell.symbol)
    }

    /// Returns the symbols of `cells` and of two neighbours on each side, before and after an edit.
    pub(crate) fn around(&self, edit: &Edit) -> (Vec<Symbol>, Vec<Symbol>) {
        let model = Model::trained();
        let space = model.symbol(' ');
        let Range { start, end } = edit.cells;
        let mut left = vec![space; 2 - start.min(2)];
        left.extend(self.between(start.saturating_sub(2)..start));
        let mut right: Vec<Symbol> = self.between(end..(end + 2).min(self.cells.len())).collect();
        right.resize(2, space);
        let inside = self.between(start..end);
        let before = left.iter().copied().chain(inside).chain(right.iter().copied()).collect();
        let with = edit.with.iter().map(|ch| model.symbol(*ch));
        let after = left.iter().copied().chain(with).chain(right.iter().copied()).collect();
        (before, after)
    }

    /// Returns a part of the line that holds its first characters beyond ASCII.
    pub(crate) fn sample(&self) -> Line {
        let first = self.cells.iter().position(|cell| !cell.ch.is_ascii()).unwrap_or(0);
        let start = first.saturating_sub(MOST_SAMPLED / 4);
        let cells = self.cells.iter().skip(start).take(MOST_SAMPLED).cloned().collect();
        Line { cells, paths: self.paths.clone() }
    }

    /// Returns the line without the inner characters of runs of ASCII, which no reading changes: the first
    /// two stay, since a character of two bytes may take one of them, and the last one.
    pub(crate) fn shortened(&self) -> Line {
        let is_ascii = |at: usize| self.cells.get(at).is_none_or(|cell| cell.ch.is_ascii());
        let is_inner = |at: usize| {
            is_ascii(at) && is_ascii(at + 1) && at >= 2 && is_ascii(at - 1) && is_ascii(at - 2)
        };
        let kept = self.cells.iter().enumerate().filter(|(at, _)| !is_inner(*at));
        Line { cells: kept.map(|(_, cell)| cell.clone()).collect(), paths: self.paths.clone() }
    }

    /// Tells whether two characters beyond ASCII stand side by side, as in words of other scripts.
    pub(crate) fn has_runs(&self) -> bool {
        self.cells
            .array_windows()
            .any(|[first, second]| !first.ch.is_ascii() && !second.ch.is_ascii())
    }

    /// Returns the pages on which a sequence of UTF-8 could stand somewhere in the line.
    pub(crate) fn pages(&self) -> Pages {
        self.pages_in(0..self.cells.len())
    }

    /// Returns the pages on which a sequence of UTF-8 could begin among some of the cells.
    pub(crate) fn pages_in(&self, cells: Range<usize>) -> Pages {
        let mut pages = 0;
        let mut leads = 0;
        let numbered = self.cells.iter().enumerate();
        for (at, cell) in numbered.take(cells.end).skip(cells.start) {
            let roles = Page::roles(cell.ch);
            let mut found = leads & roles.follows & !pages;
            while found != 0 {
                let page = Page::first_of(found);
                found &= found - 1;
                if !page.is_single() || self.has_sequence(at - 1, page) {
                    pages |= 1 << page.number();
                }
            }
            // One character of a wide page can hold a whole sequence.
            pages |= roles.leads & Page::WIDE;
            leads = roles.leads;
        }
        pages
    }

    /// Tells whether the cells from `at` on are one sequence of UTF-8 on a single-byte page, or could be if
    /// it has lost a byte.
    fn has_sequence(&self, at: usize, page: Page) -> bool {
        let char_at = |at: usize| self.cells.get(at).map(|cell| cell.ch);
        let byte_at = |at: usize| Some(*page.encode(char_at(at)?).all().first()?);
        let count = match byte_at(at) {
            Some(0xc2..=0xdf) => 2,
            Some(0xe0..=0xef) => 3,
            Some(0xf0..=0xf4) => 4,
            _ => return false,
        };
        for next in at + 1..at + count {
            match char_at(next) {
                Some(' ' | '?' | '\u{fffd}') => return true,
                _ if matches!(byte_at(next), Some(0x80..=0xbf)) => {}
                _ => return false,
            }
        }
        true
    }

    /// Makes `edits`, which are ascending and do not overlap, and notes `step` for each.
    pub(crate) fn apply(&mut self, edits: &[Edit], step: Step) {
        let mut cells = Vec::with_capacity(self.cells.len());
        let mut from = 0;
        for edit in edits {
            cells.extend(self.cells.get(from..edit.cells.start).unwrap_or(&[]).iter().cloned());
            let path = self.path_after(edit, step);
            let old = self.cells.get(edit.cells.clone()).unwrap_or(&[]);
            let (Some(first), Some(last)) = (old.first(), old.last()) else { continue };
            let mut text = first.text.start..last.text.end;
            for ch in &edit.with {
                cells.push(Cell {
                    ch: *ch,
                    symbol: Model::trained().symbol(*ch),
                    text: text.clone(),
                    path,
                });
                text.start = text.end;
            }
            from = edit.cells.end;
        }
        cells.extend(self.cells.get(from..).unwrap_or(&[]).iter().cloned());
        self.cells = cells;
    }

    /// Returns the line as one that has never been changed.
    pub(crate) fn forgotten(&self) -> Line {
        let cells = self.cells.iter().map(|cell| Cell { path: 0, ..cell.clone() }).collect();
        Line { cells, paths: vec![Vec::new()] }
    }

    /// Returns the index of the longest path among the old cells with one more step.
    fn path_after(&mut self, edit: &Edit, step: Step) -> usize {
        let old = self.cells.get(edit.cells.clone()).unwrap_or(&[]);
        let longest = old
            .iter()
            .map(|cell| cell.path)
            .max_by_key(|path| self.paths[*path].len())
            .unwrap_or(0);
        let mut path = self.paths[longest].clone();
        path.push(step);
        match self.paths.iter().position(|known| *known == path) {
            Some(at) => at,
            None => {
                self.paths.push(path);
                self.paths.len() - 1
            }
        }
    }
}

/// The bytes that a page gives to the cells of a line.
pub(crate) struct Coded {
    bytes: Vec<u8>,
    /// Where the bytes of each cell begin, and their end; nothing where each cell has one byte.
    starts: Option<Vec<usize>>,
}

impl Coded {
    /// Returns the bytes of `line` on `page`: one NUL for each character that the page lacks.
    pub(crate) fn new(line: &Line, page: Page) -> Coded {
        if page.is_single() {
            let byte = |cell: &Cell| match cell.ch {
                ch if ch.is_ascii() => ch as u8,
                ch => page.encode(ch).all().first().copied().unwrap_or(0),
            };
            return Coded { bytes: line.cells.iter().map(byte).collect(), starts: None };
        }
        let mut bytes = Vec::with_capacity(2 * line.cells.len());
        let mut starts = Vec::with_capacity(line.cells.len() + 1);
        for cell in &line.cells {
            starts.push(bytes.len());
            match page.encode(cell.ch).all() {
                [] => bytes.push(0),
                some => bytes.extend(some),
            }
        }
        starts.push(bytes.len());
        Coded { bytes, starts: Some(starts) }
    }

    /// Returns where the bytes of a cell begin.
    pub(crate) fn start(&self, cell: usize) -> usize {
        let end = self.bytes.len();
        match &self.starts {
            Some(starts) => starts.get(cell).copied().unwrap_or(end),
            None => cell.min(end),
        }
    }

    /// Returns the cell that begins at a byte, if one does.
    pub(crate) fn cell_at(&self, byte: usize) -> Option<usize> {
        match &self.starts {
            Some(starts) => starts.binary_search(&byte).ok(),
            None => (byte <= self.bytes.len()).then_some(byte),
        }
    }

    /// Returns the bytes from one on.
    pub(crate) fn from(&self, byte: usize) -> &[u8] {
        self.bytes.get(byte..).unwrap_or(&[])
    }
}
