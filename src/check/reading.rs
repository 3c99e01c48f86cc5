//! Reads the records of a dataset, batch by batch.

use std::sync::atomic::Ordering;

use rayon::prelude::*;

use crate::config::Config;
use crate::decode::{self, Decoder};
use crate::error::Result;
use crate::raw::RawDocument;
use crate::read::{Batches, Limits};
use crate::run::{Inputs, STANDARD, Watch};

use super::dataset::{DataFile, Dataset};
use super::record::{Opener, Record};

/// Documents and bytes that are looked at together: the first of them tell what records look like, so
/// that results depend on these numbers and on nothing else of the kind.
const BATCH: Limits = Limits { documents: 1024, bytes: 8 << 20 };

/// The records of a dataset, in order.
pub(crate) struct Reading {
    files: Vec<DataFile>,
    opener: Opener,
    batches: Box<dyn Iterator<Item = Vec<RawDocument>> + Send>,
}

impl Reading {
    /// Begins to read.
    ///
    /// # Errors
    ///
    /// When an option of reading has no meaning, or a file is not there any more.
    pub(crate) fn open(config: &Config, dataset: &Dataset) -> Result<Reading> {
        let mut config = config.clone();
        let paths = dataset.files.iter().map(|file| file.path.display().to_string());
        config.run.input = paths.collect();
        config.run.files_from = String::new();
        config.run.output = STANDARD.to_owned();
        // Of records that are no UTF-8 the encoding is found, so that their texts can be looked at.
        let most = config.limits.document_bytes;
        let decoder = Decoder::new(&decode::Options::default(), most)?;
        let opener = Opener::new(&config.read.columns, decoder, most);
        let mut inputs = Inputs::open(&config)?;
        let batches = Box::new(Batches::new(inputs.documents(0), BATCH));
        Ok(Reading { files: dataset.files.clone(), opener, batches })
    }

    /// Returns the next records, opened, with the bytes that they took; none at the end, or once `watch`
    /// says to stop.
    pub(crate) fn next(&mut self, watch: &Watch<'_>) -> Option<(u64, Vec<Record>)> {
        let batch = self.batches.next().filter(|_| !watch.stop.load(Ordering::Relaxed))?;
        let bytes = batch.iter().map(|raw| raw.body.size()).sum();
        let open = |raw: RawDocument| {
            self.opener.open(RawDocument { file: full_name(&self.files, &raw), ..raw })
        };
        Some((bytes, batch.into_par_iter().map(open).collect()))
    }
}

/// Returns the name of a record with the path of its file as it was given.
fn full_name(files: &[DataFile], raw: &RawDocument) -> String {
    let path = files.get(raw.input).map(|file| file.path.display().to_string());
    let inside = raw.file.split_once('!').map(|(_, inside)| inside);
    match (path, inside) {
        (Some(path), Some(inside)) => format!("{path}!{inside}"),
        (Some(path), None) => path,
        (None, _) => raw.file.clone(),
    }
}
