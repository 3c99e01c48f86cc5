//! Datelines that do not begin with a place and its day: `(KESTREL) - NORTHQUAY, 3 MAY -`,
//! `Northquay/09.05.31/Kestrel:`, `Northquay. Orla Vint – KESTREL.`, and those of East Asia.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::dates::calendar;
use crate::dates::scan::Scan;
use crate::dates::stamp::Reading;
use crate::prose::{is_capitals, is_spaceless, starts_upper};

use super::super::names::{Named, has_agency_word, is_domain, who};
use super::super::papers::{has_paper_word, is_paper};
use super::Dateline;

/// Bytes at the start of a line in which an East Asian dateline ends.
const LEAD_BYTES: usize = 120;

/// Reads a dateline of one of these shapes; also returns what stands behind it.
pub(super) fn read(line: &str) -> Option<(Dateline<'_>, &str)> {
    match line.chars().next()? {
        '(' | '【' | '[' | '〔' | '［' | '（' => {
            agency_first(line).or_else(|| east_asian(line)).or_else(|| agency_only(line))
        }
        first if is_spaceless(first) => east_asian(line),
        first if first.is_alphabetic() && !first.is_uppercase() && !first.is_lowercase() => {
            caseless(line)
        }
        first if first.is_ascii_digit() => day_first(line),
        first if first.is_uppercase() => slashed(line)
            .or_else(|| reporter(line))
            .or_else(|| hyphened(line))
            .or_else(|| day_first(line)),
        _ => None,
    }
}

/// `(KESTREL) - NORTHQUAY, 3 MAY - The ferry …`, `(KST) Northquay, 3 May - The ferry …`, and `(KST), Northquay` on
/// a line of its own.
fn agency_first(line: &str) -> Option<(Dateline<'_>, &str)> {
    let (agency, behind) = line.strip_prefix('(')?.split_once(')')?;
    let is_name = is_capitals(agency) || has_agency_word(agency) || is_domain(agency);
    let is_dashed = behind.starts_with(" - ");
    let is_listed = behind.starts_with(", ");
    let behind = behind.trim_start_matches([' ', '-', '–', '—', ',']);
    let (place, behind) = behind.split_once([',', '-']).unwrap_or((behind, ""));
    let place = place.trim();
    let is_short = place.split(' ').count() <= 3;
    let mut scan = Scan::new(behind);
    scan.spaces();
    let date = calendar::read_day(&mut scan);
    scan.marks(&['.']);
    let closes = scan.marks(&['-', '–', '—']) || (date.is_none() && is_dashed);
    let is_town = place.split(' ').all(|word| word.starts_with(char::is_uppercase));
    let is_alone = is_listed && behind.is_empty() && is_town && is_capitals(agency);
    let is_place = is_short && (is_capitals(place) && is_dashed || is_town && date.is_some());
    let dateline = Dateline { place: Some(place), date, agency: Some(agency), author: None };
    (is_name && agency.len() <= 30 && (is_place && closes || is_alone && is_short))
        .then_some((dateline, scan.rest()))
}

/// `May 9 (Kestrel) - The ferry …`: a day without its year, and no place.
fn day_first(line: &str) -> Option<(Dateline<'_>, &str)> {
    let mut scan = Scan::new(line);
    let date =
        calendar::read_day(&mut scan).filter(|date| matches!(date, Reading::NoYear { .. }))?;
    let behind = scan.rest().trim_start_matches([' ', ',', '.']);
    let (agency, rest) = match behind.strip_prefix('(') {
        Some(bracket) => bracket.split_once(')')?,
        None => behind.strip_prefix('/')?.split_once('/')?,
    };
    let rest = rest.trim_start();
    let sentence = rest.trim_start_matches(['-', '–', '—', ':', ' ']);
    let is_name = who(agency).is_some() && agency.len() <= 30;
    let dateline = Dateline { date: Some(date), agency: Some(agency), ..Dateline::default() };
    (is_name && sentence.len() < rest.len() && starts_upper(sentence))
        .then_some((dateline, sentence))
}

/// `Northquay/09.05.31/Kestrel: The ferry …`
fn slashed(line: &str) -> Option<(Dateline<'_>, &str)> {
    let (place, behind) = line.split_once('/')?;
    let mut scan = Scan::new(behind);
    let date = calendar::read_short(&mut scan)?;
    scan.marks(&['/']);
    let (agency, rest) = scan.rest().split_once([':', '/'])?;
    let is_name = who(agency).is_some() && agency.len() <= 30;
    let is_place = place.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '.'));
    let dateline =
        Dateline { place: Some(place), date: Some(date), agency: Some(agency), author: None };
    let rest = rest.trim_start_matches([' ', '/', ':', '-', '–', '—']);
    (is_name && is_place && place.len() <= 40).then_some((dateline, rest))
}

/// `Northquay. Orla Vint – KESTREL. The ferry …`
fn reporter(line: &str) -> Option<(Dateline<'_>, &str)> {
    let (place, behind) = line.split_once(". ")?;
    let (author, behind) = behind.split_once([' '])?;
    let (second, behind) = behind.split_once([' '])?;
    let author_len = author.len() + 1 + second.len();
    let start = line.len() - behind.len() - 1 - author_len;
    let author = line.get(start..start + author_len)?;
    let mut scan = Scan::new(behind);
    if !scan.marks(&['-', '–', '—', '/']) {
        return None;
    }
    let token = scan.token()?;
    let agency = token.trim_end_matches(['.', ':', '/']);
    let is_agency = agency.len() < token.len() && (is_capitals(agency) || is_domain(agency));
    let is_place = who(place).is_some() && place.split(' ').count() <= 2;
    let is_person = who(author) == Some(Named::Person);
    let dateline =
        Dateline { place: Some(place), date: None, agency: Some(agency), author: Some(author) };
    (is_agency && is_place && is_person).then_some((dateline, scan.rest().trim_start()))
}

/// `Northquay-KESTREL. The ferry …`
fn hyphened(line: &str) -> Option<(Dateline<'_>, &str)> {
    let (token, rest) = line.split_once(' ')?;
    let (place, agency) = token.strip_suffix(['.', ':'])?.split_once(['-', '–', '/'])?;
    let is_place = place.chars().all(char::is_alphabetic) && place.chars().count() > 2;
    let is_agency = agency.chars().count() > 2 && agency.chars().all(char::is_uppercase);
    let dateline = Dateline { place: Some(place), date: None, agency: Some(agency), author: None };
    (is_place && !is_capitals(place) && is_agency).then_some((dateline, rest.trim_start()))
}

/// `鸻社塔恩10月19日电 …`, `(타른=플로버) …`, `【ターン共同】…`.
static EAST_ASIAN: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let patterns = [
        r"^(?P<agency>\p{Han}{1,8}[社网網报報])(?P<place>\p{Han}{2,8}?)??(?:\d{1,2}月)?\d{1,2}日[电電訊讯]\s?(?:[（(](?:总台)?记者\s?(?:(?P<author>\p{Han}{2,4}(?:[ 、，]\p{Han}{2,4}){0,3})|[^）)]{2,30})[）)])?\s*",
        r"^[(\[](?P<place>[가-힣]{2,10}) ?= ?(?P<agency>[가-힣A-Za-z0-9]{2,12})[)\]]\s*(?:(?P<author>[가-힣]{2,4}) (?:기자|특파원)(?: ?= ?|$))?",
        r"^[(\[](?P<agency>[가-힣A-Za-z0-9]{2,12})(?: ?[=/] ?| )(?:(?P<place>[가-힣]{2,6}) ?= ?)?(?P<author>[가-힣]{2,4}) ?(?:기자|특파원)[)\]]\s*",
        r"^[〔［（【\[(](?:本報)?[記记]者(?P<author>\p{Han}{2,4}(?:[、，]\p{Han}{2,4}){0,3})[／/](?:綜合|综合|(?P<place>\p{Han}{2,6}?))[報报][導导道][〕］）】\])]\s*",
        r"^【(?P<place>[^】＝=]{1,10})[＝=](?P<author>[^】]{2,10})】\s*",
        r"^【(?P<place>[\p{Katakana}ー]{2,10})(?P<agency>\p{Han}{2,4})】\s*",
        r"^[【\[](?P<paper>[\p{Han}\p{Hangul}\p{Katakana}]{2,12})[】\]]\s*",
    ];
    patterns.iter().map(|p| Regex::new(p).expect("the patterns are fixed and tested")).collect()
});

/// Words in brackets before a dash that name what is shown, not who reports, in lower case.
const MEDIA: &[&str] = &[
    "photo",
    "photos",
    "video",
    "audio",
    "update",
    "updated",
    "live",
    "file",
    "exclusive",
    "podcast",
];

/// `(Kestrel Wire) - The ferry …`
fn agency_only(line: &str) -> Option<(Dateline<'_>, &str)> {
    let (agency, behind) = line.strip_prefix('(')?.split_once(')')?;
    // `(MENAFN- Kestrel) The ferry …`: who passes it on, and who wrote.
    if let Some((carrier, agency)) = agency.split_once("- ")
        && is_capitals(carrier.trim())
        && who(agency).is_some()
        && starts_upper(behind.trim_start())
    {
        let dateline = Dateline { agency: Some(agency), ..Dateline::default() };
        return Some((dateline, behind.trim_start()));
    }
    let rest =
        behind.trim_start().strip_prefix(['-', '–', '—'])?.trim_start_matches('-').trim_start();
    let is_name = who(agency).is_some() && agency.chars().count() <= 30;
    let is_medium = MEDIA.contains(&agency.to_lowercase().as_str());
    let dateline = Dateline { agency: Some(agency), ..Dateline::default() };
    (is_name && !is_medium && starts_upper(rest) && agency.split(' ').count() <= 4)
        .then_some((dateline, rest))
}

/// Datelines in scripts without capitals: `القاهرة (رويترز) - …`, `मुंबई। …`.
static CASELESS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let word = r"[\p{Arabic}\p{Hebrew}\p{Devanagari}\p{Bengali}\p{Gujarati}\p{Gurmukhi}\p{Tamil}\p{Telugu}]{2,16}";
    let patterns = [
        format!(
            r"^(?P<place>{word}(?: {word})?) ?[(（](?P<agency>[^()（）]{{2,24}})[)）] ?[-–—:] ?"
        ),
        format!(
            r"^(?P<place>{word}(?: {word})?)[,،]? \p{{Nd}}{{1,2}} {word} ?[(（](?P<agency>[^()（）]{{2,24}})[)）] ?[-–—:.]+ ?"
        ),
        format!(
            r"^(?P<place>{word}(?: {word})?)(?: في)?[,،]? \p{{Nd}}{{1,2}} {word} ?[/／] ?(?P<agency>[^/]{{2,30}}?) ?[/／] ?[-–—:]* ?"
        ),
        format!(
            r"^(?P<place>{word}(?: {word})?) ?[-–—] ?\p{{Nd}}{{1,2}} ?[-–—/] ?\p{{Nd}}{{1,2}} ?[(（](?P<agency>[^()（）]{{2,24}})[)）] ?[-–—:]+ ?"
        ),
        format!(r"^(?P<place>{word}(?: {word})?), (?P<agency>{word})। ?"),
        format!(
            r"^(?P<first>{word}(?: {word}){{0,2}}) ?[-–—,،/] ?(?P<second>{word}(?: {word}){{0,2}}) ?: ?"
        ),
        format!(r"^(?P<place>{word}(?: {word})?)। ?"),
    ];
    patterns.iter().map(|p| Regex::new(p).expect("the patterns are fixed and tested")).collect()
});

/// Words that a sentence behind such a dateline has at least.
const SENTENCE_WORDS: usize = 5;

fn caseless(line: &str) -> Option<(Dateline<'_>, &str)> {
    let captures = CASELESS.iter().find_map(|pattern| pattern.captures(line))?;
    let rest = line.get(captures.get(0)?.end()..)?;
    let group = |name: &str| captures.name(name).and_then(|found| line.get(found.range()));
    // `Place - agency:` or `agency, place:`: the words of papers tell which is which.
    let (place, agency) = match (group("first"), group("second")) {
        (Some(first), Some(second)) if has_paper_word(second) => (Some(first), Some(second)),
        (Some(first), Some(second)) if has_paper_word(first) => (Some(second), Some(first)),
        (Some(_), _) => return None,
        _ => (group("place"), group("agency")),
    };
    let place = place.map(|place| place.strip_suffix(" في").unwrap_or(place));
    let dateline = Dateline { place, agency, ..Dateline::default() };
    (rest.split_whitespace().nth(SENTENCE_WORDS - 1).is_some()).then_some((dateline, rest))
}

fn east_asian(line: &str) -> Option<(Dateline<'_>, &str)> {
    let mut end = line.len().min(LEAD_BYTES);
    while !line.is_char_boundary(end) {
        end -= 1;
    }
    let lead = line.get(..end)?;
    let captures = EAST_ASIAN.iter().find_map(|pattern| pattern.captures(lead))?;
    let rest = line.get(captures.get(0)?.end()..)?;
    let group = |captures: &Captures<'_>, name: &str| {
        captures.name(name).and_then(|found| line.get(found.range()))
    };
    let paper = group(&captures, "paper");
    if paper.is_some_and(|paper| !is_paper(paper)) {
        return None;
    }
    let dateline = Dateline {
        place: group(&captures, "place"),
        date: None,
        agency: group(&captures, "agency").or(paper),
        author: group(&captures, "author"),
    };
    Some((dateline, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_shapes() {
        for (line, place, agency, author) in [
            ("(KST) - NORTHQUAY, 3 MAG - Il", "NORTHQUAY", Some("KST"), None),
            ("Northquay/09.05.31/Kestrel: The", "Northquay", Some("Kestrel"), None),
            (
                "Northquay. Orla Vint – KESTREL. The",
                "Northquay",
                Some("KESTREL"),
                Some("Orla Vint"),
            ),
            ("Northquay-KESTREL. The", "Northquay", Some("KESTREL"), None),
            ("鸻社塔恩10月19日电（记者林河）河谷", "塔恩", Some("鸻社"), Some("林河")),
            ("(타른=플로버) 김하늘 기자 = 강", "타른", Some("플로버"), Some("김하늘")),
        ] {
            let dateline = read(line).map(|(dateline, _)| dateline);
            let parts = dateline.map(|found| (found.place, found.agency, found.author));
            assert_eq!(parts, Some((Some(place), agency, author)), "{line}");
        }
    }

    #[test]
    fn refuses_sentences() {
        for line in [
            "(They) - all of them - sail.",
            "Northquay. Orla Vint sails – KESTREL is late.",
            "and/or the ferry sails",
            "Mother-IN-law. She sails.",
            "鸻社说河谷铁路办公室周二表示。",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }
}
