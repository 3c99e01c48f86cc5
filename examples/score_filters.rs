//! Compares decisions, reasons and texts with datatrove's and dolma's, document by document.
//!
//! `score_filters DOCUMENTS DECISIONS`: both made by `benches/peers/datatrove` and `dolma.py`. Prints every
//! difference, and exits with 1 where more than one in a thousand differs.

#![allow(clippy::print_stdout, reason = "a program that prints is what an example is")]

use std::fs;
use std::process::ExitCode;

use scutch::document::Verdict;
use scutch::filter::{Family, Profile};
use scutch::{Body, Config, Document, Pipeline, RawDocument};
use serde_json::Value;

/// datatrove's reasons beside the rules that say the same.
const REASONS: &[(&str, &str)] = &[
    ("lorem_ipsum", "c4/lorem-ipsum"),
    ("curly_bracket", "c4/curly-bracket"),
    ("too_few_sentences", "c4/few-sentences"),
    ("< 3 paragraphs", "mc4/few-paragraphs"),
    ("gopher_short_doc", "gopher/few-words"),
    ("gopher_long_doc", "gopher/many-words"),
    ("gopher_below_avg_threshold", "gopher/short-words"),
    ("gopher_above_avg_threshold", "gopher/long-words"),
    ("gopher_too_many_hashes", "gopher/hashes"),
    ("gopher_too_many_ellipsis", "gopher/ellipses"),
    ("gopher_too_many_bullets", "gopher/bullets"),
    ("gopher_too_many_end_ellipsis", "gopher/ellipsis-lines"),
    ("gopher_below_alpha_threshold", "gopher/few-letters"),
    ("gopher_enough_stop_words", "gopher/stop-words"),
    ("dup_para_frac", "repetition/paragraphs"),
    ("dup_para_char_frac", "repetition/paragraph-chars"),
    ("dup_line_frac", "repetition/lines"),
    ("dup_line_char_frac", "repetition/line-chars"),
    ("top_2_gram", "repetition/top-2-words"),
    ("top_3_gram", "repetition/top-3-words"),
    ("top_4_gram", "repetition/top-4-words"),
    ("duplicated_5_n_grams", "repetition/runs-of-5"),
    ("duplicated_6_n_grams", "repetition/runs-of-6"),
    ("duplicated_7_n_grams", "repetition/runs-of-7"),
    ("duplicated_8_n_grams", "repetition/runs-of-8"),
    ("duplicated_9_n_grams", "repetition/runs-of-9"),
    ("duplicated_10_n_grams", "repetition/runs-of-10"),
    ("line_punct_ratio", "fineweb/line-ends"),
    ("short_line_ratio", "fineweb/short-lines"),
    ("char_dup_ratio", "fineweb/repeated-lines"),
    ("list_ratio", "fineweb/newlines"),
];

/// The pipelines of `decide.py`, and of `dolma.py`.
const PIPELINES: &[(&str, Profile, &[Family])] = &[
    ("datatrove", Profile::Datatrove, &[]),
    ("fineweb", Profile::Fineweb, &[]),
    ("c4", Profile::Datatrove, &[Family::C4]),
    ("paragraphs", Profile::Datatrove, &[Family::Paragraphs]),
    ("gopher", Profile::Datatrove, &[Family::Gopher]),
    ("repetition", Profile::Datatrove, &[Family::Repetition]),
    ("webonly", Profile::Datatrove, &[Family::Fineweb]),
    ("gopher_v2", Profile::Datatrove, &[Family::Dolma]),
];

fn main() -> ExitCode {
    let paths: Vec<String> = std::env::args().skip(1).collect();
    let [documents, decisions] = paths.as_slice() else {
        println!("usage: score_filters DOCUMENTS DECISIONS");
        return ExitCode::from(2);
    };
    let (documents, decisions) = (rows(documents), rows(decisions));
    let mut is_good = true;
    let is_told = |name: &str| decisions.first().is_some_and(|row| row.get(name).is_some());
    for (name, profile, families) in PIPELINES.iter().filter(|(name, ..)| is_told(name)) {
        let pipeline = pipeline(*profile, families);
        let (mut all, mut same_decision, mut same, mut unread) = (0_u32, 0_u32, 0_u32, 0_u32);
        for (document, decision) in documents.iter().zip(&decisions) {
            let text = document["text"].as_str().unwrap_or_default();
            let doc = pipeline.document(RawDocument {
                input: 0,
                file: name.to_string(),
                body: Body::Bytes(text.as_bytes().to_vec()),
            });
            let (theirs, left) = (&decision[name][0], &decision[name][1]);
            let ours = reason(&doc);
            if ours == "binary/content" {
                // A file so full of control characters never comes to a filter; JSON may hold it.
                println!("{name} {}: set aside as binary before any filter", document["id"]);
                unread += 1;
                continue;
            }
            all += 1;
            same_decision += u32::from(ours.is_empty() == theirs.is_null());
            if ours == known(theirs.as_str())
                && (!ours.is_empty() || left.as_str() == Some(doc.text()))
            {
                same += 1;
            } else {
                println!("{name} {}: theirs {theirs}, scutch \"{ours}\"", document["id"]);
            }
        }
        println!(
            "{name}: {same} of {all} the same in decision, reason and text, {same_decision} in decision, \
             {unread} set aside by decode"
        );
        is_good &= 1000 * (all - same) <= all;
    }
    if is_good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn rows(path: &str) -> Vec<Value> {
    let text = fs::read_to_string(path).unwrap_or_default();
    text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

fn pipeline(profile: Profile, families: &[Family]) -> Pipeline {
    let mut config = Config::default();
    config.run.stages = vec!["filter".to_owned()];
    config.filter.profile = profile;
    config.filter.families = families.to_vec();
    Pipeline::new(&config).expect("the config is valid")
}

/// Returns the rule that rejected the document, or nothing.
fn reason(doc: &Document) -> String {
    match doc.verdict() {
        Verdict::Kept => String::new(),
        Verdict::Rejected(rejection)
        | Verdict::Duplicate(rejection, _)
        | Verdict::Unreadable(rejection) => rejection.rule.id.to_string(),
    }
}

/// Returns the rule that says the same as datatrove's reason.
fn known(reason: Option<&str>) -> &str {
    let Some(reason) = reason else { return "" };
    REASONS.iter().find(|(theirs, _)| *theirs == reason).map_or(reason, |(_, ours)| ours)
}
