//! Counts numbers and dates in classes, so that any number of documents takes the same memory.

use std::collections::BTreeMap;

/// Days that are told apart; where there are more, months are shown.
const MOST_DAYS: usize = 62;

/// Months that are shown as such; where there are more, years are shown.
const MOST_MONTHS: i32 = 48;

/// Columns of years; where there are more, several years share one.
const MOST_YEARS: i32 = 60;

/// A class of a distribution: how it is called, and how many are in it.
pub(super) type Class = (String, u64);

/// Numbers by size: each class ends where the next power of two begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sizes {
    classes: BTreeMap<u32, u64>,
    /// How many there are.
    pub(super) count: u64,
    /// Their sum.
    pub(super) sum: u64,
    /// The least and the largest.
    pub(super) range: Option<(u64, u64)>,
}

impl Sizes {
    /// Adds a number.
    pub(super) fn add(&mut self, number: u64) {
        *self.classes.entry(u64::BITS - number.leading_zeros()).or_default() += 1;
        self.count += 1;
        self.sum = self.sum.saturating_add(number);
        let (least, most) = self.range.unwrap_or((number, number));
        self.range = Some((least.min(number), most.max(number)));
    }

    /// Returns every class from the first to the last in which there is one.
    pub(super) fn classes(&self) -> Vec<Class> {
        let first = self.classes.keys().next().copied().unwrap_or(1);
        let last = self.classes.keys().next_back().copied().unwrap_or_default();
        let count = |class: &u32| self.classes.get(class).copied().unwrap_or_default();
        (first..=last).map(|class| (class_name(class), count(&class))).collect()
    }
}

/// Returns the numbers with so many binary digits.
fn class_name(digits: u32) -> String {
    let told = |number: u64| crate::text::grouped(number);
    match digits {
        0 => "0".to_owned(),
        1 => "1".to_owned(),
        digits => {
            let first = 1_u64 << (digits - 1);
            format!("{}–{}", told(first), told(first.saturating_mul(2) - 1))
        }
    }
}

/// Days of publication.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Days {
    // None where there are too many.
    days: Option<BTreeMap<String, u64>>,
    months: BTreeMap<i32, u64>,
    /// How many there are.
    pub(super) count: u64,
    /// The first and the last, `YYYY-MM-DD`.
    pub(super) range: Option<(String, String)>,
}

impl Days {
    /// Returns no days.
    pub(super) fn new() -> Days {
        Days { days: Some(BTreeMap::new()), ..Days::default() }
    }

    /// Adds the day of a time in ISO 8601; what is none is passed over.
    pub(super) fn add(&mut self, time: &str) {
        let Some((day, month)) = read(time) else { return };
        self.count += 1;
        *self.months.entry(month).or_default() += 1;
        let (first, last) = self.range.take().unwrap_or_else(|| (day.to_owned(), day.to_owned()));
        self.range = Some((first.min(day.to_owned()), last.max(day.to_owned())));
        if let Some(days) = &mut self.days {
            *days.entry(day.to_owned()).or_default() += 1;
            if days.len() > MOST_DAYS {
                self.days = None;
            }
        }
    }

    /// Returns what a class is, and every class from the first to the last.
    pub(super) fn classes(&self) -> (&'static str, Vec<Class>) {
        let first = self.months.keys().next().copied().unwrap_or_default();
        let last = self.months.keys().next_back().copied().unwrap_or_default();
        match &self.days {
            Some(days) if last - first <= 1 && days.len() > 1 => ("day", all_days(days)),
            _ if last - first < MOST_MONTHS => ("month", self.all_months(first, last)),
            _ => self.all_years(first / 12, last / 12),
        }
    }

    fn all_months(&self, first: i32, last: i32) -> Vec<Class> {
        let count = |month: &i32| self.months.get(month).copied().unwrap_or_default();
        let name = |month: i32| format!("{:04}-{:02}", month / 12, month % 12 + 1);
        (first..=last).map(|month| (name(month), count(&month))).collect()
    }

    fn all_years(&self, first: i32, last: i32) -> (&'static str, Vec<Class>) {
        // Rounded to whole tens and hundreds, so that a class is a decade or a century.
        let step = [1, 10, 100, 1000]
            .into_iter()
            .find(|step| (last - first) / step < MOST_YEARS)
            .unwrap_or(1000);
        let classes = (first / step..=last / step).map(|class| {
            let from = class * step;
            let months = self.months.range(from * 12..(from + step) * 12);
            let name = if step == 1 {
                format!("{from:04}")
            } else {
                format!("{from:04}–{:04}", from + step - 1)
            };
            (name, months.map(|(_, count)| count).sum())
        });
        (if step == 1 { "year" } else { "span of years" }, classes.collect())
    }
}

/// Returns every day from the first to the last.
fn all_days(days: &BTreeMap<String, u64>) -> Vec<Class> {
    let parse = |day: Option<&String>| day.and_then(|day| day.parse::<jiff::civil::Date>().ok());
    let (Some(first), Some(last)) = (parse(days.keys().next()), parse(days.keys().next_back()))
    else {
        return days.iter().map(|(day, count)| (day.clone(), *count)).collect();
    };
    let all = first.series(jiff::Span::new().days(1)).take_while(|day| *day <= last);
    let name = all.map(|day| day.to_string());
    name.map(|day| {
        let count = days.get(&day).copied().unwrap_or_default();
        (day, count)
    })
    .collect()
}

/// Returns the day of a time, and the number of its month.
fn read(time: &str) -> Option<(&str, i32)> {
    let day = time.get(..10)?;
    let date: jiff::civil::Date = day.parse().ok()?;
    let is_known = date.year() >= 0;
    is_known.then(|| (day, i32::from(date.year()) * 12 + i32::from(date.month()) - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(times: &[&str]) -> (&'static str, Vec<Class>) {
        let mut days = Days::new();
        times.iter().for_each(|time| days.add(time));
        days.classes()
    }

    fn names(classes: &[Class]) -> Vec<&str> {
        classes.iter().map(|(name, _)| name.as_str()).collect()
    }

    #[test]
    fn sizes_fall_into_powers_of_two() {
        let mut sizes = Sizes::default();
        [1, 2, 3, 9].iter().for_each(|size| sizes.add(*size));
        let classes = sizes.classes();
        assert_eq!(names(&classes), ["1", "2–3", "4–7", "8–15"]);
        assert_eq!(classes.iter().map(|(_, count)| *count).collect::<Vec<u64>>(), [1, 2, 0, 1]);
        assert_eq!((sizes.sum, sizes.range), (15, Some((1, 9))));
        sizes.add(u64::MAX);
        assert!(sizes.classes().len() == 64);
    }

    #[test]
    fn dates_are_shown_by_day_month_or_year() {
        let (what, classes) = days(&["2031-05-09", "2031-05-11T10:00", "soon"]);
        assert_eq!(
            (what, names(&classes)),
            ("day", vec!["2031-05-09", "2031-05-10", "2031-05-11"])
        );
        let (what, classes) = days(&["2031-11-09", "2032-01-01"]);
        assert_eq!((what, names(&classes)), ("month", vec!["2031-11", "2031-12", "2032-01"]));
        let (what, classes) = days(&["2011-11-09", "2021-01-01"]);
        assert_eq!((what, classes.len()), ("year", 11));
        let (what, classes) = days(&["1500-01-01", "2021-01-01"]);
        assert_eq!((what, classes.len()), ("span of years", 53));
        assert_eq!(days(&[]).1.len(), 1);
    }
}
