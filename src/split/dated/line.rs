//! One line that holds a date beside nothing but what describes the article.

use crate::dates::calendar::{self, is_weekday};
use crate::dates::clock::clock;
use crate::dates::labels::{Label, label};
use crate::dates::scan::Scan;
use crate::dates::stamp::{Order, Reading};
use crate::dates::words::month;
use crate::prose::{ends_sentence, is_capitals, is_spaceless, starts_upper};
use crate::sections::section_name;
use crate::span::Span;
use crate::text::place_of;

use super::super::byline::{is_byline, is_person, names};
use super::super::dateline::place_of_line;
use super::super::head::Head;
use super::super::imprint::{self, Imprint, is_counter, is_newsroom, is_section};
use super::super::issue;
use super::super::names::{Named, who};
use super::super::papers::is_paper;
use super::{Candidate, Kind};

/// Marks that may stand between the parts of a date line.
const MARKS: &[char] = &['|', '•', '·', '-', '–', '—', ',', ';', '/'];

/// Characters of a label or section that may stand before the date.
pub(super) const LABEL_CHARS: usize = 60;

/// Returns the date that a line holds beside nothing but its label, section, byline or source.
pub(super) fn candidate(text: &str, line: Span, is_first: bool) -> Option<Candidate> {
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
        let place = place_behind(rest).filter(|_| kind != Kind::Plain);
        if filed.is_some() || place.is_some() {
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
            place: place.map(|name| place_of(text, name)),
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
        place: None,
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
pub(in crate::split) const ON: &[&str] =
    &["on", "at", "am", "le", "el", "il", "em", "op", "den", "в", "la", "dne", "dnia"];

/// Words of a label of dates at most.
const LABEL_WORDS: usize = 3;

/// Returns the longest label of a date that words end with, and what stands before it, without the marks
/// between them.
pub(in crate::split) fn label_at_end(words: &str) -> Option<(&str, Label)> {
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
    Some(Candidate {
        kind,
        reading,
        line,
        start,
        date_start: start,
        end,
        section,
        source,
        place: None,
        author: None,
        update,
    })
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

/// Returns the place in capitals that stands alone behind a labelled date and a dash.
fn place_behind(rest: &str) -> Option<&str> {
    let place = rest.trim_start().strip_prefix(['-', '–', '—', '|'])?.trim();
    let is_loud = is_capitals(place) && place.chars().count() > 3;
    (is_loud && place.split(' ').count() <= 3).then_some(place)
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
pub(in crate::split) fn is_while(words: &str) -> bool {
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
