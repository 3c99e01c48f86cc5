//! Page furniture: whole lines around the article that belong to the page.

use crate::dates::find::has_date;
use crate::document::Document;
use crate::error::Result;
use crate::findings::Findings;
use crate::labels::{is_office, is_source_label, named};
use crate::pattern::{Matcher, Pattern};
use crate::prose::{ends_sentence, is_prose};
use crate::rule::{Effect, Rule, RuleRef};
use crate::span::Span;
use crate::stage::{Entry, Stage};
use crate::text::{cuts, full_lines, full_lines_backward, lines_below};

use super::families::{FAMILIES, Place, may_be_furniture};
use super::labels::{EMPTY_LABEL, END_MARK, HEADLINE};
use super::listed::{listed, listed_within, tagged};
use super::shapes::SHAPES;

/// Bytes of the longest line that is compared with the shapes.
const LINE_BYTES: usize = 600;

/// Bytes of the longest line inside the article that is.
const INNER_LINE_BYTES: usize = 200;

/// Lines that stay in a head or tail block before the look at it ends.
const EDGE_LINES: usize = 60;

struct Furniture {
    matchers: Vec<Matcher>,
    // Lines that the user has a better use for.
    signatures: Vec<Matcher>,
}

pub(super) fn entry(patterns: &[Pattern], signatures: &[Pattern]) -> Result<Entry> {
    let matchers =
        patterns.iter().map(|pattern| Matcher::new("strip.furniture", pattern, Effect::Remove));
    let matchers = matchers.collect::<Result<Vec<Matcher>>>()?;
    let signatures =
        signatures.iter().map(|pattern| Matcher::new("split.signature", pattern, Effect::Move));
    let signatures = signatures.collect::<Result<Vec<Matcher>>>()?;
    let mut rules: Vec<RuleRef> = Vec::new();
    for family in FAMILIES {
        if !rules.iter().any(|rule| rule.id == family.rule.id) {
            rules.push(family.rule.into());
        }
    }
    rules.push((&HEADLINE).into());
    rules.extend(matchers.iter().map(|matcher| RuleRef::from(&matcher.rule)));
    Ok(Entry {
        id: "strip/furniture",
        rules,
        stage: Box::new(Furniture { matchers, signatures }),
        further: &[],
    })
}

/// A line that goes, and the rule that takes it.
pub(super) type Gone = (Span, RuleRef);

impl Stage for Furniture {
    fn scan(&self, doc: &Document, found: &mut Findings<'_>) {
        let text = doc.text();
        let mut gone: Vec<Gone> = Vec::new();
        for matcher in &self.matchers {
            gone.extend(
                matcher.lines(text).into_iter().map(|line| (line, RuleRef::from(&matcher.rule))),
            );
        }
        if let Some(first) = full_lines(text).find(|line| is_article(line.of(text))) {
            gone.extend(edge(text, full_lines(text).take_while(|line| *line != first)));
            gone.extend(below_deck(text, first));
            gone.extend(tail(text, first));
            gone.extend(inner(text));
            gone.extend(listed_within(text, &gone));
        }
        let mut others: Vec<usize> = gone.iter().map(|(line, _)| line.start).collect();
        others.sort_unstable();
        gone.retain(|(line, rule)| {
            rule.id != EMPTY_LABEL.id
                || (date_below(text, *line).is_none_or(|at| others.binary_search(&at).is_ok())
                    && !is_above_office(text, *line))
        });
        let mut signed: Vec<Span> =
            self.signatures.iter().flat_map(|matcher| matcher.lines(text)).collect();
        signed.sort_unstable();
        gone.retain(|(line, _)| signed.binary_search(line).is_err());
        gone.sort_by_key(|(line, _)| line.start);
        gone.dedup_by_key(|(line, _)| line.start);
        let lines: Vec<Span> = gone.iter().map(|(line, _)| *line).collect();
        for (cut, (_, rule)) in cuts(text, &lines).into_iter().zip(gone) {
            found.delete(rule, cut);
        }
        if let Some(mark) = last_line(text, &lines).and_then(|line| end_mark(text, line)) {
            found.delete(&END_MARK, mark);
        }
    }
}

/// Returns where the line below begins if it holds a date: a label above it is not empty.
fn date_below(text: &str, label: Span) -> Option<usize> {
    let below = lines_below(text, label.end).next()?;
    let is_date = !is_prose(below.of(text)) && has_date(below.of(text));
    is_date.then_some(below.start)
}

/// Returns whether a line is the label of a source and the line below names an office.
fn is_above_office(text: &str, label: Span) -> bool {
    let below = || lines_below(text, label.end).next();
    is_source_label(label.of(text)) && below().is_some_and(|line| is_office(line.of(text)))
}

/// Returns the last line that stays; `gone` is ascending.
fn last_line(text: &str, gone: &[Span]) -> Option<Span> {
    full_lines_backward(text).find(|line| gone.binary_search(line).is_err())
}

/// Marks behind the last sentence that end a report.
const END_MARKS: &[&str] = &[
    "-0-",
    "—0—",
    "–0–",
    "###",
    "(ends)",
    "(Ends)",
    "(ENDS)",
    "/ends/",
    "-30-",
    "（完）",
    "(完)",
    "（终）",
    "（了）",
    "(끝)",
];

/// Returns the end mark behind the last sentence, with the space before it.
fn end_mark(text: &str, line: Span) -> Option<Span> {
    let slice = line.of(text);
    let before = END_MARKS.iter().find_map(|mark| slice.strip_suffix(mark))?;
    let sentence = before.trim_end();
    ends_sentence(sentence).then(|| Span::new(line.start + sentence.len(), line.end))
}

/// Returns whether a line is prose of the article: only a text with some has edges around it.
pub(super) fn is_article(line: &str) -> bool {
    is_prose(line) && shape(line).is_none()
}

/// Returns the rule that knows a line as furniture of the edges of a text.
pub(super) fn shape(line: &str) -> Option<&'static Rule> {
    let is_candidate = line.len() <= LINE_BYTES && (!is_prose(line) || may_be_furniture(line));
    is_candidate.then(|| SHAPES.rule(line, Place::Edges).or_else(|| item(line))).flatten()
}

/// Returns the rule that knows an item of a list, such as `• 2 min read`, by what stands behind its mark.
fn item(line: &str) -> Option<&'static Rule> {
    let dash = ["- ", "– ", "— ", "* "].iter().find_map(|mark| line.strip_prefix(mark));
    let inner = dash.or_else(|| line.strip_prefix(['•', '·', '▪', '●']))?.trim_start();
    SHAPES.rule(inner, Place::Edges)
}

/// Lines between a summary and the text at most.
const DECK_LINES: usize = 8;

/// Returns the furniture between the first line of prose, which is a summary then, and the next: where the date or
/// the author stands there too, the page's buttons do.
fn below_deck(text: &str, deck: Span) -> Vec<Gone> {
    let lines: Vec<Span> = lines_below(text, deck.end).take(DECK_LINES + 1).collect();
    let Some(end) = lines.iter().position(|line| is_article(line.of(text))) else {
        return Vec::new();
    };
    let between = lines.get(..end).unwrap_or_default();
    let describes = |line: &Span| has_date(line.of(text)) || named(line.of(text)).is_some();
    if !between.iter().any(describes) {
        return Vec::new();
    }
    between.iter().filter_map(|line| Some((*line, shape(line.of(text))?.into()))).collect()
}

/// Returns the furniture behind the last prose of the article, which begins with `first`.
fn tail(text: &str, first: Span) -> Vec<Gone> {
    let mut gone: Vec<Gone> = Vec::new();
    loop {
        let mut known: Vec<usize> = gone.iter().map(|(line, _)| line.start).collect();
        known.sort_unstable();
        let is_gone = |line: &Span| known.binary_search(&line.start).is_ok();
        let lines = full_lines_backward(text).take_while(|line| *line != first);
        let mut tail = edge(text, lines.filter(|line| !is_gone(line)));
        tail.reverse();
        let mut behind = listed(text, &tail);
        behind.extend(tagged(text, &tail));
        behind.retain(|(line, _)| !is_gone(line));
        // Where headlines and tags are gone too, the edge of the text is nearer.
        let is_done = behind.is_empty();
        gone.extend(behind);
        gone.extend(tail);
        if is_done {
            return gone;
        }
    }
}

/// Returns the furniture among `lines`, which come from an edge of the text inward, up to the first
/// prose of the article.
fn edge(text: &str, lines: impl Iterator<Item = Span>) -> Vec<Gone> {
    let mut gone = Vec::new();
    let mut stay = 0;
    for line in lines {
        let slice = line.of(text);
        match shape(slice) {
            Some(rule) => gone.push((line, rule.into())),
            None if is_prose(slice) || stay == EDGE_LINES => break,
            None => stay += 1,
        }
    }
    gone
}

/// Returns whether a line has one of the marks that a sentence has where it is furniture inside the article,
/// such as a caption.
fn has_label_mark(line: &str) -> bool {
    memchr::memchr3(b':', b'/', b'|', line.as_bytes()).is_some()
        || !line.is_ascii() && line.contains(['：', '»', '©'])
}

/// Returns the furniture on lines inside the article: only shapes that no sentence has.
fn inner(text: &str) -> Vec<Gone> {
    let may_be = |line: &Span| {
        let slice = line.of(text);
        line.len() <= INNER_LINE_BYTES
            && (!is_prose(slice)
                || has_label_mark(slice)
                || slice.starts_with("Thanks for reading "))
    };
    full_lines(text)
        .filter(may_be)
        .filter_map(|line| Some((line, SHAPES.rule(line.of(text), Place::Anywhere)?.into())))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_families() {
        for (line, id) in [
            ("Leave a review", "furniture/comments"),
            ("Follow us on social networks", "furniture/follow"),
            ("Follow Kestrel on Telegram", "furniture/follow"),
            ("News Line", "furniture/listing"),
            ("Latest", "furniture/listing"),
            ("Tags:", "furniture/tags"),
            ("More about: #harbour #toll", "furniture/tags"),
            ("Read: 347", "furniture/counter"),
            ("512 views", "furniture/counter"),
            ("Related stories", "furniture/related"),
            ("Shares:", "furniture/share"),
            ("Leave a Reply", "furniture/comments"),
            ("* Name:", "furniture/comments"),
            ("(Photo: Kestrel)", "furniture/photo-credit"),
            ("© 2031 Kestrel. All rights reserved.", "furniture/legal"),
            ("Copyright Kestrel 2031", "furniture/legal"),
            ("Copyright: 2031 by Kestrel", "furniture/legal"),
            ("All rights reserved, Kestrel Media", "furniture/legal"),
            ("Updated on:", "furniture/empty-label"),
        ] {
            assert_eq!(shape(line).map(|rule| rule.id.as_ref()), Some(id), "{line}");
        }
    }

    #[test]
    fn sentences_with_such_words_are_no_furniture() {
        for line in [
            "Leave a review of the crossing with the harbour master, the board asked.",
            "Follow us on the tour of the harbour, the guides said.",
            "Latest news from the pier reached the board on Monday.",
            "Share prices fell on Monday, the exchange said.",
            "Copyright disputes are common, the lawyer said on Monday, and they last long.",
            "Copyright law was her subject for ten years, the dean said.",
            "All rights reserved, she would say, are rights denied.",
            "Read more books, the teacher said.",
            "* * *",
            "Security",
            "Question: Why was the timetable changed?",
        ] {
            let rule = shape(line);
            assert!(rule.is_none(), "{line}: {rule:?}");
        }
    }
}
