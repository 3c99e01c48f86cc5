//! Datelines: place, day and agency before the first sentence, inline or on lines of their own.

use crate::document::Document;
use crate::field::Field;
use crate::findings::Findings;
use crate::prose::{is_capitals, starts_upper};
use crate::rule::{Effect, Example, Rule};
use crate::span::Span;
use crate::stage::{Entry, Stage};
use crate::text::{cuts, place_of};

use super::calendar::{self, Reading};
use super::head::Head;
use super::names::{has_agency_word, is_domain};
use super::scan::Scan;

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

/// Words in capitals before a dash that are no places.
const NO_PLACES: &[&str] = &[
    "UPDATE",
    "UPDATED",
    "BREAKING",
    "EXCLUSIVE",
    "WATCH",
    "VIDEO",
    "PHOTO",
    "PHOTOS",
    "LIVE",
    "OPINION",
    "ANALYSIS",
    "CORRECTION",
    "NOTE",
    "WARNING",
    "REVIEW",
    "INTERVIEW",
    "FACTBOX",
    "EXPLAINER",
    "QUESTION",
    "ANSWER",
    "Q",
    "A",
    "TV",
    "NEW",
];

/// Words that a place has at most.
const PLACE_WORDS: usize = 4;

/// A dateline as it reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Dateline<'a> {
    place: Option<&'a str>,
    date: Option<Reading>,
    agency: Option<&'a str>,
}

struct Datelines;

pub(super) fn entry() -> Entry {
    Entry::new("split/dateline", &[&PLACE, &AGENCY], Datelines)
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
            None => inline(doc, &head, found),
        }
    }
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
    let Some(prose) = head.prose else { return };
    let slice = prose.of(text);
    let Some((dateline, rest)) = read(slice) else { return };
    let is_sentence = !rest.is_empty() && starts_upper(rest);
    if is_sentence && dateline.place.is_some() {
        let end = prose.start + place_of(slice, rest).start;
        report(doc, Span::new(prose.start, end), dateline, found);
    }
}

fn report(doc: &Document, cut: Span, dateline: Dateline<'_>, found: &mut Findings<'_>) {
    let Some(place) = dateline.place else { return };
    found.take(&PLACE, cut, Field::Place, place);
    if let Some(agency) = dateline.agency.filter(|_| doc.field(Field::Source).is_none()) {
        found.note(&AGENCY, cut, Field::Source, agency);
    }
    if let Some(Reading::Sure(stamp)) = dateline.date
        && doc.field(Field::Published).is_none()
    {
        found.note(&PLACE, cut, Field::Published, &stamp.iso());
    }
}

/// Returns the agency that a line such as `Kestrel:` names.
fn agency_line(line: &str) -> Option<&str> {
    let name = line.strip_suffix(':')?.trim();
    let is_short = name.split_whitespace().count() <= 3 && name.chars().count() <= 30;
    let is_turn = ["question", "answer", "q", "a"].contains(&name.to_lowercase().as_str());
    let words =
        name.split_whitespace().all(|word| word.chars().next().is_some_and(|c| !c.is_lowercase()));
    (is_short && words && !is_turn && !name.is_empty()).then_some(name)
}

/// Reads a dateline at the start of a line; also returns what stands behind it.
///
/// A place in capitals needs a dash, an agency or a day behind it; any other place needs a day, or
/// an agency in brackets.
fn read(line: &str) -> Option<(Dateline<'_>, &str)> {
    let (place, behind) = place(line)?;
    let mut dateline = Dateline { place: Some(place), ..Dateline::default() };
    let mut scan = Scan::new(behind);
    dateline.date = day(&mut scan);
    dateline.agency = agency(&mut scan, dateline.date.is_some());
    if dateline.date.is_none() && dateline.agency.is_some() {
        dateline.date = day(&mut scan);
    }
    let closes = close(&mut scan)?;
    let is_loud = place.split([',', ' ']).next().is_some_and(is_capitals);
    let is_sure = match (dateline.date.is_some(), dateline.agency.is_some()) {
        (true, true) => true,
        (true, false) => is_loud || closes == Close::Dash || scan.rest().is_empty(),
        (false, true) => closes != Close::Stop || is_loud,
        (false, false) => is_loud && closes == Close::Dash,
    };
    is_sure.then_some((dateline, scan.rest()))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Close {
    Dash,
    Stop,
}

/// Reads the mark that closes a dateline, with the space behind it.
fn close(scan: &mut Scan<'_>) -> Option<Close> {
    if scan.rest().trim().is_empty() {
        *scan = Scan::new("");
        return Some(Close::Stop);
    }
    let before = scan.rest().len();
    let is_dash = scan.marks(&['—', '–', '-', '/', ':']);
    if is_dash {
        return Some(Close::Dash);
    }
    let has_space = scan.rest().len() < before;
    if scan.eat(".") && scan.rest().is_empty() {
        return Some(Close::Stop);
    }
    let behind_stop = scan.rest().starts_with(' ');
    scan.marks(&['—', '–', '-', '/']);
    (behind_stop && !has_space).then_some(Close::Stop)
}

/// Reads a place: up to four words, with its country behind a comma.
fn place(line: &str) -> Option<(&str, &str)> {
    let mut end = 0;
    let mut words = 0;
    let mut is_behind_comma = false;
    let mut behind_mark = 0;
    for token in line.split_inclusive(' ') {
        let bare = token.trim_end();
        let word = bare.trim_end_matches([',', '.']);
        if !is_place_word(word, words) || (is_behind_comma && starts_day(line.get(end..)?)) {
            break;
        }
        words += 1;
        let start = place_of(line, token).start;
        end = start + token.len();
        behind_mark = start + word.len();
        is_behind_comma = bare.ends_with(',');
        if bare.ends_with('.') || words == PLACE_WORDS {
            break;
        }
    }
    let place = line.get(..behind_mark)?;
    let is_known_word = NO_PLACES.contains(&place);
    let first_word = place.split(' ').next()?;
    if place.is_empty() || is_known_word || NO_PLACES.contains(&first_word) {
        return None;
    }
    Some((place, line.get(behind_mark..)?))
}

fn is_place_word(word: &str, index: usize) -> bool {
    let first = word.chars().next();
    let is_letters = word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.'));
    let is_small = index > 0 && ["of", "de", "la", "el", "am", "an", "der", "upon"].contains(&word);
    is_letters && (is_small || first.is_some_and(char::is_uppercase))
}

fn starts_day(rest: &str) -> bool {
    calendar::read(&mut Scan::new(rest.trim_start())).is_some()
}

/// Reads the day of a dateline, behind a comma or a full stop.
fn day(scan: &mut Scan<'_>) -> Option<Reading> {
    let mut ahead = *scan;
    ahead.marks(&[',', '.', '(', '/']);
    let reading = calendar::read(&mut ahead)?;
    *scan = ahead;
    Some(reading)
}

/// Reads the agency of a dateline: in brackets, or behind the day and before a slash, dash or stop.
fn agency<'a>(scan: &mut Scan<'a>, has_day: bool) -> Option<&'a str> {
    let mut ahead = *scan;
    ahead.marks(&[',', '.', '/', '—', '–', '-']);
    if ahead.eat("(") {
        let (name, rest) = ahead.rest().split_once(')')?;
        let is_name =
            name.chars().count() <= 30 && name.chars().next().is_some_and(|c| !c.is_lowercase());
        let is_words =
            name.split_whitespace().count() <= 4 && !name.chars().any(|c| c.is_ascii_digit());
        *scan = Scan::new(rest);
        return (is_name && is_words).then(|| name.trim());
    }
    if !has_day {
        return None;
    }
    let mut words = 0;
    let start = ahead.rest();
    while words < 3 {
        let Some(word) = ahead.token() else { break };
        words += 1;
        let bare = word.trim_end_matches(['/', '.', ':', '-', '—']);
        let is_name = bare.chars().next().is_some_and(char::is_uppercase);
        if !is_name {
            return None;
        }
        let closes =
            bare.len() < word.len() || ahead.rest().trim_start().starts_with(['-', '—', '–', '/']);
        if closes {
            let end = place_of(start, bare).end;
            let name = start.get(..end)?;
            let is_agency = is_capitals(bare)
                || word.ends_with('/')
                || has_agency_word(name)
                || is_domain(name)
                || words == 1;
            *scan = Scan::new(start.get(end..)?);
            return is_agency.then_some(name);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(line: &str) -> Option<(&str, Option<&str>, &str)> {
        let (dateline, rest) = read(line)?;
        Some((dateline.place?, dateline.agency, rest))
    }

    #[test]
    fn reads_the_agencies_forms() {
        let body = "The ferry sails.";
        for (line, place, agency) in [
            ("NORTHQUAY, Larland, June 30. The ferry sails.", "NORTHQUAY, Larland", None),
            ("NORTHQUAY, Larland, Feb. 3 — The ferry sails.", "NORTHQUAY, Larland", None),
            ("Northquay. 7 May. KESTREL/ The ferry sails.", "Northquay", Some("KESTREL")),
            ("Northquay, 7 May, KESTREL. The ferry sails.", "Northquay", Some("KESTREL")),
            ("Northquay, May 7, Kestrel - The ferry sails.", "Northquay", Some("Kestrel")),
            ("NORTHQUAY (Kestrel) - The ferry sails.", "NORTHQUAY", Some("Kestrel")),
            ("NORTHQUAY, May 7 (Kestrel) — The ferry sails.", "NORTHQUAY", Some("Kestrel")),
            ("NORTHQUAY — The ferry sails.", "NORTHQUAY", None),
        ] {
            assert_eq!(parts(line), Some((place, agency, body)), "{line}");
        }
    }

    #[test]
    fn refuses_sentences() {
        for line in [
            "Northquay, May 3 and June 4 are names of ferries.",
            "Northquay - the harbour - is calm.",
            "The ferry (Kestrel) sails at noon.",
            "UPDATE — The ferry sails.",
            "In May 2031 the ferry sails.",
        ] {
            assert_eq!(parts(line), None, "{line}");
        }
    }
}
