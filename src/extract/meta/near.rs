//! The texts near the headline of a page, where it shows who wrote it and when.

use crate::html::{Tag, Text, decoded};
use crate::span::Span;

use super::super::blocks::Block;
use super::super::facts::part;
use super::super::look::Look;

/// Blocks that are looked at before the headline and behind it.
const BEFORE: usize = 8;
const BEHIND: usize = 40;

/// Texts that are looked at.
const MOST_TEXTS: usize = 400;

/// Characters of the longest text that may hold a date or a name alone.
const TEXT_CHARS: usize = 120;

/// Bytes of the longest one in the source.
const TEXT_BYTES: usize = 2_000;

/// Parts of a page that are not about its text.
const ELSEWHERE: u32 =
    part::NAV | part::FOOTER | part::ASIDE | part::SELECT | part::DIALOG | part::BUTTON;

/// A short text near the headline.
#[derive(Clone, Debug)]
pub(crate) struct Near<'a> {
    pub(crate) text: &'a Text,
    /// What it says, with single spaces.
    pub(crate) value: String,
    /// Blocks between it and the headline.
    pub(crate) distance: usize,
}

/// Returns the short texts near the headline, in the order of the page.
pub(crate) fn near<'a>(look: &'a Look<'_>, stays: &[bool], title: Option<Span>) -> Vec<Near<'a>> {
    let Some(anchor) = anchor(look, stays, title) else { return Vec::new() };
    let mut found = Vec::new();
    let first = anchor.saturating_sub(BEFORE);
    for (at, block) in look.blocks.all.iter().enumerate().skip(first).take(BEFORE + BEHIND) {
        if look.fact(block.element).parts & ELSEWHERE != 0 {
            continue;
        }
        // What stands before the headline is less likely to be about it.
        let distance = if at < anchor { 2 * (anchor - at) } else { at - anchor };
        let texts = look.page.texts.get(block.texts.0..block.texts.1).unwrap_or_default();
        for text in texts.iter().take(MOST_TEXTS.saturating_sub(found.len())) {
            if text.at().len() > TEXT_BYTES {
                continue;
            }
            let value = decoded(text.at().of(look.source));
            let value = value.split_whitespace().collect::<Vec<&str>>().join(" ");
            if !value.is_empty() && value.chars().count() <= TEXT_CHARS {
                found.push(Near { text, value, distance });
            }
        }
    }
    found
}

/// Returns the block of the headline: that of the title, or of the first heading of the highest level,
/// or else the first block of main content.
fn anchor(look: &Look<'_>, stays: &[bool], title: Option<Span>) -> Option<usize> {
    let start =
        |block: &Block| look.page.texts.get(block.texts.0).map_or(0, |text| text.at().start);
    let blocks = &look.blocks.all;
    let titled = title.and_then(|title| {
        let at = blocks.partition_point(|block| start(block) < title.start);
        blocks.get(at).filter(|block| start(block) < title.end).map(|_| at)
    });
    let kept = stays.iter().position(|stays| *stays);
    let heading = || {
        blocks.iter().position(|block| {
            let tag = look.page.element(block.element).map(|element| element.tag);
            tag == Some(Tag::H1) && look.fact(block.element).parts & ELSEWHERE == 0
        })
    };
    titled.or_else(|| match (heading(), kept) {
        // A heading far before the text is that of the site.
        (Some(heading), Some(kept)) if heading + BEHIND < kept => Some(kept),
        (heading, kept) => heading.or(kept),
    })
}
