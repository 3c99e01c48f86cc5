//! Removes what the page added to the article: widgets and furniture.
//!
//! Where a text clearly is that of a whole page, a model finds the page's lines. Else only whole lines
//! at the head and the tail of a text are taken for furniture, but for shapes so odd that no sentence
//! has them. A line inside the article that merely looks like furniture stays.

mod abroad;
mod afar;
mod families;
mod furniture;
mod gadgets;
mod guard;
mod labels;
mod learned;
mod listed;
mod notices;
pub mod page;
mod shapes;
mod widget;

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::pattern::Pattern;
use crate::stage::{Entry, settling};

pub use learned::Learned;

use learned::Turn;

/// Options of `[strip]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// How readily lines of a whole page's text are taken for furniture.
    pub page: page::Mode,
    /// Lines to remove besides the shapes that are known.
    pub furniture: Vec<Pattern>,
    /// Whether long prose that a rule removes is pointed out in the ledger.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub guard: bool,
    /// Lines that `scutch discover` has found.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub learned: Vec<Learned>,
}

/// Returns the stages in running order; lines that `signatures` describe are left for `split`.
///
/// # Errors
///
/// When a line of the options or a signature has a malformed pattern.
pub(crate) fn stages(
    options: &Options,
    inputs: &[String],
    signatures: &[Pattern],
) -> Result<Vec<Entry>> {
    let learned = learned::entry(&options.learned, inputs, signatures, Turn::First)?;
    let known = [
        page::entry(options.page),
        settling!(widget::entry(), "strip/widget"),
        furniture::entry(&options.furniture, signatures)?,
        page::again(options.page),
    ];
    let learned = learned.map(|entry| settling!(entry, "strip/learned"));
    Ok(learned.into_iter().chain(known).collect())
}

/// Returns the stages that run behind `split`.
///
/// # Errors
///
/// When a learned line or a signature has no meaning.
pub(crate) fn late_stages(
    options: &Options,
    inputs: &[String],
    signatures: &[Pattern],
) -> Result<Vec<Entry>> {
    let late = learned::entry(&options.learned, inputs, signatures, Turn::Last)?;
    let late = late.map(|entry| settling!(entry, "strip/learned-late"));
    Ok(late.into_iter().chain(options.guard.then(guard::entry)).collect())
}
