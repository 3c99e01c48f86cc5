//! A report for people: what failed first, with the first places of each, then sums.

use crate::check::catalog::Check;
use crate::check::report::{Outcome, Report, Status};
use crate::text::grouped;

use super::{place, said, shown, visible};

/// Findings of a check that are shown.
const MOST_SHOWN: usize = 10;

/// Returns the report as text.
pub fn text(report: &Report) -> String {
    let mut text = String::new();
    for status in [Status::Failed, Status::Warned] {
        for outcome in report.outcomes.iter().filter(|outcome| outcome.status == status) {
            text.push_str(&told(outcome));
        }
    }
    for warning in &report.warnings {
        text.push_str(&format!("warning  {}\n\n", visible(warning)));
    }
    text.push_str(&skipped(report));
    let waived = report.outcomes.iter().filter(|outcome| outcome.waived > 0);
    for outcome in waived {
        text.push_str(&format!("waived   {}: {}\n", outcome.name(), grouped(outcome.waived)));
    }
    text.push_str(&sums(report));
    text
}

fn told(outcome: &Outcome) -> String {
    let word = if outcome.status == Status::Failed { "FAILED " } else { "warning" };
    let (measure, limit) = (outcome.measure(), outcome.limit());
    let measured = match measure.is_empty() {
        true => outcome.note.clone(),
        false => format!("{measure}; limit {limit}"),
    };
    let mut text = format!("{word}  {}: {}\n", outcome.name(), visible(&measured));
    text.push_str(&format!("         {}\n", outcome.check.summary));
    for finding in shown(&outcome.findings, MOST_SHOWN) {
        let (place, said) = (place(finding), said(finding));
        let gap = if place.is_empty() || said.is_empty() { "" } else { ": " };
        text.push_str(&format!("    {place}{gap}{said}\n"));
    }
    let shown_count = outcome.findings.len().min(MOST_SHOWN) as u64;
    if outcome.total > shown_count {
        text.push_str(&format!("    … and {} more\n", grouped(outcome.total - shown_count)));
    }
    text.push('\n');
    text
}

/// Returns the checks that were skipped, those for the same reason on one line; of a whole group its name.
fn skipped(report: &Report) -> String {
    let mut reasons: Vec<(&str, Vec<String>)> = Vec::new();
    for group in report.outcomes.chunk_by(|a, b| a.check.group() == b.check.group()) {
        let is_same = |outcome: &Outcome| {
            outcome.status == Status::Skipped
                && group.first().is_some_and(|first| first.note == outcome.note)
        };
        let whole = group.iter().all(is_same) && group.len() > 1;
        for outcome in group.iter().filter(|outcome| outcome.status == Status::Skipped) {
            let name = if whole { format!("{}/*", outcome.check.group()) } else { outcome.name() };
            match reasons.iter_mut().find(|(reason, _)| *reason == outcome.note) {
                Some((_, names)) if names.contains(&name) => {}
                Some((_, names)) => names.push(name),
                None => reasons.push((&outcome.note, vec![name])),
            }
        }
    }
    let lines = reasons
        .into_iter()
        .map(|(reason, names)| format!("skipped  {}: {}\n", visible(reason), names.join(", ")));
    lines.collect()
}

/// Returns what was checked and how it ended, on one line.
pub(super) fn sums(report: &Report) -> String {
    let count = |number: u64, one: &str, many: &str| {
        format!("{} {}", grouped(number), if number == 1 { one } else { many })
    };
    format!(
        "{}: {} in {}; {}: {} failed, {}, {} passed, {} skipped\n",
        visible(&report.dataset),
        count(report.documents, "document", "documents"),
        count(report.files, "file", "files"),
        count(report.outcomes.len() as u64, "check", "checks"),
        grouped(report.count(Status::Failed)),
        count(report.count(Status::Warned), "warning", "warnings"),
        grouped(report.count(Status::Passed)),
        grouped(report.count(Status::Skipped)),
    )
}

/// Returns the list of checks, with their limits, in columns.
pub fn list(checks: impl Iterator<Item = &'static Check>) -> String {
    let lines = checks.map(|check| {
        let limit = |limit: &str| if limit.is_empty() { "-".to_owned() } else { limit.to_owned() };
        let (error, warning) = (limit(check.error), limit(check.warning));
        format!("{:<26} {error:<8} {warning:<8} {}\n", check.id, check.summary)
    });
    let head = format!("{:<26} {:<8} {:<8} {}\n", "CHECK", "ERROR", "WARNING", "FINDS");
    std::iter::once(head).chain(lines).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::report;
    use super::*;

    #[test]
    fn display_is_capped_and_says_so() {
        let text = text(&report("text/control", 25));
        assert!(
            text.starts_with("FAILED   text/control: 1 of 9 documents (11.1 %); limit > 0\n"),
            "{text}"
        );
        assert_eq!(text.matches("a b,c:d%.jsonl:7").count(), 10);
        assert!(text.contains("    … and 15 more\n"));
        assert!(text.ends_with("1 check: 1 failed, 0 warnings, 0 passed, 0 skipped\n"));
    }
}
