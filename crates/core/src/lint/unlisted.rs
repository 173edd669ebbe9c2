//! Services that exist or existed, and that AWS's service reference does not list.
//!
//! AWS's managed policies (as of 2026-09, in sayso-catalog) and its published samples name them: AWS ended them, or
//! they are internal. Nothing is said about their actions and ARNs.

/// Prefixes, in lower case, sorted.
const SERVICES: &[&str] = &[
    "applicationcostprofiler",
    "builderid",
    "codestar",
    "deepcomposer",
    "deeplens",
    "deepracer",
    "elastic-inference",
    "evidently",
    "gamesparks",
    "iot1click",
    "iotevents",
    "iotroborunner",
    "iotthingsgraph",
    "mobilehub",
    "sagemaker-groundtruth-synthetic",
    "zocalo",
];

/// Whether nothing should be said about a service; its prefix is in lower case.
pub(super) fn is_service(prefix: &str) -> bool {
    SERVICES.binary_search(&prefix).is_ok()
}

#[cfg(test)]
mod tests {
    use sayso_catalog::ServiceReference;

    use super::*;

    #[test]
    fn the_table_is_sorted_and_holds_nothing_that_the_reference_lists() {
        assert!(SERVICES.is_sorted_by(|a, b| a < b));
        let reference = ServiceReference::embedded();
        assert!(SERVICES.iter().all(|prefix| reference.service(prefix).is_none()));
    }
}
