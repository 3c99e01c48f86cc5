//! Learning from a corpus: which lines the pages of a site repeat, and which rules would remove them.
//!
//! A survey reads every document once, keeps a bounded [sample] of each site and judges the
//! shapes of its lines: in how many documents each stands, and where. It promises that neither the
//! order of the documents nor the number of threads, nor how they are divided among processes, changes a proposal, and that memory does not
//! grow with the corpus. It never proposes a line that is a document's own title, and never a
//! repeated paragraph of prose next to the article: that is background, reported apart and kept.

mod background;
mod block;
mod count;
mod exam;
mod judge;
mod names;
mod notice;
mod orders;
mod propose;
mod render;
mod sample;
mod sheet;
mod slots;
mod survey;

pub use background::Background;
pub use exam::{Exam, Failure, exam};
pub use judge::{Options, Survey};
pub use orders::Vote;
pub use propose::Proposal;
pub use render::{render, rules_only};
pub use sample::{SITE_BYTES, Sample, TOTAL_BYTES};
pub use slots::{Slot, Value};
pub use survey::{Surveyor, apply, propose, survey};
