//! Bylines: who wrote it, a person or an agency.

mod bare;
mod read;

use crate::document::Document;
use crate::field::Field;
use crate::findings::Findings;
use crate::labels::{is_office, is_source_label, spoken, spoken_alone};
use crate::prose::{ends_sentence, folded, has_words, is_prose, is_spaceless};
use crate::rule::{Effect, Example, Rule};
use crate::span::Span;
use crate::stage::{Entry, Stage};
use crate::text::{cuts, full_lines_backward, lines_below, place_of};

use self::read::{Byline, behind_label, in_place, is_role, names_of, of_staff, paper_below};
use super::head::{Head, found_before, shows_page};
use super::imprint::{self, is_author_label, is_section, is_source};
use super::names::{Named, has_agency_word, is_name_start, who};

pub(super) use self::bare::is_person;
pub(super) use self::read::{handle, is_byline, is_names, names, people};

static PERSON: Rule = Rule::new(
    "byline/person",
    Effect::Move,
    "a line that names the author",
    "The name describes the article and is no part of it; models and readers want it as a field.",
    &[
        Example::giving(
            "By Orla Vint\n\nThe ferry sails at noon today.",
            "The ferry sails at noon today.",
            "Orla Vint",
        ),
        Example::giving(
            "Author: Ilde Marsh\n\nThe ferry sails at noon today.",
            "The ferry sails at noon today.",
            "Ilde Marsh",
        ),
        Example::declines("By Monday Orla Vint will have sailed twice."),
    ],
);

static AGENCY: Rule = Rule::new(
    "byline/agency",
    Effect::Move,
    "a line that names the agency or site as the author",
    "The agency is the source of the article, not its author and not its first word.",
    &[
        Example::giving(
            "By Kestrel\n\nThe ferry sails at noon today.",
            "The ferry sails at noon today.",
            "Kestrel",
        ),
        Example::giving(
            " date 2031-05-09 By Northquay Times\n\nThe ferry sails at noon today.",
            "The ferry sails at noon today.",
            "Northquay Times",
        ),
        Example::declines("By Kestrel Point the ferry turned."),
    ],
);

static GLUED: Rule = Rule::new(
    "byline/glued",
    Effect::Move,
    "a byline glued to the first sentence",
    "Where a page loses its line breaks, the byline runs into the first sentence and spoils it.",
    &[
        Example::giving(
            "By Kestrel The ferry sails at noon today.",
            "The ferry sails at noon today.",
            "Kestrel",
        ),
        Example::declines("By Kestrel the ferry is praised as punctual."),
    ],
);

static CREDITS: Rule = Rule::new(
    "byline/credits",
    Effect::Move,
    "who reported and edited, in brackets behind the last sentence",
    "Wires sign their reports with `(Reporting by …; Editing by …)`; the names are the author, not the \
     article's last words.",
    &[
        Example::giving(
            "The ferry sails at noon today. (Reporting by Orla Vint; Editing by Jo Park)",
            "The ferry sails at noon today.",
            "Orla Vint",
        ),
        Example::declines("The ferry sails at noon today. (Reporting by law begins in June.)"),
    ],
);

static OFFICE: Rule = Rule::new(
    "byline/office",
    Effect::Remove,
    "the author's office on the line below the byline",
    "It belongs to the byline, which is a field.",
    &[
        Example::fires(
            "By Orla Vint\nStaff Writer\n\nThe ferry sails at noon today.",
            "The ferry sails at noon today.",
        ),
        Example::declines("Staff Writer\n\nThat is her office on the ferry, the board says."),
    ],
);

static CONTACT: Rule = Rule::new(
    "byline/contact",
    Effect::Remove,
    "the press officer's name below the label of a contact",
    "A press release ends with whom to ask; that is neither its author nor its last sentence.",
    &[
        Example::fires(
            "The ferry sails at noon today.\n\nPress contact:\nOrla Vint",
            "The ferry sails at noon today.",
        ),
        Example::declines("The ferry sails at noon today.\n\nOrla Vint"),
    ],
);

static REPEATED: Rule = Rule::new(
    "byline/repeated",
    Effect::Remove,
    "a byline that names once more who is named already",
    "Pages print the byline above and below the picture; once is enough.",
    &[
        Example::fires(
            "By Orla Vint\n\nBy Orla Vint\n\nThe ferry sails at noon today.",
            "The ferry sails at noon today.",
        ),
        Example::declines("By Orla Vint and by no other hand the ferry is steered today."),
    ],
);

/// Words that open a sentence: behind a byline they show where it ends.
const OPENERS: &[&str] = &[
    "The",
    "A",
    "An",
    "In",
    "On",
    "At",
    "As",
    "After",
    "Before",
    "It",
    "He",
    "She",
    "They",
    "We",
    "This",
    "That",
    "These",
    "Those",
    "There",
    "For",
    "With",
    "From",
    "When",
    "While",
    "More",
    "Some",
    "Two",
    "Three",
    "Four",
    "Five",
    "Several",
    "Many",
    "No",
    "All",
    "One",
    "Under",
    "Over",
    "During",
    "Since",
    "If",
    "Although",
    "Despite",
    "According",
    "Its",
    "His",
    "Her",
    "Their",
    "Our",
    "Not",
    "About",
    "Most",
    "Nearly",
    "Almost",
    "Some",
    "What",
    "How",
    "Why",
    "Who",
    "Where",
];

/// Lines of the head in which a byline is looked for.
const HEAD_LINES: usize = 12;

/// Lines of the tail in which a byline is looked for.
const TAIL_LINES: usize = 3;

struct Bylines;

pub(super) fn entry() -> Entry {
    Entry::new(
        "split/byline",
        &[&PERSON, &AGENCY, &GLUED, &CREDITS, &OFFICE, &CONTACT, &REPEATED],
        Bylines,
    )
}

impl Stage for Bylines {
    fn scan(&self, doc: &Document, found: &mut Findings<'_>) {
        let text = doc.text();
        let head = Head::of(text);
        let mut known = Known::of(doc);
        let mut bylines = bylines(doc, &head);
        if let [(_, first), behind @ ..] = bylines.as_mut_slice()
            && behind.iter().any(|(_, byline)| !byline.people.is_empty() && byline != first)
            && first.agency.is_none()
            && is_behind_date(doc, head.lines.first().copied())
        {
            // An agency in two words on the date line, the author below.
            first.agency = first.people.pop();
            first.people.clear();
        }
        let offices = offices(text, &head, &bylines);
        let mut lines: Vec<Span> = bylines.iter().map(|(line, _)| *line).collect();
        lines.extend(&offices);
        lines.sort_by_key(|line| line.start);
        for (cut, line) in cuts(text, &lines).into_iter().zip(&lines) {
            match byline_at(&bylines, *line) {
                Some(byline) => known.report(cut, byline, found),
                None => found.delete(&OFFICE, cut),
            }
        }
        if let Some(line) = bare::contact(doc) {
            for cut in cuts(text, &[line]) {
                found.delete(&CONTACT, cut);
            }
        }
        if let Some((cut, byline)) = credits(text).or_else(|| in_brackets(doc)) {
            known.report_by(&CREDITS, cut, &byline, found);
        }
        if bylines.is_empty()
            && let Some(first) = head.with_prose().next()
        {
            glued(text, first, &mut known, found);
            if let Some(prose) = head.prose.filter(|prose| *prose != first && shows_page(doc)) {
                glued(text, prose, &mut known, found);
            }
        }
    }
}

/// Returns the byline on a line; `bylines` are ascending.
fn byline_at<'a, 'b>(bylines: &'b [(Span, Byline<'a>)], line: Span) -> Option<&'b Byline<'a>> {
    let index = bylines.binary_search_by_key(&line, |(place, _)| *place).ok()?;
    bylines.get(index).map(|(_, byline)| byline)
}

/// Reads the bylines of the head block, and those of the last lines behind the prose.
fn bylines<'a>(doc: &'a Document, head: &Head) -> Vec<(Span, Byline<'a>)> {
    let text = doc.text();
    let read = |line: Span| read(doc, line).map(|byline| (line, byline));
    let mut found = found_before(head.lines.iter().copied(), HEAD_LINES, read);
    let unread = head.lines.windows(2).filter_map(|pair| unlabelled(text, pair));
    let fresh: Vec<_> =
        unread.filter(|(line, _)| found.iter().all(|(known, _)| known != line)).collect();
    found.extend(fresh);
    let between = head.below_deck(text);
    let pairs = head.lines.windows(2).chain(between.windows(2));
    found.extend(pairs.filter_map(|pair| announced(text, pair)));
    // At a second look the labelled name is gone, and what is left has no more of a byline than before.
    let is_known = doc.field(Field::Author).is_some();
    let is_open = !is_known && found.iter().all(|(_, byline)| byline.people.is_empty());
    if is_open {
        found.extend(bare::below_title(doc, head));
    }
    apart(&mut found);
    let Some(prose) = head.prose else { return found };
    let is_named = found.iter().any(|(_, byline)| !byline.people.is_empty());
    let deck = below_deck(doc, head, is_open && !is_named);
    let behind_deck = deck.last().map_or(prose.end, |(line, _)| line.end);
    found.extend(deck);
    let is_behind = |line: &Span| line.start > behind_deck && !is_prose(line.of(text));
    let tail = full_lines_backward(text).take_while(is_behind);
    let mut tail = found_before(tail, TAIL_LINES, read);
    tail.reverse();
    let is_nameless = |tail: &[_]| {
        found.iter().chain(tail).all(|(_, byline): &(_, Byline)| byline.people.is_empty())
    };
    if is_open && is_nameless(&tail) {
        tail.extend(signed(doc));
    }
    if is_open && is_nameless(&tail) {
        tail.extend(bare::below_text(doc, prose));
    }
    found.extend(tail);
    apart(&mut found);
    found
}

/// Reads the byline right below the text, above whatever the page has there: `Written by Orla Vint`. A short word
/// such as `By` may stand below the headline of another article.
fn signed(doc: &Document) -> Option<(Span, Byline<'_>)> {
    let text = doc.text();
    let last = full_lines_backward(text).find(|line| is_prose(line.of(text)))?;
    let line = lines_below(text, last.end).next()?;
    let slice = line.of(text);
    let is_long = || spoken(slice).is_some_and(|label| label.contains(' '));
    let byline = read(doc, line).filter(|byline| !byline.people.is_empty() && is_long())?;
    Some((line, byline))
}

/// Sorts bylines and drops those that begin inside another: a label on a line of its own, with the name below.
fn apart(found: &mut Vec<(Span, Byline<'_>)>) {
    found.sort_by_key(|(line, _)| (line.start, std::cmp::Reverse(line.end)));
    let mut end = 0;
    found.retain(|(line, _)| {
        let is_apart = line.start >= end;
        end = end.max(line.end);
        is_apart
    });
}

/// Reads a byline without a label below another line: a person above an office, or with the place of the
/// report.
fn unlabelled<'a>(text: &'a str, pair: &[Span]) -> Option<(Span, Byline<'a>)> {
    let [first, second] = pair else { return None };
    let is_person = |line: &str| line.contains(' ') && who(line) == Some(Named::Person);
    let (above, below) = (first.of(text), second.of(text));
    if is_person(above) && is_role(below) && !is_section(above) {
        return Some((*first, Byline { people: vec![above], ..Byline::default() }));
    }
    let is_author = || behind_label(above).is_some_and(|(names, _)| !people(names).is_empty());
    if let Some(byline) = paper_below(below).filter(|_| is_author()) {
        return Some((*second, byline));
    }
    let byline = in_place(below).or_else(|| of_staff(below));
    Some((*second, byline.filter(|_| has_words(above, 3))?))
}

/// Reads the names on a line below one that only announces them: `By` above `Orla Vint`, `From:` above an office,
/// whose head may be named behind it.
fn announced<'a>(text: &'a str, pair: &[Span]) -> Option<(Span, Byline<'a>)> {
    let [first, second] = pair else { return None };
    let label = first.of(text);
    if is_source_label(label) {
        let below = second.of(text);
        let office = below.split_once(" and The ").map_or(below, |(office, _)| office);
        let is_office = is_office(office) || has_agency_word(office) && is_source(office);
        let byline = Byline { agency: Some(office), ..Byline::default() };
        return is_office.then_some((Span::new(first.start, second.end), byline));
    }
    if !spoken_alone(label) && !is_author_label(label.trim_end_matches([':', '：', ' '])) {
        return None;
    }
    let byline = names_of(second.of(text)).filter(|byline| !byline.people.is_empty())?;
    Some((Span::new(first.start, second.end), byline))
}

/// Reads the bylines between the first line of prose, which is a deck then, and the next; without one, the one
/// person named there beside a date.
fn below_deck<'a>(doc: &'a Document, head: &Head, is_open: bool) -> Vec<(Span, Byline<'a>)> {
    let between = head.below_deck(doc.text());
    let named = between.iter().filter_map(|line| {
        let byline = read(doc, *line).filter(|byline| !byline.people.is_empty())?;
        Some((*line, byline))
    });
    let named: Vec<_> = named.collect();
    match named.is_empty() && is_open {
        true => bare::below_deck(doc, head, &between).into_iter().collect(),
        false => named,
    }
}

/// Returns the lines right below a byline in the head that name the author's office.
fn offices(text: &str, head: &Head, bylines: &[(Span, Byline<'_>)]) -> Vec<Span> {
    let is_byline = |line: &Span| byline_at(bylines, *line).is_some();
    let pairs = head.lines.windows(2).filter_map(|pair| match pair {
        [first, second] if is_byline(first) && !is_byline(second) => Some(*second),
        _ => None,
    });
    pairs.filter(|line| is_role(line.of(text))).collect()
}

/// Returns whether the line begins where a date was taken away before it.
fn is_behind_date(doc: &Document, line: Option<Span>) -> bool {
    let Some(line) = line else { return false };
    let raw = doc.map().raw(line).start;
    doc.ledger().changes().any(|change| change.rule.id == "date/published" && change.raw.end == raw)
}

/// What a page prints before the items of a list.
const LEADS: &[char] = &['•', '·', '▪', ' '];

/// Reads a line that is a byline and nothing else.
fn read<'a>(doc: &'a Document, line: Span) -> Option<Byline<'a>> {
    let slice = line.of(doc.text()).trim_start_matches(LEADS);
    if let Some(byline) = with_source(slice) {
        return Some(byline);
    }
    let (names, has_colon) = behind_label(slice)?;
    let byline = names_of(names)?;
    let lone = byline.agency.filter(|_| byline.people.is_empty());
    if let Some(agency) = lone.filter(|_| !has_colon)
        && !is_behind_date(doc, Some(line))
        && is_common_word(doc.text(), agency)
    {
        return None;
    }
    Some(byline)
}

/// Reads a byline with a labelled source beside it: `Autor: Orla Vint | Quelle: Kestrel`.
fn with_source(line: &str) -> Option<Byline<'_>> {
    let (names, source) = match imprint::read(line) {
        Some(told) => (told.author?, told.source),
        None => match imprint::in_east_asian(line) {
            Some(told) => (told.author?, told.source),
            None => {
                let (byline, source) = line.split_once('|')?;
                (behind_label(byline.trim())?.0, Some(imprint::source(source.trim())?))
            }
        },
    };
    let byline = names_of(names)?;
    Some(Byline { agency: byline.agency.or(source), ..byline })
}

/// Returns whether a word also occurs in lower case in the text, as common words do and names do not.
fn is_common_word(text: &str, word: &str) -> bool {
    let lower = word.to_lowercase();
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    words.any(|other| other == lower)
}

/// Returns the bracket behind the last sentence that tells who reported, with the space before it.
fn credits(text: &str) -> Option<(Span, Byline<'_>)> {
    let line = full_lines_backward(text)
        .find(|line| is_prose(line.of(text)) || is_credits(line.of(text)))?;
    let slice = line.of(text);
    let open = slice.rfind(['(', '['])?;
    let (sentence, bracket) = (slice.get(..open)?.trim_end(), slice.get(open..)?);
    if !ends_sentence(sentence) || !is_credits(bracket) {
        return None;
    }
    let (names, _) = behind_label(bracket.trim_matches(['(', ')', '[', ']', ' ', '.']))?;
    let cut = Span::new(line.start + sentence.len(), line.end);
    // The place from which they report: `Reporting by Orla Vint in Northquay`.
    let names = names.split(" in ").next().unwrap_or(names);
    names_of(names).map(|byline| (cut, byline))
}

/// Characters of words in brackets that are no names: pictures, agencies, notes.
const NO_NAMES: &[char] = &[
    '写', '提', '撮', '略', '共', '同', '時', '事', '社', '報', '新', '聞', '以', '年', '月', '日',
    '談', '訳', '注', '編', '部', '員', '面', '版', '前', '後', '完', '終', '了', '続', '歳', '円',
    '人', '図', '表',
];

/// Returns the reporter who signs in brackets behind the last sentence, as papers of Germany and Japan print it, on a
/// page that shows its date and no other author.
fn in_brackets(doc: &Document) -> Option<(Span, Byline<'_>)> {
    let text = doc.text();
    doc.field(Field::Published)?;
    let is_closed = |line: &str| line.ends_with([')', '）']);
    let line = full_lines_backward(text)
        .find(|line| is_prose(line.of(text)) || is_closed(line.of(text)))?;
    let slice = line.of(text);
    let open = slice.rfind(['(', '（'])?;
    let name = slice.get(open..)?.trim_matches(['(', '（', ')', '）']);
    let is_han = || {
        (3..=5).contains(&name.chars().count())
            && name.chars().all(is_spaceless)
            && !name.contains(NO_NAMES)
    };
    let mut authors = doc.values(Field::Author).peekable();
    let is_open = authors.peek().is_none() || authors.any(|author| folded(author) == folded(name));
    let is_name = is_open && (name.contains(' ') && is_person(name) || is_han());
    let sentence = slice.get(..open)?.trim_end();
    let cut = Span::new(line.start + sentence.len(), line.end);
    let byline = Byline { people: vec![name], ..Byline::default() };
    (is_closed(slice) && is_name && ends_sentence(sentence)).then_some((cut, byline))
}

/// Returns whether a line ends in a bracket that opens with who reported or wrote.
fn is_credits(line: &str) -> bool {
    let bracket = line.rfind(['(', '[']).and_then(|at| line.get(at + 1..)).unwrap_or_default();
    let is_closed = bracket.trim_end_matches('.').ends_with([')', ']']);
    is_closed
        && [
            "Reporting by ",
            "Writing by ",
            "Reported by ",
            "Rédigé par ",
            "Reportage de ",
            "Reporte de ",
            "Reportagem de ",
        ]
        .iter()
        .any(|label| bracket.starts_with(label))
}

/// Reports a byline that runs into the first sentence.
fn glued(text: &str, line: Span, known: &mut Known, found: &mut Findings<'_>) {
    let slice = line.of(text);
    let Some(rest) = slice.strip_prefix("By ").or_else(|| slice.strip_prefix("BY ")) else {
        return;
    };
    let words: Vec<&str> = rest.split_whitespace().take(5).collect();
    for count in 1..words.len().min(5) {
        let Some(opener) = words.get(count) else { return };
        let is_opener = OPENERS.contains(opener) || opener.starts_with(['“', '"', '«']);
        let (Some(first), Some(last)) = (words.first(), words.get(count - 1)) else { return };
        if !is_opener || !is_name_start(first) {
            continue;
        }
        let name = Span::new(place_of(slice, first).start, place_of(slice, last).end).of(slice);
        let byline = match who(name) {
            Some(Named::Agency) if !is_common_word(text, name) => {
                Byline { agency: Some(name), ..Byline::default() }
            }
            Some(Named::Person) => Byline { people: vec![name], ..Byline::default() },
            _ => return,
        };
        let end = line.start + place_of(slice, opener).start;
        known.report_by(&GLUED, Span::new(line.start, end), &byline, found);
        return;
    }
}

/// Who is named already.
struct Known {
    people: Vec<String>,
    agency: Option<String>,
}

impl Known {
    fn of(doc: &Document) -> Known {
        Known {
            people: doc.values(Field::Author).map(folded).collect(),
            agency: doc.field(Field::Source).map(folded),
        }
    }

    fn report(&mut self, cut: Span, byline: &Byline<'_>, found: &mut Findings<'_>) {
        let rule = if byline.people.is_empty() { &AGENCY } else { &PERSON };
        if byline.is_newsroom && byline.people.is_empty() && byline.agency.is_none() {
            return found.delete(&OFFICE, cut);
        }
        self.report_by(rule, cut, byline, found);
    }

    /// Takes the first name that is news, notes the others, and removes a byline without any.
    fn report_by(
        &mut self,
        rule: &'static Rule,
        cut: Span,
        byline: &Byline<'_>,
        found: &mut Findings<'_>,
    ) {
        let mut values = Vec::new();
        for person in &byline.people {
            let folded = folded(person);
            if !self.people.contains(&folded) {
                self.people.push(folded);
                values.push((Field::Author, *person));
            }
        }
        if let Some(agency) = byline.agency
            && self.agency.is_none()
        {
            self.agency = Some(folded(agency));
            values.push((Field::Source, agency));
        }
        let mut values = values.into_iter();
        match values.next() {
            Some((field, value)) => found.take(rule, cut, field, value),
            None => found.delete(&REPEATED, cut),
        }
        for (field, value) in values {
            let rule = if field == Field::Source { &AGENCY } else { rule };
            found.note(rule, cut, field, value);
        }
    }
}
