//! From source to a page: the parts of the standard's tree building that decide what text stands where.
//!
//! A page is read in one pass. What is left out makes no difference to the text: bold or linked text
//! that crosses blocks is one state rather than many elements, and stray text in a table stays where
//! it is. Below a fixed depth elements no longer nest, so that each walk along the open ones is short.

use memchr::{memchr, memmem};

use crate::span::Span;

use super::attr::{self, Name, is_space};
use super::page::{Element, Gap, NONE, Page, Text, look};
use super::tag::{
    Tag,
    trait_bits::{BLOCK, BREAKOUT, ENDS_P, FORMAT, HEAD, RAW, SCOPE, SPECIAL, VOID},
};

/// Elements that nest; browsers stop at 512 too.
const MOST_DEPTH: usize = 512;

impl Page {
    /// Reads a source of less than 4 GB.
    pub(crate) fn read(source: &str) -> Page {
        let mut builder = Builder::new(source.as_bytes());
        let mut at = 0;
        while at < source.len() {
            let start = builder.next_markup(at);
            builder.text(Span::new(at, start));
            at = if start < source.len() { builder.markup(start) } else { start };
        }
        builder.finish()
    }
}

struct Builder<'a> {
    bytes: &'a [u8],
    page: Page,
    // The elements that are open, the outermost first, and how many there are of each tag.
    stack: Vec<u32>,
    open: [u32; Tag::COUNT],
    link: u32,
    // How often bold, italic, code and struck text have begun and not ended.
    looks: [u32; 4],
    // What stands between the last text and the next.
    gap: Gap,
    has_space: bool,
}

impl<'a> Builder<'a> {
    fn new(bytes: &'a [u8]) -> Builder<'a> {
        Builder {
            bytes,
            page: Page::default(),
            stack: Vec::new(),
            open: [0; Tag::COUNT],
            link: NONE,
            looks: [0; 4],
            gap: Gap::Block,
            has_space: false,
        }
    }

    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    /// Returns where the next markup begins, from `at` on.
    fn next_markup(&self, mut at: usize) -> usize {
        while let Some(ahead) = memchr(b'<', self.bytes.get(at..).unwrap_or_default()) {
            let start = at + ahead;
            match self.byte(start + 1) {
                b'/' if start + 2 < self.bytes.len() => return start,
                b'!' | b'?' => return start,
                next if next.is_ascii_alphabetic() => return start,
                _ => at = start + 1,
            }
        }
        self.bytes.len()
    }

    /// Reads the markup at `start` and returns where it ends.
    fn markup(&mut self, start: usize) -> usize {
        match (self.byte(start + 1), self.byte(start + 2)) {
            (b'!', _) => self.declaration(start),
            (b'/', next) if next.is_ascii_alphabetic() => self.end_tag(start),
            (b'/', _) => self.behind(start + 2, b'>'),
            (b'?', _) => self.behind(start + 1, b'>'),
            _ => self.start_tag(start),
        }
    }

    /// Returns the place behind the next `byte`, or the end.
    fn behind(&self, at: usize, byte: u8) -> usize {
        let ahead = memchr(byte, self.bytes.get(at..).unwrap_or_default());
        ahead.map_or(self.bytes.len(), |ahead| at + ahead + 1)
    }

    /// Returns the end of a comment, a doctype, or a section of CDATA.
    fn declaration(&mut self, start: usize) -> usize {
        let rest = self.bytes.get(start..).unwrap_or_default();
        if rest.starts_with(b"<!--") {
            return start + comment_len(rest);
        }
        if rest.starts_with(b"<![CDATA[") && self.is_foreign() {
            let end = memmem::find(rest, b"]]>").unwrap_or(rest.len());
            self.text(Span::new(start + 9, start + end));
            return (start + end + 3).min(self.bytes.len());
        }
        self.behind(start, b'>')
    }

    fn name_end(&self, at: usize) -> usize {
        let rest = self.bytes.get(at..).unwrap_or_default();
        let is_end = |byte: &u8| is_space(*byte) || matches!(byte, b'/' | b'>');
        at + rest.iter().position(is_end).unwrap_or(rest.len())
    }

    fn tag(&self, start: usize, end: usize) -> Tag {
        match Tag::of(self.bytes.get(start..end).unwrap_or_default()) {
            Tag::Image => Tag::Img,
            tag => tag,
        }
    }

    fn start_tag(&mut self, start: usize) -> usize {
        let name_end = self.name_end(start + 1);
        let tag = self.tag(start + 1, name_end);
        let first = self.page.attrs.len();
        let Some((end, closes)) = attr::read(self.bytes, name_end, &mut self.page.attrs) else {
            return self.bytes.len();
        };
        let element = Element {
            tag,
            parent: NONE,
            start: start as u32,
            open_end: end as u32,
            end: end as u32,
            attrs: (first as u32, self.page.attrs.len() as u32),
        };
        if self.is_foreign() && self.opens_foreign(element, closes) {
            return end;
        }
        self.opens(element, closes);
        if tag.is(RAW) { self.raw_text(tag, end) } else { end }
    }

    fn end_tag(&mut self, start: usize) -> usize {
        let name_end = self.name_end(start + 2);
        let tag = self.tag(start + 2, name_end);
        let first = self.page.attrs.len();
        let end = attr::read(self.bytes, name_end, &mut self.page.attrs);
        self.page.attrs.truncate(first);
        let Some((end, _)) = end else { return self.bytes.len() };
        self.closes(tag, Span::new(start + 2, name_end), start);
        end
    }

    /// Keeps the text at `at`, if it is more than white space.
    fn text(&mut self, at: Span) {
        let bytes = at.of_bytes(self.bytes);
        let Some(first) = bytes.iter().position(|byte| !is_space(*byte)) else {
            self.has_space |= !at.is_empty();
            return;
        };
        if self.top_tag() == Some(Tag::Head) {
            self.pop(at.start);
        }
        let mut text = Text::new(at, self.stack.last().copied().unwrap_or(NONE));
        text.link = self.link;
        text.gap = self.gap;
        let looks = [look::BOLD, look::ITALIC, look::CODE, look::STRUCK];
        for (count, bit) in self.looks.iter().zip(looks) {
            text.look |= if *count > 0 { bit } else { 0 };
        }
        text.look |= if self.has_space || first > 0 { look::SPACED } else { 0 };
        self.page.texts.push(text);
        self.gap = Gap::Inline;
        self.has_space = bytes.last().is_some_and(|byte| is_space(*byte));
    }

    /// Reads the text of an element that holds no markup, and returns where its end tag ends.
    fn raw_text(&mut self, tag: Tag, at: usize) -> usize {
        let (end, behind) = raw_end(self.bytes, at, tag.name().as_bytes());
        // Below the depth limit the element is in the tree and not open.
        let owner = self.page.elements.len().saturating_sub(1) as u32;
        if tag.is(BLOCK) {
            self.text(Span::new(at, end));
            if let Some(text) = self.page.texts.last_mut().filter(|text| text.at().start == at) {
                text.element = owner;
            }
        } else if at < end {
            self.page.texts.push(Text::new(Span::new(at, end), owner));
        }
        self.close(tag, Span::point(0), end);
        behind
    }

    fn top(&self) -> Option<&Element> {
        self.page.element(*self.stack.last()?)
    }

    fn top_tag(&self) -> Option<Tag> {
        self.top().map(|top| top.tag)
    }

    fn is_in_heading(&self) -> bool {
        self.top_tag().is_some_and(|top| top.heading().is_some())
    }

    fn count(&self, tag: Tag) -> u32 {
        self.open.get(tag as usize).copied().unwrap_or(0)
    }

    /// Returns whether this place is in SVG or MathML.
    fn is_foreign(&self) -> bool {
        if self.count(Tag::Svg) + self.count(Tag::Math) == 0 {
            return false;
        }
        let mut tags = self.stack.iter().rev().filter_map(|at| self.page.element(*at));
        let deciding = |element: &&Element| {
            matches!(
                element.tag,
                Tag::Svg | Tag::Math | Tag::ForeignObject | Tag::Desc | Tag::Title
            )
        };
        tags.find(deciding).is_some_and(|found| matches!(found.tag, Tag::Svg | Tag::Math))
    }

    /// Opens an element of SVG or MathML; returns false for one that ends them instead.
    fn opens_foreign(&mut self, mut element: Element, closes: bool) -> bool {
        if element.tag.is(BREAKOUT) {
            while self.is_foreign() {
                self.pop(element.start as usize);
            }
            return false;
        }
        let kept = [Tag::Svg, Tag::Math, Tag::ForeignObject, Tag::Desc, Tag::Title];
        if !kept.contains(&element.tag) {
            element.tag = Tag::Other;
        }
        self.add(element, !closes);
        true
    }

    /// Opens an element of HTML.
    fn opens(&mut self, element: Element, closes: bool) {
        let (tag, here) = (element.tag, element.start as usize);
        if self.top_tag() == Some(Tag::Head) && !tag.is(HEAD) {
            self.pop(here);
        }
        if tag.is(FORMAT) {
            return self.begins_look(element);
        }
        if tag.is(BLOCK) {
            self.gap = Gap::Block;
        }
        if tag.is(ENDS_P) {
            self.close_p(here);
        }
        match tag {
            Tag::Html | Tag::Body | Tag::Head | Tag::Form if self.count(tag) > 0 => return,
            Tag::Br => return self.breaks_line(),
            Tag::Wbr => return,
            Tag::Li => self.close_item(&[Tag::Li], here),
            Tag::Dd | Tag::Dt => self.close_item(&[Tag::Dd, Tag::Dt], here),
            Tag::Option => self.pop_while(|top| top == Tag::Option, here),
            Tag::Optgroup => self.pop_while(|top| [tag, Tag::Option].contains(&top), here),
            Tag::Button => self.close(tag, Span::point(0), here),
            Tag::Table | Tag::Caption | Tag::Colgroup | Tag::Col => self.enters_table(tag, here),
            Tag::Tbody | Tag::Thead | Tag::Tfoot | Tag::Tr | Tag::Td | Tag::Th => {
                if self.count(Tag::Table) == 0 {
                    return;
                }
                self.enters_table(tag, here);
            }
            _ if tag.heading().is_some() && self.is_in_heading() => self.pop(here),
            _ => {}
        }
        let is_foreign = matches!(tag, Tag::Svg | Tag::Math);
        self.add(element, !(tag.is(VOID) || is_foreign && closes));
    }

    /// Adds an element to the page, and opens it if it has content.
    fn add(&mut self, mut element: Element, has_content: bool) {
        element.parent = self.stack.last().copied().unwrap_or(NONE);
        let at = self.page.elements.len() as u32;
        self.page.elements.push(element);
        if has_content && self.stack.len() < MOST_DEPTH {
            self.stack.push(at);
            if let Some(count) = self.open.get_mut(element.tag as usize) {
                *count += 1;
            }
        }
    }

    fn breaks_line(&mut self) {
        self.gap = if self.gap == Gap::Inline { Gap::Line } else { Gap::Block };
    }

    fn begins_look(&mut self, element: Element) {
        if element.tag == Tag::A {
            self.link = NONE;
            if self.page.value(&element, Name::Href).is_some() {
                self.link = self.page.links.len() as u32;
                let parent = self.stack.last().copied().unwrap_or(NONE);
                self.page.links.push(Element { parent, ..element });
            }
        } else if let Some(count) = self.look_of(element.tag) {
            *count += 1;
        }
    }

    fn look_of(&mut self, tag: Tag) -> Option<&mut u32> {
        self.looks.get_mut(match tag {
            Tag::B | Tag::Strong => 0,
            Tag::I | Tag::Em => 1,
            Tag::Code | Tag::Tt => 2,
            Tag::S | Tag::Strike => 3,
            _ => return None,
        })
    }

    /// Makes way for a part of a table: closes what it cannot stand in.
    fn enters_table(&mut self, tag: Tag, here: usize) {
        let table = [Tag::Table, Tag::Template];
        let parts = [Tag::Tbody, Tag::Thead, Tag::Tfoot, Tag::Table, Tag::Template];
        match tag {
            Tag::Table => {
                let cells = [Tag::Td, Tag::Th, Tag::Caption, Tag::Table, Tag::Template];
                let mut open = self.stack.iter().rev().filter_map(|at| self.page.element(*at));
                let near = open.find(|element| cells.contains(&element.tag));
                if near.is_some_and(|near| near.tag == Tag::Table) {
                    self.close(Tag::Table, Span::point(0), here);
                }
            }
            _ if self.count(Tag::Table) == 0 => {}
            Tag::Tr => self.pop_while(|top| !parts.contains(&top), here),
            Tag::Td | Tag::Th => {
                self.pop_while(|top| top != Tag::Tr && !parts.contains(&top), here);
            }
            _ => self.pop_while(|top| !table.contains(&top), here),
        }
    }

    /// Does what the end tag `tag`, whose name is at `name`, asks for.
    fn closes(&mut self, tag: Tag, name: Span, here: usize) {
        if tag.is(FORMAT) && !self.is_foreign() {
            if tag == Tag::A {
                self.link = NONE;
            } else if let Some(count) = self.look_of(tag) {
                *count = count.saturating_sub(1);
            }
            return;
        }
        if tag.is(BLOCK) {
            self.gap = Gap::Block;
        }
        match tag {
            Tag::Br => self.breaks_line(),
            Tag::P => self.close_p(here),
            Tag::Html | Tag::Body => {}
            _ if tag.is(VOID) => {}
            _ if tag.heading().is_some() => self.close_heading(here),
            _ => self.close(tag, name, here),
        }
    }

    /// Closes the innermost open element of that tag, unless one stands between that it cannot leave.
    fn close(&mut self, tag: Tag, name: Span, here: usize) {
        if self.count(tag) == 0 {
            return;
        }
        let is_table = matches!(
            tag,
            Tag::Table | Tag::Tbody | Tag::Thead | Tag::Tfoot | Tag::Tr | Tag::Td | Tag::Th
        ) || tag == Tag::Caption;
        let stops = |other: Tag| match () {
            () if is_table => matches!(other, Tag::Table | Tag::Template | Tag::Html),
            () if tag.is(SPECIAL | BLOCK) => other.is(SCOPE),
            () => other.is(SPECIAL),
        };
        self.close_if(
            |names, element| element.tag == tag && names.has_name(element, name),
            stops,
            here,
        );
    }

    fn close_p(&mut self, here: usize) {
        if self.count(Tag::P) > 0 {
            let stops = |other: Tag| other.is(SCOPE) || other == Tag::Button;
            self.close_if(|_, element| element.tag == Tag::P, stops, here);
        }
    }

    fn close_heading(&mut self, here: usize) {
        let is_heading = |_: &Names<'_>, element: &Element| element.tag.heading().is_some();
        self.close_if(is_heading, |other| other.is(SCOPE), here);
    }

    fn close_item(&mut self, tags: &[Tag], here: usize) {
        if tags.iter().any(|tag| self.count(*tag) > 0) {
            let stops = |other: Tag| {
                other.is(SPECIAL) && !matches!(other, Tag::Address | Tag::Div | Tag::P)
            };
            self.close_if(|_, element| tags.contains(&element.tag), stops, here);
        }
    }

    /// Closes the innermost open element that `is` holds for, if it comes before one that `stops`.
    fn close_if(
        &mut self,
        is: impl Fn(&Names<'_>, &Element) -> bool,
        stops: impl Fn(Tag) -> bool,
        here: usize,
    ) {
        let names = Names(self.bytes);
        let mut depth = self.stack.len();
        while depth > 0 {
            depth -= 1;
            let open = self.stack.get(depth).and_then(|at| self.page.element(*at));
            let Some(element) = open else { return };
            if is(&names, element) {
                break;
            }
            if stops(element.tag) || depth == 0 {
                return;
            }
        }
        while self.stack.len() > depth {
            self.pop(here);
        }
    }

    fn pop_while(&mut self, is: impl Fn(Tag) -> bool, here: usize) {
        while self.top_tag().is_some_and(&is) {
            self.pop(here);
        }
    }

    /// Closes the innermost open element; what is inside ends at `here`.
    fn pop(&mut self, here: usize) {
        let Some(at) = self.stack.pop() else { return };
        let Some(element) = self.page.elements.get_mut(at as usize) else { return };
        element.end = here as u32;
        if let Some(count) = self.open.get_mut(element.tag as usize) {
            *count -= 1;
        }
    }

    fn finish(mut self) -> Page {
        while !self.stack.is_empty() {
            self.pop(self.bytes.len());
        }
        self.page
    }
}

/// The source, to compare the names of elements that have no tag.
struct Names<'a>(&'a [u8]);

impl Names<'_> {
    /// Returns whether an element has the name at `name`, as far as its tag does not tell.
    fn has_name(&self, element: &Element, name: Span) -> bool {
        let own = Span::new(element.open().start + 1, element.open().start + 1 + name.len());
        let own = self.0.get(own.start..own.end).unwrap_or_default();
        element.tag != Tag::Other || own.eq_ignore_ascii_case(name.of_bytes(self.0))
    }
}

/// Returns the length of the comment at the head of `rest`.
fn comment_len(rest: &[u8]) -> usize {
    let inside = rest.get(4..).unwrap_or_default();
    if inside.starts_with(b">") {
        return 5;
    }
    if inside.starts_with(b"->") {
        return 6;
    }
    for dashes in memmem::find_iter(inside, b"--") {
        match inside.get(dashes + 2..) {
            Some([b'>', ..]) => return 4 + dashes + 3,
            Some([b'!', b'>', ..]) => return 4 + dashes + 4,
            // `--->` ends too, and the search goes on behind the first two dashes.
            Some([b'-', b'>', ..]) => return 4 + dashes + 4,
            _ => {}
        }
    }
    rest.len()
}

/// Returns where the raw text at `at` ends, and where the end tag of that name does.
fn raw_end(bytes: &[u8], mut at: usize, name: &[u8]) -> (usize, usize) {
    while let Some(ahead) = memmem::find(bytes.get(at..).unwrap_or_default(), b"</") {
        let start = at + ahead;
        let name_end = start + 2 + name.len();
        let found = bytes.get(start + 2..name_end).unwrap_or_default();
        let behind = bytes.get(name_end).copied().unwrap_or(0);
        if found.eq_ignore_ascii_case(name) && (is_space(behind) || matches!(behind, b'/' | b'>')) {
            let end = attr::read(bytes, name_end, &mut Vec::new());
            return (start, end.map_or(bytes.len(), |(end, _)| end));
        }
        at = start + 2;
    }
    (bytes.len(), bytes.len())
}
