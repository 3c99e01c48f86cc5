//! A report on a dataset: one HTML page that shows what came in, what went out, and why.
//!
//! The page needs no network and no script. Everything on it follows from the tables and the manifest,
//! so the same dataset gives the same bytes, and `verify` makes it again. No text of a document can
//! become markup: see `html`. Memory is bounded, whatever the size of the dataset: the tables are read
//! row by row, what is counted is counted in classes or by bounded tallies, and of the documents some
//! are shown. There are no wall times, as they differ from run to run.

mod aside;
mod changes;
mod choice;
mod contents;
mod documents;
mod flow;
mod gather;
mod html;
mod lengths;
mod outcomes;
mod page;
mod passage;
mod plot;
mod rules;
mod shown;
mod summary;
mod tally;
mod weave;

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::config::Config;
use crate::error::{Error, Result};
use crate::write::{self, Files, Manifest};

/// The name of the page in the folder of the dataset.
pub const NAME: &str = "report.html";

/// Returns the page of the dataset in `folder`.
///
/// # Errors
///
/// When there is no dataset, or a table of it cannot be read.
pub fn report(folder: &Path) -> Result<String> {
    write::recover(folder)?;
    let manifest = Manifest::read(folder)?;
    let place = folder.join("manifest.json").display().to_string();
    let config: Config = serde_json::from_value(manifest.config.clone())
        .map_err(|error| Error::new(place, format!("expected a config, found {error}")))?;
    page(&Files::in_place(folder), &manifest, &config)
}

/// Returns whether the file at `path` is such a page.
pub(crate) fn is_page(path: &Path) -> bool {
    let mut beginning = vec![0; page::BEGINNING.len()];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut beginning));
    read.is_ok() && beginning == page::BEGINNING.as_bytes()
}

/// Returns the page of the dataset in `place`, made by `config`; of the manifest's outputs the page
/// itself does not count.
///
/// # Errors
///
/// When a table cannot be read.
pub(crate) fn page(place: &Files, manifest: &Manifest, config: &Config) -> Result<String> {
    let mut manifest = manifest.clone();
    manifest.outputs.retain(|output| output.file != NAME);
    let facts = gather::facts(place, &manifest, config)?;
    Ok(page::page(&manifest, &facts))
}
