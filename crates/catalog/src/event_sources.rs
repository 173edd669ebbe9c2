//! The services of CloudTrail's events.

use crate::search;

/// Hosts before `.amazonaws.com`, sorted, and the prefix of their actions, where these differ.
static EXCEPTIONS: &[(&str, &str)] = include!("../data/event_sources.rs");

/// The prefix of a service's actions by the source of its events in CloudTrail, in lower case there. It need not be
/// a service that the reference has.
///
/// ```
/// use sayso_catalog::event_source_prefix;
///
/// assert_eq!(event_source_prefix("monitoring.amazonaws.com"), "cloudwatch");
/// assert_eq!(event_source_prefix("s3.amazonaws.com"), "s3");
/// ```
pub fn event_source_prefix(event_source: &str) -> &str {
    let host = event_source.strip_suffix(".amazonaws.com").unwrap_or(event_source);
    let name_of = |index| EXCEPTIONS.get(index).map(|(name, _)| *name);
    match search::by_name(0..EXCEPTIONS.len(), host, name_of).and_then(|found| EXCEPTIONS.get(found)) {
        Some((_, prefix)) => prefix,
        None => host.split('.').next().unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_exception_is_found() {
        assert!(EXCEPTIONS.len() > 30);
        for (host, prefix) in EXCEPTIONS {
            assert_eq!(event_source_prefix(&format!("{host}.amazonaws.com")), *prefix);
        }
        assert_eq!(event_source_prefix(""), "");
    }
}
