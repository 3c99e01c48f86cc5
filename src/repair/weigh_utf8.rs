//! Weighs groups of UTF-8 that were read on another page: each by its own gain, and by what the rest
//! of the line and of the document prove.

use std::ops::Range;

use super::line::{Cell, Edit, Line};
use super::model::{Model, STEPS};
use super::pages::Page;
use super::symbol::{Case, Sign};
use super::utf8;
use super::weigh::{Choice, MOST_WEIGHED, Plain};

/// What a group of UTF-8 must gain where nothing else in the document shows the same mix-up.
const ALONE: f32 = 10.0;

/// What all groups of a line must gain together, beyond the rarity of the page.
const LINE: f32 = 8.0;

/// What it must gain where the rest proves the mix-up.
const PROVED: f32 = 0.5;

/// The gains elsewhere that prove a mix-up.
pub(crate) const PROOF: f32 = 30.0;

/// What a group must gain beside that if it guesses a lost byte.
const GUESS: f32 = 3.0;

/// What a group alone must gain beside that in a line with other characters beyond ASCII, which came
/// through intact.
const CONTRADICTED: f32 = 14.0;

/// The nats that a character of a plausible result costs at most; above, a group must gain more.
const PLAUSIBLE: f32 = 8.0;

/// How much more it must gain for each nat above.
const IMPLAUSIBLE: f32 = 2.5;

/// What a group must gain beside that if it makes one mark out of two letters.
const UNLIKELY: f32 = 16.0;

/// What a group must gain beside that if it changes letters within a word of intact letters.
const EMBEDDED: f32 = 12.0;

/// The nats above which two characters side by side make no sense.
const SENSELESS: f32 = 8.0;

/// The rarity of the pages that text passes through twice.
const COMMON: f32 = 2.0;

/// The steps above which a pair of characters is not usual in the language of a line: five nats. At 7.5,
/// nine damaged lines of 3,886 more stay as they are.
const UNUSUAL: u16 = 5 * 16;

impl Plain<'_> {
    /// Returns the groups of UTF-8 that are worth reading anew, page by page.
    pub(crate) fn utf8(&self) -> Vec<Choice> {
        let groups = self.groups().into_iter();
        groups.filter_map(|(page, edits)| self.weigh_utf8(page, edits)).collect()
    }

    /// Returns the groups on each page that are worth a look, those that cover most first: where some group
    /// holds or touches a pair of characters that is not usual in the language of the line, or the rest of
    /// the document shows the same mix-up.
    fn groups(&self) -> Vec<(Page, Vec<Edit>)> {
        let unusual = self.unusual();
        let pages = match self.evidence.pages() {
            0 => near(&unusual).fold(0, |pages, cells| pages | self.line.pages_in(cells)),
            _ => self.line.pages(),
        };
        let admitted = |page: &Page| page.is_in(pages) && self.evidence.admits(None, *page);
        let mut found: Vec<(Page, Vec<Edit>)> = Vec::new();
        for page in Page::every().filter(admitted) {
            let edits = utf8::edits(self.line, page);
            let is_worth = self.evidence.of(None, page) > 0.0
                || edits.iter().any(|edit| is_touched(edit, &unusual));
            if is_worth && found.iter().all(|(_, known)| *known != edits) {
                found.push((page, edits));
            }
        }
        found.sort_by_key(|(_, edits)| std::cmp::Reverse(utf8::covered(edits)));
        found.truncate(MOST_WEIGHED);
        found
    }

    /// Returns the first cell of each pair that is not usual in the language of the line, ascending; only
    /// of those that a group can hold or touch.
    fn unusual(&self) -> Vec<usize> {
        let mut unusual = Vec::new();
        // The first pair of cells behind the reach of the last character beyond ASCII.
        let mut reached = 0;
        for (at, [first, second]) in self.line.cells.array_windows().enumerate() {
            if !first.ch.is_ascii() {
                reached = at + REACH;
            }
            let is_near = at < reached || !second.ch.is_ascii();
            if is_near && self.is_unusual(first, second) {
                unusual.push(at);
            }
        }
        unusual
    }

    fn is_unusual(&self, first: &Cell, second: &Cell) -> bool {
        let cost = Model::trained().pair(first.symbol, second.symbol, self.spoken);
        let is_mixed = (first.symbol.case, second.symbol.case) == (Case::Lower, Case::Upper);
        cost + second.symbol.extra > UNUSUAL || is_mixed
    }

    pub(crate) fn weigh_utf8(&self, read: Page, edits: Vec<Edit>) -> Option<Choice> {
        if edits.is_empty() || !self.could_gain(read, &edits) {
            return None;
        }
        let (language, _) = self.after(&edits);
        let gains: Vec<(f32, f32)> =
            edits.iter().map(|edit| self.gain(edit, read, language)).collect();
        let proof = self.evidence.of(None, read);
        let weight =
            |(gain, each): &(f32, f32)| gain.max(0.0) * (2.0 - each / PLAUSIBLE).clamp(0.0, 1.0);
        let total: f32 = gains.iter().map(weight).sum::<f32>() + proof;
        let contradicted = self.contradicted(&edits);
        let accepted = edits.into_iter().zip(gains).filter(|(edit, (gain, each))| {
            let others = total - weight(&(*gain, *each));
            let implausible = (each - PLAUSIBLE).max(0.0) * IMPLAUSIBLE;
            *gain >= self.asked(edit, others, contradicted + implausible)
        });
        let edits: Vec<Edit> = accepted.map(|(edit, _)| edit).collect();
        if edits.is_empty() {
            return None;
        }
        let choice = self.choice(None, read, edits);
        let least = PROVED + (LINE - PROVED) * (1.0 - (proof / PROOF).min(1.0));
        (choice.gain >= least).then_some(choice)
    }

    /// Tells whether an edit changes letters within a word of other letters beyond ASCII, which came through intact.
    /// Tells whether some edit could gain what is asked of it if it cost nothing: what it takes away costs
    /// as much, in the language of the line, and no edit can gain more.
    fn could_gain(&self, read: Page, edits: &[Edit]) -> bool {
        let model = Model::trained();
        let most = |edit: &Edit| {
            let (before, _) = self.line.around(edit);
            model.cost(&before, self.spoken) as f32 / STEPS
        };
        let most: Vec<f32> = edits.iter().map(most).collect();
        let total = most.iter().sum::<f32>() + self.evidence.of(None, read);
        let contradicted = self.contradicted(edits);
        let mut each = edits.iter().zip(most);
        each.any(|(edit, most)| most >= self.asked(edit, total - most, contradicted))
    }

    /// Returns what an edit must gain where the others on the line and in the document gain `others`; it is
    /// in doubt by `contradicted` where they prove nothing.
    fn asked(&self, edit: &Edit, others: f32, contradicted: f32) -> f32 {
        let doubt = 1.0 - (others / PROOF).min(1.0);
        let guess = if edit.lossy { GUESS } else { 0.0 };
        let guess = if self.merges_letters(edit) { UNLIKELY } else { guess };
        let embedded = if self.is_embedded(edit) { EMBEDDED } else { 0.0 };
        PROVED + guess + embedded + doubt * (ALONE - PROVED + contradicted)
    }

    /// Returns the doubt in edits that leave characters beyond ASCII as they are.
    fn contradicted(&self, edits: &[Edit]) -> f32 {
        if self.strange() > utf8::covered(edits) { CONTRADICTED } else { 0.0 }
    }

    fn is_embedded(&self, edit: &Edit) -> bool {
        let is_letter = |cell: Option<&Cell>| {
            cell.is_some_and(|cell| !cell.ch.is_ascii() && cell.ch.is_alphabetic())
        };
        let cells = &self.line.cells;
        let before = edit.cells.start.checked_sub(1).and_then(|at| cells.get(at));
        let inside = cells.get(edit.cells.clone()).unwrap_or(&[]);
        inside.iter().all(|cell| is_letter(Some(cell)))
            && (is_letter(before) || is_letter(cells.get(edit.cells.end)))
    }

    /// Tells whether an edit makes a single mark out of letters only.
    fn merges_letters(&self, edit: &Edit) -> bool {
        let old = self.line.cells.get(edit.cells.clone()).unwrap_or(&[]);
        let is_mark = matches!(edit.with.as_slice(), [one] if Sign::of(*one) == Sign::Mark);
        is_mark && old.len() > 1 && old.iter().all(|cell| cell.ch.is_alphabetic())
    }

    /// Returns the nats that an edit gains if the line is in `language`, and those that each of its
    /// characters costs.
    fn gain(&self, edit: &Edit, read: Page, language: usize) -> (f32, f32) {
        let model = Model::trained();
        let (before, after) = self.line.around(edit);
        let stays = model.cost(&before, language).min(model.cost(&before, self.spoken));
        let then = model.cost(&after, language);
        let outer = [before.get(..2), before.get(before.len() - 2..)];
        let sides: u32 = outer.into_iter().flatten().map(|pair| model.cost(pair, language)).sum();
        if edit.with.contains(&'\u{fffd}') || is_halfway(edit, read) {
            return ((stays as f32 - then as f32) / STEPS, PLAUSIBLE);
        }
        let each = then.saturating_sub(sides) as f32 / STEPS / (edit.with.len() + 1) as f32;
        ((stays as f32 - then as f32) / STEPS, each)
    }
}

/// How many cells a sequence of UTF-8 has, of which all but the first may have been lost to ASCII.
const REACH: usize = 4;

/// How many cells before and behind a pair the sequence begins and ends that holds or touches it: six at
/// most, where two surrogates stand for a character.
const NEAR: usize = 8;

/// Returns the stretches of cells near some pairs, ascending and apart.
fn near(pairs: &[usize]) -> impl Iterator<Item = Range<usize>> {
    let apart = |a: &usize, b: &usize| b - a <= 2 * NEAR;
    pairs.chunk_by(apart).filter_map(|chunk| {
        let (first, last) = (chunk.first()?, chunk.last()?);
        Some(first.saturating_sub(NEAR)..last + NEAR)
    })
}

/// Tells whether an edit holds or touches one of some pairs.
fn is_touched(edit: &Edit, pairs: &[usize]) -> bool {
    let first = pairs.partition_point(|pair| pair + 1 < edit.cells.start);
    pairs.get(first).is_some_and(|pair| *pair < edit.cells.end)
}

/// Tells whether the result of an edit is mojibake again, so that it need not be plausible.
fn is_halfway(edit: &Edit, read: Page) -> bool {
    if edit.with.len() < 2 || edit.with.iter().all(char::is_ascii) {
        return false;
    }
    let text: String = edit.with.iter().collect();
    let inner = Line::new(&text, 0);
    let pages = inner.pages();
    if pages == 0 {
        return false;
    }
    let usual = |page: &Page| {
        page.is_in(pages) && page.is_single() && (*page == read || page.rarity() <= COMMON)
    };
    Page::every()
        .filter(usual)
        .any(|page| utf8::covered(&utf8::edits(&inner, page)) * 2 > edit.with.len())
}

/// Tells whether most changed runs of a line stand beside a character beyond ASCII that makes no sense
/// there: then the line was damaged in ways that cannot be taken back, and is better left alone.
pub(crate) fn is_hopeless(line: &Line) -> bool {
    if line.cells.iter().all(|cell| cell.path == 0) {
        return false;
    }
    let model = Model::trained();
    let (language, _) = model.cheapest(&line.symbols());
    let cells = &line.cells;
    let is_changed = |at: usize| cells.get(at).is_some_and(|cell| cell.path > 0);
    let is_senseless = |first: usize| {
        let Some([a, b]) = cells.get(first..first + 2) else { return false };
        let letter = if a.path > 0 { b } else { a };
        !letter.ch.is_ascii()
            && letter.ch.is_alphabetic()
            && model.cost(&[a.symbol, b.symbol], language) as f32 > SENSELESS * STEPS
    };
    let starts = (0..cells.len()).filter(|at| is_changed(*at) && (*at == 0 || !is_changed(at - 1)));
    let (mut runs, mut bad) = (0, 0);
    for start in starts {
        let end = (start..cells.len()).find(|at| !is_changed(*at)).unwrap_or(cells.len());
        runs += 1;
        bad += usize::from(
            (start > 0 && is_senseless(start - 1)) || is_senseless(end - 1) && !is_changed(end),
        );
    }
    bad * 2 > runs
}

#[cfg(test)]
mod tests {
    use super::super::evidence::Evidence;
    use super::*;

    fn accepted(text: &str) -> usize {
        let (line, evidence) = (Line::new(text, 0), Evidence::default());
        Plain::new(&line, &evidence)
            .utf8()
            .iter()
            .map(|choice| choice.edits.len())
            .max()
            .unwrap_or(0)
    }

    #[test]
    fn a_short_word_is_read_anew_where_the_line_proves_the_mix_up() {
        assert_eq!(accepted("Les Ã©lÃ¨ves et leurs frÃ¨res, dÃ©jÃ\u{a0} levÃ©s, Â£5"), 7);
    }

    #[test]
    fn letters_within_an_intact_word_stay() {
        assert_eq!(accepted("найбільш цікавою і визначною пам'яткою"), 0);
    }

    #[test]
    fn drawings_stay() {
        assert_eq!(accepted("┌┬┐ ├┼┤ └┴┘"), 0);
    }
}
