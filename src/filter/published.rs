//! Runs the published rules of the chosen profile, in its order, on one reading of the text.
//!
//! Line rules come first where the profile says so, and what follows judges the lines that stay.
//! The text is split into words once. A text that this stage has edited is not judged again: the
//! published rules do not rest in their own output.

use std::borrow::Cow;

use crate::document::Document;
use crate::field::Field;
use crate::findings::Findings;
use crate::measure::c4::{self as lines, EndMarks, Judged};
use crate::measure::{Bench, Scratch, fineweb as web, gopher as quality};
use crate::span::Span;
use crate::stage::{Entry, Stage};

use super::court::Court;
use super::gopher::StopWords;
use super::{Family, Options, c4, fineweb, gopher, repetition};

/// The name of the pass in the ledger.
const PASS: &str = "filter/published";

struct Published {
    options: Options,
    families: Vec<Family>,
    off: Vec<String>,
    bench: Bench,
}

/// Returns the stage with its rules.
pub(super) fn entry(options: &Options, off: &[String]) -> Entry {
    let rules: Vec<_> = c4::RULES
        .into_iter()
        .chain(gopher::RULES)
        .chain(repetition::RULES)
        .chain(fineweb::RULES)
        .collect();
    let stage = Published {
        options: options.clone(),
        families: options.families(),
        off: off.to_vec(),
        bench: Bench::default(),
    };
    Entry::new(PASS, &rules, stage)
}

impl Stage for Published {
    fn scan(&self, doc: &Document, found: &mut Findings<'_>) {
        if self.families.is_empty() || doc.ledger().changes().any(|change| change.pass == PASS) {
            return;
        }
        self.bench.with(|scratch| self.judge(doc, scratch, found));
    }
}

impl Published {
    fn judge(&self, doc: &Document, scratch: &mut Scratch, found: &mut Findings<'_>) {
        let mut court = Court::new(&self.off);
        let mut reading = Reading { text: Cow::Borrowed(doc.text()), words: None, lines: None };
        for family in &self.families {
            self.ask(*family, doc, &mut reading, scratch, &mut court);
            if court.is_closed() {
                break;
            }
        }
        let whole = Span::new(0, doc.text().len());
        if let Some(charge) = &court.charge {
            found.reject(charge.rule, whole, &charge.reason);
        } else if let Some(judged) = &reading.lines {
            c4::edit(doc.text(), judged, found);
        }
    }

    fn ask(
        &self,
        family: Family,
        doc: &Document,
        reading: &mut Reading<'_>,
        scratch: &mut Scratch,
        court: &mut Court<'_>,
    ) {
        let options = &self.options;
        match family {
            Family::C4 => {
                let needs = c4::needs(&options.c4, self.end_marks(), court);
                let mut judged = lines::judge(&reading.text, &needs, &mut scratch.words);
                c4::judge(&judged, &options.c4, court);
                reading.words = Some(std::mem::take(&mut judged.words));
                reading.text = Cow::Owned(std::mem::take(&mut judged.text));
                reading.lines = Some(judged);
            }
            Family::Paragraphs => c4::judge_paragraphs(&reading.text, &options.c4, court),
            Family::Gopher => {
                let words = reading.words(scratch);
                let found = quality::quality(&reading.text, &words, &scratch.words);
                gopher::judge(&found, &options.gopher, self.stop_words(doc), court);
                reading.words = Some(words);
            }
            Family::Repetition => {
                let words = reading.words(scratch);
                scratch.repeats.read(&words, &scratch.words);
                let repeats = &mut scratch.repeats;
                repetition::judge(&reading.text, &words, repeats, &options.repetition, court);
                reading.words = Some(words);
            }
            Family::Fineweb => {
                let words = reading.words(scratch);
                let short = options.fineweb.short_line_chars;
                let found = web::measures(&reading.text, words.len(), short);
                fineweb::judge(&found, &options.fineweb, court);
                reading.words = Some(words);
            }
        }
    }
}

/// A text as far as it was judged, with its words once somebody has asked.
struct Reading<'a> {
    text: Cow<'a, str>,
    words: Option<Vec<u32>>,
    lines: Option<Judged>,
}

impl Reading<'_> {
    /// Gives the words away, to be put back.
    fn words(&mut self, scratch: &mut Scratch) -> Vec<u32> {
        self.words.take().unwrap_or_else(|| {
            let mut words = Vec::new();
            scratch.words.split(&self.text, &mut words);
            words
        })
    }
}

impl Published {
    /// Returns how lines must end in this profile.
    fn end_marks(&self) -> EndMarks {
        self.options.profile.end_marks()
    }

    /// Returns whether English stop words are asked of the document.
    fn stop_words(&self, doc: &Document) -> StopWords {
        let is_english = |tag: &str| tag == "en" || tag.starts_with("en-");
        match self.options.profile.heeds_language() {
            true if !doc.field(Field::Language).is_some_and(is_english) => StopWords::Spared,
            _ => StopWords::Asked,
        }
    }
}
