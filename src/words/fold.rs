//! A quick hash for tables in memory: one multiplication for eight bytes.
//!
//! The same on every machine, for nothing depends on the order in which such a table is walked.

use std::hash::{BuildHasher, Hasher};

/// Odd numbers without pattern: the fractions of the square roots of 2 and 3.
const MIX: [u64; 2] = [0x6A09_E667_F3BC_C909, 0xBB67_AE85_84CA_A73B];

/// Makes hashers.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct FoldState;

/// Mixes what it is given into one number.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Fold(u64);

impl BuildHasher for FoldState {
    type Hasher = Fold;

    #[inline]
    fn build_hasher(&self) -> Fold {
        Fold::default()
    }
}

impl Hasher for Fold {
    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        let (parts, rest) = bytes.as_chunks::<8>();
        for part in parts {
            self.write_u64(u64::from_le_bytes(*part));
        }
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        self.write_u64(u64::from_le_bytes(last) ^ (bytes.len() as u64) << 56);
    }

    #[inline]
    fn write_u8(&mut self, number: u8) {
        self.write_u64(u64::from(number));
    }

    #[inline]
    fn write_u64(&mut self, number: u64) {
        self.0 = fold(self.0 ^ number ^ MIX[0], MIX[1]);
    }

    #[inline]
    fn write_u128(&mut self, number: u128) {
        #[expect(clippy::cast_possible_truncation, reason = "the halves are taken apart")]
        let halves = (number as u64, (number >> 64) as u64);
        self.0 = fold(self.0 ^ halves.0 ^ MIX[0], halves.1 ^ MIX[1]);
    }

    #[inline]
    fn finish(&self) -> u64 {
        self.0
    }
}

/// Returns the two halves of a product over each other.
#[inline]
pub(crate) fn fold(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    #[expect(clippy::cast_possible_truncation, reason = "the halves are taken apart")]
    let halves = (product as u64, (product >> 64) as u64);
    halves.0 ^ halves.1
}

/// Returns the value of bytes as digits to the base, modulo 2^61 - 1: two texts in a row have the
/// value of the first times a power of the base, plus that of the second.
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |sum, byte| add(times(sum, BASE), u64::from(*byte) + 1))
}

/// The prime by which sums over bytes are reduced, a Mersenne prime.
const PRIME: u64 = (1 << 61) - 1;

/// The base of those sums: any number without pattern below the prime.
pub(crate) const BASE: u64 = MIX[0] >> 4;

/// Returns the product modulo the prime.
#[inline]
pub(crate) fn times(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    #[expect(clippy::cast_possible_truncation, reason = "61 bits at a time")]
    let halves = (product as u64 & PRIME, (product >> 61) as u64);
    add(halves.0, halves.1)
}

/// Returns the sum modulo the prime.
#[inline]
pub(crate) fn add(a: u64, b: u64) -> u64 {
    let sum = a + b;
    let folded = (sum & PRIME) + (sum >> 61);
    if folded >= PRIME { folded - PRIME } else { folded }
}
