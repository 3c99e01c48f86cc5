//! The plan of a dataset: every stream of rows that is written, and the names of its files.

use crate::error::{Error, Result};
use crate::table::{CHANGES, DOCUMENTS, DUPLICATES, REJECTED, Table};

use super::options::{Compression, Format, Layout, Options};
use super::parquet;
use super::split::Splits;
use super::stats::Stats;
use super::view::View;

/// The name of the part that all documents belong to where there is no split.
const WHOLE: &str = "train";

/// The rows of one table and one part, in one format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stream {
    /// The table.
    pub table: &'static Table,
    /// The format.
    pub format: Format,
    /// The compression of the whole files.
    pub compression: Compression,
    /// The part, by number and name, where the dataset is split.
    pub part: Option<(usize, String)>,
    /// What the rows look like.
    pub view: View,
    layout: Layout,
    is_sharded: bool,
}

/// Every stream of a dataset, in the order of the manifest.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The streams.
    pub streams: Vec<Stream>,
    /// The parts of the dataset.
    pub splits: Splits,
    /// Bytes of values after which a file is full.
    pub shard_bytes: u64,
    /// The options.
    pub options: Options,
}

impl Plan {
    /// Plans a dataset with documents in `formats`, or in the usual ones of the layout where none is
    /// given.
    ///
    /// # Errors
    ///
    /// When the layout does not take a format, or a value has no meaning.
    pub fn new(formats: &[Format], options: &Options) -> Result<Plan> {
        let splits = Splits::parse(&options.split)?;
        let formats = formats_of(formats, options.layout)?;
        check(options)?;
        let parts: Vec<Option<(usize, String)>> = match splits.names().count() {
            0 => vec![None],
            _ => splits.names().map(str::to_owned).enumerate().map(Some).collect(),
        };
        let mut streams = Vec::new();
        for format in formats {
            streams.extend(
                parts.iter().map(|part| Stream::new(&DOCUMENTS, format, part.clone(), options)),
            );
        }
        for table in [&REJECTED, &DUPLICATES, &CHANGES] {
            streams.extend(
                unique(&options.tables).map(|format| Stream::new(table, format, None, options)),
            );
        }
        let shard_bytes = if options.shard_size == 0 { u64::MAX } else { options.shard_size };
        Ok(Plan { streams, splits, shard_bytes, options: options.clone() })
    }

    /// Checks that documents of so many raw bytes fit into every format.
    ///
    /// # Errors
    ///
    /// When one takes smaller documents alone.
    pub fn check_limit(&self, document_bytes: u64) -> Result<()> {
        let has_parquet = self.streams.iter().any(|stream| stream.format == Format::Parquet);
        if has_parquet { parquet::check(document_bytes) } else { Ok(()) }
    }

    /// Returns the plan of records that go to standard output: one stream, whole.
    pub(super) fn into_stdout(mut self) -> Result<Plan> {
        let options = Options { split: String::new(), shard_size: 0, ..self.options };
        let format = self.streams.first().map(|stream| stream.format);
        self = Plan::new(&Vec::from_iter(format), &options)?;
        self.streams.truncate(1);
        Ok(self)
    }

    /// Returns the counts of no documents.
    pub fn stats(&self) -> Stats {
        Stats::new(self.splits.names().count())
    }

    /// Returns the streams of a table.
    pub fn of<'a>(&'a self, table: &'static Table) -> impl Iterator<Item = &'a Stream> {
        self.streams.iter().filter(move |stream| stream.table == table)
    }
}

impl Stream {
    fn new(
        table: &'static Table,
        format: Format,
        part: Option<(usize, String)>,
        options: &Options,
    ) -> Stream {
        Stream {
            table,
            format,
            compression: if format == Format::Parquet {
                Compression::None
            } else {
                options.compression
            },
            part,
            view: View::new(table, options),
            layout: options.layout,
            is_sharded: options.shard_size > 0,
        }
    }

    /// Returns the name of the file with this number, counted from 0, of so many.
    pub fn file(&self, number: usize, of: usize) -> String {
        self.named(&format!("{number:05}"), &format!("{of:05}"))
    }

    /// Returns the names of all its files as a pattern, or the name where there is one file.
    pub fn pattern(&self) -> String {
        self.named("*", "*").replace("*-of-*", "*")
    }

    /// Returns the part's name.
    pub fn part_name(&self) -> &str {
        self.part.as_ref().map_or(WHOLE, |(_, name)| name)
    }

    fn named(&self, number: &str, of: &str) -> String {
        let ending = format!("{}{}", self.format.name(), self.compression.ending());
        let part = self.part.as_ref().map(|(_, name)| name.as_str());
        let is_documents = self.table == &DOCUMENTS;
        let stem = match (self.layout, part) {
            (Layout::Huggingface, _) if is_documents => {
                return format!("data/{}-{number}-of-{of}.{ending}", self.part_name());
            }
            (Layout::Datatrove, Some(part)) if is_documents => {
                return format!("data/{part}/{number}.{ending}");
            }
            (Layout::Datatrove, None) if is_documents => return format!("data/{number}.{ending}"),
            (Layout::Dolma, _) if is_documents => {
                return format!("documents/{}-{number}.{ending}", self.part_name());
            }
            (_, Some(part)) => format!("{}-{part}", self.table.name),
            (_, None) => self.table.name.to_owned(),
        };
        match self.is_sharded {
            true => format!("{stem}-{number}-of-{of}.{ending}"),
            false => format!("{stem}.{ending}"),
        }
    }
}

fn unique(formats: &[Format]) -> impl Iterator<Item = Format> {
    let is_first = |(index, format): &(usize, &Format)| {
        !formats.iter().take(*index).any(|other| other == *format)
    };
    formats.iter().enumerate().filter(is_first).map(|(_, format)| *format)
}

fn formats_of(asked: &[Format], layout: Layout) -> Result<Vec<Format>> {
    let known = layout.formats();
    if asked.is_empty() {
        return Ok(known.iter().take(layout.usual()).copied().collect());
    }
    let formats: Vec<Format> = unique(asked).collect();
    let is_known = formats.iter().all(|format| known.contains(format));
    if is_known && (layout == Layout::Plain || formats.len() == 1) {
        return Ok(formats);
    }
    let names =
        |formats: &[Format]| formats.iter().map(|format| format.name()).collect::<Vec<&str>>();
    let problem = format!(
        "the layout {} takes one of `{}`, found \"{}\"",
        layout.name(),
        names(known).join("`, `"),
        names(&formats).join(",")
    );
    Err(Error::new("run.format", problem))
}

fn check(options: &Options) -> Result<()> {
    if options.tables.is_empty() {
        return Err(Error::new(
            "write.tables",
            "expected at least one of `jsonl`, `csv` and `parquet`",
        ));
    }
    let added = &options.added;
    if !added.is_empty() && added.parse::<jiff::Timestamp>().is_err() {
        let problem = format!("expected a time such as `2031-05-09T00:00:00Z`, found \"{added}\"");
        return Err(Error::new("write.added", problem));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(formats: &[Format], options: &Options) -> Vec<String> {
        let plan = Plan::new(formats, options).expect("valid");
        plan.streams.iter().map(|stream| stream.file(1, 3)).collect()
    }

    #[test]
    fn plain_files_stand_side_by_side() {
        let names = files(&[], &Options::default());
        assert_eq!(
            names,
            [
                "documents.jsonl",
                "documents.csv",
                "rejected.jsonl",
                "duplicates.jsonl",
                "changes.jsonl",
            ]
        );
    }

    #[test]
    fn shards_parts_and_compression_are_in_the_name() {
        let options = Options {
            shard_size: 1,
            split: "train=0.5,test=0.5".to_owned(),
            compression: Compression::Gz,
            tables: vec![Format::Parquet],
            ..Options::default()
        };
        let expected = [
            "documents-train-00001-of-00003.jsonl.gz",
            "documents-test-00001-of-00003.jsonl.gz",
            "rejected-00001-of-00003.parquet",
            "duplicates-00001-of-00003.parquet",
            "changes-00001-of-00003.parquet",
        ];
        assert_eq!(files(&[Format::Jsonl], &options), expected);
    }

    #[test]
    fn layouts_have_folders_of_their_own() {
        let first = |layout, split: &str| {
            let options = Options { layout, split: split.to_owned(), ..Options::default() };
            files(&[], &options).remove(0)
        };
        assert_eq!(first(Layout::Huggingface, ""), "data/train-00001-of-00003.parquet");
        assert_eq!(first(Layout::Huggingface, "a=1"), "data/a-00001-of-00003.parquet");
        assert_eq!(first(Layout::Datatrove, ""), "data/00001.jsonl");
        assert_eq!(first(Layout::Datatrove, "a=1"), "data/a/00001.jsonl");
        assert_eq!(first(Layout::Dolma, ""), "documents/train-00001.jsonl");
    }

    #[test]
    fn a_layout_refuses_formats_that_its_readers_do_not_know() {
        let options = Options { layout: Layout::Dolma, ..Options::default() };
        let error =
            Plan::new(&[Format::Csv], &options).map(|_| ()).map_err(|error| error.to_string());
        let expected = "run.format: the layout dolma takes one of `jsonl`, found \"csv\"";
        assert_eq!(error, Err(expected.to_owned()));
    }
}
