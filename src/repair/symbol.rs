//! The alphabet of the letter models: each character as a symbol, with its rarity and its case.
//!
//! Frequent characters are symbols of their own, in lower case; the others share one symbol for their
//! block. The program that trains the models and the scan that uses them both read characters here.

use std::sync::LazyLock;

/// What a character is to the rule that capitals follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// Not a letter.
    Other,
    /// A lower-case letter.
    Lower,
    /// An upper-case letter.
    Upper,
    /// A letter of a script without case.
    Uncased,
}

impl Case {
    /// How many cases there are.
    pub const COUNT: usize = 4;

    /// Returns the case of a character.
    pub fn of(ch: char) -> Case {
        if is_syllable_or_ideograph(ch) {
            Case::Uncased
        } else if ch.is_lowercase() {
            Case::Lower
        } else if ch.is_uppercase() {
            Case::Upper
        } else if ch.is_alphabetic() {
            Case::Uncased
        } else {
            Case::Other
        }
    }
}

/// A character that can stand in text of any language, however rare it is in sentences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Nothing of the kind.
    None,
    /// U+00AD.
    SoftHyphen,
    /// A small Latin letter with an accent, as in names.
    Letter,
    /// A typographic mark, a currency, a fraction.
    Mark,
    /// A piece of a box or of a formula.
    Drawing,
    /// An emoji or a dingbat.
    Picture,
}

impl Sign {
    /// Returns what kind of sign a character is.
    pub fn of(ch: char) -> Sign {
        match ch {
            '\u{ad}' => Sign::SoftHyphen,
            '\u{a0}'..='\u{a9}'
            | '\u{ab}'..='\u{b4}'
            | '\u{b6}'..='\u{b9}'
            | '\u{bb}'..='\u{bf}'
            | '×'
            | '÷' => Sign::Mark,
            '\u{2c6}'..='\u{2dd}' => Sign::Mark,
            '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{203a}' | '€' | '₤' | '™' | '\u{fffd}' => {
                Sign::Mark
            }
            '←'..='⏿' | '\u{2500}'..='\u{259f}' | '\u{2800}'..='\u{28ff}' | '◊' => {
                Sign::Drawing
            }
            '\u{25a0}'..='\u{27bf}' | '\u{1f300}'..='\u{1faff}' => Sign::Picture,
            'ß'..='ö' | 'ø'..='ÿ' => Sign::Letter,
            'ā'..='ž' if ch.is_lowercase() => Sign::Letter,
            _ => Sign::None,
        }
    }
}

/// A class of characters that share one symbol: first, last, the character that names the class, and
/// about how many characters it holds.
struct Block(u32, u32, char, u32);

/// The blocks, ascending. The sizes are rounded counts of assigned characters (Unicode 16); those of
/// private, rare and unassigned ranges are larger, since nothing there is likely.
const BLOCKS: [Block; 40] = [
    Block(0x00, 0x1f, '\u{1}', 30),
    Block(0x20, 0x7e, ' ', 1),
    Block(0x7f, 0x7f, '\u{1}', 30),
    Block(0x80, 0x9f, '\u{80}', 32),
    Block(0xa0, 0xbf, '¦', 30),
    Block(0xc0, 0x24f, 'ƀ', 200),
    Block(0x250, 0x2af, 'ɐ', 96),
    Block(0x2b0, 0x2ff, 'ʰ', 80),
    Block(0x300, 0x36f, '\u{300}', 112),
    Block(0x370, 0x3ff, 'ϐ', 60),
    Block(0x400, 0x52f, 'ѐ', 120),
    Block(0x530, 0x8ff, '԰', 700),
    Block(0x900, 0x10ff, 'ऀ', 1500),
    Block(0x1100, 0x1dff, 'ᄀ', 3000),
    Block(0x1e00, 0x1eff, 'ƀ', 200),
    Block(0x1f00, 0x1fff, 'ϐ', 250),
    Block(0x2000, 0x206f, '‖', 100),
    Block(0x2070, 0x20cf, '⁰', 80),
    Block(0x20d0, 0x20ff, '\u{300}', 400),
    Block(0x2100, 0x218f, '℀', 140),
    Block(0x2190, 0x23ff, '∀', 600),
    Block(0x2400, 0x24ff, '℀', 200),
    Block(0x2500, 0x259f, '─', 160),
    Block(0x25a0, 0x27bf, '■', 500),
    Block(0x27c0, 0x2bff, '∀', 900),
    Block(0x2c00, 0x2fff, 'ᄀ', 3000),
    Block(0x3000, 0x303f, '〃', 60),
    Block(0x3040, 0x30ff, 'ゕ', 180),
    Block(0x3100, 0x33ff, 'ᄀ', 1000),
    Block(0x3400, 0x4dbf, '㐀', 6600),
    Block(0x4e00, 0x9fff, '丂', 15000),
    Block(0xa000, 0xabff, 'ᄀ', 3000),
    Block(0xac00, 0xd7ff, '갂', 9000),
    Block(0xe000, 0xfaff, '\u{e000}', 20000),
    Block(0xfb00, 0xfeff, 'ﭐ', 1000),
    Block(0xff00, 0xff60, '！', 100),
    Block(0xff61, 0xffef, 'ｱ', 100),
    Block(0xfff0, 0xffff, '\u{e000}', 20000),
    Block(0x1f000, 0x1fbff, '😀', 1500),
    Block(0x1_0000, 0x10_ffff, '𐀀', 100_000),
];

/// The class of the ideographs that the level 1 sets hold, and their count.
const COMMON_IDEOGRAPH: (char, u32) = ('一', 5000);

/// The class of the syllables of KS X 1001, and their count.
const COMMON_SYLLABLE: (char, u32) = ('가', 2350);

/// Returns the symbol that a character has if it is frequent enough: itself in lower case, with one
/// symbol for all digits and one for all spaces.
pub fn own(ch: char) -> char {
    match ch {
        '0'..='9' => '0',
        '\t' | '\n' | '\r' | '\u{3000}' => ' ',
        _ if ch.is_ascii() => ch.to_ascii_lowercase(),
        _ if is_syllable_or_ideograph(ch) => ch,
        _ => {
            let mut lower = ch.to_lowercase();
            match (lower.next(), lower.next()) {
                (Some(one), None) => one,
                _ => ch,
            }
        }
    }
}

/// Tells whether a character is one of the many that surely have no case.
fn is_syllable_or_ideograph(ch: char) -> bool {
    matches!(ch, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

/// Returns the symbol of the class of a character, and about how many characters share it.
pub fn class(ch: char) -> (char, u32) {
    match ch {
        '\u{4e00}'..='\u{9fff}' if is_common(ch) => return COMMON_IDEOGRAPH,
        '\u{ac00}'..='\u{d7a3}' if is_common(ch) => return COMMON_SYLLABLE,
        _ => {}
    }
    let code = ch as u32;
    BLOCKS
        .iter()
        .find(|block| block.0 <= code && code <= block.1)
        .map_or(('𐀀', 100_000), |block| (block.2, block.3))
}

/// A script of East Asia whose characters stand in any order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EastAsian {
    /// A rare character, or one of another part of the world.
    No,
    /// A common ideograph, a kana, or a mark that goes with them.
    Ideograph,
    /// A common syllable of Korean.
    Syllable,
}

impl EastAsian {
    /// Returns the script of a character.
    pub fn of(ch: char) -> EastAsian {
        match ch {
            '\u{3001}'..='\u{3011}' | '\u{3041}'..='\u{30fe}' => EastAsian::Ideograph,
            '，' | '！' | '？' | '：' | '；' | '（' | '）' => EastAsian::Ideograph,
            '\u{4e00}'..='\u{9fff}' if is_common(ch) => EastAsian::Ideograph,
            '\u{ac00}'..='\u{d7a3}' if is_common(ch) => EastAsian::Syllable,
            _ => EastAsian::No,
        }
    }
}

/// Returns the symbols of all classes, ascending.
pub fn classes() -> Vec<char> {
    let mut all: Vec<char> = BLOCKS.iter().map(|block| block.2).collect();
    all.push(COMMON_IDEOGRAPH.0);
    all.push(COMMON_SYLLABLE.0);
    all.sort_unstable();
    all.dedup();
    all
}

/// The characters of level 1 of GB 2312 (rows 16 to 55), of level 1 of JIS X 0208 (rows 16 to 47)
/// and the syllables of KS X 1001 (rows 16 to 40).
static COMMON: LazyLock<Vec<bool>> = LazyLock::new(|| {
    let mut common = vec![false; 0x1_0000];
    for (page, last) in
        [(encoding_rs::GBK, 0xd7), (encoding_rs::EUC_JP, 0xcf), (encoding_rs::EUC_KR, 0xc8)]
    {
        let codes = (0xb0..=last).flat_map(|lead| (0xa1..=0xfeu8).map(move |trail| [lead, trail]));
        let codes: Vec<u8> = codes.flatten().collect();
        let text = page.decode_without_bom_handling(&codes).0;
        for ch in text.chars().filter(|ch| !ch.is_ascii() && *ch != '\u{fffd}') {
            common[ch as usize & 0xffff] = true;
        }
    }
    common
});

fn is_common(ch: char) -> bool {
    COMMON.get(ch as usize).copied().unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_and_spaces_share_a_symbol() {
        assert_eq!(own('7'), own('0'));
        assert_eq!(own('\t'), ' ');
        assert_eq!(own('É'), 'é');
    }

    #[test]
    fn common_ideographs_are_a_class_of_their_own() {
        assert_eq!(class('我').0, '一');
        assert_eq!(class('鈥').0, '丂');
    }

    #[test]
    fn tells_letters_without_case() {
        assert_eq!(Case::of('א'), Case::Uncased);
        assert_eq!(Case::of('Ж'), Case::Upper);
        assert_eq!(Case::of('!'), Case::Other);
    }
}
