//! Reads the file of the letter models and lays out the costs of all languages side by side.
//!
//! A file that is not whole gives no model; nothing else can go wrong.

use std::sync::LazyLock;

use super::model::{FILE, LANES, Model, Pair, STEPS, Symbol, UNSEEN};
use super::symbol::{self, Case, EastAsian, Sign};

/// A pair of symbols that at least so many languages use has a whole row of costs.
const DENSE: usize = 8;

/// Reads the numbers of the file one by one.
struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1)?.first().copied()
    }

    fn short(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes(self.take(2)?.try_into().ok()?))
    }

    fn word(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }
}

/// One language as the file holds it.
pub(crate) struct Language {
    /// The symbols that the language uses.
    pub(crate) symbols: Vec<u16>,
    /// The cost of each of them.
    pub(crate) alone: Vec<u8>,
    /// The cost of leaving the pairs seen after each of them.
    pub(crate) leave: Vec<u8>,
    /// The cost of any symbol that the language does not use, before its common cost.
    pub(crate) foreign: u8,
    /// The mean cost of a symbol.
    pub(crate) usual: u8,
    /// The pairs seen, with their costs, in the order of `symbols`.
    pub(crate) pairs: Vec<(u16, u16, u8)>,
}

/// All that the file holds, as it stands there.
pub(crate) struct Parts {
    pub(crate) symbols: Vec<char>,
    /// The cost of each symbol in any language.
    common: Vec<u8>,
    cases: Vec<u8>,
    pub(crate) languages: Vec<Language>,
    /// The symbol of each BMP character.
    pub(crate) bmp: Vec<Symbol>,
}

static TRAINED: LazyLock<Option<Parts>> = LazyLock::new(|| Parts::parse(FILE));

impl Parts {
    /// Returns what the file compiled into the program holds.
    pub(crate) fn trained() -> Option<&'static Parts> {
        TRAINED.as_ref()
    }

    /// Returns what a file holds, or nothing if the file is not whole.
    pub(crate) fn parse(file: &[u8]) -> Option<Parts> {
        let mut from = Reader { rest: file };
        let count = usize::from(from.short()?);
        let symbols =
            (0..count).map(|_| char::from_u32(from.word()?)).collect::<Option<Vec<char>>>()?;
        let common = from.take(count)?.to_vec();
        let cases = from.take(Case::COUNT.pow(3))?.to_vec();
        let languages = (0..from.byte()?)
            .map(|_| Language::parse(&mut from))
            .collect::<Option<Vec<Language>>>()?;
        let is_whole = languages.len() <= LANES
            && languages.iter().flat_map(|model| &model.symbols).all(|id| usize::from(*id) < count);
        let bmp = bmp(&symbols);
        is_whole.then_some(Parts { symbols, common, cases, languages, bmp })
    }
}

impl Model {
    /// Returns the model of what a file holds.
    pub(crate) fn of(parts: &Parts) -> Model {
        let (symbols, bmp, cases) = (parts.symbols.clone(), parts.bmp.clone(), parts.cases.clone());
        let mut model = Model { symbols, bmp, cases, ..Model::empty() };
        model.spread(&parts.languages, &parts.common);
        model
    }

    /// Lays out the costs of all languages side by side.
    fn spread(&mut self, languages: &[Language], common: &[u8]) {
        let count = self.symbols.len();
        self.usual = languages.iter().map(|model| model.usual).collect();
        self.leave = vec![[0; LANES]; count];
        self.alone = vec![[0; LANES]; count];
        for (number, model) in languages.iter().enumerate() {
            for (row, cost) in self.alone.iter_mut().zip(common) {
                row[number] = u16::from(model.foreign) + u16::from(*cost);
            }
            for (id, (alone, leave)) in
                model.symbols.iter().zip(model.alone.iter().zip(&model.leave))
            {
                self.alone[usize::from(*id)][number] = u16::from(*alone);
                self.leave[usize::from(*id)][number] = u16::from(*leave);
            }
        }
        let kinds = self.number(languages);
        self.lay(&kinds);
        self.fill(languages);
    }

    /// Gives each pair that a language uses its place, and returns the pairs with their speakers.
    fn number(&mut self, languages: &[Language]) -> Vec<(u16, u16, usize)> {
        let count = self.symbols.len();
        self.places = vec![UNSEEN; count * count];
        let mut kinds: Vec<(u16, u16, usize)> = Vec::new();
        for (first, second, _) in languages.iter().flat_map(|model| &model.pairs) {
            let place = &mut self.places[usize::from(*first) * count + usize::from(*second)];
            if *place == UNSEEN {
                *place = kinds.len() as u16;
                kinds.push((*first, *second, 0));
            }
            if let Some(kind) = kinds.get_mut(usize::from(*place)) {
                kind.2 += 1;
            }
        }
        kinds
    }

    /// Makes room for the costs of each pair.
    fn lay(&mut self, kinds: &[(u16, u16, usize)]) {
        let mut sparse = 0;
        for (first, second, uses) in kinds {
            if *uses < DENSE {
                self.pairs.push(Pair::Sparse(sparse, sparse));
                sparse += *uses as u32;
                continue;
            }
            let (leave, alone) =
                (self.leave[usize::from(*first)], self.alone[usize::from(*second)]);
            self.pairs.push(Pair::Dense(self.dense.len() as u32));
            self.dense.push(std::array::from_fn(|at| leave[at] + alone[at]));
        }
        self.sparse = vec![(0, 0); sparse as usize];
    }

    /// Enters the costs of the pairs.
    fn fill(&mut self, languages: &[Language]) {
        let count = self.symbols.len();
        for (number, model) in languages.iter().enumerate() {
            for (first, second, cost) in &model.pairs {
                let place = self.places[usize::from(*first) * count + usize::from(*second)];
                match self.pairs.get_mut(usize::from(place)) {
                    Some(Pair::Dense(row)) => self.dense[*row as usize][number] = u16::from(*cost),
                    Some(Pair::Sparse(_, to)) => {
                        self.sparse[*to as usize] = (number as u8, *cost);
                        *to += 1;
                    }
                    None => {}
                }
            }
        }
    }
}

impl Language {
    fn parse(from: &mut Reader<'_>) -> Option<Language> {
        let _name = from.take(2)?;
        let count = usize::from(from.byte()?);
        let foreign = from.byte()?;
        let usual = from.byte()?;
        let symbols = (0..count).map(|_| from.short()).collect::<Option<Vec<u16>>>()?;
        let alone = from.take(count)?.to_vec();
        let leave = from.take(count)?.to_vec();
        let mut pairs = Vec::new();
        for first in &symbols {
            let seen = from.take(count.div_ceil(8))?;
            for (at, second) in symbols.iter().enumerate() {
                if seen.get(at / 8)? >> (at % 8) & 1 == 1 {
                    pairs.push((*first, *second, from.byte()?));
                }
            }
        }
        Some(Language { symbols, alone, leave, foreign, usual, pairs })
    }
}

/// Returns the symbol of each BMP character.
fn bmp(symbols: &[char]) -> Vec<Symbol> {
    let mut ids = vec![None; 0x1_0000];
    for (id, ch) in symbols.iter().enumerate() {
        if let Some(cell) = ids.get_mut(*ch as usize) {
            *cell = Some(id as u16);
        }
    }
    let id = |ch: char| ids.get(ch as usize).copied().flatten();
    let char_of = |code| char::from_u32(code).unwrap_or('\u{e000}');
    (0..=0xffff).map(char_of).map(|ch| symbol_by(id, ch)).collect()
}

/// Returns the symbol of a character: its own, or that of its class.
pub(crate) fn symbol_in(symbols: &[char], ch: char) -> Symbol {
    symbol_by(|ch| symbols.binary_search(&ch).ok().map(|id| id as u16), ch)
}

fn symbol_by(id: impl Fn(char) -> Option<u16>, ch: char) -> Symbol {
    let case = Case::of(ch);
    let sign = Sign::of(ch);
    let script = EastAsian::of(ch);
    if let Some(id) = id(symbol::own(ch)) {
        return Symbol { id, extra: 0, case, sign, script };
    }
    let (class, members) = symbol::class(ch);
    let members = if !matches!(sign, Sign::None | Sign::Letter) { 1 } else { members };
    let extra = (f64::from(members).ln() * f64::from(STEPS)) as u16;
    Symbol { id: id(class).unwrap_or(0), extra, case, sign, script }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_file_gives_a_model() {
        assert!(Parts::parse(FILE).is_some());
    }

    #[test]
    fn a_file_that_was_cut_gives_none() {
        assert!((0..200).all(|cut| Parts::parse(&FILE[..FILE.len() - 1 - cut * 37]).is_none()));
    }
}
