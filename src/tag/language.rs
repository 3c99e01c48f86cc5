//! The language of a document, by how likely its letters follow each other.
//!
//! Asks the letter models of 75 languages that encoding detection has. A long text is judged by
//! stretches from its start, middle and end; where they disagree the language is less sure.

use crate::decode;
use crate::document::Document;
use crate::field::Field;
use crate::findings::Findings;
use crate::rule::{Effect, Example, Rule};
use crate::span::Span;
use crate::stage::{Entry, Stage};

use super::{Need, Options};

static LETTERS: Rule = Rule::new(
    "language/letters",
    Effect::Note,
    "a language whose letters follow each other as these do",
    "Every use of a dataset asks for the language first. Off by default; a text too short or too \
     mixed to tell has none.",
    &[
        Example::giving(
            "The harbour board said on Monday that the ferry will sail twice a day.",
            "The harbour board said on Monday that the ferry will sail twice a day.",
            "en",
        ),
        Example::giving(
            "Die Hafenbehörde sagte am Montag, dass die Fähre zweimal am Tag fahren wird.",
            "Die Hafenbehörde sagte am Montag, dass die Fähre zweimal am Tag fahren wird.",
            "de",
        ),
        Example::declines("12 34 56 78"),
    ],
);

/// Stretches that a long text is judged by, and characters of each.
const STRETCHES: usize = 4;
const STRETCH_CHARS: usize = 500;

/// How much of a nat of likelihood counts: letters that follow each other are not independent, and a
/// model of pairs takes them to be.
const TEMPER: f64 = 0.25;

/// Letters that a text has at least.
const LEAST_LETTERS: usize = 12;

/// A language and how sure it is.
#[derive(Clone, Debug, PartialEq)]
struct Guess {
    code: &'static str,
    confidence: f64,
}

struct Language {
    is_wanted: bool,
    min_confidence: f64,
}

pub(super) fn entry(options: &Options, need: Need) -> Entry {
    let is_wanted = options.language || need == Need::Language;
    let stage = Language { is_wanted, min_confidence: options.min_confidence };
    Entry::new("tag/language", &[&LETTERS], stage)
}

impl Stage for Language {
    fn scan(&self, doc: &Document, found: &mut Findings<'_>) {
        if !self.is_wanted || doc.field(Field::Language).is_some() {
            return;
        }
        let guess = guess(doc.text()).filter(|guess| guess.confidence >= self.min_confidence);
        if let Some(guess) = guess {
            found.note(&LETTERS, Span::point(0), Field::Language, guess.code);
        }
    }
}

/// Returns the likeliest language of a text with enough letters.
fn guess(text: &str) -> Option<Guess> {
    text.chars().filter(|c| c.is_alphabetic()).nth(LEAST_LETTERS - 1)?;
    let mut total: Vec<(&'static str, f64)> = Vec::new();
    let mut bests = Vec::new();
    for stretch in stretches(text) {
        let nats = decode::language_nats(stretch);
        bests.push(best(&nats)?.0);
        if total.is_empty() {
            total = nats;
        } else {
            for (sum, (_, more)) in total.iter_mut().zip(nats) {
                sum.1 += more;
            }
        }
    }
    let (code, nats) = best(&total)?;
    let odds: f64 = total.iter().map(|(_, other)| ((nats - other) * TEMPER).exp()).sum();
    #[expect(clippy::cast_precision_loss, reason = "there are four stretches at most")]
    let agreed = bests.iter().filter(|best| **best == code).count() as f64 / bests.len() as f64;
    Some(Guess { code, confidence: agreed / odds })
}

/// Returns the language of the least cost, the first among equals.
fn best(nats: &[(&'static str, f64)]) -> Option<(&'static str, f64)> {
    nats.iter().copied().min_by(|a, b| a.1.total_cmp(&b.1))
}

/// Returns the whole of a short text, and stretches of a long one.
fn stretches(text: &str) -> Vec<&str> {
    let chars = text.chars().count();
    if chars <= STRETCHES * STRETCH_CHARS {
        return vec![text];
    }
    let last = chars - STRETCH_CHARS;
    let start_of = |number: usize| number * last / (STRETCHES - 1);
    (0..STRETCHES).map(|number| stretch(text, start_of(number))).collect()
}

/// Returns `STRETCH_CHARS` characters from character `start` on.
fn stretch(text: &str, start: usize) -> &str {
    let place = |number: usize| text.char_indices().nth(number).map_or(text.len(), |(at, _)| at);
    Span::new(place(start), place(start + STRETCH_CHARS)).of(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_languages_of_one_script_apart() {
        let code = |text: &str| guess(text).map(|guess| guess.code);
        assert_eq!(
            code("Управление порта сообщило, что паром будет ходить дважды в день."),
            Some("ru")
        );
        assert_eq!(
            code("Управлінню порту повідомили, що пором ходитиме двічі на день."),
            Some("uk")
        );
    }

    #[test]
    fn a_text_of_numbers_has_none() {
        assert_eq!(guess("12 34 56 78 90 x"), None);
    }

    #[test]
    fn stretches_that_disagree_are_less_sure() {
        let english = "The harbour board said on Monday that the ferry will sail twice a day. ";
        let german =
            "Die Hafenbehörde sagte am Montag, dass die Fähre zweimal am Tag fahren wird. ";
        let mixed = format!("{}{}", english.repeat(20), german.repeat(20));
        assert!(guess(&mixed).is_some_and(|guess| guess.confidence < 0.8));
        assert!(guess(&english.repeat(40)).is_some_and(|guess| guess.confidence > 0.9));
    }
}
