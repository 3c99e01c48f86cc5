//! Letter models of 75 languages: how many nats each pair of symbols costs in each of them.
//!
//! A text costs the sum over its pairs; the damaged reading of a text costs more than the intact one
//! in every language. The file is made by `examples/train_repair.rs` from the sentences of the
//! evaluation data (Wortschatz Leipzig, by way of lingua-rs).

use std::sync::LazyLock;

use pulp::{Arch, NullaryFnOnce};

use super::model_file::{Parts, symbol_in};
use super::symbol::{Case, EastAsian, Sign};

/// The trained file.
pub(crate) const FILE: &[u8] = include_bytes!("repair.model");

/// Steps of cost in one nat.
pub const STEPS: f32 = 16.0;

/// The most that a mark costs that any text can hold: about 11 nats, one in sixty thousand.
const MARK: u16 = 11 * 16;

/// What a soft hyphen costs: it stands between any letters, and in one text often.
const SOFT_HYPHEN: u16 = 3 * 16;

/// The most that a small letter with an accent costs in a name.
const LETTER: u16 = 12 * 16;

/// The most that a piece of a drawing costs.
const DRAWING: u16 = 13 * 16;

/// The most that a picture costs, of which there are many.
const PICTURE: u16 = 13 * 16;

/// What a sign costs behind another one: signs come in rows in tables, drawings and faces.
const SIGN_AFTER_SIGN: u16 = 7 * 16;
const DRAWING_AFTER_DRAWING: u16 = 6 * 16;

/// One character as the models see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Symbol {
    /// An index in `Model::symbols`.
    pub(crate) id: u16,
    /// The cost of choosing the character out of its class.
    pub(crate) extra: u16,
    pub(crate) case: Case,
    pub(crate) sign: Sign,
    pub(crate) script: EastAsian,
}

/// A set of languages, one bit for each number.
pub(crate) type Speakers = u128;

/// Room for the languages: a round number, so that rows of costs are added in a few instructions.
pub(crate) const LANES: usize = 80;

/// How many pairs are added in 16 bits: each costs less than 512 steps.
const PAIRS_IN_SHORT: usize = 120;

/// The mark of a pair that no language uses.
pub(crate) const UNSEEN: u16 = u16::MAX;

/// All that the file holds, spread out for speed.
pub(crate) struct Model {
    pub(crate) symbols: Vec<char>,
    /// The symbol of each BMP character.
    pub(crate) bmp: Vec<Symbol>,
    /// The cost of a case after two others.
    pub(crate) cases: Vec<u8>,
    /// The mean cost of a symbol in the sentences of the training, for each language.
    pub(crate) usual: Vec<u8>,
    /// For each symbol the cost of leaving the pairs seen after it, in each language.
    pub(crate) leave: Vec<[u16; LANES]>,
    /// For each symbol its own cost in each language.
    pub(crate) alone: Vec<[u16; LANES]>,
    /// For each pair of symbols its place in `pairs`, or `UNSEEN`.
    pub(crate) places: Vec<u16>,
    pub(crate) pairs: Vec<Pair>,
    pub(crate) dense: Vec<[u16; LANES]>,
    pub(crate) sparse: Vec<(u8, u8)>,
}

/// What a text costs in each language.
#[derive(Clone, Debug)]
pub(crate) struct Costs {
    sums: [u32; LANES],
    /// The part that is the same in all languages.
    shared: u32,
    languages: usize,
}

impl Costs {
    /// Returns the cheapest language and its cost.
    pub(crate) fn least(&self) -> (LanguageNumber, u32) {
        let known = self.sums.iter().take(self.languages).enumerate();
        let (language, sum) = known.min_by_key(|(number, sum)| (**sum, *number)).unwrap_or((0, &0));
        (language, sum + self.shared)
    }

    /// Takes the costs of one part away and adds those of another.
    pub(crate) fn exchange(&mut self, before: &Costs, after: &Costs) {
        let parts = before.sums.iter().zip(&after.sums);
        for (sum, (before, after)) in self.sums.iter_mut().zip(parts) {
            *sum = (*sum + after).saturating_sub(*before);
        }
        self.shared = (self.shared + after.shared).saturating_sub(before.shared);
    }
}

/// Where the costs of a pair of symbols are.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Pair {
    /// A row of `Model::dense`.
    Dense(u32),
    /// A first and a last entry of `Model::sparse`; in all other languages the pair is unseen.
    Sparse(u32, u32),
}

/// The languages, by number.
pub(crate) type LanguageNumber = usize;

static MODEL: LazyLock<Model> =
    LazyLock::new(|| Parts::trained().map_or_else(Model::empty, Model::of));

impl Model {
    /// Returns the model compiled into the program.
    pub(crate) fn trained() -> &'static Model {
        &MODEL
    }

    /// Returns the symbol of a character.
    pub(crate) fn symbol(&self, ch: char) -> Symbol {
        match self.bmp.get(ch as usize) {
            Some(symbol) => *symbol,
            None => symbol_in(&self.symbols, ch),
        }
    }

    /// Returns the cost of `symbols` in one language, beginning with the cost of the second one after
    /// the first; capitals and rare characters cost the same in all languages.
    pub(crate) fn cost(&self, symbols: &[Symbol], language: LanguageNumber) -> u32 {
        let pairs = symbols
            .array_windows()
            .map(|[first, second]| u32::from(self.pair(*first, *second, language)));
        self.shared(symbols) + pairs.sum::<u32>()
    }

    /// Returns the mean cost of the pairs of `symbols` that hold a changed one.
    pub(crate) fn mean(
        &self,
        symbols: &[Symbol],
        changed: &[bool],
        language: LanguageNumber,
    ) -> f32 {
        let (sum, count) = self.touched(symbols, changed, language);
        sum as f32 / count.max(1) as f32
    }

    /// Returns the cost of the pairs of `symbols` that hold a changed one, and how many there are.
    pub(crate) fn touched(
        &self,
        symbols: &[Symbol],
        changed: &[bool],
        language: LanguageNumber,
    ) -> (u32, u32) {
        let pairs = symbols.array_windows().zip(changed.array_windows());
        let touched = pairs.filter(|(_, [first, second])| *first || *second);
        let costs =
            touched.map(|([first, second], _)| self.pair(*first, *second, language) + second.extra);
        let (sum, count) =
            costs.fold((0, 0), |(sum, count), cost| (sum + u32::from(cost), count + 1));
        let cases = symbols.array_windows().zip(changed.array_windows());
        let cases = cases.filter(|(_, [first, second, third])| *first || *second || *third);
        let case_sum: u32 = cases
            .map(|([a, b, c], _)| u32::from(self.cases[case_at(a.case, b.case, c.case)]))
            .sum();
        (sum + case_sum, count)
    }

    /// Returns the mean cost of a symbol in intact text of a language.
    pub(crate) fn usual(&self, language: LanguageNumber) -> f32 {
        self.usual.get(language).copied().map_or(0.0, f32::from)
    }

    /// Returns the cost of `symbols` in each language.
    pub(crate) fn costs(&self, symbols: &[Symbol]) -> Costs {
        Costs {
            sums: self.sums(symbols),
            shared: self.shared(symbols),
            languages: self.usual.len(),
        }
    }

    /// Returns the cheapest language and its cost.
    pub(crate) fn cheapest(&self, symbols: &[Symbol]) -> (LanguageNumber, u32) {
        self.costs(symbols).least()
    }

    /// Returns the cost of `symbols` in each language.
    fn sums(&self, symbols: &[Symbol]) -> [u32; LANES] {
        Arch::new().dispatch(Sums { model: self, symbols })
    }

    /// Does that by the instructions of the caller.
    #[inline(always)]
    fn sums_here(&self, symbols: &[Symbol]) -> [u32; LANES] {
        let mut sums = [0u32; LANES];
        for start in (0..symbols.len()).step_by(PAIRS_IN_SHORT) {
            let end = (start + PAIRS_IN_SHORT + 1).min(symbols.len());
            let mut short = [0u16; LANES];
            for [first, second] in symbols.get(start..end).unwrap_or(&[]).array_windows() {
                self.add(&mut short, *first, *second);
            }
            sums.iter_mut().zip(short).for_each(|(sum, short)| *sum += u32::from(short));
        }
        sums
    }

    /// Adds the cost of a pair in each language.
    #[inline(always)]
    fn add(&self, sums: &mut [u16; LANES], first: Symbol, second: Symbol) {
        let place = self.place(first, second);
        let most = most(first, second);
        if most == u16::MAX
            && let Some(Pair::Dense(row)) = place
        {
            let row = &self.dense[row as usize];
            sums.iter_mut().zip(row).for_each(|(sum, cost)| *sum += cost);
            return;
        }
        let mut costs = [0; LANES];
        let (leave, alone) =
            (&self.leave[usize::from(first.id)], &self.alone[usize::from(second.id)]);
        costs
            .iter_mut()
            .zip(leave.iter().zip(alone))
            .for_each(|(cost, (leave, alone))| *cost = leave + alone);
        match place {
            Some(Pair::Dense(row)) => costs = self.dense[row as usize],
            Some(Pair::Sparse(from, to)) => {
                for (language, cost) in self.sparse.get(from as usize..to as usize).unwrap_or(&[]) {
                    costs[usize::from(*language)] = u16::from(*cost);
                }
            }
            None => {}
        }
        sums.iter_mut().zip(costs).for_each(|(sum, cost)| *sum += cost.min(most));
    }

    #[inline(always)]
    fn place(&self, first: Symbol, second: Symbol) -> Option<Pair> {
        let at = usize::from(first.id) * self.symbols.len() + usize::from(second.id);
        match self.places.get(at).copied().unwrap_or(UNSEEN) {
            UNSEEN => None,
            place => self.pairs.get(usize::from(place)).copied(),
        }
    }

    /// Returns the cost of one symbol after another in a language, without what is the same in all.
    pub(crate) fn pair(&self, first: Symbol, second: Symbol, language: LanguageNumber) -> u16 {
        let known = match self.place(first, second) {
            Some(Pair::Dense(row)) => self.dense[row as usize].get(language).copied(),
            Some(Pair::Sparse(from, to)) => {
                let entries = self.sparse.get(from as usize..to as usize).unwrap_or(&[]);
                let entry = entries.iter().find(|entry| usize::from(entry.0) == language);
                entry.map(|entry| u16::from(entry.1))
            }
            None => None,
        };
        let unseen = || {
            let leave = self.leave[usize::from(first.id)].get(language).copied().unwrap_or(0);
            leave + self.alone[usize::from(second.id)].get(language).copied().unwrap_or(0)
        };
        known.unwrap_or_else(unseen).min(most(first, second))
    }

    /// Returns the part of the cost that is the same in all languages.
    fn shared(&self, symbols: &[Symbol]) -> u32 {
        let extra: u32 = symbols.iter().skip(1).map(|symbol| u32::from(symbol.extra)).sum();
        let cases: u32 = symbols
            .windows(3)
            .map(|at| match at {
                [a, b, c] => u32::from(self.cases[case_at(a.case, b.case, c.case)]),
                _ => 0,
            })
            .sum();
        extra + cases
    }

    /// Returns a model to which all texts cost the same, so that nothing is ever changed.
    pub(crate) fn empty() -> Model {
        Model {
            symbols: Vec::new(),
            bmp: vec![Symbol {
                id: 0,
                extra: 0,
                case: Case::Other,
                sign: Sign::None,
                script: EastAsian::No,
            }],
            cases: vec![0; Case::COUNT.pow(3)],
            usual: Vec::new(),
            leave: vec![[0; LANES]],
            alone: vec![[0; LANES]],
            places: Vec::new(),
            pairs: Vec::new(),
            dense: Vec::new(),
            sparse: Vec::new(),
        }
    }
}

/// A text whose cost in each language is wanted, by the widest instructions that there are.
struct Sums<'a> {
    model: &'a Model,
    symbols: &'a [Symbol],
}

impl NullaryFnOnce for Sums<'_> {
    type Output = [u32; LANES];

    #[inline(always)]
    fn call(self) -> [u32; LANES] {
        self.model.sums_here(self.symbols)
    }
}

/// Returns the most that `second` costs behind `first`, whatever the language.
#[inline]
fn most(first: Symbol, second: Symbol) -> u16 {
    match (first.sign, second.sign) {
        (_, Sign::None) => u16::MAX,
        (Sign::Letter, Sign::Letter) => u16::MAX,
        (_, Sign::Letter) => LETTER,
        (_, Sign::SoftHyphen) if matches!(first.case, Case::Lower | Case::Upper) => SOFT_HYPHEN,
        (_, Sign::Picture) => PICTURE,
        (Sign::None | Sign::Letter | Sign::SoftHyphen, Sign::Drawing)
            if first.case != Case::Other =>
        {
            u16::MAX
        }
        (Sign::None | Sign::Letter | Sign::SoftHyphen, Sign::Drawing) => DRAWING,
        (Sign::None | Sign::Letter | Sign::SoftHyphen, _) | (_, Sign::SoftHyphen) => MARK,
        (Sign::Drawing, Sign::Drawing) => DRAWING_AFTER_DRAWING,
        _ => SIGN_AFTER_SIGN,
    }
}

/// Returns the place of a case after two others in the table of cases.
pub fn case_at(first: Case, second: Case, third: Case) -> usize {
    (first as usize * Case::COUNT + second as usize) * Case::COUNT + third as usize
}

/// Returns a cost in steps for a probability, as the file holds it.
pub fn steps(probability: f64) -> u8 {
    (-probability.ln() * f64::from(STEPS)).round().clamp(0.0, 254.0) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cost(text: &str) -> u32 {
        let model = Model::trained();
        let symbols: Vec<Symbol> = text.chars().map(|ch| model.symbol(ch)).collect();
        model.cheapest(&symbols).1
    }

    #[test]
    fn intact_text_costs_less_than_damaged_text() {
        assert!(cost(" déjà vu ") < cost(" dÃ©jÃ\u{a0} vu "));
        assert!(cost(" Томас Браун. ") < cost(" Òîìàñ Áðàóí. "));
    }

    #[test]
    fn strange_capitals_cost_more() {
        assert!(cost(" Томас ") < cost(" тОМАС "));
    }
}
