//! Marks: what a stage works out about a text for the gates behind it, so that gates need only look up.

use std::fmt;

use crate::span::Span;

/// What is known of a text for comparing it with others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Stands for the whole text: the same digest, the same text.
    pub digest: Option<u128>,
    /// Stand for stretches of its sketch: texts that share one may be alike.
    pub keys: Vec<u64>,
    /// Stand for its stretches of words: a sorted set.
    pub shingles: Vec<u32>,
    /// Its paragraphs or lines, where those are looked for.
    pub pieces: Vec<Piece>,
}

/// A paragraph or line of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where it stands.
    pub at: Span,
    /// Stands for what it says: the same digest, the same words.
    pub digest: u128,
}

/// How much two texts are alike, in ten-thousandths, rounded down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Likeness(u32);

impl Likeness {
    /// The likeness of a text with itself.
    pub const SAME: Likeness = Likeness(10_000);

    /// Returns the likeness that a share from 0 to 1 stands for, rounded to the nearest.
    pub fn from_share(share: f64) -> Likeness {
        let parts = (share.clamp(0.0, 1.0) * 10_000.0).round();
        (0..=10_000).find(|parts_of| f64::from(*parts_of) >= parts).map_or(Likeness::SAME, Likeness)
    }

    /// Returns so many ten-thousandths, where that is no more than all.
    pub fn from_parts(parts: u32) -> Option<Likeness> {
        (parts <= Likeness::SAME.0).then_some(Likeness(parts))
    }

    /// Returns the number of ten-thousandths.
    pub fn parts(self) -> u32 {
        self.0
    }

    /// Returns the likeness of two sets that share `both` of the `all` members that they have
    /// together (the Jaccard index).
    pub fn of(both: usize, all: usize) -> Likeness {
        let share = (both as u64 * 10_000).checked_div(all as u64);
        Likeness(share.and_then(|share| u32::try_from(share).ok()).unwrap_or(0))
    }
}

impl fmt::Display for Likeness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:04}", self.0 / 10_000, self.0 % 10_000)
    }
}

/// A document, as another one's reason names it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Name {
    /// Its path relative to the input that holds it.
    pub file: String,
    /// Its id in the dataset.
    pub id: String,
}

/// The document that another one repeats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Twin {
    /// The number of the cluster, counted from 1 in the order in which removals are met.
    pub cluster: u64,
    /// The member of the cluster that is kept.
    pub kept: Name,
    /// How much the document is like it.
    pub likeness: Likeness,
    /// The member that ties the document to the cluster, where it is not the kept one, and how much
    /// the two are alike.
    pub via: Option<(Name, Likeness)>,
}

impl Twin {
    /// Returns what the list of rejected documents says of it.
    pub fn reason(&self) -> String {
        let (Name { file, id }, likeness) = (&self.kept, self.likeness);
        let mut reason = format!("{likeness} like \"{file}\" ({id})");
        if let Some((Name { file, id }, likeness)) = &self.via {
            reason.push_str(&format!(", through \"{file}\" ({id}), {likeness} like it"));
        }
        reason
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_likeness_is_never_rounded_up() {
        assert_eq!(Likeness::of(2, 3).to_string(), "0.6666");
        assert_eq!(Likeness::of(7, 7), Likeness::SAME);
        assert_eq!(Likeness::of(0, 0).to_string(), "0.0000");
        assert!(Likeness::of(4, 5) >= Likeness::from_share(0.8));
        assert!(Likeness::of(799_999, 1_000_000) < Likeness::from_share(0.8));
    }
}
