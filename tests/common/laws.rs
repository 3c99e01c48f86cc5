//! The four laws, checked on one document made from bytes.

use scutch::decode::{Given, replay as decode_again};
use scutch::document::Verdict;
use scutch::ledger::{Act, Redo, replay};
use scutch::{Body, Document, Kind, RawDocument, Span};

/// Returns a raw document in memory.
pub(crate) fn raw(bytes: &[u8]) -> RawDocument {
    RawDocument { input: 0, file: "test".to_owned(), body: Body::Bytes(bytes.to_vec()) }
}

/// Checks the four laws on a document made from `bytes`. The fourth, rest, is checked by the stages'
/// runner in debug builds: a stage that finds more in its own output is a panic, and so a rejection.
///
/// # Panics
///
/// When one does not hold.
pub(crate) fn assert_laws(bytes: &[u8], doc: &Document) {
    if let Verdict::Rejected(rejection) = doc.verdict() {
        assert!(!rejection.rule.id.starts_with("internal/"), "{}: {bytes:?}", rejection.reason);
        return;
    }
    assert_eq!(replayed(bytes, doc), doc.text(), "law 1, replay");
    assert_eq!(first_unaccounted(bytes, doc), None, "law 2, account: {:?}", doc.text());
    for run in doc.map().runs() {
        if run.kind() == Kind::Copy {
            let text = run.text().of(doc.text()).as_bytes();
            assert_eq!(text, run.raw().of_bytes(bytes), "law 3, honest copy");
        }
    }
    assert_monotone(doc);
}

fn replayed(bytes: &[u8], doc: &Document) -> String {
    let changes: Vec<_> = doc.ledger().changes().collect();
    let put = |act: Act<'_>| match act {
        Act::Put(with) => Some(with.to_owned()),
        _ => None,
    };
    let withs: Vec<Option<String>> = changes.iter().map(|change| put(change.act)).collect();
    let decoded = changes.iter().zip(&withs).take_while(|(change, _)| change.pass == "decode");
    let given: Vec<Given<'_>> = decoded
        .map(|(change, with)| Given {
            raw: change.raw,
            at: change.at,
            was: change.was,
            with: with.as_deref(),
            detail: change.detail,
        })
        .collect();
    let decoded = decode_again(bytes, doc.encoding(), &given).expect("decoding follows the ledger");
    let mut text = decoded.text;
    let behind = changes.get(given.len()..).unwrap_or_default();
    let withs = withs.get(given.len()..).unwrap_or_default();
    let mut start = 0;
    for pass in behind.chunk_by(|a, b| a.pass == b.pass) {
        let edits = pass.iter().zip(&withs[start..]);
        let edits = edits.filter(|(change, _)| !matches!(change.act, Act::Note(..) | Act::Flag));
        let edits = edits.map(|(change, with)| Redo {
            at: change.at,
            was: change.was,
            with: with.as_deref().unwrap_or_default(),
        });
        text = replay(&text, edits).expect("edits follow each other");
        start += pass.len();
    }
    text
}

fn first_unaccounted(bytes: &[u8], doc: &Document) -> Option<usize> {
    let mut seen = vec![false; bytes.len()];
    let runs = doc.map().runs().iter().map(|run| run.raw());
    for raw in runs.chain(doc.ledger().changes().map(|change| change.raw)) {
        seen[raw.start..raw.end].fill(true);
    }
    seen.iter().position(|seen| !seen)
}

fn assert_monotone(doc: &Document) {
    let (mut text, mut raw) = (0, Span::point(0));
    for run in doc.map().runs() {
        assert_eq!(run.text().start, text, "runs tile the text");
        assert!(run.raw().start >= raw.start && run.raw().end >= raw.end, "runs never go back");
        text = run.text().end;
        raw = run.raw();
    }
    assert_eq!(text, doc.text().len(), "runs tile the text to its end");
}
