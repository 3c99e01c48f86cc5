//! Public internet addresses.

use std::net::{Ipv4Addr, Ipv6Addr};

use crate::rule::{Effect, Example, Rule};
use crate::span::Span;

pub(super) static IP: Rule = Rule::new(
    "mask/ip",
    Effect::Rewrite,
    "a public internet address, where `pii.mask` has \"ip\"",
    "An address leads to a household. Private and reserved ones lead nowhere and stay.",
    &[
        Example::fires("It came from 81.2.69.142 at noon.", "It came from <IP> at noon."),
        Example::declines("Version 1.2.3.4.5 runs on 192.168.0.1 since 12:30:45."),
    ],
);

/// Returns the places of the addresses.
pub(super) fn find(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut rest = 0;
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b':' | b'_');
    while let Some(start) = text.bytes().skip(rest).position(|byte| is_part(&byte)) {
        let start = rest + start;
        let len = text.bytes().skip(start).take_while(is_part).count();
        rest = start + len;
        let word = Span::new(start, rest).of(text);
        let bare = word.trim_end_matches(['.', ':']);
        if is_public(bare) {
            found.push(Span::new(start, start + bare.len()));
        }
    }
    found
}

fn is_public(word: &str) -> bool {
    if let Ok(address) = word.parse::<Ipv4Addr>() {
        return is_public_v4(address);
    }
    // Seven bytes are the shortest that name a network: `2001::1`.
    word.len() >= 7 && word.parse::<Ipv6Addr>().is_ok_and(is_public_v6)
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [first, second, ..] = address.octets();
    let is_reserved = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation()
        || matches!(first, 0 | 224..)
        || first == 100 && (64..128).contains(&second);
    !is_reserved
}

/// Returns whether the address is of the global unicast block, 2000::/3, but for documentation.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let [first, second, ..] = address.segments();
    first & 0xE000 == 0x2000 && !(first == 0x2001 && second == 0x0DB8)
}
