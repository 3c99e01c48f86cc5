//! Lines that the user's config names: a plain line or a regular expression, and where it may stand.

use std::sync::Arc;

use regex::{Regex, RegexBuilder};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::rule::{Effect, Rule};
use crate::span::Span;
use crate::text::{full_lines, full_lines_backward};

/// Where in a text a line may stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Position {
    /// Among the first lines.
    Head,
    /// Among the last lines.
    #[default]
    Tail,
    /// On any line.
    Anywhere,
}

impl Position {
    /// Returns the word that config uses.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Position::Head => "head",
            Position::Tail => "tail",
            Position::Anywhere => "anywhere",
        }
    }
}

/// A line as config describes it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Pattern {
    /// The name of the rule: the ledger shows `user/ID`.
    pub id: String,
    /// The line, compared without case and without the white space around it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<String>,
    /// A regular expression that must match the whole line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pattern: Option<String>,
    /// Where the line may stand.
    pub position: Position,
    /// What `scutch explain` says of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// The source that a signature proves; by default the line itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Texts on which it must fire; `scutch rules --test` sees to it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fires: Vec<String>,
    /// Texts on which it must not.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub keeps: Vec<String>,
}

/// Lines that stay among the first or last ones without ending the look there.
const EDGE_LINES: usize = 20;

/// A pattern ready to match, with the rule it stands for.
#[derive(Clone, Debug)]
pub(crate) struct Matcher {
    /// `user/ID`.
    pub rule: Arc<Rule>,
    /// The source that the config names.
    pub source: Option<String>,
    test: Test,
    position: Position,
}

#[derive(Clone, Debug)]
enum Test {
    Line(String),
    Pattern(Regex),
}

impl Matcher {
    /// Compiles `pattern`, found in config under `key`, into a rule with `effect`.
    ///
    /// # Errors
    ///
    /// When the id is empty, when it has not exactly one of `line` and `pattern`, or when the
    /// expression is malformed.
    pub(crate) fn new(key: &str, pattern: &Pattern, effect: Effect) -> Result<Matcher> {
        if pattern.id.is_empty() {
            return Err(Error::new(key, "expected an `id`, found none"));
        }
        let test = match (&pattern.line, &pattern.pattern) {
            (Some(line), None) => Test::Line(line.trim().to_lowercase()),
            (None, Some(expression)) => Test::Pattern(whole_line(key, &pattern.id, expression)?),
            _ => {
                let problem = format!("expected one of `line` and `pattern` in \"{}\"", pattern.id);
                return Err(Error::new(key, problem));
            }
        };
        let shown = pattern.line.as_ref().or(pattern.pattern.as_ref());
        let rule = Rule {
            id: format!("user/{}", pattern.id).into(),
            summary: format!("a line of config.toml: {}", shown.map_or("", |line| line)).into(),
            why: pattern
                .why
                .clone()
                .unwrap_or_else(|| "Asked for in config.toml.".to_owned())
                .into(),
            effect,
            examples: &[],
        };
        Ok(Matcher {
            rule: Arc::new(rule),
            source: pattern.source.clone(),
            test,
            position: pattern.position,
        })
    }

    /// Returns the lines of `text` that match where they may.
    pub(crate) fn lines(&self, text: &str) -> Vec<Span> {
        match self.position {
            Position::Head => self.among(text, full_lines(text), EDGE_LINES),
            Position::Anywhere => self.among(text, full_lines(text), usize::MAX),
            Position::Tail => {
                let mut lines = self.among(text, full_lines_backward(text), EDGE_LINES);
                lines.reverse();
                lines
            }
        }
    }

    /// Returns the matching lines before `most` others; so that a second look sees no further.
    fn among(&self, text: &str, lines: impl Iterator<Item = Span>, most: usize) -> Vec<Span> {
        let mut others = 0;
        let mut matching = Vec::new();
        for line in lines {
            if self.is_match(line.of(text)) {
                matching.push(line);
                continue;
            }
            others += 1;
            if others == most {
                break;
            }
        }
        matching
    }

    fn is_match(&self, line: &str) -> bool {
        match &self.test {
            Test::Line(wanted) => line.to_lowercase() == *wanted,
            Test::Pattern(pattern) => pattern.is_match(line),
        }
    }
}

fn whole_line(key: &str, id: &str, expression: &str) -> Result<Regex> {
    RegexBuilder::new(&format!("^(?:{expression})$")).build().map_err(|error| {
        let reason = error.to_string();
        let reason = reason.lines().last().unwrap_or_default().trim_start_matches("error: ");
        Error::new(key, format!("expected a regular expression in \"{id}\", found {reason}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matcher(pattern: Pattern) -> Matcher {
        Matcher::new("strip.furniture", &pattern, Effect::Remove).expect("a good pattern")
    }

    #[test]
    fn a_plain_line_matches_without_case() {
        let matcher = matcher(Pattern {
            id: "more".to_owned(),
            line: Some("Read more on Kestrel".to_owned()),
            ..Pattern::default()
        });
        let text = "The ferry sails.\n\nREAD MORE ON KESTREL";
        assert_eq!(matcher.lines(text).len(), 1);
    }

    #[test]
    fn an_expression_matches_whole_lines() {
        let matcher = matcher(Pattern {
            id: "number".to_owned(),
            pattern: Some(r"No\. \d+".to_owned()),
            position: Position::Anywhere,
            ..Pattern::default()
        });
        assert_eq!(matcher.lines("No. 7\n\nFerry No. 7 sails.").len(), 1);
    }
}
