//! Reads the characters of a line, once, into its counts.

use super::glyph::Glyph;
use super::line::{Bullet, Line};

/// Bytes of a line that are read; what lies behind counts in its length alone.
const LINE_BYTES: usize = 2000;

/// Letters of the longest word that counts as short.
const SHORT_LETTERS: usize = 3;

/// Reads a trimmed line; the hashes of its words go to `tokens`.
pub(crate) fn read(text: &str, tokens: &mut Vec<u32>) -> Line {
    let (bullet, body) = without_bullet(text);
    let mut reader = Reader::new(tokens);
    let head = body.get(..body.floor_char_boundary(LINE_BYTES)).unwrap_or(body);
    for c in head.chars() {
        reader.push(c);
    }
    let mut line = reader.finish();
    line.bytes = body.len();
    if head.len() < body.len() {
        line.chars = line.chars.max(1) * body.len() / head.len().max(1);
        line.words = line.words.max(1) * body.len() / head.len().max(1);
    }
    line.bullet = bullet;
    line.end = end(body);
    line
}

/// Returns the kind of item that a line is, and the line behind its mark.
fn without_bullet(text: &str) -> (Bullet, &str) {
    let mark = |c: char| matches!(c, '•' | '·' | '-' | '–' | '—' | '*' | '▪' | '►' | '○' | '●');
    if let Some(rest) = text.strip_prefix(mark)
        && rest.starts_with(char::is_whitespace)
    {
        return (Bullet::Mark, rest.trim_start());
    }
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.len() - rest.len();
    if (1..=3).contains(&digits)
        && let Some(rest) = rest.strip_prefix(['.', ')'])
        && rest.starts_with(char::is_whitespace)
    {
        return (Bullet::Number, rest.trim_start());
    }
    (Bullet::None, text)
}

/// The step of a line that ends with a question or exclamation mark.
pub(crate) const END_CALL: u8 = 8;

/// Returns how a line ends, in steps from signs to the end of a sentence.
fn end(body: &str) -> u8 {
    let mut closed = 0;
    for c in body.chars().rev().take(4) {
        match Glyph::of(c) {
            Glyph::Quote | Glyph::Bracket | Glyph::Space => closed = 4,
            Glyph::Stop => return 9,
            Glyph::Call => return END_CALL,
            Glyph::Ellipsis => return 7,
            Glyph::Colon => return 6,
            Glyph::Comma => return 5,
            _ if closed > 0 => return closed,
            Glyph::Lower => return 3,
            Glyph::Upper | Glyph::Letter | Glyph::Ideograph => return 2,
            Glyph::Digit => return 1,
            _ => return 0,
        }
    }
    closed
}

/// Returns how a line starts.
fn start(glyph: Glyph) -> u8 {
    match glyph {
        Glyph::Digit => 1,
        Glyph::Letter | Glyph::Ideograph => 2,
        Glyph::Upper => 3,
        Glyph::Quote | Glyph::Bracket | Glyph::Dash => 4,
        Glyph::Lower => 5,
        _ => 0,
    }
}

/// Starting value of the hashes, after FNV-1a.
pub(crate) const SEED: u32 = 0x811C_9DC5;

fn mix(hash: u32, c: char) -> u32 {
    (hash ^ u32::from(c)).wrapping_mul(0x0100_0193)
}

/// Spreads a hash over all its bits.
pub(crate) fn spread(hash: u32) -> u32 {
    let hash = (hash ^ (hash >> 15)).wrapping_mul(0x2C1B_3C6D);
    hash ^ (hash >> 13)
}

/// The word that is being read.
#[derive(Clone, Copy)]
struct Word {
    hash: u32,
    chars: usize,
    uppers: usize,
    digits: usize,
    begins_upper: bool,
}

const NO_WORD: Word = Word { hash: SEED, chars: 0, uppers: 0, digits: 0, begins_upper: false };

struct Reader<'a> {
    line: Line,
    tokens: &'a mut Vec<u32>,
    word: Word,
    last: Glyph,
    // The glyph before the last.
    second: Glyph,
    last_char: char,
}

impl<'a> Reader<'a> {
    fn new(tokens: &'a mut Vec<u32>) -> Reader<'a> {
        let line = Line {
            whole: SEED,
            first: SEED,
            tokens: (tokens.len(), tokens.len()),
            ..Line::default()
        };
        let space = Glyph::Space;
        Reader { line, tokens, word: NO_WORD, last: space, second: space, last_char: ' ' }
    }

    fn push(&mut self, c: char) {
        let glyph = Glyph::of(c);
        if self.line.chars == 0 {
            self.line.start = start(glyph);
        }
        self.line.chars += 1;
        match glyph {
            Glyph::Ideograph => self.push_ideograph(c),
            _ if glyph.is_word() => self.push_letter(c, glyph),
            _ => self.push_mark(glyph),
        }
        self.second = self.last;
        self.last = glyph;
        self.last_char = c;
    }

    /// Scripts without spaces have pairs of characters for words.
    fn push_ideograph(&mut self, c: char) {
        self.end_word();
        self.line.ideographs += 1;
        self.line.letters += 1;
        self.line.whole = mix(self.line.whole, c);
        if self.last == Glyph::Ideograph {
            let pair = spread(mix(mix(SEED, self.last_char), c));
            self.tokens.push(pair);
            if self.line.first == SEED {
                self.line.first = pair;
            }
        }
    }

    fn push_letter(&mut self, c: char, glyph: Glyph) {
        let small = match glyph {
            Glyph::Upper => lower(c),
            _ => c,
        };
        let word = &mut self.word;
        word.hash = mix(word.hash, small);
        word.chars += 1;
        match glyph {
            Glyph::Upper => {
                word.uppers += 1;
                word.begins_upper |= word.chars == 1;
                self.line.uppers += 1;
                self.line.joints += usize::from(self.last == Glyph::Lower);
            }
            Glyph::Digit => {
                word.digits += 1;
                self.line.digits += 1;
                self.line.times +=
                    usize::from(self.last == Glyph::Colon && self.second == Glyph::Digit);
                return;
            }
            _ => {}
        }
        self.line.letters += 1;
    }

    fn push_mark(&mut self, glyph: Glyph) {
        self.end_word();
        let line = &mut self.line;
        match glyph {
            Glyph::Space => line.stops += usize::from(self.last == Glyph::Stop),
            Glyph::Stop => line.stops += usize::from(self.last == Glyph::Ideograph),
            Glyph::Call => line.calls += 1,
            Glyph::Comma => line.commas += 1,
            Glyph::Colon => line.colons += 1,
            Glyph::Quote => line.quotes += 1,
            Glyph::Bracket => line.brackets += 1,
            Glyph::Dash => line.dashes += 1,
            Glyph::Divider => line.dividers += 1,
            Glyph::Currency => line.currencies += 1,
            Glyph::Rights => line.rights += 1,
            Glyph::Address => line.addresses += 1,
            Glyph::Picture => line.pictures += 1,
            _ => {}
        }
        line.symbols += usize::from(glyph != Glyph::Space);
    }

    fn end_word(&mut self) {
        let word = std::mem::replace(&mut self.word, NO_WORD);
        if word.chars == 0 {
            return;
        }
        let line = &mut self.line;
        let hash = spread(word.hash);
        self.tokens.push(hash);
        if line.first == SEED {
            line.first = hash;
        }
        line.whole = spread(line.whole ^ hash).wrapping_add(1);
        line.words += 1;
        line.longest_word = line.longest_word.max(word.chars);
        line.capital_words += usize::from(word.begins_upper);
        let is_small = word.uppers == 0 && word.digits == 0;
        line.small_words += usize::from(is_small);
        line.short_words += usize::from(is_small && word.chars <= SHORT_LETTERS);
        line.years += usize::from(word.digits == 4 && word.chars == 4);
    }

    fn finish(mut self) -> Line {
        self.end_word();
        self.line.tokens.1 = self.tokens.len();
        self.line.whole = spread(self.line.whole ^ 0x5bd1_e995);
        self.line
    }
}

fn lower(c: char) -> char {
    if c.is_ascii() { c.to_ascii_lowercase() } else { c.to_lowercase().next().unwrap_or(c) }
}
