//! UTF-8 with damage: the page stays UTF-8, and each bad byte is dealt with where it stands.

use crate::rule::{Effect, Example, Rule};

pub(super) static STRAY_BYTE: Rule = Rule::new(
    "utf8/stray-byte",
    Effect::Rewrite,
    "a byte of a legacy encoding inside UTF-8 text",
    "A quote or accent pasted from an older page is one bad byte; decoding the whole page as a \
     legacy encoding because of it would ruin every other letter.",
    &[
        Example::fires_on(
            b"The caf\xC3\xA9\x92s owner; gar\xC3\xA7on, d\xC3\xA9j\xC3\xA0 vu, \xC3\xA0 la carte.",
            "The café’s owner; garçon, déjà vu, à la carte.",
        ),
        Example::declines("The café’s owner."),
    ],
);

pub(super) static BROKEN_SEQUENCE: Rule = Rule::new(
    "utf8/broken-sequence",
    Effect::Rewrite,
    "a UTF-8 sequence that lost a byte",
    "The character cannot be known any more. U+FFFD marks the place, as the Unicode standard asks, \
     so that it can be counted and found.",
    &[
        Example::fires_on(
            b"d\xC3\xA9j\xC3\xA0 vu, gar\xC3\xA7on, na\xC3\xAFve, \xE2\x80 and caf\xC3\xA9.",
            "déjà vu, garçon, naïve, \u{FFFD} and café.",
        ),
        Example::declines("déjà vu"),
    ],
);

pub(super) static CUT_TAIL: Rule = Rule::new(
    "utf8/cut-tail",
    Effect::Remove,
    "a UTF-8 sequence cut off by the end of the file",
    "A download that stopped inside a character leaves a piece of it that means nothing.",
    &[
        Example::fires_on(b"gar\xC3\xA7on d\xC3\xA9j\xC3\xA0 vu caf\xC3", "garçon déjà vu caf"),
        Example::declines("garçon déjà vu café"),
    ],
);

/// Returns the rule for a malformed stretch of UTF-8 that is no character of another encoding, and
/// what comes in its place.
pub(super) fn damage(bad: &[u8], at_end: bool) -> (&'static Rule, &'static str) {
    match bad {
        [0xC2..=0xF4, ..] if at_end => (&CUT_TAIL, ""),
        _ => (&BROKEN_SEQUENCE, "\u{FFFD}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_last_sequence_is_cut() {
        assert_eq!(damage(b"\xE2\x80", true).0.id, CUT_TAIL.id);
        assert_eq!(damage(b"\xE2\x80", false).0.id, BROKEN_SEQUENCE.id);
    }
}
