//! A raw document: bytes that have a name, before anything is known about them but where they stand.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use crate::rule::Rule;
use crate::span::Span;

/// Where the bytes of a raw document are.
#[derive(Clone, Debug)]
pub enum Body {
    /// In a file that is still to be read.
    File(PathBuf),
    /// In memory.
    Bytes(Vec<u8>),
    /// In a stretch of a stream, which is still to be opened.
    Record(Record),
    /// In memory, with what came along.
    Part(Box<Part>),
    /// With an earlier run, which has finished the document and kept it as these bytes.
    Kept(Vec<u8>),
    /// Nowhere: the place could not be listed or opened, for this reason.
    Missing(String),
    /// In a part of a file that cannot be used.
    Spoiled(Spoiled),
}

/// A raw document as `read` hands it on.
#[derive(Clone, Debug)]
pub struct RawDocument {
    /// The number of the input that holds it, counted from 0.
    pub input: usize,
    /// Its path relative to the input that holds it, with `/`; `-` for standard input. Behind `!`
    /// stands the name of a member of an archive, or the number of a record, counted from 1.
    pub file: String,
    /// The bytes, or where they are.
    pub body: Body,
}

/// A raw document that was cut out of a stream: what its bytes are, and what is told about them.
///
/// The stream is what remains of a file when archives and compression are undone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// The raw document.
    pub bytes: Vec<u8>,
    /// Where it begins in the innermost stream; none where it is no stretch of it.
    pub offset: Option<u64>,
    /// What stands for other characters in it.
    pub escapes: Escapes,
    /// The label of a charset that came along.
    pub charset: Option<String>,
    /// What came along, as a JSON object.
    pub meta: Option<String>,
    /// What came along and may describe the document.
    pub hints: Vec<Hint>,
}

/// What stands for other characters in a raw document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Escapes {
    /// Nothing: the bytes are text in their encoding.
    #[default]
    None,
    /// The escapes of a JSON string.
    Json,
    /// Two quotes for one, as in a quoted field of CSV.
    Csv,
}

/// A value that came with a record under a name of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// What the value may be.
    pub kind: HintKind,
    /// The name that it came under.
    pub key: String,
    /// The value as it came.
    pub value: String,
}

/// What a value that came with a record may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HintKind {
    /// A headline.
    Title,
    /// A date of publication.
    Published,
    /// The name of an author.
    Author,
    /// The name of an agency or site.
    Source,
    /// A part of a site.
    Section,
    /// The tag of a language.
    Language,
    /// The address of the page.
    Url,
    /// A date of the last change.
    Updated,
    /// Words that it is filed under.
    Tag,
    /// What it is about, in short.
    Description,
    /// The address of its picture.
    Image,
    /// Its licence.
    Licence,
}

/// A stretch of a stream that holds a record.
#[derive(Clone)]
pub struct Record {
    /// The stretch.
    pub bytes: Vec<u8>,
    /// Where it begins in the stream.
    pub offset: u64,
    /// What opens it.
    pub opener: Arc<dyn Opener>,
}

/// Opens records of one format: finds the raw document inside and what came along.
pub trait Opener: Send + Sync {
    /// Returns what `bytes`, which begin at `offset` of the stream, hold.
    ///
    /// # Errors
    ///
    /// When they are no record of the format, or there is no text in it.
    fn open(&self, bytes: Vec<u8>, offset: u64) -> Result<Part, Spoiled>;

    /// Returns whether such a record is a JSON object.
    fn is_json(&self) -> bool {
        false
    }
}

/// The rules of what could not be read; those of all others set aside what is not wanted.
const UNREADABLE: [&str; 3] = ["load/unreadable", "container/damaged", "parquet/malformed"];

/// Returns whether a document set aside by the rule of this id could not be read.
pub(crate) fn means_unreadable(rule: &str) -> bool {
    UNREADABLE.contains(&rule)
}

/// A part of a file that cannot be used, and why.
#[derive(Clone, Debug)]
pub struct Spoiled {
    /// The rule that says so.
    pub rule: &'static Rule,
    /// What was expected and what was found.
    pub reason: String,
    /// Bytes that are lost with it, as far as they are known.
    pub bytes: u64,
    /// Where it begins in the innermost stream, where that is known.
    pub offset: Option<u64>,
    /// What is wrong in it, counted from there.
    pub place: Option<Span>,
}

impl RawDocument {
    /// Returns a raw document in memory.
    pub fn of_bytes(file: impl Into<String>, bytes: Vec<u8>) -> RawDocument {
        RawDocument { input: 0, file: file.into(), body: Body::Bytes(bytes) }
    }
}

impl Body {
    /// Returns the bytes that the body takes in memory; a file that cannot be asked counts nothing.
    pub fn size(&self) -> u64 {
        match self {
            Body::File(path) => std::fs::metadata(path).map_or(0, |meta| meta.len()),
            Body::Bytes(bytes) | Body::Kept(bytes) => bytes.len() as u64,
            Body::Record(record) => record.bytes.len() as u64,
            Body::Part(part) => {
                let meta = part.meta.as_ref().map_or(0, String::len);
                (part.bytes.len() + meta) as u64
            }
            Body::Missing(_) | Body::Spoiled(_) => 0,
        }
    }
}

impl fmt::Debug for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes at {}", self.bytes.len(), self.offset)
    }
}
