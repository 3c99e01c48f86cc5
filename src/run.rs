//! A whole run: inputs through the pipeline into a dataset with its manifest.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use crate::config::{Config, Incremental};
use crate::dedupe::Excess;
use crate::document::Document;
use crate::error::{Error, Result};
use crate::gates::{self, Ending, Gates};
use crate::hash::Hash;
use crate::pipeline::{Counts, Pipeline};
use crate::raw::RawDocument;
use crate::read::{self, Batches, List, Reader, Remote, Source, Walk};
use crate::report;
use crate::store::{Recorder, Store, digest_of, is_damaged};
use crate::write::{Dataset, InputEntry, Manifest, Outcomes, Plan, RuleEntry, Written};

pub use crate::store::Reused;

/// The name that stands for standard input and standard output.
pub const STANDARD: &str = "-";

/// How a run may be watched and ended from outside.
pub struct Watch<'a> {
    /// Set to end the run: nothing is put in place.
    pub stop: &'a AtomicBool,
    /// Called with the documents and raw bytes of each batch that is done.
    pub progress: &'a (dyn Fn(u64, u64) + Sync),
}

/// How a run ended well.
#[derive(Clone, Debug)]
pub struct Done {
    /// The manifest of the result.
    pub manifest: Manifest,
    /// What an earlier run has spared it, where it was incremental.
    pub reused: Option<Reused>,
}

/// Runs everything that `config` asks for and returns the manifest of the result.
///
/// # Errors
///
/// When the config has no meaning, an input does not exist, the output cannot be written, or the
/// run is stopped. The last good output is then as it was.
pub fn run(config: &Config, watch: &Watch<'_>) -> Result<Manifest> {
    complete(config, watch).map(|done| done.manifest)
}

/// Does the same, and also returns what an earlier run has spared this one.
///
/// # Errors
///
/// As [`run`].
pub fn complete(config: &Config, watch: &Watch<'_>) -> Result<Done> {
    config.limits.check(rayon::current_num_threads())?;
    let mut excess = Vec::new();
    let mut first = None;
    loop {
        let (attempt, reused) = attempt(config, watch, excess)?;
        // A second attempt finds what the first has kept, which says nothing of an earlier run.
        let reused = *first.get_or_insert(reused);
        match attempt {
            Attempt::Done(manifest) => return Ok(Done { manifest: *manifest, reused }),
            Attempt::Again(more) => excess = more,
        }
    }
}

/// How an attempt at a run ended.
enum Attempt {
    Done(Box<Manifest>),
    /// Nothing was put in place: these must not be set aside.
    Again(Vec<Excess>),
}

/// Runs everything, letting `excess` through.
fn attempt(
    config: &Config,
    watch: &Watch<'_>,
    excess: Vec<Excess>,
) -> Result<(Attempt, Option<Reused>)> {
    let pipeline = Pipeline::new(config)?;
    let mut inputs = Inputs::open(config)?;
    let plan = Plan::new(&config.run.format, &config.write)?;
    plan.check_limit(config.limits.document_bytes)?;
    let mut dataset = Dataset::create(&config.run.output, plan)?;
    let keeping = Keeping::of(config, excess.is_empty())?;
    let (mut gates, spared) = match Gates::need_survey(config) {
        true => survey(config, &pipeline, watch, &keeping)?,
        false => (Gates::new(config, &excess), None),
    };
    let pipeline = pipeline_behind(config, pipeline, &gates)?;
    let mut seals: Vec<Seal> = named(config).iter().map(|_| Seal::default()).collect();
    let store = keeping.open()?;
    // Behind a survey, documents have marks for equal texts alone: those of the survey are kept.
    let mut recorder = match gates.are_planned() {
        true => None,
        false => keeping.recorder(&store),
    };
    let mut batches = Batches::new(
        inputs.recall(config.run.limit, store),
        config.limits.batch(rayon::current_num_threads()),
    );
    let counts = pipeline.run_past(
        |docs| see(docs, &mut recorder),
        &mut gates.entries(),
        || batches.next().filter(|_| !watch.stop.load(Ordering::Relaxed)),
        |docs| {
            check_stop(watch)?;
            seal(docs, &mut seals);
            dataset.write(docs)?;
            tell_progress(watch, docs);
            Ok(())
        },
    )?;
    drop(batches);
    check_stop(watch)?;
    let reused = keeping.finish(recorder)?.or(spared);
    let warnings = match gates.finish(config, excess)? {
        Ending::Again(excess) if can_repeat(config) => return Ok((Attempt::Again(excess), reused)),
        Ending::Again(excess) => excess.into_iter().map(Excess::unmended).collect(),
        Ending::Good(warnings) => warnings,
    };
    check(&counts)?;
    check_any(config, &counts, &inputs)?;
    let mut written = dataset.finish()?;
    let mut manifest = Manifest {
        outputs: written.outputs.clone(),
        warnings,
        ..manifest(config, &counts, seals, inputs.excluded())?
    };
    add_report(config, &mut written, &mut manifest)?;
    written.publish(&manifest)?;
    Ok((Attempt::Done(Box::new(manifest)), reused))
}

/// Adds the page that shows what the run did, where `config` asks for it and there is a folder.
fn add_report(config: &Config, written: &mut Written, manifest: &mut Manifest) -> Result<()> {
    let files = written.files().filter(|_| config.run.report);
    let Some(files) = files else {
        // A page on the dataset before would tell of another than the one that it lies beside.
        if report::is_page(&Path::new(&config.run.output).join(report::NAME)) {
            written.replace(report::NAME);
        }
        return Ok(());
    };
    let page = report::page(&files, manifest, config)?;
    written.add_file(report::NAME, page.as_bytes())?;
    manifest.outputs.clone_from(&written.outputs);
    Ok(())
}

/// Keeps what comes out of the stages, and refuses what came damaged out of the store.
fn see(docs: &[Document], recorder: &mut Option<Recorder>) -> Result<()> {
    if docs.iter().any(is_damaged) {
        let problem = "expected the documents that an earlier run has kept, found what cannot be \
                       understood: run with `--fresh`";
        return Err(Error::new("run.incremental", problem));
    }
    recorder.as_mut().map_or(Ok(()), |recorder| recorder.see(docs))
}

/// Reads everything once to find what repeats what.
fn survey(
    config: &Config,
    pipeline: &Pipeline,
    watch: &Watch<'_>,
    keeping: &Keeping<'_>,
) -> Result<(Gates, Option<Reused>)> {
    if named(config).iter().any(|input| input == STANDARD) {
        let problem = "expected files and folders, since `dedupe.near` and `dedupe.keep` read them twice, found standard input";
        return Err(Error::new("run.input", problem));
    }
    let mut inputs = Inputs::open(config)?;
    let store = keeping.open()?;
    let mut recorder = keeping.recorder(&store);
    let mut batches = Batches::new(
        inputs.recall(config.run.limit, store),
        config.limits.batch(rayon::current_num_threads()),
    );
    let read = || batches.next().filter(|_| !watch.stop.load(Ordering::Relaxed));
    let gates = Gates::survey(
        config,
        pipeline,
        |docs| see(docs, &mut recorder),
        read,
        |docs| {
            check_stop(watch)?;
            tell_progress(watch, docs);
            Ok(())
        },
    )?;
    drop(batches);
    check_stop(watch)?;
    Ok((gates, keeping.finish(recorder)?))
}

/// What an incremental run keeps, and under which key.
struct Keeping<'a> {
    config: &'a Config,
    // None where the run is not incremental, or has no folder.
    key: Option<String>,
}

impl Keeping<'_> {
    /// Returns what `config` asks for; a fresh run begins with nothing the first time.
    fn of(config: &Config, is_first: bool) -> Result<Keeping<'_>> {
        let is_wanted = config.run.incremental != Incremental::Off && config.run.output != STANDARD;
        if is_wanted && is_first && config.run.incremental == Incremental::Fresh {
            Store::clear(Path::new(&config.run.output))?;
        }
        let key = is_wanted.then(|| key(config)).transpose()?;
        Ok(Keeping { config, key })
    }

    fn open(&self) -> Result<Option<Arc<Store>>> {
        let output = Path::new(&self.config.run.output);
        self.key.as_ref().map(|key| Store::open(output, key)).transpose()
    }

    fn recorder(&self, store: &Option<Arc<Store>>) -> Option<Recorder> {
        let most_bytes = self.config.limits.store_bytes;
        store.as_ref().map(|store| Recorder::new(Arc::clone(store), most_bytes))
    }

    fn finish(&self, recorder: Option<Recorder>) -> Result<Option<Reused>> {
        recorder.map(|recorder| recorder.finish(self.config.run.limit == 0)).transpose()
    }
}

/// Returns what finished documents depend on besides their file: the program, and the config but for
/// inputs, outputs and what no output depends on.
fn key(config: &Config) -> Result<String> {
    let mut config = effective(config)?;
    if let Some(sections) = config.as_object_mut() {
        sections.remove("write");
    }
    drop_keys(&mut config, "run", &["input", "files_from", "format", "limit", "report"]);
    drop_keys(&mut config, "read", &["include", "hidden", "follow_links"]);
    // Another build of the same version may have other rules.
    let program = std::env::current_exe().and_then(|path| digest_of(&path));
    let program = program.map(|digest| format!("{digest:032x}")).unwrap_or_default();
    Ok(format!("{} {program} {:?} {config}", env!("CARGO_PKG_VERSION"), unicode_versions()))
}

/// Returns the pipeline of the pass that writes: what a survey has found need not be worked out again.
fn pipeline_behind(config: &Config, first: Pipeline, gates: &Gates) -> Result<Pipeline> {
    match gates.are_planned() {
        true => Pipeline::new(&gates::behind_survey(config)),
        false => Ok(first),
    }
}

/// Returns whether a pass can be done again: what was printed stays printed, and what came from
/// standard input is gone.
fn can_repeat(config: &Config) -> bool {
    config.run.output != STANDARD && !named(config).iter().any(|input| input == STANDARD)
}

fn check_stop(watch: &Watch<'_>) -> Result<()> {
    match watch.stop.load(Ordering::Relaxed) {
        true => Err(Error::new("", "interrupted: the output is as it was before")),
        false => Ok(()),
    }
}

fn tell_progress(watch: &Watch<'_>, docs: &[Document]) {
    let bytes = docs.iter().map(|doc| doc.origin().raw_bytes).sum();
    (watch.progress)(docs.len() as u64, bytes);
}

/// Checks that there was something to read: a dataset without documents would take the place of a good one.
fn check_any(config: &Config, counts: &Counts, inputs: &Inputs) -> Result<()> {
    if counts.documents > 0 {
        return Ok(());
    }
    let excluded = match inputs.excluded() {
        0 => String::new(),
        count => format!(" but {count} that globs, hidden names or links leave out (see [read])"),
    };
    let problem =
        format!("expected documents, found none{excluded}: the output is as it was before");
    Err(Error::new(named(config).join(", "), problem))
}

/// Checks that every document is accounted for.
pub(crate) fn check(counts: &Counts) -> Result<()> {
    if counts.add_up() {
        return Ok(());
    }
    let problem = format!(
        "expected {} documents to be kept, rejected, duplicates or unreadable, found {} + {} + {} + {}: \
         this is a bug in scutch",
        counts.documents, counts.kept, counts.rejected, counts.duplicates, counts.unreadable
    );
    Err(Error::new("accounting", problem))
}

/// The inputs of a run.
pub struct Inputs {
    sources: Vec<Source>,
    reader: Option<Reader>,
    excluded: Vec<Arc<AtomicU64>>,
}

impl Inputs {
    /// Opens every input of `config`.
    ///
    /// # Errors
    ///
    /// When one does not exist, is the output folder, or an option of reading has no meaning.
    pub fn open(config: &Config) -> Result<Inputs> {
        let reader = Some(Reader::new(&config.read, config.limits.caps())?);
        let mut inputs = Inputs { sources: Vec::new(), reader, excluded: Vec::new() };
        let output = Path::new(&config.run.output);
        for (number, input) in config.run.input.iter().enumerate() {
            if input == STANDARD {
                inputs.sources.push(Source::Standard { input: number });
                continue;
            }
            if read::is_remote(input) {
                let (url, label, settings) = (input.clone(), None, settings());
                let options = config.read.clone();
                let remote = Remote { input: number, url, label, settings, options };
                remote.check()?;
                inputs.sources.push(Source::Remote(Box::new(remote)));
                continue;
            }
            let root = Path::new(input);
            if config.run.output != STANDARD && is_same_folder(root, output) {
                let problem = "expected an output folder other than the input, or results would be read again";
                return Err(Error::new(input, problem));
            }
            let walk = Walk::new(number, root, Some(output), &config.read)?;
            inputs.excluded.push(walk.counter());
            inputs.sources.push(Source::Walk(Box::new(walk)));
        }
        inputs.sources.extend(list(config)?);
        Ok(inputs)
    }

    /// Returns every document in order, up to `limit` where it is not 0. Standard input and lists give
    /// theirs once.
    pub fn documents(&mut self, limit: u64) -> impl Iterator<Item = RawDocument> + Send + use<> {
        self.recall(limit, None)
    }

    /// Does the same, but takes from `store` what is kept there.
    fn recall(
        &mut self,
        limit: u64,
        store: Option<Arc<Store>>,
    ) -> impl Iterator<Item = RawDocument> + Send + use<> {
        let limit = usize::try_from(limit).ok().filter(|limit| *limit > 0).unwrap_or(usize::MAX);
        let sources = std::mem::take(&mut self.sources);
        let feed = self.reader.take().map(|reader| reader.recalling(store).feed(sources));
        feed.into_iter().flatten().take(limit)
    }

    /// Returns how many files the globs have kept out.
    pub fn excluded(&self) -> u64 {
        self.excluded.iter().map(|counter| counter.load(Ordering::Relaxed)).sum()
    }
}

/// Returns every input as the manifest names it: those given, and the list.
pub(crate) fn named(config: &Config) -> Vec<String> {
    let list = Some(config.run.files_from.clone()).filter(|list| !list.is_empty());
    config.run.input.iter().cloned().chain(list).collect()
}

/// Opens the list of further files.
fn list(config: &Config) -> Result<Option<Source>> {
    let name = config.run.files_from.as_str();
    let names: Box<dyn BufRead + Send> = match name {
        "" => return Ok(None),
        STANDARD => Box::new(BufReader::new(std::io::stdin())),
        name => {
            let path = Path::new(name);
            let file = File::open(path).map_err(|error| Error::io(path, "read", &error))?;
            Box::new(BufReader::new(file))
        }
    };
    let skip = Some(PathBuf::from(&config.run.output));
    let (input, options) = (config.run.input.len(), config.read.clone());
    let settings = settings();
    Ok(Some(Source::List(Box::new(List { input, names, skip, options, settings }))))
}

/// What the environment says about object stores: no result depends on it but through the bytes they give.
fn settings() -> Vec<(String, String)> {
    let is_meant =
        |(name, _): &(String, String)| name.starts_with("AWS_") || name.starts_with("GOOGLE_");
    let texts = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    texts.filter(is_meant).collect()
}

fn is_same_folder(a: &Path, b: &Path) -> bool {
    match (a.canonicalize(), b.canonicalize()) {
        (Ok(a), Ok(b)) => a == b && a.is_dir(),
        _ => false,
    }
}

/// What the manifest says of one input.
#[derive(Default)]
pub(crate) struct Seal {
    documents: u64,
    bytes: u64,
    hash: Hash,
}

impl Seal {
    /// Adds the next document.
    pub(crate) fn add(&mut self, raw_bytes: u64, raw_hash: &str, file: &str) {
        self.documents += 1;
        self.bytes += raw_bytes;
        for part in [raw_hash, "  ", file, "\n"] {
            self.hash.update(part.as_bytes());
        }
    }
}

fn seal(docs: &[Document], seals: &mut [Seal]) {
    for origin in docs.iter().map(Document::origin) {
        let Some(seal) = seals.get_mut(origin.input) else { continue };
        seal.add(origin.raw_bytes, &origin.raw_hash, &origin.file);
    }
}

/// Returns what the manifest says of documents that were counted and sealed.
pub(crate) fn manifest(
    config: &Config,
    counts: &Counts,
    seals: Vec<Seal>,
    excluded: u64,
) -> Result<Manifest> {
    let inputs = named(config).into_iter().zip(seals).map(|(input, seal)| InputEntry {
        input,
        documents: seal.documents,
        bytes: seal.bytes,
        sha256: seal.hash.finish(),
    });
    let rules = counts.rules.iter().map(|(id, count)| {
        let entry = RuleEntry {
            documents: count.documents,
            findings: count.findings,
            removed_bytes: count.removed_bytes,
        };
        (id.clone(), entry)
    });
    Ok(Manifest {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        unicode: unicode_versions(),
        config: effective(config)?,
        inputs: inputs.collect(),
        documents: Outcomes {
            read: counts.documents,
            kept: counts.kept,
            rejected: counts.rejected,
            duplicates: counts.duplicates,
            unreadable: counts.unreadable,
            text_bytes: counts.text_bytes,
            excluded,
        },
        rules: rules.collect(),
        warnings: Vec::new(),
        outputs: Vec::new(),
    })
}

/// Returns the versions of Unicode that the libraries in use carry.
fn unicode_versions() -> BTreeMap<String, String> {
    let (major, minor, patch) = char::UNICODE_VERSION;
    let (nfc_major, nfc_minor, nfc_patch) = unicode_normalization::UNICODE_VERSION;
    BTreeMap::from([
        ("std".to_owned(), format!("{major}.{minor}.{patch}")),
        ("unicode-normalization".to_owned(), format!("{nfc_major}.{nfc_minor}.{nfc_patch}")),
    ])
}

/// Returns the config as the manifest keeps it: without what no output depends on.
fn effective(config: &Config) -> Result<serde_json::Value> {
    let mut value =
        serde_json::to_value(config).map_err(|error| Error::new("config", error.to_string()))?;
    // What is expected of the dataset changes nothing in it.
    if let Some(sections) = value.as_object_mut() {
        sections.remove("check");
    }
    drop_keys(&mut value, "run", &["threads", "output", "strict", "incremental"]);
    drop_keys(
        &mut value,
        "limits",
        &["memory", "batch_bytes", "batch_documents", "dedupe_memory", "store_bytes"],
    );
    Ok(value)
}

fn drop_keys(config: &mut serde_json::Value, section: &str, keys: &[&str]) {
    if let Some(section) = config.get_mut(section).and_then(serde_json::Value::as_object_mut) {
        section.retain(|key, _| !keys.contains(&key.as_str()));
    }
}
