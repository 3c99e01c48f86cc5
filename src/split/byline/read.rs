//! What a byline is made of: the words before the names, the names, and what stands between them.

use super::super::imprint::{is_author_label, is_counter, is_newsroom, newsroom_of};
use super::super::names::{Named, has_agency_word, who};
use super::super::papers::{has_paper_word, is_paper};
use crate::labels::spoken;
use crate::lexicon::Lexicon;
use crate::prose::is_capitals;

/// Words in Chinese and Japanese that a name follows after a space or a slash.
const HAN: &[&str] =
    &["記者", "记者", "文", "撰文", "本報記者", "本报记者", "特約記者", "기자명", "글쓴이"];

/// Words that a name stands before.
const BEHIND: &[&str] = &["기자", "특파원", "논설위원", "記者"];

/// A byline: whom it names, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Byline<'a> {
    pub(super) people: Vec<&'a str>,
    pub(super) agency: Option<&'a str>,
    /// Whether it names the newsroom as a whole.
    pub(super) is_newsroom: bool,
}

/// Returns whether a line is a byline and nothing else, whomever it names.
pub(in crate::split) fn is_byline(line: &str) -> bool {
    behind_label(line).is_some_and(|(names, _)| names_of(names).is_some())
}

/// Returns whether the words are the names of a byline: people, perhaps with their agency.
pub(in crate::split) fn is_names(words: &str) -> bool {
    names_of(words).is_some()
}

/// Returns the person on a line such as `Orla Vint in Northquay`: a name, and the place of the report.
pub(super) fn in_place(line: &str) -> Option<Byline<'_>> {
    let (name, place) = line.split_once(" in ")?;
    let is_place = place.split(' ').count() <= 3
        && place.split(' ').all(|word| {
            word.starts_with(char::is_uppercase)
                && word.chars().all(|c| c.is_alphabetic() || c == '-')
        });
    let count = name.split(' ').count();
    let is_person = (2..=3).contains(&count) && who(name) == Some(Named::Person);
    (is_place && is_person).then(|| Byline { people: vec![name], ..Byline::default() })
}

/// Returns the paper on a line below a person's name, perhaps with a place: `Northquay Today, Lemmford`.
pub(super) fn paper_below(line: &str) -> Option<Byline<'_>> {
    let (paper, place) = line.split_once(", ").unwrap_or((line, ""));
    let is_place = place.split(' ').count() <= 3
        && place.split(' ').all(|word| word.is_empty() || word.starts_with(char::is_uppercase));
    let is_office = is_role(line) || is_newsroom(line);
    let is_name = is_paper(paper) && !paper.contains([':', '：']);
    (is_name && is_place && !is_office).then(|| Byline { agency: Some(paper), ..Byline::default() })
}

/// Returns the paper on a line such as `Northquay Times Staff`: its newsroom wrote.
pub(super) fn of_staff(line: &str) -> Option<Byline<'_>> {
    let line = line.strip_prefix("The ").unwrap_or(line);
    let ends = [
        " Staff",
        " staff",
        " Staff Report",
        " Staff Reports",
        " staff report",
        " staff reports",
        " Bureau",
        " News Desk",
        " Web Desk",
        " Desk",
        " Newsroom",
        " Correspondent",
    ];
    let paper = ends.iter().find_map(|end| line.strip_suffix(end))?;
    if !paper.contains(' ') && who(paper).is_some() {
        return Some(Byline { agency: Some(paper), ..Byline::default() });
    }
    let is_paper = (2..=4).contains(&paper.split(' ').count()) && who(paper) == Some(Named::Agency);
    is_paper.then(|| Byline { agency: Some(paper), ..Byline::default() })
}

/// Returns the names behind the word of a byline, where a line is one and nothing else.
pub(in crate::split) fn names(line: &str) -> Option<&str> {
    let (names, _) = behind_label(line)?;
    names_of(names).filter(|byline| !byline.people.is_empty()).map(|_| names)
}

/// Returns the people whom the names of a byline name.
pub(in crate::split) fn people(names: &str) -> Vec<&str> {
    names_of(names).map(|byline| byline.people).unwrap_or_default()
}

/// Returns the names behind the words of a byline, perhaps glued to them, as in `byOrla Vint`. A lone word may
/// be how somebody signs on the web.
pub(in crate::split) fn handle(part: &str) -> Option<&str> {
    let is_one = |names: &&str| {
        let is_letter = |c: char| c.is_alphanumeric() || "_-.’'".contains(c);
        (2..=30).contains(&names.chars().count()) && names.chars().all(is_letter)
    };
    let is_named = |names: &&str| names_of(names).is_some() || is_one(names);
    let glued = || {
        let rest = ["By", "by", "BY", "Von", "von"].iter().find_map(|by| part.strip_prefix(by))?;
        Some(rest).filter(|rest| rest.starts_with(char::is_uppercase))
    };
    let spoken = behind_label(part).map(|(names, _)| names).filter(is_named);
    spoken.or_else(|| glued().filter(is_named))
}

/// Returns what stands behind the words of a byline, and whether a colon does.
pub(super) fn behind_label(line: &str) -> Option<(&str, bool)> {
    let line = untimed(line).trim_end_matches(':').trim_matches(['(', ')', '—', '–', '-', ' ']);
    let line = line.split(';').next().filter(|_| has_only_credits(line)).unwrap_or(line);
    if let Some((label, names)) = line.split_once([':', '：']) {
        return is_author_label(label.trim()).then_some((unedited(names).trim(), true));
    }
    if let Some(names) = named_in_han(line) {
        return Some((unedited(names).trim(), true));
    }
    let label = spoken(line)?;
    let names = without_counters(unedited(line.get(label.len()..)?).trim());
    let is_english = label.ends_with("by");
    (is_english || names.contains(' ')).then_some((names, false))
}

/// Returns the names without the editor's behind them.
fn unedited(names: &str) -> &str {
    if !names.contains(',') {
        return names;
    }
    EDITED.iter().find_map(|edited| names.split_once(edited)).map_or(names, |(names, _)| names)
}

/// What stands before the name of an editor behind that of the author.
const EDITED: &[&str] = &[
    ", édité par ",
    ", editado por ",
    ", bearbeitet von ",
    ", edited by ",
    ", a cura di ",
    ", под редакцией ",
];

/// Returns the names without what is counted behind bullets: `Orla Vint • 3h • 2 min read`.
fn without_counters(names: &str) -> &str {
    let mut parts = names.split(['•', '·', '|']);
    let first = parts.next().unwrap_or(names).trim_end();
    if parts.all(|part| is_counter(part.trim())) { first } else { names }
}

/// Returns a byline without the time behind it: `Posted by Orla Vint at 21:47`.
fn untimed(line: &str) -> &str {
    let timed = line.rsplit_once(" at ").filter(|(_, time)| is_time(time));
    timed.map_or(line, |(line, _)| line)
}

/// Returns whether a word is a time of the clock.
fn is_time(word: &str) -> bool {
    let digits = word.trim_end_matches(|c: char| c.is_alphabetic() || c == ' ' || c == '.');
    digits.contains(':') && digits.chars().all(|c| c.is_ascii_digit() || c == ':')
}

/// Returns the name beside the word for a reporter: `記者 林志明／北港報導`, `김하늘 기자`.
fn named_in_han(line: &str) -> Option<&str> {
    let ahead = HAN.iter().find_map(|label| {
        let names = line.strip_prefix(label)?;
        names.starts_with([' ', '\u{3000}', '／', '/', '｜', '|']).then_some(names)
    });
    let behind = || {
        let line = line.split_whitespace().filter(|word| !word.contains('@'));
        let mut words = line.clone();
        let (name, label) = (words.next()?, words.next());
        let is_label = |word: &str| BEHIND.contains(&word);
        let is_apart = label.is_some_and(is_label) && words.next().is_none();
        let joined = || BEHIND.iter().find_map(|label| name.strip_suffix(label));
        let name = if is_apart { Some(name) } else { joined().filter(|_| label.is_none()) }?;
        (2..=5).contains(&name.chars().count()).then_some(name)
    };
    let is_mark = |c: char| c.is_whitespace() || "／/｜|".contains(c);
    let ahead = ahead.map(|names| names.trim_matches(is_mark));
    ahead.map(|name| name.strip_suffix(" 기자").unwrap_or(name)).or_else(behind)
}

/// Returns whether what follows the first semicolon only tells who edited: `…; Editing by Orla Vint`.
fn has_only_credits(line: &str) -> bool {
    let credits = ["editing by", "writing by", "additional reporting by", "compiled by"];
    let is_credit = |part: &str| {
        let part = part.trim().to_lowercase();
        credits.iter().any(|credit| part.starts_with(credit))
    };
    line.split(';').skip(1).all(is_credit)
}

/// Marks between the parts of a byline.
const SEPARATORS: &[&str] = &[
    " and ", " & ", ", ", " | ", " / ", "/", "|", " - ", " – ", " — ", " for ", " avec ", " with ",
    " con ", " com ", " mit ", " (", "（", ";", "／", "、",
];

/// Reads the names of a byline: people joined by commas and `and`, then perhaps a place or an agency.
pub(super) fn names_of(names: &str) -> Option<Byline<'_>> {
    let names = names.trim_end_matches([':', ',', ';']).trim();
    let has_and = [" and ", " & "].iter().any(|and| names.contains(and));
    let mut byline = Byline::default();
    let mut rest = names;
    let mut behind = "";
    let commas = names.matches(", ").count();
    while !rest.is_empty() {
        let (piece, separator, next) = next_piece(rest);
        let piece = piece.trim().trim_end_matches([')', '）']);
        add_piece(&mut byline, piece, behind, has_and || commas > 1)?;
        behind = separator;
        rest = next;
    }
    (byline != Byline::default()).then_some(byline)
}

/// Returns the next piece, the separator behind it, and the rest.
fn next_piece(rest: &str) -> (&str, &'static str, &str) {
    let bytes = rest.as_bytes();
    let mut marks = bytes.iter().enumerate().filter(|(_, byte)| !byte.is_ascii_alphanumeric());
    let first = marks.find_map(|(at, _)| {
        let rest = bytes.get(at..)?;
        let fitting = SEPARATORS.iter().filter(|mark| rest.starts_with(mark.as_bytes()));
        Some((at, fitting.max_by_key(|mark| mark.len())?))
    });
    match first {
        Some((at, separator)) => {
            let piece = rest.get(..at).unwrap_or_default();
            (piece, separator, rest.get(at + separator.len()..).unwrap_or_default())
        }
        None => (rest, "", ""),
    }
}

/// Adds one piece of a byline; none where it cannot be a part of one.
fn add_piece<'a>(
    byline: &mut Byline<'a>,
    piece: &'a str,
    behind: &str,
    is_list: bool,
) -> Option<()> {
    if piece.contains('@') && !behind.is_empty() {
        return Some(());
    }
    if is_newsroom(piece) {
        byline.is_newsroom = true;
        return Some(());
    }
    let is_company = matches!(behind, " avec " | " with " | " con " | " com " | " mit ");
    if is_company && who(piece) == Some(Named::Agency) {
        byline.agency = byline.agency.or(Some(piece));
    }
    if is_company || (!behind.is_empty() && is_role(piece)) {
        return Some(());
    }
    if let Some((person, agency)) = loud_person(piece).filter(|_| behind.is_empty()) {
        byline.people.push(person);
        byline.agency = Some(agency);
        return Some(());
    }
    let is_first = behind.is_empty();
    if let Some(paper) = newsroom_of(piece).filter(|_| is_first) {
        byline.agency = byline.agency.or(Some(paper));
        return Some(());
    }
    if let Some(outlet) = outlet(piece).filter(|_| behind == ", " && !byline.people.is_empty()) {
        byline.agency = byline.agency.or(Some(outlet));
        return Some(());
    }
    let piece = without_place(piece);
    if let Some((first, second)) = two_people(piece) {
        byline.people.extend([first, second]);
        return Some(());
    }
    let Some(named) = who(piece) else {
        // `Orla Vint, Director of Ferries`.
        let is_title = behind == ", " && !byline.people.is_empty() && is_title(piece);
        return (byline.is_newsroom || is_title).then_some(());
    };
    let named = if is_first && is_paper_name(piece) { Named::Agency } else { named };
    let joins = matches!(behind, " and " | " & " | "、") || (behind == ", " && is_list);
    match named {
        Named::Person if is_first || joins => byline.people.push(piece),
        Named::Agency if is_first => byline.agency = Some(piece),
        // `Por Tiago Cais — Northquay`: the town of the report.
        Named::Agency if is_dashed_place(piece, behind) && !byline.people.is_empty() => {}
        // `By Orla Vint, Northquay`: one capitalized word behind a comma is a place.
        Named::Agency if behind == ", " && !has_agency_word(piece) && !is_paper(piece) => {}
        Named::Person if behind == ", " && !is_paper(piece) => {}
        _ if byline.agency.is_none() => byline.agency = Some(piece),
        // `Orla Vint / NORTHQUAY (KST)`: the agency is in the brackets.
        Named::Agency if behind == " (" && is_capitals(piece) => byline.agency = Some(piece),
        _ => {}
    }
    Some(())
}

/// Returns the portal that a piece behind a name begins with, such as `g1`, with its region behind: a word in small
/// letters that ends in a digit.
fn outlet(piece: &str) -> Option<&str> {
    let name = piece.split(' ').next()?;
    let letters = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_outlet = (1..=3).contains(&letters.len()) && letters.len() < name.len();
    (is_outlet && letters.bytes().all(|byte| byte.is_ascii_lowercase())).then_some(name)
}

/// Words of a title behind a name at most.
const TITLE_WORDS: usize = 6;

/// Returns whether the words can be what somebody is: a capital first, and words with a capital or small ones
/// between them.
fn is_title(words: &str) -> bool {
    let small = ["of", "and", "the", "for", "in", "at", "de", "des", "du", "der", "für", "&", "to"];
    let is_word =
        |word: &str| small.contains(&word) || word.starts_with(|c: char| !c.is_lowercase());
    words.starts_with(char::is_uppercase)
        && words.split(' ').count() <= TITLE_WORDS
        && words.split(' ').all(is_word)
}

/// Words for `and` between two names; some also stand inside names, so that both must be whole.
const ANDS: &[&str] = &[
    " und ", " et ", " y ", " e ", " i ", " и ", " та ", " і ", " və ", " ve ", " en ", " och ",
    " og ", " dan ", " και ",
];

/// Returns the two people whom a word for `and` joins: `Orla Vint und Ilde Marsh`.
fn two_people(piece: &str) -> Option<(&str, &str)> {
    let (first, second) = ANDS.iter().find_map(|and| piece.split_once(and))?;
    let is_whole = |name: &str| name.contains(' ') && who(name) == Some(Named::Person);
    (is_whole(first) && is_whole(second)).then_some((first, second))
}

/// Returns a person's name without the place of the report: `Orla Vint in Northquay`.
fn without_place(piece: &str) -> &str {
    in_place(piece).and_then(|byline| byline.people.first().copied()).unwrap_or(piece)
}

/// Returns whether a name is a paper's though it has the shape of a person's: `La Dépêche du Lemm`.
fn is_paper_name(piece: &str) -> bool {
    let is_long = piece.split(' ').count() > 2;
    let is_first = || piece.split(' ').next().is_some_and(has_paper_word);
    is_paper(piece) && (is_long || is_first())
}

/// Returns whether a word behind a long dash has nothing of an agency.
fn is_dashed_place(piece: &str, behind: &str) -> bool {
    let is_town = !piece.contains(' ') && !is_capitals(piece) && !is_paper(piece);
    behind == " — " && is_town && !has_agency_word(piece)
}

/// Returns the person in capitals and the agency behind, as wires sign: `ORLA VINT Kestrel Wire`.
fn loud_person(piece: &str) -> Option<(&str, &str)> {
    let mut at = 0;
    let mut count = 0;
    for word in piece.split_inclusive(' ') {
        if !is_capitals(word.trim_end()) {
            break;
        }
        at += word.len();
        count += 1;
    }
    let (person, agency) = (piece.get(..at)?.trim_end(), piece.get(at..)?);
    let is_both = (2..=3).contains(&count) && who(person).is_some() && who(agency).is_some();
    is_both.then_some((person, agency))
}

/// Words that end the name of an office, in lower case.
static ROLES: Lexicon = Lexicon::new(&[
    "correspondent",
    "reporter",
    "writer",
    "editor",
    "columnist",
    "producer",
    "contributor",
    "journalist",
    "analyst",
    "photographer",
    "staff",
]);

/// Words that begin the name of an office in languages that put it first, in lower case.
#[rustfmt::skip]
static FIRST_ROLES: Lexicon = Lexicon::new(&[
    "корреспондент", "спецкор", "обозреватель", "журналист", "журналистка", "редактор", "кореспондент",
    "кореспондентка", "оглядач", "corresponsal", "periodista", "redactor", "redactora", "enviado", "enviada",
    "correspondant", "correspondante", "journaliste", "rédacteur", "rédactrice", "giornalista",
    "corrispondente", "inviato", "inviata", "repórter", "jornalista", "correspondente", "dziennikarz",
    "dziennikarka", "redaktor", "redaktorka", "novinář", "novinářka", "redakteur", "redakteurin",
    "korrespondent", "korrespondentin", "muhabir", "muhabiri", "müxbir", "wartawan", "jurnalis", "journalist",
    "verslaggever", "verslaggeefster", "redacteur", "toimittaja", "riporter", "újságíró", "संवाददाता", "wydawca",
    "reportér", "reportérka", "zpravodaj", "zpravodajka", "ρεπόρτερ", "δημοσιογράφος", "muxbir", "correspondent",
]);

/// Returns whether the words name an office: `Staff Writer`, `Harbour Correspondents`.
pub(super) fn is_role(words: &str) -> bool {
    let mut each = words.split_whitespace();
    let first = each.next().unwrap_or_default();
    let last = each.next_back().unwrap_or(first);
    let is_report = ["報導", "报道", "报导", "電", "电"].iter().any(|end| last.ends_with(end));
    let is_last = |role: &str| ROLES.has_any_case(role);
    let is_one = || is_last(last) || last.strip_suffix(['s', 'S']).is_some_and(is_last);
    let has_role = || is_one() || FIRST_ROLES.has_any_case(first);
    is_report || (words.split_whitespace().nth(5).is_none() && has_role())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_lists_places_and_agencies() {
        let byline = names_of("Orla Vint, Ilde Marsh and Ana Cruz").expect("a byline");
        assert_eq!(byline.people, ["Orla Vint", "Ilde Marsh", "Ana Cruz"]);
        let byline = names_of("Orla Vint, Northquay").expect("a byline");
        assert_eq!((byline.people, byline.agency), (vec!["Orla Vint"], None));
        let byline = names_of("Orla Vint | Kestrel").expect("a byline");
        assert_eq!((byline.people, byline.agency), (vec!["Orla Vint"], Some("Kestrel")));
    }
}
