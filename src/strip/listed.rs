//! What stands under the labels of a page: tags, and the headlines of other articles, below the text and between its
//! paragraphs.

use std::collections::HashSet;

use crate::prose::{ends_sentence, has_words, is_capitals, is_prose, is_spaceless};
use crate::span::Span;
use crate::text::{full_lines, full_lines_backward, lines_below};

use super::furniture::{Gone, is_article, shape};
use super::labels::{HEADLINE, LISTING, RELATED, TAGS};

/// Returns whether a rule is that of labels of other articles.
fn is_list_label(rule: &str) -> bool {
    [&LISTING, &RELATED].iter().any(|label| label.id == rule)
}

/// Tags below their label at most.
const MOST_TAGS: usize = 20;

/// Returns the words that stand in the tail under labels of tags, one on each line.
pub(super) fn tagged(text: &str, tail: &[Gone]) -> Vec<Gone> {
    let is_label = |(line, rule): &&Gone| {
        rule.id == TAGS.id && has_words(line.of(text), 1) && !has_words(line.of(text), 2)
    };
    let labels = tail.iter().filter(is_label).map(|(line, _)| *line);
    let lines = labels.flat_map(|label| tags_below(text, label));
    lines.map(|line| (line, (&TAGS).into())).collect()
}

/// Returns the lines between a label and the next furniture where they are words or two each, none where others
/// stand among them.
fn tags_below(text: &str, label: Span) -> Vec<Span> {
    let behind = lines_below(text, label.end).take_while(|line| shape(line.of(text)).is_none());
    let lines: Vec<Span> = behind.take(MOST_TAGS + 1).collect();
    let is_tag = |line: &Span| !has_words(line.of(text), 4) && !ends_sentence(line.of(text));
    match (2..=MOST_TAGS).contains(&lines.len()) && lines.iter().all(is_tag) {
        true => lines,
        false => Vec::new(),
    }
}

/// Returns the headlines that stand in the tail under the label of a list of other articles.
pub(super) fn listed(text: &str, tail: &[Gone]) -> Vec<Gone> {
    let Some((label, _)) = tail.iter().find(|(_, rule)| is_list_label(&rule.id)) else {
        return Vec::new();
    };
    let behind = full_lines_backward(text).take_while(|line| line.start > label.end);
    let is_headline = |line: &Span| {
        let slice = line.of(text);
        let is_long =
            has_words(slice, 3) || slice.chars().filter(|c| is_spaceless(*c)).nth(4).is_some();
        is_long && !is_prose(slice) && shape(slice).is_none()
    };
    let mut headlines: Vec<Gone> =
        behind.filter(is_headline).map(|line| (line, (&HEADLINE).into())).collect();
    headlines.reverse();
    headlines
}

/// Headlines under a label between two paragraphs at most.
const LISTED_WITHIN: usize = 3;

/// Returns the labels of related articles between two paragraphs, with the headlines below each: one, or several
/// where the label is in capitals or ends in a colon. What is `gone` already parts nothing.
pub(super) fn listed_within(text: &str, gone: &[Gone]) -> Vec<Gone> {
    let known: HashSet<usize> = gone.iter().map(|(line, _)| line.start).collect();
    let lines: Vec<Span> = full_lines(text).filter(|line| !known.contains(&line.start)).collect();
    let is_label = |slice: &str| {
        slice.len() <= LABEL_BYTES
            && !is_prose(slice)
            && shape(slice).is_some_and(|rule| is_list_label(&rule.id))
    };
    let is_headline = |line: &Span| has_words(line.of(text), 3) && !is_prose(line.of(text));
    let mut gone = Vec::new();
    for (at, pair) in lines.windows(2).enumerate() {
        let [before, label] = pair else { continue };
        let slice = label.of(text);
        // Most lines are paragraphs: the label is looked at last.
        if slice.len() > LABEL_BYTES || !is_article(before.of(text)) || !is_label(slice) {
            continue;
        }
        let is_sure = is_capitals(slice) || slice.ends_with([':', '：']);
        let most = if is_sure { LISTED_WITHIN } else { 1 };
        let below = lines.get(at + 2..).unwrap_or_default();
        let below = below.get(..most + 1).unwrap_or(below);
        let Some(end) = below.iter().position(|line| is_article(line.of(text))) else { continue };
        let headlines = below.get(..end).unwrap_or_default();
        if !headlines.is_empty() && headlines.iter().all(is_headline) {
            gone.push((*label, (&RELATED).into()));
            gone.extend(headlines.iter().map(|line| (*line, (&HEADLINE).into())));
        }
    }
    gone
}

/// Bytes of a label of related articles at most.
const LABEL_BYTES: usize = 60;
