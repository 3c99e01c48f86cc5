//! The floor that speeds are measured against: `floor FILE.jsonl|FOLDER`, to standard output. No program
//! that understands what it reads can be quicker.

#[path = "shared/floor.rs"]
mod floor;

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

fn main() -> io::Result<()> {
    let path = std::env::args().nth(1).ok_or_else(|| io::Error::other("expected a path"))?;
    let mut paths: Vec<PathBuf> = Vec::new();
    match Path::new(&path).is_dir() {
        true => floor::files(Path::new(&path), &mut paths)?,
        false => paths.push(PathBuf::from(path)),
    }
    let mut out = BufWriter::with_capacity(floor::BUFFER_BYTES, io::stdout().lock());
    for path in paths {
        match path.extension().is_some_and(|ending| ending == "jsonl") {
            true => floor::lines(&path, &mut out)?,
            false => floor::whole(&path, &mut out)?,
        }
    }
    out.flush()
}
