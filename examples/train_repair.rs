//! Makes the letter models of the mojibake repairer from intact sentences.
//!
//! Usage: `train_repair SENTENCES.tsv MODEL`. Each line of the input is `language TAB sentence`. Every
//! fifth sentence, by a hash of its text, is kept aside for tests. The output is the same for the
//! same input, byte for byte.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::exit,
    reason = "a program for the command line, not a part of the library"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::{env, fs, process};

use scutch::repair::model::{case_at, steps};
use scutch::repair::symbol::{self, Case};

#[path = "shared/held_out.rs"]
mod held_out;

use held_out::is_held_out;

/// A character that all languages together show less often shares the symbol of its class.
const OWN_COUNT: u64 = 8;
/// The same for ideographs and syllables, of which there are thousands.
const OWN_WIDE_COUNT: u64 = 12;
/// The most symbols in the tables of one language: places are bytes, and 255 means none.
const MOST_PLACES: usize = 200;
/// A symbol that a language shows less often is foreign to it.
const PLACE_COUNT: u64 = 2;
/// What each class gets beside what is counted, so that no character is impossible.
const CLASS_PRIOR: f64 = 2.0;
/// The same for pictures, which the sentences lack and other text is full of.
const PICTURE_PRIOR: f64 = 100.0;
/// Weight of the common costs in those of a language.
const FOREIGN_WEIGHT: f64 = 12.0;

/// Words for letters that the sentences lack: the Spanish ones have lost all accents, the French ones
/// have no ligatures. Each counts as often as the number says.
const SUPPLEMENT: [(&str, usize, &str); 2] = [
    ("es", 12, include_str!("supplement_es.txt")),
    (
        "fr",
        2,
        "le cœur de sa sœur, une œuvre d'art, un œil, des vœux, un nœud, le bœuf, les œufs, les mœurs, la manœuvre",
    ),
];

type Sentences = BTreeMap<String, Vec<String>>;
type Pairs = BTreeMap<(char, char), u64>;

fn main() {
    let arguments: Vec<String> = env::args().collect();
    let [_, input, output] = arguments.as_slice() else {
        eprintln!("usage: train_repair SENTENCES.tsv MODEL");
        process::exit(2);
    };
    let text = fs::read_to_string(input).expect("the sentences can be read");
    let mut sentences = Sentences::new();
    for (language, sentence) in text.lines().filter_map(|line| line.split_once('\t')) {
        if !is_held_out(sentence) {
            sentences.entry(language.to_owned()).or_default().push(sentence.to_owned());
        }
    }
    for (language, times, text) in SUPPLEMENT {
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        sentences
            .entry(language.to_owned())
            .or_default()
            .extend(lines.iter().cycle().take(lines.len() * times).cloned());
    }
    let model = train(&sentences);
    println!("{} languages, {} bytes", sentences.len(), model.len());
    fs::write(output, model).expect("the model can be written");
}

fn train(sentences: &Sentences) -> Vec<u8> {
    let symbols = symbols(sentences);
    let common = common(sentences, &symbols);
    let mut file = Vec::new();
    file.extend((symbols.len() as u16).to_le_bytes());
    symbols.iter().for_each(|ch| file.extend((*ch as u32).to_le_bytes()));
    file.extend(common.iter().map(|share| steps(*share)));
    file.extend(cases(sentences));
    file.push(sentences.len() as u8);
    for (language, lines) in sentences {
        file.extend(language.bytes().chain(*b"  ").take(2));
        write_language(&mut file, lines, &symbols, &common);
    }
    file
}

/// Returns the symbols of all languages, ascending.
fn symbols(sentences: &Sentences) -> Vec<char> {
    let mut counts = BTreeMap::<char, u64>::new();
    for ch in sentences.values().flatten().flat_map(|line| line.chars()) {
        *counts.entry(symbol::own(ch)).or_default() += 1;
    }
    let mut symbols: BTreeSet<char> = symbol::classes().into_iter().collect();
    let latin = ('\u{a0}'..='\u{17f}').map(symbol::own);
    symbols.extend((' '..='~').map(symbol::own).chain(latin));
    symbols.extend(counts.iter().filter(|(ch, count)| **count >= least(**ch)).map(|(ch, _)| *ch));
    symbols.into_iter().collect()
}

fn least(ch: char) -> u64 {
    if ('\u{3400}'..='\u{d7ff}').contains(&ch) { OWN_WIDE_COUNT } else { OWN_COUNT }
}

fn reduce(ch: char, symbols: &[char]) -> char {
    let own = symbol::own(ch);
    if symbols.binary_search(&own).is_ok() { own } else { symbol::class(ch).0 }
}

/// Returns the share of each symbol, each language counting the same.
fn common(sentences: &Sentences, symbols: &[char]) -> Vec<f64> {
    let mut shares = vec![0.0; symbols.len()];
    for lines in sentences.values() {
        let total: usize = lines.iter().map(|line| line.chars().count()).sum();
        for ch in lines.iter().flat_map(|line| line.chars()) {
            if let Ok(at) = symbols.binary_search(&reduce(ch, symbols)) {
                shares[at] += 60_000.0 / total as f64;
            }
        }
    }
    let classes = symbol::classes();
    for (at, share) in shares.iter_mut().enumerate() {
        *share += match symbols[at] {
            '■' | '😀' => PICTURE_PRIOR,
            symbol if classes.contains(&symbol) => CLASS_PRIOR,
            _ => 1.0,
        };
    }
    let total: f64 = shares.iter().sum();
    shares.iter().map(|share| share / total).collect()
}

/// Returns the cost of each case after two others.
fn cases(sentences: &Sentences) -> Vec<u8> {
    let mut counts = vec![1.0; Case::COUNT.pow(3)];
    for line in sentences.values().flatten() {
        let cases: Vec<Case> = format!("  {line} ").chars().map(Case::of).collect();
        for at in cases.windows(3) {
            counts[case_at(at[0], at[1], at[2])] += 1.0;
        }
    }
    counts
        .chunks(Case::COUNT)
        .flat_map(|row| {
            // Uncased letters and other characters are told apart by the pairs already.
            let total: f64 = row.iter().sum();
            row.iter().map(move |count| steps(count / total))
        })
        .collect()
}

fn write_language(file: &mut Vec<u8>, lines: &[String], symbols: &[char], common: &[f64]) {
    let (alone, pairs) = count(lines, symbols);
    let total: u64 = alone.values().sum();
    let mut places: Vec<char> =
        alone.iter().filter(|(_, count)| **count >= PLACE_COUNT).map(|(ch, _)| *ch).collect();
    places.sort_by_key(|ch| (std::cmp::Reverse(alone[ch]), *ch));
    places.truncate(MOST_PLACES);
    let share = |ch: char| symbols.binary_search(&ch).map_or(0.0, |at| common[at]);
    let smooth = total as f64 + FOREIGN_WEIGHT;
    let own = |ch: char| (alone[&ch] as f64 + FOREIGN_WEIGHT * share(ch)) / smooth;
    file.push(places.len() as u8);
    file.push(steps(FOREIGN_WEIGHT / smooth));
    file.push(usual(lines, symbols, &alone, &pairs));
    for ch in &places {
        file.extend((symbols.binary_search(ch).expect("places are symbols") as u16).to_le_bytes());
    }
    file.extend(places.iter().map(|ch| steps(own(*ch))));
    let leaves: Vec<(f64, f64)> = places.iter().map(|ch| leave(*ch, &pairs)).collect();
    file.extend(leaves.iter().map(|(weight, total)| steps(weight / (weight + total))));
    for (first, (weight, total)) in places.iter().zip(leaves) {
        let counts: Vec<u64> = places
            .iter()
            .map(|second| pairs.get(&(*first, *second)).copied().unwrap_or(0))
            .collect();
        let mut seen = vec![0u8; places.len().div_ceil(8)];
        for (at, _) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            seen[at / 8] |= 1 << (at % 8);
        }
        file.extend(seen);
        for (second, count) in places.iter().zip(&counts).filter(|(_, count)| **count > 0) {
            file.push(steps((*count as f64 + weight * own(*second)) / (total + weight)));
        }
    }
}

/// Returns the mean cost of a character: the entropy of the pairs, and the choice within a class.
fn usual(lines: &[String], symbols: &[char], alone: &BTreeMap<char, u64>, pairs: &Pairs) -> u8 {
    let total: u64 = alone.values().sum();
    let before = |ch: char| {
        pairs.range((ch, '\0')..=(ch, char::MAX)).map(|(_, count)| *count).sum::<u64>() as f64
    };
    let totals: BTreeMap<char, f64> = pairs
        .keys()
        .map(|pair| pair.0)
        .collect::<BTreeSet<char>>()
        .into_iter()
        .map(|ch| (ch, before(ch)))
        .collect();
    let nats: f64 = pairs
        .iter()
        .map(|(pair, count)| *count as f64 * (totals[&pair.0] / *count as f64).ln())
        .sum();
    let rare = lines
        .iter()
        .flat_map(|line| line.chars())
        .filter(|ch| symbols.binary_search(&symbol::own(*ch)).is_err());
    let choice: f64 = rare.map(|ch| f64::from(symbol::class(ch).1).ln()).sum();
    steps((-(nats + choice) / total as f64).exp())
}

/// Returns how much weight the symbols not yet seen after `first` have (as many as there are different
/// ones seen, after Witten and Bell), and how often it was seen.
fn leave(first: char, pairs: &Pairs) -> (f64, f64) {
    let row = pairs.range((first, '\0')..=(first, char::MAX));
    let (kinds, total) =
        row.fold((0u64, 0u64), |(kinds, total), (_, count)| (kinds + 1, total + count));
    (kinds.max(1) as f64, total as f64)
}

fn count(lines: &[String], symbols: &[char]) -> (BTreeMap<char, u64>, Pairs) {
    let mut alone = BTreeMap::new();
    let mut pairs = Pairs::new();
    for line in lines {
        let padded = format!(" {line} ");
        let reduced: Vec<char> = padded.chars().map(|ch| reduce(ch, symbols)).collect();
        for pair in reduced.windows(2) {
            *alone.entry(pair[1]).or_default() += 1;
            *pairs.entry((pair[0], pair[1])).or_default() += 1;
        }
    }
    (alone, pairs)
}
