//! What is remembered of a document for comparing it: a record of the shelf.

use crate::document::Document;
use crate::field::Field;
use crate::marks::{Marks, Name};
use crate::rows::document_id;

/// What is remembered of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) digest: u128,
    /// Length of the text in bytes.
    pub(super) length: u64,
    pub(super) published: String,
    pub(super) name: Name,
    /// The sorted set of its shingles; empty where it is too short to have a near-duplicate.
    pub(super) shingles: Vec<u32>,
}

impl Entry {
    /// Returns what is to be remembered of a document with these marks.
    pub(super) fn of(doc: &Document, marks: &Marks) -> Entry {
        let origin = doc.origin();
        Entry {
            digest: marks.digest.unwrap_or_default(),
            length: doc.text().len() as u64,
            published: doc.field(Field::Published).unwrap_or_default().to_owned(),
            name: Name { file: origin.file.clone(), id: document_id(&origin.raw_hash).to_owned() },
            shingles: marks.shingles.clone(),
        }
    }

    /// Returns the record.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(100 + 4 * self.shingles.len());
        bytes.extend_from_slice(&self.digest.to_le_bytes());
        bytes.extend_from_slice(&self.length.to_le_bytes());
        for text in [&self.published, &self.name.id, &self.name.file] {
            let len = u32::try_from(text.len()).unwrap_or(u32::MAX);
            bytes.extend_from_slice(&len.to_le_bytes());
            bytes.extend_from_slice(text.as_bytes());
        }
        bytes.extend(self.shingles.iter().flat_map(|shingle| shingle.to_le_bytes()));
        bytes
    }

    /// Returns the entry that a record holds.
    pub(super) fn from_bytes(bytes: &[u8]) -> Entry {
        let mut rest = bytes;
        let digest = take::<16>(&mut rest).map_or(0, u128::from_le_bytes);
        let length = take::<8>(&mut rest).map_or(0, u64::from_le_bytes);
        let published = take_text(&mut rest);
        let id = take_text(&mut rest);
        let file = take_text(&mut rest);
        let (shingles, _) = rest.as_chunks::<4>();
        let shingles = shingles.iter().map(|shingle| u32::from_le_bytes(*shingle)).collect();
        Entry { digest, length, published, name: Name { file, id }, shingles }
    }
}

fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (first, behind) = rest.split_first_chunk::<N>()?;
    *rest = behind;
    Some(*first)
}

fn take_text(rest: &mut &[u8]) -> String {
    let len = take::<4>(rest).map_or(0, u32::from_le_bytes) as usize;
    let (text, behind) = rest.split_at_checked(len).unwrap_or((&[], &[]));
    *rest = behind;
    String::from_utf8_lossy(text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comes_back_as_it_went() {
        let entry = Entry {
            digest: 1 << 100,
            length: 7,
            published: "2031-05-09".to_owned(),
            name: Name { file: "é.txt".to_owned(), id: "ab".repeat(16) },
            shingles: vec![1, 5, 1 << 31],
        };
        assert_eq!(Entry::from_bytes(&entry.to_bytes()), entry);
        assert_eq!(Entry::from_bytes(&Entry::default().to_bytes()), Entry::default());
    }
}
