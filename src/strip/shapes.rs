//! Which of many patterns describe a whole line: one automaton for all families of furniture.
//!
//! To compile the patterns took 0.14 s of each run as a `RegexSet` that folds case, which makes every
//! letter two and builds what a search backwards needs. Here most patterns are compiled as they are
//! written and compared with the line in lower case; the few in which a capital says something are
//! compiled apart. Both are matched forwards only, from the beginning of the line.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex_automata::hybrid::dfa::{Cache, Config, DFA};
use regex_automata::nfa::thompson::{self, WhichCaptures};
use regex_automata::util::pool::Pool;
use regex_automata::util::syntax;
use regex_automata::{Anchored, Input, MatchKind, PatternSet};

use crate::rule::Rule;

use super::abroad::ABROAD;
use super::afar::AFAR;
use super::families::{FAMILIES, Family, Place, spelt_out};
use super::gadgets::GADGETS;
use super::notices::NOTICES;

/// Bytes that the states of one automaton may take in each thread: with the default of 2 MiB it
/// starts anew so often that a line takes a hundred times as long.
const CACHE_BYTES: usize = 32 << 20;

/// What is furniture: one automaton for both places, since to compile it takes most of a short run.
pub(super) static SHAPES: LazyLock<Shapes> = LazyLock::new(Shapes::new);

/// Returns every family, those that come first in the order in which a line is compared.
fn all_families() -> impl Iterator<Item = &'static Family> {
    FAMILIES.iter().chain(ABROAD).chain(AFAR).chain(GADGETS).chain(NOTICES)
}

/// All patterns, each with its family.
pub(super) struct Shapes {
    plain: Set,
    // Patterns in which case matters somewhere.
    cased: Set,
}

impl Shapes {
    fn new() -> Shapes {
        let patterns = all_families().flat_map(|family| {
            family.patterns.iter().map(move |pattern| (spelt_out(pattern), family))
        });
        let all = patterns.enumerate().map(|(rank, (pattern, family))| {
            (unaccented(&pattern), Owner { rank, rule: family.rule, place: family.place })
        });
        let (cased, plain): (Vec<_>, Vec<_>) = all.partition(|(pattern, _)| minds_case(pattern));
        Shapes { plain: Set::new(plain, false), cased: Set::new(cased, true) }
    }

    /// Returns the rule of the first family that the line belongs to, among those that may stand at
    /// the place: at the edges each may.
    pub(super) fn rule(&self, line: &str, place: Place) -> Option<&'static Rule> {
        let plain = self.plain.first(&lowered(line), place);
        let cased = self.cased.first(&unmarked(line), place);
        plain.into_iter().chain(cased).min_by_key(|owner| owner.rank).map(|owner| owner.rule)
    }
}

/// Whose a pattern is; the lower rank is the earlier in the list.
struct Owner {
    rank: usize,
    rule: &'static Rule,
    place: Place,
}

/// Returns whether a capital means something in the pattern.
fn minds_case(pattern: &str) -> bool {
    pattern.contains("(?-i") || pattern.contains(r"\p{Lu}")
}

/// Returns the line as patterns are compared: each letter in lower case, Greek without accents.
fn lowered(line: &str) -> Cow<'_, str> {
    if line.is_ascii() {
        return match line.bytes().any(|byte| byte.is_ascii_uppercase()) {
            true => Cow::Owned(line.to_ascii_lowercase()),
            false => Cow::Borrowed(line),
        };
    }
    let lower = |c: char| {
        let mut lower = c.to_lowercase();
        match (lower.next(), lower.next()) {
            (Some('ſ'), None) => 's',
            (Some(one), None) => bare(one),
            // The Turkish İ becomes two.
            _ => 'i',
        }
    };
    Cow::Owned(line.chars().map(lower).collect())
}

/// Returns the line without the marks that no pattern has: on the Turkish İ, on Greek letters.
fn unmarked(line: &str) -> Cow<'_, str> {
    let plain = |c: char| match c {
        'İ' => 'i',
        'Ά'..='Ώ' => c.to_lowercase().next().map_or(c, bare),
        other => bare(other),
    };
    match !line.is_ascii() && line.chars().any(|c| plain(c) != c) {
        true => Cow::Owned(line.chars().map(plain).collect()),
        false => Cow::Borrowed(line),
    }
}

/// Returns a pattern in the letters of lines that are compared with it.
fn unaccented(pattern: &str) -> String {
    pattern.chars().map(bare).collect()
}

/// Returns a small Greek letter without its accent, which words in capitals lose, and one sigma.
fn bare(c: char) -> char {
    match c {
        'ς' => 'σ',
        'ά' => 'α',
        'έ' => 'ε',
        'ή' => 'η',
        'ί' => 'ι',
        'ό' => 'ο',
        'ύ' => 'υ',
        'ώ' => 'ω',
        other => other,
    }
}

/// What one thread needs to search: states made so far, and room for what is found.
struct Work {
    cache: Cache,
    found: PatternSet,
}

type MakeWork = Box<dyn Fn() -> Work + Send + Sync>;

/// Patterns that are looked for together.
struct Set {
    automaton: DFA,
    works: Pool<Work, MakeWork>,
    owners: Vec<Owner>,
}

impl Set {
    fn new(patterns: Vec<(String, Owner)>, folds_case: bool) -> Set {
        let (patterns, owners): (Vec<String>, Vec<Owner>) = patterns.into_iter().unzip();
        let whole: Vec<String> = patterns.iter().map(|p| format!("^(?:{p})$")).collect();
        let automaton = DFA::builder()
            .syntax(syntax::Config::new().case_insensitive(folds_case))
            .thompson(thompson::Config::new().which_captures(WhichCaptures::None))
            .configure(Config::new().match_kind(MatchKind::All).cache_capacity(CACHE_BYTES))
            .build_many(&whole)
            .expect("the patterns are fixed and tested");
        let (maker, count) = (automaton.clone(), owners.len());
        let make: MakeWork =
            Box::new(move || Work { cache: maker.create_cache(), found: PatternSet::new(count) });
        Set { automaton, works: Pool::new(make), owners }
    }

    /// Returns the owner of the first pattern that describes the line and may stand at `place`.
    fn first(&self, line: &str, place: Place) -> Option<&Owner> {
        let input = Input::new(line).anchored(Anchored::Yes);
        let mut work = self.works.get();
        let Work { cache, found } = &mut *work;
        found.clear();
        self.automaton
            .try_which_overlapping_matches(cache, &input, found)
            .expect("no byte makes it give up, and a full cache is begun anew");
        let mut owners = found.iter().filter_map(|id| self.owners.get(id.as_usize()));
        owners.find(|owner| place == Place::Edges || owner.place == place)
    }
}

#[cfg(test)]
mod tests {
    use regex::RegexSetBuilder;

    use super::*;

    #[test]
    fn plain_patterns_are_written_in_lower_case() {
        for pattern in all_families().flat_map(|family| family.patterns).map(|p| spelt_out(p)) {
            if minds_case(&pattern) {
                continue;
            }
            let mut chars = pattern.chars().peekable();
            while let Some(c) = chars.next() {
                if c == '\\' {
                    let class = chars.next();
                    if matches!(class, Some('p' | 'x')) {
                        chars.by_ref().find(|c| *c == '}');
                    }
                    continue;
                }
                assert_eq!(lowered(&c.to_string()), bare(c).to_string(), "{c} in {pattern}");
            }
        }
    }

    /// The set that folds case, which these automata stand for.
    #[test]
    fn finds_what_a_folding_set_finds() {
        let patterns = all_families().flat_map(|family| family.patterns);
        let patterns: Vec<String> =
            patterns.map(|p| format!("^(?:{})$", unaccented(&spelt_out(p)))).collect();
        let owners: Vec<(&Rule, Place)> = all_families()
            .flat_map(|family| family.patterns.iter().map(|_| (family.rule, family.place)))
            .collect();
        let set = RegexSetBuilder::new(patterns)
            .case_insensitive(true)
            .size_limit(64 << 20)
            .dfa_size_limit(CACHE_BYTES)
            .build()
            .unwrap();
        let expected = |line: &str, place| {
            let mut found = set.matches(line).into_iter().map(|at| owners[at]);
            found.find(|(_, own)| place == Place::Edges || *own == place).map(|(rule, _)| &*rule.id)
        };
        for line in lines() {
            for line in [line.clone(), line.to_uppercase(), line.to_lowercase()] {
                for place in [Place::Edges, Place::Anywhere] {
                    let found = SHAPES.rule(&line, place).map(|rule| &*rule.id);
                    assert_eq!(found, expected(&unmarked(&line), place), "{line}");
                }
            }
        }
    }

    /// Lines of every family, and lines that are none's.
    fn lines() -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for pattern in all_families().flat_map(|family| family.patterns) {
            // What stands between the marks of a pattern are words that it describes.
            let words = spelt_out(pattern);
            let words = words.split(['|', '(', ')', '?', ':', '[', ']', '\\', '*', '+', '.']);
            for word in words.filter(|word| word.len() > 2) {
                lines.push(word.trim().to_owned());
                lines.push(format!("{}: 12", word.trim()));
            }
        }
        lines.push("The ferry sails at noon, the harbour master said.".to_owned());
        lines.push("Photo: Maren Holt / Kestrel".to_owned());
        lines.push("(photo by kestrel)".to_owned());
        lines.push("KESTREL all rights reserved".to_owned());
        lines
    }
}
