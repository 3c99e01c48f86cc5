//! A guess at an encoding: what it rests on, how sure it is, and what the ledger says about it.
//!
//! Promises a remark for each document whose encoding the bytes do not prove, and for each that
//! declares a charset which they contradict. Never looks at the bytes itself.

use crate::decode::charset::Charset;
use crate::decode::declared::Declared;
use crate::document::Remark;
use crate::rule::{Effect, Example, Rule};

pub(super) static ENCODING: Rule = Rule::new(
    "guess/encoding",
    Effect::Note,
    "an encoding that was guessed from the bytes",
    "Legacy text does not say what it is in, and a wrong guess ruins every letter of it. The detail \
     gives the chance that the guess is right, the runner-up and the reason, so that doubtful ones \
     can be found.",
    &[
        Example::fires_on(
            b"\xCF\xE0\xF0\xEE\xEC \xEE\xF2\xF5\xEE\xE4\xE8\xF2 \xE2\xE5\xF7\xE5\xF0\xEE\xEC.",
            "Паром отходит вечером.",
        ),
        Example::declines("Паром отходит вечером."),
    ],
);

pub(super) static DECLARATION: Rule = Rule::new(
    "guess/false-declaration",
    Effect::Note,
    "a declared charset that the bytes contradict",
    "Servers and templates declare a charset for every page alike. The text is read as what it is; \
     what else trusts the declaration will show garbage.",
    &[
        Example::fires(
            "<meta charset=\"windows-1251\"> Паром отходит вечером.",
            "<meta charset=\"windows-1251\"> Паром отходит вечером.",
        ),
        Example::declines("<meta charset=\"utf-8\"> Паром отходит вечером."),
    ],
);

/// An encoding for some bytes, and how sure it is.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Guess {
    /// The encoding; for binary files windows-1252, in which every byte is a character.
    pub charset: Charset,
    /// The chance that the decoded text is right, from 0 to 1, as measured on held-out text.
    pub confidence: f32,
    /// The next best encoding that gives another text, with its chance.
    pub runner_up: Option<(Charset, f32)>,
    /// What the guess rests on.
    pub evidence: Evidence,
    /// The charset that the document declares, or that was declared for it; `None` where it was not
    /// looked for, as after a byte order mark.
    pub declared: Option<Charset>,
}

/// What a guess rests on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Evidence {
    /// A byte order mark.
    Bom,
    /// Nothing but ASCII.
    Ascii,
    /// Valid UTF-8 with characters beyond ASCII.
    Utf8,
    /// Mostly valid UTF-8.
    Utf8Damaged,
    /// Units of 16 bits that are text.
    Utf16Shape,
    /// Units of 32 bits that are text.
    Utf32Shape,
    /// Escape or shift sequences of a 7-bit encoding.
    Escapes,
    /// The charset declared, which the models do not contradict.
    Declared,
    /// The letters or characters of a language.
    Model,
    /// Not text; the kind of file.
    Binary(&'static str),
}

impl Evidence {
    /// Returns what the evidence is, in words; nothing where it proves the encoding.
    fn words(self) -> &'static str {
        match self {
            Evidence::Bom | Evidence::Ascii | Evidence::Utf8 | Evidence::Binary(_) => "",
            Evidence::Utf8Damaged => "most bytes beyond ASCII are UTF-8",
            Evidence::Utf16Shape => "units of 16 bits are text",
            Evidence::Utf32Shape => "units of 32 bits are text",
            Evidence::Escapes => "escape sequences",
            Evidence::Declared => "as declared, and by its letters",
            Evidence::Model => "by its letters",
        }
    }
}

impl Guess {
    /// Returns a guess without a rival.
    pub(super) fn sure(charset: Charset, evidence: Evidence) -> Guess {
        Guess { charset, confidence: 1.0, runner_up: None, evidence, declared: None }
    }

    /// Returns the guess in words: `windows-1251 (0.98), then KOI8-R (0.01); by its letters`.
    #[must_use]
    pub fn detail(&self) -> String {
        let mut told = format!("{} ({:.2})", self.charset.name(), self.confidence);
        if let Some((next, chance)) = self.runner_up {
            told.push_str(&format!(", then {} ({chance:.2})", next.name()));
        }
        told.push_str("; ");
        told.push_str(self.evidence.words());
        if let Some(declared) = self.overruled() {
            told.push_str(&format!("; declared {}, overruled", declared.name()));
        }
        told
    }

    /// Returns what the ledger says about the guess, by `rule` where it is no proof.
    pub(super) fn remarks(&self, rule: &'static Rule) -> Vec<Remark> {
        let mut remarks = Vec::new();
        if !self.evidence.words().is_empty() {
            remarks.push(Remark { rule, detail: self.detail() });
        }
        if let Some(declared) = self.overruled() {
            let (declared, found) = (declared.name(), self.charset.name());
            let detail = format!("declared {declared}, found {found}");
            remarks.push(Remark { rule: &DECLARATION, detail });
        }
        remarks
    }

    /// Returns the declared charset where the bytes are in another.
    fn overruled(&self) -> Option<Charset> {
        let is_proof = matches!(self.evidence, Evidence::Ascii | Evidence::Binary(_));
        self.declared.filter(|declared| !is_proof && !is_same(*declared, self.charset))
    }
}

/// Returns what the ledger says of valid UTF-8 that declares something else.
pub(super) fn contradicted(declared: Option<Declared>) -> Vec<Remark> {
    let declared = declared.filter(|declared| declared.is_firm).map(|declared| declared.charset);
    let guess = Guess { declared, ..Guess::sure(Charset::UTF_8, Evidence::Utf8) };
    guess.remarks(&ENCODING)
}

/// Returns whether a declared charset is one that we name otherwise: GBK is read as gb18030.
pub(super) fn is_same(declared: Charset, ours: Charset) -> bool {
    declared == ours || (declared.name() == "GBK" && ours == Charset::GB18030)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guess(declared: Option<Charset>) -> Guess {
        let runner_up = Charset::for_label("koi8-r").map(|next| (next, 0.015));
        let sure = Guess::sure(Charset::WINDOWS_1252, Evidence::Model);
        Guess { confidence: 0.975, runner_up, declared, ..sure }
    }

    #[test]
    fn the_detail_gives_chances_reason_and_declaration() {
        let told = guess(Some(Charset::UTF_8)).detail();
        let wanted = "windows-1252 (0.98), then KOI8-R (0.01); by its letters; declared UTF-8, \
                      overruled";
        assert_eq!(told, wanted);
    }

    #[test]
    fn proof_needs_no_remark() {
        assert!(Guess::sure(Charset::UTF_8, Evidence::Bom).remarks(&ENCODING).is_empty());
        assert_eq!(guess(None).remarks(&ENCODING).len(), 1);
        assert_eq!(guess(Some(Charset::UTF_8)).remarks(&ENCODING).len(), 2);
    }
}
