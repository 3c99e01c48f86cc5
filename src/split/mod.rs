//! Moves what describes a document out of its text and into fields: date, byline, dateline, source,
//! title, section, site signature.
//!
//! Each recognizer knows a family of shapes, looks only at the head and the tail of the text, and
//! leaves a field null rather than guess. A sentence of the article is never touched.

mod byline;
mod calendar;
mod clock;
mod credit;
mod date;
mod dateline;
mod head;
mod headline;
mod labels;
mod months;
mod names;
mod record;
mod scan;
mod section;
mod signature;
mod title;

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::stage::Entry;

pub use signature::Signature;

/// Options of `[split]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// Site signatures to look for besides the shapes that are known.
    pub signature: Vec<Signature>,
}

/// Returns the stages in running order.
///
/// # Errors
///
/// When a signature of the options has a malformed pattern.
pub(crate) fn stages(options: &Options) -> Result<Vec<Entry>> {
    Ok(vec![
        record::entry(),
        date::entry(),
        byline::entry(),
        dateline::entry(),
        signature::entry(&options.signature)?,
        credit::entry(),
        title::entry(),
        section::entry(),
        record::weak_entry(),
    ])
}
