//! A block: some documents of one file, compressed, with length and checksum before them.

use std::io::{self, Read};

use xxhash_rust::xxh64::xxh64;

use super::code::{Words, push_bytes};

/// Bytes before a block: its length and its checksum.
pub(super) const LEAD_BYTES: usize = 16;

/// The level of Zstandard: the quickest of the usual ones.
const LEVEL: i32 = 1;

/// Returns the block of some documents, each as bytes.
pub(super) fn packed(documents: &[Vec<u8>]) -> io::Result<Vec<u8>> {
    let mut body = Vec::new();
    documents.iter().for_each(|document| push_bytes(&mut body, document));
    let body = zstd::bulk::compress(&body, LEVEL)?;
    let mut block = Vec::with_capacity(LEAD_BYTES + body.len());
    block.extend_from_slice(&(body.len() as u64).to_le_bytes());
    block.extend_from_slice(&xxh64(&body, 0).to_le_bytes());
    block.extend_from_slice(&body);
    Ok(block)
}

/// Returns the length of the body behind `lead`, and its checksum.
pub(super) fn lead(lead: &[u8; LEAD_BYTES]) -> Option<(u64, u64)> {
    let (length, sum) = lead.split_at_checked(8)?;
    Some((u64::from_le_bytes(length.try_into().ok()?), u64::from_le_bytes(sum.try_into().ok()?)))
}

/// Returns the documents of a body with this checksum.
pub(super) fn unpacked(body: &[u8], sum: u64) -> Option<Vec<Vec<u8>>> {
    if xxh64(body, 0) != sum {
        return None;
    }
    let mut all = Vec::new();
    zstd::Decoder::new(body).ok()?.read_to_end(&mut all).ok()?;
    let mut words = Words::new(&all);
    let mut documents = Vec::new();
    while !words.is_at_end() {
        documents.push(words.bytes()?.to_vec());
    }
    Some(documents)
}
