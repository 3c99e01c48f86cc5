//! The walk over one input: a file, a folder, or standard input.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use ignore::overrides::{Override, OverrideBuilder};
use ignore::{DirEntry, WalkBuilder};

use crate::error::{Error, Result, io_reason};
use crate::raw::{Body, RawDocument};

use super::Options;
use super::name::file_name;

/// The documents of one input, in order.
pub struct Walk {
    input: usize,
    root: PathBuf,
    entries: ignore::Walk,
    excluded: Arc<AtomicU64>,
}

impl Walk {
    /// Starts a walk over `root`, a file or a folder, the input of this number, past the folder
    /// `skip`, where the output of this very run appears.
    ///
    /// # Errors
    ///
    /// When `root` does not exist or cannot be looked at, or a glob of `options` is malformed.
    pub fn new(input: usize, root: &Path, skip: Option<&Path>, options: &Options) -> Result<Walk> {
        let kind = std::fs::metadata(root).map_err(|error| Error::io(root, "open", &error))?;
        let excluded = Arc::new(AtomicU64::new(0));
        // A link that is named as the input is followed, whatever the options say of links inside.
        let is_link = root.is_symlink();
        let root = &if is_link { root.canonicalize() } else { Ok(root.to_owned()) }
            .map_err(|error| Error::io(root, "open", &error))?;
        let mut builder = WalkBuilder::new(root);
        builder
            .standard_filters(false)
            .follow_links(options.follow_links)
            .sort_by_file_name(|a, b| a.as_encoded_bytes().cmp(b.as_encoded_bytes()));
        if kind.is_dir() {
            let globs = Globs::new(root, options)?;
            let Options { hidden, follow_links, .. } = *options;
            let skip = skip.and_then(|skip| inside(root, skip));
            let counter = Arc::clone(&excluded);
            builder.filter_entry(move |entry| {
                if skip.as_deref() == Some(entry.path()) {
                    return false;
                }
                let wanted = entry.depth() == 0
                    || (hidden || !is_hidden(entry))
                        && (follow_links || !entry.path_is_symlink())
                        && globs.admit(entry);
                counter.fetch_add(u64::from(!wanted), Ordering::Relaxed);
                wanted
            });
        }
        Ok(Walk { input, root: root.to_owned(), entries: builder.build(), excluded })
    }

    /// Returns what counts the files and folders that are passed over: by the globs, as hidden, as links.
    pub fn counter(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.excluded)
    }

    fn relative(&self, path: &Path) -> String {
        let inside = path.strip_prefix(&self.root).unwrap_or(path);
        let name = file_name(inside);
        if name.is_empty() {
            // The input is itself a file: its own name is all there is.
            return file_name(Path::new(path.file_name().unwrap_or_default()));
        }
        name
    }

    fn document(&self, entry: &DirEntry) -> Option<RawDocument> {
        let kind = entry.file_type()?;
        // A pipe or a device cannot be read as a document, but it must not vanish without a word.
        let is_named = entry.depth() == 0;
        let wanted = !kind.is_dir() && (is_named || !kind.is_symlink());
        let may_be_read = kind.is_file() || kind.is_symlink();
        let body = || match may_be_read {
            true => Body::File(entry.path().to_owned()),
            false => Body::Missing("expected a regular file".to_owned()),
        };
        wanted.then(|| RawDocument {
            input: self.input,
            file: self.relative(entry.path()),
            body: body(),
        })
    }

    fn unlisted(&self, error: &ignore::Error) -> RawDocument {
        let place = error_path(error).unwrap_or(&self.root);
        let reason = match error.io_error() {
            Some(error) => format!("cannot list: {}", io_reason(error)),
            None => "cannot list: the links form a loop".to_owned(),
        };
        RawDocument { input: self.input, file: self.relative(place), body: Body::Missing(reason) }
    }
}

impl Iterator for Walk {
    type Item = RawDocument;

    fn next(&mut self) -> Option<RawDocument> {
        loop {
            match self.entries.next()? {
                Ok(entry) => {
                    let document = self.document(&entry);
                    if document.is_some() {
                        return document;
                    }
                }
                Err(error) => return Some(self.unlisted(&error)),
            }
        }
    }
}

/// Returns `folder` as the walk over `root` will meet it, where it lies inside.
fn inside(root: &Path, folder: &Path) -> Option<PathBuf> {
    let folder = folder.canonicalize().ok()?;
    let relative = folder.strip_prefix(root.canonicalize().ok()?).ok()?;
    Some(root.join(relative))
}

/// Returns the path that a walk error is about.
fn error_path(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::Loop { child, .. } => Some(child),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
            error_path(err)
        }
        _ => None,
    }
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

/// The include and exclude globs, matched against paths relative to the input.
struct Globs {
    include: Override,
    exclude: Override,
}

impl Globs {
    fn new(root: &Path, options: &Options) -> Result<Globs> {
        Ok(Globs {
            include: globs(root, "read.include", &options.include)?,
            exclude: globs(root, "read.exclude", &options.exclude)?,
        })
    }

    /// Returns whether an entry is walked; folders always are, unless excluded.
    fn admit(&self, entry: &DirEntry) -> bool {
        let is_dir = entry.file_type().is_some_and(|kind| kind.is_dir());
        let path = entry.path();
        let excluded = self.exclude.matched(path, is_dir).is_whitelist();
        !excluded && (is_dir || self.include.matched(path, false).is_whitelist())
    }
}

/// Returns the matcher of the globs of `key`.
pub(super) fn globs(root: &Path, key: &str, patterns: &[String]) -> Result<Override> {
    let mut builder = OverrideBuilder::new(root);
    for pattern in patterns {
        let problem =
            |error| Error::new(key, format!("expected a glob, found \"{pattern}\": {error}"));
        builder.add(pattern).map_err(problem)?;
    }
    builder.build().map_err(|error| Error::new(key, error.to_string()))
}
