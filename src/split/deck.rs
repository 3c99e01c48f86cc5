//! The deck: the summary between the headline and the text.

use crate::document::Document;
use crate::field::Field;
use crate::findings::Findings;
use crate::ledger::Act;
use crate::prose::{ends_sentence, folded, has_words, is_prose, starts_upper};
use crate::rule::{Effect, Example, Rule};
use crate::span::Span;
use crate::stage::{Entry, Stage};
use crate::text::{cuts, full_lines, place_of};

static ABOVE: Rule = Rule::new(
    "deck/above-byline",
    Effect::Note,
    "the sentence between the headline and the byline",
    "Papers set the summary above the byline. It is a sentence of the article and stays; as a field it \
     serves as an abstract.",
    &[
        Example::giving(
            "Harbour toll falls\n\nCrossing will cost a coin less.\n\nBy Orla Vint\n\nThe ferry board said so on Monday.",
            "Crossing will cost a coin less.\n\nThe ferry board said so on Monday.",
            "Crossing will cost a coin less.",
        ),
        Example::declines("Crossing will cost a coin less.\n\nThe ferry board said so on Monday."),
    ],
);

static LABELLED: Rule = Rule::new(
    "deck/labelled",
    Effect::Move,
    "a summary behind its label",
    "The label says that it is no part of the text.",
    &[
        Example::giving(
            "Summary: Crossing will cost a coin less.\n\nThe ferry board said so on Monday.",
            "The ferry board said so on Monday.",
            "Crossing will cost a coin less.",
        ),
        Example::declines("In summary: crossing will cost a coin less.\n\nThe board said so."),
    ],
);

static REPEATED: Rule = Rule::new(
    "deck/repeated",
    Effect::Move,
    "a summary that the text begins with once more",
    "Extractors give the page's description and the text; the description is its first sentences.",
    &[
        Example::giving(
            "Crossing will cost a coin less, the ferry board said on Monday.\n\nCrossing will cost a coin less, the ferry board said on Monday. It gave no reason.",
            "Crossing will cost a coin less, the ferry board said on Monday. It gave no reason.",
            "Crossing will cost a coin less, the ferry board said on Monday.",
        ),
        Example::declines("It sails today.\n\nIt sails today. It will sail tomorrow, too."),
    ],
);

/// Characters of the longest deck.
const MOST_CHARS: usize = 400;

/// Characters of the shortest sentence that is no chance repetition.
const LEAST_REPEATED: usize = 40;

/// Labels of a summary, in lower case.
#[rustfmt::skip]
const LABELS: &[&str] = &[
    "summary", "deck", "standfirst", "abstract", "in brief", "in short", "synopsis",
    "zusammenfassung", "kurzfassung", "resumen", "résumé", "en bref", "sommario", "in sintesi",
    "resumo", "samenvatting", "sammanfattning", "sammendrag", "resumé", "tiivistelmä",
    "streszczenie", "shrnutí", "rezumat", "резюме", "кратко", "краткое содержание", "коротко",
    "özet", "xülasə", "qısa məzmun", "ringkasan", "tóm tắt", "ملخص", "خلاصه", "चुनिंदा सार", "सारांश",
    "摘要", "概要", "要約", "要旨", "요약",
];

static BELOW: Rule = Rule::new(
    "deck/below-headline",
    Effect::Move,
    "a second headline without a full stop, right below the first",
    "It sums up the article as the headline does, and is no sentence of the text.",
    &[
        Example::giving(
            "Harbour toll falls again\n\nFerry board wants more traffic by autumn\n\n9 May 2031\n\nThe ferry board said so on Monday.",
            "The ferry board said so on Monday.",
            "Ferry board wants more traffic by autumn",
        ),
        Example::declines(
            "Harbour toll falls again\n\nFerry board wants more traffic by autumn.\n\nThe board said so on Monday.",
        ),
    ],
);

/// Words of such a line at least: a shorter one is a label or a crosshead.
const LEAST_WORDS: usize = 4;

/// Digits of it at most: a line with more is a result or a table's.
const MOST_DIGITS: usize = 4;

struct Decks;

pub(super) fn entry() -> Entry {
    Entry::new("split/deck", &[&ABOVE, &LABELLED, &REPEATED, &BELOW], Decks)
}

impl Stage for Decks {
    fn scan(&self, doc: &Document, found: &mut Findings<'_>) {
        if doc.field(Field::Deck).is_some() {
            return;
        }
        let text = doc.text();
        let mut lines = full_lines(text);
        let (Some(first), Some(second)) = (lines.next(), lines.next()) else { return };
        let slice = first.of(text);
        if slice.len() > 4 * MOST_CHARS || slice.chars().count() > MOST_CHARS {
            return;
        }
        let moved = match labelled(slice) {
            Some(deck) => Some((&LABELLED, deck)),
            None if is_repeated(slice, second.of(text)) => Some((&REPEATED, slice)),
            None => is_second_headline(doc, first, second).then_some((&BELOW, slice)),
        };
        if let Some((rule, deck)) = moved {
            for cut in cuts(text, &[first]) {
                found.take(rule, cut, Field::Deck, deck);
            }
        } else if is_between(doc, first, second) {
            found.note(&ABOVE, place_of(text, slice), Field::Deck, slice);
        }
    }
}

/// Returns the summary behind its label.
fn labelled(line: &str) -> Option<&str> {
    let (label, deck) = line.split_once([':', '：'])?;
    let is_label = label.len() <= 40 && LABELS.contains(&label.trim().to_lowercase().as_str());
    let deck = deck.trim();
    (is_label && ends_sentence(deck)).then_some(deck)
}

/// Returns whether the text goes on with the same words and more.
fn is_repeated(line: &str, next: &str) -> bool {
    line.chars().count() >= LEAST_REPEATED
        && ends_sentence(line)
        && next.len() > line.len()
        && next.get(..20.min(next.len())).is_none_or(|start| line.starts_with(start))
        && next.starts_with(line)
        && folded(next) != folded(line)
}

/// Returns whether a line without an end mark stands alone between a headline and the text of a page that
/// tells its date, author or place.
fn is_second_headline(doc: &Document, line: Span, next: Span) -> bool {
    let slice = line.of(doc.text());
    let raw = doc.map().raw(line);
    let title = doc.ledger().changes().find(|change| change.rule.id == "title/headline");
    let is_below = title.is_some_and(|title| title.raw.end <= raw.start);
    let is_line = has_words(slice, LEAST_WORDS)
        && starts_upper(slice)
        && !ends_sentence(slice)
        && !is_prose(slice)
        && !slice.ends_with([':', '：', ',', ';', '-', '–', '—', ')', '(', ']'])
        && !slice.contains(['|', '©', '@', '#', '/', '•']);
    let digits = || slice.chars().filter(|c| c.is_numeric()).count();
    let is_result = || {
        slice.as_bytes().windows(3).any(|three| match three {
            [first, mark, last] => {
                first.is_ascii_digit() && b"-:".contains(mark) && last.is_ascii_digit()
            }
            _ => false,
        })
    };
    is_below
        && is_line
        && !is_result()
        && is_prose(next.of(doc.text()))
        && is_news(doc)
        && digits() <= MOST_DIGITS
}

/// Returns whether a date, a byline or a dateline was read: what stands around the text then is a page's.
fn is_news(doc: &Document) -> bool {
    let is_sign =
        |id: &str| ["date/", "byline/", "dateline/"].iter().any(|sign| id.starts_with(sign));
    doc.ledger().changes().any(|change| is_sign(&change.rule.id))
}

/// Returns whether a headline was taken away right above the line, and a byline or a date line right
/// below it.
fn is_between(doc: &Document, line: Span, next: Span) -> bool {
    let raw = doc.map().raw(line);
    let is_title = |id: &str| id == "title/headline";
    let titled = doc.ledger().changes().find(|change| is_title(&change.rule.id));
    let is_above = titled.is_some_and(|title| title.raw.end <= raw.start);
    let is_byline = |id: &str| id.starts_with("byline/") || id.starts_with("date/");
    let mut below = doc.changes_between(line, next);
    is_above
        && is_prose(line.of(doc.text()))
        && is_prose(next.of(doc.text()))
        && below.any(|change| {
            is_byline(&change.rule.id)
                && matches!(change.act, Act::Take(..))
                && change.raw.start >= raw.end
        })
}
