//! A dataset of which one file is damaged: nothing panics, a damaged table never verifies, and a damaged
//! store never changes what the next run writes.

#![no_main]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::sync::atomic::AtomicBool;

use libfuzzer_sys::fuzz_target;
use scutch::check::{Request, check};
use scutch::config::{Incremental, Layers};
use scutch::run::Watch;
use scutch::write::Format;
use scutch::{Config, diff, run, verify};

/// The files that may be damaged.
const FILES: [&str; 11] = [
    "documents.jsonl",
    "documents.csv",
    "documents.parquet",
    "rejected.jsonl",
    "duplicates.jsonl",
    "changes.jsonl",
    "manifest.json",
    ".scutch-journal",
    ".scutch.store/1.docs",
    ".scutch.store/1.heads",
    "report.html",
];

/// Of a damaged manifest or journal nothing is promised but an answer: they may be harmless.
const TABLES: std::ops::Range<usize> = 0..6;
const STORE: std::ops::Range<usize> = 8..10;

struct Good {
    folder: PathBuf,
    config: Config,
    files: BTreeMap<String, Vec<u8>>,
}

static GOOD: LazyLock<Good> = LazyLock::new(|| {
    let top = std::env::temp_dir().join(format!("scutch-fuzz-{}", std::process::id()));
    let (input, folder) = (top.join("in"), top.join("out"));
    fs::create_dir_all(&input).expect("a folder");
    let text = " date 2031-05-09 By Orla Vint\n\nFerry.\n\nIt sails  at noon, Ã© said \"she\".\n";
    for (name, text) in
        [("a.txt", text), ("b.txt", text), ("c.txt", "Caf\u{e9}\u{301}."), ("d.txt", "")]
    {
        fs::write(input.join(name), text).expect("written");
    }
    let mut config = Layers::default().finish().expect("the default config is valid");
    config.run.input = vec![input.display().to_string()];
    config.run.output = folder.display().to_string();
    config.run.format = vec![Format::Jsonl, Format::Csv, Format::Parquet];
    config.run.incremental = Incremental::On;
    config.run.report = true;
    config.run.stages =
        ["decode", "repair", "normalize", "split", "dedupe"].map(str::to_owned).to_vec();
    ran(&config).expect("the run ends well");
    let mut files = BTreeMap::new();
    gather(&folder, &folder, &mut files);
    files.insert(
        FILES[7].to_owned(),
        br#"{"staging":".scutch-x","moves":[{"staged":"0","place":"a"}],"stale":["b"]}"#.to_vec(),
    );
    Good { folder, config, files }
});

fn watched<T>(work: impl FnOnce(&Watch<'_>) -> T) -> T {
    let stop = AtomicBool::new(false);
    work(&Watch { stop: &stop, progress: &|_, _| () })
}

fn ran(config: &Config) -> scutch::Result<()> {
    watched(|watch| run::run(config, watch)).map(|_| ())
}

fn gather(top: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            gather(top, &path, files);
        } else {
            let name = path.strip_prefix(top).expect("inside").display().to_string();
            files.insert(name, fs::read(&path).expect("read"));
        }
    }
}

fn restore(good: &Good) {
    let _ = fs::remove_dir_all(&good.folder);
    fs::create_dir_all(good.folder.join(".scutch.store")).expect("a folder");
    for (name, bytes) in good.files.iter().filter(|(name, _)| *name != FILES[7]) {
        fs::write(good.folder.join(name), bytes).expect("written");
    }
}

fuzz_target!(|input: (u8, u16, u16, &[u8])| {
    let (choice, at, gone, bytes) = input;
    let good = &*GOOD;
    let number = usize::from(choice) % FILES.len();
    let Some(before) = good.files.get(FILES[number]) else { return };
    let start = usize::from(at) % (before.len() + 1);
    let end = (start + usize::from(gone) % 64).min(before.len());
    let after = [&before[..start], bytes, &before[end..]].concat();
    let is_same = after == *before;
    restore(good);
    fs::write(good.folder.join(FILES[number]), &after).expect("written");
    if STORE.contains(&number) {
        if ran(&good.config).is_ok() {
            let found = fs::read(good.folder.join("documents.jsonl")).expect("written");
            assert!(found == good.files["documents.jsonl"], "another dataset from a damaged store");
        }
        return;
    }
    let dataset = good.folder.display().to_string();
    watched(|watch| {
        let today = "2040-01-01".parse().expect("a day");
        let config = &good.config;
        let (select, baseline) = (&[][..], "");
        let request =
            Request { dataset: &dataset, config, select, baseline, with_profile: true, today };
        let _ = check(&request, watch);
        let _ = diff::diff(&dataset, &dataset, config, watch);
        let table = good.folder.join(FILES[number]).display().to_string();
        let _ = check(&Request { dataset: &table, ..request }, watch);
    });
    let proof = verify::verify(&good.folder, &[]);
    if TABLES.contains(&number) && !is_same {
        let is_proven = proof.is_ok_and(|report| report.failures.is_empty());
        assert!(!is_proven, "{} is damaged, and the dataset verifies", FILES[number]);
    }
});
