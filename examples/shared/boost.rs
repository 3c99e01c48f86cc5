//! Gradient boosting of symmetric trees, with whole numbers wherever order could matter.

use rayon::prelude::*;
use scutch::features::{BINS, DEPTH, Forest, LEAVES, LOGIT, Tree};

/// Units of a gradient that make 1.
const UNIT: f64 = 65536.0;

/// How training goes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan {
    pub(crate) trees: usize,
    /// The share of each tree's step that is taken.
    pub(crate) rate: f64,
    /// One of so many rows teaches each tree.
    pub(crate) rows: u64,
    /// One of so many columns is open to each tree.
    pub(crate) columns: u64,
    /// Weight without evidence in each leaf.
    pub(crate) prior: f64,
    pub(crate) seed: u64,
}

/// Rows to learn from: columns of steps, labels, weights.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rows {
    pub(crate) columns: Vec<Vec<u8>>,
    pub(crate) labels: Vec<bool>,
    pub(crate) weights: Vec<f32>,
}

/// A stream of numbers that look random, the same in every run.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }
}

/// The rows that teach one tree: their numbers, gradients and leaves.
struct Lesson {
    rows: Vec<u32>,
    slopes: Vec<(i64, i64)>,
    leaves: Vec<u8>,
}

/// Returns the forest that tells the labels of `rows`.
pub(crate) fn train(rows: &Rows, plan: Plan) -> Forest {
    let count = rows.labels.len();
    let mut dice = Dice(plan.seed);
    let mut scores = vec![0i32; count];
    let mut forest = Forest::default();
    for _ in 0..plan.trees {
        let lesson = lesson(rows, &scores, plan, &mut dice);
        let open: Vec<usize> =
            (0..rows.columns.len()).filter(|_| dice.roll().is_multiple_of(plan.columns)).collect();
        let Some(tree) = grow(rows, lesson, &open, plan) else { continue };
        add(rows, &tree, &mut scores);
        forest.trees.push(tree);
    }
    forest
}

fn lesson(rows: &Rows, scores: &[i32], plan: Plan, dice: &mut Dice) -> Lesson {
    let count = rows.labels.len();
    let picked: Vec<u32> =
        (0..count as u32).filter(|_| dice.roll().is_multiple_of(plan.rows)).collect();
    let slope = |row: &u32| {
        let row = *row as usize;
        let chance = 1.0 / (1.0 + (-f64::from(scores[row]) / f64::from(LOGIT)).exp());
        let weight = f64::from(rows.weights[row]) * UNIT;
        let miss = f64::from(u8::from(rows.labels[row])) - chance;
        ((miss * weight) as i64, (chance * (1.0 - chance) * weight) as i64)
    };
    let slopes = picked.iter().map(slope).collect();
    Lesson { leaves: vec![0; picked.len()], rows: picked, slopes }
}

fn grow(rows: &Rows, mut lesson: Lesson, open: &[usize], plan: Plan) -> Option<Tree> {
    let mut questions = [(0u8, 0u8); DEPTH];
    // Columns of the picked rows, close together.
    let columns: Vec<(usize, Vec<u8>)> = open
        .par_iter()
        .map(|column| {
            let bins = &rows.columns[*column];
            (*column, lesson.rows.iter().map(|row| bins[*row as usize]).collect())
        })
        .collect();
    for (level, question) in questions.iter_mut().enumerate() {
        let best = columns
            .par_iter()
            .filter_map(|(column, bins)| {
                let (gain, step) = split(bins, &lesson, 1 << level, plan.prior)?;
                Some((gain, *column, step))
            })
            .reduce_with(|a, b| if (b.0, a.1) > (a.0, b.1) { b } else { a })?;
        *question = (best.1 as u8, best.2);
        let bins = &columns.iter().find(|(column, _)| *column == best.1)?.1;
        for (leaf, bin) in lesson.leaves.iter_mut().zip(bins) {
            *leaf |= u8::from(*bin > best.2) << level;
        }
    }
    Some(Tree { questions, leaves: leaves(&lesson, plan) })
}

/// Returns the best step of a column to ask about, and what it gains.
fn split(bins: &[u8], lesson: &Lesson, leaves: usize, prior: f64) -> Option<(f64, u8)> {
    let mut sums = vec![(0i64, 0i64); leaves * BINS];
    for ((bin, slope), leaf) in bins.iter().zip(&lesson.slopes).zip(&lesson.leaves) {
        let sum = &mut sums[usize::from(*leaf) * BINS + usize::from(*bin)];
        sum.0 += slope.0;
        sum.1 += slope.1;
    }
    let mut gains = [0.0f64; BINS];
    for leaf in sums.chunks(BINS) {
        let all = leaf.iter().fold((0, 0), |sum, bin| (sum.0 + bin.0, sum.1 + bin.1));
        let mut left = (0i64, 0i64);
        for (gain, bin) in gains.iter_mut().zip(leaf) {
            left = (left.0 + bin.0, left.1 + bin.1);
            let right = (all.0 - left.0, all.1 - left.1);
            *gain += worth(left, prior) + worth(right, prior);
        }
    }
    let (step, gain) =
        gains.iter().enumerate().take(BINS - 1).fold((0, f64::MIN), |best, (step, gain)| {
            if *gain > best.1 { (step, *gain) } else { best }
        });
    (gain > f64::MIN).then_some((gain, step as u8))
}

fn worth(sum: (i64, i64), prior: f64) -> f64 {
    let slope = sum.0 as f64 / UNIT;
    slope * slope / (sum.1 as f64 / UNIT + prior)
}

fn leaves(lesson: &Lesson, plan: Plan) -> [i16; LEAVES] {
    let mut sums = [(0i64, 0i64); LEAVES];
    for (slope, leaf) in lesson.slopes.iter().zip(&lesson.leaves) {
        let sum = &mut sums[usize::from(*leaf)];
        sum.0 += slope.0;
        sum.1 += slope.1;
    }
    sums.map(|sum| {
        let step = (sum.0 as f64 / UNIT) / (sum.1 as f64 / UNIT + plan.prior);
        (step * plan.rate * f64::from(LOGIT)).round().clamp(-2000.0, 2000.0) as i16
    })
}

fn add(rows: &Rows, tree: &Tree, scores: &mut [i32]) {
    let mut answers = vec![0u8; scores.len()];
    for (bit, (column, step)) in tree.questions.iter().enumerate() {
        for (answer, bin) in answers.iter_mut().zip(&rows.columns[usize::from(*column)]) {
            *answer |= u8::from(bin > step) << bit;
        }
    }
    for (score, answer) in scores.iter_mut().zip(answers) {
        *score += i32::from(tree.leaves[usize::from(answer)]);
    }
}
