//! The tables of the code pages, in both directions, made once from `encoding_rs` and from the
//! mapping tables of the IBM pages.

use std::ops::RangeInclusive;
use std::sync::LazyLock;

use encoding_rs::Encoding;

use super::pages::{Page, Pages, Roles, SINGLE};

/// Labels of the single-byte pages that `encoding_rs` knows, in the order of their page numbers.
///
/// Latin-1 is windows-1252 with C1 controls here, ISO-8859-9 is windows-1254 and ISO-8859-8 is
/// windows-1255, since each sloppy page holds all that the older one has.
pub(crate) const STANDARD: [&str; 27] = [
    "windows-1252",
    "windows-1250",
    "windows-1251",
    "windows-1253",
    "windows-1254",
    "windows-1255",
    "windows-1256",
    "windows-1257",
    "windows-1258",
    "windows-874",
    "iso-8859-2",
    "iso-8859-3",
    "iso-8859-4",
    "iso-8859-5",
    "iso-8859-6",
    "iso-8859-7",
    "iso-8859-8",
    "iso-8859-10",
    "iso-8859-13",
    "iso-8859-14",
    "iso-8859-15",
    "iso-8859-16",
    "koi8-r",
    "koi8-u",
    "ibm866",
    "macintosh",
    "x-mac-cyrillic",
];

/// The upper halves of IBM pages outside the WHATWG standard, after the mapping tables of
/// unicode.org (`VENDORS/MICSFT/PC`).
pub(crate) const IBM: [(&str, &str); 7] = [
    (
        "cp437",
        "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}",
    ),
    (
        "cp850",
        "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}",
    ),
    (
        "cp852",
        "ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×čáíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐└┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀ÓßÔŃńňŠšŔÚŕŰýÝţ´\u{ad}˝˛ˇ˘§÷¸°¨˙űŘř■\u{a0}",
    ),
    (
        "cp737",
        "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρσςτυφχψ░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀ωάέήϊίόύϋώΆΈΉΊΌΎΏ±≥≤ΪΫ÷≈°∙·√ⁿ²■\u{a0}",
    ),
    (
        "cp775",
        "ĆüéāäģåćłēŖŗīŹÄÅÉæÆōöĢ¢ŚśÖÜø£Ø×¤ĀĪóŻżź”¦©®¬½¼Ł«»░▒▓│┤ĄČĘĖ╣║╗╝ĮŠ┐└┴┬├─┼ŲŪ╚╔╩╦╠═╬Žąčęėįšųūž┘┌█▄▌▐▀ÓßŌŃõÕµńĶķĻļņĒŅ’\u{ad}±“¾¶§÷„°∙·¹³²■\u{a0}",
    ),
    (
        "cp857",
        "ÇüéâäàåçêëèïîıÄÅÉæÆôöòûùİÖÜø£ØŞşáíóúñÑĞğ¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ºªÊËÈ\u{d5}ÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµ\u{e7}×ÚÛÙìÿ¯´\u{ad}±\u{f2}¾¶§÷¸°¨·¹³²■\u{a0}",
    ),
    (
        "cp862",
        "אבגדהוזחטיךכלםמןנסעףפץצקרשת¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}",
    ),
];

/// Labels of the pages with characters of two bytes.
pub(crate) const WIDE: [&str; 5] = ["gbk", "shift_jis", "big5", "euc-kr", "euc-jp"];
/// The single-byte pages in both directions.
pub(crate) struct Tables {
    /// The upper half of each page.
    pub(crate) chars: Vec<[char; 128]>,
    /// The row of each BMP character in `bytes`; row 0 is empty.
    rows: Vec<u16>,
    bytes: Vec<[u8; SINGLE]>,
    /// The roles of the characters of each row.
    roles: Vec<Roles>,
    /// The pages that hold the character of each row.
    holding: Vec<Pages>,
}

pub(crate) static TABLES: LazyLock<Tables> = LazyLock::new(Tables::build);

impl Tables {
    /// Returns the roles of a character on the single-byte pages.
    pub(crate) fn roles_of(&self, ch: char) -> Roles {
        let row = self.rows.get(ch as usize).copied().unwrap_or(0);
        self.roles.get(usize::from(row)).copied().unwrap_or_default()
    }

    /// Returns the single-byte pages that hold a character beyond ASCII.
    pub(crate) fn pages_of(&self, ch: char) -> Pages {
        let row = self.rows.get(ch as usize).copied().unwrap_or(0);
        self.holding.get(usize::from(row)).copied().unwrap_or(0)
    }

    /// Tells whether a character is on one of the single-byte pages.
    pub(crate) fn has(&self, ch: char) -> bool {
        self.rows.get(ch as usize).is_some_and(|row| *row != 0)
    }

    fn build() -> Tables {
        let chars: Vec<[char; 128]> = STANDARD
            .iter()
            .map(|label| standard(label))
            .chain(IBM.iter().map(|(_, half)| ibm(half)))
            .collect();
        let mut tables = Tables {
            chars: chars.clone(),
            rows: vec![0; 0x1_0000],
            bytes: vec![[0; SINGLE]],
            roles: Vec::new(),
            holding: Vec::new(),
        };
        for (number, page) in chars.iter().enumerate() {
            for (byte, ch) in (128..=255u8).zip(page) {
                tables.enter(*ch, number, byte);
            }
            for control in 0x80..=0x9fu8 {
                tables.enter(char::from(control), number, control);
            }
        }
        // The younger windows-1255 fills byte CA, which older converters leave undefined.
        if let Some(hebrew) = Page::of("windows-1255") {
            tables.enter('\u{ca}', hebrew.number(), 0xca);
        }
        // The WHATWG standard fills two bytes of KOI8-U with letters where RFC 2319 has lines.
        if let Some(ukrainian) = Page::of("koi8-u") {
            tables.enter('╝', ukrainian.number(), 0xae);
            tables.enter('╬', ukrainian.number(), 0xbe);
        }
        tables.roles = tables.bytes.iter().map(roles).collect();
        tables.holding = tables.bytes.iter().map(|bytes| pages(bytes, 1..=0xff)).collect();
        tables
    }

    /// Notes that `byte` stands for `ch`, unless the page has a byte for it already.
    fn enter(&mut self, ch: char, page: usize, byte: u8) {
        let Some(row) = self.rows.get_mut(ch as usize) else { return };
        if *row == 0 {
            *row = self.bytes.len() as u16;
            self.bytes.push([0; SINGLE]);
        }
        let cell = &mut self.bytes[usize::from(*row)][page];
        if *cell == 0 {
            *cell = byte;
        }
    }

    /// Returns the byte of a character on a page; zero if there is none.
    pub(crate) fn byte(&self, page: Page, ch: char) -> u8 {
        let row = self.rows.get(ch as usize).copied().unwrap_or(0);
        self.bytes[usize::from(row)][page.number()]
    }
}

fn roles(bytes: &[u8; SINGLE]) -> Roles {
    Roles { leads: pages(bytes, 0xc2..=0xf4), follows: pages(bytes, 0x80..=0xbf) }
}

/// Returns the pages on which the byte of a character is in a range.
fn pages(bytes: &[u8; SINGLE], range: RangeInclusive<u8>) -> Pages {
    let members = bytes.iter().enumerate().filter(|(_, byte)| range.contains(byte));
    members.fold(0, |pages, (page, _)| pages | 1 << page)
}

fn standard(label: &str) -> [char; 128] {
    std::array::from_fn(|at| {
        let byte = at as u8 + 128;
        decode_wide(label, &[byte]).unwrap_or(char::from(byte))
    })
}

fn ibm(half: &str) -> [char; 128] {
    let mut chars = half.chars();
    std::array::from_fn(|_| chars.next().unwrap_or('\u{fffd}'))
}

fn decode_wide(label: &str, bytes: &[u8]) -> Option<char> {
    let page = Encoding::for_label(label.as_bytes())?;
    let text = page.decode_without_bom_handling_and_without_replacement(bytes)?;
    let mut chars = text.chars();
    let first = chars.next()?;
    chars.next().is_none().then_some(first)
}

/// The mark of a code without a character.
pub(crate) const NO_CHAR: char = '\0';

/// The bytes that end a code of two bytes.
const TRAILS: RangeInclusive<u8> = 0x40..=0xfe;

/// For each wide page the character of each code of one or two bytes.
pub(crate) static WIDE_CHARS: LazyLock<Vec<Vec<char>>> =
    LazyLock::new(|| WIDE.iter().map(|label| wide_chars(label)).collect());

/// For each wide page the code of each BMP character: zero if none, the lowest if there are several.
pub(crate) static WIDE_BYTES: LazyLock<Vec<Vec<u16>>> = LazyLock::new(|| {
    WIDE.iter().zip(WIDE_CHARS.iter()).map(|(label, chars)| wide_bytes(label, chars)).collect()
});

fn wide_chars(label: &str) -> Vec<char> {
    let mut chars = vec![NO_CHAR; 0x1_0000];
    for byte in 0x80..=0xff {
        if let Some(ch) = decode_wide(label, &[byte]) {
            chars[usize::from(byte)] = ch;
        }
    }
    let Some(page) = Encoding::for_label(label.as_bytes()) else { return chars };
    let codes = || (0x81..=0xfe).flat_map(|lead| TRAILS.map(move |trail| [lead, trail]));
    // One code on each line: what is no character leaves more than one behind, or a mark.
    let bytes: Vec<u8> = codes().flat_map(|[lead, trail]| [lead, trail, b'\n']).collect();
    let text = page.decode_without_bom_handling(&bytes).0;
    for (code, line) in codes().zip(text.split('\n')) {
        let mut line = line.chars();
        if let (Some(ch), None) = (line.next().filter(|ch| *ch != '\u{fffd}'), line.next()) {
            chars[usize::from(u16::from_be_bytes(code))] = ch;
        }
    }
    chars
}

fn wide_bytes(label: &str, chars: &[char]) -> Vec<u16> {
    let mut codes = vec![0; 0x1_0000];
    if label == "shift_jis" {
        // Windows code page 932 gives its four unused bytes to private characters.
        for (ch, code) in
            [(0xa0, 0xa0), (0xf8f0, 0xa0), (0xf8f1, 0xfd), (0xf8f2, 0xfe), (0xf8f3, 0xff)]
        {
            codes[ch] = code;
        }
    }
    for (code, ch) in (0..=u16::MAX).zip(chars).filter(|(_, ch)| **ch != NO_CHAR) {
        if let Some(cell) = codes.get_mut(*ch as usize).filter(|cell| **cell == 0) {
            *cell = code;
        }
    }
    codes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_page_has_a_whole_upper_half() {
        assert!(IBM.iter().all(|(_, half)| half.chars().count() == 128));
        assert_eq!(TABLES.chars.len(), SINGLE);
    }

    #[test]
    fn older_converters_are_understood() {
        let hebrew = Page::of("windows-1255").unwrap();
        assert_eq!(TABLES.byte(hebrew, 'Ê'), 0xca);
    }
}
