//! A day, as `YYYY-MM-DD`: what waivers end on, and what is today.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(Date);

impl Day {
    /// Returns the day that begins `days` later; the last one there is where that is beyond it.
    pub fn after(self, days: i32) -> Day {
        let span = jiff::Span::new().try_days(days);
        Day(span.map_or(Date::MAX, |span| self.0.saturating_add(span)))
    }
}

impl FromStr for Day {
    type Err = String;

    fn from_str(text: &str) -> Result<Day, String> {
        let is_plain = text.len() == "2031-05-09".len();
        let day = text.parse().ok().filter(|_| is_plain);
        day.map(Day).ok_or_else(|| format!("expected a day such as `2031-05-09`, found \"{text}\""))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl TryFrom<String> for Day {
    type Error = String;

    fn try_from(text: String) -> Result<Day, String> {
        text.parse()
    }
}

impl From<Day> for String {
    fn from(day: Day) -> String {
        day.to_string()
    }
}
