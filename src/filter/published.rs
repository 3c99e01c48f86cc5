//! Runs the rules of the chosen profile, in its order, on one reading of the text.
//!
//! Line rules come first where the profile says so, and what follows judges the lines that stay.
//! The text is split into words once. A text that this stage has edited is not judged again: the
//! published rules do not rest in their own output.
//!
//! With `annotate` nothing is edited or rejected: every rule that objects leaves a verdict.

use std::borrow::Cow;

use crate::document::Document;
use crate::field::Field;
use crate::findings::Findings;
use crate::measure::c4::{self as lines, EndMarks, Judged, Needs};
use crate::measure::damage::damage as damage_of;
use crate::measure::{Bench, Scratch, dolma, fineweb as web, gopher as quality};
use crate::rule::{Effect, Example, Rule};
use crate::span::Span;
use crate::stage::{Entry, Stage};

use super::court::{Court, Hearing};
use super::gopher::StopWords;
use super::{Family, Options, Profile, c4, damage, fineweb, gopher, language, length, repetition};

/// The name of the pass in the ledger.
const PASS: &str = "filter/published";

static NONE: Rule = Rule::new(
    "verdict/none",
    Effect::Note,
    "no rule of quality objects, where `filter.annotate` asks for verdicts",
    "An empty list of verdicts says that rules were asked; null says that they were not.",
    &[
        Example::fires("The ferry sails at noon.", "The ferry sails at noon."),
        Example::declines(" "),
    ],
);

struct Published {
    options: Options,
    families: Vec<Family>,
    off: Vec<String>,
    bench: Bench,
}

/// Returns the stage with its rules.
pub(super) fn entry(options: &Options, off: &[String]) -> Entry {
    let rules: Vec<_> = [&NONE]
        .into_iter()
        .chain(length::RULES)
        .chain(language::RULES)
        .chain(damage::RULES)
        .chain(c4::RULES)
        .chain(gopher::RULES)
        .chain(repetition::RULES)
        .chain(fineweb::RULES)
        .collect();
    let stage = Published {
        options: options.clone(),
        families: options.families(),
        off: off.to_vec(),
        bench: Bench::new(options.profile.cut()),
    };
    Entry::new(PASS, &rules, stage)
}

impl Stage for Published {
    fn scan(&self, doc: &Document, found: &mut Findings<'_>) {
        let options = &self.options;
        let is_idle = self.families.is_empty()
            && !options.length.is_on()
            && !options.language.is_on()
            && !options.annotate;
        if is_idle || doc.ledger().changes().any(|change| change.pass == PASS) {
            return;
        }
        self.bench.with(|scratch| self.judge(doc, scratch, found));
    }
}

impl Published {
    fn judge(&self, doc: &Document, scratch: &mut Scratch, found: &mut Findings<'_>) {
        let hearing = if self.options.annotate { Hearing::All } else { Hearing::First };
        let mut court = Court::new(&self.off, hearing);
        let mut reading = Reading { text: Cow::Borrowed(doc.text()), words: None, lines: None };
        self.ask_own(doc, &mut reading, scratch, &mut court);
        for family in &self.families {
            if court.is_closed() {
                break;
            }
            self.ask(*family, doc, &mut reading, scratch, &mut court);
        }
        if self.options.annotate {
            return note(&court, found);
        }
        let whole = Span::new(0, doc.text().len());
        if let Some(charge) = court.charges.first() {
            found.reject(charge.rule, whole, &charge.reason);
        } else if let Some(judged) = &reading.lines {
            c4::edit(doc.text(), judged, found);
        }
    }

    /// Asks the rules that hold for every profile.
    fn ask_own(
        &self,
        doc: &Document,
        reading: &mut Reading<'_>,
        scratch: &mut Scratch,
        court: &mut Court<'_>,
    ) {
        let options = &self.options;
        if options.language.is_on() {
            language::judge(doc.field(Field::Language), &options.language, court);
        }
        if options.length.is_on() && !court.is_closed() {
            let asks_words = options.length.asks_words();
            let words = if asks_words { reading.words(scratch) } else { Vec::new() };
            length::judge(&reading.text, words.len(), &options.length, court);
            reading.words = asks_words.then_some(words);
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
            Family::Damage => damage::judge(&damage_of(&reading.text), &options.damage, court),
            Family::C4 => self.ask_c4(reading, scratch, court),
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
            Family::Dolma => {
                let found = dolma::measures(&reading.text, scratch);
                gopher::judge_dolma(&found, &options.gopher, court);
                repetition::judge_dolma(&found, &options.repetition, court);
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

    /// Asks C4's rules, and leaves of the text what they do.
    fn ask_c4(&self, reading: &mut Reading<'_>, scratch: &mut Scratch, court: &mut Court<'_>) {
        let options = &self.options;
        let mut needs = match options.profile {
            Profile::Dolma => Needs::end_marks_alone(self.end_marks()),
            _ => c4::needs(&options.c4, self.end_marks(), court),
        };
        let mut judged = lines::judge(&reading.text, &needs, &mut scratch.words);
        if options.annotate && judged.spoilt.is_some() {
            c4::judge(&judged, &options.c4, court);
            (needs.without_lorem_ipsum, needs.without_curly_bracket) = (false, false);
            judged = lines::judge(&reading.text, &needs, &mut scratch.words);
        }
        if options.annotate {
            c4::judge_lines(&judged, court);
        }
        if options.profile != Profile::Dolma {
            c4::judge(&judged, &options.c4, court);
        }
        reading.words = Some(std::mem::take(&mut judged.words));
        reading.text = Cow::Owned(std::mem::take(&mut judged.text));
        reading.lines = Some(judged);
    }
}

/// Notes every charge, or that there is none.
fn note(court: &Court<'_>, found: &mut Findings<'_>) {
    for charge in &court.charges {
        found.note(charge.rule, Span::point(0), Field::Verdict, &charge.json());
    }
    if court.charges.is_empty() {
        found.note(&NONE, Span::point(0), Field::Verdict, "");
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
