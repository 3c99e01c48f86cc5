//! Facts as small numbers: each feature of a line is one of at most 64 steps.

/// The number of steps.
pub const BINS: usize = 64;

const TOP: u8 = 63;

/// Returns the step of a count: exact up to 8, then four steps to each doubling.
pub(crate) fn log(count: usize) -> u8 {
    if count < 4 {
        return count as u8;
    }
    let exponent = count.ilog2() as usize;
    let quarter = (count >> (exponent - 2)) & 3;
    ((exponent - 1) * 4 + quarter).min(usize::from(TOP)) as u8
}

/// Returns the step of a share: 0 for none, 32 for all and more.
pub(crate) fn share(part: usize, whole: usize) -> u8 {
    part.saturating_mul(32).checked_div(whole).map_or(0, |share| share.min(32) as u8)
}

/// Returns the step of a place in a whole: 0 at its start, 63 at its end.
pub(crate) fn place(at: usize, whole: usize) -> u8 {
    (at.saturating_mul(BINS) / whole.max(1)).min(usize::from(TOP)) as u8
}

/// Returns the step of a number around 0, `unit` to a step: 32 for 0.
pub(crate) fn signed(number: i32, unit: i32) -> u8 {
    (32 + number.div_euclid(unit)).clamp(0, i32::from(TOP)) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_grow_with_counts() {
        assert!((0..5000).map(log).is_sorted());
        assert_eq!((log(0), log(7), log(8), log(1024)), (0, 7, 8, 36));
        assert_eq!(log(usize::MAX), TOP);
    }

    #[test]
    fn shares_and_signs_stay_in_range() {
        assert_eq!((share(1, 2), share(3, 2), share(0, 0)), (16, 32, 0));
        assert_eq!((signed(-9999, 4), signed(0, 4), signed(9999, 4)), (0, 32, TOP));
        assert_eq!((place(0, 10), place(10, 10)), (0, TOP));
    }
}
