//! Authors: the people or names that a page gives for its text.

use crate::html::{Name, Page, Tag};
use crate::span::Span;

use super::super::look::Look;
use super::evidence::{About, Told, name_in};

/// Characters of the longest name.
const NAME_CHARS: usize = 100;

/// Authors of a page at most.
const MOST_AUTHORS: usize = 12;

/// Names of elements that hold an author, by their words in classes.
const CLASSES: [&str; 7] =
    ["author", "byline", "authors", "contributor", "username", "poster", "creator"];

/// Returns the authors and where they stand.
pub(crate) fn authors(look: &Look<'_>, told: &Told) -> Vec<(String, Span)> {
    let evidence = told.about(About::Author);
    let named: Vec<_> = evidence
        .iter()
        .filter_map(|one| Some((one.weight, cleaned(&one.value)?, one.at)))
        .collect();
    let best = named.first().map(|(weight, ..)| *weight);
    let mut found: Vec<(String, Span)> = Vec::new();
    for (_, name, at) in named.into_iter().filter(|(weight, ..)| Some(*weight) == best) {
        if !found.iter().any(|(known, _)| known.to_lowercase() == name.to_lowercase()) {
            found.push((name, at));
        }
    }
    if found.is_empty()
        && let Some(shown) = shown(look)
    {
        found = vec![shown];
    }
    found.truncate(MOST_AUTHORS);
    found
}

/// Returns the author that the page shows, by a link or the name of an element.
fn shown(look: &Look<'_>) -> Option<(String, Span)> {
    for link in &look.page.links {
        let rel = look.page.value(link, Name::Rel).map(|rel| rel.of(look.source));
        if rel.is_some_and(|rel| rel.split_ascii_whitespace().any(|rel| rel == "author")) {
            let start = link.open().end;
            let at = look.page.texts.partition_point(|text| text.at().start < start);
            let text = look.page.texts.get(at)?.at();
            if let Some(name) = cleaned(text.of(look.source)) {
                return Some((name, text));
            }
        }
    }
    let elements = look.page.elements.iter().enumerate();
    let named = elements.filter(|(_, element)| is_named(look.source, &look.page, element));
    named.take(20).find_map(|(at, element)| {
        let name = cleaned(&name_in(look, at as u32))?;
        Some((name, element.inside()))
    })
}

fn is_named(source: &str, page: &Page, element: &crate::html::Element) -> bool {
    let Some(class) = page.value(element, Name::Class) else { return false };
    let mut words = class.of(source).split(|c: char| !c.is_ascii_alphabetic());
    element.tag != Tag::Body && words.any(|word| CLASSES.contains(&word))
}

/// Words in front of a name, in several languages.
const BEFORE: [&str; 14] = [
    "written by",
    "posted by",
    "published by",
    "by",
    "von",
    "par",
    "por",
    "di",
    "door",
    "af",
    "av",
    "autor",
    "author",
    "автор",
];

/// Returns whether a text only stands before a name, such as `By`.
pub(super) fn is_before(text: &str) -> bool {
    let word = text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    word.is_empty() || BEFORE.contains(&word.as_str())
}

/// Returns a name without what stands around it, if it can be one.
fn cleaned(value: &str) -> Option<String> {
    let mut name = value.trim().trim_matches(['|', '-', '–', '—', ',', ':', '·', '•']).trim();
    let lower = name.to_lowercase();
    for word in BEFORE {
        let rest = lower.strip_prefix(word).filter(|rest| rest.starts_with([' ', ':']));
        if rest.is_some() && lower.len() == name.len() {
            name = name.get(word.len()..).unwrap_or_default().trim_start_matches([' ', ':']);
            break;
        }
    }
    // `ByAda Lund`, where a space is only drawn.
    if let Some(rest) = name.strip_prefix("By")
        && rest.starts_with(char::is_uppercase)
    {
        name = rest;
    }
    let is_address = name.contains("://") || name.starts_with("www.") || name.starts_with('@');
    let is_name = !is_address
        && name.chars().count() <= NAME_CHARS
        && name.split_whitespace().count() <= 16
        && name.chars().any(char::is_alphabetic)
        && !name.contains(['<', '{', '[', '='])
        && !is_before(name);
    is_name.then(|| name.to_owned())
}
