//! The documents that are shown in full, or as much of each as there is room for.

use std::collections::BTreeSet;

use crate::rows::{Row, Value};

use super::changes::{Change, Name};
use super::documents::fields;
use super::tally::clipped;

/// Bytes of the text of a document that are shown.
pub(super) const TEXT_BYTES: usize = 16 << 10;

/// Bytes of a removed stretch that are shown.
const REMOVED_BYTES: usize = 2 << 10;

/// The same of what is around the main content of a page, which is most of it, without its markup; and
/// how much is looked at for that.
const AROUND_BYTES: usize = 160;
const LOOKED_AT_BYTES: usize = 4 << 10;

/// Bytes of memory for the changes of one shown document.
const CHANGES_BYTES: usize = 1 << 20;

/// Bytes of a field that are shown.
const FIELD_BYTES: usize = 240;

/// The first documents are shown whatever they are.
const FIRST: u64 = 2;

/// A document that is shown in full, or as much of it as there is room for.
#[derive(Clone, Debug, Default)]
pub(super) struct Shown {
    pub(super) name: Name,
    /// Why it was chosen.
    pub(super) why: Vec<String>,
    pub(super) encoding: String,
    pub(super) raw_bytes: u64,
    pub(super) words: u64,
    pub(super) fields: Vec<(&'static str, String)>,
    /// The beginning of its text.
    pub(super) text: String,
    pub(super) text_bytes: usize,
    pub(super) changes: Vec<Change>,
    /// Changes that there are, shown or not.
    pub(super) change_count: u64,
    /// Bytes that its changes take in memory, or would take.
    pub(super) weight: usize,
}

impl Shown {
    /// Adds a change, as long as there is room.
    pub(super) fn add_change(&mut self, row: &Row<'_>) {
        self.change_count += 1;
        let mut change = Change::of(row, REMOVED_BYTES);
        if is_around(&change.pass) {
            let was = clipped(row.text("was").unwrap_or_default(), LOOKED_AT_BYTES);
            clipped(&without_markup(was), AROUND_BYTES).clone_into(&mut change.was);
        }
        self.weight += change.weight();
        if self.weight <= CHANGES_BYTES {
            self.changes.push(change);
        }
    }

    /// Returns whether every change is at hand.
    pub(super) fn has_all_changes(&self) -> bool {
        self.weight <= CHANGES_BYTES
    }
}

/// Returns whether a pass takes the markup of a page away and what is around its main content.
pub(super) fn is_around(pass: &str) -> bool {
    pass.starts_with("extract/")
}

/// Returns the words of a stretch of a page: its tags, and what stands in scripts and styles, say
/// nothing to a reader.
fn without_markup(page: &str) -> String {
    let mut words = String::new();
    let mut rest = page;
    while let Some((text, tag)) = rest.split_once('<') {
        words.push_str(text);
        words.push(' ');
        let unread = ["script", "style"].into_iter().find(|name| {
            tag.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
        });
        let behind = match unread {
            Some(name) => {
                let ends = [format!("</{name}"), format!("</{}", name.to_uppercase())];
                let end = ends.iter().filter_map(|end| tag.split_once(end.as_str()));
                end.map(|(_, behind)| behind).max_by_key(|behind| behind.len()).unwrap_or("")
            }
            None => tag,
        };
        rest = behind.split_once('>').map_or("", |(_, behind)| behind);
    }
    words.push_str(rest);
    words.split_whitespace().collect::<Vec<&str>>().join(" ")
}

/// The documents that are to be shown, filled in as they come by.
#[derive(Clone, Debug, Default)]
pub(super) struct Choice {
    shown: Vec<Shown>,
    longest: Option<Shown>,
    longest_bytes: usize,
    is_numbered: bool,
}

impl Choice {
    /// Chooses `picks` with the reason for each; where records are not `is_numbered` in the order in
    /// which they come, they are known by their names.
    pub(super) fn new(picks: Vec<(Name, String)>, is_numbered: bool) -> Choice {
        let mut choice = Choice { is_numbered, ..Choice::default() };
        for (name, why) in picks {
            match choice.shown.iter_mut().find(|shown| shown.name == name) {
                Some(shown) => shown.why.push(why),
                None => choice.shown.push(Shown { name, why: vec![why], ..Shown::default() }),
            }
        }
        choice
    }

    /// Looks at the record with this number.
    pub(super) fn look(&mut self, row: &Row<'_>, number: u64) {
        let file = row.text("file").unwrap_or_default();
        let is_numbered = self.is_numbered;
        let is_it = |shown: &&mut Shown| match is_numbered {
            true => shown.name.number == number,
            false => shown.name.file == file && shown.encoding.is_empty(),
        };
        let name = || Name { number, file: file.to_owned() };
        let len = row.text("text").unwrap_or_default().len();
        if let Some(shown) = self.shown.iter_mut().find(is_it) {
            fill(shown, row);
        } else if self.is_numbered && number <= FIRST {
            let why = vec!["among the first".to_owned()];
            let mut shown = Shown { name: name(), why, ..Shown::default() };
            fill(&mut shown, row);
            self.shown.push(shown);
        } else if self.is_numbered && len > self.longest_bytes {
            let why = vec!["longest of the others".to_owned()];
            let mut shown = Shown { name: name(), why, ..Shown::default() };
            fill(&mut shown, row);
            self.longest = Some(shown);
            self.longest_bytes = len;
        }
    }

    /// Returns the documents that were found, in the order in which they were chosen.
    pub(super) fn finish(self) -> Vec<Shown> {
        let all = self.shown.into_iter().chain(self.longest);
        all.filter(|shown| !shown.encoding.is_empty()).collect()
    }
}

/// Returns the numbers of the documents.
pub(super) fn numbers(shown: &[Shown]) -> BTreeSet<u64> {
    shown.iter().map(|shown| shown.name.number).collect()
}

fn fill(shown: &mut Shown, row: &Row<'_>) {
    let text = row.text("text").unwrap_or_default();
    shown.text = clipped(text, TEXT_BYTES).to_owned();
    shown.text_bytes = text.len();
    shown.encoding = row.text("encoding").unwrap_or_default().to_owned();
    shown.raw_bytes = row.number("raw_bytes").unwrap_or_default();
    shown.words = row.number("words").unwrap_or_default();
    let values = fields().filter_map(|field| {
        let told = match row.value(field.name())? {
            Value::Text(text) => text.to_string(),
            Value::List(texts) if !texts.is_empty() => texts.join("; "),
            _ => return None,
        };
        Some((field.name(), told))
    });
    shown.fields = values
        .map(|(name, told)| match told.len() > FIELD_BYTES {
            true => (name, format!("{} …", clipped(&told, FIELD_BYTES))),
            false => (name, told),
        })
        .collect();
}

#[cfg(test)]
mod tests {
    use super::without_markup;

    #[test]
    fn of_what_is_around_the_words_are_shown() {
        let page =
            "<ul class=\"a\">\n<li>Home</li> <li>News</ul><script>x < y</script><STYLE>p{}</STYLE>";
        assert_eq!(without_markup(page), "Home News");
        assert_eq!(without_markup("About us <a href"), "About us");
        assert_eq!(without_markup("<script>cut off"), "");
    }
}
