//! The model of blocks as one file: the weights of names, then two forests.
//!
//! A file that is not whole gives an empty model, which finds no text.

use std::sync::LazyLock;

use crate::features::{Forest, Reader, Words};

use super::look::Look;

static FILE: &[u8] = include_bytes!("html.model");

static SHIPPED: LazyLock<Model> = LazyLock::new(|| Model::parse(FILE).unwrap_or_default());

/// What is known of pages in general.
#[derive(Clone, Debug, Default)]
pub struct Model {
    weights: Vec<(u32, i8)>,
    first: Forest,
    second: Forest,
    words: Words,
}

impl Model {
    /// Returns a model of the weights of names, ascending by their hashes, and its two forests.
    pub fn new(weights: Vec<(u32, i8)>, first: Forest, second: Forest) -> Model {
        let words = Words::new(&weights);
        Model { weights, first, second, words }
    }

    /// Returns the model that is compiled in.
    pub fn shipped() -> &'static Model {
        &SHIPPED
    }

    /// Returns the score of each block: above 0 for main content.
    pub fn scores(&self, look: &Look<'_>) -> Vec<i32> {
        let mut columns = look.columns(&self.words);
        let first = self.first.scores(&columns);
        look.look_again(&mut columns, &first);
        self.second.scores(&columns)
    }

    /// Returns the bytes of the file.
    pub fn file(&self) -> Vec<u8> {
        let mut file = Vec::new();
        file.extend((self.weights.len() as u32).to_le_bytes());
        for (hash, weight) in &self.weights {
            file.extend(hash.to_le_bytes());
            file.extend(weight.to_le_bytes());
        }
        self.first.write(&mut file);
        self.second.write(&mut file);
        file
    }

    /// Returns the model that a file holds, or nothing if the file is not whole.
    pub fn parse(file: &[u8]) -> Option<Model> {
        let mut from = Reader { rest: file };
        let count = from.word()? as usize;
        let mut weights = Vec::new();
        for _ in 0..count {
            weights.push((from.word()?, i8::from_le_bytes(from.take()?)));
        }
        let (first, second) = (from.forest()?, from.forest()?);
        from.rest.is_empty().then(|| Model::new(weights, first, second))
    }
}
