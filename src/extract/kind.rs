//! What kind of page it is: an article, a forum, a product and so on, by signs that have weights.
//!
//! What is main content differs from kind to kind: reviews are furniture of a product and the text of
//! a forum. The kinds are inputs of the forests and never a decision.

use crate::features::{Columns, Words, signed};
use crate::html::{Name, Tag};

use super::look::Look;
use super::names;

/// The kinds that a page may be of.
pub const KINDS: [&str; 7] =
    ["article", "collection", "documentation", "forum", "listing", "product", "service"];

/// Returns the hash under which the weight of a sign for a kind is known.
pub fn marked(sign: u32, kind: usize) -> u32 {
    sign ^ (kind as u32 + 1).wrapping_mul(0x9E37_79B1)
}

/// Adds the columns: for each kind, what the signs of the head weigh together, and the mean weight of
/// the names of elements.
pub(super) fn columns(look: &Look<'_>, words: &Words, columns: &mut Columns) {
    let (head, names) = signs(look);
    for kind in 0..KINDS.len() {
        let weight = |sign: &u32| words.weight(marked(*sign, kind)).map(i32::from);
        let sum: i32 = head.iter().filter_map(weight).sum();
        let known: Vec<i32> = names.iter().filter_map(weight).collect();
        let mean = known.iter().sum::<i32>() * 8 / (known.len() as i32).max(1);
        columns.push(|_| signed(sum, 8));
        columns.push(|_| signed(mean, 4));
    }
}

/// Returns the signs in the head of a page, and the names of its elements.
pub(super) fn signs(look: &Look<'_>) -> (Vec<u32>, Vec<u32>) {
    let (source, page) = (look.source, &look.page);
    let (mut head, mut all) = (Vec::new(), Vec::new());
    for element in &page.elements {
        names::words(source, page, element, |word| all.push(word));
        let value = |name: Name| page.value(element, name).map(|at| at.of(source));
        let mut tell = |seed: u8, text: &str| names::text_words(text, seed, |word| head.push(word));
        match element.tag {
            Tag::Html | Tag::Body => {
                names::words(source, page, element, |word| head.push(word));
            }
            Tag::Link if value(Name::Rel) == Some("canonical") => {
                tell(11, path(value(Name::Href).unwrap_or_default()));
            }
            Tag::Meta => {
                let content = value(Name::Content).unwrap_or_default();
                match value(Name::Property).or(value(Name::Named)) {
                    Some("og:type") => tell(12, content),
                    Some("og:url") => tell(11, path(content)),
                    Some("generator") => tell(13, content),
                    _ => {}
                }
            }
            Tag::Script if value(Name::Type).is_some_and(|kind| kind.contains("ld+json")) => {
                for kind in super::look::typed(element.inside().of(source)) {
                    tell(14, kind);
                }
            }
            _ => {
                if let Some(kind) = value(Name::Itemtype) {
                    tell(14, kind.rsplit('/').next().unwrap_or_default());
                }
            }
        }
    }
    for signs in [&mut head, &mut all] {
        signs.sort_unstable();
        signs.dedup();
    }
    (head, all)
}

/// Returns the path of an address.
fn path(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split_once('/').map_or("", |(_, path)| path)
}
