//! Batches: the unit of scheduling and memory.

use crate::raw::RawDocument;

/// How large a batch may grow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Documents a batch.
    pub documents: usize,
    /// Raw bytes after which a batch is full.
    pub bytes: u64,
}

/// Groups documents into batches, in order.
pub struct Batches<I> {
    documents: I,
    limits: Limits,
}

impl<I: Iterator<Item = RawDocument>> Batches<I> {
    /// Groups `documents` under `limits`.
    pub fn new(documents: I, limits: Limits) -> Batches<I> {
        Batches { documents, limits }
    }
}

impl<I: Iterator<Item = RawDocument>> Iterator for Batches<I> {
    type Item = Vec<RawDocument>;

    fn next(&mut self) -> Option<Vec<RawDocument>> {
        let mut batch = Vec::new();
        let mut bytes = 0;
        while batch.len() < self.limits.documents && bytes < self.limits.bytes {
            let Some(document) = self.documents.next() else {
                break;
            };
            bytes += document.body.size();
            batch.push(document);
        }
        Some(batch).filter(|batch| !batch.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::raw::Body;

    #[test]
    fn closes_a_batch_at_either_limit() {
        let documents = (0..5).map(|number| RawDocument {
            input: 0,
            file: number.to_string(),
            body: Body::Bytes(vec![0; if number == 1 { 10 } else { 1 }]),
        });
        let limits = Limits { documents: 2, bytes: 8 };
        let sizes: Vec<usize> = Batches::new(documents, limits).map(|batch| batch.len()).collect();
        assert_eq!(sizes, [2, 2, 1]);
    }
}
