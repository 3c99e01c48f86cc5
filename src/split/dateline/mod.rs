//! Datelines: place, day and agency before the first sentence, inline or on lines of their own.

mod read;
mod shapes;

use crate::dates::stamp::Reading;
use crate::document::Document;
use crate::field::Field;
use crate::findings::Findings;
use crate::prose::{has_words, is_capitals, is_prose, is_spaceless, starts_upper};
use crate::rule::{Effect, Example, Rule};
use crate::span::Span;
use crate::stage::{Entry, Stage};
use crate::text::{cuts, full_lines, lines_below, place_of};

use self::read::{is_place, read};
use super::cities::is_city;
use super::head::{Head, is_named_above, shows_date, shows_page};
use super::imprint::is_section;
use super::names::{has_agency_word, is_domain};

static PLACE: Rule = Rule::new(
    "dateline/place",
    Effect::Move,
    "the dateline: place, day and agency before the first sentence",
    "A dateline says where and for whom the article was written. Glued to the first sentence it \
     makes every article of an agency begin alike.",
    &[
        Example::giving(
            "NORTHQUAY, Larland, Feb. 3\n\nThe ferry sails at noon today.",
            "The ferry sails at noon today.",
            "NORTHQUAY, Larland",
        ),
        Example::giving(
            "NORTHQUAY (Kestrel) - The ferry sails at noon today.",
            "The ferry sails at noon today.",
            "NORTHQUAY",
        ),
        Example::declines("Northquay, May 3 and June 4 are names of ferries that sail today."),
    ],
);

static AUTHOR: Rule = Rule::new(
    "dateline/author",
    Effect::Note,
    "the reporter named in the dateline",
    "Some agencies name the reporter between the place and themselves.",
    &[
        Example::giving(
            "Northquay. Orla Vint – KESTREL. The ferry sails at noon today.",
            "The ferry sails at noon today.",
            "Orla Vint",
        ),
        Example::declines("Northquay. Orla Vint sails today – KESTREL is her ferry."),
    ],
);

static ALONE: Rule = Rule::new(
    "dateline/agency-alone",
    Effect::Move,
    "the agency and a dash before the first sentence",
    "It is the source of the article. A lone word before a dash may as well be the word that a \
     dictionary explains, so that other signs of a page or of an agency must be there.",
    &[
        Example::giving(
            " date 2031-05-09 Kestrel - The ferry sails at noon today.",
            "The ferry sails at noon today.",
            "Kestrel",
        ),
        Example::declines("Kestrel - The bird of that name hovers above the pier."),
    ],
);

static AGENCY: Rule = Rule::new(
    "dateline/agency",
    Effect::Move,
    "the agency named in the dateline or on the line below it",
    "It is the source of the article, not its first word.",
    &[
        Example::giving(
            "NORTHQUAY, Larland, Feb. 3\n\nKestrel:\n\nThe ferry sails at noon today.",
            "The ferry sails at noon today.",
            "Kestrel",
        ),
        Example::declines("Question:\n\nWhen does the ferry sail at noon today?"),
    ],
);

/// A dateline as it reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Dateline<'a> {
    place: Option<&'a str>,
    date: Option<Reading>,
    agency: Option<&'a str>,
    author: Option<&'a str>,
}

struct Datelines;

pub(super) fn entry() -> Entry {
    Entry::new("split/dateline", &[&PLACE, &AGENCY, &AUTHOR, &ALONE], Datelines)
}

impl Stage for Datelines {
    fn scan(&self, doc: &Document, found: &mut Findings<'_>) {
        if doc.field(Field::Place).is_some() {
            return;
        }
        let text = doc.text();
        let head = Head::of(text);
        let own = head.lines.iter().enumerate().find_map(|(index, line)| {
            let (dateline, rest) = read(line.of(text))?;
            (rest.is_empty() && dateline.place.is_some()).then_some((index, *line, dateline))
        });
        match own {
            Some((index, line, dateline)) => {
                let below = head.with_prose().nth(index + 1);
                let agency = below.filter(|below| agency_line(below.of(text)).is_some());
                own_lines(doc, line, dateline, agency, found);
            }
            None => match place_alone(doc, &head) {
                Some(line) => {
                    for cut in cuts(text, &[line]) {
                        found.take(&PLACE, cut, Field::Place, line.of(text));
                    }
                }
                None => inline(doc, &head, found),
            },
        }
    }
}

/// Returns the place in the dateline that a line begins with.
pub(super) fn place_of_line(line: &str) -> Option<&str> {
    read(line).and_then(|(dateline, _)| dateline.place)
}

/// Returns the day in the dateline that a line begins with.
pub(super) fn day_of(line: &str) -> Option<Reading> {
    read(line).and_then(|(dateline, _)| dateline.date)
}

/// Reports a dateline on a line of its own, and the agency on the line below.
fn own_lines(
    doc: &Document,
    line: Span,
    dateline: Dateline<'_>,
    below: Option<Span>,
    found: &mut Findings<'_>,
) {
    let text = doc.text();
    let lines: Vec<Span> = std::iter::once(line).chain(below).collect();
    let mut cuts = cuts(text, &lines).into_iter();
    let cut = cuts.next().unwrap_or(line);
    report(doc, cut, dateline, found);
    let agency = below.and_then(|below| agency_line(below.of(text)));
    if let (Some(cut), Some(agency)) = (cuts.next(), agency) {
        match doc.field(Field::Source).or(dateline.agency) {
            None => found.take(&AGENCY, cut, Field::Source, agency),
            Some(_) => found.delete(&AGENCY, cut),
        }
    }
}

/// Reports a dateline that runs into the first sentence of prose.
fn inline(doc: &Document, head: &Head, found: &mut Findings<'_>) {
    let text = doc.text();
    let Some(first) = head.prose else { return };
    let (prose, own) = match read(first.of(text)) {
        Some(own) => (first, Some(own)),
        None => behind_summary(doc, first).map_or((first, None), |(line, own)| (line, Some(own))),
    };
    let slice = prose.of(text);
    if let Some(name) = agency_alone(doc, slice) {
        let end = prose.start + place_of(slice, name).end;
        let behind = Span::new(end, prose.end).of(text);
        let rest = behind.trim_start_matches(|c: char| c.is_whitespace() || "-–—:".contains(c));
        let cut = Span::new(prose.start, prose.start + place_of(slice, rest).start);
        found.take(&ALONE, cut, Field::Source, name);
        return;
    }
    let read = own.or_else(|| before_colon(doc, slice)).or_else(|| before_dash(doc, slice));
    let Some((dateline, rest)) = read else { return };
    let is_sentence = !rest.is_empty() && starts_upper(rest);
    if is_sentence {
        let end = prose.start + place_of(slice, rest).start;
        report(doc, Span::new(prose.start, end), dateline, found);
    }
}

/// Bytes of a summary at most.
const SUMMARY_BYTES: usize = 300;

/// Returns the second line of prose with its dateline and what stands behind it, where the first may be a summary.
fn behind_summary(doc: &Document, first: Span) -> Option<(Span, (Dateline<'_>, &str))> {
    let text = doc.text();
    let second = lines_below(text, first.end).next().filter(|line| is_prose(line.of(text)))?;
    let slice = second.of(text);
    if first.len() > SUMMARY_BYTES {
        return None;
    }
    let (dateline, rest) = read(slice).or_else(|| before_dash(doc, slice))?;
    (dateline.place.is_some() && !rest.is_empty()).then_some((second, (dateline, rest)))
}

/// Bytes at the start of a line among which the dash behind a place or an agency stands.
const LEAD_BYTES: usize = 80;

/// Returns where the first of these dashes stands near the start of a line.
fn dash_at(line: &str, dashes: &[&str]) -> Option<usize> {
    let lead = line.get(..line.floor_char_boundary(LEAD_BYTES))?;
    dashes.iter().filter_map(|dash| lead.find(dash)).min()
}

/// Returns the line right above the text where it is a place in capitals and the byline or date stood between
/// it and the headline: `NORTHQUAY`, as Turkish agencies print it.
fn place_alone(doc: &Document, head: &Head) -> Option<Span> {
    let text = doc.text();
    let [.., above, line] = head.lines.as_slice() else { return None };
    let place = line.of(text);
    let is_loud = is_capitals(place) && place.chars().count() > 3 && place.split(' ').count() <= 2;
    let is_sign = |id: &str| id.starts_with("date/") || id.starts_with("byline/");
    let is_below = doc.changes_between(*above, *line).any(|change| is_sign(&change.rule.id));
    let is_headed = has_words(above.of(text), 3);
    (is_loud && is_place(place) && !is_section(place) && is_below && is_headed).then_some(*line)
}

/// Reads a place in capitals before a colon, as papers of South Asia and the Gulf write: not where another
/// line begins so, which then is a turn of a talk, and only where the page tells its date or its author.
fn before_colon<'a>(doc: &Document, line: &'a str) -> Option<(Dateline<'a>, &'a str)> {
    let (place, rest) = line.split_once(": ")?;
    let is_loud = is_capitals(place) && place.len() > 3 && place.split(' ').count() <= 3;
    let is_indic = is_indic(place) && place.split(' ').count() <= 2;
    let text = doc.text();
    let fields = [Field::Published, Field::Updated, Field::Author];
    if !fields.into_iter().any(|field| doc.field(field).is_some()) {
        return None;
    }
    let starts = full_lines(text).filter(|line| {
        let words = line.of(text).split_once(": ").map(|(words, _)| words);
        words.is_some_and(|words| is_capitals(words) || (is_indic && self::is_indic(words)))
    });
    let is_lone = starts.count() == 1;
    let dateline = Dateline { place: Some(place), ..Dateline::default() };
    let is_place = is_indic || (is_loud && is_place(place));
    (is_place && is_lone && has_words(rest, 5)).then_some((dateline, rest))
}

/// Reads a place in small letters before a dash: a city, or any word on a page that shows its date and has told its
/// source elsewhere, as papers of one agency or town write.
fn before_dash<'a>(doc: &Document, line: &'a str) -> Option<(Dateline<'a>, &'a str)> {
    let at = dash_at(line, &[" – ", " — ", " - ", " ‒ "])?;
    let place = line.get(..at)?;
    let rest = line.get(at..)?.trim_start_matches([' ', '–', '—', '-', '‒']);
    let is_word = place.chars().all(|c| c.is_alphabetic() || c == '-') && place.chars().count() > 3;
    let is_place = is_word && place.starts_with(char::is_uppercase);
    let is_known = doc.field(Field::Source).is_some_and(|source| source != place);
    let is_told = is_known && shows_date(doc) && !is_named_above(doc);
    let dateline = Dateline { place: Some(place), ..Dateline::default() };
    let is_sure = is_place && (is_told || is_somewhere(doc.text(), place)) || is_city(place);
    (is_sure && starts_upper(rest) && has_words(rest, 5)).then_some((dateline, rest))
}

/// Words in several languages that a place follows.
const WHERE: &[&str] = &[
    "in", "at", "near", "from", "à", "en", "de", "em", "a", "w", "ve", "v", "bei", "aus", "nach",
    "i", "te", "в", "у", "из", "под",
];

/// Returns whether a text says elsewhere that something is or comes from there: `in Northquay`.
fn is_somewhere(text: &str, place: &str) -> bool {
    let is_word = |at: usize| {
        let before = text.get(..at).unwrap_or_default().trim_end();
        let behind = text.get(at + place.len()..).unwrap_or_default();
        let word = before.rsplit(|c: char| c.is_whitespace() || "(“„\"".contains(c)).next();
        before.len() < at
            && word.is_some_and(|word| WHERE.contains(&word))
            && !behind.starts_with(char::is_alphanumeric)
    };
    text.match_indices(place).skip(1).any(|(at, _)| is_word(at))
}

/// Returns whether all letters are of the scripts of India, which have no capitals.
fn is_indic(words: &str) -> bool {
    words.chars().all(|c| c == ' ' || ('\u{900}'..='\u{DFF}').contains(&c))
}

fn report(doc: &Document, cut: Span, dateline: Dateline<'_>, found: &mut Findings<'_>) {
    let Some(place) = dateline.place else {
        let Some(agency) = dateline.agency else { return };
        match doc.field(Field::Source) {
            None => found.take(&AGENCY, cut, Field::Source, agency),
            Some(_) => found.delete(&AGENCY, cut),
        }
        return note_authors(doc, cut, dateline.author, found);
    };
    found.take(&PLACE, cut, Field::Place, place);
    note_authors(doc, cut, dateline.author, found);
    if let Some(agency) = dateline.agency.filter(|_| doc.field(Field::Source).is_none()) {
        found.note(&AGENCY, cut, Field::Source, agency);
    }
    if let Some(Reading::Sure(stamp)) = dateline.date
        && doc.field(Field::Published).is_none()
    {
        found.note(&PLACE, cut, Field::Published, &stamp.iso());
    }
}

/// Notes the reporters of a dateline; in Han several stand side by side.
fn note_authors(doc: &Document, cut: Span, authors: Option<&str>, found: &mut Findings<'_>) {
    let Some(authors) = authors.filter(|_| doc.field(Field::Author).is_none()) else { return };
    match authors.starts_with(is_spaceless) {
        true => {
            for author in authors.split([' ', '、', '，']).filter(|author| !author.is_empty()) {
                found.note(&AUTHOR, cut, Field::Author, author);
            }
        }
        false => found.note(&AUTHOR, cut, Field::Author, authors),
    }
}

/// Returns the agency that stands alone before a dash, where its name or the page speaks for one.
fn agency_alone<'a>(doc: &Document, line: &'a str) -> Option<&'a str> {
    let at = dash_at(line, &[" - ", " – ", " — ", " -- "])?;
    let name = line.get(..at)?;
    let behind = line.get(at..)?.trim_start_matches([' ', '-', '–', '—']);
    let is_name = name.split(' ').count() <= 3
        && name.split(' ').all(|word| word.starts_with(char::is_uppercase))
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '.' | '-'));
    if !is_name
        || !starts_upper(behind)
        || !has_words(behind, 5)
        || doc.field(Field::Source).is_some()
    {
        return None;
    }
    let is_place = || is_city(name) || is_somewhere(doc.text(), name);
    let is_word = !name.contains(' ') && !is_capitals(name) && !is_place();
    (is_domain(name) || ((is_word || has_agency_word(name)) && shows_page(doc))).then_some(name)
}

/// Returns the agency that a line such as `Kestrel:` names.
fn agency_line(line: &str) -> Option<&str> {
    let name = line.strip_suffix(':')?.trim();
    let name = name.strip_prefix("By ").unwrap_or(name);
    let is_short = name.split_whitespace().count() <= 3 && name.chars().count() <= 30;
    let is_turn = ["question", "answer", "q", "a"].contains(&name.to_lowercase().as_str());
    let words =
        name.split_whitespace().all(|word| word.chars().next().is_some_and(|c| !c.is_lowercase()));
    (is_short && words && !is_turn && !name.is_empty()).then_some(name)
}
