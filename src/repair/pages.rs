//! The code pages that text passes through by mistake, as tables between bytes and characters.
//!
//! A page is "sloppy": a byte that its standard leaves undefined stands for the character of the same
//! number, as browsers and most converters do, and each C1 control can be written on every page.
//! Nothing here decides whether text is damaged.

use std::sync::LazyLock;

use super::tables::{IBM, NO_CHAR, STANDARD, TABLES, WIDE, WIDE_BYTES, WIDE_CHARS};

/// How many single-byte pages there are.
pub(crate) const SINGLE: usize = STANDARD.len() + IBM.len();

/// How many pages there are.
pub(crate) const PAGES: usize = SINGLE + WIDE.len();

/// The most bytes that one character takes on any page.
const WIDEST: usize = 2;

/// A page, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Page(
    /// Below `PAGES`.
    u8,
);

/// The bytes of one character on one page: none if the page lacks it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Bytes {
    bytes: [u8; WIDEST],
    /// At most `WIDEST`.
    count: u8,
}

impl Bytes {
    const NONE: Bytes = Bytes { bytes: [0; WIDEST], count: 0 };

    fn one(byte: u8) -> Bytes {
        Bytes { bytes: [byte, 0], count: 1 }
    }

    /// Returns the bytes.
    pub(crate) fn all(&self) -> &[u8] {
        self.bytes.get(..usize::from(self.count)).unwrap_or(&[])
    }
}

impl Page {
    /// Windows-1252 with Latin-1's C1 controls.
    pub(crate) const WESTERN: Page = Page(0);

    /// The pages with characters of two bytes.
    pub(crate) const WIDE: Pages = ((1 << WIDE.len()) - 1) << SINGLE;

    /// Returns every page.
    pub(crate) fn every() -> impl Iterator<Item = Page> {
        (0..PAGES as u8).map(Page)
    }

    /// Returns the page with the lowest number of some.
    pub(crate) fn first_of(pages: Pages) -> Page {
        Page((pages.trailing_zeros() as u8).min(PAGES as u8 - 1))
    }

    /// Returns the page of a label.
    pub(crate) fn of(label: &str) -> Option<Page> {
        Page::every().find(|page| page.label() == label)
    }

    /// Returns the number of the page, below `PAGES`.
    pub(crate) fn number(self) -> usize {
        usize::from(self.0)
    }

    /// Returns how unusual it is to meet the page, in nats.
    pub(crate) fn rarity(self) -> f32 {
        static RARITIES: LazyLock<Vec<f32>> =
            LazyLock::new(|| Page::every().map(|page| rarity(page.label())).collect());
        RARITIES.get(self.number()).copied().unwrap_or(0.0)
    }

    /// Tells whether the letters of the page beyond ASCII are Latin ones.
    pub(crate) fn is_latin(self) -> bool {
        static LATIN: LazyLock<Pages> = LazyLock::new(|| {
            let latin = Page::every().filter(|page| page.is_single() && is_latin(page.label()));
            latin.fold(0, |pages, page| pages | 1 << page.number())
        });
        self.is_in(*LATIN)
    }

    /// Tells whether each character of the page takes one byte.
    pub(crate) fn is_single(self) -> bool {
        self.number() < SINGLE
    }

    /// Returns the label of the page, as in the WHATWG standard where it has one.
    pub(crate) fn label(self) -> &'static str {
        let at = self.number();
        if let Some(label) = STANDARD.get(at) {
            label
        } else if let Some((label, _)) = IBM.get(at - STANDARD.len()) {
            label
        } else {
            WIDE.get(at - SINGLE).copied().unwrap_or("")
        }
    }

    /// Returns the bytes that stand for `ch` on this page.
    pub(crate) fn encode(self, ch: char) -> Bytes {
        if ch.is_ascii() {
            return Bytes::one(ch as u8);
        }
        if self.is_single() {
            return match TABLES.byte(self, ch) {
                0 => Bytes::NONE,
                byte => Bytes::one(byte),
            };
        }
        match WIDE_BYTES[self.number() - SINGLE].get(ch as usize).copied().unwrap_or(0) {
            0 if ('\u{80}'..='\u{9f}').contains(&ch) => Bytes::one(ch as u8),
            0 => Bytes::NONE,
            code @ 0..=0xff => Bytes::one(code as u8),
            code => Bytes { bytes: code.to_be_bytes(), count: 2 },
        }
    }

    /// Tells whether the page is one of `pages`.
    pub(crate) fn is_in(self, pages: Pages) -> bool {
        pages >> self.number() & 1 == 1
    }

    /// Tells whether a character beyond ASCII is on a single-byte page, or in the middle of a wide one.
    pub(crate) fn has_some(ch: char) -> bool {
        TABLES.has(ch) || is_wide(ch)
    }

    /// Returns the single-byte pages that hold a character beyond ASCII.
    pub(crate) fn holding(ch: char) -> Pages {
        TABLES.pages_of(ch)
    }

    /// Returns the roles that a character has on the pages. On wide pages, where a character holds
    /// several bytes, each one of East Asia has both.
    pub(crate) fn roles(ch: char) -> Roles {
        match ch {
            ' ' | '?' | '\u{fffd}' => Roles { leads: 0, follows: Pages::MAX },
            _ if is_wide(ch) => Roles { leads: Page::WIDE, follows: 0 },
            _ if ch.is_ascii() => Roles::default(),
            _ => TABLES.roles_of(ch),
        }
    }

    /// Returns the first character that `bytes` stand for on this page and how many bytes it takes.
    pub(crate) fn decode(self, bytes: &[u8]) -> Option<(char, usize)> {
        let first = *bytes.first()?;
        if first.is_ascii() {
            return Some((char::from(first), 1));
        }
        if self.is_single() {
            return Some((TABLES.chars[self.number()][usize::from(first - 128)], 1));
        }
        let chars = &WIDE_CHARS[self.number() - SINGLE];
        let pair = bytes.get(1).map(|second| u16::from_be_bytes([first, *second]));
        [(Some(u16::from(first)), 1), (pair, 2)].into_iter().find_map(|(code, count)| {
            let ch = chars.get(usize::from(code?)).copied().filter(|ch| *ch != NO_CHAR)?;
            Some((ch, count))
        })
    }
}

/// Returns how unusual it is to meet the page of a label, in nats.
fn rarity(label: &str) -> f32 {
    match label {
        "windows-1252" => 0.0,
        "windows-1250" | "windows-1251" => 1.0,
        label if label.starts_with("windows-") => 2.0,
        "macintosh" | "cp437" | "cp850" | "ibm866" | "koi8-r" | "iso-8859-2" => 2.0,
        "gbk" | "shift_jis" | "big5" | "euc-kr" => 3.0,
        "iso-8859-5" | "iso-8859-7" | "iso-8859-15" | "koi8-u" | "cp852" | "euc-jp"
        | "x-mac-cyrillic" => 4.0,
        _ => 8.0,
    }
}

/// Tells whether the letters beyond ASCII on the single-byte page of a label are Latin ones.
fn is_latin(label: &str) -> bool {
    const OTHER: [&str; 15] = [
        "windows-1251",
        "windows-1253",
        "windows-1255",
        "windows-1256",
        "windows-874",
        "iso-8859-5",
        "iso-8859-6",
        "iso-8859-7",
        "iso-8859-8",
        "koi8-r",
        "koi8-u",
        "ibm866",
        "x-mac-cyrillic",
        "cp737",
        "cp862",
    ];
    !OTHER.contains(&label)
}

/// Tells whether a character may be one of a wide page that holds several bytes.
fn is_wide(ch: char) -> bool {
    matches!(ch, '\u{2e80}'..='\u{d7ff}' | '\u{e000}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}')
}

/// A set of pages, one bit for each number.
pub(crate) type Pages = u64;

/// The pages on which a character can be a part of UTF-8.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Roles {
    /// It begins a sequence.
    pub(crate) leads: Pages,
    /// It goes on with one, or stands for a byte that was lost there.
    pub(crate) follows: Pages,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_single_byte_survives_the_round_trip() {
        for page in Page::every().filter(|page| page.is_single()) {
            for byte in 128..=255u8 {
                let (ch, _) = page.decode(&[byte]).unwrap();
                let back = page.encode(ch);
                let again = page.decode(back.all()).unwrap().0;
                assert_eq!(again, ch, "{} {byte:02x}", page.label());
            }
        }
    }

    #[test]
    fn undefined_bytes_stand_for_the_control_of_the_same_number() {
        assert_eq!(Page::WESTERN.encode('\u{81}').all(), [0x81]);
        assert_eq!(Page::WESTERN.decode(&[0x9d]), Some(('\u{9d}', 1)));
    }

    #[test]
    fn writes_a_wide_character_as_two_bytes() {
        let gbk = Page::of("gbk").unwrap();
        assert_eq!(gbk.encode('鈥').all(), [0xe2, 0x80]);
        assert_eq!(gbk.decode(&[0xe2, 0x80, b'a']), Some(('鈥', 2)));
    }
}
