//! The trained tables of encoding detection, one file in the binary.
//!
//! `examples/train_encodings.rs` writes it: the length of the first part in four bytes, the ranks
//! of East Asian characters, the letter models. Promises two parts, empty if the file is cut short;
//! never copies them.

/// The file, made from sentences in 75 languages.
static BYTES: &[u8] = include_bytes!("models.bin");

/// Returns the part that `ideographs` reads.
pub(super) fn ideographs() -> &'static [u8] {
    parts().0
}

/// Returns the part that `letters` reads.
pub(super) fn letters() -> &'static [u8] {
    parts().1
}

/// Cuts the file in two.
fn parts() -> (&'static [u8], &'static [u8]) {
    let Some((&length, rest)) = BYTES.split_first_chunk::<4>() else { return (&[], &[]) };
    let length = usize::try_from(u32::from_le_bytes(length)).unwrap_or(usize::MAX);
    rest.split_at_checked(length).unwrap_or((&[], &[]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_parts_are_there() {
        assert!(ideographs().len() > 10_000);
        assert!(letters().len() > 200_000);
    }
}
