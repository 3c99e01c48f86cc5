//! Telephone numbers.

use std::sync::LazyLock;

use regex::Regex;

use crate::rule::{Effect, Example, Rule};
use crate::span::Span;

pub(super) static PHONE: Rule = Rule::new(
    "mask/phone",
    Effect::Rewrite,
    "a telephone number, where `pii.mask` has \"phone\"",
    "A number rings at somebody's home. Numbers with a country code or an area code in brackets, and \
     the North American form, are telltale; other rows of digits are not.",
    &[
        Example::fires("Call +44 20 7946 0958 or (212) 555-0147.", "Call <PHONE> or <PHONE>."),
        Example::declines("It cost 1,200,000 in 2024-2025, or +12 per cent of 555 0147."),
    ],
);

/// Digits of a number with its country code, at least and at most (ITU-T E.164).
const DIGITS: std::ops::RangeInclusive<usize> = 8..=15;

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"\+[1-9](?:[ .()/\u{A0}\u{2011}-]{0,2}[0-9]){7,14}|\(0?[1-9][0-9]{1,3}\)[ -]?[0-9]{3,4}[ -]?[0-9]{3,4}|[2-9][0-9]{2}-[2-9][0-9]{2}-[0-9]{4}",
    )
    .expect("the pattern is valid")
});

/// Returns the places of the numbers.
pub(super) fn find(text: &str) -> Vec<Span> {
    let all = NUMBER.find_iter(text).map(|found| Span::new(found.start(), found.end()));
    all.filter(|at| is_whole(text, *at)).collect()
}

/// Returns whether the number is no part of a longer row, and has as many digits as numbers have.
fn is_whole(text: &str, at: Span) -> bool {
    let before = text.get(..at.start).and_then(|head| head.chars().next_back());
    let mut behind = text.get(at.end..).unwrap_or_default().chars();
    let (next, second) = (behind.next(), behind.next());
    let goes_on = next.is_some_and(char::is_alphanumeric)
        || matches!(next, Some('-' | '.' | '/')) && second.is_some_and(|c| c.is_ascii_digit());
    let digits = at.of(text).bytes().filter(u8::is_ascii_digit).count();
    let starts_inside = before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '+' | '/'));
    DIGITS.contains(&digits) && !goes_on && !starts_inside
}
