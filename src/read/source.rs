//! The inputs: files, folders, standard input and lists of files, read in order into one feed.

use std::io::{BufRead, Read};
use std::path::PathBuf;

use crate::error::io_reason;
use crate::raw::{Body, RawDocument};

use super::feed::{Feed, Flow, Sink};
use super::name::escaped;
use super::reader::Reader;
use super::{Options, Walk};

/// The name of what comes from standard input.
const STANDARD: &str = "-";
/// The longest name in a list.
const MOST_NAME_BYTES: u64 = 1 << 16;

/// One input.
pub enum Source {
    /// A file or a folder.
    Walk(Box<Walk>),
    /// Standard input.
    Standard {
        /// The number of the input.
        input: usize,
    },
    /// A list of files and folders.
    List(Box<List>),
}

/// A list of files and folders, one on each line, or each before a NUL where there is one.
pub struct List {
    /// The number of the input.
    pub input: usize,
    /// The list.
    pub names: Box<dyn BufRead + Send>,
    /// A folder that is not walked: that of the output.
    pub skip: Option<PathBuf>,
    /// How the folders among them are walked.
    pub options: Options,
}

impl Reader {
    /// Starts reading `sources` in order.
    pub fn feed(self, sources: Vec<Source>) -> Feed {
        Feed::start(move |sink| sources.into_iter().try_for_each(|source| source.read(&self, sink)))
    }

    fn document(&self, document: RawDocument, sink: &mut Sink) -> Flow {
        let RawDocument { input, file, body } = document;
        match body {
            Body::File(path) => self.recall(input, file, &path, sink),
            body => sink.push(RawDocument { input, file, body }),
        }
    }
}

impl Source {
    fn read(self, reader: &Reader, sink: &mut Sink) -> Flow {
        match self {
            Source::Walk(mut walk) => walk.try_for_each(|found| reader.document(found, sink)),
            Source::Standard { input } => {
                reader.stream(input, STANDARD.to_owned(), std::io::stdin().lock(), sink)
            }
            Source::List(list) => list.read(reader, sink),
        }
    }
}

impl List {
    fn read(mut self, reader: &Reader, sink: &mut Sink) -> Flow {
        let end = self.end();
        loop {
            let mut name = Vec::new();
            match self.names.by_ref().take(MOST_NAME_BYTES).read_until(end, &mut name) {
                Ok(0) => return Flow::Continue(()),
                Ok(_) => {}
                Err(error) => {
                    let reason = format!("cannot read the list: {}", io_reason(&error));
                    return self.missing(String::new(), reason, sink);
                }
            }
            let name = name.strip_suffix(&[end]).unwrap_or(&name);
            let name = name.strip_suffix(b"\r").unwrap_or(name);
            if !name.is_empty() {
                self.named(name, reader, sink)?;
            }
        }
    }

    /// Returns what stands behind each name: NUL where there is one near the start of the list.
    fn end(&mut self) -> u8 {
        let head = self.names.fill_buf().unwrap_or_default();
        if head.contains(&0) { 0 } else { b'\n' }
    }

    fn named(&self, name: &[u8], reader: &Reader, sink: &mut Sink) -> Flow {
        let path = path(name);
        let label = escaped(name);
        match Walk::new(self.input, &path, self.skip.as_deref(), &self.options) {
            Ok(mut walk) => {
                let is_folder = path.is_dir();
                walk.try_for_each(|found| {
                    let file = match is_folder {
                        true => format!("{}/{}", label.trim_end_matches('/'), found.file),
                        false => label.clone(),
                    };
                    reader.document(RawDocument { file, ..found }, sink)
                })
            }
            Err(error) => self.missing(label, error.to_string(), sink),
        }
    }

    fn missing(&self, file: String, reason: String, sink: &mut Sink) -> Flow {
        sink.push(RawDocument { input: self.input, file, body: Body::Missing(reason) })
    }
}

#[cfg(unix)]
fn path(name: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(name))
}

#[cfg(not(unix))]
fn path(name: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(name).into_owned())
}
