//! How common a character is in Chinese, Japanese and Korean text.
//!
//! Reads the table that `examples/train_encodings.rs` writes; costs are as in `letters`. Knows only
//! characters seen in training: what the rest cost is for the reader of an encoding to say.

use std::sync::LazyLock;

use crate::decode::models;

/// A language written with many characters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Tongue {
    /// Chinese in simplified characters.
    Simplified,
    /// Chinese in traditional characters.
    Traditional,
    /// Japanese.
    Japanese,
    /// Korean.
    Korean,
}

/// The cost that stands for a character which training has not seen.
const UNSEEN: u8 = u8::MAX;

/// The costs by language, of every character in one unit.
static COSTS: LazyLock<[Vec<u8>; 4]> = LazyLock::new(|| parse(models::ideographs()));

/// Returns the cost of a character in a language, `None` if training has not seen it.
#[must_use]
pub(super) fn cost(tongue: Tongue, c: char) -> Option<u8> {
    let unit = usize::try_from(u32::from(c)).ok()?;
    COSTS[tongue as usize].get(unit).copied().filter(|&cost| cost != UNSEEN)
}

/// Reads four lists: a count, then that many characters with a cost each.
fn parse(mut bytes: &[u8]) -> [Vec<u8>; 4] {
    std::array::from_fn(|_| {
        let Some((&count, rest)) = bytes.split_first_chunk::<2>() else {
            return Vec::new();
        };
        let size = usize::from(u16::from_le_bytes(count)) * 3;
        let (list, rest) = rest.split_at_checked(size).unwrap_or((&[], &[]));
        bytes = rest;
        let (entries, _) = list.as_chunks::<3>();
        let mut costs = vec![UNSEEN; 1 << 16];
        for &[low, high, cost] in entries {
            costs[usize::from(u16::from_le_bytes([low, high]))] = cost;
        }
        costs
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_characters_cost_little() {
        assert!(cost(Tongue::Simplified, '的') < cost(Tongue::Simplified, '龙').or(Some(255)));
        assert!(cost(Tongue::Japanese, 'の').is_some_and(|cost| cost < 80));
        assert!(cost(Tongue::Korean, '이').is_some_and(|cost| cost < 80));
        assert!(cost(Tongue::Traditional, '這').is_some_and(|cost| cost < 110));
    }

    #[test]
    fn unseen_characters_have_no_cost() {
        assert_eq!(cost(Tongue::Korean, '\u{10000}'), None);
    }
}
