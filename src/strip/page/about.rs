//! Lines that the model takes for the page's and that describe the article: its date, its author and its headline,
//! right above the text or below its first paragraph. They are left for the stages that read them.

use crate::dates::find::has_date;
use crate::dates::labels::label;
use crate::labels::{named, spoken, spoken_alone};
use crate::prose::{ends_sentence, has_words, is_prose, starts_upper};
use crate::split::leads_to;

use super::decide::Gone;

/// Lines above the first paragraph, and below it, that may describe the article.
const ABOVE: usize = 10;
const BELOW: usize = 4;

/// Bytes and words of such a line at most.
const MOST_BYTES: usize = 160;
const MOST_WORDS: usize = 12;

/// Drops from `gone` (ascending) what describes the article that the other lines are.
pub(super) fn keep(lines: &[&str], gone: &mut Vec<Gone>) {
    let is_gone = |at: usize| gone.binary_search_by_key(&at, |line| line.at).is_ok();
    let first =
        (0..lines.len()).find(|at| !is_gone(*at) && lines.get(*at).is_some_and(|l| is_prose(l)));
    let Some(first) = first else { return };
    let zone = first.saturating_sub(ABOVE)..=first + BELOW;
    let is_in = |at: usize, test: fn(&str) -> bool| lines.get(at).is_some_and(|line| test(line));
    let stays = |at: usize| {
        let is_beside_date = || is_in(at + 1, is_dated) || at > 0 && is_in(at - 1, is_dated);
        is_in(at, is_dated)
            || is_in(at, is_byline)
            || (is_in(at, is_date_label) && is_in(at + 1, is_dated))
            || (is_in(at, is_announced) && is_in(at + 1, is_name))
            || (is_in(at, is_name) && (is_beside_date() || at > 0 && is_in(at - 1, is_announced)))
    };
    let describes = |at: usize| stays(at) || is_in(at, is_ago);
    let described = zone.clone().take_while(|at| *at < lines.len()).find(|at| describes(*at));
    let headline = headline(lines, described.unwrap_or(first), |at| chance(gone, at));
    let is_headline = |at: usize| headline.is_some_and(|(start, end)| (start..=end).contains(&at));
    let name = headline.and_then(|(start, _)| lines.get(start)).copied();
    let above = headline.map_or(first, |(start, _)| start);
    let path = (0..above).rev().find(|at| lines.get(*at).is_some_and(|l| leads_to(l, name)));
    gone.retain(|line| {
        let describes = zone.contains(&line.at) && stays(line.at);
        !describes && !is_headline(line.at) && Some(line.at) != path
    });
}

/// Lines between a headline and the first date or byline below it at most.
const REACH: usize = 4;

/// Bytes of a headline at most.
const HEADLINE_BYTES: usize = 300;

/// The chance, of 1000, from which a line above what may be a summary is no item of a menu.
const HEADLINE_CHANCE: u32 = 50;

/// Returns the chance that a line is text.
fn chance(gone: &[Gone], at: usize) -> u32 {
    let found = gone.binary_search_by_key(&at, |line| line.at).ok().and_then(|at| gone.get(at));
    found.map_or(1000, |line| line.chance)
}

/// Returns the lines of the headline above the line at `end`: the nearest that may be one, and above it its copy or
/// another, of which it may be the summary.
fn headline(
    lines: &[&str],
    end: usize,
    chance: impl Fn(usize) -> u32,
) -> Option<(usize, usize)> {
    let is_twice = |at: usize| at > 0 && lines.get(at) == lines.get(at - 1);
    let may_be = |at: &usize| {
        let line = lines.get(*at).copied().unwrap_or_default();
        let words = if is_twice(*at) { 2 } else { 3 };
        // Below a name stands what the author is.
        let is_role = *at > 0 && lines.get(at - 1).is_some_and(|before| is_name(before));
        is_headline(line, words) && !is_role
    };
    let at = (end.saturating_sub(REACH)..end).rev().find(may_be)?;
    let is_other = || {
        let above = at.checked_sub(1);
        above.is_some_and(|above| may_be(&above) && chance(above) >= HEADLINE_CHANCE)
    };
    Some((if is_twice(at) || is_other() { at - 1 } else { at }, at))
}

/// Returns whether a line has the shape of a headline of at least so many words: no item of a list, no sentence but
/// a question or a call, no name.
fn is_headline(line: &str, words: usize) -> bool {
    line.len() <= HEADLINE_BYTES
        && has_words(line, words)
        && starts_upper(line)
        && !line.starts_with(['•', '·', '-', '|', '*', '/'])
        && !line.ends_with([':', '：', ',', '-', '/', '…'])
        && (!ends_sentence(line) || line.ends_with(['?', '!', '？', '！', '؟']))
        && !is_name(line)
        && !is_byline(line)
        && !has_date(line)
}

/// Returns the line without the mark of a list, if it is short and no sentence.
fn short(line: &str) -> Option<&str> {
    let line = line.trim_start_matches(['•', '·', '-', '|', ' ']);
    let is_short = line.len() <= MOST_BYTES && line.split_whitespace().nth(MOST_WORDS).is_none();
    (is_short && !ends_sentence(line)).then_some(line)
}

/// Returns whether a line holds a date and little else.
fn is_dated(line: &str) -> bool {
    short(line).is_some_and(has_date)
}

/// Returns whether a line is the label of a date and nothing else: `Published`, `Last updated:`.
fn is_date_label(line: &str) -> bool {
    let words = line.trim_end_matches([':', '：', ' ']);
    words.chars().count() > 6 && line.len() <= MOST_BYTES && label(&words.to_lowercase()).is_some()
}

/// Returns whether a line says how long ago something was published: `3 hours ago`.
fn is_ago(line: &str) -> bool {
    line.len() <= MOST_BYTES && line.ends_with(" ago") && line.starts_with(|c: char| c.is_ascii_digit())
}

/// Returns whether a line begins as a byline does: `By Orla Vint`, `Written by: Orla Vint`.
fn is_byline(line: &str) -> bool {
    let Some(line) = short(line) else { return false };
    let labelled = || {
        let (label, names) = line.split_once(':')?;
        spoken_alone(label.trim()).then_some(names)
    };
    match spoken(line) {
        Some(_) => named(line).is_some(),
        None => labelled().is_some_and(|names| names.trim_start().starts_with(char::is_uppercase)),
    }
}

/// Returns whether a line only announces a name.
fn is_announced(line: &str) -> bool {
    short(line).is_some_and(spoken_alone)
}

/// Returns whether a line has the shape of a name: two to four words with capitals, of letters alone.
fn is_name(line: &str) -> bool {
    let is_word = |word: &str| {
        word.starts_with(char::is_uppercase)
            && word.chars().all(|c| c.is_alphabetic() || "-'’.".contains(c))
    };
    short(line).is_some_and(|line| {
        (2..=4).contains(&line.split(' ').count()) && line.split(' ').all(is_word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_bylines_describe_an_article() {
        assert!(is_dated("Published May 9, 2031 • 3 min read") && is_dated("• 09.05.2031, 16:20"));
        assert!(is_byline("• By Orla Vint") && is_byline("Written by: Orla Vint"));
        assert!(is_announced("By") && is_announced("Written by:") && is_name("Orla Vint"));
        assert!(!is_dated("The board met on 9 May 2031.") && !is_dated("12 comments"));
        assert!(!is_byline("By the sea") && !is_announced("Most read") && !is_name("Most read"));
    }
}
