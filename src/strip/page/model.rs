//! The model as one file: the weights of words, then three forests.
//!
//! A file that is not whole gives an empty model, which finds nothing.

use std::sync::LazyLock;

use crate::features::{Columns, Forest, Reader, Words};

use super::again;
use super::columns::{Page, columns};

static FILE: &[u8] = include_bytes!("page.model");

static SHIPPED: LazyLock<Model> = LazyLock::new(|| Model::parse(FILE).unwrap_or_default());

/// What is known of pages in general.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// The weights of words and whole lines, ascending by their hashes.
    pub weights: Vec<(u32, i8)>,
    /// Scores a line by itself and what is around it.
    pub first: Forest,
    /// Scores it again, with the first scores around it.
    pub second: Forest,
    /// Tells headlines, from the same columns as the second.
    pub headline: Forest,
    words: Words,
}

/// How sure the model is of each line, in parts of a logit.
#[derive(Clone, Debug, Default)]
pub struct Scores {
    /// Above 0 for the page's text.
    pub text: Vec<i32>,
    /// Above 0 for its headline.
    pub headline: Vec<i32>,
}

impl Model {
    /// Returns a model of its parts.
    pub fn new(weights: Vec<(u32, i8)>, forests: [Forest; 3]) -> Model {
        let words = Words::new(&weights);
        let [first, second, headline] = forests;
        Model { weights, first, second, headline, words }
    }

    /// Returns the model that is compiled in.
    pub fn shipped() -> &'static Model {
        &SHIPPED
    }

    /// Returns the scores of a page's lines.
    pub fn judge(&self, lines: &[&str]) -> Scores {
        let page = Page::read(lines.iter().copied());
        let all: Vec<usize> = (0..lines.len()).collect();
        self.scores(&page, &all)
    }

    /// Returns the scores of the lines that `kept` names, as if the page had no others.
    pub(super) fn scores(&self, page: &Page, kept: &[usize]) -> Scores {
        let mut seen: Columns = columns(page, kept, &self.words);
        let first = self.first.scores(&seen);
        again::extend(&mut seen, page, kept, &first);
        Scores { text: self.second.scores(&seen), headline: self.headline.scores(&seen) }
    }

    /// Returns the bytes of the file.
    pub fn file(&self) -> Vec<u8> {
        let mut file = Vec::new();
        file.extend((self.weights.len() as u32).to_le_bytes());
        for (hash, weight) in &self.weights {
            file.extend(hash.to_le_bytes());
            file.extend(weight.to_le_bytes());
        }
        for forest in [&self.first, &self.second, &self.headline] {
            forest.write(&mut file);
        }
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
        let forests = [from.forest()?, from.forest()?, from.forest()?];
        from.rest.is_empty().then(|| Model::new(weights, forests))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_model_is_whole_and_comes_back_the_same() {
        let model = Model::parse(FILE).expect("a whole file");
        assert!(!model.first.trees.is_empty());
        assert_eq!(model.file(), FILE);
    }

    #[test]
    fn a_cut_file_is_no_model() {
        assert!(Model::parse(&FILE[..FILE.len() - 1]).is_none());
    }
}
