//! The Mersenne Twister (Matsumoto and Nishimura, 1998), as numpy's `RandomState(seed)` runs it: so that
//! the hash functions are those of datasketch and datatrove.

/// Words of the state.
const WORDS: usize = 624;

/// Distance of the words that are mixed.
const APART: usize = 397;

/// A generator.
pub(super) struct Twister {
    state: [u32; WORDS],
    next: usize,
}

impl Twister {
    /// Returns the generator that starts from `seed`.
    pub(super) fn new(seed: u32) -> Twister {
        let (mut state, mut last) = ([0; WORDS], seed);
        for (word, index) in state.iter_mut().zip(1u32..) {
            *word = last;
            last = (last ^ (last >> 30)).wrapping_mul(1_812_433_253).wrapping_add(index);
        }
        Twister { state, next: WORDS }
    }

    /// Returns a number from `low` to `high`, both included, as `randint(low, high + 1, dtype=uint64)`
    /// gives it: draws are masked to the bits of the range until one lies inside.
    pub(super) fn within(&mut self, low: u64, high: u64) -> u64 {
        let range = high - low;
        let mask = u64::MAX.checked_shr(range.leading_zeros()).unwrap_or(0);
        loop {
            let drawn = self.word64() & mask;
            if drawn <= range {
                return low + drawn;
            }
        }
    }

    fn word64(&mut self) -> u64 {
        let high = u64::from(self.word32());
        (high << 32) | u64::from(self.word32())
    }

    fn word32(&mut self) -> u32 {
        if self.next == WORDS {
            self.turn();
        }
        let mut word = self.at(self.next);
        self.next += 1;
        word ^= word >> 11;
        word ^= (word << 7) & 0x9d2c_5680;
        word ^= (word << 15) & 0xefc6_0000;
        word ^ (word >> 18)
    }

    fn at(&self, index: usize) -> u32 {
        self.state.get(index % WORDS).copied().unwrap_or(0)
    }

    fn turn(&mut self) {
        for index in 0..WORDS {
            let joined = (self.at(index) & 0x8000_0000) | (self.at(index + 1) & 0x7fff_ffff);
            let twist = (joined >> 1) ^ (if joined & 1 == 1 { 0x9908_b0df } else { 0 });
            let mixed = self.at(index + APART) ^ twist;
            if let Some(word) = self.state.get_mut(index) {
                *word = mixed;
            }
        }
        self.next = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_the_reference() {
        // The C++ standard requires this of `std::mt19937` (26.6.4.3): the 10,000th word of seed 5489.
        let mut twister = Twister::new(5489);
        let last = (0..10_000).map(|_| twister.word32()).last();
        assert_eq!(last, Some(4_123_659_995));
    }
}
