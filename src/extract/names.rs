//! What the elements of a page are called: the words of classes, ids and roles, and what they weigh.

use crate::features::Words;
use crate::html::{Element, Name, Page};

/// Letters of the longest word that is read.
const LONGEST: usize = 24;

const SEED: u32 = 0x811C_9DC5;

fn mix(hash: u32, byte: u8) -> u32 {
    (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
}

/// Hands the hash of each word in the names of an element to `seen`.
pub(crate) fn words(source: &str, page: &Page, element: &Element, mut seen: impl FnMut(u32)) {
    for attr in page.attrs(element) {
        let kind = match attr.name {
            Name::Class | Name::Id => 0,
            Name::Role => 1,
            Name::Itemprop => 2,
            _ => continue,
        };
        split(attr.value().of(source).as_bytes(), mix(SEED, kind), &mut seen);
    }
}

/// Hands the hash of each word of a text to `seen`, as words of a kind of their own.
pub(crate) fn text_words(text: &str, kind: u8, mut seen: impl FnMut(u32)) {
    split(text.as_bytes(), mix(SEED, kind), &mut seen);
}

/// Splits a name where letters end or a capital follows a small letter.
fn split(name: &[u8], seed: u32, seen: &mut impl FnMut(u32)) {
    let (mut hash, mut letters, mut last) = (seed, 0, 0u8);
    let mut end = |hash: u32, letters: usize| {
        if (2..=LONGEST).contains(&letters) {
            seen(hash);
        }
    };
    for byte in name {
        let is_letter = byte.is_ascii_alphabetic();
        if !is_letter || (byte.is_ascii_uppercase() && last.is_ascii_lowercase()) {
            end(hash, letters);
            (hash, letters) = (seed, 0);
        }
        if is_letter {
            hash = mix(hash, byte.to_ascii_lowercase());
            letters += 1;
        }
        last = *byte;
    }
    end(hash, letters);
}

/// What the names of an element and of those around it weigh.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Weight {
    /// The mean of its own words.
    pub(crate) own: i32,
    /// Of all around it: the sum, the least and the most.
    pub(crate) sum: i32,
    pub(crate) least: i32,
    pub(crate) most: i32,
    /// That of the innermost element whose names are known.
    pub(crate) near: i32,
    /// The hash of its own names.
    pub(crate) hash: u32,
}

/// Returns the weights of all elements.
pub(crate) fn weights(source: &str, page: &Page, known: &Words) -> Vec<Weight> {
    let mut all: Vec<Weight> = Vec::with_capacity(page.elements.len());
    for element in &page.elements {
        let around = all.get(element.parent as usize).copied().unwrap_or_default();
        let (mut sum, mut count, mut hash) = (0, 0, element.tag as u32);
        words(source, page, element, |word| {
            hash = mix(hash.rotate_left(5), word as u8) ^ word;
            if let Some(weight) = known.weight(word) {
                sum += i32::from(weight);
                count += 1;
            }
        });
        let own = if count > 0 { sum / count } else { 0 };
        all.push(Weight {
            own,
            sum: around.sum + own,
            least: around.least.min(own),
            most: around.most.max(own),
            near: if count > 0 { own } else { around.near },
            hash,
        });
    }
    all
}

/// Names of the part of a page in which its readers write.
const COMMENTS: [&str; 5] = ["comment", "comments", "commentlist", "disqus", "replies"];

/// Returns for each element whether it is a reader's comment or inside of one.
pub(crate) fn is_comment(source: &str, page: &Page) -> Vec<bool> {
    let known: Vec<u32> = [0, 2]
        .iter()
        .flat_map(|kind| COMMENTS.map(|name| name.bytes().fold(mix(SEED, *kind), mix)))
        .collect();
    let mut all: Vec<bool> = Vec::with_capacity(page.elements.len());
    for element in &page.elements {
        let mut is = all.get(element.parent as usize).copied().unwrap_or(false);
        words(source, page, element, |word| is |= known.contains(&word));
        all.push(is);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_split_at_hyphens_and_capitals() {
        let count = |name: &str| {
            let mut words = Vec::new();
            split(name.as_bytes(), SEED, &mut |word| words.push(word));
            words
        };
        assert_eq!(count("postBody"), count("post-body"));
        assert_eq!(count("a b1 nav__item--x2").len(), 2);
    }
}
