//! Reads EUC-TW, the encoding of CNS 11643, as far as its planes 1 and 2, which hold what Big5 holds.
//!
//! Promises no tables of its own but the runs in which both sets go together: characters come out of
//! Big5. The rarer planes 3 and above are malformed here.

use crate::decode::charset::Charset;
use crate::decode::grouped::{Found, decoded, found};
use crate::decode::taiwan_runs::{OTHERS_1, OTHERS_2, PLANE_1, PLANE_2, Run};

/// Reads what bytes begin with.
pub(super) fn step(rest: &[u8]) -> (usize, Found) {
    match rest {
        [byte @ 0..=0x7F, ..] => (1, Found::Char(char::from(*byte))),
        [0x8E, plane @ 0xA1..=0xB0, row @ 0xA1..=0xFE, cell @ 0xA1..=0xFE, ..] => {
            (4, found(character(plane - 0xA0, row - 0x80, cell - 0x80)))
        }
        [row @ 0xA1..=0xFE, cell @ 0xA1..=0xFE, ..] => {
            (2, found(character(1, row - 0x80, cell - 0x80)))
        }
        _ => (1, Found::Malformed),
    }
}

/// Returns the character of a plane's row and cell, both from 21 to 7E.
pub(super) fn character(plane: u8, row: u8, cell: u8) -> Option<char> {
    let (runs, others): (&[Run], &[(u16, u16)]) = match plane {
        1 => (&PLANE_1, &OTHERS_1),
        2 => (&PLANE_2, &OTHERS_2),
        _ => return None,
    };
    let number = u16::from(row.checked_sub(0x21)?) * 94 + u16::from(cell.checked_sub(0x21)?);
    if let Ok(at) = others.binary_search_by_key(&number, |&(own, _)| own) {
        return others.get(at).and_then(|&(_, unit)| char::from_u32(u32::from(unit)));
    }
    let at = runs.partition_point(|&(first, ..)| first <= number).checked_sub(1)?;
    let &(first, place, len) = runs.get(at)?;
    let place = place + (number - first);
    if number - first >= len {
        return None;
    }
    let (lead, trail) = (u8::try_from(place / 157).ok()?, u8::try_from(place % 157).ok()?);
    decoded(Charset::BIG5, 0xA1 + lead, if trail < 63 { 0x40 + trail } else { 0x62 + trail })
}

#[cfg(test)]
mod tests {
    use crate::decode::grouped::{Family, decode};

    #[test]
    fn both_planes_are_read_through_big5() {
        let text = decode(Family::EucTw, b"\xC4\xE3\xC5\xC6 \x8E\xA2\xA1\xA1 \x8E\xA3\xA1\xA1");
        assert_eq!(text, "中文 \u{4E42} \u{FFFD}");
    }
}
