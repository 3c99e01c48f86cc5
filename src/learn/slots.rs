//! Slots that hold a name: a value that many documents share is a source, the others are persons.

use std::collections::{BTreeMap, BTreeSet};

use crate::shape::{LINE_BYTES, shape};

use super::count::Corpus;

/// Percentage of a site's documents in which a line with a name must stand to be reported.
const LEAST_PERCENT: usize = 5;

/// Documents in which it must stand, and in which a value must stand to be a source.
const LEAST_DOCUMENTS: usize = 5;

/// Percentage of the documents with the slot that a source fills.
const SOURCE_PERCENT: usize = 10;

/// Words of the longest name, and words before it.
const NAME_WORDS: usize = 4;
const LEAD_WORDS: usize = 6;

/// Slots reported for each site, and sources of each slot.
const MOST_SLOTS: usize = 10;
const MOST_SOURCES: usize = 8;

/// A line with a slot for a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The site, empty where none is known.
    pub site: String,
    /// The shape of the line, such as `date <DATE> by <NAME>`.
    pub shape: String,
    /// Documents of the sample in which it stands.
    pub support: usize,
    /// The values that many documents share, the most frequent first.
    pub sources: Vec<Value>,
    /// How many other values there are.
    pub persons: usize,
}

/// What fills a slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// As it stands in the document.
    pub name: String,
    /// Documents of the sample in which it does.
    pub support: usize,
}

/// Returns the slots for names that a site's lines have.
pub(super) fn slots(site: &str, corpus: &Corpus<'_>) -> Vec<Slot> {
    let mut found: BTreeMap<String, BTreeMap<&str, usize>> = BTreeMap::new();
    for sheet in &corpus.sheets {
        let lines =
            sheet.lines.iter().filter(|line| !line.is_body && line.text.len() <= LINE_BYTES);
        let named: BTreeSet<(String, &str)> = lines.filter_map(|line| named(&line.text)).collect();
        for (shape, name) in named {
            *found.entry(shape).or_default().entry(name).or_default() += 1;
        }
    }
    let least = (corpus.sheets.len() * LEAST_PERCENT / 100).max(LEAST_DOCUMENTS);
    let slots = found.into_iter().map(|(shape, values)| slot(site, shape, values));
    let is_slot = |slot: &Slot| slot.support >= least && slot.sources.len() + slot.persons > 1;
    let mut slots: Vec<Slot> = slots.filter(is_slot).collect();
    slots.sort_by(|a, b| b.support.cmp(&a.support).then_with(|| a.shape.cmp(&b.shape)));
    slots.truncate(MOST_SLOTS);
    slots
}

fn slot(site: &str, shape: String, values: BTreeMap<&str, usize>) -> Slot {
    let support = values.values().sum();
    let is_source =
        |count: usize| count >= LEAST_DOCUMENTS && count * 100 >= support * SOURCE_PERCENT;
    let sources = values.iter().filter(|(_, count)| is_source(**count));
    let mut sources: Vec<Value> = sources
        .map(|(name, support)| Value { name: (*name).to_owned(), support: *support })
        .collect();
    let persons = values.len() - sources.len();
    sources.sort_by(|a, b| b.support.cmp(&a.support).then_with(|| a.name.cmp(&b.name)));
    sources.truncate(MOST_SOURCES);
    Slot { site: site.to_owned(), shape, support, sources, persons }
}

/// Returns the shape of a line that ends with a name, and the name: words with capitals behind a
/// word of the page.
fn named(line: &str) -> Option<(String, &str)> {
    let starts: Vec<usize> = word_starts(line).collect();
    let word = |at: usize| line.get(at..).and_then(|rest| rest.split_whitespace().next());
    let is_name = |at: &&usize| word(**at).is_some_and(is_capital);
    let count = starts.iter().skip(1).rev().take_while(is_name).count();
    if count == 0 || count > NAME_WORDS || starts.len() - count > LEAD_WORDS {
        return None;
    }
    let (lead, name) = line.split_at_checked(*starts.get(starts.len() - count)?)?;
    Some((format!("{} <NAME>", shape(lead)?), name))
}

fn word_starts(line: &str) -> impl Iterator<Item = usize> + '_ {
    let mut was_space = true;
    line.char_indices().filter_map(move |(at, c)| {
        let starts = was_space && !c.is_whitespace();
        was_space = c.is_whitespace();
        starts.then_some(at)
    })
}

fn is_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
        && word.chars().all(|c| c.is_alphabetic() || "-'’.".contains(c))
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn a_name_stands_behind_words_of_the_page() {
        let (shape, name) = named("date 2031-05-09 By Orla Vint").expect("a name");
        assert_eq!((shape.as_str(), name), ("date <DATE> by <NAME>", "Orla Vint"));
        assert_eq!(named("The ferry sails"), None);
    }
}
