//! Reads a date and a time at the start of a string.
//!
//! A date is up to three items, numbers and names of months, with marks, ordinal endings and small
//! words between them; which item is what follows from their kinds. The calendar (which days exist)
//! is jiff's. What cannot be told apart, such as day and month in 5/9/2031, is given as both
//! readings unless a weekday or am and pm decide, never guessed.

use super::clock::{MARKS, clock, time_behind, zone};
use super::scan::Scan;
use super::solar;
use super::stamp::{Order, Reading, Stamp};
use super::words::{Meaning, meaning};

/// What is known of a date before it is read.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Context<'a> {
    /// The language, as the first part of a BCP 47 tag.
    pub(crate) language: Option<&'a str>,
    /// Which of day and month comes first in numeric dates.
    pub(crate) order: Option<Order>,
    /// The string is a date and nothing else: years of two digits are read.
    pub(crate) is_alone: bool,
}

/// Bytes in which a date shows its first digit: behind a weekday and a month, both spelled out.
const FIRST_DIGIT_BYTES: usize = 60;

/// Reads a date, with its time where one stands before or behind it.
pub(crate) fn read(scan: &mut Scan<'_>) -> Option<Reading> {
    read_in(scan, Context::default())
}

/// Reads a date with what is known of it.
pub(crate) fn read_in(scan: &mut Scan<'_>, context: Context<'_>) -> Option<Reading> {
    let near = scan.rest().bytes().take(FIRST_DIGIT_BYTES);
    if !near.into_iter().any(|byte| byte.is_ascii_digit() || !byte.is_ascii()) {
        return None;
    }
    let mut ahead = *scan;
    let plain = date(&mut ahead, context, 0);
    if !matches!(plain, Some(Reading::Sure(_) | Reading::Either { .. })) {
        if let Some(found) = behind_weekday(scan, context) {
            return Some(found);
        }
        if let Some(found) = time_first(scan, context) {
            return Some(found);
        }
    }
    finish(plain?, ahead, scan, 0)
}

/// Reads a date with a weekday before it.
fn behind_weekday(scan: &mut Scan<'_>, context: Context<'_>) -> Option<Reading> {
    let mut ahead = *scan;
    let weekdays = meaning(&mut ahead).map(|word| word.weekdays).filter(|days| *days > 0)?;
    ahead.marks(&[',', '،', '、', '-', '–', '|', '/']);
    skip_fillers(&mut ahead);
    let found = date(&mut ahead, context, weekdays)?;
    match (found, context.is_alone) {
        (Reading::NoYear { month, day }, true) => year_last(scan, ahead, month, day),
        _ => finish(found, ahead, scan, weekdays),
    }
}

/// Reads the time and the year of `Thu Mar 29 16:38:00 UTC 2019`, as Unix prints it.
fn year_last<'a>(scan: &mut Scan<'a>, mut ahead: Scan<'a>, month: i8, day: i8) -> Option<Reading> {
    ahead.spaces();
    let (time, _) = clock(&mut ahead)?;
    ahead.spaces();
    let stamp = Stamp::on(ahead.digits(4, 4)?, month, day)?;
    *scan = ahead;
    Some(Reading::Sure(stamp).timed(time.unless_midnight()))
}

/// Reads what belongs to a date behind it: a time, a weekday.
fn finish<'a>(
    found: Reading,
    mut ahead: Scan<'a>,
    scan: &mut Scan<'a>,
    before: u8,
) -> Option<Reading> {
    if ahead.rest().is_empty() {
        *scan = ahead;
        return Some(found.settled(order_by(found, before)));
    }
    let mut weekdays = before | weekday_behind(&mut ahead);
    let (time, is_half_day) = time_behind(&mut ahead);
    if weekdays == 0 {
        weekdays = weekday_behind(&mut ahead);
    }
    *scan = ahead;
    // am and pm go with the month-first order of the United States.
    let order = if is_half_day { Some(Order::MonthFirst) } else { order_by(found, weekdays) };
    Some(found.settled(order).timed(time))
}

/// Returns the order under which a numeric date falls on the weekday that stands beside it.
fn order_by(found: Reading, weekdays: u8) -> Option<Order> {
    let Reading::Either { day_first, month_first } = found else { return None };
    match (day_first.is_on(weekdays), month_first.is_on(weekdays)) {
        (true, false) => Some(Order::DayFirst),
        (false, true) => Some(Order::MonthFirst),
        _ => None,
    }
}

/// Reads the day of a dateline: no weekday, no time, and perhaps no year.
pub(crate) fn read_day(scan: &mut Scan<'_>) -> Option<Reading> {
    date(scan, Context::default(), 0)
}

/// Reads `09.05.31`, day first; POSIX `strptime` has 69 to 99 in the last century.
pub(crate) fn read_short(scan: &mut Scan<'_>) -> Option<Reading> {
    let day = small(scan)?;
    scan.one_of(&['.'])?;
    let month = small(scan)?;
    scan.one_of(&['.'])?;
    let year = match scan.digit_count() {
        2 => scan.digits(2, 2).map(century),
        _ => scan.digits(4, 4),
    };
    Stamp::on(year?, month, day).map(Reading::Sure)
}

const fn century(year: i16) -> i16 {
    if year < 69 { 2000 + year } else { 1900 + year }
}

/// `16:20 GMT, 9 May 2031`.
fn time_first(scan: &mut Scan<'_>, context: Context<'_>) -> Option<Reading> {
    let mut ahead = *scan;
    let (time, is_half_day) = clock(&mut ahead)?;
    ahead.marks(MARKS);
    let (found, weekdays) = named_day(&mut ahead, context)?;
    let time = if time.is_zoned() { time } else { time.with_offset(zone(&mut ahead)) };
    *scan = ahead;
    let order = if is_half_day { Some(Order::MonthFirst) } else { order_by(found, weekdays) };
    Some(found.settled(order).timed(time.unless_midnight()))
}

/// Reads a date with or without a weekday before it; some words name a day in one language and a
/// month in another. Also returns the weekdays.
fn named_day(scan: &mut Scan<'_>, context: Context<'_>) -> Option<(Reading, u8)> {
    let mut behind = *scan;
    let weekdays = meaning(&mut behind).map_or(0, |word| word.weekdays);
    if weekdays > 0 {
        behind.marks(&[',']);
        skip_fillers(&mut behind);
        if let Some(found) = date(&mut behind, context, weekdays) {
            *scan = behind;
            return Some((found, weekdays));
        }
    }
    skip_fillers(scan);
    date(scan, context, 0).map(|found| (found, 0))
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
pub(crate) fn is_weekday(word: &str) -> bool {
    WEEKDAYS.contains(&word.trim_end_matches(['.', ',']).to_lowercase().as_str())
}

fn weekday_behind(scan: &mut Scan<'_>) -> u8 {
    let mut ahead = *scan;
    ahead.marks(&[',', '،', '、', '/', '-', '–']);
    let bracketed = ["(", "（", "["].iter().any(|mark| ahead.eat(mark));
    let Some(word) = meaning(&mut ahead).filter(|word| word.weekdays > 0) else { return 0 };
    if bracketed && ![")", "）", "]"].iter().any(|mark| ahead.eat(mark)) {
        return 0;
    }
    *scan = ahead;
    word.weekdays
}

pub(crate) fn skip_fillers(scan: &mut Scan<'_>) {
    for _ in 0..2 {
        let mut ahead = *scan;
        if !meaning(&mut ahead).is_some_and(|word| word.is_filler) {
            return;
        }
        ahead.spaces();
        *scan = ahead;
    }
}

/// A part of a date.
#[derive(Clone, Copy, Debug)]
enum Item {
    /// A year.
    Four(i16),
    /// A day, a month or a short year, with the number of its digits.
    Small(i8, usize),
    /// The name of a month.
    Name(&'static Meaning),
}

/// What stands between two parts.
#[derive(Clone, Copy, Debug, Default)]
struct Gap {
    /// The first mark.
    mark: Option<char>,
    is_dotted: bool,
    has_filler: bool,
    /// The word for month: the number behind it is one.
    is_month: bool,
    /// An apostrophe before a short year.
    is_short: bool,
}

fn item(scan: &mut Scan<'_>, before: Gap) -> Option<Item> {
    match scan.digit_count() {
        4 => scan.digits(4, 4).map(Item::Four),
        1 | 2 => {
            let digits = scan.digit_count();
            small(scan).map(|number| Item::Small(number, digits))
        }
        0 => {
            let mut ahead = *scan;
            let word = meaning(&mut ahead)?;
            let is_roman = word.roman > 0
                && before.mark.is_some()
                && scan.rest().starts_with(['I', 'V', 'X'])
                && !ahead.rest().is_empty();
            if word.months().is_empty() && word.solar == 0 && !is_roman {
                return None;
            }
            same_name(&mut ahead, word);
            *scan = ahead;
            Some(Item::Name(word))
        }
        _ => None,
    }
}

/// Skips a second name of the same month behind a slash, as Arabic prints it: `آذار/مارس`.
fn same_name(scan: &mut Scan<'_>, name: &Meaning) {
    let mut ahead = *scan;
    ahead.spaces();
    if !ahead.eat("/") {
        return;
    }
    ahead.spaces();
    let is_same = |other: &Meaning| {
        let has = |month: i8| other.months().iter().any(|(same, _)| *same == month);
        name.months().iter().any(|(month, _)| has(*month))
    };
    if meaning(&mut ahead).is_some_and(is_same) {
        *scan = ahead;
    }
}

/// Endings of numbers and years.
const ENDINGS: &[&str] =
    &["st", "nd", "rd", "th", "º", "ª", "°", "er", "(e)ko", "(a)", "’inci", "-го", "-р", "de "];

/// Marks between the parts; those of Han and Hangul say which part stands before.
const BETWEEN: &[char] =
    &['-', '/', '.', ',', '،', '‐', '‑', '–', '年', '月', '日', '년', '월', '일', '號', '号', '\''];

/// Reads what stands between two parts, behind a number or a name.
fn gap(scan: &mut Scan<'_>, is_behind_number: bool) -> Gap {
    let mut gap = Gap::default();
    if is_behind_number && !scan.rest().starts_with(' ') {
        let _ = ENDINGS.iter().any(|ending| scan.eat(ending));
    }
    for _ in 0..5 {
        scan.spaces();
        if let Some(mark) = scan.one_of(BETWEEN) {
            gap.is_dotted |= mark == '.';
            gap.is_short = mark == '\'';
            if !matches!(mark, ',' | '،' | '\'') && gap.mark.is_none() {
                gap.mark = Some(mark);
            }
            continue;
        }
        let mut ahead = *scan;
        match meaning(&mut ahead) {
            Some(word) if word.is_filler && word.months().is_empty() => gap.has_filler = true,
            Some(word) if word.is_month_mark => gap.is_month = true,
            _ => break,
        }
        *scan = ahead;
    }
    gap
}

fn date(scan: &mut Scan<'_>, context: Context<'_>, weekdays: u8) -> Option<Reading> {
    let mut ahead = *scan;
    let era = era(&mut ahead);
    let first = match ahead.digit_count() {
        3 if era > 0 => Item::Four(ahead.digits(3, 3)?),
        _ => item(&mut ahead, Gap::default())?,
    };
    let first_gap = gap(&mut ahead, !matches!(first, Item::Name(_)));
    let second = item(&mut ahead, first_gap)?;
    let behind_second = ahead;
    let second_gap = gap(&mut ahead, !matches!(second, Item::Name(_)));
    if let Some(third) = item(&mut ahead, second_gap) {
        let parts = Parts { items: [first, second, third], gaps: [first_gap, second_gap], era };
        if let Some(reading) = parts.reading(context, weekdays, ahead) {
            trailing(&mut ahead, &parts);
            *scan = ahead;
            return Some(reading);
        }
    }
    let mut ahead = behind_second;
    let reading = two(first, first_gap, second, context)?;
    if matches!(second, Item::Small(..)) {
        let _ = ["st", "nd", "rd", "th"].iter().any(|ending| ahead.eat(ending));
    }
    *scan = ahead;
    Some(reading)
}

/// Reads the name of an era and the year in it as the year before its first.
fn era(scan: &mut Scan<'_>) -> i16 {
    let mut ahead = *scan;
    let Some(word) = meaning(&mut ahead).filter(|word| word.era > 0) else { return 0 };
    ahead.spaces();
    *scan = ahead;
    word.era
}

/// Returns the date of two parts: a day without a year, `2031-05`.
fn two(first: Item, gap: Gap, second: Item, context: Context<'_>) -> Option<Reading> {
    match (first, second) {
        (Item::Four(year), Item::Small(month, 2)) if gap.mark == Some('-') => {
            Stamp::in_month(year, month).map(Reading::Sure)
        }
        (Item::Small(day, _), Item::Name(name)) | (Item::Name(name), Item::Small(day, _)) => {
            let month = name.month(context.language)?;
            // 29 February exists in some year.
            Stamp::on(2000, month, day).map(|_| Reading::NoYear { month, day })
        }
        _ => None,
    }
}

/// The three parts of a date and what stands between them.
struct Parts {
    items: [Item; 3],
    gaps: [Gap; 2],
    era: i16,
}

impl Parts {
    fn reading(&self, context: Context<'_>, weekdays: u8, behind: Scan<'_>) -> Option<Reading> {
        let [before, between] = self.gaps;
        match self.items {
            [Item::Four(year), Item::Name(month), Item::Small(day, _)]
            | [Item::Four(year), Item::Small(day, _), Item::Name(month)]
            | [Item::Small(day, _), Item::Name(month), Item::Four(year)]
            | [Item::Name(month), Item::Small(day, _), Item::Four(year)] => {
                self.named(day, month, year, context, weekdays, behind)
            }
            [Item::Small(day, _), Item::Name(month), Item::Small(year, 2)]
                if context.is_alone || between.is_short =>
            {
                self.named(day, month, century(year.into()), context, weekdays, behind)
            }
            [Item::Name(month), Item::Small(day, _), Item::Small(year, 2)]
                if context.is_alone && between.is_short =>
            {
                self.named(day, month, century(year.into()), context, weekdays, behind)
            }
            [Item::Four(year), Item::Small(month, _), Item::Small(day, _)] => {
                self.year_first(year, month, day)
            }
            [Item::Small(year, _), Item::Small(month, _), Item::Small(day, _)]
                if self.era > 0 && before.mark.is_some() =>
            {
                Stamp::on(self.era + i16::from(year), month, day).map(Reading::Sure)
            }
            [Item::Small(day, _), Item::Small(month, _), Item::Four(year)] if before.is_month => {
                Stamp::on(year, month, day).map(Reading::Sure)
            }
            [Item::Small(first, _), Item::Small(second, _), Item::Four(year)]
                if before.mark == between.mark =>
            {
                let mark =
                    before.mark.filter(|mark| matches!(mark, '.' | '/' | '-' | '‐' | '‑'))?;
                Some(numeric(mark, first, second, year)?.settled(context.order))
            }
            // A year of two digits with dots tells nothing else apart than that it is day first.
            [Item::Small(day, 2), Item::Small(month, 2), Item::Small(year, 2)]
                if context.is_alone && before.mark == Some('.') && between.mark == Some('.') =>
            {
                Stamp::on(century(year.into()), month, day).map(Reading::Sure)
            }
            _ => None,
        }
    }

    /// Returns the date with the name of a month.
    fn named(
        &self,
        day: i8,
        name: &Meaning,
        year: i16,
        context: Context<'_>,
        weekdays: u8,
        behind: Scan<'_>,
    ) -> Option<Reading> {
        if name.solar > 0 {
            return solar::stamp(year, name.solar, day).map(Reading::Sure);
        }
        let month = match name.months() {
            [] => Some(name.roman).filter(|roman| *roman > 0),
            [(month, _)] => Some(*month),
            several => name
                .month(context.language)
                .or_else(|| on_weekday(several, day, year, weekdays))
                .or_else(|| self.by_dots(name, behind)),
        };
        Stamp::on(year, month?, day).map(Reading::Sure)
    }

    /// Returns what a name means by the dots of its date: Croatian writes one behind day and year,
    /// Polish none.
    fn by_dots(&self, name: &Meaning, behind: Scan<'_>) -> Option<i8> {
        let [before, _] = self.gaps;
        match (before.is_dotted, behind.rest().starts_with('.')) {
            (true, true) => name.month(Some("hr")),
            (false, false) => name.month(Some("pl")),
            _ => None,
        }
    }

    fn year_first(&self, year: i16, month: i8, day: i8) -> Option<Reading> {
        let [before, between] = self.gaps;
        let fits = match (before.mark, between.mark) {
            (Some('年'), Some('月')) | (Some('년'), Some('월')) => true,
            (Some('-' | '/' | '.' | '‐' | '‑'), _) => before.mark == between.mark,
            _ => false,
        };
        if !fits {
            return None;
        }
        let year = self.era + year;
        match solar::is_solar_year(year) {
            true => solar::stamp(year, month, day),
            false => Stamp::on(year, month, day),
        }
        .map(Reading::Sure)
    }
}

/// Returns the month, of those that a name has in several languages, in which the day falls on one
/// of the weekdays.
fn on_weekday(months: &[(i8, &str)], day: i8, year: i16, weekdays: u8) -> Option<i8> {
    let fits = |month: &i8| Stamp::on(year, *month, day).is_some_and(|at| at.is_on(weekdays));
    let mut fitting = months.iter().map(|(month, _)| *month).filter(fits);
    fitting.next().filter(|_| fitting.next().is_none())
}

/// Eats what ends a date: `日`, `г.`, `(a)`, and the full stop where the other parts have one.
fn trailing(scan: &mut Scan<'_>, parts: &Parts) {
    let [before, between] = parts.gaps;
    let is_year_last = matches!(parts.items, [.., Item::Four(_)]);
    let is_hangul_or_han = matches!(between.mark, Some('月' | '월'));
    if is_hangul_or_han {
        let _ = ["日", "일", "號", "号"].iter().any(|mark| scan.eat(mark));
    }
    let _ = scan.eat("(a)");
    let is_stop = match is_year_last {
        true => before.is_dotted && !starts_sentence(scan.rest()),
        false => before.is_dotted,
    };
    if is_stop || scan.rest() == "." {
        let _ = scan.eat(".");
    }
    let mut ahead = *scan;
    ahead.spaces();
    let is_end = YEAR_ENDS
        .iter()
        .any(|end| ahead.eat(end) && !ahead.rest().starts_with(|c: char| c.is_alphanumeric()));
    if is_end {
        *scan = ahead;
    }
}

/// Returns whether a full stop ends a sentence: another begins behind it.
fn starts_sentence(rest: &str) -> bool {
    let next = rest.strip_prefix(". ").and_then(|behind| behind.chars().next());
    next.is_some_and(|c| !c.is_lowercase() && !c.is_numeric())
}

/// Words and abbreviations behind the year or the day that ends a date.
const YEAR_ENDS: &[&str] =
    &["г.", "р.", "года", "году", "год", "року", "il", "y.", "թ.", "թ", "d.", "m.", "ж.", "god."];

fn numeric(mark: char, first: i8, second: i8, year: i16) -> Option<Reading> {
    let day_first = Stamp::on(year, second, first);
    let month_first = Stamp::on(year, first, second);
    match (day_first, month_first) {
        // With dots or hyphens the day comes first wherever such dates are written.
        (Some(day_first), _) if mark != '/' => Some(Reading::Sure(day_first)),
        (_, None) if mark != '/' => None,
        (Some(day_first), Some(month_first)) if day_first != month_first => {
            Some(Reading::Either { day_first, month_first })
        }
        (Some(stamp), _) | (None, Some(stamp)) => Some(Reading::Sure(stamp)),
        (None, None) => None,
    }
}

/// Reads a number of one or two digits.
pub(crate) fn small(scan: &mut Scan<'_>) -> Option<i8> {
    scan.digits(1, 2).and_then(|number| i8::try_from(number).ok())
}

pub(crate) fn eat_word(scan: &mut Scan<'_>, words: &[&str]) {
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
            ("民國108年3月29日", "2019-03-29"),
            ("29 آذار/مارس 2019", "2019-03-29"),
            ("4:38 PM ET Mar 29, 2019", "2019-03-29T16:38"),
            ("4:38 PM ET Fri, Mar 29, 2019", "2019-03-29T16:38"),
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
