//! A page in an arena: its elements, and its texts in the order of the document.
//!
//! Everything is a byte range of the source. Elements name their parents, so that no walk needs
//! recursion; how an element looks (bold, a link) is a fact of the texts and not an element.

use crate::span::Span;

use super::attr::{Attr, Name};
use super::tag::Tag;

/// The number of no element or link.
pub(crate) const NONE: u32 = u32::MAX;

/// An element.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Element {
    pub(crate) tag: Tag,
    pub(crate) parent: u32,
    // The start tag.
    pub(super) start: u32,
    pub(super) open_end: u32,
    // Behind all that is inside.
    pub(super) end: u32,
    pub(super) attrs: (u32, u32),
}

impl Element {
    /// Returns the place of the start tag.
    pub(crate) fn open(&self) -> Span {
        Span::new(self.start as usize, self.open_end as usize)
    }

    /// Returns the place of all that is inside, as far as it is known.
    pub(crate) fn inside(&self) -> Span {
        Span::new(self.open_end as usize, self.end.max(self.open_end) as usize)
    }
}

/// How a text stands to the one before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Gap {
    /// In one line with it.
    #[default]
    Inline,
    /// On a line of its own.
    Line,
    /// Behind an empty line, or in another block.
    Block,
}

/// How a text looks, as bits.
pub(crate) mod look {
    pub(crate) const BOLD: u8 = 1;
    pub(crate) const ITALIC: u8 = 2;
    pub(crate) const CODE: u8 = 4;
    pub(crate) const STRUCK: u8 = 8;
    /// White space stands before it, or at its start.
    pub(crate) const SPACED: u8 = 16;
}

/// A text between two tags that holds more than white space.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Text {
    start: u32,
    end: u32,
    pub(crate) element: u32,
    pub(crate) link: u32,
    pub(crate) gap: Gap,
    pub(crate) look: u8,
}

impl Text {
    pub(super) fn new(at: Span, element: u32) -> Text {
        let (start, end) = (at.start as u32, at.end as u32);
        Text { start, end, element, link: NONE, gap: Gap::Inline, look: 0 }
    }

    /// Returns its place.
    pub(crate) fn at(&self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }
}

/// A page.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub(crate) elements: Vec<Element>,
    pub(crate) texts: Vec<Text>,
    /// The start tags of links with an address, not in the tree.
    pub(crate) links: Vec<Element>,
    pub(super) attrs: Vec<Attr>,
}

impl Page {
    /// Returns an element.
    pub(crate) fn element(&self, at: u32) -> Option<&Element> {
        self.elements.get(at as usize)
    }

    /// Returns the element and those around it, from the inside out.
    pub(crate) fn around(&self, at: u32) -> impl Iterator<Item = &Element> {
        std::iter::successors(self.element(at), |element| self.element(element.parent))
    }

    /// Returns the attributes of an element.
    pub(crate) fn attrs(&self, element: &Element) -> &[Attr] {
        self.attrs.get(element.attrs.0 as usize..element.attrs.1 as usize).unwrap_or_default()
    }

    /// Returns the place of the value of an attribute, the first of that name.
    pub(crate) fn value(&self, element: &Element, name: Name) -> Option<Span> {
        self.attrs(element).iter().find(|attr| attr.name == name).map(|attr| attr.value())
    }
}
