//! Notices: whole sentences that nearly every page of a site carries outside its article, such as
//! what it says of cookies.
//!
//! A paragraph next to the article, or under a heading of its own there, is background and stays.

use crate::shape::is_body;

use super::count::{Corpus, Ids, is_in};
use super::sheet::{Line, Sheet};

/// Percentage of the pages that carry a notice, and of those on which it stands apart.
const NOTICE: usize = 80;

/// Lines of the page that stand between a notice and the article; a paragraph with fewer is
/// background under a heading, such as `About Kestrel`.
const NOTICE_LINES: usize = 2;
    /// Adds the paragraphs that stand on nearly every page behind another line of the page: notices
    /// about cookies and rights. One next to the article is background.
    fn add_notices(&self, furniture: &mut [bool]) {
        let is_candidate = |shape: &Shape<'_>| {
            shape.example.is_body && shape.example.is_whole && self.is_in_share(shape, NOTICE, 0)
        };
        let candidates: Vec<bool> = self.corpus.shapes.iter().map(is_candidate).collect();
        if !candidates.contains(&true) {
            return;
        }
        let enclosed = self.enclosed(&candidates, furniture);
        for (id, times) in enclosed.into_iter().enumerate() {
            let docs = self.corpus.shape(id).docs;
            if is_set(&candidates, id) && times * 100 >= docs * NOTICE {
                if let Some(known) = furniture.get_mut(id) {
                    *known = true;
                }
            }
        }
    }

    /// Returns how often each candidate stands outside the article with lines of the page between.
    fn enclosed(&self, candidates: &[bool], furniture: &[bool]) -> Vec<usize> {
        let mut enclosed = vec![0; self.corpus.shapes.len()];
        for (sheet, ids) in self.corpus.pages() {
            let is_article = |(line, ids): &(&Line, &Ids)| line.is_body && !is_in(candidates, ids);
            let lines = || sheet.lines.iter().zip(ids);
            let bodies = lines().filter(is_article).count();
            // Paragraphs before the line, lines of the page before it, and those since the last of
            // the paragraphs; where none is before it, those up to the first.
            let (mut before, mut passed, mut since) = (0, 0, 0);
            let above = lines().take_while(|line| !is_article(line));
            let first = above.filter(|(_, ids)| is_in(furniture, ids)).count();
            for (line, own) in lines() {
                if is_set(candidates, own.whole) {
                    let between = match (before == 0, before == bodies) {
                        (true, false) => first - passed,
                        (false, true) => since,
                        _ => 0,
                    };
                    if let Some(count) = enclosed.get_mut(own.whole) {
                        *count += usize::from(between >= NOTICE_LINES);
                    }
                }
                if is_in(furniture, own) {
                    (passed, since) = (passed + 1, since + 1);
                } else if is_article(&(line, own)) {
                    (before, since) = (before + 1, 0);
                }
            }
        }
        enclosed
    }

