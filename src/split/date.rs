//! The date of publication: an extractor's prefix, a date line, a labelled date.

use std::collections::BTreeMap;

use crate::document::Document;
use crate::field::Field;
use crate::findings::Findings;
use crate::prose::{is_spaceless, starts_upper};
use crate::rule::{Effect, Example, Rule};
use crate::site::{folders, site_of_document};
use crate::span::Span;
use crate::stage::{Entry, Stage};
use crate::text::{cuts, full_lines_backward, place_of};

use super::SiteOrder;
use super::byline::{is_byline, people};
use super::calendar::{self, is_weekday};
use super::head::{Head, found_before};
use super::imprint::{self, Imprint, is_newsroom, is_section};
use super::labels::label;
use super::names::{Named, who};
use super::scan::Scan;
use super::section::section_name;
use super::stamp::{Order, Reading, Stamp};
use super::words::month;

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
            "Published: 2031-05-09 16:20 Source: Kestrel\n\nThe ferry sails at noon today.",
            "The ferry sails at noon today.",
            "Kestrel",
        ),
        Example::declines("On 9 May 2031 the source: Kestrel was named in court."),
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

/// Marks that may stand between the parts of a date line.
const MARKS: &[char] = &['|', '•', '·', '-', '–', '—', ',', ';', '/'];

/// Bytes of a label or section that may stand before the date.
const LABEL_BYTES: usize = 60;

/// Lines at the tail in which a labelled date is looked for.
const TAIL_LINES: usize = 4;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// The extractor's prefix or a label.
    Published,
    /// A date alone on its line.
    Plain,
    Updated,
}

/// A date on a line.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    kind: Kind,
    reading: Reading,
    line: Span,
    /// Where the finding begins: at the line, or behind a byline.
    start: usize,
    /// Where the date begins; a section or label stands before.
    date_start: usize,
    /// Where the rest of the line begins: its end, unless something else follows the date.
    end: usize,
    section: Option<Span>,
    source: Option<Span>,
    /// The names of an author.
    author: Option<Span>,
    /// A second date on the line, that of the last change.
    update: Option<Reading>,
}

impl Candidate {
    fn is_whole_line(&self) -> bool {
        self.start == self.line.start && self.end == self.line.end
    }
}

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
        if doc.field(Field::Published).is_some() {
            return;
        }
        let text = doc.text();
        let order = self.order(doc);
        let mut candidates = candidates(text);
        for candidate in &mut candidates {
            candidate.reading = candidate.reading.settled(order);
        }
        let chosen = choose(&candidates);
        let best = chosen.and_then(|stamp| most_exact(&candidates, stamp));
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
        };
        for (index, candidate) in gone {
            let cut = match candidate.is_whole_line() {
                true => whole_cuts.next().unwrap_or(candidate.line),
                false => Span::new(candidate.start, candidate.end),
            };
            let stamp = best.filter(|(best, _)| *best == index).map(|(_, stamp)| stamp);
            report(text, candidate, cut, stamp, &mut has, found);
        }
    }
}

/// Which fields are filled.
struct Has {
    section: bool,
    updated: bool,
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
    if let Some(source) = candidate.source {
        found.note(&SOURCE, date, Field::Source, source.of(text));
    }
    for person in candidate.author.map(|names| people(names.of(text))).unwrap_or_default() {
        found.note(&AUTHOR, date, Field::Author, person);
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

/// Returns where the date of each date line begins.
pub(super) fn date_starts(text: &str) -> Vec<usize> {
    candidates(text).iter().map(|candidate| candidate.date_start).collect()
}

fn candidates(text: &str) -> Vec<Candidate> {
    let head = Head::of(text);
    let mut found = Vec::new();
    for (index, line) in head.with_prose().enumerate() {
        found.extend(candidate(text, line, index == 0));
    }
    let head_end = head.with_prose().last().map_or(0, |line| line.end);
    let tail = full_lines_backward(text).take_while(|line| line.start >= head_end);
    let labelled = |line| candidate(text, line, false).filter(|c| c.kind != Kind::Plain);
    let mut tail = found_before(tail, TAIL_LINES, labelled);
    tail.reverse();
    found.extend(tail);
    found
}

/// Returns the date that a line holds beside nothing but its label, section, byline or source.
fn candidate(text: &str, line: Span, is_first: bool) -> Option<Candidate> {
    let slice = line.of(text);
    if !slice.chars().take(2 * LABEL_BYTES).any(char::is_numeric) {
        return None;
    }
    for start in word_starts(slice) {
        let mut scan = Scan::new(slice.get(start..)?);
        let Some(reading) = calendar::read(&mut scan) else { continue };
        let before = slice.get(..start)?.trim_end();
        if let Some(author) = byline_before(before) {
            return behind_byline(text, line, author, (reading, scan));
        }
        if let Some(told) = imprint::read(before) {
            return beside_imprint(text, line, told, (reading, scan));
        }
        let (kind, reading, section) = kind_of(before, reading)?;
        let is_date = matches!(before.to_lowercase().as_str(), "date" | "");
        let is_timed = is_timed(slice.get(start..slice.len() - scan.rest().len())?);
        let is_prefix = is_first
            && is_date
            && scan.rest().starts_with(' ')
            && (!before.is_empty()
                || (starts_date(slice) && is_timed && opens_sentence(scan.rest())));
        let (update, is_day_first) = second_date(&mut scan);
        let reading = reading.settled(Some(Order::DayFirst).filter(|_| is_day_first));
        let update =
            update.map(|update| update.settled(Some(Order::DayFirst).filter(|_| is_day_first)));
        let mut rest = scan.rest();
        let between = person_before(before).and_then(|name| Some((name, paper_behind(rest)?)));
        let told = match between {
            Some((name, paper)) => {
                Some(Imprint { source: Some(paper), author: Some(name), is_day_first: false })
            }
            None => imprint::read(rest).or_else(|| imprint::paper(rest)),
        };
        let section = section.filter(|_| between.is_none());
        if told.is_some() {
            rest = "";
        }
        let Imprint { source, author, is_day_first } = told.unwrap_or_default();
        let reading = reading.settled(Some(Order::DayFirst).filter(|_| is_day_first));
        let ends = rest.trim_matches(MARKS).trim().is_empty();
        let sectionless = section.is_none() || is_timed;
        if !(ends && sectionless || may_follow(rest, is_prefix, is_date)) {
            return None;
        }
        let behind = rest.trim_start_matches(|c: char| c.is_whitespace() || MARKS.contains(&c));
        let end = if ends { line.end } else { line.start + place_of(slice, behind).start };
        return Some(Candidate {
            kind,
            reading,
            line,
            start: line.start,
            date_start: line.start + start,
            end,
            section: section.map(|name| place_of(text, name)),
            source: source.map(|name| place_of(text, name)),
            author: author.map(|name| place_of(text, name)),
            update,
        });
    }
    None
}

/// Returns the date behind an imprint on its line, with nothing but more of the imprint behind it.
fn beside_imprint<'a>(
    text: &'a str,
    line: Span,
    told: Imprint<'a>,
    (reading, mut scan): (Reading, Scan<'a>),
) -> Option<Candidate> {
    let (update, is_day_first) = second_date(&mut scan);
    let rest = scan.rest().trim_matches(|c: char| c.is_whitespace() || MARKS.contains(&c));
    let more = if rest.is_empty() { Imprint::default() } else { imprint::read(rest)? };
    let is_day_first = is_day_first || told.is_day_first || more.is_day_first;
    let order = Some(Order::DayFirst).filter(|_| is_day_first);
    let place = |name: &str| place_of(text, name);
    Some(Candidate {
        kind: Kind::Published,
        reading: reading.settled(order),
        line,
        start: line.start,
        date_start: line.start,
        end: line.end,
        section: None,
        source: told.source.or(more.source).map(place),
        author: told.author.or(more.author).map(place),
        update: update.map(|update| update.settled(order)),
    })
}

/// Marks that set a name apart from a date.
const BARS: &[char] = &['|', '•', '·', '—', '–', '/'];

/// Returns the name of a person that stands before a date and a mark.
fn person_before(before: &str) -> Option<&str> {
    let name = before.trim_end_matches(BARS).trim_end();
    let count = name.split_whitespace().count();
    let is_person = (2..=4).contains(&count) && who(name) == Some(Named::Person);
    (before.ends_with(BARS) && is_person && !is_section(name)).then_some(name)
}

/// Returns the name of a paper that stands alone behind a date and a mark.
fn paper_behind(rest: &str) -> Option<&str> {
    let paper = rest.trim_start().strip_prefix(BARS)?.trim();
    let is_name = who(paper).is_some() && !is_section(paper);
    (is_name && !paper.starts_with(|c: char| c.is_numeric())).then_some(paper)
}

/// Small words between a name and a date: `Posted by Orla Vint on 9 May 2031`.
const ON: &[&str] =
    &["on", "at", "am", "le", "el", "il", "em", "op", "den", "в", "la", "dne", "dnia"];

/// Returns the byline that stands before a date on its line, without the marks behind it.
fn byline_before(before: &str) -> Option<&str> {
    let before = before.trim_end_matches(|c: char| c.is_whitespace() || MARKS.contains(&c));
    let small = before.rsplit_once(' ').filter(|(_, word)| ON.contains(word));
    let author = small.map_or(before, |(author, _)| author).trim_end();
    is_byline(author).then_some(author)
}

/// Returns the date that follows `author` on its line, with a section and counters behind marks.
fn behind_byline<'a>(
    text: &'a str,
    line: Span,
    author: &str,
    (reading, mut scan): (Reading, Scan<'a>),
) -> Option<Candidate> {
    let (update, is_day_first) = second_date(&mut scan);
    let told = imprint::read(author).unwrap_or_default();
    let mut is_day_first = is_day_first || told.is_day_first;
    let parts = scan.rest().split(['|', '•', '·']).map(str::trim).filter(|part| !part.is_empty());
    let (mut section, mut source) = (None, None);
    for part in parts {
        let is_counter = part.starts_with(|c: char| c.is_ascii_digit());
        match section_name(part) {
            _ if imprint::read(part).is_some() => {
                let told = imprint::read(part)?;
                is_day_first |= told.is_day_first;
                source = source.or(told.source.map(|name| place_of(text, name)));
            }
            Some(name) if section.is_none() => section = Some(place_of(text, name)),
            _ if is_counter && part.split(' ').count() <= 3 => {}
            _ => return None,
        }
    }
    let start = line.start + author.len();
    let reading = reading.settled(Some(Order::DayFirst).filter(|_| is_day_first));
    let (kind, end) = (Kind::Published, line.end);
    let (date_start, author) = (start, None);
    Some(Candidate { kind, reading, line, start, date_start, end, section, source, author, update })
}

/// Returns whether the line begins with a date itself, not with a place before its comma.
fn starts_date(line: &str) -> bool {
    let first = line.split([' ', ',']).next().unwrap_or_default();
    first.starts_with(|c: char| c.is_numeric()) || month(first).is_some() || is_weekday(first)
}

/// Returns whether what was read of a line as its date has a time, even one at midnight.
fn is_timed(date: &str) -> bool {
    date.contains(':') || date.contains("UTC")
}

/// Returns whether a sentence may begin behind the marks that follow a date.
fn opens_sentence(rest: &str) -> bool {
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || MARKS.contains(&c));
    let is_opener = |c: char| c.is_alphanumeric() && !c.is_lowercase() || "¿¡\"“«‘'„[(".contains(c);
    rest.starts_with(is_opener)
}

/// Returns the places where a date may begin: at a word, near the start of the line.
fn word_starts(line: &str) -> impl Iterator<Item = usize> + '_ {
    let mut last = ' ';
    let starts = line.char_indices().filter(move |(_, c)| {
        let is_start = !last.is_alphanumeric() && c.is_alphanumeric();
        let after_label = is_spaceless(last) && c.is_ascii_digit();
        last = *c;
        is_start || after_label
    });
    starts.map(|(at, _)| at).take_while(|at| *at <= LABEL_BYTES)
}

/// Returns what the words before a date make of it: nothing, a label's meaning, or a section; none
/// where they are neither.
fn kind_of(before: &str, reading: Reading) -> Option<(Kind, Reading, Option<&str>)> {
    let words = before.trim_end_matches([':', '：', ' ']).to_lowercase();
    if words.is_empty() {
        return Some((Kind::Plain, reading, None));
    }
    if let Some(label) = label(&words) {
        let kind = if label.is_update { Kind::Updated } else { Kind::Published };
        let reading = match reading {
            Reading::Either { day_first, .. } if label.is_day_first => Reading::Sure(day_first),
            reading => reading,
        };
        return Some((kind, reading, None));
    }
    let name = before.trim_end_matches(MARKS).trim_end();
    if is_newsroom(name) {
        return Some((Kind::Plain, reading, None));
    }
    section_name(name).map(|name| (Kind::Plain, reading, Some(name)))
}

/// Reads a second, labelled date on the same line, or how long ago the page was changed, and returns
/// when it was changed, and whether the label is in a language that writes the day first.
fn second_date(scan: &mut Scan<'_>) -> (Option<Reading>, bool) {
    let mut ahead = *scan;
    ahead.marks(&['|', '•', '·', '-', '–', '—', ',', ';', '/', '(', '（']);
    let rest = ahead.rest();
    for start in word_starts(rest) {
        let before = rest.get(..start).unwrap_or_default();
        let words = before.trim_end_matches([':', '：', ' ']).to_lowercase();
        let Some(label) = label(&words) else { continue };
        let behind = rest.get(start..).unwrap_or_default();
        let mut date = Scan::new(behind);
        if let Some(reading) = calendar::read(&mut date) {
            let _ = date.eat(")") || date.eat("）");
            *scan = date;
            return (Some(reading).filter(|_| label.is_update), label.is_day_first);
        }
        if label.is_update && is_while(behind) {
            *scan = Scan::new("");
            return (None, label.is_day_first);
        }
    }
    (None, false)
}

/// Returns whether the words are a while such as `3 hours ago` or `há 2 horas`.
fn is_while(words: &str) -> bool {
    let has_number = words.split(' ').any(|word| word.parse::<u16>().is_ok());
    has_number && words.split(' ').count() <= 4 && !words.contains(['.', ','])
}

/// Returns whether `rest` may stand behind a date on its line without being a sentence about it.
fn may_follow(rest: &str, is_prefix: bool, is_date: bool) -> bool {
    let trimmed = rest.trim_start_matches(|c: char| c.is_whitespace() || MARKS.contains(&c));
    let starts_byline = ["By ", "BY ", "by "].iter().any(|word| trimmed.starts_with(word));
    // Behind a label and a date, a byline must be all that follows.
    (starts_byline && (is_date || is_byline(trimmed))) || (is_prefix && starts_upper(trimmed))
}
