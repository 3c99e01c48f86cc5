//! Values that came with a record: they give fields before the text is searched for any, and what is
//! weaker evidence, the site and the date in an address, fills what is still empty at the end.

use crate::dates::{Hint as DateHint, Parsed, parse_date};
use crate::document::Document;
use crate::field::{Field, language_tag};
use crate::findings::Findings;
use crate::raw::{Hint, HintKind};
use crate::rule::{Effect, Rule};
use crate::span::Span;
use crate::stage::{Entry, Stage};

static VALUE: Rule = Rule::new(
    "record/value",
    Effect::Note,
    "a value that came with the record under a known name",
    "Whoever made the record knew its title, date and authors; what the text itself says may be about \
     another day or another person.",
    &[],
);

static ADDRESS: Rule = Rule::new(
    "record/address",
    Effect::Note,
    "the site or the date in the address of the page",
    "Many sites put the day of publication into the address of an article. It counts only where \
     nothing else tells.",
    &[],
);

/// The longest value of a field; a longer one is a text and no name.
const MOST_CHARS: usize = 300;
/// The longest description.
const MOST_DESCRIPTION_CHARS: usize = 2000;
/// Seconds of the year 1990 and of 2100: numbers between are times, in seconds or milliseconds.
const TIMES: std::ops::Range<i64> = 631_152_000..4_102_444_800;

struct Told;
struct Weak;

/// Returns the stage that takes over what the record says.
pub(super) fn entry() -> Entry {
    Entry::new("split/record", &[&VALUE], Told)
}

/// Returns the stage that reads addresses where fields are still empty.
pub(super) fn weak_entry() -> Entry {
    Entry::new("split/address", &[&ADDRESS], Weak)
}

impl Stage for Told {
    fn scan(&self, doc: &Document, found: &mut Findings<'_>) {
        let mut given: Vec<Field> = Vec::new();
        for hint in &doc.origin().hints {
            for (field, value) in values(hint) {
                let is_taken =
                    doc.field(field).is_some() || given.contains(&field) && !field.is_list();
                if !is_taken {
                    given.push(field);
                    found.note_because(&VALUE, Span::point(0), field, &value, &hint.key);
                }
            }
        }
    }
}

impl Stage for Weak {
    fn scan(&self, doc: &Document, found: &mut Findings<'_>) {
        let mut urls = doc.origin().hints.iter().filter(|hint| hint.kind == HintKind::Url);
        let Some(hint) = urls.next() else { return };
        let at = Span::point(0);
        let values =
            [(Field::Published, date_in(&hint.value)), (Field::Source, site_in(&hint.value))];
        for (field, value) in values {
            if let Some(value) = value.filter(|_| doc.field(field).is_none()) {
                found.note_because(&ADDRESS, at, field, &value, &hint.key);
            }
        }
    }
}

/// Returns the field that a hint gives with its values in the form of the field, several where it is a list.
fn values(hint: &Hint) -> impl Iterator<Item = (Field, String)> {
    // Tables write lists into one cell.
    let marks: &[char] = match hint.kind {
        HintKind::Author => &[';'],
        HintKind::Tag => &[',', ';', '|'],
        _ => &[],
    };
    hint.value.split(marks).filter_map(|text| value(hint.kind, text))
}

/// Returns the field that a text of this kind gives, and its value in the form of the field.
fn value(kind: HintKind, text: &str) -> Option<(Field, String)> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let most = if kind == HintKind::Description { MOST_DESCRIPTION_CHARS } else { MOST_CHARS };
    if text.is_empty() || text.chars().count() > most {
        return None;
    }
    Some(match kind {
        HintKind::Title => (Field::Title, text),
        HintKind::Published => (Field::Published, moment(&text)?),
        HintKind::Updated => (Field::Updated, moment(&text)?),
        HintKind::Author => (Field::Author, text),
        HintKind::Source => (Field::Source, text),
        HintKind::Section => (Field::Section, text),
        HintKind::Tag => (Field::Tag, text),
        HintKind::Description => (Field::Description, text),
        HintKind::Url => (Field::Url, text),
        HintKind::Image => (Field::Image, text),
        HintKind::Licence => (Field::Licence, text),
        HintKind::Language => (Field::Language, language(&text)?),
    })
}

/// Returns the tag of a language. Crawlers write codes of three letters where BCP 47 has one of two: those
/// are left alone.
fn language(text: &str) -> Option<String> {
    language_tag(text).filter(|tag| tag.split('-').next().is_some_and(|code| code.len() == 2))
}

/// Returns a date or a time in ISO 8601.
fn moment(text: &str) -> Option<String> {
    if let Ok(number) = text.parse::<i64>() {
        let seconds = if TIMES.contains(&number) { number } else { number / 1000 };
        let time = TIMES.contains(&seconds).then(|| jiff::Timestamp::from_second(seconds).ok());
        return Some(time.flatten()?.strftime("%Y-%m-%dT%H:%M:%S+00:00").to_string());
    }
    match parse_date(text, DateHint::default()) {
        Parsed::Date(stamp) => Some(stamp.iso()),
        _ => None,
    }
}

/// Returns the day that the path of an address names: `/2031/05/09/` or `/2031-05-09`.
fn date_in(url: &str) -> Option<String> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest).split_once('/')?.1;
    let path = path.split(['?', '#']).next().unwrap_or(path);
    let parts: Vec<&str> = path.split(['/', '-', '_', '.']).collect();
    parts.windows(3).find_map(|three| {
        let [year, month, day] = three else { return None };
        let number = |digits: &str, len: usize| {
            let is_plain = digits.len() <= len && digits.bytes().all(|byte| byte.is_ascii_digit());
            is_plain.then(|| digits.parse::<i16>().ok()).flatten()
        };
        let (y, m, d) = (number(year, 4)?, number(month, 2)?, number(day, 2)?);
        let is_likely = year.len() == 4 && (1990..2100).contains(&y);
        let date = jiff::civil::Date::new(y, i8::try_from(m).ok()?, i8::try_from(d).ok()?).ok()?;
        is_likely.then(|| date.to_string())
    })
}

/// Returns the host of an address, without `www.` and port.
fn site_in(url: &str) -> Option<String> {
    let rest = url.split_once("://").filter(|(scheme, _)| scheme.starts_with("http"))?.1;
    let host = rest.split(['/', '?', '#']).next()?.rsplit('@').next()?;
    let host = host.split(':').next()?.to_ascii_lowercase();
    let site = host.strip_prefix("www.").unwrap_or(&host);
    site.contains('.').then(|| site.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_records_become_iso() {
        assert_eq!(moment("2031-05-09").as_deref(), Some("2031-05-09"));
        assert_eq!(moment("1936082400").as_deref(), Some("2031-05-09T08:40:00+00:00"));
        assert_eq!(moment("1936082400000").as_deref(), Some("2031-05-09T08:40:00+00:00"));
        assert_eq!(moment("yesterday"), None);
        assert_eq!(moment("17"), None);
    }

    #[test]
    fn lists_may_be_one_cell() {
        let hint = |kind, value: &str| Hint { kind, key: String::new(), value: value.to_owned() };
        let tags = hint(HintKind::Tag, "ferries, harbour life ,");
        let told: Vec<String> = values(&tags).map(|(_, value)| value).collect();
        assert_eq!(told, ["ferries", "harbour life"]);
        let authors = hint(HintKind::Author, "Vint, Orla; Tam Reyle");
        assert_eq!(values(&authors).map(|(_, name)| name).next().as_deref(), Some("Vint, Orla"));
        let changed = hint(HintKind::Updated, "May 9, 2031");
        assert!(values(&changed).eq([(Field::Updated, "2031-05-09".to_owned())]));
    }

    #[test]
    fn a_language_is_a_tag() {
        assert_eq!(language("pt_BR").as_deref(), Some("pt-BR"));
        assert_eq!([language("eng"), language("German"), language("en,de")], [None, None, None]);
    }

    #[test]
    fn an_address_tells_day_and_site() {
        let url = "https://www.kestrel.lr:8080/harbour/2031/05/09/ferry.html?x=1";
        assert_eq!(date_in(url).as_deref(), Some("2031-05-09"));
        assert_eq!(site_in(url).as_deref(), Some("kestrel.lr"));
        assert_eq!(date_in("https://kestrel.lr/a-2031-13-09"), None);
        assert_eq!(site_in("file:///a"), None);
    }
}
