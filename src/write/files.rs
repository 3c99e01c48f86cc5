//! Where the files of a dataset are: in place, or prepared under other names until they are.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A folder with the files of a dataset.
#[derive(Clone, Debug)]
pub struct Files {
    folder: PathBuf,
    // The names that files have until they are put in place, by those of the manifest.
    prepared: Arc<BTreeMap<String, String>>,
}

impl Files {
    /// Returns the files of the dataset that stands in `folder`.
    pub fn in_place(folder: &Path) -> Files {
        Files { folder: folder.to_owned(), prepared: Arc::default() }
    }

    /// Returns files that are prepared in `folder` under other names.
    pub(super) fn prepared(folder: &Path, names: BTreeMap<String, String>) -> Files {
        Files { folder: folder.to_owned(), prepared: Arc::new(names) }
    }

    /// Returns where the file is that the manifest calls `name`.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(self.prepared.get(name).map_or(name, String::as_str))
    }
}
