//! Decodes again from what the ledger says, to prove that the decoded text follows from the bytes.

use crate::document::Decoded;
use crate::error::{Error, Result};
use crate::span::Span;

use super::charset::Charset;
use super::units::Units;
use super::{escaped, escaped_as, read_as};

/// An exception as the ledger tells it: raw bytes and the text that stands for them.
#[derive(Clone, Copy, Debug)]
pub struct Given<'a> {
    /// The raw bytes.
    pub raw: Span,
    /// What the ledger says was there, escaped for print; with the charset that it was read as.
    pub was: &'a str,
    /// The text that came instead.
    pub with: &'a str,
}

/// Returns the decoded text and its map: the bytes between the exceptions by the encoding, strictly,
/// exceptions that name a charset by that one, and the others as they are given.
///
/// # Errors
///
/// When the encoding does not exist, an exception lies outside the bytes or names other bytes or
/// other text than its charset gives, or bytes outside every exception are malformed.
pub fn replay(bytes: &[u8], encoding: &str, exceptions: &[Given<'_>]) -> Result<Decoded> {
    let Some(charset) = Charset::for_label(encoding) else {
        let problem = format!("expected the name of an encoding, found \"{encoding}\"");
        return Err(Error::new("encoding", problem));
    };
    let mut units = Units::new(bytes, 0, charset);
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
        let part = read_as(given.was);
        let found = part.map_or_else(|| escaped(found), |part| escaped_as(part, found));
        if found != given.was {
            let problem = format!("expected \"{}\", found \"{found}\"", given.was);
            return Err(Error::new(place(), problem));
        }
        units.advance(given.raw.start);
        match part {
            Some(part) => {
                let text = units.read_as(given.raw, part);
                if units.text(text) != given.with {
                    let problem = format!("expected the text of these bytes in {}", part.name());
                    return Err(Error::new(place(), problem));
                }
            }
            None => units.given(given.raw, given.with),
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    const BYTES: &[u8] = b"a\xCF\n";

    fn text(was: &str, with: &str) -> Option<String> {
        let given = [Given { raw: Span::new(1, 2), was, with }];
        replay(BYTES, "UTF-8", &given).ok().map(|decoded| decoded.text)
    }

    #[test]
    fn a_charset_proves_the_text() {
        assert_eq!(text("windows-1251: \\xCF", "П").as_deref(), Some("aП\n"));
        assert_eq!(text("windows-1251: \\xCF", "Ï"), None);
        assert_eq!(text("windows-1252: \\xCF", "П"), None);
        assert_eq!(text("windows-1251: \\xCE", "П"), None);
        assert_eq!(text("cp1251: \\xCF", "П"), None);
    }

    #[test]
    fn pages_of_our_own_are_known_by_name() {
        let decoded = replay(b"caf\x82", "IBM437", &[]).ok();
        assert_eq!(decoded.map(|decoded| decoded.text).as_deref(), Some("café"));
    }
}
