//! Whether the files and records are whole: what the manifest says, schema, keys, types, encoding.

use super::catalog::{Check, Look, Measure, Sample};
use super::record::{Place, Record};
use super::shape::{Shape, Type};
use crate::expect::Setting;

/// A good line, another, and one of them with something wrong.
const A: &str = "{\"id\":\"a\",\"n\":1,\"text\":\"The ferry sails at noon.\"}\n";

pub(super) static CHECKS: &[Check] = &[
    Check::new(
        "structure/manifest",
        Look::Told,
        "a manifest.json that cannot be understood",
        "Without its manifest nobody can say whether a dataset of scutch is whole.",
    )
    .counting(Measure::Files)
    .error("> 0")
    .shown(&[
        Sample::fails(&[("documents.jsonl", A), ("manifest.json", "{\"version\":")]),
        Sample::passes(&[("documents.jsonl", A)]),
    ]),
    Check::new(
        "structure/missing-file",
        Look::Told,
        "a file that the manifest lists and that is not there",
        "A shard that was not copied is a part of the documents that is silently lost.",
    )
    .counting(Measure::Files)
    .error("> 0"),
    Check::new(
        "structure/digest",
        Look::Told,
        "a file that is not the one that the manifest names by SHA-256",
        "A file that was cut off, edited or mixed up with another run's is not what was verified.",
    )
    .counting(Measure::Files)
    .error("> 0"),
    Check::new(
        "structure/rows",
        Look::Told,
        "a file with more or fewer records than the manifest says",
        "What was read is not what was written.",
    )
    .counting(Measure::Files)
    .error("> 0"),
    Check::new(
        "structure/extra-file",
        Look::Told,
        "a file of documents that the manifest does not list",
        "A shard of an earlier run is read by whoever takes the whole folder.",
    )
    .counting(Measure::Files)
    .error("> 0"),
    Check::new(
        "structure/shard",
        Look::Told,
        "a set of shards with a number missing",
        "Names such as `train-00000-of-00002` say how many shards there are.",
    )
    .counting(Measure::Files)
    .error("> 0")
    .shown(&[
        Sample::fails(&[("a-00000-of-00003.jsonl", A), ("a-00002-of-00003.jsonl", A)]),
        Sample::passes(&[("a-00000-of-00001.jsonl", A)]),
    ]),
    Check::new(
        "structure/line-ends",
        Look::Told,
        "lines that do not all end the same way, or a last line without an end",
        "Tools that split at `\\n` leave `\\r` in values, and a file without a last newline merges \
         with whatever is joined to it.",
    )
    .counting(Measure::Files)
    .error("> 0")
    .shown(&[
        Sample::fails(&[("a.jsonl", "{\"text\":\"One line.\"}\r\n{\"text\":\"Another.\"}\n")]),
        Sample::passes(&[("a.jsonl", "{\"text\":\"One line.\"}\n{\"text\":\"Another.\"}\n")]),
    ]),
    Check::new(
        "structure/byte-order-mark",
        Look::Told,
        "a file that begins with a byte order mark",
        "Readers that do not expect it fail at the first line, or take it into the first key.",
    )
    .counting(Measure::Files)
    .error("> 0")
    .shown(&[
        Sample::fails(&[("a.jsonl", "\u{FEFF}{\"text\":\"One line.\"}\n")]),
        Sample::passes(&[("a.jsonl", "{\"text\":\"One line.\"}\n")]),
    ]),
    Check::new(
        "structure/malformed",
        Look::Told,
        "a line, row or stream that is no whole record",
        "Most readers stop at the first such line, or drop it without a word.",
    )
    .error("> 0")
    .shown(&[
        Sample::fails(&[("a.jsonl", "{\"text\":\"One line.\"}\n{\"text\":\"Cut o\n")]),
        Sample::passes(&[("a.jsonl", "{\"text\":\"One line.\"}\n\n{\"text\":\"Two.\"}\n")]),
    ]),
    Check::new(
        "structure/no-text",
        Look::Told,
        "a record without a text",
        "A document that is a null or a number fails in the middle of somebody's training run.",
    )
    .error("> 0")
    .shown(&[
        Sample::fails(&[("a.jsonl", "{\"text\":\"One line.\"}\n{\"text\":null}\n")]),
        Sample::passes(&[("a.jsonl", "{\"text\":\"One line.\"}\n")]),
    ]),
    Check::new(
        "structure/encoding",
        Look::Told,
        "a record that is not UTF-8",
        "JSON is UTF-8 (RFC 8259), and so is what readers of CSV expect.",
    )
    .error("> 0"),
    Check::new(
        "structure/escape",
        Look::Told,
        "an escape that stands for no character, such as half a surrogate pair",
        "Some readers refuse the line, and others put U+FFFD or worse in its place.",
    )
    .error("> 0")
    .shown(&[
        Sample::fails(&[("a.jsonl", "{\"text\":\"Half \\ud83d of a pair.\"}\n")]),
        Sample::passes(&[("a.jsonl", "{\"text\":\"Both \\ud83d\\ude00 of a pair.\"}\n")]),
    ]),
    Check::new(
        "structure/duplicate-key",
        Look::Told,
        "a key that stands twice in a record",
        "Which of the two values counts depends on who reads it.",
    )
    .error("> 0")
    .shown(&[
        Sample::fails(&[("a.jsonl", "{\"id\":\"a\",\"id\":\"b\",\"text\":\"One line.\"}\n")]),
        Sample::passes(&[("a.jsonl", "{\"id\":\"a\",\"text\":\"One line.\"}\n")]),
    ]),
    Check::new(
        "structure/schema",
        Look::Record(schema),
        "a record of scutch with a column too many or too few, or null where none may be",
        "Readers take the columns from the schema, and fail where the records have others.",
    )
    .error("> 0"),
    Check::new(
        "structure/keys",
        Look::Record(keys),
        "a record without a key that the others have",
        "A key that is missing is most often a step of the pipeline that did not run.",
    )
    .warning("> 0")
    .shown(&[
        Sample::fails(&[(
            "a.jsonl",
            concat!(
                "{\"id\":\"a\",\"text\":\"One.\"}\n{\"id\":\"b\",\"text\":\"Two.\"}\n",
                "{\"id\":\"c\",\"text\":\"Three.\"}\n{\"text\":\"Four.\"}\n"
            ),
        )]),
        Sample::passes(&[("a.jsonl", "{\"id\":\"a\",\"text\":\"One.\"}\n")]),
    ]),
    Check::new(
        "structure/type",
        Look::Record(types),
        "a value of another type than the field has elsewhere",
        "A number among texts breaks every reader that needs one type for a column.",
    )
    .error("> 0")
    .shown(&[
        Sample::fails(&[(
            "a.jsonl",
            concat!(
                "{\"n\":1,\"text\":\"One.\"}\n{\"n\":2,\"text\":\"Two.\"}\n",
                "{\"n\":\"3\",\"text\":\"Three.\"}\n"
            ),
        )]),
        Sample::passes(&[(
            "a.jsonl",
            "{\"n\":1,\"text\":\"One.\"}\n{\"n\":null,\"text\":\"Two.\"}\n",
        )]),
    ]),
];

fn schema(record: &Record, shape: &Shape, _: &Setting, found: &mut Vec<Place>) -> bool {
    if !shape.is_own || record.fields.is_empty() {
        return false;
    }
    // In CSV a value that is not there is empty, whatever its column.
    for (name, known) in &shape.fields {
        match record.value(name) {
            None => found.push(Place::value(name, "", "expected this column, found none")),
            Some(value) if value.is_null() && !known.is_nullable && record.is_typed => {
                let is_text = *name == record.text_field;
                if !is_text {
                    found.push(Place::value(name, "null", "expected a value"));
                }
            }
            Some(_) => {}
        }
    }
    for (name, _) in &record.fields {
        if !shape.fields.contains_key(name) {
            found.push(Place::value(name, "", "expected no column of this name"));
        }
    }
    true
}

fn keys(record: &Record, shape: &Shape, _: &Setting, found: &mut Vec<Place>) -> bool {
    if shape.is_own || record.fields.is_empty() {
        return false;
    }
    let missing =
        shape.fields.iter().filter(|(name, known)| !known.is_optional && !record.has(name));
    found.extend(missing.map(|(name, _)| Place::value(name, "", "expected this key, found none")));
    true
}

fn types(record: &Record, shape: &Shape, _: &Setting, found: &mut Vec<Place>) -> bool {
    if !record.is_typed || record.fields.is_empty() {
        return false;
    }
    for (name, value) in &record.fields {
        let wanted = shape.fields.get(name).and_then(|known| known.kind);
        let kind = Type::of(value);
        if let (Some(wanted), Some(kind)) = (wanted, kind)
            && wanted != kind
        {
            let note = format!("expected {}, found {}", wanted.name(), kind.name());
            found.push(Place::value(name, &value.to_string(), note));
        }
    }
    true
}
