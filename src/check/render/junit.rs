//! JUnit XML: a suite for each group, a test for each check, as Ant writes it and Jenkins reads it.
//!
//! Every element and attribute that Ant's schema requires is there, and nothing that Jenkins' does not
//! know; of skipped tests Ant's knows nothing. There is no clock here: a suite is dated by the day that it was told, and took no time.

use crate::check::report::{Outcome, Report, Status};

use super::text::sums;
use super::{place, said, shown, xml};

/// Findings of a check that are listed.
const MOST_SHOWN: usize = 100;

/// Returns the report as JUnit XML.
pub fn junit(report: &Report) -> String {
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    for (number, suite) in suites(report).iter().enumerate() {
        push_suite(&mut xml, report, number, suite);
    }
    xml.push_str("</testsuites>\n");
    xml
}

/// Returns the outcomes of each group.
fn suites(report: &Report) -> Vec<&[Outcome]> {
    report.outcomes.chunk_by(|a, b| a.check.group() == b.check.group()).collect()
}

fn push_suite(text: &mut String, report: &Report, number: usize, suite: &[Outcome]) {
    let count = |status: Status| suite.iter().filter(|outcome| outcome.status == status).count();
    let group = suite.first().map_or("", |outcome| outcome.check.group());
    let (tests, failures, skipped) = (suite.len(), count(Status::Failed), count(Status::Skipped));
    text.push_str(&format!(
        "  <testsuite name=\"scutch.{group}\" package=\"scutch\" id=\"{number}\" hostname=\"localhost\" \
         timestamp=\"{}T00:00:00\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" \
         skipped=\"{skipped}\" time=\"0\">\n    <properties>\n      <property name=\"dataset\" \
         value=\"{}\"/>\n    </properties>\n",
        report.today,
        xml(&report.dataset),
    ));
    for outcome in suite {
        push_case(text, outcome);
    }
    let warned = suite.iter().filter(|outcome| outcome.status == Status::Warned);
    let told: Vec<String> = warned.map(|outcome| format!("warning: {}", full(outcome))).collect();
    text.push_str(&format!(
        "    <system-out>{}</system-out>\n    <system-err>{}</system-err>\n  </testsuite>\n",
        xml(&format!("{}{}", told.join(""), sums(report))),
        xml(&report.warnings.join("\n")),
    ));
}

fn push_case(text: &mut String, outcome: &Outcome) {
    let (name, group) = (xml(&outcome.name()), outcome.check.group());
    let open = format!("    <testcase name=\"{name}\" classname=\"scutch.{group}\" time=\"0\"");
    match outcome.status {
        Status::Passed | Status::Warned => text.push_str(&format!("{open}/>\n")),
        Status::Skipped => {
            text.push_str(&format!("{open}>\n      <skipped/>\n    </testcase>\n"));
        }
        Status::Failed => text.push_str(&format!(
            "{open}>\n      <failure message=\"{}\" type=\"{}\">{}</failure>\n    </testcase>\n",
            xml(&headline(outcome)),
            outcome.check.id,
            xml(&full(outcome)),
        )),
    }
}

/// Returns what a check found, in one line.
fn headline(outcome: &Outcome) -> String {
    match outcome.measure() {
        measure if measure.is_empty() => outcome.note.clone(),
        measure => format!("{measure}; limit {}: {}", outcome.limit(), outcome.check.summary),
    }
}

fn full(outcome: &Outcome) -> String {
    let mut text = format!("{}: {}\n", outcome.name(), headline(outcome));
    for finding in shown(&outcome.findings, MOST_SHOWN) {
        text.push_str(&format!("{}: {}\n", place(finding), said(finding)));
    }
    let shown = outcome.findings.len().min(MOST_SHOWN) as u64;
    if outcome.total > shown {
        text.push_str(&format!("and {} more\n", outcome.total - shown));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::tests::report;
    use super::*;

    #[test]
    fn what_documents_hold_stays_text() {
        let text = junit(&report("text/control", 250));
        let is_allowed = |c: char| matches!(c, '\n' | ' '..='\u{FFFD}' | '\u{10000}'..);
        assert!(text.chars().all(is_allowed));
        assert_eq!(text.matches("</testcase>").count(), 1);
        assert!(!text.contains("<script>"));
        assert!(text.contains("and 150 more"));
    }
}
