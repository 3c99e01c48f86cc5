//! Splits: which part of the dataset a document belongs to, by the hash of its id alone.
//!
//! A document's part depends on nothing but its id and the shares, so it never moves when others come
//! or go.

use crate::error::{Error, Result};
use crate::hash;

/// Parts of a whole in which shares are counted.
const WHOLE: u64 = 1_000_000_000;

/// The parts of a dataset, by name, each with the end of its share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Splits {
    parts: Vec<(String, u64)>,
}

impl Splits {
    /// Reads shares such as `train=0.9,test=0.1`, which must add up to 1; an empty text is no split.
    ///
    /// # Errors
    ///
    /// When a share is no number above 0, a name is not letters and digits, or the sum is not 1.
    pub fn parse(text: &str) -> Result<Splits> {
        let mut parts: Vec<(String, u64)> = Vec::new();
        let mut end = 0;
        for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            let (name, share) = parse_part(part)?;
            if parts.iter().any(|(other, _)| *other == name) {
                return Err(problem(format!("expected each name once, found \"{name}\" again")));
            }
            end += share;
            parts.push((name, end));
        }
        if !parts.is_empty() && end != WHOLE {
            let sum = end as f64 / WHOLE as f64;
            return Err(problem(format!("expected shares that add up to 1, found {sum}")));
        }
        Ok(Splits { parts })
    }

    /// Returns the names, in order; none where there is no split.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().map(|(name, _)| name.as_str())
    }

    /// Returns the number of the part that the document with this id belongs to.
    pub fn part_of(&self, id: &str) -> usize {
        let place = (u128::from(hash::short(id.as_bytes())) * u128::from(WHOLE)) >> 64;
        let is_behind = |(_, end): &&(String, u64)| u128::from(*end) <= place;
        self.parts.iter().take_while(is_behind).count()
    }
}

fn parse_part(part: &str) -> Result<(String, u64)> {
    let expected = || problem(format!("expected `NAME=SHARE`, found \"{part}\""));
    let (name, share) = part.split_once('=').ok_or_else(expected)?;
    let (name, share) = (name.trim(), share.trim());
    let is_name = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') && !name.is_empty();
    let share: f64 = share.parse().map_err(|_| expected())?;
    let is_share = share > 0.0 && share <= 1.0;
    match is_name && is_share {
        true => Ok((name.to_owned(), (share * WHOLE as f64).round() as u64)),
        false => Err(expected()),
    }
}

fn problem(told: String) -> Error {
    Error::new("write.split", told)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_as_large_as_their_shares() {
        let splits = Splits::parse("train=0.8, validation=0.15,test=0.05").expect("valid");
        let mut counts = [0_u32; 3];
        for number in 0..10_000 {
            counts[splits.part_of(&format!("{number:032x}"))] += 1;
        }
        assert!(counts[0].abs_diff(8000) < 150, "{counts:?}");
        assert!(counts[1].abs_diff(1500) < 150, "{counts:?}");
        assert!(counts[2].abs_diff(500) < 100, "{counts:?}");
    }

    #[test]
    fn without_a_split_all_is_one_part() {
        assert_eq!(Splits::parse("").expect("valid").part_of("ab"), 0);
    }

    #[test]
    fn refuses_shares_that_are_not_one_whole() {
        for text in ["train=0.9", "train", "train=0.5,train=0.5", "a b=1", "train=1.5", "a=-1,b=2"]
        {
            assert!(Splits::parse(text).is_err(), "{text}");
        }
    }
}
