//! The encodings that a text can be stored in, each with its name, labels and decoder.
//!
//! Promises that decoding takes any bytes and never fails: what an encoding does not define comes
//! out as U+FFFD. Never guesses: choosing an encoding is the work of `detect`.

use std::sync::LazyLock;

use encoding_rs::Encoding;

use crate::decode::ebcdic;
use crate::decode::ebcdic_pages;
use crate::decode::grouped::{self, Family};
use crate::decode::pages::PAGES;

/// The first byte that is not ASCII.
const HIGH: usize = 0x80;

/// Labels of our own pages and of forms that the WHATWG list leaves out, with the charset's name.
/// They are the names that IANA, Python, Java and iconv use; case, `_` and blanks are put aside.
const LABELS: &[(&str, &str)] = &[
    ("cp874", "windows-874"),
    ("cp932", "Shift_JIS"),
    ("ms-kanji", "Shift_JIS"),
    ("shift-jis-2004", "Shift_JIS"),
    ("shift-jisx0213", "Shift_JIS"),
    ("eucjp", "EUC-JP"),
    ("ujis", "EUC-JP"),
    ("cp949", "EUC-KR"),
    ("ms949", "EUC-KR"),
    ("uhc", "EUC-KR"),
    ("euckr", "EUC-KR"),
    ("cp936", "GBK"),
    ("ms936", "GBK"),
    ("euc-cn", "GBK"),
    ("cp950", "Big5"),
    ("ms950", "Big5"),
    ("latin-1", "windows-1252"),
    ("iso8859", "windows-1252"),
    ("mac-roman", "macintosh"),
    ("macroman", "macintosh"),
    ("mac-cyrillic", "x-mac-cyrillic"),
    ("maccyrillic", "x-mac-cyrillic"),
    ("mac-ukrainian", "x-mac-cyrillic"),
    ("utf-8-sig", "UTF-8"),
    ("utf-16-le", "UTF-16LE"),
    ("utf-16-be", "UTF-16BE"),
    ("utf-32", "UTF-32LE"),
    ("utf-32le", "UTF-32LE"),
    ("utf-32-le", "UTF-32LE"),
    ("ucs-4", "UTF-32LE"),
    ("utf-32be", "UTF-32BE"),
    ("utf-32-be", "UTF-32BE"),
    ("dos-720", "IBM720"),
    ("cp00858", "IBM858"),
    ("mac-latin2", "macCentralEurope"),
    ("mac-centraleurope", "macCentralEurope"),
    ("x-mac-ce", "macCentralEurope"),
    ("mac-croatian", "macCroatian"),
    ("x-mac-croatian", "macCroatian"),
    ("mac-greek", "macGreek"),
    ("x-mac-greek", "macGreek"),
    ("mac-iceland", "macIceland"),
    ("x-mac-icelandic", "macIceland"),
    ("mac-romanian", "macRomania"),
    ("x-mac-romanian", "macRomania"),
    ("mac-turkish", "macTurkish"),
    ("x-mac-turkish", "macTurkish"),
    ("roman8", "hp-roman8"),
    ("r8", "hp-roman8"),
    ("pt154", "PTCP154"),
    ("cp154", "PTCP154"),
    ("cyrillic-asian", "PTCP154"),
    ("kz1048", "KZ-1048"),
    ("cp1361", "Johab"),
    ("ms1361", "Johab"),
    ("ksc5601-1992", "Johab"),
    ("euctw", "EUC-TW"),
    ("x-euc-tw", "EUC-TW"),
    ("csiso2022kr", "ISO-2022-KR"),
    ("iso2022kr", "ISO-2022-KR"),
    ("iso2022-kr", "ISO-2022-KR"),
    ("iso2022cn", "ISO-2022-CN"),
    ("hz", "HZ-GB-2312"),
    ("hzgb", "HZ-GB-2312"),
    ("hz-gb", "HZ-GB-2312"),
    ("utf7", "UTF-7"),
    ("unicode-1-1-utf-7", "UTF-7"),
    ("ebcdic-cp-us", "IBM037"),
    ("ebcdic-cp-be", "IBM500"),
    ("ebcdic-cp-he", "IBM424"),
    ("strk1048-2002", "KZ-1048"),
    ("rk1048", "KZ-1048"),
];

/// An encoding of text: any of the WHATWG Encoding Standard, a DOS, Mac or EBCDIC code page, one of
/// East Asia that the standard leaves out, UTF-7 or UTF-32.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Charset(Kind);

/// How a charset is decoded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    /// By `encoding_rs`; never its `replacement` or `x-user-defined`.
    Web(&'static Encoding),
    /// By the table of this index in `PAGES`, always less than its length.
    Page(u8),
    /// As 32-bit units, least byte first.
    Utf32Le,
    /// As 32-bit units, greatest byte first.
    Utf32Be,
    /// Step by step, by a state.
    Grouped(Family),
    /// By the table of this index in `ebcdic_pages`, always less than its length.
    Ebcdic(u8),
}

impl Charset {
    /// UTF-8.
    pub const UTF_8: Charset = Charset(Kind::Web(encoding_rs::UTF_8));
    /// UTF-16, least byte first.
    pub const UTF_16LE: Charset = Charset(Kind::Web(encoding_rs::UTF_16LE));
    /// UTF-16, greatest byte first.
    pub const UTF_16BE: Charset = Charset(Kind::Web(encoding_rs::UTF_16BE));
    /// UTF-32, least byte first.
    pub const UTF_32LE: Charset = Charset(Kind::Utf32Le);
    /// UTF-32, greatest byte first.
    pub const UTF_32BE: Charset = Charset(Kind::Utf32Be);
    /// Western European Windows, the WHATWG reading of Latin 1 and of ASCII.
    pub const WINDOWS_1252: Charset = Charset(Kind::Web(encoding_rs::WINDOWS_1252));
    /// Simplified Chinese of the mainland, a superset of GBK and GB 2312.
    pub const GB18030: Charset = Charset(Kind::Web(encoding_rs::GB18030));
    /// Traditional Chinese.
    pub const BIG5: Charset = Charset(Kind::Web(encoding_rs::BIG5));
    /// Japanese of Windows (code page 932).
    pub const SHIFT_JIS: Charset = Charset(Kind::Web(encoding_rs::SHIFT_JIS));
    /// Japanese of Unix.
    pub const EUC_JP: Charset = Charset(Kind::Web(encoding_rs::EUC_JP));
    /// Japanese of mail, in 7 bits with escapes.
    pub const ISO_2022_JP: Charset = Charset(Kind::Web(encoding_rs::ISO_2022_JP));
    /// Korean, as code page 949.
    pub const EUC_KR: Charset = Charset(Kind::Web(encoding_rs::EUC_KR));

    /// Returns the charset that a label names, or `None` for a label that names none of ours.
    ///
    /// WHATWG labels mean what browsers take them for (`latin1` is windows-1252, `gb2312` is GBK);
    /// case and surrounding blanks are ignored.
    ///
    /// # Examples
    ///
    /// ```
    /// use scutch::decode::Charset;
    ///
    /// assert_eq!(Charset::for_label("Latin1"), Some(Charset::WINDOWS_1252));
    /// assert_eq!(Charset::for_label("cp437").map(Charset::name), Some("IBM437"));
    /// assert_eq!(Charset::for_label("klingon"), None);
    /// ```
    #[must_use]
    pub fn for_label(label: &str) -> Option<Charset> {
        let label = label.trim_matches(|c: char| c.is_ascii_whitespace() || c == '\0');
        web(label).or_else(|| {
            let plain = label.to_ascii_lowercase().replace('_', "-");
            let named = LABELS.iter().find(|(known, _)| *known == plain);
            let name = named.map_or(plain.as_str(), |(_, name)| name);
            utf32(name).or_else(|| page(name)).or_else(|| far(name)).or_else(|| web(name))
        })
    }

    /// Returns the charset's one name: that of the WHATWG where it has one.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self.0 {
            Kind::Web(encoding) => encoding.name(),
            Kind::Page(at) => PAGES[usize::from(at)].name,
            Kind::Utf32Le => "UTF-32LE",
            Kind::Utf32Be => "UTF-32BE",
            Kind::Grouped(family) => family.name(),
            Kind::Ebcdic(at) => ebcdic_pages::PAGES[usize::from(at)].0,
        }
    }

    /// Returns the characters of the bytes 80 to FF if every byte is one character.
    ///
    /// Bytes 00 to 7F are ASCII. Undefined bytes are U+FFFD, or the C1 control where the WHATWG
    /// index says so.
    #[must_use]
    pub fn single_byte_table(self) -> Option<&'static [char; 128]> {
        let at = match self.0 {
            Kind::Web(encoding) if encoding.is_single_byte() => {
                TABLES.web.iter().position(|(known, _)| *known == encoding)?
            }
            Kind::Page(at) => return TABLES.pages.get(usize::from(at)),
            _ => return None,
        };
        TABLES.web.get(at).map(|(_, table)| table)
    }

    /// Returns the `encoding_rs` decoder of a WHATWG charset, `None` for the others.
    #[must_use]
    pub fn encoding(self) -> Option<&'static Encoding> {
        match self.0 {
            Kind::Web(encoding) => Some(encoding),
            _ => None,
        }
    }

    /// Decodes bytes, with U+FFFD for what the charset does not define; a BOM stays as U+FEFF.
    #[must_use]
    pub fn decode_lossy(self, raw: &[u8]) -> String {
        match self.0 {
            Kind::Web(encoding) => {
                let (text, _) = encoding.decode_without_bom_handling(raw);
                text.into_owned()
            }
            Kind::Page(at) => decode_page(&TABLES.pages[usize::from(at)], raw),
            Kind::Utf32Le => decode_utf32(raw, u32::from_le_bytes),
            Kind::Utf32Be => decode_utf32(raw, u32::from_be_bytes),
            Kind::Grouped(family) => grouped::decode(family, raw),
            Kind::Ebcdic(at) => {
                let table = &TABLES.ebcdic[usize::from(at)];
                raw.iter().map(|&byte| table[usize::from(byte)]).collect()
            }
        }
    }

    /// Returns the characters of all bytes if the charset is a page of EBCDIC.
    #[must_use]
    pub(super) fn byte_table(self) -> Option<&'static [char; 256]> {
        match self.0 {
            Kind::Ebcdic(at) => TABLES.ebcdic.get(usize::from(at)),
            _ => None,
        }
    }

    /// Returns how the charset is read if it is read step by step.
    #[must_use]
    pub(super) fn family(self) -> Option<Family> {
        match self.0 {
            Kind::Grouped(family) => Some(family),
            _ => None,
        }
    }

    /// Returns whether bytes of the charset steer how later ones are read.
    pub(super) fn is_steered(self) -> bool {
        self == Charset::ISO_2022_JP || self.family().is_some()
    }

    /// Returns a charset that is read step by step.
    pub(super) const fn grouped(family: Family) -> Charset {
        Charset(Kind::Grouped(family))
    }

    /// Lists the pages of EBCDIC, the commonest first.
    pub(super) fn ebcdic() -> impl Iterator<Item = Charset> {
        let pages = (0..ebcdic_pages::PAGES.len()).filter_map(|at| u8::try_from(at).ok());
        pages.map(|at| Charset(Kind::Ebcdic(at)))
    }

    /// Lists every single-byte charset, those of the WHATWG first.
    pub fn single_byte() -> impl Iterator<Item = Charset> {
        let web = SINGLE_BYTE.iter().map(|encoding| Charset(Kind::Web(encoding)));
        let pages = (0..PAGES.len()).filter_map(|at| u8::try_from(at).ok());
        web.chain(pages.map(|at| Charset(Kind::Page(at))))
    }
}

/// The single-byte encodings of the WHATWG, in the order of its list.
static SINGLE_BYTE: [&Encoding; 28] = [
    encoding_rs::IBM866,
    encoding_rs::ISO_8859_2,
    encoding_rs::ISO_8859_3,
    encoding_rs::ISO_8859_4,
    encoding_rs::ISO_8859_5,
    encoding_rs::ISO_8859_6,
    encoding_rs::ISO_8859_7,
    encoding_rs::ISO_8859_8,
    encoding_rs::ISO_8859_8_I,
    encoding_rs::ISO_8859_10,
    encoding_rs::ISO_8859_13,
    encoding_rs::ISO_8859_14,
    encoding_rs::ISO_8859_15,
    encoding_rs::ISO_8859_16,
    encoding_rs::KOI8_R,
    encoding_rs::KOI8_U,
    encoding_rs::MACINTOSH,
    encoding_rs::WINDOWS_874,
    encoding_rs::WINDOWS_1250,
    encoding_rs::WINDOWS_1251,
    encoding_rs::WINDOWS_1252,
    encoding_rs::WINDOWS_1253,
    encoding_rs::WINDOWS_1254,
    encoding_rs::WINDOWS_1255,
    encoding_rs::WINDOWS_1256,
    encoding_rs::WINDOWS_1257,
    encoding_rs::WINDOWS_1258,
    encoding_rs::X_MAC_CYRILLIC,
];

/// Built once, on first use.
static TABLES: LazyLock<Tables> = LazyLock::new(Tables::build);

/// The upper halves of all single-byte charsets, and the whole of those that are not ASCII below.
struct Tables {
    web: Vec<(&'static Encoding, [char; 128])>,
    pages: Vec<[char; 128]>,
    ebcdic: Vec<[char; 256]>,
}

impl Tables {
    fn build() -> Tables {
        Tables {
            web: SINGLE_BYTE.iter().map(|encoding| (*encoding, web_table(encoding))).collect(),
            pages: PAGES.iter().map(|page| page.high.map(unit)).collect(),
            ebcdic: ebcdic::tables(),
        }
    }
}

/// Reads an encoding's upper half off its decoder, byte by byte.
fn web_table(encoding: &'static Encoding) -> [char; 128] {
    let mut table = [char::REPLACEMENT_CHARACTER; 128];
    for (byte, slot) in (0x80..=0xFF_u8).zip(&mut table) {
        let (text, _) = encoding.decode_without_bom_handling(std::slice::from_ref(&byte));
        *slot = text.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER);
    }
    table
}

/// Returns the character of one UTF-16 unit of a page, none of which is a surrogate.
fn unit(unit: u16) -> char {
    char::from_u32(u32::from(unit)).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// Finds a WHATWG encoding that decodes to text.
fn web(label: &str) -> Option<Charset> {
    let encoding = Encoding::for_label_no_replacement(label.as_bytes())?;
    (encoding != encoding_rs::X_USER_DEFINED).then_some(Charset(Kind::Web(encoding)))
}

/// Finds UTF-32 by its name.
fn utf32(name: &str) -> Option<Charset> {
    [Charset::UTF_32LE, Charset::UTF_32BE].into_iter().find(|known| known.name() == name)
}

/// Finds one of our pages by its name, or by its number as `cp437`, `437`, `ibm437`.
fn page(name: &str) -> Option<Charset> {
    let digits = name.trim_start_matches("csibm").trim_start_matches("ibm");
    let digits = digits.trim_start_matches("cp").trim_start_matches('-');
    let known = |page: &str| {
        page.eq_ignore_ascii_case(name) || page.strip_prefix("IBM").is_some_and(|n| n == digits)
    };
    let at = PAGES.iter().position(|page| known(page.name))?;
    u8::try_from(at).ok().map(|at| Charset(Kind::Page(at)))
}

/// Finds a charset that is read step by step or a page of EBCDIC, by its name or its number as
/// `cp037`, `ebcdic-cp-us`.
fn far(name: &str) -> Option<Charset> {
    let family = Family::ALL.into_iter().find(|family| family.name().eq_ignore_ascii_case(name));
    let digits = name.trim_start_matches("ibm").trim_start_matches("cp").trim_start_matches('-');
    let is_page = |charset: &Charset| {
        charset.name().trim_start_matches("IBM").trim_start_matches('0')
            == digits.trim_start_matches('0')
    };
    family.map(Charset::grouped).or_else(|| Charset::ebcdic().find(is_page))
}

/// Decodes bytes by a table of upper halves.
fn decode_page(table: &[char; 128], raw: &[u8]) -> String {
    let character = |&byte: &u8| match usize::from(byte).checked_sub(HIGH) {
        Some(at) => table[at],
        None => char::from(byte),
    };
    raw.iter().map(character).collect()
}

/// Decodes 32-bit units; a tail of less than four bytes is one U+FFFD.
fn decode_utf32(raw: &[u8], number: fn([u8; 4]) -> u32) -> String {
    let (units, tail) = raw.as_chunks::<4>();
    let character = |&unit: &[u8; 4]| char::from_u32(number(unit));
    let lost = char::REPLACEMENT_CHARACTER;
    let mut text: String = units.iter().map(|unit| character(unit).unwrap_or(lost)).collect();
    if !tail.is_empty() {
        text.push(lost);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_browsers_dos_and_mac_resolve() {
        let name = |label| Charset::for_label(label).map(Charset::name);
        assert_eq!(name(" GB2312\n"), Some("GBK"));
        assert_eq!(name("cp852"), Some("IBM852"));
        assert_eq!(name("IBM855"), Some("IBM855"));
        assert_eq!(name("cp866"), Some("IBM866"));
        assert_eq!(name("mac_latin2"), Some("macCentralEurope"));
        assert_eq!(name("utf-32-be"), Some("UTF-32BE"));
        assert_eq!(name("mac-cyrillic"), Some("x-mac-cyrillic"));
        assert_eq!(name("ISO-2022-KR"), Some("ISO-2022-KR"));
        assert_eq!(name("cp037"), Some("IBM037"));
        assert_eq!(name("IBM1140"), Some("IBM1140"));
        assert_eq!(name("cp949"), Some("EUC-KR"));
        assert_eq!(name("utf_7"), Some("UTF-7"));
        assert_eq!(name("x-user-defined"), None);
    }

    #[test]
    fn every_name_is_its_own_label() {
        for charset in Charset::single_byte() {
            assert_eq!(Charset::for_label(charset.name()), Some(charset));
        }
    }

    #[test]
    fn tables_agree_with_the_decoders() {
        let high: Vec<u8> = (0x80..=0xFF).collect();
        for charset in Charset::single_byte() {
            let table = charset.single_byte_table().unwrap();
            let text: String = table.iter().collect();
            assert_eq!(charset.decode_lossy(&high), text, "{}", charset.name());
        }
    }

    #[test]
    fn undefined_bytes_of_windows_1252_are_controls() {
        let table = Charset::WINDOWS_1252.single_byte_table().unwrap();
        assert_eq!((table[0x01], table[0x00]), ('\u{81}', '€'));
    }

    #[test]
    fn utf32_with_a_cut_tail_ends_in_a_replacement() {
        assert_eq!(Charset::UTF_32LE.decode_lossy(b"a\0\0\0\xE9\0\0\0\x01"), "aé\u{FFFD}");
        assert_eq!(Charset::UTF_32BE.decode_lossy(b"\0\x11\0\0"), "\u{FFFD}");
    }

    #[test]
    fn multi_byte_charsets_have_no_table() {
        assert!(Charset::GB18030.single_byte_table().is_none());
    }
}
