//! Tar archives (POSIX ustar and pax, GNU long names), member by member, without holding one.
//!
//! A broken header costs what stands up to the next one. Names are labels: nothing is ever written to
//! where they point, and links are not followed.

use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;

use crate::raw::{Body, Spoiled};
use crate::rule::{Effect, Rule};

use super::caps::DAMAGED;
use super::feed::Flow;
use super::place::Place;

pub(super) static SPECIAL: Rule = Rule::new(
    "container/special",
    Effect::Reject,
    "a member of an archive that is no plain file, or is encrypted",
    "A device or a sparse or encrypted file has no bytes that could be read as a document.",
    &[],
);

const BLOCK: usize = 512;
/// Bytes of a long name or of a pax header.
const MOST_NAME_BYTES: u64 = 1 << 20;

/// What a header says.
struct Header {
    name: Vec<u8>,
    size: u64,
    kind: u8,
}

/// What comes before a member and holds for it.
#[derive(Default)]
struct Ahead {
    name: Option<Vec<u8>>,
    size: Option<u64>,
}

/// Reads the members of a stream.
pub(super) fn read(place: &mut Place<'_>, stream: &mut dyn BufRead) -> Flow {
    let mut ahead = Ahead::default();
    let mut lost = 0;
    loop {
        let mut block = [0; BLOCK];
        match fill(stream, &mut block) {
            Ok(0) => break,
            Ok(BLOCK) if block == [0; BLOCK] => continue,
            Ok(BLOCK) => match header(&block) {
                Some(header) => {
                    damaged(place, &mut lost)?;
                    let is_over = member(place, stream, header, &mut ahead)?;
                    if is_over {
                        return Flow::Continue(());
                    }
                }
                None => lost += BLOCK as u64,
            },
            Ok(rest) => lost += rest as u64,
            Err(error) => {
                let is_over = place.broken(&error, None, lost)?;
                lost = 0;
                if is_over {
                    return Flow::Continue(());
                }
            }
        }
    }
    damaged(place, &mut lost)
}

/// Tells what was lost between two headers.
fn damaged(place: &mut Place<'_>, lost: &mut u64) -> Flow {
    if *lost == 0 {
        return Flow::Continue(());
    }
    let bytes = std::mem::take(lost);
    let reason = format!("expected the header of a member, found {bytes} other bytes");
    let (offset, span) = (None, None);
    let spoiled = Spoiled { rule: &DAMAGED, reason, bytes, offset, place: span };
    place.push(None, Body::Spoiled(spoiled))
}

/// Reads one member; returns whether a cap was met, behind which nothing is read.
fn member(
    place: &mut Place<'_>,
    stream: &mut dyn BufRead,
    header: Header,
    ahead: &mut Ahead,
) -> ControlFlow<(), bool> {
    let is_about_next = matches!(header.kind, b'L' | b'K' | b'x' | b'g');
    let size = ahead.size.filter(|_| !is_about_next).unwrap_or(header.size);
    let mut body = Exact { inner: stream, left: size };
    match header.kind {
        b'L' => ahead.name = Some(long_name(&mut body)),
        b'x' => pax(&mut body, ahead),
        b'K' | b'g' => {}
        kind => {
            let name = std::mem::take(ahead).name.unwrap_or(header.name);
            let is_over = unfold(place, kind, &name, &mut body)?;
            if is_over {
                return ControlFlow::Continue(true);
            }
        }
    }
    let padding = (BLOCK as u64 - size % BLOCK as u64) % BLOCK as u64;
    let passed = io::copy(&mut body, &mut io::sink());
    let passed = passed.and_then(|_| io::copy(&mut body.inner.take(padding), &mut io::sink()));
    match passed {
        Ok(_) => ControlFlow::Continue(false),
        // A member that ended early has been told of where its bytes were read.
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => ControlFlow::Continue(false),
        Err(error) => place.broken(&error, None, body.left),
    }
}

/// Hands on what a member holds; returns whether there are too many.
fn unfold(
    place: &mut Place<'_>,
    kind: u8,
    name: &[u8],
    body: &mut dyn BufRead,
) -> ControlFlow<(), bool> {
    // A name that ends with a slash is a folder in archives older than the flag.
    let is_file = matches!(kind, 0 | b'0' | b'7') && !name.ends_with(b"/");
    let is_special = matches!(kind, b'3' | b'4' | b'6' | b'S');
    if is_special {
        let reason = "expected a plain file, found a device, a pipe or a sparse file";
        place.member(name).refuse(&SPECIAL, reason.to_owned())?;
    }
    match is_file {
        true => place.entry(name, body),
        false => ControlFlow::Continue(false),
    }
}

fn long_name(body: &mut impl Read) -> Vec<u8> {
    let mut name = Vec::new();
    let _ = body.take(MOST_NAME_BYTES).read_to_end(&mut name);
    name.truncate(name.iter().position(|byte| *byte == 0).unwrap_or(name.len()));
    name
}

/// Reads the records `LENGTH KEY=VALUE` of a pax header.
fn pax(body: &mut impl Read, ahead: &mut Ahead) {
    let mut bytes = Vec::new();
    let _ = body.take(MOST_NAME_BYTES).read_to_end(&mut bytes);
    let mut rest = bytes.as_slice();
    while let Some(space) = rest.iter().position(|byte| *byte == b' ') {
        let Some(len) = decimal(rest.get(..space).unwrap_or_default()) else { return };
        let Some(record) = rest.get(space + 1..len) else { return };
        let record = record.strip_suffix(b"\n").unwrap_or(record);
        if let Some(name) = record.strip_prefix(b"path=") {
            ahead.name = Some(name.to_vec());
        } else if let Some(size) = record.strip_prefix(b"size=") {
            ahead.size = decimal(size).map(|size| size as u64);
        }
        rest = rest.get(len..).unwrap_or_default();
    }
}

fn decimal(digits: &[u8]) -> Option<usize> {
    str::from_utf8(digits).ok()?.parse().ok()
}

/// Reads a block; returns the bytes that there were of it.
fn fill(stream: &mut dyn BufRead, block: &mut [u8; BLOCK]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < BLOCK {
        match stream.read(block.get_mut(filled..).unwrap_or_default()) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

/// Returns what a block says as a header, where its sum is right.
fn header(block: &[u8; BLOCK]) -> Option<Header> {
    let part = |from: usize, to: usize| block.get(from..to).unwrap_or_default();
    let sum = number(part(148, 156))?;
    let plain: u64 = block.iter().map(|byte| u64::from(*byte)).sum();
    let own: u64 = part(148, 156).iter().map(|byte| u64::from(*byte)).sum();
    if plain - own + 8 * u64::from(b' ') != sum {
        return None;
    }
    let text = |bytes: &[u8]| bytes.split(|byte| *byte == 0).next().unwrap_or_default().to_vec();
    let (prefix, short) = (text(part(345, 500)), text(part(0, 100)));
    // GNU tar keeps times where ustar has a prefix.
    let is_ustar = part(257, 263) == b"ustar\0" && !prefix.is_empty();
    let name = if is_ustar { [&prefix[..], b"/", &short[..]].concat() } else { short };
    Some(Header { name, size: number(part(124, 136))?, kind: *block.get(156)? })
}

/// Reads a number: octal digits, or binary behind a set bit (GNU).
fn number(field: &[u8]) -> Option<u64> {
    if field.first().is_some_and(|byte| byte & 0x80 != 0) {
        let (high, low) = field.split_at(field.len().saturating_sub(8));
        let is_small = high.iter().skip(1).all(|byte| *byte == 0) && field.first() == Some(&0x80);
        return is_small.then(|| low.try_into().map(u64::from_be_bytes).ok()).flatten();
    }
    let digits = str::from_utf8(field).ok()?.trim_matches(['\0', ' ']);
    if digits.is_empty() { Some(0) } else { u64::from_str_radix(digits, 8).ok() }
}

/// The bytes of a member; an error where the archive ends before it does.
struct Exact<'a> {
    inner: &'a mut dyn BufRead,
    left: u64,
}

impl Read for Exact<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

impl BufRead for Exact<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            return Ok(&[]);
        }
        let buffer = self.inner.fill_buf()?;
        if buffer.is_empty() {
            self.left = 0;
            let problem = "the archive ends inside the member";
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, problem));
        }
        let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(buffer.len());
        Ok(buffer.get(..most).unwrap_or_default())
    }

    fn consume(&mut self, bytes: usize) {
        self.inner.consume(bytes);
        self.left = self.left.saturating_sub(bytes as u64);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_octal_or_binary() {
        assert_eq!(number(b"0000644\0"), Some(0o644));
        assert_eq!(number(b" 12 \0\0"), Some(10));
        assert_eq!(number(&[0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0]), Some(256));
        assert_eq!(number(b"9"), None);
    }

    #[test]
    fn a_pax_header_names_path_and_size() {
        let mut ahead = Ahead::default();
        pax(&mut &b"18 path=caf\xC3\xA9.txt\n11 size=77\n"[..], &mut ahead);
        assert_eq!(ahead.name.as_deref(), Some("caf\u{e9}.txt".as_bytes()));
        assert_eq!(ahead.size, Some(77));
    }
}
