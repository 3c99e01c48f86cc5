//! Weighs the ways in which a line could be read anew against the line as it stands.
//!
//! All figures are nats: the logarithm of how much likelier the letter models find one reading.

use super::evidence::Evidence;
use super::kind::Step;
use super::legacy;
use super::line::{Coded, Edit, Line};
use super::model::{Costs, Model, STEPS};
use super::pages::Page;
use super::utf8;

/// The most pages, or pairs of pages, that are weighed in full.
pub(crate) const MOST_WEIGHED: usize = 8;

/// A way to change a line.
#[derive(Clone, Debug)]
pub(crate) struct Choice {
    /// The page on which the bytes were written; none for UTF-8.
    pub(crate) written: Option<Page>,
    pub(crate) read: Page,
    pub(crate) edits: Vec<Edit>,
    /// The nats that the edits gain.
    pub(crate) gain: f32,
}

impl Choice {
    pub(crate) fn step(&self) -> Step {
        Step { written: self.written.map_or("utf-8", Page::label), read: self.read.label() }
    }
}

/// Returns the ways to change a line that are good enough.
pub(crate) fn choices(line: &Line, evidence: &Evidence) -> Vec<Choice> {
    let plain = Plain::new(line, evidence);
    let mut choices = plain.utf8();
    if plain.may_be_legacy(&choices) {
        choices.extend(plain.legacy());
    }
    choices
}

/// Returns one way to change a line, if it is good enough.
pub(crate) fn choice(
    line: &Line,
    (written, read): (Option<Page>, Page),
    evidence: &Evidence,
) -> Option<Choice> {
    match written {
        None => Plain::new(line, evidence).weigh_utf8(read, utf8::edits(line, read)),
        Some(page) => {
            let edits = legacy::edits(line, &Coded::new(line, read), page)?;
            let edits = Some(edits).filter(|edits| !edits.is_empty())?;
            Plain::new(line, evidence).weigh_legacy(read, page, edits)
        }
    }
}

/// A line as it stands.
pub(crate) struct Plain<'a> {
    pub(crate) line: &'a Line,
    pub(crate) evidence: &'a Evidence,
    costs: Costs,
    /// The language that the line seems to be in.
    pub(crate) spoken: usize,
    cost: u32,
}

impl Plain<'_> {
    /// Returns a line as it stands, with what the rest of the document proves.
    pub(crate) fn new<'a>(line: &'a Line, evidence: &'a Evidence) -> Plain<'a> {
        let costs = Model::trained().costs(&line.symbols());
        let (spoken, cost) = costs.least();
        Plain { line, evidence, costs, spoken, cost }
    }

    /// Returns how many characters beyond ASCII there are.
    pub(crate) fn strange(&self) -> usize {
        self.line.cells.iter().filter(|cell| !cell.ch.is_ascii()).count()
    }

    /// Returns the cheapest language of the line with `edits`, and its cost.
    pub(crate) fn after(&self, edits: &[Edit]) -> (usize, u32) {
        let model = Model::trained();
        if utf8::covered(edits) * 4 > self.line.cells.len() {
            return model.cheapest(&self.line.symbols_with(edits));
        }
        let mut costs = self.costs.clone();
        for edit in edits {
            let (before, after) = self.line.around(edit);
            costs.exchange(&model.costs(&before), &model.costs(&after));
        }
        costs.least()
    }

    /// Returns a choice with its gain, less what the pages are rare.
    pub(crate) fn choice(&self, written: Option<Page>, read: Page, edits: Vec<Edit>) -> Choice {
        let (_, then) = self.after(&edits);
        let prior = read.rarity() + written.map_or(0.0, Page::rarity);
        let gain = (self.cost as f32 - then as f32) / STEPS - prior;
        Choice { written, read, edits, gain }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(text: &str) -> Option<Step> {
        let choices = choices(&Line::new(text, 0), &Evidence::default());
        let best = choices.into_iter().max_by(|a, b| a.gain.total_cmp(&b.gain));
        best.map(|choice| choice.step())
    }

    #[test]
    fn prefers_the_page_that_makes_words() {
        assert_eq!(best("Просто читайте газеты"), None);
        let step = best("Ïðîñòî ÷èòàéòå ãàçåòû");
        assert_eq!(step, Some(Step { written: "windows-1251", read: "windows-1252" }));
    }

    #[test]
    fn an_edit_of_a_part_costs_what_the_whole_line_costs() {
        let line = Line::new("una situaciÃ³n muy difÃ\u{ad}cil de explicar a los demÃ¡s", 0);
        let evidence = Evidence::default();
        let edits = utf8::edits(&line, Page::WESTERN);
        let whole = Model::trained().cheapest(&line.symbols_with(&edits));
        assert_eq!(Plain::new(&line, &evidence).after(&edits), whole);
    }
}
