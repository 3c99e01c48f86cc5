//! Published filters at work: what they leave follows from the ledger, and says why.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

mod common;

use common::laws::{assert_laws, raw};
use scutch::document::Verdict;
use scutch::{Document, Pipeline, config};

const SENTENCES: &str =
    "It sails at noon. It is late. The bridge is shut. We wait here. We go home.";

fn run(settings: &[&str], text: &str) -> Document {
    let mut layers = config::Layers::default();
    for setting in settings {
        layers.set(setting).unwrap();
    }
    let doc = Pipeline::new(&layers.finish().unwrap()).unwrap().document(raw(text.as_bytes()));
    assert_laws(text.as_bytes(), &doc);
    doc
}

fn c4(text: &str) -> String {
    run(&["run.stages=['filter']", "filter.families=['c4']"], text).text().to_owned()
}

#[test]
fn lines_go_with_the_break_before_them() {
    let text = format!("Menu\n\n{SENTENCES}\r\nRead more.\n\n  The end is near.  \u{2028}Footer");
    assert_eq!(c4(&text), format!("{SENTENCES}\nThe end is near."));
}

#[test]
fn a_citation_at_an_edge_leaves_no_space_at_the_edge_of_the_text() {
    let text = format!("[1] {SENTENCES}\n[edit] Then they[12] sailed on.[citation needed]");
    assert_eq!(c4(&text), format!("{SENTENCES}\n Then they sailed on."));
}

#[test]
fn a_text_that_c4_likes_is_not_touched() {
    let doc = run(&["run.stages=['filter']", "filter.families=['c4']"], SENTENCES);
    assert!(doc.ledger().is_empty());
}

#[test]
fn a_rejection_says_what_was_expected_and_found() {
    let doc = run(&["run.stages=['filter']", "filter.families=['gopher']"], SENTENCES);
    let Verdict::Rejected(rejection) = doc.verdict() else { panic!("the document is kept") };
    assert_eq!(rejection.rule.id, "gopher/few-words");
    assert_eq!(rejection.reason, "expected at least 50 words, found 17");
}

#[test]
fn a_rule_that_is_off_leaves_the_decision_to_the_next() {
    let text = "harbour ferry island toll 1 2 3 4 5 6 7 8 9";
    let doc = run(
        &["run.stages=['filter']", "filter.families=['gopher']", "rules.off=['gopher/few-words']"],
        text,
    );
    let Verdict::Rejected(rejection) = doc.verdict() else { panic!("the document is kept") };
    assert_eq!(rejection.rule.id, "gopher/short-words");
}

#[test]
fn the_own_profile_takes_the_end_marks_of_every_script() {
    let text = "渡轮委员会周一表示晚间航班将增加。”\nDie Fähre fährt…\nAnd then they said:";
    let settings = ["run.stages=['filter']", "filter.profile=scutch", "filter.families=['c4']"];
    let all = ["filter.c4.min_sentences=0", "rules.off=['c4/line-edge']"];
    let doc = run(&[settings.as_slice(), all.as_slice()].concat(), text);
    assert_eq!(doc.text(), text);
}

#[test]
fn english_stop_words_are_not_asked_of_other_languages() {
    let sentence = "Die Hafenbehörde sagte am Montag, dass die Fähre zweimal am Tag fahren wird. ";
    let text = sentence.repeat(6);
    let stages = "run.stages=['tag', 'filter']";
    let own = run(&[stages, "filter.profile=scutch", "filter.families=['gopher']"], &text);
    assert!(own.is_kept());
    let theirs = run(&[stages, "filter.profile=datatrove", "filter.families=['gopher']"], &text);
    assert!(!theirs.is_kept());
}
