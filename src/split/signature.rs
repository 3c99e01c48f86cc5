//! Site signatures: the name or address of the site as the last line of the text.

use crate::document::Document;
use crate::error::Result;
use crate::field::Field;
use crate::findings::Findings;
use crate::pattern::{Matcher, Pattern};
use crate::prose::{ends_sentence, folded, is_capitals, is_prose, is_spaceless};
use crate::rule::{Effect, Example, Rule, RuleRef};
use crate::span::Span;
use crate::stage::{Entry, Stage};
use crate::text::{cuts, full_lines_backward, place_of};

use super::head::{Head, is_named_above};
use super::imprint::{self, has_source_label};
use super::names::{has_agency_word, is_domain, who};

/// A site signature that the user's config names.
pub type Signature = Pattern;

static SITE: Rule = Rule::new(
    "signature/site",
    Effect::Move,
    "the site's name or address as the last line, or behind its label",
    "Sites sign each article; the line says where it comes from and is no part of it.",
    &[
        Example::giving(
            "The ferry sails at noon today.\n\nKestrel.lr",
            "The ferry sails at noon today.",
            "Kestrel.lr",
        ),
        Example::giving(
            "The ferry sails at noon today.\n\nSource: Kestrel",
            "The ferry sails at noon today.",
            "Kestrel",
        ),
        Example::giving(
            "The ferry sails at noon today, the board said. KST COR LAL",
            "The ferry sails at noon today, the board said.",
            "KST",
        ),
        Example::declines(
            "The timetable is found on Kestrel.lr\n\nIt changes often, the board says.",
        ),
    ],
);

static REPEATED: Rule = Rule::new(
    "signature/repeated",
    Effect::Remove,
    "the signature of a source that is known already",
    "A site that signs twice, or signs below its own byline, says nothing more.",
    &[
        Example::fires(
            "The ferry sails at noon today.\n\nKestrel.lr\n\nKestrel.lr",
            "The ferry sails at noon today.",
        ),
        Example::declines("The ferry sails at noon today."),
    ],
);

struct Signatures {
    matchers: Vec<Matcher>,
}

pub(super) fn entry(patterns: &[Pattern]) -> Result<Entry> {
    let matchers =
        patterns.iter().map(|pattern| Matcher::new("split.signature", pattern, Effect::Move));
    let matchers = matchers.collect::<Result<Vec<Matcher>>>()?;
    let users = matchers.iter().map(|matcher| RuleRef::from(&matcher.rule));
    let built = [&SITE, &REPEATED].map(RuleRef::from);
    Ok(Entry {
        id: "split/signature",
        rules: built.into_iter().chain(users).collect(),
        stage: Box::new(Signatures { matchers }),
        further: &[],
    })
}

impl Stage for Signatures {
    fn scan(&self, doc: &Document, found: &mut Findings<'_>) {
        let text = doc.text();
        if is_named_above(doc) {
            return;
        }
        let mut lines = self.configured(text);
        let labelled = labelled(text);
        let known = doc.field(Field::Source);
        let known = known.or_else(|| labelled.first().map(|(.., source)| source.as_str()));
        lines.extend(shaped(doc, known.map(folded)));
        lines.extend(labelled);
        lines.sort_by_key(|(line, ..)| line.start);
        lines.dedup_by_key(|(line, ..)| line.start);
        let spans: Vec<Span> = lines.iter().map(|(line, ..)| *line).collect();
        let mut is_known = doc.field(Field::Source).is_some();
        for (cut, (_, rule, source)) in cuts(text, &spans).into_iter().zip(lines) {
            match is_known {
                false => found.take(rule, cut, Field::Source, &source),
                true => found.delete(&REPEATED, cut),
            }
            is_known = true;
        }
        match behind_sentence(doc, &spans) {
            Some((sign, agency)) if !is_known && agency.len() > 2 => {
                found.take(&SITE, sign, Field::Source, agency);
            }
            Some((sign, _)) => found.delete(&REPEATED, sign),
            None => {}
        }
    }
}

/// Returns what an agency signs with behind the last sentence, and its initials: the source in capitals where it is
/// known, or initials with those of its desk, `KST COR LAL`; `gone` is ascending.
fn behind_sentence<'a>(doc: &'a Document, gone: &[Span]) -> Option<(Span, &'a str)> {
    let text = doc.text();
    let line = full_lines_backward(text).find(|line| gone.binary_search(line).is_err())?;
    let slice = line.of(text);
    let source = doc.field(Field::Source).filter(|source| is_capitals(source));
    let known = source.and_then(|source| Some((slice.strip_suffix(source)?, source)));
    let (before, agency) = known.or_else(|| initials_behind(slice))?;
    let sentence = before.trim_end();
    let cut = || Span::new(line.start + sentence.len(), line.end);
    ends_sentence(sentence).then(|| (cut(), agency))
}

/// Words of initials behind a sentence at most, and letters of each.
const MOST_INITIALS: usize = 4;
const INITIALS: std::ops::RangeInclusive<usize> = 2..=5;

/// Returns a line without the initials behind it, and the first of them: one of three letters or more, or several, or
/// in brackets.
fn initials_behind(line: &str) -> Option<(&str, &str)> {
    let is_code = |word: &str| {
        INITIALS.contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase())
    };
    let bracket = line.trim_end_matches('.').strip_suffix(')').and_then(|l| l.rsplit_once(" ("));
    if let Some((before, code)) = bracket.filter(|(_, code)| is_code(code)) {
        return Some((before, code));
    }
    let mut before = line;
    let mut first = "";
    let mut count = 0;
    while let Some((rest, word)) = before.rsplit_once(' ').filter(|(_, word)| is_code(word)) {
        (before, first, count) = (rest, word, count + 1);
    }
    let is_sign = count > 1 || first.len() > 2;
    let has_small = || before.chars().any(char::is_lowercase);
    ((1..=MOST_INITIALS).contains(&count) && is_sign && has_small()).then_some((before, first))
}

impl Signatures {
    fn configured(&self, text: &str) -> Vec<(Span, RuleRef, String)> {
        let mut lines = Vec::new();
        for matcher in &self.matchers {
            for line in matcher.lines(text) {
                let source = matcher.source.clone().unwrap_or_else(|| line.of(text).to_owned());
                lines.push((line, RuleRef::from(&matcher.rule), source));
            }
        }
        lines
    }
}

/// Lines below the text in which the label of a source is looked for.
const TAIL_LINES: usize = 6;

/// Returns the lines above and below the text that name its source behind a label.
fn labelled(text: &str) -> Vec<(Span, RuleRef, String)> {
    let head = Head::of(text);
    let Some(_) = head.prose else { return Vec::new() };
    let read = |line: &Span| {
        let source = imprint::source(line.of(text)).filter(|_| !line.of(text).ends_with('.'))?;
        Some((*line, RuleRef::from(&SITE), source.to_owned()))
    };
    let end = head.prose.map_or(0, |prose| prose.end);
    let tail =
        full_lines_backward(text).take_while(|line| line.start > end && !is_prose(line.of(text)));
    let mut tail: Vec<Span> = tail.take(TAIL_LINES).collect();
    tail.reverse();
    head.lines.iter().chain(&tail).filter_map(read).collect()
}

/// Returns the lines at the very end that have the shape of a signature, below at least one other.
fn shaped(doc: &Document, known: Option<String>) -> Vec<(Span, RuleRef, String)> {
    let text = doc.text();
    let mut lines = Vec::new();
    for line in full_lines_backward(text) {
        let slice = line.of(text);
        let Some(source) = source_of(slice, known.as_deref()) else {
            return lines;
        };
        lines.push((place_of(text, slice), RuleRef::from(&SITE), source.to_owned()));
    }
    // Nothing but signatures: then it is a text about sites.
    Vec::new()
}

/// Returns the source that a line names, where it does nothing else.
fn source_of<'a>(line: &'a str, known: Option<&str>) -> Option<&'a str> {
    let bare = line.trim_matches(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '—' | '–' | '-' | '/' | '(' | ')' | '|' | '*' | '【' | '】' | '［' | '］'
            )
    });
    if has_source_label(line) {
        return imprint::source(line);
    }
    let is_known = known.is_some_and(|known| is_short(bare, known) && folded(bare) == known);
    if is_domain(bare) || is_known || is_initials(line) {
        return Some(bare);
    }
    let is_dashed = line.starts_with(['—', '–']) && has_agency_word(bare) && who(bare).is_some();
    host(bare).or_else(|| after(bare)).or_else(|| is_dashed.then_some(bare))
}

/// Returns whether a line is short enough to be the known source in other marks and letters.
fn is_short(line: &str, known: &str) -> bool {
    line.len() <= 4 * known.len()
}

/// Returns whether a line is nothing but the initials of an agency in brackets.
fn is_initials(line: &str) -> bool {
    let inner = line.strip_prefix('(').and_then(|line| line.strip_suffix(')'));
    let is_loud = |name: &str| name.chars().all(char::is_uppercase);
    let is_han = |name: &str| {
        name.ends_with(['社', '網', '网', '報', '报']) && name.chars().all(is_spaceless)
    };
    inner.is_some_and(|name| {
        (2..=6).contains(&name.chars().count()) && (is_loud(name) || is_han(name))
    })
}

/// Returns the paper behind the Vietnamese word for `according to`, or the source of a press wire.
fn after(line: &str) -> Option<&str> {
    let name = line.strip_prefix("Theo ").or_else(|| line.strip_prefix("SOURCE "))?;
    let is_name = name.split(' ').all(|word| word.starts_with(char::is_uppercase));
    (is_name && name.split(' ').count() <= 5 && !ends_sentence(name)).then_some(name)
}

/// Returns the host of an address with a path.
fn host(line: &str) -> Option<&str> {
    let (scheme, behind) = line.split_once("://")?;
    let host = behind.split('/').next()?;
    let is_address = matches!(scheme, "http" | "https") && !line.contains(char::is_whitespace);
    (is_address && is_domain(host)).then_some(host)
}
