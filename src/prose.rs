//! What a line looks like: a sentence, a headline, a label. Judged by shape, in any script.

/// Marks that end a sentence, from the Unicode property Sentence_Terminal (UAX 44) as it occurs in
/// news text, with the ellipsis.
const END_MARKS: &[char] = &[
    '.', '!', '?', '…', '。', '！', '？', '．', '؟', '۔', '।', '॥', '։', '።', '။', '៕', '‼', '⁇',
    '⁈', '⁉',
];

/// Closing quotes and brackets that may follow an end mark.
const CLOSERS: &[char] =
    &['"', '\'', '”', '’', '»', '“', '›', ')', ']', '」', '』', '）', '】', '*'];

/// Characters of a line that alone make it prose, where its script puts spaces between words.
const LONG_CHARS: usize = 200;

/// Words that a sentence of prose has at least, where its script puts spaces between words.
const PROSE_WORDS: usize = 5;

/// Returns whether the line ends as a sentence does, closing quotes and brackets aside.
pub(crate) fn ends_sentence(line: &str) -> bool {
    let end = line.trim_end_matches(|c: char| c.is_whitespace() || CLOSERS.contains(&c));
    end.ends_with(END_MARKS)
}

/// Returns whether the line is running text: a whole sentence of some length, or a long line.
pub(crate) fn is_prose(line: &str) -> bool {
    let is_long = || line.len() > 3 * LONG_CHARS || line.chars().count() > LONG_CHARS;
    if line.len() > LONG_CHARS && is_long() {
        return true;
    }
    let is_unmarked = || line.chars().filter(|c| is_unmarked(*c)).count() >= UNMARKED_CHARS;
    match ends_sentence(line) {
        true => has_words(line, PROSE_WORDS) && !ends_in_time(line),
        false => line.len() >= 3 * UNMARKED_CHARS && is_unmarked(),
    }
}

/// Abbreviations that end a line with a date, in lower case.
const TIME_ENDS: &[&str] = &["h.", "hs.", "hrs.", "г.", "р.", "a.m.", "p.m.", "m."];

/// Words of a line with a date at most, its label among them.
const DATE_WORDS: usize = 10;

/// Digits of a line with a date at least.
const DATE_DIGITS: usize = 6;

/// Returns whether a short line that is mostly numbers ends with the abbreviation of a time or year: its
/// stop ends no sentence.
fn ends_in_time(line: &str) -> bool {
    let mut words = line.split_whitespace().rev();
    let Some(last) = words.next().map(str::to_lowercase) else { return false };
    // `11:20 a. m.`, as Spanish writes it; a number before it counts metres.
    let before = words.next();
    let is_noon = || before.is_some_and(|word: &str| word.ends_with("a.") || word.ends_with("p."));
    if last == "m." && !is_noon() {
        return false;
    }
    let unit = last.trim_start_matches(|c: char| c.is_ascii_digit() || c == ':' || c == '.');
    let digits = || line.chars().filter(char::is_ascii_digit).count();
    TIME_ENDS.contains(&unit) && digits() >= DATE_DIGITS && !has_words(line, DATE_WORDS + 1)
}

/// Characters of a line that alone make it prose in a script without spaces or end marks.
const UNMARKED_CHARS: usize = 100;

/// Returns whether the character belongs to a script whose sentences end without a mark: Thai, Lao,
/// Myanmar, Khmer.
pub(crate) fn is_unmarked(c: char) -> bool {
    is_spaceless(c) && ('\u{0E00}'..='\u{17FF}').contains(&c)
}

/// Returns whether the line has at least `least` words, or as many characters as so many words take
/// in a script without spaces.
pub(crate) fn has_words(line: &str, least: usize) -> bool {
    let spaceless = || line.chars().filter(|c| is_spaceless(*c)).count();
    line.split_whitespace().nth(least.saturating_sub(1)).is_some()
        || (!line.is_ascii() || least == 0) && spaceless() >= 3 * least
}

/// Returns whether the character belongs to a script that puts no spaces between words: Han, kana,
/// Thai, Lao, Myanmar, Khmer (blocks of the Unicode standard).
pub(crate) fn is_spaceless(c: char) -> bool {
    matches!(c,
        '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' | '\u{0E00}'..='\u{0EFF}'
        | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}')
}

/// Returns whether no sentence ends inside the line.
pub(crate) fn is_one_sentence(line: &str) -> bool {
    ![". ", "? ", "! ", "… "].iter().any(|end| line.contains(end))
}

/// Returns what stands behind the number of an item: `5. Harbour toll falls`.
pub(crate) fn numbered(line: &str) -> Option<&str> {
    let behind = line.trim_start_matches(|c: char| c.is_ascii_digit());
    behind.strip_prefix(". ").filter(|_| behind.len() < line.len())
}

/// Returns whether the line begins as a sentence or headline does: not with a lower-case letter.
pub(crate) fn starts_upper(line: &str) -> bool {
    line.chars().next().is_some_and(|c| !is_small(c))
}

/// Returns whether the letter is a small one where a sentence begins with a capital. The letters of
/// Georgian are small by the standard, which gave them capitals for inscriptions (Unicode 11); no
/// Georgian sentence begins with one.
pub(crate) fn is_small(c: char) -> bool {
    c.is_lowercase() && !('\u{10D0}'..='\u{10FF}').contains(&c)
}

/// Returns whether every letter that has a case is a capital, and there are at least two.
pub(crate) fn is_capitals(word: &str) -> bool {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    capitals >= 2 && letters.all(|c| !c.is_lowercase())
}

/// Returns the line in the form in which two copies of a headline are compared: letters and digits
/// in lower case, single spaces.
pub(crate) fn folded(line: &str) -> String {
    let mut folded = String::with_capacity(line.len());
    for word in line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if !folded.is_empty() {
            folded.push(' ');
        }
        if word.is_ascii() {
            folded.extend(word.bytes().map(|byte| char::from(byte.to_ascii_lowercase())));
            continue;
        }
        let lower = word.chars().flat_map(char::to_lowercase);
        // The Turkish pairs I ı and İ i meet as i.
        folded.extend(lower.filter(|c| *c != '\u{307}').map(|c| if c == 'ı' { 'i' } else { c }));
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quoted_sentence_ends_as_one() {
        assert!(ends_sentence("“I wish you success in your work.”"));
        assert!(!ends_sentence("Harbour toll falls again"));
    }

    #[test]
    fn a_headline_is_not_prose() {
        assert!(is_prose("The ferry board said so on Monday."));
        assert!(!is_prose("Harbour toll falls again in autumn"));
        assert!(is_prose("渡轮委员会周一表示晚间航班将增加。"));
    }

    #[test]
    fn folds_case_and_punctuation() {
        assert_eq!(folded("HARBOUR  toll, falls!"), "harbour toll falls");
        assert_eq!(folded("KAPATILDI İSKELE"), folded("kapatıldı iskele"));
    }
}
