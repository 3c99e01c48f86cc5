//! Measures `strip/page` on pages of labelled lines that training has not seen, next to simple rules.
//!
//! Usage: `score_lines DATA [--folds K]`. Without `--folds` the model that is compiled in is measured on
//! every fifth site, which `train_lines` keeps aside; with it, K models are trained, each measured on
//! the sites that it has not seen.

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
#[path = "shared/teach.rs"]
mod teach;

use measure::Tally;
use pages::LabelledPage;

/// Pages with what was kept of each under every rule.
type Table = BTreeMap<(String, String), Tally>;

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (data, folds) = match arguments.as_slice() {
        [data] => (Path::new(data), None),
        [data, "--folds", folds] => (Path::new(data), folds.parse::<u64>().ok()),
        _ => {
            eprintln!("usage: score_lines DATA [--folds K]");
            process::exit(2);
        }
    };
    let titles = pages::titles(data);
    let kinds = pages::kinds(data);
    let all = pages::read(data);
    let mut table = Table::new();
    let mut lost = Vec::new();
    match folds {
        None => {
            let (_, aside) = pages::halves(all);
            score(Model::shipped(), &aside, &titles, &kinds, &mut table);
            lost.push(plain_lines(Model::shipped(), data));
        }
        Some(folds) => {
            for fold in 0..folds {
                let (aside, seen): (Vec<LabelledPage>, Vec<LabelledPage>) =
                    all.iter().cloned().partition(|page| pages::fold(&page.site, folds) == fold);
                let model = teach::model(&seen, &plain::read(data, plain::Side::Seen), &titles);
                score(&model, &aside, &titles, &kinds, &mut table);
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
        for name in &names {
            let rule = "whole pipeline, model as shipped".to_owned();
            table.entry((rule, (*name).to_owned())).or_default().add_text(page, &piped(page));
        }
        for (rule, kept) in rules {
            for name in &names {
                let tally = table.entry((rule.to_owned(), (*name).to_owned())).or_default();
                tally.add(page, &kept);
                if let Some(title) = titles.get(&page.id) {
                    tally.add_title(page, &kept, title);
                }
            }
        }
    }
}

/// Returns the text that the default pipeline, with the model that is compiled in, makes of a page.
fn piped(page: &LabelledPage) -> String {
    let pipeline = Pipeline::new(&Config::default()).expect("the default config is valid");
    let bytes = page.lines.join("\n").into_bytes();
    let raw = RawDocument { input: 0, file: page.id.clone(), body: Body::Bytes(bytes) };
    pipeline.document(raw).text().to_owned()
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
