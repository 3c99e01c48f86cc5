//! Inputs in object stores and on web servers: `s3://`, `gs://`, `http://` and `https://`.
//!
//! An object is a file that is read as a stream, whatever it holds. A bucket or a prefix is a folder: its
//! objects are listed first and read in the byte order of their names, folder by folder. What cannot be
//! listed or opened is a document that is named, and where a transfer breaks off, so is what is missing.

use std::io::{self, Read};
use std::path::Path;

use bytes::Bytes;
use futures_util::StreamExt;
use futures_util::stream::BoxStream;
use ignore::overrides::Override;
use object_store::path::Path as Key;
use object_store::{ObjectStore, ObjectStoreExt};
use tokio::runtime::{Builder, Runtime};

use crate::error::{Error, Result};
use crate::raw::{Body, RawDocument};

use super::Options;
use super::feed::{Flow, Sink};
use super::reader::Reader;
use super::walk::globs;

/// A remote input.
pub(super) struct Cloud {
    input: usize,
    store: Box<dyn ObjectStore>,
    key: Key,
    // Whether the address is that of one object for sure.
    is_file: bool,
    // What stands before the names of documents.
    label: Option<String>,
    include: Override,
    exclude: Override,
    is_hidden: bool,
    runtime: Runtime,
}

impl Cloud {
    /// Opens the input at `url`; `settings` are names and values such as `AWS_REGION`. Its documents are
    /// called after their place in it, or behind `label`, where there is one.
    ///
    /// # Errors
    ///
    /// When the address or a setting has no meaning.
    pub(super) fn new(
        input: usize,
        url: &str,
        label: Option<String>,
        settings: &[(String, String)],
        options: &Options,
    ) -> Result<Cloud> {
        let wrong = |error: &dyn std::fmt::Display| Error::new(url, error.to_string());
        let address = url::Url::parse(url).map_err(|error| wrong(&error))?;
        let is_http = matches!(address.scheme(), "http" | "https");
        let plain =
            (address.scheme() == "http").then(|| ("allow_http".to_owned(), "true".to_owned()));
        let settings = settings.iter().cloned().chain(plain);
        // One of several libraries for TLS must be told; the second time it is told already.
        let _is_told = rustls::crypto::ring::default_provider().install_default();
        let opened = object_store::parse_url_opts(&address, settings);
        let (store, key) = opened.map_err(|error| wrong(&error))?;
        let runtime = Builder::new_current_thread().enable_all().build();
        Ok(Cloud {
            input,
            store,
            key,
            is_file: is_http,
            label,
            include: globs(Path::new(""), "read.include", &options.include)?,
            exclude: globs(Path::new(""), "read.exclude", &options.exclude)?,
            is_hidden: options.hidden,
            runtime: runtime.map_err(|error| wrong(&error))?,
        })
    }

    /// Reads every object in order.
    pub(super) fn read(self, reader: &Reader, sink: &mut Sink) -> Flow {
        if self.is_file {
            return self.object(&self.key, reader, sink);
        }
        match self.keys() {
            Ok(keys) => {
                let keys = keys.iter().filter(|key| self.admits(&self.name(key)));
                keys.into_iter().try_for_each(|key| self.object(key, reader, sink))
            }
            Err(error) => self.missing(&self.key, format!("cannot list: {error}"), sink),
        }
    }

    /// Returns the keys of all objects: that of the address itself, or those below it.
    fn keys(&self) -> object_store::Result<Vec<Key>> {
        let below = self.runtime.block_on(async {
            let mut listed = self.store.list(Some(&self.key));
            let mut keys = Vec::new();
            while let Some(meta) = listed.next().await {
                keys.push(meta?.location);
            }
            Ok::<Vec<Key>, object_store::Error>(keys)
        });
        let mut keys = below?;
        if keys.is_empty() {
            keys.push(self.key.clone());
        }
        keys.sort_by(|a, b| a.as_ref().split('/').cmp(b.as_ref().split('/')));
        Ok(keys)
    }

    /// Returns the name of an object inside the input.
    fn name(&self, key: &Key) -> String {
        let inside = key.as_ref().strip_prefix(self.key.as_ref()).unwrap_or(key.as_ref());
        match inside.trim_start_matches('/') {
            "" => key.filename().unwrap_or_default().to_owned(),
            inside => inside.to_owned(),
        }
    }

    fn admits(&self, name: &str) -> bool {
        let is_hidden = name.split('/').any(|part| part.starts_with('.'));
        let is_kept_out = self.exclude.matched(name, false).is_whitelist();
        let is_meant = self.include.matched(name, false).is_whitelist();
        is_meant && !is_kept_out && (self.is_hidden || !is_hidden)
    }

    fn object(&self, key: &Key, reader: &Reader, sink: &mut Sink) -> Flow {
        match self.runtime.block_on(self.store.get(key)) {
            Ok(object) => {
                let stream = Stream {
                    runtime: &self.runtime,
                    chunks: object.into_stream(),
                    chunk: Bytes::new(),
                };
                reader.stream(self.input, self.called(key), stream, sink)
            }
            Err(error) => self.missing(key, format!("cannot open: {error}"), sink),
        }
    }

    /// Returns what the documents of an object are called.
    fn called(&self, key: &Key) -> String {
        let name = self.name(key);
        match &self.label {
            None => name,
            Some(label) if self.is_file || *key == self.key => label.clone(),
            Some(label) => format!("{}/{name}", label.trim_end_matches('/')),
        }
    }

    fn missing(&self, key: &Key, reason: String, sink: &mut Sink) -> Flow {
        sink.push(RawDocument {
            input: self.input,
            file: self.called(key),
            body: Body::Missing(reason),
        })
    }
}

/// The bytes of an object as they come.
struct Stream<'a> {
    runtime: &'a Runtime,
    chunks: BoxStream<'static, object_store::Result<Bytes>>,
    chunk: Bytes,
}

impl Read for Stream<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.chunk.is_empty() {
            match self.runtime.block_on(self.chunks.next()) {
                None => return Ok(0),
                Some(chunk) => self.chunk = chunk.map_err(io::Error::other)?,
            }
        }
        let chunk = self.chunk.split_to(buffer.len().min(self.chunk.len()));
        buffer.get_mut(..chunk.len()).unwrap_or_default().copy_from_slice(&chunk);
        Ok(chunk.len())
    }
}
