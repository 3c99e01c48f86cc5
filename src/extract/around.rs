//! What is around a block: its neighbours, its containers, blocks that are like it, the page.

use crate::features::{Columns, Line, Sums, distances, log, place, share};
use crate::html::NONE;

use super::blocks::Block;
use super::facts::{Facts, part};
use super::look::{Look, often, sketch};
use super::names::Weight;

/// Adds the columns.
pub(super) fn columns(look: &Look<'_>, weights: &[Weight], columns: &mut Columns) {
    placed(look, columns);
    neighbours(look, columns);
    containers(look, columns);
    repeats(look, weights, columns);
    whole(look, weights, columns);
}

/// Columns of where the block stands.
fn placed(look: &Look<'_>, columns: &mut Columns) {
    let (blocks, lines) = (&look.blocks.all, &look.lines);
    let count = blocks.len();
    columns.push(|at| place(at, count));
    columns.push(log);
    columns.push(|at| log(count - at));
    let prose = Sums::new(lines.iter().map(|line| line.prose() as i64));
    let all = prose.all() as usize;
    columns.push(|at| place(prose.of(0, at) as usize, all));
    for width in [1, 4, 12, 40] {
        columns.push(|at| log(prose.of(at.saturating_sub(width), at) as usize));
        columns.push(|at| log(prose.of(at + 1, at + 1 + width) as usize));
    }
    let bytes = Sums::new(blocks.iter().map(|block| block.visible.len() as i64));
    let linked = Sums::new(blocks.iter().map(|block| block.link_bytes as i64));
    for width in [3, 10] {
        let part = |from: usize, to: usize| {
            share(linked.of(from, to) as usize, bytes.of(from, to) as usize)
        };
        columns.push(|at| part(at.saturating_sub(width), at));
        columns.push(|at| part(at + 1, at + 1 + width));
    }
    let is_prose = |at: usize| lines.get(at).is_some_and(|line| line.prose() > 0);
    let (before, behind) = distances(count, is_prose);
    columns.push(|at| before.get(at).copied().map_or(0, log));
    columns.push(|at| behind.get(at).copied().map_or(0, log));
    let tag = |at: usize| look.page.element(blocks.get(at)?.element).map(|found| found.tag);
    let heading = |at: usize| tag(at).and_then(|tag| tag.heading());
    let (title, _) = distances(count, |at| heading(at) == Some(1));
    columns.push(|at| title.get(at).copied().map_or(0, log));
    let (above, below) = distances(count, |at| heading(at).is_some());
    columns.push(|at| above.get(at).copied().map_or(0, log));
    columns.push(|at| below.get(at).copied().map_or(0, log));
}

/// Columns of the blocks next to it.
fn neighbours(look: &Look<'_>, columns: &mut Columns) {
    let (blocks, lines) = (&look.blocks.all, &look.lines);
    for offset in [-2isize, -1, 1, 2] {
        let near = |at: usize| at.checked_add_signed(offset);
        let line = |at: usize| near(at).and_then(|at| lines.get(at));
        let block = |at: usize| near(at).and_then(|at| blocks.get(at));
        columns.push(|at| line(at).map_or(0, |line| log(line.chars + line.ideographs)));
        columns.push(|at| line(at).map_or(0, |line| line.end + 1));
        columns.push(|at| block(at).map_or(0, |b| 1 + share(b.link_bytes, b.visible.len())));
        columns.push(|at| line(at).map_or(0, |line| share(line.digits, line.chars)));
        columns.push(|at| {
            let (Some(own), Some(near)) = (blocks.get(at), block(at)) else { return 0 };
            1 + u8::from(own.element == near.element)
                + 2 * u8::from(look.above(own, 1) == look.above(near, 1))
        });
    }
}

/// Columns of what it is inside of, level by level.
fn containers(look: &Look<'_>, columns: &mut Columns) {
    let blocks = &look.blocks.all;
    let page = look.whole;
    for levels in [0, 1, 2, 3, 5, 8] {
        let facts: Vec<Facts> =
            blocks.iter().map(|block| look.fact(look.above(block, levels))).collect();
        let mut push = |step: &dyn Fn(&Facts) -> u8| {
            columns.push(|at| facts.get(at).map_or(0, step));
        };
        push(&|facts| log(facts.bytes));
        push(&|facts| share(facts.link_bytes, facts.bytes));
        push(&|facts| share(facts.prose, facts.bytes));
        push(&|facts| share(facts.prose, page.prose));
        push(&|facts| log(facts.blocks));
        push(&|facts| log(facts.headings));
    }
    let holds = |share: usize| {
        let all: Vec<usize> = blocks.iter().map(|block| levels_to(look, block, share)).collect();
        all
    };
    for share in [1, 2, 3] {
        let levels = holds(share);
        columns.push(|at| levels.get(at).copied().map_or(0, log));
    }
    let article = |at: usize| {
        let own = look.fact(blocks.get(at)?.element).article?;
        Some(look.fact(own))
    };
    columns.push(|at| article(at).map_or(0, |facts| 1 + share(facts.bytes, page.bytes)));
    columns.push(|at| article(at).map_or(0, |facts| 1 + share(facts.prose, page.prose)));
}

/// Returns how many levels above a block an element holds so many quarters of the page's prose.
fn levels_to(look: &Look<'_>, block: &Block, quarters: usize) -> usize {
    let all = look.whole.prose;
    let (mut at, mut levels) = (block.element, 0);
    while at != NONE && look.fact(at).prose * 4 < all * quarters {
        levels += 1;
        at = look.page.element(at).map_or(NONE, |element| element.parent);
    }
    levels
}

/// Columns of how often the like occurs.
fn repeats(look: &Look<'_>, weights: &[Weight], columns: &mut Columns) {
    let (blocks, lines) = (&look.blocks.all, &look.lines);
    let same = sketch(lines.iter().map(|line| line.whole));
    let before: Vec<u8> = before(lines.iter());
    let mut behind = self::before(lines.iter().rev());
    behind.reverse();
    columns.push(|at| before.get(at).copied().unwrap_or(0));
    columns.push(|at| behind.get(at).copied().unwrap_or(0));
    let begun = sketch(lines.iter().map(|line| line.first));
    let shapes = sketch(lines.iter().map(|line| line.shape()));
    columns.push(|at| lines.get(at).map_or(0, |line| log(often(&same, line.whole))));
    columns.push(|at| lines.get(at).map_or(0, |line| log(often(&begun, line.first))));
    columns.push(|at| lines.get(at).map_or(0, |line| log(often(&shapes, line.shape()))));
    for levels in [1, 3, 5] {
        let path = |block: &Block| look.page_path(block.element, weights, levels);
        let paths: Vec<u32> = blocks.iter().map(path).collect();
        let counts = sketch(paths.iter().copied());
        columns.push(|at| paths.get(at).map_or(0, |path| log(often(&counts, *path))));
    }
    let mut common = sketch(std::iter::empty());
    let mut topical = sketch(std::iter::empty());
    for line in lines {
        for token in look.tokens(line) {
            common.add(token ^ (token >> 15));
            if line.prose() > 0 {
                topical.add(token ^ (token >> 15));
            }
        }
    }
    let told = |at: usize| {
        let line = lines.get(at)?;
        let tokens = look.tokens(line);
        let own = usize::from(line.prose() > 0);
        let known = tokens.iter().filter(|token| often(&topical, **token) > own).count();
        let twice: usize =
            tokens.iter().map(|token| often(&common, *token).max(1).ilog2() as usize).sum();
        Some((share(known, tokens.len()), (twice * 4 / tokens.len().max(1)).min(63) as u8))
    };
    let told: Vec<(u8, u8)> = (0..lines.len()).map(|at| told(at).unwrap_or_default()).collect();
    columns.push(|at| told.get(at).map_or(0, |told| told.0));
    columns.push(|at| told.get(at).map_or(0, |told| told.1));
}

/// Returns how often each line has come before, in steps.
fn before<'a>(lines: impl Iterator<Item = &'a Line>) -> Vec<u8> {
    let mut seen = sketch(std::iter::empty());
    let step = |line: &Line| {
        let hash = line.whole ^ (line.whole >> 15);
        let count = seen.count(hash);
        seen.add(hash);
        log(count)
    };
    lines.map(step).collect()
}

/// Columns of the page, the same for all its blocks.
fn whole(look: &Look<'_>, weights: &[Weight], columns: &mut Columns) {
    let (blocks, lines) = (&look.blocks.all, &look.lines);
    let count = blocks.len();
    let page = look.whole;
    let with = |of: &dyn Fn(usize) -> bool| (0..count).filter(|at| of(*at)).count();
    let within = |bits: u32| {
        with(&|at| blocks.get(at).is_some_and(|b| look.fact(b.element).parts & bits != 0))
    };
    let line = |of: fn(&Line) -> usize| lines.iter().filter(|line| of(line) > 0).count();
    let tags = |tag: crate::html::Tag| look.page.elements.iter().filter(|e| e.tag == tag).count();
    let paths: Vec<u32> =
        blocks.iter().map(|block| look.page_path(block.element, weights, 5)).collect();
    let counts = sketch(paths.iter().copied());
    let most = paths.iter().map(|path| often(&counts, *path)).max().unwrap_or(0);
    let kinds = look.kinds;
    for step in [
        log(count),
        log(page.prose),
        share(page.prose, page.bytes),
        share(page.link_bytes, page.bytes),
        share(within(part::MAIN), count),
        share(within(part::ARTICLE), count),
        share(within(part::TABLE), count),
        share(within(part::LIST), count),
        share(within(part::PRE), count),
        share(within(part::HIDDEN), count),
        share(page.headings, count),
        share(line(|line| line.currencies), count),
        share(line(|line| line.years), count),
        share(line(|line| line.prose()), count),
        share(most, count),
        log(tags(crate::html::Tag::Article)),
        log(tags(crate::html::Tag::Time)),
        log(tags(crate::html::Tag::Img)),
        log(tags(crate::html::Tag::H2)),
        log(tags(crate::html::Tag::Button)),
        log(tags(crate::html::Tag::Input)),
        log(kinds.article),
        log(kinds.product),
        log(kinds.forum),
        log(kinds.list),
        log(kinds.service),
        log(page.bytes / count.max(1)),
    ] {
        columns.push(|_| step);
    }
}
