//! Words of dates in a hundred languages: which month or weekday a word names, and which words only
//! stand between the parts of a date.
//!
//! The table `words.tsv` is written by `examples/date_words.py`. It holds facts from the Unicode CLDR
//! (release 49, as Babel 2.19.0 carries it): wide, abbreviated and short names, format and stand-alone
//! forms, in lower case, with variants without accents, with the cedilla for the comma, without hamza.
//! Month names of newsrooms, months of the Solar Hijri calendar, eras and fillers are our own
//! additions. A line is a word, its kind and a number; where languages differ, numbers with their
//! languages.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

use super::scan::Scan;
use crate::hash::Fnv;

/// What a word means in a date; a word may mean several things.
#[derive(Clone, Debug, Default)]
pub(crate) struct Meaning {
    /// Months that it names, 1 to 12, each with its languages where they differ.
    months: Vec<(i8, &'static str)>,
    /// Weekdays that it names, a bit for each, Monday the lowest.
    pub(crate) weekdays: u8,
    /// A month of the Solar Hijri calendar, 1 to 12.
    pub(crate) solar: i8,
    /// A month as a Roman number.
    pub(crate) roman: i8,
    /// The year before the first of an era.
    pub(crate) era: i16,
    /// It stands between the parts of a date and says nothing.
    pub(crate) is_filler: bool,
    /// The number behind it is a month.
    pub(crate) is_month_mark: bool,
    /// Longer names begin with it.
    is_prefix: bool,
}

impl Meaning {
    /// Returns the month that it names in `language`, or in all where none is given.
    pub(crate) fn month(&self, language: Option<&str>) -> Option<i8> {
        match self.months.as_slice() {
            [] => None,
            [(month, _)] => Some(*month),
            several => {
                let language = language?;
                let speaks = |list: &&str| list.split(',').any(|code| code == language);
                several.iter().find(|(_, list)| speaks(list)).map(|(month, _)| *month)
            }
        }
    }

    /// Returns every month that it names, with the languages.
    pub(crate) fn months(&self) -> &[(i8, &'static str)] {
        &self.months
    }
}

/// Words of the longest name: `арван нэгдүгээр сар`.
const NAME_WORDS: usize = 3;

/// Bytes of the longest word of the table, with room for a prefix.
const WORD_BYTES: usize = 64;

type Words = HashMap<&'static str, Meaning, BuildHasherDefault<Fnv>>;

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words::default();
    for line in include_str!("words.tsv").lines() {
        let mut columns = line.split('\t');
        let (Some(word), Some(kind), Some(value)) =
            (columns.next(), columns.next(), columns.next())
        else {
            continue;
        };
        words.entry(word).or_default().add(kind, value);
        if let Some(first) = first_word(word) {
            words.entry(first).or_default().is_prefix = true;
        }
    }
    words
});

/// Returns the first word of a name of several.
fn first_word(name: &str) -> Option<&str> {
    let mut scan = Scan::new(name);
    let word = scan.word()?.trim_end_matches('.');
    (word.len() < name.len()).then_some(word)
}

impl Meaning {
    fn add(&mut self, kind: &str, value: &'static str) {
        let number = value.parse::<i16>().unwrap_or_default();
        let small = i8::try_from(number).unwrap_or_default();
        match kind {
            "month" => self.months = numbers(value),
            "day" => {
                let bits = numbers(value).into_iter().map(|(day, _)| 1_u8 << (day - 1).clamp(0, 6));
                self.weekdays = bits.fold(0, |all, bit| all | bit);
            }
            "solar" => self.solar = small,
            "roman" => self.roman = small,
            "era" => self.era = number,
            "month-mark" => self.is_month_mark = true,
            _ => self.is_filler = true,
        }
    }
}

/// Reads `7` or `7:hr 8:cs`.
fn numbers(value: &'static str) -> Vec<(i8, &'static str)> {
    let pairs = value.split(' ').filter_map(|pair| {
        let (number, languages) = pair.split_once(':').unwrap_or((pair, ""));
        Some((number.parse().ok()?, languages))
    });
    pairs.collect()
}

/// Reads a word or name of a date; the scan stays where it is none.
pub(crate) fn meaning(scan: &mut Scan<'_>) -> Option<&'static Meaning> {
    let start = scan.rest();
    let mut ahead = *scan;
    let word = ahead.word()?;
    let one = look_up(word);
    if one.is_some_and(|one| !one.is_prefix) {
        *scan = ahead;
        return one;
    }
    if one.is_some()
        && let Some((meaning, behind)) = longer(start, ahead)
    {
        *scan = behind;
        return Some(meaning);
    }
    let found = one.filter(|one| one.means_something()).or_else(|| inflected(word))?;
    *scan = ahead;
    Some(found)
}

impl Meaning {
    fn means_something(&self) -> bool {
        let is_number = self.solar > 0 || self.roman > 0 || self.era > 0;
        let is_mark = self.is_filler || self.is_month_mark;
        !self.months.is_empty() || self.weekdays > 0 || is_number || is_mark
    }
}

/// Returns the longest name that `start` begins with and that goes on behind its first word.
fn longer<'a>(start: &'a str, mut ahead: Scan<'a>) -> Option<(&'static Meaning, Scan<'a>)> {
    let mut found = None;
    for _ in 1..NAME_WORDS {
        if ahead.one_of(&['-']).is_none() {
            ahead.spaces();
        }
        if ahead.word().is_none() {
            break;
        }
        let name = start.get(..start.len() - ahead.rest().len())?;
        if let Some(meaning) = look_up(name).filter(|meaning| meaning.means_something()) {
            found = Some((meaning, ahead));
        } else if found.is_some() {
            break;
        }
        if ahead.rest().is_empty() {
            break;
        }
    }
    found
}

/// Returns the meaning of a word with a preposition before it or an ending behind it: Hebrew
/// `ביולי`, Catalan `d’abril`, Basque `uztailaren`, Thai `วันเสาร์ที่`.
fn inflected(word: &str) -> Option<&'static Meaning> {
    let bare = word.trim_end_matches('.');
    let prefixed = ["ב", "d'", "d’"].iter().find_map(|prefix| word.strip_prefix(prefix));
    let suffixed = ["ren", "ที่"].iter().find_map(|suffix| bare.strip_suffix(suffix));
    prefixed.or(suffixed).and_then(look_up)
}

/// Returns what a word means, in any case, with or without a full stop.
fn look_up(word: &str) -> Option<&'static Meaning> {
    let mut bytes = [0; WORD_BYTES];
    let folded = fold(word.trim_end_matches(['.', '॰']), &mut bytes)?;
    WORDS.get(folded)
}

/// Writes `word` into `bytes` in lower case with plain apostrophes; none where it is too long.
fn fold<'a>(word: &str, bytes: &'a mut [u8; WORD_BYTES]) -> Option<&'a str> {
    if word.is_ascii() {
        let lower = bytes.get_mut(..word.len())?;
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        return std::str::from_utf8(lower).ok();
    }
    let mut len = 0;
    for c in word.chars() {
        let plain = match c {
            '’' | 'ʼ' | '׳' | '‘' => '\'',
            c => c,
        };
        for lower in plain.to_lowercase() {
            let end = len + lower.len_utf8();
            lower.encode_utf8(bytes.get_mut(len..end)?);
            len = end;
        }
    }
    std::str::from_utf8(bytes.get(..len)?).ok()
}

/// Returns the month, 1 to 12, that `word` names in every language that has it.
pub(crate) fn month(word: &str) -> Option<i8> {
    look_up(word)?.month(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(words: &str) -> Option<&'static Meaning> {
        meaning(&mut Scan::new(words))
    }

    #[test]
    fn knows_names_and_abbreviations() {
        assert_eq!(month("Oct."), Some(10));
        assert_eq!(month("октября"), Some(10));
        assert_eq!(month("Harbour"), None);
    }

    #[test]
    fn knows_names_of_several_words() {
        for (words, weekday) in [("Thứ Ba", 2), ("bazar ertəsi", 1), ("יום שלישי", 2)] {
            assert_eq!(of(words).map(|m| m.weekdays), Some(1 << (weekday - 1)), "{words}");
        }
    }

    #[test]
    fn a_month_that_languages_name_differently_takes_a_language() {
        let listopad = of("listopada").expect("a month");
        assert_eq!(listopad.month(None), None);
        assert_eq!(listopad.month(Some("hr")), Some(10));
        assert_eq!(listopad.month(Some("pl")), Some(11));
    }
}
