//! Points in time as a document gives them, and how they are written: ISO 8601.

use std::fmt;

use jiff::civil;

use super::clock::Time;

/// A point in time, as exactly as the document gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    pub(crate) year: i16,
    pub(crate) month: i8,
    /// None in a partial date such as 2031-05.
    pub(crate) day: Option<i8>,
    pub(crate) time: Option<Time>,
}

/// A date as it reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
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

/// Years that a news text is published in: before them are years of other calendars.
const YEARS: std::ops::RangeInclusive<i16> = 1500..=2199;

/// Years of the Thai calendar, which counts from the death of the Buddha.
const BUDDHIST_YEARS: std::ops::RangeInclusive<i16> = 2400..=2700;

/// Years by which the Thai calendar is ahead.
const BUDDHIST_LEAD: i16 = 543;

impl Stamp {
    /// Returns the day, where it exists; years of the Thai calendar are told by their size.
    pub(crate) fn on(year: i16, month: i8, day: i8) -> Option<Stamp> {
        let year = if BUDDHIST_YEARS.contains(&year) { year - BUDDHIST_LEAD } else { year };
        civil::Date::new(year, month, day).ok()?;
        YEARS.contains(&year).then_some(Stamp { year, month, day: Some(day), time: None })
    }

    pub(crate) fn in_month(year: i16, month: i8) -> Option<Stamp> {
        let stamp = Stamp::on(year, month, 1)?;
        Some(Stamp { day: None, ..stamp })
    }

    /// Returns whether the day is one of `weekdays`, a bit for each, Monday the lowest.
    pub(crate) fn is_on(self, weekdays: u8) -> bool {
        let date = civil::Date::new(self.year, self.month, self.day.unwrap_or(1));
        date.is_ok_and(|date| weekdays >> date.weekday().to_monday_zero_offset() & 1 == 1)
    }

    /// Returns whether the two can be the same moment, one told more exactly than the other.
    pub(crate) fn agrees(self, other: Stamp) -> bool {
        let same_day = self.day.is_none() || other.day.is_none() || self.day == other.day;
        self.year == other.year && self.month == other.month && same_day
    }

    /// Returns how exactly it is told, to compare stamps that agree.
    pub(crate) fn exactness(self) -> u8 {
        let zoned = self.time.is_some_and(|time| time.is_zoned());
        u8::from(self.day.is_some()) + u8::from(self.time.is_some()) + u8::from(zoned)
    }

    /// Returns it as ISO 8601: `2031-05`, `2031-05-09`, `2031-05-09T16:20+03:00`.
    pub fn iso(self) -> String {
        self.to_string()
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-{:02}", self.year, self.month)?;
        if let Some(day) = self.day {
            write!(out, "-{day:02}")?;
        }
        match self.time {
            Some(time) => time.write(out),
            None => Ok(()),
        }
    }
}

impl Reading {
    /// Returns the reading with its time.
    pub(crate) fn timed(self, time: Option<Time>) -> Reading {
        let add = |stamp: Stamp| Stamp { time, ..stamp };
        match self {
            Reading::Sure(stamp) => Reading::Sure(add(stamp)),
            Reading::Either { day_first, month_first } => {
                Reading::Either { day_first: add(day_first), month_first: add(month_first) }
            }
            reading => reading,
        }
    }

    /// Returns the reading that evidence for one of the two orders settles.
    pub(crate) fn settled(self, order: Option<Order>) -> Reading {
        match (self, order) {
            (Reading::Either { day_first, .. }, Some(Order::DayFirst)) => Reading::Sure(day_first),
            (Reading::Either { month_first, .. }, Some(Order::MonthFirst)) => {
                Reading::Sure(month_first)
            }
            (reading, _) => reading,
        }
    }
}

/// Which of two numbers before a year is the day.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    /// 9/5/2031 is a day of May.
    DayFirst,
    /// 5/9/2031 is a day of May.
    MonthFirst,
}
