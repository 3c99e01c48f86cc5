//! Measures what the published quality rules judge: lines, words, symbols, repetition.
//!
//! One file for each source, none with a threshold: `filter` judges, `tag` notes the values. Counts
//! are those of datatrove 0.10 to the last digit, since "the same rule" with other words or other
//! duplicates is another rule. Promises linear time.

pub(crate) mod c4;
pub(crate) mod damage;
pub(crate) mod dolma;
pub(crate) mod fineweb;
pub(crate) mod gopher;
pub(crate) mod lines;
pub(crate) mod repeats;
mod table;

use std::sync::{Mutex, PoisonError};

use crate::words::{Cut, Words};

/// What measuring one document after another needs and keeps: nothing that a result depends on.
#[derive(Default)]
pub(crate) struct Scratch {
    /// The words seen so far.
    pub(crate) words: Words,
    /// Where runs of words are counted.
    pub(crate) repeats: repeats::Repeats,
    // Where dolma's runs are counted.
    table: table::Table,
}

/// Scratches that wait for the next document, one for each that was ever measured beside others.
#[derive(Default)]
pub(crate) struct Bench {
    waiting: Mutex<Vec<Scratch>>,
    cut: Cut,
}

impl Bench {
    /// Returns a bench whose words are cut so.
    pub(crate) fn new(cut: Cut) -> Bench {
        Bench { waiting: Mutex::default(), cut }
    }

    /// Runs `work` with a scratch that nobody else holds.
    pub(crate) fn with<T>(&self, work: impl FnOnce(&mut Scratch) -> T) -> T {
        let waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let new = || Scratch { words: Words::new(self.cut), ..Scratch::default() };
        let mut scratch = waiting.unwrap_or_else(new);
        scratch.words.tidy();
        let result = work(&mut scratch);
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).push(scratch);
        result
    }
}

/// Returns `part` of `whole` as Python divides; 0 where there is no whole.
pub(crate) fn ratio(part: usize, whole: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "counts lie far below 2^53")]
    let (part, whole) = (part as f64, whole as f64);
    if whole == 0.0 { 0.0 } else { part / whole }
}
