//! Lines that the model takes for the page's and that describe the article: its date and its author, right above
//! the text or below its first paragraph. They are left for the stages that read them.

use crate::dates::find::has_date;
use crate::labels::spoken;
use crate::prose::{ends_sentence, is_prose};

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
    gone.retain(|line| {
        !zone.contains(&line.at) || !lines.get(line.at).is_some_and(|l| describes(l))
    });
}

/// Returns whether a line looks like a date or a byline.
fn describes(line: &str) -> bool {
    let line = line.trim_start_matches(['•', '·', '-', '|', ' ']);
    let is_short = line.len() <= MOST_BYTES && line.split_whitespace().nth(MOST_WORDS).is_none();
    is_short && !ends_sentence(line) && (has_date(line) || is_byline(line))
}

fn is_byline(line: &str) -> bool {
    let names = spoken(line).and_then(|label| line.get(label.len()..)).unwrap_or_default();
    names.trim_start().starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_bylines_describe_an_article() {
        for line in
            ["Published May 9, 2031 • 3 min read", "• By Orla Vint", "09.05.2031, 16:20 Uhr"]
        {
            assert!(describes(line), "{line}");
        }
        for line in ["Most read", "The board met on 9 May 2031.", "By the sea", "12 comments"] {
            assert!(!describes(line), "{line}");
        }
    }
}
