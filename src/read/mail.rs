//! Headers of mail and of the web (RFC 5322, RFC 9112): folded lines, encoded words, parameters.

use super::meta::text_of;
use super::transfer::{base64, quoted_printable};

/// Headers that tell a message from a text which happens to begin with a label.
const SURE: [&str; 5] = ["message-id", "mime-version", "received", "return-path", "delivered-to"];
const USUAL: [&str; 5] = ["from", "to", "subject", "date", "content-type"];

/// The headers of a message, in order, and what stands behind them.
pub(super) struct Headers {
    fields: Vec<(String, String)>,
    /// Where the body begins.
    pub(super) body: usize,
}

impl Headers {
    /// Reads the headers that `bytes` begin with, up to a blank line or what is no header.
    pub(super) fn read(bytes: &[u8]) -> Headers {
        let mut fields: Vec<(String, Vec<u8>)> = Vec::new();
        let mut at = 0;
        while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
            let len = memchr::memchr(b'\n', rest).map_or(rest.len(), |end| end + 1);
            let line = rest.get(..len).unwrap_or_default().trim_ascii_end();
            if line.is_empty() {
                at += len;
                break;
            }
            if matches!(line.first(), Some(b' ' | b'\t')) {
                if let Some((_, value)) = fields.last_mut() {
                    value.push(b' ');
                    value.extend_from_slice(line.trim_ascii());
                }
            } else if let Some((name, value)) = split(line) {
                fields.push((name, value.to_vec()));
            } else {
                break;
            }
            at += len;
        }
        let fields = fields.into_iter().map(|(name, value)| (name, text_of(&value))).collect();
        Headers { fields, body: at }
    }

    /// Returns the first value of the header of this name, which is in lower case.
    pub(super) fn first(&self, name: &str) -> Option<&str> {
        let mut named = self.fields.iter().filter(|(own, _)| own == name);
        named.next().map(|(_, value)| value.as_str())
    }

    /// Returns the parameter of a header, such as the charset of a content type, without quotes.
    pub(super) fn parameter(&self, header: &str, name: &str) -> Option<String> {
        let mut parts = self.first(header)?.split(';').skip(1);
        parts.find_map(|part| {
            let (own, value) = part.split_once('=')?;
            let is_named = own.trim().eq_ignore_ascii_case(name);
            is_named.then(|| value.trim().trim_matches(['"', '\'']).to_owned())
        })
    }

    /// Returns the content type in lower case, without its parameters.
    pub(super) fn content_type(&self) -> String {
        let value = self.first("content-type").unwrap_or_default();
        value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
    }
}

/// Splits `Name: value`; the name in lower case.
fn split(line: &[u8]) -> Option<(String, &[u8])> {
    let colon = memchr::memchr(b':', line)?;
    let (name, value) = (line.get(..colon)?, line.get(colon + 1..)?);
    let is_name = !name.is_empty() && name.iter().all(|byte| byte.is_ascii_graphic());
    is_name.then(|| (String::from_utf8_lossy(name).to_ascii_lowercase(), value.trim_ascii()))
}

/// Returns whether a message begins: with two usual headers where the name says so, else with one
/// besides that texts do not have.
pub(super) fn is_message(head: &[u8], is_named: bool) -> bool {
    if !head.first().is_some_and(u8::is_ascii_alphabetic) {
        return false;
    }
    let line = memchr::memchr(b'\n', head).and_then(|end| head.get(..end)).unwrap_or_default();
    if split(line.trim_ascii_end()).is_none() {
        return false;
    }
    let headers = Headers::read(head);
    let has = |names: &[&str]| names.iter().filter(|name| headers.first(name).is_some()).count();
    match is_named {
        true => has(&USUAL) + has(&SURE) >= 2,
        false => has(&USUAL) >= 2 && has(&SURE) >= 1,
    }
}

/// Returns whether a mailbox begins: a `From ` line, then headers.
pub(super) fn is_mbox(head: &[u8]) -> bool {
    let behind = memchr::memchr(b'\n', head).and_then(|end| head.get(end + 1..));
    let headers = Headers::read(behind.unwrap_or_default());
    headers.first("from").is_some()
        && (headers.first("date").is_some() || headers.first("subject").is_some())
}

/// Undoes the encoded words of a header (RFC 2047).
pub(super) fn words(value: &str) -> String {
    let mut plain = String::new();
    let mut rest = value;
    while let Some((before, behind)) = rest.split_once("=?") {
        let Some((word, after)) = word(behind) else {
            plain.push_str(before);
            plain.push_str("=?");
            rest = behind;
            continue;
        };
        // Blanks between two encoded words only fold the line.
        let is_between = before.trim().is_empty() && plain.len() < value.len() && rest != value;
        if !is_between {
            plain.push_str(before);
        }
        plain.push_str(&word);
        rest = after;
    }
    plain.push_str(rest);
    plain
}

/// Reads `charset?B?data?=`; returns its text and what stands behind.
fn word(rest: &str) -> Option<(String, &str)> {
    let (label, rest) = rest.split_once('?')?;
    let (way, rest) = rest.split_once('?')?;
    let (data, rest) = rest.split_once("?=")?;
    let bytes = match way {
        "B" | "b" => base64(data.as_bytes()),
        "Q" | "q" => quoted_printable(data.as_bytes(), b' '),
        _ => return None,
    };
    let label = label.split('*').next().unwrap_or(label);
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes())?;
    Some((encoding.decode_without_bom_handling(&bytes).0.into_owned(), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folded_headers_are_one() {
        let bytes =
            b"Subject: a\r\n b\r\nContent-Type: text/plain;\r\n\tcharset=\"KOI8-R\"\r\n\r\nbody";
        let headers = Headers::read(bytes);
        assert_eq!(headers.first("subject"), Some("a b"));
        assert_eq!(headers.parameter("content-type", "charset").as_deref(), Some("KOI8-R"));
        assert_eq!(bytes.get(headers.body..), Some(&b"body"[..]));
    }

    #[test]
    fn encoded_words_are_undone() {
        assert_eq!(words("=?utf-8?Q?caf=C3=A9_a?= =?iso-8859-1?B?6Q==?= b"), "café aé b");
        assert_eq!(words("what =?nonsense?= is"), "what =?nonsense?= is");
    }

    #[test]
    fn a_text_with_labels_is_no_message() {
        assert!(!is_message(b"From: Kestrel\nDate: 9 May 2031\n\nThe ferry sails.", false));
        assert!(is_message(b"From: a@b.lr\nDate: 9 May 2031\nMessage-ID: <1>\n\nHi.", false));
        assert!(is_message(b"From: a@b.lr\nSubject: x\n\nHi.", true));
        assert!(!is_message(b"The ferry: it sails\n", true));
    }
}
