//! A table that counts numbers, cleared in one step.

/// Counts of 64-bit numbers that are hashes already.
#[derive(Default)]
pub(super) struct Table {
    slots: Vec<Slot>,
    // Slots of another epoch are empty.
    epoch: u32,
}

#[derive(Clone, Copy, Default)]
struct Slot {
    key: u64,
    epoch: u32,
    count: u32,
}

impl Table {
    /// Empties the table, with room for `most` numbers.
    pub(super) fn clear(&mut self, most: usize) {
        let size = (2 * most).next_power_of_two().max(64);
        if self.slots.len() < size || self.epoch == u32::MAX {
            self.slots.clear();
            self.slots.resize(size, Slot::default());
            self.epoch = 0;
        }
        self.epoch += 1;
    }

    /// Counts `key` once more and returns how often it was counted so far, this time included.
    pub(super) fn count(&mut self, key: u64) -> u32 {
        let at = self.find(key);
        let slot = &mut self.slots[at];
        if slot.epoch != self.epoch {
            *slot = Slot { key, epoch: self.epoch, count: 0 };
        }
        slot.count += 1;
        slot.count
    }

    /// Returns how often `key` was counted.
    pub(super) fn counted(&self, key: u64) -> u32 {
        let slot = self.slots[self.find(key)];
        if slot.epoch == self.epoch { slot.count } else { 0 }
    }

    /// Returns whether `key` was counted.
    pub(super) fn has(&self, key: u64) -> bool {
        self.slots[self.find(key)].epoch == self.epoch
    }

    /// Returns the slot of `key`, or the empty one where it belongs.
    fn find(&self, key: u64) -> usize {
        let mask = self.slots.len() - 1;
        #[expect(clippy::cast_possible_truncation, reason = "the mask takes the low bits")]
        let mut at = (key ^ key >> 32) as usize & mask;
        while self.slots[at].epoch == self.epoch && self.slots[at].key != key {
            at = (at + 1) & mask;
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_until_it_is_cleared() {
        let mut table = Table::default();
        table.clear(3);
        let counts: Vec<u32> = [7, 9, 7, 7].into_iter().map(|key| table.count(key)).collect();
        assert_eq!(counts, [1, 1, 2, 3]);
        table.clear(3);
        assert_eq!(table.count(7), 1);
    }
}
