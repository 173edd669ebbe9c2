//! Service principals.

use crate::lines;
use crate::tables::Table;

/// Service principals such as `lambda.amazonaws.com`, sorted. AWS publishes no list: these are the ones that
/// its policies and documentation name, so one that is missing can exist all the same.
///
/// ```
/// assert!(sayso_catalog::service_principals().any(|principal| principal == "lambda.amazonaws.com"));
/// ```
pub fn service_principals() -> impl Iterator<Item = &'static str> {
    Table::Principals.text().lines()
}

/// Whether this is a known service principal, in any case.
///
/// ```
/// assert!(sayso_catalog::is_service_principal("ec2.amazonaws.com"));
/// assert!(!sayso_catalog::is_service_principal("ec3.amazonaws.com"));
/// ```
pub fn is_service_principal(text: &str) -> bool {
    lines::find(Table::Principals.text(), text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn principals_are_sorted_and_found_in_any_case() {
        assert!(service_principals().is_sorted_by(|a, b| a < b));
        for principal in service_principals() {
            assert!(is_service_principal(principal) && is_service_principal(&principal.to_ascii_uppercase()));
        }
    }
}
