//! Forests as bytes of a model file.

use super::forest::{DEPTH, Forest, LEAVES, Tree};

impl Forest {
    /// Appends the bytes of the forest.
    pub fn write(&self, file: &mut Vec<u8>) {
        file.extend((self.trees.len() as u32).to_le_bytes());
        for tree in &self.trees {
            file.extend(tree.questions.iter().flat_map(|(column, step)| [*column, *step]));
            file.extend(tree.leaves.iter().flat_map(|leaf| leaf.to_le_bytes()));
        }
    }
}

/// Reads the numbers of the file one by one.
pub(crate) struct Reader<'a> {
    pub(crate) rest: &'a [u8],
}

impl Reader<'_> {
    pub(crate) fn take<const COUNT: usize>(&mut self) -> Option<[u8; COUNT]> {
        let (taken, rest) = self.rest.split_first_chunk()?;
        self.rest = rest;
        Some(*taken)
    }

    pub(crate) fn word(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take()?))
    }

    pub(crate) fn forest(&mut self) -> Option<Forest> {
        let count = self.word()?;
        let trees = (0..count).map(|_| self.tree()).collect::<Option<Vec<Tree>>>()?;
        Some(Forest { trees })
    }

    fn tree(&mut self) -> Option<Tree> {
        let mut tree = Tree { questions: [(0, 0); DEPTH], leaves: [0; LEAVES] };
        for question in &mut tree.questions {
            let [column, step] = self.take()?;
            *question = (column, step);
        }
        for leaf in &mut tree.leaves {
            *leaf = i16::from_le_bytes(self.take()?);
        }
        Some(tree)
    }
}
