//! Scores what `scutch discover` learns, on a generated corpus and on pages with labels.
//!
//! Usage: `score_discover [DATA_FOLDER [TIMES [FOLDER]]]`. With the folder of evaluation data, articles
//! are made of real sentences, and the labelled pages are scored as well; without it sentences are
//! invented. `TIMES` multiplies the corpus, which is written to `FOLDER`, else to one that vanishes.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::exit,
    reason = "a program for the command line, not a part of the library"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::Instant;
use std::{env, fs, io};

use scutch::learn::{self, Options, Survey};
use scutch::run::Watch;
use scutch::{Body, Config, Document, Field, Pipeline, RawDocument, catalog};
use serde_json::Value;

#[path = "shared/corpus.rs"]
mod corpus;

use corpus::{Kind, Page};

fn main() -> io::Result<()> {
    let arguments: Vec<String> = env::args().collect();
    let data = arguments.get(1).map(Path::new);
    let times = arguments.get(2).and_then(|times| times.parse().ok()).unwrap_or(1);
    let given = data.map(|data| sentences(&data.join("encoding/sentences.tsv")));
    let folder = tempfile::tempdir()?;
    let kept = arguments.get(3).map_or(folder.path(), Path::new);
    generated(&given.unwrap_or_default(), times, kept)?;
    if let Some(data) = data {
        for name in ["lines/news.jsonl", "lines/pages.jsonl"] {
            labelled(&data.join(name))?;
        }
    }
    Ok(())
}

fn sentences(path: &Path) -> BTreeMap<String, Vec<String>> {
    let mut given: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let text = fs::read_to_string(path).unwrap_or_default();
    for (language, sentence) in text.lines().filter_map(|line| line.split_once('\t')) {
        given.entry(language.to_owned()).or_default().push(sentence.to_owned());
    }
    given
}

/// Surveys a folder under the default config.
fn surveyed(folder: &Path, options: &Options) -> (Config, Survey) {
    let mut config = Config::default();
    config.run.input = vec![folder.display().to_string()];
    let watch = Watch { stop: &AtomicBool::new(false), progress: &|_, _| {} };
    let survey = learn::survey(&config, options, &watch).expect("a readable folder");
    learn::apply(&survey, &mut config);
    (config, survey)
}

/// Returns a pipeline of the learned rules alone, behind the stages that tidy characters.
fn learned_alone(config: &Config) -> Pipeline {
    let mut stages = catalog::stages(config).expect("a good config");
    let is_wanted =
        |id: &str| ["repair", "normalize", "strip/learned"].iter().any(|part| id.starts_with(part));
    stages.retain(|entry| is_wanted(entry.id));
    Pipeline::with_stages(config, stages).expect("a good config")
}

fn document(pipeline: &Pipeline, file: &str, text: String) -> Document {
    let body = Body::Bytes(text.into_bytes());
    pipeline.document(RawDocument { input: 0, file: file.to_owned(), body })
}

/// Returns the removed lines with the rules that did it.
fn removed(doc: &Document) -> Vec<(String, String)> {
    let changes = doc.ledger().changes().filter(|change| change.rule.id.starts_with("learned/"));
    let lines = changes.flat_map(|change| {
        let lines = change.was.lines().map(words).filter(|line| !line.is_empty());
        lines.map(|line| (change.rule.id.to_string(), line)).collect::<Vec<_>>()
    });
    lines.collect()
}

fn words(line: &str) -> String {
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn generated(given: &BTreeMap<String, Vec<String>>, times: usize, folder: &Path) -> io::Result<()> {
    let pages = corpus::corpus(given, |pages| pages * times);
    for page in &pages {
        let path = folder.join(&page.file);
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        fs::write(path, page.text())?;
    }
    let before = peak_kib();
    let start = Instant::now();
    let (config, survey) = surveyed(folder, &Options::default());
    println!(
        "generated: {} documents, {} sites: {} rules, {} backgrounds, {:.1} s, peak {} MiB (before: {})",
        survey.documents,
        survey.sites,
        survey.proposals.len(),
        survey.backgrounds.len(),
        start.elapsed().as_secs_f64(),
        peak_kib() / 1024,
        before / 1024,
    );
    score(&pages, &config);
    fields(&pages, &config);
    Ok(())
}

/// Prints how often the fields are right without and with the learned rules.
fn fields(pages: &[Page], learned: &Config) {
    let mut plain = learned.clone();
    plain.strip.learned.clear();
    for (name, config) in [("without", &plain), ("with", learned)] {
        let pipeline = Pipeline::new(config).expect("a good config");
        let (mut titles, mut sources, mut body, mut left) = (0, 0, 0, 0);
        for page in pages {
            let doc = document(&pipeline, &page.file, page.text());
            let is_meta = |value: &str| {
                page.lines.iter().any(|(kind, line)| *kind == Kind::Meta && words(line) == value)
            };
            let site = corpus::SITES.iter().find(|site| page.file.starts_with(site.host));
            let is_source = |value: &str| site.is_some_and(|site| site.sources.contains(&value));
            titles += usize::from(doc.field(Field::Title).is_some_and(is_meta));
            sources += usize::from(doc.field(Field::Source).is_some_and(is_source));
            let lines: BTreeSet<String> = doc.text().lines().map(words).collect();
            for (kind, line) in &page.lines {
                match kind {
                    Kind::Body | Kind::Background => {
                        body += usize::from(!lines.contains(&words(line)))
                    }
                    Kind::Furniture(_) | Kind::Listed => {
                        left += usize::from(lines.contains(&words(line)))
                    }
                    Kind::Meta => {}
                }
            }
        }
        println!(
            "  all stages {name} learned rules: {titles} titles and {sources} sources of {} pages; {body} lines of \
             articles missing, {left} lines of the page left",
            pages.len()
        );
    }
}

#[derive(Default)]
struct Tally {
    planted: usize,
    found: usize,
    templates: BTreeMap<(String, usize), (usize, usize)>,
    removed: BTreeMap<&'static str, usize>,
    wrong_rules: BTreeSet<String>,
    firing_rules: BTreeSet<String>,
    wrong_lines: Vec<String>,
}

fn score(pages: &[Page], config: &Config) {
    let pipeline = learned_alone(config);
    let mut tally = Tally::default();
    for page in pages {
        tally.add(page, &document(&pipeline, &page.file, page.text()));
    }
    let whole = tally.templates.values().filter(|(all, found)| found * 10 >= all * 9).count();
    println!(
        "  planted lines {} of {} removed ({:.2} %), templates {whole} of {}",
        tally.found,
        tally.planted,
        percent(tally.found, tally.planted),
        tally.templates.len()
    );
    for ((site, template), (all, found)) in &tally.templates {
        if found * 10 < all * 9 {
            println!("    missed: {site} template {template}: {found} of {all}");
        }
    }
    println!(
        "  rules that fire {}, of them wrong {} ({:.2} %); removed by kind: {:?}",
        tally.firing_rules.len(),
        tally.wrong_rules.len(),
        percent(tally.wrong_rules.len(), tally.firing_rules.len()),
        tally.removed
    );
    for line in tally.wrong_lines.iter().take(20) {
        println!("    wrong: {line}");
    }
}

impl Tally {
    fn add(&mut self, page: &Page, doc: &Document) {
        let site = page.file.split('/').next().unwrap_or_default();
        let mut gone = removed(doc);
        for (kind, line) in &page.lines {
            let line = words(line);
            let found = gone.iter().position(|(_, gone)| *gone == line);
            if let Kind::Furniture(template) = kind {
                let entry = self.templates.entry((site.to_owned(), *template)).or_default();
                entry.0 += 1;
                entry.1 += usize::from(found.is_some());
                self.planted += 1;
                self.found += usize::from(found.is_some());
            }
            let Some(at) = found else { continue };
            let (rule, line) = gone.swap_remove(at);
            self.count(*kind, rule, &line);
        }
    }

    fn count(&mut self, kind: Kind, rule: String, line: &str) {
        let name = match kind {
            Kind::Furniture(_) => "furniture",
            Kind::Listed => "listed headlines",
            Kind::Meta => "metadata",
            Kind::Body => "body",
            Kind::Background => "background",
        };
        *self.removed.entry(name).or_default() += 1;
        self.firing_rules.insert(rule.clone());
        if matches!(kind, Kind::Body | Kind::Background) {
            self.wrong_lines.push(format!("{rule}: {name}: {line}"));
            self.wrong_rules.insert(rule);
        }
    }
}

fn percent(part: usize, whole: usize) -> f64 {
    part as f64 * 100.0 / whole.max(1) as f64
}

/// Returns the most memory that the process has held, in KiB; 0 where the system does not say.
fn peak_kib() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok()).unwrap_or(0)
}

/// A page with a label for each line.
struct Labelled {
    site: String,
    file: String,
    lines: Vec<(String, bool)>,
}

fn labelled_pages(path: &Path) -> Vec<Labelled> {
    let text = fs::read_to_string(path).unwrap_or_default();
    let rows = text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let page = |row: Value| {
        let site = row["site"].as_str().unwrap_or_default().to_owned();
        let lines = row["lines"].as_array().into_iter().flatten();
        let labels = row["label"].as_array().into_iter().flatten();
        let lines = lines.zip(labels).map(|(line, label)| {
            (words(line.as_str().unwrap_or_default()), label.as_i64() == Some(1))
        });
        Labelled {
            file: format!("{site}/{}.txt", row["id"].as_str().unwrap_or_default()),
            lines: lines.collect(),
            site,
        }
    };
    rows.map(page).collect()
}

/// Scores pages as one corpus, a folder for each site.
fn labelled(path: &Path) -> io::Result<()> {
    let pages = labelled_pages(path);
    let folder = tempfile::tempdir()?;
    let mut sites: BTreeMap<&str, usize> = BTreeMap::new();
    for page in &pages {
        *sites.entry(&page.site).or_default() += 1;
        let target = folder.path().join(&page.file);
        fs::create_dir_all(target.parent().unwrap_or(folder.path()))?;
        let lines: Vec<&str> = page.lines.iter().map(|(line, _)| line.as_str()).collect();
        fs::write(target, lines.join("\n"))?;
    }
    for (min_support, pages_of_site) in [(3, 3), (2, 3), (2, 2)] {
        let (config, survey) =
            surveyed(folder.path(), &Options { min_support, ..Options::default() });
        println!(
            "{}, --min-support {min_support}: {} rules",
            path.display(),
            survey.proposals.len()
        );
        score_labelled(&pages, &config, &sites, pages_of_site);
    }
    Ok(())
}

fn score_labelled(
    pages: &[Labelled],
    config: &Config,
    sites: &BTreeMap<&str, usize>,
    least: usize,
) {
    let pipeline = learned_alone(config);
    let (mut count, mut before, mut after) = (0, 0.0, 0.0);
    let (mut wrong, mut right, mut main, mut rest) = (Vec::new(), 0, 0, 0);
    for page in pages.iter().filter(|page| sites.get(page.site.as_str()) >= Some(&least)) {
        let lines: Vec<&str> = page.lines.iter().map(|(line, _)| line.as_str()).collect();
        let doc = document(&pipeline, &page.file, lines.join("\n"));
        let mut gone = removed(&doc);
        let gold: Vec<&str> = page
            .lines
            .iter()
            .filter(|(_, is_main)| *is_main)
            .map(|(line, _)| line.as_str())
            .collect();
        if gold.is_empty() {
            continue;
        }
        count += 1;
        before += f1(&lines.join("\n"), &gold.join("\n"));
        after += f1(doc.text(), &gold.join("\n"));
        for (line, is_main) in &page.lines {
            main += usize::from(*is_main);
            rest += usize::from(!*is_main && !line.is_empty());
            let Some(at) = gone.iter().position(|(_, gone)| gone == line) else { continue };
            let (rule, line) = gone.swap_remove(at);
            if *is_main { wrong.push(format!("{rule}: {line}")) } else { right += 1 }
        }
    }
    println!(
        "  {count} pages of sites with {least} or more: word F1 {:.3} -> {:.3}; removed {right} of {rest} lines that \
         must go, {} of {main} that must stay",
        before / f64::from(count.max(1)),
        after / f64::from(count.max(1)),
        wrong.len()
    );
    for line in wrong.iter().take(20) {
        println!("    wrong: {line}");
    }
}

/// Returns the F1 of two texts as multisets of words.
fn f1(text: &str, gold: &str) -> f64 {
    let count = |text: &str| {
        let lower = text.to_lowercase();
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for word in lower
            .split(|c: char| !(c.is_alphanumeric() || c == '_'))
            .filter(|word| !word.is_empty())
        {
            *counts.entry(word.to_owned()).or_default() += 1;
        }
        counts
    };
    let (text, gold) = (count(text), count(gold));
    let shared: usize =
        gold.iter().map(|(word, times)| text.get(word).map_or(0, |other| *other.min(times))).sum();
    let sum = text.values().sum::<usize>() + gold.values().sum::<usize>();
    if sum == 0 { 1.0 } else { 2.0 * shared as f64 / sum as f64 }
}
