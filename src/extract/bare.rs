//! Parts of a page as somebody writes them by hand: the blocks that are asked for, in the tags that say
//! what they are, without names and without the layout around them. Models learn small pages from it.

use crate::html::{Gap, NONE, Tag, Text, look, trait_bits};

use super::blocks::Block;
use super::facts::part;
use super::look::Look;

/// Marks that end a sentence.
const STOPS: [char; 6] = ['.', '!', '?', '。', '！', '？'];

/// Parts of a page that are widgets and not content, whatever they hold.
const WIDGETS: u32 = part::NAV
    | part::HEADER
    | part::FOOTER
    | part::ASIDE
    | part::FORM
    | part::DIALOG
    | part::SELECT
    | part::BUTTON;

/// How a part of a page is written.
#[derive(Clone, Copy, Debug)]
pub struct Bare<'a> {
    /// What stands in front of the first block of content.
    pub before: &'a str,
    /// What stands behind the last one.
    pub behind: &'a str,
    /// Whether each block ends with its first sentence.
    pub is_brief: bool,
}

/// A block of such a part.
#[derive(Clone, Copy, Debug)]
pub struct Piece {
    /// The number of the block in its page.
    pub block: usize,
    /// Whether it is content.
    pub is_content: bool,
    /// The tag that is around it alone; without one, those that are around it in its page.
    pub tag: Option<&'static str>,
}

impl Look<'_> {
    /// Returns whether a block is in a widget, or mostly a link.
    pub fn is_widget(&self, at: usize) -> bool {
        let Some(block) = self.blocks.all.get(at) else { return false };
        self.fact(block.element).parts & WIDGETS != 0
            || block.link_bytes * 2 >= block.visible.len().max(1)
    }

    /// Returns the source of a page of some blocks.
    pub fn bare(&self, pieces: &[Piece], form: Bare<'_>) -> String {
        let mut writer = Writer { look: self, source: String::new(), open: Vec::new(), last: NONE };
        let first = pieces.iter().position(|piece| piece.is_content);
        let last = pieces.iter().rposition(|piece| piece.is_content);
        for (place, piece) in pieces.iter().enumerate() {
            let Some(block) = self.blocks.all.get(piece.block) else { continue };
            if Some(place) == first {
                writer.close(0);
                writer.source.push_str(form.before);
            }
            let path = match piece.tag {
                Some(tag) => vec![(block.element, tag)],
                None => writer.path(block.element),
            };
            writer.block(block, path, form.is_brief);
            if Some(place) == last {
                writer.close(0);
                writer.source.push_str(form.behind);
            }
        }
        writer.close(0);
        writer.source
    }

    /// Returns the source of the page's title.
    pub fn title(&self) -> &str {
        let owner = |text: &&Text| {
            self.page.element(text.element).is_some_and(|element| element.tag == Tag::Title)
        };
        let title = self.page.texts.iter().find(owner);
        title.map_or("", |text| text.at().of(self.source))
    }
}

struct Writer<'a> {
    look: &'a Look<'a>,
    source: String,
    // The elements that are open, and the one of the last block.
    open: Vec<(u32, &'static str)>,
    last: u32,
}

impl Writer<'_> {
    fn block(&mut self, block: &Block, path: Vec<(u32, &'static str)>, is_brief: bool) {
        let both = self.open.iter().zip(&path).take_while(|(a, b)| a == b).count();
        if both == path.len() && self.open.len() == both && self.last == block.element {
            self.source.push_str("<br><br>");
        }
        self.close(both);
        for (element, name) in path.into_iter().skip(both) {
            self.source.push_str(&format!("<{name}>"));
            self.open.push((element, name));
        }
        self.last = block.element;
        self.texts(block, is_brief);
    }

    /// Returns the elements around a block that say what it is, from the outside in.
    fn path(&self, element: u32) -> Vec<(u32, &'static str)> {
        let mut path = Vec::new();
        let mut at = element;
        while let Some(found) = self.look.page.element(at) {
            if is_told(found.tag) {
                path.push((at, found.tag.name()));
            } else if at == element {
                path.push((at, "p"));
            }
            at = found.parent;
        }
        path.reverse();
        path
    }

    fn close(&mut self, left: usize) {
        for (_, name) in self.open.drain(left.min(self.open.len())..).rev() {
            self.source.push_str(&format!("</{name}>\n"));
        }
    }

    fn texts(&mut self, block: &Block, is_brief: bool) {
        let texts = self.look.page.texts.get(block.texts.0..block.texts.1).unwrap_or_default();
        for (at, text) in texts.iter().enumerate() {
            let inner = self.look.page.element(text.element);
            if inner.is_some_and(|inner| inner.tag.is(trait_bits::SILENT)) {
                continue;
            }
            let whole = text.at().of(self.look.source);
            let end = if is_brief { sentence(whole) } else { None };
            let mut marks = if text.link == NONE { vec![] } else { vec!["a"] };
            marks.extend((text.look & look::BOLD != 0).then_some("b"));
            if at > 0 && text.gap == Gap::Line {
                self.source.push_str("<br>");
            }
            for mark in &marks {
                let address = if *mark == "a" { " href=\"/x\"" } else { "" };
                self.source.push_str(&format!("<{mark}{address}>"));
            }
            self.source.push_str(end.and_then(|end| whole.get(..end)).unwrap_or(whole));
            for mark in marks.iter().rev() {
                self.source.push_str(&format!("</{mark}>"));
            }
            if end.is_some() {
                break;
            }
        }
    }
}

/// Returns where the first sentence of a text ends, if another one follows.
fn sentence(text: &str) -> Option<usize> {
    let ends = text.match_indices(STOPS).map(|(at, stop)| at + stop.len());
    ends.into_iter().find(|end| {
        let rest = text.get(*end..).unwrap_or_default();
        *end > 12
            && (rest.starts_with(char::is_whitespace) || (!rest.is_empty() && !rest.is_ascii()))
    })
}

/// Returns whether a tag says what its text is.
fn is_told(tag: Tag) -> bool {
    tag.heading().is_some()
        || matches!(
            tag,
            Tag::P
                | Tag::Ul
                | Tag::Ol
                | Tag::Li
                | Tag::Dl
                | Tag::Dt
                | Tag::Dd
                | Tag::Table
                | Tag::Caption
                | Tag::Thead
                | Tag::Tbody
                | Tag::Tr
                | Tag::Th
                | Tag::Td
                | Tag::Blockquote
                | Tag::Pre
                | Tag::Figure
                | Tag::Figcaption
                | Tag::Nav
                | Tag::Aside
                | Tag::Header
                | Tag::Footer
                | Tag::Form
                | Tag::Button
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<div class=x><nav><a href=/>Home</a></nav><div class=y><h2>Boats &amp; tides\
        </h2><div>One. <b>Two</b> three.</div><ul><li>a<li>b</ul></div>";

    fn bare(is_brief: bool) -> String {
        let look = Look::read(PAGE);
        let form = Bare { before: "<main>", behind: "</main>", is_brief };
        let piece = |block| Piece { block, is_content: block > 0, tag: None };
        look.bare(&(0..5).map(piece).collect::<Vec<Piece>>(), form).replace('\n', "")
    }

    #[test]
    fn names_and_layout_are_left_out() {
        assert_eq!(
            bare(false),
            "<nav><a href=\"/x\">Home</a></nav><main><h2>Boats &amp; tides</h2><p>One. <b>Two</b> three.\
             </p><ul><li>a</li><li>b</li></ul></main>"
        );
    }

    #[test]
    fn the_same_blocks_come_out() {
        let source = bare(false);
        assert_eq!(Look::read(&source).texts(), Look::read(PAGE).texts());
    }
}
