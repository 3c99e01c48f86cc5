//! Results as text, JSON, JUnit XML, SARIF and the annotations of GitHub.
//!
//! Each is a function from a report to a text: no time, no machine, no thread takes part. What services
//! show at most is cut here and summed up; JSON has all.

mod github;
mod json;
mod junit;
mod sarif;
mod text;

use crate::span::Span;

use super::report::Finding;

pub use github::{annotations, summary};
pub use json::json;
pub use junit::junit;
pub use sarif::sarif;
pub use text::{list, text};

/// Findings of one document that are shown before those of others.
const OF_A_DOCUMENT: usize = 3;

/// Returns at most `most` findings, of many documents rather than many of one, in their order.
pub(super) fn shown(findings: &[Finding], most: usize) -> Vec<&Finding> {
    let of_documents = findings.chunk_by(|a, b| a.record == b.record && a.file == b.file);
    let few = of_documents.flat_map(|own| own.iter().take(OF_A_DOCUMENT)).take(most);
    let few: Vec<&Finding> = few.collect();
    if few.len() == most { few } else { findings.iter().take(most).collect() }
}

/// Returns where a finding is, in one line: file and record, document, field, line and bytes.
pub(super) fn place(finding: &Finding) -> String {
    let mut place = finding.file.clone();
    if let Some(record) = finding.record {
        place.push_str(&format!(":{record}"));
    }
    let mut push = |word: String| {
        if !place.is_empty() {
            place.push(' ');
        }
        place.push_str(&word);
    };
    let own = &finding.place;
    if !finding.document.is_empty() {
        push(format!("({})", finding.document));
    }
    if !own.field.is_empty() {
        push(own.field.clone());
    }
    if let Some((start, end)) = own.at {
        match own.line {
            0 => push(format!("bytes {start}..{end}")),
            line => push(format!("line {line}, bytes {start}..{end}")),
        }
    }
    visible(&place)
}

/// Returns what stands at a finding and what is wrong with it, in one line.
pub(super) fn said(finding: &Finding) -> String {
    let own = &finding.place;
    let value = match (own.value.as_str(), own.at) {
        ("", None) => String::new(),
        (value, _) => format!("\"{}\"", visible(value)),
    };
    match (value.is_empty(), own.note.is_empty()) {
        (false, false) => format!("{value}: {}", visible(&own.note)),
        (false, true) => value,
        (true, _) => visible(&own.note),
    }
}

/// Returns text that shows on one line and cannot steer a terminal or turn what stands around it:
/// controls, odd spaces, invisible characters and direction marks spelled out.
pub(crate) fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => shown.push('⏎'),
            '\t' => shown.push_str("<TAB>"),
            ' ' => shown.push(' '),
            c if c.is_control() || c.is_whitespace() || is_invisible(c) => {
                shown.push_str(&format!("<U+{:04X}>", u32::from(c)));
            }
            c => shown.push(c),
        }
    }
    shown
}

/// Format characters and others without a shape (Unicode general category Cf, and fillers).
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Returns `text` as the content of an element or an attribute of XML 1.0: what it cannot hold, even
/// escaped, is U+FFFD (XML 1.0, production 2).
pub(super) fn xml(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' => escaped.push_str("&#10;"),
            '\t' => escaped.push_str("&#9;"),
            '\r' => escaped.push_str("&#13;"),
            '\u{0}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => escaped.push('\u{FFFD}'),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Returns at most `most` bytes of a text, cut between characters.
pub(super) fn cut(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    Span::new(0, end).of(text)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::check::report::{Outcome, Report, Status};
    use crate::check::{Place, named};
    use crate::expect::Limit;

    /// Returns a report with a hostile finding of a check, so many times.
    pub(in crate::check) fn report(id: &str, findings: usize) -> Report {
        let value = "</testcase>]]>\u{0}\u{1b}[31m\u{202e}&<script>\n::error::\u{fffe}";
        let finding = Finding {
            file: "a b,c:d%.jsonl".to_owned(),
            record: Some(7),
            document: "<b>".to_owned(),
            place: Place {
                field: "text".to_owned(),
                line: 2,
                at: Some((3, 5)),
                value: value.to_owned(),
                note: value.to_owned(),
            },
        };
        let outcome = Outcome {
            check: named(id).expect("a check"),
            field: None,
            status: Status::Failed,
            measured: 1.0,
            of: Some(9),
            error: "> 0".parse().expect("a limit"),
            warning: Limit::OFF,
            note: String::new(),
            findings: vec![finding; findings],
            total: findings as u64,
            waived: 0,
        };
        Report {
            dataset: "a b".to_owned(),
            today: "2031-05-09".parse().expect("a day"),
            files: 1,
            documents: 9,
            outcomes: vec![outcome],
            warnings: vec!["a & b".to_owned()],
            profile: None,
        }
    }

    #[test]
    fn nothing_hidden_gets_through() {
        let shown = visible("a\u{1b}[31m\u{202e}b\r\n\u{ad}\u{a0}c");
        assert_eq!(shown, "a<U+001B>[31m<U+202E>b<U+000D>⏎<U+00AD><U+00A0>c");
        assert_eq!(
            xml("<a b=\"\u{1}\">&\u{fffe}"),
            "&lt;a b=&quot;\u{fffd}&quot;&gt;&amp;\u{fffd}"
        );
        assert_eq!(cut("é", 1), "");
    }

    #[test]
    fn a_finding_is_a_line() {
        let report = report("text/control", 1);
        let finding = &report.outcomes[0].findings[0];
        assert_eq!(place(finding), "a b,c:d%.jsonl:7 (<b>) text line 2, bytes 3..5");
        assert!(!said(finding).contains(['\n', '\u{1b}', '\u{202e}']));
    }
}
