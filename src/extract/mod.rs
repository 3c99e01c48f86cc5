//! Makes of an HTML page its main content, as paragraphs in the order of the page, and takes its
//! metadata into fields.
//!
//! A text that is no page is never touched. Of a page, every byte that goes is an edit: markup, white
//! space, and blocks that a model takes for the page's furniture.

mod again;
mod around;
mod bare;
mod blocks;
mod choose;
mod edits;
mod facts;
mod html;
mod kind;
mod layout;
mod look;
mod meta;
mod model;
mod names;
mod rules;
mod sniff;
mod told;
mod wording;

use serde::{Deserialize, Serialize};

use crate::stage::Entry;

pub use bare::{Bare, Piece};
pub use choose::Mode;
pub use kind::{KINDS, marked};
pub use layout::Output;
pub use look::Look;
pub use model::Model;

/// Options of `[extract]`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// Whether HTML pages are made into text.
    pub html: bool,
    /// How readily blocks are taken for main content.
    pub mode: Mode,
    /// The form of the text.
    pub output: Output,
    /// Whether readers' comments may be main content.
    pub comments: bool,
    /// Whether tables may be.
    pub tables: bool,
    /// Whether captions of pictures may be.
    pub captions: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            html: true,
            mode: Mode::Balanced,
            output: Output::Text,
            comments: true,
            tables: true,
            captions: true,
        }
    }
}

/// Returns the stages in running order.
pub(crate) fn stages(options: &Options) -> Vec<Entry> {
    vec![html::entry(options)]
}

/// Returns whether each block of a page stays, by the scores of a model.
pub fn kept(look: &Look<'_>, scores: &[i32], mode: Mode) -> Vec<bool> {
    choose::chosen(look, scores, mode)
}
