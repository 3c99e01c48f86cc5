//! Counts over the kept documents, for the dataset card.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::rows::{Row, Value};
use crate::table::DOCUMENTS;

/// Counts over the kept documents of a dataset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stats {
    /// Of each part.
    pub(super) parts: Vec<Size>,
    /// Documents in which each column has a value.
    pub(super) filled: Vec<u64>,
    /// Characters of a text.
    pub(super) chars: Spread,
    /// Words of a text.
    pub(super) words: Spread,
    /// Documents of each language.
    pub(super) languages: BTreeMap<String, u64>,
    /// The first and the last day of publication.
    pub(super) days: Option<(String, String)>,
}

/// The size of a part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Size {
    pub(super) rows: u64,
    /// Bytes of all values.
    pub(super) bytes: u64,
}

/// The smallest, the largest and the sum of some numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Spread {
    pub(super) least: Option<u64>,
    pub(super) most: Option<u64>,
    pub(super) sum: u64,
}

impl Spread {
    fn add(&mut self, number: u64) {
        self.merge(&Spread { least: Some(number), most: Some(number), sum: number });
    }

    fn merge(&mut self, other: &Spread) {
        self.least = self.least.into_iter().chain(other.least).min();
        self.most = self.most.into_iter().chain(other.most).max();
        self.sum = self.sum.saturating_add(other.sum);
    }
}

impl Stats {
    /// Returns the counts of no documents in so many parts.
    pub fn new(parts: usize) -> Stats {
        Stats {
            parts: vec![Size::default(); parts.max(1)],
            filled: vec![0; DOCUMENTS.columns.len()],
            chars: Spread::default(),
            words: Spread::default(),
            languages: BTreeMap::new(),
            days: None,
        }
    }

    /// Counts a document of a part.
    pub fn add(&mut self, part: usize, row: &Row<'_>) {
        if let Some(size) = self.parts.get_mut(part) {
            size.rows += 1;
            size.bytes += row.values.iter().map(Value::weight).sum::<u64>();
        }
        for (filled, value) in self.filled.iter_mut().zip(&row.values) {
            *filled += u64::from(is_filled(value));
        }
        self.chars.add(row.number("chars").unwrap_or_default());
        self.words.add(row.number("words").unwrap_or_default());
        if let Some(language) = row.text("language") {
            *self.languages.entry(language.to_owned()).or_default() += 1;
        }
        if let Some(day) = row.text("published").and_then(|time| time.get(..DAY_LEN)) {
            self.add_days(&(day.to_owned(), day.to_owned()));
        }
    }

    /// Adds the counts of other documents.
    pub fn merge(&mut self, other: &Stats) {
        for (size, more) in self.parts.iter_mut().zip(&other.parts) {
            size.rows += more.rows;
            size.bytes += more.bytes;
        }
        self.filled.iter_mut().zip(&other.filled).for_each(|(filled, more)| *filled += more);
        self.chars.merge(&other.chars);
        self.words.merge(&other.words);
        for (language, documents) in &other.languages {
            *self.languages.entry(language.clone()).or_default() += documents;
        }
        if let Some(days) = &other.days {
            self.add_days(days);
        }
    }

    /// Returns the number of documents.
    pub(super) fn rows(&self) -> u64 {
        self.parts.iter().map(|size| size.rows).sum()
    }

    fn add_days(&mut self, days: &(String, String)) {
        let (first, last) = self.days.clone().unwrap_or_else(|| days.clone());
        self.days = Some((first.min(days.0.clone()), last.max(days.1.clone())));
    }
}

/// Bytes of `YYYY-MM-DD`.
const DAY_LEN: usize = 10;

fn is_filled(value: &Value<'_>) -> bool {
    match value {
        Value::Null => false,
        Value::Number(_) | Value::Text(_) => true,
        Value::List(texts) => !texts.is_empty(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(published: &'static str, words: u64) -> Row<'static> {
        let mut values = vec![Value::Null; DOCUMENTS.columns.len()];
        let mut put = |name, value| values[DOCUMENTS.index(name).expect("a column")] = value;
        put("published", Value::text(published));
        put("words", Value::Number(words));
        put("language", Value::text("pt"));
        Row { table: &DOCUMENTS, values }
    }

    #[test]
    fn sums_of_parts_are_the_sum_of_all() {
        let rows = [row("2031-05-09", 3), row("2030-01-02T10:00", 9), row("2031-06-01", 5)];
        let mut whole = Stats::new(2);
        let (mut left, mut right) = (Stats::new(2), Stats::new(2));
        for (number, row) in rows.iter().enumerate() {
            whole.add(number % 2, row);
            if number == 0 { left.add(0, row) } else { right.add(number % 2, row) }
        }
        left.merge(&right);
        assert_eq!(left, whole);
        assert_eq!(whole.days, Some(("2030-01-02".to_owned(), "2031-06-01".to_owned())));
        assert_eq!(whole.words, Spread { least: Some(3), most: Some(9), sum: 17 });
    }
}
