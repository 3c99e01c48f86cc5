//! Joins words that together spell an exception: `'` and `'` to `''`, `:` and `)` to `:)`.
//!
//! After spaCy's `_apply_special_cases`: the longest match wins, the first among equals, and a match
//! that a longer one has touched is left alone, even where the longer one changes nothing.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::span::Span;

use super::english::English;
use super::fold::FoldState;

/// The exceptions that the affixes would split, as a tree of words.
#[derive(Debug, Default)]
pub(super) struct Joins {
    nodes: Vec<Node>,
}

#[derive(Debug, Default)]
struct Node {
    next: HashMap<String, usize, FoldState>,
    is_end: bool,
}

impl Joins {
    pub(super) fn new(english: &English) -> Joins {
        let mut joins = Joins { nodes: vec![Node::default()] };
        for (_, words) in english.split_exceptions() {
            joins.add(&words);
        }
        joins
    }

    fn add(&mut self, words: &[&str]) {
        let mut at = 0;
        for word in words {
            let fresh = self.nodes.len();
            let next = *self.nodes[at].next.entry((*word).to_owned()).or_insert(fresh);
            if next == fresh {
                self.nodes.push(Node::default());
            }
            at = next;
        }
        self.nodes[at].is_end = true;
    }

    /// Adds the matches that begin at word `start`, as spans of word numbers.
    fn matches(&self, text: &str, words: &[Span], start: usize, found: &mut Vec<Span>) {
        let mut at = 0;
        let rest = words.iter().enumerate().skip(start);
        for (number, word) in rest {
            let Some(next) = self.nodes.get(at).and_then(|node| node.next.get(word.of(text)))
            else {
                return;
            };
            at = *next;
            if self.nodes[at].is_end {
                found.push(Span::new(start, number + 1));
            }
        }
    }
}

/// Joins `words` of `text` where they spell an exception, and returns whether any has changed.
pub(super) fn join(english: &English, text: &str, words: &mut Vec<Span>) -> bool {
    let mut found = Vec::new();
    for start in 0..words.len() {
        english.joins.matches(text, words, start, &mut found);
    }
    if found.is_empty() {
        return false;
    }
    found.sort_by_key(|span| (Reverse(span.len()), span.start));
    let mut is_seen = vec![false; words.len()];
    let mut taken = Vec::new();
    for span in found {
        if !is_seen[span.start] && !is_seen[span.end - 1] {
            taken.push(span);
        }
        is_seen[span.start..span.end].fill(true);
    }
    taken.sort_unstable();
    replace(english, text, &taken, words)
}

/// Puts the words of the exceptions in the place of those that spell them.
fn replace(english: &English, text: &str, taken: &[Span], words: &mut Vec<Span>) -> bool {
    let mut joined = Vec::with_capacity(words.len());
    let mut done = 0;
    for span in taken {
        let whole = Span::new(words[span.start].start, words[span.end - 1].end);
        let Some(lengths) = english.exception(whole.of(text)) else { continue };
        joined.extend_from_slice(&words[done..span.start]);
        let mut start = whole.start;
        for len in lengths {
            joined.push(Span::new(start, start + len));
            start += len;
        }
        done = span.end;
    }
    joined.extend_from_slice(&words[done..]);
    let has_changed = joined != *words;
    *words = joined;
    has_changed
}
