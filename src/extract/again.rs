//! The second look: what the first scores say about a block's neighbours, containers and likes.

use std::collections::BTreeMap;

use crate::features::{Columns, LOGIT, Sums, distances, place, share, signed};

use super::blocks::Block;
use super::look::Look;

/// A score beyond this is no surer.
const SURE: i32 = 6 * LOGIT;

/// Units of a score to a step.
const STEP: i32 = LOGIT / 5;

/// Adds the columns.
pub(super) fn extend(look: &Look<'_>, columns: &mut Columns, scores: &[i32]) {
    let blocks = &look.blocks.all;
    let sure: Vec<i64> =
        scores.iter().map(|score| i64::from((*score).clamp(-SURE, SURE))).collect();
    let score = |at: Option<usize>| at.and_then(|at| sure.get(at)).copied();
    let step = |score: Option<i64>| score.map_or(0, |score| signed(score as i32, STEP));
    columns.push(|at| step(score(Some(at))));
    for offset in [-3isize, -2, -1, 1, 2, 3] {
        columns.push(|at| step(score(at.checked_add_signed(offset))));
    }
    // A block counts as much as it is long, but not without limit.
    let size = |block: &Block| (block.visible.len() as i64 + 10).min(300);
    let sizes = Sums::new(blocks.iter().map(size));
    let sums = Sums::new(blocks.iter().zip(&sure).map(|(block, score)| size(block) * score));
    let mean = |from: usize, to: usize| {
        let size = sizes.of(from, to);
        if size == 0 { None } else { Some(sums.of(from, to) / size) }
    };
    for width in [6, 20, 60] {
        columns.push(|at| step(mean(at.saturating_sub(width), at)));
        columns.push(|at| step(mean(at + 1, at + 1 + width)));
    }
    columns.push(|_| step(mean(0, blocks.len())));
    containers(look, columns, &sure);
    alike(look, columns, &sure);
    let text = Sums::new(blocks.iter().zip(&sure).map(|(b, s)| if *s > 0 { size(b) } else { 0 }));
    let all = text.all() as usize;
    columns.push(|at| place(text.of(0, at) as usize, all));
    columns.push(|_| share(all, sizes.all() as usize));
    let is_text = |at: usize| score(Some(at)).is_some_and(|score| score > i64::from(LOGIT));
    let (before, behind) = distances(blocks.len(), is_text);
    columns.push(|at| before.get(at).copied().map_or(0, crate::features::log));
    columns.push(|at| behind.get(at).copied().map_or(0, crate::features::log));
}

/// Columns of the mean score of what it is inside of.
fn containers(look: &Look<'_>, columns: &mut Columns, sure: &[i64]) {
    let blocks = &look.blocks.all;
    let mut sums = vec![(0i64, 0i64); look.page.elements.len()];
    for (block, score) in blocks.iter().zip(sure) {
        let size = (block.visible.len() as i64 + 10).min(300);
        if let Some(sum) = sums.get_mut(block.element as usize) {
            *sum = (sum.0 + size * score, sum.1 + size);
        }
    }
    for at in (0..sums.len()).rev() {
        let own = sums.get(at).copied().unwrap_or_default();
        let parent = look.page.elements.get(at).map(|element| element.parent as usize);
        if let Some(sum) = parent.and_then(|parent| sums.get_mut(parent)) {
            *sum = (sum.0 + own.0, sum.1 + own.1);
        }
    }
    for levels in [0, 1, 2, 3, 5, 8] {
        columns.push(|at| {
            let Some(block) = blocks.get(at) else { return 0 };
            let sum = sums.get(look.above(block, levels) as usize).copied().unwrap_or_default();
            if sum.1 == 0 { 0 } else { signed((sum.0 / sum.1) as i32, STEP) }
        });
    }
    // Below the best container, and how much of its worth each container of a block has.
    let best = (0..sums.len()).max_by_key(|at| (worth(&sums, *at), *at)).unwrap_or(0);
    let most = worth(&sums, best).max(1);
    let inside = look.page.elements.get(best).map(crate::html::Element::inside).unwrap_or_default();
    columns.push(|at| {
        let own = blocks.get(at).and_then(|block| look.page.element(block.element));
        own.map_or(0, |own| u8::from(inside.hull(own.open()) == inside))
    });
    for levels in [0, 1, 2, 4] {
        columns.push(|at| {
            let Some(block) = blocks.get(at) else { return 0 };
            let own = worth(&sums, look.above(block, levels) as usize);
            signed((own * 30 / most).clamp(-32, 31) as i32, 1)
        });
    }
}

/// Returns the sum of the scores inside an element.
fn worth(sums: &[(i64, i64)], at: usize) -> i64 {
    sums.get(at).map_or(0, |sum| sum.0)
}

/// Columns of the mean score of blocks in like places.
fn alike(look: &Look<'_>, columns: &mut Columns, sure: &[i64]) {
    let blocks = &look.blocks.all;
    let none = crate::features::Words::default();
    let weights = super::names::weights(look.source, &look.page, &none);
    for levels in [2, 5] {
        let paths: Vec<u32> =
            blocks.iter().map(|block| look.page_path(block.element, &weights, levels)).collect();
        let mut sums: BTreeMap<u32, (i64, i64)> = BTreeMap::new();
        for (path, score) in paths.iter().zip(sure) {
            let sum = sums.entry(*path).or_default();
            *sum = (sum.0 + score, sum.1 + 1);
        }
        columns.push(|at| {
            let sum = paths.get(at).and_then(|path| sums.get(path)).copied();
            sum.map_or(0, |sum| signed((sum.0 / sum.1.max(1)) as i32, STEP))
        });
    }
}
