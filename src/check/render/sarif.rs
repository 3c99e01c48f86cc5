//! SARIF 2.1.0 (OASIS, 2020), as code scanning services take it: a rule for each check that found
//! something, a result for each finding, up to what a service takes.

use serde_json::{Map, Value, json};

use crate::check::dataset::is_lines;
use crate::check::report::{Finding, Outcome, Report, Status};
use crate::hash;

use super::{place, said, visible};

/// Results of a run that GitHub takes; of more it takes none.
const MOST_RESULTS: usize = 25_000;

/// Returns the report as SARIF: failures and warnings.
pub fn sarif(report: &Report) -> String {
    let told: Vec<&Outcome> =
        report.outcomes.iter().filter(|outcome| outcome.status >= Status::Warned).collect();
    let rules: Vec<Value> = told.iter().map(|outcome| rule(outcome)).collect();
    let results = results(&told);
    let value = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "scutch",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
            "invocations": [{
                "executionSuccessful": true,
                "toolExecutionNotifications": report.warnings.iter().map(|warning| json!({
                    "level": "warning",
                    "message": { "text": warning },
                })).collect::<Vec<Value>>(),
            }],
        }],
    });
    format!("{value:#}\n")
}

fn rule(outcome: &Outcome) -> Value {
    let check = outcome.check;
    json!({
        "id": outcome.name(),
        "name": check.name(),
        "shortDescription": { "text": check.summary },
        "fullDescription": { "text": check.why },
        "help": { "text": check.why },
        "defaultConfiguration": { "level": level(outcome) },
        "properties": { "tags": [check.group()] },
    })
}

fn level(outcome: &Outcome) -> &'static str {
    if outcome.status == Status::Failed { "error" } else { "warning" }
}

/// Returns the results: of every check as many findings as leave room for the others, and a sum of the
/// rest.
fn results(told: &[&Outcome]) -> Vec<Value> {
    let share = MOST_RESULTS / told.len().max(1);
    let unused: usize = told.iter().map(|outcome| share.saturating_sub(wanted(outcome))).sum();
    let mut spare = unused;
    let mut results = Vec::new();
    for (index, outcome) in told.iter().enumerate() {
        let more = wanted(outcome).saturating_sub(share).min(spare);
        spare -= more;
        // One place is kept for the sum.
        let room = (share + more).saturating_sub(1);
        let shown = outcome.findings.len().min(room);
        results.extend(
            outcome.findings.iter().take(shown).map(|finding| result(index, outcome, finding)),
        );
        let rest = outcome.total.saturating_sub(shown as u64);
        if rest > 0 || shown == 0 {
            results.push(sum(index, outcome, rest));
        }
    }
    results
}

fn wanted(outcome: &Outcome) -> usize {
    outcome.findings.len() + 1
}

fn result(index: usize, outcome: &Outcome, finding: &Finding) -> Value {
    let message = format!("{}: {}", place(finding), said(finding));
    let print = format!("{}\0{}\0{:?}", outcome.name(), finding.document, finding.place);
    let mut result = json!({
        "ruleId": outcome.name(),
        "ruleIndex": index,
        "level": level(outcome),
        "message": { "text": message },
        "partialFingerprints": { "scutch/v1": format!("{:016x}", hash::short(print.as_bytes())) },
    });
    if let (Some(object), false) = (result.as_object_mut(), finding.file.is_empty()) {
        object.insert("locations".to_owned(), json!([location(finding)]));
    }
    result
}

fn location(finding: &Finding) -> Value {
    let mut physical = Map::new();
    physical.insert("artifactLocation".to_owned(), json!({ "uri": uri(&finding.file) }));
    // Only in JSON Lines is the number of a record that of a line.
    let is_line = is_lines(std::path::Path::new(&finding.file));
    if let Some(line) = finding.record.filter(|line| is_line && *line > 0) {
        physical.insert("region".to_owned(), json!({ "startLine": line }));
    }
    let name = place(finding);
    json!({
        "physicalLocation": physical,
        "logicalLocations": [{ "fullyQualifiedName": name }],
    })
}

fn sum(index: usize, outcome: &Outcome, rest: u64) -> Value {
    let told = match outcome.measure() {
        measure if measure.is_empty() => outcome.note.clone(),
        measure => format!("{measure}; limit {}", outcome.limit()),
    };
    let more =
        if rest == 0 { String::new() } else { format!("; {rest} findings are not listed here") };
    json!({
        "ruleId": outcome.name(),
        "ruleIndex": index,
        "level": level(outcome),
        "message": { "text": visible(&format!("{told}{more}")) },
    })
}

/// Returns a path as a relative reference (RFC 3986).
fn uri(path: &str) -> String {
    let mut uri = String::new();
    for byte in path.replace('\\', "/").bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            other => uri.push_str(&format!("%{other:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::super::tests::report;
    use super::*;

    #[test]
    fn no_more_results_than_a_service_takes() {
        let value: Value =
            serde_json::from_str(&sarif(&report("text/control", 30_000))).expect("JSON");
        let results = value["runs"][0]["results"].as_array().expect("results");
        assert_eq!(results.len(), MOST_RESULTS);
        let last = results.last().expect("a sum")["message"]["text"].as_str();
        assert!(
            last.is_some_and(|text| text.ends_with("; 5001 findings are not listed here")),
            "{last:?}"
        );
    }

    #[test]
    fn places_are_references() {
        assert_eq!(uri("a b/c:d%é.jsonl"), "a%20b/c%3Ad%25%C3%A9.jsonl");
        let value: Value = serde_json::from_str(&sarif(&report("text/control", 1))).expect("JSON");
        let location = &value["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
        assert_eq!(location["region"]["startLine"], 7);
    }
}
