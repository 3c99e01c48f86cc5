//! Decodes again from what the ledger says, to prove that the decoded text follows from the bytes.

use crate::document::Decoded;
use crate::error::{Error, Result};
use crate::span::Span;

use super::charset::Charset;
use super::escaped;
use super::units::Units;

/// An exception as the ledger tells it: raw bytes and the text that stands for them.
#[derive(Clone, Copy, Debug)]
pub struct Given<'a> {
    /// The raw bytes.
    pub raw: Span,
    /// The place in the decoded text.
    pub at: Span,
    /// What the ledger says was there, escaped for print.
    pub was: &'a str,
    /// The text that came instead; none where the ledger only points the place out.
    pub with: Option<&'a str>,
    /// The charset that the bytes were read as, by its name; empty where the text is given.
    pub detail: &'a str,
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
    if charset.is_steered() {
        return replay_whole(bytes, charset, exceptions);
    }
    let mut units = Units::new(bytes, 0, charset);
    let mut done = 0;
    for given in exceptions {
        check(bytes, given, done).and_then(|()| follow(&mut units, given)).map_err(|problem| {
            Error::new(format!("raw {}..{}", given.raw.start, given.raw.end), problem)
        })?;
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

/// Decodes from the first byte to the last, where what an exception holds may steer what follows,
/// and checks that the exceptions which come out are those that are given.
fn replay_whole(bytes: &[u8], charset: Charset, exceptions: &[Given<'_>]) -> Result<Decoded> {
    let mut units = Units::new(bytes, 0, charset);
    units.advance(bytes.len());
    let decoded = units.finish();
    let mut found = decoded.exceptions.iter();
    for given in exceptions {
        let is_told = match given.with {
            None => given.raw.is_empty() && given.at.is_empty() && given.was.is_empty(),
            Some(with) => found.next().is_some_and(|found| {
                (found.raw, found.at, found.was.as_str()) == (given.raw, given.at, given.was)
                    && found.at.of(&decoded.text) == with
                    && given.detail.is_empty()
            }),
        };
        if !is_told {
            let place = format!("raw {}..{}", given.raw.start, given.raw.end);
            return Err(Error::new(place, "expected what decoding gives, found another exception"));
        }
    }
    match found.next() {
        None => Ok(Decoded { exceptions: Vec::new(), ..decoded }),
        Some(next) => {
            let place = format!("raw {}..{}", next.raw.start, next.raw.end);
            Err(Error::new(place, "expected an exception, found none"))
        }
    }
}

/// Checks that an exception lies behind raw offset `done` and names the bytes that are there.
fn check(bytes: &[u8], given: &Given<'_>, done: usize) -> std::result::Result<(), String> {
    let found = bytes.get(given.raw.start..given.raw.end).filter(|_| given.raw.start >= done);
    let Some(found) = found.map(escaped) else {
        return Err("expected a place inside the raw bytes, behind the last".to_owned());
    };
    if found != given.was {
        return Err(format!("expected \"{}\", found \"{found}\"", given.was));
    }
    Ok(())
}

/// Decodes up to an exception and through it, and checks the text and place that it tells.
fn follow(units: &mut Units<'_>, given: &Given<'_>) -> std::result::Result<(), String> {
    units.advance(given.raw.start);
    let start = units.text().len();
    if let Some(with) = given.with {
        match Charset::for_label(given.detail).filter(|part| part.name() == given.detail) {
            Some(part) => {
                let text = units.read_as(given.raw, part);
                if text.of(units.text()) != with {
                    return Err(format!("expected the text of these bytes in {}", part.name()));
                }
            }
            None if given.detail.is_empty() => units.given(given.raw, with),
            None => return Err(format!("expected a charset, found \"{}\"", given.detail)),
        }
    }
    let at = Span::new(start, units.text().len());
    if at != given.at {
        let (found, told) = (at, given.at);
        let found = format!("found {}..{}", found.start, found.end);
        return Err(format!("expected text {}..{}, {found}", told.start, told.end));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode::whole::forced;
    use crate::document::Exception;

    const BYTES: &[u8] = b"a\xCF\n";

    fn text(was: &str, with: &str, detail: &str) -> Option<String> {
        let at = Span::new(1, 1 + with.len());
        let given = [Given { raw: Span::new(1, 2), at, was, with: Some(with), detail }];
        replay(BYTES, "UTF-8", &given).ok().map(|decoded| decoded.text)
    }

    #[test]
    fn a_charset_proves_the_text() {
        assert_eq!(text("\\xCF", "П", "windows-1251").as_deref(), Some("aП\n"));
        assert_eq!(text("\\xCF", "Ï", "windows-1251"), None);
        assert_eq!(text("\\xCF", "П", "windows-1252"), None);
        assert_eq!(text("\\xCE", "П", "windows-1251"), None);
        assert_eq!(text("\\xCF", "П", "cp1251"), None);
        assert_eq!(text("\\xCF", "П", "nonsense"), None);
    }

    #[test]
    fn a_given_text_stands_where_the_ledger_says() {
        let given = |start| Given {
            raw: Span::new(1, 2),
            at: Span::new(start, start + 3),
            was: "\\xCF",
            with: Some("\u{FFFD}"),
            detail: "",
        };
        assert!(replay(BYTES, "UTF-8", &[given(1)]).is_ok());
        assert!(replay(BYTES, "UTF-8", &[given(2)]).is_err());
    }

    #[test]
    fn a_remark_takes_no_bytes() {
        let remark = |len| Given {
            raw: Span::point(0),
            at: Span::new(0, len),
            was: "",
            with: None,
            detail: "KOI8-R (0.90)",
        };
        assert!(replay(b"abc", "KOI8-R", &[remark(0)]).is_ok());
        assert!(replay(b"abc", "KOI8-R", &[remark(1)]).is_err());
    }

    #[test]
    fn any_bytes_in_any_charset_are_proven() {
        let labels = [
            "utf-8",
            "shift_jis",
            "euc-jp",
            "euc-kr",
            "big5",
            "gb18030",
            "iso-2022-jp",
            "utf-16le",
            "utf-32be",
            "johab",
            "euc-tw",
            "iso-2022-kr",
            "iso-2022-cn",
            "hz",
            "utf-7",
            "cp037",
            "koi8-r",
            "cp437",
        ];
        const FEW: &[u8] = b"\x1B\x1B$)C(BJA\x0E\x0F~{}+-a1!\n\x81\xA1\xB0\x8E\xA2\xFF";
        let mut state = 7_u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            usize::try_from(state >> 16).unwrap_or_default()
        };
        for charset in labels.iter().filter_map(|label| Charset::for_label(label)) {
            for _ in 0..300 {
                let bytes: Vec<u8> = (0..24).map(|_| FEW[next() % FEW.len()]).collect();
                let decoded = forced(&bytes, charset);
                let given: Vec<Given<'_>> =
                    decoded.exceptions.iter().map(|e| told(e, &decoded)).collect();
                let again = replay(&bytes, charset.name(), &given);
                let again = again.unwrap_or_else(|e| panic!("{} {bytes:?}: {e}", charset.name()));
                assert_eq!(again.text, decoded.text, "{} {bytes:?}", charset.name());
            }
        }
    }

    fn told<'a>(exception: &'a Exception, decoded: &'a Decoded) -> Given<'a> {
        Given {
            raw: exception.raw,
            at: exception.at,
            was: &exception.was,
            with: Some(exception.at.of(&decoded.text)),
            detail: exception.detail,
        }
    }

    #[test]
    fn pages_of_our_own_are_known_by_name() {
        let decoded = replay(b"caf\x82", "IBM437", &[]).ok();
        assert_eq!(decoded.map(|decoded| decoded.text).as_deref(), Some("café"));
    }
}
