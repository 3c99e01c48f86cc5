//! Repairs damage to characters: mojibake, stray HTML entities, controls.
//!
//! Each scan finds ranges of the text and what belongs there; none of them changes the text. What stays
//! in doubt stays as it is, and a second scan of the repaired text finds nothing.

mod control;
mod entity;
mod evidence;
mod gate;
pub mod kind;
mod legacy;
mod line;
pub mod model;
mod model_file;
pub mod mojibake;
mod pages;
mod quick;
mod rank;
pub mod symbol;
mod tables;
mod usual;
mod utf8;
mod weigh;
mod weigh_legacy;
mod weigh_utf8;

use kind::Repair;

use crate::findings::Findings;
use crate::rule::Rule;
use crate::span::Span;
use crate::stage::{Entry, settling};

/// Returns the stages in running order: entities may hide mojibake, and mojibake is made of controls
/// in part.
pub(crate) fn stages() -> Vec<Entry> {
    vec![entity::entry(), settling!(mojibake::entry(), "repair/mojibake"), control::entry()]
}

/// Returns `text` with its damage repaired: entities, mojibake, controls, in this order.
///
/// What is intact comes back as it is. The bytes of a file may need decoding first:
/// [`crate::Pipeline`] does both and keeps the ledger.
///
/// # Examples
///
/// ```
/// assert_eq!(scutch::repair::fix("The cafÃ© isnâ€™t &quot;open&quot;."), "The café isn’t \"open\".");
/// assert_eq!(scutch::repair::fix("The café is open."), "The café is open.");
/// ```
pub fn fix(text: &str) -> String {
    let mut fixed = text.to_owned();
    for scan in [entity::scan, mojibake::scan, control::scan] {
        let repairs = scan(&fixed);
        if !repairs.is_empty() {
            fixed = kind::apply(&fixed, &repairs);
        }
    }
    fixed
}

/// Reports a repair under `rule`, with the mix-ups that it takes back.
fn report(rule: &'static Rule, repair: &Repair, found: &mut Findings<'_>) {
    let at = Span::new(repair.start, repair.end);
    match repair.kind.is_note() {
        true => {
            let run = at.len() / char::REPLACEMENT_CHARACTER.len_utf8();
            found.flag(rule, at, &format!("{run} in a row"));
        }
        false => found.replace_because(rule, at, &repair.with, &repair.explanation()),
    }
}
