//! The grammar of a dateline: place, day, agency, and the mark that closes it.

use crate::dates::calendar::{self, is_weekday};
use crate::dates::scan::Scan;
use crate::dates::stamp::Reading;
use crate::prose::{is_capitals, starts_upper};
use crate::span::Span;
use crate::text::place_of;

use super::super::names::{Named, has_agency_word, is_domain, who};
use super::{Dateline, shapes};

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
    "IMPORTANT",
    "DISCLAIMER",
    "TITLE",
    "HOST",
    "SUMMARY",
    "ABSTRACT",
    "BACKGROUND",
    "EDITORIAL",
    "COMMENT",
    "RESULTS",
    "METHODS",
    "CONCLUSION",
    "INTRODUCTION",
    "SPOILER",
    "TIP",
    "STEP",
    "PART",
    "CHAPTER",
    "ANNOUNCEMENT",
    "ALERT",
    "REPORT",
    "NEWS",
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

/// Reads a dateline at the start of a line; also returns what stands behind it.
///
/// A place in capitals needs a dash, an agency or a day behind it; any other place needs a day, or
/// an agency in brackets.
pub(super) fn read(line: &str) -> Option<(Dateline<'_>, &str)> {
    shapes::read(line).or_else(|| place_first(line))
}

/// Reads the form that begins with its place.
fn place_first(line: &str) -> Option<(Dateline<'_>, &str)> {
    let (place, behind) = place(line)?;
    if let Some(dateline) = with_agency(place, behind) {
        return Some(dateline);
    }
    let is_loud = place.split([',', ' ']).next().is_some_and(is_capitals);
    let mut dateline = Dateline { place: Some(place), ..Dateline::default() };
    let mut scan = Scan::new(behind);
    dateline.date = day(&mut scan, is_loud);
    if dateline.date.is_some()
        && let Some((agency, author)) = between_slashes(&mut scan)
    {
        (dateline.agency, dateline.author) = (Some(agency), author);
    } else {
        dateline.agency = agency(&mut scan, dateline.date.is_some());
    }
    if dateline.date.is_none() && dateline.agency.is_some() {
        dateline.date = day(&mut scan, is_loud);
    }
    // `KUTAHYA (KST) - ORLA VINT - The ferry …`
    if let Some(author) = loud_author(&mut scan).filter(|_| dateline.agency.is_some()) {
        dateline.author = Some(author);
    }
    let closes = close(&mut scan).or_else(|| {
        let is_agency =
            dateline.agency.is_some_and(|agency| is_capitals(agency) && agency.len() > 2);
        scan.spaces();
        (is_agency && dateline.date.is_some()).then_some(Close::Stop)
    })?;
    let is_agency = dateline.agency.is_some_and(|agency| is_loud || is_sure_agency(place, agency));
    let is_desk = dateline.agency.is_some_and(is_desk);
    let is_sure = match (dateline.date.is_some(), dateline.agency.is_some()) {
        (true, true) => true,
        (true, false) => is_loud || closes == Close::Dash || scan.rest().is_empty(),
        (false, true) => {
            is_agency && (closes == Close::Dash || ((is_loud || is_desk) && closes == Close::Stop))
        }
        (false, false) => is_loud && closes == Close::Dash && !has_agency_word(place),
    };
    let parts = place.split_once(", ").filter(|(first, _)| is_domain(first));
    // `Northquay, 9 May, Orla Vint, KESTREL`: the reporter and the agency, in either order.
    let both = dateline.agency.and_then(|agency| agency.split_once(", "));
    if let Some((first, second)) = both {
        let (author, agency) =
            if is_person(second) && !is_person(first) { (second, first) } else { (first, second) };
        dateline.agency = Some(agency);
        dateline.author = dateline.author.or(is_person(author).then_some(author));
    }
    if let Some((site, place)) = parts {
        dateline.agency = dateline.agency.or(Some(site));
        dateline.place = Some(place);
    }
    is_sure.then_some((dateline, scan.rest()))
}

/// Reads the reporter in capitals between two dashes.
fn loud_author<'a>(scan: &mut Scan<'a>) -> Option<&'a str> {
    let rest = scan.rest();
    let behind = rest.trim_start().strip_prefix(['-', '–', '—'])?.strip_prefix(' ')?;
    let (name, _) =
        behind.split_once([" - ", " – ", " — "].into_iter().find(|d| behind.contains(d))?)?;
    let is_name = (2..=4).contains(&name.split(' ').count())
        && name.chars().all(|c| c.is_uppercase() || matches!(c, ' ' | '-' | '.' | '\''));
    let end = rest.len() - behind.len() + name.len();
    is_name.then(|| *scan = Scan::new(rest.get(end..).unwrap_or_default()))?;
    Some(name)
}

/// Reads `NORTHQUAY, kestrel.lr - The ferry …` and `Northquay, KST Larland - The ferry …`: behind the comma
/// stands what only an agency is called.
fn with_agency<'a>(words: &'a str, behind: &'a str) -> Option<(Dateline<'a>, &'a str)> {
    let (place, agency) = words.split_once(", ")?;
    let first = agency.split(' ').next()?;
    let is_code = is_capitals(first) && first.len() > 2 && first.len() < agency.len();
    let is_word = has_agency_word(agency) && !is_capitals(agency);
    let mut scan = Scan::new(behind);
    let is_closed = close(&mut scan) == Some(Close::Dash) && starts_upper(scan.rest());
    let dateline = Dateline { place: Some(place), agency: Some(agency), ..Dateline::default() };
    let is_agency = is_domain(agency) || is_code || is_word;
    (is_agency && is_closed && !scan.rest().is_empty()).then_some((dateline, scan.rest()))
}

/// Returns whether words in capitals can be a place.
pub(super) fn is_place(words: &str) -> bool {
    let is_known = |word: &str| NO_PLACES.contains(&word);
    words.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '.' | '\''))
        && !words.split(' ').any(is_known)
}

fn is_person(name: &str) -> bool {
    name.contains(' ') && !is_capitals(name) && who(name) == Some(Named::Person)
}

/// Returns whether an agency signs in lower case, as German desks do: `Northquay (dpa). The …`.
fn is_desk(agency: &str) -> bool {
    (2..=5).contains(&agency.len()) && agency.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// Returns whether an agency in brackets behind a place is one, and no person's party or team.
fn is_sure_agency(place: &str, agency: &str) -> bool {
    let is_code = agency.chars().count() <= 5 && !agency.contains(' ');
    !place.contains(' ') || is_capitals(agency) || has_agency_word(agency) || is_code
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Close {
    Dash,
    Colon,
    Stop,
}

/// Reads the marks that close a dateline, with the space behind them.
fn close(scan: &mut Scan<'_>) -> Option<Close> {
    let rest = scan.rest();
    let is_mark = |c: char| c.is_whitespace() || "—–‒―-/:.,".contains(c);
    let behind = rest.trim_start_matches(is_mark);
    let marks = Span::new(0, rest.len() - behind.len()).of(rest);
    let is_apart = behind.is_empty() || marks.ends_with(char::is_whitespace);
    let closes = if behind.is_empty() {
        Close::Stop
    } else if marks.contains(['—', '–', '‒', '―', '-', '/']) {
        Close::Dash
    } else if marks.contains(':') {
        Close::Colon
    } else if marks.starts_with('.') && is_apart {
        Close::Stop
    } else {
        return None;
    };
    *scan = Scan::new(behind);
    Some(closes)
}

/// Reads a place: up to four words, with its country behind a comma.
fn place(line: &str) -> Option<(&str, &str)> {
    let mut end = 0;
    let mut words = 0;
    let mut is_behind_comma = false;
    let mut behind_mark = 0;
    for token in line.split_inclusive(' ') {
        let bare = token.trim_end();
        // `LUCENA CITY—The ferry …`
        let glued = bare.split_once(['—', '―']).map(|(before, _)| before);
        let bare = glued.filter(|before| is_capitals(before)).unwrap_or(bare);
        // `NORTHQUAY, L.R.`: the last stop belongs to the abbreviation.
        let whole = bare.trim_end_matches(',');
        let is_cut = is_behind_comma && line.get(end + token.len()..).is_some_and(opens_agency);
        // `Northquay, Lar., May 9`, `Northquay, Lar.- The ferry …`.
        let is_listed = is_behind_comma && (bare.ends_with(".,") || bare.ends_with(".-"));
        let whole = if is_listed { whole.trim_end_matches('-') } else { whole };
        let is_short = whole.ends_with('.')
            && (whole.matches('.').count() > 1 || is_cut || is_listed)
            && whole.len() <= 6;
        let word = if is_short { whole } else { bare.trim_end_matches([',', '.']) };
        if !is_place_word(word, words) || (is_behind_comma && starts_day(line.get(end..)?)) {
            break;
        }
        words += 1;
        let start = place_of(line, token).start;
        end = start + token.len();
        behind_mark = start + word.len();
        is_behind_comma = bare.ends_with(',');
        let is_glued = bare.len() < token.trim_end().len();
        if (bare.ends_with('.') && !is_short) || words == PLACE_WORDS || is_glued {
            break;
        }
    }
    let place = line.get(..behind_mark)?;
    let is_known_word = NO_PLACES.contains(&place);
    let first_word = place.split(' ').next()?;
    if place.is_empty()
        || is_weekday(first_word)
        || is_known_word
        || NO_PLACES.contains(&first_word)
    {
        return None;
    }
    Some((place, line.get(behind_mark..)?))
}

/// Returns whether the agency or the dash follows: the stop before it ends no sentence, `NORTHQUAY, La. (KST)`.
fn opens_agency(rest: &str) -> bool {
    rest.trim_start().starts_with(['(', '-', '–', '—'])
}

fn is_place_word(word: &str, index: usize) -> bool {
    let first = word.chars().next();
    let is_letters = word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.'));
    let is_small = index > 0 && ["of", "de", "la", "el", "am", "an", "der", "upon"].contains(&word);
    is_letters && (is_small || first.is_some_and(char::is_uppercase))
}

fn starts_day(rest: &str) -> bool {
    calendar::read_day(&mut Scan::new(rest.trim_start())).is_some()
}

/// Reads the day of a dateline: behind a comma, a full stop or in brackets; behind a place in
/// capitals also between dashes.
fn day(scan: &mut Scan<'_>, is_loud: bool) -> Option<Reading> {
    let mut ahead = *scan;
    let has_mark = ahead.marks(&[',', '.', '/']);
    let is_bracketed = ahead.eat("(");
    if is_loud && !is_bracketed {
        ahead.marks(&['—', '–', '-']);
    }
    if !(has_mark || is_bracketed || is_loud) {
        return None;
    }
    let reading = calendar::read_day(&mut ahead)?;
    if is_bracketed && !ahead.eat(")") {
        return None;
    }
    *scan = ahead;
    Some(reading)
}

/// Reads `/ Kestrel O. Vint /`: an agency with its reporter between slashes.
fn between_slashes<'a>(scan: &mut Scan<'a>) -> Option<(&'a str, Option<&'a str>)> {
    let behind = scan.rest().trim_start().strip_prefix('/')?;
    let inner = behind.get(..behind.find('/')?)?;
    let rest = behind.get(inner.len()..)?;
    let inner = inner.trim();
    let inner = inner.strip_prefix("corr. ").unwrap_or(inner);
    let (agency, author) = inner.split_once([' ', ','])?;
    let author = author.trim_matches([' ', ',']);
    let is_author = who(author) == Some(Named::Person) || is_initialled(author);
    let is_agency = agency.starts_with(char::is_uppercase) && author.len() <= 40;
    *scan = Scan::new(rest);
    (is_agency && is_author).then_some((agency, Some(author)))
}

/// Returns whether the words are a name such as `O.Vint`.
fn is_initialled(name: &str) -> bool {
    let mut letters = name.chars();
    letters.next().is_some_and(char::is_uppercase)
        && letters.next() == Some('.')
        && name.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | ' ' | '-'))
}

/// Reads the agency of a dateline: in brackets, or behind the day and before a slash, dash or stop.
fn agency<'a>(scan: &mut Scan<'a>, has_day: bool) -> Option<&'a str> {
    let mut ahead = *scan;
    let has_mark = ahead.marks(&[',', '.', '/', '—', '–', '-']);
    if ahead.eat("(") {
        let (name, rest) = ahead.rest().split_once(')')?;
        let first = name.chars().next()?;
        // German desks sign in lower case: `(dpa)`.
        let is_sign = name.len() <= 8 && !name.contains(' ');
        let is_name = name.chars().count() <= 30
            && (is_sign || !first.is_lowercase())
            && first.is_alphabetic();
        let is_words =
            name.split_whitespace().count() <= 4 && !name.chars().any(|c| c.is_ascii_digit());
        if !is_name || !is_words {
            return None;
        }
        *scan = Scan::new(rest);
        // The reporter's initials behind the desk: `(dpa/abc)`.
        let desk = name.split_once('/').map_or(name, |(desk, _)| desk);
        return Some(if is_desk(desk) { desk } else { name.trim() });
    }
    if !has_day {
        return in_slashes(scan);
    }
    let mut words = 0;
    let start = ahead.rest();
    // On a line of its own, with the reporter.
    if let Some((first, second)) = start.trim().split_once(", ")
        && [first, second].iter().all(|name| who(name).is_some())
        && is_person(first) != is_person(second)
    {
        *scan = Scan::new("");
        return Some(start.trim());
    }
    while words < 3 {
        let Some(word) = ahead.token() else { break };
        words += 1;
        let bare = word.trim_end_matches(['/', '.', ':', '-', '—']);
        let is_name = bare.chars().next().is_some_and(char::is_uppercase);
        if !is_name {
            return None;
        }
        let behind = ahead.rest().trim_start();
        let runs_on = has_mark
            && is_capitals(bare)
            && bare.chars().count() > 2
            && !behind.split(' ').next().is_some_and(goes_on);
        let closes = bare.len() < word.len()
            || behind.is_empty()
            || behind.starts_with(['-', '—', '–', '/'])
            || (runs_on && starts_upper(behind));
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

/// Reads the agency between slashes, with a dash behind it: `NORTHQUAY /Kestrel/ - The ferry …`.
fn in_slashes<'a>(scan: &mut Scan<'a>) -> Option<&'a str> {
    let (name, rest) = scan.rest().trim_start().strip_prefix('/')?.split_once('/')?;
    let is_closed = rest.trim_start().starts_with(['-', '–', '—', '.']);
    let is_name = who(name).is_some() && name.chars().count() <= 30;
    if !is_name || !is_closed {
        return None;
    }
    *scan = Scan::new(rest);
    Some(name)
}

/// Returns whether a word behind an agency in capitals still belongs to its name.
fn goes_on(next: &str) -> bool {
    (next.len() > 1 && is_capitals(next)) || (starts_upper(next) && next.ends_with(['.', '/', ':']))
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
            "Fri, 6 March 2031 (showing the first 50 of 212 entries)",
            "Roc Loc 5 LED Light",
            "In May 2031 the ferry sails.",
        ] {
            assert_eq!(parts(line), None, "{line}");
        }
    }
}
