//! E-mail addresses.

use std::sync::LazyLock;

use regex::Regex;

use crate::rule::{Effect, Example, Rule};
use crate::span::Span;

pub(super) static EMAIL: Rule = Rule::new(
    "mask/email",
    Effect::Rewrite,
    "an e-mail address, where `pii.mask` has \"email\"",
    "An address tells who a person is and lets anybody write to them.",
    &[
        Example::fires("Write to orla.vint@kestrel.example today.", "Write to <EMAIL> today."),
        Example::declines("Ask @orla for it, 5 @ 3 each, and write to nobody@localhost."),
    ],
);

// The part before the sign as RFC 5322 writes it without quotes, the rest as host names are.
static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*@(?:[\w](?:[\w-]*[\w])?\.)+\pL{2,}",
    )
    .expect("the pattern is valid")
});

/// Returns the places of the addresses.
pub(super) fn find(text: &str) -> Vec<Span> {
    if memchr::memchr(b'@', text.as_bytes()).is_none() {
        return Vec::new();
    }
    ADDRESS.find_iter(text).map(|found| Span::new(found.start(), found.end())).collect()
}
