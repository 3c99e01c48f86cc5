//! A page looked at: its blocks, their features, and what the page as a whole is like.

use crate::features::{Columns, Line, Sketch, Words};
use crate::html::{Name, Page, Tag, decoded};

use super::blocks::{Block, Blocks};
use super::facts::{Facts, facts};
use super::names::{self, Weight};
use super::{again, around, kind, told, wording};

/// Blocks of the longest page that is weighed; what is behind them counts as furniture.
const MOST_BLOCKS: usize = 200_000;

/// A page and what can be said about its blocks without a model.
#[derive(Debug)]
pub struct Look<'a> {
    pub(crate) source: &'a str,
    pub(crate) page: Page,
    pub(crate) blocks: Blocks,
    pub(crate) lines: Vec<Line>,
    pub(crate) tokens: Vec<u32>,
    pub(crate) facts: Vec<Facts>,
    /// The sums of the whole page.
    pub(crate) whole: Facts,
    /// The hashes of the words of the page's title.
    pub(crate) title: Vec<u32>,
    /// What the head says that the page is, in steps of none to sure.
    pub(crate) kinds: Kinds,
}

/// What the metadata of a page say that it is.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Kinds {
    pub(crate) article: usize,
    pub(crate) product: usize,
    pub(crate) forum: usize,
    pub(crate) list: usize,
    pub(crate) service: usize,
}

impl<'a> Look<'a> {
    /// Looks at the source of a page.
    pub fn read(source: &'a str) -> Look<'a> {
        let page = Page::read(source);
        let mut blocks = Blocks::read(source, &page);
        blocks.all.truncate(MOST_BLOCKS);
        let mut tokens = Vec::new();
        let read = |block: &Block| Line::read(blocks.text(block).trim(), &mut tokens);
        let lines: Vec<Line> = blocks.all.iter().map(read).collect();
        let facts = facts(source, &page, &blocks, &lines);
        let whole = Facts::sum(&page, &facts);
        let title = title(source, &page);
        let kinds = kinds(source, &page);
        Look { source, page, blocks, lines, tokens, facts, whole, title, kinds }
    }

    /// Returns the text of each block.
    pub fn texts(&self) -> Vec<&str> {
        self.blocks.all.iter().map(|block| self.blocks.text(block)).collect()
    }

    /// Returns the hashes that may have a weight for each block, without repeats: of the names of the
    /// elements around it, of its words, and of its text as a whole.
    pub fn names(&self) -> Vec<Vec<u32>> {
        let of = |(block, line): (&Block, &Line)| {
            let mut all = Vec::new();
            for element in self.page.around(block.element) {
                names::words(self.source, &self.page, element, |word| all.push(word));
            }
            all.extend(self.tokens(line).iter().map(|token| token ^ wording::WORD));
            all.push(line.whole ^ wording::WHOLE);
            all.sort_unstable();
            all.dedup();
            all
        };
        self.blocks.all.iter().zip(&self.lines).map(of).collect()
    }

    /// Returns the hashes of what tells the kind of a page, without repeats: what its head says, its
    /// address, and the names of its elements.
    pub fn signs(&self) -> (Vec<u32>, Vec<u32>) {
        kind::signs(self)
    }

    /// Returns the features of each block.
    pub fn columns(&self, words: &Words) -> Columns {
        let mut columns = Columns::new(self.blocks.all.len());
        let weights = names::weights(self.source, &self.page, words);
        told::columns(self, &weights, &mut columns);
        wording::columns(self, words, &mut columns);
        around::columns(self, &weights, &mut columns);
        kind::columns(self, words, &mut columns);
        columns
    }

    /// Adds the features of the second look, which knows the scores of the first.
    pub fn look_again(&self, columns: &mut Columns, scores: &[i32]) {
        again::extend(self, columns, scores);
    }

    pub(crate) fn fact(&self, element: u32) -> Facts {
        self.facts.get(element as usize).copied().unwrap_or_default()
    }

    pub(crate) fn tokens(&self, line: &Line) -> &[u32] {
        self.tokens.get(line.tokens.0..line.tokens.1).unwrap_or_default()
    }

    /// Returns the element `levels` above the one of a block, or the outermost.
    pub(crate) fn above(&self, block: &Block, levels: usize) -> u32 {
        let mut at = block.element;
        for _ in 0..levels {
            match self.page.element(at).map(|element| element.parent) {
                Some(parent) if self.page.element(parent).is_some() => at = parent,
                _ => break,
            }
        }
        at
    }

    /// Returns what a place in the tree looks like: the names of some elements, from the inside out.
    pub(crate) fn page_path(&self, element: u32, weights: &[Weight], levels: usize) -> u32 {
        let (mut hash, mut at) = (0x811C_9DC5u32, element);
        for _ in 0..levels {
            let own = weights.get(at as usize).map_or(0, |weight| weight.hash);
            hash = (hash ^ own).wrapping_mul(0x9E37_79B1).rotate_left(13);
            at = self.page.element(at).map_or(crate::html::NONE, |element| element.parent);
        }
        hash
    }
}

/// Words of a title that are looked at.
const TITLE_WORDS: usize = 40;

/// Returns the hashes of the words of the title.
fn title(source: &str, page: &Page) -> Vec<u32> {
    let mut tokens = Vec::new();
    let owner = |at: u32| page.element(at).is_some_and(|element| element.tag == Tag::Title);
    if let Some(text) = page.texts.iter().find(|text| owner(text.element)) {
        Line::read(decoded(text.at().of(source)).trim(), &mut tokens);
    }
    tokens.truncate(TITLE_WORDS);
    tokens
}

/// Bytes of a JSON-LD script that are searched for what the page is.
const TYPED_BYTES: usize = 20_000;

/// Returns what the head says that the page is.
fn kinds(source: &str, page: &Page) -> Kinds {
    let mut kinds = Kinds::default();
    for element in &page.elements {
        match element.tag {
            Tag::Meta => {
                let is_type = page
                    .value(element, Name::Property)
                    .is_some_and(|property| property.of(source) == "og:type");
                if let Some(content) = page.value(element, Name::Content).filter(|_| is_type) {
                    kinds.add(content.of(source), 2);
                }
            }
            Tag::Script => {
                let kind = page.value(element, Name::Type).map(|kind| kind.of(source));
                if kind.is_some_and(|kind| kind.contains("ld+json")) {
                    typed(element.inside().of(source)).for_each(|kind| kinds.add(kind, 1));
                }
            }
            _ => {
                if let Some(kind) = page.value(element, Name::Itemtype) {
                    kinds.add(kind.of(source), 1);
                }
            }
        }
    }
    kinds
}

/// Returns the types that a JSON-LD script names.
pub(super) fn typed(json: &str) -> impl Iterator<Item = &str> {
    let json = json.get(..json.floor_char_boundary(TYPED_BYTES)).unwrap_or(json);
    json.split("\"@type\"").skip(1).map(|behind| {
        let value = behind.trim_start_matches([':', ' ', '[', '"', '\n', '\t', '\r']);
        value.split('"').next().unwrap_or_default()
    })
}

impl Kinds {
    fn add(&mut self, name: &str, weight: usize) {
        let name = name.rsplit('/').next().unwrap_or(name);
        let slot = match name {
            "article"
            | "Article"
            | "NewsArticle"
            | "BlogPosting"
            | "ReportageNewsArticle"
            | "LiveBlogPosting" => &mut self.article,
            "product" | "Product" | "ProductGroup" | "product.item" | "og:product" => {
                &mut self.product
            }
            "DiscussionForumPosting" | "QAPage" | "Question" | "Answer" | "Comment" => {
                &mut self.forum
            }
            "ItemList" | "ListItem" | "CollectionPage" | "OfferCatalog" | "product.group" => {
                &mut self.list
            }
            "Service" | "LocalBusiness" | "FAQPage" | "Organization" => &mut self.service,
            _ => return,
        };
        *slot += weight;
    }
}

/// Returns how often each hash occurs.
pub(crate) fn sketch(hashes: impl Iterator<Item = u32>) -> Sketch {
    let mut sketch = Sketch::new();
    hashes.for_each(|hash| sketch.add(hash ^ (hash >> 15)));
    sketch
}

/// Returns how often a hash is in a sketch.
pub(crate) fn often(sketch: &Sketch, hash: u32) -> usize {
    sketch.count(hash ^ (hash >> 15))
}
