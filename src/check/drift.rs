//! How far a dataset has moved from its baseline, as effect sizes, never as p-values: with enough
//! documents every difference is significant, and the question is whether it matters.
//!
//! Shares are compared by Cohen's h, `2 asin √p − 2 asin √q` (Cohen, *Statistical Power Analysis for the
//! Behavioral Sciences*, 1988: 0.2 small, 0.5 medium, 0.8 large). Distributions are compared by the
//! population stability index, `Σ (p − q) ln (p / q)` (0.1 some, 0.25 much: Siddiqi, *Credit Risk
//! Scorecards*, 2006), less what chance alone gives, `(bins − 1)(1/n + 1/m)` (Yurdakul, 2018).

use std::collections::{BTreeMap, BTreeSet};

use super::catalog::{Check, Look, Measure};
use super::profile::{NONE, OTHERS, Profile};
use super::record::Place;

/// What a look at two profiles gives: effects with their places, and whether there was anything.
pub(super) type Effects = fn(&Profile, &Profile) -> Vec<Effect>;

/// How far something has moved.
#[derive(Clone, Debug)]
pub(super) struct Effect {
    pub(super) size: f64,
    pub(super) place: Place,
}

const SHARE: Measure = Measure::Effect("Cohen's h");
const SPREAD: Measure = Measure::Effect("population stability index");

pub(super) static CHECKS: &[Check] = &[
    Check::new(
        "drift/document-count",
        Look::Drift(documents),
        "more or fewer documents than the baseline has",
        "A source that ended or a crawl that broke off is seen by the number of its documents first.",
    )
    .counting(Measure::Effect("factor"))
    .error("> 4")
    .warning("> 2"),
    Check::new(
        "drift/nulls",
        Look::Drift(nulls),
        "a field that is null in more or fewer documents than in the baseline",
        "Metadata is lost when a source changes its pages.",
    )
    .counting(SHARE)
    .error("> 0.5")
    .warning("> 0.3"),
    Check::new(
        "drift/lengths",
        Look::Drift(lengths),
        "texts that are longer or shorter than those of the baseline",
        "An extractor that takes too little or too much shows in the lengths.",
    )
    .counting(SPREAD)
    .error("> 0.25")
    .warning("> 0.1"),
    Check::new(
        "drift/languages",
        Look::Drift(languages),
        "other shares of languages than in the baseline",
        "A new mix of languages is a new dataset.",
    )
    .counting(SPREAD)
    .error("> 0.25")
    .warning("> 0.1"),
    Check::new(
        "drift/sources",
        Look::Drift(sources),
        "other shares of sources than in the baseline",
        "A source that has fallen silent, or drowns the others, changes what the dataset says.",
    )
    .counting(SPREAD)
    .error("> 0.5")
    .warning("> 0.25"),
    Check::new(
        "drift/sections",
        Look::Drift(sections),
        "other shares of sections than in the baseline",
        "More sport and less politics is another dataset under the same name.",
    )
    .counting(SPREAD)
    .error("> 0.5")
    .warning("> 0.25"),
    Check::new(
        "drift/furniture-rate",
        Look::Drift(furniture),
        "known furniture in more documents than in the baseline",
        "A source has changed its pages, and the rules no longer reach all of it.",
    )
    .counting(SHARE)
    .error("> 0.3")
    .warning("> 0.2"),
    Check::new(
        "drift/new-line",
        Look::Drift(lines),
        "a line that repeats across documents, and did not in the baseline",
        "A line that suddenly stands in many documents is the page's and not the articles', though no \
         rule knows it yet; `scutch discover` makes one.",
    )
    .counting(SHARE)
    .error("> 0.5")
    .warning("> 0.35"),
    Check::new(
        "drift/rules",
        Look::Drift(rules),
        "a rule that fired in more or fewer documents than in the baseline's run",
        "A rule that falls silent or fires everywhere says that its source has changed.",
    )
    .counting(SHARE)
    .error("> 0.8")
    .warning("> 0.5"),
];

#[expect(clippy::cast_precision_loss, reason = "counts lie far below 2^53")]
fn real(count: u64) -> f64 {
    count as f64
}

fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { (real(part) / real(whole)).min(1.0) }
}

/// Returns how far apart two shares are: Cohen's h.
fn apart(now: f64, before: f64) -> f64 {
    (2.0 * now.sqrt().asin() - 2.0 * before.sqrt().asin()).abs()
}

fn percent(share: f64) -> String {
    format!("{:.1} %", 100.0 * share)
}

/// Returns the effect of one share on what is called `name`.
fn moved(name: &str, now: (u64, u64), before: (u64, u64)) -> Effect {
    let (p, q) = (share(now.0, now.1), share(before.0, before.1));
    let note = format!("{} of the documents, {} in the baseline", percent(p), percent(q));
    Effect { size: apart(p, q), place: Place { note, ..Place::value("", name, "") } }
}

fn documents(now: &Profile, before: &Profile) -> Vec<Effect> {
    let (n, m) = (real(now.documents), real(before.documents));
    let factor = (n / m).max(m / n);
    let note = format!("{} documents, {} in the baseline", now.documents, before.documents);
    vec![Effect { size: factor, place: Place::whole(note) }]
}

fn nulls(now: &Profile, before: &Profile) -> Vec<Effect> {
    let names: BTreeSet<&String> = now.nulls.keys().chain(before.nulls.keys()).collect();
    // A field that is not there has no value in any document.
    let rate = |profile: &Profile, name: &String| {
        (profile.nulls.get(name).copied().unwrap_or(profile.documents), profile.documents)
    };
    let effects = names.into_iter().map(|name| {
        let mut effect = moved("", rate(now, name), rate(before, name));
        effect.place.field.clone_from(name);
        effect.place.note = format!("null in {}", effect.place.note);
        effect
    });
    effects.collect()
}

fn lengths(now: &Profile, before: &Profile) -> Vec<Effect> {
    if now.words.is_empty() || before.words.is_empty() {
        return Vec::new();
    }
    let named = |bins: &BTreeMap<u64, u64>| {
        bins.iter().map(|(bin, n)| (format!("{bin:020}"), *n)).collect()
    };
    let size = stability(&named(&now.words), &named(&before.words), Merge::Neighbours);
    let told = |profile: &Profile| {
        let of = |percent: &str| profile.word_quantiles.get(percent).copied().unwrap_or(0);
        format!("{} words in the median, half of them {} to {}", of("050"), of("025"), of("075"))
    };
    let note = format!("{}; in the baseline {}", told(now), told(before));
    vec![Effect { size, place: Place::whole(note) }]
}

fn languages(now: &Profile, before: &Profile) -> Vec<Effect> {
    shares("language", &now.languages, &before.languages)
}

fn sources(now: &Profile, before: &Profile) -> Vec<Effect> {
    shares("source", &now.sources, &before.sources)
}

fn sections(now: &Profile, before: &Profile) -> Vec<Effect> {
    shares("section", &now.sections, &before.sections)
}

/// Values that have moved most, which are told.
const MOST_TOLD: usize = 5;

fn shares(field: &str, now: &BTreeMap<String, u64>, before: &BTreeMap<String, u64>) -> Vec<Effect> {
    let is_known = |values: &BTreeMap<String, u64>| values.keys().any(|value| value != NONE);
    if !is_known(now) && !is_known(before) {
        return Vec::new();
    }
    let (n, m) = (now.values().sum::<u64>(), before.values().sum::<u64>());
    let names: BTreeSet<&String> = now.keys().chain(before.keys()).collect();
    let of = |values: &BTreeMap<String, u64>, name: &String| values.get(name).copied().unwrap_or(0);
    let mut told: Vec<(&String, f64, f64)> = names
        .into_iter()
        .map(|name| (name, share(of(now, name), n), share(of(before, name), m)))
        .collect();
    told.sort_by(|a, b| (b.1 - b.2).abs().total_cmp(&(a.1 - a.2).abs()).then(a.0.cmp(b.0)));
    let told = told
        .iter()
        .take(MOST_TOLD)
        .map(|(name, p, q)| format!("{name}: {}, in the baseline {}", percent(*p), percent(*q)));
    let note = told.collect::<Vec<String>>().join("; ");
    let size = stability(now, before, Merge::Rare);
    vec![Effect { size, place: Place { field: field.to_owned(), ..Place::whole(note) } }]
}

fn furniture(now: &Profile, before: &Profile) -> Vec<Effect> {
    let effect = moved("", (now.furniture, now.documents), (before.furniture, before.documents));
    // Less of it is nothing to fail for.
    let is_more = share(now.furniture, now.documents) > share(before.furniture, before.documents);
    vec![Effect { size: if is_more { effect.size } else { 0.0 }, ..effect }]
}

fn lines(now: &Profile, before: &Profile) -> Vec<Effect> {
    let effects = now.lines.iter().map(|(line, count)| {
        let was = before.lines.get(line).copied().unwrap_or(0);
        let now = (*count, now.line_sample);
        let before = (was, before.line_sample);
        let is_more = share(now.0, now.1) > share(before.0, before.1);
        let effect = moved(line, now, before);
        Effect { size: if is_more { effect.size } else { 0.0 }, ..effect }
    });
    let mut effects: Vec<Effect> = effects.collect();
    effects.sort_by(|a, b| b.size.total_cmp(&a.size));
    if effects.is_empty() {
        effects.push(Effect { size: 0.0, place: Place::default() });
    }
    effects
}

fn rules(now: &Profile, before: &Profile) -> Vec<Effect> {
    if now.run_documents == 0 || before.run_documents == 0 {
        return Vec::new();
    }
    let ids: BTreeSet<&String> = now.rules.keys().chain(before.rules.keys()).collect();
    let of = |profile: &Profile, id: &String| {
        (profile.rules.get(id).copied().unwrap_or(0), profile.run_documents)
    };
    let mut effects: Vec<Effect> =
        ids.into_iter().map(|id| moved(id, of(now, id), of(before, id))).collect();
    effects.sort_by(|a, b| b.size.total_cmp(&a.size));
    effects
}

/// How bins that hold too few are put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Merge {
    /// With the next one: the bins are in an order.
    Neighbours,
    /// All of them: they have none.
    Rare,
}

/// Documents of both sides together that a bin holds at least.
const LEAST_IN_BIN: u64 = 10;

/// Returns the population stability index of two counts of the same things, less what chance gives.
fn stability(now: &BTreeMap<String, u64>, before: &BTreeMap<String, u64>, merge: Merge) -> f64 {
    let names: BTreeSet<&String> = now.keys().chain(before.keys()).collect();
    let of = |values: &BTreeMap<String, u64>, name: &String| values.get(name).copied().unwrap_or(0);
    let (mut bins, mut rest) = (Vec::new(), (0, 0));
    for name in names {
        let pair = (of(now, name), of(before, name));
        let is_few = pair.0 + pair.1 < LEAST_IN_BIN || name == OTHERS;
        match merge {
            Merge::Rare if is_few => rest = (rest.0 + pair.0, rest.1 + pair.1),
            Merge::Rare => bins.push(pair),
            Merge::Neighbours => {
                rest = (rest.0 + pair.0, rest.1 + pair.1);
                if rest.0 + rest.1 >= LEAST_IN_BIN {
                    bins.push(std::mem::take(&mut rest));
                }
            }
        }
    }
    match (merge, bins.last_mut()) {
        (_, _) if rest == (0, 0) => {}
        (Merge::Neighbours, Some(last)) => *last = (last.0 + rest.0, last.1 + rest.1),
        _ => bins.push(rest),
    }
    let (n, m) = (now.values().sum::<u64>(), before.values().sum::<u64>());
    if n == 0 || m == 0 || bins.len() < 2 {
        return 0.0;
    }
    // Half a document more in each bin keeps the logarithm finite.
    let count = real(bins.len() as u64);
    let part = |bin: u64, all: u64| (real(bin) + 0.5) / (real(all) + 0.5 * count);
    let index: f64 = bins
        .iter()
        .map(|(a, b)| {
            let (p, q) = (part(*a, n), part(*b, m));
            (p - q) * (p / q).ln()
        })
        .sum();
    let chance = (count - 1.0) * (1.0 / real(n) + 1.0 / real(m));
    (index - chance).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(pairs: &[(&str, u64)]) -> BTreeMap<String, u64> {
        pairs.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect()
    }

    #[test]
    fn effects_are_those_of_the_books() {
        // Cohen (1988), table 6.2.2: h of 0.60 and 0.40 is 0.40 to two digits.
        assert!((apart(0.6, 0.4) - 0.4027).abs() < 0.0001);
        assert!(apart(0.3, 0.0) > 1.0);
        let even = counts(&[("a", 500), ("b", 500)]);
        let odd = counts(&[("a", 800), ("b", 200)]);
        // (0.8 - 0.5) ln 1.6 + (0.2 - 0.5) ln 0.4 = 0.4159, less 0.002.
        assert!((stability(&odd, &even, Merge::Rare) - 0.4139).abs() < 0.003);
        assert!(stability(&even, &even, Merge::Rare) < 1e-9);
    }

    #[test]
    fn what_is_rare_does_not_count_alone() {
        let many = |from: u32| (from..from + 50).map(|number| (format!("s{number}"), 1)).collect();
        let (a, b): (BTreeMap<String, u64>, BTreeMap<String, u64>) = (many(0), many(50));
        assert!(stability(&a, &b, Merge::Rare) < 1e-9);
        assert!(stability(&a, &b, Merge::Neighbours) < 10.0);
    }
}
