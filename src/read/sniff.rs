//! Tells what a stream is by its first bytes; its name is asked only where content cannot tell.

use serde::{Deserialize, Serialize};

use super::mail;
use super::shell::{Wrapper, wrapper};
use super::unpack::Packing;
use super::wide::{Order, narrowed, order};

/// Bytes of a stream that are looked at.
pub(super) const HEAD_BYTES: usize = 4 << 10;

/// A format of documents and records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Told by content, and by name where content cannot tell.
    #[default]
    Auto,
    /// A file is a document.
    Plain,
    /// A JSON object on each line.
    Jsonl,
    /// JSON objects in an array, or one behind the other.
    Json,
    /// Values between commas or semicolons, with a header.
    Csv,
    /// Values between tabs, with a header.
    Tsv,
    /// Records of a web archive, or the texts drawn from one (WET).
    Warc,
    /// Messages of a mailbox.
    Mbox,
    /// One message.
    Mail,
    /// A table of columns.
    Parquet,
}

/// What a stream is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Compressed.
    Packed(Packing),
    /// An archive of members.
    Tar,
    /// An archive with its list at the end.
    Zip,
    /// Documents or records.
    Format(Format),
    /// Plain text with borders between documents.
    Parts,
    /// JSON objects in an array inside another.
    Wrapped(Wrapper),
    /// Records in UTF-16.
    Wide(Order),
}

/// Where the magic of tar stands in a header (POSIX ustar).
const TAR_MAGIC: std::ops::Range<usize> = 257..262;

/// Archives that are the form of one document, by the name of their first member.
const OFFICE: [&[u8]; 4] = [b"mimetype", b"[Content_Types].xml", b"META-INF/", b"_rels/"];

/// Returns what a stream is that begins with `head` and is called `name`, read as `wanted`.
pub(super) fn kind(head: &[u8], name: &str, wanted: Format) -> Kind {
    if let Some(kind) = container(head) {
        return kind;
    }
    let known = |head: &[u8]| match wanted {
        Format::Auto => format(head, &ending(name)),
        wanted => wanted,
    };
    if let Some(order) = order(head)
        && matches!(
            known(&narrowed(head, order)),
            Format::Jsonl | Format::Json | Format::Csv | Format::Tsv
        )
    {
        return Kind::Wide(order);
    }
    let wrapper = || wrapper(head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head));
    match known(head) {
        Format::Json => wrapper().map_or(Kind::Format(Format::Json), Kind::Wrapped),
        // A wrapper on one line looks like a record.
        Format::Jsonl if wanted == Format::Auto => {
            wrapper().map_or(Kind::Format(Format::Jsonl), Kind::Wrapped)
        }
        Format::Plain if wanted == Format::Auto => {
            wrapper().map_or(Kind::Format(Format::Plain), Kind::Wrapped)
        }
        format => Kind::Format(format),
    }
}

fn container(head: &[u8]) -> Option<Kind> {
    let packings: [(&[u8], Packing); 5] = [
        (b"\x1F\x8B\x08", Packing::Gzip),
        (b"\x28\xB5\x2F\xFD", Packing::Zstd),
        (b"BZh", Packing::Bzip2),
        (b"\xFD7zXZ\0", Packing::Xz),
        (b"\x5D\0\0", Packing::Xz),
    ];
    let packing = packings.into_iter().find(|(mark, _)| head.starts_with(mark));
    if let Some((mark, packing)) = packing {
        let is_block = packing != Packing::Bzip2 || is_bzip2(head);
        let is_lzma = mark.len() > 3 || packing != Packing::Xz || is_lzma(head);
        return (is_block && is_lzma).then_some(Kind::Packed(packing));
    }
    if head.get(TAR_MAGIC) == Some(b"ustar") {
        return Some(Kind::Tar);
    }
    is_zip(head).then_some(Kind::Zip)
}

/// Returns whether a block follows the head of bzip2, or the end of an empty stream.
fn is_bzip2(head: &[u8]) -> bool {
    let block = head.get(4..10);
    matches!(head.get(3), Some(b'1'..=b'9'))
        && (block == Some(b"1AY&SY") || block == Some(b"\x17\x72\x45\x38\x50\x90"))
}

/// Returns whether the head of the old lzma format names a size, or none, as its writers do.
fn is_lzma(head: &[u8]) -> bool {
    head.get(5..13).is_some_and(|size| size == [0xFF; 8] || size[5..] == [0; 3])
}

fn is_zip(head: &[u8]) -> bool {
    if head.starts_with(b"PK\x05\x06") {
        return true;
    }
    let first = head.get(30..).unwrap_or_default();
    head.starts_with(b"PK\x03\x04") && !OFFICE.iter().any(|name| first.starts_with(name))
}

/// Returns the format of documents and records.
fn format(head: &[u8], ending: &str) -> Format {
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    match text.first() {
        Some(b'{') if is_lines(text, ending) => Format::Jsonl,
        Some(b'{') if matches!(ending, "json" | "jsonl" | "ndjson") => Format::Json,
        Some(b'[') if is_list(text) => Format::Json,
        Some(b'W') if text.starts_with(b"WARC/") => Format::Warc,
        Some(b'P') if head.starts_with(b"PAR1") => Format::Parquet,
        Some(b'F') if text.starts_with(b"From ") && mail::is_mbox(text) => Format::Mbox,
        Some(_) if mail::is_message(text, ending == "eml") => Format::Mail,
        Some(_) if ending == "csv" => Format::Csv,
        Some(_) if matches!(ending, "tsv" | "tab") => Format::Tsv,
        _ if matches!(ending, "jsonl" | "ndjson") || is_mostly_lines(text) => Format::Jsonl,
        Some(_) if ending.is_empty() => table(text).unwrap_or(Format::Plain),
        _ => Format::Plain,
    }
}

/// Returns whether an object ends with the first line, and what follows is another; where the first
/// line is longer than what is looked at, its beginning and the name must tell.
fn is_lines(text: &[u8], ending: &str) -> bool {
    let Some(end) = memchr::memchr(b'\n', text) else {
        return matches!(ending, "jsonl" | "ndjson") || begins_object(text);
    };
    let (line, rest) = text.split_at(end);
    let next = rest.trim_ascii_start();
    let is_whole = |line: &[u8]| line.starts_with(b"{") && line.trim_ascii_end().ends_with(b"}");
    // A second line that ends within sight must be whole as well.
    let is_next = match memchr::memchr(b'\n', next) {
        Some(end) => is_whole(next.get(..end).unwrap_or_default()),
        None => next.is_empty() || next.starts_with(b"{"),
    };
    let is_named = || matches!(ending, "jsonl" | "ndjson");
    begins_object(line) && is_whole(line) && (is_next || is_named() || is_mostly_lines(text))
}

/// Lines that tell records among which some are broken.
const LEAST_LINES: usize = 3;

/// Returns whether most of the lines within sight are objects, one each: some may be broken.
fn is_mostly_lines(text: &[u8]) -> bool {
    let end = memchr::memrchr(b'\n', text).map_or(0, |end| end + 1);
    let lines = text.get(..end).unwrap_or_default().split(|byte| *byte == b'\n');
    let lines: Vec<&[u8]> = lines.map(<[u8]>::trim_ascii).filter(|line| !line.is_empty()).collect();
    let whole = lines.iter().filter(|line| begins_object(line) && line.ends_with(b"}")).count();
    whole >= LEAST_LINES && whole * 2 > lines.len()
}

/// Bytes of the longest name of a column.
const COLUMN_BYTES: usize = 40;

/// Names of the column that holds the text, one of which a table without a name must have.
const TEXTS: [&str; 8] =
    ["text", "content", "body", "article", "maintext", "fulltext", "articlebody", "rawtext"];

/// Returns what a stream without a name is whose first line is the header of a table.
fn table(text: &[u8]) -> Option<Format> {
    let header = text.split(|byte| matches!(byte, b'\n' | b'\r')).next()?;
    let header = std::str::from_utf8(header).ok()?;
    let separator = [',', ';', '\t'].into_iter().find(|separator| header.contains(*separator))?;
    let names = || header.split(separator).map(|name| name.trim_matches(['"', ' ']));
    let is_name = |name: &str| {
        let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ');
        (1..=COLUMN_BYTES).contains(&name.len()) && name.chars().all(is_word)
    };
    let bare = |name: &str| name.replace(['_', '-', ' '], "").to_lowercase();
    let has_text = names().any(|name| TEXTS.contains(&bare(name).as_str()));
    let format = if separator == '\t' { Format::Tsv } else { Format::Csv };
    let rest = text.get(header.len()..).unwrap_or_default().trim_ascii_start();
    let next = rest.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let is_row = memchr::memchr(separator as u8, next).is_some();
    (is_row && has_text && names().all(is_name)).then_some(format)
}

/// Returns whether bytes open with a brace, a quoted key and a colon, or an empty object.
fn begins_object(text: &[u8]) -> bool {
    let inside = text.strip_prefix(b"{").unwrap_or_default().trim_ascii_start();
    let Some(key) = inside.strip_prefix(b"\"") else { return inside.starts_with(b"}") };
    let end = memchr::memchr(b'"', key).and_then(|end| key.get(end + 1..));
    end.is_some_and(|rest| rest.trim_ascii_start().starts_with(b":"))
}

/// Returns whether an array of objects begins.
fn is_list(text: &[u8]) -> bool {
    let inside = text.strip_prefix(b"[").unwrap_or_default().trim_ascii_start();
    begins_object(inside)
}

/// Returns the ending of a name in lower case, behind those of compression.
fn ending(name: &str) -> String {
    let last = name.rsplit(['/', '!']).next().unwrap_or(name).to_ascii_lowercase();
    let packed = [".gz", ".zst", ".bz2", ".xz", ".lzma", ".zstd"];
    let plain = packed.iter().find_map(|packed| last.strip_suffix(packed)).unwrap_or(&last);
    plain.rsplit_once('.').map_or(String::new(), |(_, ending)| ending.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(head: &[u8], name: &str) -> Kind {
        kind(head, name, Format::Auto)
    }

    #[test]
    fn content_tells_before_the_name() {
        assert_eq!(told(b"\x1F\x8B\x08\0", "a.txt"), Kind::Packed(Packing::Gzip));
        assert_eq!(told(b"{\"text\": \"a\"}\n{\"text\"", "a.txt"), Kind::Format(Format::Jsonl));
        assert_eq!(told(b"[{\"text\": \"a\"}]", "a"), Kind::Format(Format::Json));
        assert_eq!(told(b"The ferry sails.", "a.gz"), Kind::Format(Format::Plain));
    }

    #[test]
    fn records_are_told_where_some_are_broken() {
        let whole = "{\"text\": \"a\"}\n".repeat(4);
        for (head, kind) in [
            (format!("{{\"text\": \n{whole}"), Format::Jsonl),
            (whole.replacen("}\n", "}\n{\"text\": \"b\n", 1), Format::Jsonl),
            ("text,title\n\"The ferry, late\",Late\n".to_owned(), Format::Csv),
            ("id\tbody\n1\tThe ferry sails.\n".to_owned(), Format::Tsv),
            ("Text, they say, tells.\nThe ferry sails.\n".to_owned(), Format::Plain),
            ("text,title".to_owned(), Format::Plain),
            ("Text, they say\nThe ferry sails.\n".to_owned(), Format::Plain),
            ("{\"text\": \"a\"}\nis an object.\nSo the manual.\n".to_owned(), Format::Plain),
        ] {
            assert_eq!(told(head.as_bytes(), ""), Kind::Format(kind), "{head}");
        }
        assert_eq!(told(b"text,title\na,b\n", "a.txt"), Kind::Format(Format::Plain));
    }

    #[test]
    fn text_that_looks_like_a_mark_is_text() {
        for text in [&b"BZh9 is a head"[..], b"]\0", b"{curly} text", b"[1] A footnote", b"PK"] {
            assert_eq!(told(text, "a.txt"), Kind::Format(Format::Plain), "{text:?}");
        }
    }

    #[test]
    fn a_document_in_the_form_of_an_archive_is_one_document() {
        let head = [b"PK\x03\x04".as_slice(), &[0; 26], b"[Content_Types].xml"].concat();
        assert_eq!(told(&head, "a.docx"), Kind::Format(Format::Plain));
    }

    #[test]
    fn endings_of_compression_do_not_count() {
        assert_eq!(ending("x/a.JSON.gz"), "json");
        assert_eq!(ending("a.tar!b.d/c"), "");
    }
}
