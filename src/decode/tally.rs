//! Counts the pairs of neighbouring bytes of a sample, and prices them under single-byte readings.
//!
//! Promises time that grows with the sample for counting and with its distinct pairs for pricing.
//! Never keeps the sample.

use std::cmp::Reverse;

use crate::decode::letters::{LETTERS, NAT};
use crate::decode::readings::{READINGS, Reading};

/// How many distinct pairs each look prices, and how many readings are left for the next.
const LOOKS: [(usize, usize); 3] = [(12, 48), (32, 8), (HIGH_PAIRS, 8)];
/// How many distinct pairs are priced at most, the most frequent; the cost is that of all pairs in
/// proportion.
const HIGH_PAIRS: usize = 256;
/// The same for ASCII pairs.
const ASCII_PAIRS: usize = 80;
/// The most that one pair may count, so that a page of rules or dots does not outvote its words.
const PAIR_LIMIT: u32 = 60;
/// A pair counts in full up to this many times, and by the square root beyond.
const UNDAMPED: u32 = 4;
/// ASCII pairs weigh one part in this many: they tell the language, and the language the charset.
const ASCII_PART: u32 = 2;
/// The most ASCII pairs that are priced.
const ASCII_LIMIT: u32 = 3_000;

/// How much dearer than the cheapest language ASCII text can get, in nats, for Latin alphabets and
/// for others: pages mix languages, and ASCII says little about a text in another script.
const ASCII_CAP: (u32, u32) = (100, 20);

/// The places for distinct pairs, nearly twice as many as a sample has bytes.
const SLOTS: usize = 8 << 10;
/// Spreads pairs over the places by the upper bits of a product.
const HASH: u16 = 0x9E35;
/// The bits of a pair that the number of a place lacks.
const SPARE_BITS: u32 = 16 - SLOTS.ilog2();

/// The pairs of a sample.
pub(super) struct Tally {
    /// Pairs with a byte that is not ASCII, the most frequent first, with what each counts.
    high: Vec<(u8, u8, u32)>,
    /// Pairs of ASCII bytes, with their number.
    ascii: Vec<(u8, u8, u32)>,
    /// The number of all pairs of the first kind, as far as they count.
    high_pairs: u32,
    /// The number of all ASCII pairs.
    ascii_pairs: u32,
}

/// A reading's price for a sample.
#[derive(Clone, Copy)]
pub(super) struct Priced {
    /// The reading.
    pub(super) reading: &'static Reading,
    /// The cost of the whole sample under it, its prior included.
    pub(super) cost: u32,
}

impl Tally {
    /// Counts the pairs of a sample, which is framed by blanks.
    pub(super) fn new(sample: &[u8]) -> Tally {
        let (mut ascii, mut high): (Vec<_>, Vec<_>) =
            counted(sample).partition(|(a, b, _)| a.is_ascii() && b.is_ascii());
        let high_pairs = high.iter().map(|(_, _, n)| n.min(&PAIR_LIMIT)).sum();
        let ascii_pairs = ascii.iter().map(|(_, _, n)| n).sum();
        keep_frequent(&mut high, HIGH_PAIRS);
        high.iter_mut().for_each(|pair| pair.2 = damped(pair.2));
        keep_frequent(&mut ascii, ASCII_PAIRS);
        Tally { high, ascii, high_pairs, ascii_pairs }
    }

    /// Prices the ASCII pairs under each letter model.
    pub(super) fn ascii_costs(&self) -> Vec<u32> {
        let priced: u64 = self.ascii.iter().map(|&(_, _, n)| u64::from(n)).sum();
        let cost = |at: usize| {
            let model = &LETTERS.models[at];
            let pair =
                |&(a, b, n): &(u8, u8, u32)| u64::from(n) * u64::from(model.ascii_pair(a, b));
            let sum: u64 = self.ascii.iter().map(pair).sum();
            let counted = u64::from(self.ascii_pairs.min(ASCII_LIMIT)) / u64::from(ASCII_PART);
            // At most 1,500 pairs of at most 511 each.
            u32::try_from(sum * counted / priced.max(1)).unwrap_or(u32::MAX / 4)
        };
        let costs: Vec<u32> = (0..LETTERS.models.len()).map(cost).collect();
        let cheapest = costs.iter().copied().min().unwrap_or(0);
        let cap = |at: usize| {
            if LETTERS.models[at].is_latin { ASCII_CAP.0 } else { ASCII_CAP.1 }
        };
        costs.iter().enumerate().map(|(at, cost)| (*cost).min(cheapest + cap(at) * NAT)).collect()
    }

    /// Prices the readings that stand a chance, the cheapest first.
    pub(super) fn price(&self, ascii: &[u32]) -> Vec<Priced> {
        let all: &'static [Reading] = &READINGS;
        let mut priced: Vec<Priced> =
            all.iter().map(|reading| Priced { reading, cost: 0 }).collect();
        for (pairs, left) in LOOKS {
            let pairs = &self.high[..self.high.len().min(pairs)];
            for entry in &mut priced {
                *entry = self.priced(entry.reading, pairs, ascii);
            }
            priced.sort_by_key(|priced| priced.cost);
            if pairs.len() < self.high.len() {
                priced.truncate(left);
            } else {
                break;
            }
        }
        priced
    }

    /// Prices some pairs under one reading, as a sample of all.
    fn priced(&self, reading: &'static Reading, pairs: &[(u8, u8, u32)], ascii: &[u32]) -> Priced {
        let (mut cost, mut priced) = (0_u64, 0_u64);
        for &(a, b, n) in pairs {
            let times = u64::from(n);
            cost += times * u64::from(reading.cost(a, b));
            priced += times;
        }
        let all = cost * u64::from(self.high_pairs) / priced.max(1);
        let all = u32::try_from(all).unwrap_or(u32::MAX / 4);
        Priced { reading, cost: all + reading.prior + ascii[reading.model] }
    }
}

/// Counts the pairs of neighbouring bytes of a sample, in the order of their first place.
///
/// A sample has too few pairs to fill the table, which fits into the nearest cache, so each pair
/// finds its place in a few steps.
fn counted(sample: &[u8]) -> impl Iterator<Item = (u8, u8, u32)> {
    let mut slots = vec![(0_u16, 0_u16); SLOTS];
    let mut taken = Vec::new();
    let mut before = b' ';
    for &byte in sample.iter().take(SLOTS * 3 / 4).chain(b" ") {
        let pair = u16::from_be_bytes([before, byte]);
        let mut at = usize::from(pair.wrapping_mul(HASH) >> SPARE_BITS);
        while slots[at].1 != 0 && slots[at].0 != pair {
            at = (at + 1) % SLOTS;
        }
        if slots[at].1 == 0 {
            taken.push(at);
        }
        slots[at] = (pair, slots[at].1 + 1);
        before = byte;
    }
    taken.into_iter().map(move |at| {
        let (pair, count) = slots[at];
        let [a, b] = pair.to_be_bytes();
        (a, b, u32::from(count))
    })
}

/// Returns what a pair counts, in quarters, that occurs so many times.
///
/// What recurs is often the same word or bullet, and says little more than once.
fn damped(times: u32) -> u32 {
    let quarters = times.saturating_mul(16);
    if times <= UNDAMPED { times * 4 } else { (quarters * UNDAMPED).isqrt() }
}

/// Keeps the most frequent pairs, sorted; ties go by the bytes, so that the choice stays the same.
fn keep_frequent(pairs: &mut Vec<(u8, u8, u32)>, most: usize) {
    let rank = |&(a, b, n): &(u8, u8, u32)| (Reverse(n), a, b);
    if pairs.len() > most {
        pairs.select_nth_unstable_by_key(most, rank);
        pairs.truncate(most);
    }
    pairs.sort_unstable_by_key(rank);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cheapest_reading_is_the_language_of_the_text() {
        let raw = encoding_rs::WINDOWS_1251.encode("съешь же ещё этих мягких булок").0;
        let tally = Tally::new(&raw);
        let best = tally.price(&tally.ascii_costs())[0];
        assert_eq!(best.reading.charset.name(), "windows-1251");
    }

    #[test]
    fn only_the_most_frequent_pairs_are_kept() {
        let mut pairs = vec![(1, 1, 2), (2, 2, 9), (3, 3, 2)];
        keep_frequent(&mut pairs, 2);
        assert_eq!(pairs, [(2, 2, 9), (1, 1, 2)]);
    }
}
