//! Measures what `split` reads off real pages that have lost their markup: date, headline and authors of the
//! pages in `html/gold.jsonl`, whose visible text `lines/pages.jsonl` holds line by line.
//!
//! Usage: `score_heads DATA [KIND [FIELD]]`; KIND is `article` unless told, `all` takes every page; of FIELD (date,
//! title, author) what is not right is listed, for the sites of the first of two folds. Each page is read
//! twice: whole, and cut the way a scraper cuts, from eight lines above the first long line of the text to five
//! below the last. A value counts where a line of the page shows it; what the page does not show cannot be read.

#![allow(
    clippy::print_stdout,
    reason = "a program for the command line, not a part of the library"
)]

use std::collections::BTreeMap;
use std::path::Path;

use scutch::{Config, Document, Field, Pipeline, RawDocument};
use serde_json::Value;

#[allow(dead_code, reason = "other programs use the rest")]
#[path = "shared/measure.rs"]
mod measure;
#[allow(dead_code, reason = "other programs use the rest")]
#[path = "shared/pages.rs"]
mod pages;

/// Lines that a scraper takes along above the text and below it.
const ABOVE: usize = 8;
const BELOW: usize = 5;

/// Bytes of a line of text that is surely no label.
const LONG_BYTES: usize = 60;

/// Bytes of a line at most that shows a date or an author.
const SHORT_BYTES: usize = 140;

/// What was read of one field: shown on a page, read right, read wrong.
#[derive(Default)]
struct Score {
    shown: usize,
    right: usize,
    wrong: usize,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (data, kind, listed) = match arguments.as_slice() {
        [data] => (Path::new(data), "article", ""),
        [data, kind] => (Path::new(data), *kind, ""),
        [data, kind, field] => (Path::new(data), *kind, *field),
        _ => {
            println!("usage: score_heads DATA [KIND [FIELD]]");
            return;
        }
    };
    let gold = pages::gold(data, |gold| Some(gold.clone()));
    let kinds = pages::kinds(data);
    let mut pages = pages::read(data);
    pages.retain(|page| !page.is_news);
    pages.retain(|page| kind == "all" || kinds.get(&page.id).is_some_and(|of| of == kind));
    let pipeline = Pipeline::new(&Config::default()).expect("the default is valid");
    for (name, is_cut) in [("cut as by a scraper", true), ("whole", false)] {
        let mut scores: BTreeMap<&str, Score> = BTreeMap::new();
        let mut count = 0;
        for page in &pages {
            let Some(lines) = lines(page, is_cut) else { continue };
            let Some(gold) = gold.get(&page.id) else { continue };
            count += 1;
            let text = lines.join("\n\n");
            let doc = pipeline.document(RawDocument::of_bytes(&page.id, text.into_bytes()));
            let is_listed = pages::fold(&page.site, 2) == 0;
            let list = Some(listed).filter(|_| is_listed).unwrap_or_default();
            judge(&doc, gold, lines, &mut scores, list);
        }
        println!("{count} pages, {name}");
        for (field, score) in scores {
            let share = 100.0 * score.right as f64 / score.shown.max(1) as f64;
            println!(
                "  {field:<8}{:>4} shown, {:>4} right ({share:.0} %), {:>3} wrong",
                score.shown, score.right, score.wrong
            );
        }
    }
}

/// Returns the lines of a page, all or those around its text; none where it has no long line of text.
fn lines(page: &pages::LabelledPage, is_cut: bool) -> Option<&[String]> {
    let is_text = |at: &usize| page.labels[*at] && page.lines[*at].len() > LONG_BYTES;
    let first = (0..page.lines.len()).find(is_text)?;
    let last = (0..page.lines.len()).rfind(is_text)?;
    match is_cut {
        true => page.lines.get(first.saturating_sub(ABOVE)..page.lines.len().min(last + BELOW + 1)),
        false => Some(&page.lines),
    }
}

fn judge(
    doc: &Document,
    gold: &Value,
    lines: &[String],
    scores: &mut BTreeMap<&str, Score>,
    listed: &str,
) {
    let list = |field: &str, is_right: bool, wanted: &str, read: &str| {
        if field == listed && !is_right && !(read.is_empty() && wanted.is_empty()) {
            println!("{}: wanted `{wanted}`, read `{read}`", doc.origin().file);
        }
    };
    let words = |text: &str| measure::words(text).join(" ");
    let short: Vec<String> =
        lines.iter().filter(|line| line.len() <= SHORT_BYTES).map(|line| words(line)).collect();
    let told = |field| doc.field(field).unwrap_or_default();
    if let Some(date) = gold["date"].as_str() {
        let year = date.get(..4).unwrap_or(date);
        let day = date.get(..10).unwrap_or(date);
        let published = Some(told(Field::Published)).filter(|date| !date.is_empty());
        let read = published.unwrap_or_else(|| told(Field::Updated));
        let is_shown = short.iter().any(|line| line.contains(year));
        list("date", read.starts_with(day), if is_shown { day } else { "" }, read);
        scores.entry("date").or_default().add(is_shown, read, read.starts_with(day));
    }
    if let Some(title) = gold["title"].as_str().map(words).filter(|title| !title.is_empty()) {
        let read = words(told(Field::Title));
        let is_shown = lines.iter().any(|line| words(line) == title);
        list("title", read == title, if is_shown { &title } else { "" }, &read);
        scores.entry("title").or_default().add(is_shown, &read, read == title);
    }
    if let Some(author) = gold["author"].as_str().map(words).filter(|author| !author.is_empty()) {
        let read: Vec<String> = doc.values(Field::Author).map(words).collect();
        let read = read.join(" ");
        let is_right = !read.is_empty() && (author.contains(&read) || read.contains(&author));
        let is_shown = short.iter().any(|line| line.contains(&author));
        list("author", is_right, if is_shown { &author } else { "" }, &read);
        scores.entry("author").or_default().add(is_shown, &read, is_right);
    }
}

impl Score {
    fn add(&mut self, is_shown: bool, read: &str, is_right: bool) {
        self.shown += usize::from(is_shown);
        self.right += usize::from(is_shown && is_right);
        self.wrong += usize::from(!read.is_empty() && !is_right);
    }
}
