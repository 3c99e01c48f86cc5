//! The stage: a page becomes its main content, and its metadata become fields.

use crate::document::Document;
use crate::findings::Findings;
use crate::html::Tag;
use crate::stage::{Entry, Stage};

use super::facts::part;
use super::layout::Layout;
use super::look::Look;
use super::model::Model;
use super::names::is_comment;
use super::rules::{BOILERPLATE, BREAK, ENTITY, MARKUP, SPACE};
use super::{Options, choose, edits, meta, sniff};

/// The name of the pass in the ledger.
const PASS: &str = "extract/html";

struct Html {
    options: Options,
}

pub(super) fn entry(options: &Options) -> Entry {
    let mut rules = vec![&MARKUP, &BOILERPLATE, &BREAK, &SPACE, &ENTITY];
    rules.extend(meta::RULES);
    Entry::new(PASS, &rules, Html { options: options.clone() })
}

impl Stage for Html {
    fn scan(&self, doc: &Document, found: &mut Findings<'_>) {
        // Main content may itself begin with a tag: it has been a page only once.
        let is_done = || doc.ledger().changes().any(|change| change.pass == PASS);
        if !self.options.html || !is_page(doc) || is_done() {
            return;
        }
        let look = Look::read(doc.text());
        let scores = Model::shipped().scores(&look);
        let mut stays = choose::chosen(&look, &scores, self.options.mode);
        self.leave_out(&look, &mut stays);
        meta::report(&look, &stays, found);
        let layout = Layout::new(&look.page, self.options.output);
        edits::report(&look, &stays, &scores, layout, found);
    }
}

/// Returns whether a document is a page by its text, or by its name and any tag in it.
fn is_page(doc: &Document) -> bool {
    sniff::is_page(doc.text())
        || (sniff::is_named(&doc.origin().file) && sniff::has_tag(doc.text()))
}

impl Html {
    /// Drops the kinds of blocks that the options do not want.
    fn leave_out(&self, look: &Look<'_>, stays: &mut [bool]) {
        let options = &self.options;
        if options.comments && options.tables && options.captions {
            return;
        }
        let comments: Vec<bool> = match options.comments {
            true => Vec::new(),
            false => is_comment(look.source, &look.page),
        };
        for (block, stays) in look.blocks.all.iter().zip(stays) {
            let parts = look.fact(block.element).parts;
            *stays &= !comments.get(block.element as usize).copied().unwrap_or(false)
                && (options.tables || !is_cell(look, block.element))
                && (options.captions || parts & part::CAPTION == 0);
        }
    }
}

/// Returns whether an element is in a table of facts; some pages set all their text in a table.
fn is_cell(look: &Look<'_>, element: u32) -> bool {
    let mut at = element;
    while let Some(found) = look.page.element(at) {
        if found.tag == Tag::Table {
            let inside = look.fact(at);
            return inside.prose * 2 < inside.bytes;
        }
        at = found.parent;
    }
    false
}
