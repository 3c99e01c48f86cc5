//! Notices: whole sentences that nearly every page of a site carries outside its article, such as
//! what it says of cookies.
//!
//! A paragraph next to the article, or under a heading of its own there, is background and stays.

use super::count::{Corpus, Ids, is_in};
use super::sheet::{Line, Sheet};

/// Percentage of the pages that carry a notice, and of those on which it stands apart.
const NOTICE: usize = 80;

/// Lines of the page that stand between a notice and the article; a paragraph with fewer is
/// background under a heading, such as `About Kestrel`.
const NOTICE_LINES: usize = 2;

/// Adds the notices to `furniture`, the lines that stand on most pages.
pub(super) fn add(corpus: &Corpus<'_>, min_support: usize, furniture: &mut [bool]) {
    let is_candidate = |id: usize| {
        let shape = corpus.shape(id);
        shape.example.is_body
            && shape.example.is_whole
            && shape.docs >= min_support
            && shape.docs * 100 >= corpus.sheets.len() * NOTICE
    };
    let candidates: Vec<bool> = (0..corpus.shapes.len()).map(is_candidate).collect();
    if !candidates.contains(&true) {
        return;
    }
    let mut apart = vec![0; corpus.shapes.len()];
    for (sheet, ids) in corpus.pages() {
        count_apart(sheet, ids, &candidates, furniture, &mut apart);
    }
    for (id, known) in furniture.iter_mut().enumerate() {
        let is_candidate = candidates.get(id).copied().unwrap_or(false);
        let times = apart.get(id).copied().unwrap_or(0);
        *known |= is_candidate && times * 100 >= corpus.shape(id).docs * NOTICE;
    }
}

/// Counts the candidates of one page that stand outside the article with lines of the page between.
fn count_apart(
    sheet: &Sheet,
    ids: &[Ids],
    candidates: &[bool],
    furniture: &[bool],
    apart: &mut [usize],
) {
    let lines = || sheet.lines.iter().zip(ids);
    let is_article = |(line, ids): &(&Line, &Ids)| line.is_body && !is_in(candidates, ids);
    let is_page = |ids: &Ids| is_in(furniture, ids);
    let paragraphs = lines().filter(is_article).count();
    let above =
        lines().take_while(|line| !is_article(line)).filter(|(_, ids)| is_page(ids)).count();
    // Paragraphs so far, lines of the page so far, and those behind the last paragraph.
    let (mut before, mut passed, mut behind) = (0, 0, 0);
    for (line, ids) in lines() {
        if is_page(ids) {
            (passed, behind) = (passed + 1, behind + 1);
        } else if is_article(&(line, ids)) {
            (before, behind) = (before + 1, 0);
        } else if is_in(candidates, ids) {
            let between = match (before == 0, before == paragraphs) {
                (true, false) => above - passed,
                (false, true) => behind,
                _ => 0,
            };
            if let Some(count) = apart.get_mut(ids.whole) {
                *count += usize::from(between >= NOTICE_LINES);
            }
        }
    }
}
