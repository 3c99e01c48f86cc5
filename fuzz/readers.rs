//! Any bytes as a file of any format: reading never panics, no file vanishes without a word, two readings
//! are the same, and each raw document is the stretch of the stream that its place names.

#![no_main]

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use scutch::document::Origin;
use scutch::read::{Format, Reader, Source, Split, Walk};
use scutch::{Body, Config, Pipeline, RawDocument};

/// Formats, and names that may tell one: the first byte of an input chooses.
const READINGS: [(&str, Format); 11] = [
    ("a", Format::Auto),
    ("a.jsonl", Format::Jsonl),
    ("a.json", Format::Json),
    ("a.csv", Format::Csv),
    ("a.tsv", Format::Tsv),
    ("a.warc", Format::Warc),
    ("a.mbox", Format::Mbox),
    ("a.eml", Format::Mail),
    ("a.parquet", Format::Parquet),
    ("a.csv", Format::Auto),
    ("a.txt", Format::Plain),
];

/// What containers begin with: their documents are places of another stream.
const CONTAINERS: [&[u8]; 6] =
    [b"\x1F\x8B", b"\x28\xB5\x2F\xFD", b"BZh", b"\xFD7zXZ", b"\x5D\0\0", b"PK"];

static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = std::env::temp_dir().join(format!("scutch-fuzz-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
});

static CONFIG: LazyLock<Config> = LazyLock::new(|| {
    let mut config = Config::default();
    config.run.stages = vec!["decode".to_owned()];
    config.limits.document_bytes = 1 << 16;
    config.limits.container_bytes = 1 << 20;
    config.limits.container_members = 64;
    config.limits.container_depth = 4;
    config
});

static PIPELINE: LazyLock<Pipeline> =
    LazyLock::new(|| Pipeline::new(&CONFIG).expect("the config is valid"));

fn read(path: &Path, format: Format, split: &Split) -> Vec<Origin> {
    let mut options = CONFIG.read.clone();
    options.format = format;
    options.split = split.clone();
    let walk = Walk::new(0, path, None, &options).expect("the file is there");
    let reader = Reader::new(&options, CONFIG.limits.caps()).expect("the options are valid");
    let documents = reader.feed(vec![Source::Walk(Box::new(walk))]).map(|raw: RawDocument| {
        if let Body::Missing(reason) = &raw.body {
            panic!("{reason}");
        }
        let doc = PIPELINE.document(raw);
        let rule = doc.verdict().rejection().map(|why| why.rule.id.to_string()).unwrap_or_default();
        assert!(!rule.starts_with("internal/"), "{rule}");
        doc.origin().clone()
    });
    documents.collect()
}

fuzz_target!(|input: &[u8]| {
    let Some((choice, bytes)) = input.split_first() else { return };
    let (name, format) = READINGS[usize::from(*choice) % READINGS.len()];
    // Half of the plain texts are cut at lines.
    let mut split = Split::default();
    if choice & 0x80 != 0 {
        split.line = "%%".to_owned();
        split.begins = choice & 0x40 != 0;
    }
    let path = FOLDER.join(name);
    std::fs::write(&path, bytes).expect("written");
    let found = read(&path, format, &split);
    assert!(!found.is_empty(), "the file vanished");
    assert_eq!(read(&path, format, &split), found, "another reading gives others");
    let is_container = CONTAINERS.iter().any(|mark| bytes.starts_with(mark))
        || bytes.get(257..262) == Some(b"ustar");
    if is_container {
        return;
    }
    for Origin { file, offset, raw_bytes, raw_hash, .. } in &found {
        let Some(offset) = offset.filter(|_| !raw_hash.is_empty()) else { continue };
        let start = usize::try_from(offset).expect("inside");
        let stretch = bytes.get(start..start + usize::try_from(*raw_bytes).expect("inside"));
        let stretch = stretch.unwrap_or_else(|| panic!("{file}: {offset} is outside"));
        let again = PIPELINE.document(RawDocument::of_bytes("a", stretch.to_vec()));
        assert_eq!(again.origin().raw_hash, *raw_hash, "{file}: other bytes stand at {offset}");
    }
});
