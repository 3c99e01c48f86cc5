//! The feed: a thread that reads inputs and hands raw documents on, in order.
//!
//! Readers of nested archives and records are written as loops that push; the pipeline pulls. The
//! thread between them reads ahead by a few chunks of bounded size, and ends when nobody listens.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;
use std::vec::IntoIter;

use crate::raw::{Body, RawDocument};

/// Documents and bytes of a chunk, and chunks that wait.
const CHUNK_DOCUMENTS: usize = 256;
const CHUNK_BYTES: u64 = 1 << 20;
const CHUNKS: usize = 2;

/// Whether reading goes on: it breaks off when nobody listens any more.
pub(super) type Flow = ControlFlow<()>;

/// The raw documents of a reader, in order.
pub struct Feed {
    chunk: IntoIter<RawDocument>,
    chunks: Receiver<Vec<RawDocument>>,
    reader: Option<JoinHandle<bool>>,
}

impl Feed {
    /// Starts `read` on a thread of its own.
    pub(super) fn start(read: impl FnOnce(&mut Sink) -> Flow + Send + 'static) -> Feed {
        let (to, chunks) = sync_channel(CHUNKS);
        let mut sink = Sink { chunk: Vec::new(), bytes: 0, count: 0, skip: 0, to };
        let reader = std::thread::spawn(move || {
            let whole = catch_unwind(AssertUnwindSafe(|| read(&mut sink)));
            let _ = sink.flush();
            whole.is_ok()
        });
        Feed { chunk: Vec::new().into_iter(), chunks, reader: Some(reader) }
    }

    /// Returns a document that stands for what a failed reader did not read, once.
    fn failure(&mut self) -> Option<RawDocument> {
        let is_whole = self.reader.take()?.join().unwrap_or(false);
        let reason = "expected the rest of the inputs, but reading failed: this is a bug in scutch";
        let body = Body::Missing(reason.to_owned());
        (!is_whole).then(|| RawDocument { input: 0, file: String::new(), body })
    }
}

impl Iterator for Feed {
    type Item = RawDocument;

    fn next(&mut self) -> Option<RawDocument> {
        loop {
            if let Some(document) = self.chunk.next() {
                return Some(document);
            }
            match self.chunks.recv() {
                Ok(chunk) => self.chunk = chunk.into_iter(),
                Err(_) => return self.failure(),
            }
        }
    }
}

/// Where readers put the raw documents that they find.
pub(super) struct Sink {
    chunk: Vec<RawDocument>,
    bytes: u64,
    // Documents handed on.
    count: u64,
    // Documents that are not handed on, since they were before.
    skip: u64,
    to: SyncSender<Vec<RawDocument>>,
}

impl Sink {
    /// Hands a document on.
    pub(super) fn push(&mut self, document: RawDocument) -> Flow {
        if self.skip > 0 {
            self.skip -= 1;
            return Flow::Continue(());
        }
        self.count += 1;
        // A file that is still to be read takes no memory here.
        if !matches!(document.body, Body::File(_)) {
            self.bytes += document.body.size();
        }
        self.chunk.push(document);
        match self.chunk.len() >= CHUNK_DOCUMENTS || self.bytes >= CHUNK_BYTES {
            true => self.flush(),
            false => Flow::Continue(()),
        }
    }

    /// Returns the number of documents handed on.
    pub(super) fn count(&self) -> u64 {
        self.count
    }

    /// Does not hand on the next `skip` documents.
    pub(super) fn skip(&mut self, skip: u64) {
        self.skip = skip;
    }

    fn flush(&mut self) -> Flow {
        self.bytes = 0;
        let chunk = std::mem::take(&mut self.chunk);
        match chunk.is_empty() || self.to.send(chunk).is_ok() {
            true => Flow::Continue(()),
            false => Flow::Break(()),
        }
    }
}
