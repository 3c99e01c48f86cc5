//! Stray HTML entities: `&amp;` and its like in text that is not HTML.
//!
//! The names are those of the WHATWG standard that end with a semicolon. Text that holds a tag is
//! taken for HTML and left alone. A second scan of the repaired text finds nothing.

use memchr::{memchr, memchr_iter};

use crate::document::Document;
use crate::entities;
use crate::findings::Findings;
use crate::rule::{Effect, Example, Rule};
use crate::stage::{Entry, Stage};

use super::kind::{Kind, Repair};
use super::pages::Page;
use super::report;

/// The most bytes between `&` and `;`: the longest name has 31 letters.
const LONGEST: usize = 32;

static STRAY: Rule = Rule::new(
    "entity/stray",
    Effect::Rewrite,
    "an HTML entity in text that is not HTML",
    "It is a character that was escaped once too often; readers see the escape instead.",
    &[
        Example::fires("The caf&eacute; &amp; the pier.", "The café & the pier."),
        Example::declines("In <p>HTML</p> an ampersand is &amp;amp; and a space &nbsp;"),
    ],
);

struct Entities;

pub(super) fn entry() -> Entry {
    Entry::new("repair/entity", &[&STRAY], Entities)
}

impl Stage for Entities {
    fn scan(&self, doc: &Document, found: &mut Findings<'_>) {
        scan(doc.text()).iter().for_each(|repair| report(&STRAY, repair, found));
    }
}

/// Returns the entities of `text` and what they stand for, ascending and without overlap.
pub(super) fn scan(text: &str) -> Vec<Repair> {
    let mut found = Vec::new();
    let Some(first) = memchr(b'&', text.as_bytes()) else { return found };
    if holds_tag(text) {
        return found;
    }
    let mut at = first;
    while let Some(ahead) = text.as_bytes().get(at..).and_then(|rest| memchr(b'&', rest)) {
        let start = at + ahead;
        at = start + 1;
        let Some((with, end)) = entity(text, start) else { continue };
        if completes_another(text, start, &with) {
            continue;
        }
        found.push(Repair::sure(start, end, with, Kind::Entity));
        at = end;
    }
    found
}

/// Tells whether a tag begins anywhere: `<` before a letter, `/`, `!` or `?`.
fn holds_tag(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr_iter(b'<', bytes).any(|at| {
        bytes.get(at + 1).is_some_and(|next| next.is_ascii_alphabetic() || b"/!?".contains(next))
    })
}

/// Returns what the entity at `start` stands for, and its end.
///
/// An ampersand that has been escaped several times is read until it is no longer an entity.
fn entity(text: &str, start: usize) -> Option<(String, usize)> {
    let (mut with, mut end) = one(text.get(start + 1..)?, start + 1)?;
    while with == "&" {
        let Some(inner) = one(text.get(end..)?, end) else { break };
        (with, end) = inner;
    }
    Some((with, end))
}

/// Returns what the name at the head of `rest` stands for, and where its semicolon ends; `at` is where
/// `rest` begins.
fn one(rest: &str, at: usize) -> Option<(String, usize)> {
    let window = rest.as_bytes().get(..rest.len().min(LONGEST + 1))?;
    let length = memchr(b';', window)?;
    let name = rest.get(..length)?;
    let with = match name.strip_prefix('#') {
        Some(number) => numbered(number)?,
        None => named(name)?,
    };
    Some((with, at + length + 1))
}

fn named(name: &str) -> Option<String> {
    let find = |name: &str| entities::named(name).map(str::to_owned);
    find(name).or_else(|| {
        let is_capital = name.len() > 1
            && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        is_capital.then(|| find(&name.to_ascii_lowercase()).map(|value| value.to_uppercase()))?
    })
}

/// Returns the character of a number, read as browsers do; controls other than white space stay escaped.
fn numbered(number: &str) -> Option<String> {
    let (digits, radix) = match number.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16),
        None => (number, 10),
    };
    if digits.is_empty() || !digits.bytes().all(|digit| char::from(digit).is_digit(radix)) {
        return None;
    }
    let code = u32::from_str_radix(digits, radix).ok()?;
    let ch = match u8::try_from(code) {
        Ok(byte @ 0x80..=0x9f) => Page::WESTERN.decode(&[byte])?.0,
        _ => char::from_u32(code)?,
    };
    (!ch.is_control() || matches!(ch, '\t' | '\n' | '\r')).then(|| String::from(ch))
}

/// Tells whether a letter that an entity stands for would become part of another entity around it.
fn completes_another(text: &str, start: usize, with: &str) -> bool {
    let is_part = |ch: char| ch.is_ascii_alphanumeric() || ch == '#' || ch == ';';
    let before = text.get(..start).unwrap_or("");
    let word =
        before.bytes().rev().take(LONGEST * 2).take_while(|byte| !byte.is_ascii_whitespace());
    with.chars().all(is_part) && word.into_iter().any(|byte| byte == b'&')
}

#[cfg(test)]
mod tests {
    use super::super::kind::apply;
    use super::*;

    fn repaired(text: &str) -> String {
        let once = apply(text, &scan(text));
        assert!(scan(&once).is_empty(), "{once:?}");
        once
    }

    #[test]
    fn reads_names_and_numbers() {
        assert_eq!(repaired("caf&eacute; &amp; th&#233; &#x2019;"), "café & thé ’");
        assert_eq!(repaired("a &NotEqualTilde; b"), "a ≂̸ b");
    }

    #[test]
    fn numbers_of_controls_are_windows_characters() {
        assert_eq!(repaired("it&#146;s"), "it’s");
        assert_eq!(repaired("bell &#7;"), "bell &#7;");
    }

    #[test]
    fn reads_names_in_capitals() {
        assert_eq!(repaired("CAF&EACUTE;"), "CAFÉ");
    }

    #[test]
    fn reads_what_was_escaped_twice() {
        assert_eq!(repaired("&amp;amp;lt; &amp;hellip; &amp;nothing;"), "< … &nothing;");
    }

    #[test]
    fn leaves_html_alone() {
        assert_eq!(repaired("<p>R&amp;D</p>"), "<p>R&amp;D</p>");
        assert_eq!(repaired("1 < 2 &amp; 3"), "1 < 2 & 3");
    }

    #[test]
    fn leaves_what_is_no_entity() {
        for text in ["AT&T; B&B", "a & b; c", "&#xD800; &#; &#x; &#99999999;", "R&D", "&"] {
            assert_eq!(repaired(text), text);
        }
    }

    #[test]
    fn letters_do_not_complete_other_entities() {
        assert_eq!(repaired("&am&#112;;"), "&am&#112;;");
    }
}
