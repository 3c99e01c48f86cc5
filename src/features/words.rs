//! What the words of a line tell: weights learned from other pages, and how often the page has them.

/// Slots of the sketch that counts the words of a page.
const SKETCH: usize = 1 << 14;

/// Weights of words and whole lines: above 0 for the furniture of pages, below for their text.
#[derive(Clone, Debug, Default)]
pub struct Words {
    // A power of two of slots, open addressing; weight 0 marks a free slot.
    slots: Vec<(u32, i8)>,
}

impl Words {
    /// Returns the table of some hashes and their weights.
    pub fn new(weights: &[(u32, i8)]) -> Words {
        let size = (weights.len() * 2 + 2).next_power_of_two();
        let mut slots = vec![(0, 0); size];
        for (hash, weight) in weights.iter().filter(|(_, weight)| *weight != 0) {
            let mut at = *hash as usize & (size - 1);
            while slots.get(at).is_some_and(|(_, weight)| *weight != 0) {
                at = (at + 1) & (size - 1);
            }
            if let Some(slot) = slots.get_mut(at) {
                *slot = (*hash, *weight);
            }
        }
        Words { slots }
    }

    /// Returns the weight of a hash, if it is known.
    pub(crate) fn weight(&self, hash: u32) -> Option<i8> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut at = hash as usize & mask;
        loop {
            match self.slots.get(at) {
                Some((found, weight)) if *weight != 0 && *found == hash => return Some(*weight),
                Some((_, weight)) if *weight != 0 => at = (at + 1) & mask,
                _ => return None,
            }
        }
    }
}

/// Counts of hashes, which may share a slot: never too low.
pub(crate) struct Sketch {
    counts: Vec<u8>,
}

impl Sketch {
    pub(crate) fn new() -> Sketch {
        Sketch { counts: vec![0; SKETCH] }
    }

    pub(crate) fn add(&mut self, hash: u32) {
        if let Some(count) = self.counts.get_mut(hash as usize % SKETCH) {
            *count = count.saturating_add(1);
        }
    }

    pub(crate) fn count(&self, hash: u32) -> usize {
        self.counts.get(hash as usize % SKETCH).copied().map_or(0, usize::from)
    }
}
