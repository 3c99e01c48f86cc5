//! The article cases: invented pages of every family, and texts that must not change.
//!
//! `tests/cases/articles` holds synthetic pages, each with the gold that an editor wrote down before
//! the tool ran, and `untouched-*` texts full of traps. The shared evaluation data is read where its
//! folder exists.

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::laws::{assert_laws, raw};
use common::{pipeline, shared};
use scutch::{Config, Document, Field, Findings, Pipeline, catalog};
use serde::Deserialize;

/// Cases that fail today, each with its reason.
const KNOWN_FAILURES: &[(&str, &str)] = &[
    ("mixed-18", "a bare name above the text may be anything"),
    ("mixed-21", "two words in capitals joined by a hyphen may be a section"),
    ("credit-text-7", "without the word agency, a lone name that informs may be a surname"),
    ("credit-text-8", "without the word agency, a lone name that reports may be a surname"),
    ("check-3", "the year of the dateline is only that of an update notice"),
    ("later-5", "the Japanese button for sharing is not known"),
    ("sweep-17", "a place with a stop before the text may be a sentence of one word"),
    ("further-26", "a date in two lines, its year below"),
    ("third-17", "the first sentence is so short that it counts as no prose"),
    ("third-20", "a name in a script without capitals"),
    ("third-24", "a place above the headline cannot be told from a section"),
    ("fourth-10", "a dateline and a reporter on a line of their own"),
    ("fourth-15", "a paper whose name has no word of papers"),
    ("fourth-19", "behind a name a place cannot be told from a paper"),
    ("fourth-21", "the place behind the author in a byline is not read"),
    ("fourth-28", "an agency in brackets before the headline"),
    ("fifth-3", "a lone word below the label of tags"),
    ("fifth-6", "what an article is about, between two labels of related articles"),
    ("fifth-18", "an agency that only its notice to subscribers names"),
    ("sixth-10", "the place behind the author in a byline is not read"),
    ("sixth-12", "the initials before the date stand for the agency that the text names"),
    ("sixth-13", "a place before the date cannot be told from a section"),
    ("sixth-18", "place and agency joined in brackets, below a line with another agency"),
    ("seventh-11", "the first sentence is so short that it counts as no prose"),
    ("menu-8", "an item of the menu may be a section"),
    ("seventh-12", "a paper that only its notice of rights names"),
    (
        "eighth-1",
        "a section above a breadcrumb of two lines, and a caption with its credit in brackets",
    ),
    ("eighth-3", "the name of a blog above its menu cannot be told from a section"),
    ("eighth-4", "what a site for writers prints behind the text: bare topics, a biography"),
    ("eighth-5", "a label on one line and the office on the next, and the answers of a form"),
    ("eighth-10", "the time of a post stands below the text, its day above"),
    ("eighth-11", "a contact behind the text without a label"),
    ("eighth-12", "a bare name above how long ago it was, and the prices of a subscription"),
    ("eighth-13", "the head and tail of a forum's thread"),
    ("eighth-16", "a place with a stop before the text may be a sentence of one word"),
    ("eighth-17", "a button of one verb that is also a word"),
    ("eighth-19", "of the items of a menu any may be the section"),
    ("eighth-22", "a place of several words before a dash may be any subject"),
    ("eighth-24", "of the items of a menu any may be the section"),
    ("eighth-26", "a place of several words before a dash may be any subject"),
    ("eighth-32", "a time zone in Arabic words"),
    (
        "eighth-35",
        "a time zone whose letters stand for three, and a name in a script without capitals",
    ),
    ("eighth-36", "of the items of a menu any may be the section"),
    ("eighth-37", "an office that names itself in the contact alone"),
    ("eighth-41", "a paper with no word of papers behind the place of a dateline"),
    ("eighth-43", "the number of an issue looks like a headline"),
    ("eighth-45", "a correction behind the text"),
    ("eighth-46", "a byline that begins with a word for of"),
    ("ninth-1", "a place and a name joined by a dash, in a script without capitals"),
    ("ninth-2", "a list of what is told, in labels and sentences, above the text"),
    ("ninth-3", "a sentence on who first published the report"),
    ("ninth-4", "the label Stand is one of a first date too"),
    ("ninth-6", "a place with the short name of its state before a stop and a dash"),
    ("ninth-8", "too few lines for a page, with a menu and the forms of a newsletter"),
    ("ninth-10", "a bare name above an office and an address, above the date"),
    ("ninth-12", "the office of a reporter is nobody"),
    ("ninth-13", "a town that is no large city, between agency and date"),
    ("ninth-14", "a newsroom with its agency is nobody, and the label of a newsletter"),
    ("ninth-16", "a summary under its label"),
    ("ninth-18", "a page as a browser for terminals prints it, with its links numbered"),
    ("ninth-20", "the site in brackets behind the signature"),
    ("ninth-24", "the company that a press wire names, and what it says about itself"),
    ("ninth-26", "the head and tail of a question and its answers"),
    ("ninth-31", "of the items of a menu any may be the section"),
    ("ninth-32", "of the items of a menu any may be the section"),
    ("ninth-34", "the site's name above the date, the headline below it"),
    ("ninth-36", "of the items of a menu any may be the section"),
    ("ninth-38", "the section and the tags of a post on one line below it"),
    ("ninth-39", "a paper that the model of lines takes away"),
];

/// Sentences in a document of the precision test.
const SENTENCES: usize = 5;

/// Sentences among which one finding is allowed. The three findings of 2026-11-27 in 36,717 lines are
/// no part of a sentence: the timestamps `Thursday, 23 July 2015 01:06 PM` and `23 de Maio de 2012 às
/// 12:04`, which a page printed before its first sentence, and the dateline `HARARE -`.
const SENTENCES_PER_FINDING: usize = 10_000;

/// What a line of the precision test ends with: the table also holds fragments, and a fragment above
/// prose is a headline by every sign.
const SENTENCE_ENDS: &[char] =
    &['.', '!', '?', '…', '"', '”', '»', '。', '！', '？', '؟', '۔', '।', '։', '።', '៕', '။'];

#[derive(Debug, Deserialize)]
struct Gold {
    id: String,
    published: Option<String>,
    title: Option<String>,
    author: Option<String>,
    authors: Option<Vec<String>>,
    source: Option<String>,
    dateline_place: Option<String>,
    section: Option<String>,
    /// Only some cases say when the page was changed, and what it is filed under.
    updated: Option<String>,
    tags: Option<Vec<String>>,
    furniture: Vec<String>,
    body: Vec<String>,
}

impl Gold {
    fn authors(&self) -> Vec<String> {
        self.authors.clone().unwrap_or_else(|| self.author.iter().cloned().collect())
    }

    /// Returns what differs between this and what the pipeline made.
    fn problems(&self, doc: &Document) -> Vec<String> {
        let mut problems = Vec::new();
        for (field, wanted) in [
            (Field::Published, &self.published),
            (Field::Title, &self.title),
            (Field::Source, &self.source),
            (Field::Place, &self.dateline_place),
            (Field::Section, &self.section),
        ] {
            let found = doc.field(field);
            let is_signature = field == Field::Source
                && self.authors.is_none()
                && found.is_some_and(|found| self.furniture.iter().any(|line| line == found));
            if found != wanted.as_deref() && !is_signature {
                problems.push(format!("{}: expected {wanted:?}, found {found:?}", field.name()));
            }
        }
        let authors: Vec<&str> = doc.values(Field::Author).collect();
        if authors != self.authors() {
            problems.push(format!("authors: expected {:?}, found {authors:?}", self.authors()));
        }
        if let Some(wanted) = &self.tags {
            let tags: Vec<&str> = doc.values(Field::Tag).collect();
            if tags != *wanted {
                problems.push(format!("tags: expected {wanted:?}, found {tags:?}"));
            }
            let updated = doc.field(Field::Updated);
            if updated != self.updated.as_deref() {
                problems.push(format!("updated: expected {:?}, found {updated:?}", self.updated));
            }
        }
        let body = lines(doc.text());
        if body != self.body {
            problems.push(format!("body: expected {:#?}, found {body:#?}", self.body));
        }
        problems
    }
}

/// Returns the lines that are not blank, white space aside.
fn lines(text: &str) -> Vec<String> {
    let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    text.lines().map(words).filter(|line| !line.is_empty()).collect()
}

fn document(pipeline: &Pipeline, bytes: &[u8]) -> Document {
    pipeline.document(raw(bytes))
}

fn own_cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/articles")
}

/// Returns each gold of `gold` with its raw document out of `raw`.
fn cases(gold: &Path, raw: &Path) -> Vec<(Gold, Vec<u8>)> {
    let gold = fs::read_to_string(gold).expect("the gold is there");
    let read = |line: &str| {
        let gold: Gold = serde_json::from_str(line).expect("the gold is well-formed");
        let bytes = fs::read(raw.join(format!("{}.txt", gold.id))).expect("each has a document");
        (gold, bytes)
    };
    gold.lines().map(read).collect()
}

fn check(cases: &[(Gold, Vec<u8>)], known: &[(&str, &str)]) {
    let pipeline = pipeline();
    let (mut failures, mut mended) = (Vec::new(), Vec::new());
    for (gold, bytes) in cases {
        let doc = document(&pipeline, bytes);
        let problems = gold.problems(&doc);
        let is_known = known.iter().any(|(id, _)| *id == gold.id);
        match (problems.is_empty(), is_known) {
            (false, false) => failures.push(format!("{}: {}", gold.id, problems.join("\n  "))),
            (true, true) => mended.push(gold.id.as_str()),
            _ => {}
        }
    }
    let count = failures.len();
    assert!(failures.is_empty(), "{count} of {} fail:\n{}", cases.len(), failures.join("\n"));
    assert!(mended.is_empty(), "take these from the list of known failures: {mended:?}");
}

#[test]
fn our_own_pages_come_out_as_an_editor_would_have_them() {
    let folder = own_cases();
    check(&cases(&folder.join("gold.jsonl"), &folder), KNOWN_FAILURES);
}

#[test]
fn shared_pages_come_out_as_an_editor_would_have_them() {
    let Some(folder) = shared("articles") else { return };
    check(&cases(&folder.join("gold.jsonl"), &folder.join("raw")), &[]);
}

/// Returns the rules that find something in the finished document.
fn restless(doc: &Document) -> Vec<&'static str> {
    let stages = catalog::stages(&Config::default()).expect("the default config is good");
    let finds = |entry: &scutch::Entry| {
        let mut found = Findings::without(&[]);
        entry.stage.scan(doc, &mut found);
        !found.is_empty()
    };
    stages.iter().filter(|entry| finds(entry)).map(|entry| entry.id).collect()
}

#[test]
fn finished_documents_keep_the_laws_and_rest() {
    let pipeline = pipeline();
    let folder = own_cases();
    let mut restless_cases = Vec::new();
    for (gold, bytes) in cases(&folder.join("gold.jsonl"), &folder) {
        let doc = document(&pipeline, &bytes);
        assert_laws(&bytes, &doc);
        let stages = restless(&doc);
        if !stages.is_empty() {
            restless_cases.push(format!("{}: {stages:?}", gold.id));
        }
    }
    assert!(restless_cases.is_empty(), "{}", restless_cases.join("\n"));
}

/// Returns whether the stage `pass` takes things out of a text, which is what the precision test
/// counts; the others mend and tidy characters.
fn is_taking(pass: &str) -> bool {
    pass.starts_with("strip/") || pass.starts_with("split/")
}

/// Returns the sentences of each language, laid out as documents of five paragraphs.
fn sentence_documents(table: &str) -> Vec<String> {
    let mut documents: Vec<(String, Vec<&str>)> = Vec::new();
    for line in table.lines() {
        let Some((language, sentence)) = line.split_once('\t') else { continue };
        if !sentence.ends_with(SENTENCE_ENDS) {
            continue;
        }
        match documents.last_mut() {
            Some((last, sentences)) if last == language && sentences.len() < SENTENCES => {
                sentences.push(sentence);
            }
            _ => documents.push((language.to_owned(), vec![sentence])),
        }
    }
    documents.into_iter().map(|(_, sentences)| sentences.join("\n\n")).collect()
}

#[test]
fn sentences_of_75_languages_stay() {
    let Some(path) = shared("encoding/sentences.tsv") else { return };
    let table = fs::read_to_string(path).expect("the table is UTF-8");
    let pipeline = pipeline();
    let mut touched = Vec::new();
    for text in sentence_documents(&table) {
        let doc = document(&pipeline, text.as_bytes());
        let changes = doc.ledger().changes().filter(|change| is_taking(change.pass));
        touched.extend(changes.map(|change| format!("{}: {:?}", change.rule.id, change.was)));
    }
    let most = table.lines().count() / SENTENCES_PER_FINDING;
    assert!(touched.len() <= most, "{} findings:\n{}", touched.len(), touched.join("\n"));
}
