//! The catalog as a whole: every rule is told apart, explained, and does what its examples say.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

mod common;

use std::collections::HashSet;

use common::laws::{assert_laws, raw};
use common::pipeline;
use scutch::ledger::Act;
use scutch::{Config, Document, Pipeline, RuleRef, catalog, config};

fn rules() -> Vec<RuleRef> {
    catalog::rules(&Config::default()).expect("the default config is valid")
}

/// Returns the values that the rule gave fields of the document; the empty one where it gave none.
fn fired(doc: &Document, id: &str) -> Option<Vec<String>> {
    if let Some(rejection) = doc.verdict().rejection() {
        return (rejection.rule.id == id).then(Vec::new);
    }
    let mut values = None;
    for change in doc.ledger().changes().filter(|change| change.rule.id == id) {
        let all: &mut Vec<String> = values.get_or_insert_default();
        if let Act::Take(_, value) | Act::Note(_, value) = change.act {
            all.push(value.to_owned());
        }
    }
    values
}

/// Returns a pipeline that asks for what the rule does, where the default does not.
fn pipeline_for(id: &str) -> Option<Pipeline> {
    let settings: &[&str] = match id.split('/').next().unwrap() {
        "verdict" => &["filter.annotate=true"],
        "damage" => &["filter.families=['damage']"],
        "length" if id != "length/no-text" => {
            &["filter.length={ min_chars = 20, max_chars = 1000, min_words = 3, max_words = 190 }"]
        }
        "language" if id.starts_with("language/not") => &["filter.language.keep=['en']"],
        "c4" => &["filter.families=['c4']"],
        "mc4" => &["filter.families=['paragraphs']"],
        "gopher" => &["filter.families=['gopher']"],
        "repetition" => &["filter.families=['repetition']"],
        "fineweb" => &["filter.families=['fineweb']"],
        "language" => &["tag.language=true"],
        "quality" => &["tag.quality=true"],
        "mask" => &["pii.mask=['iban', 'email', 'ip', 'phone']"],
        _ => return None,
    };
    let mut layers = config::Layers::default();
    for setting in settings {
        layers.set(setting).unwrap();
        if setting.starts_with("filter") {
            layers.set("run.stages=['tag', 'filter']").unwrap();
        }
    }
    Some(Pipeline::new(&layers.finish().unwrap()).unwrap())
}

#[test]
fn ids_are_unique() {
    let mut seen = HashSet::new();
    for rule in rules() {
        assert!(seen.insert(rule.id.to_string()), "{} stands twice", rule.id);
    }
}

#[test]
fn every_rule_documents_itself() {
    for rule in rules() {
        let (family, name) = rule.id.split_once('/').expect("an id is family/name");
        let plain = |word: &str| {
            word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        };
        assert!(plain(family) && plain(name), "{}", rule.id);
        assert!(rule.summary.chars().count() < 80, "{}: {}", rule.id, rule.summary);
        assert!(!rule.summary.ends_with('.'), "{}: {}", rule.id, rule.summary);
        assert!(rule.why.ends_with('.'), "{}: {}", rule.id, rule.why);
    }
}

#[test]
fn every_example_is_true() {
    let default = pipeline();
    for rule in rules() {
        let own = pipeline_for(&rule.id);
        let pipeline = own.as_ref().unwrap_or(&default);
        for example in rule.examples {
            let doc = pipeline.document(raw(example.raw));
            assert_laws(example.raw, &doc);
            let values = fired(&doc, &rule.id);
            match example.becomes {
                Some(text) => {
                    let values = values
                        .unwrap_or_else(|| panic!("{} does not fire: {:?}", rule.id, doc.text()));
                    assert_eq!(doc.text(), text, "{}", rule.id);
                    if let Some(value) = example.value {
                        assert!(
                            values.iter().any(|found| found == value),
                            "{}: {values:?}",
                            rule.id
                        );
                    }
                }
                None => assert_eq!(values, None, "{} fires: {:?}", rule.id, doc.text()),
            }
        }
    }
}

#[test]
fn every_rule_fires_and_declines_in_an_example() {
    // No bytes make a file unreadable or too large under the default config, one document repeats no
    // other, and the others need config of their own.
    let without = [
        "load/unreadable",
        "load/too-large",
        "detect/uncertain",
        "quotes/curly",
        "limit/work",
        // Texts too large or too small to show.
        "c4/long-word",
        "gopher/many-words",
        "repetition/empty",
        "fineweb/empty",
        "dedupe/same-text",
        "dedupe/near-text",
        "dedupe/repeated-text",
        "dedupe/nothing-new",
    ];
    // These need a file around the document: tests/containers.rs and tests/records.rs show them.
    let of_files = ["container", "json", "csv", "record", "escape", "warc", "mail", "parquet"];
    for rule in rules() {
        let family = rule.id.split('/').next().unwrap();
        if without.contains(&rule.id.as_ref()) || of_files.contains(&family) {
            continue;
        }
        assert!(
            rule.examples.iter().any(|example| example.becomes.is_some()),
            "{} never fires",
            rule.id
        );
        assert!(
            rule.examples.iter().any(|example| example.becomes.is_none()),
            "{} never declines",
            rule.id
        );
    }
}

#[test]
fn every_stage_stands_in_a_folder_that_can_be_named() {
    for stage in catalog::stages(&Config::default()).expect("the default config is valid") {
        assert!(catalog::FOLDERS.contains(&stage.folder()), "{}", stage.id);
        let is_told = config::DEFAULT_TOML.contains(stage.folder());
        assert!(is_told, "{} is not mentioned in config.toml", stage.folder());
    }
}
