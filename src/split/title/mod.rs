//! The title: the headline above the text, once or repeated, with or without the site's name.

use crate::document::Document;
use crate::field::Field;
use crate::findings::Findings;
use crate::labels::spoken_alone;
use crate::lexicon::Lexicon;
use crate::prose::{
    ends_sentence, folded, has_words, is_one_sentence, is_prose, is_small, is_spaceless, numbered,
    starts_upper,
};
use crate::rule::{Effect, Example, Rule};
use crate::sections::is_path;
use crate::span::Span;
use crate::stage::{Entry, Stage};
use crate::text::{cuts, full_lines};

use super::head::{Head, MENU_ITEMS, is_item, shows_page};
use super::headline::value;
use super::imprint::is_all_section;
use super::names::is_domain;
use super::papers::is_paper;

mod page;

use page::{above_text, among, described, told};

static HEADLINE: Rule = Rule::new(
    "title/headline",
    Effect::Move,
    "the headline above the first sentence",
    "A headline is not a sentence of the article; as a field it names the document.",
    &[
        Example::giving(
            "Harbour toll falls again\n\nThe ferry board said so on Monday.",
            "The ferry board said so on Monday.",
            "Harbour toll falls again",
        ),
        Example::giving(
            "Harbour toll falls (PHOTO) | kestrel.lr\n\nThe ferry board said so on Monday.",
            "The ferry board said so on Monday.",
            "Harbour toll falls",
        ),
        Example::declines("The ferry board said so on Monday.\n\nIt will sail twice an hour."),
        Example::declines("When does the ferry sail?\n\nIt sails at noon, the ferry board said."),
        Example::declines("The ferry board said on Monday\nthat it will sail twice an hour."),
    ],
);

static REPEATED: Rule = Rule::new(
    "title/repeated",
    Effect::Remove,
    "the headline told again",
    "Pages carry the headline in several places, and a text extractor finds them all.",
    &[
        Example::fires(
            "Harbour toll falls\n\nHARBOUR TOLL FALLS\n\nThe ferry board said so on Monday.",
            "The ferry board said so on Monday.",
        ),
        Example::declines(
            "Harbour toll falls\n\nThe harbour toll falls, the ferry board said on Monday.",
        ),
    ],
);

/// Characters of the longest headline: longer lines are prose.
const MOST_CHARS: usize = 150;

/// Digits of a headline at most: a line with a date and more is a header of a forum or a table.
const MOST_DIGITS: usize = 12;

/// Lines of a head block above which it is a menu, in which only a repeated line is a headline.
const MENU_LINES: usize = 5;

/// Labels of interview turns, in lower case: what follows is speech.
const TURNS: &[&str] =
    &["question", "answer", "q", "a", "interviewer", "reporter", "correspondent"];

/// Headings of a page's own parts, in lower case: they name no document.
#[rustfmt::skip]
static PARTS: Lexicon = Lexicon::new(&[
    "table of contents", "contents", "on this page", "in this article", "in this guide", "in this post", "quick links",
    "key takeaways", "what's inside", "jump to section", "inhaltsverzeichnis", "auf dieser seite", "in diesem artikel",
    "tabla de contenidos", "índice de contenidos", "en este artículo", "table des matières", "dans cet article", "sommaire",
    "indice dei contenuti", "in questo articolo", "índice", "neste artigo", "inhoudsopgave", "in dit artikel",
    "innehållsförteckning", "indholdsfortegnelse", "innholdsfortegnelse", "sisällysluettelo", "spis treści", "w tym artykule",
    "obsah", "v tomto článku", "tartalomjegyzék", "cuprins", "în acest articol", "содержание", "оглавление", "в этой статье",
    "зміст", "у цій статті", "съдържание", "içindekiler", "mündəricat", "daftar isi", "mục lục", "目录", "目次", "本文目录", "목차",
]);

struct Titles;

pub(super) fn entry() -> Entry {
    Entry::new("split/title", &[&HEADLINE, &REPEATED], Titles)
}

impl Stage for Titles {
    fn scan(&self, doc: &Document, found: &mut Findings<'_>) {
        let text = doc.text();
        let head = Head::of(text);
        let known = doc.field(Field::Title).map(folded);
        let title = match &known {
            Some(_) => None,
            None => told(doc, &head)
                .or_else(|| repeated(text, &head))
                .or_else(|| match is_short(doc, &head) {
                    true => {
                        single(doc, &head).or_else(|| among(doc, &head)).or_else(|| described(doc))
                    }
                    false => {
                        described(doc).or_else(|| single(doc, &head)).or_else(|| among(doc, &head))
                    }
                })
                .or_else(|| above_text(doc))
                .or_else(|| question(doc)),
        };
        let Some(name) = known.or_else(|| title.map(|line| folded(value(line.of(text))))) else {
            return;
        };
        // On a page with a menu the headline may stand below the first sentence.
        let below = title.filter(|title| head.with_prose().all(|line| line != *title));
        let lines: Vec<Span> = head
            .with_prose()
            .chain(below)
            .filter(|line| Some(*line) == title || is_copy(line.of(text), &name))
            .collect();
        for (cut, line) in cuts(text, &lines).into_iter().zip(&lines) {
            match Some(*line) == title {
                true => found.take(&HEADLINE, cut, Field::Title, value(line.of(text))),
                false => found.delete(&REPEATED, cut),
            }
        }
    }
}

/// Returns whether a head is that of an article alone: a few lines, and no items of a menu among them or taken away
/// above the text.
fn is_short(doc: &Document, head: &Head) -> bool {
    let Some(prose) = head.prose else { return false };
    let items = head.lines.iter().filter(|line| is_item(line.of(doc.text()))).count();
    let start = doc.map().raw(prose).start;
    let mut gone = doc.ledger().changes().filter(|change| change.raw.end <= start);
    let had_menu = gone.any(|change| change.rule.id == "furniture/navigation");
    head.lines.len() <= MENU_LINES && items < MENU_ITEMS && !had_menu
}

fn is_copy(line: &str, name: &str) -> bool {
    let is_name = |line: &str| folded(value(line)) == name;
    !name.is_empty() && (is_name(line) || numbered(line).is_some_and(is_name))
}

/// Lines of a head that may be breadcrumbs, bytes of one, and words of a headline that ends one.
const CRUMB_LINES: usize = 40;
const CRUMB_BYTES: usize = 300;
const CRUMB_WORDS: usize = 4;

/// Returns the first of two equal headlines in the head block, or the one with which a breadcrumb ends.
fn repeated(text: &str, head: &Head) -> Option<Span> {
    if head.lines.is_empty() {
        return None;
    }
    let lines: Vec<(Span, String)> = head
        .with_prose()
        .filter(|line| has_words(line.of(text), 2) && is_headline(line.of(text)))
        .map(|line| (line, folded(value(line.of(text)))))
        .collect();
    let mut names: Vec<&str> = lines.iter().map(|(_, name)| name.as_str()).collect();
    names.sort_unstable();
    let is_repeated = |name: &str| {
        let first = names.partition_point(|other| *other < name);
        names.get(first + 1).is_some_and(|second| *second == name)
    };
    // The last item of a breadcrumb, or of a numbered one, is the headline once more.
    let crumbs: Vec<String> = head
        .lines
        .iter()
        .take(CRUMB_LINES)
        .filter(|line| line.len() <= CRUMB_BYTES)
        .map(|line| folded(line.of(text)))
        .collect();
    let ends_crumb = |name: &str| {
        let is_long = name.split(' ').nth(CRUMB_WORDS - 1).is_some();
        let is_number = |before: &str| before.trim_end().bytes().all(|byte| byte.is_ascii_digit());
        let is_end = |crumb: &String| {
            let before = crumb.strip_suffix(name);
            before.is_some_and(|before| before.ends_with(' ') && (is_long || is_number(before)))
        };
        crumbs.iter().any(is_end)
    };
    let first = lines
        .iter()
        .find(|(_, name)| !name.is_empty() && is_repeated(name))
        .or_else(|| lines.iter().find(|(_, name)| ends_crumb(name)));
    first.map(|(line, _)| *line)
}

/// Returns the headline of a short head block: its first line of three words or more, or its only
/// line.
fn single(doc: &Document, head: &Head) -> Option<Span> {
    let text = doc.text();
    let prose = head.prose?;
    if head.lines.len() > MENU_LINES {
        return None;
    }
    let is_lone = head.lines.len() == 1;
    let source = doc.field(Field::Source).map(folded);
    let candidates = head.lines.iter().enumerate().filter(|(_, line)| {
        let slice = line.of(text);
        is_headline(slice)
            && !ends_sentence(slice)
            && has_words(slice, if is_lone { 2 } else { 3 })
            && source.as_ref() != Some(&folded(slice))
            && !(is_all_section(slice) && shows_page(doc))
            && (is_lone || !is_paper(slice) || !shows_page(doc))
    });
    let (index, line) = candidates.map(|(index, line)| (index, *line)).next()?;
    let next = head.lines.get(index + 1).copied().unwrap_or(prose);
    let gap = Span::new(line.end, next.start).of(text);
    let newlines = gap.bytes().filter(|byte| *byte == b'\n').count();
    // Without a blank line between, it may be the first line of a wrapped paragraph.
    let is_apart = newlines > 1
        || doc.changes_between(line, next).any(|change| is_description(change.rule.id.as_ref()))
        || (is_prose(next.of(text)) && is_long_paragraph(text, next));
    is_apart.then_some(line)
}

/// Returns whether a rule takes away what stands between a headline and its text.
fn is_description(rule: &str) -> bool {
    ["date/", "byline/", "dateline/"].iter().any(|family| rule.starts_with(family))
}

/// Returns whether a line is a paragraph by itself: a sentence end, and a blank line or nothing
/// behind it.
fn is_long_paragraph(text: &str, line: Span) -> bool {
    let behind = Span::new(line.end, text.len()).of(text);
    starts_upper(line.of(text)) && (behind.is_empty() || behind.starts_with("\n\n"))
}

/// What a question or a call ends with.
const QUESTION_ENDS: &[char] = &['?', '!', '？', '！', '؟'];

/// Returns the first line where it is a headline in the form of one question or call, the text was
/// a page with furniture, and nothing that belongs above a text without headline (a date, a byline)
/// was found. Articles begin with questions too; a page that shows its buttons shows its headline.
fn question(doc: &Document) -> Option<Span> {
    let text = doc.text();
    let mut lines = full_lines(text);
    let first = lines.next()?;
    let second = lines.next()?;
    let slice = first.of(text);
    let is_page = doc.ledger().changes().any(|change| change.rule.id.starts_with("furniture/"));
    let has_metadata = [Field::Published, Field::Author, Field::Source, Field::Place]
        .into_iter()
        .any(|field| doc.field(field).is_some());
    if !slice.ends_with(QUESTION_ENDS) || !is_headline(slice) {
        return None;
    }
    let is_one = is_one_sentence(slice);
    let is_apart = Span::new(first.end, second.start).of(text).matches('\n').count() > 1;
    let is_above_prose = second.of(text).len() > slice.len() && is_prose(second.of(text));
    (is_page && !has_metadata && is_one && is_apart && is_above_prose).then_some(first)
}

/// Marks that no headline ends with: the line goes on, or is a footnote's.
const OPEN_ENDS: &[char] =
    &[':', '：', ',', '，', '、', '،', ';', '؛', '(', '-', '–', '—', '*', '/'];

fn has_closed_brackets(line: &str) -> bool {
    let count = |mark: char| line.matches(mark).count();
    count('(') == count(')') && count('[') == count(']')
}

/// Returns whether a line can be a headline at all.
fn is_headline(line: &str) -> bool {
    let first = line.chars().next();
    let is_opener =
        |c: char| c.is_alphanumeric() && !is_small(c) || "¿¡\"“«‘'„[(【「『《〈（［〔".contains(c);
    let chars = line.chars().count();
    let letters = || line.chars().filter(|c| c.is_alphabetic()).count();
    let is_open = || value(line).ends_with(OPEN_ENDS) || !has_closed_brackets(line);
    first.is_some_and(is_opener)
        && chars <= MOST_CHARS
        && letters() * 2 > chars
        && line.chars().filter(|c| c.is_numeric()).count() <= MOST_DIGITS
        && !is_turn(line)
        && !is_menu_of_han(line)
        && numbered(line).is_none_or(|step| has_words(step, 4))
        && !spoken_alone(line)
        && !PARTS.has_any_case(line.trim_end_matches([':', ' ']))
        && !is_open()
        && !is_domain(line)
        && !is_path(line)
}

/// Returns whether a line is a menu in a script without spaces: some words, each of two or three characters.
fn is_menu_of_han(line: &str) -> bool {
    let mut words = line.split_whitespace();
    line.split_whitespace().nth(2).is_some()
        && words.all(|word| word.chars().count() <= 3 && word.chars().all(is_spaceless))
}

/// Returns whether a line opens with the label of an interview's turn.
fn is_turn(line: &str) -> bool {
    let label = line.split_once([':', '：']).map(|(label, _)| label.trim().to_lowercase());
    label.is_some_and(|label| TURNS.contains(&label.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_no_headline() {
        assert!(!is_headline("Home / News / Harbour toll falls"));
        assert!(is_headline("Harbour toll falls"));
    }
}
