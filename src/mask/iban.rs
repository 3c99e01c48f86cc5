//! International bank account numbers (ISO 13616).

use std::sync::LazyLock;

use regex::Regex;

use crate::rule::{Effect, Example, Rule};
use crate::span::Span;

pub(super) static IBAN: Rule = Rule::new(
    "mask/iban",
    Effect::Rewrite,
    "a bank account number, checksum right, where `pii.mask` has \"iban\"",
    "An account number belongs to somebody. The length for the country and the checksum make a chance \
     match next to impossible.",
    &[
        Example::fires("Pay to DE89 3704 0044 0532 0130 00 by May.", "Pay to <IBAN> by May."),
        Example::declines("The part is DE88 3704 0044 0532 0130 00, as printed."),
    ],
);

/// The characters of an account number by country, from the registry of ISO 13616.
const LENGTHS: &str = "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 \
     DE22 DK18 DO28 EE20 EG29 ES24 FI18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 \
     IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 MC27 MD24 ME22 MK19 MR27 MT31 MU30 \
     NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SE24 SI19 SK24 SM27 ST25 SV28 TL23 TN24 \
     TR26 UA29 VA22 VG24 XK20";

static HEAD: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\b[A-Z]{2}[0-9]{2}").expect("the pattern is valid"));

/// Returns the places of the account numbers.
pub(super) fn find(text: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    for head in HEAD.find_iter(text) {
        let is_behind = found.last().is_none_or(|last| last.end <= head.start());
        let rest = text.get(head.start()..).unwrap_or_default();
        if let Some(len) = account_len(rest).filter(|_| is_behind) {
            found.push(Span::new(head.start(), head.start() + len));
        }
    }
    found
}

/// Returns the length in bytes of the account number that `text` begins with.
fn account_len(text: &str) -> Option<usize> {
    let country = text.get(..2)?;
    let wanted: usize =
        LENGTHS.split(' ').find_map(|entry| entry.strip_prefix(country))?.parse().ok()?;
    let mut account = String::with_capacity(wanted);
    let mut behind = 0;
    let mut was_space = true;
    for (at, c) in text.char_indices() {
        match c {
            'A'..='Z' | '0'..='9' if account.len() < wanted => account.push(c),
            ' ' | '\u{A0}' if !was_space && account.len() < wanted => {}
            _ => break,
        }
        was_space = !c.is_ascii_alphanumeric();
        behind = at + c.len_utf8();
    }
    let is_end = !text.get(behind..)?.starts_with(|c: char| c.is_alphanumeric());
    (account.len() == wanted && is_end && remainder(&account) == 1).then_some(behind)
}

/// Returns the number that the account makes modulo 97, its first four characters put last.
fn remainder(account: &str) -> u32 {
    let (head, tail) = account.split_at_checked(4).unwrap_or_default();
    let digits = tail.chars().chain(head.chars()).filter_map(|c| c.to_digit(36));
    digits.fold(0, |sum, digit| (sum * if digit > 9 { 100 } else { 10 } + digit) % 97)
}
