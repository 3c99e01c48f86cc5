//! How blocks are set: what stands before each, as plain text or as Markdown.

use serde::{Deserialize, Serialize};

use crate::html::{Element, NONE, Page, Tag};

use super::blocks::{Block, shown};

/// The form of the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Output {
    /// Paragraphs.
    #[default]
    Text,
    /// Paragraphs, headings, lists, quotes, code and tables as CommonMark writes them.
    Markdown,
}

/// Where the last block stood.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    /// The innermost list item, row and table around it.
    item: Option<u32>,
    row: Option<u32>,
    table: Option<u32>,
    is_cell: bool,
    pre: Option<u32>,
    lists: usize,
    quotes: usize,
    heading: Option<u8>,
    is_numbered: bool,
}

/// The state of a page that is being set.
pub(crate) struct Layout<'a> {
    page: &'a Page,
    output: Output,
    shown: Vec<bool>,
    last: Option<Place>,
    // The number of the last item of each numbered list that is open, by its depth.
    numbers: Vec<usize>,
    rows: usize,
}

impl<'a> Layout<'a> {
    pub(crate) fn new(page: &'a Page, output: Output) -> Layout<'a> {
        let shown = shown(page);
        Layout { page, output, shown, last: None, numbers: Vec::new(), rows: 0 }
    }

    /// Returns whether text in an element is shown.
    pub(crate) fn is_shown(&self, element: u32) -> bool {
        self.shown.get(element as usize).copied().unwrap_or(true)
    }

    /// Returns what stands before a block.
    pub(crate) fn before(&mut self, block: &Block) -> String {
        let place = self.place(block);
        let last = self.last.replace(place);
        let mut before = match last {
            Some(last) => self.between(last, place).to_owned(),
            None => String::new(),
        };
        if self.output == Output::Markdown {
            self.mark(last, place, &mut before);
        }
        before
    }

    /// Returns what stands behind the last block.
    pub(crate) fn end(&self) -> String {
        let is_code = self.last.is_some_and(|last| last.pre.is_some());
        if is_code && self.output == Output::Markdown { "\n```".to_owned() } else { String::new() }
    }

    fn place(&self, block: &Block) -> Place {
        let mut place = Place::default();
        let mut at = block.element;
        let own = self.page.element(at).map(|element| element.tag);
        place.is_cell = matches!(own, Some(Tag::Td | Tag::Th));
        place.heading = own.and_then(Tag::heading);
        while let Some(Element { tag, parent, .. }) = self.page.element(at) {
            let first = |slot: &mut Option<u32>| {
                slot.get_or_insert(at);
            };
            match tag {
                Tag::Li | Tag::Dt | Tag::Dd => first(&mut place.item),
                Tag::Tr => first(&mut place.row),
                Tag::Table => first(&mut place.table),
                Tag::Pre | Tag::Listing | Tag::Xmp => first(&mut place.pre),
                Tag::Blockquote => place.quotes += 1,
                Tag::Ul | Tag::Ol => {
                    place.is_numbered |= *tag == Tag::Ol && place.lists == 0;
                    place.lists += 1;
                }
                _ => {}
            }
            if *parent == NONE {
                break;
            }
            at = *parent;
        }
        place
    }

    /// Returns what stands between two blocks.
    fn between(&self, last: Place, place: Place) -> &'static str {
        let same = |a: Option<u32>, b: Option<u32>| a.is_some() && a == b;
        let is_table = same(last.table, place.table);
        match () {
            () if is_table && place.is_cell && last.is_cell && same(last.row, place.row) => " | ",
            () if is_table && (place.is_cell || last.is_cell) => "\n",
            () if last.item.is_some() && place.item.is_some() && last.item != place.item => "\n",
            () if same(last.pre, place.pre) => "\n",
            () => "\n\n",
        }
    }

    /// Appends the marks of Markdown.
    fn mark(&mut self, last: Option<Place>, place: Place, before: &mut String) {
        let is_new = |of: fn(&Place) -> Option<u32>| {
            of(&place).is_some() && last.as_ref().and_then(of) != of(&place)
        };
        if last.is_some_and(|last| last.pre.is_some() && last.pre != place.pre) {
            before.insert_str(0, "\n```");
        }
        self.mark_table(last, place, before);
        for _ in 0..place.quotes {
            before.push_str("> ");
        }
        if is_new(|place| place.item) && place.lists > 0 {
            self.mark_item(place, before);
        }
        if let Some(level) = place.heading {
            before.extend(std::iter::repeat_n('#', usize::from(level)));
            before.push(' ');
        }
        if is_new(|place| place.pre) {
            before.push_str("```\n");
        }
    }

    fn mark_item(&mut self, place: Place, before: &mut String) {
        self.numbers.resize(place.lists, 0);
        before.extend(std::iter::repeat_n("  ", place.lists.saturating_sub(1)));
        let number = self.numbers.last_mut();
        match number.filter(|_| place.is_numbered) {
            Some(number) => {
                *number += 1;
                before.push_str(&format!("{number}. "));
            }
            None => before.push_str("- "),
        }
    }

    /// Draws the line below the first row of a table.
    fn mark_table(&mut self, last: Option<Place>, place: Place, before: &mut String) {
        let same_table = last.is_some_and(|last| last.table == place.table);
        if place.lists == 0 {
            self.numbers.clear();
        }
        if !place.is_cell || !same_table {
            self.rows = usize::from(place.is_cell);
        } else if before == " | " {
            self.rows += usize::from(self.rows > 0);
        } else if self.rows > 1 && before == "\n" {
            before.push_str(&"--- | ".repeat(self.rows - 1));
            before.push_str("---\n");
            self.rows = 0;
        }
    }
}
