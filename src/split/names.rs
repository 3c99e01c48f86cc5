//! Names: whether a few words name a person or an agency.

use crate::dates::calendar::is_weekday;
use crate::dates::words::month;
use crate::lexicon::Lexicon;
use crate::prose::{is_capitals, is_small, starts_upper};

/// Whom a byline names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    Person,
    Agency,
}

/// Words that stand in names of agencies, papers and desks, and not in names of people.
static AGENCY_WORDS: Lexicon = Lexicon::new(&[
    "agency",
    "agencies",
    "bulletin",
    "bureau",
    "chronicle",
    "correspondent",
    "correspondents",
    "courier",
    "daily",
    "desk",
    "dispatch",
    "editorial",
    "editors",
    "examiner",
    "gazette",
    "herald",
    "info",
    "inquirer",
    "insider",
    "journal",
    "ledger",
    "magazine",
    "mail",
    "media",
    "monitor",
    "network",
    "news",
    "newsroom",
    "newswire",
    "observer",
    "online",
    "post",
    "press",
    "radio",
    "reporter",
    "reporters",
    "review",
    "service",
    "staff",
    "standard",
    "telegraph",
    "times",
    "today",
    "tribune",
    "tv",
    "weekly",
    "wire",
    "writer",
    "writers",
    "www",
]);

/// Small words inside names: `Ana de la Cruz`, `Omar bin Said`.
const PARTICLES: &[&str] = &[
    "de", "del", "della", "da", "das", "do", "dos", "di", "du", "la", "le", "van", "von", "der",
    "den", "ter", "ten", "bin", "bint", "al", "el", "ibn", "y", "e", "zu", "af", "av", "oglu",
    "qizi", "ogly", "kyzy",
];

/// Words that open a sentence about time or manner: `By Monday …`, `By Law …`.
static NO_NAMES: Lexicon = Lexicon::new(&[
    "the",
    "a",
    "an",
    "all",
    "any",
    "this",
    "that",
    "these",
    "those",
    "his",
    "her",
    "its",
    "their",
    "our",
    "my",
    "your",
    "now",
    "then",
    "noon",
    "midnight",
    "night",
    "day",
    "today",
    "tomorrow",
    "yesterday",
    "contrast",
    "comparison",
    "default",
    "design",
    "law",
    "popular",
    "request",
    "chance",
    "far",
    "way",
    "virtue",
    "means",
    "early",
    "late",
    "mid",
    "spring",
    "summer",
    "autumn",
    "fall",
    "winter",
    "christmas",
    "easter",
    "ramadan",
    "and",
    "or",
    "of",
    "for",
    "to",
    "in",
    "on",
    "at",
    "with",
    "from",
    "not",
    "no",
]);

/// Returns whom `words` name, judged by the shape of the words; none where they name nobody.
pub(super) fn who(words: &str) -> Option<Named> {
    let parts: Vec<&str> = words.split_whitespace().collect();
    if parts.is_empty() || parts.len() > 6 || words.chars().count() > 60 {
        return None;
    }
    let first = parts.first()?;
    let is_start =
        is_name_start(first) || parts.get(1).is_some_and(|second| is_month_name(first, second));
    if !is_start || !parts.iter().all(|part| is_name_part(part)) {
        return None;
    }
    if has_agency_word(words) {
        return Some(Named::Agency);
    }
    match parts.as_slice() {
        [word] if is_east_asian_name(word) => Some(Named::Person),
        [_] => Some(Named::Agency),
        _ if parts.len() > 5 => None,
        _ => Some(Named::Person),
    }
}

/// Returns whether a word that names a month somewhere is a first name here: `Marta Iglesias`, `Juli
/// Zeh`.
fn is_month_name(first: &str, second: &str) -> bool {
    month(bare(first)).is_some() && starts_upper(first) && is_name_start(second)
}

/// Returns whether a word is as long as a full name in Han or Hangul and has no agency's last letter.
fn is_east_asian_name(word: &str) -> bool {
    let is_letter = |c: char| matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}');
    let is_office =
        word.ends_with(['社', '报', '報', '网', '網', '台', '局', '部', '闻', '聞', '뉴']);
    (2..=4).contains(&word.chars().count()) && word.chars().all(is_letter) && !is_office
}

/// Returns whether one of the words stands only in names of agencies.
pub(super) fn has_agency_word(words: &str) -> bool {
    words.split_whitespace().any(is_agency_part)
}

/// Returns whether a word can begin a name.
pub(super) fn is_name_start(word: &str) -> bool {
    let bare = bare(word);
    let first = bare.chars().next();
    let is_upper = first.is_some_and(|c| c.is_uppercase() || is_caseless_letter(c));
    let is_plain = || !NO_NAMES.has_any_case(bare) && !is_weekday(bare);
    is_upper && is_plain() && (month(bare).is_none() || is_capitals(bare))
}

fn is_caseless_letter(c: char) -> bool {
    c.is_alphabetic() && !is_small(c) && !c.is_uppercase()
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

fn is_name_part(part: &str) -> bool {
    let letters = part.trim_end_matches(['.', ',']);
    if letters.is_empty() || PARTICLES.contains(&letters) {
        return !letters.is_empty();
    }
    // The marks of Indic scripts are no letters of their own.
    let is_letter = |c: char| {
        c.is_alphanumeric()
            || matches!(
                c,
                '-' | '\'' | '’' | '.' | '&' | '\u{900}'..='\u{DFF}' | '\u{200C}' | '\u{200D}'
            )
    };
    let starts = letters.chars().next().is_some_and(|c| !is_small(c));
    starts && letters.chars().all(is_letter) && !letters.ends_with(['!', '?'])
}

fn is_agency_part(part: &str) -> bool {
    let is_initials = || {
        let is_short = part.len() > 2 && part.chars().count() <= 5;
        is_short && is_capitals(part) && !part.contains('.') && !part.chars().any(is_vowel)
    };
    AGENCY_WORDS.has_any_case(bare(part)) || is_domain(part) || is_initials()
}

/// Capitals with one of these may be a name in capitals; without any they are initials.
const VOWELS: &[char] = &['A', 'E', 'I', 'O', 'U', 'Y'];

/// Returns whether a capital is a vowel, or a Latin letter with a mark, as few but vowels are.
fn is_vowel(c: char) -> bool {
    VOWELS.contains(&c) || matches!(c, '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}')
}

/// Returns whether the words are an address such as `Kestrel.lr` or `www.kestrel.co.lr`.
pub(super) fn is_domain(word: &str) -> bool {
    if word.contains(char::is_whitespace) {
        return false;
    }
    let word = word.trim_end_matches('/');
    let word = word.split_once("://").map_or(word, |(_, host)| host);
    let mut labels = word.rsplit('.');
    let top = labels.next().unwrap_or_default();
    let is_label =
        |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    let is_top = (2..=6).contains(&top.chars().count()) && top.chars().all(char::is_alphabetic);
    let mut rest = labels.peekable();
    is_top && rest.peek().is_some_and(|label| label.chars().count() > 1) && rest.all(is_label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_people_from_agencies() {
        for name in ["Orla Vint", "Vugar Khalilov", "Ana de la Cruz", "J. K. Marsh", "ORLA VINT"] {
            assert_eq!(who(name), Some(Named::Person), "{name}");
        }
        for name in
            ["Kestrel", "Northquay Times", "AFP", "Kestrel.lr", "News Desk", "Kestrel News Agency"]
        {
            assert_eq!(who(name), Some(Named::Agency), "{name}");
        }
    }

    #[test]
    fn refuses_what_names_nobody() {
        for words in ["Monday", "the board", "May", "Law", "Monday the board", ""] {
            assert_eq!(who(words), None, "{words}");
        }
    }

    #[test]
    fn knows_an_address() {
        assert!(is_domain("Kestrel.lr"));
        assert!(is_domain("www.kestrel.co.lr"));
        assert!(!is_domain("falls."));
        assert!(!is_domain("The timetable is at https://kestrel.lr"));
        assert!(!is_domain("4.2"));
        assert!(!is_domain("U.S"));
    }
}
