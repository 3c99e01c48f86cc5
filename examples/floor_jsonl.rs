//! The floor of JSON Lines in, JSON Lines out: reads each line of a file, checks that it is UTF-8, and writes
//! it to standard output. No program that understands the lines can be quicker.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};

/// Bytes of a buffer.
const BUFFER_BYTES: usize = 1 << 20;

fn main() -> io::Result<()> {
    let path = std::env::args().nth(1).ok_or_else(|| io::Error::other("expected a file"))?;
    let mut lines = BufReader::with_capacity(BUFFER_BYTES, File::open(path)?);
    let mut out = BufWriter::with_capacity(BUFFER_BYTES, io::stdout().lock());
    let mut line = Vec::new();
    while lines.read_until(b'\n', &mut line)? > 0 {
        std::str::from_utf8(&line).map_err(io::Error::other)?;
        out.write_all(&line)?;
        line.clear();
    }
    out.flush()
}
