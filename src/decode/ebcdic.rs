//! Tells text of IBM mainframes, in which letters are bytes beyond ASCII and the blank is 40.
//!
//! Reads the head of a file under each page and asks the letter models. Promises nothing for other
//! text: without many bytes 40 it looks no further.

use crate::decode::charset::Charset;
use crate::decode::ebcdic_pages::{FIRST, PAGES};
use crate::decode::letters::{LETTERS, NAT};

/// How much of a file is read.
const SAMPLE_BYTES: usize = 2 << 10;
/// One byte in so many is a blank, at least.
const BLANK_SHARE: usize = 20;
/// What a page other than the first costs beforehand, in nats.
const PRIOR: u32 = 4;
/// Dearer than this for each character, in nats, is no text: sentences cost 2 to 3.5.
const LIMIT: u32 = 4;
/// The blank.
const BLANK: u8 = 0x40;

/// Returns the likeliest page, if the bytes are text in one.
pub(super) fn charset(bytes: &[u8]) -> Option<Charset> {
    let sample = &bytes[..bytes.len().min(SAMPLE_BYTES)];
    let count = |wanted: fn(u8) -> bool| sample.iter().filter(|&&byte| wanted(byte)).count();
    let blanks = count(|byte| byte == BLANK);
    let is_likely = blanks * BLANK_SHARE > sample.len()
        && count(|byte| byte == b' ') * 8 < blanks
        && count(|byte| byte >= 0x80) * 2 > sample.len();
    if !is_likely {
        return None;
    }
    let (cost, best) = Charset::ebcdic()
        .enumerate()
        .map(|(at, page)| (price(sample, page, at), page))
        .min_by_key(|&(cost, _)| cost)?;
    let limit = u32::try_from(sample.len()).ok()?.checked_mul(LIMIT * NAT)?;
    (cost < limit).then_some(best)
}

/// Returns what a sample costs under a page, in its likeliest language.
fn price(sample: &[u8], page: Charset, at: usize) -> u32 {
    let text = page.decode_lossy(sample).replace('\u{85}', "\n");
    let cheapest = LETTERS.languages(&text).into_iter().min().unwrap_or(u32::MAX / 2);
    cheapest + if at == 0 { 0 } else { PRIOR * NAT }
}

/// Builds the characters of every page.
pub(super) fn tables() -> Vec<[char; 256]> {
    let first = FIRST.map(char::from);
    let table = |differences: &[(u8, u16)]| {
        let mut table = first;
        for &(byte, unit) in differences {
            table[usize::from(byte)] =
                char::from_u32(u32::from(unit)).unwrap_or(char::REPLACEMENT_CHARACTER);
        }
        table
    };
    PAGES.iter().map(|(_, differences)| table(differences)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(text: &str, label: &str) -> Vec<u8> {
        let table = Charset::for_label(label).and_then(Charset::byte_table).unwrap();
        let byte = |c: char| table.iter().position(|known| *known == c).unwrap() as u8;
        text.chars().map(byte).collect()
    }

    #[test]
    fn pages_are_told_by_their_letters() {
        let cases = [
            ("The ferry sails at noon today.\u{85}It is late, and the wind is rising.", "IBM037"),
            (
                "Die Fähre fährt heute später über den Fluß, weil es stürmt und die Möwen fliegen.",
                "IBM273",
            ),
            (
                "Şehrin güneyindeki köprü bugün öğleden sonra trafiğe açıldı, yolcular bekliyor.",
                "IBM1026",
            ),
        ];
        for (text, name) in cases {
            let found = charset(&encoded(text, name)).map(Charset::name);
            assert_eq!(found, Some(name), "{text}");
        }
    }

    #[test]
    fn other_bytes_are_not() {
        assert_eq!(charset("Паром отходит вечером @ @ @".as_bytes()), None);
        assert_eq!(charset(&[0x40, 0xFF, 0x90].repeat(300)), None);
    }
}
