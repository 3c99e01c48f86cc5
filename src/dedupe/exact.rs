//! The gate of exact duplicates: the first document with a text stays, later ones are set aside.

use crate::document::Document;
use crate::error::{Error, Result};
use crate::findings::Findings;
use crate::marks::{Likeness, Name, Twin};
use crate::rows::document_id;
use crate::stage::Gate;

use super::index::Index;
use super::plan::too_large;
use super::repeats::Repeats;
use super::shelf::Shelf;
use super::spill::Spill;
use super::{Options, SAME_TEXT};

/// Hexadecimal digits of an id, in front of the file name in a record of the shelf.
const ID_BYTES: usize = 32;

/// Bytes of names in memory at most: they are looked at where a text is met again, and nowhere else.
pub(super) const NAMES_BYTES: usize = 1 << 20;

impl Excess {
    /// Returns what there is to warn of where it cannot be mended.
    pub fn unmended(self) -> String {
        let mended = "none of them is removed, since";
        self.warning.replace(mended, "all but one are removed, though")
    }
}

/// Remembers every text that it has seen, by digest, and where it stood.
///
/// In memory: 7 MiB at most, 1.4 bytes a kept document, and 5.4 a text that was met more than once.
pub struct Exact {
    // The place of the name of the first document with each text.
    seen: Index,
    names: Shelf,
    repeats: Repeats,
    // Texts that stay however often they stand there.
    exempt: Vec<u128>,
    documents: u64,
    failure: Option<Error>,
}

/// A text that stands in more documents than any is expected to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excess {
    /// Its digest.
    pub digest: u128,
    /// What there is to warn of.
    pub warning: String,
}

impl Exact {
    /// Returns a gate that has seen nothing, takes about `limit` bytes of memory, and spills the rest.
    ///
    /// Documents whose text is one of `excess` are let through.
    pub fn new(limit: u64, spill: &Spill, excess: &[Excess]) -> Exact {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let names_bytes = (limit / 4).min(NAMES_BYTES);
        Exact {
            seen: Index::new(limit / 2, spill.clone()),
            names: Shelf::new(names_bytes, spill.clone()),
            repeats: Repeats::new(names_bytes, spill),
            exempt: excess.iter().map(|excess| excess.digest).collect(),
            documents: 0,
            failure: None,
        }
    }

    /// Ends the run of documents and returns the texts that should not have been removed, for there are
    /// too many of them.
    ///
    /// # Errors
    ///
    /// When a file of what is remembered could not be written or read: verdicts since then are void.
    pub fn finish(mut self, options: &Options) -> Result<Vec<Excess>> {
        if let Some(failure) = self.failure {
            return Err(failure);
        }
        let documents = self.documents;
        let excess = self.repeats.those(|members| options.is_too_large(members, documents))?;
        let excess = excess.into_iter().map(|repeat| {
            let first = name(&self.names.take_down(repeat.place)?);
            let warning = too_large(&first, repeat.members, documents);
            Ok(Excess { digest: repeat.digest, warning })
        });
        excess.collect()
    }

    /// Returns the document that has this digest already, or remembers that this one does.
    fn look_up(&mut self, digest: u128, doc: &Document) -> Result<Option<Twin>> {
        let Some(place) = self.seen.find(digest)? else {
            let origin = doc.origin();
            let record = [document_id(&origin.raw_hash), origin.file.as_str()].concat();
            let place = self.names.put(record.as_bytes())?;
            self.seen.put(digest, place)?;
            return Ok(None);
        };
        let kept = name(&self.names.take_down(place)?);
        let cluster = self.repeats.add(digest, place)?;
        Ok(Some(Twin { cluster, kept, likeness: Likeness::SAME, via: None }))
    }
}

impl Gate for Exact {
    fn scan(&mut self, doc: &Document, found: &mut Findings<'_>) {
        let digest = doc.marks().and_then(|marks| marks.digest);
        let Some(digest) = digest.filter(|_| self.failure.is_none()) else { return };
        self.documents += 1;
        if self.exempt.contains(&digest) {
            return;
        }
        match self.look_up(digest, doc) {
            Ok(Some(twin)) => found.repeat(&SAME_TEXT, twin),
            Ok(None) => {}
            Err(error) => self.failure = Some(error),
        }
    }
}

/// Returns the name that a record holds.
pub(super) fn name(record: &[u8]) -> Name {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (id, file) = record.split_at_checked(ID_BYTES).unwrap_or((&[], record));
    Name { file: text(file), id: text(id) }
}
