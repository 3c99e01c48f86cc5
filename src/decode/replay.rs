//! Decodes again from what the ledger says, to prove that the decoded text follows from the bytes.

use encoding_rs::Encoding;

use crate::document::Decoded;
use crate::error::{Error, Result};
use crate::span::Span;

use super::units::Units;

/// An exception as the ledger tells it: raw bytes and the text that stands for them.
#[derive(Clone, Copy, Debug)]
pub struct Given<'a> {
    /// The raw bytes.
    pub raw: Span,
    /// What the ledger says was there, escaped for print.
    pub was: &'a str,
    /// The text that came instead.
    pub with: &'a str,
}

/// Returns the decoded text and its map: the bytes between the exceptions by the encoding, strictly,
/// and the exceptions as they are given.
///
/// # Errors
///
/// When the encoding does not exist, an exception lies outside the bytes or names other bytes, or
/// bytes outside every exception are malformed.
pub fn replay(bytes: &[u8], encoding: &str, exceptions: &[Given<'_>]) -> Result<Decoded> {
    let Some(encoding) = Encoding::for_label(encoding.as_bytes()) else {
        return Err(Error::new(
            "encoding",
            format!("expected a WHATWG name, found \"{encoding}\""),
        ));
    };
    let mut units = Units::new(bytes, 0, encoding);
    let mut done = 0;
    for given in exceptions {
        let place = || format!("raw {}..{}", given.raw.start, given.raw.end);
        let found = bytes.get(given.raw.start..given.raw.end).filter(|_| given.raw.start >= done);
        let Some(found) = found else {
            return Err(Error::new(
                place(),
                "expected a place inside the raw bytes, behind the last",
            ));
        };
        let found = super::escaped(found);
        if found != given.was {
            let problem = format!("expected \"{}\", found \"{found}\"", given.was);
            return Err(Error::new(place(), problem));
        }
        units.advance(given.raw.start);
        units.given(given.raw, given.with);
        done = given.raw.end;
    }
    units.advance(bytes.len());
    let decoded = units.finish();
    match decoded.exceptions.first() {
        None => Ok(decoded),
        Some(first) => {
            let place = format!("raw {}..{}", first.raw.start, first.raw.end);
            Err(Error::new(place, "expected bytes of the encoding, found malformed ones"))
        }
    }
}
