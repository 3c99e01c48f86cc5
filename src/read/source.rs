//! The inputs: files, folders, standard input and lists of files, read in order into one feed.

use std::io::{BufRead, Read};
use std::path::PathBuf;

use crate::error::{Error, Result, io_reason};
use crate::raw::{Body, RawDocument};

#[cfg(feature = "cloud")]
use super::cloud::Cloud;
use super::feed::{Feed, Flow, Sink};
use super::name::escaped;
use super::reader::Reader;
use super::{Options, Walk};

/// The name of what comes from standard input.
const STANDARD: &str = "-";
/// The longest name in a list.
const MOST_NAME_BYTES: u64 = 1 << 16;

/// What the addresses of remote inputs begin with.
const SCHEMES: [&str; 4] = ["s3://", "gs://", "http://", "https://"];

/// Returns whether an input is in an object store or on a web server.
pub fn is_remote(input: &str) -> bool {
    SCHEMES.iter().any(|scheme| input.starts_with(scheme))
}

/// An input in an object store or on a web server.
#[derive(Clone, Debug)]
pub struct Remote {
    /// The number of the input.
    pub input: usize,
    /// Its address.
    pub url: String,
    /// What the names of its documents begin with, where it is one of several in a list.
    pub label: Option<String>,
    /// Names and values such as `AWS_REGION`.
    pub settings: Vec<(String, String)>,
    /// How its objects are chosen.
    pub options: Options,
}

/// One input.
pub enum Source {
    /// A file or a folder.
    Walk(Box<Walk>),
    /// Files that were found before.
    Files(Vec<RawDocument>),
    /// Standard input.
    Standard {
        /// The number of the input.
        input: usize,
    },
    /// A list of files and folders.
    List(Box<List>),
    /// An object, or all objects below a prefix.
    Remote(Box<Remote>),
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
    /// Names and values such as `AWS_REGION`, for those that are remote.
    pub settings: Vec<(String, String)>,
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
            Source::Files(files) => {
                files.into_iter().try_for_each(|found| reader.document(found, sink))
            }
            Source::Standard { input } => {
                reader.stream(input, STANDARD.to_owned(), std::io::stdin().lock(), sink)
            }
            Source::List(list) => list.read(reader, sink),
            Source::Remote(remote) => remote.read(reader, sink),
        }
    }
}

impl Remote {
    fn read(self, reader: &Reader, sink: &mut Sink) -> Flow {
        let (input, file) = (self.input, self.label.clone().unwrap_or_else(|| self.url.clone()));
        match self.open() {
            Ok(cloud) => cloud.read(reader, sink),
            Err(error) => {
                let body = Body::Missing(error.to_string());
                sink.push(RawDocument { input, file, body })
            }
        }
    }

    /// Opens the input.
    ///
    /// # Errors
    ///
    /// When its address or a setting has no meaning.
    #[cfg(feature = "cloud")]
    fn open(self) -> Result<Cloud> {
        Cloud::new(self.input, &self.url, self.label, &self.settings, &self.options)
    }

    #[cfg(not(feature = "cloud"))]
    fn open(self) -> Result<Cloud> {
        Err(self.unknown())
    }

    /// Returns the error of an input that this build cannot read.
    ///
    /// # Errors
    ///
    /// Where the program was built without the feature `cloud`.
    pub fn check(&self) -> Result<()> {
        if cfg!(feature = "cloud") { Ok(()) } else { Err(self.unknown()) }
    }

    fn unknown(&self) -> Error {
        let problem =
            "expected a file or folder, found an address: build with `--features cloud` to read it";
        Error::new(&self.url, problem)
    }
}

/// What a build without the feature reads remote inputs with: there is none.
#[cfg(not(feature = "cloud"))]
enum Cloud {}

#[cfg(not(feature = "cloud"))]
impl Cloud {
    fn read(self, _: &Reader, _: &mut Sink) -> Flow {
        match self {}
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
        if is_remote(&label) {
            let Self { input, options, settings, .. } = self;
            let (options, settings) = (options.clone(), settings.clone());
            let (url, label) = (label.clone(), Some(label));
            return Remote { input: *input, url, label, settings, options }.read(reader, sink);
        }
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
