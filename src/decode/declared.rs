//! Finds the charset that a document names in its own head: HTML `meta`, XML or CSS declaration, or
//! the header of a saved response.
//!
//! Promises to read a bounded part of the document. Never judges whether the name is true.

use crate::decode::charset::Charset;

/// How far into a document a declaration is looked for. The HTML standard asks for the first 1,024
/// bytes; pages with long heads put it later.
const HEAD_BYTES: usize = 8 << 10;
/// The longest label of a charset.
const LABEL_BYTES: usize = 40;
/// How far before the name its tag or header begins.
const TAG_BYTES: usize = 200;

/// A charset that a document names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Declared {
    /// The charset.
    pub(super) charset: Charset,
    /// Whether it stands where a charset is declared, rather than somewhere in the text.
    pub(super) is_firm: bool,
}

/// Returns the charset that a document names, if it names one that is known.
///
/// A document that can be read this way is not in UTF-16, so such a name counts for nothing.
#[must_use]
pub(super) fn declared(bytes: &[u8]) -> Option<Declared> {
    let head = &bytes[..bytes.len().min(HEAD_BYTES)];
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let firm = |charset| Declared { charset, is_firm: true };
    let is_xml = head.starts_with(b"<?xml");
    let xml =
        if is_xml { named(head, b"encoding").map(|(_, charset)| firm(charset)) } else { None };
    let css = head.strip_prefix(b"@charset").and_then(label).map(firm);
    let other = || {
        let (at, charset) = named(head, b"charset")?;
        Some(Declared { charset, is_firm: is_declaration(&head[at.saturating_sub(TAG_BYTES)..at]) })
    };
    let names = xml.or(css).or_else(other);
    names.filter(|found| ![Charset::UTF_16LE, Charset::UTF_16BE].contains(&found.charset))
}

/// Returns the first known charset named after a word and `=`, and where the word ends.
fn named(head: &[u8], word: &[u8]) -> Option<(usize, Charset)> {
    // Text has fewer of these signs than of any letter.
    memchr::memchr_iter(b'=', head).find_map(|at| {
        let before = head[..at].trim_ascii_end();
        let start = before.len().checked_sub(word.len())?;
        let is_named = before[start..].eq_ignore_ascii_case(word);
        let charset = if is_named { label(&head[at + 1..]) } else { None };
        charset.map(|charset| (before.len(), charset))
    })
}

/// Returns whether what stands before a name opens a `meta` tag or a `Content-Type` header.
fn is_declaration(before: &[u8]) -> bool {
    let tag = memchr::memrchr(b'<', before).and_then(|at| before.get(at + 1..at + 5));
    let line = memchr::memrchr(b'\n', before).map_or(before, |at| &before[at + 1..]);
    let header = line.get(..13);
    tag.is_some_and(|tag| tag.eq_ignore_ascii_case(b"meta"))
        || header.is_some_and(|header| header.eq_ignore_ascii_case(b"content-type:"))
}

/// Reads a label, quoted or bare.
fn label(rest: &[u8]) -> Option<Charset> {
    let rest = rest.trim_ascii_start();
    let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
    let ends = |byte: &u8| !(byte.is_ascii_alphanumeric() || b"-_:.+".contains(byte));
    let end = rest.iter().take(LABEL_BYTES).position(ends).unwrap_or(rest.len().min(LABEL_BYTES));
    Charset::for_label(str::from_utf8(&rest[..end]).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn meta_xml_css_and_headers_name_their_charset() {
        let heads: [(&[u8], &str); 6] = [
            (b"<meta charset='koi8-r'>", "KOI8-R"),
            (b"<META content=\"text/html; CHARSET=gb2312\">", "GBK"),
            (b"<?xml version='1.0' encoding=\"IBM855\"?>", "IBM855"),
            (b"\xEF\xBB\xBF<?xml version='1.0' encoding = \"IBM855\"?>", "IBM855"),
            (b"@charset \"utf-8\";", "UTF-8"),
            (b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=big5\r\n", "Big5"),
        ];
        for (head, name) in heads {
            let found = declared(head);
            assert_eq!(
                found.map(|found| (found.charset.name(), found.is_firm)),
                Some((name, true))
            );
        }
    }

    #[test]
    fn a_name_in_the_text_is_not_firm() {
        let found = declared(b"Write charset=koi8-r and see.");
        assert_eq!(found.map(|found| found.is_firm), Some(false));
    }

    #[test]
    fn unknown_and_impossible_names_count_for_nothing() {
        assert_eq!(declared(b"<meta charset=utf-16>"), None);
        assert_eq!(declared(b"<meta charset=nothing>"), None);
        assert_eq!(declared(b"the charset of this page"), None);
    }
}
