//! Whether the values of fields are what they should be: there, unique, in range, dates that can be.

use serde_json::Value;

use crate::dates::{Hint, Parsed, parse_date};
use crate::expect::Setting;
use crate::text::{paragraph_count, word_count};

use super::catalog::{Check, Look, Rigged, Sample, Verdict};
use super::record::{Place, Record};
use super::shape::{Role, Shape};

pub(super) static CHECKS: &[Check] = &[
    Check::new(
        "fields/null-rate",
        Look::Field(null),
        "a field without a value",
        "A field that is null more often than it was is metadata that is lost.",
    )
    .shown(&[
        Sample::fails(&[(
            "a.jsonl",
            "{\"date\":null,\"text\":\"One.\"}\n{\"date\":\"2031-05-09\",\"text\":\"Two.\"}\n",
        )])
        .under("[check.null-rate.date]\nerror = \"> 20 %\""),
        Sample::passes(&[("a.jsonl", "{\"date\":\"2031-05-09\",\"text\":\"One.\"}\n")])
            .under("[check.null-rate.date]\nerror = \"> 20 %\""),
    ]),
    Check::new(
        "fields/unique",
        Look::Unique,
        "a value that another document has already",
        "Whoever joins tables by an id that stands twice gets documents twice, or the wrong ones.",
    )
    .error("> 0")
    .shown(&[
        Sample::fails(&[(
            "a.jsonl",
            "{\"id\":\"a\",\"text\":\"One.\"}\n{\"id\":\"a\",\"text\":\"Two.\"}\n",
        )]),
        Sample::passes(&[(
            "a.jsonl",
            "{\"id\":\"a\",\"text\":\"One.\"}\n{\"id\":\"b\",\"text\":\"Two.\"}\n",
        )]),
    ]),
    Check::new(
        "fields/pattern",
        Look::Field(pattern),
        "a value that does not match `pattern`",
        "Ids, codes and names of files have a form that later steps count on.",
    )
    .error("> 0")
    .shown(&[
        Sample::fails(&[("a.jsonl", "{\"id\":\"x7\",\"text\":\"One.\"}\n")])
            .under("[check.pattern.id]\npattern = '[0-9]+'"),
        Sample::passes(&[("a.jsonl", "{\"id\":\"17\",\"text\":\"One.\"}\n")])
            .under("[check.pattern.id]\npattern = '[0-9]+'"),
    ]),
    Check::new(
        "fields/range",
        Look::Field(range),
        "a number below `min` or above `max`",
        "A number outside its range is an error of measurement or of units.",
    )
    .error("> 0")
    .shown(&[
        Sample::fails(&[("a.jsonl", "{\"score\":1.7,\"text\":\"One.\"}\n")])
            .under("[check.range.score]\nmin = 0\nmax = 1"),
        Sample::passes(&[("a.jsonl", "{\"score\":0.7,\"text\":\"One.\"}\n")])
            .under("[check.range.score]\nmin = 0\nmax = 1"),
    ]),
    Check::new(
        "fields/allowed",
        Look::Field(allowed),
        "a value that is none of `values`",
        "A category of another spelling is lost to every filter by that category.",
    )
    .error("> 0")
    .shown(&[
        Sample::fails(&[("a.jsonl", "{\"kind\":\"Sprots\",\"text\":\"One.\"}\n")])
            .under("[check.allowed.kind]\nvalues = [\"Sports\", \"World\"]"),
        Sample::passes(&[("a.jsonl", "{\"kind\":\"Sports\",\"text\":\"One.\"}\n")])
            .under("[check.allowed.kind]\nvalues = [\"Sports\", \"World\"]"),
    ]),
    Check::new(
        "fields/blank",
        Look::Record(blank),
        "a text of no characters, or of white space alone, in the place of null",
        "An empty text counts as a value, so that a field looks full where nothing is in it.",
    )
    .error("> 0")
    .shown(&[
        Sample::fails(&[("a.jsonl", "{\"title\":\" \",\"text\":\"One.\"}\n")]),
        Sample::passes(&[("a.jsonl", "{\"title\":null,\"text\":\"One.\"}\n")]),
    ]),
    Check::new(
        "fields/placeholder",
        Look::Record(placeholder),
        "a word that stands for nothing, such as \"null\", \"N/A\" or \"undefined\"",
        "It is counted as a title, an author or a source that hundreds of documents share.",
    )
    .error("> 0")
    .shown(&[
        Sample::fails(&[("a.jsonl", "{\"author\":\"undefined\",\"text\":\"One.\"}\n")]),
        Sample::passes(&[("a.jsonl", "{\"author\":\"Nanette Null\",\"text\":\"One.\"}\n")]),
    ]),
    Check::new(
        "fields/untrimmed",
        Look::Record(untrimmed),
        "white space at an end of a value, or a line break inside a title or a name",
        "\"Kestrel\" and \"Kestrel \" are two sources to whoever groups by them.",
    )
    .error("> 0")
    .shown(&[
        Sample::fails(&[("a.jsonl", "{\"source\":\"Kestrel \",\"text\":\"One.\"}\n")]),
        Sample::passes(&[("a.jsonl", "{\"source\":\"Kestrel\",\"text\":\"One.\"}\n")]),
    ]),
    Check::new(
        "fields/date",
        Look::Record(date),
        "a date that cannot be read, or a day that does not exist",
        "It is dropped, or taken for another day, by whoever sorts by date.",
    )
    .error("> 0")
    .shown(&[
        Sample::fails(&[("a.jsonl", "{\"date\":\"2031-02-30\",\"text\":\"One.\"}\n")]),
        Sample::passes(&[("a.jsonl", "{\"date\":\"9 May 2021\",\"text\":\"One.\"}\n")]),
    ]),
    Check::new(
        "fields/future",
        Look::Record(future),
        "a date of publication or of a change that is yet to come",
        "Day and month were mixed up, or an event's date was taken for the article's.",
    )
    .error("> 0")
    .shown(&[
        Sample::fails(&[("a.jsonl", "{\"date\":\"2131-05-09\",\"text\":\"One.\"}\n")]),
        Sample::passes(&[("a.jsonl", "{\"date\":\"2021-05-09\",\"text\":\"One.\"}\n")]),
    ]),
    Check::new(
        "fields/before-web",
        Look::Record(before_web),
        "a date of publication before the first web page",
        "1970-01-01 is no date but a zero. The first page went up on 6 August 1991 (CERN); for \
         archives of paper this check is switched off.",
    )
    .error("> 0")
    .shown(&[
        Sample::fails(&[("a.jsonl", "{\"date\":\"1970-01-01\",\"text\":\"One.\"}\n")]),
        Sample::passes(&[("a.jsonl", "{\"date\":\"1999-01-01\",\"text\":\"One.\"}\n")]),
    ]),
    Check::new(
        "fields/order",
        Look::Record(order),
        "a change that is earlier than the publication",
        "The two dates were mixed up, or one of them is another article's.",
    )
    .error("> 0")
    .shown(&[
        Sample::fails(&[(
            "a.jsonl",
            "{\"published\":\"2021-05-09\",\"updated\":\"2021-05-08\",\"text\":\"One.\"}\n",
        )]),
        Sample::passes(&[(
            "a.jsonl",
            "{\"published\":\"2021-05-09\",\"updated\":\"2021-05-09\",\"text\":\"One.\"}\n",
        )]),
    ]),
    Check::new(
        "fields/address",
        Look::Record(address),
        "an address that is none of http or https with a host",
        "Nobody can go back to the source of the document.",
    )
    .error("> 0")
    .shown(&[
        Sample::fails(&[("a.jsonl", "{\"url\":\"/2031/ferry\",\"text\":\"One.\"}\n")]),
        Sample::passes(&[(
            "a.jsonl",
            "{\"url\":\"https://kestrel.lr/ferry\",\"text\":\"One.\"}\n",
        )]),
    ]),
    Check::new(
        "fields/language-tag",
        Look::Record(language_tag),
        "a language that is no tag such as `en` or `pt-BR`",
        "\"English\" and \"en\" are two languages to whoever filters by them (BCP 47).",
    )
    .error("> 0")
    .shown(&[
        Sample::fails(&[("a.jsonl", "{\"language\":\"English\",\"text\":\"One.\"}\n")]),
        Sample::passes(&[("a.jsonl", "{\"language\":\"zh-Hant\",\"text\":\"One.\"}\n")]),
    ]),
    Check::new(
        "fields/counts",
        Look::Record(counts),
        "a number of characters, words or paragraphs that is not the text's",
        "The text was changed behind the counts, so that neither can be trusted.",
    )
    .error("> 0"),
    Check::new(
        "fields/id",
        Look::Record(id),
        "an id of scutch that is not the start of the raw document's SHA-256",
        "The same raw document has the same id in every run; this one was made by somebody else.",
    )
    .error("> 0"),
];

fn null(value: Option<&Value>, _: &Rigged) -> Verdict {
    let is_empty = match value {
        None | Some(Value::Null) => true,
        Some(Value::String(text)) => text.trim().is_empty(),
        Some(Value::Array(list)) => list.is_empty(),
        Some(_) => false,
    };
    if is_empty { Verdict::Bad("expected a value, found none".to_owned()) } else { Verdict::Good }
}

/// Returns a value as text; a list as its texts.
pub(super) fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Null => Vec::new(),
        Value::String(text) => vec![text.clone()],
        Value::Array(list) => list.iter().flat_map(texts).collect(),
        other => vec![other.to_string()],
    }
}

/// Returns a value as a number; values of CSV are texts, whatever they say.
pub(super) fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok().filter(|number: &f64| number.is_finite()),
        _ => None,
    }
}

fn pattern(value: Option<&Value>, rigged: &Rigged) -> Verdict {
    let (Some(value), Some(pattern)) = (value, &rigged.pattern) else { return Verdict::Idle };
    let texts = texts(value);
    if texts.is_empty() {
        return Verdict::Idle;
    }
    match texts.iter().all(|text| pattern.is_match(text)) {
        true => Verdict::Good,
        false => {
            let wanted = rigged.setting.pattern.as_deref().unwrap_or_default();
            Verdict::Bad(format!("expected a match of `{wanted}`"))
        }
    }
}

fn range(value: Option<&Value>, rigged: &Rigged) -> Verdict {
    let Some(value) = value.filter(|value| !value.is_null()) else { return Verdict::Idle };
    let Some(number) = number(value) else { return Verdict::Bad("expected a number".to_owned()) };
    let (least, most) = (rigged.setting.min, rigged.setting.max);
    if let Some(least) = least.filter(|least| number < *least) {
        return Verdict::Bad(format!("expected at least {least}"));
    }
    match most.filter(|most| number > *most) {
        Some(most) => Verdict::Bad(format!("expected at most {most}")),
        None => Verdict::Good,
    }
}

fn allowed(value: Option<&Value>, rigged: &Rigged) -> Verdict {
    let (Some(value), Some(values)) = (value, &rigged.setting.values) else { return Verdict::Idle };
    let texts = texts(value);
    if texts.is_empty() {
        return Verdict::Idle;
    }
    match texts.iter().find(|text| !values.contains(text)) {
        None => Verdict::Good,
        Some(_) => Verdict::Bad(format!("expected one of \"{}\"", values.join("\", \""))),
    }
}

/// Calls `look` with each text of each field that is for one of `roles`; returns whether there was one.
fn each(
    record: &Record,
    is_meant: impl Fn(Role) -> bool,
    mut look: impl FnMut(&str, &str),
) -> bool {
    let mut is_any = false;
    let roles = record.fields.iter().zip(&record.roles);
    for ((name, value), _) in roles.filter(|(_, role)| role.is_some_and(&is_meant)) {
        let mut one = |value: &Value| {
            if let Value::String(text) = value {
                is_any = true;
                look(name, text);
            }
        };
        match value {
            Value::Array(list) => list.iter().for_each(&mut one),
            value => one(value),
        }
    }
    is_any
}

fn blank(record: &Record, _: &Shape, _: &Setting, found: &mut Vec<Place>) -> bool {
    each(
        record,
        |_| true,
        |name, text| {
            if text.trim().is_empty() {
                found.push(Place::value(name, text, "expected a value or null"));
            }
        },
    )
}

/// Words that stand for nothing, in lower case.
const PLACEHOLDERS: &[&str] = &[
    "null",
    "none",
    "nil",
    "nan",
    "n/a",
    "undefined",
    "unknown",
    "untitled",
    "[object object]",
    "tbd",
    "todo",
    "lorem ipsum",
    "no title",
    "#n/a",
    "(null)",
    "<null>",
];

fn placeholder(record: &Record, _: &Shape, _: &Setting, found: &mut Vec<Place>) -> bool {
    each(
        record,
        |_| true,
        |name, text| {
            let is_short = text.len() <= "[object object]".len() + 2;
            // In capitals it is the News Agency of Nigeria.
            let is_agency = text.trim() == "NAN";
            let is_placeholder =
                || PLACEHOLDERS.contains(&text.trim().to_ascii_lowercase().as_str());
            if is_short && !is_agency && is_placeholder() {
                found.push(Place::value(name, text, "expected a value or null"));
            }
        },
    )
}

fn untrimmed(record: &Record, shape: &Shape, _: &Setting, found: &mut Vec<Place>) -> bool {
    each(
        record,
        |_| true,
        |name, text| {
            if text.trim().is_empty() {
                return;
            }
            if text.trim() != text {
                found.push(Place::value(name, text, "expected no white space at the ends"));
            } else if text.contains(['\n', '\r']) && shape.role(name) != Some(Role::About) {
                found.push(Place::value(name, text, "expected one line"));
            }
        },
    )
}

/// Returns the day that a value of a date gives, as `YYYY-MM-DD` or the start of that.
pub(super) fn day(text: &str) -> Option<String> {
    if let Some(day) = iso_day(text) {
        return day;
    }
    match parse_date(text, Hint::default()) {
        Parsed::Date(stamp) => Some(stamp.to_string()),
        // Of two readings the earlier: no day is called future that may not be.
        Parsed::Ambiguous { day_first, month_first } => {
            Some(day_first.to_string().min(month_first.to_string()))
        }
        _ => None,
    }
}

/// Returns the day of a date in ISO 8601, none where that day does not exist; nothing where it is in
/// another form.
fn iso_day(text: &str) -> Option<Option<String>> {
    let day = text.get(..10)?;
    let is_form = day.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    let is_end = text.get(10..).is_some_and(|rest| rest.is_empty() || rest.starts_with(['T', ' ']));
    (is_form && is_end).then(|| {
        let exists = day.parse::<jiff::civil::Date>().is_ok();
        exists.then(|| day.to_owned())
    })
}

fn is_date(role: Role) -> bool {
    matches!(role, Role::Published | Role::Updated)
}

fn date(record: &Record, _: &Shape, _: &Setting, found: &mut Vec<Place>) -> bool {
    each(record, is_date, |name, text| {
        if !text.trim().is_empty() && day(text).is_none() {
            found.push(Place::value(name, text, "expected a date"));
        }
    })
}

fn future(record: &Record, _: &Shape, setting: &Setting, found: &mut Vec<Place>) -> bool {
    // Today, and a day more for other time zones, stands in `values`.
    let Some(last) = setting.values.as_ref().and_then(|values| values.first()) else {
        return false;
    };
    each(record, is_date, |name, text| {
        if day(text).is_some_and(|day| day.as_str() > last.as_str()) {
            found.push(Place::value(name, text, "expected a day that has come"));
        }
    })
}

/// The day of the first web page.
const FIRST_PAGE: &str = "1991-08-06";

fn before_web(record: &Record, _: &Shape, _: &Setting, found: &mut Vec<Place>) -> bool {
    each(record, is_date, |name, text| {
        if day(text).is_some_and(|day| day.as_str() < FIRST_PAGE) {
            found.push(Place::value(name, text, format!("expected {FIRST_PAGE} or later")));
        }
    })
}

fn order(record: &Record, shape: &Shape, _: &Setting, found: &mut Vec<Place>) -> bool {
    let day_of = |role: Role| {
        let mut names = shape.named(role).map(str::to_owned);
        names.find_map(|name| {
            let text = record.value(&name)?.as_str()?;
            Some((day(text)?, text.to_owned(), name))
        })
    };
    let (Some(published), Some(updated)) = (day_of(Role::Published), day_of(Role::Updated)) else {
        return false;
    };
    if updated.0 < published.0 && updated.0.len() == published.0.len() {
        let note = format!("expected {} or later", published.1);
        found.push(Place::value(&updated.2, &updated.1, note));
    }
    true
}

fn address(record: &Record, _: &Shape, _: &Setting, found: &mut Vec<Place>) -> bool {
    each(
        record,
        |role| role == Role::Url,
        |name, text| {
            let rest = ["https://", "http://"].iter().find_map(|scheme| text.strip_prefix(scheme));
            let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
            let is_host = host.contains(['.', ':']) || host == "localhost";
            if !is_host || text.contains(char::is_whitespace) {
                found.push(Place::value(name, text, "expected an address of http or https"));
            }
        },
    )
}

fn language_tag(record: &Record, _: &Shape, _: &Setting, found: &mut Vec<Place>) -> bool {
    each(
        record,
        |role| role == Role::Language,
        |name, text| {
            let mut parts = text.split('-');
            let first = parts.next().unwrap_or_default();
            let is_language =
                (2..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_lowercase());
            let is_part = |part: &str| {
                (1..=8).contains(&part.len())
                    && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
            };
            if !is_language || !parts.all(is_part) {
                found.push(Place::value(name, text, "expected a tag such as `en` or `pt-BR`"));
            }
        },
    )
}

fn counts(record: &Record, shape: &Shape, _: &Setting, found: &mut Vec<Place>) -> bool {
    if !shape.is_own || !record.has_text {
        return false;
    }
    let text = record.text();
    let expected = [
        ("chars", text.chars().count()),
        ("words", word_count(text)),
        ("paragraphs", paragraph_count(text)),
    ];
    for (name, expected) in expected {
        let name = shape.own_name(name);
        let Some(value) = record.value(&name) else { continue };
        #[expect(clippy::cast_precision_loss, reason = "counts lie far below 2^53")]
        let is_same = number(value) == Some(expected as f64);
        if !is_same {
            found.push(Place::value(&name, &value.to_string(), format!("expected {expected}")));
        }
    }
    true
}

fn id(record: &Record, shape: &Shape, _: &Setting, found: &mut Vec<Place>) -> bool {
    let text = |name: &str| record.value(&shape.own_name(name)).and_then(Value::as_str);
    let (Some(id), Some(hash)) = (text("id"), text("raw_hash")) else { return false };
    if !shape.is_own {
        return false;
    }
    let is_hash =
        hash.len() == 64 && hash.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'a'..=b'f'));
    if !is_hash || crate::rows::document_id(hash) != id {
        found.push(Place::value("id", id, format!("expected the first half of \"{hash}\"")));
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_and_must_exist() {
        assert_eq!(day("2031-05-09T10:00:00Z").as_deref(), Some("2031-05-09"));
        assert_eq!(day("2031-02-30"), None);
        assert_eq!(day("9 May 2031").as_deref(), Some("2031-05-09"));
        assert_eq!(day("soon"), None);
    }
}
