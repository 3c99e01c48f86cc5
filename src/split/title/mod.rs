//! The title: the headline above the text, once or repeated, with or without the site's name.

use crate::document::Document;
use crate::field::Field;
use crate::findings::Findings;
use crate::labels::spoken_alone;
use crate::prose::{
    ends_sentence, folded, has_words, is_prose, is_small, is_spaceless, starts_upper,
};
use crate::rule::{Effect, Example, Rule};
use crate::span::Span;
use crate::stage::{Entry, Stage};
use crate::text::{cuts, full_lines, lines_below};

use super::head::{Head, shows_page};
use super::headline::value;
use super::imprint::is_all_section;
use super::names::is_domain;
use super::papers::is_paper;
use super::section::is_path;

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
                .or_else(|| single(doc, &head))
                .or_else(|| among(doc, &head))
                .or_else(|| question(doc)),
        };
        let Some(name) = known.or_else(|| title.map(|line| folded(value(line.of(text))))) else {
            return;
        };
        let lines: Vec<Span> = head
            .with_prose()
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

fn is_copy(line: &str, name: &str) -> bool {
    !name.is_empty() && folded(value(line)) == name
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
        let is_end = |crumb: &String| crumb.strip_suffix(name).is_some_and(|b| b.ends_with(' '));
        name.split(' ').nth(CRUMB_WORDS - 1).is_some() && crumbs.iter().any(is_end)
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

/// Lines of the head of a page at most: above it all is a menu.
const HEAD_LINES: usize = 12;

/// Letters of a headline at least in a script without spaces.
const SPACELESS_CHARS: usize = 5;

/// Returns the headline among the other lines of a page's head: the first that is nearly as long as the
/// longest. The page must show itself by a date or its furniture.
fn among(doc: &Document, head: &Head) -> Option<Span> {
    let text = doc.text();
    let prose = head.prose?;
    if head.lines.len() > HEAD_LINES || !shows_page(doc) {
        return None;
    }
    let source = doc.field(Field::Source).map(folded);
    let is_candidate = |line: &Span| {
        let slice = line.of(text);
        let is_long = has_words(slice, 3)
            || slice.chars().filter(|c| is_spaceless(*c)).nth(SPACELESS_CHARS).is_some();
        is_long
            && is_headline(slice)
            && !ends_sentence(slice)
            && !is_paper(slice)
            && source.as_ref() != Some(&folded(slice))
    };
    let chars = |line: &Span| line.of(text).chars().count();
    let candidates: Vec<Span> = head.lines.iter().copied().filter(is_candidate).collect();
    let longest = candidates.iter().map(chars).max()?;
    let line = candidates.into_iter().find(|line| chars(line) * 3 >= longest * 2)?;
    let behind = head.with_prose().find(|next| next.start > line.start).unwrap_or(prose);
    // A date or a button between it and the text: no paragraph goes on over them.
    (is_cut_off(doc, line, prose) || is_above(doc, line, behind)).then_some(line)
}

/// Returns whether something that describes the article or belongs to the page was taken away between two
/// lines.
fn is_cut_off(doc: &Document, line: Span, behind: Span) -> bool {
    doc.changes_between(line, behind).any(|change| {
        let id = change.rule.id.as_ref();
        is_description(id) || id.starts_with("furniture/") || id.starts_with("widget/")
    })
}

/// Returns whether a line is no first part of a wrapped paragraph with the line behind it: something
/// stands or stood between the two, or the other is much shorter or a paragraph.
fn is_above(doc: &Document, line: Span, next: Span) -> bool {
    let text = doc.text();
    let is_blank = Span::new(line.end, next.start).of(text).matches('\n').count() > 1;
    let was_between = is_cut_off(doc, line, next);
    let (slice, behind) = (line.of(text), next.of(text));
    let is_short = !has_words(behind, 5) && behind.len() * 2 < slice.len() && starts_upper(behind);
    is_blank || was_between || is_short || (is_prose(behind) && is_long_paragraph(text, next))
}

/// Returns whether a rule takes away what stands between a headline and its text.
fn is_description(rule: &str) -> bool {
    ["date/", "byline/"].iter().any(|family| rule.starts_with(family))
}

/// Returns whether a line is a paragraph by itself: a sentence end, and a blank line or nothing
/// behind it.
fn is_long_paragraph(text: &str, line: Span) -> bool {
    let behind = Span::new(line.end, text.len()).of(text);
    starts_upper(line.of(text)) && (behind.is_empty() || behind.starts_with("\n\n"))
}

/// Returns the first line of prose where it is a question or call and a date or byline stood right below it:
/// so does a headline.
fn told(doc: &Document, head: &Head) -> Option<Span> {
    let text = doc.text();
    let line = head.prose?;
    let slice = line.of(text);
    let next = lines_below(text, line.end).next()?;
    let is_asked = slice.ends_with(QUESTION_ENDS) && is_one_sentence(slice) && is_headline(slice);
    let is_described = || {
        let mut changes = doc.changes_between(line, next);
        changes.any(|change| is_description(change.rule.id.as_ref()))
    };
    (is_asked && is_described()).then_some(line)
}

/// What a question or a call ends with.
const QUESTION_ENDS: &[char] = &['?', '!', '？', '！', '؟'];

/// Returns whether no sentence ends inside a line.
fn is_one_sentence(line: &str) -> bool {
    let body = line.trim_end_matches(QUESTION_ENDS);
    ![". ", "? ", "! ", "… "].iter().any(|end| body.contains(end))
}

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
        && !spoken_alone(line)
        && !is_open()
        && !is_domain(line)
        && !is_path(line)
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
