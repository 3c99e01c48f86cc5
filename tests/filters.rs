//! Published filters at work: what they leave follows from the ledger, and says why.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

mod common;

use std::path::Path;

use common::laws::{assert_laws, raw};
use common::{scratch, scutch};
use scutch::document::Verdict;
use scutch::{Document, Field, Pipeline, config};

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

/// Returns the verdicts of a document that is kept.
fn verdicts(settings: &[&str], text: &str) -> Vec<String> {
    let doc = run(&[&["filter.annotate=true"], settings].concat(), text);
    assert!(doc.is_kept());
    assert_eq!(doc.text(), text);
    doc.values(Field::Verdict).map(str::to_owned).collect()
}

#[test]
fn annotating_keeps_the_text_and_tells_every_rule_that_objects() {
    let text = "Menu\nlorem ipsum { it sails.";
    let found = verdicts(&["run.stages=['filter']", "filter.profile=datatrove"], text);
    let expected = [
        r#"{"rule":"c4/lorem-ipsum","value":1,"threshold":0}"#,
        r#"{"rule":"c4/no-end-mark","value":1,"threshold":0}"#,
        r#"{"rule":"c4/few-sentences","value":1,"threshold":5}"#,
        r#"{"rule":"gopher/few-words","value":4,"threshold":50}"#,
        r#"{"rule":"gopher/few-letters","value":0.666667,"threshold":0.8}"#,
    ];
    assert_eq!(found.get(..5).unwrap(), &expected);
}

#[test]
fn a_document_without_objections_has_an_empty_verdict() {
    assert_eq!(verdicts(&["run.stages=['filter']", "filter.families=['c4']"], SENTENCES), [""]);
}

/// An article of our own in a script without spaces.
const CHINESE: &str = "港务局周一表示，从五月一日起，渡轮每天将开行两班。去年秋天桥梁对货车关闭以后，\
    居民一直要求增加班次。对四百户家庭的调查显示，大多数人会乘船去大陆上班。\n\n\
    “我们看了数字，发现夏季的票价足以支付这艘船的费用，”主席说。票价和以前一样。六岁以下的儿童免费。\n\n\
    第一班船早上七点出发，最后一班晚上九点返回。冬季的时刻表将在十月公布。";

const THAI: &str = "คณะกรรมการท่าเรือกล่าวเมื่อวันจันทร์ว่า เรือข้ามฟากจะแล่นวันละสองเที่ยวตั้งแต่วันที่หนึ่งพฤษภาคม \
    ชาวบ้านเรียกร้องให้เพิ่มเที่ยวเรือตั้งแต่สะพานปิดไม่ให้รถบรรทุกผ่านเมื่อฤดูใบไม้ร่วงที่แล้ว \
    การสำรวจสี่ร้อยครัวเรือนพบว่าส่วนใหญ่จะใช้เรือไปทำงานบนแผ่นดินใหญ่\n\n\
    ประธานกล่าวว่าค่าโดยสารในฤดูร้อนเพียงพอสำหรับค่าใช้จ่ายของเรือลำนี้ ตั๋วมีราคาเท่าเดิม เด็กอายุต่ำกว่าหกขวบเดินทางฟรี";

#[test]
fn articles_without_spaces_pass_the_own_profile() {
    for text in [CHINESE, THAI] {
        let settings = ["run.stages=['tag', 'filter']", "rules.off=['c4/line-edge']"];
        let doc = run(&[settings.as_slice(), &["filter.profile=scutch"]].concat(), text);
        assert!(doc.is_kept(), "{:?}", doc.verdict());
        assert_eq!(doc.text(), text);
        let theirs = [settings.as_slice(), &["filter.profile=datatrove"]].concat();
        assert!(!run(&theirs, text).is_kept());
    }
}

#[test]
fn a_chinese_text_that_repeats_itself_is_rejected() {
    let line = "港务局周一表示，渡轮每天将开行两班，票价不变。";
    let text = [line; 8].join("\n");
    let doc = run(&["run.stages=['tag', 'filter']", "filter.profile=scutch"], &text);
    let rule = &doc.verdict().rejection().unwrap().rule.id;
    assert!(rule.starts_with("repetition/"), "{rule}");
}

#[test]
fn languages_that_are_not_wanted_are_set_aside() {
    let german = "Die Hafenbehörde sagte am Montag, dass die Fähre zweimal am Tag fahren wird.";
    let settings = ["run.stages=['tag', 'filter']", "filter.language.keep=['en', 'fr']"];
    let doc = run(&settings, german);
    let rejection = doc.verdict().rejection().unwrap();
    assert_eq!(rejection.rule.id, "language/not-wanted");
    assert_eq!(rejection.reason, "expected `en`, `fr`, found \"de\"");
    assert!(
        run(&["run.stages=['tag', 'filter']", "filter.language.keep=['de']"], german).is_kept()
    );
}

#[test]
fn dolma_counts_words_between_white_space() {
    let sentence = "The ferry and the harbour of the island have to wait with us for the boat.\n";
    let lines = (0..4).map(|number| sentence.replace("ferry", &format!("ferry{number}")));
    let text: String = lines.collect();
    let settings = ["run.stages=['filter']", "filter.profile=dolma"];
    let repetition = "filter.repetition={ max_top = [0, 0, 0], max_runs = [0, 0, 0, 0, 0, 0] }";
    assert!(run(&[settings.as_slice(), &[repetition]].concat(), text.trim_end()).is_kept());
    let doc = run(&settings, text.trim_end());
    let rejection = doc.verdict().rejection().unwrap();
    assert_eq!(rejection.rule.id, "repetition/top-3-words");
}

/// Returns texts on which rules of every family decide, in several languages.
fn corpus() -> Vec<String> {
    let tails = ["", "\nMenu", "\nRead more...", " {", "\n• one\n• two", " lorem ipsum"];
    let bodies = [SENTENCES.repeat(6), SENTENCES.to_owned(), CHINESE.to_owned(), THAI.to_owned()];
    let text = |number: usize| {
        let body = &bodies[number % bodies.len()];
        format!("Ferry number{number} sails. {body}{}", tails[number % tails.len()])
    };
    (0..240).map(text).collect()
}

/// Runs over `input` and returns what became of each document: the text, signals and language of those
/// that are kept, rule and reason of the others.
fn outcomes(input: &Path, more: &[&str]) -> (Vec<String>, Vec<String>) {
    let folder = scratch();
    let mut command = scutch();
    command.arg("run").arg(input).arg("-q").arg("-o").arg(folder.path()).args(more);
    command.args(["--stages", "tag,filter", "--set", "filter.profile=scutch"]);
    command.args(["--set", "tag.quality=true"]).assert().success();
    let rows = |name: &str, keys: &[&str]| {
        let lines = std::fs::read_to_string(folder.path().join(name)).unwrap();
        let row = |line: &str| {
            let row: serde_json::Value = serde_json::from_str(line).unwrap();
            keys.iter().map(|key| row[*key].to_string()).collect::<Vec<_>>().join("\t")
        };
        lines.lines().map(row).collect::<Vec<_>>()
    };
    let kept = rows("documents.jsonl", &["text", "quality", "language"]);
    (kept, rows("rejected.jsonl", &["rule", "reason"]))
}

#[test]
fn one_file_or_many_give_the_same_verdicts_however_they_are_run() {
    let (one, many) = (scratch(), scratch());
    let mut lines = String::new();
    for (number, text) in corpus().iter().enumerate() {
        std::fs::write(many.path().join(format!("{number:04}.txt")), text).unwrap();
        lines.push_str(&serde_json::json!({ "text": text }).to_string());
        lines.push('\n');
    }
    std::fs::write(one.path().join("all.jsonl"), lines).unwrap();
    let expected = outcomes(many.path(), &["--threads", "1"]);
    assert!(expected.0.len() > 20 && expected.1.len() > 20);
    for threads in ["1", "2", "8"] {
        for batch in ["1", "7", "4096"] {
            let batch = format!("limits.batch_documents={batch}");
            let more = ["--threads", threads, "--set", batch.as_str()];
            assert!(outcomes(one.path(), &more) == expected, "{threads} threads, {batch}");
            assert!(outcomes(many.path(), &more) == expected, "{threads} threads, {batch}");
        }
    }
}

/// Returns a text that the rules and gates judge by its number: kept, too short, with lines of others, a copy.
fn text(number: usize) -> String {
    let source = if number % 7 == 3 { number / 2 } else { number };
    let sentence = |part: usize| {
        let of = (source * 31 + part * 17) % 4099;
        format!(
            "The harbour board said of number {of} that the ferry with the mail will sail at noon."
        )
    };
    match source % 5 {
        0 => sentence(0),
        1 => vec![sentence(1); 8].join("\n"),
        _ => (0..8).map(sentence).collect::<Vec<String>>().join("\n\n"),
    }
}

/// Runs over `input` and returns the texts that stay, and the rule and reason of each other, names left out.
fn what_stays(input: &Path) -> (Vec<String>, Vec<(String, String)>) {
    let output = scratch();
    let mut command = scutch();
    command.arg("run").arg(input).arg("-o").arg(output.path()).args(["-q", "--format", "jsonl"]);
    for set in
        ["filter.families=['gopher']", "dedupe.repeated=paragraphs", "dedupe.repeated_documents=3"]
    {
        command.args(["--set", set]);
    }
    command.args(["--stages", "filter,dedupe"]).assert().success();
    let rows = |name: &str| -> Vec<serde_json::Value> {
        let text = std::fs::read_to_string(output.path().join(name)).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let field = |row: &serde_json::Value, name: &str| row[name].as_str().unwrap().to_owned();
    let kept = rows("documents.jsonl").iter().map(|row| field(row, "text")).collect();
    let without_name = |row: &serde_json::Value| {
        let reason = field(row, "reason");
        let reason = reason.split(" like \"").next().unwrap_or_default().to_owned();
        (field(row, "rule"), reason)
    };
    (kept, rows("rejected.jsonl").iter().map(without_name).collect())
}

#[test]
fn a_thousand_files_pass_the_gates_as_one_does() {
    let (one, thousand) = (scratch(), scratch());
    let records: Vec<String> = (0..1000)
        .map(|number| format!("{}\n", serde_json::json!({ "text": text(number) })))
        .collect();
    std::fs::write(one.path().join("all.jsonl"), records.concat()).unwrap();
    for (number, record) in records.iter().enumerate() {
        std::fs::write(thousand.path().join(format!("{number:04}.jsonl")), record).unwrap();
    }
    let (kept, rejected) = what_stays(one.path());
    assert!(kept.len() > 100 && kept.len() + rejected.len() == 1000);
    let rules: std::collections::BTreeSet<&str> =
        rejected.iter().map(|(rule, _)| rule.as_str()).collect();
    assert!(rules.contains("dedupe/same-text") && rules.len() > 1, "{rules:?}");
    assert!((kept, rejected) == what_stays(thousand.path()));
}
