//! Authors: the people or names that a page gives for its text.

use crate::dates::labels::label;
use crate::html::{Name, Page, Tag, decoded};
use crate::span::Span;

use super::super::look::Look;
use super::evidence::{About, Told, name_in};
use super::moment;
use super::near::Near;
use super::title::folded;

/// Characters of the longest name.
const NAME_CHARS: usize = 100;

/// Authors of a page at most.
const MOST_AUTHORS: usize = 12;

/// Names of elements that hold an author, by their words in classes.
const CLASSES: [&str; 7] =
    ["author", "byline", "authors", "contributor", "username", "poster", "creator"];

/// What a name weighs that is the site's own, or that of a role.
const WEAK: u8 = 45;

/// What a name weighs that the page shows near its headline.
const SHOWN: u8 = 58;

/// Returns the authors and where they stand.
pub(crate) fn authors(look: &Look<'_>, told: &Told, near: &[Near<'_>]) -> Vec<(String, Span)> {
    let sites: Vec<String> =
        told.about(About::Site).iter().map(|site| folded(&site.value)).collect();
    let weigh = |name: &str, weight: u8| {
        let own = folded(name);
        let is_weak = sites.contains(&own) || is_role(&own);
        if is_weak { weight.min(WEAK) } else { weight }
    };
    let evidence = told.about(About::Author);
    let mut named: Vec<(u8, String, Span)> = evidence
        .iter()
        .filter_map(|one| {
            let name = cleaned(&one.value)?;
            Some((weigh(&name, one.weight), name, one.at))
        })
        .collect();
    named.extend(credits(look).into_iter().map(|(name, at)| (weigh(&name, SHOWN - 2), name, at)));
    named.extend(bylines(near).map(|(name, at)| (weigh(&name, SHOWN), name, at)));
    if named.iter().all(|(weight, ..)| *weight <= WEAK)
        && let Some((name, at)) = shown(look, near)
    {
        named.push((weigh(&name, SHOWN - 1), name, at));
    }
    named.sort_by_key(|(weight, ..)| std::cmp::Reverse(*weight));
    let best = named.first().map(|(weight, ..)| *weight);
    let mut found: Vec<(String, Span)> = Vec::new();
    for (_, name, at) in named.into_iter().filter(|(weight, ..)| Some(*weight) == best) {
        if !found.iter().any(|(known, _)| known.to_lowercase() == name.to_lowercase()) {
            found.push((name, at));
        }
    }
    found.truncate(if best == Some(SHOWN) { 1 } else { MOST_AUTHORS });
    found
}

/// Names of roles that publish what others write.
const ROLES: [&str; 10] = [
    "admin",
    "administrator",
    "webmaster",
    "editor",
    "editors",
    "editorial",
    "editorial team",
    "staff",
    "root",
    "guest",
];

/// Returns whether a folded name is that of a role.
fn is_role(name: &str) -> bool {
    ROLES.contains(&name) || name.split(' ').any(|word| word == "admin")
}

/// Returns the names of the bylines near the headline: `By Ada Lund`, or `By` and then the name.
fn bylines<'a>(near: &'a [Near<'_>]) -> impl Iterator<Item = (String, Span)> + 'a {
    near.iter().enumerate().filter_map(|(at, one)| {
        let follows = |before: &Near<'_>| is_label(&before.value);
        let is_behind = at.checked_sub(1).and_then(|at| near.get(at)).is_some_and(follows);
        let behind = behind_label(&one.value);
        if !is_behind && behind.is_none() {
            return None;
        }
        let name = cleaned(behind.unwrap_or(&one.value))?;
        is_short(&name).then(|| (name, one.text.at()))
    })
}

/// Returns the name behind the first `Written by` that stands anywhere, as below a text.
fn credits(look: &Look<'_>) -> Option<(String, Span)> {
    let texts = &look.page.texts;
    let is_credit =
        |text: &str| text.get(..CREDIT.len()).is_some_and(|head| head.eq_ignore_ascii_case(CREDIT));
    let at = texts.iter().position(|text| is_credit(text.at().of(look.source).trim_start()))?;
    let own = decoded(texts.get(at)?.at().of(look.source)).trim().to_owned();
    let (name, text) = match own.get(CREDIT.len()..).map(str::trim) {
        Some("" | ":") | None => {
            let next = texts.get(at + 1)?;
            (decoded(next.at().of(look.source)).into_owned(), next)
        }
        Some(_) => (behind_label(&own)?.to_owned(), texts.get(at)?),
    };
    let name = cleaned(&name).filter(|name| is_short(name))?;
    Some((name, text.at()))
}

const CREDIT: &str = "written by";

/// Words of the longest name in a byline.
const NAME_WORDS: usize = 5;

/// Returns whether a text is short enough for a name and no sentence.
fn is_short(name: &str) -> bool {
    name.split_whitespace().count() <= NAME_WORDS
        && !name.ends_with(['.', '!', '?', ':'])
        && name.chars().all(|c| !c.is_numeric() || name.split_whitespace().count() == 1)
}

/// Returns what stands behind `By` or its like at the head of a text; a capital begins it, or a name
/// of one word is all of it.
fn behind_label(text: &str) -> Option<&str> {
    let lower = text.to_lowercase();
    let label = LABELS.iter().find(|label| {
        let rest = lower.strip_prefix(*label);
        rest.is_some_and(|rest| rest.starts_with([' ', ':']))
    })?;
    let name = text.get(label.len()..)?.trim_start_matches([' ', ':']);
    let name = name.split([',', '|', '•', '·']).next()?.trim();
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_capital = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
    let is_name = words.len() == 1 && words.iter().all(is_capital)
        || words.iter().filter(|word| is_capital(word)).count() >= 2;
    is_name.then_some(name)
}

/// What stands before the name of an author and is seldom anything else.
const LABELS: [&str; 13] = [
    "written by",
    "posted by",
    "published by",
    "authored by",
    "words by",
    "story by",
    "article by",
    "interview by",
    "by",
    "author",
    "authors",
    "contributors",
    "thread starter",
];

/// Returns whether a text is a label alone.
pub(super) fn is_label(text: &str) -> bool {
    let word = text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    LABELS.contains(&word.as_str())
}

/// Returns the author that the page shows, by a link or the name of an element.
fn shown(look: &Look<'_>, near: &[Near<'_>]) -> Option<(String, Span)> {
    let linked = |one: &Near<'_>| {
        let link = look.page.links.get(one.text.link as usize)?;
        let address = look.page.value(link, Name::Href)?.of(look.source);
        let leads = address.split('/').any(|part| PROFILES.contains(&part));
        let name = cleaned(&one.value).filter(|name| leads && is_short(name))?;
        Some((name, one.text.at()))
    };
    if let Some(found) = near.iter().find_map(linked) {
        return Some(found);
    }
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

/// Parts of an address that leads to what someone has written.
const PROFILES: [&str; 8] =
    ["author", "authors", "contributor", "contributors", "profile", "writers", "members", "user"];

fn is_named(source: &str, page: &Page, element: &crate::html::Element) -> bool {
    let Some(class) = page.value(element, Name::Class) else { return false };
    let class = class.of(source).replace("authorName", "author");
    let mut words = class.split(|c: char| !c.is_ascii_alphabetic());
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

/// Returns whether a text holds a year or a time of the day, as no name does.
fn is_dated(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit() && c != ':').any(|part| {
        let is_year = part.len() == 4 && (part.starts_with("19") || part.starts_with("20"));
        is_year || (part.len() == 5 && part.as_bytes().get(2) == Some(&b':'))
    }) && text.contains(' ')
        || text.split(' ').count() == 2 && text.ends_with(|c: char| c.is_ascii_digit())
}

/// Returns a name without what stands around it, if it can be one.
fn cleaned(value: &str) -> Option<String> {
    let value = value.split_whitespace().collect::<Vec<&str>>().join(" ");
    let marks = ['|', '-', '–', '—', ',', ':', '·', '•', '"', '“', '”', '●', ' '];
    let mut name = value.trim().trim_matches(marks);
    if let Some((_, behind)) = name.split_once("posts by ") {
        name = behind;
    }
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
        && name.chars().count() >= 2
        && label(&name.to_lowercase()).is_none()
        && moment::read(name, None).is_none()
        && !is_dated(name)
        && !is_before(name);
    is_name.then(|| name.to_owned())
}
