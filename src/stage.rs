//! Stages and gates: each looks at a document and reports what it finds; none changes anything.

use crate::document::Document;
use crate::findings::Findings;
use crate::rule::{Effect, Rule, RuleRef};
use crate::span::Span;

static WORK: Rule = Rule::new(
    "limit/work",
    Effect::Reject,
    "a document that takes more steps than `limits.document_steps`",
    "One document must not decide how long a run takes. A step is a byte that a stage looks at, and each \
     change is sixty-four: the same document ends at the same step on every machine.",
    &[],
);

/// The rules of running stages.
pub(crate) static RULES: &[&Rule] = &[&WORK];

/// Steps of a change: it is remembered, moves the map, and becomes a row of the ledger.
const CHANGE_STEPS: u64 = 64;

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
/// rejected or has taken more than `most_steps`.
///
/// In debug builds each stage is run once more, to see that it is at rest.
pub(crate) fn apply(entries: &[Entry], off: &[String], most_steps: u64, doc: &mut Document) {
    let mut steps: u64 = 0;
    for entry in entries {
        if !doc.is_kept() {
            return;
        }
        let mut looks = entry.passes();
        while let Some(pass) = looks.next().filter(|_| doc.is_kept()) {
            let len = doc.text().len();
            let mut found = Findings::without(off);
            entry.stage.scan(doc, &mut found);
            steps = steps.saturating_add(len as u64 + CHANGE_STEPS * found.count());
            if pass != entry.id && found.is_at_rest() {
                break;
            }
            doc.commit(pass, found);
            if steps > most_steps {
                return give_up(pass, off, most_steps, doc);
            }
            if doc.text().len() == len {
                break;
            }
        }
        debug_assert!(is_at_rest(entry, off, doc), "{} finds more in its own output", entry.id);
    }
}

/// Rejects a document that has taken too many steps, unless it was rejected before.
fn give_up(pass: &'static str, off: &[String], most_steps: u64, doc: &mut Document) {
    if !doc.is_kept() {
        return;
    }
    let reason = format!("expected at most {most_steps} steps, and {pass} took more");
    let mut found = Findings::without(off);
    found.reject(&WORK, Span::new(0, doc.text().len()), &reason);
    doc.commit(pass, found);
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
