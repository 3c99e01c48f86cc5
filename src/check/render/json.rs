//! A report for programs: everything, in one object.

use serde_json::{Value, json};

use crate::check::report::{Finding, Outcome, Report, Status};

/// Returns the report as JSON, indented, with a final newline.
pub fn json(report: &Report) -> String {
    let outcomes: Vec<Value> = report.outcomes.iter().map(outcome).collect();
    let value = json!({
        "version": env!("CARGO_PKG_VERSION"),
        "dataset": report.dataset,
        "today": report.today,
        "files": report.files,
        "documents": report.documents,
        "counts": {
            "failed": report.count(Status::Failed),
            "warnings": report.count(Status::Warned),
            "passed": report.count(Status::Passed),
            "skipped": report.count(Status::Skipped),
        },
        "warnings": report.warnings,
        "checks": outcomes,
    });
    format!("{value:#}\n")
}

fn outcome(outcome: &Outcome) -> Value {
    json!({
        "check": outcome.check.id,
        "field": outcome.field,
        "status": outcome.status.word(),
        "measure": outcome.check.measure.name(),
        "measured": outcome.measured,
        "of": outcome.of,
        "error": outcome.error.to_string(),
        "warning": outcome.warning.to_string(),
        "note": outcome.note,
        "waived": outcome.waived,
        "total": outcome.total,
        "findings": outcome.findings.iter().map(finding).collect::<Vec<Value>>(),
    })
}

fn finding(finding: &Finding) -> Value {
    let place = &finding.place;
    json!({
        "file": finding.file,
        "record": finding.record,
        "document": finding.document,
        "field": place.field,
        "line": if place.line == 0 { Value::Null } else { place.line.into() },
        "start": place.at.map(|(start, _)| start),
        "end": place.at.map(|(_, end)| end),
        "value": place.value,
        "note": place.note,
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::report;
    use super::*;

    #[test]
    fn everything_is_there() {
        let value: Value = serde_json::from_str(&json(&report("text/control", 25))).expect("JSON");
        assert_eq!(value["checks"][0]["findings"].as_array().map(Vec::len), Some(25));
        assert_eq!(value["checks"][0]["findings"][0]["start"], 3);
        assert_eq!(value["counts"]["failed"], 1);
    }
}
