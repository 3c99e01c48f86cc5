//! The fast gate before the weighing: which lines of a text could hold damage at all.
//!
//! A line passes as intact where one language knows every pair of characters beyond ASCII in it, or all
//! but one that cannot be UTF-8.
//! Damage makes pairs that no language knows, or pairs of different languages. Lines in ASCII
//! are passed over as fast as memory can be read.

use std::ops::Range;

use memchr::{memchr, memrchr};

use super::model::{Model, STEPS, Speakers, Symbol};
use super::pages::Page;
use super::symbol::{Case, EastAsian};

/// The most bytes of a line that are weighed together; a longer line is cut at a space.
const MOST_LINE_BYTES: usize = 20_000;

/// So many languages at most are few enough to look at the rest of the line.
const FEW: u32 = 6;

/// How many characters tell the language of a line.
const MOST_SAMPLED: usize = 40;

/// How many steps a language may cost more than the cheapest one and still be that of the line.
const MOST_LOST: u32 = 5 * STEPS as u32;

/// How many strange pairs, as in foreign names, a line in order can hold.
const MOST_STRANGERS: u32 = 1;

/// How many bytes are tested for ASCII together.
const BLOCK: usize = 4096;

/// Returns the lines, or parts of long lines, that could hold damage, as byte ranges of `text`.
pub(crate) fn suspects(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(strange) = next_strange(bytes, at) {
        let start =
            memrchr(b'\n', bytes.get(at..strange).unwrap_or(&[])).map_or(at, |back| at + back + 1);
        let end = memchr(b'\n', bytes.get(strange..).unwrap_or(&[]))
            .map_or(bytes.len(), |ahead| strange + ahead);
        parts(text, start..end, &mut found);
        at = end;
    }
    found
}

/// Returns the first byte beyond ASCII from `at` on.
fn next_strange(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = bytes.get(at..)?;
    let clean = rest.chunks(BLOCK).take_while(|block| block.is_ascii()).count() * BLOCK;
    let ahead = rest.get(clean..)?.iter().position(|byte| !byte.is_ascii())?;
    Some(at + clean + ahead)
}

/// Adds the parts of a line that could hold damage.
fn parts(text: &str, line: Range<usize>, found: &mut Vec<Range<usize>>) {
    let mut start = line.start;
    while start < line.end {
        let rest = text.get(start..line.end).unwrap_or("");
        let length = cut(rest);
        let part = rest.get(..length).unwrap_or(rest);
        if !part.is_ascii() && !is_known(part) {
            found.push(start..start + part.trim_end_matches('\r').len());
        }
        start += length.max(1);
    }
}

/// Returns where a long line is cut: behind the last space within the limit, or the last character of
/// ASCII, or at the limit.
fn cut(line: &str) -> usize {
    if line.len() <= MOST_LINE_BYTES {
        return line.len();
    }
    let limit = line.floor_char_boundary(MOST_LINE_BYTES);
    let part = line.as_bytes().get(..limit).unwrap_or(&[]);
    let at = memrchr(b' ', part).or_else(|| part.iter().rposition(u8::is_ascii));
    at.map_or(limit, |at| at + 1)
}

/// Tells whether one language knows all pairs that hold a character beyond ASCII.
fn is_known(line: &str) -> bool {
    let model = Model::trained();
    let bytes = line.as_bytes();
    let symbol_at = |at: usize| model.symbol(char::from(bytes.get(at).copied().unwrap_or(b' ')));
    let is_dense = !is_mostly_ascii(line);
    let mut known = Known { speakers: Speakers::MAX, strangers: 0 };
    let mut at = 0;
    while known.strangers <= MOST_STRANGERS && at < bytes.len() {
        let run = bytes.get(at..).unwrap_or(&[]);
        let Some(strange) = run.iter().position(|byte| !byte.is_ascii()) else { break };
        at += strange;
        let before = if at == 0 { model.symbol(' ') } else { symbol_at(at - 1) };
        let end = at + run_length(bytes.get(at..).unwrap_or(&[]));
        let run = line.get(at..end).unwrap_or("");
        if !is_quoting(bytes, at, run) {
            let sides = [before, symbol_at(end)].map(|side| Side { symbol: side, is_dense });
            known.meet_run(model, run, sides);
        }
        at = end;
    }
    match known.strangers {
        0 => is_spoken(model, line, known.speakers),
        1..=MOST_STRANGERS => !could_be_utf8(line) && is_spoken(model, line, known.speakers),
        _ => false,
    }
}

/// Returns how many bytes beyond ASCII are at the head of `bytes`.
fn run_length(bytes: &[u8]) -> usize {
    bytes.iter().position(u8::is_ascii).unwrap_or(bytes.len())
}

/// A character of ASCII beside a run.
#[derive(Clone, Copy)]
struct Side {
    symbol: Symbol,
    /// Whether most of the line is beyond ASCII.
    is_dense: bool,
}

impl Side {
    /// Returns the languages that know the character beside an end of a run: any in text of East Asia, where
    /// spaces and marks stand beside all characters.
    fn speakers(self, end: Symbol, pair: Speakers) -> Speakers {
        let is_free =
            self.is_dense && self.symbol.case == Case::Other && end.script != EastAsian::No;
        if is_free { Speakers::MAX } else { pair }
    }
}

/// What is known of a line so far.
struct Known {
    /// The languages that know all pairs but the strange ones.
    speakers: Speakers,
    /// How many pairs no language knows, or none that knows the others.
    strangers: u32,
}

impl Known {
    /// Takes in the pairs of a run and its neighbours.
    fn meet_run(&mut self, model: &Model, run: &str, [before, after]: [Side; 2]) {
        let mut chars = run.chars();
        let Some(first) = chars.next().map(|ch| model.symbol(ch)) else { return };
        self.meet(
            before.symbol,
            first,
            before.speakers(first, model.speakers(before.symbol, first)),
        );
        let mut last = first;
        for ch in chars {
            let symbol = model.symbol(ch);
            if last.script == EastAsian::No || last.script != symbol.script {
                self.meet(last, symbol, model.speakers(last, symbol));
            }
            if self.strangers > MOST_STRANGERS {
                return;
            }
            last = symbol;
        }
        self.meet(last, after.symbol, after.speakers(last, model.speakers(last, after.symbol)));
    }

    /// Takes in a pair: a capital behind a small letter, as in many damaged words and few intact ones, says
    /// as much as several strange pairs.
    fn meet(&mut self, first: Symbol, second: Symbol, speakers: Speakers) {
        if first.case == Case::Lower && second.case == Case::Upper {
            self.strangers += MOST_STRANGERS + 1;
        } else if self.speakers & speakers == 0 {
            self.strangers += 1;
        } else {
            self.speakers &= speakers;
        }
    }
}

/// Tells whether characters stand side by side that could be UTF-8 on some page, or controls are there.
fn could_be_utf8(line: &str) -> bool {
    let mut leads = 0;
    line.chars().any(|ch| {
        let roles = Page::roles(ch);
        let is_sequence = leads & roles.follows != 0 || roles.leads & Page::WIDE != 0;
        leads = roles.leads;
        is_sequence || ch.is_control() && !ch.is_ascii()
    })
}

fn is_mostly_ascii(line: &str) -> bool {
    line.bytes().filter(u8::is_ascii).count() * 2 >= line.len()
}

/// Tells whether one of `speakers` is about as likely as any language to be that of the line.
///
/// Few languages share the rarer letters, so damage that makes such letters shows by the rest of the line.
fn is_spoken(model: &Model, line: &str, speakers: Speakers) -> bool {
    if speakers.count_ones() > FEW || !is_mostly_ascii(line) {
        return true;
    }
    let symbols: Vec<Symbol> = line.chars().take(MOST_SAMPLED).map(|ch| model.symbol(ch)).collect();
    model.loss(&symbols, speakers) <= MOST_LOST
}

/// Tells whether a run at byte `at` is a mark that ASCII text of any language uses in its place: an
/// apostrophe, or a quotation mark, a dash or a no-break space that is not between letters.
fn is_quoting(bytes: &[u8], at: usize, run: &str) -> bool {
    let is_letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
    let is_between = at > 0 && is_letter(at - 1) && is_letter(at + run.len());
    match run {
        "’" => true,
        "‘" | "“" | "”" | "–" | "—" | "…" | "«" | "»" | "\u{a0}" => !is_between,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_suspect(text: &str) -> bool {
        !suspects(text).is_empty()
    }

    #[test]
    fn intact_lines_pass() {
        for text in ["plain", "déjà vu", "Простой текст", "it’s – “so”", "größer", "我们的城市"]
        {
            assert!(!is_suspect(text), "{text}");
        }
    }

    #[test]
    fn damaged_lines_are_kept() {
        for text in
            ["dÃ©jÃ\u{a0} vu", "Òîìàñ Áðàóí", "trwaj¹ w tej", "вЂ“", "â€œ", "Ã perturber", "鈥檕"]
        {
            assert!(is_suspect(text), "{text}");
        }
    }

    #[test]
    fn gives_only_the_lines_in_question() {
        let text = "one\ntwo\nthrÃ©e\r\nfour";
        assert_eq!(suspects(text), vec![Range { start: 8, end: 16 }]);
    }

    #[test]
    fn long_lines_are_cut_at_spaces() {
        let text = "Ã© ".repeat(30_000);
        let parts = suspects(&text);
        assert!(parts.iter().all(|part| part.len() <= MOST_LINE_BYTES));
        assert_eq!(parts.last().map(|part| part.end), Some(text.len()));
    }
}
