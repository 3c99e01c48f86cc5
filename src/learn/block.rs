//! Blocks: the lines that change from page to page under a line that does not, such as the
//! headlines under `Most read`.
//!
//! What follows is taken for a part of the page where it recurs: headlines of a list stand on other
//! pages too, or are the title of another document. A recipe's ingredients do not, and stay.

use std::collections::HashSet;

use crate::hash::short;
use crate::shape::shape;

use super::count::{Corpus, Ids, Page, is_in};
use super::sheet::Line;

/// Lines of the longest block.
const MOST_LINES: usize = 40;

/// Lines of the longest block inside an article, where each page must have as many.
const MOST_INNER_LINES: usize = 2;

/// Of the lines of a block, the percentage that must recur.
const LEAST_RECURRING: usize = 30;

/// What follows a shape.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Run {
    times: usize,
    filled: usize,
    shortest: usize,
    longest: usize,
    lines: usize,
    recurring: usize,
}

impl Run {
    /// Returns how many lines go with a line that stands behind the article.
    pub(super) fn behind(&self) -> usize {
        let is_block = self.filled * 2 >= self.times && self.recurs();
        if is_block { self.longest.min(MOST_LINES) } else { 0 }
    }

    /// Returns how many lines go with a line that stands inside it.
    pub(super) fn inside(&self) -> usize {
        let is_even = self.shortest == self.longest && self.longest <= MOST_INNER_LINES;
        if is_even && self.recurs() { self.longest } else { 0 }
    }

    fn recurs(&self) -> bool {
        self.recurring > 0 && self.recurring * 100 >= self.lines * LEAST_RECURRING
    }

    fn add(&mut self, lines: usize, recurring: usize) {
        self.shortest = if self.times == 0 { lines } else { self.shortest.min(lines) };
        self.longest = self.longest.max(lines);
        self.times += 1;
        self.filled += usize::from(lines > 0);
        self.lines += lines;
        self.recurring += recurring;
    }
}

/// The titles of a site's documents, by shape.
pub(super) struct Titles(HashSet<u64>);

impl Titles {
    pub(super) fn of(corpus: &Corpus<'_>) -> Titles {
        Titles(corpus.titles().map(|shape| shape.example.shape).collect())
    }

    /// Returns whether a text is the title of a document.
    pub(super) fn has(&self, text: &str) -> bool {
        shape(text).is_some_and(|shape| self.0.contains(&short(shape.as_bytes())))
    }

    /// Returns whether a line stands on another page too, or is its title.
    fn recurs(&self, corpus: &Corpus<'_>, line: &Line, ids: &Ids) -> bool {
        corpus.shape(ids.whole).docs > 1 || self.0.contains(&line.shape)
    }
}

/// Returns what follows each shape of the set `chosen`.
pub(super) fn runs(corpus: &Corpus<'_>, chosen: &[bool], titles: &Titles) -> Vec<Run> {
    let mut runs = vec![Run::default(); corpus.shapes.len()];
    for (sheet, ids) in corpus.pages() {
        for (at, own) in ids.iter().enumerate() {
            if !is_in(chosen, own) {
                continue;
            }
            let lines = run(sheet.lines.iter().zip(ids).skip(at + 1), chosen);
            let recurring = lines.iter().filter(|(line, ids)| titles.recurs(corpus, line, ids));
            let recurring = recurring.count();
            for id in std::iter::once(own.whole).chain(own.label) {
                if let Some(run) = runs.get_mut(id) {
                    run.add(lines.len(), recurring);
                }
            }
        }
    }
    runs
}

/// Returns the lines up to the next paragraph or line of the set.
fn run<'a>(
    lines: impl Iterator<Item = (&'a Line, &'a Ids)>,
    chosen: &[bool],
) -> Vec<(&'a Line, &'a Ids)> {
    let is_open = |(line, ids): &(&Line, &Ids)| !line.is_body && !is_in(chosen, ids);
    lines.take_while(is_open).take(MOST_LINES + 1).collect()
}

/// Returns how often each shape stands in a block of the page, without being known itself.
pub(super) fn covered(corpus: &Corpus<'_>, page: &Page) -> Vec<usize> {
    let mut covered = vec![0; corpus.shapes.len()];
    for (sheet, ids) in corpus.pages() {
        let known = page.known(sheet, ids);
        let lines =
            ids.iter().zip(known).filter(|(ids, known)| *known && !is_in(&page.shapes, ids));
        for id in lines.flat_map(|(ids, _)| std::iter::once(ids.whole).chain(ids.label)) {
            if let Some(count) = covered.get_mut(id) {
                *count += 1;
            }
        }
    }
    covered
}
