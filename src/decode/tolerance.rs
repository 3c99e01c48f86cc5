//! Tells whether bytes are meant as UTF-8 although some of them are not.
//!
//! Weighs runs of non-ASCII bytes: a run that is UTF-8 almost throughout speaks for it with each of
//! its characters, any other run speaks against it with each bad byte. Promises linear time over a
//! bounded part of the file. Never decides what the bad bytes are.

use encoding_rs::Encoding;

/// How much of a file is weighed.
const SAMPLE_BYTES: usize = 1 << 20;
/// A run counts as UTF-8 if it holds this many good bytes for each bad one.
const GOOD_PER_BAD: usize = 4;
/// UTF-8 is meant if there is one common character for this many bad bytes, or one good byte for as
/// many: a file with two legacy lines of three still is UTF-8.
const BAD_PER_GOOD: usize = 4;
/// After this many bad bytes a file is given up if good ones are fewer than one for `HOPELESS`.
const BAD_ENOUGH: usize = 1_000;
/// See `BAD_ENOUGH`.
const HOPELESS: usize = 16;
/// Fewer good characters than this, none of them common, are chance.
const CHANCE: usize = 6;
/// The lead byte of general punctuation and symbols, the commonest in otherwise ASCII text.
const PUNCTUATION_LEAD: u8 = 0xE2;

/// Returns whether a character is of a block that legacy text hardly makes by chance.
///
/// These are Latin 1, Latin Extended-A, the Romanian letters with a comma, Latin Extended
/// Additional from the Welsh letters on, Greek Extended, punctuation and currency.
pub(super) fn is_common(c: char) -> bool {
    matches!(c, '\u{A0}'..='\u{17F}' | '\u{218}'..='\u{21B}')
        || matches!(c, '\u{1E80}'..='\u{206F}' | '\u{20A0}'..='\u{20BF}')
}

/// The number of scripts told apart.
const SCRIPTS: usize = 33;

/// Numbers the part of Unicode that a character is in: 256 characters each, all from U+2000 as one.
fn script(c: char) -> usize {
    (u32::from(c) as usize >> 8).min(SCRIPTS - 1)
}

/// What a file's runs of non-ASCII bytes say.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Weight {
    /// Characters of more than one byte, in runs that are UTF-8 almost throughout.
    pub(super) good: usize,
    /// The bytes of these characters.
    pub(super) good_bytes: usize,
    /// Those of them that legacy text does not make by chance.
    pub(super) common: usize,
    /// Bad bytes in other runs.
    pub(super) bad: usize,
    /// The good characters by `script`, those of broken runs too.
    pub(super) scripts: [usize; SCRIPTS],
    /// Characters that lack their end and begin with `PUNCTUATION_LEAD`, or end the file.
    pub(super) cut: usize,
}

impl Weight {
    /// Weighs the runs of a file.
    pub(super) fn new(bytes: &[u8]) -> Weight {
        let mut weight =
            Weight { good: 0, good_bytes: 0, common: 0, bad: 0, scripts: [0; SCRIPTS], cut: 0 };
        let sample = &bytes[..bytes.len().min(SAMPLE_BYTES)];
        let mut rest = sample;
        while !rest.is_empty() {
            // A character of more than one byte is never in two runs.
            rest = &rest[Encoding::ascii_valid_up_to(rest)..];
            let high = rest.iter().position(u8::is_ascii).unwrap_or(rest.len());
            weight.read(&rest[..high]);
            rest = &rest[high..];
            if weight.bad > BAD_ENOUGH && weight.good_bytes * HOPELESS < weight.bad {
                break;
            }
        }
        weight
    }

    /// Returns whether the file is meant as UTF-8.
    pub(super) fn is_utf8(self) -> bool {
        match self.good {
            0 => self.bad == 0 && self.cut > 0,
            good if good >= CHANCE
                && self.is_one_script()
                && self.good_bytes * BAD_PER_GOOD >= self.bad =>
            {
                true
            }
            _ => self.common > 0 && self.common * BAD_PER_GOOD >= self.bad,
        }
    }

    /// Returns whether most good characters are of one script, as chance never has them.
    fn is_one_script(&self) -> bool {
        let most = self.scripts.iter().max().copied().unwrap_or(0);
        most * 10 >= self.good * 7
    }

    /// Reads a run of non-ASCII bytes and counts it.
    fn read(&mut self, bytes: &[u8]) {
        let mut run = Run::default();
        for chunk in bytes.utf8_chunks() {
            for c in chunk.valid().chars() {
                run.characters += 1;
                run.good += c.len_utf8();
                run.common += usize::from(is_common(c));
                self.scripts[script(c)] += 1;
            }
            match chunk.invalid() {
                [] => {}
                [PUNCTUATION_LEAD, _, ..] => self.cut += 1,
                broken => run.bad += broken.len(),
            }
        }
        self.add(&run);
    }

    /// Counts a run.
    fn add(&mut self, run: &Run) {
        if run.good >= run.bad * GOOD_PER_BAD {
            self.good += run.characters;
            self.good_bytes += run.good;
            self.common += run.common;
        } else {
            self.bad += run.bad;
        }
    }
}

/// A run of non-ASCII bytes.
#[derive(Default)]
struct Run {
    characters: usize,
    common: usize,
    good: usize,
    bad: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_bad_byte_leaves_utf8() {
        assert!(Weight::new("Blåbærsyltetøy på brød ".as_bytes()).is_utf8());
        assert!(Weight::new(b"Bl\xC3\xA5b\xC3\xA6r p\xE5 br\xC3\xB8d").is_utf8());
        assert!(Weight::new(b"only \xE2\x80\x99 and a cut \xE2\x80").is_utf8());
    }

    #[test]
    fn legacy_text_is_not_utf8() {
        assert!(!Weight::new(b"Bl\xE5b\xE6rsyltet\xF8y p\xE5 br\xF8d").is_utf8());
        let cp866 = encoding_rs::IBM866.encode("все растения рано и рады").0.into_owned();
        assert!(!Weight::new(&cp866).is_utf8());
    }
}
