//! Reads a string that is a date and nothing else.

use super::calendar::{Context, read_in, skip_fillers};
use super::labels::label;
use super::scan::Scan;
use super::stamp::{Order, Reading, Stamp};

/// What is known of where a date string comes from.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hint<'a> {
    /// The language as a BCP 47 tag: `en-US`, `pl`.
    pub language: Option<&'a str>,
    /// Which of day and month comes first in numeric dates of the site.
    pub order: Option<Order>,
}

/// What a date string says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parsed {
    /// A date with one meaning.
    Date(Stamp),
    /// Day and month cannot be told apart.
    Ambiguous {
        /// Read as day, month, year.
        day_first: Stamp,
        /// Read as month, day, year.
        month_first: Stamp,
    },
    /// No date with a year.
    Unknown,
}

/// Bytes of the longest string that is read as a date.
const MOST_BYTES: usize = 200;

/// Reads `text`, a date in one of the languages and forms of news pages, with its time.
///
/// What could mean two dates is given as both, unless the hint or a weekday in the string decides.
///
/// # Examples
///
/// ```
/// use scutch::split::{Hint, Parsed, parse_date};
///
/// let Parsed::Date(date) = parse_date("Friday, 9th of May 2031, 4:20 pm", Hint::default()) else {
///     panic!("a date")
/// };
/// assert_eq!(date.iso(), "2031-05-09T16:20");
/// assert!(matches!(parse_date("5/9/2031", Hint::default()), Parsed::Ambiguous { .. }));
/// ```
pub fn parse_date(text: &str, hint: Hint<'_>) -> Parsed {
    if text.len() > MOST_BYTES {
        return Parsed::Unknown;
    }
    let context = Context {
        language: hint.language.map(|tag| tag.split(['-', '_']).next().unwrap_or(tag)),
        order: hint.order.or_else(|| hint.language.and_then(order_of)),
        is_alone: true,
    };
    let text = text.trim();
    let bracketed = [('(', ')'), ('[', ']')].into_iter().find_map(|(open, close)| {
        text.strip_prefix(open).and_then(|inner| inner.strip_suffix(close))
    });
    let text = bracketed.unwrap_or(text);
    match whole(text, context).or_else(|| labelled(text, context)) {
        Some(Reading::Sure(stamp)) => Parsed::Date(stamp),
        Some(Reading::Either { day_first, month_first }) => {
            Parsed::Ambiguous { day_first, month_first }
        }
        _ => Parsed::Unknown,
    }
}

/// Returns the order in which a language writes numeric dates (CLDR, short forms); English alone says
/// nothing.
fn order_of(tag: &str) -> Option<Order> {
    match tag.split_once(['-', '_']) {
        Some(("en", "US")) | Some(("fil", _)) => Some(Order::MonthFirst),
        Some(("en", _)) => Some(Order::DayFirst),
        None if tag == "en" => None,
        _ => Some(Order::DayFirst),
    }
}

/// Reads a date with nothing before and nothing behind it.
fn whole(text: &str, context: Context<'_>) -> Option<Reading> {
    let mut scan = Scan::new(text);
    let reading = read_in(&mut scan, context).or_else(|| {
        skip_fillers(&mut scan);
        read_in(&mut scan, context).or_else(|| compact(&mut scan))
    })?;
    let rest = scan.rest().trim_matches(|c: char| c.is_whitespace() || ".,|;)".contains(c));
    rest.is_empty().then_some(reading)
}

/// Reads a date behind a label such as `Published:` or `Posted`.
fn labelled(text: &str, context: Context<'_>) -> Option<Reading> {
    let spaces = text.match_indices([' ', ':', '：', '|']).map(|(at, mark)| at + mark.len());
    spaces.take(4).find_map(|at| {
        let words = text.get(..at)?.trim_end_matches([' ', ':', '：', '|']).to_lowercase();
        label(&words)?;
        whole(text.get(at..)?.trim_start_matches([' ', ':', '：', '|']), context)
    })
}

/// `20310509`, `20310509T162000Z`.
fn compact(scan: &mut Scan<'_>) -> Option<Reading> {
    let digits =
        scan.rest().get(..8).filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()))?;
    let behind = scan.rest().get(8..)?;
    let number = |from: usize, to: usize| digits.get(from..to)?.parse::<i16>().ok();
    let small = |from, to| number(from, to).and_then(|number| i8::try_from(number).ok());
    let stamp = Stamp::on(number(0, 4)?, small(4, 6)?, small(6, 8)?)?;
    let is_time = behind.strip_prefix('T').is_some_and(|time| {
        time.bytes().all(|byte| byte.is_ascii_digit() || b":Z+-".contains(&byte))
    });
    if behind.is_empty() || is_time {
        *scan = Scan::new("");
        return Some(Reading::Sure(stamp));
    }
    None
}
