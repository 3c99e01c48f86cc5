//! Recognizes UTF-16 and UTF-32 that carry no byte order mark.
//!
//! Prices the units of a sample as text: one script goes on, its letters are cheap, and nothing in
//! text is unassigned. Promises linear time over a bounded sample. Never trusts a single unit.

use crate::decode::charset::Charset;
use crate::decode::ideographs::{Tongue, cost};
use crate::decode::letters::NAT;

/// How much of a file is priced.
const SAMPLE_BYTES: usize = 4 << 10;
/// How much of a file without control characters is priced.
const HEAD_BYTES: usize = 512;
/// Text in bytes has more than one blank, line end or bracket in this many bytes.
const BLANK_SHARE: usize = 16;
/// Dearer than this for each unit, in nats, is no text in UTF-16.
const LIMIT: u32 = 9;

/// A sample's price as UTF-16.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Wide {
    /// The byte order.
    pub(super) charset: Charset,
    /// The cost of the units priced.
    pub(super) cost: u32,
    /// The bytes priced.
    pub(super) bytes: usize,
}

/// Returns the likelier byte order of UTF-16, if the bytes can be text in it.
pub(super) fn utf16(bytes: &[u8]) -> Option<Wide> {
    let (units, _) = bytes[..bytes.len().min(SAMPLE_BYTES)].as_chunks::<2>();
    let price = |charset, number: fn([u8; 2]) -> u16| Wide {
        charset,
        cost: units_cost(units.iter().map(|&unit| number(unit))),
        bytes: units.len() * 2,
    };
    let little = price(Charset::UTF_16LE, u16::from_le_bytes);
    let big = price(Charset::UTF_16BE, u16::from_be_bytes);
    let best = if little.cost <= big.cost { little } else { big };
    let limit = u32::try_from(units.len()).ok()?.checked_mul(LIMIT * NAT)?;
    (!units.is_empty() && best.cost < limit).then_some(best)
}

/// Returns the likelier byte order of UTF-16 for bytes without control characters, which only East
/// Asian text can be: text in bytes has its blanks and line ends more often.
pub(super) fn utf16_ideographs(bytes: &[u8]) -> Option<Wide> {
    let head = &bytes[..bytes.len().min(HEAD_BYTES)];
    let blanks = head.iter().filter(|byte| matches!(byte, b' ' | b'\n' | b'<' | b'>')).count();
    if blanks * BLANK_SHARE > head.len() { None } else { utf16(head) }
}

/// Returns the byte order of UTF-32, if every unit is a character of it.
pub(super) fn utf32(bytes: &[u8]) -> Option<Charset> {
    let (units, _) = bytes[..bytes.len().min(SAMPLE_BYTES)].as_chunks::<4>();
    let is_text = |number: fn([u8; 4]) -> u32| {
        let good = |&&unit: &&[u8; 4]| char::from_u32(number(unit)).is_some_and(|c| c >= '\t');
        let bad = units.len() - units.iter().filter(good).count();
        units.len() > bad * 20
    };
    let orders = [
        (Charset::UTF_32LE, u32::from_le_bytes as fn([u8; 4]) -> u32),
        (Charset::UTF_32BE, u32::from_be_bytes),
    ];
    orders.into_iter().find(|&(_, number)| is_text(number)).map(|(charset, _)| charset)
}

/// Prices units in a row.
pub(super) fn units_cost(units: impl Iterator<Item = u16>) -> u32 {
    let mut script = 0;
    let mut high = None;
    let mut total = 0_u32;
    for unit in units {
        let pair = high.take().is_some();
        let nats = match unit {
            0xD800..=0xDBFF => {
                high = Some(unit);
                8.0
            }
            0xDC00..=0xDFFF => {
                if pair {
                    4.0
                } else {
                    24.0
                }
            }
            _ if pair => 24.0,
            _ => nats(unit, &mut script),
        };
        // Costs per unit are below 32 nats and the sample is bounded, so the sum fits.
        total += (nats * NAT as f32) as u32;
    }
    total
}

/// Prices one unit after text of a script, and notes the script it is in.
fn nats(unit: u16, script: &mut u16) -> f32 {
    match unit {
        0x09 | 0x0A | 0x0D | 0x20 => 2.5,
        0x00..=0x1F | 0x7F..=0x9F => 20.0,
        // Blanks and line ends in pairs are those of a text in bytes.
        0x0909 | 0x0A0A | 0x0D0A | 0x0A0D | 0x2020 => 20.0,
        0x21..=0x40 | 0x5B..=0x60 | 0x7B..=0x7E => 5.0,
        0x41..=0x5A | 0x61..=0x7A => 4.0,
        0x2000..=0x20CF | 0x3000..=0x3003 | 0x3008..=0x3011 | 0xFF00..=0xFFEF => 5.5,
        0x2100..=0x2BFF => 11.0,
        0xE000..=0xF8FF | 0xFFF0..=0xFFFF => 20.0,
        _ => {
            let group = script_of(unit);
            let change = if *script == group { 0.3 } else { 5.0 };
            *script = group;
            change + if group == EAST_ASIA { ideograph(unit) } else { letter(unit) }
        }
    }
}

/// The number of the scripts from U+2C00 on, of which kana, ideographs and syllables matter.
const EAST_ASIA: u16 = 0x30;

/// Numbers scripts, roughly by pages of 256 characters.
fn script_of(unit: u16) -> u16 {
    match unit {
        0x0000..=0x02FF | 0x1E00..=0x1EFF => 1,
        0x0300..=0x03FF | 0x1F00..=0x1FFF => 3,
        0x0400..=0x052F => 4,
        0x0600..=0x077F => 6,
        0x2C00.. => EAST_ASIA,
        _ => unit >> 8,
    }
}

/// Prices a letter of an alphabet within its script, or a mark that its words hold.
fn letter(unit: u16) -> f32 {
    let is_mark = matches!(unit, 0x0300..=0x036F | 0x0590..=0x06FF | 0x0900..=0x109F);
    let is_letter = char::from_u32(u32::from(unit)).is_some_and(char::is_alphanumeric);
    if is_letter || is_mark { 4.3 } else { 12.0 }
}

/// Prices an ideograph, a syllable or a kana by the language in which it is most common.
fn ideograph(unit: u16) -> f32 {
    let c = char::from_u32(u32::from(unit)).unwrap_or(char::REPLACEMENT_CHARACTER);
    let tongues = [Tongue::Simplified, Tongue::Traditional, Tongue::Japanese, Tongue::Korean];
    let known = tongues.into_iter().filter_map(|tongue| cost(tongue, c)).min();
    match (known, unit) {
        (Some(known), _) => f32::from(known) / NAT as f32 + 0.5,
        (None, 0x3040..=0x30FF) => 9.0,
        (None, 0x4E00..=0x9FFF | 0xAC00..=0xD7A3) => 12.0,
        _ => 16.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn both_orders_of_any_script_are_told() {
        for text in [
            "Hello",
            "Привет, мир",
            "नमस्ते दुनिया",
            "你好，世界",
            "これは日本語",
            "안녕하세요",
            "שלום",
            "ሰላም ለዓለም",
        ] {
            let charset = |order| utf16(&bytes(text, order)).map(|wide| wide.charset);
            assert_eq!(charset(u16::to_le_bytes), Some(Charset::UTF_16LE), "{text}");
            assert_eq!(charset(u16::to_be_bytes), Some(Charset::UTF_16BE), "{text}");
        }
    }

    #[test]
    fn utf32_is_told_by_its_units() {
        let raw: Vec<u8> = "añ中😀".chars().flat_map(|c| u32::from(c).to_be_bytes()).collect();
        assert_eq!(utf32(&raw), Some(Charset::UTF_32BE));
        assert_eq!(utf32(b"plain text here"), None);
    }
}
