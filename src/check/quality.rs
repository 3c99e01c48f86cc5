//! Whether texts are worth having: their length, their letters, their language, what they repeat.

use crate::expect::Setting;
use crate::measure::lines::{Again, between_newlines};
use crate::measure::ratio;
use crate::span::Span;
use crate::text::{count_bytes, full_lines, next_strange};

use super::catalog::{Check, Look, Sample};
use super::record::{Place, Record};
use super::shape::Shape;

pub(super) static CHECKS: &[Check] = &[
    Check::new(
        "quality/empty",
        Look::Record(empty),
        "a text of no characters, or of white space alone",
        "It is counted as a document and is none.",
    )
    .error("> 0")
    .shown(&[
        Sample::fails(&[("a.jsonl", "{\"text\":\"\"}\n{\"text\":\"One.\"}\n")]),
        Sample::passes(&[("a.jsonl", "{\"text\":\"One.\"}\n")]),
    ]),
    Check::new(
        "quality/short",
        Look::Record(short),
        "a text of fewer characters than `min` (20)",
        "It is what an extractor leaves of a page that it did not understand.",
    )
    .error("> 20 %")
    .warning("> 5 %")
    .shown(&[
        Sample::fails(&[("a.jsonl", "{\"text\":\"Menu\"}\n")]),
        Sample::passes(&[("a.jsonl", "{\"text\":\"The ferry sails at noon.\"}\n")]),
    ]),
    Check::new(
        "quality/long",
        Look::Record(long),
        "a text of more characters than `max` (1,000,000)",
        "It is most often many documents that were not cut apart, or no text at all.",
    )
    .warning("> 0")
    .shown(&[
        Sample::fails(&[("a.jsonl", "{\"text\":\"The ferry sails at noon.\"}\n")])
            .under("[check.long]\nmax = 20\nwarning = \"> 0\""),
        Sample::passes(&[("a.jsonl", "{\"text\":\"The ferry sails at noon.\"}\n")]),
    ]),
    Check::new(
        "quality/long-word",
        Look::Record(long_word),
        "a word of more bytes than `max` (1000)",
        "It is encoded data or a script: C4 drops every page that has one (Raffel et al., 2020).",
    )
    .error("> 0")
    .shown(&[
        Sample::fails(&[("a.jsonl", "{\"text\":\"See data:iVBORw0KGgoAAAANSUhEUgAAAAUA here.\"}\n")])
            .under("[check.long-word]\nmax = 30\nerror = \"> 0\""),
        Sample::passes(&[("a.jsonl", "{\"text\":\"The ferry sails at noon.\"}\n")]),
    ]),
    Check::new(
        "quality/letters",
        Look::Record(letters),
        "a text of which less than `min` (0.4) of what is no white space are letters",
        "It is a table, a list of prices or noise, and not prose.",
    )
    .error("> 5 %")
    .warning("> 0")
    .shown(&[
        Sample::fails(&[("a.jsonl", "{\"text\":\"12.5 | 13.7 | 14.1 | 99.0 | 12.2 | 11.1 ---- 100 %\"}\n")]),
        Sample::passes(&[("a.jsonl", "{\"text\":\"The ferry sails at 12:00 and at 14:00.\"}\n")]),
    ]),
    Check::new(
        "quality/repetition",
        Look::Record(repetition),
        "a text of which more than `max` (0.3) of the lines stood there before",
        "Lines that repeat are menus or a loop of a template (Gopher: Rae et al., 2021).",
    )
    .error("> 5 %")
    .warning("> 0")
    .shown(&[
        Sample::fails(&[("a.jsonl", "{\"text\":\"The ferry sails.\\nSee more\\nSee more\\nSee more\\nSee more\"}\n")]),
        Sample::passes(&[("a.jsonl", "{\"text\":\"The ferry sails.\\nIt is late.\\nThe ferry sails.\"}\n")]),
    ]),
    Check::new(
        "quality/language",
        Look::Stage("tag/language"),
        "a text that is clearly in another language than its field says",
        "A filter by language lets it through, and a model learns the wrong one.",
    )
    .error("> 10 %")
    .warning("> 2 %")
    .shown(&[
        Sample::fails(&[("a.jsonl", concat!(
            "{\"language\":\"de\",\"text\":\"The harbour board said on Monday that the ferry will sail twice ",
            "a day, and that the bridge is shut until further notice because of the storm.\"}\n"
        ))]),
        Sample::passes(&[("a.jsonl", concat!(
            "{\"language\":\"en\",\"text\":\"The harbour board said on Monday that the ferry will sail twice ",
            "a day, and that the bridge is shut until further notice because of the storm.\"}\n"
        ))]),
    ]),
    Check::new(
        "quality/line-break",
        Look::Rules(&["paragraphs"]),
        "paragraphs with a line break between them where others have a blank line",
        "A reader that cuts at blank lines takes two paragraphs for one.",
    )
    .warning("> 5 %")
    .shown(&[
        Sample::fails(&[("a.jsonl", concat!(
            "{\"text\":\"The harbour board said on Monday that the ferry will sail twice a day from May on.\\n",
            "Shopkeepers on the island were pleased with the new timetable and with its fares.\"}\n"
        ))]),
        Sample::passes(&[("a.jsonl", concat!(
            "{\"text\":\"The harbour board said on Monday that the ferry will sail\\n",
            "twice a day from May on.\"}\n"
        ))]),
    ]),
];

fn empty(record: &Record, _: &Shape, _: &Setting, found: &mut Vec<Place>) -> bool {
    if record.has_text && record.text().trim().is_empty() {
        found.push(Place::value(&record.text_field, record.text(), "expected a text"));
    }
    record.has_text
}

/// Returns the bound that config sets, or the one of the summary.
fn bound(set: Option<f64>, usual: f64) -> f64 {
    set.unwrap_or(usual)
}

#[expect(clippy::cast_precision_loss, reason = "lengths lie far below 2^53")]
fn length(count: usize) -> f64 {
    count as f64
}

fn short(record: &Record, _: &Shape, setting: &Setting, found: &mut Vec<Place>) -> bool {
    let least = bound(setting.min, 20.0);
    let text = record.text();
    if text.trim().is_empty() {
        return false;
    }
    // Few bytes are few characters; many bytes must be counted.
    if length(text.len()) < 4.0 * least && length(text.chars().count()) < least {
        let note = format!("expected at least {least} characters, found {}", text.chars().count());
        found.push(Place::value(&record.text_field, text, note));
    }
    record.has_text
}

fn long(record: &Record, _: &Shape, setting: &Setting, found: &mut Vec<Place>) -> bool {
    let most = bound(setting.max, 1_000_000.0);
    let text = record.text();
    if length(text.len()) > most && length(text.chars().count()) > most {
        let note = format!("expected at most {most} characters, found {}", text.chars().count());
        found.push(Place::value(&record.text_field, text, note));
    }
    record.has_text
}

fn long_word(record: &Record, _: &Shape, setting: &Setting, found: &mut Vec<Place>) -> bool {
    let most = bound(setting.max, 1000.0);
    let text = record.text();
    let mut start = 0;
    while let Some(end) = next_long(text.as_bytes(), &mut start, most) {
        // Scripts without spaces have sentences of this length.
        let at = Span::new(start, end);
        if text.is_char_boundary(start) && at.of(text).is_ascii() {
            let note = format!("expected at most {most} bytes, found {}", at.len());
            found.push(Place::inside(&record.text_field, text, at, note));
        }
        start = end + 1;
    }
    record.has_text
}

/// Moves `start` to the next word of more than `most` bytes, and returns its end. Most bytes are never
/// looked at: a word so long covers the byte at that distance, and from there a space is sought backward.
fn next_long(bytes: &[u8], start: &mut usize, most: f64) -> Option<usize> {
    let is_space = |byte: &u8| *byte <= b' ';
    let reach = steps(most).min(bytes.len());
    loop {
        let window = bytes.get(*start..start.checked_add(reach + 1)?)?;
        match window.iter().rposition(is_space) {
            Some(at) => *start += at + 1,
            None => {
                let rest = bytes.get(*start..)?;
                return Some(*start + rest.iter().position(is_space).unwrap_or(rest.len()));
            }
        }
    }
}

/// Returns a bound as a whole number of bytes.
fn steps(most: f64) -> usize {
    format!("{:.0}", most.max(0.0).floor()).parse().unwrap_or(usize::MAX - 1)
}

/// Characters below which shares say nothing.
const FEW_CHARS: usize = 20;

fn letters(record: &Record, _: &Shape, setting: &Setting, found: &mut Vec<Place>) -> bool {
    let least = bound(setting.min, 0.4);
    let (letters, all) = letters_of(record.text());
    if all < FEW_CHARS {
        return false;
    }
    if ratio(letters, all) < least {
        let note =
            format!("expected letters in {least} of the text, found {:.2}", ratio(letters, all));
        found.push(Place::value(&record.text_field, record.text(), note));
    }
    true
}

/// Returns the letters of a text, and all its characters but for white space.
fn letters_of(text: &str) -> (usize, usize) {
    let bytes = text.as_bytes();
    let mut letters = count_bytes(bytes, |byte| byte.is_ascii_alphabetic());
    let mut all = count_bytes(bytes, |byte| byte.is_ascii_graphic());
    let mut at = 0;
    while let Some(strange) = next_strange(bytes, at) {
        let Some(c) = Span::new(strange, text.len()).of(text).chars().next() else { break };
        all += usize::from(!c.is_whitespace());
        letters += usize::from(c.is_alphabetic() || is_mark(c));
        at = strange + c.len_utf8();
    }
    (letters, all)
}

/// Returns whether a character is a sign on a letter in scripts where those are many.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{900}'..='\u{DFF}' | '\u{E31}'..='\u{E4E}' | '\u{1000}'..='\u{109F}'
        | '\u{1780}'..='\u{17FF}' | '\u{64B}'..='\u{65F}' | '\u{5B0}'..='\u{5C7}')
}

/// Lines below which none is a loop.
const FEW_LINES: usize = 5;

fn repetition(record: &Record, _: &Shape, setting: &Setting, found: &mut Vec<Place>) -> bool {
    let most = bound(setting.max, 0.3);
    let text = record.text();
    if full_lines(text).nth(FEW_LINES - 1).is_none() {
        return record.has_text && !text.trim().is_empty();
    }
    let again = Again::count(between_newlines(text.trim(), 1));
    let share = ratio(again.repeated, again.parts);
    if share > most {
        let note = format!("expected at most {most} of the lines to repeat, found {share:.2}");
        found.push(Place::value(&record.text_field, text, note));
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_are_found_wherever_they_stand() {
        let all = |text: &str, most: f64| {
            let (mut start, mut found) = (0, Vec::new());
            while let Some(end) = next_long(text.as_bytes(), &mut start, most) {
                found.push((start, end));
                start = end + 1;
            }
            found
        };
        assert_eq!(all("aaaa bb cccc dd", 3.0), [(0, 4), (8, 12)]);
        assert_eq!(all("aaa bbb ccc", 3.0), []);
        assert_eq!(all("a bbbbb", 3.0), [(2, 7)]);
        assert_eq!(all("", 3.0), []);
    }

    #[test]
    fn letters_of_every_script_count() {
        assert_eq!(letters_of("a 1é\u{939}\u{93f}, "), (4, 6));
    }
}
