//! Guesses the encoding of bytes from evidence, the surest first.
//!
//! Order: signatures of binary files, byte order mark, shape of UTF-16 and UTF-32, escapes, ASCII,
//! valid and damaged UTF-8, then the language models, in which a declared charset has a vote.
//! Promises an answer for any bytes in linear time. Never trusts a declaration against the bytes.

use encoding_rs::Encoding;

use crate::decode::charset::Charset;
use crate::decode::declared::declared as named;
use crate::decode::guess::{Evidence, Guess, is_same};
use crate::decode::letters::NAT;
use crate::decode::rivals::{Rival, rivals};
use crate::decode::sample::sample;
use crate::decode::tolerance::Weight;
use crate::decode::wide::Wide;
use crate::decode::{ebcdic, shifts, signature, wide};
use crate::rule::{Effect, Example, Rule};

pub(super) static BYTE_ORDER_MARK: Rule = Rule::new(
    "detect/byte-order-mark",
    Effect::Remove,
    "a byte order mark at the start of the file",
    "It names the encoding and is not text; left in, it becomes an invisible first character that \
     breaks comparisons and readers of CSV and JSON.",
    &[
        Example::fires_on(b"\xEF\xBB\xBFThe ferry sails.", "The ferry sails."),
        Example::declines("The ferry sails."),
    ],
);

pub(super) static UNCERTAIN: Rule = Rule::new(
    "detect/uncertain",
    Effect::Reject,
    "an encoding guessed with less than `decode.min_confidence`",
    "A short text in a legacy encoding may read well in several. It is kept by default; \
     `decode.uncertain = \"reject\"` suits a dataset that would rather lose a text than hold a wrong \
     one.",
    &[Example::declines("The café’s owner.")],
);

/// The byte order marks, UTF-32 before UTF-16, whose marks are its beginning.
const MARKS: [(&[u8], Charset); 6] = [
    (b"\xEF\xBB\xBF", Charset::UTF_8),
    (b"\xFF\xFE\0\0", Charset::UTF_32LE),
    (b"\0\0\xFE\xFF", Charset::UTF_32BE),
    (b"\xFF\xFE", Charset::UTF_16LE),
    (b"\xFE\xFF", Charset::UTF_16BE),
    (b"\x84\x31\x95\x33", Charset::GB18030),
];
/// What a declaration is worth against the models, in nats.
const DECLARED: u32 = 15;
/// What a declaration of Latin 1 is worth: servers and editors put it by default.
const DEFAULT_DECLARED: u32 = 3;
/// Shorter samples are not asked whether they fit: a few odd bytes cost much.
const UNFIT_BYTES: usize = 64;
/// The length up to which margins were measured.
const SENTENCE_BYTES: f32 = 256.0;
/// How fast the chance of error falls with a margin, for each nat.
const SLOPE: f32 = 0.75;
/// How much evidence makes two charsets even: the choice has been made for the cheaper one.
const TIE: f32 = 0.3;
/// The chance of a guess at any margin.
const CEILING: f32 = 0.9995;
/// How much of a file is searched for controls that tell its shape.
const HEAD_BYTES: usize = 4 << 10;
/// How many cheapest charsets are compared for the runner-up.
const RIVALS: usize = 8;

/// Guesses the encoding of bytes; `declared` is a label given from outside, as by a server.
///
/// # Examples
///
/// ```
/// use scutch::decode::{Evidence, detect};
///
/// let guess = detect(b"Caf\xC3\xA9", None);
/// assert_eq!((guess.charset.name(), guess.evidence), ("UTF-8", Evidence::Utf8));
/// ```
#[must_use]
pub fn detect(bytes: &[u8], declared: Option<&str>) -> Guess {
    if let Some(kind) = signature::kind(bytes) {
        return Guess::sure(Charset::WINDOWS_1252, Evidence::Binary(kind));
    }
    if let Some(guess) = mark(bytes).or_else(|| mainframe(bytes)).or_else(|| shape(bytes)) {
        return guess;
    }
    if Encoding::ascii_valid_up_to(bytes) == bytes.len() {
        return ascii(bytes);
    }
    if simdutf8::basic::from_utf8(bytes).is_ok() {
        return Guess::sure(Charset::UTF_8, Evidence::Utf8);
    }
    let inside = || named(bytes).map(|found| found.charset);
    let declared = declared.and_then(Charset::for_label).or_else(inside);
    let guess = if Weight::new(bytes).is_utf8() {
        Guess { confidence: 0.98, ..Guess::sure(Charset::UTF_8, Evidence::Utf8Damaged) }
    } else {
        model(bytes, declared)
    };
    Guess { declared, ..guess }
}

/// Reads a byte order mark.
fn mark(bytes: &[u8]) -> Option<Guess> {
    let (_, charset) = MARKS.into_iter().find(|(mark, _)| bytes.starts_with(mark))?;
    Some(Guess::sure(charset, Evidence::Bom))
}

/// Returns the length of the byte order mark of `charset`, 0 where the bytes do not begin with it.
pub(super) fn mark_len(bytes: &[u8], charset: Charset) -> usize {
    let own = |(mark, known): &(&[u8], Charset)| *known == charset && bytes.starts_with(mark);
    MARKS.iter().find(|mark| own(mark)).map_or(0, |(mark, _)| mark.len())
}

/// Returns whether valid UTF-8 may be something else: a binary file, wide units, escapes or a mark.
///
/// Where it is not, `detect` says UTF-8 of all valid UTF-8.
pub(super) fn may_be_other(bytes: &[u8]) -> bool {
    signature::kind(bytes).is_some()
        || mark(bytes).is_some()
        || head(bytes).iter().fold(false, |any, byte| any | signature::is_control(*byte))
        || shifts::charset(bytes).is_some()
}

/// Returns the part of a file in which control characters tell its shape.
fn head(bytes: &[u8]) -> &[u8] {
    &bytes[..bytes.len().min(HEAD_BYTES)]
}

/// Looks for wide units or binary content where control characters are.
fn shape(bytes: &[u8]) -> Option<Guess> {
    let head = head(bytes);
    if !head.iter().any(|&byte| signature::is_control(byte)) {
        return None;
    }
    if let Some(charset) = wide::utf32(bytes) {
        return Some(Guess::sure(charset, Evidence::Utf32Shape));
    }
    let controls = head.iter().filter(|&&byte| signature::is_control(byte)).count();
    let wide =
        wide::utf16(bytes).filter(|_| controls * 16 > head.len() || signature::has_controls(bytes));
    if let Some(wide) = wide {
        return Some(Guess { confidence: 0.99, ..Guess::sure(wide.charset, Evidence::Utf16Shape) });
    }
    let evidence = Evidence::Binary("control characters");
    signature::has_controls(bytes).then(|| Guess::sure(Charset::WINDOWS_1252, evidence))
}

/// Tells plain ASCII from 7-bit encodings.
fn ascii(bytes: &[u8]) -> Guess {
    match shifts::charset(bytes) {
        Some(charset) => Guess::sure(charset, Evidence::Escapes),
        None => Guess::sure(Charset::UTF_8, Evidence::Ascii),
    }
}

/// Looks for text in EBCDIC, whose line ends are control characters elsewhere.
fn mainframe(bytes: &[u8]) -> Option<Guess> {
    let charset = ebcdic::charset(bytes)?;
    Some(Guess { confidence: 0.9, ..Guess::sure(charset, Evidence::Model) })
}

/// Chooses by the language models.
fn model(bytes: &[u8], declared: Option<Charset>) -> Guess {
    let sample = sample(bytes);
    let mut rivals = rivals(&sample, &[]);
    if let Some(wide) = wide::utf16_ideographs(bytes) {
        rivals.push(scaled(wide, sample.len()));
    }
    for rival in &mut rivals {
        if declared.is_some_and(|declared| is_same(declared, rival.0)) {
            let vote = if rival.0 == Charset::WINDOWS_1252 { DEFAULT_DECLARED } else { DECLARED };
            rival.1 = rival.1.saturating_sub(vote * NAT);
        }
    }
    rivals.sort_by_key(|&(_, cost)| cost);
    judge(&sample, &rivals, declared)
}

/// Puts the price of UTF-16, which has a sample of its own, on the scale of another sample.
fn scaled(wide: Wide, bytes: usize) -> Rival {
    let cost = u64::from(wide.cost) * bytes as u64 / wide.bytes.max(1) as u64;
    (wide.charset, u32::try_from(cost).unwrap_or(u32::MAX).saturating_add(6 * NAT))
}

/// Makes a guess of the cheapest charset and the next that reads the sample otherwise.
fn judge(sample: &[u8], rivals: &[Rival], declared: Option<Charset>) -> Guess {
    let Some(&(best, cost)) = rivals.first() else {
        return Guess::sure(Charset::WINDOWS_1252, Evidence::Model);
    };
    let margin = |rival: &Rival| evidence(rival.1.saturating_sub(cost), sample.len());
    let others = rivals.iter().skip(1).take(RIVALS).filter(|other| differs(best, other.0, sample));
    let margins: Vec<(Charset, f32)> = others.map(|other| (other.0, margin(other))).collect();
    let next = margins.first().copied();
    let confidence = chance(next.map_or(f32::INFINITY, |next| next.1)) * fit(cost, sample.len());
    let agrees = declared.is_some_and(|declared| is_same(declared, best));
    Guess {
        charset: best,
        confidence,
        runner_up: next
            .map(|next| (next.0, share(&margins) * (1.0 - confidence)))
            .map(|(next, chance)| (next, chance.min(confidence))),
        evidence: if agrees { Evidence::Declared } else { Evidence::Model },
        declared,
    }
}

/// Returns what a margin says, as an exponent.
///
/// The margin of a longer text counts for less by the square root of its length, as its errors come
/// from habits that go through all of it.
fn evidence(margin: u32, bytes: usize) -> f32 {
    let length = (SENTENCE_BYTES / bytes.max(1) as f32).sqrt().min(1.0);
    SLOPE * length * margin as f32 / NAT as f32
}

/// Returns the chance that the cheapest charset is right if the next is so much behind.
///
/// Fitted on half of the held-out sentences, each cut to 4, 8, 16, 32, 64, 128 bytes and whole, in
/// every usual encoding: 77,000 guesses. On the other half each band from 0.5 to 1 tells its share of
/// right guesses within three points (`score_encodings DATA confidence`).
fn chance(evidence: f32) -> f32 {
    CEILING / (1.0 + (TIE - evidence).exp())
}

/// Returns the part of the first of several rivals in what the best leaves over.
fn share(rivals: &[(Charset, f32)]) -> f32 {
    let first = rivals.first().map_or(0.0, |rival| rival.1);
    1.0 / rivals.iter().map(|rival| (first - rival.1).exp()).sum::<f32>().max(1.0)
}

/// Returns how well a sample fits its charset at all, by its cost for each byte.
///
/// Of the held-out sentences 99.9 % cost under 4 nats and none over 4.7; text in encodings that no
/// reading covers (EUC-TW, Johab, EBCDIC) costs 4 to 7.
fn fit(cost: u32, bytes: usize) -> f32 {
    if bytes < UNFIT_BYTES {
        return 1.0;
    }
    let nats = cost as f32 / NAT as f32 / bytes as f32;
    (1.0 - (nats - 4.6) * 0.5).clamp(0.2, 1.0)
}

/// Returns whether two charsets read a sample differently.
fn differs(one: Charset, other: Charset, sample: &[u8]) -> bool {
    let (Some(a), Some(b)) = (one.single_byte_table(), other.single_byte_table()) else {
        return true;
    };
    sample.iter().filter_map(|&byte| usize::from(byte).checked_sub(0x80)).any(|at| a[at] != b[at])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(bytes: &[u8]) -> &'static str {
        detect(bytes, None).charset.name()
    }

    #[test]
    fn marks_are_believed() {
        assert_eq!(name(b"\xEF\xBB\xBFabc"), "UTF-8");
        assert_eq!(name(b"\xFF\xFE\0\0a\0\0\0"), "UTF-32LE");
        assert_eq!(name(b"\xFF\xFEa\0"), "UTF-16LE");
    }

    #[test]
    fn nothing_and_ascii_are_utf8() {
        assert_eq!(detect(b"", None).evidence, Evidence::Ascii);
        assert_eq!(detect(b"abc", Some("koi8-r")).charset, Charset::UTF_8);
    }

    #[test]
    fn legacy_text_is_told_by_its_letters() {
        let cases = [
            (encoding_rs::WINDOWS_1251, "Привет, как у тебя дела сегодня?"),
            (encoding_rs::KOI8_R, "Привет, как у тебя дела сегодня?"),
            (encoding_rs::WINDOWS_1250, "Příliš žluťoučký kůň úpěl ďábelské ódy"),
            (encoding_rs::WINDOWS_1253, "Η γλώσσα των ανθρώπων είναι αρχαία"),
            (encoding_rs::SHIFT_JIS, "これは日本語の文章です。"),
            (encoding_rs::EUC_KR, "이것은 한국어로 쓴 문장입니다."),
        ];
        for (encoding, text) in cases {
            assert_eq!(name(&encoding.encode(text).0), encoding.name(), "{text}");
        }
    }

    #[test]
    fn escapes_tell_iso_2022_jp() {
        let guess = detect(b"\x1B$B$3$l\x1B(B", None);
        assert_eq!((guess.charset, guess.evidence), (Charset::ISO_2022_JP, Evidence::Escapes));
    }

    #[test]
    fn binary_files_have_a_kind() {
        assert_eq!(detect(b"GIF89a\x01\0\x01\0", None).evidence, Evidence::Binary("gif"));
    }

    #[test]
    fn a_false_declaration_is_overruled() {
        let raw = encoding_rs::WINDOWS_1251.encode("Привет, как у тебя дела сегодня?").0;
        assert_eq!(detect(&raw, Some("iso-8859-1")).charset.name(), "windows-1251");
    }

    #[test]
    fn any_two_bytes_give_an_answer() {
        for first in 0..=255 {
            for second in [0, 9, 0x1B, b'<', b'a', 0x80, 0xC3, 0xE0, 0xFE, 0xFF] {
                let guess = detect(&[first, second], None);
                assert!((0.0..=1.0).contains(&guess.confidence));
            }
        }
    }
}
