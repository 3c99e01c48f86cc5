//! Trees over the columns of a page: each asks six questions of a line and adds a number to its score.
//!
//! All lines answer a question together, a column at a time, and numbers are whole, so that a score
//! does not depend on order or machine.

use super::columns::Columns;

/// Questions of a tree.
pub const DEPTH: usize = 6;

/// Leaves of a tree.
pub const LEAVES: usize = 1 << DEPTH;

/// Units of a score that make one logit.
pub const LOGIT: i32 = 256;

/// Six questions and what each of their answers together adds.
#[derive(Clone, Debug)]
pub struct Tree {
    /// A column and a step for each question: is the line's step above it?
    pub questions: [(u8, u8); DEPTH],
    /// What is added, for each answer.
    pub leaves: [i16; LEAVES],
}

/// Trees whose numbers add up.
#[derive(Clone, Debug, Default)]
pub struct Forest {
    /// The trees.
    pub trees: Vec<Tree>,
}

impl Forest {
    /// Returns the score of each line: above 0 for the page's text.
    pub fn scores(&self, columns: &Columns) -> Vec<i32> {
        let mut scores = vec![0; columns.lines()];
        let mut answers = vec![0u8; columns.lines()];
        for tree in &self.trees {
            tree.answer(columns, &mut answers);
            for (score, answer) in scores.iter_mut().zip(&answers) {
                let leaf = tree.leaves.get(usize::from(*answer) % LEAVES);
                *score += i32::from(leaf.copied().unwrap_or(0));
            }
        }
        scores
    }
}

impl Tree {
    /// Writes each line's answers, a bit for each question.
    pub fn answer(&self, columns: &Columns, answers: &mut [u8]) {
        answers.fill(0);
        for (bit, (column, step)) in self.questions.iter().enumerate() {
            for (answer, bin) in answers.iter_mut().zip(columns.column(usize::from(*column))) {
                *answer |= u8::from(bin > step) << bit;
            }
        }
    }
}
