//! A trace: the raw document in order, each stretch either kept or changed, with the rules that did it.

use std::path::Path;

use crate::config::Config;
use crate::decode::{Charset, Decoder};
use crate::document::{Document, Rejection, Verdict};
use crate::error::{Error, Result};
use crate::ledger::{Act, Change};
use crate::pipeline::Pipeline;
use crate::raw::RawDocument;
use crate::run::{Inputs, STANDARD};
use crate::span::Span;

/// A document with every stretch of its raw bytes.
#[derive(Debug)]
pub struct Trace {
    /// The document as it ends.
    pub document: Document,
    /// Its stretches, in the order of the raw bytes; empty where it was set aside before decoding.
    pub stretches: Vec<Stretch>,
}

/// A stretch of a document: kept, or taken away by one change.
#[derive(Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The raw bytes.
    pub raw: Span,
    /// The text that they were decoded to.
    pub text: String,
    /// Whether the text is still there.
    pub is_kept: bool,
    /// The changes that end here, in the order they were made.
    pub steps: Vec<Step>,
}

/// One change of a stretch.
#[derive(Debug, PartialEq, Eq)]
pub struct Step {
    /// The rule.
    pub rule: String,
    /// What was there when the rule saw it.
    pub was: String,
    /// What came instead; none where the text stayed.
    pub with: Option<String>,
    /// The field and the value that it got, where it got one; `encoding` and its name where these
    /// bytes are in another encoding than the document.
    pub value: Option<(String, String)>,
    /// How that is known, where there is more to say than the rule does; else empty.
    pub detail: String,
}

/// Runs the document at `path` (`-` for standard input) through the stages and traces it. One among many
/// is named as the dataset does: `pages.zip!a/one.txt`, `records.jsonl!12`.
///
/// # Errors
///
/// When the config has no meaning, or the document could not be read, or there are several.
pub fn trace(path: &Path, config: &Config) -> Result<Trace> {
    let pipeline = Pipeline::new(config)?;
    let raw = raw(path, config)?;
    let decoded = Decoder::new(&config.decode, config.limits.document_bytes)?.decode(raw.clone());
    if let Verdict::Unreadable(Rejection { reason, .. }) = decoded.verdict() {
        return Err(Error::new(path.display().to_string(), reason));
    }
    let document = pipeline.document(raw);
    let stretches = stretches(&decoded, &document);
    Ok(Trace { document, stretches })
}

/// Reads the document that `path` names.
fn raw(path: &Path, config: &Config) -> Result<RawDocument> {
    let name = path.display().to_string();
    let (file, member) = parted(&name).unwrap_or((&name, ""));
    let mut config = config.clone();
    (config.run.input, config.run.output) = (vec![file.to_owned()], STANDARD.to_owned());
    // A file that is named is wanted.
    (config.run.files_from, config.read.include, config.read.exclude) = Default::default();
    let mut documents = Inputs::open(&config)?.documents(0);
    let problem = |problem: String| Err(Error::new(name.as_str(), problem));
    if !member.is_empty() {
        let found = documents.find(|raw| raw.file.ends_with(member));
        return found.map_or_else(|| problem(format!("expected \"{member}\" in {file}")), Ok);
    }
    match (documents.next(), documents.next()) {
        (Some(raw), None) => Ok(raw),
        (Some(raw), Some(_)) => {
            let first = raw.file.find('!').and_then(|at| raw.file.get(at..)).unwrap_or_default();
            problem(format!(
                "expected one document, found several: name one, such as {file}{first}"
            ))
        }
        (None, _) => problem("expected a document, found none".to_owned()),
    }
}

/// Parts the name of a file that is there from that of a document in it, which begins with its mark.
fn parted(name: &str) -> Option<(&str, &str)> {
    if Path::new(name).exists() {
        return None;
    }
    let mut marks = name.match_indices('!');
    marks.find_map(|(at, _)| name.split_at_checked(at).filter(|(file, _)| Path::new(file).exists()))
}

/// Lays the changes of `document` out over its decoded text: each raw byte belongs to the first
/// change that took it away.
fn stretches(decoded: &Document, document: &Document) -> Vec<Stretch> {
    let changes: Vec<Change<'_>> = document.ledger().changes().collect();
    let len = usize::try_from(decoded.origin().raw_bytes).unwrap_or_default();
    let owners = owners(&changes, len);
    let mut ends: Vec<(usize, usize)> = changes
        .iter()
        .enumerate()
        .map(|(index, change)| (last_owned(&owners, index, change), index))
        .collect();
    ends.sort_unstable();
    let mut ends = ends.into_iter().peekable();
    let mut all = Vec::new();
    let mut start = 0;
    while start < len || ends.peek().is_some() {
        let owner = owners.get(start).copied().flatten();
        let run =
            owners.get(start..).unwrap_or_default().iter().take_while(|other| **other == owner);
        let next_end = ends.peek().map_or(len, |(end, _)| (*end).max(start));
        let end = (start + run.count()).min(next_end);
        let mut steps = Vec::new();
        while let Some((_, index)) = ends.next_if(|(place, _)| *place <= end) {
            steps.extend(changes.get(index).map(step));
        }
        let raw = Span::new(start, end);
        let text = match raw.is_empty() {
            true => String::new(),
            false => decoded.map().text(raw).of(decoded.text()).to_owned(),
        };
        all.push(Stretch { raw, text, is_kept: owner.is_none(), steps });
        start = end;
    }
    all
}

/// Returns for each raw byte the change that took it away.
fn owners(changes: &[Change<'_>], len: usize) -> Vec<Option<usize>> {
    let mut owners = vec![None; len];
    for (index, change) in changes.iter().enumerate() {
        if matches!(change.act, Act::Note(..) | Act::Flag) || charset(change).is_some() {
            continue;
        }
        for owner in owners.get_mut(change.raw.start..change.raw.end).unwrap_or_default() {
            owner.get_or_insert(index);
        }
    }
    owners
}

/// Returns where the last byte that a change took away ends, or the end of its range.
fn last_owned(owners: &[Option<usize>], index: usize, change: &Change<'_>) -> usize {
    let range = owners.get(change.raw.start..change.raw.end).unwrap_or_default();
    let last = range.iter().rposition(|owner| *owner == Some(index));
    last.map_or(change.raw.end, |last| change.raw.start + last + 1)
}

/// Returns the charset that decoding read the bytes of a change as, where that is not the
/// document's: the text stands, and the step says how it was read.
fn charset(change: &Change<'_>) -> Option<Charset> {
    match change.act {
        Act::Put(_) if change.pass == "decode" => Charset::for_label(change.detail),
        _ => None,
    }
}

fn step(change: &Change<'_>) -> Step {
    if let Some(charset) = charset(change) {
        return Step {
            rule: change.rule.id.to_string(),
            was: change.was.to_owned(),
            with: None,
            value: Some(("encoding".to_owned(), charset.name().to_owned())),
            detail: String::new(),
        };
    }
    Step {
        rule: change.rule.id.to_string(),
        was: change.was.to_owned(),
        detail: change.detail.to_owned(),
        with: match change.act {
            Act::Put(with) => Some(with.to_owned()),
            Act::Take(..) => Some(String::new()),
            Act::Note(..) | Act::Flag => None,
        },
        value: match change.act {
            Act::Put(_) | Act::Flag => None,
            Act::Take(field, value) | Act::Note(field, value) => {
                Some((field.name().to_owned(), value.to_owned()))
            }
        },
    }
}
