//! What a block tells by itself: its text, its links, its place in the tree, its names.

use crate::features::{Columns, Line, log, share, signed};
use crate::html::Tag;

use super::blocks::Block;
use super::facts::{Facts, part};
use super::look::Look;
use super::names::Weight;

/// Adds the columns.
pub(super) fn columns(look: &Look<'_>, weights: &[Weight], columns: &mut Columns) {
    shapes(&look.lines, columns);
    links(look, columns);
    places(look, columns);
    names(look, weights, columns);
}

/// Columns of the text's shape.
fn shapes(lines: &[Line], columns: &mut Columns) {
    let mut push = |step: fn(&Line) -> u8| {
        columns.push(|at| lines.get(at).map_or(0, step));
    };
    push(|line| log(line.chars + line.ideographs));
    push(|line| log(line.size()));
    push(|line| line.bullet as u8);
    push(|line| line.end);
    push(|line| line.start);
    push(|line| share(line.uppers, line.letters));
    push(|line| share(line.capital_words, line.words));
    push(|line| share(line.digits, line.chars));
    push(|line| share(line.symbols, line.chars));
    push(|line| log(line.commas));
    push(|line| log(line.stops));
    push(|line| log(line.letters * 4 / line.words.max(1)));
    push(|line| log(line.longest_word));
    push(|line| log(line.dividers));
    push(|line| log(line.joints));
    push(|line| log(line.rights));
    push(|line| log(line.currencies));
    push(|line| log(line.times));
    push(|line| log(line.years));
    push(|line| log(line.brackets));
    push(|line| log(line.digits));
    push(|line| log(line.colons));
    push(|line| log(line.calls));
    push(|line| log(line.addresses + line.pictures));
    push(|line| share(line.short_words, line.words));
    push(|line| share(line.small_words, line.words));
    push(|line| log(line.prose()));
    push(|line| u8::from(line.is_credit()) * 2 + u8::from(line.is_dated()));
}

/// Columns of its links and of the page's title.
fn links(look: &Look<'_>, columns: &mut Columns) {
    let blocks = &look.blocks.all;
    let mut push = |step: fn(&Block) -> u8| {
        columns.push(|at| blocks.get(at).map_or(0, step));
    };
    push(|block| share(block.link_bytes, block.visible.len()));
    push(|block| log(block.links));
    push(|block| share(block.bold_bytes, block.visible.len()));
    push(|block| log(block.texts.1 - block.texts.0));
    let told = |line: &Line| {
        let tokens = look.tokens(line);
        let known = tokens.iter().filter(|token| look.title.contains(token)).count();
        (known, tokens.len())
    };
    let told: Vec<(usize, usize)> = look.lines.iter().map(told).collect();
    let title = look.title.len();
    columns.push(|at| told.get(at).map_or(0, |(known, all)| share(*known, *all)));
    columns.push(|at| told.get(at).map_or(0, |(known, _)| share(*known, title)));
}

/// Returns the step of a tag: the more of a paragraph, the higher.
fn kind(tag: Tag) -> u8 {
    match tag {
        Tag::Option | Tag::Select => 0,
        Tag::Button => 1,
        Tag::Legend | Tag::Fieldset | Tag::Form => 2,
        Tag::Nav => 3,
        Tag::Footer => 4,
        Tag::Aside | Tag::Header => 5,
        Tag::Li => 6,
        Tag::Div | Tag::Center => 7,
        Tag::Section => 8,
        Tag::Td => 9,
        Tag::Th | Tag::Caption => 10,
        Tag::Figcaption | Tag::Figure => 11,
        Tag::Summary | Tag::Details => 12,
        Tag::Dt => 13,
        Tag::Dd => 14,
        Tag::H6 => 15,
        Tag::H5 => 16,
        Tag::H4 => 17,
        Tag::H3 => 18,
        Tag::H2 => 19,
        Tag::H1 => 20,
        Tag::Article | Tag::Main => 21,
        Tag::Blockquote => 22,
        Tag::Pre => 23,
        Tag::P => 24,
        _ => 7,
    }
}

/// Columns of the place in the tree.
fn places(look: &Look<'_>, columns: &mut Columns) {
    let blocks = &look.blocks.all;
    let tag = |at: usize, levels: usize| {
        let block = blocks.get(at)?;
        Some(look.page.element(look.above(block, levels))?.tag)
    };
    columns.push(|at| tag(at, 0).map_or(0, kind));
    columns.push(|at| tag(at, 1).map_or(0, kind));
    columns.push(|at| tag(at, 2).map_or(0, kind));
    columns.push(|at| tag(at, 0).and_then(Tag::heading).unwrap_or(0));
    let facts: Vec<Facts> = blocks.iter().map(|block| look.fact(block.element)).collect();
    columns.push(|at| facts.get(at).map_or(0, |facts| log(facts.depth)));
    columns.push(|at| facts.get(at).map_or(0, |facts| log(facts.lists)));
    let groups = [
        part::NAV,
        part::HEADER,
        part::FOOTER,
        part::ASIDE,
        part::MAIN,
        part::ARTICLE,
        part::FORM,
        part::FIGURE | part::CAPTION,
        part::QUOTE,
        part::TABLE,
        part::LIST,
        part::ITEM,
        part::DETAILS,
        part::DIALOG,
        part::SELECT,
        part::BUTTON,
        part::PRE,
        part::SECTION,
        part::HIDDEN,
        part::HEADING,
        part::LABEL,
        part::PARAGRAPH,
        part::NOSCRIPT,
    ];
    for bits in groups {
        columns.push(|at| facts.get(at).map_or(0, |facts| u8::from(facts.parts & bits != 0)));
    }
}

/// Columns of the names around it.
fn names(look: &Look<'_>, weights: &[Weight], columns: &mut Columns) {
    let blocks = &look.blocks.all;
    let of = |at: usize, levels: usize| {
        let block = blocks.get(at)?;
        weights.get(look.above(block, levels) as usize)
    };
    columns.push(|at| of(at, 0).map_or(32, |weight| signed(weight.sum, 8)));
    columns.push(|at| of(at, 0).map_or(32, |weight| signed(weight.least, 4)));
    columns.push(|at| of(at, 0).map_or(32, |weight| signed(weight.most, 4)));
    columns.push(|at| of(at, 0).map_or(32, |weight| signed(weight.near, 4)));
    for levels in [0, 1, 2, 3, 4] {
        columns.push(|at| of(at, levels).map_or(32, |weight| signed(weight.own, 4)));
    }
    columns.push(|at| of(at, 3).map_or(32, |weight| signed(weight.sum, 8)));
    columns.push(|at| of(at, 3).map_or(32, |weight| signed(weight.least, 4)));
}
