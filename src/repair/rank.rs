//! A quick look at which pairs of legacy pages could make sense of a line, before they are weighed.
//!
//! A reading is ranked by how many pairs of characters it leaves that the language knowing most of
//! them does not know. Most readings fall behind within a few characters.

use super::line::{Coded, Line};
use super::model::Speakers;
use super::pages::{Page, Pages};
use super::usual::{Class, Usual};

/// The most strange pairs that are told apart.
const LEVELS: usize = 6;

/// The most pairs that are looked at.
const MOST_PAIRS: usize = 48;

/// How many characters tell in which languages a line may be.
const MOST_LETTERS: usize = 60;

/// The start of a line as the ranking sees it.
pub(crate) struct Ranked<'a> {
    line: &'a Line,
    /// The languages that the letters of ASCII speak for: all where there are few.
    likely: Speakers,
    /// How many strange pairs the line has as it stands, at most `LEVELS`.
    plain: usize,
    /// The pages that are open to lines whose first byte beyond ASCII is this.
    open: Vec<(u8, Pages)>,
}

/// What a byte is read as that a page does not have.
const BROKEN: char = '\u{80}';

impl Ranked<'_> {
    /// Returns the ranking of a line by its short form.
    pub(crate) fn new<'a>(line: &Line, short: &'a Line) -> Ranked<'a> {
        let ascii: Vec<u8> = line
            .cells
            .iter()
            .map(|cell| if cell.ch.is_ascii() { cell.ch as u8 } else { 0xff })
            .collect();
        let strange = ascii.iter().filter(|byte| **byte == 0xff).count();
        let is_ascii = strange * 3 < ascii.len();
        let likely = if is_ascii {
            Usual::trained().likely(ascii.get(..MOST_LETTERS).unwrap_or(&ascii))
        } else {
            Speakers::MAX
        };
        let mut ranked = Ranked { line: short, likely, plain: LEVELS, open: Vec::new() };
        ranked.plain = ranked.strange(short.cells.iter().map(|cell| cell.ch)).unwrap_or(LEVELS);
        ranked
    }

    /// Tells whether the line has no strange pair as it stands, so that no reading has fewer.
    pub(crate) fn is_plain(&self) -> bool {
        self.plain == 0
    }

    /// Returns how many strange pairs there are if the bytes of page `read` are read on page `written`;
    /// nothing if there are no fewer than in the line as it stands.
    pub(crate) fn reading(&self, coded: &Coded, written: Page) -> Option<usize> {
        let mut rest = coded.from(0);
        let mut cells = self.line.cells.iter();
        let mut is_broken = false;
        let chars = std::iter::from_fn(|| {
            let first = *rest.first()?;
            let own = cells.next().map_or(' ', |cell| cell.ch);
            let (ch, count) = match first {
                0 => (own, 1),
                _ if first.is_ascii() => (char::from(first), 1),
                _ => written.decode(rest.get(..rest.len().min(2))?).unwrap_or_else(|| {
                    is_broken = true;
                    (BROKEN, 1)
                }),
            };
            rest = rest.get(count..)?;
            Some(ch)
        });
        let strange = self.strange(chars)?;
        (!is_broken || written.is_single()).then_some(strange)
    }

    /// Returns the pages on which a reading of the bytes of page `read` may have fewer strange pairs, by
    /// the first character beyond ASCII alone.
    pub(crate) fn open(&mut self, coded: &Coded) -> Pages {
        let cells = &self.line.cells;
        let Some(first) = cells.iter().position(|cell| !cell.ch.is_ascii()) else { return 0 };
        let byte = match coded.from(coded.start(first)).first() {
            None | Some(0) => return Pages::MAX,
            Some(byte) => *byte,
        };
        if let Some((_, open)) = self.open.iter().find(|(known, _)| *known == byte) {
            return *open;
        }
        let char_at = |at: usize| cells.get(at).map_or(' ', |cell| cell.ch);
        let before = char_at(first.wrapping_sub(1));
        let behind = Some(char_at(first + 1)).filter(char::is_ascii);
        let mut open = Page::WIDE;
        for page in Page::every().filter(|page| page.is_single()) {
            let ch = page.decode(&[byte]).map_or(BROKEN, |(ch, _)| ch);
            if self.strange_behind(before, std::iter::once(ch).chain(behind)).is_some() {
                open |= 1 << page.number();
            }
        }
        self.open.push((byte, open));
        open
    }

    /// Returns how many strange pairs a reading has, if there are fewer than in the line as it stands.
    fn strange(&self, chars: impl Iterator<Item = char>) -> Option<usize> {
        self.strange_behind(' ', chars.chain([' ']))
    }

    /// Returns the same of characters that stand behind another one.
    fn strange_behind(&self, before: char, chars: impl Iterator<Item = char>) -> Option<usize> {
        let usual = Usual::trained();
        let most = self.plain.checked_sub(1)?;
        let mut levels = [!self.likely; LEVELS];
        let missing = levels.get_mut(..=most)?;
        let mut last = (usual.class(before), before.is_ascii());
        let mut pairs = 0;
        for ch in chars {
            let next = (usual.class(ch), ch.is_ascii());
            if !(last.1 && next.1) {
                count(missing, usual, last.0, next.0);
                pairs += 1;
                if missing.last() == Some(&Speakers::MAX) {
                    return None;
                }
                if pairs == MOST_PAIRS {
                    break;
                }
            }
            last = next;
        }
        missing.iter().position(|missing| *missing != Speakers::MAX)
    }
}

/// Notes for which languages a pair is strange.
fn count(missing: &mut [Speakers], usual: &Usual, first: Class, second: Class) {
    if first.is_free_beside(second) {
        return;
    }
    let is_mixed = first.is_lower() && second.is_upper();
    let strange = if is_mixed { Speakers::MAX } else { !usual.speakers(first, second) };
    let mut fewer = Speakers::MAX;
    for level in missing {
        let more = *level | fewer & strange;
        fewer = std::mem::replace(level, more);
    }
}
