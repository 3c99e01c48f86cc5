//! The map from text to raw bytes: runs that say which raw bytes each stretch of text came from.
//!
//! Runs tile the text without a gap and never run backward in the raw bytes. Raw bytes under no run
//! were removed, and the ledger holds the change that removed them. A run is 20 bytes; text that
//! was not changed is one run, whatever its length.

use crate::span::Span;

/// How the text of a run relates to its raw bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The bytes are equal.
    Copy,
    /// Each character takes `raw` bytes there and `text` bytes here.
    Scaled {
        /// Raw bytes a character.
        raw: u8,
        /// Text bytes a character.
        text: u8,
    },
    /// The whole stretch stands for the whole raw range.
    Opaque,
}

/// A stretch of text and the raw bytes it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    text: u32,
    text_len: u32,
    raw: u32,
    raw_len: u32,
    kind: Kind,
}

impl Run {
    /// Returns the stretch of text.
    pub fn text(self) -> Span {
        Span::new(self.text as usize, self.text as usize + self.text_len as usize)
    }

    /// Returns the raw bytes it came from.
    pub fn raw(self) -> Span {
        Span::new(self.raw as usize, self.raw as usize + self.raw_len as usize)
    }

    /// Returns how the two relate.
    pub fn kind(self) -> Kind {
        self.kind
    }

    /// Returns the raw bytes behind `from..to`, counted in text bytes from the run's start.
    fn raw_part(self, from: usize, to: usize) -> Span {
        let raw = self.raw();
        match self.kind {
            Kind::Copy => Span::new(raw.start + from, raw.start + to),
            Kind::Scaled { raw: wide, text } => {
                let (wide, text) = (wide as usize, text as usize);
                let start = raw.start + from / text * wide;
                Span::new(start, raw.start + to.div_ceil(text) * wide)
            }
            Kind::Opaque => raw,
        }
    }
}

impl Run {
    /// Returns the text of the run that came from `raw`, which overlaps it.
    fn text_part(self, raw: Span) -> Span {
        let (own, text) = (self.raw(), self.text());
        let from = raw.start.max(own.start) - own.start;
        let to = raw.end.min(own.end) - own.start;
        match self.kind {
            Kind::Copy => Span::new(text.start + from, text.start + to),
            Kind::Scaled { raw: wide, text: long } => {
                let (wide, long) = (wide as usize, long as usize);
                Span::new(text.start + from / wide * long, text.start + to.div_ceil(wide) * long)
            }
            Kind::Opaque => text,
        }
    }
}

/// One edit as the map sees it: `at` of the old text gives way to `len` bytes.
#[derive(Clone, Copy, Debug)]
pub struct Edit {
    /// What is replaced, in the text before.
    pub at: Span,
    /// Bytes that stand there after.
    pub len: usize,
}

/// The map of a whole document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Map {
    // Ascending and touching in `text`; starts and ends never descend in `raw`.
    runs: Vec<Run>,
}

impl Map {
    /// The longest text or raw document a map can describe, in bytes.
    pub const MAX_BYTES: usize = u32::MAX as usize;

    /// Returns the map of a text that equals its raw bytes from `raw_start` on.
    pub fn copied(raw_start: usize, len: usize) -> Map {
        let mut map = Map::default();
        map.push(Kind::Copy, Span::new(raw_start, raw_start + len), len);
        map
    }

    /// Returns the runs in order.
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// Returns the length of the text described, in bytes.
    pub fn text_len(&self) -> usize {
        self.runs.last().map_or(0, |run| run.text().end)
    }

    /// Appends a run; it joins the one before where the two continue each other.
    ///
    /// A document longer than [`Map::MAX_BYTES`] is rejected before it gets here.
    pub fn push(&mut self, kind: Kind, raw: Span, text_len: usize) {
        if text_len == 0 {
            return;
        }
        let run = Run {
            text: narrow(self.text_len()),
            text_len: narrow(text_len),
            raw: narrow(raw.start),
            raw_len: narrow(raw.len()),
            kind,
        };
        match self.runs.last_mut() {
            Some(last) if continues(*last, run) => {
                last.text_len += run.text_len;
                last.raw_len += run.raw_len;
            }
            _ => self.runs.push(run),
        }
    }

    /// Returns the smallest raw range that holds everything under `at`.
    ///
    /// An empty `at` gives the empty range at its place, or the whole range of an opaque run that it
    /// lies inside of.
    pub fn raw(&self, at: Span) -> Span {
        let first = self.runs.partition_point(|run| run.text().end <= at.start);
        let mut walk = Walk::starting(&self.runs, first);
        walk.pass(at.start, |_, _| ());
        walk.raw_of(at)
    }

    /// Returns the text that came from the raw bytes `raw`; the part of a run that lies inside where
    /// its characters map one by one, the whole of an opaque run.
    pub fn text(&self, raw: Span) -> Span {
        let first = self.runs.partition_point(|run| run.raw().end <= raw.start);
        let behind = self.runs.get(first..).unwrap_or_default();
        let inside = behind.iter().take_while(|run| run.raw().start < raw.end);
        let parts = inside.map(|run| run.text_part(raw));
        let start = behind.first().map_or(self.text_len(), |run| run.text().start);
        parts.reduce(Span::hull).unwrap_or(Span::point(start))
    }

    /// Returns the map after `edits` (ascending, not overlapping) and the raw range of each.
    pub fn advance(&self, edits: &[Edit]) -> (Map, Vec<Span>) {
        let mut next = Map { runs: Vec::with_capacity(self.runs.len() + 2 * edits.len()) };
        let mut raws = Vec::with_capacity(edits.len());
        let mut walk = Walk::starting(&self.runs, 0);
        for edit in edits {
            walk.pass(edit.at.start, |kind, part| next.push(kind, part.raw, part.len));
            let raw = walk.raw_of(edit.at);
            next.push(Kind::Opaque, raw, edit.len);
            raws.push(raw);
        }
        walk.pass(self.text_len(), |kind, part| next.push(kind, part.raw, part.len));
        (next, raws)
    }
}

/// Returns whether `next` can be told as a longer `last`.
fn continues(last: Run, next: Run) -> bool {
    last.kind == next.kind
        && last.kind != Kind::Opaque
        && u64::from(last.raw) + u64::from(last.raw_len) == u64::from(next.raw)
}

/// Returns a length or place as the map stores it.
fn narrow(bytes: usize) -> u32 {
    u32::try_from(bytes).expect("documents over Map::MAX_BYTES are rejected before decoding")
}

/// A piece of a run.
struct Part {
    raw: Span,
    len: usize,
}

/// A cursor that walks runs forward, once.
struct Walk<'a> {
    runs: &'a [Run],
    index: usize,
    at: usize,
    raw_end: usize,
}

impl<'a> Walk<'a> {
    fn starting(runs: &'a [Run], index: usize) -> Walk<'a> {
        let before = index.checked_sub(1).and_then(|last| runs.get(last));
        Walk {
            runs,
            index,
            at: runs.get(index).map_or(0, |run| run.text().start),
            raw_end: before.map_or(0, |run| run.raw().end),
        }
    }

    /// Walks to `until`, handing each piece on the way to `seen`.
    fn pass(&mut self, until: usize, mut seen: impl FnMut(Kind, Part)) {
        while let Some(run) = self.runs.get(self.index).copied() {
            if self.at >= until {
                return;
            }
            let text = run.text();
            let stop = text.end.min(until);
            let raw = run.raw_part(self.at - text.start, stop - text.start);
            let len = stop - self.at;
            seen(run.kind, Part { raw, len });
            self.at = stop;
            self.raw_end = raw.end;
            if stop == text.end {
                self.index += 1;
            }
        }
    }

    /// Returns the raw range of `at`, which starts where the walk stands, and walks past it.
    fn raw_of(&mut self, at: Span) -> Span {
        if at.is_empty() {
            return self.raw_here();
        }
        let mut hull: Option<Span> = None;
        self.pass(at.end, |_, part| {
            hull = Some(hull.map_or(part.raw, |hull| hull.hull(part.raw)));
        });
        hull.unwrap_or(Span::point(self.raw_end))
    }

    /// Returns the raw range of the empty span where the walk stands: empty, unless what stands
    /// before and behind came from the same raw bytes.
    fn raw_here(&self) -> Span {
        let Some(run) = self.runs.get(self.index) else {
            return Span::point(self.raw_end);
        };
        let passed = self.at - run.text().start;
        let next = run.raw_part(passed, run.text_len as usize).start;
        let is_first = self.index == 0 && passed == 0;
        let before = if is_first { next } else { self.raw_end };
        Span::new(next.min(before), before)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(start: usize, end: usize, len: usize) -> Edit {
        Edit { at: Span::new(start, end), len }
    }

    #[test]
    fn unchanged_text_is_one_run() {
        let mut map = Map::copied(0, 5);
        map.push(Kind::Copy, Span::new(5, 9), 4);
        assert_eq!(map.runs().len(), 1);
    }

    #[test]
    fn raw_range_spans_what_was_deleted_between() {
        let (map, _) = Map::copied(0, 10).advance(&[edit(3, 6, 0)]);
        assert_eq!(map.raw(Span::new(2, 4)), Span::new(2, 7));
    }

    #[test]
    fn characters_of_a_scaled_run_map_one_by_one() {
        let mut map = Map::default();
        map.push(Kind::Scaled { raw: 1, text: 2 }, Span::new(0, 4), 8);
        assert_eq!(map.raw(Span::new(2, 6)), Span::new(1, 3));
    }

    #[test]
    fn a_replacement_stands_for_its_whole_raw_range() {
        let (map, raws) = Map::copied(3, 10).advance(&[edit(4, 6, 3)]);
        assert_eq!(raws, [Span::new(7, 9)]);
        assert_eq!(map.raw(Span::new(5, 6)), Span::new(7, 9));
    }

    #[test]
    fn an_insertion_takes_no_raw_bytes() {
        let (map, raws) = Map::copied(0, 4).advance(&[edit(2, 2, 1)]);
        assert_eq!(raws, [Span::point(2)]);
        assert_eq!(map.raw(Span::new(2, 3)), Span::point(2));
    }
}
