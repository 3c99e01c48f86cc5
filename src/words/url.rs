//! Tells a web address as spaCy's tokenizer does (`URL_PATTERN`, after Diego Perini's, MIT), without
//! backtracking: in linear time.

use super::english::English;

/// Labels of a host have at most so many characters.
const LABEL_CHARS: usize = 64;

/// Characters of a top-level domain at least and at most.
const TLD_CHARS: std::ops::RangeInclusive<usize> = 2..=63;

/// Returns whether `word`, which holds no white space, is an address as a whole: `scheme://`,
/// `user@`, a host with a lower-case top-level domain or a public IPv4 address, a port, a path.
pub(super) fn is_url(english: &English, word: &str) -> bool {
    if !word.contains('.') {
        return false;
    }
    let starts = [0, behind_scheme(word)].into_iter();
    let users = word.match_indices('@').filter(|(at, _)| *at > 0).map(|(at, _)| at + 1);
    starts.chain(users).any(|start| word.get(start..).is_some_and(|rest| is_host(english, rest)))
}

/// Returns the place behind `scheme://`, or 0 where there is none.
fn behind_scheme(word: &str) -> usize {
    let Some((scheme, _)) = word.split_once("://") else { return 0 };
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '+' | '-' | '.');
    match scheme.chars().nth(1).is_some() && scheme.chars().all(plain) {
        true => scheme.len() + 3,
        false => 0,
    }
}

/// Returns whether `rest` is a host with an optional port and path.
fn is_host(english: &English, rest: &str) -> bool {
    let end = rest.find(['/', '?', '#', '@']).unwrap_or(rest.len());
    if rest.as_bytes().get(end) == Some(&b'@') {
        return false;
    }
    let authority = rest.get(..end).unwrap_or_default();
    let host = match authority.split_once(':') {
        Some((host, port)) if is_port(port) => host,
        Some(_) => return false,
        None => authority,
    };
    is_public_ip(host) || is_name(english, host)
}

fn is_port(port: &str) -> bool {
    (2..=5).contains(&port.len()) && port.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_name(english: &English, host: &str) -> bool {
    let Some((labels, tld)) = host.rsplit_once('.') else { return false };
    TLD_CHARS.contains(&tld.chars().take(LABEL_CHARS).count())
        && tld.chars().all(|c| english.lower.has(c))
        && labels.split('.').all(is_label)
}

fn is_label(label: &str) -> bool {
    let edge = |c: char| c.is_ascii_alphanumeric() || ('\u{A1}'..='\u{FFFF}').contains(&c);
    let mut count = 0;
    let inside = label.chars().all(|c| {
        count += 1;
        count <= LABEL_CHARS && (edge(c) || matches!(c, '_' | '-'))
    });
    inside && label.starts_with(edge) && label.ends_with(edge)
}

/// Returns whether the host is an IPv4 address outside the private and reserved blocks.
fn is_public_ip(host: &str) -> bool {
    let mut parts = host.split('.');
    let parts = [parts.next(), parts.next(), parts.next(), parts.next(), parts.next()];
    let [Some(first), Some(second), Some(third), Some(last), None] = parts else { return false };
    let (Some(head), Some(next)) = (octet(first), octet(second)) else { return false };
    let is_plain = |part: &str| !part.starts_with('0');
    let is_private = matches!((head, next), (10 | 127, _) | (169, 254) | (192, 168))
        || head == 172 && second.len() == 2 && (16..=31).contains(&next);
    (1..=223).contains(&head)
        && is_plain(first)
        && octet(third).is_some()
        && octet(last).is_some_and(|last| (1..=254).contains(&last))
        && is_plain(last)
        && !is_private
}

/// Returns the number of one to three digits up to 255; in three digits it begins with 1 or 2, or 0
/// where it is below 100.
fn octet(part: &str) -> Option<u32> {
    let is_digits = (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let is_padded = part.len() == 3 && part.starts_with('0');
    is_digits.then(|| part.parse().ok()).flatten().filter(|&number| number <= 255 && !is_padded)
}
