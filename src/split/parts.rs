//! Lines made of nothing but what describes the article, one part after another and often glued together
//! where the page set them apart by its layout: `By Orla VintMay 9, 203112 Comments`.
//!
//! Every word of the line must belong to a part that is known: a date, its label, a name, a time, a counter,
//! a section between marks. A line that says more is no such line.

use crate::dates::clock::clock;
use crate::dates::find::next_date;
use crate::dates::labels::{Label, label};
use crate::dates::scan::Scan;
use crate::dates::stamp::{Order, Reading};
use crate::lexicon::Lexicon;
use crate::prose::ends_sentence;
use crate::sections::section_name;

use super::byline::{handle, is_person};
use super::cities::is_city;
use super::dated::{ON, is_while, label_at_end};
use super::imprint::{is_all_section, is_newsroom, is_section};
use super::papers::is_paper;

/// What a line says of the article.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Told<'a> {
    pub(super) published: Option<Reading>,
    pub(super) updated: Option<Reading>,
    /// The names of the author, as they stand.
    pub(super) author: Option<&'a str>,
    pub(super) source: Option<&'a str>,
    pub(super) section: Option<&'a str>,
    /// The town behind the initials of an agency: `NQP | Durban | Updated: …`.
    pub(super) place: Option<&'a str>,
    /// A label, a byline or a counter says what kind of line it is.
    pub(super) is_labelled: bool,
}

/// What stands before the section that an article is filed under.
const FILED: &[&str] = &["in ", "Categories: ", "Category: ", "Filed under: ", "Filed Under: "];

/// Bytes of such a line at most.
const MOST_BYTES: usize = 200;

/// Marks between the parts.
const MARKS: &[char] = &[
    '|', '•', '·', '●', '∙', '⋅', '・', '—', '–', '/', '(', ')', '（', '）', '│', '｜', '¦', '»',
    '«', '\t', '\u{3000}', '@',
];

/// Words that count or offer, in lower case.
#[rustfmt::skip]
static COUNTED: Lexicon = Lexicon::new(&[
    "min", "mins", "minute", "minutes", "read", "reads", "reading", "time", "average", "estimated", "comment", "comments",
    "no", "leave", "a", "see", "all", "updates", "history", "show", "share", "shares", "view", "views", "hits", "like", "likes", "reply", "replies", "save", "print",
    "lesezeit", "lesedauer", "minuten", "kommentar", "kommentare", "ergänzungen", "lectura", "lecture", "leitura", "lettura",
    "leestijd", "tiempo", "tempo", "temps", "de", "di", "minutos", "minuti", "minut", "minuter", "minutter", "comentarios",
    "comentario", "commentaires", "commentaire", "comentários", "commenti", "commento", "reacties", "reactie", "czytania",
    "komentarze", "komentarzy", "kommentarer", "okuma", "süresi", "dk", "yorum", "baxış", "мин", "минут", "минуты", "чтения",
    "просмотров", "комментариев", "комментарии", "хв", "переглядів", "коментарів", "lectures", "vues", "visitas", "aufrufe",
]);

/// Words of a counter at most.
const COUNTED_WORDS: usize = 7;

/// Names of zones and words beside a time, in lower case.
#[rustfmt::skip]
static BESIDE_TIMES: Lexicon = Lexicon::new(&[
    "et", "est", "edt", "pt", "pst", "pdt", "ct", "cst", "cdt", "mt", "mst", "mdt", "gmt", "utc", "bst", "cet", "cest",
    "بتوقيت", "غرينتش", "mez", "mesz", "ist", "wib", "jst", "kst", "msk", "aest", "aedt", "myt", "sast", "eat", "wat", "pm", "am", "uhr", "h", "kl",
    "kl.", "ore", "ora", "klo", "klokken", "um", "at",
]);

/// Returns what a line tells that holds a date and nothing that does not describe the article.
pub(super) fn read(line: &str) -> Option<Told<'_>> {
    let line = once(line);
    let has_digit = || line.bytes().any(|byte| byte.is_ascii_digit());
    if line.len() > MOST_BYTES || !has_digit() || ends_sentence(line) {
        return None;
    }
    let mut told = Told::default();
    let (mut at, mut last) = (0, None);
    while let Some((start, end, reading)) = next_date(line, at, last.is_some()) {
        let label = told.add_words(line.get(at..start)?)?;
        told.add_date(reading, label);
        last = Some(reading);
        at = end;
    }
    let last = last?;
    // `2031年5月9日 16:20 更新`.
    if let Some(behind) = told.add_words(line.get(at..)?)?.filter(|label| label.is_update)
        && told.updated.is_none()
        && (told.published != Some(last) || told.author.is_none())
    {
        told.published = told.published.filter(|published| *published != last);
        told.updated = Some(settled(last, Some(behind)));
    }
    Some(told)
}

/// Returns the first half of a line that says the same twice, as pages do that print a date for two widths of the
/// screen.
fn once(line: &str) -> &str {
    let halves = line.split_at_checked(line.len() / 2);
    halves.filter(|(first, second)| first == second).map_or(line, |(first, _)| first)
}

/// Returns the one meaning that a date has behind a label in a language that writes the day first.
fn settled(reading: Reading, label: Option<Label>) -> Reading {
    reading.settled(label.filter(|label| label.is_day_first).map(|_| Order::DayFirst))
}

impl<'a> Told<'a> {
    /// Adds a date: that of a change behind the label of one, or behind another date.
    fn add_date(&mut self, reading: Reading, label: Option<Label>) {
        let is_update = label.is_some_and(|label| label.is_update);
        let reading = settled(reading, label);
        match is_update || (self.published.is_some() && label.is_none()) {
            true if self.published != Some(reading) => {
                self.updated = self.updated.or(Some(reading));
            }
            true => {}
            false => self.published = self.published.or(Some(reading)),
        }
    }

    /// Adds the words before or behind a date, and returns the label that they end with; none where
    /// one of them is unknown.
    fn add_words(&mut self, words: &'a str) -> Option<Option<Label>> {
        let mut last = None;
        for part in words.split(MARKS).flat_map(|part| part.split(" - ")) {
            for part in unglued(part) {
                let is_apart = part.len() < words.trim().len();
                last = self.add_part(part, is_apart)?;
            }
        }
        Some(last)
    }

    /// Adds one part, and returns the label that it is or ends with; none where it is unknown. `is_apart`: marks
    /// set it apart.
    fn add_part(&mut self, part: &'a str, is_apart: bool) -> Option<Option<Label>> {
        let is_mark = |c: char| c.is_whitespace() || ",;:：.-▪■→›>*".contains(c);
        let part = part.trim_matches(is_mark);
        if part.is_empty() || is_time(part) {
            return Some(None);
        }
        if is_counted(part) || is_newsroom(part) {
            self.is_labelled = true;
            return Some(None);
        }
        if let Some(label) = label(&part.to_lowercase()) {
            self.is_labelled |= part.chars().count() > 2;
            return Some(Some(label));
        }
        if let Some((before, word)) = part.rsplit_once(' ')
            && ON.contains(&word)
        {
            return self.add_part(before, is_apart);
        }
        if labelled(part).is_some_and(|behind| is_time(behind) || is_while(behind)) {
            self.is_labelled = true;
            return Some(None);
        }
        if let Some(names) = handle(part) {
            self.is_labelled = true;
            self.author = self.author.or(Some(names));
            return Some(None);
        }
        if let Some((before, label)) = label_at_end(part) {
            self.is_labelled = true;
            return self.add_part(before, is_apart).map(|_| Some(label));
        }
        if let Some((name, filed)) = part.split_once(" in ")
            && is_person(name)
            && let Some(section) = section_name(filed)
        {
            self.author = self.author.or(Some(name));
            self.section = self.section.or(Some(section));
            self.is_labelled = true;
        } else if is_person(part) && self.author.is_none() {
            self.author = Some(part);
        } else if is_paper(part) && !part.contains(char::is_numeric)
            || is_apart && self.source.is_none() && is_code(part)
        {
            self.source = self.source.or(Some(part));
        } else if self.source.is_some_and(is_code) && is_apart && !is_section(part) {
            // A town that is not known may as well be a topic.
            self.place = self.place.or(Some(part).filter(|part| is_city(part)));
        } else {
            let filed = FILED.iter().find_map(|label| part.strip_prefix(label));
            let is_section = is_all_section(part) || is_apart || filed.is_some();
            let name = section_name(filed.unwrap_or(part)).filter(|_| is_section)?;
            self.section = self.section.or(Some(name));
        }
        Some(None)
    }
}

/// Returns whether words are the initials of an agency: `KST`.
fn is_code(words: &str) -> bool {
    (3..=5).contains(&words.len())
        && words.bytes().all(|byte| byte.is_ascii_uppercase())
        && !is_all_section(words)
}

/// Returns the parts that are glued where a digit meets a capital: `10.23Uppdaterad`.
fn unglued(part: &str) -> impl Iterator<Item = &str> {
    let mut before = ' ';
    let glue = part.char_indices().find(|(_, c)| {
        let is_glued = before.is_ascii_digit() && c.is_uppercase();
        before = *c;
        is_glued
    });
    let (first, second) =
        glue.and_then(|(at, _)| part.split_at_checked(at)).map_or((part, ""), |parts| parts);
    [first, second].into_iter().filter(|part| !part.is_empty())
}

/// Returns what stands behind the label of a date that words begin with.
fn labelled(words: &str) -> Option<&str> {
    let ends = words.match_indices([' ', ':']).map(|(at, _)| at);
    let read = |at: usize| {
        label(&words.get(..at)?.to_lowercase())?;
        Some(words.get(at..)?.trim_start_matches([' ', ':']))
    };
    ends.filter_map(read).next_back()
}

/// Returns whether the words are a time, perhaps with its zone.
fn is_time(words: &str) -> bool {
    let bare = |word: &&str| !BESIDE_TIMES.has_any_case(word.trim_matches([',', '+', '-']));
    let mut rest = words.split_whitespace().filter(bare);
    let Some(time) = rest.next() else { return true };
    let mut scan = Scan::new(time);
    let is_clock = clock(&mut scan).is_some() && scan.rest().is_empty();
    let is_dotted = || {
        let (hours, minutes) = time.split_once('.').unwrap_or((time, ""));
        let is_number = |part: &str| part.len() <= 2 && part.parse::<u8>().is_ok();
        is_number(hours) && minutes.len() == 2 && is_number(minutes)
    };
    (is_clock || is_dotted()) && rest.all(|word| word.len() <= 3)
}

/// Returns whether the words only count or offer.
fn is_counted(words: &str) -> bool {
    let is_mark = |c: char| c.is_ascii_digit() || ",.:–-+kK'’".contains(c);
    let is_number = |word: &str| word.chars().all(is_mark);
    let is_known = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphabetic());
        COUNTED.has_any_case(word)
    };
    let count = words.split_whitespace().count();
    let is_plain = |c: char| c.is_alphanumeric() || " .,+-–'’".contains(c);
    let is_some = words.starts_with(|c: char| c.is_ascii_digit()) && count <= 3;
    (is_some && words.chars().all(is_plain))
        || count <= COUNTED_WORDS && words.split_whitespace().all(|w| is_number(w) || is_known(w))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(line: &str) -> Option<String> {
        let told = read(line)?;
        let date = |reading: Option<Reading>| match reading {
            Some(Reading::Sure(stamp)) => stamp.iso(),
            Some(other) => format!("{other:?}"),
            None => "-".to_owned(),
        };
        Some(format!(
            "{} {} {} {}",
            date(told.published),
            date(told.updated),
            told.author.unwrap_or("-"),
            told.section.unwrap_or("-")
        ))
    }

    #[test]
    fn reads_parts_in_any_order() {
        for (line, expected) in [
            ("by Orla Vint May 9, 2031May 12, 2031", "2031-05-09 2031-05-12 Orla Vint -"),
            ("Orla Vint9. Mai 2031, 16:20 Uhr", "2031-05-09T16:20 - Orla Vint -"),
            ("By Orla VintMay 9, 203112 Mins Read", "2031-05-09 - Orla Vint -"),
            ("May 9, 2031 · 3 min read · By Orla Vint", "2031-05-09 - Orla Vint -"),
            ("Orla Vint•May 9, 2031", "2031-05-09 - Orla Vint -"),
            ("9 May 2031 • Orla Vint in Harbour Works", "2031-05-09 - Orla Vint Harbour Works"),
            ("Updated May 12, 20318:23 PM ET Published May 9, 2031", "2031-05-09 2031-05-12 - -"),
            ("20 Nisan 2031•Güncelleme: 22 Nisan 2031", "2031-04-20 2031-04-22 - -"),
            (
                "Aktualizacja: 12.05.2031 23:49 Publikacja: 09.05.2031 21:52",
                "2031-05-09T21:52 2031-05-12T23:49 - -",
            ),
            ("By: OrlaV | May 9, 2031 | Categories: Harbour", "2031-05-09 - OrlaV Harbour"),
            ("Publicerad 9 maj 2031 kl 10.23Uppdaterad kl 12.17", "2031-05-09T10:23 - - -"),
            ("09.05.203109. Mai 2031", "2031-05-09 - - -"),
            ("Orla Vint / KST / Updated: May 9, 2031, 16:20", "- 2031-05-09T16:20 Orla Vint -"),
            ("NQP | Durban | Updated: 09-05-2031 16:20", "- 2031-05-09T16:20 - -"),
        ] {
            assert_eq!(told(line).as_deref(), Some(expected), "{line}");
        }
    }

    #[test]
    fn a_line_that_says_more_is_none() {
        for line in [
            "Ferry crews on the pier, 9 May 2031",
            "The board met on 9 May 2031",
            "9 May 2031: the board met",
            "Saturday, May 9th 2031 4PM 19°C 7PM 14°C",
            "12 comments",
        ] {
            assert_eq!(told(line), None, "{line}");
        }
    }
}
