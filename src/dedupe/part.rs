//! A part of the documents, of which none is compared with any outside it.
//!
//! Documents are compared where they share a key, so those that are connected by shared keys, directly or
//! through others, are such a part: what becomes of them is the same alone as among all. Engines that
//! spread a corpus over machines find the parts; this decides what becomes of each.

use crate::document::Document;
use crate::error::{Error, Result};
use crate::marks::Twin;

use super::Options;
use super::entry::Entry;
use super::spill::Spill;
use super::survey::{Survey, keys};

/// What is shown of a document to be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// What documents that may be alike have in common: a set with repetitions, in no order.
    pub keys: Vec<u64>,
    /// What is remembered of it.
    pub entry: Vec<u8>,
}

impl Shown {
    /// Returns what is shown of `doc`, where it was made ready to be compared.
    pub fn of(doc: &Document, options: &Options) -> Option<Shown> {
        let marks = doc.marks().filter(|_| doc.is_kept())?;
        Some(Shown { keys: keys(marks, options), entry: Entry::of(doc, marks).to_bytes() })
    }
}

/// The documents of one part, in the order of the input.
pub struct Part {
    survey: Survey,
    places: Vec<u64>,
}

/// What becomes of the documents of a part.
#[derive(Clone, Debug, Default)]
pub struct Removals {
    /// Those that are set aside, in order.
    pub removals: Vec<Removal>,
    /// What there is to warn of: with the place of the first document of each cluster that is too large.
    pub warnings: Vec<(u64, String)>,
}

/// A document that is set aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removal {
    /// Its place in the order of the input.
    pub place: u64,
    /// That of the document that stays.
    pub kept: u64,
    /// What it repeats; clusters are numbered within the part.
    pub twin: Twin,
    /// Whether the two texts are the same.
    pub is_same: bool,
}

impl Part {
    /// Returns a part without documents that takes about `limit` bytes of memory, and spills the rest.
    pub fn new(options: &Options, limit: u64, spill: &Spill) -> Part {
        Part { survey: Survey::new(options, limit, spill), places: Vec::new() }
    }

    /// Adds the document at `place`, which lies behind those of all that were added before.
    ///
    /// # Errors
    ///
    /// When it does not, or what is remembered cannot be written.
    pub fn add(&mut self, place: u64, shown: &Shown) -> Result<()> {
        if self.places.last().is_some_and(|last| *last >= place) {
            let problem = "expected documents in the order of the input, each once";
            return Err(Error::new("dedupe", problem));
        }
        self.places.push(place);
        self.survey.put(&Entry::from_bytes(&shown.entry), &shown.keys)
    }

    /// Returns what becomes of them, where there are so many `documents` in all parts together.
    ///
    /// # Errors
    ///
    /// When what is remembered cannot be read.
    pub fn settle(self, documents: u64) -> Result<Removals> {
        let Part { survey, places } = self;
        let (told, warnings) = survey.plan_among(documents)?.into_told()?;
        let place = |number: u32| places.get(number as usize).copied().unwrap_or_default();
        let removals = told.into_iter().map(|told| Removal {
            place: place(told.member),
            kept: place(told.kept),
            twin: told.twin,
            is_same: told.is_same,
        });
        let warnings = warnings.into_iter().map(|warning| (place(warning.first), warning.text));
        Ok(Removals { removals: removals.collect(), warnings: warnings.collect() })
    }
}
