//! What is around a line: its place, its neighbours, its run of like lines, the page.

use crate::features::{Bullet, Columns, Line, Sums, distances, log, place, share, signed};

use super::told::Told;

/// Adds the columns.
pub(super) fn columns(lines: &[Line], told: &[Told], columns: &mut Columns) {
    placed(lines, columns);
    neighbours(lines, told, columns);
    runs(lines, columns);
    headings(lines, told, columns);
    whole(lines, told, columns);
}

/// Words of the longest line that may head others.
const HEADING_WORDS: usize = 7;

/// How far the step of a line's weight is from 0 where the whole line is well known.
const KNOWN: u8 = 12;

/// Columns of the lines that head the part of the page: the last short line above, and the last line
/// that many pages have.
fn headings(lines: &[Line], told: &[Told], columns: &mut Columns) {
    let is_heading = |at: usize| {
        lines.get(at).is_some_and(|line| {
            line.bullet == Bullet::None && !line.ends_sentence() && line.size() <= HEADING_WORDS
        })
    };
    let is_known = |at: usize| told.get(at).is_some_and(|told| told.whole.abs_diff(32) >= KNOWN);
    let weight = |at: usize| told.get(at).map_or(32, |told| told.whole);
    let mean = |at: usize| told.get(at).map_or(32, |told| told.mean);
    for (marked, step) in [
        (&is_heading as &dyn Fn(usize) -> bool, &mean as &dyn Fn(usize) -> u8),
        (&is_known, &weight),
    ] {
        let (before, behind) = distances(lines.len(), marked);
        let gap = |gaps: &[usize], at: usize| gaps.get(at).copied().unwrap_or(0);
        columns.push(|at| step(at.wrapping_sub(gap(&before, at))));
        columns.push(|at| step(at + gap(&behind, at)));
        columns.push(|at| log(gap(&before, at)));
        columns.push(|at| log(gap(&behind, at)));
    }
    for width in [4, 12, 40] {
        let known = |at: usize, sign: bool| is_known(at) && (weight(at) > 32) == sign;
        let waste = Sums::new((0..lines.len()).map(|at| i64::from(known(at, true))));
        columns.push(|at| log(waste.of(at.saturating_sub(width), at) as usize));
        columns.push(|at| log(waste.of(at + 1, at + 1 + width) as usize));
    }
}

/// Columns of where the line stands: in the page, and in its running text.
fn placed(lines: &[Line], columns: &mut Columns) {
    let count = lines.len();
    columns.push(|at| place(at, count));
    columns.push(log);
    columns.push(|at| log(count - at));
    let prose = Sums::new(lines.iter().map(|line| line.prose() as i64));
    let all = prose.all() as usize;
    columns.push(|at| place(prose.of(0, at) as usize, all));
    for width in [1, 4, 12, 30] {
        columns.push(|at| log(prose.of(at.saturating_sub(width), at) as usize));
        columns.push(|at| log(prose.of(at + 1, at + 1 + width) as usize));
    }
    let chars = Sums::new(lines.iter().map(|line| line.chars as i64));
    for width in [4, 12] {
        let mean = |from: usize, to: usize| chars.of(from, to) as usize / width;
        columns.push(|at| log(mean(at.saturating_sub(width), at)));
        columns.push(|at| log(mean(at + 1, at + 1 + width)));
    }
    let (before, behind) = distances(count, |at| lines.get(at).is_some_and(|l| l.prose() > 0));
    columns.push(|at| before.get(at).copied().map_or(0, log));
    columns.push(|at| behind.get(at).copied().map_or(0, log));
}

/// Columns of the lines next to it.
fn neighbours(lines: &[Line], told: &[Told], columns: &mut Columns) {
    for offset in [-2isize, -1, 1, 2] {
        let near = |at: usize| at.checked_add_signed(offset);
        let mut push = |step: fn(&Line) -> u8| {
            columns.push(|at| near(at).and_then(|at| lines.get(at)).map_or(0, step));
        };
        push(|line| log(line.chars + line.ideographs));
        push(|line| line.end + 1);
        push(|line| line.bullet as u8 + 1);
        push(|line| share(line.capital_words, line.words));
        push(|line| share(line.digits, line.chars));
        push(|line| log(line.dividers + line.pictures));
        columns.push(|at| near(at).and_then(|at| told.get(at)).map_or(0, |told| told.mean));
        columns.push(|at| near(at).and_then(|at| told.get(at)).map_or(0, |told| told.topical));
    }
    let weights = Sums::new(told.iter().map(|told| i64::from(told.mean) - 32));
    for width in [5, 15] {
        columns.push(|at| signed(weights.of(at.saturating_sub(width), at) as i32, width as i32));
        columns.push(|at| signed(weights.of(at + 1, at + 1 + width) as i32, width as i32));
    }
}

/// What the lines of a run have in common.
fn kind(line: &Line) -> u8 {
    match line {
        line if line.prose() > 0 => 0,
        line if line.bullet != Bullet::None => 1,
        line if line.ends_sentence() => 2,
        line if line.size() > 8 => 3,
        _ => 4,
    }
}

/// Columns of the run of like lines that it stands in.
fn runs(lines: &[Line], columns: &mut Columns) {
    let kinds: Vec<u8> = lines.iter().map(kind).collect();
    let mut spans = Vec::with_capacity(lines.len());
    let mut start = 0;
    for run in kinds.chunk_by(|a, b| a == b) {
        spans.extend(run.iter().map(|_| (start, run.len())));
        start += run.len();
    }
    columns.push(|at| kinds.get(at).copied().unwrap_or(0));
    columns.push(|at| spans.get(at).map_or(0, |(_, len)| log(*len)));
    columns.push(|at| spans.get(at).map_or(0, |(start, _)| log(at - start)));
    columns.push(|at| spans.get(at).map_or(0, |(start, len)| log(start + len - at - 1)));
}

/// Columns of the page, the same for all its lines.
fn whole(lines: &[Line], told: &[Told], columns: &mut Columns) {
    let count = lines.len();
    let total = |of: fn(&Line) -> usize| lines.iter().map(of).sum::<usize>();
    let prose = total(Line::prose);
    let chars = total(|line| line.chars + line.ideographs);
    let proses = total(|line| usize::from(line.prose() > 0));
    let bullets = total(|line| usize::from(line.bullet != Bullet::None));
    let dividers = total(|line| usize::from(line.dividers + line.pictures > 0));
    let digits = total(|line| usize::from(line.digits > 0));
    let shorts = total(|line| usize::from(line.size() <= 3));
    let weight: i64 = told.iter().map(|told| i64::from(told.mean) - 32).sum();
    let furniture = told.iter().filter(|told| told.mean > 44 || told.whole > 40).count();
    for step in [
        log(count) / 3,
        log(prose) / 4,
        share(prose, chars) / 4,
        share(proses, count) / 4,
        share(bullets, count) / 4,
        share(dividers, count) / 4,
        share(digits, count) / 4,
        share(shorts, count) / 4,
        log(chars / count.max(1)) / 3,
        signed((weight / count.max(1) as i64) as i32, 1),
        log(furniture) / 3,
        share(furniture, count) / 4,
    ] {
        columns.push(|_| step);
    }
}
