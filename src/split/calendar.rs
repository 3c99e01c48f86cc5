//! Reads a date and a time at the start of a string, and writes it as ISO 8601.
//!
//! The recognizers are ours; the calendar (which days exist) is jiff's. What cannot be told apart,
//! such as day and month in 5/9/2031, is given as both readings, never guessed.

use jiff::civil;

use super::clock::{Time, clock, time_behind, zone};
use super::months::month;
use super::scan::Scan;

/// A point in time, as exactly as the document gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    pub(super) year: i16,
    pub(super) month: i8,
    /// None in a partial date such as 2031-05.
    pub(super) day: Option<i8>,
    pub(super) time: Option<Time>,
}

/// A date as it reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// One meaning.
    Sure(Stamp),
    /// Day and month cannot be told apart.
    Either {
        /// Read as day, month, year.
        day_first: Stamp,
        /// Read as month, day, year.
        month_first: Stamp,
    },
    /// A day without its year.
    NoYear {
        /// 1 to 12.
        month: i8,
        /// 1 to 31.
        day: i8,
    },
}

impl Stamp {
    fn day(year: i16, month: i8, day: i8) -> Option<Stamp> {
        civil::Date::new(year, month, day).ok()?;
        (1000..=2199).contains(&year).then_some(Stamp { year, month, day: Some(day), time: None })
    }

    fn month(year: i16, month: i8) -> Option<Stamp> {
        let stamp = Stamp::day(year, month, 1)?;
        Some(Stamp { day: None, ..stamp })
    }

    /// Returns whether the two can be the same moment, one told more exactly than the other.
    pub(super) fn agrees(self, other: Stamp) -> bool {
        let same_day = self.day.is_none() || other.day.is_none() || self.day == other.day;
        self.year == other.year && self.month == other.month && same_day
    }

    /// Returns how exactly it is told, to compare stamps that agree.
    pub(super) fn exactness(self) -> u8 {
        let zoned = self.time.is_some_and(|time| time.is_zoned());
        u8::from(self.day.is_some()) + u8::from(self.time.is_some()) + u8::from(zoned)
    }

    /// Returns it as ISO 8601: `2031-05`, `2031-05-09`, `2031-05-09T16:20+03:00`.
    pub(super) fn iso(self) -> String {
        let mut iso = format!("{:04}-{:02}", self.year, self.month);
        if let Some(day) = self.day {
            iso.push_str(&format!("-{day:02}"));
        }
        if let Some(time) = self.time {
            time.write(&mut iso);
        }
        iso
    }
}

/// Bytes in which a date shows its first digit: behind a weekday and a month, both spelled out.
const FIRST_DIGIT_BYTES: usize = 40;

/// Reads a date, with its time where one stands before or behind it.
pub(super) fn read(scan: &mut Scan<'_>) -> Option<Reading> {
    let near = scan.rest().bytes().take(FIRST_DIGIT_BYTES);
    if !near.into_iter().any(|byte| byte.is_ascii_digit() || !byte.is_ascii()) {
        return None;
    }
    let mut ahead = *scan;
    skip_weekday(&mut ahead);
    let Some(reading) = date(&mut ahead) else { return time_first(scan) };
    let (time, is_half_day) = time_behind(&mut ahead);
    skip_weekday_behind(&mut ahead);
    *scan = ahead;
    Some(timed(reading, time, is_half_day))
}

/// Reads the day of a dateline: no weekday, no time, and perhaps no year.
pub(super) fn read_day(scan: &mut Scan<'_>) -> Option<Reading> {
    date(scan)
}

/// Reads `09.05.31`, day first; POSIX `strptime` has 69 to 99 in the last century.
pub(super) fn read_short(scan: &mut Scan<'_>) -> Option<Reading> {
    let day = small(scan)?;
    scan.one_of(&['.'])?;
    let month = small(scan)?;
    scan.one_of(&['.'])?;
    let year = match scan.digit_count() {
        2 => scan.digits(2, 2).map(|year| if year < 69 { 2000 + year } else { 1900 + year }),
        _ => scan.digits(4, 4),
    };
    Stamp::day(year?, month, day).map(Reading::Sure)
}

/// `16:20 GMT, 9 May 2031`.
fn time_first(scan: &mut Scan<'_>) -> Option<Reading> {
    let mut ahead = *scan;
    let (time, is_half_day) = clock(&mut ahead)?;
    ahead.marks(&[',', '-', '–', '—', '|', '/', '•', '·', ';']);
    skip_weekday(&mut ahead);
    let reading = date(&mut ahead)?;
    let time = if time.is_zoned() { time } else { time.with_offset(zone(&mut ahead)) };
    *scan = ahead;
    Some(timed(reading, Some(time), is_half_day))
}

/// Returns the reading with its time.
fn timed(reading: Reading, time: Option<Time>, is_half_day: bool) -> Reading {
    match reading {
        Reading::Sure(stamp) => Reading::Sure(Stamp { time, ..stamp }),
        // am and pm go with the month-first order of the United States.
        Reading::Either { month_first, .. } if is_half_day => {
            Reading::Sure(Stamp { time, ..month_first })
        }
        Reading::Either { day_first, month_first } => Reading::Either {
            day_first: Stamp { time, ..day_first },
            month_first: Stamp { time, ..month_first },
        },
        reading => reading,
    }
}

const WEEKDAYS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thur",
    "thurs",
    "fri",
    "sat",
    "sun",
];

/// Returns whether the word names a day of the week in English.
pub(super) fn is_weekday(word: &str) -> bool {
    WEEKDAYS.contains(&word.trim_end_matches(['.', ',']).to_lowercase().as_str())
}

fn skip_weekday(scan: &mut Scan<'_>) {
    let mut ahead = *scan;
    let Some(word) = ahead.word() else { return };
    // In any language, a weekday is a word with a comma before a digit: `Montag, 9. Mai`.
    let has_comma = ahead.marks(&[',']);
    if is_weekday(word) || (has_comma && ahead.digit_count() > 0 && month(word).is_none()) {
        *scan = ahead;
    }
}

fn skip_weekday_behind(scan: &mut Scan<'_>) {
    let mut ahead = *scan;
    ahead.marks(&[',']);
    if ahead.word().is_some_and(is_weekday) {
        *scan = ahead;
    }
}

fn date(scan: &mut Scan<'_>) -> Option<Reading> {
    let mut ahead = *scan;
    let reading = match ahead.digit_count() {
        0 => month_name_first(&mut ahead),
        4 => year_first(&mut ahead),
        _ => day_first(&mut ahead),
    }?;
    *scan = ahead;
    Some(reading)
}

/// `2031-05-09`, `2031/5/9`, `2031.05.09.`, `2031年5月9日`, `2031-05`.
fn year_first(scan: &mut Scan<'_>) -> Option<Reading> {
    let year = scan.digits(4, 4)?;
    let between = scan.one_of(&['-', '/', '.', '年', '년'])?;
    scan.spaces();
    let month = small(scan)?;
    let mut ahead = *scan;
    let same = match between {
        '年' => ahead.eat("月"),
        '년' => ahead.eat("월"),
        mark => ahead.one_of(&[mark]).is_some(),
    };
    ahead.spaces();
    let day = if same { small(&mut ahead) } else { None };
    let Some(day) = day else {
        return (between == '-').then(|| Stamp::month(year, month).map(Reading::Sure))?;
    };
    *scan = ahead;
    match between {
        '年' => scan.eat("日"),
        '년' => scan.eat("일"),
        _ => scan.eat("."),
    };
    Stamp::day(year, month, day).map(Reading::Sure)
}

/// `9 May 2031`, `9th of May, 2031`, `9. Mai 2031`, `09.05.2031`, `5/9/2031`, `09-05-2031`.
fn day_first(scan: &mut Scan<'_>) -> Option<Reading> {
    let first = small(scan)?;
    let mut ahead = *scan;
    if let Some(between) = ahead.one_of(&['.', '/', '-'])
        && ahead.digit_count() > 0
    {
        let second = small(&mut ahead)?;
        ahead.one_of(&[between])?;
        let year = ahead.digits(4, 4)?;
        *scan = ahead;
        return numeric(between, first, second, year);
    }
    let mut ahead = *scan;
    for suffix in ["st", "nd", "rd", "th", ".", "º", "°", "er"] {
        if ahead.eat(suffix) {
            break;
        }
    }
    ahead.marks(&['-', ',']);
    eat_word(&mut ahead, &["of", "de", "ta’", "ta'"]);
    let word = ahead.word()?;
    let named = month(word)?;
    if word.contains(THAI) {
        *scan = ahead;
        return buddhist(scan, named, first);
    }
    let reading = year_behind(&mut ahead, named, first);
    *scan = ahead;
    reading
}

/// `May 9, 2031`, `May 9th 2031`, `Feb. 3`.
fn month_name_first(scan: &mut Scan<'_>) -> Option<Reading> {
    let named = month(scan.word()?)?;
    scan.spaces();
    if scan.digit_count() == 4 {
        return None;
    }
    let day = small(scan)?;
    for suffix in ["st", "nd", "rd", "th", "."] {
        if scan.digit_count() == 0 && scan.rest().starts_with(suffix) {
            let mut ahead = *scan;
            ahead.eat(suffix);
            if suffix != "." || year_follows(ahead) {
                *scan = ahead;
            }
            break;
        }
    }
    year_behind(scan, named, day)
}

fn year_follows(mut scan: Scan<'_>) -> bool {
    scan.spaces();
    scan.digit_count() == 4
}

/// Letters of Thai, whose dates count years from the death of the Buddha, 543 before ours.
const THAI: fn(char) -> bool = |c| ('\u{E00}'..='\u{E7F}').contains(&c);

fn buddhist(scan: &mut Scan<'_>, month: i8, day: i8) -> Option<Reading> {
    scan.marks(&[',']);
    eat_word(scan, &["พ.ศ.", "ค.ศ."]);
    let year = scan.digits(4, 4)?;
    let year = if year > 2400 { year - 543 } else { year };
    Stamp::day(year, month, day).map(Reading::Sure)
}

fn year_behind(scan: &mut Scan<'_>, month: i8, day: i8) -> Option<Reading> {
    let mut ahead = *scan;
    ahead.marks(&[',', '-']);
    eat_word(&mut ahead, &["de", "del", "of", "року"]);
    match ahead.digits(4, 4) {
        Some(year) => {
            for suffix in [" г.", "г.", " р.", " год", " il", " y."] {
                if ahead.eat(suffix) {
                    break;
                }
            }
            *scan = ahead;
            Stamp::day(year, month, day).map(Reading::Sure)
        }
        // 29 February exists in some year.
        None => Stamp::day(2000, month, day).map(|_| Reading::NoYear { month, day }),
    }
}

fn numeric(between: char, first: i8, second: i8, year: i16) -> Option<Reading> {
    let day_first = Stamp::day(year, second, first);
    let month_first = Stamp::day(year, first, second);
    match (day_first, month_first) {
        // With dots or hyphens the day comes first wherever such dates are written.
        (Some(day_first), _) if between != '/' => Some(Reading::Sure(day_first)),
        (_, None) if between != '/' => None,
        (Some(day_first), Some(month_first)) if day_first != month_first => {
            Some(Reading::Either { day_first, month_first })
        }
        (Some(stamp), _) | (None, Some(stamp)) => Some(Reading::Sure(stamp)),
        (None, None) => None,
    }
}

/// Reads a number of one or two digits.
pub(super) fn small(scan: &mut Scan<'_>) -> Option<i8> {
    scan.digits(1, 2).and_then(|number| i8::try_from(number).ok())
}

pub(super) fn eat_word(scan: &mut Scan<'_>, words: &[&str]) {
    let mut ahead = *scan;
    if ahead.token().is_some_and(|token| words.contains(&token)) {
        ahead.spaces();
        *scan = ahead;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iso(text: &str) -> Option<String> {
        let mut scan = Scan::new(text);
        match read(&mut scan)? {
            Reading::Sure(stamp) if scan.rest().is_empty() => Some(stamp.iso()),
            _ => None,
        }
    }

    #[test]
    fn reads_the_usual_forms() {
        for (text, expected) in [
            ("2031-05-09", "2031-05-09"),
            ("2031-05", "2031-05"),
            ("2031-05-09T16:20:05Z", "2031-05-09T16:20:05+00:00"),
            ("9 May 2031 16:20 (UTC +03:00)", "2031-05-09T16:20+03:00"),
            ("9 May 2031 16:20 (UTC+03:00)", "2031-05-09T16:20+03:00"),
            ("Friday, 9th of May, 2031", "2031-05-09"),
            ("May 9, 2031 - 16:20 EET", "2031-05-09T16:20+02:00"),
            ("5/9/2031 4:20:00 PM", "2031-05-09T16:20:00"),
            ("09.05.2031 15:45", "2031-05-09T15:45"),
            ("09-05-2031, 16:20", "2031-05-09T16:20"),
            ("9. Mai 2031", "2031-05-09"),
            ("9 de mayo de 2031", "2031-05-09"),
            ("9 мая 2031 г.", "2031-05-09"),
            ("2031年5月9日 16:20", "2031-05-09T16:20"),
            ("09.05.2031 00:00:00", "2031-05-09"),
            ("25/12/2031", "2031-12-25"),
        ] {
            assert_eq!(iso(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn never_guesses_between_day_and_month() {
        let reading = read(&mut Scan::new("5/9/2031"));
        assert!(matches!(reading, Some(Reading::Either { .. })));
    }

    #[test]
    fn refuses_days_that_do_not_exist() {
        for text in ["31 April 2031", "2031-13-01", "32.01.2031", "May 2031", "15:45"] {
            assert_eq!(iso(text), None, "{text}");
        }
    }

    #[test]
    fn a_day_without_year_is_no_date() {
        let reading = read(&mut Scan::new("Feb. 3"));
        assert_eq!(reading, Some(Reading::NoYear { month: 2, day: 3 }));
    }
}
