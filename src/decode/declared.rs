//! Finds the charset that a document names in its own head: HTML `meta`, XML or CSS declaration.
//!
//! Promises to read a bounded part of the document. Never judges whether the name is true.

use crate::decode::charset::Charset;

/// How far into a document a declaration is looked for. The HTML standard asks for the first 1,024
/// bytes; pages with long heads put it later.
const HEAD_BYTES: usize = 8 << 10;
/// The longest label of a charset.
const LABEL_BYTES: usize = 40;

/// Returns the charset that a document names, if it names one that is known.
///
/// A document that can be read this way is not in UTF-16, so such a name counts for nothing.
#[must_use]
pub(super) fn declared(bytes: &[u8]) -> Option<Charset> {
    let head = &bytes[..bytes.len().min(HEAD_BYTES)];
    let xml = if head.starts_with(b"<?xml") { after(head, b"encoding") } else { None };
    let css = head.strip_prefix(b"@charset").and_then(label);
    let names = xml.or(css).or_else(|| after(head, b"charset"));
    names.filter(|charset| ![Charset::UTF_16LE, Charset::UTF_16BE].contains(charset))
}

/// Returns the charset named after a word and `=`.
fn after(head: &[u8], word: &[u8]) -> Option<Charset> {
    let found =
        |at: &usize| head[*at..].get(..word.len()).is_some_and(|w| w.eq_ignore_ascii_case(word));
    let initials = memchr::memchr2_iter(word[0], word[0].to_ascii_uppercase(), head);
    initials.filter(found).find_map(|at| {
        let rest = head[at + word.len()..].trim_ascii_start();
        label(rest.strip_prefix(b"=")?)
    })
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
    fn meta_xml_and_css_name_their_charset() {
        let name = |head: &[u8]| declared(head).map(Charset::name);
        assert_eq!(name(b"<meta charset='koi8-r'>"), Some("KOI8-R"));
        assert_eq!(name(b"<META content=\"text/html; CHARSET=gb2312\">"), Some("GBK"));
        assert_eq!(name(b"<?xml version='1.0' encoding=\"IBM855\"?>"), Some("IBM855"));
        assert_eq!(name(b"@charset \"utf-8\";"), Some("UTF-8"));
    }

    #[test]
    fn unknown_and_impossible_names_count_for_nothing() {
        assert_eq!(declared(b"<meta charset=utf-16>"), None);
        assert_eq!(declared(b"<meta charset=nothing>"), None);
        assert_eq!(declared(b"the charset of this page"), None);
    }
}
