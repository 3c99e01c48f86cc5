//! The pages of `html/`: their sources and what is known about them.

use std::fs;
use std::io::Read;
use std::path::Path;

use rayon::prelude::*;
use scutch::{Body, Config, Pipeline, RawDocument};
use serde_json::Value;

use super::pages;

/// A page, its source, and the gold.
#[derive(Clone, Debug, Default)]
pub(crate) struct WebPage {
    pub(crate) id: String,
    pub(crate) site: String,
    pub(crate) kind: String,
    pub(crate) raw: Vec<u8>,
    pub(crate) source: String,
    pub(crate) main: String,
    pub(crate) with: Vec<String>,
    pub(crate) without: Vec<String>,
    pub(crate) title: Option<String>,
    pub(crate) author: Option<String>,
    pub(crate) date: Option<String>,
}

/// Parts by site of which the last is kept aside.
pub(crate) const PARTS: u64 = 5;

impl WebPage {
    /// Returns whether the page is kept aside for the last judgement.
    pub(crate) fn is_aside(&self) -> bool {
        pages::fold(&self.site, PARTS) == PARTS - 1
    }

    /// Returns the fold of the page's site among `folds`.
    pub(crate) fn fold(&self, folds: u64) -> u64 {
        pages::fold(&format!("{}+", pages::owner(&self.site)), folds)
    }
}

/// Reads `html/gold.jsonl` and the pages it names.
pub(crate) fn read(data: &Path) -> Vec<WebPage> {
    let gold = fs::read_to_string(data.join("html/gold.jsonl")).expect("the gold can be read");
    let decode = Pipeline::with_stages(&Config::default(), Vec::new()).expect("a valid config");
    let lines: Vec<&str> = gold.lines().collect();
    lines.par_iter().map(|line| page(line, data, &decode)).collect()
}

fn page(line: &str, data: &Path, decode: &Pipeline) -> WebPage {
    let gold: Value = serde_json::from_str(line).expect("a line holds a page");
    let text = |key: &str| gold[key].as_str().map(str::to_owned);
    let list = |key: &str| {
        let all = gold[key].as_array().cloned().unwrap_or_default();
        all.iter().filter_map(|part| part.as_str().map(str::to_owned)).collect()
    };
    let id = text("id").unwrap_or_default();
    let file = fs::File::open(data.join(format!("html/pages/{id}.html.gz"))).expect("a page");
    let mut raw = Vec::new();
    flate2::read::GzDecoder::new(file).read_to_end(&mut raw).expect("a whole page");
    let body = Body::Bytes(raw.clone());
    let doc = decode.document(RawDocument { input: 0, file: format!("{id}.html"), body });
    let url = text("url").unwrap_or_default();
    WebPage {
        site: url.split('/').nth(2).unwrap_or_default().to_owned(),
        kind: text("type").unwrap_or_default(),
        source: doc.text().to_owned(),
        main: text("main").unwrap_or_default(),
        with: list("with_"),
        without: list("without"),
        title: text("title").filter(|title| !title.is_empty()),
        author: text("author").filter(|author| !author.is_empty()),
        date: text("date").filter(|date| !date.is_empty()),
        id,
        raw,
    }
}
