//! Moves what describes a document out of its text and into fields: date, byline, dateline, source,
//! title, section, site signature, deck, tags.
//!
//! Each recognizer knows a family of shapes, looks only at the head and the tail of the text, and
//! leaves a field null rather than guess. A sentence of the article is never touched.

mod above;
mod byline;
mod cities;
mod credit;
mod date;
mod dated;
mod dateline;
mod deck;
mod head;
mod headline;
mod imprint;
mod issue;
mod names;
mod papers;
mod parts;
mod record;
mod section;
mod signature;
mod tags;
mod title;
mod vote;

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::stage::{Entry, settling};

pub use crate::dates::{Hint, Order, Parsed, Stamp, parse_date};
pub use signature::Signature;

pub(crate) use vote::shown_order;

/// The order in which a site writes day and month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SiteOrder {
    /// The site: a folder on the path of its pages; empty for all documents.
    #[serde(default)]
    pub site: String,
    /// Which of day and month comes first.
    pub order: Order,
}

/// Options of `[split]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// Site signatures to look for besides the shapes that are known.
    pub signature: Vec<Signature>,
    /// Sites that write numeric dates in a known order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub order: Vec<SiteOrder>,
}

/// Returns the stages in running order.
///
/// # Errors
///
/// When a signature of the options has a malformed pattern.
pub(crate) fn stages(options: &Options, inputs: &[String]) -> Result<Vec<Entry>> {
    Ok(vec![
        record::entry(),
        settling!(date::entry(&options.order, inputs), "split/date"),
        settling!(byline::entry(), "split/byline"),
        settling!(dateline::entry(), "split/dateline"),
        settling!(signature::entry(&options.signature)?, "split/signature"),
        settling!(credit::entry(), "split/credit"),
        settling!(title::entry(), "split/title"),
        settling!(section::entry(), "split/section"),
        settling!(above::entry(), "split/above"),
        settling!(deck::entry(), "split/deck"),
        settling!(tags::entry(), "split/tags"),
        record::weak_entry(),
    ])
}
