//! The index: which heads there are, by key.

use std::path::Path;

use crate::error::Result;

use super::content::{Stamp, digest_of};
use super::head::Head;
use super::segment::Segments;

/// Every head of every segment, sorted by key, the newest of a key last.
pub(super) struct Index {
    entries: Vec<Entry>,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    key: u64,
    segment: u32,
    place: u32,
}

/// What was found.
pub(super) struct Found {
    /// The entry of the index.
    pub(super) entry: usize,
    /// The head.
    pub(super) head: Head,
    /// What the content was found to be, where it was looked at.
    pub(super) digest: Option<u128>,
}

impl Index {
    /// Reads the heads of all segments.
    pub(super) fn read(segments: &Segments) -> Result<Index> {
        let mut entries = Vec::new();
        for number in segments.numbers() {
            let segment = u32::try_from(*number).unwrap_or(u32::MAX);
            for (place, head) in (0..).zip(segments.heads(*number)?) {
                entries.push(Entry { key: folded(head.key), segment, place });
            }
        }
        // Stable: heads of one key stay in the order in which they were written.
        entries.sort_by_key(|entry| entry.key);
        Ok(Index { entries })
    }

    /// Returns the number of heads.
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Returns the segment and place of every head whose flag is set, in order.
    pub(super) fn places(&self, flags: &[bool]) -> Vec<(u64, u64)> {
        let flagged = self.entries.iter().zip(flags).filter(|(_, flag)| **flag);
        let mut places: Vec<(u64, u64)> =
            flagged.map(|(entry, _)| (u64::from(entry.segment), u64::from(entry.place))).collect();
        places.sort_unstable();
        places
    }

    /// Returns what is kept of the file at `path`, where its stamp is what it was; or else, where its
    /// content is.
    pub(super) fn find(
        &self,
        key: u128,
        stamp: &Stamp,
        path: &Path,
        segments: &Segments,
    ) -> Option<Found> {
        let from = self.entries.partition_point(|entry| entry.key < folded(key));
        let same = self.entries.iter().enumerate().skip(from);
        let same = same.take_while(|(_, entry)| entry.key == folded(key));
        let head = |(number, entry): (usize, &Entry)| {
            let head = segments.head(u64::from(entry.segment), u64::from(entry.place))?;
            (head.key == key && head.size == stamp.size).then_some((number, head))
        };
        let mut heads: Vec<(usize, Head)> = same.filter_map(head).collect();
        heads.reverse();
        let is_unchanged = |(_, head): &&(usize, Head)| stamp.mark != 0 && head.mark == stamp.mark;
        if let Some((entry, head)) = heads.iter().find(is_unchanged) {
            return Some(Found { entry: *entry, head: *head, digest: None });
        }
        let digest = if heads.is_empty() { None } else { digest_of(path).ok() };
        let (entry, head) = heads.into_iter().find(|(_, head)| Some(head.content) == digest)?;
        Some(Found { entry, head, digest })
    }
}

fn folded(key: u128) -> u64 {
    u64::try_from(key >> 64).unwrap_or(0)
}
