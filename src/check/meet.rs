//! What was met before: digests with the name of the first that had each, within a bound of memory.

use crate::dedupe::{Index, Shelf, Spill};
use crate::error::Result;

/// Remembers the first of everything.
pub(super) struct Met {
    index: Index,
    names: Shelf,
}

impl Met {
    /// Returns a memory of about `limit` bytes; the rest goes to files that have no name.
    pub(super) fn new(limit: u64) -> Met {
        let half = usize::try_from(limit / 2).unwrap_or(usize::MAX);
        Met { index: Index::new(half, Spill::default()), names: Shelf::new(half, Spill::default()) }
    }

    /// Returns the first that had this digest, or remembers that `name` is it.
    ///
    /// # Errors
    ///
    /// When what is remembered cannot be written or read.
    pub(super) fn meet(&mut self, digest: u128, name: &str) -> Result<Option<String>> {
        if let Some(place) = self.index.find(digest)? {
            let name = self.names.take_down(place)?;
            return Ok(Some(String::from_utf8_lossy(&name).into_owned()));
        }
        let place = self.names.put(name.as_bytes())?;
        self.index.put(digest, place)?;
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_is_remembered_whatever_the_memory() {
        for limit in [0, 1 << 20] {
            let mut met = Met::new(limit);
            for (digest, name, first) in [(1, "a", None), (2, "b", None), (1, "c", Some("a"))] {
                assert_eq!(met.meet(digest, name).expect("met").as_deref(), first, "{limit}");
            }
        }
    }
}
