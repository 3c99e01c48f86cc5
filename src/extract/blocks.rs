//! The blocks of a page: stretches of text that stand apart from each other when it is shown.

use crate::html::{Gap, NONE, Page, Tag, Text, is_space, look, reference, trait_bits};
use crate::span::Span;

/// A block.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Block {
    /// Its texts: numbers of the page's.
    pub(crate) texts: (usize, usize),
    /// The innermost block element around it.
    pub(crate) element: u32,
    /// Its place in the visible text.
    pub(crate) visible: Span,
    /// Bytes of visible text that are part of a link.
    pub(crate) link_bytes: usize,
    pub(crate) links: usize,
    /// Bytes of bold text.
    pub(crate) bold_bytes: usize,
}

/// The blocks of a page and their text, as it is shown.
#[derive(Debug, Default)]
pub(crate) struct Blocks {
    pub(crate) all: Vec<Block>,
    pub(crate) visible: String,
}

/// Returns for each element whether text in it is shown.
pub(crate) fn shown(page: &Page) -> Vec<bool> {
    let mut shown: Vec<bool> = Vec::with_capacity(page.elements.len());
    for element in &page.elements {
        let around = shown.get(element.parent as usize).copied().unwrap_or(true);
        shown.push(around && !element.tag.is(trait_bits::SILENT));
    }
    shown
}

impl Blocks {
    /// Returns the blocks of a page.
    pub(crate) fn read(source: &str, page: &Page) -> Blocks {
        let shown = shown(page);
        let mut blocks = Blocks::default();
        let (mut gap, mut link) = (Gap::Block, NONE);
        for (at, text) in page.texts.iter().enumerate() {
            gap = gap.max(text.gap);
            if !shown.get(text.element as usize).copied().unwrap_or(true) {
                continue;
            }
            if gap == Gap::Block || blocks.all.is_empty() {
                blocks.begin(page, at, text);
                link = NONE;
            } else {
                blocks.visible.push_str(if gap == Gap::Line { "\n" } else { "" });
            }
            blocks.add(source, at, text, gap, text.link != NONE && text.link != link);
            (gap, link) = (Gap::Inline, text.link);
        }
        let Blocks { all, visible } = &mut blocks;
        all.retain(|block| !block.visible.of(visible).trim().is_empty());
        blocks
    }

    /// Returns the text of a block.
    pub(crate) fn text(&self, block: &Block) -> &str {
        block.visible.of(&self.visible)
    }

    fn begin(&mut self, page: &Page, at: usize, text: &Text) {
        let mut element = text.element;
        while let Some(inner) = page.element(element)
            && !inner.tag.is(trait_bits::BLOCK)
            && inner.parent != NONE
        {
            element = inner.parent;
        }
        self.all.push(Block {
            texts: (at, at),
            element,
            visible: Span::point(self.visible.len()),
            link_bytes: 0,
            links: 0,
            bold_bytes: 0,
        });
    }

    fn add(&mut self, source: &str, at: usize, text: &Text, gap: Gap, is_new_link: bool) {
        let Some(block) = self.all.last_mut() else { return };
        let start = self.visible.len();
        let is_inner = start > block.visible.start && gap == Gap::Inline;
        if is_inner && text.look & look::SPACED != 0 {
            self.visible.push(' ');
        }
        show(text.at().of(source), &mut self.visible);
        let bytes = self.visible.len() - start;
        block.texts.1 = at + 1;
        block.visible.end = self.visible.len();
        block.link_bytes += if text.link == NONE { 0 } else { bytes };
        block.bold_bytes += if text.look & look::BOLD == 0 { 0 } else { bytes };
        block.links += usize::from(is_new_link);
    }
}

/// Appends a text as it is shown: references read, each run of white space one space, none at its ends.
fn show(source: &str, visible: &mut String) {
    let mut rest = source.trim_ascii();
    let is_plain = |byte: u8| byte != b'&' && !is_space(byte);
    while !rest.is_empty() {
        let plain = rest.bytes().position(|byte| !is_plain(byte)).unwrap_or(rest.len());
        visible.push_str(rest.get(..plain).unwrap_or_default());
        rest = rest.get(plain..).unwrap_or_default();
        let blank = rest.bytes().take_while(|byte| is_space(*byte)).count();
        if blank > 0 {
            visible.push(' ');
            rest = rest.get(blank..).unwrap_or_default();
        } else if !rest.is_empty() {
            let found = reference(rest);
            visible.push_str(found.as_ref().map_or("&", |(value, _)| value));
            rest = rest.get(found.map_or(1, |(_, len)| len)..).unwrap_or_default();
        }
    }
}

/// Returns whether a block keeps its white space.
pub(crate) fn is_preformatted(page: &Page, element: u32) -> bool {
    let kept = [Tag::Pre, Tag::Listing, Tag::Xmp, Tag::Plaintext];
    page.around(element).any(|element| kept.contains(&element.tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(source: &str) -> Vec<String> {
        let page = Page::read(source);
        let blocks = Blocks::read(source, &page);
        blocks.all.iter().map(|block| blocks.text(block).to_owned()).collect()
    }

    #[test]
    fn blocks_stand_apart_and_inline_text_does_not() {
        let source =
            "<p>One <b>two</b>three<p>four<br>five<br><br>six<ul><li>a<li> b&amp;c\n d</ul>";
        assert_eq!(blocks(source), ["One twothree", "four\nfive", "six", "a", "b&c d"]);
    }

    #[test]
    fn what_is_not_shown_is_no_block() {
        let source = "<title>T</title><script>a<b>c</script><p>x<svg><text>y</text></svg>z<style>q";
        assert_eq!(blocks(source), ["xz"]);
    }

    #[test]
    fn tables_and_lists_close_what_they_must() {
        let source = "<table><tr><td>a<td>b<tr><td><div>c</table>d<dl><dt>e<dd>f</dl>";
        assert_eq!(blocks(source), ["a", "b", "c", "d", "e", "f"]);
    }
}
