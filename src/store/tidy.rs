//! Keeps the store small: what no file of the last run has use for goes, and few segments stay.

use std::collections::BTreeMap;
use std::fs;
use std::sync::atomic::Ordering;

use crate::error::{Error, Result};

use super::Store;
use super::block::packed;
use super::head::Head;
use super::segment::{Growing, Segments, docs, heads, remove};

/// Segments that stand side by side at most.
const MOST_SEGMENTS: usize = 8;

/// Bytes that may be without use whatever else there is.
const IDLE_BYTES: u64 = 16 << 20;

impl Store {
    /// Writes what this pass has taken or kept to one segment, where half of the store is without use or
    /// there are many segments; `grown` is the segment of this pass.
    pub(super) fn tidy(&self, grown: Option<u64>) -> Result<()> {
        let segments = Segments::open(&self.folder)?;
        let live = self.live(grown, &segments)?;
        let live_bytes: u64 = live.iter().map(|head| head.bytes).sum();
        let is_idle = segments.bytes > 2 * live_bytes + IDLE_BYTES;
        // What is damaged is not taken: left out, it is kept anew by the next run.
        let is_damaged = self.is_damaged.load(Ordering::Relaxed);
        if !is_idle && !is_damaged && segments.numbers().len() <= MOST_SEGMENTS {
            return Ok(());
        }
        let number = segments.next();
        let part = self.folder.join(format!("{number}.part"));
        let mut merged = Growing::create(&self.folder, number, &part)?;
        for head in live {
            let start = merged.bytes;
            let is_whole = copy(&segments, &head, &mut merged)? && head.is_whole;
            let bytes = merged.bytes - start;
            merged.push_heads(&[Head { segment: number, start, bytes, is_whole, ..head }])?;
        }
        drop(merged);
        let place = heads(&self.folder, number);
        fs::rename(&part, &place).map_err(|error| Error::io(&place, "write", &error))?;
        for number in segments.numbers() {
            remove(&heads(&self.folder, *number))?;
            remove(&docs(&self.folder, *number))?;
        }
        Ok(())
    }

    /// Returns the heads that this pass has taken, and those that it has written, one for each place.
    fn live(&self, grown: Option<u64>, segments: &Segments) -> Result<Vec<Head>> {
        let taken = self.taken.lock().map(|taken| taken.clone()).unwrap_or_default();
        let mut live = BTreeMap::new();
        for (segment, place) in self.index.places(&taken) {
            if let Some(head) = segments.head(segment, place) {
                live.insert((head.segment, head.start, head.key), head);
            }
        }
        for head in grown.map_or(Ok(Vec::new()), |number| segments.heads(number))? {
            live.insert((head.segment, head.start, head.key), head);
        }
        Ok(live.into_values().collect())
    }
}

/// Copies the blocks of a head; returns whether all of them are whole.
fn copy(segments: &Segments, head: &Head, to: &mut Growing) -> Result<bool> {
    let (mut at, end) = (head.start, head.start + head.bytes);
    while at < end {
        let Some((documents, bytes)) = segments.block(head.segment, at) else { return Ok(false) };
        let block = packed(&documents).map_err(|error| Error::new("store", error.to_string()))?;
        to.push(&block)?;
        at += bytes;
    }
    Ok(true)
}
