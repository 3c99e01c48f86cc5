//! `scutch fix`: a filter that decodes and repairs text as it streams by.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use clap::Args;

use scutch::ledger::Act;
use scutch::{Body, Config, Document, Error, Pipeline, RawDocument, Result};

use super::print::{complain, print, tell};
use super::{FINISHED_BADLY, Status};

/// Bytes read at a time; whole lines of them are repaired together.
const BLOCK_BYTES: usize = 1 << 16;

/// Bytes after which a line without an end is repaired as it stands.
const LONGEST_LINE_BYTES: usize = 1 << 26;

#[derive(Args)]
#[command(
    after_help = "Lines are printed as soon as they are read; evidence for a mix-up is shared among the lines \
    that come together.\n\nExamples:\n  scutch fix page.txt > fixed.txt\n  tail -f log | scutch fix\n  \
    scutch fix --encoding windows-1251 --explain old.txt"
)]
pub(crate) struct FixArgs {
    /// The file; `-` is standard input
    #[arg(value_name = "FILE", default_value = "-")]
    file: PathBuf,
    /// The encoding, by its label, rather than a guess
    #[arg(long, value_name = "LABEL")]
    encoding: Option<String>,
    /// Tell each change on standard error
    #[arg(long)]
    explain: bool,
}

/// The filter: bytes come in, text goes out.
struct Filter {
    config: Config,
    pipeline: Pipeline,
    is_decided: bool,
    is_explaining: bool,
    place: usize,
}

pub(super) fn fix(args: &FixArgs) -> Result<Status> {
    let mut config = Config::default();
    config.run.stages = vec!["repair".to_owned()];
    if let Some(label) = &args.encoding {
        config.decode.encoding.clone_from(label);
    }
    let mut filter = Filter {
        pipeline: Pipeline::new(&config)?,
        config,
        is_decided: args.encoding.is_some(),
        is_explaining: args.explain,
        place: 0,
    };
    let input: Box<dyn Read> = match args.file.as_os_str() == "-" {
        true => Box::new(std::io::stdin().lock()),
        false => {
            Box::new(File::open(&args.file).map_err(|error| Error::io(&args.file, "open", &error))?)
        }
    };
    let mut input = BufReader::with_capacity(BLOCK_BYTES, input);
    let mut waiting = Vec::new();
    let mut is_good = true;
    loop {
        let read = input.fill_buf().map_err(|error| Error::io(&args.file, "read", &error))?;
        let len = read.len();
        waiting.extend_from_slice(read);
        input.consume(len);
        let end = match len {
            0 => waiting.len(),
            _ => filter.ready(&waiting),
        };
        if end > 0 {
            let rest = waiting.split_off(end);
            is_good &= filter.repair(&args.file, std::mem::replace(&mut waiting, rest))?;
        }
        if len == 0 {
            return Ok(if is_good { Status::SUCCESS } else { Status::from(FINISHED_BADLY) });
        }
    }
}

impl Filter {
    /// Returns how many of the waiting bytes can be repaired: whole lines, or all of a line that is too
    /// long to wait for; none where lines cannot be told before all is read, as in UTF-16.
    fn ready(&self, waiting: &[u8]) -> usize {
        if waiting.contains(&0) {
            return 0;
        }
        let lines = waiting.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        match lines {
            0 if waiting.len() > LONGEST_LINE_BYTES => waiting.len(),
            lines => lines,
        }
    }

    /// Repairs and prints a block of lines; returns whether it was text.
    fn repair(&mut self, file: &Path, block: Vec<u8>) -> Result<bool> {
        let len = block.len();
        let is_ascii = block.is_ascii();
        let raw =
            RawDocument { input: 0, file: file.display().to_string(), body: Body::Bytes(block) };
        let doc = self.pipeline.document(raw);
        if let Some(rejection) = doc.verdict().rejection() {
            let place = format!("bytes {}..{}", self.place, self.place + len);
            complain(&format!("{}: {place}: {}", file.display(), rejection.reason));
            self.place += len;
            return Ok(false);
        }
        if self.is_explaining {
            self.explain(&doc);
        }
        if !self.is_decided && !is_ascii {
            // What the first lines are in, the others are in as well.
            doc.encoding().clone_into(&mut self.config.decode.encoding);
            self.pipeline = Pipeline::new(&self.config)?;
            self.is_decided = true;
        }
        self.place += len;
        print(doc.text())?;
        Ok(true)
    }

    fn explain(&self, doc: &Document) {
        for change in doc.ledger().changes() {
            let came = match change.act {
                Act::Put(with) => format!(" -> {with:?}"),
                _ => String::new(),
            };
            let detail = match change.detail {
                "" => String::new(),
                detail => format!(": {detail}"),
            };
            let raw =
                format!("bytes {}..{}", self.place + change.raw.start, self.place + change.raw.end);
            tell(format_args!("{raw}: {}: {:?}{came}{detail}", change.rule.id, change.was));
        }
    }
}
