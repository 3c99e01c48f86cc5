//! MinHash sketches (Broder, 1997) and their bands.
//!
//! Each of `bands * rows` hash functions `(a * h + b) mod (2^61 - 1)` keeps its smallest value over the
//! shingles of a text; two texts agree in one with a probability equal to their Jaccard index. Texts
//! that agree in every row of some band are candidates. Functions and arithmetic, with its overflow at
//! 64 bits, are those of datasketch and datatrove.

use pulp::NullaryFnOnce;
use xxhash_rust::xxh64::xxh64;

use super::twister::Twister;

/// The Mersenne prime 2^61 - 1.
const PRIME: u64 = (1 << 61) - 1;

/// The hash functions of one configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sketcher {
    functions: Vec<(u64, u64)>,
    rows: usize,
    mask: u64,
}

impl Sketcher {
    /// Returns the functions that `seed` gives, for `bands` bands of `rows` rows, with values of `bits`
    /// bits.
    pub fn new(seed: u32, bands: usize, rows: usize, bits: u32) -> Sketcher {
        let mut twister = Twister::new(seed);
        let function = |_| (twister.within(1, PRIME - 1), twister.within(0, PRIME - 1));
        Sketcher {
            functions: (0..bands * rows).map(function).collect(),
            rows: rows.max(1),
            mask: u64::MAX.checked_shr(64u32.saturating_sub(bits)).unwrap_or(0),
        }
    }

    /// Returns the smallest value of each function over `shingles`, of which there is at least one.
    pub fn sketch(&self, shingles: &[u64]) -> Vec<u64> {
        let mut least = vec![u64::MAX; self.functions.len()];
        let work = Work { sketcher: self, shingles, least: &mut least };
        // Multiplying 64 bits side by side takes AVX-512: a shingle takes 21 ns there, 74 without, and
        // 210 where the compiler puts it together from what AVX2 has (112 functions).
        #[cfg(target_arch = "x86_64")]
        if let Some(wide) = pulp::x86::V4::try_new() {
            wide.vectorize(work);
            return least;
        }
        work.call();
        least
    }

    /// Returns a key for each band: the same key, the same band with the same rows.
    pub fn keys(&self, sketch: &[u64]) -> Vec<u64> {
        let bands = sketch.chunks(self.rows).zip(0u64..);
        let key = |(band, number): (&[u64], u64)| {
            let bytes: Vec<u8> = band.iter().flat_map(|value| value.to_le_bytes()).collect();
            xxh64(&bytes, number)
        };
        bands.map(key).collect()
    }
}

/// One sketch to be made, by whatever instructions there are.
struct Work<'a> {
    sketcher: &'a Sketcher,
    shingles: &'a [u64],
    least: &'a mut [u64],
}

impl NullaryFnOnce for Work<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let (functions, more) = self.sketcher.functions.as_chunks::<LANES>();
        let (least, rest) = self.least.as_chunks_mut::<LANES>();
        for (least, functions) in least.iter_mut().zip(functions) {
            *least = smallest(functions, self.shingles, self.sketcher.mask);
        }
        for (least, one) in rest.iter_mut().zip(more) {
            [*least] = smallest(&[*one], self.shingles, self.sketcher.mask);
        }
    }
}

/// Functions that are worked out side by side.
const LANES: usize = 8;

/// Returns the smallest value of each of `N` functions.
#[inline(always)]
fn smallest<const N: usize>(functions: &[(u64, u64); N], shingles: &[u64], mask: u64) -> [u64; N] {
    let mut least = [u64::MAX; N];
    for shingle in shingles {
        for (least, (a, b)) in least.iter_mut().zip(functions) {
            let value = modulo(shingle.wrapping_mul(*a).wrapping_add(*b)) & mask;
            *least = (*least).min(value);
        }
    }
    least
}

/// Returns `value` modulo [`PRIME`].
#[inline(always)]
fn modulo(value: u64) -> u64 {
    let folded = (value & PRIME) + (value >> 61);
    // Below the prime the difference wraps around, and is the larger of the two.
    folded.min(folded.wrapping_sub(PRIME))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_as_the_remainder_does() {
        for value in [0, 1, PRIME - 1, PRIME, PRIME + 1, 2 * PRIME, u64::MAX - 7, u64::MAX] {
            assert_eq!(modulo(value), value % PRIME);
        }
    }

    #[test]
    fn every_kind_of_instructions_makes_the_same_sketch() {
        let sketcher = Sketcher::new(1, 14, 9, 64);
        let shingles: Vec<u64> = (0..300u64).map(|n| xxh64(&n.to_le_bytes(), 0)).collect();
        let mut plain = vec![u64::MAX; 126];
        Work { sketcher: &sketcher, shingles: &shingles, least: &mut plain }.call();
        let slow = |(a, b): &(u64, u64)| {
            let value = |shingle: &u64| shingle.wrapping_mul(*a).wrapping_add(*b) % PRIME;
            shingles.iter().map(value).min().unwrap()
        };
        assert_eq!(plain, sketcher.functions.iter().map(slow).collect::<Vec<u64>>());
        assert_eq!(plain, sketcher.sketch(&shingles));
    }

    #[test]
    fn agreement_is_the_jaccard_index() {
        let sketcher = Sketcher::new(1, 64, 16, 64);
        let number = |n: u64| xxh64(&n.to_le_bytes(), 0);
        let a = sketcher.sketch(&(0..800).map(number).collect::<Vec<u64>>());
        let b = sketcher.sketch(&(200..1000).map(number).collect::<Vec<u64>>());
        let same = a.iter().zip(&b).filter(|(a, b)| a == b).count();
        // 0.6 of 1024, give or take three standard deviations.
        assert!((567..=662).contains(&same), "{same}");
    }
}
