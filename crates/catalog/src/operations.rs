//! API operations: those that are no actions, and what each needs.

mod map;
mod need;

use crate::lines;
use crate::tables::Table;

pub use map::{Operation, Operations};
pub use need::{OperationAction, ResourceTemplate};

/// The actions that an API operation needs, where its name is no action of that service: `HeadObject` of S3
/// needs `s3:GetObject`. Empty: it needs none. `None`: the operation is an action itself, or unknown.
///
/// `service` is the prefix of the actions or the name in AWS's SDK for Python (`bedrock` and `bedrock-runtime`).
/// Case does not matter.
///
/// ```
/// use sayso_catalog::operation_actions;
///
/// assert_eq!(operation_actions("s3", "headobject"), Some(vec!["s3:GetObject"]));
/// assert_eq!(operation_actions("lambda", "Invoke"), Some(vec!["lambda:InvokeFunction"]));
/// assert_eq!(operation_actions("s3", "GetObject"), None);
/// ```
pub fn operation_actions(service: &str, operation: &str) -> Option<Vec<&'static str>> {
    let actions = lines::find(Table::Operations.text(), &format!("{service}:{operation}"))?;
    Some(actions.split_whitespace().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_exception_is_found_in_any_case() {
        let exceptions = Table::Operations.text();
        assert!(exceptions.lines().count() > 300);
        for line in exceptions.lines() {
            let mut words = line.split(' ');
            let (service, operation) = words.next().unwrap().split_once(':').unwrap();
            let actions = words.collect();
            assert_eq!(operation_actions(&service.to_ascii_uppercase(), operation), Some(actions), "{line}");
        }
        for (service, operation) in [("", ""), ("s3", ""), ("s3", "Nothing"), ("s3:HeadObject", "")] {
            assert_eq!(operation_actions(service, operation), None);
        }
    }
}
