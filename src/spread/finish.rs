//! What a worker does last: a document, with what was decided of it.

use crate::dedupe::{NEAR_TEXT, SAME_TEXT};
use crate::document::Document;
use crate::findings::Findings;
use crate::marks::Twin;
use crate::pipeline::Pipeline;
use crate::raw::{Body, RawDocument};
use crate::stage::{Gate, GateEntry};

/// What was decided of a document that repeats another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// The other, in a cluster with its number among all.
    pub twin: Twin,
    /// Whether the two texts are the same.
    pub is_same: bool,
}

/// Returns the document that [`super::scan()`] has sent as these bytes, as `pipeline` of the same
/// configuration makes it, with what was decided of it.
pub fn finish(
    pipeline: &Pipeline,
    input: usize,
    bytes: Vec<u8>,
    decided: Option<Decided>,
) -> Document {
    let raw = RawDocument { input, file: String::new(), body: Body::Kept(bytes) };
    let mut doc = pipeline.document(raw);
    if decided.is_some() {
        let mut gate = Told { decided };
        pipeline.pass(&mut [GateEntry { id: "dedupe/near", gate: &mut gate }], &mut doc);
    }
    doc
}

/// A gate that has been told.
struct Told {
    decided: Option<Decided>,
}

impl Gate for Told {
    fn scan(&mut self, _: &Document, found: &mut Findings<'_>) {
        match self.decided.take() {
            Some(Decided { twin, is_same: true }) => found.repeat(&SAME_TEXT, twin),
            Some(Decided { twin, is_same: false }) => found.repeat(&NEAR_TEXT, twin),
            None => {}
        }
    }
}
