//! Takes the part of a file that tells its encoding: text round non-ASCII bytes, without markup.
//!
//! Promises a bounded size and linear time. A sample is cut only next to bytes that are never the
//! second byte of a character, so that multi-byte text stays in step. Never decodes.

use encoding_rs::Encoding;

/// The most bytes that a sample holds.
pub(super) const SAMPLE_BYTES: usize = 4 << 10;
/// The number of equal parts of a file that share the sample's room.
const PARTS: usize = 8;
/// How much ASCII is kept before and after bytes that are not.
const MARGIN_BYTES: usize = 96;
/// The longest tag that is skipped as markup; a `<` further from its `>` is text.
const TAG_BYTES: usize = 2048;
/// Below this byte nothing is the second byte of a character, save the digits of gb18030.
const NEVER_TRAIL: u8 = 0x30;

/// Returns the sample of a file.
pub(super) fn sample(bytes: &[u8]) -> Vec<u8> {
    let mut taken = Vec::new();
    if bytes.len() <= SAMPLE_BYTES {
        take(bytes, SAMPLE_BYTES, &mut taken);
        return taken;
    }
    for part in bytes.chunks(bytes.len().div_ceil(PARTS)) {
        let before = taken.len();
        take(in_step(part), SAMPLE_BYTES / PARTS, &mut taken);
        if taken.len() > before {
            taken.push(b'\n');
        }
    }
    taken
}

/// Drops the start of a part up to a byte where a character surely begins.
fn in_step(part: &[u8]) -> &[u8] {
    let start = part.iter().take(TAG_BYTES).position(|&byte| byte < NEVER_TRAIL);
    &part[start.unwrap_or(0)..]
}

/// Appends the telling stretches of a part, up to a number of bytes.
fn take(part: &[u8], room: usize, taken: &mut Vec<u8>) {
    let end = taken.len() + room;
    let mut at = 0;
    while at < part.len() && taken.len() < end {
        let high = at + Encoding::ascii_valid_up_to(&part[at..]);
        if high == part.len() {
            break;
        }
        let near = high.saturating_sub(MARGIN_BYTES).max(at);
        let start = word_start(part, near, high);
        let longest = part.len().min(start + (end - taken.len()));
        let next = high + stretch_end(&part[high.min(longest)..longest]);
        copy_text(&part[start..next.min(longest)], taken);
        at = next.max(high + 1);
    }
}

/// Moves a cut in ASCII forward to a byte that starts a character.
fn word_start(part: &[u8], near: usize, high: usize) -> usize {
    let step = part[near..high].iter().position(|&byte| byte < NEVER_TRAIL || byte == b'>');
    if near == 0 { 0 } else { near + step.unwrap_or(0) }
}

/// Returns where the ASCII after a stretch of text has lasted long enough to stop.
fn stretch_end(stretch: &[u8]) -> usize {
    let mut last = 0;
    for (at, byte) in stretch.iter().enumerate() {
        if !byte.is_ascii() {
            last = at;
        } else if at - last > 2 * MARGIN_BYTES {
            break;
        }
    }
    stretch.len().min(last + MARGIN_BYTES)
}

/// Copies bytes, with a blank for each tag.
fn copy_text(bytes: &[u8], taken: &mut Vec<u8>) {
    let mut rest = bytes;
    while let Some(open) = memchr::memchr(b'<', rest) {
        taken.extend_from_slice(&rest[..open]);
        let tag = tag_bytes(&rest[open..]);
        taken.push(if tag == 0 { b'<' } else { b' ' });
        rest = &rest[open + tag.max(1)..];
    }
    taken.extend_from_slice(rest);
}

/// Returns the length of the tag that bytes begin with, 0 if they begin with none.
fn tag_bytes(bytes: &[u8]) -> usize {
    let opens =
        bytes.get(1).is_some_and(|next| next.is_ascii_alphabetic() || b"/!?".contains(next));
    let end = memchr::memchr(b'>', &bytes[..bytes.len().min(TAG_BYTES)]);
    match end {
        Some(end) if opens => end + 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_text_is_taken_whole_without_its_tags() {
        assert_eq!(sample(b"a <b>caf\xE9</b> < 3"), b"a  caf\xE9  < 3");
    }

    #[test]
    fn ascii_alone_gives_nothing() {
        assert!(sample(&[b'x'; 100_000]).is_empty());
    }

    #[test]
    fn large_files_give_a_bounded_sample_from_every_part() {
        let mut bytes = b"word \xE9 ".repeat(20_000);
        bytes.extend(b"\xFF end");
        let taken = sample(&bytes);
        assert!(taken.len() <= SAMPLE_BYTES + PARTS);
    }

    #[test]
    fn far_ascii_is_left_out() {
        let bytes = [vec![b'x'; 5_000], b" \xE9 ".to_vec(), vec![b'y'; 5_000]].concat();
        assert!(sample(&bytes).len() < 3 * MARGIN_BYTES);
    }
}
