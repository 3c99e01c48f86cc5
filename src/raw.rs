//! A raw document: bytes that have a name, before anything is known about them.

use std::path::PathBuf;

/// Where the bytes of a raw document are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// In a file that is still to be read.
    File(PathBuf),
    /// In memory.
    Bytes(Vec<u8>),
    /// Nowhere: the place could not be listed or opened, for this reason.
    Missing(String),
}

/// A raw document as `read` hands it on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawDocument {
    /// The number of the input that holds it, counted from 0.
    pub input: usize,
    /// Its path relative to the input that holds it, with `/`; `-` for standard input.
    pub file: String,
    /// The bytes, or where they are.
    pub body: Body,
}
