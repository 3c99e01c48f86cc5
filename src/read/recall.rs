//! Takes the documents of a file from the store where they are kept, and else tells it of the file.

use std::ops::ControlFlow;
use std::path::Path;

use crate::raw::{Body, RawDocument};
use crate::store::{Kept, Stamp, digest_of};

use super::feed::{Flow, Sink};
use super::reader::Reader;

impl Reader {
    /// Hands on the documents of the file at `path`: those that are kept, and the others as they are read.
    pub(super) fn recall(&self, input: usize, name: String, path: &Path, sink: &mut Sink) -> Flow {
        let store = self.store.as_deref();
        let Some((store, stamp)) = store.and_then(|store| Some((store, store.stamp(path)?))) else {
            return self.file(input, name, path, sink);
        };
        let (key, first) = (store.key(&name), sink.count());
        let kept = store.find(key, &stamp, path);
        let is_whole = kept.as_ref().is_some_and(Kept::is_whole);
        if !is_whole {
            store.units().begin(key, stamp, first);
        }
        if let Some(kept) = kept
            && hand_on(kept, input, &name, &stamp, sink)?
        {
            return Flow::Continue(());
        }
        let done = sink.count() - first;
        if is_whole && done == 0 {
            store.units().begin(key, stamp, first);
        }
        sink.skip(done);
        let read = self.file(input, name, path, sink);
        sink.skip(0);
        read?;
        store.units().end(sink.count(), store.stamp(path));
        Flow::Continue(())
    }

    /// Tells the store the content of the file that is read.
    pub(super) fn know(&self, path: &Path) {
        if let Some(store) = &self.store
            && let Ok(digest) = digest_of(path)
        {
            store.units().know(digest);
        }
    }
}

/// Hands on the documents that are kept of a file; returns whether these are all.
fn hand_on(
    mut kept: Kept<'_>,
    input: usize,
    name: &str,
    stamp: &Stamp,
    sink: &mut Sink,
) -> ControlFlow<(), bool> {
    while let Some(documents) = kept.next_block() {
        for bytes in documents {
            sink.push(RawDocument { input, file: name.to_owned(), body: Body::Kept(bytes) })?;
        }
    }
    ControlFlow::Continue(kept.finish(stamp))
}
