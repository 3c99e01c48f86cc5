//! Slots that hold a name: a value that many documents share is a source, the others are persons.

use std::collections::BTreeMap;

use crate::shape::shape;

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

/// A line with a slot for a name, and the whole lines that name a source.
pub(super) struct Named {
    shape: String,
    pub(super) support: usize,
    sources: Vec<Value>,
    persons: usize,
    /// The shapes of the lines whose name is a source, with that name.
    pub(super) lines: Vec<(usize, String)>,
}

impl Named {
    /// Returns what is told of it.
    pub(super) fn report(&self, site: &str) -> Slot {
        Slot {
            site: site.to_owned(),
            shape: self.shape.clone(),
            support: self.support,
            sources: self.sources.clone(),
            persons: self.persons,
        }
    }
}

/// What fills a slot: the documents that have it there, and the shape of the line.
type Fill = (usize, usize);

/// Returns the slots for names that a site's lines have.
pub(super) fn slots(corpus: &Corpus<'_>) -> Vec<Named> {
    let mut found: BTreeMap<String, BTreeMap<&str, Fill>> = BTreeMap::new();
    for (sheet, ids) in corpus.pages() {
        let lines = sheet.lines.iter().zip(ids).filter(|(line, _)| !line.is_body && line.is_whole);
        let named: BTreeMap<(String, &str), usize> = lines
            .flat_map(|(line, ids)| named(&line.text).into_iter().map(|way| (way, ids.whole)))
            .collect();
        for ((shape, name), id) in named {
            let fill = found.entry(shape).or_default().entry(name).or_insert((0, id));
            fill.0 += 1;
        }
    }
    let least = (corpus.sheets.len() * LEAST_PERCENT / 100).max(LEAST_DOCUMENTS);
    let slots = found.into_iter().map(|(shape, values)| slot(shape, &values));
    let is_slot = |slot: &Named| slot.support >= least && slot.sources.len() + slot.persons > 1;
    let mut slots: Vec<Named> = slots.filter(is_slot).collect();
    drop_shorter(&mut slots);
    slots.sort_by(|a, b| b.support.cmp(&a.support).then_with(|| a.shape.cmp(&b.shape)));
    slots.truncate(MOST_SLOTS);
    slots
}

fn slot(shape: String, values: &BTreeMap<&str, Fill>) -> Named {
    let support = values.values().map(|(count, _)| count).sum();
    let is_source =
        |count: usize| count >= LEAST_DOCUMENTS && count * 100 >= support * SOURCE_PERCENT;
    let mut sources: Vec<(&str, Fill)> = values
        .iter()
        .filter(|(_, (count, _))| is_source(*count))
        .map(|(name, fill)| (*name, *fill))
        .collect();
    let persons = values.len() - sources.len();
    sources.sort_by(|a, b| b.1.0.cmp(&a.1.0).then_with(|| a.0.cmp(b.0)));
    sources.truncate(MOST_SOURCES);
    let value =
        |(name, (support, _)): &(&str, Fill)| Value { name: (*name).to_owned(), support: *support };
    Named {
        shape,
        support,
        persons,
        sources: sources.iter().map(value).collect(),
        lines: sources.iter().map(|(name, (_, id))| (*id, (*name).to_owned())).collect(),
    }
}

/// Returns the ways in which a line ends with a name: its shape before the name, and the name. The
/// name is words with capitals; the first of those may be the page's, as in `By Orla Vint`.
fn named(line: &str) -> Vec<(String, &str)> {
    let starts: Vec<usize> = word_starts(line).collect();
    let word = |at: usize| line.get(at..).and_then(|rest| rest.split_whitespace().next());
    let is_name = |at: &&usize| word(**at).is_some_and(is_capital);
    let count = starts.iter().skip(1).rev().take_while(is_name).count();
    if starts.len() - count > LEAD_WORDS {
        return Vec::new();
    }
    let split = |words: usize| {
        let (lead, name) = line.split_at_checked(*starts.get(starts.len() - words)?)?;
        Some((format!("{} <NAME>", shape(lead)?), name))
    };
    (1..=count.min(NAME_WORDS)).filter_map(split).collect()
}

/// Drops a slot where nearly all of its names begin with one word: that is the page's.
fn drop_shorter(slots: &mut Vec<Named>) {
    let lead = |slot: &Named| slot.shape.trim_end_matches("<NAME>").to_owned();
    let leads: Vec<(String, usize)> = slots.iter().map(|slot| (lead(slot), slot.support)).collect();
    slots.retain(|slot| {
        let own = lead(slot);
        let is_longer = |(other, support): &(String, usize)| {
            other.len() > own.len() && other.starts_with(&own) && support * 5 >= slot.support * 4
        };
        !leads.iter().any(is_longer)
    });
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
        let ways = named("date 2031-05-09 By Orla Vint");
        assert!(ways.contains(&("date <DATE> by <NAME>".to_owned(), "Orla Vint")), "{ways:?}");
        assert_eq!(named("The ferry sails"), []);
    }
}
