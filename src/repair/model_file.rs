//! Reads the file of the letter models and lays out the costs of all languages side by side.
//!
//! A file that is not whole gives no model; nothing else can go wrong.

use std::collections::BTreeMap;

use super::model::{LANES, Model, Pair, STEPS, Symbol, UNSEEN};
use super::symbol::{self, Case, EastAsian, Sign};

/// A pair that costs more in a language is rare there: 8 nats.
const RARE: u8 = 8 * 16;

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
struct Language {
    /// The symbols that the language uses.
    symbols: Vec<u16>,
    /// The cost of each of them.
    alone: Vec<u8>,
    /// The cost of leaving the pairs seen after each of them.
    leave: Vec<u8>,
    /// The cost of any symbol that the language does not use, before its common cost.
    foreign: u8,
    usual: u8,
    /// The pairs seen, with their costs.
    pairs: Vec<(u16, u16, u8)>,
}

impl Model {
    /// Returns the model that a file holds, or nothing if the file is not whole.
    pub(crate) fn parse(file: &[u8]) -> Option<Model> {
        let mut from = Reader { rest: file };
        let count = usize::from(from.short()?);
        let symbols =
            (0..count).map(|_| char::from_u32(from.word()?)).collect::<Option<Vec<char>>>()?;
        let common = from.take(count)?.to_vec();
        let cases = from.take(Case::COUNT.pow(3))?.to_vec();
        let languages = (0..from.byte()?)
            .map(|_| Language::parse(&mut from))
            .collect::<Option<Vec<Language>>>()?;
        if languages.len() > LANES
            || languages.iter().flat_map(|model| &model.symbols).any(|id| usize::from(*id) >= count)
        {
            return None;
        }
        let bmp = (0..=0xffff)
            .map(|code| symbol_in(&symbols, char::from_u32(code).unwrap_or('\u{e000}')))
            .collect();
        let mut model = Model { symbols, bmp, cases, ..Model::empty() };
        model.spread(&languages, &common);
        Some(model)
    }

    /// Lays out the costs of all languages side by side.
    fn spread(&mut self, languages: &[Language], common: &[u8]) {
        let count = self.symbols.len();
        self.usual = languages.iter().map(|model| model.usual).collect();
        self.leave = vec![[0; LANES]; count];
        self.alone = vec![[0; LANES]; count];
        let mut seen = BTreeMap::<(u16, u16), Vec<(u8, u8)>>::new();
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
            for (first, second, cost) in &model.pairs {
                seen.entry((*first, *second)).or_default().push((number as u8, *cost));
            }
        }
        self.places = vec![UNSEEN; count * count];
        for ((first, second), costs) in seen {
            let place = usize::from(first) * count + usize::from(second);
            self.places[place] = self.pairs.len() as u16;
            let usual = costs.iter().filter(|(_, cost)| *cost <= RARE);
            self.speakers.push(usual.fold(0, |speakers, (language, _)| speakers | 1 << language));
            let pair = self.lay(first, second, &costs);
            self.pairs.push(pair);
        }
    }

    fn lay(&mut self, first: u16, second: u16, costs: &[(u8, u8)]) -> Pair {
        if costs.len() < DENSE {
            let from = self.sparse.len() as u32;
            self.sparse.extend(costs);
            return Pair::Sparse(from, self.sparse.len() as u32);
        }
        let (leave, alone) = (self.leave[usize::from(first)], self.alone[usize::from(second)]);
        let mut row: [u16; LANES] = std::array::from_fn(|at| leave[at] + alone[at]);
        costs.iter().for_each(|(language, cost)| row[usize::from(*language)] = u16::from(*cost));
        self.dense.push(row);
        Pair::Dense(self.dense.len() as u32 - 1)
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

/// Returns the symbol of a character: its own, or that of its class.
pub(crate) fn symbol_in(symbols: &[char], ch: char) -> Symbol {
    let case = Case::of(ch);
    let sign = Sign::of(ch);
    let script = EastAsian::of(ch);
    if let Ok(id) = symbols.binary_search(&symbol::own(ch)) {
        return Symbol { id: id as u16, extra: 0, case, sign, script };
    }
    let (class, members) = symbol::class(ch);
    let members = if !matches!(sign, Sign::None | Sign::Letter) { 1 } else { members };
    let id = symbols.binary_search(&class).unwrap_or(0) as u16;
    Symbol { id, extra: (f64::from(members).ln() * f64::from(STEPS)) as u16, case, sign, script }
}

#[cfg(test)]
mod tests {
    use super::super::model::FILE;
    use super::*;

    #[test]
    fn a_whole_file_gives_a_model() {
        assert!(Model::parse(FILE).is_some());
    }

    #[test]
    fn a_file_that_was_cut_gives_none() {
        assert!((0..200).all(|cut| Model::parse(&FILE[..FILE.len() - 1 - cut * 37]).is_none()));
    }
}
