//! C4's rules for lines (Raffel and others 2020, JMLR 21:140), as datatrove applies them.
//!
//! Tells the fate of each line, and gives the text and the words of those that stay.

use std::sync::LazyLock;

use memchr::memmem::Finder;
use regex::Regex;

use crate::prose;
use crate::span::Span;
use crate::words::{Words, is_space};

use super::lines::lines;

/// What becomes of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It stays.
    Kept,
    /// A word of it is too long.
    LongWord,
    /// It does not end as a sentence does.
    NoEndMark,
    /// It has too few words.
    FewWords,
    /// It speaks of JavaScript.
    JavaScript,
    /// It speaks of cookies, terms or privacy.
    Policy,
}

/// What spoils a document as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spoilt {
    /// "lorem ipsum" stands in a line that would stay.
    LoremIpsum,
    /// A curly bracket does.
    CurlyBracket,
}

/// Which lines end well.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum EndMarks {
    /// Those that end in `.`, `?`, `!`, `"` or `'`, but for `...`.
    #[default]
    Ascii,
    /// Those that end in `.`, `?`, `!` or `"`.
    Dolma,
    /// Those that end as a sentence does in any script, and those that introduce a list or quotation.
    AnyScript,
    /// All.
    Any,
}

/// What a line must have; 0 asks for nothing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Needs {
    /// How it must end.
    pub(crate) end_marks: EndMarks,
    /// Words at least.
    pub(crate) line_words: usize,
    /// Characters of a word at most.
    pub(crate) word_chars: usize,
    /// Whether citations are taken out: `[3]`, `[edit]`, `[citation needed]`.
    pub(crate) without_citations: bool,
    /// Whether lines about JavaScript go.
    pub(crate) without_javascript: bool,
    /// Whether lines about policies go.
    pub(crate) without_policy: bool,
    /// Whether "lorem ipsum" spoils the document.
    pub(crate) without_lorem_ipsum: bool,
    /// Whether a curly bracket spoils the document.
    pub(crate) without_curly_bracket: bool,
}

impl Needs {
    /// Returns needs that ask for end marks and nothing else.
    pub(crate) const fn end_marks_alone(end_marks: EndMarks) -> Needs {
        Needs {
            end_marks,
            line_words: 0,
            word_chars: 0,
            without_citations: false,
            without_javascript: false,
            without_policy: false,
            without_lorem_ipsum: false,
            without_curly_bracket: false,
        }
    }
}

/// A line that is not blank.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line {
    /// Its place, without the white space around it.
    pub(crate) at: Span,
    /// What becomes of it.
    pub(crate) fate: Fate,
}

/// A text with what C4's rules see in it.
#[derive(Debug, Default)]
pub(crate) struct Judged {
    /// Every line that is not blank; up to the spoilt one where there is one.
    pub(crate) lines: Vec<Line>,
    /// The citations in lines that stay.
    pub(crate) citations: Vec<Span>,
    /// What spoils the document, and where.
    pub(crate) spoilt: Option<(Spoilt, Span)>,
    /// The sentences of the lines that stay.
    pub(crate) sentences: usize,
    /// The lines that stay, without their citations.
    pub(crate) text: String,
    /// The words of that text.
    pub(crate) words: Vec<u32>,
}

static CITATION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\[\d*\]|\[edit\]|\[citation needed\]").expect("the pattern is valid")
});

static NEEDLES: LazyLock<Needles> = LazyLock::new(|| Needles {
    lorem_ipsum: Finder::new("lorem ipsum"),
    javascript: Finder::new("javascript"),
    terms: Finder::new("terms of use"),
    privacy: Finder::new("privacy policy"),
    cookie: Finder::new("cookie"),
});

struct Needles {
    lorem_ipsum: Finder<'static>,
    javascript: Finder<'static>,
    terms: Finder<'static>,
    privacy: Finder<'static>,
    cookie: Finder<'static>,
}

/// Characters of such a line at least: of about ten words.
const CLAUSE_CHARS: usize = 40;

/// The phrases with cookies in them.
const COOKIES: [&str; 4] = ["cookie policy", "uses cookies", "use of cookies", "use cookies"];

/// Judges the lines of `text`.
pub(crate) fn judge(text: &str, needs: &Needs, words: &mut Words) -> Judged {
    let mut judged = Judged { text: String::with_capacity(text.len()), ..Judged::default() };
    let mut bare = String::new();
    let mut lower = String::new();
    let mut is_first = true;
    for line in lines(text) {
        let at = trimmed(text, line);
        if at.is_empty() {
            continue;
        }
        let (whole, first) = (at.of(text), judged.citations.len());
        bare.clear();
        if needs.without_citations && memchr::memchr(b'[', whole.as_bytes()).is_some() {
            without_citations(whole, at.start, &mut bare, &mut judged.citations);
        }
        let line = if judged.citations.len() > first { bare.as_str() } else { whole };
        let (fate, spoilt) = fate(whole, line, needs, &mut lower);
        if spoilt.is_some() {
            judged.spoilt = spoilt.map(|spoilt| (spoilt, at));
            return judged;
        }
        judged.lines.push(Line { at, fate });
        if fate != Fate::Kept {
            judged.citations.truncate(first);
            continue;
        }
        if !std::mem::take(&mut is_first) {
            judged.text.push('\n');
        }
        judged.text.push_str(line);
        judged.sentences += words.split(line, &mut judged.words);
    }
    let outer = judged.text.trim_matches(is_space);
    if outer.len() < judged.text.len() {
        judged.text = outer.to_owned();
    }
    judged
}

/// Returns what becomes of a line, `line` being what is left of `whole` without citations.
fn fate(whole: &str, line: &str, needs: &Needs, lower: &mut String) -> (Fate, Option<Spoilt>) {
    let is_long =
        |word: &str| word.len() > needs.word_chars && word.chars().count() > needs.word_chars;
    if needs.word_chars > 0 && whole.len() > needs.word_chars && split(whole).any(is_long) {
        return (Fate::LongWord, None);
    }
    if !ends_well(line, needs.end_marks) {
        return (Fate::NoEndMark, None);
    }
    if needs.line_words > 0 && !has_words(whole, needs) {
        return (Fate::FewWords, None);
    }
    lower_into(line, lower);
    let (needles, bytes) = (&*NEEDLES, lower.as_bytes());
    if needs.without_lorem_ipsum && needles.lorem_ipsum.find(bytes).is_some() {
        return (Fate::Kept, Some(Spoilt::LoremIpsum));
    }
    if needs.without_javascript && needles.javascript.find(bytes).is_some() {
        return (Fate::JavaScript, None);
    }
    if needs.without_curly_bracket && memchr::memchr(b'{', bytes).is_some() {
        return (Fate::Kept, Some(Spoilt::CurlyBracket));
    }
    if needs.without_policy && is_policy(lower, needles) {
        return (Fate::Policy, None);
    }
    (Fate::Kept, None)
}

fn is_policy(lower: &str, needles: &Needles) -> bool {
    let bytes = lower.as_bytes();
    let has_cookies = || {
        needles.cookie.find(bytes).is_some() && COOKIES.iter().any(|phrase| lower.contains(phrase))
    };
    needles.terms.find(bytes).is_some() || needles.privacy.find(bytes).is_some() || has_cookies()
}

fn ends_well(line: &str, marks: EndMarks) -> bool {
    match marks {
        EndMarks::Ascii => line.ends_with(['.', '?', '!', '"', '\'']) && !line.ends_with("..."),
        EndMarks::Dolma => line.ends_with(['.', '?', '!', '"']),
        EndMarks::AnyScript => {
            prose::ends_sentence(line) || line.ends_with([':', '：', ';', '；']) || is_clause(line)
        }
        EndMarks::Any => true,
    }
}

/// Returns whether the line is running text of a script that has no end marks.
fn is_clause(line: &str) -> bool {
    !line.is_ascii() && line.chars().filter(|c| prose::is_unmarked(*c)).count() >= CLAUSE_CHARS
}

fn has_words(line: &str, needs: &Needs) -> bool {
    match needs.end_marks {
        EndMarks::AnyScript => prose::has_words(line, needs.line_words),
        EndMarks::Ascii | EndMarks::Dolma | EndMarks::Any => {
            split(line).nth(needs.line_words - 1).is_some()
        }
    }
}

/// Returns the stretches between white space as Python has it.
fn split(line: &str) -> impl Iterator<Item = &str> {
    line.split(is_space).filter(|word| !word.is_empty())
}

fn trimmed(text: &str, line: Span) -> Span {
    let inside = line.of(text);
    let start = line.start + inside.len() - inside.trim_start_matches(is_space).len();
    Span::new(start, start + inside.trim_matches(is_space).len())
}

/// Puts the line in lower case as far as the phrases need it.
fn lower_into(line: &str, lower: &mut String) {
    lower.clear();
    lower.push_str(line);
    lower.make_ascii_lowercase();
    // Beyond ASCII, the Kelvin sign alone has a small form that the phrases hold.
    if !line.is_ascii() && lower.contains('\u{212A}') {
        *lower = lower.replace('\u{212A}', "k");
    }
}

/// Copies a line without its citations and notes their places; `start` is the line's.
fn without_citations(line: &str, start: usize, bare: &mut String, found: &mut Vec<Span>) {
    let mut done = 0;
    for citation in CITATION.find_iter(line) {
        bare.push_str(line.get(done..citation.start()).unwrap_or_default());
        done = citation.end();
        found.push(Span::new(citation.start(), done).shifted(start));
    }
    bare.push_str(line.get(done..).unwrap_or_default());
}

/// Returns how many of the longest lines the rule of mC4 asks to be long: `least` lines of `chars`
/// characters (Xue and others 2021, `c4_utils.py` of TensorFlow Datasets).
pub(crate) fn long_lines(text: &str, chars: usize) -> usize {
    let is_long = |line: &&str| line.len() >= chars && line.chars().count() >= chars;
    text.split('\n').filter(is_long).count()
}
