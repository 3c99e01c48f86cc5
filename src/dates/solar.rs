//! Dates of the Solar Hijri calendar of Iran and Afghanistan as dates of ours.

use jiff::{ToSpan, civil};

use super::stamp::Stamp;

/// Years in which a news text can be dated: 1921 to 2070 of ours.
const YEARS: std::ops::RangeInclusive<i16> = 1300..=1449;

/// Returns whether a year before a month and a day is one of this calendar.
pub(crate) fn is_solar_year(year: i16) -> bool {
    YEARS.contains(&year)
}

/// Returns the day of ours. The leap years are those of the common arithmetic cycle of 33 years; the
/// calendar itself follows the equinox, and the test below compares some days.
pub(crate) fn stamp(year: i16, month: i8, day: i8) -> Option<Stamp> {
    let longest = match month {
        1..=6 => 31,
        7..=11 => 30,
        12 if is_leap(year) => 30,
        12 => 29,
        _ => return None,
    };
    if !is_solar_year(year) || !(1..=longest).contains(&day) {
        return None;
    }
    // 1 Farvardin 1300 is 21 March 1921.
    let years: i32 = (*YEARS.start()..year).map(|year| 365 + i32::from(is_leap(year))).sum();
    let before = i32::from(month) - 1;
    let months = before * 30 + before.min(6);
    let days = years + months + i32::from(day) - 1;
    let date = civil::Date::new(1921, 3, 21).ok()?.checked_add(days.days()).ok()?;
    Stamp::on(date.year(), date.month(), date.day())
}

fn is_leap(year: i16) -> bool {
    matches!(year.rem_euclid(33), 1 | 5 | 9 | 13 | 17 | 22 | 26 | 30)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_years_fall_on_the_equinox() {
        for (solar, ours) in [
            ((1400, 1, 1), "2021-03-21"),
            ((1403, 1, 1), "2024-03-20"),
            ((1399, 12, 30), "2021-03-20"),
            ((1357, 11, 22), "1979-02-11"),
            ((1403, 2, 25), "2024-05-14"),
        ] {
            let (year, month, day) = solar;
            assert_eq!(stamp(year, month, day).map(Stamp::iso).as_deref(), Some(ours), "{solar:?}");
        }
        assert_eq!(stamp(1400, 12, 30), None);
    }
}
