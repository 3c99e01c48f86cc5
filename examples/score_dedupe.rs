//! Measures deduplication: `score_dedupe quality|templates|scale|sketches|speed DATA [NUMBER]`.
//!
//! `quality` makes clusters of articles from sentences: typos, letters misread, ends cut off, other
//! headlines, other furniture around them, each in five degrees; it prints precision, recall at a
//! Jaccard index of 0.8, and how many pairs are found at each degree. The index is reckoned here, from
//! words as strings. `templates` puts different articles into the furniture of one site and counts those
//! taken for one another before and after cleaning. `scale` times 10,000 documents and more.
//! `sketches` prints values for a peer to compare, `speed` times sketches and clusters alone.

#![allow(clippy::print_stdout, reason = "a program that prints")]
#![allow(clippy::unwrap_used, reason = "a program that cannot go on may stop")]

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use scutch::dedupe::{Options, Sketcher, Spill, Survey, shingles};
use scutch::document::Verdict;
use scutch::{Body, Config, Document, GateEntry, Pipeline, RawDocument};

/// A generator of numbers: SplitMix64.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % end.max(1) as u64) as usize
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let what = arguments.first().map_or("", String::as_str);
    let data = Path::new(arguments.get(1).map_or("../shared/data", String::as_str));
    let number = arguments.get(2).and_then(|number| number.parse().ok());
    match what {
        "quality" => quality(&sentences(data), number.unwrap_or(2000)),
        "templates" => templates(data, number.unwrap_or(500)),
        "scale" => scale(&sentences(data), number.unwrap_or(1_000_000)),
        "sketches" => sketches(&sentences(data), number.unwrap_or(200)),
        "speed" => speed(&sentences(data), number.unwrap_or(10_000)),
        _ => println!("expected quality, templates, scale, sketches or speed"),
    }
}

/// Returns sentences of six languages, without doubles.
fn sentences(data: &Path) -> Vec<String> {
    let all = std::fs::read_to_string(data.join("encoding/sentences.tsv")).unwrap();
    let mut seen = HashSet::new();
    let wanted = ["en", "de", "fr", "es", "pl", "ru"];
    let of_these = all.lines().filter_map(|line| line.split_once('\t'));
    let of_these =
        of_these.filter(|(code, _)| wanted.contains(code)).map(|(_, text)| text.to_owned());
    of_these.filter(|text| seen.insert(text.clone())).collect()
}

fn article(sentences: &[String], dice: &mut Dice, length: usize) -> Vec<String> {
    (0..length).map(|_| sentences[dice.below(sentences.len())].clone()).collect()
}

/// Returns the article after damage of one kind, in a degree from 0 to 4.
fn damaged(
    article: &[String],
    kind: usize,
    degree: usize,
    sentences: &[String],
    dice: &mut Dice,
) -> Vec<String> {
    let mut text = article.to_vec();
    let words: usize = article.iter().map(|line| line.split(' ').count()).sum();
    match kind {
        // Typos and misread letters: in one word of 500, 250, 125, 75, 40.
        0 | 1 => {
            let each = [500, 250, 125, 75, 40][degree];
            for _ in 0..(words / each).max(1) {
                let line = dice.below(text.len());
                text[line] = with_error(&text[line], kind == 1, dice);
            }
        }
        // Ends cut off: 3, 8, 13, 18, 30 in 100.
        2 => {
            let keep = article.len() * [97, 92, 87, 82, 70][degree] / 100;
            text.truncate(keep.max(1));
        }
        // Other headlines, and so many other sentences.
        _ => {
            for sentence in text.iter_mut().take(article.len() * degree / 30 + 1) {
                sentence.clone_from(&sentences[dice.below(sentences.len())]);
            }
        }
    }
    text
}

fn with_error(line: &str, is_misread: bool, dice: &mut Dice) -> String {
    const MISREAD: [(&str, &str); 6] =
        [("rn", "m"), ("l", "1"), ("e", "c"), ("o", "0"), ("cl", "d"), ("о", "0")];
    let mut words: Vec<String> = line.split(' ').map(str::to_owned).collect();
    let place = dice.below(words.len());
    let word = &words[place];
    let changed = match is_misread {
        true => {
            let (from, to) = MISREAD[dice.below(MISREAD.len())];
            word.replacen(from, to, 1)
        }
        false => {
            let mut letters: Vec<char> = word.chars().collect();
            let at = dice.below(letters.len());
            if at + 1 < letters.len() {
                letters.swap(at, at + 1);
            } else {
                letters.push('e');
            }
            letters.into_iter().collect()
        }
    };
    words[place] = changed;
    words.join(" ")
}

/// Returns the article as a page: lines as paragraphs, with the furniture of one of five sites.
fn page(article: &[String], site: usize) -> String {
    let body = article.join("\n\n");
    match site {
        0 => body,
        1 => format!(" date 2031-05-09 + ↺ − 16 px\n\n{body}\n"),
        2 => {
            format!("By Orla Vint\n\nShare on Facebook\nShare on Twitter\n\n{body}\n\nRead more:\n")
        }
        3 => format!(
            "Home\nNews\nSport\nContact us\n\n{body}\n\nSubscribe to our newsletter\n\n© 2031 Harbour Daily. All rights reserved.\n"
        ),
        _ => format!("{body}\n\nFollow us on Twitter\nFollow us on Facebook\n"),
    }
}

/// Returns the set of stretches of five words, as strings: another way than the library's.
fn stretches(article: &[String]) -> HashSet<String> {
    let text = article.join(" ").to_lowercase();
    let words: Vec<&str> = text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words.windows(5).map(|words| words.join(" ")).collect()
}

fn jaccard(a: &HashSet<String>, b: &HashSet<String>) -> f64 {
    let both = a.intersection(b).count();
    both as f64 / (a.len() + b.len() - both).max(1) as f64
}

fn config(stages: &[&str], near: &Options) -> Config {
    let mut config = Config { dedupe: near.clone(), ..Config::default() };
    config.run.stages = stages.iter().map(|stage| (*stage).to_owned()).collect();
    config
}

fn near() -> Options {
    Options { near: true, ..Options::default() }
}

/// Runs both passes over `documents` and returns, for each that was set aside, the file that stays.
fn removed(
    config: &Config,
    documents: &(dyn Fn() -> Box<dyn Iterator<Item = (String, String)> + Send> + Sync),
) -> BTreeMap<String, String> {
    let pipeline = Pipeline::new(config).unwrap();
    let read = || {
        let mut all = documents();
        move || {
            let batch: Vec<RawDocument> = all.by_ref().take(4096).map(raw).collect();
            Some(batch).filter(|batch| !batch.is_empty())
        }
    };
    let mut survey = Survey::new(&config.dedupe, config.limits.dedupe_memory, &Spill::default());
    let mut gates = [GateEntry { id: "dedupe/survey", gate: &mut survey }];
    pipeline.run(&mut gates, read(), |_| Ok(())).unwrap();
    let mut plan = survey.plan().unwrap();
    let mut gates = [GateEntry { id: "dedupe/near", gate: &mut plan }];
    let mut removed = BTreeMap::new();
    let write = |docs: &[Document]| {
        for doc in docs {
            if let Verdict::Duplicate(_, twin) = doc.verdict() {
                removed.insert(doc.origin().file.clone(), twin.kept.file.clone());
            }
        }
        Ok(())
    };
    let mut behind = config.clone();
    behind.dedupe.near = false;
    Pipeline::new(&behind).unwrap().run(&mut gates, read(), write).unwrap();
    plan.finish().unwrap();
    removed
}

fn raw((file, text): (String, String)) -> RawDocument {
    RawDocument { input: 0, file, body: Body::Bytes(text.into_bytes()) }
}

fn quality(sentences: &[String], clusters: usize) {
    let mut dice = Dice(7);
    let mut made: Vec<(usize, Vec<String>, String)> = Vec::new();
    for cluster in 0..clusters {
        let length = 8 + dice.below(25);
        let original = article(sentences, &mut dice, length);
        for member in 0..5 {
            let kind = dice.below(4);
            let text = match member {
                0 => original.clone(),
                _ => damaged(&original, kind, member - 1 + dice.below(2), sentences, &mut dice),
            };
            let page = page(&text, dice.below(5));
            made.push((cluster, text, page));
        }
    }
    // The order of the input is not that of clusters.
    for place in (1..made.len()).rev() {
        made.swap(place, dice.below(place + 1));
    }
    let name = |place: usize| format!("{place:08}");
    let pages: Vec<String> = made.iter().map(|(_, _, page)| page.clone()).collect();
    let kept = removed(&config(&["all"], &near()), &|| {
        Box::new(
            pages.clone().into_iter().enumerate().map(move |(place, page)| (name(place), page)),
        )
    });
    let top = |place: usize| kept.get(&name(place)).cloned().unwrap_or_else(|| name(place));
    let of = |file: &str| made[file.parse::<usize>().unwrap()].0;
    let right = kept.iter().filter(|(file, kept)| of(file) == of(kept)).count();
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (place, (cluster, _, _)) in made.iter().enumerate() {
        members.entry(*cluster).or_default().push(place);
    }
    let mut curve: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    let (mut found, mut all) = (0, 0);
    for places in members.values() {
        let sets: Vec<HashSet<String>> =
            places.iter().map(|place| stretches(&made[*place].1)).collect();
        for (index, a) in places.iter().enumerate() {
            for (other, b) in places.iter().enumerate().skip(index + 1) {
                let likeness = jaccard(&sets[index], &sets[other]);
                let is_found = usize::from(top(*a) == top(*b));
                let point = curve.entry((likeness * 20.0) as usize).or_default();
                *point = (point.0 + is_found, point.1 + 1);
                if likeness >= 0.8 {
                    (found, all) = (found + is_found, all + 1);
                }
            }
        }
    }
    println!("documents {}, removed {}", made.len(), kept.len());
    println!(
        "precision {:.4} ({right} of {})",
        right as f64 / kept.len().max(1) as f64,
        kept.len()
    );
    println!(
        "recall at 0.8 {:.4} ({found} of {all} pairs)",
        f64::from(found as u32) / all.max(1) as f64
    );
    println!("Jaccard    pairs  found");
    for (step, (found, all)) in &curve {
        println!(
            "{:.2}-{:.2} {all:>7}  {:.4}",
            *step as f64 / 20.0,
            (*step + 1) as f64 / 20.0,
            *found as f64 / *all as f64
        );
    }
}

fn templates(data: &Path, documents: usize) {
    let sentences = sentences(data);
    let mut dice = Dice(11);
    let menu: Vec<String> = "Home News Politics Business Sport Culture Weather Opinion Video Photos Podcasts Contact About Advertise Careers Help Privacy Cookies Terms Accessibility Sitemap Archive Letters Games Puzzles Jobs Property Motors Travel Shop"
        .split(' ').map(str::to_owned).collect();
    let head = menu.join("\n");
    let foot = "Share on Facebook\nShare on Twitter\nShare by e-mail\n\nMost read\n\nSubscribe to our newsletter\nSign up and get the news in your inbox every morning\n\nFollow us on Facebook\nFollow us on Twitter\nFollow us on Instagram\n\nWe use cookies to improve your experience. By continuing to use this site you agree to our cookie policy.\n\nTerms of use\nPrivacy policy\nCookie settings\nContact us\nAdvertise with us\n\n© 2031 Harbour Daily. All rights reserved. No part of this site may be reproduced without permission.\n";
    let pages: Vec<String> = (0..documents)
        .map(|_| {
            let body = article(&sentences, &mut dice, 1).join("\n\n");
            format!("{head}\n\n{body}\n\n{foot}")
        })
        .collect();
    let options = Options { max_cluster_share: 1.0, ..near() };
    let mut counts = Vec::new();
    for (told, stages) in
        [("before cleaning", ["decode", "dedupe"]), ("after cleaning", ["all", "dedupe"])]
    {
        let pages = pages.clone();
        let gone = removed(&config(&stages, &options), &|| {
            Box::new(
                pages
                    .clone()
                    .into_iter()
                    .enumerate()
                    .map(|(place, page)| (place.to_string(), page)),
            )
        });
        // Two that drew the same sentence are no false merge.
        let is_false = |(file, kept): &(&String, &String)| {
            pages[file.parse::<usize>().unwrap()] != pages[kept.parse::<usize>().unwrap()]
        };
        counts.push(gone.iter().filter(is_false).count());
        println!("{told}: {} of {documents} taken for another", counts.last().unwrap());
    }
    println!("fall {:.3}", 1.0 - counts[1] as f64 / counts[0].max(1) as f64);
}

fn scale(sentences: &[String], most: usize) {
    println!("documents     MB  seconds  microseconds each  removed  peak MiB");
    let mut documents = 10_000;
    while documents <= most {
        let bytes: usize = (0..1000).map(|number| short(sentences, number).len()).sum();
        let begun = processor_seconds();
        let gone = removed(&config(&["dedupe"], &near()), &|| {
            let owned = sentences.to_vec();
            let text = move |number: usize| (number.to_string(), short(&owned, number));
            Box::new((0..documents).map(text))
        });
        let seconds = processor_seconds() - begun;
        println!(
            "{documents:>9} {:>6} {seconds:>8.1} {:>18.1} {:>8} {:>9}",
            bytes * documents / 1000 / 1_000_000,
            seconds * 1e6 / documents as f64,
            gone.len(),
            peak_mib()
        );
        documents *= 10;
    }
}

/// Returns a short document; one in twenty repeats an earlier one with a word more.
fn short(sentences: &[String], number: usize) -> String {
    let is_copy = number % 20 == 9;
    let source = if is_copy { number / 2 } else { number };
    let mut text = article(sentences, &mut Dice(source as u64 * 7919), 6).join("\n");
    if is_copy {
        text.push_str(" Changed.");
    }
    text
}

/// Returns the most memory that the program has had, where the system tells it.
fn peak_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok()).unwrap_or(0)
        / 1024
}

/// Prints, for each text, the text of its words and the 112 values at 32 bits and at 64.
fn sketches(sentences: &[String], number: usize) {
    let mut dice = Dice(3);
    for _ in 0..number {
        let text = article(sentences, &mut dice, 5).join(" ");
        let words: String = text.to_lowercase().replace(['\'', '’'], "");
        let words: Vec<&str> = words
            .split(|letter: char| !letter.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect();
        let hashes = shingles(&text, 5);
        let values = |bits| {
            let values = Sketcher::new(1, 14, 8, bits).sketch(&hashes);
            values.iter().map(u64::to_string).collect::<Vec<String>>().join(" ")
        };
        println!("{}\t{}\t{}", words.join(" "), values(32), values(64));
    }
}

/// Times digests, shingles, sketches and clusters, without the other stages and without writing.
fn speed(sentences: &[String], number: usize) {
    let mut dice = Dice(5);
    let texts: Vec<String> =
        (0..number).map(|_| article(sentences, &mut dice, 30).join("\n")).collect();
    let bytes: usize = texts.iter().map(String::len).sum();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    for _ in 0..3 {
        let begun = processor_seconds();
        let gone = pool.install(|| {
            removed(&config(&["dedupe"], &near()), &|| {
                let texts = texts.clone().into_iter().enumerate();
                Box::new(texts.map(|(place, text)| (place.to_string(), text)))
            })
        });
        let seconds = processor_seconds() - begun;
        println!(
            "both passes: {:.1} MB a second of processor time ({} of {number} removed)",
            bytes as f64 / 1e6 / seconds,
            gone.len()
        );
    }
}

/// Returns the processor time that the program has had, in steps of 10 ms, where the system tells it:
/// others may load the machine.
fn processor_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let behind = stat.rsplit_once(')').map_or("", |(_, behind)| behind);
    let ticks = behind.split_whitespace().skip(11).take(2);
    ticks.filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}
