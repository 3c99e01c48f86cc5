//! From scores to the lines that go: only where a page clearly holds furniture, and never the headline.

use crate::features::LOGIT;

use super::Mode;
use super::columns::Page;
use super::inner;
use super::model::{Model, Scores};

/// Short lines that a page with menus has at least.
pub(super) const SHORT_LINES: usize = 12;

/// Bytes of the longest line that counts as short.
pub(super) const SHORT_BYTES: usize = 80;

/// Lines of the longest text that is looked at; a longer one is no page of a site.
pub(super) const MOST_LINES: usize = 20_000;

/// Looks at what is left before a page that does not come to rest is left as it was.
const LOOKS: usize = 6;

/// A score below which a line is clearly furniture.
const CLEAR: i32 = -2 * LOGIT;

/// Lines that must clearly be furniture.
const CLEAR_LINES: usize = 8;

/// One of so many lines must clearly be furniture.
const CLEAR_SHARE: usize = 6;

/// Words that must be left.
const TEXT_WORDS: usize = 15;

/// A score from which a line may be the text that is left.
const TEXT: i32 = LOGIT / 2;

/// Lines above the text among which its headline is sought.
const HEAD_LINES: usize = 40;

/// A headline score below which no line is the headline.
const HEADLINE: i32 = -9 * LOGIT / 2;

/// How far from the headline or the text a date may stand to stay, and how far above the headline.
const DATE_LINES: usize = 4;
const ABOVE_LINES: usize = 2;

/// How far from the headline or the text a byline may stand to stay.
const BYLINE_LINES: usize = 2;

/// Words of the shortest headline that is sought.
const HEADLINE_WORDS: usize = 3;

/// A score below which a line between headline and text is no byline.
const WASTE: i32 = -9 * LOGIT / 2;

/// A line that goes, and how sure that is: the chance that it is text, of 1000.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Gone {
    pub(super) at: usize,
    pub(super) chance: u32,
}

/// Returns the lines of a page that go, ascending. What is left has none that would.
pub(super) fn furniture(model: &Model, page: &Page, mode: Mode) -> Vec<Gone> {
    let mut kept: Vec<usize> = (0..page.lines.len()).collect();
    let mut all = Vec::new();
    for _ in 0..LOOKS {
        let gone = look(model, page, &kept, mode);
        if gone.is_empty() {
            all.sort_unstable_by_key(|line: &Gone| line.at);
            return all;
        }
        kept.retain(|at| gone.binary_search_by_key(at, |line| line.at).is_err());
        all.extend(gone);
    }
    Vec::new()
}

/// Returns what goes of the lines that `kept` names, as if the page had no others.
fn look(model: &Model, page: &Page, kept: &[usize], mode: Mode) -> Vec<Gone> {
    let shorts = kept.iter().filter_map(|at| page.lines.get(*at));
    if kept.len() > MOST_LINES
        || shorts.filter(|line| line.bytes <= SHORT_BYTES).count() < SHORT_LINES
    {
        return Vec::new();
    }
    let scores = model.scores(page, kept);
    let clear = scores.text.iter().filter(|score| **score < CLEAR).count();
    if clear < CLEAR_LINES || clear * CLEAR_SHARE < kept.len() {
        return Vec::new();
    }
    let sizes: Vec<u64> =
        kept.iter().map(|at| page.lines.get(*at).map_or(0, |line| line.size() as u64)).collect();
    let least = match mode {
        Mode::Careful => CAREFUL,
        _ => threshold(&scores.text, &sizes),
    };
    let mut stays: Vec<bool> = scores.text.iter().map(|score| *score >= least).collect();
    let left = stays.iter().zip(&sizes).zip(&scores.text);
    let text: u64 = left.filter(|((s, _), t)| **s && **t > TEXT).map(|((_, size), _)| *size).sum();
    if text < TEXT_WORDS as u64 {
        return Vec::new();
    }
    inner::keep(page, kept, &scores.text, &mut stays);
    keep_head(page, kept, &scores, &mut stays);
    let gone = kept.iter().zip(&stays).zip(&scores.text).filter(|((_, stays), _)| !**stays);
    gone.map(|((at, _), score)| Gone { at: *at, chance: chance(*score) }).collect()
}

/// The least score that stays where lines are rather kept.
const CAREFUL: i32 = -13 * LOGIT / 4;

/// Scores are rounded to this for choosing a threshold.
const STEP: i32 = LOGIT / 8;

/// Steps on each side of 0.
const STEPS: i32 = 64;

/// What scores are lowered by before they are chances, and the part of a logit that then makes one:
/// so scores of pages not seen give the best F1 (cross-validated on 468 pages by site).
const BIAS: i32 = 5 * LOGIT / 16;
const SPREAD: f64 = 0.8;

/// The lines of a page are misjudged together: all its scores may be too high or too low by so much,
/// each with a weight in quarters. The steps are those of Gauss and Hermite for a standard error of
/// 1.75 logits, which gives the best F1 as above.
const DOUBTS: [(i32, u64); 3] = [(-17 * LOGIT / 8, 1), (0, 2), (17 * LOGIT / 8, 1)];

/// Returns the chance that a line of this score is text, of 1000.
fn chance(score: i32) -> u32 {
    let logit = f64::from((score - BIAS).div_euclid(STEP)) / f64::from(LOGIT / STEP) / SPREAD;
    (1000.0 / (1.0 + (-logit).exp())).round() as u32
}

/// Returns the least score that stays, so that the words that stay are expected to agree best with
/// those of the text: in F1, the harmonic mean of precision and recall.
fn threshold(scores: &[i32], sizes: &[u64]) -> i32 {
    let mut steps = vec![0u64; 2 * STEPS as usize + 1];
    for (score, size) in scores.iter().zip(sizes) {
        let step = (score.div_euclid(STEP)).clamp(-STEPS, STEPS) + STEPS;
        if let Some(words) = steps.get_mut(step as usize) {
            *words += size + 1;
        }
    }
    let score = |step: usize| (step as i32 - STEPS) * STEP;
    let mut shares = vec![0u64; steps.len()];
    for (doubt, weight) in DOUBTS {
        let expected =
            |(step, words): (usize, &u64)| words * u64::from(chance(score(step) + doubt));
        let all: u64 = steps.iter().enumerate().map(expected).sum();
        let (mut right, mut kept) = (0, 0);
        for (step, (words, share)) in steps.iter().zip(&mut shares).enumerate().rev() {
            right += expected((step, words));
            kept += words * 1000;
            // Twice the words that are right, by those that stay and those that should.
            *share += weight * (right * 200_000).checked_div(kept + all).unwrap_or(0);
        }
    }
    let used = steps.iter().zip(&shares).enumerate().filter(|(_, (words, _))| **words > 0);
    used.max_by_key(|(step, (_, share))| (**share, std::cmp::Reverse(*step)))
        .map_or(i32::MAX, |(step, _)| score(step))
}

/// Keeps the headline above the text, and what stands between as bylines and dates do.
fn keep_head(page: &Page, kept: &[usize], scores: &Scores, stays: &mut [bool]) {
    let Some(start) = start(&scores.text, stays) else { return };
    let headline = |at: usize| scores.headline.get(at).copied().unwrap_or(i32::MIN);
    let size =
        |at: usize| kept.get(at).and_then(|at| page.lines.get(*at)).map_or(0, |line| line.size());
    let may_be = |at: &usize| {
        stays.get(*at) == Some(&false) && headline(*at) > HEADLINE && size(*at) >= HEADLINE_WORDS
    };
    let above: Vec<usize> = (start.saturating_sub(HEAD_LINES)..start).filter(may_be).collect();
    let best = above.iter().copied().max_by_key(|at| (headline(*at), *at)).unwrap_or(start);
    let is_credit = |at: usize| {
        let line = kept.get(at).and_then(|at| page.lines.get(*at));
        let is_waste = scores.text.get(at).is_some_and(|score| *score < WASTE);
        let is_near = at > best || best - at <= ABOVE_LINES;
        let gap = at.abs_diff(best).min(start - at);
        line.is_some_and(|line| {
            line.is_dated() && is_near && gap <= DATE_LINES
                || line.is_credit() && at > best && gap <= BYLINE_LINES && !is_waste
        })
    };
    for (at, stays) in stays.iter_mut().enumerate().take(start).skip(start - HEAD_LINES.min(start))
    {
        *stays |= at == best || is_credit(at);
    }
}

/// Returns where the text begins: the first line of the run of lines that stay with the most words'
/// worth of score.
fn start(scores: &[i32], stays: &[bool]) -> Option<usize> {
    let (mut best, mut found) = (0i64, None);
    let (mut sum, mut begin) = (0i64, 0);
    for (at, (score, stays)) in scores.iter().zip(stays).enumerate() {
        let worth = if *stays { i64::from((*score).max(0)) + 1 } else { -i64::from(LOGIT) };
        if sum + worth <= 0 {
            (sum, begin) = (0, at + 1);
            continue;
        }
        sum += worth;
        if sum > best {
            (best, found) = (sum, Some(begin));
        }
    }
    found
}
