//! Decodes stretches of many-byte text at once, where nothing in them is malformed.
//!
//! Promises the same text as decoding byte by byte, and tells from the lead bytes alone how many
//! bytes each character takes. Never reads a stretch that it cannot read whole.

use encoding_rs::Encoding;

/// How much is decoded at once, about: a malformed byte makes so much be read byte by byte.
const CHUNK_BYTES: usize = 2 << 10;
/// The codes of Big5 that stand for a letter and a mark, two characters.
const PAIRS: [[u8; 2]; 4] = [[0x88, 0x62], [0x88, 0x64], [0x88, 0xA3], [0x88, 0xA5]];

/// Returns the bytes of the character that a stretch begins with.
type Width = fn(&[u8]) -> usize;

/// How the bytes of an encoding group into characters.
#[derive(Clone, Copy)]
pub(super) struct Bulk {
    encoding: &'static Encoding,
    width: Width,
}

impl Bulk {
    /// Returns the grouping of an encoding; `None` for those with shift states and for UTF-8.
    pub(super) fn of(encoding: &'static Encoding) -> Option<Bulk> {
        let widths: [(&'static Encoding, Width); 8] = [
            (encoding_rs::GBK, gb18030),
            (encoding_rs::GB18030, gb18030),
            (encoding_rs::BIG5, double),
            (encoding_rs::EUC_KR, double),
            (encoding_rs::SHIFT_JIS, shift_jis),
            (encoding_rs::EUC_JP, euc_jp),
            (encoding_rs::UTF_16LE, utf16_little),
            (encoding_rs::UTF_16BE, utf16_big),
        ];
        let found = widths.into_iter().find(|(known, _)| *known == encoding);
        found.map(|(encoding, width)| Bulk { encoding, width })
    }

    /// Returns the length of the stretch to decode next: to a line's end, or of whole units.
    pub(super) fn chunk_len(self, rest: &[u8]) -> usize {
        let near = CHUNK_BYTES.min(rest.len());
        if self.is_wide() {
            // A pair of surrogates stays together; an odd byte at the end stays alone.
            let even = near - near % 2;
            let longer = if even == 0 { near } else { even };
            let opens = self.opens_pair(&rest[..longer]);
            return if opens { (longer + 2).min(rest.len()) } else { longer };
        }
        memchr::memchr(b'\n', &rest[near..]).map_or(rest.len(), |end| near + end + 1)
    }

    /// Returns whether text that ends with these bytes surely ends between two characters.
    pub(super) fn ends_clean(self, chunk: &[u8]) -> bool {
        if self.is_wide() {
            chunk.len().is_multiple_of(2) && !self.opens_pair(chunk)
        } else {
            chunk.ends_with(b"\n")
        }
    }

    /// Returns the text of a stretch, `None` where some of it is malformed.
    pub(super) fn decode(self, chunk: &[u8]) -> Option<String> {
        let text = self.encoding.decode_without_bom_handling_and_without_replacement(chunk)?;
        Some(text.into_owned())
    }

    /// Returns how many bytes, and how many characters of the text, the next group takes.
    pub(super) fn group(self, rest: &[u8]) -> (usize, usize) {
        let is_pair = self.encoding == encoding_rs::BIG5
            && rest.first_chunk().is_some_and(|code| PAIRS.contains(code));
        ((self.width)(rest).min(rest.len()), 1 + usize::from(is_pair))
    }

    /// Returns whether single ASCII bytes are themselves.
    pub(super) fn keeps_ascii(self) -> bool {
        !self.is_wide()
    }

    fn is_wide(self) -> bool {
        self.encoding == encoding_rs::UTF_16LE || self.encoding == encoding_rs::UTF_16BE
    }

    /// Returns whether the last unit is the first half of a pair.
    fn opens_pair(self, chunk: &[u8]) -> bool {
        let unit = chunk.len().checked_sub(2).and_then(|at| chunk.get(at..));
        unit.is_some_and(|unit| (self.width)(unit) == 4)
    }
}

fn gb18030(bytes: &[u8]) -> usize {
    match bytes {
        [0..=0x80, ..] => 1,
        [_, b'0'..=b'9', ..] => 4,
        _ => 2,
    }
}

fn double(bytes: &[u8]) -> usize {
    if bytes.first().is_some_and(u8::is_ascii) { 1 } else { 2 }
}

fn shift_jis(bytes: &[u8]) -> usize {
    if matches!(bytes, [0..=0x80 | 0xA1..=0xDF, ..]) { 1 } else { 2 }
}

fn euc_jp(bytes: &[u8]) -> usize {
    match bytes {
        [0..=0x7F, ..] => 1,
        [0x8F, ..] => 3,
        _ => 2,
    }
}

fn utf16_little(bytes: &[u8]) -> usize {
    if matches!(bytes, [_, 0xD8..=0xDB, ..]) { 4 } else { 2 }
}

fn utf16_big(bytes: &[u8]) -> usize {
    if matches!(bytes, [0xD8..=0xDB, ..]) { 4 } else { 2 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chunk_ends_with_its_line_or_pair() {
        let bulk = Bulk::of(encoding_rs::GBK).unwrap();
        let lines = [vec![b'a'; CHUNK_BYTES], b"b\nc".to_vec()].concat();
        assert_eq!(bulk.chunk_len(&lines), CHUNK_BYTES + 2);
        let wide = Bulk::of(encoding_rs::UTF_16BE).unwrap();
        let pairs = b"\xD8\x3D\xDE\x00".repeat(CHUNK_BYTES);
        assert_eq!(wide.chunk_len(&pairs), CHUNK_BYTES);
        assert_eq!(wide.chunk_len(&pairs[2..]), CHUNK_BYTES + 2);
        assert_eq!(wide.chunk_len(b"\0"), 1);
    }

    #[test]
    fn malformed_text_is_not_decoded() {
        let bulk = Bulk::of(encoding_rs::EUC_KR).unwrap();
        assert_eq!(bulk.decode(b"\xB0\xA1").as_deref(), Some("가"));
        assert_eq!(bulk.decode(b"\xB0\xA1\xB0"), None);
        assert!(Bulk::of(encoding_rs::ISO_2022_JP).is_none());
    }

    #[test]
    fn some_codes_of_big5_are_two_characters() {
        let bulk = Bulk::of(encoding_rs::BIG5).unwrap();
        assert_eq!(bulk.group(b"\x88\x62a"), (2, 2));
        assert_eq!(bulk.group(b"\x88\x61a"), (2, 1));
    }
}
