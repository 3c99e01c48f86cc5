//! The shape of a line: its words in lower case, with slots where numbers and dates stand.
//!
//! Two lines of one shape say the same thing on two pages: `Read: 347` and `Read: 1,902`. A shape is
//! text, so that it can be written into config and read back; the shape of a shape is itself.

use crate::prose::{ends_sentence, is_prose, is_spaceless};

/// The slot of a number, a time or a count.
const NUMBER: &str = "<N>";

/// The slot of a date.
pub(crate) const DATE: &str = "<DATE>";

/// The slot of free text behind a label.
pub(crate) const TEXT: &str = "<TEXT>";

/// Bytes of the longest line that has a shape.
pub(crate) const LINE_BYTES: usize = 600;

/// Characters of the longest label.
const LABEL_CHARS: usize = 40;

/// Words that may stand between the day and the year: `9 de mayo de 2031`.
const MONTH_WORDS: usize = 3;

/// Marks that join digits to one number or date.
const JOINTS: &[char] = &['.', ',', ':', '/', '-', '٫', '٬'];

/// Characters of the longest line that may be a headline although it asks or calls.
const CALL_CHARS: usize = 150;

/// Letters of a sentence that is too long to be a label or a button.
const PROSE_LETTERS: usize = 80;

/// Returns the shape of `line`, or nothing where it is too long to be one of the page's own.
pub(crate) fn shape(line: &str) -> Option<String> {
    if line.len() > LINE_BYTES {
        return None;
    }
    let words: Vec<Word> = line.split_whitespace().map(Word::of).collect();
    let mut shape = String::with_capacity(line.len());
    let mut at = 0;
    while let Some(word) = words.get(at) {
        if !shape.is_empty() {
            shape.push(' ');
        }
        let rest = words.get(at..).unwrap_or_default();
        match date_words(rest) {
            0 => shape.push_str(&word.text),
            _ => shape.push_str(DATE),
        }
        at += date_words(rest).max(1);
    }
    Some(shape)
}

/// Returns the shape of the label before a colon with free text behind it: `read also: <TEXT>`.
pub(crate) fn label(shape: &str) -> Option<String> {
    let (label, text) = shape.split_once([':', '：'])?;
    let is_label = label.chars().count() <= LABEL_CHARS
        && label.chars().any(char::is_alphabetic)
        && !text.trim().is_empty();
    is_label.then(|| format!("{label}: {TEXT}"))
}

/// Returns whether a shape has a letter outside its slots.
pub(crate) fn has_words(shape: &str) -> bool {
    let bare = shape.replace(NUMBER, "").replace(DATE, "").replace(TEXT, "");
    bare.chars().filter(|c| c.is_alphabetic()).nth(1).is_some()
}

/// Returns whether the line is a paragraph of an article rather than a headline or a label: prose,
/// but for a short question or call.
pub(crate) fn is_body(line: &str) -> bool {
    let calls = || line.ends_with(['?', '!', '？', '！', '؟', '…']);
    // Thai and its neighbours do without marks at the end of a sentence.
    let is_long = || line.chars().filter(|c| is_spaceless(*c)).count() >= PROSE_LETTERS;
    is_long_prose(line)
        || is_long()
        || (is_prose(line) && !(line.chars().count() <= CALL_CHARS && calls()))
}

/// Returns whether the line holds a long sentence: many letters, and a sentence's end, be it inside.
pub(crate) fn is_long_prose(line: &str) -> bool {
    let sentences = || line.split_inclusive(['.', '!', '?', '。', '؟', '।', '۔', '！', '？']);
    line.chars().filter(|c| c.is_alphabetic()).count() >= PROSE_LETTERS
        && (ends_sentence(line) || sentences().nth(1).is_some())
}

/// A word with its digits in slots.
struct Word {
    text: String,
    // What it can be in a date.
    part: Part,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Name,
    Day,
    Year,
    Date,
    Other,
}

impl Word {
    fn of(word: &str) -> Word {
        if [NUMBER, DATE, TEXT].contains(&word) {
            let part = if word == DATE { Part::Date } else { Part::Other };
            return Word { text: word.to_owned(), part };
        }
        let mut text = String::with_capacity(word.len());
        let mut numbers: Vec<&str> = Vec::new();
        let mut rest = word;
        while let Some(c) = rest.chars().next() {
            let len = number_len(rest);
            let slot = [NUMBER, DATE, TEXT].into_iter().find(|slot| rest.starts_with(slot));
            let (head, tail) = match slot {
                Some(slot) => rest.split_at(slot.len()),
                None => rest.split_at(len.max(c.len_utf8())),
            };
            match (slot, len) {
                (Some(slot), _) => text.push_str(slot),
                (None, 0) => text.extend(c.to_lowercase()),
                (None, _) => {
                    text.push_str(if is_whole_date(head) { DATE } else { NUMBER });
                    numbers.push(head);
                }
            }
            rest = tail;
        }
        let part = part(word, &text, &numbers);
        Word { text, part }
    }
}

/// Returns the bytes of the number that `text` begins with: digits, and joints between digits.
fn number_len(text: &str) -> usize {
    let mut len = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let mut joins = || JOINTS.contains(&c) && chars.peek().is_some_and(|(_, c)| c.is_numeric());
        if c.is_numeric() || (len > 0 && joins()) {
            len = at + c.len_utf8();
        } else {
            break;
        }
    }
    len
}

/// Returns whether a number is a date by itself: day, month and year with the same mark between.
fn is_whole_date(number: &str) -> bool {
    ['-', '.', '/'].into_iter().any(|mark| {
        let groups: Vec<usize> = number
            .split(mark)
            .map(
                |group| if group.chars().all(char::is_numeric) { group.chars().count() } else { 0 },
            )
            .collect();
        matches!(groups[..], [1 | 2, 1 | 2, 2 | 4] | [4, 1 | 2, 1 | 2])
    })
}

fn part(word: &str, text: &str, numbers: &[&str]) -> Part {
    let bare = text.trim_end_matches([',', '.', ')']);
    match numbers {
        [] if bare.chars().all(char::is_alphabetic) && !bare.is_empty() => Part::Name,
        [number] if bare == NUMBER && word.starts_with(number) => match number.chars().count() {
            1 | 2 => Part::Day,
            4 if number.starts_with("19") || number.starts_with("20") => Part::Year,
            _ => Part::Other,
        },
        [_] if bare == DATE => Part::Date,
        _ => Part::Other,
    }
}

/// Returns how many words at the beginning make a date; 0 where none do.
fn date_words(words: &[Word]) -> usize {
    let weekday = match words {
        [first, ..] if first.part == Part::Name && first.text.ends_with(',') => 1,
        _ => 0,
    };
    let rest = words.get(weekday..).unwrap_or_default();
    match plain_date_words(rest) {
        0 => 0,
        count => weekday + count,
    }
}

fn plain_date_words(words: &[Word]) -> usize {
    let names = |words: &[Word]| words.iter().take_while(|word| word.part == Part::Name).count();
    match words {
        [date, ..] if date.part == Part::Date => 1,
        [day, behind @ ..] if day.part == Part::Day => {
            let months = names(behind);
            let is_year = behind.get(months).is_some_and(|word| word.part == Part::Year);
            if (1..=MONTH_WORDS).contains(&months) && is_year { months + 2 } else { 0 }
        }
        [month, day, year, ..]
            if (month.part, day.part, year.part) == (Part::Name, Part::Day, Part::Year) =>
        {
            3
        }
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_dates_are_slots() {
        for (line, expected) in [
            ("Read: 1,902", "read: <N>"),
            ("date 2031-05-09 + ↺ − 16 px", "date <DATE> + ↺ − <N> px"),
            ("Monday, 9 May 2031 16:20", "<DATE> <N>"),
            ("May 9, 2031 - 16:20 EET", "<DATE> - <N> eet"),
            ("Publicado el 9 de mayo de 2031", "publicado el <DATE>"),
            ("2031年5月9日", "<N>年<N>月<N>日"),
            ("Follow  US", "follow us"),
            ("v10.000.000", "v<N>"),
        ] {
            assert_eq!(shape(line).as_deref(), Some(expected), "{line}");
        }
    }

    #[test]
    fn the_shape_of_a_shape_is_itself() {
        for line in ["Read: 1,902 (3)", "Mon, 9 May 2031 at 5", "Kestrel, 9.5.2031", "№7: x"] {
            let once = shape(line).expect("a short line");
            assert_eq!(shape(&once), Some(once.clone()), "{line}");
        }
    }

    #[test]
    fn a_label_stands_before_a_colon() {
        assert_eq!(label("read also: the toll falls").as_deref(), Some("read also: <TEXT>"));
        assert_eq!(label("read also:"), None);
        assert_eq!(label("the toll falls"), None);
    }

    #[test]
    fn a_short_question_is_no_paragraph() {
        assert!(!is_body("Why does the harbour toll fall again?"));
        assert!(is_body("The ferry board said so on Monday."));
    }
}
