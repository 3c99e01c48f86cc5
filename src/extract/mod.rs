//! Finds the main content of an HTML page.

mod again;
mod around;
mod blocks;
mod choose;
mod facts;
mod look;
mod model;
mod names;
mod told;

pub use choose::Mode;
pub use look::Look;
pub use model::Model;

/// Returns whether each block of a page stays.
pub fn kept(look: &Look<'_>, scores: &[i32], mode: Mode) -> Vec<bool> {
    choose::chosen(look, scores, mode)
}
