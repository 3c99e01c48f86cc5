//! Proposals: a line that was judged, as a rule with what speaks for it.

use crate::pattern::Position;
use crate::prose::{folded, has_words};
use crate::shape::{DATE, TEXT, label};
use crate::strip::Learned;

use super::count::{Corpus, Place, Shape};

/// The percentage of a site's documents that lets a rule run before `split`.
const CONSTANT: usize = 80;

/// One time in so many that `split` finds a name in a line lets its rule run behind `split`.
const NAMED: usize = 10;

/// Examples of a proposal.
const MOST_EXAMPLES: usize = 3;

/// Words of a line that may be a site's signature or a section, and lines from the edge of the text
/// among which those stand.
const NAME_WORDS: usize = 2;
const OUTERMOST_LINES: u32 = 3;

/// A rule and what speaks for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// The rule as config takes it.
    pub rule: Learned,
    /// Documents of the sample in which it stands.
    pub support: usize,
    /// Documents of the site in the sample.
    pub sampled: usize,
    /// Documents of the site for each one in the sample; 1 where all were counted.
    pub scale: u64,
    /// Lines of the sample that it would remove.
    pub lines: usize,
    /// Bytes of those lines.
    pub bytes: usize,
    /// The lines at the head, and at the tail, among which it always stands.
    pub within: (u32, u32),
    /// Lines as they stand in documents.
    pub examples: Vec<String>,
    /// The share of removals that is expected to be wrong.
    pub wrong: f64,
}

/// What was decided of a shape.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    pub(super) position: Position,
    pub(super) follow: usize,
    pub(super) source: Option<String>,
}

/// Returns the proposal of a rule for the shape `id` of a site; `scale` documents of the site stand
/// behind each of the sample.
pub(super) fn proposal(
    site: &str,
    corpus: &Corpus<'_>,
    scale: u64,
    id: usize,
    choice: &Choice,
    place: &Place,
) -> Proposal {
    let shape = corpus.shape(id);
    let lines = match choice.position {
        Position::Head => place.head,
        Position::Tail => place.tail,
        Position::Anywhere => place.times,
    };
    let contrary = place.times - lines + shape.titles;
    Proposal {
        rule: rule(site, corpus, shape, choice, place),
        support: shape.docs,
        sampled: corpus.sheets.len(),
        scale,
        lines,
        bytes: place.bytes,
        within: (place.farthest + 1, place.farthest_behind + 1),
        examples: examples(corpus, id),
        // Laplace's rule of succession, for the times against the rule among all.
        wrong: (contrary + 1) as f64 / (place.times + shape.titles + 2) as f64,
    }
}

fn rule(
    site: &str,
    corpus: &Corpus<'_>,
    seen: &Shape<'_>,
    choice: &Choice,
    place: &Place,
) -> Learned {
    let text = &seen.example.text;
    let whole = seen.text();
    let shape = if seen.is_label { label(&whole).unwrap_or_default() } else { whole };
    let is_outermost = place.farthest.min(place.farthest_behind) < OUTERMOST_LINES;
    let may_be_field = (seen.named > 0 && seen.named * NAMED >= seen.docs)
        || seen.docs * 100 < corpus.sheets.len() * CONSTANT
        || shape.contains(DATE)
        || shape.contains(TEXT)
        || (is_outermost && !has_words(text, NAME_WORDS + 1))
        || is_named_after(text, site);
    Learned {
        id: String::new(),
        site: site.to_owned(),
        shape,
        position: choice.position,
        follow: choice.follow,
        // With lines that follow, and with a source, it is late anyway.
        late: may_be_field && choice.follow == 0 && choice.source.is_none(),
        source: choice.source.clone(),
        ..Learned::default()
    }
}

fn examples(corpus: &Corpus<'_>, id: usize) -> Vec<String> {
    let mut examples: Vec<String> = Vec::new();
    for (sheet, ids) in corpus.pages() {
        for (line, ids) in sheet.lines.iter().zip(ids) {
            let is_it = ids.whole == id || ids.label == Some(id);
            if is_it && !examples.iter().any(|example| **example == *line.text) {
                examples.push(line.text.to_string());
            }
        }
        if examples.len() >= MOST_EXAMPLES {
            break;
        }
    }
    examples.truncate(MOST_EXAMPLES);
    examples
}

/// Returns whether a line is the name of the site, as its host spells it.
fn is_named_after(line: &str, site: &str) -> bool {
    let bare = |name: &str| folded(name).replace(' ', "");
    let (line, site) = (bare(line), bare(site));
    line.chars().count() > 2 && site.contains(&line)
}
