//! Dates anywhere on a line, also where a page has glued them to a name or a counter.

use super::calendar;
use super::scan::Scan;
use super::stamp::Reading;

/// Bytes in which a date ends.
const DATE_BYTES: usize = 40;

/// Returns the next date from `from` on, with where it begins and ends; only behind another may it lack
/// its year.
pub(crate) fn next_date(
    line: &str,
    from: usize,
    is_behind: bool,
) -> Option<(usize, usize, Reading)> {
    let mut before = ' ';
    for (at, c) in line.get(from..)?.char_indices() {
        if is_break(before, c) {
            let start = from + at;
            let found = date_at(line.get(start..)?).filter(|(reading, _)| {
                is_behind || !matches!(reading, Reading::NoYear { .. }) && is_exact(*reading)
            });
            if let Some((reading, length)) = found {
                return Some((start, start + length, reading));
            }
        }
        before = c;
    }
    None
}

/// Returns whether a date with its year has a day as well.
fn is_exact(reading: Reading) -> bool {
    !matches!(reading, Reading::Sure(stamp) if stamp.day.is_none())
}

/// Returns whether a part may begin between two characters: where a word does, or where two parts are glued.
fn is_break(before: char, c: char) -> bool {
    let is_glued = c.is_ascii_digit() && before.is_alphabetic()
        || c.is_uppercase() && (before.is_lowercase() || before.is_numeric());
    c.is_alphanumeric() && (!before.is_alphanumeric() || is_glued)
}

/// Reads the date at the beginning of `text`, and returns how long it is. A year ends after four digits: what
/// is glued to it is not of it.
fn date_at(text: &str) -> Option<(Reading, usize)> {
    let text = text.get(..word_glued(text)).unwrap_or(text);
    let near = text.get(..text.floor_char_boundary(DATE_BYTES)).unwrap_or(text);
    let glued = years(near).find(|end| text.as_bytes().get(*end).is_some_and(u8::is_ascii_digit));
    let alone = glued.and_then(|end| {
        let mut scan = Scan::new(text.get(..end)?);
        let reading = calendar::read(&mut scan)?;
        scan.rest().is_empty().then_some((reading, end))
    });
    alone.or_else(|| {
        let mut scan = Scan::new(text);
        let reading = calendar::read(&mut scan)?;
        Some((reading, text.len() - scan.rest().len()))
    })
}

/// Returns where a word with a capital is glued to a digit, or the length: `10.23Updated`, but not `8:23PM`.
fn word_glued(text: &str) -> usize {
    let mut before = ' ';
    let glued = text.char_indices().find(|(at, c)| {
        let is_glued = before.is_ascii_digit() && c.is_uppercase();
        before = *c;
        let word = || text.get(*at..).unwrap_or_default().chars().take(3);
        is_glued && word().skip(1).filter(|c| c.is_lowercase()).count() == 2
    });
    glued.map_or(text.len(), |(at, _)| at)
}

/// Returns where four digits end that can be a year of the web, at the beginning of a run of digits.
fn years(text: &str) -> impl Iterator<Item = usize> + '_ {
    let bytes = text.as_bytes();
    (0..bytes.len()).filter_map(move |at| {
        let is_start = at == 0 || !bytes.get(at - 1).is_some_and(u8::is_ascii_digit);
        let year = bytes.get(at..at + 4).filter(|year| year.iter().all(u8::is_ascii_digit))?;
        let is_year = year.starts_with(b"19") || year.starts_with(b"20");
        (is_start && is_year).then_some(at + 4)
    })
}

/// Returns whether a line holds a date with its year.
pub(crate) fn has_date(line: &str) -> bool {
    line.bytes().any(|byte| byte.is_ascii_digit()) && next_date(line, 0, false).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_ends_after_four_digits() {
        for (line, place) in [
            ("Orla VintMay 9, 203112 views", Some((9, 20))),
            ("9 May 2031", Some((0, 10))),
            ("May 2031", None),
            ("9 May", None),
        ] {
            let found = next_date(line, 0, false).map(|(start, end, _)| (start, end));
            assert_eq!(found, place, "{line}");
        }
        assert!(!has_date("Room 203112"));
    }
}
