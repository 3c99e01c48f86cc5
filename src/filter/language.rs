//! Documents in other languages than those that are wanted.
//!
//! The rules are our own, off unless `filter.language.keep` names a language; what is judged is the
//! field `language`, which `tag` or the page itself has filled.

use serde::{Deserialize, Serialize};

use crate::rule::{Effect, Example, Rule};

use super::court::Court;
use super::examples::{HARBOUR, shown};

/// Options of `[filter.language]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// BCP 47 tags of the languages that stay, such as `en` or `pt-BR`; none: all.
    pub keep: Vec<String>,
    /// Whether documents stay whose language is not known.
    pub keep_unknown: bool,
}

static NOT_WANTED: Rule = Rule::new(
    "language/not-wanted",
    Effect::Reject,
    "a language that `filter.language.keep` does not name",
    "A dataset of some languages is spoilt by others.",
    &[
        shown("Die Hafenbehörde sagte am Montag, dass die Fähre zweimal am Tag fahren wird."),
        Example::declines(HARBOUR),
    ],
);

static NOT_KNOWN: Rule = Rule::new(
    "language/not-known",
    Effect::Reject,
    "a language that cannot be told, where only some are wanted",
    "A text too short or too mixed to tell its language is seldom running text in one of those \
     wanted. `filter.language.keep_unknown` keeps it.",
    &[shown("12 34 56 78 90"), Example::declines(HARBOUR)],
);

/// Every rule.
pub(super) const RULES: [&Rule; 2] = [&NOT_WANTED, &NOT_KNOWN];

impl Options {
    /// Returns whether any language is asked for.
    pub(crate) fn is_on(&self) -> bool {
        !self.keep.is_empty()
    }
}

/// Asks whether the language is wanted.
pub(super) fn judge(language: Option<&str>, options: &Options, court: &mut Court<'_>) {
    let wanted = options.keep.join("`, `");
    match language {
        None if options.keep_unknown => {}
        None => court.charge(&NOT_KNOWN, 0.0, 1.0, || format!("expected `{wanted}`, found none")),
        Some(tag) if options.keep.iter().any(|kept| is_within(tag, kept)) => {}
        Some(tag) => {
            court.charge(&NOT_WANTED, 0.0, 1.0, || format!("expected `{wanted}`, found \"{tag}\""));
        }
    }
}

/// Returns whether a tag is a wanted one, or a part of it such as `pt-BR` of `pt`.
fn is_within(tag: &str, wanted: &str) -> bool {
    let start = tag.get(..wanted.len());
    let is_start = start.is_some_and(|start| start.eq_ignore_ascii_case(wanted));
    is_start && tag.get(wanted.len()..).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_within_its_language() {
        assert!(is_within("pt-BR", "pt") && is_within("PT", "pt"));
        assert!(!is_within("pt", "pt-BR") && !is_within("ptx", "pt"));
    }
}
