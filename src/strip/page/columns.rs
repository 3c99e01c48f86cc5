//! The features of all lines of a page, a column for each: what a line is and what is around it.

use super::around;
use super::bins::BINS;
use super::line::Line;
use super::told::{self, Told};
use super::words::Words;

/// Features of lines, each a column of steps; the first column of all lines comes first.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    lines: usize,
    bins: Vec<u8>,
}

impl Columns {
    /// Returns no columns for a page of `lines` lines.
    pub(super) fn new(lines: usize) -> Columns {
        Columns { lines, bins: Vec::new() }
    }

    /// Returns the number of lines.
    pub fn lines(&self) -> usize {
        self.lines
    }

    /// Returns the number of columns.
    pub fn count(&self) -> usize {
        self.bins.len().checked_div(self.lines).unwrap_or(0)
    }

    /// Returns the column `index`: a step for each line.
    pub fn column(&self, index: usize) -> &[u8] {
        let start = index.saturating_mul(self.lines);
        self.bins.get(start..start + self.lines).unwrap_or_default()
    }

    /// Adds a column whose step at each line `step` gives.
    pub(super) fn push(&mut self, step: impl Fn(usize) -> u8) {
        self.bins.extend((0..self.lines).map(|at| step(at).min(BINS as u8 - 1)));
    }
}

/// A page: its lines and the hashes of their words.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) lines: Vec<Line>,
    pub(super) tokens: Vec<u32>,
}

impl Page {
    pub(super) fn read<'a>(texts: impl Iterator<Item = &'a str>) -> Page {
        let mut page = Page::default();
        for text in texts {
            let line = Line::read(text, &mut page.tokens);
            page.lines.push(line);
        }
        page
    }

    pub(super) fn tokens(&self, line: &Line) -> &[u32] {
        self.tokens.get(line.tokens.0..line.tokens.1).unwrap_or_default()
    }
}

/// Returns the columns of the lines of `page` that `kept` names, as if the page had no others.
pub(super) fn columns(page: &Page, kept: &[usize], words: &Words) -> Columns {
    let lines: Vec<Line> = kept.iter().filter_map(|at| page.lines.get(*at).copied()).collect();
    let told: Vec<Told> = told::told(page, &lines, words);
    let mut columns = Columns::new(lines.len());
    told::shapes(&lines, &mut columns);
    told::words(&told, &mut columns);
    around::columns(&lines, &told, &mut columns);
    columns
}
