//! Lines that the model takes for the page's and that describe the article: its date, its author and its headline,
//! right above the text or below its first paragraph. They are left for the stages that read them.

use std::collections::HashSet;
use std::ops::RangeInclusive;

use crate::dates::find::has_date;
use crate::dates::labels::label;
use crate::labels::{is_office, is_source_label, named, spoken, spoken_alone};
use crate::prose::{ends_sentence, has_words, is_prose, starts_upper};
use crate::sections::{leads_to, steps};

use super::decide::Gone;

/// Lines above the first paragraph, and below it, that may describe the article.
const ABOVE: usize = 10;
const BELOW: usize = 4;

/// Bytes and words of such a line at most.
const MOST_BYTES: usize = 160;
const MOST_WORDS: usize = 12;

/// Words of a line that begins with the label of a date at most: it may hold two.
const DATE_WORDS: usize = 18;

/// Lines below the first paragraph among which a label may stand with what it announces on the next line.
const LABELS_BELOW: usize = 8;

/// Drops from `gone` (ascending) what describes the article that the other lines are.
pub(super) fn keep(lines: &[&str], gone: &mut Vec<Gone>) {
    let kept = About { lines, gone }.lines_kept();
    gone.retain(|line| !kept.contains(&line.at));
}

/// A page, and the lines of it that the model takes for furniture.
struct About<'a> {
    lines: &'a [&'a str],
    gone: &'a [Gone],
}

impl About<'_> {
    /// Returns the lines that describe the article.
    fn lines_kept(&self) -> HashSet<usize> {
        let is_text = |at: &usize| self.chance(*at).is_none() && self.is(*at, is_prose);
        let Some(first) = (0..self.lines.len()).find(is_text) else { return HashSet::new() };
        let from = first.saturating_sub(ABOVE);
        let zone = from..(first + BELOW + 1).min(self.lines.len());
        let described = zone.clone().find(|at| self.describes(*at) || self.is(*at, is_ago));
        let headline = self.headline(described.unwrap_or(first), first);
        let name = headline.clone().and_then(|mut lines| self.lines.get(lines.next()?)).copied();
        let above = headline.clone().map_or(first, |lines| *lines.start());
        let path = (0..above).rev().find(|at| self.is(*at, |line| leads_to(line, name)));
        zone.filter(|at| self.describes(*at))
            .chain((from..first + LABELS_BELOW).filter(|at| self.announces(*at)))
            .chain((from..first + LABELS_BELOW).filter(|at| *at > 0 && self.announces(at - 1)))
            .chain(headline.into_iter().flatten())
            .chain(path)
            .chain(steps(self.lines.get(..above).unwrap_or_default()))
            .collect()
    }

    /// Returns whether there is such a line.
    fn is(&self, at: usize, test: impl Fn(&str) -> bool) -> bool {
        self.lines.get(at).is_some_and(|line| test(line))
    }

    /// Returns the chance, of 1000, that a line is text; none where it stays.
    fn chance(&self, at: usize) -> Option<u32> {
        let index = self.gone.binary_search_by_key(&at, |line| line.at).ok()?;
        self.gone.get(index).map(|line| line.chance)
    }

    /// Returns whether a line holds a date or an author.
    fn describes(&self, at: usize) -> bool {
        let is_above = |test: fn(&str) -> bool| at > 0 && self.is(at - 1, test);
        let is_beside_date = || self.is(at + 1, is_dated) || is_above(is_dated);
        self.is(at, is_dated)
            || self.is(at, is_byline)
            || (self.is(at, is_announced) && self.is(at + 1, is_name))
            || (self.is(at, is_name) && (is_beside_date() || is_above(is_announced)))
    }

    /// Returns whether a line is a label of what the next line tells: a date, an office.
    fn announces(&self, at: usize) -> bool {
        (self.is(at, is_date_label) && self.is(at + 1, is_dated))
            || (self.is(at, is_source_label) && self.is(at + 1, is_office))
    }

    /// Returns the lines of the headline above the line at `end`, behind which the text begins at `text`: the nearest that may be one, and above it its copy
    /// or another, of which it may be the summary.
    fn headline(&self, end: usize, text: usize) -> Option<RangeInclusive<usize>> {
        let is_twice = |at: usize| at > 0 && self.lines.get(at) == self.lines.get(at - 1);
        let may_be = |at: &usize| {
            let words = if is_twice(*at) { 2 } else { 3 };
            // Below a name stands what the author is.
            let is_role = *at > 0 && self.is(at - 1, is_name);
            self.is(*at, |line| is_headline(line, words)) && !is_role
        };
        let nearest = (end.saturating_sub(REACH)..end).rev().find(may_be)?;
        let is_short = |at: usize| self.is(at, |line| !has_words(line, 4));
        let mut longer = (end.saturating_sub(REACH)..nearest).rev().filter(may_be);
        let mut below =
            (end..(end + REACH).min(text)).filter(|at| self.is(*at, |line| is_headline(line, 5)));
        // The site's name above the date, and the headline above that or below the date.
        let at = match is_short(nearest) && !is_twice(nearest) {
            true => longer.find(|at| !is_short(*at)).or_else(|| below.next()).unwrap_or(nearest),
            false => nearest,
        };
        let is_other = |above: usize| {
            may_be(&above) && self.chance(above).is_none_or(|chance| chance >= HEADLINE_CHANCE)
        };
        let is_double = is_twice(at) || at.checked_sub(1).is_some_and(is_other);
        Some(if is_double { at - 1 } else { at }..=at)
    }
}

/// Lines between a headline and the first date or byline below it at most.
const REACH: usize = 4;

/// Bytes of a headline at most.
const HEADLINE_BYTES: usize = 300;

/// The chance, of 1000, from which a line above what may be a summary is no item of a menu.
const HEADLINE_CHANCE: u32 = 50;

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
    of_words(line, MOST_WORDS)
}

/// Returns the line without the mark of a list, if it has few words and is no sentence.
fn of_words(line: &str, most: usize) -> Option<&str> {
    let line = line.trim_start_matches(['•', '·', '-', '|', ' ']);
    let is_short = line.len() <= MOST_BYTES && line.split_whitespace().nth(most).is_none();
    (is_short && !ends_sentence(line)).then_some(line)
}

/// Returns whether a line holds a date and little else.
fn is_dated(line: &str) -> bool {
    short(line).is_some_and(has_date)
        || of_words(line, DATE_WORDS).is_some_and(|line| {
            let words = line.split(' ').next().unwrap_or_default();
            label(&words.to_lowercase()).is_some() && has_date(line)
        })
}

/// Returns whether a line is the label of a date and nothing else: `Published`, `Last updated:`.
fn is_date_label(line: &str) -> bool {
    let words = line.trim_end_matches([':', '：', ' ']);
    words.chars().count() > 6 && line.len() <= MOST_BYTES && label(&words.to_lowercase()).is_some()
}

/// Returns whether a line says how long ago something was published: `3 hours ago`.
fn is_ago(line: &str) -> bool {
    line.len() <= MOST_BYTES
        && line.ends_with(" ago")
        && line.starts_with(|c: char| c.is_ascii_digit())
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
