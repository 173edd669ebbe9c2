//! Addresses as numbers under a mask (C20, O16).

use std::net::{Ipv4Addr, Ipv6Addr};

/// Whether the value is an address within the entry's network.
pub(super) fn contains(entry: &str, value: &str) -> bool {
    let (network, prefix) = entry.split_once('/').map_or((entry, None), |(start, it)| (start, Some(it)));
    match (bits(network), bits(value)) {
        (Some((network, width)), Some((address, own))) if width == own => {
            let prefix = match prefix {
                None => Some(width),
                Some(text) => length(text).filter(|prefix| *prefix <= width),
            };
            prefix.is_some_and(|prefix| prefix == 0 || (network ^ address) >> (width - prefix) == 0)
        }
        _ => false,
    }
}

/// An address and the width of its family.
fn bits(text: &str) -> Option<(u128, u32)> {
    if let Ok(address) = text.parse::<Ipv4Addr>() {
        return Some((u128::from(u32::from(address)), 32));
    }
    text.parse::<Ipv6Addr>().ok().map(|address| (u128::from(address), 128))
}

/// One to three digits, none of them a zero in front.
fn length(text: &str) -> Option<u32> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| digits && text.len() <= 3 && (text == "0" || !text.starts_with('0')))
}
