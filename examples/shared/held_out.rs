//! Which sentences training never sees.

/// Returns whether a sentence is for testing only: every fifth, by its FNV-1a hash.
pub(crate) fn is_held_out(text: &str) -> bool {
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
    text.bytes().fold(0xCBF2_9CE4_8422_2325, mix) % 5 == 0
}
