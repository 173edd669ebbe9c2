//! Which services enforce resource control policies.

/// The service prefixes that enforce resource control policies (RCPs), in lower case, sorted. AWS lists
/// them in the page "Resource control policies (RCPs)" of the AWS Organizations user guide (E65).
///
/// ```
/// let services = sayso_catalog::rcp_services();
/// assert!(services.contains(&"s3") && !services.contains(&"ec2"));
/// ```
pub fn rcp_services() -> &'static [&'static str] {
    include!("../data/rcp_services.rs")
}

/// Whether a service enforces resource control policies, by its prefix in any case.
///
/// ```
/// assert!(sayso_catalog::enforces_rcps("SQS"));
/// assert!(!sayso_catalog::enforces_rcps("iam"));
/// ```
pub fn enforces_rcps(service: &str) -> bool {
    let wanted = || service.bytes().map(|byte| byte.to_ascii_lowercase());
    rcp_services().binary_search_by(|known| known.bytes().cmp(wanted())).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn services_are_sorted_and_found_in_any_case() {
        assert!(rcp_services().is_sorted_by(|a, b| a < b));
        assert!(rcp_services().iter().all(|service| enforces_rcps(service)));
        for service in ["s3", "STS", "Kms", "sqs", "secretsmanager"] {
            assert!(enforces_rcps(service), "{service}: the launch list of 2024");
        }
        for service in ["iam", "ec2", "", "s", "s33"] {
            assert!(!enforces_rcps(service), "{service}");
        }
    }
}
