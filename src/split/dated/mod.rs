//! Where lines stand that hold a date beside nothing but what describes the article: a label, a section, a byline,
//! a source.

use crate::dates::calendar;
use crate::dates::clock::{Time, clock};
use crate::dates::labels::{Label, label};
use crate::dates::scan::Scan;
use crate::dates::stamp::{Reading, Stamp};
use crate::prose::is_prose;
use crate::span::Span;
use crate::text::{full_lines_backward, lines_below, place_of};

use super::head::{Head, found_before};
use super::parts;

mod line;

use line::{LABEL_CHARS, candidate};

pub(super) use line::{ON, is_while, label_at_end};

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
    pub(super) place: Option<Span>,
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
    let is_labelled = |candidate: &Candidate| {
        let index = between.iter().position(|line| *line == candidate.line);
        let above = index.and_then(|index| between.get(index.checked_sub(1)?));
        above.is_some_and(|line| label_alone(line.of(text)).is_some())
    };
    let is_bare = |candidate: &Candidate| {
        candidate.kind == Kind::Plain && candidate.author.is_none() && !is_labelled(candidate)
    };
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
        place: told.place.map(place),
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
    for candidate in found.iter_mut().filter(|c| c.is_whole_line() && c.kind != Kind::Updated) {
        let index = lines.iter().position(|line| *line == candidate.line);
        let above = index.and_then(|index| index.checked_sub(1)).and_then(|at| lines.get(at));
        let Some(above) = above else { continue };
        let Some(label) = label_alone(above.of(text)) else { continue };
        // `Last updated` above `9 May 2031 — See all updates`.
        let starts_date = || calendar::read(&mut Scan::new(candidate.line.of(text))).is_some();
        if candidate.kind == Kind::Published && !(label.is_update && starts_date()) {
            continue;
        }
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
