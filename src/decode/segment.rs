//! Finds the parts of a file that are in another encoding than the rest of it.
//!
//! Promises ranges in order, without overlap, cut at line ends or round single bytes, in linear
//! time. Evidence is shared: all legacy lines of a file are taken for one encoding, and the text
//! around them tells their language. Never reports a character that lost its end: it stays U+FFFD.

use crate::decode::charset::Charset;
use crate::decode::letters::{LETTERS, NAT};
use crate::decode::rivals::rivals;
use crate::decode::sample::sample;
use crate::decode::tolerance::is_common;
use crate::rule::{Effect, Example, Rule};

pub(super) static OTHER_ENCODING: Rule = Rule::new(
    "segment/other-encoding",
    Effect::Rewrite,
    "a line in another encoding than the rest of the file",
    "Pages put together from several sources keep the encoding of each: read as the rest of the \
     file is, such a line would be garbage.",
    &[
        Example::fires_on(
            b"\xD0\x9C\xD0\xBE\xD1\x80\xD0\xB5 \xD1\x81\xD0\xBF\xD0\xBE\xD0\xBA\xD0\xBE\xD0\xB9\xD0\xBD\xD0\xBE, \xD0\xB2\xD0\xB5\xD1\x82\xD0\xB5\xD1\x80 \xD1\x8E\xD0\xB6\xD0\xBD\xD1\x8B\xD0\xB9.\n\xCF\xE0\xF0\xEE\xEC \xEE\xF2\xF5\xEE\xE4\xE8\xF2 \xE2\xE5\xF7\xE5\xF0\xEE\xEC.",
            "Море спокойно, ветер южный.\nПаром отходит вечером.",
        ),
        Example::declines("Море спокойно, ветер южный.\nПаром отходит вечером."),
    ],
);

/// A legacy line has fewer good UTF-8 characters than its bad bytes divided by this.
const BAD_PER_GOOD: usize = 1;
/// A line with no more bad bytes than this is UTF-8 with damage, or holds stray characters.
const FEW_BAD: usize = 2;
/// How much of the well-read text is kept to tell the language.
const CONTEXT_BYTES: usize = 8 << 10;
/// How much legacy text is pooled to tell its encoding.
const POOL_BYTES: usize = 64 << 10;
/// The weight of UTF-8 characters that makes a line of a legacy file UTF-8; text in many-byte
/// encodings needs thrice as much. Of the 36,717 Leipzig sentences, each in those of 22 encodings
/// that hold it, two reach it, both UTF-8 misread; of their 710,000 words one does.
const PROOF: usize = 6;
/// What a character weighs that legacy text hardly makes by chance; others weigh one.
const COMMON_WEIGHT: usize = 3;
/// A lead byte is at home in a file if it opens one in this many of its characters, or more.
const HOME_SHARE: usize = 200;
/// How much cheaper than windows-1252 another charset must be where no line is legacy throughout.
const STRAY_DOUBT: u32 = 10 * NAT;
/// How far a word is followed from a stray character.
const WORD_BYTES: usize = 24;

/// A part of a file, in bytes of the file, that is in another charset than the rest.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Segment {
    /// Where the part begins.
    pub start: usize,
    /// Where the part ends; its last byte is the one before.
    pub end: usize,
    /// What the part is in.
    pub charset: Charset,
}

/// Returns the parts of a file that are not in its base charset.
///
/// Text in UTF-16, UTF-32, EBCDIC or with escapes has no such parts.
///
/// # Examples
///
/// ```
/// use scutch::decode::Charset;
/// use scutch::decode::segments;
///
/// let found = segments(b"na\xC3\xAFve caf\xE9, I say", Charset::UTF_8);
/// assert_eq!((found[0].start, found[0].end), (10, 11));
/// assert_eq!(found[0].charset, Charset::WINDOWS_1252);
/// ```
#[must_use]
pub fn segments(bytes: &[u8], base: Charset) -> Vec<Segment> {
    if base == Charset::UTF_8 {
        if simdutf8::basic::from_utf8(bytes).is_ok() {
            return Vec::new();
        }
        return Survey::new(bytes).segments(bytes);
    }
    let is_plain = |charset: &Charset| *charset == base;
    let wide = [Charset::UTF_16LE, Charset::UTF_16BE, Charset::UTF_32LE, Charset::UTF_32BE];
    if wide.iter().any(is_plain) || base.is_steered() || base.byte_table().is_some() {
        return Vec::new();
    }
    utf8_lines(bytes, base)
}

/// Finds the lines of a legacy file that are UTF-8.
fn utf8_lines(bytes: &[u8], base: Charset) -> Vec<Segment> {
    let least = if base.single_byte_table().is_some() { PROOF } else { 3 * PROOF };
    let weight = |c: char| match c {
        _ if c.is_ascii() => 0,
        _ if is_common(c) => COMMON_WEIGHT,
        _ => 1,
    };
    let is_utf8 = |line: &Line| {
        let text = str::from_utf8(&bytes[line.start..line.end]);
        text.is_ok_and(|text| text.chars().map(weight).sum::<usize>() >= least)
    };
    let segment =
        |line: Line| Segment { start: line.start, end: line.end, charset: Charset::UTF_8 };
    lines(bytes).filter(is_utf8).map(segment).collect()
}

/// A line of a file without its end mark.
#[derive(Clone, Copy)]
struct Line {
    start: usize,
    end: usize,
}

/// Cuts a file into lines.
fn lines(bytes: &[u8]) -> impl Iterator<Item = Line> {
    let ends = memchr::memchr_iter(b'\n', bytes).chain([bytes.len()]);
    ends.scan(0, |start, end| {
        let line = Line { start: *start, end };
        *start = end + 1;
        Some(line)
    })
}

/// Bytes of a line that are not UTF-8.
#[derive(Clone, Copy)]
struct Bad {
    start: usize,
    end: usize,
}

/// What a first pass over a UTF-8 file finds.
struct Survey {
    /// Lines that are in a legacy encoding throughout.
    legacy: Vec<Line>,
    /// Bytes in other lines that are not UTF-8.
    bad: Vec<Bad>,
    /// How often each byte opens a character of the file.
    leads: Vec<usize>,
    /// Part of the text that is UTF-8.
    context: String,
}

impl Survey {
    fn new(bytes: &[u8]) -> Survey {
        let mut survey = Survey {
            legacy: Vec::new(),
            bad: Vec::new(),
            leads: vec![0; 256],
            context: String::new(),
        };
        for line in lines(bytes) {
            survey.read(bytes, line);
        }
        survey
    }

    /// Reads a line and notes what it is.
    fn read(&mut self, bytes: &[u8], line: Line) {
        let raw = &bytes[line.start..line.end];
        if let Ok(text) = str::from_utf8(raw) {
            self.learn(text);
            return;
        }
        let (mut good, mut at) = (0, line.start);
        let mut bad = Vec::new();
        for chunk in raw.utf8_chunks() {
            good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
            at += chunk.valid().len();
            let end = at + chunk.invalid().len();
            if end > at {
                bad.push(Bad { start: at, end });
            }
            at = end;
        }
        if good * BAD_PER_GOOD < bad.len() && bad.len() > FEW_BAD {
            self.legacy.push(line);
        } else {
            raw.utf8_chunks().for_each(|chunk| self.learn(chunk.valid()));
            self.bad.extend(bad);
        }
    }

    /// Notes the lead bytes of a text, and keeps some of it.
    fn learn(&mut self, text: &str) {
        for lead in text.bytes().filter(|&byte| byte >= 0xC2) {
            self.leads[usize::from(lead)] += 1;
        }
        if self.context.len() < CONTEXT_BYTES && !text.is_empty() {
            self.context.extend(text.chars().take(CONTEXT_BYTES));
            self.context.push('\n');
        }
    }

    /// Gives each part its charset.
    fn segments(&self, bytes: &[u8]) -> Vec<Segment> {
        let strays: Vec<Bad> =
            self.bad.iter().copied().filter(|bad| self.is_stray(bytes, *bad)).collect();
        let runs = joined(&strays);
        let pool = self.pool(bytes, &runs);
        let is_word = |run: &Bad| run.end - run.start > 1;
        let charset = if self.legacy.is_empty()
            && !(is_telling(&pool) && (self.is_latin() || runs.iter().any(is_word)))
        {
            Charset::WINDOWS_1252
        } else {
            self.charset(&pool)
        };
        let single = charset.single_byte_table().map_or(Charset::WINDOWS_1252, |_| charset);
        let line = |line: &Line| Segment { start: line.start, end: line.end, charset };
        let stray = |bad: &Bad| Segment { start: bad.start, end: bad.end, charset: single };
        let mut found: Vec<Segment> =
            self.legacy.iter().map(line).chain(strays.iter().map(stray)).collect();
        found.sort_by_key(|segment| segment.start);
        found
    }

    /// Gathers the legacy lines, and the words that hold stray characters.
    fn pool(&self, bytes: &[u8], runs: &[Bad]) -> Vec<u8> {
        let mut pool = Vec::new();
        let lines = self.legacy.iter().map(|line| (line.start, line.end));
        for (start, end) in lines.chain(runs.iter().map(|run| word(bytes, *run))) {
            let room = POOL_BYTES.saturating_sub(pool.len());
            pool.extend(bytes[start..end].iter().take(room));
            pool.push(b'\n');
        }
        pool
    }

    /// Chooses one charset for the pool, with the language of the rest in mind.
    fn charset(&self, pool: &[u8]) -> Charset {
        let languages = LETTERS.languages(&self.context);
        let ranked = rivals(&sample(pool), &languages);
        let is_many = self.context.chars().filter(|&c| c > '\u{2E80}').count() * 20
            > self.context.chars().count();
        let fits = |charset: Charset| {
            is_many || self.context.is_empty() || charset.single_byte_table().is_some()
        };
        let usual =
            ranked.iter().find(|rival| rival.0 == Charset::WINDOWS_1252).map(|rival| rival.1);
        let doubt = if self.legacy.is_empty() { STRAY_DOUBT } else { 0 };
        let is_better = |cost: u32| usual.is_none_or(|usual| cost + doubt <= usual);
        let best =
            ranked.into_iter().find(|rival| fits(rival.0)).filter(|rival| is_better(rival.1));
        best.map_or(Charset::WINDOWS_1252, |rival| rival.0)
    }

    /// Returns whether the well-read text is in Latin letters.
    ///
    /// Among other letters single ones are those of windows-1252, whatever the language.
    fn is_latin(&self) -> bool {
        let latin = |c: char| c < '\u{250}' || is_common(c);
        let letters = self.context.chars().filter(|c| c.is_alphabetic());
        let (all, ours) =
            letters.fold((0, 0), |(all, ours), c| (all + 1, ours + usize::from(latin(c))));
        ours * 5 >= all * 4
    }

    /// Returns whether bad bytes are a legacy character, rather than what a UTF-8 character left.
    fn is_stray(&self, bytes: &[u8], bad: Bad) -> bool {
        let lead = bytes[bad.start];
        if bad.end - bad.start > 1 || bad.end == bytes.len() && lead >= 0xC2 {
            return false;
        }
        let before = bad.start.checked_sub(1).map_or(b' ', |at| bytes[at]);
        let after = bytes.get(bad.end).copied().unwrap_or(b' ');
        match lead {
            0x80..=0xBF => !matches!(before, 0xE0..=0xF4),
            0xC2..=0xC5 => !self.is_home(lead) && begins_word(before, after),
            0xC6..=0xDE => !self.is_home(lead) && !before.is_ascii_lowercase(),
            0xDF => !self.is_home(lead),
            // A longer character would have kept a byte or two.
            0xE0..=0xF4 => !matches!(after, 0x80..=0xBF),
            _ => true,
        }
    }

    /// Returns whether a byte often opens a character of this file, and so may have lost the rest.
    fn is_home(&self, lead: u8) -> bool {
        self.leads[usize::from(lead)] * HOME_SHARE > self.leads.iter().sum()
    }
}

/// Returns whether a capital letter could stand between two bytes.
fn begins_word(before: u8, after: u8) -> bool {
    before.is_ascii_uppercase() || (!before.is_ascii_alphanumeric() && after.is_ascii_alphabetic())
}

/// Returns the bounds of the ASCII word round a stray character.
fn word(bytes: &[u8], bad: Bad) -> (usize, usize) {
    let letters = |byte: &&u8| byte.is_ascii_alphabetic();
    let before = bytes[..bad.start].iter().rev().take(WORD_BYTES).take_while(letters).count();
    let after = bytes[bad.end..].iter().take(WORD_BYTES).take_while(letters).count();
    (bad.start - before, bad.end + after)
}

/// Joins bad bytes that touch.
fn joined(strays: &[Bad]) -> Vec<Bad> {
    let mut runs: Vec<Bad> = Vec::new();
    for &stray in strays {
        match runs.last_mut() {
            Some(last) if last.end == stray.start => last.end = stray.end,
            _ => runs.push(stray),
        }
    }
    runs
}

/// Returns whether a pool can tell its encoding: it has some bad bytes, and not always the same.
fn is_telling(pool: &[u8]) -> bool {
    let mut bad: Vec<u8> = pool.iter().copied().filter(|byte| !byte.is_ascii()).collect();
    let count = bad.len();
    bad.sort_unstable();
    bad.dedup();
    count > FEW_BAD && bad.len() > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(bytes: &[u8]) -> Vec<(usize, usize, &'static str)> {
        let segments = segments(bytes, Charset::UTF_8);
        segments.iter().map(|s| (s.start, s.end, s.charset.name())).collect()
    }

    #[test]
    fn stray_quotes_and_letters_are_found() {
        assert_eq!(found(b"\xC3\xA9t\xC3\xA9 it\x92s"), [(8, 9, "windows-1252")]);
        assert_eq!(found("é été".as_bytes()), []);
    }

    #[test]
    fn a_character_without_its_end_is_left() {
        assert_eq!(found(b"\xC3\xA9t\xC3 et fran\xC3ais \xC3\xA0"), []);
        assert_eq!(found(b"\xE4\xB8\xAD\xE4\xB8 \xE4\xB8\xAD"), []);
        assert_eq!(found(b"\xC3\xA9t\xC3\xA9 \xE2\x80"), []);
    }

    #[test]
    fn legacy_lines_share_their_charset() {
        let polish = "Zażółć gęślą jaźń, a potem idź do domu\n";
        let mut bytes = polish.repeat(3).into_bytes();
        let start = bytes.len();
        bytes.extend(encoding_rs::WINDOWS_1250.encode(polish).0.iter());
        assert_eq!(found(&bytes), [(start, bytes.len() - 1, "windows-1250")]);
    }

    #[test]
    fn single_letters_in_other_scripts_are_windows_1252() {
        let text = "Мы едем к дому, ".as_bytes();
        let bytes = [text, b"\xE9", text, b"\x92", text, b"\xE9 "].concat();
        assert!(found(&bytes).iter().all(|segment| segment.2 == "windows-1252"));
        assert_eq!(found(&bytes).len(), 3);
    }

    #[test]
    fn utf8_lines_of_a_legacy_file_are_found() {
        let bytes = b"caf\xE9\n\xC3\xA9t\xC3\xA9\nplain";
        let segments = segments(bytes, Charset::WINDOWS_1252);
        assert_eq!(segments, [Segment { start: 5, end: 10, charset: Charset::UTF_8 }]);
    }
}
