//! Pages of labelled lines, in folds by site.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::measure;

/// One page: its lines, and which belong to its text.
#[derive(Clone, Debug)]
pub(crate) struct LabelledPage {
    pub(crate) id: String,
    pub(crate) site: String,
    pub(crate) is_news: bool,
    pub(crate) lines: Vec<String>,
    pub(crate) labels: Vec<bool>,
}

/// Reads `lines/news.jsonl` and `lines/pages.jsonl`.
pub(crate) fn read(data: &Path) -> Vec<LabelledPage> {
    let mut pages = Vec::new();
    for name in ["news.jsonl", "pages.jsonl"] {
        let text =
            fs::read_to_string(data.join("lines").join(name)).expect("the pages can be read");
        pages.extend(text.lines().map(|line| page(line, name == "news.jsonl")));
    }
    pages.retain(|page| !page.lines.is_empty());
    pages
}

fn page(json: &str, is_news: bool) -> LabelledPage {
    let value: Value = serde_json::from_str(json).expect("a line holds a page");
    let text = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
    let list = |key: &str| value[key].as_array().cloned().unwrap_or_default();
    let (lines, labels): (Vec<String>, Vec<bool>) = list("lines")
        .iter()
        .zip(list("label"))
        .map(|(line, label)| (line.as_str().unwrap_or_default().trim().to_owned(), label == 1))
        .filter(|(line, _)| !line.is_empty())
        .unzip();
    LabelledPage { id: text("id"), site: text("site"), is_news, lines, labels }
}

/// Parts by site of which the last is kept aside.
const PARTS: u64 = 5;

/// Returns the pages to learn from, and those of the sites that are kept aside.
pub(crate) fn halves(pages: Vec<LabelledPage>) -> (Vec<LabelledPage>, Vec<LabelledPage>) {
    pages.into_iter().partition(|page| fold(&page.site, PARTS) != PARTS - 1)
}

/// Returns the words of the headline of each page that has a known one.
pub(crate) fn titles(data: &Path) -> BTreeMap<String, String> {
    let title = |gold: &Value| gold["title"].as_str().map(|title| measure::words(title).join(" "));
    gold(data, title).into_iter().filter(|(_, title)| !title.is_empty()).collect()
}

/// Returns the kind of each page: article, forum, product and so on.
pub(crate) fn kinds(data: &Path) -> BTreeMap<String, String> {
    gold(data, |gold| gold["type"].as_str().map(str::to_owned))
}

/// Returns what `of` takes from the gold of each page, by its id.
pub(crate) fn gold<T>(data: &Path, of: impl Fn(&Value) -> Option<T>) -> BTreeMap<String, T> {
    let text = fs::read_to_string(data.join("html/gold.jsonl")).expect("the gold can be read");
    let parse = |line: &str| serde_json::from_str::<Value>(line).expect("a line holds a page");
    let pair = |gold: Value| Some((gold["id"].as_str()?.to_owned(), of(&gold)?));
    text.lines().map(parse).filter_map(pair).collect()
}

/// Returns the fold of a site, by the FNV-1a hash of its registered name.
pub(crate) fn fold(site: &str, folds: u64) -> u64 {
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
    let hash = owner(site).bytes().fold(0xCBF2_9CE4_8422_2325, mix);
    (hash ^ (hash >> 32)) % folds
}

/// Returns the part of a site's name that its owner chose: `dw` of `www.dw.com`.
pub(crate) fn owner(site: &str) -> &str {
    let parts: Vec<&str> = site.split('.').collect();
    let common = ["co", "com", "org", "net", "ac", "gov", "or", "ne"];
    let mut ending = parts.len().saturating_sub(1);
    if ending > 1 && common.contains(&parts[ending - 1]) {
        ending -= 1;
    }
    parts.get(ending.saturating_sub(1)).copied().unwrap_or(site)
}
