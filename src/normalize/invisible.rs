//! Invisible characters: removed where they carry no meaning, kept where a script or emoji needs them.

use memchr::memchr3_iter;

use crate::document::Document;
use crate::findings::Findings;
use crate::rule::{Effect, Example, Rule};
use crate::span::Span;
use crate::stage::{Entry, Stage};

static SOFT_HYPHEN: Rule = Rule::new(
    "invisible/soft-hyphen",
    Effect::Remove,
    "a soft hyphen (U+00AD)",
    "It tells a browser where a word may break and is invisible elsewhere; left in, the word is not \
     found.",
    &[
        Example::fires("The har\u{AD}bour is calm.", "The harbour is calm."),
        Example::declines("The harbour-master is calm."),
    ],
);

static ZERO_WIDTH: Rule = Rule::new(
    "invisible/zero-width",
    Effect::Remove,
    "a zero-width space, joiner, non-joiner or no-break space without effect",
    "Between letters of scripts that do not join it changes nothing to the eye and everything to a \
     search. Scripts and emoji that need joiners keep them.",
    &[
        Example::fires("The har\u{200B}bour is calm\u{FEFF}.", "The harbour is calm."),
        Example::declines("می\u{200C}خواهم 👩\u{200D}✈️"),
    ],
);

static DIRECTION: Rule = Rule::new(
    "invisible/direction",
    Effect::Remove,
    "a direction mark in text without right-to-left letters",
    "Copied along from web pages, such marks do nothing here but make equal strings unequal.",
    &[
        Example::fires("The \u{200E}harbour is calm.", "The harbour is calm."),
        Example::declines("שלום\u{200F}!"),
    ],
);

struct Invisible;

pub(super) fn entry() -> Entry {
    let rules: &[&'static Rule] = &[&SOFT_HYPHEN, &ZERO_WIDTH, &DIRECTION];
    Entry::new("normalize/invisible", rules, Invisible)
}

impl Stage for Invisible {
    fn scan(&self, doc: &Document, found: &mut Findings<'_>) {
        let text = doc.text();
        let mut has_right_to_left = None;
        // The first bytes of every character in question.
        for at in memchr3_iter(0xC2, 0xE2, 0xEF, text.as_bytes()) {
            let Some(c) = suspect(text, at) else { continue };
            let here = Span::new(at, at + c.len_utf8());
            let rule = match c {
                '\u{AD}' => Some(&SOFT_HYPHEN),
                '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
                    let kept = *has_right_to_left.get_or_insert_with(|| right_to_left(text));
                    (!kept).then_some(&DIRECTION)
                }
                _ => (!is_joining(text, here, c)).then_some(&ZERO_WIDTH),
            };
            if let Some(rule) = rule {
                found.delete(rule, here);
            }
        }
    }
}

/// Returns the invisible character at `at`, where there is one.
fn suspect(text: &str, at: usize) -> Option<char> {
    let c = text.get(at..)?.chars().next()?;
    let suspect = matches!(c,
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'
        | '\u{2066}'..='\u{2069}' | '\u{FEFF}');
    suspect.then_some(c)
}

/// Returns whether a zero-width character means something between its neighbours: in scripts that
/// join or stack letters, in those that write no spaces, and between emoji.
fn is_joining(text: &str, here: Span, c: char) -> bool {
    let before = Span::new(0, here.start).of(text).chars().next_back();
    let behind = Span::new(here.end, text.len()).of(text).chars().next();
    let (Some(before), Some(behind)) = (before, behind) else {
        return false;
    };
    match c {
        '\u{200B}' => is_spaceless(before) && is_spaceless(behind),
        '\u{200C}' | '\u{200D}' => needs_joiner(before) && !behind.is_whitespace(),
        _ => false,
    }
}

/// Returns whether words of the script are told apart by zero-width spaces: Thai to Khmer.
fn is_spaceless(c: char) -> bool {
    matches!(c, '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}')
}

/// Returns whether joiners matter behind the character: Arabic to Sinhala, Myanmar to Mongolian,
/// and symbols (emoji, skin tones and the emoji variation selector).
fn needs_joiner(c: char) -> bool {
    matches!(c,
        '\u{0600}'..='\u{0DFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{18AF}'
        | '\u{2190}'..='\u{2BFF}' | '\u{A840}'..='\u{A8FF}' | '\u{FB50}'..='\u{FDFF}'
        | '\u{FE0F}' | '\u{FE70}'..='\u{FEFE}' | '\u{1F000}'..='\u{1FAFF}')
}

/// Returns whether the text holds a Hebrew, Arabic or other right-to-left letter.
fn right_to_left(text: &str) -> bool {
    text.chars().any(|c| {
        matches!(c, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}'
            | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
    })
}
