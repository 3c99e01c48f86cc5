//! Days that a page shows near its headline.

use crate::dates::labels::label;
use crate::html::{Element, Name};
use crate::span::Span;

use super::super::look::Look;
use super::evidence::{About, Told};
use super::moment;
use super::near::Near;

/// What a day weighs that stands close to the headline, or farther in an element for days.
const CLOSE: u8 = 66;
const FAR: u8 = 58;

/// What a day weighs at least that makes an article of a page of prose.
pub(super) const SHOWN: u8 = 64;

/// Blocks between the headline and a day close to it.
const CLOSE_BLOCKS: usize = 12;

/// Words of the names of elements that hold a day.
const CLASSES: [&str; 9] =
    ["date", "published", "pubdate", "posted", "time", "timestamp", "datetime", "publish", "pub"];

/// What stands between a day and something else in one text.
const BETWEEN: [&str; 9] = [" | ", " • ", " · ", " » ", " — ", " – ", " - ", "●", ". "];

/// Days near the headline of a page that lists things of many days.
const LISTED: usize = 5;

/// Adds the days that the texts near the headline tell.
pub(crate) fn gather(look: &Look<'_>, near: &[Near<'_>], language: Option<&str>, told: &mut Told) {
    let mut found = Vec::new();
    let mut before = "";
    for one in near {
        // A day behind `Joined:` is that of something else.
        let is_other = before.ends_with(':') && label(&bare(before)).is_none();
        if let Some(day) = day(look, one, language).filter(|_| !is_other) {
            let is_update = says_update(before) || says_update(&one.value);
            found.push((if is_update { About::Updated } else { About::Published }, day));
        }
        before = &one.value;
    }
    let is_list = found.len() >= LISTED && !told.is_article;
    for (about, day) in found.into_iter().filter(|_| !is_list && look.kinds.product == 0) {
        told.add(about, &day.value, day.at, day.weight);
    }
}

/// A day, where it stands and what it weighs.
struct Day {
    value: String,
    at: Span,
    weight: u8,
}

/// Returns the day that a text near the headline tells.
fn day(look: &Look<'_>, one: &Near<'_>, language: Option<&str>) -> Option<Day> {
    let marked = marked(look, one);
    let is_close = one.distance <= CLOSE_BLOCKS;
    if !is_close && !marked.is_marked {
        return None;
    }
    let by_machine =
        marked.time.and_then(|at| Some((moment::read(at.of(look.source), language)?, at)));
    let (value, at) = by_machine.or_else(|| Some((shown(&one.value, language)?, one.text.at())))?;
    let weight = if is_close { CLOSE - (one.distance / 4) as u8 } else { FAR };
    Some(Day { value, at, weight })
}

/// Returns a label in lower case without its colon.
fn bare(label: &str) -> String {
    label.trim_end_matches([':', ' ']).to_lowercase()
}

/// Returns whether a text begins with a word that says that the day behind it is that of a change.
fn says_update(text: &str) -> bool {
    let lower = text.to_lowercase();
    let ends = lower.match_indices([' ', ':']).map(|(at, _)| at).chain([lower.len()]);
    ends.take(4)
        .filter_map(|end| label(lower.get(..end)?.trim_end_matches([':', ' '])))
        .any(|label| label.is_update)
}

/// Returns the day that a text or a part of it is.
fn shown(text: &str, language: Option<&str>) -> Option<String> {
    if !text.chars().any(|c| c.is_numeric()) {
        return None;
    }
    let text = text.trim_matches(|c: char| !c.is_alphanumeric() && c != ')');
    let whole = moment::read(text, language);
    whole.or_else(|| {
        let mut parts = vec![text];
        for mark in BETWEEN {
            parts = parts.into_iter().flat_map(|part| part.split(mark)).collect();
        }
        parts.into_iter().take(6).find_map(|part| moment::read(part.trim(), language))
    })
}

/// What the elements around a text say of it.
#[derive(Clone, Copy, Debug, Default)]
struct Marked {
    /// The machine-readable form of a `time` element.
    time: Option<Span>,
    is_marked: bool,
}

/// Elements around a text that are asked.
const LEVELS: usize = 3;

fn marked(look: &Look<'_>, one: &Near<'_>) -> Marked {
    let around: Vec<&Element> = look.page.around(one.text.element).take(LEVELS).collect();
    let value = |element: &Element, name: Name| look.page.value(element, name);
    let time = around.iter().find_map(|element| value(element, Name::Datetime));
    let is_named = |element: &&Element| {
        value(element, Name::Class).is_some_and(|class| {
            let mut words = class.of(look.source).split(|c: char| !c.is_ascii_alphabetic());
            words.any(|word| CLASSES.contains(&word.to_ascii_lowercase().as_str()))
        })
    };
    Marked { time, is_marked: time.is_some() || around.iter().any(is_named) }
}
