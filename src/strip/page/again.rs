//! The second look: what the first scores say about the lines around a line, and about the page.

use crate::features::{Columns, LOGIT, Sketch, Sums, distances, log, place, share, signed};

use super::columns::Page;

/// A score beyond this is no surer.
const SURE: i32 = 6 * LOGIT;

/// A score from which a line is clearly of one side.
const CLEAR: i32 = 3 * LOGIT / 2;

/// Units of a score to a step.
const STEP: i32 = LOGIT / 5;

/// Adds the columns of the second look.
pub(super) fn extend(columns: &mut Columns, page: &Page, kept: &[usize], scores: &[i32]) {
    let scores: Vec<i32> = scores.iter().map(|score| (*score).clamp(-SURE, SURE)).collect();
    let count = scores.len();
    for offset in -4isize..=4 {
        let near = |at: usize| at.checked_add_signed(offset).and_then(|at| scores.get(at));
        columns.push(|at| signed(near(at).copied().unwrap_or(-SURE), STEP));
    }
    windows(columns, &scores);
    let (before, behind) = distances(count, |at| scores.get(at).is_some_and(|s| *s > CLEAR));
    columns.push(|at| before.get(at).copied().map_or(0, log));
    columns.push(|at| behind.get(at).copied().map_or(0, log));
    let (before, behind) = distances(count, |at| scores.get(at).is_some_and(|s| *s < -CLEAR));
    columns.push(|at| before.get(at).copied().map_or(0, log));
    columns.push(|at| behind.get(at).copied().map_or(0, log));
    stretch(columns, &scores);
    whole(columns, &scores);
    topics(columns, page, kept, &scores);
}

/// Columns of the mean score of the lines before and behind.
fn windows(columns: &mut Columns, scores: &[i32]) {
    let sums = Sums::new(scores.iter().map(|score| i64::from(*score)));
    for width in [3, 8, 20, 50] {
        let mean = |from: usize, to: usize| (sums.of(from, to) / width as i64) as i32;
        columns.push(|at| signed(mean(at.saturating_sub(width), at), STEP));
        columns.push(|at| signed(mean(at + 1, at + 1 + width), STEP));
    }
}

/// Columns of where the line stands to the stretch of lines with the highest sum.
fn stretch(columns: &mut Columns, scores: &[i32]) {
    for bias in [0, LOGIT] {
        let (start, end) = best(scores, bias);
        let from = |at: usize| at as i32 - start as i32;
        let to = |at: usize| end as i32 - at as i32;
        let side = |gap: i32| match gap {
            0.. => 32 + log(gap as usize).min(31),
            _ => 31 - log(gap.unsigned_abs() as usize).min(31),
        };
        columns.push(|at| side(from(at)));
        columns.push(|at| side(to(at)));
        columns.push(|_| log(end - start) / 3);
    }
}

/// Returns the stretch of lines with the highest sum of scores, each with `bias` more.
fn best(scores: &[i32], bias: i32) -> (usize, usize) {
    let (mut best, mut found) = (0, (0, 0));
    let (mut sum, mut start) = (0i64, 0);
    for (at, score) in scores.iter().enumerate() {
        sum += i64::from(score + bias);
        if sum <= 0 {
            (sum, start) = (0, at + 1);
        }
        if sum > best {
            (best, found) = (sum, (start, at + 1));
        }
    }
    found
}

/// Columns of the page's scores as a whole.
fn whole(columns: &mut Columns, scores: &[i32]) {
    let count = scores.len();
    let positive = Sums::new(scores.iter().map(|score| i64::from((*score).max(0))));
    columns.push(|at| place(positive.of(0, at) as usize, positive.all() as usize));
    let clear = scores.iter().filter(|score| **score > CLEAR).count();
    let waste = scores.iter().filter(|score| **score < -CLEAR).count();
    let top = scores.iter().copied().max().unwrap_or(0);
    columns.push(|_| share(clear, count) / 4);
    columns.push(|_| share(waste, count) / 4);
    columns.push(|_| log(clear) / 3);
    columns.push(|_| log(waste) / 3);
    columns.push(|_| signed(top, LOGIT));
}

/// Columns of how much a line's words are those of the lines that clearly are the page's text, and of
/// those that clearly are not.
fn topics(columns: &mut Columns, page: &Page, kept: &[usize], scores: &[i32]) {
    let (mut text, mut waste) = (Sketch::new(), Sketch::new());
    let line = |at: usize| kept.get(at).and_then(|at| page.lines.get(*at));
    for (at, score) in scores.iter().enumerate() {
        let sketch = match score {
            score if *score > CLEAR => &mut text,
            score if *score < -CLEAR => &mut waste,
            _ => continue,
        };
        line(at)
            .into_iter()
            .flat_map(|line| page.tokens(line))
            .for_each(|token| sketch.add(*token));
    }
    let known = |at: usize, sketch: &Sketch, sign: i32| {
        let own = usize::from(scores.get(at).is_some_and(|score| score * sign > CLEAR));
        let tokens = line(at).map_or(&[][..], |line| page.tokens(line));
        share(tokens.iter().filter(|token| sketch.count(**token) > own).count(), tokens.len())
    };
    columns.push(|at| known(at, &text, 1));
    columns.push(|at| known(at, &waste, -1));
    let rare = |at: usize| {
        let tokens = line(at).map_or(&[][..], |line| page.tokens(line));
        let own = usize::from(scores.get(at).is_some_and(|score| *score > CLEAR));
        let is_topic = |token: &&u32| (1..8).contains(&(text.count(**token).saturating_sub(own)));
        log(tokens.iter().filter(is_topic).count())
    };
    columns.push(rare);
}
