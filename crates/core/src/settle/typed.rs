//! Values beside the bounds of typed operators: numbers, dates, addresses.

use std::cmp::Ordering;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use chrono::{DateTime, Datelike as _, Timelike as _};
use ipnet::IpNet;

use crate::condition::{Decimal, Instant};

/// Texts of a type, and whether there is one for every way in which values of the type can stand to the
/// bounds.
pub(crate) type Texts = (Vec<String>, bool);

/// Below, at, between and above the numbers given; what is no number bounds nothing.
pub(crate) fn numbers(written: &[&str]) -> Texts {
    let bounds = sorted::<Decimal<&str>>(written.iter().copied());
    let beside = bounds.iter().flat_map(|(number, _)| [number.plus(-1), number.plus(1)]);
    let between = bounds.iter().zip(bounds.iter().skip(1)).map(|((a, _), (b, _))| a.halfway(b));
    let beside = beside.chain(between).flatten();
    let texts: Vec<String> = bounds.iter().map(|(_, text)| (*text).to_owned()).chain(beside).collect();
    let complete = fills_gaps::<Decimal<&str>>(&sorted(written.iter().copied()), &texts);
    (texts, complete)
}

/// Before, at, between and after the dates given.
pub(crate) fn dates(written: &[&str]) -> Texts {
    let bounds = sorted::<Instant<&str>>(written.iter().copied());
    let beside = bounds
        .iter()
        .flat_map(|(at, _)| [at.seconds().saturating_sub(1), at.seconds().saturating_add(1)])
        .filter_map(date);
    let texts: Vec<String> = bounds.iter().map(|(_, text)| (*text).to_owned()).chain(beside).collect();
    let complete = fills_gaps::<Instant<&str>>(&sorted(written.iter().copied()), &texts);
    (texts, complete)
}

/// A second as W3C writes it.
fn date(seconds: i64) -> Option<String> {
    let at = DateTime::from_timestamp(seconds, 0)?;
    let day = (at.year(), at.month(), at.day());
    (0..=9999).contains(&day.0).then(|| {
        format!(
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
            day.0,
            day.1,
            day.2,
            at.hour(),
            at.minute(),
            at.second()
        )
    })
}

/// What bounds are compared as.
trait Ordered<'a>: Sized {
    fn parse(text: &'a str) -> Option<Self>;
    fn compare(&self, other: &Self) -> Ordering;
}

impl<'a> Ordered<'a> for Decimal<&'a str> {
    fn parse(text: &'a str) -> Option<Self> {
        Decimal::parse(text)
    }

    fn compare(&self, other: &Self) -> Ordering {
        Decimal::compare(self, other)
    }
}

impl<'a> Ordered<'a> for Instant<&'a str> {
    fn parse(text: &'a str) -> Option<Self> {
        Instant::parse(text)
    }

    fn compare(&self, other: &Self) -> Ordering {
        Instant::compare(self, other)
    }
}

/// The texts that are of the type, in its order, each value once.
fn sorted<'a, T: Ordered<'a>>(written: impl Iterator<Item = &'a str>) -> Vec<(T, &'a str)> {
    let mut bounds: Vec<(T, &str)> = written.filter_map(|text| Some((T::parse(text)?, text))).collect();
    bounds.sort_by(|a, b| a.0.compare(&b.0));
    bounds.dedup_by(|a, b| a.0.compare(&b.0) == Ordering::Equal);
    bounds
}

/// Whether some text lies before the first bound, between any two and after the last: each gap is
/// marked by the bound after it.
fn fills_gaps<'a, T: Ordered<'a>>(bounds: &[(T, &'a str)], texts: &'a [String]) -> bool {
    let mut filled: Vec<usize> = texts
        .iter()
        .filter_map(|text| T::parse(text))
        .filter_map(|value| bounds.binary_search_by(|(bound, _)| bound.compare(&value)).err())
        .collect();
    filled.sort_unstable();
    filled.dedup();
    // Where nothing is of the type, no value is closer to a bound than another.
    bounds.is_empty() || filled.len() == bounds.len() + 1
}

/// Documentation addresses, which stand for the rest of the world where no policy names them.
const ELSEWHERE: [&str; 4] = ["203.0.113.1", "198.51.100.1", "192.0.2.1", "2001:db8::1"];

/// An address inside and outside of every network: each gap of a network begins where it begins or
/// right after one inside it ends.
pub(crate) fn addresses(networks: &[IpNet]) -> Vec<String> {
    let mut texts = Vec::new();
    for network in networks {
        let second = next(network.network()).filter(|second| network.contains(second));
        texts.extend(second.into_iter().chain([network.network()]));
    }
    texts.extend(ELSEWHERE.iter().filter_map(|text| text.parse::<IpAddr>().ok()));
    texts.extend(networks.iter().filter_map(|network| next(network.broadcast())));
    texts.extend([IpAddr::V4(Ipv4Addr::UNSPECIFIED), IpAddr::V6(Ipv6Addr::UNSPECIFIED)]);
    texts.iter().map(ToString::to_string).collect()
}

fn next(address: IpAddr) -> Option<IpAddr> {
    match address {
        IpAddr::V4(address) => address.to_bits().checked_add(1).map(|bits| Ipv4Addr::from_bits(bits).into()),
        IpAddr::V6(address) => address.to_bits().checked_add(1).map(|bits| Ipv6Addr::from_bits(bits).into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_gap_between_numbers_is_filled_or_said_not_to_be() {
        let (texts, complete) = numbers(&["10", "11", "1e1", "none", "-0.5"]);
        assert!(complete, "{texts:?}");
        assert!(texts.contains(&"10.5".to_owned()), "{texts:?}");
        assert!(numbers(&["1", "1.00000000000000000000000000001"]).1);
        assert!(!numbers(&["1", "1e-99"]).1);
        assert_eq!(numbers(&["none"]), (Vec::new(), true));
    }

    #[test]
    fn every_gap_between_dates_is_filled_or_said_not_to_be() {
        let (texts, complete) = dates(&["2026-01-01", "2026-01-01T00:00:02Z"]);
        assert!(complete, "{texts:?}");
        assert!(texts.contains(&"2025-12-31T23:59:59Z".to_owned()), "{texts:?}");
        assert!(!dates(&["2026-01-01T00:00:01.5Z", "2026-01-01T00:00:01.7Z"]).1);
    }

    #[test]
    fn the_rest_of_a_network_with_another_inside_has_an_address() {
        let networks: Vec<IpNet> =
            ["10.0.0.0/8", "10.0.0.0/9"].iter().map(|text| text.parse().unwrap()).collect();
        assert!(addresses(&networks).contains(&"10.128.0.0".to_owned()));
    }
}
