//! Checks as data: what each looks for, why, how it looks, and an example of each case.
//!
//! `scutch check --list` prints them, and tests run their examples, so that what is shown is tested.

use serde_json::Value;

use crate::expect::Setting;

use super::record::{Place, Record};
use super::shape::Shape;
use super::{drift, duplicates, fields, quality, structure, text};

/// One thing that is asked of a dataset.
#[derive(Debug)]
pub struct Check {
    /// `group/name`: lower case, hyphens. The name alone is its key in config.
    pub id: &'static str,
    /// What it finds, under 80 characters, no full stop.
    pub summary: &'static str,
    /// The harm, in one to three sentences.
    pub why: &'static str,
    /// What is counted, and over what.
    pub measure: Measure,
    /// The limit for an error; empty where there is none until config sets one.
    pub error: &'static str,
    /// The limit for a warning.
    pub warning: &'static str,
    /// A dataset that fails, and one that passes.
    pub examples: &'static [Sample],
    pub(super) look: Look,
}

/// What a check counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Documents at fault.
    Documents,
    /// Files at fault.
    Files,
    /// An effect size, by its name.
    Effect(&'static str),
}

impl Measure {
    /// Returns what is counted, in a word or two.
    pub const fn name(self) -> &'static str {
        match self {
            Measure::Documents => "documents",
            Measure::Files => "files",
            Measure::Effect(name) => name,
        }
    }
}

/// A dataset in small, with the config that it is checked by.
#[derive(Clone, Copy, Debug)]
pub struct Sample {
    /// Files by name, of which the first is what is checked, or `.` for the folder.
    pub files: &'static [(&'static str, &'static str)],
    /// What is checked: a file, or `.`.
    pub dataset: &'static str,
    /// Lines of config.
    pub config: &'static str,
    /// Whether the check must find something.
    pub fails: bool,
}

impl Sample {
    pub(super) const fn fails(lines: &'static [(&'static str, &'static str)]) -> Sample {
        Sample { files: lines, dataset: ".", config: "", fails: true }
    }

    pub(super) const fn passes(lines: &'static [(&'static str, &'static str)]) -> Sample {
        Sample { files: lines, dataset: ".", config: "", fails: false }
    }

    pub(super) const fn under(self, config: &'static str) -> Sample {
        Sample { config, ..self }
    }
}

/// How a check looks.
#[derive(Clone, Copy)]
pub(super) enum Look {
    /// The files and their opening tell.
    Told,
    /// At each document by itself; tells whether there was anything to look at.
    Record(fn(&Record, &Shape, &Setting, &mut Vec<Place>) -> bool),
    /// At one field of each document, null where it is not there.
    Field(fn(Option<&Value>, &Rigged) -> Verdict),
    /// Whether the values of one field stand there once.
    Unique,
    /// With the eyes of the stages: these rules, or all rules of these families.
    Rules(&'static [&'static str]),
    /// With the eyes of the stage of this name.
    Stage(&'static str),
    /// At equal texts.
    Exact,
    /// At nearly equal texts.
    Near,
    /// At texts that stand in two splits.
    Splits,
    /// At addresses that stand there twice.
    Addresses,
    /// At the difference to the baseline.
    Drift(drift::Effects),
}

impl std::fmt::Debug for Look {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a look")
    }
}

/// What a look at one field says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// There is nothing to look at.
    Idle,
    /// It is as it should be.
    Good,
    /// It is not, and why.
    Bad(String),
}

/// A setting made ready for looking at fields.
pub(super) struct Rigged {
    pub(super) setting: Setting,
    pub(super) pattern: Option<regex::Regex>,
}

impl Check {
    /// Returns a check that counts documents, under no limit.
    pub(super) const fn new(
        id: &'static str,
        look: Look,
        summary: &'static str,
        why: &'static str,
    ) -> Check {
        Check {
            id,
            summary,
            why,
            measure: Measure::Documents,
            error: "",
            warning: "",
            examples: &[],
            look,
        }
    }

    pub(super) const fn error(self, limit: &'static str) -> Check {
        Check { error: limit, ..self }
    }

    pub(super) const fn warning(self, limit: &'static str) -> Check {
        Check { warning: limit, ..self }
    }

    pub(super) const fn counting(self, measure: Measure) -> Check {
        Check { measure, ..self }
    }

    pub(super) const fn shown(self, examples: &'static [Sample]) -> Check {
        Check { examples, ..self }
    }

    /// Returns the name, its key in config.
    pub fn name(&self) -> &'static str {
        self.id.split_once('/').map_or(self.id, |(_, name)| name)
    }

    /// Returns the group.
    pub fn group(&self) -> &'static str {
        self.id.split_once('/').map_or("", |(group, _)| group)
    }

    /// Returns whether it is about one field, which config names.
    pub fn is_of_field(&self) -> bool {
        matches!(self.look, Look::Field(_) | Look::Unique)
    }

    /// Returns whether it is on where config says nothing.
    pub fn is_on(&self) -> bool {
        let has_limit = !self.error.is_empty() || !self.warning.is_empty();
        has_limit && !matches!(self.look, Look::Field(_))
    }
}

/// Returns every check, group by group.
pub fn checks() -> impl Iterator<Item = &'static Check> {
    let groups: [&'static [Check]; 6] = [
        structure::CHECKS,
        fields::CHECKS,
        text::CHECKS,
        quality::CHECKS,
        duplicates::CHECKS,
        drift::CHECKS,
    ];
    groups.into_iter().flatten()
}

/// Returns the check of this id or name.
pub fn named(name: &str) -> Option<&'static Check> {
    checks().find(|check| check.id == name || check.name() == name)
}

/// Returns the id or group that is written most like `name`.
pub fn nearest(name: &str) -> &'static str {
    let names = checks().flat_map(|check| [check.id, check.name(), check.group()]);
    let nearest = names.min_by_key(|known| distance(known, name));
    nearest.map_or("", |known| named(known).map_or(known, |check| check.id))
}

/// Returns how many letters must be put in, taken out or changed (Levenshtein).
pub(super) fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().take(LONGEST_NAME).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (line, from) in a.chars().take(LONGEST_NAME).enumerate() {
        let mut diagonal = line;
        let mut left = line + 1;
        for (cell, to) in row.iter_mut().skip(1).zip(&b) {
            let above = *cell;
            left = (left + 1).min(above + 1).min(diagonal + usize::from(from != *to));
            diagonal = above;
            *cell = left;
        }
        if let Some(first) = row.first_mut() {
            *first = line + 1;
        }
    }
    row.last().copied().unwrap_or(0)
}

/// Characters of a name that are compared.
const LONGEST_NAME: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_finds_its_check() {
        assert_eq!(nearest("nul-rate"), "fields/null-rate");
        assert_eq!(nearest("text/mojibak"), "text/mojibake");
        assert_eq!(nearest("dupplicates"), "duplicates");
        assert_eq!(distance("ferry", "fairy"), 2);
        assert_eq!(distance("", "abc"), 3);
    }

    #[test]
    fn ids_and_names_are_unique_and_plain() {
        let mut seen = std::collections::BTreeSet::new();
        for check in checks() {
            let plain = |c: char| c.is_ascii_lowercase() || c == '-';
            assert!(check.name().chars().all(plain), "{}", check.id);
            assert!(seen.insert(check.name()), "{} stands twice", check.id);
            assert!(check.summary.chars().count() < 80, "{}", check.id);
            assert!(!check.summary.ends_with('.'), "{}", check.id);
            assert!(check.why.ends_with('.'), "{}", check.id);
            for limit in [check.error, check.warning] {
                let is_limit = limit.is_empty() || limit.parse::<crate::expect::Limit>().is_ok();
                assert!(is_limit, "{}: {limit}", check.id);
            }
        }
    }
}
