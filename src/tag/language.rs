//! The language of a document, by whatlang, and by letter models where whatlang lacks the language.
//!
//! whatlang knows 70 languages by script, letters and trigrams. The letter models that encoding
//! detection has know 17 more, and are heard where a text is clearly likelier in one of these than in
//! what whatlang says. A long text is judged by stretches from its start, middle and end; where they
//! disagree the language is less sure.

use whatlang::{Lang, Script};

use crate::decode;
use crate::document::Document;
use crate::field::Field;
use crate::findings::Findings;
use crate::rule::{Effect, Example, Rule};
use crate::span::Span;
use crate::stage::{Entry, Stage};

use super::codes::tag_of;
use super::{Need, Options};

static TEXT: Rule = Rule::new(
    "language/text",
    Effect::Note,
    "the language that the text is in",
    "Every use of a dataset asks for the language first. Off by default; a text too short or too \
     mixed to tell has none.",
    &[
        Example::giving(
            "The harbour board said on Monday that the ferry will sail twice a day, and the bridge \
             is shut.",
            "The harbour board said on Monday that the ferry will sail twice a day, and the bridge \
             is shut.",
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

/// Letters that a text has at least.
const LEAST_LETTERS: usize = 12;

/// The languages that whatlang 0.18 lacks and letter models know. Bosnian is not among them: next to
/// Croatian, letters do not tell it.
const BEYOND: [&str; 17] = [
    "eu", "ga", "is", "kk", "lg", "mi", "mn", "ms", "nn", "so", "sq", "st", "sw", "tn", "ts", "xh",
    "yo",
];

/// Nats a character by which such a language must be likelier than what whatlang says: at 0.02, 87 %
/// of its sentences are found, and 0.8 % of those of the others are lost to it.
const LEAST_MARGIN: f64 = 0.02;

/// Nats a character beyond the margin, on either side, from which on a choice is sure.
const SURE_MARGIN: f64 = 0.06;

/// A language and how sure it is.
#[derive(Clone, Copy, Debug, PartialEq)]
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
    Entry::new("tag/language", &[&TEXT], stage)
}

impl Stage for Language {
    fn scan(&self, doc: &Document, found: &mut Findings<'_>) {
        if !self.is_wanted || doc.field(Field::Language).is_some() {
            return;
        }
        let guess = guess(doc.text()).filter(|guess| guess.confidence >= self.min_confidence);
        if let Some(Guess { code, confidence }) = guess {
            let sure = format!("{confidence:.2}");
            found.note_because(&TEXT, Span::point(0), Field::Language, code, &sure);
        }
    }
}

/// Returns the likeliest language of a text with enough letters: that of most stretches, by how sure
/// they are.
fn guess(text: &str) -> Option<Guess> {
    text.chars().filter(|c| c.is_alphabetic()).nth(LEAST_LETTERS - 1)?;
    let stretches = stretches(text);
    let mut votes: Vec<Guess> = Vec::with_capacity(stretches.len());
    for told in stretches.iter().filter_map(|stretch| of_stretch(stretch)) {
        match votes.iter_mut().find(|vote| vote.code == told.code) {
            Some(vote) => vote.confidence += told.confidence,
            None => votes.push(told),
        }
    }
    let best = votes.into_iter().reduce(|a, b| if b.confidence > a.confidence { b } else { a })?;
    #[expect(clippy::cast_precision_loss, reason = "there are four stretches at most")]
    let all = stretches.len() as f64;
    Some(Guess { confidence: best.confidence / all, ..best })
}

/// Returns what whatlang says of a stretch, or the letter models where they know better.
fn of_stretch(text: &str) -> Option<Guess> {
    let info = whatlang::detect(text)?;
    let theirs = Guess { code: tag_of(info.lang()), confidence: info.confidence() };
    if !matches!(info.script(), Script::Latin | Script::Cyrillic) {
        return Some(theirs);
    }
    let nats = decode::language_nats(text);
    let best_of = |wanted: &dyn Fn(&str) -> bool| {
        let known = nats.iter().filter(|(code, _)| wanted(code));
        known.copied().min_by(|a, b| a.1.total_cmp(&b.1))
    };
    let is_modelled = nats.iter().any(|(code, _)| *code == theirs.code);
    let is_rival = |code: &str| if is_modelled { code == theirs.code } else { is_shared(code) };
    let (ours, rival) = best_of(&|code| BEYOND.contains(&code)).zip(best_of(&is_rival))?;
    #[expect(clippy::cast_precision_loss, reason = "a stretch is short")]
    let margin = (rival.1 - ours.1) / text.chars().count() as f64 - LEAST_MARGIN;
    let sure = (margin.abs() / SURE_MARGIN).min(1.0);
    Some(match margin > 0.0 {
        true => Guess { code: ours.0, confidence: sure },
        false => Guess { confidence: theirs.confidence.min(sure), ..theirs },
    })
}

/// Returns whether whatlang knows a language that the letter models know.
fn is_shared(code: &str) -> bool {
    Lang::all().iter().any(|language| tag_of(*language) == code)
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
    fn letter_models_tell_what_whatlang_lacks() {
        let code = |text: &str| guess(text).map(|guess| guess.code);
        let icelandic = "Hafnarstjórnin sagði á mánudaginn að ferjan myndi sigla tvisvar á dag.";
        let irish = "Dúirt bord an chuain Dé Luain go mbeidh an bád farantóireachta ag seoladh.";
        assert_eq!(code(icelandic), Some("is"));
        assert_eq!(code(irish), Some("ga"));
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
        assert!(guess(&mixed).is_some_and(|guess| guess.confidence < 0.6));
        assert!(guess(&english.repeat(40)).is_some_and(|guess| guess.confidence > 0.9));
    }
}
