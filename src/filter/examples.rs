//! Texts that the examples of several rules share.

use crate::rule::Example;

/// An article that no rule of quality objects to.
pub(super) const HARBOUR: &str = "\
The harbour board of the island said on Monday that the ferry will sail twice a day from the first of May.

Residents have asked for a second crossing since the bridge was closed to lorries in autumn. \
A survey of four hundred households showed that most of them would use it to reach work on the mainland.

“We looked at the figures and found that the boat can be paid for with the summer fares,” said the chair. \
Tickets cost as much as before. Children under six travel free of charge.

The first boat leaves at seven in the morning. The last one returns at nine in the evening.";

/// Returns an example in which a rule rejects `raw`, whose text stays as it is.
pub(super) const fn shown(raw: &'static str) -> Example {
    Example::fires(raw, raw)
}

/// Repeats a text, with single spaces between.
macro_rules! long {
    ($text:literal) => {
        long!($text, " ")
    };
    ($text:literal, $gap:literal) => {
        concat!(
            $text, $gap, $text, $gap, $text, $gap, $text, $gap, $text, $gap, $text, $gap, $text,
            $gap, $text, $gap, $text, $gap, $text, $gap, $text, $gap, $text, $gap, $text, $gap,
            $text, $gap, $text, $gap, $text, $gap, $text, $gap, $text, $gap, $text, $gap, $text
        )
    };
}

pub(super) use long;
