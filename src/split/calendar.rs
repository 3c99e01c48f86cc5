//! Reads a date and a time at the start of a string, and writes it as ISO 8601.
//!
//! The recognizers are ours; the calendar (which days exist) is jiff's. What cannot be told apart,
//! such as day and month in 5/9/2031, is given as both readings, never guessed.

use jiff::civil;

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

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Time {
    hour: i8,
    minute: i8,
    second: Option<i8>,
    /// Minutes east of UTC.
    offset: Option<i32>,
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
        (1000..=2999).contains(&year).then_some(Stamp { year, month, day: Some(day), time: None })
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
        let zoned = self.time.is_some_and(|time| time.offset.is_some());
        u8::from(self.day.is_some()) + u8::from(self.time.is_some()) + u8::from(zoned)
    }

    /// Returns it as ISO 8601: `2031-05`, `2031-05-09`, `2031-05-09T16:20+03:00`.
    pub(super) fn iso(self) -> String {
        let mut iso = format!("{:04}-{:02}", self.year, self.month);
        if let Some(day) = self.day {
            iso.push_str(&format!("-{day:02}"));
        }
        if let Some(time) = self.time {
            iso.push_str(&format!("T{:02}:{:02}", time.hour, time.minute));
            if let Some(second) = time.second {
                iso.push_str(&format!(":{second:02}"));
            }
            if let Some(offset) = time.offset {
                let sign = if offset < 0 { '-' } else { '+' };
                let offset = offset.abs();
                iso.push_str(&format!("{sign}{:02}:{:02}", offset / 60, offset % 60));
            }
        }
        iso
    }
}

/// Reads a date, with its time where one follows.
pub(super) fn read(scan: &mut Scan<'_>) -> Option<Reading> {
    let mut ahead = *scan;
    skip_weekday(&mut ahead);
    let reading = date(&mut ahead)?;
    let (time, is_half_day) = time_behind(&mut ahead);
    skip_weekday_behind(&mut ahead);
    *scan = ahead;
    Some(match reading {
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
    })
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
    let named = month(ahead.word()?)?;
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

fn year_behind(scan: &mut Scan<'_>, month: i8, day: i8) -> Option<Reading> {
    let mut ahead = *scan;
    ahead.marks(&[',', '-']);
    eat_word(&mut ahead, &["de", "del", "of"]);
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
fn small(scan: &mut Scan<'_>) -> Option<i8> {
    scan.digits(1, 2).and_then(|number| i8::try_from(number).ok())
}

fn eat_word(scan: &mut Scan<'_>, words: &[&str]) {
    let mut ahead = *scan;
    if ahead.token().is_some_and(|token| words.contains(&token)) {
        ahead.spaces();
        *scan = ahead;
    }
}

/// Reads the time behind a date; also tells whether it was written with am or pm.
fn time_behind(scan: &mut Scan<'_>) -> (Option<Time>, bool) {
    let mut ahead = *scan;
    if !ahead.eat("T") {
        ahead.marks(&[',', '-', '–', '—', '|', '/', '•', '·', ';']);
        eat_word(&mut ahead, &["at", "um", "kl.", "klo", "à", "saat", "в", "ore", "alle"]);
    }
    let Some((time, is_half_day)) = clock(&mut ahead) else {
        return (None, false);
    };
    *scan = ahead;
    let is_midnight = time.hour == 0 && time.minute == 0 && time.second.unwrap_or(0) == 0;
    // Systems that store a day without a time print midnight.
    (Some(time).filter(|time| !is_midnight || time.offset.is_some()), is_half_day)
}

fn clock(scan: &mut Scan<'_>) -> Option<(Time, bool)> {
    let mut hour = small(scan)?;
    scan.one_of(&[':', 'h'])?;
    let minute = scan.digits(2, 2).and_then(|number| i8::try_from(number).ok())?;
    let mut ahead = *scan;
    let second = match ahead.eat(":") {
        true => ahead.digits(2, 2).and_then(|number| i8::try_from(number).ok()),
        false => None,
    };
    if second.is_some() {
        *scan = ahead;
        skip_fraction(scan);
    }
    let half = half_day(scan);
    if let Some(is_afternoon) = half {
        if !(1..=12).contains(&hour) {
            return None;
        }
        hour = hour % 12 + if is_afternoon { 12 } else { 0 };
    }
    civil::Time::new(hour, minute, second.unwrap_or(0), 0).ok()?;
    let offset = zone(scan);
    let time = Time { hour, minute, second, offset };
    Some((time, half.is_some()))
}

fn skip_fraction(scan: &mut Scan<'_>) {
    let mut ahead = *scan;
    if ahead.eat(".") && ahead.digits(1, 9).is_some() {
        *scan = ahead;
    }
}

/// Reads am or pm; true is pm.
fn half_day(scan: &mut Scan<'_>) -> Option<bool> {
    let mut ahead = *scan;
    ahead.spaces();
    let token = ahead.word()?.to_lowercase();
    let half = match token.trim_end_matches('.') {
        "am" => false,
        "pm" => true,
        "a" if ahead.eat("m.") => false,
        "p" if ahead.eat("m.") => true,
        _ => return None,
    };
    *scan = ahead;
    Some(half)
}

/// Named zones with one meaning in the news, in minutes east of UTC (IANA time zone database).
/// Names that several zones share (IST, BST, CST) are left out: their times stay local.
const ZONES: &[(&str, i32)] = &[
    ("Z", 0),
    ("GMT", 0),
    ("UTC", 0),
    ("WET", 0),
    ("WEST", 60),
    ("CET", 60),
    ("CEST", 120),
    ("EET", 120),
    ("EEST", 180),
    ("MSK", 180),
    ("TRT", 180),
    ("AMT", 240),
    ("AZT", 240),
    ("GET", 240),
    ("PKT", 300),
    ("NPT", 345),
    ("WIB", 420),
    ("ICT", 420),
    ("WITA", 480),
    ("BJT", 480),
    ("HKT", 480),
    ("SGT", 480),
    ("PHT", 480),
    ("WIT", 540),
    ("JST", 540),
    ("KST", 540),
    ("AEST", 600),
    ("AEDT", 660),
    ("NZST", 720),
    ("NZDT", 780),
    ("BRT", -180),
    ("EDT", -240),
    ("EST", -300),
    ("CDT", -300),
    ("MDT", -360),
    ("MST", -420),
    ("PDT", -420),
    ("PST", -480),
    ("WAT", 60),
    ("CAT", 120),
    ("SAST", 120),
    ("EAT", 180),
];

/// Reads an offset or a named zone: `+03:00`, `(UTC +03:00)`, `GMT+3`, `EET`.
fn zone(scan: &mut Scan<'_>) -> Option<i32> {
    let mut ahead = *scan;
    ahead.spaces();
    let is_bracketed = ahead.eat("(");
    let offset = match ahead.rest().starts_with(['+', '-', '−']) {
        true => signed_offset(&mut ahead),
        false => {
            let name = ahead.word()?;
            let known = ZONES.iter().find(|(zone, _)| *zone == name)?.1;
            let mut further = ahead;
            further.spaces();
            match signed_offset(&mut further) {
                Some(offset) if matches!(name, "UTC" | "GMT") => {
                    ahead = further;
                    Some(offset)
                }
                _ => Some(known),
            }
        }
    }?;
    if is_bracketed {
        ahead.spaces();
        if !ahead.eat(")") {
            return None;
        }
    }
    *scan = ahead;
    Some(offset)
}

fn signed_offset(scan: &mut Scan<'_>) -> Option<i32> {
    let mut ahead = *scan;
    let sign = match ahead.one_of(&['+', '-', '−'])? {
        '+' => 1,
        _ => -1,
    };
    ahead.spaces();
    let (hours, minutes) = match ahead.digit_count() {
        4 => {
            let both = i32::from(ahead.digits(4, 4)?);
            (both / 100, both % 100)
        }
        _ => {
            let hours = i32::from(ahead.digits(1, 2)?);
            let mut further = ahead;
            let minutes = further.eat(":").then(|| further.digits(2, 2)).flatten();
            if minutes.is_some() {
                ahead = further;
            }
            (hours, minutes.map_or(0, i32::from))
        }
    };
    if hours > 14 || minutes > 59 {
        return None;
    }
    *scan = ahead;
    Some(sign * (hours * 60 + minutes))
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
