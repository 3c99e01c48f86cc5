//! Keeps lines that running text stands around or beside, such as crossheads and paragraphs of odd words.
//!
//! A threshold for the whole page treats each line alone. What stands within the text, and whole
//! sentences beside it, go only where that is next to certain.

use crate::features::{Bullet, LOGIT, Line, distances};

use super::columns::Page;

/// A score below which a line between two lines of running text goes. This and the next were chosen so
/// that fewer lines of the text are lost at the same F1, on pages of sites that training had not seen.
const INNER: i32 = -9 * LOGIT / 8;

/// Words of the shortest sentence that is long.
const LONG_WORDS: usize = 20;

/// A score below which even a long sentence beside the text goes.
const SENTENCE: i32 = -2 * LOGIT;

/// A score from which a long sentence stays that stands behind a form or a list in the midst of the text, and how many
/// lines those have at most.
const LIKELY: i32 = -LOGIT / 2;
const AWAY: usize = 8;

/// Lets lines that `stays` has go stay after all, by the running text that stays around them.
pub(super) fn keep(page: &Page, kept: &[usize], scores: &[i32], stays: &mut [bool]) {
    let line = |at: usize| kept.get(at).and_then(|at| page.lines.get(*at));
    let is_text =
        |at: usize| stays.get(at) == Some(&true) && line(at).is_some_and(|line| line.prose() > 0);
    let (before, behind) = distances(stays.len(), is_text);
    let gaps = before.iter().zip(&behind).zip(scores);
    for (at, (stays, ((before, behind), score))) in stays.iter_mut().zip(gaps).enumerate() {
        let is_inner = *before == 1 && *behind == 1 && *score >= INNER;
        let is_beside = *before.min(behind) == 1 && *score >= SENTENCE;
        let is_near = *before.min(behind) <= AWAY && *score >= LIKELY;
        *stays |= is_inner || (is_beside || is_near) && line(at).is_some_and(is_long_sentence);
    }
}

fn is_long_sentence(line: &Line) -> bool {
    // A reporter may sign behind the last sentence.
    let is_prose = line.ends_sentence() || line.prose() > 0;
    line.bullet == Bullet::None && is_prose && line.size() >= LONG_WORDS
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "The harbour board met on Monday and decided that the ferry will sail.";
    const LONG: &str = "Members had argued for weeks about the cost of a second crew and of its uniforms, \
                        and on that day they argued again until the lamps were lit.";

    /// Returns which lines stay of those whose scores are not above 0.
    fn kept(lines: &[(&str, i32)]) -> Vec<bool> {
        let page = Page::read(lines.iter().map(|(text, _)| *text));
        let all: Vec<usize> = (0..lines.len()).collect();
        let scores: Vec<i32> = lines.iter().map(|(_, score)| *score).collect();
        let mut stays: Vec<bool> = scores.iter().map(|score| *score > 0).collect();
        keep(&page, &all, &scores, &mut stays);
        stays
    }

    #[test]
    fn a_crosshead_within_the_text_stays_unless_it_is_clearly_furniture() {
        assert_eq!(kept(&[(TEXT, 900), ("The cost", -200), (TEXT, 900)]), [true; 3]);
        assert!(!kept(&[(TEXT, 900), ("Share", -900), (TEXT, 900)])[1]);
    }

    #[test]
    fn a_short_line_at_the_end_of_the_text_goes() {
        let lines = [(TEXT, 900), (TEXT, 900), (TEXT, 900), ("Most read", -200)];
        assert_eq!(kept(&lines), [true, true, true, false]);
    }

    #[test]
    fn a_long_sentence_stays_beside_the_text_alone() {
        assert_eq!(kept(&[(TEXT, 900), (LONG, -500)]), [true; 2]);
        let far = [(TEXT, 900), ("Home", -900), ("News", -900), ("Sport", -900), (LONG, -500)];
        assert!(!kept(&far)[4]);
    }
}
