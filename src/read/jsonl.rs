//! JSON Lines: a record on each line, each cut out whole and opened later, in parallel.

use std::sync::Arc;

use crate::raw::{Body, Opener, Record, Spoiled};

use super::feed::Flow;
use super::json::{Json, MALFORMED};
use super::lines::{Line, Lines};
use super::place::Place;

/// What may stand before the first record: a byte order mark.
const MARK: &[u8] = b"\xEF\xBB\xBF";
/// What separates records of a JSON text sequence (RFC 7464).
const SEPARATOR: u8 = 0x1E;

/// Reads the records of a stream; blank lines count, but hold none.
pub(super) fn read(place: &mut Place<'_>, stream: &mut dyn std::io::BufRead) -> Flow {
    let opener: Arc<dyn Opener> = Arc::new(Json { columns: Arc::clone(&place.reader.columns) });
    // The limit holds for the text; what describes it may take as much again.
    let most_bytes = place.reader.caps.document_bytes.saturating_mul(2);
    let mut lines = Lines::new(stream, most_bytes);
    let mut number = 0;
    loop {
        match lines.next() {
            Ok(None) => return Flow::Continue(()),
            Ok(Some(line)) => {
                number += 1;
                record(place, number, line, &opener)?;
            }
            Err(broken) => {
                let is_over = place.broken(&broken.error, Some(broken.offset), broken.lost)?;
                if is_over {
                    return Flow::Continue(());
                }
            }
        }
    }
}

fn record(place: &mut Place<'_>, number: u64, line: Line, opener: &Arc<dyn Opener>) -> Flow {
    let cut = line.is_cut();
    let Line { mut offset, mut bytes, len } = line;
    if cut {
        let most = bytes.len();
        let reason = format!("expected a line of at most {most} bytes, found {len}");
        let spoiled =
            Spoiled { rule: &MALFORMED, reason, bytes: len, offset: Some(offset), place: None };
        return place.push(Some(&number.to_string()), Body::Spoiled(spoiled));
    }
    let mark = if number == 1 && bytes.starts_with(MARK) { MARK.len() } else { 0 };
    let is_blank = |byte: &u8| byte.is_ascii_whitespace() || *byte == SEPARATOR;
    let before = bytes.iter().skip(mark).take_while(|byte| is_blank(byte)).count() + mark;
    let behind = bytes.iter().rev().take_while(|byte| is_blank(byte)).count();
    if before + behind >= bytes.len() {
        return Flow::Continue(());
    }
    bytes.truncate(bytes.len() - behind);
    bytes.drain(..before);
    offset += before as u64;
    let record = Record { bytes, offset, opener: Arc::clone(opener) };
    place.push(Some(&number.to_string()), Body::Record(record))
}
