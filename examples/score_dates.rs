//! Measures the reading of date strings: right, wrong and abstained, with the language known and
//! without, and strings a second on one thread.
//!
//! Usage: `score_dates DATES.jsonl`, each line with `text`, `date` (ISO 8601) and `locale`.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::exit,
    reason = "a program for the command line, not a part of the library"
)]

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::Instant;
use std::{env, fs, process};

use scutch::split::{Hint, Parsed, parse_date};
use serde::Deserialize;

/// Rounds over all strings in a measurement of speed.
const ROUNDS: usize = 1_000;

/// Measurements of speed, of which the median counts.
const RUNS: usize = 5;

#[derive(Deserialize)]
struct Case {
    text: String,
    date: String,
    locale: String,
}

impl Case {
    /// Returns the hint that the locale gives, unless it is none.
    fn hint(&self) -> Hint<'_> {
        let language = Some(self.locale.as_str()).filter(|locale| *locale != "news");
        Hint { language, order: None }
    }
}

fn main() {
    let Some(path) = env::args().nth(1) else {
        eprintln!("usage: score_dates DATES.jsonl");
        process::exit(2);
    };
    let cases = match read(&path) {
        Ok(cases) => cases,
        Err(problem) => {
            eprintln!("{path}: {problem}");
            process::exit(2);
        }
    };
    score("with the language", &cases, Case::hint);
    score("without", &cases, |_| Hint::default());
    println!("{:.0} strings a second, median of {RUNS}", speed(&cases));
}

fn read(path: &str) -> Result<Vec<Case>, Box<dyn std::error::Error>> {
    let lines = fs::read_to_string(path)?;
    Ok(lines.lines().map(serde_json::from_str).collect::<Result<_, _>>()?)
}

fn score<'a>(name: &str, cases: &'a [Case], hint: impl Fn(&'a Case) -> Hint<'a>) {
    let (mut right, mut wrong, mut ambiguous, mut unknown) = (0, 0, 0, 0);
    let mut failures: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for case in cases {
        let told = match parse_date(&case.text, hint(case)) {
            Parsed::Date(stamp) if stamp.iso().starts_with(&case.date) => {
                right += 1;
                continue;
            }
            Parsed::Date(stamp) => {
                wrong += 1;
                format!("WRONG {}", stamp.iso())
            }
            Parsed::Ambiguous { .. } => {
                ambiguous += 1;
                "ambiguous".to_owned()
            }
            Parsed::Unknown => {
                unknown += 1;
                "abstained".to_owned()
            }
        };
        failures.entry(&case.locale).or_default().push(format!("{:?} {told}", case.text));
    }
    let count = cases.len();
    println!(
        "{name}: {right} of {count} right, {wrong} wrong, {ambiguous} ambiguous, {unknown} abstained"
    );
    for (locale, failures) in failures {
        println!("  {locale}: {}", failures.join(", "));
    }
}

fn speed(cases: &[Case]) -> f64 {
    let mut speeds: Vec<f64> = (0..RUNS).map(|_| run(cases)).collect();
    speeds.sort_by(f64::total_cmp);
    speeds.get(RUNS / 2).copied().unwrap_or_default()
}

fn run(cases: &[Case]) -> f64 {
    let start = Instant::now();
    for _ in 0..ROUNDS {
        for case in cases {
            black_box(parse_date(black_box(&case.text), Hint::default()));
        }
    }
    (ROUNDS * cases.len()) as f64 / start.elapsed().as_secs_f64()
}
