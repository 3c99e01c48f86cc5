//! The section: a word above or below the headline, a path of sections, or a word left among the
//! page's furniture.

use crate::document::Document;
use crate::field::Field;
use crate::findings::Findings;
use crate::prose::{ends_sentence, folded, has_words, is_capitals, numbered, starts_upper};
use crate::rule::{Effect, Example, Rule};
use crate::sections::{
    ARROWS, MOST_WORDS, is_label, is_root, is_rooted, last_section, path_parts, section_name, steps,
};
use crate::span::Span;
use crate::stage::{Entry, Stage};
use crate::text::{cuts, full_lines_backward};

use super::head::{Head, shows_page};
use super::imprint::{is_all_section, is_section};
use super::names::is_domain;
use super::papers::{is_news, is_paper};

static LINE: Rule = Rule::new(
    "section/line",
    Effect::Move,
    "the section on a line of its own, by the headline",
    "It names a part of the site, not a part of the article.",
    &[
        Example::giving(
            "HARBOUR\n\nHarbour toll falls again\n\nThe ferry board said so on Monday.",
            "The ferry board said so on Monday.",
            "HARBOUR",
        ),
        Example::declines(
            "Harbour toll falls again\n\nBackground\n\nThe ferry board said so on Monday.",
        ),
    ],
);

static BREADCRUMB: Rule = Rule::new(
    "section/breadcrumb",
    Effect::Move,
    "a path of sections such as `Home / News / …`",
    "It says where on the site the page stood.",
    &[
        Example::giving(
            "Home / News / Harbour toll falls\n\nHarbour toll falls\n\nThe ferry board said so on Monday.",
            "The ferry board said so on Monday.",
            "News",
        ),
        Example::declines("Ferries, trams / buses\n\nThe ferry board said so on Monday."),
    ],
);

static MASTHEAD: Rule = Rule::new(
    "section/masthead",
    Effect::Move,
    "the site's name above the path of sections",
    "The line above the path that leads home is the site's own name, the source of the article.",
    &[
        Example::giving(
            "Kestrel\n\nHome / News / Harbour toll falls\n\nHarbour toll falls\n\nThe ferry board said so on Monday.",
            "The ferry board said so on Monday.",
            "Kestrel",
        ),
        Example::declines("Kestrel\n\nThe ferry board said so on Monday."),
    ],
);

static AMONG_FURNITURE: Rule = Rule::new(
    "section/among-furniture",
    Effect::Move,
    "the section between two lines of page furniture at the end",
    "Behind the article, between the comment form and the social networks, a lone word is a label of \
     the site.",
    &[
        Example::giving(
            "The ferry board said so on Monday.\n\nLeave a review\n\nHarbour\n\nFollow us on social networks",
            "The ferry board said so on Monday.",
            "Harbour",
        ),
        Example::declines("The ferry board said so on Monday.\n\nHarbour"),
    ],
);

struct Sections;

pub(super) fn entry() -> Entry {
    Entry::new("split/section", &[&LINE, &BREADCRUMB, &MASTHEAD, &AMONG_FURNITURE], Sections)
}

impl Stage for Sections {
    fn scan(&self, doc: &Document, found: &mut Findings<'_>) {
        let text = doc.text();
        let head = Head::of(text);
        if doc.field(Field::Section).is_some() {
            let path = breadcrumb(doc, &head).map(|(_, line, _)| line);
            cuts(text, path.as_slice()).into_iter().for_each(|cut| found.delete(&BREADCRUMB, cut));
            return;
        }
        if let Some((steps, name)) = stepped(text, &head) {
            for (cut, line) in cuts(text, &steps).into_iter().zip(&steps) {
                match Some(line) == steps.last() {
                    true => found.take(&BREADCRUMB, cut, Field::Section, name),
                    false => found.delete(&BREADCRUMB, cut),
                }
            }
            return;
        }
        let section = breadcrumb(doc, &head)
            .or_else(|| by_headline(doc, &head))
            .or_else(|| among_furniture(doc));
        let Some((rule, line, name)) = section else { return };
        let site = masthead(doc, &head, line).filter(|_| rule.id == BREADCRUMB.id);
        let lines: Vec<Span> = site.into_iter().chain([line]).collect();
        for (cut, at) in cuts(text, &lines).into_iter().zip(&lines) {
            match *at == line {
                true => found.take(rule, cut, Field::Section, name),
                false => found.take(&MASTHEAD, cut, Field::Source, at.of(text)),
            }
        }
    }
}

type Section<'a> = (&'static Rule, Span, &'a str);

/// Returns whether a line above the headline is a path that begins with a section: arrows between labels,
/// `سیاسی » مجلس`.
fn is_menu_path(doc: &Document, line: Span, parts: &[&str]) -> bool {
    let title = doc.ledger().changes().find(|change| change.rule.id == "title/headline");
    let is_above = title.is_some_and(|title| doc.map().raw(line).end <= title.raw.start);
    let has_arrow = ARROWS.iter().any(|mark| line.of(doc.text()).contains(mark));
    is_above && has_arrow && shows_page(doc) && parts.iter().all(|part| is_label(part))
}

/// Finds a path whose last part is the title, or whose first is a site's home.
fn breadcrumb<'a>(doc: &'a Document, head: &Head) -> Option<Section<'a>> {
    let text = doc.text();
    let title = doc.field(Field::Title).map(folded).unwrap_or_default();
    for line in head.with_prose() {
        let Some(parts) = path_parts(line.of(text)) else { continue };
        let ends_in_title =
            parts.last().is_some_and(|last| !title.is_empty() && folded(last) == title);
        let is_path =
            (is_rooted(&parts) && !ends_sentence(line.of(text))) || is_menu_path(doc, line, &parts);
        if !(ends_in_title || is_path) {
            continue;
        }
        let name = last_section(&parts, &title)?;
        return Some((&BREADCRUMB, line, name));
    }
    None
}

/// Returns the lines of a path that has a line for each numbered step, and the section, which is the last.
fn stepped<'a>(text: &'a str, head: &Head) -> Option<(Vec<Span>, &'a str)> {
    let slices: Vec<&str> = head.lines.iter().map(|line| line.of(text)).collect();
    let lines = head.lines.get(steps(&slices))?;
    let name = lines.get(1..)?.last().and_then(|line| numbered(line.of(text)))?;
    is_label(name).then(|| (lines.to_vec(), name))
}

/// Returns the first line of the text where it stands right above a path and may name the site.
fn masthead(doc: &Document, head: &Head, path: Span) -> Option<Span> {
    let text = doc.text();
    let line = head.lines.first().copied().filter(|_| head.lines.get(1) == Some(&path))?;
    let slice = line.of(text);
    let is_name = !has_words(slice, MOST_WORDS + 1) && starts_upper(slice) && !ends_sentence(slice);
    (is_name && doc.field(Field::Source).is_none()).then_some(line)
}

/// Finds a section right above the headline, or in capitals right below it.
fn by_headline<'a>(doc: &'a Document, head: &Head) -> Option<Section<'a>> {
    let text = doc.text();
    let is_page = shows_page(doc);
    let title = doc.ledger().changes().find(|change| change.rule.id == "title/headline");
    let Some(title) = title else {
        // Without a headline, the only line above the text that has the words of a section.
        let [line] = head.lines.as_slice() else { return None };
        let is_sure = is_page && is_all_section(line.of(text)) && !is_news(line.of(text));
        return (is_sure && head.prose.is_some()).then(|| (&LINE, *line, line.of(text)));
    };
    let source = doc.field(Field::Source).map(folded);
    let may_be = |line: &Span| {
        let slice = line.of(text);
        let is_above = doc.map().raw(*line).end <= title.raw.start;
        let is_short = slice.split_whitespace().count() <= if is_above { 2 } else { 1 };
        let is_named = section_name(slice).is_some() || (is_above && is_page && is_label(slice));
        let is_source = is_paper(slice) || source.as_ref() == Some(&folded(slice));
        is_short && is_named && (is_above || is_capitals(slice)) && !is_source
    };
    let lines: Vec<Span> = head.lines.iter().copied().filter(may_be).collect();
    // Of several lines, one that names a section by its words; one that stands on every page names none.
    let is_general = |line: &&Span| is_news(line.of(text)) || is_root(line.of(text));
    let sure = lines.iter().find(|line| is_section(line.of(text)) && !is_general(line));
    let first = || lines.iter().find(|line| lines.len() == 1 || !is_general(line));
    sure.or_else(first).map(|line| (&LINE, *line, line.of(text)))
}

/// Finds a lone word at the end with furniture removed on both its sides.
fn among_furniture(doc: &Document) -> Option<Section<'_>> {
    let text = doc.text();
    let mut lines = full_lines_backward(text);
    let line = lines.next()?;
    let before = lines.next()?;
    let slice = line.of(text);
    let is_furniture = |id: &str| id.starts_with("furniture/");
    let cut_before = doc.changes_between(before, line).any(|change| is_furniture(&change.rule.id));
    let raw_end = doc.map().raw(line).end;
    let cut_behind = doc
        .ledger()
        .changes()
        .any(|change| is_furniture(&change.rule.id) && change.raw.start >= raw_end);
    // Below these stand a tag or the name of a press officer.
    let is_other = |id: &str| matches!(id, "furniture/press-label" | "furniture/related");
    let is_about = doc.changes_between(before, line).any(|change| is_other(&change.rule.id));
    let is_label = section_name(slice).is_some() && !ends_sentence(slice) && !is_domain(slice);
    (cut_before && cut_behind && is_label && !is_about).then_some((&AMONG_FURNITURE, line, slice))
}
