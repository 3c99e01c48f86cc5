//! Makes a model of lines from labelled pages.

use std::collections::{BTreeMap, BTreeSet};

use scutch::features::{Columns, Forest, Words};
use scutch::strip::page::{self, Model};

use super::boost::{self, Dice, Plan, Rows};
use super::pages::{LabelledPage, fold, owner};

/// Parts by site, each scored by a first forest that has not seen it.
const PARTS: u64 = 5;

/// Sites that know a word before it has a weight.
const WORD_SITES: u32 = 4;

/// Lines of a site that count for a word at most.
const WORD_LINES: u32 = 3;

/// Units of a weight that make one logit.
const WEIGHT_LOGIT: f64 = 24.0;

/// A weight below this tells too little to be kept.
const LEAST_WEIGHT: u8 = 8;

const FIRST: Plan = Plan { trees: 180, rate: 0.12, rows: 4, columns: 3, prior: 8.0, seed: 1 };

const SECOND: Plan = Plan { trees: 550, rate: 0.05, seed: 2, ..FIRST };

const HEADLINE: Plan = Plan { trees: 40, rate: 0.2, seed: 3, ..FIRST };

/// One way in which a page is shown.
struct Sample {
    page: usize,
    owner: String,
    part: u64,
    lines: Vec<String>,
    labels: Vec<bool>,
    weight: f32,
    is_worded: bool,
}

impl Sample {
    fn texts(&self) -> Vec<&str> {
        self.lines.iter().map(String::as_str).collect()
    }
}

/// Returns the model that `pages` teach; the headlines of some are known.
pub(crate) fn model(
    pages: &[LabelledPage],
    plain: &[LabelledPage],
    titles: &BTreeMap<String, String>,
) -> Model {
    let counts = WordCounts::of(pages);
    let samples = samples(pages, plain);
    let mut columns = first_looks(&samples, &counts);
    let (first, scores) = first_forest(&samples, &columns);
    for ((columns, sample), scores) in columns.iter_mut().zip(&samples).zip(&scores) {
        page::look_again(columns, &sample.texts(), scores);
    }
    let all: Vec<usize> = (0..samples.len()).collect();
    let second = boost::train(&rows(&samples, &columns, &all), SECOND);
    let headline = headline_forest(pages, &samples, &columns, titles);
    Model::new(counts.weights(None), [first, second, headline])
}

fn first_looks(samples: &[Sample], counts: &WordCounts) -> Vec<Columns> {
    let mut words: BTreeMap<&str, Words> = BTreeMap::new();
    let none = Words::default();
    for sample in samples {
        let own = || Words::new(&counts.weights(Some(&sample.owner)));
        words.entry(&sample.owner).or_insert_with(own);
    }
    let look = |sample: &Sample| {
        let own = words.get(sample.owner.as_str()).filter(|_| sample.is_worded);
        page::look(&sample.texts(), own.unwrap_or(&none))
    };
    samples.iter().map(look).collect()
}

/// Returns the forest of all samples, and scores of each sample by one that has not seen its site.
fn first_forest(samples: &[Sample], columns: &[Columns]) -> (Forest, Vec<Vec<i32>>) {
    let mut scores = vec![Vec::new(); samples.len()];
    for part in 0..PARTS {
        let seen: Vec<usize> = (0..samples.len()).filter(|at| samples[*at].part != part).collect();
        let forest = boost::train(&rows(samples, columns, &seen), FIRST);
        for at in (0..samples.len()).filter(|at| samples[*at].part == part) {
            scores[at] = forest.scores(&columns[at]);
        }
    }
    let all: Vec<usize> = (0..samples.len()).collect();
    (boost::train(&rows(samples, columns, &all), FIRST), scores)
}

/// Returns the forest that tells headlines, from the pages that have a known one.
fn headline_forest(
    pages: &[LabelledPage],
    samples: &[Sample],
    columns: &[Columns],
    titles: &BTreeMap<String, String>,
) -> Forest {
    let mut taught = Rows::default();
    for (sample, columns) in samples.iter().zip(columns) {
        let Some(title) = pages.get(sample.page).and_then(|page| titles.get(&page.id)) else {
            continue;
        };
        let is_title: Vec<bool> = sample.lines.iter().map(|line| folded(line) == *title).collect();
        if is_title.contains(&true) {
            let weights = vec![0.3; is_title.len()];
            push(&mut taught, columns, &is_title, &weights);
        }
    }
    boost::train(&taught, HEADLINE)
}

/// Returns the words of a line in lower case, for comparing headlines.
pub(crate) fn folded(line: &str) -> String {
    super::measure::words(line).join(" ")
}

fn rows(samples: &[Sample], columns: &[Columns], chosen: &[usize]) -> Rows {
    let mut rows = Rows::default();
    for at in chosen {
        let sample = &samples[*at];
        push(&mut rows, &columns[*at], &sample.labels, &weights(sample));
    }
    rows
}

/// Weighs the lines of a page so that all pages count the same, and long lines more than short ones.
fn weights(sample: &Sample) -> Vec<f32> {
    let size = |line: &String| 2.0 + (line.chars().count() as f32 / 6.0).min(50.0);
    let all: f32 = sample.lines.iter().map(size).sum();
    sample.lines.iter().map(|line| 60.0 * sample.weight * size(line) / all).collect()
}

fn push(rows: &mut Rows, columns: &Columns, labels: &[bool], weights: &[f32]) {
    rows.columns.resize(rows.columns.len().max(columns.count()), Vec::new());
    for (index, column) in rows.columns.iter_mut().enumerate() {
        column.extend_from_slice(columns.column(index));
    }
    rows.labels.extend_from_slice(labels);
    rows.weights.extend_from_slice(weights);
}

/// Shows each page as it is, without its bullets, cut in two ways, and as its text alone.
fn samples(pages: &[LabelledPage], plain: &[LabelledPage]) -> Vec<Sample> {
    let mut samples = Vec::new();
    for (at, page) in pages.iter().enumerate() {
        let worth = if page.is_news { 2.0 } else { 1.0 };
        let mut show = |lines: Vec<String>, labels: Vec<bool>, weight: f32, is_worded: bool| {
            let (owner, part) = (owner(&page.site).to_owned(), fold(&page.site, PARTS));
            let weight = weight * worth;
            samples.push(Sample { page: at, owner, part, lines, labels, weight, is_worded });
        };
        show(page.lines.clone(), page.labels.clone(), 1.0, true);
        show(
            page.lines.iter().map(|line| unmarked(line)).collect(),
            page.labels.clone(),
            0.6,
            true,
        );
        for is_worded in [false, true] {
            let (lines, labels) = cut(page, &mut Dice(2 * at as u64 + u64::from(is_worded)));
            show(lines, labels, 0.5, is_worded);
        }
        let text: Vec<String> = lines_of(page, |_, label| label);
        show(text.clone(), vec![true; text.len()], 0.25, true);
    }
    samples.extend(plain.iter().map(|page| Sample {
        page: usize::MAX,
        owner: page.site.clone(),
        part: fold(&page.site, PARTS),
        lines: page.lines.clone(),
        labels: page.labels.clone(),
        weight: 0.3,
        is_worded: true,
    }));
    samples.retain(|sample| !sample.lines.is_empty());
    samples
}

fn lines_of(page: &LabelledPage, is_wanted: impl Fn(usize, bool) -> bool) -> Vec<String> {
    let numbered = page.lines.iter().zip(&page.labels).enumerate();
    let wanted = numbered.filter(|(at, (_, label))| is_wanted(*at, **label));
    wanted.map(|(_, (line, _))| line.clone()).collect()
}

/// Returns a page without its bullets or with them, of whose furniture some stretches are gone.
fn cut(page: &LabelledPage, dice: &mut Dice) -> (Vec<String>, Vec<bool>) {
    let count = page.lines.len();
    let mut part = |most: usize| dice.roll() as usize % 100 * most / 100;
    let (head, tail, inner) = (part(count * 2 / 3), part(count * 2 / 3), part(count));
    let kind = part(300);
    let (head, tail) = match kind / 100 {
        0 => (head, 0),
        1 => (0, tail),
        _ => (head / 2, tail / 2),
    };
    let is_gone =
        |at: usize| at < head || at >= count - tail || (inner..inner + count / 8).contains(&at);
    let stays = |at: usize, label: bool| label || !is_gone(at);
    let lines = lines_of(page, stays);
    let numbered = page.labels.iter().enumerate();
    let labels = numbered.filter(|(at, label)| stays(*at, **label)).map(|(_, label)| *label);
    let labels = labels.collect();
    match part(100) < 50 {
        true => (lines.iter().map(|line| unmarked(line)).collect(), labels),
        false => (lines, labels),
    }
}

/// Returns a line without its mark of a list.
pub(crate) fn unmarked(line: &str) -> String {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_number = (1..=3).contains(&(line.len() - rest.len()));
    let unnumbered = rest.strip_prefix(". ").filter(|_| is_number);
    line.strip_prefix("• ").or(unnumbered).unwrap_or(line).to_owned()
}

/// How many lines of each site know a word, as furniture and as text.
struct WordCounts {
    sites: BTreeMap<String, BTreeMap<u32, (u32, u32)>>,
    all: BTreeMap<u32, (u32, u32, u32)>,
}

impl WordCounts {
    fn of(pages: &[LabelledPage]) -> WordCounts {
        let mut sites: BTreeMap<String, BTreeMap<u32, (u32, u32)>> = BTreeMap::new();
        for page in pages {
            let site = sites.entry(owner(&page.site).to_owned()).or_default();
            for (line, label) in page.lines.iter().zip(&page.labels) {
                for hash in page::hashes(line).into_iter().collect::<BTreeSet<u32>>() {
                    let count = site.entry(hash).or_default();
                    let side = if *label { &mut count.1 } else { &mut count.0 };
                    *side = WORD_LINES.min(*side + 1);
                }
            }
        }
        let mut all: BTreeMap<u32, (u32, u32, u32)> = BTreeMap::new();
        for (hash, count) in sites.values().flatten() {
            let sum = all.entry(*hash).or_default();
            *sum = (sum.0 + count.0, sum.1 + count.1, sum.2 + 1);
        }
        WordCounts { sites, all }
    }

    /// Returns the weights of words, as sites other than `without` use them.
    fn weights(&self, without: Option<&str>) -> Vec<(u32, i8)> {
        let own = without.and_then(|site| self.sites.get(site));
        let weigh = |(hash, count): (&u32, &(u32, u32, u32))| {
            let (waste, text, sites) = match own.and_then(|own| own.get(hash)) {
                Some(own) => (count.0 - own.0, count.1 - own.1, count.2 - 1),
                None => *count,
            };
            let odds = (f64::from(waste) + 0.8) / (f64::from(text) + 0.8);
            let weight = ((odds.ln() - 0.3) * WEIGHT_LOGIT).round().clamp(-120.0, 120.0) as i8;
            let is_told = sites >= WORD_SITES && weight.unsigned_abs() >= LEAST_WEIGHT;
            is_told.then_some((*hash, weight))
        };
        self.all.iter().filter_map(weigh).collect()
    }
}
