//! How well kept lines agree with labelled ones: word F1, and lines of the text that are lost.

use std::collections::BTreeMap;

use super::pages::LabelledPage;

/// Returns the words of a text: runs of letters, digits and underscores, in lower case.
pub(crate) fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !(c.is_alphanumeric() || c == '_'));
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Sums over pages.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tally {
    pub(crate) pages: usize,
    pub(crate) f1: f64,
    pub(crate) lines: usize,
    pub(crate) lost: usize,
    pub(crate) titles: usize,
    pub(crate) titles_kept: usize,
}

impl Tally {
    /// Adds a page of which `kept` stays; one without any text does not count.
    pub(crate) fn add(&mut self, page: &LabelledPage, kept: &[bool]) {
        let left = page.lines.iter().zip(kept).filter(|(_, kept)| **kept);
        self.add_words(page, left.flat_map(|(line, _)| words(line)));
        let text = page.labels.iter().zip(kept).filter(|(label, _)| **label);
        self.lines += text.clone().count();
        self.lost += text.filter(|(_, kept)| !**kept).count();
    }

    /// Adds a page of which `text` is left.
    pub(crate) fn add_text(&mut self, page: &LabelledPage, text: &str) {
        self.add_words(page, words(text).into_iter());
    }

    fn add_words(&mut self, page: &LabelledPage, left: impl Iterator<Item = String>) {
        let text = page.lines.iter().zip(&page.labels).filter(|(_, label)| **label);
        if let Some(f1) = f1(text.flat_map(|(line, _)| words(line)), left) {
            self.pages += 1;
            self.f1 += f1;
        }
    }

    /// Adds whether the page's headline stays, if it is among its lines.
    pub(crate) fn add_title(&mut self, page: &LabelledPage, kept: &[bool], title: &str) {
        let is_title = |line: &String| words(line).join(" ") == title;
        let lines: Vec<usize> =
            (0..page.lines.len()).filter(|at| is_title(&page.lines[*at])).collect();
        self.titles += usize::from(!lines.is_empty());
        self.titles_kept += usize::from(lines.iter().any(|at| kept[*at]));
    }

    pub(crate) fn row(&self) -> String {
        let share = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
        let titles = match self.titles {
            0 => "-".to_owned(),
            _ => format!("{:.1} %", share(self.titles_kept, self.titles)),
        };
        format!(
            "{:.4} | {:.2} % of {} | {titles} | {}",
            self.f1 / self.pages.max(1) as f64,
            share(self.lost, self.lines),
            self.lines,
            self.pages
        )
    }
}

/// Returns the agreement of two multisets of words, unless there should be none.
fn f1(text: impl Iterator<Item = String>, left: impl Iterator<Item = String>) -> Option<f64> {
    let mut bag: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    text.for_each(|word| bag.entry(word).or_default().0 += 1);
    left.for_each(|word| bag.entry(word).or_default().1 += 1);
    let sum = |of: fn(&(u64, u64)) -> u64| bag.values().map(of).sum::<u64>() as f64;
    let (text, left, both) = (sum(|c| c.0), sum(|c| c.1), sum(|c| c.0.min(c.1)));
    (text > 0.0).then(|| 2.0 * both / (text + left))
}
