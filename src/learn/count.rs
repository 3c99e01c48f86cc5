//! Counting: the shapes of a site's lines, the documents that have each, and where it stands there.

use std::collections::{BTreeMap, HashMap};

use crate::prose::has_words;
use crate::shape::shape;

use super::sheet::{Line, Sheet};

/// Documents of a shape that are compared with each other.
const MOST_COMPARED: usize = 32;

/// Lines that may stand behind the page's own lines at the end: a name, a signature.
const TAIL_LINES: usize = 1;

/// Words of a line that may be a headline, and of one that must be, longer than a byline.
const HEADLINE_WORDS: usize = 3;
const RIVAL_WORDS: usize = 4;

/// A headline stands on one of so many pages at most.
const RIVAL_SHARE: usize = 5;

/// The sampled documents of a site with their shapes numbered.
pub(super) struct Corpus<'a> {
    pub(super) sheets: Vec<&'a Sheet>,
    /// For each sheet, the shapes of its lines.
    pub(super) ids: Vec<Vec<Ids>>,
    pub(super) shapes: Vec<Shape<'a>>,
    /// For each sheet, the shape of its title, as far as that is known.
    titles: Vec<Option<usize>>,
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
    /// Times that `split` finds a name in it, and those in which that is an author's.
    pub(super) named: usize,
    pub(super) persons: usize,
    /// For a label: how many whole shapes it has.
    pub(super) variants: usize,
    // The last sheet that was counted.
    seen: Option<usize>,
}

/// Where a shape stands.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place {
    pub(super) times: usize,
    /// Times before the first paragraph of the article, and behind the last.
    pub(super) head: usize,
    pub(super) tail: usize,
    /// Times with nothing but lines of the page between it and an edge of the text.
    pub(super) near: usize,
    /// The farthest from the first line and from the last.
    pub(super) farthest: u32,
    pub(super) farthest_behind: u32,
    pub(super) bytes: usize,
}

/// One time that a shape stands somewhere.
struct Seen<'a> {
    line: &'a Line,
    is_head: bool,
    is_tail: bool,
    is_near: bool,
}

impl Place {
    fn add(&mut self, seen: &Seen<'_>) {
        self.times += 1;
        self.head += usize::from(seen.is_head);
        self.tail += usize::from(seen.is_tail);
        self.near += usize::from(seen.is_near);
        self.farthest = self.farthest.max(seen.line.place);
        self.farthest_behind = self.farthest_behind.max(seen.line.behind);
        self.bytes += seen.line.text.len();
    }
}

/// What is known of the page around the articles: shapes, and how many lines that are no paragraphs
/// follow each.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    pub(super) shapes: Vec<bool>,
    pub(super) follow: Vec<usize>,
}

impl Page {
    /// Returns for each line whether it is known to belong to the page.
    pub(super) fn known(&self, sheet: &Sheet, ids: &[Ids]) -> Vec<bool> {
        let mut left = 0;
        let known = sheet.lines.iter().zip(ids).map(|(line, ids)| {
            if is_in(&self.shapes, ids) {
                left = self.follow.get(ids.whole).copied().unwrap_or(0);
                return true;
            }
            let follows = left > 0 && !line.is_body;
            left = if follows { left - 1 } else { 0 };
            follows
        });
        known.collect()
    }
}

impl<'a> Corpus<'a> {
    pub(super) fn new(sheets: &'a BTreeMap<u64, Sheet>) -> Corpus<'a> {
        let mut corpus = Corpus {
            sheets: sheets.values().collect(),
            ids: Vec::with_capacity(sheets.len()),
            shapes: Vec::new(),
            titles: Vec::with_capacity(sheets.len()),
        };
        let mut numbers: HashMap<(u64, bool), usize> = HashMap::new();
        for sheet in sheets.values() {
            let ids = sheet.lines.iter().map(|line| corpus.number(line, &mut numbers));
            let ids: Vec<Ids> = ids.collect();
            let mut lines = sheet.lines.iter().zip(&ids);
            corpus.titles.push(lines.find(|(line, _)| line.is_title).map(|(_, ids)| ids.whole));
            corpus.ids.push(ids);
        }
        corpus.recount();
        corpus.mend_titles();
        corpus
    }

    /// Returns the numbers of a line's shapes, new ones where they are new.
    fn number(&mut self, line: &'a Line, numbers: &mut HashMap<(u64, bool), usize>) -> Ids {
        let known = self.shapes.len();
        let whole = *numbers.entry((line.shape, false)).or_insert(known);
        let is_new = whole == known;
        if is_new {
            self.shapes.push(Shape::new(line, false));
        }
        let label = (line.label != 0).then(|| {
            let known = self.shapes.len();
            let label = *numbers.entry((line.label, true)).or_insert(known);
            if label == known {
                self.shapes.push(Shape::new(line, true));
            }
            label
        });
        if let Some(shape) = label.and_then(|label| self.shapes.get_mut(label)) {
            shape.variants += usize::from(is_new);
        }
        Ids { whole, label }
    }

    /// Counts the documents of each shape anew, after titles have become known.
    fn recount(&mut self) {
        for shape in &mut self.shapes {
            (shape.docs, shape.titles, shape.seen) = (0, 0, None);
            (shape.named, shape.persons) = (0, 0);
        }
        for (sheet, ids) in self.sheets.iter().zip(&self.ids) {
            for (line, ids) in sheet.lines.iter().zip(ids).filter(|(line, _)| line.is_named) {
                for id in std::iter::once(ids.whole).chain(ids.label) {
                    let Some(shape) = self.shapes.get_mut(id) else { continue };
                    shape.named += 1;
                    shape.persons += usize::from(line.is_person);
                }
            }
        }
        for (sheet, (ids, title)) in self.ids.iter().zip(&self.titles).enumerate() {
            if let Some(shape) = title.and_then(|title| self.shapes.get_mut(title)) {
                shape.titles += 1;
            }
            let own = ids.iter().filter(|ids| Some(ids.whole) != *title);
            for id in own.flat_map(|ids| std::iter::once(ids.whole).chain(ids.label)) {
                let Some(shape) = self.shapes.get_mut(id) else { continue };
                shape.docs += usize::from(shape.seen != Some(sheet));
                shape.seen = Some(sheet);
            }
        }
    }

    /// Takes for lines of the page what only seemed to be titles: lines on half of the pages or
    /// more, nearly always beside another headline.
    fn mend_titles(&mut self) {
        let least = self.sheets.len().div_ceil(2).max(3);
        let is_suspect = |id: &usize| {
            let shape = self.shape(*id);
            shape.titles > 0 && shape.titles + shape.docs >= least
        };
        let suspects = (0..self.shapes.len()).filter(is_suspect);
        let mended: Vec<usize> = suspects.filter(|id| self.has_rivals(*id)).collect();
        for title in &mut self.titles {
            *title = title.filter(|id| !mended.contains(id));
        }
        self.recount();
    }

    /// Returns whether four of five pages of which this is the title have another headline.
    fn has_rivals(&self, id: usize) -> bool {
        let most = self.sheets.len() / RIVAL_SHARE;
        let is_rival = |(line, ids): (&Line, &Ids)| {
            let shape = self.shape(ids.whole);
            ids.whole != id && shape.docs <= most.max(1) && has_words(&line.text, RIVAL_WORDS)
        };
        let pages = self.pages().zip(&self.titles).filter(|(_, title)| **title == Some(id));
        let pages = pages.filter(|((sheet, ids), _)| head(sheet, ids).any(is_rival));
        pages.count() * 5 >= self.shape(id).titles * 4
    }

    /// Finds the titles that were hidden among lines of the page, which are known by now: the
    /// longest of the other lines above the first paragraph.
    pub(super) fn find_titles(&mut self, furniture: &[bool]) {
        let longest = |(sheet, ids): (&'a Sheet, &[Ids])| {
            let lines = head(sheet, ids).filter(|(line, ids)| {
                !is_in(furniture, ids) && has_words(&line.text, HEADLINE_WORDS)
            });
            let longest = lines.enumerate().max_by_key(|(place, (line, _))| {
                (line.text.chars().count(), std::cmp::Reverse(*place))
            });
            longest.map(|(_, (_, ids))| ids.whole)
        };
        let found: Vec<Option<usize>> = self.pages().map(longest).collect();
        for (title, found) in self.titles.iter_mut().zip(found) {
            *title = title.or(found);
        }
        self.recount();
    }

    /// Returns the shapes that are the title of a document.
    pub(super) fn titles(&self) -> impl Iterator<Item = &Shape<'a>> {
        self.titles.iter().flatten().map(|id| self.shape(*id))
    }

    pub(super) fn shape(&self, id: usize) -> &Shape<'a> {
        self.shapes.get(id).expect("shapes are numbered as they are pushed")
    }

    /// Returns each sheet with the shapes of its lines.
    pub(super) fn pages(&self) -> impl Iterator<Item = (&'a Sheet, &[Ids])> {
        self.sheets.iter().copied().zip(self.ids.iter().map(Vec::as_slice))
    }

    /// Returns where each shape stands; `page` is what is known of the page around the article.
    pub(super) fn places(&self, page: &Page) -> Vec<Place> {
        let mut places = vec![Place::default(); self.shapes.len()];
        for ((sheet, ids), title) in self.pages().zip(&self.titles) {
            let known = page.known(sheet, ids);
            let lines = || sheet.lines.iter().zip(&known);
            let bodies = lines().filter(|(line, known)| line.is_body && !**known).count();
            let others = known.iter().filter(|known| !**known).count();
            let (mut before, mut others_before) = (0, 0);
            for ((line, known), ids) in lines().zip(ids) {
                let own = usize::from(!*known);
                let is_body = line.is_body && own == 1;
                let seen = Seen {
                    line,
                    is_head: before == 0,
                    is_tail: before + usize::from(is_body) == bodies,
                    is_near: others_before == 0 || others - others_before - own <= TAIL_LINES,
                };
                if Some(ids.whole) != *title {
                    for id in std::iter::once(ids.whole).chain(ids.label) {
                        if let Some(place) = places.get_mut(id) {
                            place.add(&seen);
                        }
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

impl<'a> Shape<'a> {
    /// Returns the shape of the whole line as text.
    pub(super) fn text(&self) -> String {
        shape(&self.example.text).unwrap_or_default()
    }

    fn new(example: &'a Line, is_label: bool) -> Shape<'a> {
        Shape {
            example,
            is_label,
            docs: 0,
            titles: 0,
            named: 0,
            persons: 0,
            variants: 0,
            seen: None,
        }
    }
}

/// Returns the lines above the first paragraph.
fn head<'a, 'b>(
    sheet: &'a Sheet,
    ids: &'b [Ids],
) -> impl Iterator<Item = (&'a Line, &'b Ids)> + use<'a, 'b> {
    sheet.lines.iter().zip(ids).take_while(|(line, _)| !line.is_body)
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
