//! Scores the extraction of main content and metadata on pages with gold.
//!
//! Usage: `score_html DATA [folds N]`. Without more, the shipped model on the sites that training keeps
//! aside; with `folds`, models of the other sites, each on a fold that it has not seen.

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

#[path = "shared/align.rs"]
mod align;
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
        [_, data, word, folds] if word == "folds" => (data, folds.parse::<u64>().ok()),
        _ => {
            eprintln!("usage: score_html DATA [folds N]");
            process::exit(2);
        }
    };
    let pages = web::read(Path::new(data));
    match folds {
        None => {
            let aside: Vec<&web::WebPage> = pages.iter().filter(|page| page.is_aside()).collect();
            let lessons: Vec<Lesson<'_>> = aside.par_iter().map(|page| Lesson::new(page)).collect();
            print("kept aside", &score(&lessons.iter().collect::<Vec<_>>(), Model::shipped()));
        }
        Some(folds) => {
            let seen: Vec<&web::WebPage> = pages.iter().filter(|page| !page.is_aside()).collect();
            let lessons: Vec<Lesson<'_>> = seen.par_iter().map(|page| Lesson::new(page)).collect();
            let mut all = Vec::new();
            for fold in 0..folds {
                let own = |lesson: &&Lesson<'_>| lesson.page.fold(folds) == fold;
                let taught: Vec<&Lesson<'_>> =
                    lessons.iter().filter(|l| !own(l) && !l.page.main.trim().is_empty()).collect();
                let tried: Vec<&Lesson<'_>> = lessons.iter().filter(own).collect();
                all.extend(score(&tried, &teach_html::model(&taught)));
            }
            print("folds", &all);
        }
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
    lessons.par_iter().map(|lesson| outcome(lesson, model)).collect()
}

fn outcome(lesson: &Lesson<'_>, model: &Model) -> Outcome {
    let scores = model.scores(&lesson.look);
    let stays = kept(&lesson.look, &scores, Mode::Balanced);
    let text = |stays: &[bool]| {
        let texts = lesson.look.texts();
        let left = texts.iter().zip(stays).filter(|(_, stays)| **stays).map(|(text, _)| *text);
        left.collect::<Vec<&str>>().join("\n\n")
    };
    let text_left = text(&stays);
    let folded = measure::words(&text_left).join(" ");
    let count = |snippets: &[String]| {
        let found = |snippet: &&String| folded.contains(&measure::words(snippet).join(" "));
        (snippets.iter().filter(found).count(), snippets.len())
    };
    Outcome {
        id: lesson.page.id.clone(),
        kind: lesson.page.kind.clone(),
        f1: f1(&lesson.page.main, &text_left),
        best: f1(&lesson.page.main, &text(&lesson.labels())),
        with: count(&lesson.page.with),
        without: count(&lesson.page.without),
    }
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
