//! What a survey of labelled pages takes away, page by page.

use std::collections::BTreeMap;
use std::fs;
use std::sync::atomic::AtomicBool;

use scutch::learn::{self, Options};
use scutch::run::Watch;
use scutch::{Body, Config, Pipeline, RawDocument, catalog};

use super::pages::LabelledPage;

/// Returns how many pages each site has.
pub(crate) fn sizes(pages: &[LabelledPage]) -> BTreeMap<String, usize> {
    let mut sizes = BTreeMap::new();
    for page in pages {
        *sizes.entry(page.site.clone()).or_default() += 1;
    }
    sizes
}

/// Surveys pages as one corpus, a folder for each site, and returns for each page, by its id, which
/// lines the learned rules leave.
pub(crate) fn left(pages: &[LabelledPage], min_support: usize) -> BTreeMap<String, Vec<bool>> {
    let folder = tempfile::tempdir().expect("a folder can be made");
    for page in pages {
        let path = folder.path().join(file(page));
        fs::create_dir_all(path.parent().unwrap_or(folder.path())).expect("a folder can be made");
        fs::write(path, page.lines.join("\n")).expect("a page can be written");
    }
    let mut config = Config::default();
    config.run.input = vec![folder.path().display().to_string()];
    let watch = Watch { stop: &AtomicBool::new(false), progress: &|_, _| {} };
    let options = Options { min_support, ..Options::default() };
    let survey = learn::survey(&config, &options, &watch).expect("a readable folder");
    learn::apply(&survey, &mut config);
    let pipeline = learned_alone(&config);
    pages.iter().map(|page| (page.id.clone(), left_of(&pipeline, page))).collect()
}

fn file(page: &LabelledPage) -> String {
    format!("{}/{}.txt", page.site, page.id)
}

/// Returns a pipeline of the learned rules alone, behind the stages that tidy characters.
fn learned_alone(config: &Config) -> Pipeline {
    let mut stages = catalog::stages(config).expect("a good config");
    let is_wanted =
        |id: &str| ["repair", "normalize", "strip/learned"].iter().any(|part| id.starts_with(part));
    stages.retain(|entry| is_wanted(entry.id));
    Pipeline::with_stages(config, stages).expect("a good config")
}

fn left_of(pipeline: &Pipeline, page: &LabelledPage) -> Vec<bool> {
    let body = Body::Bytes(page.lines.join("\n").into_bytes());
    let doc = pipeline.document(RawDocument { input: 0, file: file(page), body });
    let mut gone: BTreeMap<String, usize> = BTreeMap::new();
    for change in doc.ledger().changes().filter(|change| change.rule.id.starts_with("learned/")) {
        for line in change.was.lines() {
            *gone.entry(plain(line)).or_default() += 1;
        }
    }
    let stays = |line: &String| match gone.get_mut(&plain(line)) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    };
    page.lines.iter().map(stays).collect()
}

/// Returns a line without what normalization may change.
fn plain(line: &str) -> String {
    super::measure::words(line).join(" ")
}
