//! The journal: what makes many renames one step.
//!
//! A dataset is several files, and no system renames several files at once. So the list of renames is
//! itself put in place by one rename, when every file is complete and on the disk: before it the old
//! dataset stands, after it the new one, since whoever opens the folder next does what is left of the
//! list before anything else.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Component, Path};

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// Its name in the output folder.
const NAME: &str = ".scutch-journal";

/// Its name while it is written, in the folder of prepared files.
const STAGED: &str = "journal";

/// A file to be put in place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Move {
    /// Its name in the folder of prepared files.
    pub(super) staged: String,
    /// Its name in the output folder.
    pub(super) place: String,
}

/// What is left to do to put a dataset in place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Journal {
    /// The folder of prepared files, in the output folder.
    pub(super) staging: String,
    /// The files to be put in place, the manifest last.
    pub(super) moves: Vec<Move>,
    /// Files of the dataset before, which are not of this one.
    pub(super) stale: Vec<String>,
}

impl Journal {
    /// Puts the journal in place: from here on the new dataset is the one that stands.
    pub(super) fn begin(&self, folder: &Path) -> Result<()> {
        let staging = folder.join(&self.staging);
        for Move { place, .. } in &self.moves {
            make_room(folder, place)?;
        }
        let (staged, place) = (staging.join(STAGED), folder.join(NAME));
        let json = serde_json::to_vec(self).map_err(|error| Error::new(NAME, error.to_string()))?;
        let written = write_through(&staged, &json).and_then(|()| sync_folder(&staging));
        written.map_err(|error| Error::io(&staged, "write", &error))?;
        let renamed = fs::rename(&staged, &place).and_then(|()| sync_folder(folder));
        renamed.map_err(|error| Error::io(&place, "put the result in place", &error))
    }

    /// Returns whether a journal stands in `folder`.
    pub(super) fn is_in(folder: &Path) -> bool {
        folder.join(NAME).exists()
    }

    /// Returns the journal that stands in `folder`.
    pub(super) fn read(folder: &Path) -> Result<Option<Journal>> {
        let path = folder.join(NAME);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Error::io(&path, "read", &error)),
        };
        let journal: Journal = serde_json::from_slice(&bytes).map_err(|error| {
            Error::new(
                path.display().to_string(),
                format!("expected a journal of scutch, found {error}"),
            )
        })?;
        match journal.name_outside() {
            None => Ok(Some(journal)),
            Some(name) => {
                let problem = format!("expected names inside the folder, found \"{name}\"");
                Err(Error::new(path.display().to_string(), problem))
            }
        }
    }

    /// Returns a name that leads out of the folder; a journal that scutch wrote has none.
    fn name_outside(&self) -> Option<String> {
        let names = self.moves.iter().flat_map(|file| [&file.staged, &file.place]);
        let mut names = names.chain(&self.stale).chain([&self.staging]);
        names.find(|name| !is_inside(name)).cloned()
    }

    /// Does what is left of the list; what was done before is passed over.
    pub(super) fn complete(&self, folder: &Path) -> Result<()> {
        let staging = folder.join(&self.staging);
        for Move { staged, place } in &self.moves {
            put_in_place(&staging.join(staged), folder, place)?;
        }
        for name in &self.stale {
            remove_stale(folder, name)?;
        }
        sync_parents(folder, &self.moves)?;
        let ended = sync_folder(folder).and_then(|()| fs::remove_file(folder.join(NAME)));
        ended.map_err(|error| Error::io(&folder.join(NAME), "remove", &error))?;
        match fs::remove_dir_all(&staging) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(Error::io(&staging, "remove", &error))
            }
            _ => Ok(()),
        }
    }
}

/// Makes the folder that a file goes into, and checks that no folder stands in its place.
fn make_room(folder: &Path, name: &str) -> Result<()> {
    let place = folder.join(name);
    if let Some(parent) = place.parent() {
        fs::create_dir_all(parent).map_err(|error| Error::io(parent, "create", &error))?;
    }
    if place.is_dir() {
        let problem = "expected a file or nothing in the place of a result, found a folder";
        return Err(Error::new(place.display().to_string(), problem));
    }
    Ok(())
}

fn put_in_place(staged: &Path, folder: &Path, name: &str) -> Result<()> {
    let place = folder.join(name);
    match fs::rename(staged, &place) {
        // It was put in place before.
        Err(error) if error.kind() == io::ErrorKind::NotFound && place.is_file() => Ok(()),
        Err(error) => Err(Error::io(&place, "put the result in place", &error)),
        Ok(()) => Ok(()),
    }
}

/// Removes a file and the folders that are empty without it.
fn remove_stale(folder: &Path, name: &str) -> Result<()> {
    let place = folder.join(name);
    if place.is_file() {
        fs::remove_file(&place).map_err(|error| Error::io(&place, "remove", &error))?;
    }
    for parent in Path::new(name).ancestors().skip(1).filter(|parent| *parent != Path::new("")) {
        // A folder that holds something else stays.
        if fs::remove_dir(folder.join(parent)).is_err() {
            break;
        }
    }
    Ok(())
}

/// Returns whether a name stays inside the folder.
pub(super) fn is_inside(name: &str) -> bool {
    let mut parts = Path::new(name).components();
    !name.is_empty() && parts.all(|part| matches!(part, Component::Normal(_)))
}

fn write_through(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Has the names in the folders inside the output folder written to the disk.
fn sync_parents(folder: &Path, moves: &[Move]) -> Result<()> {
    let mut parents: Vec<&Path> =
        moves.iter().filter_map(|file| Path::new(&file.place).parent()).collect();
    parents.dedup();
    for parent in parents.into_iter().map(|parent| folder.join(parent)) {
        sync_folder(&parent).map_err(|error| Error::io(&parent, "write", &error))?;
    }
    Ok(())
}

/// Has the names in a folder written to the disk, where the system can.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    match cfg!(unix) {
        true => File::open(folder)?.sync_all(),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contents(folder: &Path) -> Vec<String> {
        let read =
            |name: &str| fs::read_to_string(folder.join(name)).unwrap_or_else(|_| "-".to_owned());
        ["a", "data/b", "old", "data-old/c"].map(read).to_vec()
    }

    /// Prepares a folder with an old dataset, a new one, and the journal in place.
    fn folder() -> (tempfile::TempDir, Journal) {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        fs::create_dir_all(at(".scutch-x")).expect("made");
        fs::create_dir_all(at("data-old")).expect("made");
        for (name, text) in [("a", "old a"), ("old", "old"), ("data-old/c", "old c")] {
            fs::write(at(name), text).expect("written");
        }
        fs::write(at(".scutch-x/0"), "new a").expect("written");
        fs::write(at(".scutch-x/1"), "new b").expect("written");
        let moves = [("0", "a"), ("1", "data/b")];
        let moves = moves
            .map(|(staged, place)| Move { staged: staged.to_owned(), place: place.to_owned() });
        let journal = Journal {
            staging: ".scutch-x".to_owned(),
            moves: moves.to_vec(),
            stale: vec!["old".to_owned(), "data-old/c".to_owned()],
        };
        journal.begin(folder.path()).expect("committed");
        (folder, journal)
    }

    #[test]
    fn a_list_that_was_cut_anywhere_is_completed() {
        for done in 0..5 {
            let (folder, journal) = folder();
            let staging = folder.path().join(&journal.staging);
            for file in journal.moves.iter().take(done) {
                put_in_place(&staging.join(&file.staged), folder.path(), &file.place).expect("put");
            }
            for name in journal.stale.iter().take(done.saturating_sub(journal.moves.len())) {
                remove_stale(folder.path(), name).expect("removed");
            }
            let journal = Journal::read(folder.path()).expect("read").expect("there");
            journal.complete(folder.path()).expect("completed");
            assert_eq!(contents(folder.path()), ["new a", "new b", "-", "-"], "cut at {done}");
            assert!(!folder.path().join("data-old").exists() && !staging.exists());
            assert_eq!(Journal::read(folder.path()).expect("read"), None);
        }
    }

    #[test]
    fn names_outside_the_folder_are_refused() {
        for name in ["../x", "/x", "a/../../x", ""] {
            assert!(!is_inside(name), "{name}");
        }
        let (folder, journal) = folder();
        let forged = Journal { stale: vec!["../x".to_owned()], ..journal };
        fs::write(folder.path().join(NAME), serde_json::to_vec(&forged).expect("JSON"))
            .expect("written");
        assert!(Journal::read(folder.path()).is_err());
    }

    #[test]
    fn a_folder_in_the_place_of_a_file_is_told_before_anything_is_done() {
        let (folder, journal) = folder();
        fs::create_dir(folder.path().join("data/d")).expect("made");
        let file = Move { staged: "0".to_owned(), place: "data/d".to_owned() };
        let blocked = Journal { moves: vec![file], ..journal };
        assert!(blocked.begin(folder.path()).is_err());
    }
}
