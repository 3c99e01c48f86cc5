//! The guard: points out long prose that a rule of `strip` has removed, so that somebody looks.

use crate::document::Document;
use crate::findings::Findings;
use crate::ledger::{Act, Change};
use crate::rule::{Effect, Example, Rule};
use crate::shape::is_long_prose;
use crate::stage::{Entry, Stage};

static PROSE: Rule = Rule::new(
    "guard/prose",
    Effect::Note,
    "a long sentence that a rule has removed",
    "Furniture is short; what reads like a paragraph may be one. The detail names the rule and the \
     words, and the document stays as the rules left it.",
    &[Example::declines("The ferry board said so on Monday.")],
);

/// Characters of the removed text that are shown.
const SHOWN_CHARS: usize = 60;

struct Guard;

pub(super) fn entry() -> Entry {
    Entry::new("strip/guard", &[&PROSE], Guard)
}

impl Stage for Guard {
    fn scan(&self, doc: &Document, found: &mut Findings<'_>) {
        for change in doc.ledger().changes().filter(is_removal) {
            if change.was.lines().any(|line| is_long_prose(line.trim())) {
                let words: String = change.was.trim().chars().take(SHOWN_CHARS).collect();
                let detail = format!("{}: {}", change.rule.id, words.replace('\n', " "));
                found.flag(&PROSE, doc.map().text(change.raw), &detail);
            }
        }
    }
}

/// Returns whether a change is text that a rule of `strip`, or of the user, took away for good.
fn is_removal(change: &Change<'_>) -> bool {
    let is_gone = matches!(change.act, Act::Put(with) if with.trim().is_empty());
    is_gone && (change.pass.starts_with("strip/") || change.rule.id.starts_with("user/"))
}
