//! HTML pages: hostile ones do no harm, and the laws hold on all that there are. Pages are our own but
//! for those of the evaluation data, which are skipped where they are not there.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

mod common;

use std::path::Path;
use std::time::Instant;

use common::laws::assert_laws;
use scutch::extract::Mode;
use scutch::{Body, Config, Document, Field, Pipeline, RawDocument};

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

/// Pages that are hard to read, of about so many bytes each.
fn hostile(bytes: usize) -> Vec<String> {
    let many = |part: &str| part.repeat(bytes / part.len());
    vec![
        format!("<!doctype html>{}{ARTICLE}", many("<ul><li>")),
        format!("<!doctype html>{}{ARTICLE}", many("<table><tr><td>")),
        format!("<!doctype html>{}{ARTICLE}", many("<svg><b><math>")),
        format!("<!doctype html>{}{ARTICLE}", many("<p><a href=x><b><i>x")),
        format!("<!doctype html>{}{ARTICLE}", many("<select><option><optgroup>")),
        format!("<!doctype html><div {}>{ARTICLE}", many("a=b ")),
        format!("<!doctype html><div {}>{ARTICLE}", many("class=b ")),
        format!("<!doctype html>{ARTICLE}{}", many("</div></p></x>")),
        format!("<!doctype html>{ARTICLE}{}", many("<div></li></table>")),
        format!("<!doctype html>{ARTICLE}{}", many("<")),
        format!("<!doctype html>{ARTICLE}<a href=\"{}", many("x>")),
        format!("<!doctype html>{ARTICLE}{}", many("<!--")),
        format!("<!doctype html>{ARTICLE}{}", many("<!-->")),
        format!("<!doctype html>{ARTICLE}{}", many("&")),
        format!("<!doctype html>{ARTICLE}{}", many("<script>")),
        format!("<!doctype html>{ARTICLE}<script>{}", many("</scrip")),
        format!("<!doctype html>{ARTICLE}<svg>{}", many("<![CDATA[")),
        format!("<!doctype html>{ARTICLE}{}", many("<p class=\"ad ")),
        format!("<!doctype html><h1>Ferry</h1><p>{}{ARTICLE}", many("<i>9 May 2031 | </i>")),
        format!("<!doctype html><script type=ld+json>{}</script>{ARTICLE}", many("{\"a\":[")),
        format!("<!doctype html>{}{ARTICLE}", many("<time datetime=2031-05-09>x</time>")),
    ]
}

#[test]
fn hostile_pages_do_no_harm() {
    for page in hostile(60_000) {
        run(&Config::default(), page.as_bytes());
    }
    for page in ["<!doctype html>", "<html><body><div>\u{0}\u{FFFD}&#0;&#xD800;</div>"] {
        run(&Config::default(), page.as_bytes());
    }
}

#[test]
fn hostile_pages_of_a_megabyte_end() {
    let pipeline = Pipeline::new(&extract_alone()).unwrap();
    for page in hostile(1 << 20) {
        let body = Body::Bytes(page.into_bytes());
        pipeline.document(RawDocument { input: 0, file: "a.html".into(), body });
    }
}

#[test]
fn a_page_over_the_limit_is_rejected_unread() {
    let mut config = Config::default();
    config.limits.document_bytes = 10 << 20;
    let page = format!("<!doctype html>{}", "<ul><li>x".repeat((50 << 20) / 9));
    let doc = run(&config, page.as_bytes());
    assert_eq!(doc.verdict().rejection().unwrap().rule.id, "load/too-large");
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
    config.extract.mode = Mode::Recall;
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

/// Returns the text of a page with a table of facts and a picture, by these options.
fn optional(set: impl Fn(&mut scutch::extract::Options)) -> String {
    let page = format!(
        "<!doctype html><html lang=en><title>Ferry to sail hourly</title><main><article><h1>Ferry to \
         sail hourly</h1>{ARTICLE}<figure><img src=a.jpg><figcaption>The old pier at six in the \
         morning, before the first boat leaves.</figcaption></figure><table><tr><th>Boat<th>Seats<tr>\
         <td>Kestrel<td>forty</table>{ARTICLE}</article></main>"
    );
    with(&page, set)
}

fn with(page: &str, set: impl Fn(&mut scutch::extract::Options)) -> String {
    let mut config = extract_alone();
    config.extract.mode = Mode::Recall;
    set(&mut config.extract);
    run(&config, page.as_bytes()).text().to_owned()
}

/// Returns the day of publishing of a page with `head`, and `day` below its headline.
fn published(head: &str, day: &str) -> Option<String> {
    let page = format!(
        "<!DOCTYPE html><title>Ferry to sail hourly</title>{head}<article><h1>Ferry to sail \
         hourly</h1>{day}{ARTICLE}</article>"
    );
    run(&Config::default(), page.as_bytes()).field(Field::Published).map(str::to_owned)
}

#[test]
fn a_day_of_publishing_gives_way_to_one_that_fits_the_last_change() {
    let later = "<meta name=published-time content=2031-06-09T08:00:00Z><meta name=published-date content=2031-05-09>\
                 <meta name=modified-time content=2031-05-12T10:00:00Z>";
    assert_eq!(published(later, "").as_deref(), Some("2031-05-09"));
    let same = "<meta property=article:published_time content=2031-06-09T08:00:05Z>\
                <meta property=article:modified_time content=2031-06-09T08:00:05Z>";
    let day = "<div class=post-date>May 2, 2031</div>";
    assert_eq!(published(same, day).as_deref(), Some("2031-05-02"));
    assert_eq!(published(same, "").as_deref(), Some("2031-06-09T08:00:05+00:00"));
    let forum = "<forum-time ts=2031-05-09T10:00:00Z></forum-time>";
    assert_eq!(published("", forum).as_deref(), Some("2031-05-09T10:00:00+00:00"));
}

#[test]
fn tables_and_captions_go_where_the_config_says_so() {
    let all = optional(|_| {});
    let parts = ["Kestrel | forty", "The old pier at six"];
    for part in parts {
        assert!(all.contains(part), "{part:?} in {all}");
    }
    let plain = optional(|options| options.tables = false);
    assert!(!plain.contains("Kestrel") && plain.contains(parts[1]), "{plain}");
    let bare = optional(|options| options.captions = false);
    assert!(!bare.contains(parts[1]) && bare.contains(parts[0]), "{bare}");
}

#[test]
fn comments_go_where_the_config_says_so() {
    let reply = "<div class=\"comment\"><p>I took the early boat for years and never once saw it leave on \
        time, so an hourly one would be a change that I would welcome.</div>";
    let page = format!(
        "<!doctype html><meta property=og:type content=article><title>Ferry to sail hourly</title><main \
         class=thread><h1>Ferry to sail hourly</h1><div class=\"post message\">{ARTICLE}</div>{}</main>",
        reply.repeat(8)
    );
    let all = with(&page, |_| {});
    assert!(all.contains("I took the early boat"), "{all}");
    let fewer = with(&page, |options| options.comments = false);
    assert!(fewer.contains("every hour") && !fewer.contains("I took"), "{fewer}");
}

/// Parts behind an article that may or may not be its own, from the likeliest to the least likely.
const DOUBTFUL: &str = "<div><p>Ann Lee writes about boats and piers for this paper, and has done so since \
    2009.</p></div><div><p>Correction: the chair did not attend.</p></div><div><h3>The pier</h3><p>The \
    harbour board will meet <a href=/m>again in June</a>, and anyone may come.</p></div><div><h3><a \
    href=/a>A bridge for Skomer</a></h3><p>The council wants a bridge, and the boatmen do not.</p></div>\
    <div><h3><a href=/b>Seals return</a></h3><p>Forty seals were seen on the rocks at dawn.</p></div>\
    <div><p>Sign in to read on. Terms apply.</p></div>";

#[test]
fn recall_keeps_more_and_precision_less() {
    let lead = "<p>The ferry will sail every hour from May.</p>";
    let menu = "<nav><a href=/>Home</a> <a href=/n>News</a></nav>";
    let words = |mode| {
        let of = |(text, times): &(&str, usize)| {
            let page = format!(
                "<!doctype html><title>Ferry to sail hourly</title>{menu}<div><h1>Ferry to sail \
                 hourly</h1>{text}{}</div>",
                DOUBTFUL.repeat(*times)
            );
            with(&page, |options| options.mode = mode).split_whitespace().count()
        };
        [(ARTICLE, 1), (ARTICLE, 3), (lead, 1), (lead, 4), ("", 2)].iter().map(of).sum::<usize>()
    };
    let [less, between, more] = [Mode::Precision, Mode::Balanced, Mode::Recall].map(words);
    assert!(less < between && between <= more, "{less}, {between}, {more}");
}

#[test]
fn laws_hold_on_all_pages_of_the_evaluation_data() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/html/pages");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        return;
    };
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        let mut raw = Vec::new();
        let file = std::fs::File::open(path).unwrap();
        std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(file), &mut raw).unwrap();
        run(&Config::default(), &raw);
    }
}
