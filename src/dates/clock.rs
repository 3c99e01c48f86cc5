//! Reads a time of day with its zone, as it stands beside a date.

use std::fmt;

use jiff::civil;

use super::calendar::{eat_word, small};
use super::scan::Scan;

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Time {
    hour: i8,
    minute: i8,
    second: Option<i8>,
    /// Minutes east of UTC.
    offset: Option<i32>,
}

impl Time {
    /// Returns whether it has a zone.
    pub(crate) fn is_zoned(self) -> bool {
        self.offset.is_some()
    }

    /// Returns it in the zone that many minutes east of UTC.
    pub(crate) fn with_offset(self, offset: Option<i32>) -> Time {
        Time { offset, ..self }
    }

    /// Returns it unless it is midnight without a zone: systems that store a day without a time print
    /// midnight.
    pub(crate) fn unless_midnight(self) -> Option<Time> {
        let is_midnight = self.hour == 0 && self.minute == 0 && self.second.unwrap_or(0) == 0;
        (!is_midnight || self.is_zoned()).then_some(self)
    }

    /// Writes it behind a date in ISO 8601.
    pub(crate) fn write(self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "T{:02}:{:02}", self.hour, self.minute)?;
        if let Some(second) = self.second {
            write!(out, ":{second:02}")?;
        }
        if let Some(offset) = self.offset {
            let sign = if offset < 0 { '-' } else { '+' };
            let offset = offset.abs();
            write!(out, "{sign}{:02}:{:02}", offset / 60, offset % 60)?;
        }
        Ok(())
    }
}

/// Marks that may stand between a date and its time.
pub(crate) const MARKS: &[char] = &[',', '-', '–', '—', '|', '/', '•', '·', ';', '،'];

/// Reads the time behind a date; also tells whether it was written with am or pm.
pub(crate) fn time_behind(scan: &mut Scan<'_>) -> (Option<Time>, bool) {
    let mut ahead = *scan;
    if !ahead.eat("T") {
        ahead.marks(MARKS);
        for _ in 0..2 {
            if !ahead.rest().starts_with(|c: char| c.is_ascii_digit()) {
                eat_word(&mut ahead, BEFORE);
            }
        }
        if ahead.rest().is_empty() {
            return (None, false);
        }
    }
    let close = [("(", ")"), ("[", "]")].into_iter().find(|(open, _)| ahead.eat(open));
    let Some((time, is_half_day)) = clock(&mut ahead) else {
        return (None, false);
    };
    if close.is_some_and(|(_, close)| !ahead.eat(close)) {
        return (None, false);
    }
    *scan = ahead;
    (time.unless_midnight(), is_half_day)
}

/// Reads a time; also tells whether it was written with am or pm.
pub(crate) fn clock(scan: &mut Scan<'_>) -> Option<(Time, bool)> {
    let is_afternoon = ["下午", "오후 ", "午後"].iter().any(|word| scan.eat(word));
    let is_morning = ["上午", "오전 ", "午前"].iter().any(|word| scan.eat(word));
    let mut hour = small(scan)?;
    let between = scan.one_of(&[':', 'h', '時', '时', '시', '.'])?;
    scan.spaces();
    let minute = scan.digits(2, 2).and_then(|number| i8::try_from(number).ok())?;
    if between == '.' && !ends_dotted(*scan) {
        return None;
    }
    if !matches!(between, ':' | 'h' | '.') {
        scan.one_of(&['分', '분']);
    }
    let mut ahead = *scan;
    let second = match ahead.eat(":") {
        true => ahead.digits(2, 2).and_then(|number| i8::try_from(number).ok()),
        false => None,
    };
    if second.is_some() {
        *scan = ahead;
        skip_fraction(scan);
    }
    let half = match is_afternoon || is_morning {
        true => Some(is_afternoon),
        false => half_day(scan),
    };
    if let Some(is_afternoon) = half {
        if !(1..=12).contains(&hour) {
            return None;
        }
        hour = hour % 12 + if is_afternoon { 12 } else { 0 };
    }
    civil::Time::new(hour, minute, second.unwrap_or(0), 0).ok()?;
    eat_unit(scan);
    let offset = zone(scan);
    let time = Time { hour, minute, second, offset };
    Some((time, half.is_some() && is_afternoon == is_morning))
}

/// Skips a word behind a time that no letter follows.
fn eat_unit(scan: &mut Scan<'_>) {
    let mut ahead = *scan;
    ahead.spaces();
    let is_eaten = BEHIND.iter().any(|unit| ahead.eat(unit));
    if is_eaten && !ahead.rest().starts_with(char::is_alphanumeric) {
        ahead.spaces();
        *scan = ahead;
    }
}

/// Returns whether a time with a dot, `16.20`, may end here: a number with a fraction goes on.
fn ends_dotted(scan: Scan<'_>) -> bool {
    let mut ahead = scan;
    ahead.spaces();
    let mut behind = ahead;
    ahead.rest().trim_end_matches(')').is_empty()
        || zone(&mut behind).is_some()
        || half_day(&mut behind).is_some()
        || SHARED_ZONES.iter().any(|zone| ahead.rest().starts_with(zone))
        || ["Uhr", "uhr", "WIB", "WITA", "WIT"].iter().any(|word| ahead.eat(word))
}

fn skip_fraction(scan: &mut Scan<'_>) {
    let mut ahead = *scan;
    if ahead.eat(".") && ahead.digit_count() > 0 {
        ahead.digits(1, 9);
        *scan = ahead;
    }
}

/// Reads am or pm; true is pm.
fn half_day(scan: &mut Scan<'_>) -> Option<bool> {
    let mut ahead = *scan;
    ahead.spaces();
    let token = ahead.word()?.to_lowercase();
    let half = match token.trim_end_matches('.') {
        "am" | "ص" | "صباحا" | "صباحًا" | "ق.ظ" | "π.μ" | "öö" | "sa" => false,
        "pm" | "م" | "مساء" | "مساءً" | "ب.ظ" | "μ.μ" | "ös" | "ch" => true,
        // `a.m.`, and with a space as in Spanish.
        "a" if ate_noon(&mut ahead) => false,
        "p" if ate_noon(&mut ahead) => true,
        _ => return None,
    };
    *scan = ahead;
    Some(half)
}

fn ate_noon(scan: &mut Scan<'_>) -> bool {
    scan.spaces();
    scan.eat("m.")
}

/// Words that stand between a date and its time.
const BEFORE: &[&str] = &[
    "at",
    "um",
    "kl.",
    "klo",
    "à",
    "às",
    "a",
    "las",
    "saat",
    "в",
    "о",
    "об",
    "ore",
    "alle",
    "o",
    "godz.",
    "time:",
    "ora",
    "om",
    "kl",
    "u",
    "kello",
    "เวลา",
    "ساعت",
    "الساعة",
    "pukul",
    "jam",
    "lúc",
    "στις",
    "hora",
];

/// Words that stand behind a time, the longer before the shorter.
const BEHIND: &[&str] =
    &["hrs.", "hs.", "h.", "hs", "Uhr", "uhr", "h", "hrs", "hours", "ч.", "hod.", "น."];

/// Zones that several places share: the time stays local.
const SHARED_ZONES: &[&str] = &["IST", "BST", "CST", "ET", "CT", "MT", "PT", "local", "LT"];

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
    ("мск", 180),
    ("МСК", 180),
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
pub(crate) fn zone(scan: &mut Scan<'_>) -> Option<i32> {
    let mut ahead = *scan;
    ahead.spaces();
    let is_bracketed = ahead.eat("(");
    let offset = match ahead.rest().starts_with(['+', '-', '−']) {
        true => signed_offset(&mut ahead),
        false => {
            if is_bracketed && let Some(offset) = worded_offset(&mut ahead) {
                *scan = ahead;
                return Some(offset);
            }
            let name = ahead.word()?;
            if SHARED_ZONES.contains(&name) && (!is_bracketed || ahead.eat(")")) {
                *scan = ahead;
                eat_word(scan, &["time"]);
                return None;
            }
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

/// Bytes of the words in brackets that tell an offset at most.
const WORDED_BYTES: usize = 60;

/// Reads words in brackets that end in an offset: `بتوقيت مكة +03:00)`.
fn worded_offset(scan: &mut Scan<'_>) -> Option<i32> {
    let (words, behind) = scan.rest().split_once(')')?;
    let at = words.rfind(['+', '−']).filter(|_| words.len() <= WORDED_BYTES)?;
    let mut ahead = Scan::new(words.get(at..)?);
    let offset = signed_offset(&mut ahead)?;
    *scan = Scan::new(behind);
    ahead.rest().is_empty().then_some(offset)
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
