//! Lines that `scutch discover` has learned: whole lines, found by their shape, site and position.
//!
//! Position is counted in paragraphs of the article, which no rule here removes: a line of the head
//! has none before it, a line of the tail none behind it. Removing lines changes no such count, so a
//! second look finds nothing. A line equal to the document's title stays.
//!
//! The rules run in two turns. The first clears away what stands on nearly every page, so that
//! `split` sees the article's edges; the second comes behind `split` and removes the lines that may
//! hold a date, a source or a section, once it has had its look.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::document::Document;
use crate::error::{Error, Result};
use crate::field::Field;
use crate::findings::Findings;
use crate::pattern::{Matcher, Pattern, Position};
use crate::prose::folded;
use crate::rule::{Effect, Rule, RuleRef};
use crate::shape::{is_body, label, shape};
use crate::site::{folders, site_of_document};
use crate::span::Span;
use crate::stage::{Entry, Stage};
use crate::text::{cuts, full_lines};

/// A line of a site's pages, as config describes it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Learned {
    /// The name of the rule: the ledger shows `learned/ID`.
    pub id: String,
    /// The site whose pages have the line: a folder on their path, or else the host of an address at
    /// the edge of their text; empty for all documents.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub site: String,
    /// The line in lower case, with `<N>`, `<DATE>` and, behind a label, `<TEXT>`.
    pub shape: String,
    /// Where it stands: before the article, behind it, or anywhere.
    pub position: Position,
    /// How many lines that are no paragraphs go with it, such as the headlines under a label.
    #[serde(skip_serializing_if = "is_zero")]
    pub follow: usize,
    /// Whether it waits until `split` has looked for fields.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub late: bool,
    /// The source that the line names; it becomes the field where `split` has found none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// What `scutch explain` says of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// Texts on which it must fire; `scutch rules --test` sees to it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fires: Vec<String>,
    /// Texts on which it must not.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub keeps: Vec<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde calls")]
fn is_zero(number: &usize) -> bool {
    *number == 0
}

/// When a rule runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    First,
    Last,
}

/// A rule ready to be applied.
#[derive(Clone)]
struct Ready {
    rule: Arc<Rule>,
    position: Position,
    follow: usize,
    source: Option<String>,
    turn: Turn,
}

/// The rules of one site, by the shape of their lines.
type Shapes = HashMap<String, Vec<Ready>>;

struct Stripper {
    inputs: Vec<String>,
    // By site; the empty one holds the rules for every document.
    sites: BTreeMap<String, Shapes>,
    // Lines that the user has a better use for.
    signatures: Vec<Matcher>,
    turn: Turn,
}

/// Returns the stage of one turn, or nothing where no rule has that turn.
pub(super) fn entry(
    learned: &[Learned],
    inputs: &[String],
    signatures: &[Pattern],
    turn: Turn,
) -> Result<Option<Entry>> {
    let mut sites: BTreeMap<String, Shapes> = BTreeMap::new();
    let mut rules: Vec<RuleRef> = Vec::new();
    for line in learned {
        let ready = ready(line)?;
        if ready.turn == turn {
            rules.push((&ready.rule).into());
        }
        let shape = shape(&line.shape).ok_or_else(|| problem(line, "a shorter `shape`"))?;
        sites.entry(line.site.clone()).or_default().entry(shape).or_default().push(ready);
    }
    if rules.is_empty() {
        return Ok(None);
    }
    let signatures =
        signatures.iter().map(|pattern| Matcher::new("split.signature", pattern, Effect::Move));
    let signatures = signatures.collect::<Result<Vec<Matcher>>>()?;
    let id = match turn {
        Turn::First => "strip/learned",
        Turn::Last => "strip/learned-late",
    };
    let stage = Stripper { inputs: inputs.to_vec(), sites, signatures, turn };
    Ok(Some(Entry { id, rules, stage: Box::new(stage), further: &[] }))
}

fn problem(line: &Learned, expected: &str) -> Error {
    Error::new("strip.learned", format!("expected {expected} in \"{}\"", line.id))
}

fn ready(line: &Learned) -> Result<Ready> {
    if line.id.is_empty() {
        return Err(Error::new("strip.learned", "expected an `id`, found none"));
    }
    if line.shape.trim().is_empty() {
        return Err(problem(line, "a `shape`"));
    }
    let why = || "It repeats on pages of the site and is no part of the article.".to_owned();
    let rule = Rule {
        id: format!("learned/{}", line.id).into(),
        summary: format!("a line that the site repeats: {}", line.shape).into(),
        why: line.why.clone().unwrap_or_else(why).into(),
        effect: if line.source.is_some() { Effect::Move } else { Effect::Remove },
        examples: &[],
    };
    let is_late = line.late || line.follow > 0 || line.source.is_some();
    Ok(Ready {
        rule: Arc::new(rule),
        position: line.position,
        follow: line.follow,
        source: line.source.clone(),
        turn: if is_late { Turn::Last } else { Turn::First },
    })
}

/// A line of the document and what the rules know of it.
struct Known<'a> {
    at: Span,
    rules: &'a [Ready],
    is_body: bool,
    // Paragraphs of the article before it.
    before: usize,
}

impl Stage for Stripper {
    fn scan(&self, doc: &Document, found: &mut Findings<'_>) {
        let input = self.inputs.get(doc.origin().input).map_or("", String::as_str);
        let site = folders(input, &doc.origin().file)
            .find_map(|name| self.sites.get(name))
            .or_else(|| self.sites.get(site_of_document(input, doc).as_ref()));
        let everywhere = self.sites.get("");
        if site.is_none() && everywhere.is_none() {
            return;
        }
        let text = doc.text();
        let lines = known(text, [site, everywhere]);
        let title = doc.field(Field::Title).map(folded).unwrap_or_default();
        let mut signed: Vec<Span> =
            self.signatures.iter().flat_map(|matcher| matcher.lines(text)).collect();
        signed.sort_unstable();
        let stays = |line: &Span| {
            signed.binary_search(line).is_ok()
                || (!title.is_empty() && folded(line.of(text)) == title)
        };
        let mut gone = self.gone(&lines);
        gone.retain(|(line, _)| !stays(line));
        let spans: Vec<Span> = gone.iter().map(|(line, _)| *line).collect();
        let mut has_source = doc.field(Field::Source).is_some();
        for (cut, (_, ready)) in cuts(text, &spans).into_iter().zip(gone) {
            match ready.source.as_deref().filter(|_| !has_source) {
                Some(source) => found.take(&ready.rule, cut, Field::Source, source),
                None => found.delete(&ready.rule, cut),
            }
            has_source |= ready.source.is_some();
        }
    }
}

/// Returns the lines of the text with the rules of `shapes` that their shapes have.
fn known<'a>(text: &str, shapes: [Option<&'a Shapes>; 2]) -> Vec<Known<'a>> {
    let mut before = 0;
    let mut lines = Vec::new();
    for at in full_lines(text) {
        let line = at.of(text);
        let rules = rules_of(line, shapes);
        let is_body = rules.is_empty() && is_body(line);
        lines.push(Known { at, rules, is_body, before });
        before += usize::from(is_body);
    }
    lines
}

fn rules_of<'a>(line: &str, shapes: [Option<&'a Shapes>; 2]) -> &'a [Ready] {
    let Some(whole) = shape(line) else { return &[] };
    let find = |shape: &str| shapes.into_iter().flatten().find_map(|shapes| shapes.get(shape));
    let rules = find(&whole).or_else(|| find(&label(&whole).filter(|_| !is_body(line))?));
    rules.map_or(&[], Vec::as_slice)
}

impl Stripper {
    /// Returns the lines that this turn removes, in order.
    fn gone<'a>(&self, lines: &[Known<'a>]) -> Vec<(Span, &'a Ready)> {
        let all = lines.last().map_or(0, |last| last.before + usize::from(last.is_body));
        let mut gone = Vec::new();
        for (index, line) in lines.iter().enumerate() {
            let Some(ready) = line.rules.iter().find(|ready| ready.stands(line, all)) else {
                continue;
            };
            if ready.turn != self.turn {
                continue;
            }
            let behind = lines.get(index + 1..).unwrap_or_default();
            let follow = behind
                .iter()
                .take_while(|next| next.rules.is_empty() && !next.is_body)
                .take(ready.follow);
            for line in std::iter::once(line).chain(follow) {
                gone.push((line.at, ready));
            }
        }
        gone
    }
}

impl Ready {
    /// Returns whether the line stands where the rule wants it; `all` counts the paragraphs.
    fn stands(&self, line: &Known<'_>, all: usize) -> bool {
        match self.position {
            Position::Head => line.before == 0,
            Position::Tail => line.before == all,
            Position::Anywhere => true,
        }
    }
}
