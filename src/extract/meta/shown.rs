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

/// Blocks between the headline and a day close to it.
const CLOSE_BLOCKS: usize = 12;

/// Words of the names of elements that hold a day.
const CLASSES: [&str; 9] =
    ["date", "published", "pubdate", "posted", "time", "timestamp", "datetime", "publish", "pub"];

/// What stands between a day and something else in one text.
const BETWEEN: [&str; 9] = [" | ", " • ", " · ", " » ", " — ", " – ", " - ", "●", ". "];

/// Adds the days that the texts near the headline tell.
pub(crate) fn gather(look: &Look<'_>, near: &[Near<'_>], language: Option<&str>, told: &mut Told) {
    let mut is_update = false;
    for one in near {
        let marked = marked(look, one);
        let is_close = one.distance <= CLOSE_BLOCKS;
        let day = marked
            .time
            .and_then(|at| Some((moment::read(at.of(look.source), language)?, at)))
            .or_else(|| Some((shown(&one.value, language)?, one.text.at())));
        let says_update = says_update(&one.value);
        if let Some((day, at)) = day.filter(|_| is_close || marked.is_marked) {
            let about = if is_update || says_update { About::Updated } else { About::Published };
            let weight = if is_close { CLOSE - one.distance as u8 / 4 } else { FAR };
            told.add(about, &day, at, weight);
        }
        is_update = says_update;
    }
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
