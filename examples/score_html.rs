//! Scores the extraction of main content and metadata on pages with gold.
//!
//! Usage: `score_html DATA [folds N | fields]`. Without more, a model of four fifths of the sites on the others,
//! which are kept aside, and the shipped model, which has seen them all, with its fields; with `folds`,
//! models of the four fifths, each on a fold that it has not seen. `SCUTCH_FIELDS=date` (`title`,
//! `author`, `undated`) prints each miss, `SCUTCH_WORST=1` the worst pages.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::exit,
    reason = "a program for the command line, not a part of the library"
)]

use std::collections::BTreeMap;
use std::path::Path;
use std::{env, process};

use rayon::prelude::*;
use scutch::extract::{Mode, Model, kept};
use scutch::{Body, Config, Document, Field, Pipeline, RawDocument};

#[path = "shared/align.rs"]
mod align;
#[path = "shared/bare.rs"]
mod bare;
#[path = "shared/boost.rs"]
mod boost;
#[path = "shared/measure.rs"]
#[allow(dead_code, reason = "its words alone")]
mod measure;
#[path = "shared/pages.rs"]
#[allow(dead_code, reason = "the folds of sites alone")]
mod pages;
#[path = "shared/teach_html.rs"]
mod teach_html;
#[path = "shared/web.rs"]
#[allow(dead_code, reason = "training alone asks for some")]
mod web;

use teach_html::Lesson;

fn main() {
    let arguments: Vec<String> = env::args().collect();
    let (data, folds) = match arguments.as_slice() {
        [_, data] => (data, None),
        [_, data, word] if word == "fields" => {
            return fields(&web::read(Path::new(data)));
        }
        [_, data, word, folds] if word == "folds" => (data, folds.parse::<u64>().ok()),
        _ => {
            eprintln!("usage: score_html DATA [folds N | fields]");
            process::exit(2);
        }
    };
    let pages = web::read(Path::new(data));
    match folds {
        None => {
            let lessons: Vec<Lesson<'_>> = pages.par_iter().map(Lesson::new).collect();
            let (aside, others): (Vec<&Lesson<'_>>, Vec<&Lesson<'_>>) =
                lessons.iter().partition(|lesson| lesson.page.is_aside());
            let taught: Vec<&Lesson<'_>> =
                others.into_iter().filter(|l| !l.page.main.trim().is_empty()).collect();
            let model = teach_html::model(&taught);
            print("kept aside, by a model of the others", &score(&aside, &model));
            print("small pages made of them", &smalls(&aside, &model));
            shipped(&pages, &lessons);
            fields(&pages);
        }
        Some(folds) => {
            let seen: Vec<&web::WebPage> = pages.iter().filter(|page| !page.is_aside()).collect();
            let lessons: Vec<Lesson<'_>> = seen.par_iter().map(|page| Lesson::new(page)).collect();
            let (mut all, mut small) = (Vec::new(), Vec::new());
            for fold in 0..folds {
                let own = |lesson: &&Lesson<'_>| lesson.page.fold(folds) == fold;
                let taught: Vec<&Lesson<'_>> =
                    lessons.iter().filter(|l| !own(l) && !l.page.main.trim().is_empty()).collect();
                let tried: Vec<&Lesson<'_>> = lessons.iter().filter(own).collect();
                let model = teach_html::model(&taught);
                all.extend(score(&tried, &model));
                small.extend(smalls(&tried, &model));
            }
            print("folds", &all);
            print("small pages made of them", &small);
        }
    }
}

/// Scores the shipped model, which has seen all pages, and the fields, which no model makes.
fn shipped(pages: &[web::WebPage], lessons: &[Lesson<'_>]) {
    let all: Vec<&web::WebPage> = pages.iter().collect();
    let mut config = Config::default();
    let whole = documents(&all, &config);
    config.run.stages = vec!["extract".to_owned()];
    let alone = documents(&all, &config);
    let outcomes = |docs: &[Document]| {
        let pairs = lessons.iter().zip(docs);
        pairs.map(|(lesson, doc)| outcome(lesson, doc.text())).collect::<Vec<Outcome>>()
    };
    print("seen in training, extract alone", &outcomes(&alone));
    print("seen in training, all stages", &outcomes(&whole));
}

/// Scores the fields, on the sites that are kept aside and on the others.
fn fields(pages: &[web::WebPage]) {
    let (aside, others): (Vec<_>, Vec<_>) = pages.iter().partition(|page| page.is_aside());
    for (name, pages) in [("kept aside", aside), ("the others", others)] {
        let docs = documents(&pages, &Config::default());
        print_fields(&format!("{name}, all stages"), &pages, &docs);
    }
}

/// What came of a page.
struct Outcome {
    id: String,
    kind: String,
    f1: f64,
    best: f64,
    with: (usize, usize),
    without: (usize, usize),
}

fn score(lessons: &[&Lesson<'_>], model: &Model) -> Vec<Outcome> {
    let of = |lesson: &&Lesson<'_>| {
        let scores = model.scores(&lesson.look);
        let stays = kept(&lesson.look, &scores, Mode::Balanced);
        show_blocks(lesson, &scores, &stays);
        outcome(lesson, &text_of(lesson, &stays))
    };
    lessons.par_iter().map(of).collect()
}

/// Scores the small pages that are made of pages: their gold is the text of their content.
fn smalls(lessons: &[&Lesson<'_>], model: &Model) -> Vec<Outcome> {
    let of = |lesson: &&Lesson<'_>| {
        let one = |small| {
            let small = Lesson::small(lesson.page, small);
            let stays = kept(&small.look, &model.scores(&small.look), Mode::Balanced);
            let f1 = f1(&text_of(&small, &small.labels()), &text_of(&small, &stays));
            Outcome { f1, best: 1.0, ..outcome(lesson, "") }
        };
        lesson.smalls().iter().map(one).collect::<Vec<Outcome>>()
    };
    lessons.par_iter().flat_map_iter(of).collect()
}

/// Writes the blocks of a page to a file of the folder that `SCUTCH_BLOCKS` names: whether each stays,
/// the share of it that the gold holds, its score, its text.
fn show_blocks(lesson: &Lesson<'_>, scores: &[i32], stays: &[bool]) {
    let Some(folder) = env::var_os("SCUTCH_BLOCKS") else { return };
    let mut all = format!("{} {}\n", lesson.page.kind, lesson.page.site);
    let told = scores.iter().zip(stays).zip(&lesson.shares).zip(lesson.look.texts());
    for (((score, stays), share), text) in told {
        let mark = if *stays { '+' } else { ' ' };
        all += &format!("{mark} {share:.1} {score:6} {}\n", text.replace('\n', " "));
    }
    let file = Path::new(&folder).join(format!("{}.txt", lesson.page.id));
    std::fs::write(file, all).expect("the folder can be written");
}

/// Returns the text of the blocks that stay.
fn text_of(lesson: &Lesson<'_>, stays: &[bool]) -> String {
    let texts = lesson.look.texts();
    let left = texts.iter().zip(stays).filter(|(_, stays)| **stays).map(|(text, _)| *text);
    left.collect::<Vec<&str>>().join("\n\n")
}

fn outcome(lesson: &Lesson<'_>, text: &str) -> Outcome {
    let folded = measure::words(text).join(" ");
    let count = |snippets: &[String]| {
        let found = |snippet: &&String| folded.contains(&measure::words(snippet).join(" "));
        (snippets.iter().filter(found).count(), snippets.len())
    };
    Outcome {
        id: lesson.page.id.clone(),
        kind: lesson.page.kind.clone(),
        f1: f1(&lesson.page.main, text),
        best: f1(&lesson.page.main, &text_of(lesson, &lesson.labels())),
        with: count(&lesson.page.with),
        without: count(&lesson.page.without),
    }
}

/// Runs pages through the stages of `config`.
fn documents(pages: &[&web::WebPage], config: &Config) -> Vec<Document> {
    let pipeline = Pipeline::new(config).expect("a valid config");
    let run = |page: &&web::WebPage| {
        let body = Body::Bytes(page.raw.clone());
        pipeline.document(RawDocument { input: 0, file: format!("{}.html", page.id), body })
    };
    pages.par_iter().map(run).collect()
}

/// Prints how often metadata are right.
fn print_fields(name: &str, pages: &[&web::WebPage], docs: &[Document]) {
    let (mut title, mut author, mut date, mut undated) = ((0, 0), (0, 0), (0, 0), (0, 0));
    let plain = |text: &str| text.split_whitespace().collect::<Vec<&str>>().join(" ");
    for (page, doc) in pages.iter().zip(docs) {
        let show = |what: &str, gold: &str, found: &str| {
            if env::var_os("SCUTCH_FIELDS").is_some_and(|wanted| wanted == what) {
                println!("{} {} | {gold} | {found}", page.id, page.kind);
            }
        };
        let found = plain(doc.field(Field::Title).unwrap_or_default());
        if let Some(gold) = &page.title {
            let is = plain(gold) == found;
            title = (title.0 + usize::from(is), title.1 + 1);
            if !is {
                show("title", gold, &found);
            }
        }
        if let Some(gold) = &page.author {
            let all: Vec<&str> = doc.values(Field::Author).collect();
            let forms = [all.join(", "), all.join(" and "), all.join(" & ")];
            let is = forms.iter().any(|form| plain(form) == plain(gold));
            author = (author.0 + usize::from(is), author.1 + 1);
            if !is {
                show("author", gold, &forms[0]);
            }
        }
        let found = doc.field(Field::Published).and_then(|date| date.get(..10)).unwrap_or_default();
        match &page.date {
            Some(gold) => {
                date = (date.0 + usize::from(gold.get(..10) == Some(found)), date.1 + 1);
                if gold.get(..10) != Some(found) {
                    show("date", gold, found);
                }
            }
            None => {
                undated = (undated.0 + usize::from(!found.is_empty()), undated.1 + 1);
                if !found.is_empty() {
                    show("undated", "", found);
                }
            }
        }
    }
    let share = |(part, all): (usize, usize)| 100.0 * part as f64 / all.max(1) as f64;
    println!(
        "{name}: title exact {:.1} % of {}, author exact {:.1} % of {}, date right {:.1} % of {}, \
         date given where there is none {:.1} % of {}",
        share(title),
        title.1,
        share(author),
        author.1,
        share(date),
        date.1,
        share(undated),
        undated.1
    );
}

/// Returns the F1 of two texts' words; 1 where both have none.
fn f1(gold: &str, text: &str) -> f64 {
    let mut counts: BTreeMap<String, i64> = BTreeMap::new();
    let gold = measure::words(gold);
    let text = measure::words(text);
    if gold.is_empty() || text.is_empty() {
        return f64::from(u8::from(gold.is_empty() && text.is_empty()));
    }
    for word in &gold {
        *counts.entry(word.clone()).or_default() += 1;
    }
    let mut both = 0;
    for word in &text {
        if let Some(count) = counts.get_mut(word).filter(|count| **count > 0) {
            *count -= 1;
            both += 1;
        }
    }
    2.0 * f64::from(both) / (gold.len() + text.len()) as f64
}

fn print(name: &str, outcomes: &[Outcome]) {
    let mut kinds: BTreeMap<&str, Vec<&Outcome>> = BTreeMap::new();
    for outcome in outcomes {
        kinds.entry(&outcome.kind).or_default().push(outcome);
        kinds.entry("~ all").or_default().push(outcome);
    }
    println!("{name}: kind, pages, F1, F1 of the labels, snippets with, without");
    for (kind, outcomes) in kinds {
        let mean = |of: fn(&Outcome) -> f64| {
            outcomes.iter().map(|outcome| of(outcome)).sum::<f64>() / outcomes.len() as f64
        };
        let share = |of: fn(&Outcome) -> (usize, usize)| {
            let sum = outcomes.iter().map(|outcome| of(outcome));
            let sum = sum.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
            100.0 * sum.0 as f64 / sum.1.max(1) as f64
        };
        println!(
            "{kind:14} {:4} {:.3} {:.3} {:5.1} % {:5.1} %",
            outcomes.len(),
            mean(|outcome| outcome.f1),
            mean(|outcome| outcome.best),
            share(|outcome| outcome.with),
            share(|outcome| outcome.without),
        );
    }
    if env::var_os("SCUTCH_WORST").is_some() {
        for outcome in outcomes.iter().filter(|outcome| outcome.f1 < 0.7) {
            println!("{} {} {:.3} {:.3}", outcome.id, outcome.kind, outcome.f1, outcome.best);
        }
    }
}
