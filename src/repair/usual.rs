//! The tables of the gate: which characters stand side by side in intact text, and in which languages.
//!
//! They are made from the file of the letter models in a few milliseconds. A pair of characters is
//! usual in a language if it costs little there, be it seen or made of letters that are frequent.

use std::sync::LazyLock;

use super::model::{Speakers, Symbol};
use super::model_file::{Language, Parts};
use super::pages::Page;
use super::symbol::{Case, EastAsian};

/// What a usual pair costs at most: 7.5 nats. At 8.5, two legacy lines of 368 more stay damaged.
const USUAL: u16 = 15 * 8;

/// So many languages at least use two marks side by side that may stand so in any.
const FREE: u8 = 2;

/// The classes of rare ideographs and syllables: two of them side by side are always strange.
const RARE: [char; 2] = ['丂', '갂'];

/// Letters of ASCII and one place for all else.
const LETTERS: usize = 27;

/// How many bits a set of speakers has.
const BITS: usize = Speakers::BITS as usize;

/// The bit of the first language that is not written in Latin letters.
const OTHERS: usize = 64;

/// How many steps a letter may cost more than in the likeliest language.
const NEAR: i32 = 8;

/// How many steps the first few letters may cost beyond what is usual.
const FIRST_STEPS: i32 = 48;

/// The first character that may be free because no page has it.
const FIRST_UNPAGED: char = '\u{370}';

/// A script, by number: 0 is common to all, 1 is Latin.
pub(crate) type Script = u8;
pub(crate) const COMMON: Script = 0;
pub(crate) const LATIN: Script = 1;
const ARABIC: Script = 6;
const EAST_ASIAN: Script = 15;

/// The languages in Arabic script write each other's letters, and pass for one.
const ARABIC_LANGUAGES: u32 = 3;

/// The first code of each script behind Latin and the number of the script; 0 is common.
const SCRIPTS: [(u32, Script); 30] = [
    (0x0370, 2),
    (0x0400, 3),
    (0x0530, 4),
    (0x0590, 5),
    (0x0600, 6),
    (0x0900, 7),
    (0x0980, 8),
    (0x0a00, 9),
    (0x0a80, 10),
    (0x0b00, 0),
    (0x0b80, 11),
    (0x0c00, 12),
    (0x0c80, 0),
    (0x0e00, 13),
    (0x0e80, 0),
    (0x10a0, 14),
    (0x1100, 15),
    (0x1200, 0),
    (0x1e00, 1),
    (0x1f00, 2),
    (0x2000, 0),
    (0x2c60, 1),
    (0x2c80, 0),
    (0x3040, 15),
    (0xa000, 0),
    (0xac00, 15),
    (0xd7b0, 0),
    (0xf900, 15),
    (0xfb00, 0),
    (0x1_0000, 0),
];
pub(crate) const SCRIPT_COUNT: usize = 16;

/// All characters that no code page has: what no mix-up makes may stand beside anything.
pub(crate) const UNPAGED: Class = Class(0x1f << 8);

/// One character as the gate sees it: its place in the tables of its script, its script and its kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Class(u16);

const LOWER: u16 = 1 << 13;
const UPPER: u16 = 2 << 13;
const FREELY: u16 = 3 << 13;

impl Class {
    fn new(script: Script, place: usize) -> Class {
        Class(u16::from(script) << 8 | place as u16)
    }

    /// Returns its place in the tables of its script, below 256.
    pub(crate) fn place(self) -> usize {
        usize::from(self.0 & 0xff)
    }

    /// Returns its script.
    pub(crate) fn script(self) -> Script {
        (self.0 >> 8 & 0x1f) as Script
    }

    /// Returns its kind, below four: nothing, a small letter, a capital, a mark.
    pub(crate) fn kind(self) -> usize {
        usize::from(self.0 >> 13 & 3)
    }

    /// Tells whether this is a small letter.
    pub(crate) fn is_lower(self) -> bool {
        self.0 >> 13 == LOWER >> 13
    }

    /// Tells whether this is a capital.
    pub(crate) fn is_upper(self) -> bool {
        self.0 >> 13 == UPPER >> 13
    }

    /// Tells whether two characters may stand side by side whatever the language: characters of East Asia
    /// and marks, and those that no code page has.
    pub(crate) fn is_free_beside(self, other: Class) -> bool {
        let are_free = self.0 & other.0 & FREELY == FREELY;
        are_free || self.script().max(other.script()) == UNPAGED.script()
    }

    /// Returns the bit of the script, none for what all scripts share.
    pub(crate) fn script_bit(self) -> u32 {
        1 << self.script() & !1
    }

    /// Tells whether this is a character of East Asia.
    fn is_wide(self) -> bool {
        self.script() == EAST_ASIAN
    }

    /// Tells whether this is a capital with an accent.
    pub(crate) fn is_latin_capital(self) -> bool {
        self.is_upper() && self.script() == LATIN
    }

    /// Tells whether this is a mark of typography or of ASCII.
    pub(crate) fn is_typographic(self) -> bool {
        self.0 & FREELY == FREELY && self.script() == COMMON
    }

    /// Tells whether a code page has the character, and it is of another script than Latin.
    pub(crate) fn is_foreign(self) -> bool {
        self.script() > LATIN && self.script() != UNPAGED.script()
    }

    /// Tells whether one of the two is a mark of typography or of ASCII, and the other one a letter
    /// of another script than Latin.
    pub(crate) fn is_mark_beside(self, other: Class) -> bool {
        self.is_typographic() && other.script() > LATIN
            || other.is_typographic() && self.script() > LATIN
    }

    /// Tells whether one of the two is a character of East Asia, and the other one a letter of ASCII.
    pub(crate) fn is_wide_beside(self, other: Class) -> bool {
        let is_letter =
            |class: Class| (class.is_lower() || class.is_upper()) && class.script() == COMMON;
        self.is_wide() && is_letter(other) || other.is_wide() && is_letter(self)
    }
}

/// Where the pairs of a script are.
#[derive(Clone, Copy, Debug, Default)]
struct Table {
    base: usize,
    side: usize,
    /// The bit of its first language.
    shift: usize,
}

/// The tables.
pub(crate) struct Usual {
    classes: Vec<Class>,
    /// For each pair of common characters, whether they may stand so in any language.
    free: Vec<bool>,
    commons: usize,
    latin: Vec<u64>,
    latin_side: usize,
    others: Vec<u8>,
    tables: [Table; SCRIPT_COUNT],
    /// For each bit of a set of speakers the costs of pairs of ASCII letters and the usual cost.
    letters: Vec<Option<Letters>>,
    /// The same costs, for each pair of letters those in all languages.
    rows: Vec<[u8; BITS]>,
}

struct Letters {
    costs: Vec<u8>,
    usual: u8,
}

static TRAINED: LazyLock<Usual> =
    LazyLock::new(|| Parts::trained().map_or_else(Usual::empty, Usual::of));

impl Usual {
    /// Returns the tables of the models compiled into the program.
    pub(crate) fn trained() -> &'static Usual {
        &TRAINED
    }

    /// Returns the class of a character.
    #[inline(always)]
    pub(crate) fn class(&self, ch: char) -> Class {
        self.classes.get(ch as usize).copied().unwrap_or(UNPAGED)
    }

    /// Returns the class of the BMP character with a code.
    pub(crate) fn class_at(&self, code: usize) -> Class {
        self.classes.get(code).copied().unwrap_or(UNPAGED)
    }

    /// Returns the bit of the first language of a script.
    pub(crate) fn shift(&self, script: Script) -> usize {
        self.tables[usize::from(script) % SCRIPT_COUNT].shift
    }

    /// Returns the languages in which one character usually follows another.
    #[inline(always)]
    pub(crate) fn speakers(&self, first: Class, second: Class) -> Speakers {
        let script = first.script().max(second.script());
        if first.script().min(second.script()) != COMMON && first.script() != second.script() {
            return 0;
        }
        match script {
            COMMON => {
                let is_free = self.free.get(first.place() * self.commons + second.place());
                if is_free == Some(&true) { Speakers::MAX } else { 0 }
            }
            LATIN => {
                let at = first.place() * self.latin_side + second.place();
                Speakers::from(self.latin.get(at).copied().unwrap_or(0))
            }
            _ => {
                let table = self.tables[usize::from(script) % SCRIPT_COUNT];
                let at = table.base + first.place() * table.side + second.place();
                Speakers::from(self.others.get(at).copied().unwrap_or(0)) << table.shift
            }
        }
    }

    /// Returns how many steps a letter of `text` costs in the language of a bit beyond what is usual.
    pub(crate) fn strangeness(&self, text: &[u8], bit: u32) -> i32 {
        let Some(Some(known)) = self.letters.get(bit as usize) else { return i32::MAX };
        let (mut sum, mut count) = (0u32, 0u32);
        for [first, second] in text.array_windows() {
            let at = letter_place(first) * LETTERS + letter_place(second);
            if at != 0 && first.is_ascii() && second.is_ascii() {
                sum += u32::from(known.costs.get(at).copied().unwrap_or(0));
                count += 1;
            }
        }
        (sum as i32 - FIRST_STEPS) / count.max(1) as i32 - i32::from(known.usual)
    }

    /// Returns the languages in which ASCII `text` is about as usual as in the one where it is most.
    pub(crate) fn likely(&self, text: &[u8]) -> Speakers {
        let mut sums = [0u32; BITS];
        let mut count = 0;
        for [first, second] in text.array_windows() {
            let at = letter_place(first) * LETTERS + letter_place(second);
            if at != 0 && first.is_ascii() && second.is_ascii() {
                let row = self.rows.get(at).unwrap_or(&[0; BITS]);
                sums.iter_mut().zip(row).for_each(|(sum, cost)| *sum += u32::from(*cost));
                count += 1;
            }
        }
        let cost = |(sum, known): (&u32, &Option<Letters>)| match known {
            Some(known) => (*sum as i32 - FIRST_STEPS) / count.max(1) - i32::from(known.usual),
            None => i32::MAX,
        };
        let costs: Vec<i32> = sums.iter().zip(&self.letters).map(cost).collect();
        let best = costs.iter().min().copied().unwrap_or(0);
        let near = costs.iter().enumerate().filter(|(_, cost)| **cost <= best.saturating_add(NEAR));
        near.fold(0, |likely, (bit, _)| likely | 1 << bit)
    }

    fn empty() -> Usual {
        Usual {
            classes: Vec::new(),
            free: Vec::new(),
            commons: 0,
            latin: Vec::new(),
            latin_side: 0,
            others: Vec::new(),
            tables: [Table::default(); SCRIPT_COUNT],
            letters: Vec::new(),
            rows: Vec::new(),
        }
    }

    fn of(parts: &Parts) -> Usual {
        let mut usual = Usual::empty();
        let members = usual.number(&parts.symbols);
        usual.spread(&parts.bmp, &members);
        let mut uses = vec![0u8; usual.commons * usual.commons];
        let mut next = [0usize; SCRIPT_COUNT];
        let scripts: Vec<Script> =
            parts.languages.iter().map(|language| spoken_in(language, &parts.symbols)).collect();
        let mut shift = OTHERS;
        for script in LATIN + 1..SCRIPT_COUNT as Script {
            usual.tables[usize::from(script)].shift = shift;
            shift += scripts.iter().filter(|own| **own == script).count();
        }
        let rare = RARE.map(|ch| parts.symbols.binary_search(&ch).map_or(0, |id| id as u16));
        usual.letters = (0..Speakers::BITS).map(|_| None).collect();
        for (language, script) in parts.languages.iter().zip(scripts) {
            let own = &mut next[usize::from(script)];
            usual.learn(language, (script, *own), &members, rare, &mut uses);
            let bit = *own + usual.tables[usize::from(script)].shift;
            if let Some(letters) = usual.letters.get_mut(bit) {
                *letters = Some(Letters::of(language, &parts.symbols));
            }
            *own += 1;
        }
        usual.rows = vec![[0; BITS]; LETTERS * LETTERS];
        for (bit, letters) in usual.letters.iter().enumerate() {
            let costs = letters.iter().flat_map(|letters| &letters.costs);
            usual.rows.iter_mut().zip(costs).for_each(|(row, cost)| row[bit] = *cost);
        }
        usual.free = uses.iter().map(|count| *count >= FREE).collect();
        usual
    }

    /// Gives each symbol its class, and lays out the tables.
    fn number(&mut self, symbols: &[char]) -> Vec<Class> {
        self.commons = symbols.iter().filter(|ch| script(**ch) == COMMON).count();
        let mut next = [self.commons; SCRIPT_COUNT];
        next[0] = 0;
        let mut merged = [None; 2 + SCRIPT_COUNT];
        let mut members = Vec::with_capacity(symbols.len());
        for ch in symbols {
            let script = script(*ch);
            let place = &mut next[usize::from(script)];
            let shared = match EastAsian::of(*ch) {
                EastAsian::Ideograph if *ch >= '\u{4e00}' => Some(0),
                EastAsian::Syllable => Some(1),
                EastAsian::No if script > LATIN && ch.is_numeric() => Some(2 + usize::from(script)),
                _ => None,
            };
            let class = match shared.and_then(|at: usize| merged[at]) {
                Some(class) => class,
                None => {
                    *place += 1;
                    Class::new(script, (*place - 1).min(255))
                }
            };
            if let Some(at) = shared {
                merged[at] = Some(class);
            }
            members.push(class);
        }
        self.latin_side = next[usize::from(LATIN)];
        self.latin = vec![0; self.latin_side * self.latin_side];
        let mut base = 0;
        for (table, side) in self.tables.iter_mut().zip(next).skip(2) {
            *table = Table { base, side, shift: 0 };
            base += side * side;
        }
        self.others = vec![0; base];
        members
    }

    /// Gives each character its class.
    fn spread(&mut self, bmp: &[Symbol], members: &[Class]) {
        let class = |(symbol, ch): (&Symbol, char)| {
            let is_private = matches!(ch, '\u{e000}'..='\u{f8ff}');
            if is_private || ch >= FIRST_UNPAGED && !Page::has_some(ch) {
                return UNPAGED;
            }
            let class = members.get(usize::from(symbol.id)).copied().unwrap_or_default();
            let kind = match symbol.case {
                Case::Lower => LOWER,
                Case::Upper => UPPER,
                _ if symbol.script != EastAsian::No || is_typographic(ch) => FREELY,
                _ => 0,
            };
            Class(class.0 | kind)
        };
        let chars = (0..).map(|code| char::from_u32(code).unwrap_or('\u{e000}'));
        self.classes = bmp.iter().zip(chars).map(class).collect();
    }

    /// Notes the usual pairs of a language.
    fn learn(
        &mut self,
        language: &Language,
        (script, bit): (Script, usize),
        members: &[Class],
        rare: [u16; 2],
        uses: &mut [u8],
    ) {
        let classes: Vec<Class> = language
            .symbols
            .iter()
            .map(|id| members.get(usize::from(*id)).copied().unwrap_or_default())
            .collect();
        let mut seen = language.pairs.iter().peekable();
        for (at, first) in language.symbols.iter().enumerate() {
            let leave = u16::from(language.leave[at]);
            for (to, second) in language.symbols.iter().enumerate() {
                let known = seen.next_if(|pair| pair.0 == *first && pair.1 == *second);
                let cost = known.map_or_else(
                    || leave + u16::from(language.alone[to]),
                    |pair| u16::from(pair.2),
                );
                let are_rare = [first, second].iter().all(|id| rare.contains(id));
                if cost <= USUAL && !are_rare {
                    self.note(classes[at], classes[to], script, bit, uses);
                }
            }
        }
    }

    fn note(&mut self, a: Class, b: Class, script: Script, bit: usize, uses: &mut [u8]) {
        let own = a.script().max(b.script());
        let is_mixed = a.script().min(b.script()) != COMMON && a.script() != b.script();
        if own == COMMON {
            if let Some(count) = uses.get_mut(a.place() * self.commons + b.place()) {
                *count = count.saturating_add(1);
            }
        } else if own == script && !is_mixed {
            if own == LATIN {
                if let Some(mask) = self.latin.get_mut(a.place() * self.latin_side + b.place()) {
                    *mask |= 1 << bit;
                }
            } else {
                let table = self.tables[usize::from(own)];
                let at = table.base + a.place() * table.side + b.place();
                if let Some(mask) = self.others.get_mut(at) {
                    *mask |=
                        if own == ARABIC { u8::MAX >> (8 - ARABIC_LANGUAGES) } else { 1 << bit };
                }
            }
        }
    }
}

impl Letters {
    fn of(language: &Language, symbols: &[char]) -> Letters {
        let place = |id: u16| match symbols.get(usize::from(id)) {
            Some(ch @ 'a'..='z') => Some(*ch as usize - 'a' as usize + 1),
            Some(' ') => Some(0),
            _ => None,
        };
        let mut alone = [language.foreign; LETTERS];
        let mut leave = [0; LETTERS];
        for (at, id) in language.symbols.iter().enumerate() {
            if let Some(place) = place(*id) {
                alone[place] = language.alone[at];
                leave[place] = language.leave[at];
            }
        }
        let mut costs: Vec<u8> = leave
            .iter()
            .flat_map(|leave| alone.iter().map(move |alone: &u8| alone.saturating_add(*leave)))
            .collect();
        for (first, second, cost) in &language.pairs {
            if let (Some(first), Some(second)) = (place(*first), place(*second)) {
                costs[first * LETTERS + second] = *cost;
            }
        }
        Letters { costs, usual: language.usual }
    }
}

/// Returns the place of a letter of ASCII in the tables of letters, that of all else for any other.
fn letter_place(byte: &u8) -> usize {
    match byte | 0x20 {
        letter @ b'a'..=b'z' => usize::from(letter - b'a') + 1,
        _ => 0,
    }
}

/// Tells whether a mark stands beside the letters of any script.
fn is_typographic(ch: char) -> bool {
    matches!(ch, '\u{2010}'..='\u{2027}' | '\u{2039}' | '\u{203a}' | '«' | '»')
        || ch.is_ascii() && !ch.is_ascii_alphanumeric()
}

/// Returns the script of a character.
fn script(ch: char) -> Script {
    let code = ch as u32;
    if code < 0x370 {
        return if ch.is_alphabetic() && !ch.is_ascii() && !matches!(ch, 'ª' | 'º' | 'µ') {
            LATIN
        } else {
            COMMON
        };
    }
    SCRIPTS.iter().rev().find(|known| known.0 <= code).map_or(COMMON, |known| known.1)
}

/// Returns the script in which most of a language is written.
fn spoken_in(language: &Language, symbols: &[char]) -> Script {
    let mut shares = [0.0f32; SCRIPT_COUNT];
    for (id, cost) in language.symbols.iter().zip(&language.alone) {
        let Some(ch) = symbols.get(usize::from(*id)) else { continue };
        let script = if ch.is_ascii_alphabetic() { LATIN } else { script(*ch) };
        if script != COMMON {
            shares[usize::from(script)] += (-f32::from(*cost) / 16.0).exp();
        }
    }
    let best = (1..SCRIPT_COUNT).max_by(|a, b| shares[*a].total_cmp(&shares[*b]));
    best.unwrap_or(1) as Script
}
