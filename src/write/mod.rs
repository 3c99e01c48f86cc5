//! Writes the dataset: documents, rejected, changes and the manifest, all of them or none.
//!
//! A plan says which streams of rows there are: a table, a part of the dataset and a format each. A
//! stream is written to files of bounded size in a hidden folder inside the output folder, and put in
//! place at the end by a journal of renames, the manifest last; until then the last good output stays
//! as it is. A lock keeps two runs out of one folder. Where files and row groups end depends on the
//! documents alone.

mod card;
mod croissant;
mod csv;
mod datapackage;
mod dataset;
mod descriptors;
mod digest;
mod files;
mod folder;
mod join;
mod journal;
mod json;
mod manifest;
mod options;
mod parquet;
mod plan;
mod render;
mod schema;
mod shards;
mod sink;
mod split;
mod stats;
mod stretch;
mod view;

pub use dataset::{Dataset, Written};
pub use descriptors::descriptors;
pub use files::Files;
pub use folder::{recover, replace};
pub use join::{Joined, join};
pub use manifest::{InputEntry, Manifest, NAME as MANIFEST, Outcomes, OutputEntry, RuleEntry};
pub use options::{Compression, Format, Formulas, Layout, Options};
pub use plan::{Plan, Stream};
pub use schema::json_schema;
pub use shards::Full;
pub use split::Splits;
pub use stats::Stats;
pub use stretch::{Made, Stretch};
pub use view::{From, Leaf, View};

pub(crate) use csv::{LIST_SEPARATOR, unescaped};
pub(crate) use parquet::schema as parquet_schema;
pub(crate) use view::is_nullable;
