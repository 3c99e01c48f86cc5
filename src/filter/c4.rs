//! C4's rules (Raffel and others 2020, JMLR 21:140, and TensorFlow Datasets' `c4_utils.py`), as
//! datatrove applies them: lines go through the ledger, documents with too little left are rejected.

use serde::{Deserialize, Serialize};

use crate::findings::Findings;
use crate::measure::c4::{EndMarks, Fate, Judged, Needs, Spoilt, long_lines};
use crate::rule::{Effect, Example, Rule};

use super::court::{Court, count};
use super::examples::{HARBOUR, shown};
use super::pieces::{self, Names};

/// Options of `[filter.c4]`; 0 switches a rule off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// Words of a line at least.
    pub min_line_words: usize,
    /// Characters of a word at most.
    pub max_word_chars: usize,
    /// Sentences of a document at least, after its lines are judged.
    pub min_sentences: usize,
    /// Lines of `paragraph_chars` that the rule of mC4 asks for.
    pub min_paragraphs: usize,
    /// Characters of a line that counts as a paragraph, at least.
    pub paragraph_chars: usize,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            min_line_words: 3,
            max_word_chars: 1000,
            min_sentences: 5,
            min_paragraphs: 3,
            paragraph_chars: 200,
        }
    }
}

/// Five sentences, so that what is left of an example is enough.
macro_rules! with_sentences {
    ($text:literal) => {
        concat!(
            $text,
            "The ferry sails. The toll falls. The bridge is shut. The boat waits. We go home."
        )
    };
}

const SENTENCES: &str = with_sentences!("");

static LONG_WORD: Rule = Rule::new(
    "c4/long-word",
    Effect::Remove,
    "a line with a word longer than `filter.c4.max_word_chars`",
    "Words of more than a thousand characters are encoded files and minified programs.",
    &[Example::declines(HARBOUR)],
);

static NO_END_MARK: Rule = Rule::new(
    "c4/no-end-mark",
    Effect::Remove,
    "a line that ends in `...` or without `.`, `?`, `!`, `\"` or `'`",
    "Lines without an end mark are menus, headlines and teasers. The profile `scutch` takes the end \
     marks of every script, curly quotes and a colon as well.",
    &[
        Example::fires(with_sentences!("Ferry times and fares\n"), SENTENCES),
        Example::declines(HARBOUR),
    ],
);

static FEW_WORDS: Rule = Rule::new(
    "c4/few-words",
    Effect::Remove,
    "a line of fewer words than `filter.c4.min_line_words`",
    "Lines of one or two words are labels and buttons.",
    &[Example::fires(with_sentences!("Read more.\n"), SENTENCES), Example::declines(HARBOUR)],
);

static JAVASCRIPT: Rule = Rule::new(
    "c4/javascript",
    Effect::Remove,
    "a line that speaks of JavaScript",
    "Such lines ask the reader to switch JavaScript on.",
    &[
        Example::fires(with_sentences!("Please switch on JavaScript to see this.\n"), SENTENCES),
        Example::declines(HARBOUR),
    ],
);

static POLICY: Rule = Rule::new(
    "c4/policy",
    Effect::Remove,
    "a line about terms of use, privacy policy or cookies",
    "Such lines are notices of the site, not text of the page.",
    &[
        Example::fires(with_sentences!("This site uses cookies to count you.\n"), SENTENCES),
        Example::declines("The baker uses butter in the cookies, and nothing of it is a notice."),
    ],
);

static CITATION: Rule = Rule::new(
    "c4/citation",
    Effect::Remove,
    "an encyclopedia's `[3]`, `[edit]` or `[citation needed]`",
    "Such marks point at notes that are not there.",
    &[
        Example::fires(
            "The ferry[1] sails. The toll falls. The bridge is shut. The boat waits. We go home.",
            SENTENCES,
        ),
        Example::declines(HARBOUR),
    ],
);

static LINE_EDGE: Rule = Rule::new(
    "c4/line-edge",
    Effect::Rewrite,
    "a blank line, white space at a line's edge, an odd line break",
    "C4 joins the lines that it keeps with single newlines.",
    &[
        Example::fires(
            "The ferry sails. The toll falls. The bridge is shut.\n\nThe boat waits. We go home.",
            "The ferry sails. The toll falls. The bridge is shut.\nThe boat waits. We go home.",
        ),
        Example::declines(SENTENCES),
    ],
);

static LOREM_IPSUM: Rule = Rule::new(
    "c4/lorem-ipsum",
    Effect::Reject,
    "\"lorem ipsum\" in a line that would stay",
    "A page with filler text is a template.",
    &[shown("The page says lorem ipsum dolor sit amet."), Example::declines(HARBOUR)],
);

static CURLY_BRACKET: Rule = Rule::new(
    "c4/curly-bracket",
    Effect::Reject,
    "a curly bracket in a line that would stay",
    "Curly brackets are seldom in prose and often in programs. Pages on programming are lost, too.",
    &[shown("Then write if (x) { go(); } and be done."), Example::declines(HARBOUR)],
);

static FEW_SENTENCES: Rule = Rule::new(
    "c4/few-sentences",
    Effect::Reject,
    "fewer sentences left than `filter.c4.min_sentences`",
    "A page of which hardly a sentence is left was all menu and notice. Sentences are those of \
     spaCy's sentencizer, as in datatrove.",
    &[shown("The ferry sails at noon."), Example::declines(HARBOUR)],
);

static FEW_PARAGRAPHS: Rule = Rule::new(
    "mc4/few-paragraphs",
    Effect::Reject,
    "fewer long lines than `filter.c4.min_paragraphs`",
    "mC4 keeps pages with at least three lines of 200 characters (Xue and others 2021), for it \
     cannot judge lines by end marks in every language.",
    &[
        shown("The ferry sails at noon."),
        Example::declines(concat!(
            "The harbour board of the island said on Monday that the ferry will sail twice a day from the first of May, when the summer fares begin and the bridge is closed to lorries for the whole of the season again.\n",
            "Residents have asked for a second crossing since the bridge was closed in autumn, and a survey of four hundred households showed that most of them would use it to reach work on the mainland every single day.\n",
            "The chair of the board looked at the figures and found that the boat can be paid for with the summer fares, so that tickets cost as much as before and children under the age of six still travel free of charge."
        )),
    ],
);

/// Every rule.
pub(super) const RULES: [&Rule; 11] = [
    &LONG_WORD,
    &NO_END_MARK,
    &FEW_WORDS,
    &JAVASCRIPT,
    &POLICY,
    &CITATION,
    &LINE_EDGE,
    &LOREM_IPSUM,
    &CURLY_BRACKET,
    &FEW_SENTENCES,
    &FEW_PARAGRAPHS,
];

/// Returns what lines need, rules that are off left out.
pub(super) fn needs(options: &Options, end_marks: EndMarks, court: &Court<'_>) -> Needs {
    let unless_off = |rule, number| if court.is_on(rule) { number } else { 0 };
    Needs {
        end_marks: if court.is_on(&NO_END_MARK) { end_marks } else { EndMarks::Any },
        line_words: unless_off(&FEW_WORDS, options.min_line_words),
        word_chars: unless_off(&LONG_WORD, options.max_word_chars),
        without_citations: court.is_on(&CITATION),
        without_javascript: court.is_on(&JAVASCRIPT),
        without_policy: court.is_on(&POLICY),
        without_lorem_ipsum: court.is_on(&LOREM_IPSUM),
        without_curly_bracket: court.is_on(&CURLY_BRACKET),
    }
}

/// Asks the rules for the document as a whole.
pub(super) fn judge(judged: &Judged, options: &Options, court: &mut Court<'_>) {
    match judged.spoilt {
        Some((Spoilt::LoremIpsum, _)) => {
            court.charge(&LOREM_IPSUM, 1.0, 0.0, || {
                "expected no filler text, found \"lorem ipsum\"".to_owned()
            });
        }
        Some((Spoilt::CurlyBracket, _)) => {
            court.charge(&CURLY_BRACKET, 1.0, 0.0, || {
                "expected no curly bracket, found one".to_owned()
            });
        }
        None => {
            let (sentences, least) = (count(judged.sentences), count(options.min_sentences));
            court.at_least(&FEW_SENTENCES, sentences, least, "sentences");
        }
    }
}

/// Charges the document for each rule that would take lines or citations out of it.
pub(super) fn judge_lines(judged: &Judged, court: &mut Court<'_>) {
    let fates = [Fate::LongWord, Fate::NoEndMark, Fate::FewWords, Fate::JavaScript, Fate::Policy];
    for fate in fates {
        let lines = judged.lines.iter().filter(|line| line.fate == fate).count();
        charge_parts(rule_of(fate), lines, "lines", court);
    }
    charge_parts(&CITATION, judged.citations.len(), "citations", court);
}

fn charge_parts(rule: &'static Rule, parts: usize, what: &str, court: &mut Court<'_>) {
    if parts > 0 {
        court.charge(rule, count(parts), 0.0, || format!("expected no such {what}, found {parts}"));
    }
}

/// Asks the rule of mC4.
pub(super) fn judge_paragraphs(text: &str, options: &Options, court: &mut Court<'_>) {
    let (least, chars) = (options.min_paragraphs, options.paragraph_chars);
    let found = count(long_lines(text, chars));
    let what = format!("lines of {chars} characters");
    court.at_least(&FEW_PARAGRAPHS, found, count(least), &what);
}

/// Reports the edits that make of `text` what C4 leaves of it.
pub(super) fn edit(text: &str, judged: &Judged, found: &mut Findings<'_>) {
    let names = Names { edge: &LINE_EDGE, citation: &CITATION, line: rule_of };
    pieces::report(text, judged, &names, found);
}

/// Returns the rule that decides on a line of this fate.
fn rule_of(fate: Fate) -> &'static Rule {
    match fate {
        Fate::LongWord => &LONG_WORD,
        Fate::NoEndMark => &NO_END_MARK,
        Fate::FewWords => &FEW_WORDS,
        Fate::JavaScript => &JAVASCRIPT,
        Fate::Policy => &POLICY,
        Fate::Kept => &LINE_EDGE,
    }
}
