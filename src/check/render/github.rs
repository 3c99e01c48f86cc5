//! Annotations and the job summary of GitHub Actions.
//!
//! A step shows ten annotations of each kind, and a summary of a mebibyte at most (GitHub documentation,
//! "Workflow commands", "Annotation limits"); the last annotation of a kind sums up the rest.

use crate::check::dataset::is_lines;
use crate::check::report::{Finding, Outcome, Report, Status};

use super::text::sums;
use super::{cut, place, said, shown, visible};

/// Annotations of a kind that a step shows.
const MOST_ANNOTATIONS: usize = 10;

/// Bytes of a job summary, with room for what other steps have written.
const MOST_SUMMARY_BYTES: usize = (1 << 20) - (1 << 16);

/// Findings of a check in the summary.
const MOST_SHOWN: usize = 50;

/// Returns the workflow commands that annotate the files.
pub fn annotations(report: &Report) -> String {
    let mut text = String::new();
    for (kind, status) in [("error", Status::Failed), ("warning", Status::Warned)] {
        let told: Vec<&Outcome> =
            report.outcomes.iter().filter(|outcome| outcome.status == status).collect();
        push_kind(&mut text, kind, &told, report, status);
    }
    text.push_str(&sums(report));
    text
}

fn push_kind(text: &mut String, kind: &str, told: &[&Outcome], report: &Report, status: Status) {
    let of_report = if status == Status::Warned { report.warnings.as_slice() } else { &[] };
    let mut lines: Vec<String> = Vec::new();
    // One finding of each check comes before the second of any.
    let most = told.iter().map(|outcome| outcome.findings.len().max(1)).max().unwrap_or(0);
    let mut all = of_report.len() as u64;
    all += told.iter().map(|outcome| outcome.total.max(1)).sum::<u64>();
    lines.extend(of_report.iter().map(|warning| command(kind, "scutch", None, warning)));
    for turn in 0..most.min(MOST_ANNOTATIONS) {
        for outcome in told {
            match shown(&outcome.findings, MOST_ANNOTATIONS).get(turn).copied() {
                Some(finding) => lines.push(of_finding(kind, outcome, finding)),
                None if turn == 0 => {
                    let said = format!("{} {}", outcome.measure(), outcome.note);
                    lines.push(command(kind, &outcome.name(), None, said.trim()));
                }
                None => {}
            }
        }
    }
    let is_cut = all > MOST_ANNOTATIONS as u64;
    let shown = if is_cut { MOST_ANNOTATIONS - 1 } else { lines.len() };
    lines.truncate(shown);
    if is_cut {
        let rest = all - shown as u64;
        let names: Vec<String> =
            told.iter().map(|outcome| format!("{} ({})", outcome.name(), outcome.total)).collect();
        let said = format!("{rest} more: {}", names.join(", "));
        lines.push(command(kind, "scutch", None, &said));
    }
    text.extend(lines);
}

fn of_finding(kind: &str, outcome: &Outcome, finding: &Finding) -> String {
    let said = format!("{}: {}", place(finding), said(finding));
    command(kind, &outcome.name(), Some(finding), &said)
}

/// Returns a workflow command, with what has a meaning in it escaped.
fn command(kind: &str, title: &str, finding: Option<&Finding>, said: &str) -> String {
    let mut properties = format!("title={}", property(title));
    if let Some(finding) = finding.filter(|finding| !finding.file.is_empty()) {
        properties.push_str(&format!(",file={}", property(&finding.file)));
        let is_line = is_lines(std::path::Path::new(&finding.file));
        if let Some(line) = finding.record.filter(|_| is_line) {
            properties.push_str(&format!(",line={line}"));
        }
    }
    format!("::{kind} {properties}::{}\n", message(&visible(said)))
}

fn message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}

/// Returns the job summary, in Markdown.
pub fn summary(report: &Report) -> String {
    let mut text = format!("## scutch check\n\n{}\n", escaped(&sums(report)));
    let told = report.outcomes.iter().filter(|outcome| outcome.status >= Status::Warned);
    let told: Vec<&Outcome> = told.collect();
    for warning in &report.warnings {
        text.push_str(&format!("- warning: {}\n", escaped(warning)));
    }
    if !told.is_empty() {
        text.push_str("\n| check | status | measured | limit |\n| --- | --- | --- | --- |\n");
    }
    for outcome in &told {
        let (name, word) = (escaped(&outcome.name()), outcome.status.word());
        let measured = format!("{} {}", outcome.measure(), outcome.note);
        text.push_str(&format!(
            "| {name} | {word} | {} | {} |\n",
            escaped(measured.trim()),
            escaped(&outcome.limit().to_string())
        ));
    }
    for outcome in told {
        let section = section(outcome);
        if text.len() + section.len() > MOST_SUMMARY_BYTES {
            text.push_str("\nMore is cut off here: `--format json` has all.\n");
            break;
        }
        text.push_str(&section);
    }
    cut(&text, MOST_SUMMARY_BYTES).to_owned()
}

fn section(outcome: &Outcome) -> String {
    let mut text =
        format!("\n### {}\n\n{}\n\n", escaped(&outcome.name()), escaped(outcome.check.summary));
    for finding in shown(&outcome.findings, MOST_SHOWN) {
        text.push_str(&format!("- {}: {}\n", escaped(&place(finding)), escaped(&said(finding))));
    }
    let shown = outcome.findings.len().min(MOST_SHOWN) as u64;
    if outcome.total > shown {
        text.push_str(&format!("- and {} more\n", outcome.total - shown));
    }
    text
}

/// Returns text on one line without a meaning in Markdown or HTML.
fn escaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in visible(text.trim_end()).chars() {
        match c {
            '&' => plain.push_str("&amp;"),
            '<' => plain.push_str("&lt;"),
            '>' => plain.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '!' | '(' | ')' | '@' | ':' => {
                plain.push_str(&format!("&#{};", u32::from(c)));
            }
            c => plain.push(c),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::super::tests::report;
    use super::*;

    #[test]
    fn no_more_annotations_than_a_step_shows() {
        let text = annotations(&report("text/control", 25));
        let errors: Vec<&str> = text.lines().filter(|line| line.starts_with("::error ")).collect();
        assert_eq!(errors.len(), 10);
        assert!(errors[9].contains("::16 more"), "{}", errors[9]);
        assert!(
            errors[0].starts_with("::error title=text/control,file=a b%2Cc%3Ad%25.jsonl,line=7::")
        );
        let few = annotations(&report("text/control", 10));
        assert_eq!(few.lines().filter(|line| line.starts_with("::error ")).count(), 10);
        assert!(!few.contains(" more"));
    }

    #[test]
    fn a_document_gives_no_command_and_no_markup() {
        let text = annotations(&report("text/control", 1));
        assert_eq!(text.lines().filter(|line| line.starts_with("::")).count(), 2);
        let summary = summary(&report("text/control", 60));
        assert!(!summary.contains("<script>") && summary.contains("- and 10 more"));
        assert!(summary.len() < MOST_SUMMARY_BYTES);
    }
}
