//! Measures `strip/page` on pages of labelled lines that training has not seen, next to simple rules.
//!
//! Usage: `score_lines DATA [--folds K [--seen]]`. The model that is compiled in has learned from all
//! sites (`train_lines DATA MODEL --all`), so that without `--folds` the figures only say how well it
//! fits every fifth site; with it, K models are trained, each measured on the sites that it has not
//! seen; with `--seen`, of four fifths of the sites alone, so that choices can be made without a look at
//! the others.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::exit,
    reason = "a program for the command line, not a part of the library"
)]

use std::collections::BTreeMap;
use std::path::Path;
use std::{env, process};

use scutch::strip::page::{self, Mode, Model};
use scutch::{Body, Config, Pipeline, RawDocument};

#[path = "shared/boost.rs"]
mod boost;
#[path = "shared/held_out.rs"]
mod held_out;
#[path = "shared/measure.rs"]
mod measure;
#[path = "shared/pages.rs"]
mod pages;
#[path = "shared/plain.rs"]
mod plain;
#[path = "shared/rivals.rs"]
mod rivals;
#[path = "shared/site_rules.rs"]
mod site_rules;
#[path = "shared/teach.rs"]
mod teach;

use measure::Tally;
use pages::LabelledPage;

/// Pages with what was kept of each under every rule.
type Table = BTreeMap<(String, String), Tally>;

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (data, folds, is_seen) = match arguments.as_slice() {
        [data] => (Path::new(data), None, false),
        [data, "--folds", folds] => (Path::new(data), folds.parse::<u64>().ok(), false),
        [data, "--folds", folds, "--seen"] => (Path::new(data), folds.parse::<u64>().ok(), true),
        _ => {
            eprintln!("usage: score_lines DATA [--folds K [--seen]]");
            process::exit(2);
        }
    };
    let titles = pages::titles(data);
    let kinds = pages::kinds(data);
    let all = pages::read(data);
    let learned = Learned::of(&all);
    let mut table = Table::new();
    let mut lost = Vec::new();
    match folds {
        None => {
            println!(
                "the model has learned from these sites: how well it fits, not how good it is"
            );
            let (_, aside) = pages::halves(all);
            score(Model::shipped(), &aside, &titles, &kinds, &mut table);
            learned.score(Model::shipped(), &aside, &mut table);
            lost.push(plain_lines(Model::shipped(), data));
        }
        Some(folds) => {
            let all = if is_seen { pages::halves(all).0 } else { all };
            for fold in 0..folds {
                let (aside, seen): (Vec<LabelledPage>, Vec<LabelledPage>) =
                    all.iter().cloned().partition(|page| pages::fold(&page.site, folds) == fold);
                let model = teach::model(&seen, &plain::read(data, plain::Side::Seen), &titles);
                score(&model, &aside, &titles, &kinds, &mut table);
                learned.score(&model, &aside, &mut table);
                lost.push(plain_lines(&model, data));
            }
        }
    }
    println!("rule | pages of | word F1 | text lines lost | headlines kept | pages");
    for ((rule, kind), tally) in &table {
        println!("{rule} | {kind} | {}", tally.row());
    }
    for (gone, lines) in lost {
        println!("plain texts: {gone} of {lines} lines lost");
    }
}

/// Adds the pages to the table, under every rule.
fn score(
    model: &Model,
    aside: &[LabelledPage],
    titles: &BTreeMap<String, String>,
    kinds: &BTreeMap<String, String>,
    table: &mut Table,
) {
    for page in aside {
        let bare = LabelledPage {
            lines: page.lines.iter().map(|line| teach::unmarked(line)).collect(),
            ..page.clone()
        };
        let kept = |page: &LabelledPage, mode: Mode| {
            let lines: Vec<&str> = page.lines.iter().map(String::as_str).collect();
            page::kept(model, &lines, mode)
        };
        let rules = [
            ("balanced", kept(page, Mode::Balanced)),
            ("balanced, bullets gone", kept(&bare, Mode::Balanced)),
            ("careful", kept(page, Mode::Careful)),
            ("everything", vec![true; page.lines.len()]),
            ("best run of prose", rivals::best_run(page)),
            ("lines with end marks", rivals::end_marks(page)),
        ];
        let kind = kinds.get(&page.id).map_or("news", String::as_str);
        let set = if page.is_news { "news" } else { "all seven kinds" };
        let names = if page.is_news { vec![set] } else { vec![set, kind] };
        for (rule, kept) in rules {
            let is_ours = ["balanced", "careful"].contains(&rule);
            let text = is_ours.then(|| piped(page, &kept));
            for name in &names {
                if let Some(text) = &text {
                    let rule = format!("{rule}, then all other stages");
                    table.entry((rule, (*name).to_owned())).or_default().add_text(page, text);
                }
                let tally = table.entry((rule.to_owned(), (*name).to_owned())).or_default();
                tally.add(page, &kept);
                if let Some(title) = titles.get(&page.id) {
                    tally.add_title(page, &kept, title);
                }
            }
        }
    }
}

/// What surveys of the news pages leave of each, by the least support of a rule.
struct Learned {
    sizes: BTreeMap<String, usize>,
    left: Vec<(usize, BTreeMap<String, Vec<bool>>)>,
}

impl Learned {
    fn of(pages: &[LabelledPage]) -> Learned {
        let news: Vec<LabelledPage> = pages.iter().filter(|page| page.is_news).cloned().collect();
        let left = |support: usize| (support, site_rules::left(&news, support));
        Learned { sizes: site_rules::sizes(&news), left: vec![left(2), left(3)] }
    }

    /// Adds the news pages of sites with several pages to the table, without and with learned rules.
    fn score(&self, model: &Model, aside: &[LabelledPage], table: &mut Table) {
        for page in aside.iter().filter(|page| page.is_news) {
            let size = self.sizes.get(&page.site).copied().unwrap_or(0);
            for least in [2, 3].into_iter().filter(|least| size >= *least) {
                let set = format!("news, sites of {least} pages or more");
                let mut add = |rule: String, kept: &[bool]| {
                    table.entry((rule, set.clone())).or_default().add(page, kept);
                };
                for (mode, name) in [(Mode::Balanced, "balanced"), (Mode::Careful, "careful")] {
                    let all = vec![true; page.lines.len()];
                    add(name.to_owned(), &kept_of(model, page, &all, mode));
                    for (support, left) in &self.left {
                        let Some(left) = left.get(&page.id) else { continue };
                        add(
                            format!("learned of {support}, {name}"),
                            &kept_of(model, page, left, mode),
                        );
                        let kept = kept_of(model, page, &all, mode);
                        let both: Vec<bool> =
                            kept.iter().zip(left).map(|(a, b)| *a && *b).collect();
                        add(format!("{name}, learned of {support}"), &both);
                    }
                }
                for (support, left) in &self.left {
                    if let Some(left) = left.get(&page.id) {
                        add(format!("learned of {support} alone"), left);
                    }
                }
            }
        }
    }
}

/// Returns which lines the model keeps of those that are left.
fn kept_of(model: &Model, page: &LabelledPage, left: &[bool], mode: Mode) -> Vec<bool> {
    let lines = page.lines.iter().zip(left).filter(|(_, left)| **left);
    let lines: Vec<&str> = lines.map(|(line, _)| line.as_str()).collect();
    let mut kept = page::kept(model, &lines, mode).into_iter();
    left.iter().map(|left| *left && kept.next().unwrap_or(true)).collect()
}

/// Returns the text that the other stages of the default pipeline make of the lines that are kept.
fn piped(page: &LabelledPage, kept: &[bool]) -> String {
    let mut config = Config::default();
    config.strip.page = Mode::Off;
    let pipeline = Pipeline::new(&config).expect("the default config is valid");
    let lines = page.lines.iter().zip(kept).filter(|(_, kept)| **kept);
    let lines: Vec<&str> = lines.map(|(line, _)| line.as_str()).collect();
    let body = Body::Bytes(lines.join("\n").into_bytes());
    pipeline.document(RawDocument { input: 0, file: page.id.clone(), body }).text().to_owned()
}

/// Returns how many lines plain texts of sentences kept aside lose, and how many there are.
fn plain_lines(model: &Model, data: &Path) -> (usize, usize) {
    let (mut gone, mut lines) = (0, 0);
    for text in plain::read(data, plain::Side::Aside) {
        let texts: Vec<&str> = text.lines.iter().map(String::as_str).collect();
        let kept = page::kept(model, &texts, Mode::Balanced);
        gone += kept.iter().filter(|kept| !**kept).count();
        lines += kept.len();
    }
    (gone, lines)
}
