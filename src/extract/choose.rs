//! From scores to the blocks that stay: those that together come closest to the main content.
//!
//! The F-measure that a choice can be expected to reach is known from the chances of its blocks; it is
//! greatest for some first blocks in the order of their chances (Lewis 1995; Ye and others, 2012).

use serde::{Deserialize, Serialize};

use crate::features::LOGIT;

use super::look::Look;

/// How readily blocks are taken for main content.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// So that what is lost and what is too much weigh the same.
    #[default]
    Balanced,
    /// Rather too much than too little.
    Recall,
    /// Rather too little than too much.
    Precision,
}

impl Mode {
    /// Returns the square of the weight of recall.
    fn beta(self) -> f64 {
        match self {
            Mode::Balanced => 1.0,
            Mode::Recall => 4.0,
            Mode::Precision => 0.25,
        }
    }
}

/// Scores in each step of the table of chances, and the steps on each side of 0.
const STEP: i32 = LOGIT / 8;
const STEPS: i32 = 64;

/// Returns the chance of a score in thousandths.
pub(crate) fn permille(score: i32) -> u32 {
    // Whole numbers, so that a choice is the same on every machine.
    let step = (score.div_euclid(STEP)).clamp(-STEPS, STEPS);
    let odds = f64::from(step) * f64::from(STEP) / f64::from(LOGIT);
    (1000.0 / (1.0 + (-odds).exp())).round() as u32
}

/// Returns whether each block stays.
pub(crate) fn chosen(look: &Look<'_>, scores: &[i32], mode: Mode) -> Vec<bool> {
    let size = |at: usize| look.lines.get(at).map_or(0, |line| line.size().max(1)) as f64;
    let chance = |score: i32| f64::from(permille(score)) / 1000.0;
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_by_key(|at| (std::cmp::Reverse(scores.get(*at).copied()), *at));
    let score = |at: usize| scores.get(at).copied().unwrap_or(i32::MIN);
    let all: f64 = order.iter().map(|at| size(*at) * chance(score(*at))).sum();
    let (mut taken, mut right, mut best) = (0.0, 0.0, (0.0, 0));
    for (count, at) in order.iter().enumerate() {
        taken += size(*at);
        right += size(*at) * chance(score(*at));
        let beta = mode.beta();
        let measure = (1.0 + beta) * right / (taken + beta * all);
        if measure > best.0 {
            best = (measure, count + 1);
        }
    }
    let mut chosen = vec![false; scores.len()];
    for at in order.iter().take(best.1) {
        if let Some(slot) = chosen.get_mut(*at) {
            *slot = true;
        }
    }
    chosen
}
