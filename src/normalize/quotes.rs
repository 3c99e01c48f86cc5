//! Curly quotes made straight, where config asks for it.

use serde::{Deserialize, Serialize};

use crate::document::Document;
use crate::findings::Findings;
use crate::rule::{Effect, Example, Rule};
use crate::span::Span;
use crate::stage::{Entry, Stage};

static CURLY: Rule = Rule::new(
    "quotes/curly",
    Effect::Rewrite,
    "a curly or low quotation mark, where `normalize.quotes` asks for straight ones",
    "Typographic quotes are good text and stay by default; some tokenizers and tests want ASCII.",
    &[Example::declines("“The ferry sails,” she said; it’s late.")],
);

/// What becomes of curly quotes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Quotes {
    /// They stay.
    #[default]
    Keep,
    /// They become `"` and `'`.
    Straight,
}

struct Curly(Quotes);

pub(super) fn entry(quotes: Quotes) -> Entry {
    Entry::new("normalize/quotes", &[&CURLY], Curly(quotes))
}

impl Stage for Curly {
    fn scan(&self, doc: &Document, found: &mut Findings<'_>) {
        if self.0 == Quotes::Keep {
            return;
        }
        for (at, c) in doc.text().char_indices() {
            let straight = match c {
                '“' | '”' | '„' | '‟' => "\"",
                '‘' | '’' | '‚' | '‛' => "'",
                _ => continue,
            };
            found.replace(&CURLY, Span::new(at, at + c.len_utf8()), straight);
        }
    }
}
