//! Undoes what mail and the web wrap bodies in for transport: base64, quoted-printable, chunks, gzip.
//!
//! Lenient as its readers are: what cannot be undone stays as it is.

use std::io::Read;

use flate2::read::MultiGzDecoder;

/// Undoes base64 (RFC 2045): what is not of its alphabet is passed over.
pub(super) fn base64(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(bytes.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for byte in bytes {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => {
                (bits, count) = (0, 0);
                continue;
            }
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            plain.push((bits >> count & 0xFF) as u8);
        }
    }
    plain
}

/// Undoes quoted-printable (RFC 2045); `_` is a space in headers.
pub(super) fn quoted_printable(bytes: &[u8], underscore: u8) -> Vec<u8> {
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at).copied() {
        let rest = bytes.get(at + 1..).unwrap_or_default();
        let (with, len) = match byte {
            b'=' if rest.starts_with(b"\r\n") => (None, 3),
            b'=' if rest.starts_with(b"\n") => (None, 2),
            b'=' => match rest.get(..2).and_then(hex) {
                Some(byte) => (Some(byte), 3),
                None => (Some(b'='), 1),
            },
            b'_' => (Some(underscore), 1),
            byte => (Some(byte), 1),
        };
        plain.extend(with);
        at += len;
    }
    plain
}

/// Undoes the chunks of HTTP/1.1 (RFC 9112); none where the bytes are not in chunks.
pub(super) fn chunks(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut plain = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    loop {
        let end = memchr::memchr(b'\n', rest.get(..rest.len().min(1 << 10))?)?;
        let line = rest.get(..end)?.split(|byte| *byte == b';').next()?.trim_ascii();
        let len = usize::from_str_radix(str::from_utf8(line).ok()?, 16).ok()?;
        rest = rest.get(end + 1..)?;
        if len == 0 {
            return Some(plain);
        }
        plain.extend_from_slice(rest.get(..len)?);
        let behind = rest.get(len..)?;
        rest = behind.strip_prefix(b"\r\n").or_else(|| behind.strip_prefix(b"\n"))?;
    }
}

/// Unpacks a body that is gzip, up to `most` bytes and one more; none where it is not, or is broken.
pub(super) fn gunzip(bytes: &[u8], most: u64) -> Option<Vec<u8>> {
    if !bytes.starts_with(b"\x1F\x8B\x08") {
        return None;
    }
    let mut plain = Vec::new();
    let unpacked = MultiGzDecoder::new(bytes).take(most.saturating_add(1)).read_to_end(&mut plain);
    unpacked.is_ok().then_some(plain)
}

fn hex(digits: &[u8]) -> Option<u8> {
    let digits = str::from_utf8(digits).ok()?;
    let plain = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    plain.then(|| u8::from_str_radix(digits, 16).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_undone_over_line_ends_and_padding() {
        assert_eq!(base64(b"Y2Fm\r\nw6k="), "café".as_bytes());
        assert_eq!(base64(b"YQ==YQ=="), b"aa");
    }

    #[test]
    fn quoted_printable_is_undone_and_odd_signs_stay() {
        assert_eq!(
            quoted_printable(b"caf=C3=A9 =\r\nau_lait =ZZ=", b'_'),
            "café au_lait =ZZ=".as_bytes()
        );
    }

    #[test]
    fn chunks_are_joined_or_left_alone() {
        assert_eq!(chunks(b"3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n").as_deref(), Some(&b"abcde"[..]));
        assert_eq!(chunks(b"<html>\n"), None);
        assert_eq!(chunks(b"5\r\nab"), None);
        assert_eq!(chunks(b"FFFFFFFFFFFFFFFF\r\nab"), None);
    }
}
