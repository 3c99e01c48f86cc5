//! The agency credited inside a sentence: noted as the source, the sentence stays.

use std::sync::LazyLock;

use regex::Regex;

use crate::document::Document;
use crate::field::Field;
use crate::findings::Findings;
use crate::rule::{Effect, Example, Rule};
use crate::stage::{Entry, Stage};
use crate::text::{full_lines, place_of};

use super::names::is_name_start;

static REPORTS: Rule = Rule::new(
    "credit/reports",
    Effect::Note,
    "an agency credited in the text: `…, Kestrel reports.`",
    "The sentence is the article's own and stays; what it says about the source is worth a field.",
    &[
        Example::giving(
            "The ferry sails at noon today, Kestrel reports.",
            "The ferry sails at noon today, Kestrel reports.",
            "Kestrel",
        ),
        Example::declines("The ferry sails at noon today, she reports."),
    ],
);

/// Lines of the head in which a credit is looked for.
const HEAD_LINES: usize = 6;

static CREDIT: LazyLock<Regex> = LazyLock::new(|| {
    let name = r"(?P<name>[\p{Lu}][\w.’'-]*(?: [\p{Lu}][\w.’'-]*){0,2})";
    let pattern = format!(
        r"(?:^|[,”\x22] (?:as )?){name} (?:reports|reported|informs)(?:,? (?:on|citing|with reference to|referring to|quoting|via|with regard to) [^.]{{1,120}})?[.,]"
    );
    Regex::new(&pattern).expect("the pattern is fixed and tested")
});

struct Credits;

pub(super) fn entry() -> Entry {
    Entry::new("split/credit", &[&REPORTS], Credits)
}

impl Stage for Credits {
    fn scan(&self, doc: &Document, found: &mut Findings<'_>) {
        if doc.field(Field::Source).is_some() {
            return;
        }
        let text = doc.text();
        for line in full_lines(text).take(HEAD_LINES) {
            let slice = line.of(text);
            if !slice.contains(" report") && !slice.contains(" informs") {
                continue;
            }
            let credit = CREDIT.captures(slice).and_then(|captures| captures.name("name"));
            if let Some(name) = credit.filter(|name| is_source(name.as_str())) {
                let at = place_of(text, name.as_str());
                found.note(&REPORTS, at, Field::Source, name.as_str());
                return;
            }
        }
    }
}

/// Pronouns and offices that report without being agencies.
const NO_SOURCES: &[&str] = &[
    "He",
    "She",
    "It",
    "They",
    "We",
    "I",
    "You",
    "Who",
    "Police",
    "President",
    "Minister",
    "Mr",
    "Mrs",
    "Ms",
    "Dr",
    "The",
    "This",
    "That",
];

fn is_source(name: &str) -> bool {
    let first = name.split([' ', '.']).next().unwrap_or_default();
    is_name_start(name.split(' ').next().unwrap_or_default()) && !NO_SOURCES.contains(&first)
}
