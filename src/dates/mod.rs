//! Dates as people and machines write them, in a hundred languages and three calendars.
//!
//! What could mean two days is given as both. Nothing here knows what a date is for.

pub(crate) mod calendar;
pub(crate) mod clock;
pub(crate) mod find;
pub(crate) mod labels;
mod parse;
pub(crate) mod scan;
mod solar;
pub(crate) mod stamp;
pub(crate) mod words;

pub use parse::{Hint, Parsed, parse_date};
pub use stamp::{Order, Stamp};
