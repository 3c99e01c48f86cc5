//! Prices a sample under the multi-byte encodings of East Asia.
//!
//! Each encoding has a table of what its two-byte codes cost, by how common their character is.
//! Promises one walk over the sample for each encoding. Never looks up a character twice.

use std::sync::LazyLock;

use crate::decode::charset::Charset;
use crate::decode::grouped::Family;
use crate::decode::ideographs::{Tongue, cost};
use crate::decode::letters::NAT;

/// The cost of a byte that breaks the encoding, in nats.
const BROKEN: u32 = 20;
/// The cost of a character beyond the two-byte codes, in nats: four bytes of gb18030, three of
/// EUC-JP.
const FAR: u32 = 16;
/// The cost of a half-width katakana of Shift_JIS, after another and elsewhere, in nats.
const HALF: (u32, u32) = (5, 14);
/// What choosing such an encoding costs beforehand, in nats.
const PRIOR: u32 = 6;
/// The same for one that the web has given up.
const RARE_PRIOR: u32 = 10;
/// EUC-TW, whose second plane takes four bytes.
const EUC_TW: Charset = Charset::grouped(Family::EucTw);
/// The cost of a character next to an ASCII letter, in sixteenths of a nat: East Asian text sets
/// Latin words apart, and misread Latin text is made of nothing else.
const BESIDE_LETTER: u32 = 64;
/// The cost of a character between ASCII on both sides, in sixteenths of a nat: they come in runs.
const ALONE: u32 = 48;
/// How much dearer than its share of the best price a walk may get.
const LEEWAY: u32 = 100 * NAT;
/// How much of a sample is walked before the encodings that fall behind are dropped.
const HEAD_BYTES: usize = 512;
/// The mark of a two-byte code that stands for nothing.
const NOTHING: u8 = 255;

/// The encodings with the language each is priced for, and what codes cost, in nats, that training
/// has not seen: the standards put the common characters first, by the levels of GB 2312, Big5 and
/// JIS X 0208.
const TABLES: [(Charset, Tongue, Unseen); 7] = [
    (Charset::GB18030, Tongue::Simplified, gb18030),
    (Charset::BIG5, Tongue::Traditional, big5),
    (Charset::SHIFT_JIS, Tongue::Japanese, shift_jis),
    (Charset::EUC_JP, Tongue::Japanese, euc_jp),
    (Charset::EUC_KR, Tongue::Korean, euc_kr),
    (Charset::grouped(Family::Johab), Tongue::Korean, johab),
    (Charset::grouped(Family::EucTw), Tongue::Traditional, euc_tw),
];

/// The cost of an unseen code by its lead and trail byte, below 15.9 nats so that it fits a byte.
type Unseen = fn(u8, u8) -> f32;

/// The two-byte codes of one encoding.
struct Codes {
    charset: Charset,
    /// The cost of lead and trail byte, at `(lead - 0x80) * 256 + trail`.
    costs: Vec<u8>,
}

/// Built once, on first use.
static CODES: LazyLock<Vec<Codes>> = LazyLock::new(|| TABLES.map(codes).into());

/// A sample's price under one encoding.
#[derive(Clone, Copy)]
pub(super) struct Walk {
    /// The encoding.
    pub(super) charset: Charset,
    /// The cost of the characters that are not ASCII, and of what is broken.
    pub(super) cost: u32,
    /// ASCII bytes that were the second byte of a character.
    pub(super) trails: u32,
    /// Bytes that break the encoding.
    pub(super) broken: u32,
}

/// Prices a sample under every encoding that stands a chance.
///
/// All walk the head of the sample; those that keep up with the cheapest walk the whole. A walk
/// stops where it is much dearer than the share of `best`, the price of the whole sample under the
/// best single-byte charset.
pub(super) fn price(sample: &[u8], best: u32) -> Vec<Walk> {
    let high = sample.iter().filter(|byte| !byte.is_ascii()).count().max(1) as u64;
    let rate = u64::from(best) * 3 / 2 / high + 1;
    let head = &sample[..sample.len().min(HEAD_BYTES)];
    let first: Vec<Walk> = CODES.iter().map(|codes| codes.walk(head, rate)).collect();
    if head.len() == sample.len() {
        return first.into_iter().filter(|walk| walk.cost < u32::MAX).collect();
    }
    let cheapest = first.iter().map(|walk| walk.cost).min().unwrap_or(0);
    let limit = (cheapest / 2).saturating_mul(3).saturating_add(LEEWAY);
    let standing = CODES.iter().zip(&first).filter(|(_, walk)| walk.cost < limit);
    standing
        .filter_map(|(codes, _)| Some(codes.walk(sample, rate)).filter(|walk| walk.cost < u32::MAX))
        .collect()
}

impl Codes {
    /// Prices a sample, character by character; gives up where it costs more than `rate` for each
    /// byte that is not ASCII.
    fn walk(&self, sample: &[u8], rate: u64) -> Walk {
        let prior = if self.charset.family().is_some() { RARE_PRIOR } else { PRIOR };
        let mut walk = Walk { charset: self.charset, cost: prior * NAT, trails: 0, broken: 0 };
        let (mut at, mut walked) = (0, 0_u64);
        let mut half = false;
        while let Some(&lead) = sample.get(at) {
            if lead.is_ascii() {
                at += 1;
                half = false;
                continue;
            }
            let (bytes, cost) = self.character(&sample[at..], half);
            half = bytes == 1;
            // A sample may end within a character; that says nothing against the encoding.
            walk.broken += u32::from(cost == BROKEN * NAT && at + 1 < sample.len());
            walk.trails += u32::from(bytes == 2 && sample[at + 1].is_ascii());
            walk.cost = walk.cost.saturating_add(cost + surroundings(sample, at, bytes));
            walked += bytes as u64;
            at += bytes;
            if u64::from(walk.cost) > u64::from(LEEWAY).saturating_add(rate.saturating_mul(walked))
            {
                return Walk { cost: u32::MAX, ..walk };
            }
        }
        walk
    }

    /// Returns the length and cost of the character that bytes begin with, the first not ASCII.
    fn character(&self, bytes: &[u8], half: bool) -> (usize, u32) {
        let lead = usize::from(bytes[0] & 0x7F) << 8;
        let code = bytes.get(1).map_or(NOTHING, |&trail| self.costs[lead | usize::from(trail)]);
        match bytes {
            _ if code != NOTHING => (2, u32::from(code)),
            [0xA1..=0xDF, ..] if self.charset == Charset::SHIFT_JIS => {
                (1, NAT * if half { HALF.0 } else { HALF.1 })
            }
            [0x8E, 0xA2, 0xA1..=0xF2, 0xA1..=0xFE, ..] if self.charset == EUC_TW => (4, FAR * NAT),
            [0x8F, 0xA1..=0xFE, 0xA1..=0xFE, ..] if self.charset == Charset::EUC_JP => {
                (3, FAR * NAT)
            }
            [_, b'0'..=b'9', 0x81..=0xFE, b'0'..=b'9', ..] if self.charset == Charset::GB18030 => {
                (4, FAR * NAT)
            }
            _ => (1, BROKEN * NAT),
        }
    }
}

/// Returns what a character costs for standing next to ASCII letters, or alone among ASCII.
fn surroundings(sample: &[u8], at: usize, bytes: usize) -> u32 {
    let before = at.checked_sub(1).map_or(b' ', |at| sample[at]);
    let after = sample.get(at + bytes).copied().unwrap_or(b' ');
    let sides = u32::from(before.is_ascii_alphabetic()) + u32::from(after.is_ascii_alphabetic());
    let alone = before.is_ascii() && after.is_ascii();
    sides * BESIDE_LETTER + u32::from(alone) * ALONE
}

/// Builds the costs of one encoding by decoding all of its two-byte codes.
fn codes((charset, tongue, unseen): (Charset, Tongue, Unseen)) -> Codes {
    let mut costs = vec![NOTHING; 128 << 8];
    for lead in 0x81..=0xFE_u8 {
        // A row at a time: a line end is never part of a character.
        let row: Vec<u8> = (0x31..=0xFE).flat_map(|trail| [lead, trail, b'\n']).collect();
        for (trail, text) in (0x31..=0xFE_u8).zip(charset.decode_lossy(&row).split('\n')) {
            let mut chars = text.chars();
            if let (Some(c), None) = (chars.next(), chars.next())
                && c != char::REPLACEMENT_CHARACTER
                && !('\u{E000}'..='\u{F8FF}').contains(&c)
            {
                let at = usize::from(lead & 0x7F) << 8 | usize::from(trail);
                let price = || (unseen(lead, trail) * NAT as f32) as u8;
                costs[at] = cost(tongue, c).unwrap_or_else(price).min(NOTHING - 1);
            }
        }
    }
    Codes { charset, costs }
}

/// GBK beyond GB 2312, level 1, level 2, symbols.
fn gb18030(lead: u8, trail: u8) -> f32 {
    match (lead, trail) {
        (_, 0..0xA1) => 15.7,
        (0xB0..=0xD7, _) => 10.6,
        (0xD8..=0xF7, _) => 12.6,
        (0xA1..=0xA9, _) => 12.0,
        _ => 15.7,
    }
}

/// Level 1, symbols, level 2, additions of Hong Kong.
fn big5(lead: u8, _trail: u8) -> f32 {
    match lead {
        0xA4..=0xC6 => 10.6,
        0xA1..=0xA3 => 12.0,
        0xC9..=0xF9 => 14.2,
        _ => 15.7,
    }
}

/// Kana, level 1, symbols, level 2, additions of vendors.
fn euc_jp(lead: u8, _trail: u8) -> f32 {
    match lead {
        0xA4 | 0xA5 => 9.5,
        0xB0..=0xCF => 10.3,
        0xA1..=0xA3 => 11.0,
        0xD0..=0xF4 => 13.6,
        _ => 15.0,
    }
}

/// The same parts as in EUC-JP, folded into other leads.
fn shift_jis(lead: u8, trail: u8) -> f32 {
    match (lead, trail) {
        (0x82, 0x9F..) | (0x83, 0..=0x96) => 9.5,
        (0x88..=0x97, _) | (0x98, 0..=0x72) => 10.3,
        (0x81 | 0x82, _) => 11.0,
        (0x98..=0x9F | 0xE0..=0xEA, _) => 13.6,
        _ => 15.0,
    }
}

/// Syllables of code page 949 alone, syllables of KS X 1001, its ideographs, its symbols.
fn euc_kr(lead: u8, trail: u8) -> f32 {
    match (lead, trail) {
        (_, 0..0xA1) | (0x81..=0xA0, _) => 15.0,
        (0xB0..=0xC8, _) => 10.8,
        (0xCA..=0xFD, _) => 14.7,
        _ => 12.0,
    }
}

/// Syllables, then symbols and ideographs.
fn johab(lead: u8, _trail: u8) -> f32 {
    match lead {
        0x88..=0xD3 => 12.0,
        0xD9..=0xDE => 12.0,
        _ => 14.7,
    }
}

/// Ideographs of plane 1, symbols.
fn euc_tw(lead: u8, _trail: u8) -> f32 {
    match lead {
        0xC4..=0xFD => 10.6,
        0xA1..=0xA6 => 12.0,
        _ => 15.7,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cheapest(bytes: &[u8]) -> Charset {
        price(bytes, u32::MAX).into_iter().min_by_key(|walk| walk.cost).unwrap().charset
    }

    #[test]
    fn each_encoding_prices_its_own_text_lowest() {
        let texts = [
            (encoding_rs::GBK, "中国人民解放军的历史和现在", Charset::GB18030),
            (encoding_rs::BIG5, "這是一個很好的問題，我們來看看", Charset::BIG5),
            (encoding_rs::SHIFT_JIS, "これは日本語の文章です。", Charset::SHIFT_JIS),
            (encoding_rs::EUC_JP, "これは日本語の文章です。", Charset::EUC_JP),
            (encoding_rs::EUC_KR, "이것은 한국어 문장이다.", Charset::EUC_KR),
        ];
        for (encoding, text, charset) in texts {
            assert_eq!(cheapest(&encoding.encode(text).0), charset);
        }
    }

    #[test]
    fn a_cut_character_at_the_end_is_not_broken() {
        let walks = price(b"\xB5\xC4\xD6", u32::MAX);
        assert_eq!(walks[0].broken, 0);
    }
}
