//! Learning from a corpus: what is found, what is left alone, and that nothing but the documents
//! decides.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

mod common;

#[path = "../examples/shared/corpus.rs"]
mod corpus;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use common::{scratch, scutch};
use corpus::{Kind, Page};
use scutch::learn::{self, Options, Survey};
use scutch::run::Watch;
use scutch::{Body, Config, Document, Pipeline, RawDocument, catalog};

/// Pages of the smallest site in the corpus of the tests, which is a part of the one that
/// `examples/score_discover.rs` makes.
const FEWEST: usize = 30;

/// Rules whose business is whole sentences.
const NOTICES: [&str; 16] = [
    "furniture/legal: ",
    "furniture/consent: ",
    "furniture/tags: This entry was posted",
    "furniture/comments: Якщо ви помітили помилку",
    "furniture/newsletter: By providing an email address",
    "page/furniture: Copyright ",
    "page/furniture: © ",
    "page/furniture: By clicking ",
    "page/furniture: We acknowledge the Aboriginal and Torres Strait Islander",
    "page/furniture: Stay informed and ahead of the curve! Follow ",
    "page/furniture: We’d like to set additional cookies",
    "page/furniture: The planet’s most important stories. Get all",
    "page/furniture: Privacy Notice: ",
    "page/furniture: Liebe Leserinnen und Leser, wir bitten um Verständnis",
    "page/furniture: Follow East of England news on Facebook",
    // A loss: the last sentence, with who wrote it behind it.
    "page/furniture: Die Arbeiten beginnen nach Ostern",
];

fn pages() -> Vec<Page> {
    corpus::corpus(&BTreeMap::new(), |pages| (pages / 12).max(FEWEST))
}

fn put(folder: &Path, file: &str, text: &str) {
    let path = folder.join(file);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn survey(inputs: &[&Path], change: impl Fn(&mut Config)) -> (Config, Survey) {
    let mut config = Config::default();
    config.run.input = inputs.iter().map(|input| input.display().to_string()).collect();
    change(&mut config);
    let watch = Watch { stop: &AtomicBool::new(false), progress: &|_, _| {} };
    let survey = learn::survey(&config, &Options::default(), &watch).unwrap();
    learn::apply(&survey, &mut config);
    (config, survey)
}

fn surveyed(folder: &Path) -> (Config, Survey) {
    survey(&[folder], |_| {})
}

/// Returns the shapes of the rules that are proposed.
fn shapes(survey: &Survey) -> Vec<&str> {
    survey.proposals.iter().map(|proposal| proposal.rule.shape.as_str()).collect()
}

fn document(pipeline: &Pipeline, file: &str, text: &str) -> Document {
    let body = Body::Bytes(text.as_bytes().to_vec());
    pipeline.document(RawDocument { input: 0, file: file.to_owned(), body })
}

/// Returns a pipeline of the learned rules alone.
fn learned_alone(config: &Config) -> Pipeline {
    let mut stages = catalog::stages(config).unwrap();
    stages.retain(|entry| {
        entry.id.starts_with("normalize/") || entry.id.starts_with("strip/learned")
    });
    Pipeline::with_stages(config, stages).unwrap()
}

/// Writes `count` articles of a site: three paragraphs of their own, between `head` and `tail`.
fn articles(folder: &Path, site: &str, count: usize, head: &str, tail: &str) {
    for number in 0..count {
        let paragraphs: Vec<String> = (0..3)
            .map(|part| {
                format!(
                    "The {} said on day {number} that part {part} of the {} ended well.",
                    word(number * 3 + part),
                    word(number * 7 + part * 31)
                )
            })
            .collect();
        let title = format!("{} and {} meet at the pier", word(number), word(number * 5 + 2));
        let head = head.replace("{number}", &number.to_string()).replace("{title}", &title);
        let tail = tail.replace("{number}", &number.to_string());
        let text = format!("{head}\n\n{}\n\n{tail}\n", paragraphs.join("\n\n"));
        put(folder, &format!("{site}/{number:03}.txt"), &text);
    }
}

/// Returns a word that differs with the number.
fn word(number: usize) -> String {
    let letter = |place: usize| char::from(b'a' + u8::try_from(number / place % 19).unwrap());
    format!("{}o{}e{}", letter(1), letter(19), letter(7)).to_uppercase().to_lowercase()
}

#[test]
fn finds_what_is_planted_and_spares_the_articles() {
    let folder = scratch();
    let pages = pages();
    pages.iter().for_each(|page| put(folder.path(), &page.file, &page.text()));
    let (config, survey) = surveyed(folder.path());
    let pipeline = learned_alone(&config);
    let (mut planted, mut found, mut wrong) = (0, 0, Vec::new());
    let mut missed: BTreeMap<(&str, usize), usize> = BTreeMap::new();
    for page in &pages {
        let doc = document(&pipeline, &page.file, &page.text());
        let left: Vec<&str> = doc.text().lines().collect();
        for (kind, line) in &page.lines {
            let is_left = left.iter().any(|left| left.trim() == line.trim());
            match kind {
                Kind::Furniture(template) => {
                    planted += 1;
                    found += usize::from(!is_left);
                    let site = page.file.split('/').next().unwrap_or_default();
                    *missed.entry((site, *template)).or_default() += usize::from(is_left);
                }
                Kind::Body | Kind::Background if !is_left => wrong.push(line.clone()),
                _ => {}
            }
        }
    }
    missed.retain(|_, times| *times > 0);
    assert!(found * 100 >= planted * 98, "{found} of {planted}: {missed:#?}");
    assert!(wrong.len() * 200 <= survey.proposals.len(), "{wrong:#?}");
    assert!(!survey.backgrounds.is_empty());
}

#[test]
fn neither_order_nor_threads_nor_batches_matter() {
    let folder = scratch();
    for page in corpus::corpus(&BTreeMap::new(), |_| 9) {
        let half = if page.file.as_str() < "k" { "a" } else { "b" };
        put(folder.path(), &format!("{half}/{}", page.file), &page.text());
    }
    let (a, b) = (folder.path().join("a"), folder.path().join("b"));
    let forward = learn::render(&survey(&[&a, &b], |_| {}).1);
    let backward = learn::render(&survey(&[&b, &a], |_| {}).1);
    assert_eq!(forward, backward);
    for (threads, documents) in [(1, 1), (2, 7), (8, 1000)] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let change = |config: &mut Config| config.limits.batch_documents = documents;
        let again = pool.install(|| learn::render(&survey(&[&a, &b], change).1));
        assert_eq!(forward, again, "{threads} threads, batches of {documents}");
    }
}

#[test]
fn nothing_is_learned_from_the_seeds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let (_, survey) = surveyed(&folder);
    assert_eq!(survey.documents, 5);
    assert_eq!(shapes(&survey), Vec::<&str>::new());
}

#[test]
fn a_title_is_no_furniture() {
    let folder = scratch();
    articles(
        folder.path(),
        "kestrel.lr",
        12,
        "The harbour week in ten lines",
        "Gulls and all good night",
    );
    let (_, survey) = surveyed(folder.path());
    assert_eq!(shapes(&survey), ["gulls and all good night"]);
}

#[test]
fn the_name_of_the_site_above_the_title_is() {
    let folder = scratch();
    articles(folder.path(), "kestrel.lr", 12, "Kestrel, the harbour daily\n\n{title}", "");
    let (_, survey) = surveyed(folder.path());
    assert_eq!(shapes(&survey), ["kestrel, the harbour daily"]);
}

#[test]
fn a_closing_paragraph_of_prose_is_reported_and_kept() {
    let folder = scratch();
    let closing = "The harbour board and the ferry line have been at odds since the great flood.";
    articles(
        folder.path(),
        "kestrel.lr",
        12,
        "{title}",
        &format!("{closing}\n\nGulls and all good night"),
    );
    let (_, survey) = surveyed(folder.path());
    assert_eq!(shapes(&survey), ["gulls and all good night"]);
    assert_eq!(survey.backgrounds.len(), 1);
    assert_eq!(survey.backgrounds[0].text, closing);
    assert_eq!(survey.backgrounds[0].support, 12);
}

#[test]
fn a_paragraph_under_its_own_heading_is_kept() {
    let folder = scratch();
    let closing =
        "About Kestrel\n\nKestrel has told the news of the harbour to its readers since the flood.";
    articles(folder.path(), "kestrel.lr", 12, "{title}", closing);
    let (_, survey) = surveyed(folder.path());
    assert_eq!(shapes(&survey), ["about kestrel"]);
}

#[test]
fn versions_of_one_article_prove_nothing() {
    let folder = scratch();
    for number in 0..6 {
        let text = format!(
            "Gulls at the pier\n\nThe gulls came to the pier at dawn.\n\nThey ate the bread of the cook.\n\n\
             They left at noon with the ferry.\n\nOrla Vint at the pier\n\nVersion {number} of it ends.\n"
        );
        put(folder.path(), &format!("kestrel.lr/{number}.txt"), &text);
    }
    assert_eq!(shapes(&surveyed(folder.path()).1), Vec::<&str>::new());
}

#[test]
fn a_site_keeps_to_itself() {
    let folder = scratch();
    articles(folder.path(), "kestrel.lr", 6, "{title}", "Gulls and all good night");
    let (config, _) = surveyed(folder.path());
    let pipeline = Pipeline::new(&config).unwrap();
    let text = "The ferry sails at noon, the board said.\n\nGulls and all good night";
    let other = document(&pipeline, "gannet.lr/a.txt", text);
    assert_eq!(other.text(), text);
    let own = document(&pipeline, "kestrel.lr/new.txt", text);
    assert_eq!(own.text(), "The ferry sails at noon, the board said.");
    let rule = own.ledger().changes().find(|change| change.was.contains("Gulls")).unwrap();
    assert_eq!(rule.rule.id, "learned/kestrel-lr-1");
}

#[test]
fn a_line_of_the_tail_stays_among_paragraphs() {
    let folder = scratch();
    articles(folder.path(), "kestrel.lr", 6, "{title}", "Gulls and all good night");
    let (config, _) = surveyed(folder.path());
    let pipeline = Pipeline::new(&config).unwrap();
    let text = "The cook wrote a note to the board at dawn.\n\nGulls and all good night\n\nThe board did so at noon, he said.";
    assert_eq!(document(&pipeline, "kestrel.lr/new.txt", text).text(), text);
}

#[test]
fn what_split_can_use_is_left_to_it() {
    let folder = scratch();
    articles(
        folder.path(),
        "kestrel.lr",
        9,
        "{title}\n\n9 May 203{number}",
        "Gulls and all good night\n\nKestrel.lr",
    );
    let (config, _) = surveyed(folder.path());
    let pipeline = Pipeline::new(&config).unwrap();
    let raw = fs::read_to_string(folder.path().join("kestrel.lr/003.txt")).unwrap();
    let doc = document(&pipeline, "kestrel.lr/003.txt", &raw);
    assert_eq!(doc.field(scutch::Field::Published), Some("2033-05-09"));
    assert_eq!(doc.field(scutch::Field::Source), Some("Kestrel.lr"));
    assert!(!doc.text().contains("Gulls and all"), "{}", doc.text());
}

/// An author of most articles is a person all the same, and the line that names the source is its value.
#[test]
fn names_behind_words_that_say_so_are_left_to_split() {
    let folder = scratch();
    let head = "{title}\nBy Orla Vint";
    articles(folder.path(), "kestrel.lr", 12, head, "Source: Harbour Kestrel");
    let (config, survey) = surveyed(folder.path());
    assert!(survey.proposals.iter().all(|proposal| proposal.rule.late), "{:?}", shapes(&survey));
    let pipeline = Pipeline::new(&config).unwrap();
    let raw = fs::read_to_string(folder.path().join("kestrel.lr/003.txt")).unwrap();
    let doc = document(&pipeline, "kestrel.lr/003.txt", &raw);
    assert_eq!(doc.field(scutch::Field::Author), Some("Orla Vint"));
    assert_eq!(doc.field(scutch::Field::Source), Some("Harbour Kestrel"));
}

#[test]
fn the_rules_are_config_that_says_the_same() {
    let folder = scratch();
    articles(
        folder.path(),
        "kestrel.lr",
        9,
        "Menu \"of\" the \\ pier\n\n{title}",
        "Read: {number}\n\nGulls and all good night",
    );
    let (config, survey) = surveyed(folder.path());
    assert_eq!(survey.proposals.len(), 3, "{:?}", shapes(&survey));
    let text = learn::render(&survey);
    let mut layers = scutch::config::Layers::default();
    layers.add_text("config.toml", &text).unwrap();
    assert_eq!(layers.finish().unwrap().strip.learned, config.strip.learned);
    // What is known already is not proposed again.
    let known = config.strip.learned.clone();
    let (_, again) = survey_again(folder.path(), known);
    assert_eq!(shapes(&again), Vec::<&str>::new());
}

fn survey_again(folder: &Path, known: Vec<scutch::strip::Learned>) -> (Config, Survey) {
    survey(&[folder], |config| config.strip.learned.clone_from(&known))
}

#[test]
fn the_rules_are_added_behind_what_the_file_says() {
    let folder = scratch();
    articles(folder.path(), "pages/kestrel.lr", 6, "{title}", "Gulls and all good night");
    let config = folder.path().join("config.toml");
    let before = format!("# mine\n{}", scutch::config::DEFAULT_TOML);
    fs::write(&config, &before).unwrap();
    let run = |args: &[&str]| {
        let mut command = scutch();
        command.current_dir(folder.path()).args(args);
        command.output().unwrap()
    };
    let output = run(&["discover", "pages", "--write"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let after = fs::read_to_string(&config).unwrap();
    let added = after.strip_prefix(&before).expect("what was there stays");
    assert!(added.contains("\n# In 6 of 6 documents of this site (100 %)"), "{added}");
    assert!(added.contains("\nshape = \"gulls and all good night\"\n"), "{added}");
    assert_eq!(run(&["run", "pages", "-o", "out"]).status.code(), Some(0));
    assert!(
        fs::read_to_string(folder.path().join("out/changes.jsonl"))
            .unwrap()
            .contains("learned/kestrel-lr-1")
    );
    run(&["discover", "pages", "--write"]);
    assert_eq!(fs::read_to_string(&config).unwrap(), after, "a second time adds nothing");
}

#[test]
fn a_run_learns_applies_and_is_proven() {
    let folder = scratch();
    articles(
        folder.path(),
        "pages/kestrel.lr",
        6,
        "Front of the pier\n\n{title}",
        "Gulls and all good night",
    );
    let run = |args: &[&str]| {
        let mut command = scutch();
        command.current_dir(folder.path()).args(args);
        command.output().unwrap()
    };
    let output = run(&["run", "pages", "--learn", "-o", "out"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let records = fs::read_to_string(folder.path().join("out/documents.jsonl")).unwrap();
    assert!(
        !records.contains("Gulls and all good night") && !records.contains("Front of the pier")
    );
    assert_eq!(run(&["verify", "out"]).status.code(), Some(0));
    assert_eq!(run(&["discover", "-"]).status.code(), Some(2));
    let output = run(&["discover", "pages", "--site", "gannet.lr"]);
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(told, "scutch: site: expected a site of the inputs, found \"gannet.lr\"\n");
}

#[test]
fn rules_of_config_are_tried_on_their_examples() {
    let folder = scratch();
    let config = folder.path().join("config.toml");
    let rule = "[[strip.furniture]]\nid = \"gulls\"\nline = \"Gulls and all good night\"\n";
    let test = |examples: &str| {
        fs::write(&config, format!("{rule}{examples}")).unwrap();
        let mut command = scutch();
        command.current_dir(folder.path()).args(["rules", "--test"]).output().unwrap()
    };
    let good =
        test("fires = [\"gulls and ALL good night\"]\nkeeps = [\"Gulls and all, good night.\"]\n");
    assert_eq!(good.status.code(), Some(0));
    assert_eq!(String::from_utf8(good.stdout).unwrap(), "2 examples: 0 failed\n");
    let bad = test("fires = [\"Gulls, good night\"]\nkeeps = [\"Gulls and all good night\"]\n");
    assert_eq!(bad.status.code(), Some(1));
    let told = String::from_utf8(bad.stderr).unwrap();
    assert_eq!(told.lines().count(), 2, "{told}");
    assert!(
        told.starts_with("scutch: user/gulls: \"Gulls, good night\": expected the rule to fire")
    );
}

#[test]
fn the_guard_points_out_prose_that_a_rule_removed() {
    let mut config = Config::default();
    config.strip.guard = true;
    let long = "The ferry board and the harbour master have been at odds since the flood of the \
                year in which the pier was built, and still are.";
    config.strip.learned.push(scutch::strip::Learned {
        id: "long".to_owned(),
        shape: long.to_lowercase(),
        ..scutch::strip::Learned::default()
    });
    let pipeline = Pipeline::new(&config).unwrap();
    let text = format!("The ferry sails at noon, the board said.\n\n{long}");
    let doc = document(&pipeline, "a.txt", &text);
    assert_eq!(doc.text(), "The ferry sails at noon, the board said.");
    let flag = doc.ledger().changes().find(|change| change.rule.id == "guard/prose").unwrap();
    assert!(flag.detail.starts_with("learned/long: The ferry board"), "{}", flag.detail);
}

#[test]
fn nothing_long_is_removed_from_the_shared_articles() {
    let mut config = Config::default();
    config.strip.guard = true;
    let pipeline = Pipeline::new(&config).unwrap();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/articles")];
    folders.extend(common::shared("articles/raw"));
    let mut flags = Vec::new();
    for entry in folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap()) {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "txt") {
            let bytes = fs::read(&path).unwrap();
            let doc = pipeline.document(common::laws::raw(&bytes));
            let found = doc.ledger().changes().filter(|change| change.rule.id == "guard/prose");
            let found =
                found.filter(|change| !NOTICES.iter().any(|id| change.detail.starts_with(id)));
            flags.extend(found.map(|change| format!("{}: {}", path.display(), change.detail)));
        }
    }
    assert!(flags.is_empty(), "{flags:#?}");
}

/// Lines that documents of the rest test are thrown together from.
const MIXED: &[&str] = &[
    "Front of the pier",
    "Gulls and all good night",
    "Read: 12",
    "Most read at the pier",
    "Pier and gull meet",
    "By Kestrel Wire",
    "See also: Pier and gull meet",
    "Harbour",
    "9 May 2031",
    "The ferry sails at noon, the board said.",
    "The cook ate the bread of the gulls at dawn.",
    "Is the ferry late?",
    "Kestrel.lr",
    "",
];

#[test]
fn learned_rules_rest_whatever_the_order_of_lines() {
    use scutch::pattern::Position;
    let mut config = Config::default();
    let mut add = |shape: &str, position, follow, late, source: Option<&str>| {
        config.strip.learned.push(scutch::strip::Learned {
            id: format!("r{}", config.strip.learned.len()),
            shape: shape.to_owned(),
            position,
            follow,
            late,
            source: source.map(str::to_owned),
            ..scutch::strip::Learned::default()
        });
    };
    add("front of the pier", Position::Head, 0, false, None);
    add("front of the pier", Position::Tail, 2, false, None);
    add("gulls and all good night", Position::Tail, 0, false, None);
    add("read: <N>", Position::Anywhere, 0, false, None);
    add("most read at the pier", Position::Tail, 3, false, None);
    add("by kestrel wire", Position::Head, 0, false, Some("Kestrel Wire"));
    add("see also: <TEXT>", Position::Anywhere, 1, true, None);
    add("the cook ate the bread of the gulls at dawn.", Position::Tail, 0, true, None);
    let pipeline = Pipeline::new(&config).unwrap();
    let mut state = 7_u64;
    for _ in 0..3000 {
        let mut text = String::new();
        for _ in 0..1 + state % 11 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let line = usize::try_from(state >> 33).unwrap() % MIXED.len();
            text.push_str(MIXED[line]);
            text.push_str(if state & 0x10_0000 == 0 { "\n" } else { "\n\n" });
        }
        let doc = document(&pipeline, "a.txt", &text);
        common::laws::assert_laws(text.as_bytes(), &doc);
    }
}

/// Writes pages of a site whose dates are `dates`.
fn dated(folder: &Path, site: &str, dates: &[&str]) {
    for (number, date) in dates.iter().enumerate() {
        let (one, two) = (word(number * 3), word(number * 7 + 31));
        let text = format!(
            "{one} and {two} meet at the pier\n\n{date}\n\nThe {one} said on Monday that the {two} ended well.\n"
        );
        put(folder, &format!("{site}/{number:03}.txt"), &text);
    }
}

#[test]
fn dates_that_can_be_read_in_one_way_settle_those_of_their_site() {
    let folder = scratch();
    dated(folder.path(), "kestrel.lr", &["25/12/2031", "26/12/2031", "27/12/2031", "5/9/2031"]);
    dated(folder.path(), "plover.lr", &["12/25/2031", "12/26/2031", "12/27/2031", "5/9/2031"]);
    dated(folder.path(), "tern.lr", &["25/12/2031", "26/12/2031", "27/12/2031", "12/28/2031"]);
    dated(folder.path(), "wren.lr", &["25/12/2031", "26/12/2031", "5/9/2031"]);
    let (config, survey) = surveyed(folder.path());
    let orders: Vec<(&str, scutch::split::Order)> =
        config.split.order.iter().map(|order| (order.site.as_str(), order.order)).collect();
    let wanted = [
        ("kestrel.lr", scutch::split::Order::DayFirst),
        ("plover.lr", scutch::split::Order::MonthFirst),
    ];
    assert_eq!(orders, wanted);
    let pipeline = Pipeline::new(&config).unwrap();
    for (site, published) in
        [("kestrel.lr", Some("2031-09-05")), ("plover.lr", Some("2031-05-09")), ("wren.lr", None)]
    {
        let text =
            "Gulls meet at the pier\n\n5/9/2031\n\nThe gull said on Monday that it ended well.";
        let doc = document(&pipeline, &format!("{site}/900.txt"), text);
        assert_eq!(doc.field(scutch::Field::Published), published, "{site}");
    }
    let written = learn::rules_only(&survey);
    assert!(
        written.contains("[[split.order]]\nsite = \"plover.lr\"\norder = \"month-first\""),
        "{written}"
    );
    let mut layers = scutch::config::Layers::default();
    layers.add_text("written", &written).unwrap();
}
