//! What the ledger tells: bytes by stage, examples by rule, and which documents changed most.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::rows::Row;
use crate::span::Span;

use super::tally::clipped;

/// Different texts of a rule among which its examples are chosen: the first ones.
const MOST_TEXTS: usize = 64;

/// Bytes of a text in an example.
const EXAMPLE_BYTES: usize = 240;

/// Examples of a rule that are shown.
const EXAMPLES: usize = 3;

/// Documents that are shown because most was taken away from them, or most was changed in them.
const MOST_CHANGED: usize = 6;

/// A change, read back.
#[derive(Clone, Debug, Default)]
pub(super) struct Change {
    pub(super) rule: String,
    pub(super) pass: String,
    /// Its place in the text as its pass saw it.
    pub(super) at: Span,
    /// The beginning of what was there.
    pub(super) was: String,
    /// The bytes that came instead; none where the text stayed.
    pub(super) with_len: Option<usize>,
    /// The field that got a value, and the value.
    pub(super) value: Option<(String, String)>,
}

impl Change {
    /// Returns the change of a row, with so many bytes of its texts.
    pub(super) fn of(row: &Row<'_>, bytes: usize) -> Change {
        let text = |name| row.text(name).unwrap_or_default();
        let place =
            |name| usize::try_from(row.number(name).unwrap_or_default()).unwrap_or_default();
        let (start, end) = (place("text_start"), place("text_end"));
        Change {
            rule: text("rule").to_owned(),
            pass: text("pass").to_owned(),
            at: Span::new(start, end.max(start)),
            was: clipped(text("was"), bytes).to_owned(),
            with_len: row.text("with").map(str::len),
            value: row
                .text("field")
                .map(|field| (field.to_owned(), clipped(text("value"), bytes).to_owned())),
        }
    }

    /// Returns about how many bytes it takes in memory.
    pub(super) fn weight(&self) -> usize {
        let value = self.value.as_ref().map_or(0, |(field, value)| field.len() + value.len());
        size_of::<Change>() + self.rule.len() + self.pass.len() + self.was.len() + value
    }
}

/// What was done in one folder of stages to the documents that are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Work {
    /// Changes of the text.
    pub(super) changes: u64,
    /// Bytes taken away.
    pub(super) removed: u64,
    /// Bytes put there.
    pub(super) added: u64,
}

/// A real change that shows a rule at work.
#[derive(Clone, Debug)]
pub(super) struct Sample {
    pub(super) was: String,
    pub(super) with: Option<String>,
    pub(super) value: Option<(String, String)>,
    /// Bytes of `was` that are not shown.
    pub(super) left_out: usize,
    /// Where it was found first.
    pub(super) file: String,
    pub(super) raw: (u64, u64),
    /// How often the same was found.
    pub(super) times: u64,
}

/// What the ledger tells of one rule.
#[derive(Clone, Debug, Default)]
pub(super) struct Uses {
    samples: Vec<Sample>,
    by_text: BTreeMap<(String, String), usize>,
    /// The first kept document that it changed.
    pub(super) first: Option<Name>,
}

/// A kept document: the number of its record, and its name.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Name {
    pub(super) number: u64,
    pub(super) file: String,
}

/// What was changed in one document.
#[derive(Clone, Debug, Default)]
pub(super) struct Changed {
    pub(super) name: Name,
    pub(super) changes: u64,
    pub(super) removed: u64,
}

/// What the ledger tells.
#[derive(Clone, Debug, Default)]
pub(super) struct Ledger {
    /// By folder of stages, of the documents that are kept.
    pub(super) work: BTreeMap<String, Work>,
    /// By rule.
    pub(super) uses: BTreeMap<String, Uses>,
    /// Kept documents with a change.
    pub(super) changed: u64,
    /// The documents from which most bytes were taken away.
    pub(super) most_removed: Vec<Changed>,
    /// The documents with the most changes.
    pub(super) most_changes: Vec<Changed>,
    at_hand: Changed,
}

impl Ledger {
    /// Adds a change; those of one document follow each other.
    pub(super) fn add(&mut self, row: &Row<'_>) {
        let number = row.number("document").unwrap_or_default();
        if number != self.at_hand.name.number {
            self.end_document();
            let file = row.text("file").unwrap_or_default().to_owned();
            self.at_hand.name = Name { number, file };
        }
        let was = row.text("was").unwrap_or_default().len() as u64;
        let with = row.text("with").map(|with| with.len() as u64);
        if number > 0
            && let Some(with) = with
        {
            let pass = row.text("pass").unwrap_or_default();
            let folder = pass.split('/').next().unwrap_or(pass);
            let work = entry(&mut self.work, folder);
            work.changes += 1;
            work.removed += was;
            work.added += with;
        }
        self.at_hand.changes += 1;
        self.at_hand.removed += was.saturating_sub(with.unwrap_or(was));
        let name = (number > 0).then(|| self.at_hand.name.clone());
        entry(&mut self.uses, row.text("rule").unwrap_or_default()).add(row, name);
    }

    /// Ends the document at hand.
    pub(super) fn end_document(&mut self) {
        let done = std::mem::take(&mut self.at_hand);
        if done.name.number == 0 {
            return;
        }
        self.changed += 1;
        put_among(&mut self.most_removed, &done, |changed| changed.removed);
        put_among(&mut self.most_changes, &done, |changed| changed.changes);
    }
}

impl Uses {
    fn add(&mut self, row: &Row<'_>, name: Option<Name>) {
        if self.first.is_none() {
            self.first = name;
        }
        let whole = row.text("was").unwrap_or_default();
        let was = clipped(whole, EXAMPLE_BYTES);
        let (with, value) = (row.text("with"), row.text("value"));
        let key =
            (was.to_owned(), clipped(value.or(with).unwrap_or_default(), EXAMPLE_BYTES).to_owned());
        if let Some(sample) = self.by_text.get(&key).and_then(|index| self.samples.get_mut(*index))
        {
            sample.times += 1;
            return;
        }
        if self.samples.len() == MOST_TEXTS {
            return;
        }
        self.by_text.insert(key, self.samples.len());
        let field = row.text("field").map(str::to_owned);
        let clip = |text: &str| clipped(text, EXAMPLE_BYTES).to_owned();
        self.samples.push(Sample {
            was: was.to_owned(),
            with: with.map(clip),
            value: field.zip(value.map(clip)),
            left_out: whole.len() - was.len(),
            file: row.text("file").unwrap_or_default().to_owned(),
            raw: (
                row.number("raw_start").unwrap_or_default(),
                row.number("raw_end").unwrap_or_default(),
            ),
            times: 1,
        });
    }

    /// Returns the examples to be shown: the most frequent, in the order in which they were found.
    pub(super) fn examples(&self) -> Vec<&Sample> {
        let mut examples: Vec<&Sample> = self.samples.iter().collect();
        examples.sort_by_key(|sample| Reverse(sample.times));
        examples.truncate(EXAMPLES);
        examples
    }
}

/// Returns the entry of a name, which is made where there is none.
pub(super) fn entry<'a, T: Default>(map: &'a mut BTreeMap<String, T>, name: &str) -> &'a mut T {
    if !map.contains_key(name) {
        map.insert(name.to_owned(), T::default());
    }
    map.entry(name.to_owned()).or_default()
}

/// Puts a document among those with the largest `size`, the earlier first among equals.
fn put_among(most: &mut Vec<Changed>, new: &Changed, size: impl Fn(&Changed) -> u64) {
    let place = most.partition_point(|old| size(old) >= size(new));
    if size(new) > 0 && place < MOST_CHANGED {
        most.insert(place, new.clone());
        most.truncate(MOST_CHANGED);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::Value;
    use crate::table::CHANGES;

    fn row(
        document: u64,
        rule: &'static str,
        was: &'static str,
        with: Option<&'static str>,
    ) -> Row<'static> {
        let mut values = vec![Value::Null; CHANGES.columns.len()];
        let mut put = |name, value| values[CHANGES.index(name).expect("a column")] = value;
        put("document", Value::Number(document));
        put("rule", Value::text(rule));
        put("pass", Value::text("strip/furniture"));
        put("was", Value::text(was));
        put("with", with.map_or(Value::Null, Value::text));
        Row { table: &CHANGES, values }
    }

    #[test]
    fn bytes_are_those_of_kept_documents() {
        let mut ledger = Ledger::default();
        for row in [
            row(1, "a/b", "gone", Some("")),
            row(1, "a/c", "noted", None),
            row(0, "a/b", "of a duplicate", Some("")),
            row(2, "a/b", "x", Some("long")),
        ] {
            ledger.add(&row);
        }
        ledger.end_document();
        assert_eq!(ledger.work["strip"], Work { changes: 2, removed: 5, added: 4 });
        assert_eq!(ledger.changed, 2);
        let most: Vec<u64> = ledger.most_removed.iter().map(|changed| changed.removed).collect();
        assert_eq!(most, [4]);
    }

    #[test]
    fn frequent_changes_are_the_examples() {
        let mut ledger = Ledger::default();
        for was in ["once", "often", "often", "rare"] {
            ledger.add(&row(1, "a/b", was, Some("")));
        }
        let examples = ledger.uses["a/b"].examples();
        let told: Vec<(&str, u64)> =
            examples.iter().map(|sample| (sample.was.as_str(), sample.times)).collect();
        assert_eq!(told, [("often", 2), ("once", 1), ("rare", 1)]);
    }
}
