//! A trace: the raw document in order, each stretch either kept or changed, with the rules that did it.

use std::path::Path;

use crate::config::Config;
use crate::decode::Decoder;
use crate::document::{Document, Rejection, Verdict};
use crate::error::{Error, Result};
use crate::ledger::{Act, Change};
use crate::pipeline::Pipeline;
use crate::raw::{Body, RawDocument};
use crate::span::Span;

/// A document with every stretch of its raw bytes.
#[derive(Debug)]
pub struct Trace {
    /// The document as it ends.
    pub document: Document,
    /// Its stretches, in the order of the raw bytes; empty where it was set aside before decoding.
    pub stretches: Vec<Stretch>,
}

/// A stretch of a document.
#[derive(Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The raw bytes.
    pub raw: Span,
    /// The text that they were decoded to.
    pub text: String,
    /// What was done there, in order; empty where the text was kept.
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
    /// The field and the value that it got, where it got one.
    pub value: Option<(String, String)>,
}

/// Runs the document at `path` (`-` for standard input) through the stages and traces it.
///
/// # Errors
///
/// When the config has no meaning, or the document could not be read.
pub fn trace(path: &Path, config: &Config) -> Result<Trace> {
    let pipeline = Pipeline::new(config)?;
    let body = match path.as_os_str() == "-" {
        true => {
            let mut bytes = Vec::new();
            let read = std::io::Read::read_to_end(&mut std::io::stdin().lock(), &mut bytes);
            read.map_err(|error| Error::io(Path::new("standard input"), "read", &error))?;
            Body::Bytes(bytes)
        }
        false => Body::File(path.to_owned()),
    };
    let raw = RawDocument { input: 0, file: path.display().to_string(), body };
    let decoded = Decoder::new(&config.decode, config.limits.document_bytes)?.decode(raw.clone());
    if let Verdict::Unreadable(Rejection { reason, .. }) = decoded.verdict() {
        return Err(Error::new(path.display().to_string(), reason));
    }
    let document = pipeline.document(raw);
    let stretches = stretches(&decoded, &document);
    Ok(Trace { document, stretches })
}

/// Lays the changes of `document` out over its decoded text.
fn stretches(decoded: &Document, document: &Document) -> Vec<Stretch> {
    let mut changes: Vec<Change<'_>> = document.ledger().changes().collect();
    changes.sort_by_key(|change| change.raw.start);
    let mut all = Vec::new();
    let mut done = 0;
    let mut rest = changes.as_slice();
    while let Some(first) = rest.first() {
        let mut raw = first.raw;
        let count = rest.iter().take_while(|change| grows(&mut raw, change.raw)).count();
        let (cluster, behind) = rest.split_at(count.max(1));
        all.extend(kept(decoded, Span::new(done, raw.start.max(done))));
        all.push(changed(decoded, raw, cluster));
        done = raw.end.max(done);
        rest = behind;
    }
    let end = usize::try_from(decoded.origin().raw_bytes).unwrap_or(usize::MAX);
    all.extend(kept(decoded, Span::new(done, end.max(done))));
    all
}

/// Lets `raw` grow by `next` where the two overlap, and returns whether they do.
fn grows(raw: &mut Span, next: Span) -> bool {
    let joins = next.overlaps(*raw) || next == *raw || next.start < raw.end;
    if joins {
        *raw = raw.hull(next);
    }
    joins
}

fn kept(decoded: &Document, raw: Span) -> Option<Stretch> {
    let text = decoded.map().text(raw).of(decoded.text()).to_owned();
    let steps = Vec::new();
    (!text.is_empty()).then_some(Stretch { raw, text, steps })
}

fn changed(decoded: &Document, raw: Span, cluster: &[Change<'_>]) -> Stretch {
    let steps = cluster.iter().map(|change| Step {
        rule: change.rule.id.to_string(),
        was: change.was.to_owned(),
        with: match change.act {
            Act::Put(with) => Some(with.to_owned()),
            Act::Take(..) => Some(String::new()),
            Act::Note(..) => None,
        },
        value: match change.act {
            Act::Put(_) => None,
            Act::Take(field, value) | Act::Note(field, value) => {
                Some((field.name().to_owned(), value.to_owned()))
            }
        },
    });
    Stretch {
        raw,
        text: decoded.map().text(raw).of(decoded.text()).to_owned(),
        steps: steps.collect(),
    }
}
