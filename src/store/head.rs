//! The head of what is kept of one file: a record of fixed size, so that an index is read at once.

use xxhash_rust::xxh64::xxh64;

/// Bytes of a head on the disk.
pub(super) const HEAD_BYTES: usize = 88;

/// What is kept of one file, and where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    /// Stands for program, configuration and name.
    pub(super) key: u128,
    /// Stands for the content of the file.
    pub(super) content: u128,
    /// The size of the file.
    pub(super) size: u64,
    /// Stands for its times and place; 0 where only the content tells.
    pub(super) mark: u64,
    /// The segment that holds the documents.
    pub(super) segment: u64,
    /// Where its blocks begin there, and their length.
    pub(super) start: u64,
    pub(super) bytes: u64,
    /// Whether these are all documents of the file, or the first of them.
    pub(super) is_whole: bool,
}

impl Head {
    pub(super) fn to_bytes(self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(HEAD_BYTES);
        bytes.extend_from_slice(&self.key.to_le_bytes());
        bytes.extend_from_slice(&self.content.to_le_bytes());
        let numbers =
            [self.size, self.mark, self.segment, self.start, self.bytes, u64::from(self.is_whole)];
        numbers.iter().for_each(|number| bytes.extend_from_slice(&number.to_le_bytes()));
        bytes.extend_from_slice(&xxh64(&bytes, 0).to_le_bytes());
        bytes
    }

    /// Returns the head that `bytes` hold, where they are whole.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Head> {
        let (body, sum) = bytes.split_at_checked(HEAD_BYTES - 8)?;
        if sum != xxh64(body, 0).to_le_bytes() {
            return None;
        }
        let wide = |at: usize| Some(u128::from_le_bytes(body.get(at..at + 16)?.try_into().ok()?));
        let number = |at: usize| Some(u64::from_le_bytes(body.get(at..at + 8)?.try_into().ok()?));
        Some(Head {
            key: wide(0)?,
            content: wide(16)?,
            size: number(32)?,
            mark: number(40)?,
            segment: number(48)?,
            start: number(56)?,
            bytes: number(64)?,
            is_whole: number(72)? == 1,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_comes_back_and_a_damaged_one_does_not() {
        let head = Head {
            key: 1 << 100,
            content: 7,
            size: 3,
            mark: 4,
            segment: 5,
            start: 6,
            bytes: 8,
            is_whole: true,
        };
        let mut bytes = head.to_bytes();
        assert_eq!(bytes.len(), HEAD_BYTES);
        assert_eq!(Head::from_bytes(&bytes), Some(head));
        assert_eq!(Head::from_bytes(&bytes[..80]), None);
        bytes[40] ^= 1;
        assert_eq!(Head::from_bytes(&bytes), None);
    }
}
