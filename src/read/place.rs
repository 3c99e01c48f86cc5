//! A place in the inputs: the stream that is read at the moment, its name, and where documents go.

use std::io;
use std::sync::Arc;

use crate::error::io_reason;
use crate::raw::{Body, Opener, Part, RawDocument, Record, Spoiled};
use crate::rule::Rule;

use super::caps::{Budget, DAMAGED, stop_of};
use super::feed::{Flow, Sink};
use super::name::escaped;
use super::reader::Reader;

/// A place: what a reader of a format is given besides the stream.
pub(super) struct Place<'a> {
    pub(super) reader: &'a Reader,
    pub(super) input: usize,
    /// The name of the stream.
    pub(super) name: String,
    /// Containers around it.
    pub(super) depth: usize,
    /// Whether the stream is that of the file, so that its places are true.
    pub(super) is_placed: bool,
    pub(super) budget: Budget,
    pub(super) sink: &'a mut Sink,
}

impl Place<'_> {
    /// Hands on a raw document: the stream itself, or a part of it.
    pub(super) fn push(&mut self, part: Option<&str>, body: Body) -> Flow {
        self.budget.count_pushed();
        let file = match part {
            None => self.name.clone(),
            Some(part) => format!("{}!{part}", self.name),
        };
        let body = if self.is_placed { body } else { unplaced(body) };
        self.sink.push(RawDocument { input: self.input, file, body })
    }

    /// Returns the place of a member of this archive.
    pub(super) fn member(&mut self, name: &[u8]) -> Place<'_> {
        let name = format!("{}!{}", self.name, escaped(name));
        Place { name, ..self.inside() }
    }

    /// Returns the place of what is inside this container, under the same name.
    pub(super) fn inside(&mut self) -> Place<'_> {
        Place {
            reader: self.reader,
            input: self.input,
            name: self.name.clone(),
            depth: self.depth + 1,
            is_placed: self.is_placed,
            budget: self.budget.clone(),
            sink: self.sink,
        }
    }

    /// Hands on that the stream itself cannot be used.
    pub(super) fn refuse(&mut self, rule: &'static Rule, reason: String) -> Flow {
        let spoiled = Spoiled { rule, reason, bytes: 0, offset: None, place: None };
        self.push(None, Body::Spoiled(spoiled))
    }

    /// Hands on that a stream broke at `offset`, where `bytes` are lost; returns whether a cap was
    /// met, behind which nothing is read.
    pub(super) fn broken(
        &mut self,
        error: &io::Error,
        offset: Option<u64>,
        bytes: u64,
    ) -> std::ops::ControlFlow<(), bool> {
        let stop = stop_of(error);
        let spoiled = Spoiled {
            rule: stop.map_or(&DAMAGED, |stop| stop.rule),
            reason: match stop {
                Some(stop) => stop.to_string(),
                None => format!("expected a whole stream, found damage: {}", io_reason(error)),
            },
            bytes,
            offset,
            place: None,
        };
        self.push(None, Body::Spoiled(spoiled))?;
        std::ops::ControlFlow::Continue(stop.is_some())
    }
}

/// Opens records of a stream that is not that of the file, but was made from it in UTF-8.
struct Unplaced(Arc<dyn Opener>);

impl Opener for Unplaced {
    fn open(&self, bytes: Vec<u8>, offset: u64) -> Result<Part, Spoiled> {
        let opened = self.0.open(bytes, offset);
        let opened = opened.map(|part| Part { offset: None, ..part });
        opened.map_err(|spoiled| Spoiled { offset: None, ..spoiled })
    }

    fn is_json(&self) -> bool {
        self.0.is_json()
    }
}

/// Returns `body` without its place in the stream.
fn unplaced(body: Body) -> Body {
    match body {
        Body::Record(record) => {
            let opener: Arc<dyn Opener> = Arc::new(Unplaced(Arc::clone(&record.opener)));
            Body::Record(Record { opener, ..record })
        }
        Body::Part(part) => Body::Part(Box::new(Part { offset: None, ..*part })),
        Body::Spoiled(spoiled) => Body::Spoiled(Spoiled { offset: None, ..spoiled }),
        body => body,
    }
}
