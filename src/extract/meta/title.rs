//! The headline: what the page's first heading and its head agree on.

use crate::html::Tag;
use crate::span::Span;

use super::super::look::Look;
use super::evidence::{About, Told, text_in};

/// What stands between a title and the name of its site.
const BETWEEN: [&str; 9] = [" | ", " - ", " – ", " — ", " · ", " :: ", " • ", " » ", " / "];

/// Headings that are looked at.
const HEADINGS: usize = 8;

/// Characters of the longest headline.
const TITLE_CHARS: usize = 300;

/// Characters of prose of a page that is more than links and pictures.
const TEXT_CHARS: usize = 3_000;

/// Words of the shortest headline that the head does not tell, and headings that may be it.
const HEADLINE_WORDS: usize = 3;
const HEADINGS_ALONE: usize = 2;

/// Returns the headline and where it stands.
pub(crate) fn title(look: &Look<'_>, told: &Told) -> Option<(String, Span)> {
    let head = heads(look, told);
    let headings = headings(look, Tag::H1);
    let known: Vec<String> = head.iter().map(|(text, _)| folded(text)).collect();
    // A heading that the head tells too, the longest; then parts of the head's titles.
    let is_told = |(text, _): &&(String, Span)| {
        let own = folded(text);
        !own.is_empty() && known.iter().any(|title| holds(title, &own))
    };
    let agreed = headings.iter().filter(is_told).max_by_key(|(text, _)| folded(text).len());
    let site = told.about(About::Site).first().map(|site| folded(&site.value));
    let is_site = |text: &str| {
        let own = folded(text);
        site.as_ref().is_some_and(|site| own == *site) || is_end(look, &own)
    };
    let agreed = agreed.filter(|(text, _)| !is_site(text));
    // A heading with more around the headline, such as a label or its source.
    let inner = || {
        let titles = head.iter().map(|(text, at)| (without_site(text, site.as_deref()), *at));
        let is_inside = |(text, _): &(String, Span)| {
            let own = folded(text);
            own.split(' ').count() >= HEADLINE_WORDS
                && headings.iter().any(|(heading, _)| is_headline_of(&folded(heading), &own))
        };
        titles.into_iter().find(is_inside)
    };
    // A heading in other words than the head's, if it is about the same.
    let own_words = || {
        let is_like = |(text, _): &&(String, Span)| {
            let share = shared(text, &known);
            let is_text = told.is_article || look.whole.prose >= TEXT_CHARS;
            let least = if is_text { 25 } else { 60 };
            text.split_whitespace().count() >= HEADLINE_WORDS && !is_site(text) && share >= least
        };
        headings.iter().take(HEADINGS_ALONE).find(is_like).cloned()
    };
    let lower = || {
        let seconds = self::headings(look, Tag::H2);
        let own = seconds.iter().filter(is_told).filter(|(text, _)| !is_site(text));
        let long = own.filter(|(text, _)| text.split_whitespace().count() >= HEADLINE_WORDS);
        long.max_by_key(|(text, _)| folded(text).len()).cloned()
    };
    let of_head = || {
        let (text, at) = head.first()?;
        Some((without_site(text, site.as_deref()), *at))
    };
    let found = agreed.cloned().or_else(inner).or_else(own_words);
    let found = found.or_else(lower).or_else(of_head).or_else(|| headings.first().cloned());
    found.filter(|(text, _)| text.chars().count() <= TITLE_CHARS)
}

/// Returns the titles of the head, the weightiest first.
fn heads(look: &Look<'_>, told: &Told) -> Vec<(String, Span)> {
    let mut all: Vec<(String, Span)> =
        told.about(About::Title).iter().map(|one| (one.value.clone(), one.at)).collect();
    let elements = look.page.elements.iter().enumerate();
    for (at, element) in elements.filter(|(_, element)| element.tag == Tag::Title).take(1) {
        let text = text_in(look, at as u32);
        let text = text.split_whitespace().collect::<Vec<&str>>().join(" ");
        all.push((text, element.inside()));
    }
    all.retain(|(text, _)| !text.is_empty());
    all
}

/// Returns whether a folded text is the last part of the page's title, where sites put their names.
fn is_end(look: &Look<'_>, text: &str) -> bool {
    let elements = look.page.elements.iter().enumerate();
    let mut titles = elements.filter(|(_, element)| element.tag == Tag::Title);
    let Some((at, _)) = titles.next() else { return false };
    let title = text_in(look, at as u32);
    let end = BETWEEN.iter().filter_map(|mark| title.rsplit_once(mark)).map(|(_, end)| end);
    end.min_by_key(|end| end.len()).is_some_and(|end| {
        let end = folded(end);
        end == text || end.strip_prefix(text).is_some_and(|rest| rest.starts_with(' '))
    })
}

/// Returns whether a folded heading is the headline with a few words around it: a label before it, or
/// its source behind.
fn is_headline_of(heading: &str, headline: &str) -> bool {
    let before = heading.strip_suffix(headline).map(str::trim);
    let behind = heading.strip_prefix(headline).filter(|rest| rest.starts_with(' '));
    let is_year = |words: &str| words.len() == 4 && words.bytes().all(|b| b.is_ascii_digit());
    before.is_some_and(|words| words.split(' ').count() <= 3 && !is_year(words))
        || behind.is_some_and(|words| words.trim().split(' ').count() <= 2)
}

/// Returns how many percent of the longer words of a heading the titles have.
fn shared(heading: &str, titles: &[String]) -> usize {
    let own = folded(heading);
    let words: Vec<&str> = own.split(' ').filter(|word| word.chars().count() > 3).collect();
    let is_told =
        |word: &&&str| titles.iter().any(|title| title.split(' ').any(|other| other == **word));
    words.iter().filter(is_told).count() * 100 / words.len().max(1)
}

fn headings(look: &Look<'_>, level: Tag) -> Vec<(String, Span)> {
    let elements = look.page.elements.iter().enumerate();
    let ones = elements.filter(|(_, element)| element.tag == level).take(HEADINGS);
    let read = |(at, element): (usize, &crate::html::Element)| {
        let text = text_in(look, at as u32);
        let text = text.trim_end_matches(['¶', '#']).split_whitespace().collect::<Vec<&str>>();
        (text.join(" "), element.inside())
    };
    ones.map(read).filter(|(text, _)| !text.is_empty()).collect()
}

/// Returns the words of a title in lower case, without marks.
pub(crate) fn folded(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<&str>>().join(" ")
}

/// Returns whether whole words of `title` are those of `part`.
fn holds(title: &str, part: &str) -> bool {
    let (title, part) = (format!(" {title} "), format!(" {part} "));
    title.contains(&part)
}

/// Returns a title without the name of its site.
fn without_site(title: &str, site: Option<&str>) -> String {
    let mut rest = title;
    loop {
        let cut = BETWEEN.iter().filter_map(|mark| Some((rest.rfind(mark)?, mark.len()))).max();
        let Some((at, len)) = cut else { return rest.to_owned() };
        let before = rest.get(..at).unwrap_or_default().trim();
        let behind = rest.get(at + len..).unwrap_or_default().trim();
        let is_site = site.is_some_and(|site| folded(behind) == site);
        if site.is_some_and(|site| folded(before) == site) && !behind.is_empty() {
            return behind.to_owned();
        }
        let shorter = behind.split_whitespace().count() <= before.split_whitespace().count();
        if before.is_empty() || !(is_site || shorter) {
            return rest.to_owned();
        }
        if is_site {
            return before.to_owned();
        }
        rest = before;
    }
}
