//! Sets aside documents that repeat another, and takes out paragraphs that earlier ones have.
//!
//! What can be worked out from one document alone (digest, shingles, sketch) is worked out by a stage, in
//! parallel; the gates only look it up, in the order of the input. Of each cluster exactly one document
//! stays. Memory is bounded by `limits.dedupe_memory`: what does not fit goes to files that have no
//! name and vanish with the run, and the result is the same.
//!
//! Where only equal texts are looked for and the first stays, [`Exact`] decides in one pass. Else which
//! document stays is known only when all have been seen: [`Survey`] remembers them in a first pass, and
//! its [`Plan`] is the gate of the second. [`Repeated`] comes last and sees what stays.

mod clusters;
mod digest;
mod entry;
mod exact;
mod index;
mod options;
mod part;
mod plan;
mod repeated;
mod repeats;
mod sheaf;
mod shelf;
mod shingles;
mod sketch;
mod sorter;
mod spill;
mod survey;
mod twister;

use crate::rule::{Effect, Example, Rule};
use crate::stage;

pub(crate) use digest::text_digest;
pub use exact::{Exact, Excess};
pub(crate) use index::Index;
pub use options::{Keep, Options, Unit};
pub use part::{Part, Removal, Removals, Shown};
pub use plan::Plan;
pub use repeated::Repeated;
pub(crate) use shelf::Shelf;
pub use shingles::shingles;
pub use sketch::Sketcher;
pub use spill::Spill;
pub use survey::Survey;

pub(crate) static SAME_TEXT: Rule = Rule::new(
    "dedupe/same-text",
    Effect::Reject,
    "another document has the same text, but for white space",
    "A text that stands in a dataset several times is learned by heart, and leaks from training into \
     test. The reason names the document that is kept.",
    &[Example::declines("The ferry sails at noon.")],
);

pub(crate) static NEAR_TEXT: Rule = Rule::new(
    "dedupe/near-text",
    Effect::Reject,
    "another document has nearly the same text",
    "An agency's report stands on a hundred sites, each with a word changed, and does the harm of an \
     exact copy. The reason names the document that is kept, how much of the stretches of words the two \
     share, and through which other they belong together.",
    &[Example::declines("The ferry sails at noon.")],
);

pub(crate) static REPEATED_TEXT: Rule = Rule::new(
    "dedupe/repeated-text",
    Effect::Remove,
    "a paragraph or line that stands in earlier documents",
    "An agency's note on itself or a paper's appeal for letters stands in distinct articles, and is \
     learned by heart like a text that repeats as a whole. The first documents keep it; the reason \
     names the very first.",
    &[Example::declines("The ferry sails at noon.")],
);

pub(crate) static NOTHING_NEW: Rule = Rule::new(
    "dedupe/nothing-new",
    Effect::Note,
    "every paragraph stands in earlier documents: it stays whole",
    "A text put together from others is no copy of any of them, so no rule sets it aside; without its \
     paragraphs nothing would be left of it.",
    &[Example::declines("The ferry sails at noon.")],
);

/// Returns the stages that work out what the gates look up.
pub(crate) fn stages(options: &Options) -> Vec<stage::Entry> {
    match options.exact || options.near || options.repeated != Unit::None {
        true => vec![digest::entry(options)],
        false => Vec::new(),
    }
}

/// Returns how much two texts are alike by the stretches of words they share, as the run compares them.
pub(crate) fn likeness(a: &[u32], b: &[u32]) -> crate::marks::Likeness {
    let (both, all) = shingles::overlap(a, b);
    crate::marks::Likeness::of(both, all)
}

/// Returns what [`likeness`] takes: the set of stretches of `words` words of a text.
pub(crate) fn shingle_set(text: &str, words: usize) -> Vec<u32> {
    shingles::set(&shingles(text, words))
}

/// Returns 64 bits that stand for a digest.
fn folded(digest: u128) -> u64 {
    u64::try_from(digest >> 64).unwrap_or(0)
}

/// Returns what stands for a list of digests, from what stands for all but the last.
fn sealed(seal: u64, digest: u128) -> u64 {
    (seal.rotate_left(5) ^ folded(digest)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}
