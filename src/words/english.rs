//! Splits a stretch without white space into words as spaCy's blank English tokenizer does.
//!
//! The algorithm is written after spaCy 3.8's (`tokenizer.pyx`, `lang/punctuation.py`, MIT): peel
//! prefixes and suffixes, look for exceptions, addresses and infixes, then join what spells an
//! exception. The facts are in `english.tsv`, which `benches/peers/datatrove/english.py` writes.
//! Promises words that tile the stretch; takes linear time.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use crate::span::Span;

use super::chars::CharSet;
use super::fold::FoldState;
use super::joins::Joins;
use super::url::is_url;

static FACTS: &str = include_str!("english.tsv");

/// No unit and no currency has more bytes.
const LONGEST_UNIT: usize = 16;

/// The facts, read once.
pub(crate) static ENGLISH: LazyLock<English> = LazyLock::new(|| English::parse(FACTS));

/// What the tokenizer and the filters know of English and of punctuation.
pub(crate) struct English {
    alpha: CharSet,
    pub(super) lower: CharSet,
    upper: CharSet,
    icon: CharSet,
    before_dot: CharSet,
    quotes: CharSet,
    prefix: CharSet,
    suffix: CharSet,
    currency: Vec<&'static str>,
    units: Vec<&'static str>,
    // The lengths in bytes of the words that an exception is split into.
    exceptions: HashMap<String, Vec<usize>, FoldState>,
    longest_exception: usize,
    pub(super) joins: Joins,
    /// Marks that end a sentence.
    pub(crate) sentence_end: CharSet,
    /// Marks that end a line well: datatrove's `TERMINAL_PUNCTUATION`.
    pub(crate) line_end: CharSet,
    /// Characters of words that count as symbols: datatrove's `PUNCTUATION_SET`.
    pub(crate) symbol: CharSet,
}

/// Whether exceptions are looked up.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Known {
    Exceptions,
    Nothing,
}

impl English {
    fn parse(facts: &'static str) -> English {
        let rows = || facts.lines().filter_map(|line| line.split_once('\t'));
        let value =
            |name: &str| rows().find(|(key, _)| *key == name).map_or("", |(_, value)| value);
        let words = |name: &str| value(name).split(' ').collect::<Vec<_>>();
        let single = |name: &str| -> Vec<char> {
            words(name)
                .into_iter()
                .filter(|word| word.chars().count() == 1)
                .flat_map(str::chars)
                .collect()
        };
        let icon = CharSet::parse(value("icon"));
        let marks = || single("punct").into_iter().chain(single("quote")).chain(['—', '–']);
        let prefix = marks().chain(single("currency")).chain(['§', '%', '=']);
        let mut english = English {
            alpha: CharSet::parse(value("alpha")),
            lower: CharSet::parse(value("lower")),
            upper: CharSet::parse(value("upper")),
            icon,
            before_dot: CharSet::parse(value("before-dot")),
            quotes: CharSet::parse(value("quote-class")),
            prefix: CharSet::of(prefix),
            suffix: CharSet::of(marks()),
            currency: words("currency"),
            units: words("unit"),
            exceptions: HashMap::default(),
            longest_exception: 0,
            joins: Joins::default(),
            sentence_end: CharSet::parse(value("sentence-end")),
            line_end: CharSet::parse(value("line-end")),
            symbol: CharSet::parse(value("symbol")),
        };
        for (_, parts) in rows().filter(|(name, _)| *name == "exception") {
            english.except(parts);
            english.except(&parts.replace('\'', "’"));
        }
        english.joins = Joins::new(&english);
        english
    }

    /// Adds an exception, its words between spaces.
    fn except(&mut self, parts: &str) {
        let lengths: Vec<usize> = parts.split(' ').map(str::len).collect();
        let word = parts.replace(' ', "");
        self.longest_exception = self.longest_exception.max(word.len());
        self.exceptions.insert(word, lengths);
    }

    /// Returns the lengths of the words of an exception.
    pub(super) fn exception(&self, word: &str) -> Option<&[usize]> {
        if word.len() > self.longest_exception {
            return None;
        }
        self.exceptions.get(word).map(Vec::as_slice)
    }

    /// Returns the exceptions that the affixes would split, with the words that come of it, in the
    /// byte order of the exceptions.
    pub(super) fn split_exceptions(&self) -> Vec<(&str, Vec<&str>)> {
        let mut all: Vec<&str> = self.exceptions.keys().map(String::as_str).collect();
        all.sort_unstable();
        let is_split = |word: &&str| {
            self.prefix_len(word) > 0 || self.suffix_len(word) > 0 || self.infix(word, 0).is_some()
        };
        let split = all.into_iter().filter(is_split).map(|word| {
            let mut spans = Vec::new();
            self.split_known(word, Known::Nothing, &mut spans);
            (word, spans.iter().map(|span| span.of(word)).collect())
        });
        split.collect()
    }

    /// Adds the places of the words of `chunk`, a stretch without white space, before joining.
    pub(super) fn split(&self, chunk: &str, words: &mut Vec<Span>) {
        self.split_known(chunk, Known::Exceptions, words);
    }

    fn split_known(&self, chunk: &str, known: Known, words: &mut Vec<Span>) {
        let special = |at: Span| match known {
            Known::Exceptions => self.exception(at.of(chunk)),
            Known::Nothing => None,
        };
        let (core, suffixes) = self.peel(chunk, &special, words);
        if !core.is_empty() {
            if let Some(lengths) = self.core_exception(known, core.of(chunk)) {
                push_lengths(core.start, lengths, words);
            } else if is_url(self, core.of(chunk)) {
                words.push(core);
            } else {
                self.split_infixes(chunk, core, words);
            }
        }
        words.extend(suffixes.into_iter().rev());
    }

    fn core_exception(&self, known: Known, core: &str) -> Option<&[usize]> {
        (known == Known::Exceptions).then(|| self.exception(core)).flatten()
    }

    /// Takes prefixes and suffixes off, pushes the prefixes, and returns the rest and the suffixes.
    fn peel<'a>(
        &self,
        chunk: &str,
        special: &impl Fn(Span) -> Option<&'a [usize]>,
        words: &mut Vec<Span>,
    ) -> (Span, Vec<Span>) {
        let mut core = Span::new(0, chunk.len());
        let mut suffixes = Vec::new();
        while !core.is_empty() && special(core).is_none() {
            let prefix = self.prefix_len(core.of(chunk));
            let behind = Span::new(core.start + prefix, core.end);
            if prefix > 0 && !behind.is_empty() && special(behind).is_some() {
                words.push(Span::new(core.start, behind.start));
                return (behind, suffixes);
            }
            let suffix = self.suffix_len(behind.of(chunk));
            let before = Span::new(core.start, core.end - suffix);
            if suffix > 0 && !before.is_empty() && special(before).is_some() {
                suffixes.push(Span::new(before.end, core.end));
                return (before, suffixes);
            }
            if prefix + suffix == 0 {
                break;
            }
            if prefix > 0 {
                words.push(Span::new(core.start, behind.start));
            }
            if suffix > 0 {
                suffixes.push(Span::new(before.end, core.end));
            }
            core = Span::new(behind.start, before.end);
        }
        (core, suffixes)
    }

    /// Returns the length of the prefix to take off, 0 for none.
    fn prefix_len(&self, word: &str) -> usize {
        let mut chars = word.chars();
        match chars.next() {
            Some('.') => dots(word.bytes()),
            Some('+') => usize::from(!chars.next().is_some_and(|next| next.is_ascii_digit())),
            Some(c) if self.prefix.has(c) || self.icon.has(c) => c.len_utf8(),
            Some('U' | 'C' | 'A') => {
                let money = self.currency.iter().find(|money| word.starts_with(**money));
                money.map_or(0, |money| money.len())
            }
            _ => 0,
        }
    }

    /// Returns the length of the suffix to take off, 0 for none: the longest that fits.
    fn suffix_len(&self, word: &str) -> usize {
        let mut back = word.chars().rev();
        let Some(last) = back.next() else { return 0 };
        if last.is_ascii_lowercase() && !matches!(back.clone().next(), Some('\'' | '’' | '0'..='9'))
        {
            // Only 's, and units of which all but the last letter may be letters too.
            return self.unit_len(word);
        }
        if last == '.' {
            let run = dots(word.bytes().rev());
            return if run > 0 { run } else { usize::from(self.takes_dot(back)) };
        }
        let before = back.next();
        let mark = match (before, last) {
            (Some('…'), '…') => '…'.len_utf8() * 2,
            (Some(quote @ ('\'' | '’')), 's' | 'S') => quote.len_utf8() + 1,
            (Some('0'..='9'), '+') => 1,
            _ if self.suffix.has(last) || self.icon.has(last) => last.len_utf8(),
            _ => 0,
        };
        mark.max(self.unit_len(word))
    }

    /// Returns the length of a unit or currency behind a digit at the end, 0 for none.
    fn unit_len(&self, word: &str) -> usize {
        let near = word.bytes().enumerate().rev().take(LONGEST_UNIT + 1);
        let Some((digit, _)) = near.into_iter().find(|(_, byte)| byte.is_ascii_digit()) else {
            return 0;
        };
        let Some(tail) = word.get(digit + 1..) else { return 0 };
        let is_unit = self.units.contains(&tail) || self.currency.contains(&tail);
        if is_unit { tail.len() } else { 0 }
    }

    /// Returns whether a full stop at the end is a word of its own, behind these characters.
    fn takes_dot(&self, mut back: impl Iterator<Item = char>) -> bool {
        let (last, before) = (back.next(), back.next());
        match (before, last) {
            (_, Some(last)) if last.is_ascii_digit() || self.before_dot.has(last) => true,
            (Some('°'), Some('F' | 'f' | 'C' | 'c' | 'K' | 'k')) => true,
            (Some(before), Some(last)) => self.upper.has(before) && self.upper.has(last),
            _ => false,
        }
    }

    /// Pushes the words of `core`, split at infixes.
    fn split_infixes(&self, chunk: &str, core: Span, words: &mut Vec<Span>) {
        let word = core.of(chunk);
        let mut start = 0;
        let mut from = 0;
        while let Some(infix) = self.infix(word, from) {
            from = infix.end;
            if infix.start == 0 {
                continue;
            }
            if infix.start != start {
                words.push(Span::new(start, infix.start).shifted(core.start));
            }
            words.push(infix.shifted(core.start));
            start = infix.end;
        }
        if start < word.len() {
            words.push(Span::new(start, word.len()).shifted(core.start));
        }
    }

    /// Returns the place of the first infix that begins at `from` or behind.
    fn infix(&self, word: &str, from: usize) -> Option<Span> {
        let rest = word.get(from..).unwrap_or_default();
        let mut before = word.get(..from).and_then(|head| head.chars().next_back());
        for (at, c) in rest.char_indices() {
            let len = if c.is_ascii_alphanumeric() {
                0
            } else {
                self.infix_len(before, c, rest.get(at..).unwrap_or_default())
            };
            if len > 0 {
                return Some(Span::new(from + at, from + at + len));
            }
            before = Some(c);
        }
        None
    }

    /// Returns the length of the infix that `rest` begins with, whose first character is `c`.
    fn infix_len(&self, before: Option<char>, c: char, rest: &str) -> usize {
        if c == '.' && dots(rest.bytes()) > 0 {
            return dots(rest.bytes());
        }
        if c == '…' || self.icon.has(c) {
            return c.len_utf8();
        }
        let Some(before) = before else { return 0 };
        let next = rest.chars().nth(1);
        let is_before_letter = next.is_some_and(|next| self.alpha.has(next));
        let is_behind_word = before.is_ascii_digit() || self.alpha.has(before);
        let is_infix = match c {
            '+' | '*' | '^' => is_sum(before, next),
            '-' if is_sum(before, next) => true,
            '.' => {
                (self.lower.has(before) || self.quotes.has(before))
                    && next.is_some_and(|next| self.upper.has(next) || self.quotes.has(next))
            }
            ',' => self.alpha.has(before) && is_before_letter,
            ':' | '<' | '>' | '=' | '/' | '~' => is_behind_word && is_before_letter,
            '-' | '–' | '—' if is_behind_word => return self.hyphen_len(rest),
            _ => false,
        };
        if is_infix { c.len_utf8() } else { 0 }
    }

    /// Returns the length of the hyphens or dashes that `rest` begins with and a letter follows.
    fn hyphen_len(&self, rest: &str) -> usize {
        let hyphens = ["-", "–", "—", "--", "---", "——"].into_iter();
        let before_letter = hyphens.filter(|hyphen| {
            let behind = rest.strip_prefix(hyphen);
            behind.and_then(|behind| behind.chars().next()).is_some_and(|c| self.alpha.has(c))
        });
        before_letter.map(str::len).next().unwrap_or(0)
    }
}

/// Returns whether an operator between these is one of a sum: `3*-4`.
fn is_sum(before: char, next: Option<char>) -> bool {
    before.is_ascii_digit() && next.is_some_and(|next| next.is_ascii_digit() || next == '-')
}

/// Returns the number of full stops at the start, if there are at least two, else 0.
fn dots(bytes: impl Iterator<Item = u8>) -> usize {
    let run = bytes.take_while(|byte| *byte == b'.').count();
    if run > 1 { run } else { 0 }
}

fn push_lengths(mut start: usize, lengths: &[usize], words: &mut Vec<Span>) {
    for len in lengths {
        words.push(Span::new(start, start + len));
        start += len;
    }
}

static LETTERS: LazyLock<Classes> = LazyLock::new(Classes::new);

/// Unicode categories that Python asks for.
struct Classes {
    letter: Regex,
    punctuation: Regex,
}

impl Classes {
    fn new() -> Classes {
        let build = |pattern| Regex::new(pattern).expect("the pattern below is valid");
        Classes { letter: build(r"\p{L}"), punctuation: build(r"^\p{P}+$") }
    }
}

/// Returns whether the character is of a category of letters, as Python's `isalpha` has it.
pub(crate) fn is_letter(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphabetic();
    }
    if matches!(c, 'À'..='ʯ' | 'Ͱ'..='ӿ' | '一'..='鿿' | '가'..='힣') {
        // Blocks without letter numbers and vowel signs.
        return c.is_alphabetic();
    }
    // Alphabetic is wider: it holds letter numbers and dependent vowels.
    c.is_alphabetic() && LETTERS.letter.is_match(c.encode_utf8(&mut [0; 4]))
}

/// Returns whether every character of a word is of a category of punctuation.
pub(super) fn is_punctuation(word: &str) -> bool {
    if word.is_ascii() {
        // The other ASCII marks are symbols.
        return word.bytes().all(|b| b.is_ascii_punctuation() && !b"$+<=>^`|~".contains(&b));
    }
    if word.starts_with(char::is_alphanumeric) {
        return false;
    }
    LETTERS.punctuation.is_match(word)
}
