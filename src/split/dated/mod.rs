//! Lines that hold a date beside nothing but what describes the article: a label, a section, a byline,
//! a source.

use crate::dates::calendar::{self, is_weekday};
use crate::dates::clock::{Time, clock};
use crate::dates::labels::{Label, label};
use crate::dates::scan::Scan;
use crate::dates::stamp::{Order, Reading, Stamp};
use crate::dates::words::month;
use crate::prose::{ends_sentence, is_capitals, is_prose, is_spaceless, starts_upper};
use crate::span::Span;
use crate::text::{full_lines_backward, lines_below, place_of};

use super::byline::{is_byline, is_person, names};
use super::dateline::place_of_line;
use super::head::{Head, found_before};
use super::imprint::{self, Imprint, is_counter, is_newsroom, is_section};
use super::issue;
use super::names::{Named, who};
use super::papers::is_paper;
use super::parts;
use super::section::section_name;

/// Marks that may stand between the parts of a date line.
const MARKS: &[char] = &['|', '•', '·', '-', '–', '—', ',', ';', '/'];

/// Characters of a label or section that may stand before the date.
const LABEL_CHARS: usize = 60;

/// Lines at the tail in which a labelled date is looked for.
const TAIL_LINES: usize = 4;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The extractor's prefix or a label.
    Published,
    /// A date alone on its line.
    Plain,
    Updated,
}

/// A date on a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub(super) kind: Kind,
    pub(super) reading: Reading,
    pub(super) line: Span,
    /// Where the finding begins: at the line, or behind a byline.
    pub(super) start: usize,
    /// Where the date begins; a section or label stands before.
    pub(super) date_start: usize,
    /// Where the rest of the line begins: its end, unless something else follows the date.
    pub(super) end: usize,
    pub(super) section: Option<Span>,
    pub(super) source: Option<Span>,
    /// The names of an author.
    pub(super) author: Option<Span>,
    /// A second date on the line, that of the last change.
    pub(super) update: Option<Reading>,
}

impl Candidate {
    pub(super) fn is_whole_line(&self) -> bool {
        self.start == self.line.start && self.end == self.line.end
    }
}

/// Returns where the date of each date line begins.
pub(super) fn date_starts(text: &str) -> Vec<usize> {
    candidates(text).iter().map(|candidate| candidate.date_start).collect()
}

/// Returns the date lines at the head of a text, and the labelled ones at its tail.
pub(super) fn candidates(text: &str) -> Vec<Candidate> {
    let head = Head::of(text);
    let mut found = Vec::new();
    for (index, line) in head.with_prose().enumerate() {
        let read = candidate(text, line, index == 0);
        // `Orla Vint Published 9 May 2031`: the words before the date are no section.
        let is_label = |section: Span| label_at_end(section.of(text)).is_some();
        let is_doubtful = |c: Candidate| c.section.is_some_and(is_label);
        let is_update = |c: Candidate| c.kind == Kind::Updated;
        let parts = match read.is_none_or(|c| is_doubtful(c) || is_update(c)) {
            true => in_parts(text, line),
            false => None,
        };
        let tells_more = |parts: &Candidate| match read {
            Some(read) if is_update(read) => !is_update(*parts),
            Some(_) => parts.author.is_some(),
            None => true,
        };
        let read = parts.filter(tells_more).or(read);
        found.extend(read.map(|read| told_again(text, read).unwrap_or(read)));
    }
    if found.iter().all(|candidate| candidate.kind == Kind::Updated) {
        found.extend(below_deck(text, &head));
    }
    add_times(text, &head, &mut found);
    add_labels(text, &head, &mut found);
    let head_end = head.with_prose().last().map_or(0, |line| line.end);
    let head_end = found.iter().map(|candidate| candidate.line.end).fold(head_end, usize::max);
    let tail = full_lines_backward(text).take_while(|line| line.start >= head_end);
    let labelled = |line| candidate(text, line, false).filter(|c| c.kind != Kind::Plain);
    let mut tail = found_before(tail, TAIL_LINES, labelled);
    tail.reverse();
    found.extend(tail);
    found
}

/// Returns the date lines between the first line of prose, which is a deck or a headline then, and the next. A
/// bare day there may head a part of a chronicle, so that no other line may be a date.
fn below_deck(text: &str, head: &Head) -> Vec<Candidate> {
    let Some(deck) = head.prose else { return Vec::new() };
    let between = head.below_deck(text);
    let read = |line: &Span| in_parts(text, *line).or_else(|| candidate(text, *line, false));
    let found: Vec<Candidate> =
        between.iter().filter_map(read).filter(Candidate::is_whole_line).collect();
    let is_bare =
        |candidate: &Candidate| candidate.kind == Kind::Plain && candidate.author.is_none();
    let last = between.last().map_or(deck.end, |line| line.end);
    match found.iter().any(is_bare) && has_date_lines(text, last) {
        true => found.into_iter().filter(|candidate| !is_bare(candidate)).collect(),
        false => found,
    }
}

/// Returns whether a line behind `from` is a date.
fn has_date_lines(text: &str, from: usize) -> bool {
    lines_below(text, from).any(|line| {
        !is_prose(line.of(text)) && candidate(text, line, false).is_some_and(|c| c.is_whole_line())
    })
}

/// Reads a line of nothing but what describes the article, behind the mark of a list.
fn in_parts(text: &str, line: Span) -> Option<Candidate> {
    let slice = line.of(text);
    let told = parts::read(slice)?;
    let place = |name: &str| place_of(text, name);
    let (kind, reading, update) = match (told.published, told.updated) {
        (Some(reading), update) if told.is_labelled => (Kind::Published, reading, update),
        (Some(reading), update) => (Kind::Plain, reading, update),
        (None, update) => (Kind::Updated, update?, None),
    };
    Some(Candidate {
        kind,
        reading,
        line,
        start: line.start,
        date_start: line.start,
        end: line.end,
        section: told.section.map(place),
        source: told.source.map(place),
        author: told.author.map(place),
        update,
    })
}

/// Returns the date line that the rest of a line behind its date is, where both tell the same day:
/// `date 2031-05-09 Harbour 9 May 2031 16:20`.
fn told_again(text: &str, first: Candidate) -> Option<Candidate> {
    let Reading::Sure(day) = first.reading else { return None };
    let rest = Span::new(first.end, first.line.end);
    let again = candidate(text, rest, false)
        .filter(|again| first.start == first.line.start && again.is_whole_line())?;
    let is_same = matches!(again.reading, Reading::Sure(stamp) if stamp.agrees(day));
    is_same.then_some(Candidate { line: first.line, start: first.start, ..again })
}

/// Gives a day the time that stands alone on the line above or below it.
fn add_times(text: &str, head: &Head, found: &mut [Candidate]) {
    for candidate in found.iter_mut().filter(|candidate| candidate.is_whole_line()) {
        let Reading::Sure(Stamp { time: None, .. }) = candidate.reading else { continue };
        let Some(index) = head.lines.iter().position(|line| *line == candidate.line) else {
            continue;
        };
        let below = head.lines.get(index + 1).copied();
        let above = index.checked_sub(1).and_then(|above| head.lines.get(above).copied());
        let beside = below.into_iter().chain(above);
        let Some((line, time)) =
            beside.filter_map(|line| Some((line, lone_time(line.of(text))?))).next()
        else {
            continue;
        };
        candidate.reading = candidate.reading.timed(Some(time));
        candidate.line =
            Span::new(candidate.line.start.min(line.start), candidate.line.end.max(line.end));
        (candidate.start, candidate.end) = (candidate.line.start, candidate.line.end);
    }
}

/// Gives a bare date the label that stands alone on the line above it.
fn add_labels(text: &str, head: &Head, found: &mut [Candidate]) {
    let between = head.below_deck(text);
    let lines: Vec<Span> = head.with_prose().chain(between).collect();
    let bare = found.iter_mut().filter(|c| c.is_whole_line() && c.kind == Kind::Plain);
    for candidate in bare {
        let index = lines.iter().position(|line| *line == candidate.line);
        let above = index.and_then(|index| index.checked_sub(1)).and_then(|at| lines.get(at));
        let Some(above) = above else { continue };
        let Some(label) = label_alone(above.of(text)) else { continue };
        candidate.kind = if label.is_update { Kind::Updated } else { Kind::Published };
        candidate.line = Span::new(above.start, candidate.line.end);
        candidate.start = above.start;
        candidate.date_start = above.start;
    }
}

/// Returns the label of a date that a line is and nothing else: two words, or one with a colon.
fn label_alone(line: &str) -> Option<Label> {
    let words = line.trim_end_matches([':', '：', ' ']);
    if line.len() > LABEL_CHARS {
        return None;
    }
    let is_label = words.len() < line.len() || words.contains(' ') || words.len() > 6;
    label(&words.to_lowercase()).filter(|_| is_label)
}

/// Returns the time that a line is and nothing else.
fn lone_time(line: &str) -> Option<Time> {
    let mut scan = Scan::new(line);
    let (time, _) = clock(&mut scan)?;
    scan.rest().trim().is_empty().then_some(time)
}

/// Returns the date that a line holds beside nothing but its label, section, byline or source.
fn candidate(text: &str, line: Span, is_first: bool) -> Option<Candidate> {
    let slice = line.of(text);
    if !slice.chars().take(2 * LABEL_CHARS).any(char::is_numeric) {
        return None;
    }
    for start in word_starts(slice) {
        let mut scan = Scan::new(slice.get(start..)?);
        let Some(reading) = calendar::read(&mut scan) else { continue };
        let before = slice.get(..start)?.trim_end();
        if let Some(author) = byline_before(before) {
            let is_update = label_at_end(before).is_some_and(|(_, label)| label.is_update);
            let kind = if is_update { Kind::Updated } else { Kind::Published };
            return behind_byline(text, line, author, (kind, reading, scan));
        }
        if let Some(paper) = issue::paper(before, scan.rest()) {
            let told = Imprint { source: Some(paper), author: None, is_day_first: false };
            return beside_imprint(text, line, told, (reading, Scan::new("")));
        }
        // `来源：石础网　发布时间：`.
        let told = label_at_end(before).map_or(before, |(told, _)| told);
        if let Some(told) = imprint::read(told) {
            return beside_imprint(text, line, told, (reading, scan));
        }
        let (mut kind, reading, section) = kind_of(before, reading)?;
        let is_date = matches!(before.to_lowercase().as_str(), "date" | "");
        let is_timed = is_timed(slice.get(start..slice.len() - scan.rest().len())?);
        let is_prefix = is_first
            && is_date
            && scan.rest().starts_with(' ')
            && (!before.is_empty()
                || (starts_date(slice) && is_timed && opens_sentence(scan.rest())));
        if let Some(label) = label_behind(scan.rest()).filter(|_| kind == Kind::Plain) {
            kind = if label.is_update { Kind::Updated } else { Kind::Published };
            scan = Scan::new("");
        }
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
            None => imprint::read(rest)
                .or_else(|| imprint::paper(rest))
                .or_else(|| imprint::in_east_asian(rest))
                .or_else(|| signed(rest)),
        };
        let section = section.filter(|_| between.is_none());
        let filed = filed_in(rest, is_timed && kind == Kind::Plain);
        let filed = filed.filter(|_| kind != Kind::Updated && section.is_none());
        if filed.is_some() || (kind != Kind::Plain && is_place_behind(rest)) {
            rest = "";
        }
        let section = section.or(filed);
        let paper = section.filter(|name| is_paper(name));
        let section = section.filter(|_| paper.is_none());
        if told.is_some() || (is_timed && is_count(rest)) {
            rest = "";
        }
        let Imprint { source, author, is_day_first } = told.unwrap_or_default();
        let source = source.or(published_in(before).filter(|name| starts_upper(name)));
        let reading = reading.settled(Some(Order::DayFirst).filter(|_| is_day_first));
        let ends = rest.trim_matches(MARKS).trim().is_empty();
        let source = source.or(paper).or(code_before(before));
        // `Hoàng Kênh - 08:12 06/06/2030`.
        let person = section
            .filter(|name| before.ends_with(BARS_AND_DASH) && !name.is_ascii() && is_person(name));
        let section = section.filter(|_| person.is_none());
        let author = author.or(person);
        let section = section.filter(|name| !is_place_of(text, before, name));
        let sectionless = section.is_none() || is_timed || filed.is_some();
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

/// Returns whether nothing but what the page counts stands behind a time: `1 532`.
fn is_count(rest: &str) -> bool {
    rest.chars().any(|c| c.is_ascii_digit())
        && rest.chars().all(|c| {
            c.is_ascii_digit() || c.is_whitespace() || MARKS.contains(&c) || "👁👀".contains(c)
        })
}

/// Returns whether the words before a date and a comma are the place with which the text begins once more.
fn is_place_of(text: &str, before: &str, name: &str) -> bool {
    let prose = Head::of(text).prose.filter(|_| before.ends_with(','));
    let place = prose.and_then(|line| place_of_line(line.of(text)));
    place.is_some_and(|place| place.eq_ignore_ascii_case(name))
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

const BARS_AND_DASH: &[char] = &['|', '•', '·', '—', '–', '/', '-'];

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
pub(super) const ON: &[&str] =
    &["on", "at", "am", "le", "el", "il", "em", "op", "den", "в", "la", "dne", "dnia"];

/// Words of a label of dates at most.
const LABEL_WORDS: usize = 3;

/// Returns the longest label of a date that words end with, and what stands before it, without the marks
/// between them.
pub(super) fn label_at_end(words: &str) -> Option<(&str, Label)> {
    let is_mark = |c: char| c.is_whitespace() || MARKS.contains(&c);
    let words = words.trim_end_matches([':', '：', ' ']);
    let starts = words.char_indices().rev().filter(|(_, c)| c.is_whitespace());
    let read = |(at, space): (usize, char)| {
        let found = label(&words.get(at + space.len_utf8()..)?.to_lowercase())?;
        Some((words.get(..at)?.trim_end_matches(is_mark), found))
    };
    starts.take(LABEL_WORDS).filter_map(read).last()
}

/// Returns the label that is all that stands behind a date: `2031年5月9日 16:20 配信`.
fn label_behind(rest: &str) -> Option<Label> {
    let words = rest.trim_matches(|c: char| c.is_whitespace() || MARKS.contains(&c));
    let is_label =
        !words.is_empty() && words.len() <= LABEL_CHARS && words.starts_with(is_spaceless);
    is_label.then(|| label(&words.to_lowercase())).flatten()
}

/// Returns the initials of an agency before the label of a date: `KST / le 9 mai 2031`.
fn code_before(before: &str) -> Option<&str> {
    let (code, _) = label_at_end(before)?;
    let is_code = (2..=6).contains(&code.chars().count()) && code.chars().all(char::is_uppercase);
    is_code.then_some(code)
}

/// Returns the byline that stands before a date on its line, without the marks behind it.
fn byline_before(before: &str) -> Option<&str> {
    let before = before.trim_end_matches(|c: char| c.is_whitespace() || MARKS.contains(&c));
    // `记者 何川 发布时间：`, `강운하 기자 | 등록`.
    let before = label_at_end(before).map_or(before, |(author, _)| author);
    let small = before.rsplit_once(' ').filter(|(_, word)| ON.contains(word));
    let author = small.map_or(before, |(author, _)| author).trim_end();
    // `Posted by: Orla Vint in Harbour 9 May 2031`.
    let filed = author.split_once(" in ").filter(|(_, section)| section_name(section).is_some());
    let author = filed.map_or(author, |(author, _)| author);
    is_byline(author).then_some(author)
}

/// Returns the date that follows `author` on its line, with a section and counters behind marks.
fn behind_byline<'a>(
    text: &'a str,
    line: Span,
    author: &str,
    (kind, reading, mut scan): (Kind, Reading, Scan<'a>),
) -> Option<Candidate> {
    let (update, is_day_first) = second_date(&mut scan);
    let told = imprint::read(author).unwrap_or_default();
    let mut is_day_first = is_day_first || told.is_day_first;
    let (filed, rest) = page_behind(scan.rest()).unwrap_or((None, scan.rest()));
    let mut section = filed.map(|name| place_of(text, name));
    let parts = rest.split(['|', '•', '·']).map(str::trim).filter(|part| !part.is_empty());
    let mut source = None;
    for part in parts {
        match section_name(part) {
            _ if imprint::read(part).is_some() => {
                let told = imprint::read(part)?;
                is_day_first |= told.is_day_first;
                source = source.or(told.source.map(|name| place_of(text, name)));
            }
            Some(name) if section.is_none() => section = Some(place_of(text, name)),
            _ if is_counter(part) => {}
            _ => return None,
        }
    }
    let start = line.start + author.len();
    let reading = reading.settled(Some(Order::DayFirst).filter(|_| is_day_first));
    let end = line.end;
    let (date_start, author) = (start, None);
    Some(Candidate { kind, reading, line, start, date_start, end, section, source, author, update })
}

/// Returns the section behind a date: `Posted on 9 May 2031 in Interviews`, or, where the date has a
/// time, without a word between: `9 May 2031 16:20 Harbour`.
fn filed_in(rest: &str, is_bare: bool) -> Option<&str> {
    let rest = rest.trim();
    let name = rest.strip_prefix("in ").or(is_bare.then_some(rest))?;
    let is_name = name.starts_with(char::is_uppercase) && name.split(' ').count() <= 3;
    section_name(name).filter(|_| is_name)
}

/// Returns the author who signs behind a date: `9 May 2031, by Orla Vint`.
fn signed(rest: &str) -> Option<Imprint<'_>> {
    let byline = rest.trim_start_matches(|c: char| c.is_whitespace() || MARKS.contains(&c));
    let author = names(byline)?;
    Some(Imprint { author: Some(author), ..Imprint::default() })
}

/// Returns whether nothing but a dash and a place in capitals stands behind a labelled date.
fn is_place_behind(rest: &str) -> bool {
    let place = rest.trim_start().strip_prefix(['-', '–', '—', '|']).unwrap_or_default().trim();
    is_capitals(place) && place.chars().count() > 3 && place.split(' ').count() <= 3
}

/// Returns the section behind byline and date, and what is left: nothing, where all behind it is what
/// the page counts and offers, as in `in Harbour Reading Time: 3 mins read 0 shares 12 views`.
fn page_behind(rest: &str) -> Option<(Option<&str>, &str)> {
    let rest = rest.trim();
    if ends_sentence(rest) || !rest.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if rest.starts_with(|c: char| c.is_ascii_digit()) {
        let is_counted = rest.split(' ').count() <= 6;
        return is_counted.then_some((None, ""));
    }
    let behind = rest.strip_prefix("in ")?;
    let end = behind.find(|c: char| c.is_ascii_digit() || c == ',' || c == ':')?;
    let name = behind.get(..end)?.trim_end();
    let name = name.strip_suffix("Reading Time").unwrap_or(name).trim_end();
    section_name(name).map(|name| (Some(name), ""))
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
    let starts = line.char_indices().take(LABEL_CHARS).filter(move |(_, c)| {
        let is_start = !last.is_alphanumeric() && c.is_alphanumeric();
        let after_label = is_spaceless(last) && c.is_ascii_digit();
        last = *c;
        is_start || after_label
    });
    starts.map(|(at, _)| at)
}

/// Returns what the words before a date make of it: nothing, a label's meaning, or a section; none
/// where they are neither.
fn kind_of(before: &str, reading: Reading) -> Option<(Kind, Reading, Option<&str>)> {
    let words = before.trim_end_matches([':', '：', ' ', '-', '–', '—', '|', ',']).to_lowercase();
    if words.is_empty() {
        return Some((Kind::Plain, reading, None));
    }
    // `Our Correspondent Published 9 May 2031`.
    let last =
        words.rsplit_once(' ').filter(|(who, _)| is_newsroom(who) || code_before(before).is_some());
    let words = last.map_or(words.as_str(), |(_, label)| label).to_owned();
    if let Some(label) = label(&words) {
        let kind = if label.is_update { Kind::Updated } else { Kind::Published };
        let reading = match reading {
            Reading::Either { day_first, .. } if label.is_day_first => Reading::Sure(day_first),
            reading => reading,
        };
        return Some((kind, reading, None));
    }
    let name = before.trim_end_matches(MARKS).trim_end();
    if published_in(before).is_some() {
        return Some((Kind::Published, reading, None));
    }
    if is_newsroom(name) {
        return Some((Kind::Plain, reading, None));
    }
    // `Nordquai-Bote vom 9. Mai 2031`.
    let name = name.strip_suffix(" vom").filter(|name| is_paper(name)).unwrap_or(name);
    section_name(name).map(|name| (Kind::Plain, reading, Some(name)))
}

/// Returns the paper that the words before a date name: `Published in The Kestrel, 9 May 2031`.
fn published_in(before: &str) -> Option<&str> {
    let (label, name) = before.split_at_checked(PUBLISHED_IN.len())?;
    let name = name.trim_end_matches(MARKS).trim_end();
    let is_name = name.split(' ').count() <= 5 && !name.contains('.');
    (label.eq_ignore_ascii_case(PUBLISHED_IN) && is_name).then_some(name)
}

const PUBLISHED_IN: &str = "Published in ";

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
        // A time alone: the same day.
        if label.is_update && clock(&mut date).is_some() {
            let _ = date.eat(")") || date.eat("）");
            *scan = date;
            return (None, label.is_day_first);
        }
    }
    (None, false)
}

/// Returns whether the words are a while such as `3 hours ago` or `há 2 horas`.
pub(super) fn is_while(words: &str) -> bool {
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
