//! Features of many lines, a column for each.

use super::bins::BINS;

/// Features of lines, each a column of steps; the first column of all lines comes first.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    lines: usize,
    bins: Vec<u8>,
}

impl Columns {
    /// Returns no columns for a page of `lines` lines.
    pub(crate) fn new(lines: usize) -> Columns {
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
    pub(crate) fn push(&mut self, step: impl Fn(usize) -> u8) {
        self.bins.extend((0..self.lines).map(|at| step(at).min(BINS as u8 - 1)));
    }
}
