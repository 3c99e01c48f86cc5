//! The headline of a page that is more than its article: among the lines of its menus, above what describes the
//! article.

use crate::dates::find::has_date;
use crate::document::Document;
use crate::field::Field;
use crate::prose::{
    ends_sentence, folded, has_words, is_one_sentence, is_prose, is_spaceless, numbered,
    starts_upper,
};
use crate::span::Span;
use crate::text::{full_lines, lines_below};

use super::super::byline::is_person;
use super::super::head::{Head, MENU_ITEMS, is_item, shows_page};
use super::super::imprint::is_all_section;
use super::super::papers::is_paper;
use super::{QUESTION_ENDS, is_description, is_headline, is_long_paragraph};

/// Returns the first line of prose where it is a question or call and a date or byline stood right below it:
/// so does a headline.
pub(super) fn told(doc: &Document, head: &Head) -> Option<Span> {
    let text = doc.text();
    let line = head.prose?;
    let slice = line.of(text);
    let next = lines_below(text, line.end).next()?;
    let is_described = || {
        let mut changes = doc.changes_between(line, next);
        changes.any(|change| is_description(change.rule.id.as_ref()))
    };
    (is_asked(slice) && is_described()).then_some(line)
}

/// Lines of a page down to which its headline stands, where nothing more is known.
const PAGE_LINES: usize = 40;

/// Sentences above a headline at most: a notice, a summary.
const MOST_SENTENCES: usize = 3;

/// Lines between a headline and the date or byline below it: a summary, a section, a name.
const REACH: usize = 4;

/// Returns the headline above the first date or byline, behind which the text begins.
pub(super) fn described(doc: &Document) -> Option<Span> {
    let mut described = doc.ledger().changes().filter(|c| is_description(c.rule.id.as_ref()));
    described.next()?;
    let text = doc.text();
    let lines: Vec<Span> = full_lines(text).take(PAGE_LINES).collect();
    let is_sentence = |line: &Span| is_prose(line.of(text)) && !is_asked(line.of(text));
    let mut summaries: Vec<Span> = Vec::new();
    for (index, pair) in lines.windows(2).enumerate() {
        let [line, next] = pair else { break };
        summaries.extend(Some(*line).filter(is_sentence));
        if summaries.len() > MOST_SENTENCES {
            return None;
        }
        if doc.changes_between(*line, *next).any(|c| is_description(c.rule.id.as_ref())) {
            let (above, below) = lines.split_at(index + 1);
            let is_menu = above.iter().filter(|line| is_item(line.of(text))).count() >= MENU_ITEMS;
            let goes_on = below.iter().any(|line| is_prose(line.of(text)));
            let title = nearest(doc, above).filter(|_| goes_on)?;
            // One sentence between the headline and the date is a summary.
            let is_head = is_menu
                || match summaries.as_slice() {
                    [] => true,
                    [summary] => title.end <= summary.start,
                    _ => false,
                };
            let below = right_below(doc, below).filter(|below| below.len() > title.len());
            return is_head.then(|| below.unwrap_or(title));
        }
    }
    None
}

/// Returns the first of some lines where it may be a headline and stands right above the text.
fn right_below(doc: &Document, below: &[Span]) -> Option<Span> {
    let text = doc.text();
    let [line, next, ..] = below else { return None };
    (is_name_of_page(doc, line.of(text)) && is_prose(next.of(text))).then_some(*line)
}

/// Returns the last line that may be a headline, or the one above it where that is about as long: what stands below
/// it sums it up.
fn nearest(doc: &Document, above: &[Span]) -> Option<Span> {
    let text = doc.text();
    let mut sentences = 0;
    for (index, line) in above.iter().enumerate().rev().take(REACH) {
        let before = index.checked_sub(1).and_then(|before| above.get(before));
        // Below a name stands what the author is, below a label what it says.
        let is_role = before.is_some_and(|before| {
            is_person(before.of(text)) || before.of(text).ends_with([':', '：'])
        });
        if !is_role && is_name_of_page(doc, line.of(text)) {
            let is_longer = |before: &&Span| {
                before.len() * 4 >= line.len() * 3 && is_name_of_page(doc, before.of(text))
            };
            return before.filter(is_longer).or(Some(line)).copied();
        }
        sentences += usize::from(is_prose(line.of(text)));
        if sentences > 1 {
            return None;
        }
    }
    None
}

/// Returns whether a line can be the headline of a page with menus.
fn is_name_of_page(doc: &Document, line: &str) -> bool {
    (!ends_sentence(line) || is_asked(line))
        && is_long_enough(line)
        && is_headline(line)
        && numbered(line).is_none()
        && !is_paper(line)
        && !is_all_section(line)
        && !is_person(line)
        && !has_date(line)
        && doc.field(Field::Source).is_none_or(|source| folded(source) != folded(line))
}

/// Returns whether a line is a question or a call and nothing else.
fn is_asked(line: &str) -> bool {
    line.ends_with(QUESTION_ENDS) && is_one_sentence(line) && is_headline(line)
}

/// Returns the headline right above the text, below a menu.
pub(super) fn above_text(doc: &Document) -> Option<Span> {
    let mut gone = doc.ledger().changes().filter(|change| change.pass.starts_with("strip/page"));
    let had_menu = gone.nth(super::MENU_LINES).is_some();
    if !had_menu && !shows_page(doc) {
        return None;
    }
    let text = doc.text();
    let lines: Vec<Span> = full_lines(text).take(PAGE_LINES).collect();
    let is_text = |index: &usize| {
        let is_sentence = |at: usize| {
            lines.get(at).is_some_and(|line| is_prose(line.of(text)) && !is_asked(line.of(text)))
        };
        is_sentence(*index) && is_sentence(*index + 1)
    };
    let above = lines.get(..(0..lines.len()).find(is_text)?)?;
    let items = above.iter().filter(|line| is_item(line.of(text))).count();
    nearest(doc, above).filter(|_| had_menu || items > super::MENU_LINES)
}

/// Lines of the head of a page at most: above it all is a menu.
const HEAD_LINES: usize = 12;

/// Letters of a headline at least in a script without spaces.
const SPACELESS_CHARS: usize = 5;

/// Returns whether a line has the words of a headline.
fn is_long_enough(line: &str) -> bool {
    has_words(line, 3) || line.chars().filter(|c| is_spaceless(*c)).nth(SPACELESS_CHARS).is_some()
}

/// Returns the headline among the other lines of a page's head: the first that is nearly as long as the
/// longest. The page must show itself by a date or its furniture.
pub(super) fn among(doc: &Document, head: &Head) -> Option<Span> {
    let text = doc.text();
    let prose = head.prose?;
    if head.lines.len() > HEAD_LINES || !shows_page(doc) {
        return None;
    }
    let source = doc.field(Field::Source).map(folded);
    let is_candidate = |line: &Span| {
        let slice = line.of(text);
        is_long_enough(slice)
            && numbered(slice).is_none()
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
