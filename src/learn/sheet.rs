//! What a survey keeps of a document: its lines, their shapes and places.

use serde::{Deserialize, Serialize};

use crate::document::Document;
use crate::field::Field;
use crate::hash::short;
use crate::ledger::Act;
use crate::prose::folded;
use crate::shape::{LINE_BYTES, is_body, label, shape};
use crate::site::site_of_document;
use crate::split::{Order, shown_order};
use crate::text::full_lines;

/// Lines kept of a document, half of them from each end.
const MOST_LINES: usize = 1024;

/// Bytes kept of a paragraph, enough to know it by.
const EXCERPT_BYTES: usize = 120;

/// Bytes of the longest paragraph that is kept whole: it may be a notice.
const NOTICE_BYTES: usize = 400;

/// Bytes that a sheet counts for besides its lines: its path, and its share of what a site takes.
const SHEET_BYTES: usize = 1024;

/// A document as the survey sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Sheet {
    /// Where it comes from; empty where no folder tells.
    pub(super) site: String,
    /// Its path inside its input.
    pub(super) file: String,
    /// Stands for its lines, so that copies of a document count once.
    pub(super) key: u64,
    pub(super) lines: Vec<Line>,
    /// The order of day and month that its date lines show.
    pub(super) order: Option<Order>,
}

/// A line of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Line {
    /// Stands for its shape, or for its text where it is too long to have one.
    pub(super) shape: u64,
    /// Stands for the shape of its label; 0 where it has none.
    pub(super) label: u64,
    /// Its number, counted from the first line and from the last.
    pub(super) place: u32,
    pub(super) behind: u32,
    /// Whether it is a paragraph.
    pub(super) is_body: bool,
    /// Whether it is the document's own title.
    pub(super) is_title: bool,
    /// Whether `split` finds a name in it behind words that say so, and whether that is an author's.
    pub(super) is_named: bool,
    pub(super) is_person: bool,
    /// Whether `text` is all of it.
    pub(super) is_whole: bool,
    pub(super) text: Box<str>,
}

impl Sheet {
    /// Returns the sheet of a document that is decoded, repaired and normalized.
    pub(super) fn of(doc: &Document, inputs: &[String]) -> Sheet {
        let origin = doc.origin();
        let input = inputs.get(origin.input).map_or("", String::as_str);
        let text = doc.text();
        let count = full_lines(text).count();
        let half = MOST_LINES / 2;
        let lines = full_lines(text).enumerate();
        let kept = lines.filter(|(place, _)| *place < half || count - place <= half);
        Sheet {
            site: site_of_document(input, doc).into_owned(),
            file: origin.file.clone(),
            key: short(text.as_bytes()),
            lines: kept.map(|(place, at)| Line::of(at.of(text), place, count)).collect(),
            order: shown_order(text),
        }
    }

    /// Notes which lines are the title that `split` has found, and in which it has found an author or a
    /// source behind words that say so.
    pub(super) fn mark(&mut self, doc: &Document) {
        self.mark_title(doc);
        for change in doc.ledger().changes().filter(|change| change.pass.starts_with("split/")) {
            let Act::Take(field @ (Field::Author | Field::Source), name) = change.act else {
                continue;
            };
            let is_it = |line: &&mut Line| {
                let text = line.text.trim();
                text.ends_with(name) && text != name && change.was.contains(text)
            };
            for line in self.lines.iter_mut().filter(is_it) {
                line.is_named = true;
                line.is_person = field == Field::Author;
            }
        }
    }

    fn mark_title(&mut self, doc: &Document) {
        let Some(title) = doc.field(Field::Title).map(folded).filter(|title| !title.is_empty())
        else {
            return;
        };
        for line in &mut self.lines {
            line.is_title = folded(&line.text) == title;
        }
    }

    /// Returns the bytes of memory that the sheet counts for, the same for all copies of a document.
    pub(super) fn bytes(&self) -> u64 {
        let texts: usize = self.lines.iter().map(|line| line.text.len()).sum();
        (SHEET_BYTES + texts + self.lines.len() * size_of::<Line>()) as u64
    }
}

impl Line {
    pub(super) fn of(line: &str, place: usize, count: usize) -> Line {
        let is_body = is_body(line);
        let whole = shape(line);
        let label = whole.as_deref().filter(|_| !is_body).and_then(label);
        let most = if is_body && line.len() > NOTICE_BYTES { EXCERPT_BYTES } else { LINE_BYTES };
        let kept = line.floor_char_boundary(most);
        Line {
            shape: short(whole.as_deref().unwrap_or(line).as_bytes()),
            label: label.map_or(0, |label| short(label.as_bytes())),
            place: u32::try_from(place).unwrap_or(u32::MAX),
            behind: u32::try_from(count - place - 1).unwrap_or(u32::MAX),
            is_body,
            is_title: false,
            is_named: false,
            is_person: false,
            is_whole: kept == line.len(),
            text: line.get(..kept).unwrap_or_default().into(),
        }
    }
}
