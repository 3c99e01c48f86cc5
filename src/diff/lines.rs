//! How two texts differ, line by line, as a unified diff; each line is cut to where it differs.

use similar::{ChangeTag, TextDiff};

use crate::text::grouped;

/// Lines of one side, between what both have at their start and end, that are compared one with another.
const MOST_LINES: usize = 2000;

/// Lines of a difference that are told.
const MOST_TOLD: usize = 200;

/// Lines around a change.
const AROUND: usize = 1;

/// Characters of a line, and those before its difference.
const LINE_CHARS: usize = 160;
const LEAD_CHARS: usize = 40;

/// Returns the lines that are not the same; none where the texts are.
pub(super) fn unified(before: &str, after: &str) -> Vec<String> {
    if before == after {
        return Vec::new();
    }
    let (old, new): (Vec<&str>, Vec<&str>) =
        (before.split('\n').collect(), after.split('\n').collect());
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let rest = old.len().min(new.len()) - head;
    let tail =
        old.iter().rev().zip(new.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let middle = old.len().max(new.len()) - head - tail;
    if middle > MOST_LINES {
        return vec![format!(
            "@@ {} lines from line {} on are not the same @@",
            grouped(middle),
            grouped(head + 1)
        )];
    }
    // What both have at their ends is not compared again, but for what is shown of it.
    let from = head.saturating_sub(AROUND);
    let end = |len: usize| (len - tail + AROUND).min(len);
    let old_part = old.get(from..end(old.len())).unwrap_or_default();
    let new_part = new.get(from..end(new.len())).unwrap_or_default();
    told(old_part, new_part, from)
}

fn told(old: &[&str], new: &[&str], from: usize) -> Vec<String> {
    let diff = TextDiff::from_slices(old, new);
    let mut lines = Vec::new();
    for group in diff.grouped_ops(AROUND) {
        let (Some(first), Some(last)) = (group.first(), group.last()) else { continue };
        let range = |start: usize, end: usize| format!("{},{}", from + start + 1, end - start);
        let was = range(first.old_range().start, last.old_range().end);
        let is = range(first.new_range().start, last.new_range().end);
        lines.push(format!("@@ -{was} +{is} @@"));
        for op in group {
            let (old, new) = (old.get(op.old_range()), new.get(op.new_range()));
            let common = common(old.unwrap_or_default(), new.unwrap_or_default());
            for change in diff.iter_changes(&op) {
                let (sign, lead) = match change.tag() {
                    ChangeTag::Equal => (' ', 0),
                    ChangeTag::Delete => ('-', common),
                    ChangeTag::Insert => ('+', common),
                };
                lines.push(format!("{sign}{}", window(change.value(), lead)));
            }
        }
        if lines.len() > MOST_TOLD {
            lines.truncate(MOST_TOLD);
            lines.push("@@ and more @@".to_owned());
            break;
        }
    }
    lines
}

/// Returns how many characters a line has in common with the one that came instead, where one came for
/// one.
fn common(old: &[&str], new: &[&str]) -> usize {
    match (old, new) {
        ([old], [new]) => old.chars().zip(new.chars()).take_while(|(a, b)| a == b).count(),
        _ => 0,
    }
}

/// Returns a line from a little before its difference on.
fn window(line: &str, common: usize) -> String {
    let skip = common.saturating_sub(LEAD_CHARS);
    let mut shown: String = if skip > 0 { "…".to_owned() } else { String::new() };
    let mut rest = line.chars().skip(skip);
    shown.extend(rest.by_ref().take(LINE_CHARS));
    if rest.next().is_some() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_shown_with_a_line_around() {
        let lines = unified("a\nb\nc\nd\ne", "a\nb\nX\nd\ne");
        assert_eq!(lines, ["@@ -2,3 +2,3 @@", " b", "-c", "+X", " d"]);
        assert_eq!(unified("a", "a"), Vec::<String>::new());
        assert_eq!(unified("a\nb", "a"), ["@@ -1,2 +1,1 @@", " a", "-b"]);
    }

    #[test]
    fn a_long_line_is_shown_where_it_differs() {
        let (old, new) = (format!("{}x{}", "a".repeat(500), "b".repeat(500)), "a".repeat(501));
        let lines = unified(&old, &new);
        assert_eq!(lines[1].chars().count(), 1 + 1 + 160 + 1);
        assert!(lines[1].starts_with("-…aaaa") && lines[1].contains("axb"));
    }

    #[test]
    fn texts_without_a_line_in_common_take_no_time() {
        let of = |word: &str| (0..50_000).map(|n| format!("{word}{n}\n")).collect::<String>();
        assert_eq!(
            unified(&of("a"), &of("b")),
            ["@@ 50,000 lines from line 1 on are not the same @@"]
        );
    }
}
