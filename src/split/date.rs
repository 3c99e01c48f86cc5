//! The date of publication: an extractor's prefix, a date line, a labelled date.

use std::collections::BTreeMap;

use crate::dates::stamp::{Order, Reading, Stamp};
use crate::dates::{Hint, Parsed, parse_date};
use crate::document::Document;
use crate::field::Field;
use crate::findings::Findings;
use crate::prose::is_spaceless;
use crate::rule::{Effect, Example, Rule};
use crate::site::{folders, site_of_document};
use crate::span::Span;
use crate::stage::{Entry, Stage};
use crate::text::cuts;

use super::SiteOrder;
use super::byline::people;
use super::dated::{Candidate, Kind, candidates};
use super::dateline::day_of;
use super::head::Head;

static PUBLISHED: Rule = Rule::new(
    "date/published",
    Effect::Move,
    "the date of publication, on a line or a prefix of its own",
    "In the text it is noise that differs from page to page; as a field it can be sorted and \
     checked. Where several dates disagree the field stays empty.",
    &[
        Example::giving(" date 2031-05-09 The ferry sails.", "The ferry sails.", "2031-05-09"),
        Example::giving(
            "9 May 2031, 15:45\n\nThe ferry sails at noon today.",
            "The ferry sails at noon today.",
            "2031-05-09T15:45",
        ),
        Example::giving(
            " date 2031-05\n\nNORTHQUAY, May 9 (Kestrel) - The ferry sails at noon today.",
            "The ferry sails at noon today.",
            "2031-05-09",
        ),
        Example::declines("On 9 May 2031 the ferry will sail at noon."),
        Example::declines("5/9/2031\n\nThe ferry sails at noon today."),
    ],
);

static REPEATED: Rule = Rule::new(
    "date/repeated",
    Effect::Remove,
    "the date of publication told a second time",
    "An extractor's prefix and the page's own date line say the same; the more exact one is kept.",
    &[
        Example::fires(
            " date 2031-05-09\n\n9 May 2031 16:20 (UTC+03:00)\n\nThe ferry sails at noon today.",
            "The ferry sails at noon today.",
        ),
        Example::declines("The ferry of 9 May 2031 sails, and so does that of 10 May 2031."),
    ],
);

static UPDATED: Rule = Rule::new(
    "date/updated",
    Effect::Move,
    "the date of the last change to the page",
    "It is not the date of publication and not a part of the article; a field of its own holds it.",
    &[
        Example::giving(
            "Published: 9 May 2031\nUpdated: 10 May 2031\n\nThe ferry sails at noon today.",
            "The ferry sails at noon today.",
            "2031-05-10",
        ),
        Example::declines("Updated timetables hang at the pier since 9 May 2031."),
    ],
);

static AMBIGUOUS: Rule = Rule::new(
    "date/ambiguous",
    Effect::Note,
    "a date of which day and month cannot be told apart",
    "A wrong date is worse than none: the line stays and the field is empty until `[[split.order]]` in \
     config, or a vote over the site, says which comes first.",
    &[
        Example::fires(
            "5/9/2031\n\nThe ferry sails at noon today.",
            "5/9/2031\n\nThe ferry sails at noon today.",
        ),
        Example::declines("25/12/2031\n\nThe ferry sails at noon today."),
    ],
);

static SECTION: Rule = Rule::new(
    "date/section",
    Effect::Move,
    "the section named on the date line",
    "Sites print the section before the time of publication; it describes the article and is no \
     part of it.",
    &[
        Example::giving(
            "Harbour 9 May 2031 16:20 (UTC+03:00)\n\nThe ferry sails at noon today.",
            "The ferry sails at noon today.",
            "Harbour",
        ),
        Example::declines("Harbour opened on 9 May 2031 at 16:20."),
    ],
);

static SOURCE: Rule = Rule::new(
    "date/source",
    Effect::Note,
    "the source named behind the date on its line",
    "Chinese and Turkish sites print time and source on one line, which describes the article.",
    &[
        Example::giving(
            "The ferry sails at noon today.\n\nPublished in The Kestrel, May 9th, 2031",
            "The ferry sails at noon today.",
            "The Kestrel",
        ),
        Example::giving(
            "Published: 2031-05-09 16:20 Source: Kestrel\n\nThe ferry sails at noon today.",
            "The ferry sails at noon today.",
            "Kestrel",
        ),
        Example::declines("On 9 May 2031 the source: Kestrel was named in court."),
    ],
);

static PLACE: Rule = Rule::new(
    "date/place",
    Effect::Note,
    "the town between the initials of an agency and the date",
    "Portals that print what agencies send name agency, town and time on one line.",
    &[
        Example::giving(
            "NQP | Durban | Updated: 9 May 2031 16:20\n\nThe ferry sails at noon today.",
            "The ferry sails at noon today.",
            "Durban",
        ),
        Example::declines("NQP | Durban | On 9 May 2031 the ferry sailed at noon."),
    ],
);

static AUTHOR: Rule = Rule::new(
    "date/author",
    Effect::Note,
    "the author named beside the date on its line",
    "Where date, source and author share a line, all of it describes the article.",
    &[
        Example::giving(
            "2031-05-09 16:20 Source: Kestrel Author: Orla Vint\n\nThe ferry sails at noon today.",
            "The ferry sails at noon today.",
            "Orla Vint",
        ),
        Example::declines("On 9 May 2031 the author: Orla Vint was named in court."),
    ],
);

struct Dates {
    inputs: Vec<String>,
    // By site; the empty one is for every document.
    orders: BTreeMap<String, Order>,
}

pub(super) fn entry(orders: &[SiteOrder], inputs: &[String]) -> Entry {
    let orders = orders.iter().map(|order| (order.site.clone(), order.order)).collect();
    let rules = [&PUBLISHED, &REPEATED, &UPDATED, &SECTION, &SOURCE, &AUTHOR, &AMBIGUOUS];
    Entry::new("split/date", &rules, Dates { inputs: inputs.to_vec(), orders })
}

impl Dates {
    /// Returns the order in which the site of a document writes numeric dates.
    fn order(&self, doc: &Document) -> Option<Order> {
        if self.orders.is_empty() {
            return None;
        }
        let origin = doc.origin();
        let input = self.inputs.get(origin.input).map_or("", String::as_str);
        let site = folders(input, &origin.file).find_map(|name| self.orders.get(name));
        let site = site.or_else(|| self.orders.get(site_of_document(input, doc).as_ref()));
        site.or_else(|| self.orders.get("")).copied()
    }
}

impl Stage for Dates {
    fn scan(&self, doc: &Document, found: &mut Findings<'_>) {
        let known = match doc.field(Field::Published).map(|date| parse_date(date, Hint::default()))
        {
            Some(Parsed::Date(_)) if is_told(doc) => return,
            Some(Parsed::Date(known)) => Some(known),
            Some(_) => return,
            None => None,
        };
        let text = doc.text();
        let mut candidates = candidates(text);
        let is_open = |candidate: &Candidate| matches!(candidate.reading, Reading::Either { .. });
        if candidates.iter().any(is_open) {
            let order = self.order(doc).or_else(|| order_of_language(text));
            for candidate in &mut candidates {
                candidate.reading = candidate.reading.settled(order);
            }
        }
        let chosen = known.or_else(|| choose(&candidates));
        let best =
            chosen.filter(|_| known.is_none()).and_then(|stamp| most_exact(&candidates, stamp));
        let gone: Vec<(usize, Candidate)> = candidates
            .iter()
            .copied()
            .enumerate()
            .filter(|(_, candidate)| goes(candidate, chosen))
            .collect();
        let whole: Vec<Span> =
            gone.iter().filter(|(_, c)| c.is_whole_line()).map(|(_, c)| c.line).collect();
        let mut whole_cuts = cuts(text, &whole).into_iter();
        if chosen.is_none() {
            flag_ambiguous(&candidates, found);
        }
        let mut has = Has {
            section: doc.field(Field::Section).is_some(),
            updated: doc.field(Field::Updated).is_some(),
            source: doc.field(Field::Source).is_some(),
        };
        for (index, candidate) in gone {
            let cut = match candidate.is_whole_line() {
                true => whole_cuts.next().unwrap_or(candidate.line),
                false => Span::new(candidate.start, candidate.end),
            };
            let stamp = best.filter(|(best, _)| *best == index).map(|(_, stamp)| stamp);
            let stamp = stamp.map(|stamp| with_day(stamp, text, candidate));
            report(text, candidate, cut, stamp, &mut has, found);
        }
    }
}

/// Words of the languages in which some write the month first (CLDR: English of the United States and
/// Filipino), and how many words of a text are looked at.
const MONTH_FIRST_WORDS: &[&str] = &["the", "of", "and", "to", "in", "ang", "ng", "mga", "sa"];
const LOOKED_AT: usize = 200;

/// Words of a text at least that tell its language.
const LEAST_WORDS: usize = 10;

/// Returns the order of day and month where the text is in a language that writes one alone: with words
/// between spaces, and none of those of English or Filipino.
fn order_of_language(text: &str) -> Option<Order> {
    let words: Vec<&str> = text.split_whitespace().take(LOOKED_AT).collect();
    let is_known = |word: &&str| {
        let lower = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        MONTH_FIRST_WORDS.contains(&lower.as_str())
    };
    let spaceless = text.chars().take(1000).filter(|c| is_spaceless(*c)).count();
    let is_other = words.len() >= LEAST_WORDS && spaceless == 0 && !words.iter().any(is_known);
    // In the letters of English alone it may be a list of names in English.
    let is_foreign =
        text.chars().take(2000).filter(|c| c.is_alphabetic() && !c.is_ascii()).nth(5).is_some();
    (is_other && is_foreign).then_some(Order::DayFirst)
}

/// Returns whether the date of publication was read in the text, not in the record or the page around it.
fn is_told(doc: &Document) -> bool {
    doc.ledger().changes().any(|change| change.rule.id == PUBLISHED.id)
}

/// Which fields are filled.
struct Has {
    section: bool,
    updated: bool,
    source: bool,
}

/// Points out the dates of which nobody can tell day and month apart.
fn flag_ambiguous(candidates: &[Candidate], found: &mut Findings<'_>) {
    for candidate in candidates {
        if let Reading::Either { day_first, month_first } = candidate.reading {
            let detail = format!("day first {day_first}, month first {month_first}");
            found.flag(&AMBIGUOUS, Span::new(candidate.date_start, candidate.end), &detail);
        }
    }
}

/// Reports the findings of one candidate whose text is `cut`.
fn report(
    text: &str,
    candidate: Candidate,
    cut: Span,
    stamp: Option<Stamp>,
    has: &mut Has,
    found: &mut Findings<'_>,
) {
    let mut date = cut;
    if let Some(section) = candidate.section.filter(|_| !has.section) {
        has.section = true;
        date = Span::new(candidate.date_start, cut.end);
        let before = Span::new(cut.start, candidate.date_start);
        match section.start < candidate.date_start {
            true => found.take(&SECTION, before, Field::Section, section.of(text)),
            false => {
                date.start = cut.start;
                found.note(&SECTION, cut, Field::Section, section.of(text));
            }
        }
    }
    if let Some(source) = candidate.source.filter(|_| !has.source) {
        has.source = true;
        found.note(&SOURCE, date, Field::Source, source.of(text));
    }
    if let Some(place) = candidate.place {
        found.note(&PLACE, date, Field::Place, place.of(text));
    }
    if let Some(names) = candidate.author.map(|names| names.of(text)) {
        let people = people(names);
        match people.is_empty() {
            // A word in lower case is how somebody signs on the web; with a capital it may be the site.
            true if names.starts_with(char::is_lowercase) => {
                found.note(&AUTHOR, date, Field::Author, names);
            }
            true if !has.source => {
                has.source = true;
                found.note(&SOURCE, date, Field::Source, names);
            }
            _ => people.iter().for_each(|person| {
                found.note(&AUTHOR, date, Field::Author, person);
            }),
        }
    }
    if let Some(Reading::Sure(updated)) = candidate.update.filter(|_| !has.updated) {
        has.updated = true;
        found.note(&UPDATED, date, Field::Updated, &updated.iso());
    }
    match (stamp, candidate.kind) {
        (Some(stamp), _) => found.take(&PUBLISHED, date, Field::Published, &stamp.iso()),
        (None, Kind::Updated) => match candidate.reading {
            Reading::Sure(updated) if !has.updated => {
                has.updated = true;
                found.take(&UPDATED, date, Field::Updated, &updated.iso());
            }
            _ => found.delete(&UPDATED, date),
        },
        (None, _) => found.delete(&REPEATED, date),
    }
}

/// Returns whether a candidate leaves the text: it agrees with the date that was chosen, or it
/// could never be the date of publication.
fn goes(candidate: &Candidate, chosen: Option<Stamp>) -> bool {
    match (candidate.kind, candidate.reading) {
        (Kind::Updated, _) => true,
        (_, Reading::NoYear { .. }) => candidate.section.is_some(),
        (_, reading) => chosen.is_some_and(|chosen| meaning(reading, chosen).is_some()),
    }
}

/// Returns the reading as a stamp that agrees with `chosen`.
fn meaning(reading: Reading, chosen: Stamp) -> Option<Stamp> {
    let stamps = match reading {
        Reading::Sure(stamp) => [Some(stamp), None],
        Reading::Either { day_first, month_first } => [Some(day_first), Some(month_first)],
        Reading::NoYear { .. } => [None, None],
    };
    stamps.into_iter().flatten().find(|stamp| stamp.agrees(chosen))
}

/// Returns the date of publication that the candidates speak for; none where they disagree.
fn choose(candidates: &[Candidate]) -> Option<Stamp> {
    let of_kind = |kind: Kind| {
        candidates.iter().filter(move |candidate| candidate.kind == kind).filter_map(|candidate| {
            match candidate.reading {
                Reading::Sure(stamp) => Some(stamp),
                _ => None,
            }
        })
    };
    if let Some(first) = of_kind(Kind::Published).next() {
        return Some(first);
    }
    let first = of_kind(Kind::Plain).next()?;
    of_kind(Kind::Plain).all(|stamp| stamp.agrees(first)).then_some(first)
}

/// Returns a date that lacks its day with the day of the dateline, where that is in the same month: on the
/// rest of the date's line, or on a line below up to the first sentence.
fn with_day(stamp: Stamp, text: &str, candidate: Candidate) -> Stamp {
    if stamp.day.is_some() {
        return stamp;
    }
    let rest = Span::new(candidate.end, candidate.line.end);
    let head = Head::of(text);
    let below = head.with_prose().filter(|line| line.start > candidate.line.start);
    let mut lines = std::iter::once(rest).chain(below);
    let day = lines.find_map(|line| day_of(line.of(text).trim_start()));
    let exact = match day {
        Some(Reading::NoYear { month, day }) if month == stamp.month => {
            Stamp::on(stamp.year, month, day)
        }
        Some(Reading::Sure(exact)) => Some(exact).filter(|exact| exact.agrees(stamp)),
        _ => None,
    };
    exact.unwrap_or(stamp)
}

/// Returns the candidate that tells the chosen date most exactly, with its stamp.
fn most_exact(candidates: &[Candidate], chosen: Stamp) -> Option<(usize, Stamp)> {
    let mut best: Option<(usize, Stamp)> = None;
    for (index, candidate) in candidates.iter().enumerate() {
        if candidate.kind == Kind::Updated {
            continue;
        }
        let Some(stamp) = meaning(candidate.reading, chosen) else { continue };
        if best.is_none_or(|(_, best)| stamp.exactness() > best.exactness()) {
            best = Some((index, stamp));
        }
    }
    best
}
