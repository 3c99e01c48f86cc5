//! The dataset card of Hugging Face: what its hub and its `datasets` library read at the head of
//! README.md, and figures for a reader below.

use crate::table::{Column, DOCUMENTS, Kind, Member, Need, Scalar};

use super::manifest::OutputEntry;
use super::options::Format;
use super::plan::Plan;
use super::stats::{Spread, Stats};

/// The size categories of the hub, each with the number of rows that it ends below.
const SIZES: [(u64, &str); 9] = [
    (1_000, "n<1K"),
    (10_000, "1K<n<10K"),
    (100_000, "10K<n<100K"),
    (1_000_000, "100K<n<1M"),
    (10_000_000, "1M<n<10M"),
    (100_000_000, "10M<n<100M"),
    (1_000_000_000, "100M<n<1B"),
    (10_000_000_000, "1B<n<10B"),
    (100_000_000_000, "10B<n<100B"),
];

/// The category of what is larger.
const LARGEST: &str = "100B<n<1T";

/// Returns README.md.
pub(super) fn card(plan: &Plan, outputs: &[OutputEntry], stats: &Stats) -> String {
    format!("---\n{}---\n{}", head(plan, outputs, stats), body(plan, stats))
}

/// Returns the metadata, as YAML.
fn head(plan: &Plan, outputs: &[OutputEntry], stats: &Stats) -> String {
    let mut yaml = format!("pretty_name: {}\n", quoted(&plan.options.name));
    if !plan.options.license.is_empty() {
        yaml.push_str(&format!("license: {}\n", quoted(&plan.options.license)));
    }
    let languages = languages(stats);
    if !languages.is_empty() {
        yaml.push_str("language:\n");
        languages.iter().for_each(|tag| yaml.push_str(&format!("- {}\n", quoted(tag))));
    }
    yaml.push_str(&format!("size_categories:\n- {}\n", size_category(stats.rows())));
    yaml.push_str("configs:\n- config_name: default\n  data_files:\n");
    for stream in plan.of(&DOCUMENTS) {
        let (part, files) = (stream.part_name(), stream.pattern());
        yaml.push_str(&format!("  - split: {part}\n    path: {}\n", quoted(&files)));
    }
    let format = plan.of(&DOCUMENTS).next().map(|stream| stream.format);
    if format == Some(Format::Csv) {
        // A text may be `NA` or `null`, and is not missing for it.
        yaml.push_str("  keep_default_na: false\n");
    }
    yaml.push_str("dataset_info:\n  features:\n");
    for column in DOCUMENTS.columns {
        yaml.push_str(&feature(column, format));
    }
    yaml.push_str("  splits:\n");
    for (stream, size) in plan.of(&DOCUMENTS).zip(&stats.parts) {
        yaml.push_str(&format!(
            "  - name: {}\n    num_bytes: {}\n    num_examples: {}\n",
            stream.part_name(),
            size.bytes,
            size.rows
        ));
    }
    let is_data = |output: &&OutputEntry| output.table.as_deref() == Some(DOCUMENTS.name);
    let download: u64 = outputs.iter().filter(is_data).map(|output| output.bytes).sum();
    let bytes: u64 = stats.parts.iter().map(|size| size.bytes).sum();
    yaml.push_str(&format!("  download_size: {download}\n  dataset_size: {bytes}\n"));
    yaml
}

fn feature(column: &Column, format: Option<Format>) -> String {
    let name = column.name;
    match column.kind {
        Kind::Texts if format != Some(Format::Csv) => {
            format!("  - name: {name}\n    sequence: string\n")
        }
        Kind::Object(members) if format == Some(Format::Jsonl) => {
            format!("  - name: {name}\n    struct:\n{}", nested(members))
        }
        Kind::Objects(members) if format == Some(Format::Jsonl) => {
            format!("  - name: {name}\n    list:\n{}", nested(members))
        }
        Kind::Text | Kind::Texts | Kind::Object(_) | Kind::Objects(_) => {
            format!("  - name: {name}\n    dtype: string\n")
        }
        // `datasets` cannot read an empty cell of CSV as a number.
        Kind::Number if format == Some(Format::Csv) && column.need == Need::Optional => {
            format!("  - name: {name}\n    dtype: string\n")
        }
        Kind::Number => format!("  - name: {name}\n    dtype: int64\n"),
    }
}

/// Returns the members of an object as features of a feature.
fn nested(members: &[Member]) -> String {
    let member = |member: &Member| {
        let dtype = match member.scalar {
            Scalar::Text => "string",
            Scalar::Whole => "int64",
            Scalar::Real => "float64",
        };
        format!("    - name: {}\n      dtype: {dtype}\n", member.name)
    };
    members.iter().map(member).collect()
}

fn body(plan: &Plan, stats: &Stats) -> String {
    let mut text = format!("\n# {}\n\n", plan.options.name.replace('\n', " "));
    text.push_str(
        "Text cleaned by scutch. `manifest.json` has the configuration and the digest of every file, \
         `changes` each change with its raw bytes, `rejected` what was left out and why; `scutch \
         verify` proves the dataset against the raw files.\n\n",
    );
    text.push_str("| split | documents | bytes of values |\n| --- | --- | --- |\n");
    for (stream, size) in plan.of(&DOCUMENTS).zip(&stats.parts) {
        text.push_str(&format!("| {} | {} | {} |\n", stream.part_name(), size.rows, size.bytes));
    }
    text.push_str("\n| of a text | least | mean | most | sum |\n| --- | --- | --- | --- | --- |\n");
    text.push_str(&spread_line("characters", &stats.chars, stats.rows()));
    text.push_str(&spread_line("words", &stats.words, stats.rows()));
    if let Some((first, last)) = &stats.days {
        text.push_str(&format!("\nPublished from {first} to {last}.\n"));
    }
    if !stats.languages.is_empty() {
        text.push_str("\n| language | documents |\n| --- | --- |\n");
        for (language, documents) in &stats.languages {
            text.push_str(&format!("| {language} | {documents} |\n"));
        }
    }
    text.push_str("\n| column | what it is | filled in |\n| --- | --- | --- |\n");
    for (column, filled) in DOCUMENTS.columns.iter().zip(&stats.filled) {
        text.push_str(&format!("| `{}` | {} | {filled} |\n", column.name, column.about));
    }
    text
}

fn spread_line(name: &str, spread: &Spread, rows: u64) -> String {
    let (least, most) = (spread.least.unwrap_or_default(), spread.most.unwrap_or_default());
    let mean = spread.sum.checked_div(rows).unwrap_or_default();
    format!("| {name} | {least} | {mean} | {most} | {} |\n", spread.sum)
}

/// Returns the languages as the hub knows them: without region and script.
fn languages(stats: &Stats) -> Vec<&str> {
    let primary = |tag: &'_ String| tag.len().min(tag.find('-').unwrap_or(tag.len()));
    let mut tags: Vec<&str> =
        stats.languages.keys().filter_map(|tag| tag.get(..primary(tag))).collect();
    tags.dedup();
    tags
}

fn size_category(rows: u64) -> &'static str {
    SIZES.iter().find(|(end, _)| rows < *end).map_or(LARGEST, |(_, name)| name)
}

/// Returns a text in double quotes: a string of JSON is one of YAML too (YAML 1.2, section 1.3).
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
