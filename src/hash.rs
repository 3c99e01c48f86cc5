//! SHA-256, the hash that names raw documents and proves output files (FIPS 180-4), and quick hashes for
//! tables.

use std::hash::Hasher;

use sha2::{Digest, Sha256};

/// A hash under way.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hash {
    state: Sha256,
}

impl Hash {
    /// Takes in more bytes.
    pub(crate) fn update(&mut self, bytes: &[u8]) {
        self.state.update(bytes);
    }

    /// Returns the hash in lower-case hexadecimal, as `sha256sum` prints it.
    pub(crate) fn finish(self) -> String {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let digit = |nibble: u8| DIGITS.get(usize::from(nibble)).copied().map_or('0', char::from);
        let digest = self.state.finalize();
        digest.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
    }
}

/// Returns the SHA-256 of `bytes` in lower-case hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    let mut hash = Hash::default();
    hash.update(bytes);
    hash.finish()
}

/// Returns the first 128 bits of the SHA-256 of `bytes`: a billion texts have less than one chance in
/// 10^20 of sharing one by accident, and nobody can make two that do.
pub(crate) fn digest(bytes: &[u8]) -> u128 {
    let whole = Sha256::digest(bytes);
    whole.iter().take(16).fold(0, |digest, byte| (digest << 8) | u128::from(*byte))
}

/// Returns 64 bits that stand for `bytes`: FNV-1a, its bits mixed by the finalizer of SplitMix64, so
/// that the low ones are as good as the high ones. The same on every machine and in every version.
pub(crate) fn short(bytes: &[u8]) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in bytes {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

/// The hash of Fowler, Noll and Vo (FNV-1a, 64 bits) for tables of words: quick on short ones that nobody
/// attacks.
pub(crate) struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Fnv {
        Fnv(0xCBF2_9CE4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x100_0000_01B3);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_the_standard() {
        // FIPS 180-4 example: "abc".
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(sha256(b"abc"), expected);
    }
}
