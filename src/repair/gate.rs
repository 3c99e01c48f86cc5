//! The fast gate before the weighing: which lines of a text could hold damage at all.
//!
//! A line passes as intact where one language knows every pair of characters beyond ASCII in it, or all
//! but one that cannot be UTF-8.
//! Damage makes pairs that no language knows, or pairs of different languages. Lines in ASCII
//! are passed over as fast as memory can be read.

use std::cell::Cell;
use std::ops::Range;

use memchr::{memchr, memrchr};

use crate::text::next_strange;

use super::model::Speakers;
use super::model_file::Parts;
use super::pages::Page;
use super::quick;
use super::usual::{Class, Usual};

/// The most bytes of a line that are weighed together; a longer line is cut at a space.
const MOST_LINE_BYTES: usize = 2_000;

/// The most bytes of a line without a space that are weighed together.
const MOST_UNCUT_BYTES: usize = 20_000;

/// So many languages at most are few enough to look at the rest of the line.
const FEW: u32 = 6;

/// How many bytes tell the language of a line.
const MOST_SAMPLED: usize = 48;

/// How many steps a letter may cost beyond what is usual in the language of the line.
const MOST_LOST: i32 = 10;

/// Returns the lines, or parts of long lines, that could hold damage, as byte ranges of `text`.
pub(crate) fn suspects(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    let (mut at, mut done) = (0, 0);
    let last = Cell::new(0);
    while let Some(strange) = next_strange(bytes, at) {
        if let Some(length) = quoting(bytes, strange) {
            at = strange + length;
            continue;
        }
        let before = bytes.get(done..strange).unwrap_or(&[]);
        let start = memrchr(b'\n', before).map_or(done, |back| done + back + 1);
        let end = memchr(b'\n', bytes.get(strange..).unwrap_or(&[]))
            .map_or(bytes.len(), |ahead| strange + ahead);
        match end - start <= MOST_LINE_BYTES {
            true => {
                let line = text.get(start..end).unwrap_or("");
                if !is_known_from(line, strange - start, &last) {
                    found.push(start..start + line.trim_end_matches('\r').len());
                }
            }
            false => parts(text, start..end, |line| is_known(line, &last), &mut found),
        }
        (at, done) = (end, end);
    }
    found
}

/// Returns all lines, or parts of long lines, with characters beyond ASCII.
pub(crate) fn all(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        parts(text, start..start + line.len(), str::is_ascii, &mut found);
        start += line.len() + 1;
    }
    found
}

/// Adds the parts of a line that could hold damage.
fn parts(
    text: &str,
    line: Range<usize>,
    is_known: impl Fn(&str) -> bool,
    found: &mut Vec<Range<usize>>,
) {
    let mut start = line.start;
    while start < line.end {
        let rest = text.get(start..line.end).unwrap_or("");
        let length = cut(rest);
        let part = rest.get(..length).unwrap_or(rest);
        if !is_known(part) {
            found.push(start..start + part.trim_end_matches('\r').len());
        }
        start += length.max(1);
    }
}

/// Returns where a long line is cut: behind the last space within the limit, or the last character of
/// ASCII, or at the limit.
fn cut(line: &str) -> usize {
    if line.len() <= MOST_LINE_BYTES {
        return line.len();
    }
    let bytes = line.as_bytes();
    let space = memrchr(b' ', bytes.get(..MOST_LINE_BYTES).unwrap_or(bytes));
    let limit = line.floor_char_boundary(MOST_UNCUT_BYTES);
    let part = bytes.get(..limit).unwrap_or(&[]);
    let at = space.or_else(|| memchr(b' ', part)).or_else(|| part.iter().rposition(u8::is_ascii));
    at.map_or(limit, |at| at + 1)
}

/// Tells whether one language knows all pairs that hold a character beyond ASCII, or nearly all; `last` is
/// the language of the line before.
fn is_known(line: &str, last: &Cell<u32>) -> bool {
    next_strange(line.as_bytes(), 0).is_none_or(|first| is_known_from(line, first, last))
}

/// Tells the same of a line whose first byte beyond ASCII is at `first`.
fn is_known_from(line: &str, first: usize, last: &Cell<u32>) -> bool {
    is_quickly_known(line, first, last) || look(line).is_usual(Usual::trained(), line)
}

/// Tells whether the quick look alone finds that one language knows all pairs.
fn is_quickly_known(line: &str, first: usize, last: &Cell<u32>) -> bool {
    let Some(seen) = quick::look(line, first, next_strange) else { return false };
    let is_ascii = seen.strange * 2 < line.len();
    match seen.is_foreign {
        true => !is_ascii,
        false => !is_ascii || is_spoken(Usual::trained(), line, Speakers::from(seen.latin), last),
    }
}

/// Tells whether the gate finds nothing strange at all in a line, and how many pairs no language knows.
pub(crate) fn judge(line: &str) -> (bool, u32) {
    let met = look(line);
    (met.is_plain() && met.is_usual(Usual::trained(), line), met.unknown)
}

/// Takes in the pairs of a line that hold a character beyond ASCII.
fn look(line: &str) -> Met {
    let usual = Usual::trained();
    let bytes = line.as_bytes();
    let class_at = |at: usize| usual.class(char::from(bytes.get(at).copied().unwrap_or(b' ')));
    let mut met = Met::default();
    let mut at = 0;
    while let Some(strange) = next_strange(bytes, at) {
        if let Some(length) = quoting(bytes, strange) {
            at = strange + length;
            continue;
        }
        let before = class_at(strange.checked_sub(1).unwrap_or(usize::MAX));
        at = strange + met.meet_run(usual, before, line.get(strange..).unwrap_or(""));
    }
    met
}

/// What is known of a line so far.
#[derive(Default)]
struct Met {
    /// The languages that miss at least one pair, two, three.
    one: Speakers,
    two: Speakers,
    three: Speakers,
    /// How many pairs there are.
    pairs: u32,
    /// How many bytes beyond ASCII.
    strange: usize,
    /// The scripts of the letters, one bit each.
    scripts: u32,
    /// How many pairs no language knows.
    unknown: u32,
    /// How many pairs look like damage whatever the language: no language knows them, and they could
    /// be UTF-8; or a capital follows a small letter.
    odd: u32,
    /// How many characters of other scripts than Latin stand alone, or beside a letter of ASCII.
    wide: u32,
}

impl Met {
    /// Takes in the characters beyond ASCII at the head of `text`, and returns how many bytes they take.
    fn meet_run(&mut self, usual: &Usual, before: Class, text: &str) -> usize {
        let mut last = before;
        let mut length = 0;
        let mut last_length = 0;
        for ch in text.chars() {
            let class = usual.class(ch);
            let is_odd = self.meet(usual, last, class);
            if is_odd && could_be_utf8(text.get(length - last_length..).unwrap_or("")) {
                self.odd += 1;
            }
            if ch.is_ascii() {
                break;
            }
            last_length = ch.len_utf8();
            length += last_length;
            last = class;
            self.scripts |= class.script_bit();
        }
        if length == text.len() {
            self.meet(usual, last, usual.class(' '));
        }
        let is_single = length == last_length;
        self.wide += u32::from(is_single && last.is_foreign());
        if is_single && is_between_letters(before, text, length) {
            self.odd += 1;
        }
        self.strange += length;
        length
    }

    /// Takes in a pair of characters, and tells whether no language knows it.
    #[inline(always)]
    fn meet(&mut self, usual: &Usual, first: Class, second: Class) -> bool {
        if first.is_free_beside(second) {
            return false;
        }
        self.pairs += 1;
        let speakers = usual.speakers(first, second);
        if first.is_mark_beside(second) {
            return speakers == 0;
        }
        self.unknown += u32::from(speakers == 0);
        self.three |= self.two & !speakers;
        self.two |= self.one & !speakers;
        self.one |= !speakers;
        self.odd += u32::from(first.is_lower() && second.is_upper());
        self.wide += u32::from(first.is_wide_beside(second));
        speakers == 0 || first.is_latin_capital() && second.is_typographic()
    }

    /// Tells whether some language knows each pair, and all letters are of one script.
    fn is_plain(&self) -> bool {
        self.unknown == 0 && self.scripts.count_ones() <= 1
    }

    fn is_usual(&self, usual: &Usual, line: &str) -> bool {
        if self.odd > 0 {
            return false;
        }
        let is_ascii = self.strange * 2 < line.len();
        if is_ascii && self.wide > 0 {
            return false;
        }
        let missing = match self.pairs {
            _ if self.one != Speakers::MAX => self.one,
            FEW_PAIRS.. if self.two != Speakers::MAX => self.two,
            MANY_PAIRS.. if self.three != Speakers::MAX => self.three,
            _ => return false,
        };
        !is_ascii || is_spoken(usual, line, !missing, &Cell::new(0))
    }
}

/// Tells whether a quotation mark or a dagger stands between two letters of ASCII.
fn is_between_letters(before: Class, text: &str, length: usize) -> bool {
    let is_letter = |class: Class| class.is_lower() || class.is_upper();
    let next = text.as_bytes().get(length).is_some_and(u8::is_ascii_alphabetic);
    let marks = ['‘', '‚', '“', '”', '„', '†', '‡', '‰', '‹', '›', 'ˆ', '˜'];
    next && is_letter(before) && text.starts_with(marks)
}

/// So many pairs may hold a strange one, as in foreign names.
const FEW_PAIRS: u32 = 5;

/// So many may hold two.
const MANY_PAIRS: u32 = 16;

/// Tells whether the head of `text`, two characters that no language writes side by side, could be UTF-8
/// on some page, or holds a control.
#[cold]
fn could_be_utf8(text: &str) -> bool {
    let head: [char; 4] = take_four(text);
    let [first, second, ..] = head;
    let is_control = |ch: char| ch.is_control() && !ch.is_ascii();
    let leads = Page::roles(first).leads;
    let is_wide = |ch: char| matches!(ch, '\u{2e80}'..='\u{d7ff}');
    let pages = leads & Page::roles(second).follows & !Page::WIDE;
    is_control(first)
        || is_control(second)
        || is_wide(first)
        || is_wide(second)
        || Page::every().any(|page| page.is_in(pages) && is_sequence(page, head))
}

/// Tells whether a character is one that the sentences of the training hold, or a sign.
fn is_likely(ch: char) -> bool {
    let symbol = Parts::trained().and_then(|parts| parts.bmp.get(ch as usize));
    symbol.is_none_or(|symbol| symbol.extra == 0)
}

fn take_four(text: &str) -> [char; 4] {
    let mut chars = text.chars();
    std::array::from_fn(|_| chars.next().unwrap_or(' '))
}

/// Tells whether the bytes of `head` on a page begin with a character of UTF-8 that the models know, or
/// with one that has lost a byte.
fn is_sequence(page: Page, head: [char; 4]) -> bool {
    let bytes = head.map(|ch| page.encode(ch).all().first().copied().unwrap_or(0));
    let count = match bytes[0] {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => return true,
        _ => return false,
    };
    let is_lost = |at: usize| matches!(head.get(at), Some(' ' | '?' | '\u{fffd}'));
    let is_next = |at: usize| matches!(bytes.get(at), Some(0x80..=0xbf));
    if !(1..count).all(|at| is_next(at) || is_lost(at)) {
        return false;
    }
    let code = bytes.get(..count).and_then(|bytes| std::str::from_utf8(bytes).ok());
    code.and_then(|code| code.chars().next()).is_none_or(is_likely)
}

/// Tells whether one of `speakers` is the language of the line, and notes which; `last` is tried first.
///
/// Few languages share the rarer letters, so damage that makes such letters shows by the rest of the line.
fn is_spoken(usual: &Usual, line: &str, mut speakers: Speakers, last: &Cell<u32>) -> bool {
    let latin = speakers as u64;
    if latin.count_ones() > FEW {
        return true;
    }
    let sample = line.as_bytes().get(..MOST_SAMPLED.min(line.len())).unwrap_or(&[]);
    let speaks = |bit: u32| usual.strangeness(sample, bit) <= MOST_LOST;
    if speakers >> last.get() & 1 == 1 && speaks(last.get()) {
        return true;
    }
    while speakers != 0 {
        let bit = speakers.trailing_zeros();
        if bit != last.get() && speaks(bit) {
            last.set(bit);
            return true;
        }
        speakers &= speakers - 1;
    }
    false
}

/// Returns the length of a mark at byte `at` that ASCII text of any language uses in its place: an
/// apostrophe, or a quotation mark, a dash or a no-break space that is not between letters.
fn quoting(bytes: &[u8], at: usize) -> Option<usize> {
    let length = match bytes.get(at..)? {
        [0xe2, 0x80, 0x99, ..] => return quoted(bytes, at, 3),
        [0xe2, 0x80, 0x93 | 0x94 | 0x98 | 0x9c | 0x9d | 0xa6, ..] => 3,
        [0xc2, 0xa0 | 0xab | 0xbb, ..] => 2,
        _ => return None,
    };
    let is_letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
    let is_between = is_letter(at.wrapping_sub(1)) && is_letter(at + length);
    if is_between { None } else { quoted(bytes, at, length) }
}

/// Returns the length of a mark if it stands between characters of ASCII.
fn quoted(bytes: &[u8], at: usize, length: usize) -> Option<usize> {
    let is_ascii = |at: usize| bytes.get(at).is_none_or(u8::is_ascii);
    (is_ascii(at.wrapping_sub(1)) && is_ascii(at + length)).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_suspect(text: &str) -> bool {
        !suspects(text).is_empty()
    }

    #[test]
    fn intact_lines_pass() {
        for text in ["plain", "déjà vu", "Простой текст", "it’s – “so”", "größer", "我们的城市"]
        {
            assert!(!is_suspect(text), "{text}");
        }
    }

    #[test]
    fn the_quick_look_agrees_with_the_gate() {
        let lines = [
            "déjà vu à l’été",
            "Простой “текст” — и всё",
            "größer",
            "我们的城市 是",
            "한국어 글",
            "hÉireann",
            "dÃ©jÃ\u{a0} vu",
            "trwaj¹ w tej",
            "a“b",
            "α particle",
            "Ελληνικά, ναι",
            "עברית",
            "é и é",
            "😀 é",
            "ÀÉ",
            "É",
            "…É",
            "ﾃ｡ﾃ",
            "\u{85}é",
            "naïve—“ça”",
        ];
        for line in lines {
            let first = next_strange(line.as_bytes(), 0).unwrap();
            if is_quickly_known(line, first, &Cell::new(0)) {
                assert!(look(line).is_usual(Usual::trained(), line), "{line}");
            }
        }
        let last = Cell::new(0);
        assert!(is_quickly_known(lines[1], 0, &last) && is_quickly_known(lines[2], 2, &last));
    }

    /// Returns every fourth of the sentences that training never sees, chosen by a seeded hash.
    fn sample(text: &str) -> impl Iterator<Item = &str> {
        const PRIME: u64 = 0x0100_0000_01B3;
        let hash = |text: &str, seed: u64| {
            text.bytes().fold(seed, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME))
        };
        let rows = text.lines().filter_map(|row| row.split_once('\t'));
        rows.map(|(_, text)| text)
            .filter(move |text| hash(text, 0xCBF2_9CE4_8422_2325) % 5 == 0)
            .filter(move |text| hash(text, 2026) >> 32 & 3 == 0)
    }

    /// Needs the evaluation data; without it there is nothing to compare.
    #[test]
    fn the_quick_look_agrees_with_the_gate_on_sentences_kept_aside() {
        let data = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/encoding/sentences.tsv");
        let Ok(text) = std::fs::read_to_string(data) else { return };
        let misread = |text: &str| {
            let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(text.as_bytes());
            text.into_owned()
        };
        let (mut compared, mut known) = (0, 0);
        for sentence in sample(&text) {
            for line in [sentence, &misread(sentence), &sentence.to_uppercase()] {
                let Some(first) = next_strange(line.as_bytes(), 0) else { continue };
                compared += 1;
                if is_quickly_known(line, first, &Cell::new(0)) {
                    known += 1;
                    assert!(look(line).is_usual(Usual::trained(), line), "{line}");
                }
            }
        }
        assert!(compared > 3_000 && known * 4 > compared, "{known} of {compared} quickly known");
    }

    #[test]
    fn damaged_lines_are_kept() {
        for text in
            ["dÃ©jÃ\u{a0} vu", "Òîìàñ Áðàóí", "trwaj¹ w tej", "вЂ“", "â€œ", "Ã perturber", "鈥檕"]
        {
            assert!(is_suspect(text), "{text}");
        }
    }

    #[test]
    fn gives_only_the_lines_in_question() {
        let text = "one\ntwo\nthrÃ©e\r\nfour";
        assert_eq!(suspects(text), vec![Range { start: 8, end: 16 }]);
    }

    #[test]
    fn long_lines_are_cut_at_spaces() {
        let text = "Ã© ".repeat(30_000);
        let parts = suspects(&text);
        assert!(parts.iter().all(|part| part.len() <= MOST_LINE_BYTES));
        assert_eq!(parts.last().map(|part| part.end), Some(text.len()));
    }
}
