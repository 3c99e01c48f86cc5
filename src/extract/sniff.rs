//! Whether a text is an HTML page, seen at its head.

use crate::html::{Tag, is_space, trait_bits};

/// Bytes at the head in which a page must show itself.
const HEAD_BYTES: usize = 4096;

/// Bytes at the tail in which it ends, where something stands before it.
const TAIL_BYTES: usize = 2048;

/// End tags of the shortest page that begins with a block and not with a doctype.
const FRAGMENT_ENDS: usize = 3;

/// Bytes of a tag's name that are looked at.
const LONGEST_NAME: usize = 20;

/// Returns whether `text` is a page: it begins as one, or it holds one and little before it.
pub(crate) fn is_page(text: &str) -> bool {
    let rest = behind_preamble(text.trim_start_matches(['\u{FEFF}']).trim_ascii_start());
    let bytes = rest.as_bytes();
    match bytes {
        [b'<', b'!', ..] => has_word(bytes, 2, b"doctype") && is_html_type(bytes),
        [b'<', letter, ..] if letter.is_ascii_alphabetic() => begins(rest),
        _ => holds_page(text),
    }
}

/// Ends of the names of files that hold pages, and of the packed forms that a name may still have.
const NAMES: [&str; 3] = [".html", ".htm", ".xhtml"];
const PACKED: [&str; 4] = [".gz", ".zst", ".bz2", ".xz"];

/// Returns whether the name of a file says that it is a page.
pub(crate) fn is_named(file: &str) -> bool {
    let has_end = |file: &str, end: &str| {
        file.get(file.len().saturating_sub(end.len())..)
            .is_some_and(|tail| tail.eq_ignore_ascii_case(end))
    };
    let packed = PACKED.iter().find(|end| has_end(file, end));
    let name = packed.and_then(|end| file.get(..file.len() - end.len())).unwrap_or(file);
    NAMES.iter().any(|end| has_end(name, end))
}

/// Returns whether a text holds a tag of an element that there is.
pub(crate) fn has_tag(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'<', bytes).any(|at| {
        let name = bytes.get(at + 1..).unwrap_or_default();
        let name = name.strip_prefix(b"/").unwrap_or(name);
        let name = name.get(..name.len().min(LONGEST_NAME)).unwrap_or_default();
        let end = name.iter().position(|byte| is_space(*byte) || matches!(byte, b'>' | b'/'));
        end.is_some_and(|end| Tag::of(name.get(..end).unwrap_or_default()) != Tag::Other)
    })
}

/// Returns what is behind comments and processing instructions.
fn behind_preamble(mut text: &str) -> &str {
    loop {
        let end = match text {
            _ if text.starts_with("<!--") => text.find("-->").map(|at| at + 3),
            _ if text.starts_with("<?") => text.find('>').map(|at| at + 1),
            _ => return text,
        };
        let Some(behind) = end.and_then(|end| text.get(end..)) else { return "" };
        text = behind.trim_ascii_start();
    }
}

fn has_word(bytes: &[u8], at: usize, word: &[u8]) -> bool {
    bytes.get(at..at + word.len()).is_some_and(|found| found.eq_ignore_ascii_case(word))
}

/// Returns whether a doctype names `html`.
fn is_html_type(bytes: &[u8]) -> bool {
    let name = bytes.get(9..).unwrap_or_default().trim_ascii_start();
    has_word(name, 0, b"html")
}

/// Returns whether a text that begins with a tag begins as a page or as a part of one.
fn begins(text: &str) -> bool {
    let name = text.get(1..).unwrap_or_default();
    let is_end = |byte: u8| is_space(byte) || matches!(byte, b'>' | b'/');
    let Some(end) = name.bytes().position(is_end) else { return false };
    match Tag::of(name.as_bytes().get(..end).unwrap_or_default()) {
        Tag::Html | Tag::Head | Tag::Body => true,
        tag if tag.is(trait_bits::BLOCK | trait_bits::HEAD) => {
            memchr::memmem::find_iter(text.as_bytes(), b"</").nth(FRAGMENT_ENDS - 1).is_some()
        }
        _ => false,
    }
}

/// Returns whether a page stands behind something else, such as the headers of its transfer.
fn holds_page(text: &str) -> bool {
    let bytes = text.as_bytes();
    let head = bytes.get(..bytes.len().min(HEAD_BYTES)).unwrap_or_default();
    let tail = bytes.get(bytes.len().saturating_sub(TAIL_BYTES)..).unwrap_or_default();
    let finds = |bytes: &[u8], word: &[u8]| {
        memchr::memchr_iter(b'<', bytes).any(|at| has_word(bytes, at + 1, word))
    };
    let has_start = finds(head, b"!doctype html") || finds(head, b"html");
    has_start
        && (finds(head, b"head") || finds(head, b"body"))
        && finds(tail, b"/html>")
        && text.trim_ascii_end().ends_with('>')
}

#[cfg(test)]
mod tests {
    use super::{has_tag, is_named, is_page};

    #[test]
    fn pages_show_themselves() {
        for page in [
            "<!DOCTYPE html><p>a",
            "\u{FEFF}\n<!-- x --><HTML lang=en>",
            "<?xml version='1.0'?>\n<!doctype  html public>",
            "<div><p>a</p><p>b</p></div>",
            "HTTP/1.1 200 OK\n\n<html><head></head><body>a</body></html>\n",
        ] {
            assert!(is_page(page), "{page}");
        }
    }

    #[test]
    fn prose_about_tags_is_no_page() {
        for text in [
            "",
            "<",
            "The <html> tag comes first, then <head> and <body>; </html> ends it. And so on it goes.\n"
                .repeat(100)
                .trim_end(),
            "<3 is a heart",
            "<b>Bold</b> and <i>italic</i> are <u>looks</u>.",
            "<?xml version='1.0'?><rss><channel></channel></rss>",
            "<!DOCTYPE svg><svg></svg>",
            "<p>is how a paragraph begins.",
        ] {
            assert!(!is_page(text), "{text}");
        }
    }

    #[test]
    fn names_of_pages_end_as_such() {
        for file in ["a.html", "web/A.HTM", "x.xhtml", "a.html.gz", "b.htm.ZST"] {
            assert!(is_named(file), "{file}");
        }
        for file in ["", "html", "a.html.txt", "a.md", "gz", "é.gz", "-"] {
            assert!(!is_named(file), "{file}");
        }
    }

    #[test]
    fn a_tag_is_one_of_an_element_that_there_is() {
        for text in ["<p>a", "a <B>b</B>", "a</div>", "x < y <br/>"] {
            assert!(has_tag(text), "{text}");
        }
        for text in ["", "a < b", "<3", "<x>", "<alice@example.org>", "Vec<u8>", "<p"] {
            assert!(!has_tag(text), "{text}");
        }
    }
}
