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

/// Words of the shortest headline that the head does not tell, and headings that may be it.
const HEADLINE_WORDS: usize = 3;
const HEADINGS_ALONE: usize = 2;

/// What a title weighs at least that is about the page and not about its site, and one of an article.
const OWN: u8 = 70;
const ARTICLE: u8 = 90;

/// Returns the headline and where it stands.
pub(crate) fn title(look: &Look<'_>, told: &Told) -> Option<(String, Span)> {
    let head = heads(look, told);
    let headings = headings(look, Tag::H1);
    let known: Vec<String> = head.iter().map(|(text, _)| folded(text)).collect();
    let titles = told.about(About::Title);
    let has = |least: u8| titles.iter().any(|one| one.weight >= least);
    // The rest of the page's title is about the site where the head tells the headline alone.
    let alone = known.first().filter(|own| {
        has(OWN) && known.last().is_some_and(|title| title != *own && holds(title, own))
    });
    // A heading that the head tells too, the longest; then parts of the head's titles.
    let is_told = |(text, _): &&(String, Span)| {
        let own = folded(text);
        !own.is_empty() && known.iter().any(|title| holds(title, &own))
    };
    let agreed = longest(headings.iter().filter(is_told));
    let site = told.about(About::Site).first().map(|site| folded(&site.value));
    let is_site = |text: &str| {
        let own = folded(text);
        site.as_ref().is_some_and(|site| own == *site) || is_end(look, &own)
    };
    let agreed = agreed
        .filter(|(text, _)| !is_site(text) && alone.is_none_or(|own| holds(own, &folded(text))));
    // A heading that is the whole title of the page has the site's name too.
    let agreed = agreed.map(|(text, at)| match known.contains(&folded(text)) {
        true => (without_site(text, site.as_deref()), *at),
        false => (text.clone(), *at),
    });
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
        let is_article = look.kinds.article > 0 || has(ARTICLE);
        // A head that tells the site's title alone says nothing against the one heading.
        let is_lone = head.len() == 1 && headings.len() == 1;
        let is_like = |(text, _): &&(String, Span)| {
            let words = text.split_whitespace().count();
            let least = if is_article { 25 } else { 60 };
            let is_own = shared(text, &known) >= least || (is_lone && words > HEADLINE_WORDS);
            words >= HEADLINE_WORDS && !is_site(text) && is_own
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
    let found = agreed.or_else(inner).or_else(own_words);
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

/// Returns the longest heading, the first of those that are equally long.
fn longest<'a>(headings: impl Iterator<Item = &'a (String, Span)>) -> Option<&'a (String, Span)> {
    let sized = headings.map(|one| (folded(&one.0).len(), one));
    sized.reduce(|best, one| if one.0 > best.0 { one } else { best }).map(|(_, one)| one)
}

/// Returns whether a folded heading is the headline with a few words around it: a label before it, or
/// its source and counts behind one that is long enough to be told from them.
fn is_headline_of(heading: &str, headline: &str) -> bool {
    let behind = heading.strip_prefix(headline).filter(|rest| rest.starts_with(' '));
    if let Some(words) = behind {
        return words.trim().split(' ').count() <= 4 && headline.split(' ').count() >= 6;
    }
    let before = heading.strip_suffix(headline).map(str::trim);
    let is_year = |words: &str| words.len() == 4 && words.bytes().all(|b| b.is_ascii_digit());
    before.is_some_and(|words| words.split(' ').count() <= 3 && !is_year(words))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn found(page: &str) -> String {
        let look = Look::read(page);
        title(&look, &Told::gather(&look)).map(|(text, _)| text).unwrap_or_default()
    }

    #[test]
    fn a_heading_that_is_the_whole_title_loses_the_site() {
        let page = "<title>Ferry prices in Hull - Kestrel Report</title>\
                    <h1>Ferry prices in Hull - Kestrel Report</h1>";
        assert_eq!(found(page), "Ferry prices in Hull");
    }

    #[test]
    fn of_headings_in_the_same_words_the_first_counts() {
        let page = "<title>how to mend a sail</title><h1>How to mend a sail</h1>\
                    <h1>How To Mend A Sail</h1>";
        assert_eq!(found(page), "How to mend a sail");
    }

    #[test]
    fn a_heading_that_the_head_gives_to_the_site_is_no_headline() {
        let page = "<title>Harbour notes: Ferries sail hourly</title>\
                    <meta property=og:title content=\"Ferries sail hourly\"><h1>Harbour notes</h1>";
        assert_eq!(found(page), "Ferries sail hourly");
    }

    #[test]
    fn a_lone_heading_counts_where_the_head_names_the_site_alone() {
        let page = "<title>Kestrel - The heart of the harbour</title>\
                    <h1>Which rope for a small boat?</h1>";
        assert_eq!(found(page), "Which rope for a small boat?");
    }

    #[test]
    fn a_slogan_gives_way_to_the_title_of_a_page_that_is_no_article() {
        let page = "<title>Harbour Messaging | Kestrel</title>\
                    <meta property=og:title content=\"Harbour Messaging | Kestrel\">\
                    <h1>Harbour talk that scales without slowing down</h1>";
        assert_eq!(found(page), "Harbour Messaging");
    }

    #[test]
    fn counts_behind_a_headline_are_not_part_of_it() {
        let page = "<title>Ferries sail every hour from May - Kestrel</title>\
                    <h1>Ferries sail every hour from May (example.com) 87</h1>";
        assert_eq!(found(page), "Ferries sail every hour from May");
    }
}
