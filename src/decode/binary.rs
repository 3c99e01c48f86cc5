//! Recognizes bytes that are not text: images, archives, office files, executables.

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

/// First bytes of common formats, from the registries and specifications that define them.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xFF\xD8\xFF", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"RIFF", "a RIFF file (WebP, WAV, AVI)"),
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x1F\x8B\x08", "a gzip file"),
    (b"\x28\xB5\x2F\xFD", "a Zstandard file"),
    (b"BZh", "a bzip2 file"),
    (b"\xFD7zXZ\0", "an xz file"),
    (b"7z\xBC\xAF\x27\x1C", "a 7-Zip archive"),
    (b"Rar!\x1A\x07", "a RAR archive"),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an OLE office document"),
    (b"\x7FELF", "an ELF executable"),
    (b"MZ\x90\0", "a Windows executable"),
    (b"\xCA\xFE\xBA\xBE", "a Java class or Mach-O file"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"OggS", "an Ogg file"),
    (b"ID3", "an MP3 file"),
    (b"\0asm", "a WebAssembly module"),
    (b"wOFF", "a WOFF font"),
    (b"wOF2", "a WOFF2 font"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
];

/// Bytes looked at: enough for a header and a fair share of what follows.
const SAMPLE_BYTES: usize = 8192;

/// Signatures made of letters alone prove nothing unless bytes that are not text follow.
fn is_wordlike(signature: &[u8]) -> bool {
    signature.iter().all(|byte| byte.is_ascii_graphic())
}

/// Returns what the bytes are and where that shows, where they are not text.
pub(super) fn recognize(bytes: &[u8]) -> Option<(String, Option<Span>)> {
    let sample = bytes.get(..SAMPLE_BYTES).unwrap_or(bytes);
    let controls = sample.iter().filter(|byte| is_binary_control(**byte)).count();
    for (signature, name) in SIGNATURES {
        if bytes.starts_with(signature) && (controls > 0 || !is_wordlike(signature)) {
            let place = Span::new(0, signature.len());
            return Some((format!("expected text, found {name}"), Some(place)));
        }
    }
    if has_wide_shape(sample) {
        return None;
    }
    // A page may hold a stray NUL or two; a format that uses them has many.
    let first = sample.iter().position(|byte| is_binary_control(*byte))?;
    let is_binary = controls * 50 > sample.len();
    is_binary.then(|| {
        let reason = format!("expected text, found {controls} control bytes in {}", sample.len());
        (reason, Some(Span::new(first, first + 1)))
    })
}

/// Returns whether a byte is a control that text does not use.
fn is_binary_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C | 0x1B)
}

/// Returns whether the bytes look like UTF-16 or UTF-32: a byte order mark, or NULs that keep to
/// one side of each pair.
fn has_wide_shape(sample: &[u8]) -> bool {
    if sample.starts_with(b"\xFF\xFE") || sample.starts_with(b"\xFE\xFF") {
        return true;
    }
    super::detect::wide_shape(sample).is_some()
}
