//! Moments as machines write them, ISO 8601 and what is close to it, and as people do.

use crate::dates::{Hint, Parsed, parse_date};

/// Returns the moment that a value is, as machines or people write it: a whole day, read in one way.
pub(crate) fn read(text: &str, language: Option<&str>) -> Option<String> {
    if let Some(moment) = iso(text) {
        return Some(moment);
    }
    let plain = text.trim().replace(" @ ", " ").replace(" @", " ");
    let plain = plain.strip_prefix("on ").unwrap_or(&plain);
    let Parsed::Date(stamp) = parse_date(plain, Hint { language, order: None }) else {
        return None;
    };
    let day = stamp.iso();
    // Years in which pages can have been written.
    let is_day = day.len() >= 10 && ("1990".."2100").contains(&day.get(..4)?);
    is_day.then_some(day)
}

/// Returns the moment as `YYYY-MM-DD` or `YYYY-MM-DDThh:mm[:ss][±hh:mm]`.
pub(crate) fn iso(text: &str) -> Option<String> {
    let text = text.trim();
    let bytes = text.as_bytes();
    let digits = |from: usize, count: usize| -> Option<u32> {
        let part = text.get(from..from + count)?;
        part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok())?
    };
    let year = digits(0, 4)?;
    let (month, day, end) = match bytes.get(4)? {
        b'-' | b'/' | b'.' => (digits(5, 2)?, digits(8, 2)?, 10),
        _ => (digits(4, 2)?, digits(6, 2)?, 8),
    };
    if end == 10 && bytes.get(7) != bytes.get(4) {
        return None;
    }
    let (year16, month8, day8) =
        (i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    jiff::civil::Date::new(year16, month8, day8).ok()?;
    if !(1990..2100).contains(&year) {
        return None;
    }
    let date = format!("{year:04}-{month:02}-{day:02}");
    Some(match time(text.get(end..).unwrap_or_default()) {
        Some(time) => format!("{date}T{time}"),
        None => date,
    })
}

/// Returns the time behind a date.
fn time(rest: &str) -> Option<String> {
    let rest = rest.trim_start_matches(['T', 't', ' ']);
    let number = |from: usize, most: u32| {
        let part = rest.get(from..from + 2)?.parse::<u32>().ok()?;
        (part <= most).then_some(part)
    };
    let (hour, minute) = (number(0, 23)?, number(3, 59)?);
    if rest.as_bytes().get(2) != Some(&b':') {
        return None;
    }
    let mut time = format!("{hour:02}:{minute:02}");
    let mut end = 5;
    if rest.as_bytes().get(5) == Some(&b':')
        && let Some(second) = number(6, 59)
    {
        time.push_str(&format!(":{second:02}"));
        end = 8;
    }
    let behind = rest.get(end..).unwrap_or_default();
    let behind = behind
        .strip_prefix('.')
        .map_or(behind, |fraction| fraction.trim_start_matches(|c: char| c.is_ascii_digit()));
    time.push_str(&offset(behind.trim_start()).unwrap_or_default());
    Some(time)
}

fn offset(text: &str) -> Option<String> {
    let sign = text.chars().next()?;
    match sign {
        'Z' | 'z' => Some("+00:00".to_owned()),
        '+' | '-' => {
            let digits: String =
                text.chars().skip(1).filter(char::is_ascii_digit).take(4).collect();
            let (hours, minutes) = (digits.get(..2)?, digits.get(2..4).unwrap_or("00"));
            Some(format!("{sign}{hours}:{minutes}"))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::iso;

    #[test]
    fn reads_moments() {
        for (text, expected) in [
            ("2031-05-09", Some("2031-05-09")),
            ("2031-05-09T16:20:05.123Z", Some("2031-05-09T16:20:05+00:00")),
            ("2031-05-09 16:20 +0300", Some("2031-05-09T16:20+03:00")),
            ("20310509", Some("2031-05-09")),
            ("2031/05/09", Some("2031-05-09")),
            ("2031-13-09", None),
            ("9 May 2031", None),
            ("é", None),
        ] {
            assert_eq!(iso(text).as_deref(), expected, "{text}");
        }
    }
}
