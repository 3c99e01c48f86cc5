//! Background: paragraphs of prose that many articles share. They are reported and kept.

use super::count::Corpus;

/// Percentage of a site's documents, and documents, that must share a paragraph.
const LEAST_PERCENT: usize = 2;
const LEAST_DOCUMENTS: usize = 5;

/// Paragraphs that are reported for each site.
const MOST_BACKGROUNDS: usize = 20;

/// A paragraph that many documents share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Background {
    /// The site, empty where none is known.
    pub site: String,
    /// Documents of the sample in which it stands, of how many.
    pub support: usize,
    /// Documents of the site in the sample.
    pub sampled: usize,
    /// How it begins.
    pub text: String,
}

/// Returns the paragraphs of a site that repeat, the most frequent first; those that are `chosen` are
/// notices, not background.
pub(super) fn backgrounds(site: &str, corpus: &Corpus<'_>, chosen: &[bool]) -> Vec<Background> {
    let sampled = corpus.sheets.len();
    let numbered = corpus.shapes.iter().enumerate();
    let mut shared: Vec<(usize, &str)> = numbered
        .filter(|(id, shape)| {
            shape.example.is_body
                && !chosen.get(*id).copied().unwrap_or(false)
                && shape.docs >= LEAST_DOCUMENTS
                && shape.docs * 100 >= sampled * LEAST_PERCENT
        })
        .map(|(_, shape)| (shape.docs, &*shape.example.text))
        .collect();
    shared.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    shared.truncate(MOST_BACKGROUNDS);
    let background = |(support, text): (usize, &str)| Background {
        site: site.to_owned(),
        support,
        sampled,
        text: text.to_owned(),
    };
    shared.into_iter().map(background).collect()
}
