//! Which blocks of a page its gold text holds: the heaviest way to match their words in order.

use std::collections::{BTreeMap, BTreeSet};

use super::measure;

/// Places in the gold that a word without its neighbours is tried at.
const MOST_PLACES: usize = 60;

/// A word of the page at a word of the gold.
struct Pair {
    word: usize,
    gold: usize,
    weight: u32,
    before: usize,
}

/// Words in a row, and where lines begin.
#[derive(Default)]
struct Words {
    ids: Vec<u32>,
    starts: BTreeSet<usize>,
    line_of: Vec<usize>,
}

impl Words {
    fn read<'a>(lines: impl Iterator<Item = &'a str>, known: &mut BTreeMap<String, u32>) -> Words {
        let mut all = Words::default();
        for (at, line) in lines.enumerate() {
            all.starts.insert(all.ids.len());
            for word in measure::words(line) {
                let next = known.len() as u32;
                all.ids.push(*known.entry(word).or_insert(next));
                all.line_of.push(at);
            }
        }
        all.starts.insert(all.ids.len());
        all
    }

    fn is(&self, at: usize, other: &Words, place: usize, offset: isize) -> bool {
        let own = at.checked_add_signed(offset).and_then(|at| self.ids.get(at));
        own.is_some() && own == place.checked_add_signed(offset).and_then(|at| other.ids.get(at))
    }
}

/// Returns the share of each block's words that the gold holds in the same order.
pub(crate) fn shares(blocks: &[&str], gold: &str) -> Vec<f32> {
    let mut known = BTreeMap::new();
    let words = Words::read(blocks.iter().copied(), &mut known);
    let gold = Words::read(gold.lines(), &mut known);
    let mut pairs = pairs(&words, &gold);
    let matched = chain(&mut pairs, words.ids.len(), gold.ids.len());
    let mut counts = vec![(0usize, 0usize); blocks.len()];
    for (at, line) in words.line_of.iter().enumerate() {
        counts[*line].0 += usize::from(matched[at]);
        counts[*line].1 += 1;
    }
    let mut shares: Vec<f32> =
        counts.iter().map(|(hit, all)| *hit as f32 / (*all).max(1) as f32).collect();
    out_of_order(&words, &gold, &mut shares);
    shares
}

fn pairs(words: &Words, gold: &Words) -> Vec<Pair> {
    let mut places: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (at, id) in gold.ids.iter().enumerate() {
        places.entry(*id).or_default().push(at);
    }
    let mut pairs = Vec::new();
    for (word, id) in words.ids.iter().enumerate() {
        let Some(found) = places.get(id) else { continue };
        for gold_at in found.iter().rev() {
            let near = [-2isize, -1, 1, 2].map(|offset| words.is(word, gold, *gold_at, offset));
            let mut weight = match near {
                [true, true, _, _] | [_, true, true, _] | [_, _, true, true] => 12,
                [_, true, _, _] | [_, _, true, _] => 4,
                _ => 1,
            };
            let both = |at: usize, place: usize| {
                words.starts.contains(&at) && gold.starts.contains(&place)
            };
            weight += if both(word, *gold_at) { 3 } else { 0 };
            weight += if both(word + 1, gold_at + 1) { 3 } else { 0 };
            if weight > 1 || found.len() <= MOST_PLACES {
                pairs.push(Pair { word, gold: *gold_at, weight, before: usize::MAX });
            }
        }
    }
    pairs
}

/// Returns which words are part of the heaviest chain of pairs that ascends on both sides.
fn chain(pairs: &mut [Pair], words: usize, golds: usize) -> Vec<bool> {
    // A Fenwick tree of the heaviest chain that ends before each word of the gold.
    let mut tree: Vec<(u32, usize)> = vec![(0, usize::MAX); golds + 1];
    for (at, pair) in pairs.iter_mut().enumerate() {
        let (gold, weight) = (pair.gold, pair.weight);
        let (mut best, mut node) = ((0, usize::MAX), gold);
        while node > 0 {
            if tree[node].0 > best.0 {
                best = tree[node];
            }
            node &= node - 1;
        }
        pair.before = best.1;
        let sum = best.0 + weight;
        let mut node = gold + 1;
        while node <= golds {
            if sum > tree[node].0 {
                tree[node] = (sum, at);
            }
            node += node & node.wrapping_neg();
        }
    }
    let (mut best, mut node) = ((0, usize::MAX), golds);
    while node > 0 {
        if tree[node].0 > best.0 {
            best = tree[node];
        }
        node &= node - 1;
    }
    let mut matched = vec![false; words];
    let mut at = best.1;
    while let Some(pair) = pairs.get(at) {
        matched[pair.word] = true;
        at = pair.before;
    }
    matched
}

/// Words in a row that tell where a block is from.
const SHINGLE: usize = 4;

/// Gives long blocks that the gold has elsewhere their share, unless a like block has it.
fn out_of_order(words: &Words, gold: &Words, shares: &mut [f32]) {
    let known: BTreeSet<&[u32]> = gold.ids.windows(SHINGLE).collect();
    let mut blocks: Vec<Vec<u32>> = vec![Vec::new(); shares.len()];
    for (id, line) in words.ids.iter().zip(&words.line_of) {
        blocks[*line].push(*id);
    }
    let mut used: BTreeSet<&[u32]> = BTreeSet::new();
    for (block, share) in blocks.iter().zip(shares.iter()) {
        if *share >= 0.5 {
            used.extend(block.windows(SHINGLE));
        }
    }
    for (block, share) in blocks.iter().zip(shares) {
        let all = block.windows(SHINGLE).count();
        let hits = block.windows(SHINGLE).filter(|s| known.contains(s) && !used.contains(s));
        if *share < 0.5 && all >= SHINGLE && hits.count() * 10 >= all * 8 {
            *share = 0.9;
        }
    }
}
