//! The signals of `quality`: what the published rules measure, as one JSON object.
//!
//! Measured of the text before any filter, without thresholds but those that a count needs, which are
//! the published ones. `verify` measures again.

use crate::document::Document;
use crate::field::Field;
use crate::findings::Findings;
use crate::ledger::Act;
use crate::measure::c4::{self, EndMarks, Fate, Judged, Needs};
use crate::measure::damage::damage;
use crate::measure::lines::{Again, between_newlines};
use crate::measure::{Bench, Scratch, fineweb, gopher, ratio};
use crate::rule::{Effect, Example, Rule};
use crate::span::Span;
use crate::stage::{Entry, Stage};
use crate::table::SIGNALS;
use crate::words::is_space;

use super::Options;

static SIGNALS_RULE: Rule = Rule::new(
    "quality/signals",
    Effect::Note,
    "measures of the text that the published quality rules judge",
    "Whoever trains on a dataset wants to set other thresholds than those it was filtered by. Off by \
     default.",
    &[
        Example::fires("The ferry sails at noon.", "The ferry sails at noon."),
        Example::declines(" "),
    ],
);

/// The name of the pass in the ledger.
pub(crate) const PASS: &str = "tag/quality";

/// The folder whose passes take furniture away.
const STRIP: &str = "strip/";

/// Thresholds that counts need, as published.
const FEW_WORDS: usize = 3;
const LONG_WORD: usize = 1000;
const LONG_LINE: usize = 200;
const SHORT_LINE: usize = 30;

/// Digits behind the point.
const DIGITS: f64 = 1e6;

struct Quality {
    is_wanted: bool,
    bench: Bench,
}

pub(super) fn entry(options: &Options) -> Entry {
    let stage = Quality { is_wanted: options.quality, bench: Bench::default() };
    Entry::new(PASS, &[&SIGNALS_RULE], stage)
}

impl Stage for Quality {
    fn scan(&self, doc: &Document, found: &mut Findings<'_>) {
        if !self.is_wanted || doc.field(Field::Quality).is_some() {
            return;
        }
        let stripped = doc.ledger().changes().map(|change| match change.act {
            Act::Put(with) => furniture(change.pass, change.was, with),
            Act::Take(..) => furniture(change.pass, change.was, ""),
            Act::Note(..) | Act::Flag => 0,
        });
        let stripped = stripped.sum();
        let signals = self.bench.with(|scratch| signals(doc.text(), stripped, scratch));
        found.note(&SIGNALS_RULE, Span::point(0), Field::Quality, &signals);
    }
}

/// Returns how many bytes of furniture an edit of a pass takes away.
pub(crate) fn furniture(pass: &str, was: &str, with: &str) -> usize {
    if pass.starts_with(STRIP) { was.len().saturating_sub(with.len()) } else { 0 }
}

/// Returns the signals of a text of which so many bytes were furniture, as a JSON object.
pub(crate) fn signals(text: &str, stripped: usize, scratch: &mut Scratch) -> String {
    let mut json = String::from("{");
    for (signal, value) in SIGNALS.iter().zip(values(text, stripped, scratch)) {
        if json.len() > 1 {
            json.push(',');
        }
        json.push_str(&format!("\"{}\":{}", signal.name, (value * DIGITS).round() / DIGITS));
    }
    json.push('}');
    json
}

/// Returns the value of each of [`SIGNALS`], in order.
fn values(text: &str, stripped: usize, scratch: &mut Scratch) -> Vec<f64> {
    let mut words = Vec::new();
    scratch.words.split(text, &mut words);
    let mut values = of_gopher(text, &words, scratch);
    values.extend(of_repetition(text, &words, scratch));
    values.extend(of_c4(text, scratch));
    let web = fineweb::measures(text, words.len(), SHORT_LINE);
    let damage = damage(text);
    values.extend([
        count(c4::long_lines(text, LONG_LINE)),
        web.ended,
        web.short,
        web.repeated_chars,
        web.newlines,
        damage.mojibake,
        damage.replacements,
        damage.controls,
        ratio(stripped, stripped + text.len()),
    ]);
    values
}

fn of_gopher(text: &str, words: &[u32], scratch: &Scratch) -> Vec<f64> {
    let found = gopher::quality(text, words, &scratch.words);
    vec![
        count(found.words),
        found.mean_chars,
        found.hashes,
        found.ellipses,
        found.bullets,
        found.ellipsis_lines,
        found.letters,
        f64::from(found.stop_words),
    ]
}

fn of_repetition(text: &str, words: &[u32], scratch: &mut Scratch) -> Vec<f64> {
    let chars = text.chars().count();
    let paragraphs = Again::count(between_newlines(text.trim_matches(is_space), 2));
    let lines = Again::count(between_newlines(text, 1));
    let mut values = Vec::new();
    for again in [paragraphs, lines] {
        values.extend([ratio(again.repeated, again.parts), ratio(again.chars, chars)]);
    }
    scratch.repeats.read(words, &scratch.words);
    let repeats = &mut scratch.repeats;
    values.extend((2..=4).map(|len| ratio(repeats.top_chars(words, len), chars)));
    values.extend((5..=10).map(|len| ratio(repeats.repeated_chars(len), chars)));
    values
}

fn of_c4(text: &str, scratch: &mut Scratch) -> Vec<f64> {
    let needs = Needs {
        end_marks: EndMarks::Ascii,
        line_words: FEW_WORDS,
        word_chars: LONG_WORD,
        without_citations: true,
        without_javascript: true,
        without_policy: true,
        without_lorem_ipsum: false,
        without_curly_bracket: false,
    };
    let judged = c4::judge(text, &needs, &mut scratch.words);
    let lower = text.to_ascii_lowercase();
    let fates = [Fate::NoEndMark, Fate::FewWords, Fate::LongWord, Fate::JavaScript, Fate::Policy];
    let mut values = vec![count(judged.lines.len())];
    values.extend(fates.map(|fate| share_of(&judged, fate)));
    values.extend([
        count(judged.sentences),
        count(judged.citations.len()),
        count(lower.matches("lorem ipsum").count()),
        count(memchr::memchr_iter(b'{', text.as_bytes()).count()),
    ]);
    values
}

fn share_of(judged: &Judged, fate: Fate) -> f64 {
    let such = judged.lines.iter().filter(|line| line.fate == fate);
    ratio(such.count(), judged.lines.len())
}

fn count(number: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "counts lie far below 2^53")]
    let count = number as f64;
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_signal_has_a_value() {
        let found = values("It sails at noon. It is late.\n\nMenu", 0, &mut Scratch::default());
        assert_eq!(found.len(), SIGNALS.len());
    }

    #[test]
    fn signals_are_json_with_whole_counts() {
        let json = signals("It sails. It sails.\nMenu", 24, &mut Scratch::default());
        let found: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        assert_eq!(found["words"], 5);
        assert_eq!(found["c4_no_end_mark"], 0.5);
        assert_eq!(found["furniture"], 0.5);
    }
}
