//! The report: its figures are the manifest's, no document can do it harm, and the same dataset gives
//! the same page.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use common::{scratch, scutch, shared};
use serde_json::Value;

struct Case {
    scratch: tempfile::TempDir,
    raw: PathBuf,
}

fn case(files: &[(&str, &[u8])]) -> Case {
    let scratch = scratch();
    let raw = scratch.path().join("raw");
    fs::create_dir(&raw).unwrap();
    for (name, bytes) in files {
        let path = raw.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    Case { scratch, raw }
}

impl Case {
    /// Runs with these flags into a folder of this name.
    fn run(&self, name: &str, flags: &[&str]) -> PathBuf {
        let folder = self.scratch.path().join(name);
        let mut command = scutch();
        command.arg("run").arg(&self.raw).arg("-q").arg("-o").arg(&folder).args(flags);
        assert!(command.output().unwrap().status.code().unwrap() < 2);
        folder
    }

    fn page(&self, name: &str, flags: &[&str]) -> String {
        let flags: Vec<&str> = flags.iter().copied().chain(["--report"]).collect();
        fs::read_to_string(self.run(name, &flags).join("report.html")).unwrap()
    }
}

/// A folder of documents of every outcome.
fn mixed() -> Case {
    let files: Vec<(String, Vec<u8>)> = (0..40)
        .map(|number| {
            let body = match number % 8 {
                0 => Vec::new(),
                1 => b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(),
                2 => b"The same text twice over, which is kept once.\n".to_vec(),
                3 => format!("Caf\u{e9} {number}, d\u{e9}j\u{e0} vu, gar\u{e7}on.\r\n").chars().map(|c| c as u8).collect(),
                _ => format!(
                    " date 2031-{:02}-09 + ↺ − 16 px\n\nThe  ferry {number} sails at noon.\n\nKestrel.lr\n",
                    number % 12 + 1
                )
                .into_bytes(),
            };
            (format!("part{}/{number:02}.txt", number % 3), body)
        })
        .collect();
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, body)| (name.as_str(), body.as_slice())).collect();
    case(&files)
}

/// Returns the figures of a page by their names.
fn figures(page: &str) -> BTreeMap<String, i64> {
    let figures = page.split("<data value=\"").skip(1).map(|behind| {
        let (value, behind) = behind.split_once("\" data-figure=\"").unwrap();
        let (name, _) = behind.split_once('"').unwrap();
        (name.to_owned(), value.parse().unwrap())
    });
    figures.collect()
}

fn manifest(folder: &Path) -> Value {
    serde_json::from_slice(&fs::read(folder.join("manifest.json")).unwrap()).unwrap()
}

fn check_figures(folder: &Path) {
    let page = fs::read_to_string(folder.join("report.html")).unwrap();
    let (found, manifest) = (figures(&page), manifest(folder));
    for (name, count) in manifest["documents"].as_object().unwrap() {
        let is_shown = name != "excluded" || count != 0;
        let figure = found.get(&format!("documents.{name}")).copied();
        assert_eq!(figure, is_shown.then(|| count.as_i64().unwrap()), "{name}");
    }
    for (id, rule) in manifest["rules"].as_object().unwrap() {
        for (name, count) in rule.as_object().unwrap() {
            assert_eq!(
                Some(&found[&format!("rules.{id}.{name}")]),
                count.as_i64().as_ref(),
                "{id}"
            );
        }
    }
    let inputs = manifest["inputs"].as_array().unwrap();
    for (number, input) in inputs.iter().enumerate() {
        assert_eq!(found[&format!("inputs.{number}.bytes")], input["bytes"].as_i64().unwrap());
    }
    let raw: i64 = inputs.iter().map(|input| input["bytes"].as_i64().unwrap()).sum();
    assert_eq!(found["bytes.raw"], raw, "the tables and the manifest tell of the same bytes");
    let aside = found.iter().filter(|(name, _)| name.starts_with("aside.")).map(|(_, count)| count);
    let documents = &manifest["documents"];
    let told = ["rejected", "unreadable"].map(|name| documents[name].as_i64().unwrap());
    assert_eq!(aside.sum::<i64>(), told.iter().sum::<i64>());
}

/// Elements that the page is made of.
const ELEMENTS: &[&str] = &[
    "!doctype",
    "a",
    "bdi",
    "body",
    "br",
    "code",
    "data",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "head",
    "header",
    "html",
    "i",
    "ins",
    "li",
    "line",
    "main",
    "meta",
    "nav",
    "p",
    "path",
    "pre",
    "rect",
    "section",
    "small",
    "span",
    "strong",
    "style",
    "summary",
    "svg",
    "table",
    "tbody",
    "td",
    "text",
    "th",
    "thead",
    "title",
    "tr",
    "tspan",
    "ul",
];

/// Returns every tag of a page: a `<` of a text is written in another way.
fn tags(page: &str) -> Vec<&str> {
    let (head, behind) = page.split_once("<style>").unwrap();
    let (_, body) = behind.split_once("</style>").unwrap();
    let tags = [head, body].into_iter().flat_map(|part| part.split('<').skip(1));
    tags.map(|tag| tag.split_once('>').expect("a tag ends").0).collect()
}

/// Checks that the markup of a page is that of this program.
fn check_harmless(page: &str) {
    for tag in tags(page) {
        let name = tag.trim_start_matches('/').split([' ', '\n']).next().unwrap();
        assert!(ELEMENTS.contains(&name), "<{tag}>");
        let outside = tag.split('"').step_by(2);
        for attribute in outside.flat_map(|part| part.split_whitespace()).skip(1) {
            assert!(!attribute.starts_with("on") && !attribute.starts_with("style"), "<{tag}>");
        }
        for address in ["href", "src", "action"] {
            let value = tag.split(&format!("{address}=\"")).nth(1);
            assert!(value.is_none_or(|value| value.starts_with('#')), "<{tag}>");
        }
    }
    let is_wrong = |c: &char| {
        c.is_control() && !matches!(c, '\n' | '\t')
            || matches!(c, '\u{200E}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    assert_eq!(page.chars().find(is_wrong), None);
    assert!(page.contains("default-src 'none'"));
}

#[test]
fn figures_are_those_of_the_manifest() {
    let case = mixed();
    let folder = case.run("out", &["--report"]);
    check_figures(&folder);
    let found = figures(&fs::read_to_string(folder.join("report.html")).unwrap());
    assert_eq!((found["documents.read"], found["documents.duplicates"]), (40, 4));
    assert_eq!((found["aside.load/empty"], found["documents.rejected"]), (5, 10));
}

#[test]
fn the_page_is_part_of_the_dataset_and_proven() {
    let case = mixed();
    let folder = case.run("out", &["--report"]);
    scutch().arg("verify").arg(&folder).assert().success();
    let page = fs::read(folder.join("report.html")).unwrap();
    let again = scutch().arg("report").arg(&folder).args(["--output", "-"]).output().unwrap();
    assert_eq!(again.stdout, page);
    scutch().arg("report").arg(&folder).assert().success();
    assert_eq!(fs::read(folder.join("report.html")).unwrap(), page);

    // The same length, so that nothing but the text tells.
    let forged =
        String::from_utf8(page).unwrap().replacen("Report on a dataset", "Retold on a dataset", 1);
    fs::write(folder.join("report.html"), &forged).unwrap();
    let mut listed = manifest(&folder);
    for output in listed["outputs"].as_array_mut().unwrap() {
        if output["file"] == "report.html" {
            use sha2::Digest;
            let digest = sha2::Sha256::digest(forged.as_bytes());
            output["sha256"] =
                digest.iter().map(|byte| format!("{byte:02x}")).collect::<String>().into();
        }
    }
    fs::write(folder.join("manifest.json"), listed.to_string()).unwrap();
    let failed = scutch().arg("verify").arg(&folder).output().unwrap();
    let told = String::from_utf8(failed.stderr).unwrap();
    assert!(told.contains("report.html: expected what follows from the tables"), "{told}");
    scutch().arg("report").arg(&folder).assert().code(2);
}

#[test]
fn a_page_on_the_dataset_before_goes_and_a_page_of_others_stays() {
    let case = mixed();
    let folder = case.run("out", &[]);
    scutch().arg("report").arg(&folder).assert().success();
    scutch().arg("verify").arg(&folder).assert().success();
    case.run("out", &["--limit", "5"]);
    assert!(!folder.join("report.html").exists());
    fs::write(folder.join("report.html"), "<p>mine</p>").unwrap();
    case.run("out", &[]);
    assert_eq!(fs::read_to_string(folder.join("report.html")).unwrap(), "<p>mine</p>");
}

#[test]
fn the_same_dataset_gives_the_same_page() {
    let case = mixed();
    let first = case.page("a", &["-j", "1"]);
    for (name, flags) in [
        ("b", &["-j", "2", "--set", "limits.batch_documents=1"][..]),
        ("c", &["-j", "8", "--set", "limits.batch_bytes=100"]),
        ("d", &["--incremental"]),
        ("d", &["--incremental"]),
    ] {
        assert!(case.page(name, flags) == first, "{flags:?}");
    }
}

#[test]
fn every_format_and_layout_is_read() {
    let case = mixed();
    let without_files =
        |page: String| page.split("<section id=\"files\">").next().unwrap().to_owned();
    let first = without_files(case.page("a", &[]));
    for (name, flags) in [
        ("b", &["--format", "parquet", "--tables", "parquet"][..]),
        ("c", &["--format", "csv", "--tables", "csv", "--compression", "gz"]),
        ("d", &["--shard-size", "300", "--compression", "zst"]),
        ("e", &["--layout", "huggingface"]),
        ("f", &["--layout", "dolma", "--compression", "gz"]),
        ("g", &["--layout", "datatrove"]),
    ] {
        assert!(without_files(case.page(name, flags)) == first, "{flags:?}");
        scutch().arg("verify").arg(case.scratch.path().join(name)).assert().success();
    }
    // Parts do not tell how their documents followed each other, so others may be shown.
    let folder = case.run("h", &["--split", "train=0.6,test=0.4", "--report"]);
    check_figures(&folder);
    scutch().arg("verify").arg(&folder).assert().success();
    let page = fs::read_to_string(folder.join("report.html")).unwrap();
    assert!(page.contains("<details class=\"document\">") && page.contains("<del "));
}

#[test]
fn datasets_with_nothing_in_them_have_a_page() {
    let rejected =
        case(&[("a.txt", b""), ("b.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), ("c.txt", b" \n")]);
    let folder = rejected.run("out", &["--report"]);
    check_figures(&folder);
    let page = fs::read_to_string(folder.join("report.html")).unwrap();
    check_harmless(&page);
    assert!(page.contains("No document is in the dataset."));
}

/// What a page must not let through, in names, texts, fields and reasons.
const HOSTILE: &str = "</pre></details><script>alert(1)</script><img src=x onerror=alert(1)>\
    <svg/onload=alert(1)>]]><!-- --><a href=javascript:alert(1)>x</a> \" onmouseover=\"alert(1) ' &#0; \
    </style><base href=//evil.example>";

#[test]
fn hostile_documents_stay_text() {
    let text = format!(
        "date 2031-05-09 {HOSTILE}\n\nBy {HOSTILE}\n\nThe ferry\u{202E}sails\u{2066} at\u{1}noon.\n{HOSTILE}\n\u{FFFE}\u{E000}\n"
    );
    let record = serde_json::json!({
        "text": format!("The ferry sails at noon. {HOSTILE}\u{0}\u{202E}"), "title": HOSTILE, "author": HOSTILE,
        "source": HOSTILE, "section": HOSTILE, "language": HOSTILE, "url": format!("https://{HOSTILE}/"),
    });
    // Short enough to be believed.
    let mild = serde_json::json!({
        "text": "The boats sail at noon.", "title": "<b>Tolls</b> fall & \"rise\"", "author": "Orla <i>Vint",
        "source": "<Kestrel>", "section": "'News'", "tags": ["<s>"], "url": "https://kestrel.lr/?a=\"b\"&c=<d>",
    });
    let broken = format!("{record}\n{mild}\n{{\"text\": 1, \"{HOSTILE}\n");
    let page = format!(
        "<html><title>{HOSTILE}</title><body><article><p>{}</p><p>&lt;script&gt;alert(1)&lt;/script&gt;</p></article>",
        "The ferry sails at noon. ".repeat(20)
    );
    let case = case(&[
        ("<script>alert(1)<script>/a\"onload='x'&\u{202E}.txt", text.as_bytes()),
        ("b.jsonl", broken.as_bytes()),
        ("c.html", page.as_bytes()),
        ("d<img src=x>.txt", b""),
        ("e.txt", text.as_bytes()),
    ]);
    let folder = case.run("out", &["--report", "--set", "read.format=auto"]);
    let page = fs::read_to_string(folder.join("report.html")).unwrap();
    check_harmless(&page);
    check_figures(&folder);
    assert!(page.contains("&lt;b&gt;Tolls&lt;/b&gt;") && page.contains("U+202E"));
}

#[test]
fn long_documents_are_cut_and_say_so() {
    let line = "The ferry sails at noon. ".repeat(400_000);
    let text = format!("By Orla Vint\n\n{line}\n\nEnd of the text.\n");
    let case = case(&[("long.txt", text.as_bytes())]);
    let page = case.page("out", &[]);
    assert!(page.len() < 100_000, "{} bytes", page.len());
    assert!(page.contains("are left out") && page.contains("<del class=\"taken\""));
    let many = "a  b\n".repeat(60_000);
    let case = self::case(&[("many.txt", many.as_bytes())]);
    let page = case.page("out", &[]);
    assert!(
        page.len() < 300_000 && page.contains("There are more changes"),
        "{} bytes",
        page.len()
    );
}

#[test]
fn shared_data_has_a_page() {
    for part in ["articles/raw", "html/pages"] {
        let Some(folder) = shared(part) else { continue };
        let scratch = scratch();
        let mut command = scutch();
        command
            .arg("run")
            .arg(folder)
            .arg("-q")
            .args(["--limit", "60", "--report", "-o"])
            .arg(scratch.path());
        command.assert().success();
        check_figures(scratch.path());
        check_harmless(&fs::read_to_string(scratch.path().join("report.html")).unwrap());
    }
}
