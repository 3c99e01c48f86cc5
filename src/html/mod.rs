//! Reads HTML as browsers do, with byte ranges, in linear time, from any text.
//!
//! A page holds what decides about text and metadata: elements with their attributes, and texts in the
//! order of the source. Nothing is copied and nothing fails.

mod attr;
mod build;
mod entity;
mod page;
mod tag;

pub(crate) use attr::{Name, is_space};
pub(crate) use entity::{decoded, reference};
pub(crate) use page::{Element, Gap, NONE, Page, Text, look};
pub(crate) use tag::{Tag, trait_bits};
