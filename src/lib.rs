//! Turns folders of messy scraped text into a clean dataset, and accounts for every byte.
//!
//! # Examples
//!
//! ```
//! use scutch::{Body, Config, Field, Pipeline, RawDocument};
//!
//! let pipeline = Pipeline::new(&Config::default())?;
//! let doc = pipeline.document(RawDocument {
//!     input: 0,
//!     file: "a.txt".to_owned(),
//!     body: Body::Bytes(b" date 2031-05-09 By Kestrel\n\nThe  ferry sails at noon.\n".to_vec()),
//! });
//! assert_eq!(doc.text(), "The ferry sails at noon.");
//! assert_eq!(doc.field(Field::Published), Some("2031-05-09"));
//! assert_eq!(doc.field(Field::Source), Some("Kestrel"));
//! for change in doc.ledger().changes() {
//!     println!("{} at raw {:?}: {:?}", change.rule.id, change.raw, change.was);
//! }
//! # Ok::<(), scutch::Error>(())
//! ```

pub mod catalog;
pub mod check;
pub mod config;
mod dates;
pub mod decode;
pub mod dedupe;
pub mod diff;
pub mod document;
mod entities;
mod error;
pub mod expect;
pub mod extract;
pub mod features;
mod field;
pub mod filter;
mod findings;
mod gates;
mod hash;
mod html;
mod labels;
pub mod learn;
pub mod ledger;
mod lexicon;
mod limits;
mod map;
mod marks;
pub mod mask;
mod measure;
pub mod normalize;
pub mod pattern;
pub mod pipeline;
mod prose;
mod raw;
pub mod read;
mod regular;
mod reopen;
pub mod repair;
pub mod report;
pub mod rows;
mod rule;
pub mod run;
mod sections;
mod shape;
mod site;
mod span;
pub mod split;
pub mod spread;
mod stage;
mod store;
pub mod strip;
pub mod table;
pub mod tag;
mod text;
pub mod trace;
pub mod verify;
mod words;
pub mod write;

pub use config::Config;
pub use document::Document;
pub use error::{Error, Result, io_reason};
pub use field::Field;
pub use findings::Findings;
pub use map::{Kind, Map, Run};
pub use marks::{Likeness, Marks, Name, Twin};
pub use pipeline::Pipeline;
pub use raw::{Body, Escapes, Hint, HintKind, Opener, Part, RawDocument, Record, Spoiled};
pub use rule::{Effect, Example, Rule, RuleRef};
pub use span::Span;
pub use stage::{Entry, Gate, GateEntry, Stage};
