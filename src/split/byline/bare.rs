//! Names without a label: a person on a line of their own below the headline of a page, or right below its
//! text.
//!
//! Nothing but its shape and place says that such a line is a byline, so that the page must show its date,
//! there may be one such line only, and no word of it may stand in names of sections or places.

use super::super::dateline;
use super::super::head::{Head, shows_date};
use super::super::imprint::{is_section, newsroom_of};
use super::super::names::{Named, who};
use super::super::papers::{has_paper_word, is_paper};
use super::{Byline, is_role};
use crate::document::Document;
use crate::labels::spoken;
use crate::lexicon::Lexicon;
use crate::prose::{ends_sentence, folded, has_words, is_capitals, is_prose, is_spaceless};
use crate::span::Span;
use crate::text::{full_lines_backward, lines_below, parted};

/// Lines of a head in which such a name is looked for at most.
const HEAD_LINES: usize = 10;

/// Words of an author's office at most, where it stands between the name and the date.
const OFFICE_WORDS: usize = 8;

/// Words of a headline at least, below which the name stands.
const TITLE_WORDS: usize = 3;

/// Words that stand in labels, places and crossheads of capitalized words, in lower case.
#[rustfmt::skip]
static NO_PEOPLE: Lexicon = Lexicon::new(&[
    "bay", "city", "island", "islands", "county", "town", "port", "north", "south", "east", "west", "northern",
    "southern", "eastern", "western", "central", "new", "old", "middle", "united", "real", "estate", "watch",
    "live", "read", "more", "photo", "photos", "video", "videos", "editors", "picks", "stories", "story", "home",
    "page", "our", "special", "report", "analysis", "comment", "exclusive", "interview", "feature", "long",
    "question", "time", "times", "public", "human", "rights", "civil", "social", "foreign", "affairs", "climate",
    "change", "stock", "market", "markets", "morning", "evening", "daily", "week", "weekly", "year", "gallery",
    "cover", "prime", "minister", "president", "the", "street", "road", "river", "lake", "mount", "sea", "saint",
    "san", "santa", "republic", "key", "points", "background", "last", "first", "next", "all", "insel", "kreis",
    "stadt", "landkreis", "blaulicht", "press", "media", "save", "share", "print", "listen", "follow", "app", "zur",
    "zum", "related", "topics", "latest", "top", "living", "healthy", "health", "wellness", "tools", "quick", "insight",
    "insights", "backup", "strategy", "guide", "guides", "tips", "blog", "blogs", "team", "marketing", "business", "design",
    "travel", "food", "technology", "science", "education", "finance", "money", "software", "data", "cloud", "security",
    "product", "products", "review", "reviews", "best", "buying", "shopping", "learning", "language", "career", "careers",
    "jobs", "personal", "online", "digital", "industry", "research", "resources", "events", "newsletter", "community",
    "company", "services", "solutions", "support", "sports", "culture", "lifestyle", "opinion", "politics", "economy",
    "national", "international", "global", "regional", "environment", "energy", "tutorial", "tutorials", "studies", "study",
    "general", "release", "releases", "announcements", "updates", "trends", "development", "management", "engineering",
]);

/// Small words inside names.
const PARTICLES: &[&str] = &[
    "de", "del", "della", "da", "dos", "di", "du", "la", "le", "van", "von", "der", "bin", "al",
    "y",
];

/// Endings of Georgian surnames; Georgian has no capitals by which a name is told.
const GEORGIAN_ENDS: &[&str] = &["შვილი", "ძე", "ია", "ავა", "ული", "ური", "ელი", "იანი", "უა"];

/// Marks between a person and their paper.
const MARKS: &[&str] = &[" | ", " • ", " · ", " — ", " – ", " / ", " - ", " (", "（", ", "];

/// Reads the one name between the headline and the text of a page with a date.
pub(super) fn below_title<'a>(doc: &'a Document, head: &Head) -> Option<(Span, Byline<'a>)> {
    let text = doc.text();
    let prose = head.prose?;
    if !shows_date(doc) {
        return None;
    }
    let near = head.lines.len().saturating_sub(HEAD_LINES);
    let lines = head.lines.get(near..)?;
    let is_title = |line: &Span| {
        let slice = line.of(text);
        has_words(slice, TITLE_WORDS) && !is_paper(slice) && names(slice).is_none()
    };
    let title = lines.iter().position(is_title)?;
    let mut found = lines.iter().enumerate().skip(title + 1).filter_map(|(index, line)| {
        let before = lines.get(index - 1).copied()?;
        let next = lines.get(index + 1).copied().unwrap_or(prose);
        // Between the name and the date may stand the office.
        let behind = lines.get(index + 2).copied().unwrap_or(prose);
        let is_office = !has_words(next.of(text), OFFICE_WORDS + 1) && next != prose;
        let is_sign = |between: (Span, Span)| {
            doc.changes_between(between.0, between.1).any(|change| {
                let id = change.rule.id.as_ref();
                id.starts_with("date/") || id.starts_with("furniture/") || id.starts_with("widget/")
            })
        };
        let is_dated = had_date(doc, before, *line)
            || had_date(doc, *line, next)
            || (is_office && had_date(doc, next, behind));
        let is_beside = || next == prose || is_sign((before, *line)) || is_sign((*line, next));
        if !is_dated && (near > 0 || !is_beside()) {
            return None;
        }
        let mut byline = names(line.of(text).trim_start_matches(super::LEADS))?;
        // Where the head names its paper, a word behind the name is a place.
        let has_paper = head.lines.iter().any(|line| is_paper(line.of(text)));
        byline.agency = byline.agency.filter(|agency| is_paper(agency) || !has_paper);
        Some((*line, byline))
    });
    let first = found.next()?;
    // Of two such lines, the one right below the headline.
    let is_next = lines.get(title + 1) == Some(&first.0);
    (found.next().is_none() || is_next).then_some(first)
}

/// Returns whether a date stood between two lines.
fn had_date(doc: &Document, before: Span, behind: Span) -> bool {
    doc.changes_between(before, behind).any(|change| change.rule.id.starts_with("date/"))
}

/// Reads the one name among the lines between the first line of prose and the next, right beside a date that
/// stood there.
pub(super) fn below_deck<'a>(
    doc: &'a Document,
    head: &Head,
    between: &[Span],
) -> Option<(Span, Byline<'a>)> {
    let text = doc.text();
    let deck = head.prose?;
    let mut found = between.iter().enumerate().filter_map(|(index, line)| {
        let before = index.checked_sub(1).and_then(|at| between.get(at)).unwrap_or(&deck);
        let next = lines_below(text, line.end).next()?;
        let is_beside = had_date(doc, *before, *line) || had_date(doc, *line, next);
        let slice = line.of(text).trim_start_matches(super::LEADS);
        let byline = if is_beside { names(slice)? } else { return None };
        Some((*line, byline))
    });
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// Reads the name right below the text of a page with a date, and the agency below the name.
pub(super) fn below_text(doc: &Document, prose: Span) -> Vec<(Span, Byline<'_>)> {
    let text = doc.text();
    let mut lines = full_lines_backward(text);
    let (Some(last), Some(before)) = (lines.next(), lines.next()) else { return Vec::new() };
    if !shows_date(doc) || is_contact(doc, last, before) {
        return Vec::new();
    }
    if is_prose(before.of(text)) {
        return name_below(text, last).into_iter().collect();
    }
    // `Orla Vint`, and `Kestrel` below: where the dateline names the place, the other word is no place.
    let is_below = lines.next().is_some_and(|line| is_prose(line.of(text)));
    let place = dateline::place_of_line(prose.of(text));
    let agency = last.of(text);
    let is_agency =
        who(agency) == Some(Named::Agency) && !ends_sentence(agency) && !is_section(agency);
    let is_other = place.is_some_and(|place| !folded(place).contains(&folded(agency)));
    match is_below && is_person(before.of(text)) && is_agency && is_other {
        true => {
            let author = Byline { people: vec![before.of(text)], ..Byline::default() };
            let agency = Byline { agency: Some(agency), ..Byline::default() };
            vec![(before, author), (last, agency)]
        }
        false => Vec::new(),
    }
}

/// Returns the last line where it is a name below the label of a press contact.
pub(super) fn contact(doc: &Document) -> Option<Span> {
    let text = doc.text();
    let mut lines = full_lines_backward(text);
    let (last, before) = (lines.next()?, lines.next()?);
    let name = last.of(text);
    let name = name.split_once(',').map_or(name, |(name, _)| name);
    (is_contact(doc, last, before) && is_person(name)).then_some(last)
}

/// Returns whether the label of a press contact stood between the last line and the one before: the name is
/// that of an officer, not of the author.
fn is_contact(doc: &Document, last: Span, before: Span) -> bool {
    doc.changes_between(before, last).any(|change| change.rule.id == "furniture/press-label")
}

/// Reads the name that the last line is.
fn name_below(text: &str, last: Span) -> Option<(Span, Byline<'_>)> {
    let slice = last.of(text);
    let inner = slice.trim_matches(|c: char| "()（）【】".contains(c));
    let is_signed = inner.len() < slice.len() && inner.chars().all(is_spaceless);
    let byline = match is_signed && who(inner) == Some(Named::Person) {
        true => Byline { people: vec![inner], ..Byline::default() },
        false => names(slice)?,
    };
    Some((last, byline))
}

/// Returns whom a line names that is a person's name, perhaps with their paper behind a mark.
fn names(line: &str) -> Option<Byline<'_>> {
    if let Some(paper) = newsroom_of(line) {
        return Some(Byline { agency: Some(paper), ..Byline::default() });
    }
    let signed = line.strip_suffix('.').filter(|name| name.contains(' ')).unwrap_or(line);
    if is_person(signed) {
        return Some(Byline { people: vec![signed], ..Byline::default() });
    }
    // `Orla Vint and Ilde Marsh`.
    let joined = [" and ", " & "].iter().find_map(|and| line.split_once(and));
    if let Some((first, second)) = joined.filter(|(a, b)| is_person(a) && is_person(b)) {
        return Some(Byline { people: vec![first, second], ..Byline::default() });
    }
    // `Orla Vint, Ilde Marsh`.
    let both = line.split_once(", ").filter(|(first, second)| {
        is_person(first) && is_person(second) && !line.split(' ').any(is_capitals)
    });
    if let Some((first, second)) = both {
        return Some(Byline { people: vec![first, second], ..Byline::default() });
    }
    let (name, mark, behind) = parted(line, MARKS)?;
    let (name, behind) = (name.trim(), behind.trim().trim_end_matches([')', '）']));
    // `KST - Orla Vint`.
    let is_first = || is_paper(name) || who(name) == Some(Named::Agency);
    let is_second = || is_person(behind) || (is_paper(name) && who(behind) == Some(Named::Person));
    if mark != ", " && is_first() && is_second() && !is_person(name) {
        return Some(Byline { people: vec![behind], agency: Some(name), ..Byline::default() });
    }
    // `Orla Vint, Harbour Correspondent`.
    if mark == ", " && is_person(name) && is_role(behind) {
        return Some(Byline { people: vec![name], ..Byline::default() });
    }
    if !is_person(name) || !(is_paper(behind) || who(behind) == Some(Named::Agency)) {
        return None;
    }
    let is_place = mark == ", " && !has_paper_word(behind) && !is_paper(behind);
    let agency = Some(behind).filter(|_| !is_place);
    Some(Byline { people: vec![name], agency, ..Byline::default() })
}

/// Returns whether a line has the shape of a person's name and of nothing else.
pub(in crate::split) fn is_person(line: &str) -> bool {
    let words: Vec<&str> = line.split(' ').collect();
    if let [_, last] = words.as_slice()
        && line.chars().all(|c| c == ' ' || ('\u{10D0}'..='\u{10FF}').contains(&c))
    {
        return GEORGIAN_ENDS.iter().any(|end| last.ends_with(end));
    }
    let is_word = |word: &&str| {
        let letters = word.trim_end_matches('.');
        let is_letters =
            letters.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.'));
        let is_capital = letters.chars().next().is_some_and(char::is_uppercase);
        PARTICLES.contains(word) || (is_letters && is_capital && !NO_PEOPLE.has_any_case(letters))
    };
    (2..=4).contains(&words.len())
        && words.iter().all(is_word)
        && spoken(line).is_none()
        && !ends_sentence(line)
        && !is_section(line)
        && !has_paper_word(line)
        && who(line) == Some(Named::Person)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_told_from_places_and_sections() {
        for line in [
            "Orla Vint",
            "Nərmin Sahilli",
            "Lê Hải Triều",
            "Глеб Сухарев",
            "Ana de la Cruz",
            "Tomke Rehder",
        ] {
            assert!(is_person(line), "{line}");
        }
        for line in [
            "Vessel Bay",
            "Local News",
            "By Orla Vint",
            "Medio ambiente",
            "Watch Live",
            "Marlin",
            "Orla Vint said",
        ] {
            assert!(!is_person(line), "{line}");
        }
    }
}
