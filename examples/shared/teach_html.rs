//! Makes a model of blocks from pages with gold text.

use std::collections::BTreeMap;

use rayon::prelude::*;
use scutch::extract::{KINDS, Look, Model, marked};
use scutch::features::{Columns, Words};

use super::align;
use super::bare::{self, Small};
use super::boost::{self, Plan, Rows};
use super::web::WebPage;

/// Parts by site, each scored by a first forest that has not seen it.
const INNER: u64 = 4;

/// Sites that know a name before it has a weight.
const NAME_SITES: u32 = 4;

/// Units of a weight that make one logit.
const WEIGHT_LOGIT: f64 = 24.0;

/// A weight below this tells too little to be kept.
const LEAST_WEIGHT: u8 = 6;

/// The same for the signs of kinds of pages.
const SIGN_SITES: u32 = 5;
const LEAST_SIGN: u8 = 12;

const FIRST: Plan = Plan { trees: 160, rate: 0.12, rows: 4, columns: 3, prior: 3.0, seed: 1 };

const SECOND: Plan = Plan { trees: 400, rate: 0.05, seed: 2, ..FIRST };

/// What the small pages made of a page weigh together against it.
const SMALL_WORTH: f32 = 0.3;

/// A page and which of its blocks the gold holds.
pub(crate) struct Lesson<'a> {
    pub(crate) page: &'a WebPage,
    pub(crate) look: Look<'a>,
    pub(crate) shares: Vec<f32>,
    names: Vec<Vec<u32>>,
    signs: Vec<u32>,
    worth: f32,
}

impl<'a> Lesson<'a> {
    pub(crate) fn new(page: &'a WebPage) -> Lesson<'a> {
        let look = Look::read(&page.source);
        let shares = align::shares(&look.texts(), &page.main);
        let names = look.names();
        let (mut signs, others) = look.signs();
        signs.extend(others);
        Lesson { page, look, shares, names, signs, worth: 1.0 }
    }

    /// Returns the lesson of a small page made of `page`; its names and signs teach no weights.
    pub(crate) fn small(page: &'a WebPage, small: &'a Small) -> Lesson<'a> {
        let look = Look::read(&small.source);
        let shares = small.labels.iter().map(|is| f32::from(u8::from(*is))).collect();
        let worth = SMALL_WORTH / bare::TIMES as f32;
        Lesson { page, look, shares, names: Vec::new(), signs: Vec::new(), worth }
    }

    /// Returns the small pages that can be made of the page.
    pub(crate) fn smalls(&self) -> Vec<Small> {
        bare::small(&self.page.id, &self.look, &self.labels())
    }

    pub(crate) fn labels(&self) -> Vec<bool> {
        self.shares.iter().map(|share| *share >= 0.5).collect()
    }

    fn weights(&self) -> Vec<f32> {
        let size = |text: &&str| 1.0 + (text.chars().count() as f32 / 6.0).min(60.0);
        let texts = self.look.texts();
        let all: f32 = texts.iter().map(size).sum();
        texts.iter().map(|text| self.worth * 60.0 * size(text) / all).collect()
    }
}

/// Returns the model that `lessons` teach.
pub(crate) fn model(lessons: &[&Lesson<'_>]) -> Model {
    let sources: Vec<(&WebPage, Vec<Small>)> =
        lessons.par_iter().map(|lesson| (lesson.page, lesson.smalls())).collect();
    let smalls = sources.iter().flat_map(|(page, all)| all.iter().map(|small| (*page, small)));
    let smalls: Vec<(&WebPage, &Small)> = smalls.collect();
    let smalls: Vec<Lesson<'_>> =
        smalls.par_iter().map(|(page, small)| Lesson::small(page, small)).collect();
    let all: Vec<&Lesson<'_>> = lessons.iter().copied().chain(&smalls).collect();
    grown(lessons, &all)
}

/// Returns the model whose weights the pages teach, and whose forests all lessons.
fn grown(pages: &[&Lesson<'_>], lessons: &[&Lesson<'_>]) -> Model {
    let part = |at: usize| lessons[at].page.fold(INNER);
    let all_weights = |without: Option<u64>| {
        let seen: Vec<&Lesson<'_>> = pages
            .iter()
            .filter(|lesson| Some(lesson.page.fold(INNER)) != without)
            .copied()
            .collect();
        weights(&seen)
    };
    let inner: Vec<Words> =
        (0..INNER).into_par_iter().map(|own| Words::new(&all_weights(Some(own)))).collect();
    let mut columns: Vec<Columns> = lessons
        .par_iter()
        .map(|lesson| lesson.look.columns(&inner[lesson.page.fold(INNER) as usize]))
        .collect();
    let mut scores = vec![Vec::new(); lessons.len()];
    for own in 0..INNER {
        let seen: Vec<usize> = (0..lessons.len()).filter(|at| part(*at) != own).collect();
        let forest = boost::train(&rows(lessons, &columns, &seen), FIRST);
        for at in (0..lessons.len()).filter(|at| part(*at) == own) {
            scores[at] = forest.scores(&columns[at]);
        }
    }
    let all: Vec<usize> = (0..lessons.len()).collect();
    let first = boost::train(&rows(lessons, &columns, &all), FIRST);
    for ((columns, lesson), scores) in columns.iter_mut().zip(lessons).zip(&scores) {
        lesson.look.look_again(columns, scores);
    }
    let second = boost::train(&rows(lessons, &columns, &all), SECOND);
    Model::new(all_weights(None), first, second)
}

fn rows(lessons: &[&Lesson<'_>], columns: &[Columns], chosen: &[usize]) -> Rows {
    let mut rows = Rows::default();
    for at in chosen {
        let (lesson, columns) = (lessons[*at], &columns[*at]);
        rows.columns.resize(rows.columns.len().max(columns.count()), Vec::new());
        for (index, column) in rows.columns.iter_mut().enumerate() {
            column.extend_from_slice(columns.column(index));
        }
        rows.labels.extend(lesson.labels());
        rows.weights.extend(lesson.weights());
    }
    rows
}

/// For each name, how much of a page it holds on average as furniture and as content, and on how many
/// sites.
#[derive(Default)]
struct NameCounts(BTreeMap<u32, (f64, f64, u32)>);

impl NameCounts {
    fn of<'a, 'b: 'a>(lessons: impl Iterator<Item = &'a &'a Lesson<'b>>) -> NameCounts {
        let mut sites: BTreeMap<&str, BTreeMap<u32, (f64, f64, f64)>> = BTreeMap::new();
        for lesson in lessons {
            let site = sites.entry(lesson.page.site.as_str()).or_default();
            let weights = lesson.weights();
            let mut own: BTreeMap<u32, (f64, f64)> = BTreeMap::new();
            for ((names, label), weight) in lesson.names.iter().zip(lesson.labels()).zip(weights) {
                for name in names {
                    let sum = own.entry(*name).or_default();
                    let side = if label { &mut sum.1 } else { &mut sum.0 };
                    *side += f64::from(weight);
                }
            }
            for (name, (waste, text)) in own {
                // The share of a page's use of the name, so that large pages count as small ones.
                let sum = site.entry(name).or_default();
                *sum = (sum.0 + waste / (waste + text), sum.1 + text / (waste + text), sum.2 + 1.0);
            }
        }
        let mut all = NameCounts::default();
        for (name, (waste, text, pages)) in sites.into_values().flatten() {
            let sum = all.0.entry(name).or_default();
            *sum = (sum.0 + waste / pages, sum.1 + text / pages, sum.2 + 1);
        }
        all
    }
}

/// Returns the weights of names and words, and of signs for kinds of pages, by their hashes.
fn weights(lessons: &[&Lesson<'_>]) -> Vec<(u32, i8)> {
    let mut all: BTreeMap<u32, i8> = BTreeMap::new();
    for (name, (waste, text, sites)) in NameCounts::of(lessons.iter()).0 {
        let weight = weight((text + 0.8) / (waste + 0.8));
        if sites >= NAME_SITES && weight.unsigned_abs() >= LEAST_WEIGHT {
            all.insert(name, weight);
        }
    }
    for kind in 0..KINDS.len() {
        for (sign, weight) in sign_weights(lessons, kind) {
            all.insert(marked(sign, kind), weight);
        }
    }
    all.into_iter().collect()
}

fn weight(odds: f64) -> i8 {
    (odds.ln() * WEIGHT_LOGIT).round().clamp(-120.0, 120.0) as i8
}

/// Returns what each sign weighs for a kind of page against all others, by sites.
fn sign_weights(lessons: &[&Lesson<'_>], kind: usize) -> Vec<(u32, i8)> {
    let mut sites: BTreeMap<(u32, &str), (f64, f64)> = BTreeMap::new();
    let mut pages = (0.0, 0.0);
    for lesson in lessons {
        let is = lesson.page.kind == KINDS[kind];
        let one = (f64::from(u8::from(is)), f64::from(u8::from(!is)));
        pages = (pages.0 + one.0, pages.1 + one.1);
        for sign in &lesson.signs {
            let site = sites.entry((*sign, &lesson.page.site)).or_default();
            *site = (site.0 + one.0, site.1 + one.1);
        }
    }
    let mut counts: BTreeMap<u32, (f64, f64, u32)> = BTreeMap::new();
    for ((sign, _), site) in sites {
        let count = counts.entry(sign).or_default();
        *count = (count.0 + site.0, count.1 + site.1, count.2 + 1);
    }
    let base = pages.0 / pages.1.max(1.0);
    let weigh = |(sign, count): (u32, (f64, f64, u32))| {
        let prior = 3.0 * base / (1.0 + base);
        let odds = (count.0 + prior) / (count.1 + 3.0 - prior) / base;
        let weight = weight(odds);
        let is_told = count.2 >= SIGN_SITES && weight.unsigned_abs() >= LEAST_SIGN;
        is_told.then_some((sign, weight))
    };
    counts.into_iter().filter_map(weigh).collect()
}
