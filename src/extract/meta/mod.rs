//! A page's metadata: everything that says something is gathered, weighed, and the best is noted.

mod evidence;
mod json;
mod moment;
mod near;
mod people;
mod shown;
mod title;

use crate::field::{Field, language_tag};
use crate::findings::Findings;
use crate::rule::{Effect, Example, Rule};
use crate::span::Span;

use super::look::Look;
use evidence::{About, Evidence, Told};

const PAGE: &str = "<!DOCTYPE html><html lang=en><title>Ferry to sail hourly | Kestrel</title>\
    <meta property=\"og:site_name\" content=\"Kestrel\"><meta property=\"article:published_time\" \
    content=\"2031-05-09T16:20:00Z\"><meta name=author content=\"Ada Lund\"><article>\
    <h1>Ferry to sail hourly</h1><p>The ferry will sail every hour from May, the harbour board said \
    after its meeting on the pier.<p>Members had argued for weeks about the cost of a second crew and \
    of its uniforms.</article>";

const TEXT: &str = "The ferry will sail every hour from May, the harbour board said after its \
    meeting on the pier.\n\nMembers had argued for weeks about the cost of a second crew and of its \
    uniforms.";

const PROSE: &str = "A page says who wrote it in <meta name=author>, and when in its <time>.";

static META: Rule = Rule::new(
    "html/meta",
    Effect::Note,
    "metadata that a page gives about itself",
    "Pages tell their title, authors, dates and more in JSON-LD, meta tags, microdata and marked \
     text, often several times and not always alike; the best founded value is kept.",
    &[Example::giving(PAGE, TEXT, "Ada Lund"), Example::declines(PROSE)],
);

static TITLE: Rule = Rule::new(
    "html/title",
    Effect::Note,
    "the headline that a page's heading and head agree on",
    "A headline tells what the text is about; the head of the page often adds the site's name.",
    &[Example::giving(PAGE, TEXT, "Ferry to sail hourly"), Example::declines(PROSE)],
);

/// Every rule of metadata.
pub(super) const RULES: [&Rule; 2] = [&META, &TITLE];

/// Tags of a page at most, and characters of the longest.
const MOST_TAGS: usize = 40;
const TAG_CHARS: usize = 60;

/// Notes the metadata of a page.
pub(super) fn report(look: &Look<'_>, stays: &[bool], found: &mut Findings<'_>) {
    let mut told = Told::gather(look);
    let language = told.about(About::Language).first().map(|one| one.value.replace('_', "-"));
    let title = title::title(look, &told);
    let near = near::near(look, stays, title.as_ref().map(|(_, at)| *at));
    shown::gather(look, &near, language.as_deref(), &mut told);
    if let Some((title, at)) = title {
        found.note(&TITLE, at, Field::Title, &title);
    }
    for (name, at) in people::authors(look, &told, &near) {
        found.note(&META, at, Field::Author, &name);
    }
    let kept = look.lines.iter().zip(stays).filter(|(_, stays)| **stays);
    let is_prose = kept.map(|(line, _)| line.prose()).sum::<usize>() >= PROSE_CHARS;
    dates(&told, language.as_deref(), is_prose, found);
    tags(&told, found);
    let mut plain = |about: About, field: Field, is: fn(&str) -> bool| {
        let best = told.about(about).into_iter().find(|one| is(&one.value));
        if let Some(best) = best {
            found.note(&META, best.at, field, &best.value);
        }
    };
    plain(About::Site, Field::Source, |value| value.len() <= 100);
    plain(About::Section, Field::Section, |value| value.len() <= 100);
    plain(About::Description, Field::Description, |_| true);
    plain(About::Url, Field::Url, is_address);
    plain(About::Image, Field::Image, is_address);
    plain(About::Licence, Field::Licence, |value| value.len() <= 300);
    let language = told
        .about(About::Language)
        .into_iter()
        .find_map(|one| Some((language_tag(&one.value)?, one.at)));
    if let Some((tag, at)) = language {
        found.note(&META, at, Field::Language, &tag);
    }
}

fn is_address(value: &str) -> bool {
    value.starts_with("http://") || value.starts_with("https://")
}

/// Characters of prose that make of a page with a day near its headline an article.
const PROSE_CHARS: usize = 600;

/// What evidence weighs that needs no sign of an article.
const SURE: u8 = 78;

/// Notes when the page was published and changed, where it is an article of some day.
///
/// A page that only tells when it was changed has that day for both.
fn dates(told: &Told, language: Option<&str>, is_prose: bool, found: &mut Findings<'_>) {
    let sure = |about: About| {
        let all = told.about(about).into_iter();
        let is_sure =
            |weight: u8| told.is_article || weight >= SURE || (is_prose && weight >= shown::SHOWN);
        all.filter(move |one| is_sure(one.weight))
            .filter_map(|one| Some((moment::read(&one.value, language)?, one)))
    };
    let updated = sure(About::Updated).next().map(|(moment, one)| (moment, one.at));
    let published = sure(About::Published).collect::<Vec<_>>();
    let published = first_day(&published, updated.as_ref().map(|(moment, _)| moment.as_str()));
    let Some((moment, at)) = published.or_else(|| updated.clone()) else { return };
    found.note(&META, at, Field::Published, &moment);
    if let Some((moment, at)) = updated {
        found.note(&META, at, Field::Updated, &moment);
    }
}

/// Returns the day of a moment.
fn day(moment: &str) -> &str {
    moment.get(..10).unwrap_or(moment)
}

/// Returns the weightiest moment of publishing that does not contradict that of the last change: of several, one that
/// is not later, and not the same second where the page shows an earlier day near its headline.
fn first_day(published: &[(String, &Evidence)], updated: Option<&str>) -> Option<(String, Span)> {
    let (first, evidence) = published.first()?;
    let updated = updated.unwrap_or_default();
    let is_later = !updated.is_empty() && day(first) > day(updated);
    let is_same = updated == first && first.len() > "2031-05-09T16:20".len();
    let is_before = |one: &&(String, &Evidence)| match is_later {
        true => day(&one.0) <= day(updated),
        false => one.1.weight >= shown::SHOWN && one.1.weight < SURE && day(&one.0) < day(first),
    };
    let other = published.iter().find(is_before).filter(|_| is_later || is_same);
    Some(other.map_or((first.clone(), evidence.at), |(moment, one)| (moment.clone(), one.at)))
}

/// Notes what the page is filed under: the values of the best kind of evidence.
fn tags(told: &Told, found: &mut Findings<'_>) {
    let evidence = told.about(About::Tag);
    let best = evidence.first().map(|one| one.weight);
    let mut known: Vec<String> = Vec::new();
    for one in evidence.into_iter().filter(|one| Some(one.weight) == best) {
        for tag in one.value.split([',', ';']).map(str::trim) {
            let is_tag = !tag.is_empty() && tag.chars().count() <= TAG_CHARS;
            if is_tag && known.len() < MOST_TAGS && !known.contains(&tag.to_lowercase()) {
                known.push(tag.to_lowercase());
                found.note(&META, one.at, Field::Tag, tag);
            }
        }
    }
}
