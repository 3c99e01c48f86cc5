//! What the words of a block weigh: words that stand in the furniture of many sites, or in their text.
//!
//! A page in a language that training has not seen has no word with a weight, and is judged by the rest.

use crate::features::{Columns, Line, Words, signed};

use super::look::Look;

/// Marks the hash of a word of the text, so that it is not that of a name.
pub(super) const WORD: u32 = 0x517C_C1B7;

/// Marks the hash of a whole text.
pub(super) const WHOLE: u32 = 0x2722_0A95;

/// What the words of a block weigh together.
#[derive(Clone, Copy, Debug, Default)]
struct Weight {
    sum: i32,
    mean: i32,
    least: i32,
    most: i32,
    first: i32,
    whole: i32,
}

/// Adds the columns.
pub(super) fn columns(look: &Look<'_>, words: &Words, columns: &mut Columns) {
    let weights: Vec<Weight> = look.lines.iter().map(|line| weigh(look, line, words)).collect();
    let mut push = |unit: i32, of: fn(&Weight) -> i32| {
        columns.push(|at| weights.get(at).map_or(32, |weight| signed(of(weight), unit)));
    };
    push(16, |weight| weight.sum);
    push(2, |weight| weight.mean);
    push(3, |weight| weight.least);
    push(3, |weight| weight.most);
    push(4, |weight| weight.first);
    push(4, |weight| weight.whole);
}

fn weigh(look: &Look<'_>, line: &Line, words: &Words) -> Weight {
    let mut all = Weight::default();
    let mut known = 0;
    for (at, token) in look.tokens(line).iter().enumerate() {
        let Some(weight) = words.weight(token ^ WORD).map(i32::from) else { continue };
        known += 1;
        all.sum += weight;
        all.least = all.least.min(weight);
        all.most = all.most.max(weight);
        all.first = if at == 0 { weight } else { all.first };
    }
    all.mean = if known > 0 { all.sum / known } else { 0 };
    all.whole = words.weight(line.whole ^ WHOLE).map_or(0, i32::from);
    all
}
