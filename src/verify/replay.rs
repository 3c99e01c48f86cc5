//! Makes one record again from its raw bytes and its changes, and tells where it differs.

use crate::decode::{self, Given};
use crate::error::{Error, Result};
use crate::field::Field;
use crate::hash::sha256;
use crate::ledger::{self, Redo};
use crate::map::{Edit, Map};
use crate::measure::Scratch;
use crate::raw::Part;
use crate::rows::{document_id, verdicts};
use crate::span::Span;
use crate::tag::quality::{self, furniture};
use crate::text::{paragraph_count, word_count};

use super::record::{Change, Record};

/// Returns what of the record does not follow from the bytes and the changes.
pub(super) fn failures(part: &Part, record: &Record, changes: &[Change]) -> Vec<String> {
    let bytes = part.bytes.as_slice();
    let found = sha256(bytes);
    if found != record.raw_hash {
        return vec![format!(
            "raw_hash: expected {}, found {found} in the raw file",
            record.raw_hash
        )];
    }
    match again(part, &record.encoding, changes) {
        Ok(remade) => differences(part, record, changes, &remade),
        Err(error) => vec![error.to_string()],
    }
}

/// Returns the text that the changes make of the bytes.
pub(super) fn text(part: &Part, encoding: &str, changes: &[Change]) -> Result<String> {
    again(part, encoding, changes).map(|remade| remade.text)
}

/// A record made again.
struct Remade {
    text: String,
    map: Map,
    fields: Vec<(Field, String)>,
    // Bytes of furniture that were taken away.
    stripped: usize,
}

/// Decodes and replays.
fn again(part: &Part, encoding: &str, changes: &[Change]) -> Result<Remade> {
    let of_decode = changes.iter().take_while(|change| change.pass == "decode");
    let given: Vec<Given<'_>> = of_decode
        .map(|change| Given {
            raw: Span { start: change.raw_start, end: change.raw_end },
            at: Span { start: change.text_start, end: change.text_end },
            was: &change.was,
            with: change.with.as_deref(),
            detail: change.detail.as_deref().unwrap_or_default(),
        })
        .collect();
    let decoded = decode::replay(&part.bytes, encoding, &given)?;
    let decoded = decode::unescape(decoded, part.escapes);
    let (text, map) = match decoded.unescaped {
        Some(undone) => (undone.text, undone.map),
        None => (decoded.text, decoded.map),
    };
    let mut remade = Remade { text, map, fields: Vec::new(), stripped: 0 };
    let behind = changes.get(given.len()..).unwrap_or_default();
    for pass in behind.chunk_by(|a, b| a.pass == b.pass) {
        replay_pass(&mut remade, pass)?;
    }
    Ok(remade)
}

fn replay_pass(remade: &mut Remade, pass: &[Change]) -> Result<()> {
    let (mut edits, mut redone, mut raws) = (Vec::new(), Vec::new(), Vec::new());
    for change in pass {
        let with = change.with.as_deref();
        remade.stripped += with.map_or(0, |with| furniture(&change.pass, &change.was, with));
        let at = Span { start: change.text_start, end: change.text_end };
        let raw = Span { start: change.raw_start, end: change.raw_end };
        if let (Some(name), Some(value)) = (&change.field, &change.value) {
            let field = Field::named(name);
            let field = field
                .ok_or_else(|| problem(change, &format!("expected a field, found \"{name}\"")))?;
            check_signals(remade, change, field, value)?;
            let given = (field, value.clone());
            if !remade.fields.contains(&given) {
                remade.fields.push(given);
            }
        }
        match &change.with {
            Some(with) => {
                edits.push(Edit { at, len: with.len() });
                redone.push(Redo { at, was: &change.was, with });
                raws.push((change, raw));
            }
            None => note(remade, change, at, raw)?,
        }
    }
    let text = ledger::replay(&remade.text, redone);
    let text = text.map_err(|error| Error::new(pass_name(pass), error.to_string()))?;
    let (map, found) = remade.map.advance(&edits);
    for ((change, expected), found) in raws.into_iter().zip(found) {
        if expected != found {
            let told = format!(
                "expected raw {}..{}, found {}..{}",
                found.start, found.end, expected.start, expected.end
            );
            return Err(problem(change, &told));
        }
    }
    remade.text = text;
    remade.map = map;
    Ok(())
}

/// Measures the text again, where the change says what was measured.
fn check_signals(remade: &Remade, change: &Change, field: Field, value: &str) -> Result<()> {
    if field != Field::Quality || change.pass != quality::PASS {
        return Ok(());
    }
    let found = quality::signals(&remade.text, remade.stripped, &mut Scratch::default());
    match found == value {
        true => Ok(()),
        false => Err(problem(change, &format!("expected {found}, found {value}"))),
    }
}

/// Checks a change that left the text alone.
fn note(remade: &Remade, change: &Change, at: Span, raw: Span) -> Result<()> {
    let found = remade.text.get(at.start..at.end);
    if found != Some(change.was.as_str()) || remade.map.raw(at) != raw {
        return Err(problem(change, "expected the text and raw range that it names, found others"));
    }
    Ok(())
}

fn pass_name(pass: &[Change]) -> String {
    pass.first().map(|change| change.pass.clone()).unwrap_or_default()
}

fn problem(change: &Change, told: &str) -> Error {
    let place = format!(
        "{} in {} at text {}..{}",
        change.rule, change.pass, change.text_start, change.text_end
    );
    Error::new(place, told)
}

fn differences(part: &Part, record: &Record, changes: &[Change], remade: &Remade) -> Vec<String> {
    let bytes = part.bytes.as_slice();
    let mut failures = Vec::new();
    let mut expect = |name: &str, expected: String, found: String| {
        if expected != found {
            failures.push(format!("{name}: expected {expected:?}, found {found:?}"));
        }
    };
    if let Some(at) = first_difference(&remade.text, &record.text) {
        let around =
            |text: &str| text.chars().skip(at.saturating_sub(10)).take(30).collect::<String>();
        expect(&format!("text at character {at}"), around(&remade.text), around(&record.text));
    }
    let field = |field: Field| {
        let values = remade.fields.iter().filter(|(key, _)| *key == field);
        values.map(|(_, value)| value.as_str()).collect::<Vec<&str>>().join("; ")
    };
    let told = |value: &Option<String>| value.clone().unwrap_or_default();
    expect("title", field(Field::Title), told(&record.title));
    expect("published", field(Field::Published), told(&record.published));
    expect("updated", field(Field::Updated), told(&record.updated));
    expect("authors", field(Field::Author), record.authors.join("; "));
    expect("source", field(Field::Source), told(&record.source));
    expect("section", field(Field::Section), told(&record.section));
    expect("place", field(Field::Place), told(&record.place));
    expect("tags", field(Field::Tag), record.tags.join("; "));
    expect("deck", field(Field::Deck), told(&record.deck));
    expect("language", field(Field::Language), told(&record.language));
    expect("description", field(Field::Description), told(&record.description));
    expect("url", field(Field::Url), told(&record.url));
    expect("image", field(Field::Image), told(&record.image));
    expect("licence", field(Field::Licence), told(&record.licence));
    expect("quality", field(Field::Quality), told(&record.quality));
    let against = remade.fields.iter().filter(|(key, _)| *key == Field::Verdict);
    let against = verdicts(against.map(|(_, value)| value.as_str()));
    expect("verdicts", against.unwrap_or_default().into_owned(), told(&record.verdicts));
    expect("id", document_id(&record.raw_hash).to_owned(), record.id.clone());
    expect("raw_bytes", bytes.len().to_string(), record.raw_bytes.to_string());
    let number = |offset: Option<u64>| offset.map(|offset| offset.to_string()).unwrap_or_default();
    expect("offset", number(part.offset), number(record.offset));
    expect("meta", told(&part.meta), told(&record.meta));
    expect("chars", remade.text.chars().count().to_string(), record.chars.to_string());
    expect("words", word_count(&remade.text).to_string(), record.words.to_string());
    expect("paragraphs", paragraph_count(&remade.text).to_string(), record.paragraphs.to_string());
    if let Some(change) = changes.iter().find(|change| change.file != record.file) {
        expect("changes.jsonl: file", record.file.clone(), change.file.clone());
    }
    failures.extend(unaccounted(bytes, changes, &remade.map));
    failures
}

/// Returns the number of the first character in which the two differ.
fn first_difference(a: &str, b: &str) -> Option<usize> {
    if a == b {
        return None;
    }
    let same = a.chars().zip(b.chars()).take_while(|(a, b)| a == b);
    Some(same.count())
}

/// Returns the first raw byte that neither the map nor a change accounts for (law 2).
fn unaccounted(bytes: &[u8], changes: &[Change], map: &Map) -> Option<String> {
    let mut spans: Vec<Span> = map.runs().iter().map(|run| run.raw()).collect();
    spans
        .extend(changes.iter().map(|change| Span { start: change.raw_start, end: change.raw_end }));
    spans.sort_unstable();
    let mut done = 0;
    for span in spans {
        if span.start > done {
            break;
        }
        done = done.max(span.end);
    }
    (done < bytes.len())
        .then(|| format!("raw {done}: expected a run or a change that holds this byte, found none"))
}
