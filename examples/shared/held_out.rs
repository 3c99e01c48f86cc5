//! Which sentences training never sees.

/// Returns whether a sentence is for testing only: every fifth, by its hash.
pub(crate) fn is_held_out(text: &str) -> bool {
    hash(text).is_multiple_of(5)
}

/// Returns the FNV-1a hash of a sentence.
pub(crate) fn hash(text: &str) -> u64 {
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
    text.bytes().fold(0xCBF2_9CE4_8422_2325, mix)
}
