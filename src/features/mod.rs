//! Facts about lines as small numbers, and the forests that weigh them.
//!
//! Everything is counted in whole numbers and in one order, so that a score is the same on every
//! machine.

mod bins;
mod columns;
mod file;
mod forest;
mod glyph;
mod line;
mod reader;
mod sums;
mod words;

pub use bins::BINS;
pub use columns::Columns;
pub use forest::{DEPTH, Forest, LEAVES, LOGIT, Tree};
pub use words::Words;

pub(crate) use bins::{log, place, share, signed};
pub(crate) use file::Reader;
pub(crate) use line::{Bullet, Line};
pub(crate) use sums::{Sums, distances};
pub(crate) use words::Sketch;
