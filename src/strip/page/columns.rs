//! The columns of all lines of a page: what a line is and what is around it.

use crate::features::{Columns, Line, Words};

use super::around;
use super::told::{self, Told};

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
