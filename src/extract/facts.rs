//! What stands around each element, and how much text is inside it.

use crate::features::Line;
use crate::html::{Element, Name, Page, Tag};

use super::blocks::Blocks;

/// What an element is part of, as bits.
pub(crate) mod part {
    pub(crate) const NAV: u32 = 1;
    pub(crate) const HEADER: u32 = 1 << 1;
    pub(crate) const FOOTER: u32 = 1 << 2;
    pub(crate) const ASIDE: u32 = 1 << 3;
    pub(crate) const MAIN: u32 = 1 << 4;
    pub(crate) const ARTICLE: u32 = 1 << 5;
    pub(crate) const FORM: u32 = 1 << 6;
    pub(crate) const FIGURE: u32 = 1 << 7;
    pub(crate) const QUOTE: u32 = 1 << 8;
    pub(crate) const TABLE: u32 = 1 << 9;
    pub(crate) const LIST: u32 = 1 << 10;
    pub(crate) const DETAILS: u32 = 1 << 11;
    pub(crate) const DIALOG: u32 = 1 << 12;
    pub(crate) const SELECT: u32 = 1 << 13;
    pub(crate) const BUTTON: u32 = 1 << 14;
    pub(crate) const PRE: u32 = 1 << 15;
    pub(crate) const SECTION: u32 = 1 << 16;
    pub(crate) const HIDDEN: u32 = 1 << 17;
    pub(crate) const HEADING: u32 = 1 << 18;
    pub(crate) const TIME: u32 = 1 << 19;
    pub(crate) const LABEL: u32 = 1 << 20;
    pub(crate) const CAPTION: u32 = 1 << 21;
    pub(crate) const ITEM: u32 = 1 << 22;
    pub(crate) const PARAGRAPH: u32 = 1 << 23;
    pub(crate) const NOSCRIPT: u32 = 1 << 24;
}

/// What is known about an element from those around it and inside it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Facts {
    pub(crate) parts: u32,
    pub(crate) depth: usize,
    pub(crate) lists: usize,
    /// The innermost `article`, `main` or list item around it.
    pub(crate) article: Option<u32>,
    pub(crate) bytes: usize,
    pub(crate) link_bytes: usize,
    pub(crate) prose: usize,
    pub(crate) blocks: usize,
    pub(crate) headings: usize,
}

impl Facts {
    /// Returns the sums of a whole page.
    pub(crate) fn sum(page: &Page, all: &[Facts]) -> Facts {
        let mut sum = Facts::default();
        for (element, facts) in page.elements.iter().zip(all) {
            if page.element(element.parent).is_none() {
                sum.bytes += facts.bytes;
                sum.link_bytes += facts.link_bytes;
                sum.prose += facts.prose;
                sum.blocks += facts.blocks;
                sum.headings += facts.headings;
            }
        }
        sum
    }
}

/// Returns the facts of all elements.
pub(crate) fn facts(source: &str, page: &Page, blocks: &Blocks, lines: &[Line]) -> Vec<Facts> {
    let mut all: Vec<Facts> = Vec::with_capacity(page.elements.len());
    for (at, element) in page.elements.iter().enumerate() {
        let around = all.get(element.parent as usize).copied().unwrap_or_default();
        let is_list = matches!(element.tag, Tag::Ul | Tag::Ol | Tag::Dl | Tag::Menu);
        all.push(Facts {
            parts: around.parts | parts(source, page, element),
            depth: around.depth + 1,
            lists: around.lists + usize::from(is_list),
            article: if element.tag == Tag::Article { Some(at as u32) } else { around.article },
            ..Facts::default()
        });
    }
    for (block, line) in blocks.all.iter().zip(lines) {
        let Some(facts) = all.get_mut(block.element as usize) else { continue };
        facts.bytes += block.visible.len();
        facts.link_bytes += block.link_bytes;
        facts.prose += line.prose();
        facts.blocks += 1;
        facts.headings += usize::from(facts.parts & part::HEADING != 0);
    }
    for at in (0..all.len()).rev() {
        let own = all.get(at).copied().unwrap_or_default();
        let parent = page.elements.get(at).map(|element| element.parent as usize);
        let Some(around) = parent.and_then(|parent| all.get_mut(parent)) else { continue };
        around.bytes += own.bytes;
        around.link_bytes += own.link_bytes;
        around.prose += own.prose;
        around.blocks += own.blocks;
        around.headings += own.headings;
    }
    all
}

/// Returns what an element is by its tag and attributes.
fn parts(source: &str, page: &Page, element: &Element) -> u32 {
    let by_tag = match element.tag {
        Tag::Nav => part::NAV,
        Tag::Header => part::HEADER,
        Tag::Footer => part::FOOTER,
        Tag::Aside => part::ASIDE,
        Tag::Main => part::MAIN,
        Tag::Article => part::ARTICLE,
        Tag::Form => part::FORM,
        Tag::Figure => part::FIGURE,
        Tag::Blockquote => part::QUOTE,
        Tag::Table => part::TABLE,
        Tag::Ul | Tag::Ol | Tag::Dl | Tag::Menu => part::LIST,
        Tag::Details => part::DETAILS,
        Tag::Dialog => part::DIALOG,
        Tag::Select | Tag::Option => part::SELECT,
        Tag::Button => part::BUTTON,
        Tag::Pre => part::PRE,
        Tag::Section => part::SECTION,
        Tag::Time => part::TIME,
        Tag::Label => part::LABEL,
        Tag::Figcaption | Tag::Caption => part::CAPTION,
        Tag::Li | Tag::Dd | Tag::Dt => part::ITEM,
        Tag::P => part::PARAGRAPH,
        Tag::Noscript => part::NOSCRIPT,
        tag if tag.heading().is_some() => part::HEADING,
        _ => 0,
    };
    page.attrs(element).iter().fold(by_tag, |parts, attr| {
        let value = || attr.value().of(source);
        parts
            | match attr.name {
                Name::Role => role(value()),
                Name::Hidden => part::HIDDEN,
                Name::AriaHidden if value() == "true" => part::HIDDEN,
                Name::Style if is_hidden(value()) => part::HIDDEN,
                _ => 0,
            }
    })
}

fn role(role: &str) -> u32 {
    match role {
        "navigation" | "menu" | "menubar" | "tablist" => part::NAV,
        "banner" => part::HEADER,
        "contentinfo" => part::FOOTER,
        "complementary" => part::ASIDE,
        "main" => part::MAIN,
        "article" => part::ARTICLE,
        "dialog" | "alertdialog" => part::DIALOG,
        "button" => part::BUTTON,
        "search" => part::FORM,
        _ => 0,
    }
}

/// Returns whether a style hides its element.
fn is_hidden(style: &str) -> bool {
    let mut rest = style;
    while let Some((_, behind)) = rest.split_once("display") {
        let value = behind.trim_start().strip_prefix(':').map(str::trim_start);
        if value.is_some_and(|value| value.starts_with("none")) {
            return true;
        }
        rest = behind;
    }
    false
}
