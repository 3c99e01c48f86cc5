//! What a worker does first: the documents of a share through the stages.

use crate::config::Config;
use crate::dedupe::Shown;
use crate::document::Document;
use crate::error::Result;
use crate::raw::RawDocument;
use crate::read::{Batches, Reader, Source};
use crate::store::encoded_without_marks;

use super::{Share, compares};

/// A document behind the stages, for the way to another process.
#[derive(Clone, Debug)]
pub struct Scanned {
    /// The number of the input that it came from.
    pub input: usize,
    /// Length of the raw document in bytes.
    pub raw_bytes: u64,
    /// SHA-256 of the raw document; empty where it could not be read.
    pub raw_hash: String,
    /// Its path inside its input.
    pub file: String,
    /// The document: [`crate::Body::Kept`] makes it again, in a pipeline of the same configuration.
    pub document: Vec<u8>,
    /// Whether it is kept so far.
    pub is_kept: bool,
    /// What is compared of it, where it is.
    pub shown: Option<Shown>,
}

/// Returns the raw documents of a share in batches, in order.
///
/// # Errors
///
/// When an option of reading has no meaning.
pub fn scan(
    config: &Config,
    share: Share,
) -> Result<impl Iterator<Item = Vec<RawDocument>> + Send + use<>> {
    let reader = Reader::new(&config.read, config.limits.caps())?;
    let limits = config.limits.batch(rayon::current_num_threads());
    Ok(Batches::new(reader.feed(vec![Source::Files(share.files())]), limits))
}

/// Returns a document that the stages of `pipeline` have seen, and what is compared of it.
pub fn shown_of(config: &Config, doc: &Document) -> Scanned {
    let origin = doc.origin();
    Scanned {
        input: origin.input,
        raw_bytes: origin.raw_bytes,
        raw_hash: origin.raw_hash.clone(),
        file: origin.file.clone(),
        document: encoded_without_marks(doc),
        is_kept: doc.is_kept(),
        shown: Shown::of(doc, &config.dedupe).filter(|_| compares(config)),
    }
}
