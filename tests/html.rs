//! HTML pages: hostile ones do no harm, and the laws hold on all that there are. Pages are our own but
//! for those of the evaluation data, which are skipped where they are not there.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

mod common;

use std::path::Path;
use std::time::Instant;

use common::laws::assert_laws;
use scutch::{Body, Config, Document, Pipeline, RawDocument};

fn run(config: &Config, raw: &[u8]) -> Document {
    let pipeline = Pipeline::new(config).unwrap();
    let body = Body::Bytes(raw.to_vec());
    let doc = pipeline.document(RawDocument { input: 0, file: "a.html".into(), body });
    if doc.is_kept() {
        assert_laws(raw, &doc);
    }
    doc
}

fn extract_alone() -> Config {
    let mut config = Config::default();
    config.run.stages = vec!["extract".to_owned()];
    config
}

const ARTICLE: &str = "<p>The ferry will sail every hour from May, the harbour board said after its \
    meeting on the pier.<p>Members had argued for weeks about the cost of a second crew and of its \
    uniforms, the chair said.<p>The first boat leaves the old pier at six, and the last one returns \
    at midnight.";

#[test]
fn hostile_pages_do_no_harm() {
    let wide = "a=b ".repeat(20_000);
    for page in [
        format!("<!doctype html>{}{ARTICLE}", "<ul><li>".repeat(20_000)),
        format!("<!doctype html>{}{ARTICLE}", "<table><tr><td>".repeat(10_000)),
        format!("<!doctype html>{}{ARTICLE}", "<svg><b><math>".repeat(5_000)),
        format!("<!doctype html><div {wide}>{ARTICLE}"),
        format!("<!doctype html>{ARTICLE}{}", "</div></p></x>".repeat(20_000)),
        format!("<!doctype html>{ARTICLE}{}", "<".repeat(50_000)),
        format!("<!doctype html>{ARTICLE}<a href=\"{}", "x>".repeat(20_000)),
        format!("<!doctype html>{ARTICLE}{}", "<!--".repeat(20_000)),
        format!("<!doctype html>{ARTICLE}{}", "&".repeat(50_000)),
        format!("<!doctype html>{ARTICLE}{}", "<script>".repeat(10_000)),
        format!("<!doctype html>{ARTICLE}{}", "<p class=\"ad ".repeat(10_000)),
        "<!doctype html>".to_owned(),
        "<html><body><div>\u{0}\u{FFFD}&#0;&#xD800;</div>".to_owned(),
    ] {
        run(&Config::default(), page.as_bytes());
    }
}

#[test]
fn time_grows_with_the_page() {
    let unit = |count: usize| {
        let row = "<li><a href=/x>One</a> <b>two</b> &amp; three four five.</li>";
        let deep = "<div class=\"a b\"><span><ul>".repeat(300);
        let page = format!("<!doctype html>{deep}{}", row.repeat(count));
        let start = Instant::now();
        let pipeline = Pipeline::new(&extract_alone()).unwrap();
        let body = Body::Bytes(page.into_bytes());
        pipeline.document(RawDocument { input: 0, file: "a.html".into(), body });
        start.elapsed().as_secs_f64()
    };
    unit(1_000);
    let (small, large) = (unit(4_000), unit(16_000));
    assert!(large < 12.0 * small, "four times the page takes {:.1} times", large / small);
}

#[test]
fn main_content_that_is_source_stays_as_it_is() {
    let page = format!(
        "<!doctype html><article>{ARTICLE}<pre>&lt;html&gt;&lt;p&gt;a&lt;/p&gt;&lt;p&gt;b&lt;/p&gt;\
         &lt;p&gt;c&lt;/p&gt;&lt;/html&gt;</pre><p>That is how a page begins, the clerk wrote in it."
    );
    let doc = run(&extract_alone(), page.as_bytes());
    assert!(doc.text().contains("hourly") || doc.text().contains("every hour"), "{}", doc.text());
}

#[test]
fn a_page_is_left_alone_where_the_config_says_so() {
    let mut config = extract_alone();
    config.extract.html = false;
    let page = format!("<!doctype html>{ARTICLE}");
    assert_eq!(run(&config, page.as_bytes()).text(), page);
}

#[test]
fn markdown_marks_headings_lists_and_code() {
    let mut config = extract_alone();
    config.extract.output = scutch::extract::Output::Markdown;
    config.extract.mode = scutch::extract::Mode::Recall;
    let page = format!(
        "<!doctype html><main><article><h2>Ferry</h2>{ARTICLE}<ul><li>The boat takes forty people \
         and their bicycles.<li>The crew is three, and they sail in turns.</ul><pre>x = 1\n\
         y = 2</pre>{ARTICLE}"
    );
    let doc = run(&config, page.as_bytes());
    for part in ["## Ferry\n", "\n- The boat", "\n- The crew", "\n```\nx = 1\ny = 2\n```\n"] {
        assert!(doc.text().contains(part), "{part:?} in {}", doc.text());
    }
}

#[test]
fn laws_hold_on_all_pages_of_the_evaluation_data() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/html/pages");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        return;
    };
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    // Every sixth, as unoptimized checks take long.
    for path in paths.iter().step_by(6) {
        let mut raw = Vec::new();
        let file = std::fs::File::open(path).unwrap();
        std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(file), &mut raw).unwrap();
        run(&Config::default(), &raw);
    }
}
