//! Weighs legacy text that was read on another legacy page: a whole line at a time, by how well it
//! reads in a language that the models know.

use std::sync::LazyLock;

use super::evidence::Evidence;
use super::legacy;
use super::line::{Coded, Edit, Line};
use super::model::{Model, STEPS};
use super::pages::{Page, Pages};
use super::rank::Ranked;
use super::utf8;
use super::weigh::{Choice, MOST_WEIGHED, Plain};

/// The gain that a line in a legacy page needs alone, and with proof.
const ALONE: f32 = 11.0;
const PROVED: f32 = 3.0;

/// What it must gain beside that if no letter comes of it.
const SPEECHLESS: f32 = 10.0;

/// The gains elsewhere that prove a legacy mix-up.
const PROOF: f32 = 60.0;

/// The nats that each changed character of a plausible line costs at most beyond what is usual.
const PLAUSIBLE: f32 = 3.0;

/// How many nats above the usual cost a character of a line in order costs at most on average.
const USUAL: f32 = 1.0;

/// The nats that a character of an intact line costs in any case.
const CHEAP: f32 = 2.5;

/// How many nats above the usual cost a character of a whole line in a known language costs at most:
/// 0.7 in the median, where lines in fifteen languages without a model cost 1.3 (measured on the
/// sentences of the evaluation data, 2026-11); and what the first words may cost beyond that.
const FLUENT: f32 = 1.0;
const FLUENT_START: f32 = 10.0;

/// The most readings as characters of two bytes that are compared.
const MOST_WIDE: usize = 6;

/// The most pairs of pages followed that make the same of the first characters of a line.
const MOST_ALIKE: usize = 3;

/// The labels of the pages on which legacy text is read by mistake.
const READER_LABELS: [&str; 12] = [
    "windows-1252",
    "windows-1251",
    "windows-1250",
    "windows-1254",
    "windows-1253",
    "windows-1257",
    "cp437",
    "cp850",
    "macintosh",
    "koi8-r",
    "ibm866",
    "iso-8859-2",
];

/// The pages on which legacy text is read by mistake.
static READERS: LazyLock<Vec<Page>> =
    LazyLock::new(|| READER_LABELS.iter().filter_map(|label| Page::of(label)).collect());

impl Plain<'_> {
    /// Tells whether a legacy mix-up is worth a look beside the UTF-8 that was found.
    pub(crate) fn may_be_legacy(&self, utf8: &[Choice]) -> bool {
        // Two kinds of damage in one line are too much to believe without proof.
        let is_second = self.line.paths.len() > 1 && self.evidence.most_legacy() < PROOF;
        let strange = self.strange();
        let is_explained =
            utf8.iter().any(|choice| utf8::covered(&choice.edits) * 5 >= strange * 4);
        !is_second && !is_explained && !self.is_usual()
    }

    /// Tells whether the characters beyond ASCII stand as they usually do in the language of the line, or
    /// are so few that no other reading could gain enough.
    fn is_usual(&self) -> bool {
        let model = Model::trained();
        let beyond = self.line.cells.iter().map(|cell| !cell.ch.is_ascii());
        let marked: Vec<bool> =
            std::iter::once(false).chain(beyond).chain(std::iter::once(false)).collect();
        let (sum, count) = model.touched(&self.line.symbols(), &marked, self.spoken);
        let (sum, count) = (sum as f32 / STEPS, count as f32);
        let least = least_legacy(self.evidence.most_legacy());
        sum <= (model.usual(self.spoken) / STEPS + USUAL) * count || sum - CHEAP * count < least
    }

    /// Returns the ways to read the line from one legacy page on another that are good enough.
    pub(crate) fn legacy(&self) -> Vec<Choice> {
        let sample = self.line.sample();
        let likely = Plain::likely_legacy(&sample, self.evidence);
        let mut choices: Vec<Choice> = Vec::new();
        for (read, written) in likely {
            let edits =
                legacy::edits(self.line, &Coded::new(self.line, read), written).unwrap_or_default();
            if !edits.is_empty() && choices.iter().all(|known| known.edits != edits) {
                choices.extend(self.weigh_legacy(read, written, edits));
            }
        }
        choices
    }

    /// Returns the pairs of pages that make the cheapest lines.
    fn likely_legacy(sample: &Line, evidence: &Evidence) -> Vec<(Page, Page)> {
        let mut ranked = rank(sample, evidence);
        // Characters of two bytes stand beside any others, so that they rank high by nature.
        ranked.sort_by_key(|(strange, _, written)| (!written.is_single(), *strange));
        if ranked.len() <= 1 {
            return ranked.into_iter().map(|(_, read, written)| (read, written)).collect();
        }
        let plain = Plain::new(sample, evidence);
        let mut found: Vec<(Choice, Vec<(Page, Page)>)> = Vec::new();
        for (_, read, written) in ranked {
            let edits =
                legacy::edits(sample, &Coded::new(sample, read), written).unwrap_or_default();
            if let Some((_, pairs)) = found.iter_mut().find(|(known, _)| known.edits == edits) {
                pairs.push((read, written));
            } else if !edits.is_empty() && has_room(&found, written) {
                found.push((plain.choice(Some(written), read, edits), vec![(read, written)]));
            }
        }
        found.sort_by(|a, b| b.0.gain.total_cmp(&a.0.gain));
        found.into_iter().flat_map(|(_, pairs)| pairs.into_iter().take(MOST_ALIKE)).collect()
    }

    /// Tells whether a line that is mostly ASCII, and costs `then` nats anew, is in the language that makes
    /// it so cheap: letters of a language without a model are no damage.
    fn is_in_language(&self, then: f32, usual: f32) -> bool {
        let count = self.line.cells.len() as f32;
        self.strange() as f32 > count / 2.0 || then <= (usual + FLUENT) * count + FLUENT_START
    }

    pub(crate) fn weigh_legacy(
        &self,
        read: Page,
        written: Page,
        edits: Vec<Edit>,
    ) -> Option<Choice> {
        let proof = self.evidence.of(Some(written), read);
        if proof < PROOF && self.line.paths.len() > 1 {
            return None;
        }
        let choice = self.choice(Some(written), read, edits);
        let (language, then) = self.after(&choice.edits);
        let usual = Model::trained().usual(language) / STEPS;
        if !self.is_in_language(then as f32 / STEPS, usual) {
            return None;
        }
        let each = Model::trained().mean(
            &self.line.symbols_with(&choice.edits),
            &self.line.changed_by(&choice.edits),
            language,
        ) / STEPS;
        let has_letter =
            choice.edits.iter().any(|edit| edit.with.iter().any(|ch| ch.is_alphabetic()));
        let least = least_legacy(proof) + if has_letter { 0.0 } else { SPEECHLESS };
        (choice.gain >= least && each <= PLAUSIBLE + usual).then_some(choice)
    }
}

/// Tells whether one more reading is to be compared.
fn has_room(found: &[(Choice, Vec<(Page, Page)>)], written: Page) -> bool {
    let is_single = |choice: &Choice| choice.written.is_some_and(Page::is_single);
    let alike = found.iter().filter(|(choice, _)| is_single(choice) == written.is_single());
    alike.count() < if written.is_single() { MOST_WEIGHED } else { MOST_WIDE }
}

/// Returns the pairs of pages that leave fewer strange pairs of characters in a line than there are,
/// with the number that they leave.
fn rank(line: &Line, evidence: &Evidence) -> Vec<(usize, Page, Page)> {
    let short = line.shortened();
    let mut ranking = Ranked::new(line, &short);
    if ranking.is_plain() {
        return Vec::new();
    }
    let line = &short;
    let strange = line.cells.iter().map(|cell| cell.ch).filter(|ch| !ch.is_ascii());
    let holding: Vec<Pages> = strange.map(Page::holding).collect();
    let strange = holding.len();
    let has_runs = line.has_runs();
    let mut ranked = Vec::new();
    for read in READERS.iter().copied() {
        let known = holding.iter().filter(|pages| read.is_in(**pages)).count();
        if known * 10 < strange * 8 || known == 0 {
            continue;
        }
        let coded = Coded::new(line, read);
        let open = ranking.open(&coded);
        let admitted = |page: &Page| {
            *page != read
                && page.is_in(open)
                && (has_runs || page.is_latin())
                && evidence.admits(Some(*page), read)
        };
        for written in Page::every().filter(admitted) {
            if let Some(strange) = ranking.reading(&coded, written) {
                ranked.push((strange, read, written));
            }
        }
    }
    ranked
}

/// Returns what a line in a legacy page must gain where the rest of the document gains `proof`.
fn least_legacy(proof: f32) -> f32 {
    ALONE - (ALONE - PROVED) * (proof / PROOF).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ways(text: &str) -> usize {
        let (line, evidence) = (Line::new(text, 0), Evidence::default());
        let plain = Plain::new(&line, &evidence);
        if plain.may_be_legacy(&[]) { plain.legacy().len() } else { 0 }
    }

    #[test]
    fn reads_a_line_that_no_language_explains() {
        assert!(ways("To jeden z tematów rozpoczêtych po wyborach, które trwaj¹ w tej chwili") > 0);
    }

    #[test]
    fn a_line_in_order_stays() {
        assert_eq!(
            ways("To jeden z tematów rozpoczętych po wyborach, które trwają w tej chwili"),
            0
        );
    }

    #[test]
    fn a_language_without_a_model_stays() {
        assert_eq!(ways("Il-bniedem għandu jkun ħieles u jgħix fil-paċi ma' ħutu kollha"), 0);
    }
}
