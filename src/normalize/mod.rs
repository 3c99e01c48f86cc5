//! Brings text to one form: newlines, Unicode NFC, white space, invisible characters.
//!
//! What the characters say stays: curly quotes and dashes are kept unless config asks otherwise.

mod invisible;
mod newlines;
mod nfc;
mod paragraphs;
mod quotes;
mod spaces;

use serde::{Deserialize, Serialize};

use crate::stage::Entry;

pub use nfc::is_nfc;
pub use quotes::Quotes;

/// Options of `[normalize]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// What becomes of curly quotes.
    pub quotes: Quotes,
}

/// Returns the stages in running order.
pub(crate) fn stages(options: &Options) -> Vec<Entry> {
    vec![
        newlines::entry(),
        invisible::entry(),
        nfc::entry(),
        spaces::entry(),
        paragraphs::entry(),
        quotes::entry(options.quotes),
    ]
}

/// Returns the stage that looks for breaks between paragraphs once more, behind those that take lines out from
/// between them.
pub(crate) fn late_stages() -> Vec<Entry> {
    vec![Entry { id: "normalize/breaks", ..paragraphs::entry() }]
}
