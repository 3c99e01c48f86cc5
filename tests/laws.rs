//! The four laws, as properties: random documents through every stage, and random edits against a
//! slow oracle that follows each byte.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

mod common;

use std::sync::Mutex;

use proptest::prelude::*;

use common::laws::{assert_laws, raw};
use common::pipeline;
use scutch::{Config, Document, Effect, Entry, Findings, Pipeline, Rule, Span, Stage};

static EDIT: Rule = Rule::new("test/edit", Effect::Rewrite, "an edit", "A test asks for it.", &[]);

const PASSES: [&str; 4] = ["test/1", "test/2", "test/3", "test/4"];

/// An edit as it is drawn: how far behind the last one, how many characters go, what comes.
type Drawn = (usize, usize, String);

/// A stage that makes the edits it is given, once: it has nothing to find in its own output.
struct Edits {
    drawn: Mutex<Option<Vec<Drawn>>>,
}

/// Returns the drawn edits as spans of `text`, ascending and apart.
fn laid_out(text: &str, drawn: &[Drawn]) -> Vec<(Span, String)> {
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut edits = Vec::new();
    let mut next = 0;
    for (skip, len, with) in drawn {
        let (first, last) = (next + skip, next + skip + len);
        let (Some(start), Some(end)) = (places.get(first), places.get(last)) else { break };
        edits.push((Span::new(*start, *end), with.clone()));
        // Two edits at one place would have no order.
        next = last + 1;
    }
    edits
}

impl Stage for Edits {
    fn scan(&self, doc: &Document, found: &mut Findings<'_>) {
        let drawn = self.drawn.lock().expect("no panic elsewhere").take();
        for (at, with) in laid_out(doc.text(), &drawn.unwrap_or_default()) {
            found.replace(&EDIT, at, &with);
        }
    }
}

/// Follows the raw range of every byte of a text through edits.
struct Oracle {
    text: Vec<u8>,
    raw: Vec<Span>,
}

impl Oracle {
    fn of(text: &str) -> Oracle {
        let raw = (0..text.len()).map(|at| Span::new(at, at + 1)).collect();
        Oracle { text: text.as_bytes().to_vec(), raw }
    }

    fn apply(&mut self, edits: &[(Span, String)]) {
        for (at, with) in edits.iter().rev() {
            let range = at.start..at.end;
            let gone = self.raw[range.clone()].iter().copied().reduce(Span::hull);
            let raw = gone.unwrap_or_else(|| self.between(at.start));
            self.raw.splice(range.clone(), vec![raw; with.len()]);
            self.text.splice(range, with.bytes());
        }
    }

    /// Returns the raw range of an insertion: what the bytes on both its sides share, or the empty
    /// range behind the one before.
    fn between(&self, at: usize) -> Span {
        let before = at.checked_sub(1).map(|before| self.raw[before]);
        match (before, self.raw.get(at)) {
            (Some(before), Some(behind)) => Span::new(behind.start.min(before.end), before.end),
            (Some(before), None) => Span::point(before.end),
            (None, Some(behind)) => Span::point(behind.start),
            (None, None) => Span::point(0),
        }
    }
}

fn edits() -> impl Strategy<Value = Vec<Drawn>> {
    proptest::collection::vec((0..6_usize, 0..5_usize, "[a-zé“]{0,4}"), 0..8)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn the_map_agrees_with_the_oracle(
        text in "[a-zéß船🛳 \n]{1,60}",
        passes in proptest::collection::vec(edits(), 1..4),
    ) {
        let mut oracle = Oracle::of(&text);
        let mut done = Vec::new();
        for drawn in passes {
            done.push(drawn);
            let stages = PASSES.iter().zip(&done).map(|(id, drawn)| {
                Entry::new(id, &[&EDIT], Edits { drawn: Mutex::new(Some(drawn.clone())) })
            });
            let pipeline = Pipeline::with_stages(&Config::default(), stages.collect()).unwrap();
            let doc = pipeline.document(raw(text.as_bytes()));
            let before = String::from_utf8(oracle.text.clone()).unwrap();
            oracle.apply(&laid_out(&before, done.last().unwrap()));
            prop_assert_eq!(doc.text().as_bytes(), &oracle.text);
            for (at, raw) in oracle.raw.iter().enumerate() {
                prop_assert_eq!(doc.map().raw(Span::new(at, at + 1)), *raw, "byte {}", at);
            }
        }
    }

}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn the_laws_hold_for_any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let pipeline = pipeline();
        let doc = pipeline.document(raw(&bytes));
        assert_laws(&bytes, &doc);
    }

    #[test]
    fn the_laws_hold_for_texts_of_odd_lines(
        lines in proptest::collection::vec(prop_oneof![
            Just(" date 2031-05-09 By Kestrel".to_owned()),
            Just("+ ↺ − 16 px".to_owned()),
            Just("By Orla Vint".to_owned()),
            Just("NORTHQUAY, Larland, Feb. 3".to_owned()),
            Just("Kestrel:".to_owned()),
            Just("Kestrel.lr".to_owned()),
            Just("Leave a review".to_owned()),
            Just("Related stories".to_owned()),
            Just("Harbour toll falls again".to_owned()),
            Just("Harbour 9 May 2031 16:20 (UTC+03:00)".to_owned()),
            Just("Updated on:".to_owned()),
            Just("By".to_owned()),
            Just("Orla Vint".to_owned()),
            Just("• May 9, 2031".to_owned()),
            Just("Ilde MarchMay 12, 20313 min read".to_owned()),
            Just("Will the ferries sail every hour from May?".to_owned()),
            Just("The ferry board said so on Monday, Kestrel reports.".to_owned()),
            Just("\u{A0} A\u{AD}n odd \t line of cafe\u{301} tables\u{2028}stands here. ".to_owned()),
            Just(String::new()),
            Just(" ".to_owned()),
            "[a-zA-Zé船 .?!:]{0,30}",
        ], 0..14),
        newline in prop_oneof![Just("\n"), Just("\r\n"), Just("\n\n"), Just("\r")],
    ) {
        let text = lines.join(newline);
        let pipeline = pipeline();
        let doc = pipeline.document(raw(text.as_bytes()));
        assert_laws(text.as_bytes(), &doc);
    }

    #[test]
    fn the_laws_hold_for_legacy_text(text in "[а-яА-Яё ,.\n]{1,120}", which in 0..6_usize) {
        let encodings = [
            encoding_rs::WINDOWS_1251,
            encoding_rs::KOI8_R,
            encoding_rs::IBM866,
            encoding_rs::ISO_8859_5,
            encoding_rs::SHIFT_JIS,
            encoding_rs::GB18030,
        ];
        let (bytes, ..) = encodings[which].encode(&text);
        let pipeline = pipeline();
        let doc = pipeline.document(raw(&bytes));
        assert_laws(&bytes, &doc);
    }
}

#[test]
fn the_laws_hold_for_seeds_and_articles() {
    let pipeline = pipeline();
    let top = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = [
        Some(top.join("seeds")),
        common::shared("articles/raw"),
        common::shared("encoding/detect/files"),
        common::shared("encoding/mixed_lines/files"),
        common::shared("encoding/utf8_damaged/files"),
    ];
    for folder in folders.into_iter().flatten() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let bytes = std::fs::read(&path).unwrap();
            let doc = pipeline.document(raw(&bytes));
            assert_laws(&bytes, &doc);
        }
    }
}
