//! Shares of the input: whole files, in order, of about the same size.

use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use serde::{Deserialize, Serialize};

use crate::config::Config;
use crate::error::{Error, Result};
use crate::raw::{Body, RawDocument};
use crate::read::Walk;

/// A stretch of the files of the input, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    files: Vec<Named>,
}

/// A file of the input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Named {
    input: usize,
    file: String,
    place: Place,
}

/// Where it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Place {
    At(PathBuf),
    /// It could not be listed, for this reason.
    Missing(String),
}

/// The whole input, in shares.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shares {
    /// The shares, in the order of the input; none is empty.
    pub shares: Vec<Share>,
    /// Files that the globs of `read` kept out.
    pub excluded: u64,
}

impl Share {
    /// Returns the raw documents that the files are, before they are unfolded.
    pub(super) fn files(self) -> Vec<RawDocument> {
        let raw = |Named { input, file, place }| RawDocument {
            input,
            file,
            body: match place {
                Place::At(path) => Body::File(path),
                Place::Missing(reason) => Body::Missing(reason),
            },
        };
        self.files.into_iter().map(raw).collect()
    }
}

/// Returns the files of `config.run.input` in at most `count` shares. Paths are absolute, for workers
/// start elsewhere.
///
/// # Errors
///
/// When an input does not exist, or a path is not UTF-8, which is how it must travel.
pub fn shares(config: &Config, count: usize) -> Result<Shares> {
    super::check(config)?;
    let mut files: Vec<(Named, u64)> = Vec::new();
    let mut excluded = 0;
    let output = Path::new(&config.run.output);
    for (number, input) in config.run.input.iter().enumerate() {
        let root = std::path::absolute(input)
            .map_err(|error| Error::io(Path::new(input), "find", &error))?;
        let mut walk = Walk::new(number, &root, Some(output), &config.read)?;
        for found in walk.by_ref() {
            files.push(named(found)?);
        }
        excluded += walk.counter().load(Ordering::Relaxed);
    }
    Ok(Shares { shares: cut(files, count), excluded })
}

/// Returns a file, and what it weighs.
fn named(found: RawDocument) -> Result<(Named, u64)> {
    let RawDocument { input, file, body } = found;
    // To open a file costs about as much as to clean 16 KiB.
    let weight = body.size() + (16 << 10);
    let place = match body {
        Body::File(path) if path.to_str().is_none() => {
            let problem = "expected a path in UTF-8: no other can be sent to workers";
            return Err(Error::new(file, problem));
        }
        Body::File(path) => Place::At(path),
        Body::Missing(reason) => Place::Missing(reason),
        _ => Place::Missing("cannot list".to_owned()),
    };
    Ok((Named { input, file, place }, weight))
}

/// Cuts files into stretches of about the same weight.
fn cut(files: Vec<(Named, u64)>, count: usize) -> Vec<Share> {
    let total: u64 = files.iter().map(|(_, weight)| weight).sum();
    let count = u64::try_from(count.max(1)).unwrap_or(u64::MAX);
    let mut shares: Vec<Share> = Vec::new();
    let (mut before, mut last) = (0u64, None);
    for (file, weight) in files {
        // The share in which the middle of the file falls.
        let middle = u128::from(before + weight / 2) * u128::from(count);
        let number = middle / u128::from(total.max(1));
        before += weight;
        match shares.last_mut().filter(|_| last == Some(number)) {
            Some(share) => share.files.push(file),
            None => shares.push(Share { files: vec![file] }),
        }
        last = Some(number);
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(weights: &[u64], count: usize) -> Vec<usize> {
        let file = |(number, weight): (usize, &u64)| {
            let place = Place::Missing(String::new());
            (Named { input: 0, file: number.to_string(), place }, *weight)
        };
        let files = weights.iter().enumerate().map(file).collect();
        cut(files, count).iter().map(|share| share.files.len()).collect()
    }

    #[test]
    fn shares_weigh_about_the_same() {
        assert_eq!(sizes(&[1; 9], 3), [3, 3, 3]);
        assert_eq!(sizes(&[6, 1, 1, 1, 1, 1, 1], 2), [1, 6]);
        assert_eq!(sizes(&[1, 1], 16), [1, 1]);
        assert_eq!(sizes(&[1; 5], 0), [5]);
        assert!(sizes(&[], 4).is_empty());
    }
}
