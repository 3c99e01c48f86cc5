//! Shingles: the stretches of words that two texts are compared by.
//!
//! Case, punctuation and white space are left out; figures are not, or every weather report would be
//! like the next. In scripts that put no space between words, each character is a word.

use xxhash_rust::xxh64::xxh64;

use crate::span::Span;

/// Returns a 64-bit hash (XXH64) of each stretch of `words` words, joined by single spaces, in the order
/// of the text; of the whole text where it has fewer, and none where it has no word.
pub fn shingles(text: &str, words: usize) -> Vec<u64> {
    let Words { line, spans } = Words::of(text);
    let hash = |first: &Span, last: &Span| xxh64(first.hull(*last).of_bytes(&line), 0);
    let ends = spans.iter().skip(words.saturating_sub(1));
    let hashes: Vec<u64> = spans.iter().zip(ends).map(|(first, last)| hash(first, last)).collect();
    match (hashes.is_empty(), spans.first(), spans.last()) {
        (true, Some(first), Some(last)) => vec![hash(first, last)],
        _ => hashes,
    }
}

/// Returns the hashes as a sorted set of their low halves, for comparing: two texts of 600 shingles have
/// one chance in 10,000 of sharing one by accident.
pub(super) fn set(hashes: &[u64]) -> Vec<u32> {
    let low = |hash: &u64| u32::try_from(hash & u64::from(u32::MAX)).unwrap_or(0);
    let mut set: Vec<u32> = hashes.iter().map(low).collect();
    set.sort_unstable();
    set.dedup();
    set
}

/// Returns how many members two sorted sets share, and how many they have together.
pub(super) fn overlap(a: &[u32], b: &[u32]) -> (usize, usize) {
    let (mut left, mut right, mut both) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(left), b.get(right)) {
        both += usize::from(x == y);
        left += usize::from(x <= y);
        right += usize::from(y <= x);
    }
    (both, a.len() + b.len() - both)
}

/// The words of a text in UTF-8, in lower case, with a space between.
struct Words {
    line: Vec<u8>,
    spans: Vec<Span>,
}

/// What a byte is that is no letter or figure of ASCII.
const BORDER: u8 = 0;
const NOTHING: u8 = 1;
const BEYOND: u8 = 2;

/// For each byte the letter or figure that it stands for, in lower case, or one of the above.
const LETTERS: [u8; 256] = {
    let mut letters = [BORDER; 256];
    let mut byte = 0;
    while byte < 256 {
        let own = byte as u8;
        if own.is_ascii_alphanumeric() {
            letters[byte] = own.to_ascii_lowercase();
        } else if own == b'\'' {
            letters[byte] = NOTHING;
        } else if !own.is_ascii() {
            letters[byte] = BEYOND;
        }
        byte += 1;
    }
    letters
};

impl Words {
    fn of(text: &str) -> Words {
        let mut words = Words {
            line: Vec::with_capacity(text.len() + 1),
            spans: Vec::with_capacity(text.len() / 5),
        };
        let (mut at, mut start) = (0, 0);
        while let Some(byte) = text.as_bytes().get(at) {
            match LETTERS[usize::from(*byte)] {
                BORDER => start = words.close(start),
                NOTHING => {}
                BEYOND => {
                    let letter = text.get(at..).and_then(|rest| rest.chars().next());
                    let letter = letter.unwrap_or(char::REPLACEMENT_CHARACTER);
                    start = words.meet(letter, start);
                    at += letter.len_utf8() - 1;
                }
                letter => words.line.push(letter),
            }
            at += 1;
        }
        words.close(start);
        words
    }

    /// Takes in a character beyond ASCII, and returns where its word began, or where the next begins.
    fn meet(&mut self, letter: char, start: usize) -> usize {
        match letter {
            '’' => start,
            '\u{2010}'..='\u{2027}' => self.close(start),
            _ if stands_alone(letter) => {
                let own = self.close(start);
                self.push(letter);
                self.close(own)
            }
            _ if letter.is_alphanumeric() => {
                letter.to_lowercase().for_each(|lower| self.push(lower));
                start
            }
            _ => self.close(start),
        }
    }

    fn push(&mut self, letter: char) {
        self.line.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
    }

    /// Ends the word that began at `start`, where there is one, and returns where the next begins.
    fn close(&mut self, start: usize) -> usize {
        let end = self.line.len();
        if start == end {
            return start;
        }
        self.spans.push(Span::new(start, end));
        self.line.push(b' ');
        end + 1
    }
}

/// Returns whether a character is of a script that puts no space between words: Thai, Lao, Burmese,
/// Khmer, kana, and ideographs.
fn stands_alone(letter: char) -> bool {
    matches!(
        letter,
        '\u{E00}'..='\u{EFF}'
            | '\u{1000}'..='\u{109F}'
            | '\u{1780}'..='\u{17FF}'
            | '\u{3041}'..='\u{30FF}'
            | '\u{3400}'..='\u{4DBF}'
            | '\u{4E00}'..='\u{9FFF}'
            | '\u{F900}'..='\u{FAFF}'
            | '\u{20000}'..='\u{3FFFF}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_apart_from_what_stands_between() {
        let words = Words::of("«The ferry's\n\n 2nd Trip — ÉTÉ», 東京へ!");
        let line = String::from_utf8(words.line).unwrap();
        let found: Vec<&str> = words.spans.iter().map(|span| span.of(&line)).collect();
        assert_eq!(found, ["the", "ferrys", "2nd", "trip", "été", "東", "京", "へ"]);
    }

    #[test]
    fn a_shingle_is_the_hash_of_its_words() {
        assert_eq!(shingles("A b, C d!", 3), [xxh64(b"a b c", 0), xxh64(b"b c d", 0)]);
        assert_eq!(shingles("A b", 3), [xxh64(b"a b", 0)]);
        assert!(shingles(" … ", 3).is_empty());
    }

    #[test]
    fn sets_are_compared_member_by_member() {
        assert_eq!(set(&[7, 3, 7 + (1 << 32), 9]), [3, 7, 9]);
        assert_eq!(overlap(&[1, 3, 5, 9], &[2, 3, 9]), (2, 5));
        assert_eq!(overlap(&[], &[]), (0, 0));
    }
}
