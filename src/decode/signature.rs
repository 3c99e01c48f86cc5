//! Recognizes files that are not text, by their first bytes or by their control characters.
//!
//! Promises a kind for what it recognizes and nothing for text in any encoding, UTF-16 included,
//! which callers must rule out before they ask for control characters. Never reads past its sample.

use crate::rule::{Effect, Example, Rule};
use crate::span::Span;

pub(super) static CONTENT: Rule = Rule::new(
    "binary/content",
    Effect::Reject,
    "the bytes are an image, an archive or another binary format",
    "Any bytes can be decoded as some code page; the garbage that comes out would pass for text.",
    &[
        Example::fires_on(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", ""),
        Example::declines("PNG is an image format; so is GIF89a."),
    ],
);

/// How much of a file is searched for control characters.
const SAMPLE_BYTES: usize = 8 << 10;
/// The share of control characters above which a file is no text: one in this many.
const CONTROL_SHARE: usize = 40;
/// The fewest control characters that make a file binary.
const CONTROL_FLOOR: usize = 3;

/// Where a signature stands, the signature, and the kind of file it opens.
type Signature = (usize, &'static [u8], &'static str);

/// The signatures that are looked for: those that the formats' own specifications fix.
const SIGNATURES: &[Signature] = &[
    (0, b"\x89PNG\r\n\x1A\n", "png"),
    (0, b"GIF87a", "gif"),
    (0, b"GIF89a", "gif"),
    (0, b"\xFF\xD8\xFF", "jpeg"),
    (0, b"II*\0", "tiff"),
    (0, b"MM\0*", "tiff"),
    (0, b"\0\0\x01\0", "ico"),
    (8, b"WEBP", "webp"),
    (8, b"WAVE", "wav"),
    (8, b"AVI ", "avi"),
    (0, b"\0\0\0\x0CjP  ", "jpeg-2000"),
    (0, b"8BPS\0", "photoshop"),
    (0, b"%PDF-", "pdf"),
    (0, b"%!PS-Adobe", "postscript"),
    (0, b"PK\x03\x04", "zip"),
    (0, b"PK\x05\x06", "zip"),
    (0, b"PK\x07\x08", "zip"),
    (0, b"\x1F\x8B\x08", "gzip"),
    (0, b"\x28\xB5\x2F\xFD", "zstd"),
    (0, b"\x04\x22\x4D\x18", "lz4"),
    (0, b"BZh", "bzip2"),
    (0, b"\xFD7zXZ\0", "xz"),
    (0, b"7z\xBC\xAF\x27\x1C", "7z"),
    (0, b"Rar!\x1A\x07", "rar"),
    (0, b"MSCF\0\0\0\0", "cab"),
    (257, b"ustar", "tar"),
    (0, b"!<arch>\n", "ar"),
    (0, b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "ole"),
    (0, b"SQLite format 3\0", "sqlite"),
    (0, b"PAR1", "parquet"),
    (0, b"ARROW1\0\0", "arrow"),
    (0, b"Obj\x01", "avro"),
    (0, b"\x7FELF", "elf"),
    (0, b"\xFE\xED\xFA\xCE", "mach-o"),
    (0, b"\xFE\xED\xFA\xCF", "mach-o"),
    (0, b"\xCE\xFA\xED\xFE", "mach-o"),
    (0, b"\xCF\xFA\xED\xFE", "mach-o"),
    (0, b"\xCA\xFE\xBA\xBE", "class"),
    (0, b"\0asm", "wasm"),
    (0, b"dex\n03", "dex"),
    (4, b"ftyp", "mp4"),
    (0, b"\x1A\x45\xDF\xA3", "matroska"),
    (0, b"\0\0\x01\xBA", "mpeg"),
    (0, b"\0\0\x01\xB3", "mpeg"),
    (0, b"FLV\x01", "flv"),
    (0, b"ID3\x02", "mp3"),
    (0, b"ID3\x03", "mp3"),
    (0, b"ID3\x04", "mp3"),
    (0, b"OggS\0", "ogg"),
    (0, b"fLaC", "flac"),
    (0, b"MThd\0\0", "midi"),
    (0, b"wOFF", "woff"),
    (0, b"wOF2", "woff2"),
    (0, b"OTTO\0", "otf"),
    (0, b"\0\x01\0\0\0", "ttf"),
    (0, b"glTF\x02", "gltf"),
];

/// Returns the kind of file that the first bytes announce.
#[must_use]
pub(super) fn kind(bytes: &[u8]) -> Option<&'static str> {
    let known = known(bytes).map(|(_, _, kind)| kind);
    known.or_else(|| program(bytes)).or_else(|| bitmap(bytes))
}

/// Returns the signature that the bytes hold.
fn known(bytes: &[u8]) -> Option<Signature> {
    // Nearly all text is told by one byte for each signature.
    let opens = |&&(at, mark, _): &&Signature| {
        bytes.get(at) == mark.first() && bytes.get(at..).is_some_and(|rest| rest.starts_with(mark))
    };
    SIGNATURES.iter().find(opens).copied()
}

/// Returns where it shows that a file is not text: its signature, or its first control character.
pub(super) fn place(bytes: &[u8]) -> Option<Span> {
    if let Some((at, mark, _)) = known(bytes) {
        return Some(Span::new(at, at + mark.len()));
    }
    if kind(bytes).is_some() {
        // Programs and bitmaps open with two letters.
        return Some(Span::new(0, 2));
    }
    let first = bytes.iter().position(|&byte| is_control(byte))?;
    Some(Span::new(first, first + 1))
}

/// Returns whether bytes hold too many control characters for text in an encoding of bytes.
#[must_use]
pub(super) fn has_controls(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(SAMPLE_BYTES)];
    let controls = sample.iter().filter(|&&byte| is_control(byte)).count();
    let nuls = memchr::memchr_iter(0, sample).count();
    let share = sample.len() / CONTROL_SHARE;
    controls >= CONTROL_FLOOR.max(share) || nuls > sample.len() / (4 * CONTROL_SHARE)
}

/// Returns whether a byte is a control that text does not use: not a blank, a form feed, a
/// backspace, or an escape and shift of ISO 2022, nor the end mark of DOS files.
#[inline]
pub(super) fn is_control(byte: u8) -> bool {
    // Without branches, so that a compiler looks at many bytes at once.
    (byte < 8)
        | (byte == 0x0B)
        | (byte.wrapping_sub(0x10) < 10)
        | (byte.wrapping_sub(0x1C) < 4)
        | (byte == 0x7F)
}

/// Recognizes a DOS or Windows program: `MZ` alone could open a text.
fn program(bytes: &[u8]) -> Option<&'static str> {
    let head = bytes.get(..64)?;
    (head.starts_with(b"MZ") && head.contains(&0)).then_some("exe")
}

/// Recognizes a Windows bitmap by its reserved zeros and the size of its header.
fn bitmap(bytes: &[u8]) -> Option<&'static str> {
    let head = bytes.get(..18)?;
    let headed = head.starts_with(b"BM") && head[6..10] == [0; 4] && head[15..18] == [0; 3];
    headed.then_some("bmp")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_give_their_kind() {
        assert_eq!(kind(b"GIF89a\x01\0"), Some("gif"));
        assert_eq!(kind(b"\0\0\0 ftypmp42"), Some("mp4"));
        assert_eq!(kind(b"BM is not a bitmap here"), None);
        assert_eq!(kind(b"plain text"), None);
    }

    #[test]
    fn the_place_is_the_signature_or_the_first_control() {
        assert_eq!(place(b"GIF89a\x01\0"), Some(Span::new(0, 6)));
        assert_eq!(place(b"text\0\0\0"), Some(Span::new(4, 5)));
    }

    #[test]
    fn controls_tell_binary_from_text() {
        assert!(has_controls(&[0, 1, 2, 3, 4, 5, 6, 7]));
        assert!(!has_controls(b"two columns\tand a form feed\x0C"));
        assert!(!has_controls(&[0xE9; 500]));
    }

    #[test]
    fn one_stray_control_in_a_text_is_forgiven() {
        assert!(!has_controls(&[b"a long line of text ".repeat(20), vec![0x01]].concat()));
    }
}
