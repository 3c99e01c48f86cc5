//! The recorder: keeps documents as they leave the stages, in the order of the input.

use std::sync::Arc;

use rayon::prelude::*;

use crate::document::Document;
use crate::error::{Error, Result};

use super::block::packed;
use super::code::{can_be_kept, encoded};
use super::content::named;
use super::head::Head;
use super::segment::{Growing, heads};
use super::units::Unit;
use super::{Reused, Store};

/// Documents in a block at most.
const BLOCK_DOCUMENTS: usize = 64;

/// Bytes after which what is kept of a file so far gets a head, where an interrupted run goes on.
const SO_FAR_BYTES: u64 = 4 << 20;

/// Keeps the documents of one pass.
pub(crate) struct Recorder {
    store: Arc<Store>,
    segment: Option<Growing>,
    // Documents seen.
    number: u64,
    open: Option<Open>,
    // Heads of which the blocks may still be in memory.
    heads: Vec<Head>,
    most_bytes: u64,
}

/// The file whose documents come.
struct Open {
    unit: Unit,
    content: Option<u128>,
    start: u64,
    headed: u64,
    // Whether a document came that cannot be kept, nor those behind it.
    is_cut: bool,
}

/// Some documents of one file.
struct Piece<'a> {
    unit: Unit,
    docs: &'a [Document],
    // Those before the first that cannot be kept, as a block.
    block: Vec<u8>,
    is_cut: bool,
    // Whether the file ends with it.
    is_last: bool,
}

impl Recorder {
    /// Returns a recorder that lets the store grow to `most_bytes`.
    pub(crate) fn new(store: Arc<Store>, most_bytes: u64) -> Recorder {
        Recorder { store, segment: None, number: 0, open: None, heads: Vec::new(), most_bytes }
    }

    /// Keeps the next documents.
    ///
    /// # Errors
    ///
    /// When they cannot be written.
    pub(crate) fn see(&mut self, docs: &[Document]) -> Result<()> {
        // The last file may have ended with the last document, which was not known then.
        self.settle()?;
        let mut pieces = self.pieces(docs);
        let packing = pieces.par_iter_mut().try_for_each(Piece::pack);
        packing.map_err(|error| Error::io(&self.store.folder, "write", &error))?;
        for piece in &pieces {
            self.keep(piece)?;
            if piece.is_last {
                self.close(true)?;
            }
        }
        self.flush()
    }

    /// Ends the open file where no document of it is left to come.
    fn settle(&mut self) -> Result<()> {
        let ended = self.store.units().ended(self.number);
        match (ended, &mut self.open) {
            (Some(unit), Some(open)) if open.unit.first == unit.first => {
                open.unit = unit;
                self.close(true)
            }
            _ => Ok(()),
        }
    }

    /// Cuts documents into pieces, each of one file that is to be kept.
    fn pieces<'a>(&mut self, mut docs: &'a [Document]) -> Vec<Piece<'a>> {
        let mut pieces = Vec::new();
        while !docs.is_empty() {
            let (unit, until) = match self.store.units().at(self.number) {
                Ok(unit) => (Some(unit), unit.end.unwrap_or(u64::MAX)),
                Err(until) => (None, until),
            };
            let count = usize::try_from(until - self.number).unwrap_or(usize::MAX).min(docs.len());
            let (now, later) = docs.split_at(count);
            self.number += count as u64;
            docs = later;
            let Some(unit) = unit else { continue };
            let piece =
                |docs| Piece { unit, docs, block: Vec::new(), is_cut: false, is_last: false };
            pieces.extend(now.chunks(BLOCK_DOCUMENTS).map(piece));
            if let Some(last) = pieces.last_mut() {
                last.is_last = unit.end == Some(self.number);
            }
        }
        pieces
    }

    fn keep(&mut self, piece: &Piece<'_>) -> Result<()> {
        if self.open.as_ref().is_none_or(|open| open.unit.first != piece.unit.first) {
            self.close(false)?;
            self.open = Some(self.opened(piece));
        }
        let is_full = self.bytes() >= self.most_bytes;
        let Some(open) = &mut self.open else { return Ok(()) };
        open.unit = piece.unit;
        if is_full || open.content.is_none() {
            open.is_cut = true;
        }
        if open.is_cut {
            return Ok(());
        }
        open.is_cut = piece.is_cut;
        if !piece.block.is_empty() {
            self.segment()?.push(&piece.block)?;
        }
        let end = self.segment.as_ref().map_or(0, |segment| segment.bytes);
        let is_much = self.open.as_ref().is_some_and(|open| end - open.headed >= SO_FAR_BYTES);
        if is_much { self.head(false) } else { Ok(()) }
    }

    fn opened(&self, piece: &Piece<'_>) -> Open {
        let start = self.segment.as_ref().map_or(0, |segment| segment.bytes);
        // A document that is the whole file has its hash.
        let first = piece.docs.first().map(Document::origin);
        let whole = first.filter(|origin| origin.raw_bytes == piece.unit.stamp.size);
        let content = piece.unit.content.or_else(|| named(&whole?.raw_hash));
        Open { unit: piece.unit, content, start, headed: start, is_cut: false }
    }

    /// Ends the file whose documents came.
    fn close(&mut self, is_whole: bool) -> Result<()> {
        self.head(is_whole)?;
        self.open = None;
        Ok(())
    }

    /// Notes a head for what is kept of the file so far.
    fn head(&mut self, is_whole: bool) -> Result<()> {
        let Some(Open { unit, content: Some(content), start, headed, is_cut }) = self.open.take()
        else {
            return Ok(());
        };
        let is_whole = is_whole && unit.is_sound && !is_cut;
        let segment = self.segment()?;
        let (number, end) = (segment.number, segment.bytes);
        if end > headed || is_whole {
            self.heads.push(Head {
                key: unit.key,
                content,
                size: unit.stamp.size,
                mark: unit.stamp.mark,
                segment: number,
                start,
                bytes: end - start,
                is_whole,
            });
        }
        self.open = Some(Open { unit, content: Some(content), start, headed: end, is_cut });
        Ok(())
    }

    /// Writes what is at hand, so that it outlives the run.
    fn flush(&mut self) -> Result<()> {
        if self.heads.is_empty() {
            return Ok(());
        }
        let heads = std::mem::take(&mut self.heads);
        self.segment()?.push_heads(&heads)
    }

    fn segment(&mut self) -> Result<&mut Growing> {
        let segment = match self.segment.take() {
            Some(segment) => segment,
            None => {
                let number = self.store.segments.next();
                let folder = &self.store.folder;
                Growing::create(folder, number, &heads(folder, number))?
            }
        };
        Ok(self.segment.insert(segment))
    }

    fn bytes(&self) -> u64 {
        self.store.segments.bytes + self.segment.as_ref().map_or(0, |segment| segment.bytes)
    }

    /// Ends a pass; returns what the store has spared it. `is_whole` says that every input was read to its
    /// end, so that what was not met is no longer there.
    ///
    /// # Errors
    ///
    /// When the store cannot be written.
    pub(crate) fn finish(mut self, is_whole: bool) -> Result<Reused> {
        self.settle()?;
        self.close(false)?;
        let mut heads = std::mem::take(&mut self.heads);
        heads.extend(self.store.units().take_renewed());
        if !heads.is_empty() {
            self.segment()?.push_heads(&heads)?;
        }
        let reused = self.store.reused();
        let grown = self.segment.take().map(|segment| segment.number);
        if is_whole {
            self.store.tidy(grown)?;
        }
        Ok(reused)
    }
}

impl Piece<'_> {
    fn pack(&mut self) -> std::io::Result<()> {
        let bad = self.docs.iter().position(|doc| !can_be_kept(doc));
        self.is_cut = bad.is_some();
        let good = self.docs.get(..bad.unwrap_or(self.docs.len())).unwrap_or_default();
        if !good.is_empty() {
            self.block = packed(&good.iter().map(encoded).collect::<Vec<Vec<u8>>>())?;
        }
        Ok(())
    }
}
