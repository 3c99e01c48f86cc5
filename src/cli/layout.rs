//! Flags that say how a dataset is laid out on disk.

use clap::Args;

use scutch::write::{Compression, Format, Layout, Options};

/// What a size may end in, with the number of bytes; the longest first.
const UNITS: [(&str, u64); 10] = [
    ("KiB", 1 << 10),
    ("MiB", 1 << 20),
    ("GiB", 1 << 30),
    ("KB", 1_000),
    ("MB", 1_000_000),
    ("GB", 1_000_000_000),
    ("B", 1),
    ("K", 1 << 10),
    ("M", 1 << 20),
    ("G", 1 << 30),
];

#[derive(Args)]
pub(super) struct LayoutArgs {
    /// Files and records as others want them: plain, huggingface, datatrove, dolma
    #[arg(long, value_name = "NAME", value_parser = layout)]
    layout: Option<Layout>,
    /// Compression of JSON Lines and CSV: none, gz, zst
    #[arg(long, value_name = "NAME", value_parser = compression)]
    compression: Option<Compression>,
    /// Formats of changes and rejected: jsonl, csv, parquet
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = format)]
    tables: Vec<Format>,
    /// Begin another file where one would hold more bytes of values, such as 256MB
    #[arg(long, value_name = "SIZE", value_parser = size)]
    shard_size: Option<u64>,
    /// Parts by the hash of the id, such as train=0.9,test=0.1
    #[arg(long, value_name = "SHARES")]
    split: Option<String>,
}

impl LayoutArgs {
    /// Puts the flags over the options.
    pub(super) fn put_over(&self, options: &mut Options) {
        options.layout = self.layout.unwrap_or(options.layout);
        options.compression = self.compression.unwrap_or(options.compression);
        options.shard_size = self.shard_size.unwrap_or(options.shard_size);
        if !self.tables.is_empty() {
            options.tables.clone_from(&self.tables);
        }
        if let Some(split) = &self.split {
            options.split.clone_from(split);
        }
    }
}

/// Returns the format of that name.
pub(super) fn format(name: &str) -> Result<Format, String> {
    match name {
        "jsonl" => Ok(Format::Jsonl),
        "csv" => Ok(Format::Csv),
        "parquet" => Ok(Format::Parquet),
        _ => Err("expected `jsonl`, `csv` or `parquet`".to_owned()),
    }
}

pub(super) fn layout(name: &str) -> Result<Layout, String> {
    match name {
        "plain" => Ok(Layout::Plain),
        "huggingface" => Ok(Layout::Huggingface),
        "datatrove" => Ok(Layout::Datatrove),
        "dolma" => Ok(Layout::Dolma),
        _ => Err("expected `plain`, `huggingface`, `datatrove` or `dolma`".to_owned()),
    }
}

fn compression(name: &str) -> Result<Compression, String> {
    match name {
        "none" => Ok(Compression::None),
        "gz" => Ok(Compression::Gz),
        "zst" => Ok(Compression::Zst),
        _ => Err("expected `none`, `gz` or `zst`".to_owned()),
    }
}

/// Returns a number of bytes: `1000000`, `64MiB`, `64M`, `2GB`.
pub(super) fn size(text: &str) -> Result<u64, String> {
    let unit = UNITS.iter().find_map(|(unit, bytes)| Some((text.strip_suffix(unit)?, *bytes)));
    let (number, bytes) = unit.unwrap_or((text, 1));
    let number: u64 =
        number.trim().parse().map_err(|_| "expected a size such as `256MB`".to_owned())?;
    number.checked_mul(bytes).ok_or_else(|| "expected a size below 2^64 bytes".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_units() {
        let sizes = ["0", "256MB", "1GiB", "7B", "2 KB"].map(size);
        assert_eq!(sizes, [Ok(0), Ok(256_000_000), Ok(1 << 30), Ok(7), Ok(2000)]);
        assert!(size("many").is_err() && size("1.5GB").is_err());
    }
}
