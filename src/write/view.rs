//! A table as a layout shows it: which columns, under which names, and what is nested.
//!
//! Most show a table as it is. datatrove and dolma want records of their own shape, with everything
//! else under `metadata`.

use std::borrow::Cow;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use crate::rows::{Row, Value};
use crate::table::{Column, DOCUMENTS, Kind, Need, Table};

use super::options::{Layout, Options};

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum From {
    /// The column of the table with this number.
    Column(usize),
    /// The configuration.
    Constant(Option<String>),
    /// The column with this number, as an instant in UTC.
    Instant(usize),
}

/// A column as a layout shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// The object that it is nested in.
    pub group: Option<&'static str>,
    /// What it is.
    pub column: Column,
    /// Where its values come from.
    pub from: From,
}

/// A table as a layout shows it. Leaves of one group follow each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// The table.
    pub table: &'static Table,
    /// What is shown, in order.
    pub leaves: Vec<Leaf>,
}

impl View {
    /// Returns how the layout of `options` shows `table`.
    pub fn new(table: &'static Table, options: &Options) -> View {
        let leaves = match options.layout {
            Layout::Datatrove if table == &DOCUMENTS => nested(&["text", "id"], Vec::new()),
            Layout::Dolma if table == &DOCUMENTS => nested(&["id", "text"], of_dolma(options)),
            _ => table
                .columns
                .iter()
                .enumerate()
                .map(|(index, column)| leaf(index, column))
                .collect(),
        };
        View { table, leaves }
    }

    /// Returns the values of a row, as shown.
    pub fn show<'a>(&self, row: &Row<'a>) -> Vec<Value<'a>> {
        let column = |index: usize| row.values.get(index).cloned().unwrap_or(Value::Null);
        let value = |leaf: &Leaf| match &leaf.from {
            From::Column(index) => column(*index),
            From::Constant(None) => Value::Null,
            From::Constant(Some(text)) => Value::Text(Cow::Owned(text.clone())),
            From::Instant(index) => match column(*index) {
                Value::Text(time) => {
                    instant(&time).map_or(Value::Null, |time| Value::Text(Cow::Owned(time)))
                }
                _ => Value::Null,
            },
        };
        self.leaves.iter().map(value).collect()
    }

    /// Returns the row that these values show.
    pub fn restore<'a>(&self, shown: Vec<Value<'a>>) -> Row<'a> {
        let mut values = vec![Value::Null; self.table.columns.len()];
        for (leaf, value) in self.leaves.iter().zip(shown) {
            if let From::Column(index) = leaf.from
                && let Some(place) = values.get_mut(index)
            {
                *place = value;
            }
        }
        Row { table: self.table, values }
    }
}

fn leaf(index: usize, column: &Column) -> Leaf {
    Leaf { group: None, column: column.clone(), from: From::Column(index) }
}

/// Returns the named columns, then `more`, then the other columns under `metadata`.
fn nested(first: &[&str], more: Vec<Leaf>) -> Vec<Leaf> {
    let columns = || DOCUMENTS.columns.iter().enumerate();
    let named = |name: &&str| columns().find(|(_, column)| column.name == *name);
    let first_leaves = first.iter().filter_map(named).map(|(index, column)| leaf(index, column));
    let others = columns().filter(|(_, column)| !first.contains(&column.name));
    let others =
        others.map(|(index, column)| Leaf { group: Some("metadata"), ..leaf(index, column) });
    first_leaves.chain(more).chain(others).collect()
}

fn of_dolma(options: &Options) -> Vec<Leaf> {
    let text = |name, need, about| Column::text(name, need, about);
    let added = Some(options.added.clone()).filter(|added| !added.is_empty());
    let published = DOCUMENTS.index("published").unwrap_or_default();
    let leaf = |column, from| Leaf { group: None, column, from };
    vec![
        leaf(
            text("source", Need::Present, "Name of the dataset"),
            From::Constant(Some(options.name.clone())),
        ),
        leaf(
            text("added", Need::Optional, "When the document was collected"),
            From::Constant(added),
        ),
        leaf(
            text(
                "created",
                Need::Optional,
                "When the document was published, in UTC where that is known",
            ),
            From::Instant(published),
        ),
    ]
}

/// Returns a date or time of ISO 8601 as dolma writes it: `2031-05-09T00:00:00.000Z`. A time without
/// an offset is taken as it is, a date as its first moment.
fn instant(time: &str) -> Option<String> {
    let in_utc = match time.parse::<jiff::Timestamp>() {
        Ok(instant) => instant.to_zoned(TimeZone::UTC).datetime(),
        Err(_) => time.parse::<DateTime>().ok()?,
    };
    Some(format!("{in_utc:.3}Z"))
}

/// Returns whether a column's values may be null.
pub(crate) fn is_nullable(column: &Column) -> bool {
    column.need == Need::Optional && column.kind != Kind::Texts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dolma_gets_instants() {
        let told =
            ["2031-05-09", "2031-05-09T08:30", "2031-05-09T08:30:10+02:00", "in May"].map(instant);
        let told: Vec<Option<&str>> = told.iter().map(Option::as_deref).collect();
        let expected = [
            Some("2031-05-09T00:00:00.000Z"),
            Some("2031-05-09T08:30:00.000Z"),
            Some("2031-05-09T06:30:10.000Z"),
            None,
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn every_layout_shows_every_column() {
        for layout in [Layout::Plain, Layout::Huggingface, Layout::Datatrove, Layout::Dolma] {
            let view = View::new(&DOCUMENTS, &Options { layout, ..Options::default() });
            let values: Vec<Value<'_>> =
                (0..DOCUMENTS.columns.len() as u64).map(Value::Number).collect();
            let row = Row { table: &DOCUMENTS, values };
            assert_eq!(view.restore(view.show(&row)).values, row.values, "{layout:?}");
        }
    }
}
