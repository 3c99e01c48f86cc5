//! Counting: the shapes of a site's lines, the documents that have each, and where it stands there.

use std::collections::{BTreeMap, HashMap};

use crate::prose::has_words;

use super::sheet::{Line, Sheet};

/// Documents of a shape that are compared with each other.
const MOST_COMPARED: usize = 32;

/// Lines between a line and the edge of the text, the site's own lines aside, that make it near.
const NEAR_LINES: usize = 3;

/// Words of a line that may be a headline.
const HEADLINE_WORDS: usize = 3;

/// The sampled documents of a site with their shapes numbered.
pub(super) struct Corpus<'a> {
    pub(super) sheets: Vec<&'a Sheet>,
    /// For each sheet, the shapes of its lines.
    pub(super) ids: Vec<Vec<Ids>>,
    pub(super) shapes: Vec<Shape<'a>>,
}

/// The shapes of one line, by their numbers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ids {
    pub(super) whole: usize,
    pub(super) label: Option<usize>,
}

/// A shape, of a whole line or of a label.
#[derive(Clone, Debug)]
pub(super) struct Shape<'a> {
    pub(super) example: &'a Line,
    pub(super) is_label: bool,
    /// Documents in which it stands and is not the title.
    pub(super) docs: usize,
    /// Documents whose title it is.
    pub(super) titles: usize,
    /// For a label: how many whole shapes it has.
    pub(super) variants: usize,
    // The last sheets that were counted.
    seen: Option<usize>,
    title_seen: Option<usize>,
}

/// Where a shape stands.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place {
    pub(super) times: usize,
    /// Times before the first paragraph of the article, and behind the last.
    pub(super) head: usize,
    pub(super) tail: usize,
    /// Times near an edge of the text.
    pub(super) near: usize,
    /// The farthest from the first line and from the last.
    pub(super) farthest: u32,
    pub(super) farthest_behind: u32,
    pub(super) bytes: usize,
}

impl<'a> Corpus<'a> {
    pub(super) fn new(sheets: &'a BTreeMap<u64, Sheet>) -> Corpus<'a> {
        let mut corpus =
            Corpus { sheets: sheets.values().collect(), ids: Vec::new(), shapes: Vec::new() };
        let mut numbers: HashMap<(u64, bool), usize> = HashMap::new();
        for (number, sheet) in sheets.values().enumerate() {
            let mut ids = Vec::with_capacity(sheet.lines.len());
            for line in &sheet.lines {
                let count = corpus.shapes.len();
                let whole = *numbers.entry((line.shape, false)).or_insert(count);
                corpus.count(whole, line, number, false);
                let is_first = corpus.shapes.get(whole).is_some_and(|shape| shape.docs < 2);
                let label = (line.label != 0).then(|| {
                    let count = corpus.shapes.len();
                    let label = *numbers.entry((line.label, true)).or_insert(count);
                    corpus.count(label, line, number, true);
                    label
                });
                if let Some(shape) = label.and_then(|label| corpus.shapes.get_mut(label)) {
                    shape.variants += usize::from(is_first);
                }
                ids.push(Ids { whole, label });
            }
            corpus.ids.push(ids);
        }
        corpus.mend_titles();
        corpus
    }

    fn count(&mut self, id: usize, line: &'a Line, sheet: usize, is_label: bool) {
        if id == self.shapes.len() {
            self.shapes.push(Shape {
                example: line,
                is_label,
                docs: 0,
                titles: 0,
                variants: 0,
                seen: None,
                title_seen: None,
            });
        }
        let Some(shape) = self.shapes.get_mut(id) else { return };
        let (count, seen) = match line.is_title {
            true => (&mut shape.titles, &mut shape.title_seen),
            false => (&mut shape.docs, &mut shape.seen),
        };
        *count += usize::from(*seen != Some(sheet));
        *seen = Some(sheet);
    }

    /// Takes for lines of the page what only seemed to be titles: lines on half of the pages or
    /// more, nearly always beside another headline of its own.
    fn mend_titles(&mut self) {
        let least = self.sheets.len().div_ceil(2).max(3);
        let suspects = (0..self.shapes.len()).filter(|id| self.shape(*id).titles >= least);
        let mended: Vec<usize> = suspects.filter(|id| self.has_rivals(*id)).collect();
        for id in mended {
            if let Some(shape) = self.shapes.get_mut(id) {
                shape.docs = shape.docs.max(shape.titles);
                shape.titles = 0;
            }
        }
    }

    /// Returns whether four of five pages of which this is the title have another headline.
    fn has_rivals(&self, id: usize) -> bool {
        let most = self.sheets.len() / 20;
        let is_rival = |line: &Line, ids: &Ids| {
            let shape = self.shape(ids.whole);
            !line.is_body
                && !line.is_title
                && shape.docs <= most.max(1)
                && has_words(&line.text, HEADLINE_WORDS)
        };
        let pages = self.pages().filter(|(sheet, ids)| {
            let lines = sheet.lines.iter().zip(*ids);
            let head = lines.take_while(|(line, _)| !line.is_body);
            head.into_iter().any(|(line, ids)| is_rival(line, ids))
        });
        pages.count() * 5 >= self.shape(id).titles * 4
    }

    /// Returns whether the line is its document's title, as far as can be told.
    pub(super) fn is_title(&self, line: &Line, ids: &Ids) -> bool {
        line.is_title && self.shape(ids.whole).titles > 0
    }

    pub(super) fn shape(&self, id: usize) -> &Shape<'a> {
        self.shapes.get(id).expect("shapes are numbered as they are pushed")
    }

    /// Returns each sheet with the shapes of its lines.
    pub(super) fn pages(&self) -> impl Iterator<Item = (&'a Sheet, &[Ids])> {
        self.sheets.iter().copied().zip(self.ids.iter().map(Vec::as_slice))
    }

    /// Returns where each shape stands; `furniture` are the shapes that are no part of the article.
    pub(super) fn places(&self, furniture: &[bool]) -> Vec<Place> {
        let mut places = vec![Place::default(); self.shapes.len()];
        for (sheet, ids) in self.pages() {
            let is_known = |ids: &Ids| is_in(furniture, ids);
            let lines = || sheet.lines.iter().zip(ids);
            let bodies = lines().filter(|(line, ids)| line.is_body && !is_known(ids)).count();
            let others = lines().filter(|(_, ids)| !is_known(ids)).count();
            let (mut before, mut others_before) = (0, 0);
            for (line, ids) in lines() {
                let own = usize::from(!is_known(ids));
                let others_behind = others - others_before - own;
                let is_body = line.is_body && own == 1;
                let behind = bodies - before - usize::from(is_body);
                if !self.is_title(line, ids) {
                    for id in std::iter::once(ids.whole).chain(ids.label) {
                        let Some(place) = places.get_mut(id) else { continue };
                        place.times += 1;
                        place.head += usize::from(before == 0);
                        place.tail += usize::from(behind == 0);
                        place.near += usize::from(others_before.min(others_behind) <= NEAR_LINES);
                        place.farthest = place.farthest.max(line.place);
                        place.farthest_behind = place.farthest_behind.max(line.behind);
                        place.bytes += line.text.len();
                    }
                }
                before += usize::from(is_body);
                others_before += own;
            }
        }
        places
    }

    /// Returns how many of the documents with this shape are articles of their own, counting no
    /// further than is worth it: versions of one article repeat its lines as a site repeats its.
    pub(super) fn articles(&self, id: usize, common: usize) -> usize {
        let has = |ids: &[Ids]| ids.iter().any(|ids| ids.whole == id || ids.label == Some(id));
        let pages = self.pages().filter(|(_, ids)| has(ids)).take(MOST_COMPARED);
        let mut articles: Vec<Vec<u64>> = Vec::new();
        for (sheet, ids) in pages {
            let lines = sheet.lines.iter().zip(ids);
            let own =
                lines.filter(|(line, ids)| line.is_body && self.shape(ids.whole).docs < common);
            let mut body: Vec<u64> = own.map(|(line, _)| line.shape).collect();
            body.sort_unstable();
            if !articles.iter().any(|other| is_version(&body, other)) {
                articles.push(body);
            }
        }
        articles.len()
    }
}

/// Returns whether one of the shapes of a line is in the set.
pub(super) fn is_in(set: &[bool], ids: &Ids) -> bool {
    let has = |id: usize| set.get(id).copied().unwrap_or(false);
    has(ids.whole) || ids.label.is_some_and(has)
}

/// Returns whether two documents share more than half of the paragraphs of the shorter one.
fn is_version(a: &[u64], b: &[u64]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let shared = short.iter().filter(|line| long.binary_search(line).is_ok()).count();
    shared * 2 > short.len()
}
