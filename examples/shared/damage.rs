//! Sentences that the corpus of intact sentences holds in damaged form, each looked at by a person: to
//! repair them is right.

use super::held_out::hash;

/// The hashes of the sentences, and how they were damaged.
const DAMAGED: [(u64, &str); 4] = [
    (0x18eb_6d7c_25a5_5793, "Slovene, iso-8859-2 read as iso-8859-1: najvi¹ji for najvišji"),
    (0x22c2_b72e_576c_96d1, "Croatian, UTF-8 read as windows-1250: potraĹľe for potraže"),
    (0x3e9a_26d8_b40a_f618, "Czech, iso-8859-2 read as windows-1250: sluľebníky for služebníky"),
    (0x4ecb_b102_b37f_13a8, "Croatian, Mac Croatian read as Mac Roman: potraæuju for potražuju"),
];

/// How many there are.
pub(crate) const COUNT: usize = DAMAGED.len();

/// Returns how a sentence of the corpus was damaged, if it was.
pub(crate) fn reason(sentence: &str) -> Option<&'static str> {
    let hash = hash(sentence);
    DAMAGED.iter().find(|(known, _)| *known == hash).map(|(_, reason)| *reason)
}
