//! Prices every charset for a sample and ranks them.
//!
//! Promises each charset at most once, under its likeliest language. Never decides: that is for
//! `detect` and `segment`, which know more than the sample.

use crate::decode::charset::Charset;
use crate::decode::letters::NAT;
use crate::decode::multibyte::{self, Walk};
use crate::decode::tally::Tally;

/// A charset and what the sample costs in it.
pub(super) type Rival = (Charset, u32);

/// The most that the language of other text counts against a reading: files quote.
const LANGUAGE_CAP: u32 = 60 * NAT;

/// Ranks the charsets for a sample, the cheapest first.
///
/// `languages` is what each letter model costs for text known beforehand, in the order of the
/// models; empty if nothing is known.
pub(super) fn rivals(sample: &[u8], languages: &[u32]) -> Vec<Rival> {
    let tally = Tally::new(sample);
    let mut costs = tally.ascii_costs();
    let likeliest = languages.iter().copied().min().unwrap_or(0);
    for (cost, known) in costs.iter_mut().zip(languages) {
        *cost += (known - likeliest).min(LANGUAGE_CAP);
    }
    let mut rivals: Vec<Rival> = Vec::new();
    for priced in tally.price(&costs) {
        if rivals.iter().all(|rival| rival.0 != priced.reading.charset) {
            rivals.push((priced.reading.charset, priced.cost));
        }
    }
    let cheapest = costs.iter().copied().min().unwrap_or(0);
    let ascii = sample.iter().filter(|byte| byte.is_ascii()).count() as u64;
    let best = rivals.first().map_or(u32::MAX, |rival| rival.1);
    rivals.extend(
        multibyte::price(sample, best).iter().map(|walk| with_ascii(walk, cheapest, ascii)),
    );
    rivals.sort_by_key(|&(_, cost)| cost);
    rivals
}

/// Adds to a multi-byte price what the ASCII bytes cost that are characters of their own.
fn with_ascii(walk: &Walk, cost: u32, ascii: u64) -> Rival {
    let kept = ascii.saturating_sub(u64::from(walk.trails));
    let share = u64::from(cost) * kept / ascii.max(1);
    (walk.charset, walk.cost.saturating_add(u32::try_from(share).unwrap_or(u32::MAX)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn charsets_are_ranked_once_each() {
        let ranked = rivals(b"na\xEFve caf\xE9s of the city", &[]);
        assert_eq!(ranked[0].0, Charset::WINDOWS_1252);
        for (at, rival) in ranked.iter().enumerate() {
            assert!(ranked[..at].iter().all(|other| other.0 != rival.0));
        }
    }
}
