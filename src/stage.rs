//! Stages and gates: each looks at a document and reports what it finds; none changes anything.

use crate::document::Document;
use crate::findings::Findings;
use crate::rule::{Rule, RuleRef};

/// A look at one document, without memory of any other, so that documents run in parallel.
///
/// Scanning cannot fail: a document that cannot be used is rejected by a rule. Scanning the
/// document that results finds nothing more.
pub trait Stage: Send + Sync {
    /// Reports what it finds in `doc`.
    fn scan(&self, doc: &Document, found: &mut Findings<'_>);
}

/// A look at one document with a memory of those before it.
///
/// Gates see the kept documents one by one, in the order of the input, behind every stage. What can be
/// worked out without memory, a stage works out before and hands on as [`crate::Marks`].
pub trait Gate: Send {
    /// Reports what it finds in `doc`.
    fn scan(&mut self, doc: &Document, found: &mut Findings<'_>);
}

/// A gate with its name in the ledger.
pub struct GateEntry<'a> {
    /// `folder/file`, such as `dedupe/exact`: the name of the pass.
    pub id: &'static str,
    /// The gate itself.
    pub gate: &'a mut dyn Gate,
}

/// A stage as the catalog lists it.
pub struct Entry {
    /// `folder/file`, such as `normalize/spaces`: the name of the pass in the ledger.
    pub id: &'static str,
    /// Every rule that it may report.
    pub rules: Vec<RuleRef>,
    /// The stage itself.
    pub stage: Box<dyn Stage>,
    /// The names of further passes over what the first one left, each of which runs if the one before it
    /// took something away: for a stage that judges a line by its neighbours, since a line that is gone
    /// gives others new neighbours. Real pages are at rest after the first pass.
    pub further: &'static [&'static str],
}

impl Entry {
    /// Returns an entry whose rules are all built in.
    pub fn new(id: &'static str, rules: &[&'static Rule], stage: impl Stage + 'static) -> Entry {
        Entry {
            id,
            rules: rules.iter().map(|rule| RuleRef::Built(rule)).collect(),
            stage: Box::new(stage),
            further: &[],
        }
    }

    /// Returns the names of the passes that the stage may make, in their order.
    pub(crate) fn passes(&self) -> impl Iterator<Item = &'static str> + use<> {
        std::iter::once(self.id).chain(self.further.iter().copied())
    }

    /// Returns the folder of the stage, the name that `--stages` takes.
    pub fn folder(&self) -> &'static str {
        self.id.split('/').next().unwrap_or(self.id)
    }
}

/// Gives the stage `$id` up to seven further passes, `split/date 2` to `split/date 8`.
macro_rules! settling {
    ($entry:expr, $id:literal) => {
        $crate::stage::Entry {
            further: &[
                concat!($id, " 2"),
                concat!($id, " 3"),
                concat!($id, " 4"),
                concat!($id, " 5"),
                concat!($id, " 6"),
                concat!($id, " 7"),
                concat!($id, " 8"),
            ],
            ..$entry
        }
    };
}

pub(crate) use settling;

/// Runs `entries` over a document in their order, without the rules in `off`, and stops where it is
/// rejected.
///
/// In debug builds each stage is run once more, to see that it is at rest.
pub(crate) fn apply(entries: &[Entry], off: &[String], doc: &mut Document) {
    for entry in entries {
        if !doc.is_kept() {
            return;
        }
        let mut looks = entry.passes();
        while let Some(pass) = looks.next().filter(|_| doc.is_kept()) {
            let len = doc.text().len();
            let mut found = Findings::without(off);
            entry.stage.scan(doc, &mut found);
            if pass != entry.id && found.is_at_rest() {
                break;
            }
            doc.commit(pass, found);
            if doc.text().len() == len {
                break;
            }
        }
        debug_assert!(is_at_rest(entry, off, doc), "{} finds more in its own output", entry.id);
    }
}

/// Shows a document to `gates` in their order, without the rules in `off`, until one sets it aside.
pub(crate) fn pass(gates: &mut [GateEntry<'_>], off: &[String], doc: &mut Document) {
    for entry in gates {
        if !doc.is_kept() {
            return;
        }
        let mut found = Findings::without(off);
        entry.gate.scan(doc, &mut found);
        doc.commit(entry.id, found);
    }
}

/// Returns whether a stage finds nothing in its own output (law 4).
fn is_at_rest(entry: &Entry, off: &[String], doc: &Document) -> bool {
    let mut again = Findings::without(off);
    if doc.is_kept() {
        entry.stage.scan(doc, &mut again);
    }
    again.is_at_rest()
}
