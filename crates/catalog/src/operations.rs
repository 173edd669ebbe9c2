//! API operations: those that are no actions, and what each needs.

mod map;
mod need;

use crate::search;

pub use map::{Operation, Operations};
pub use need::{OperationAction, ResourceTemplate};

/// Operations by `service:Operation`, sorted whatever the case, and the actions they need.
static EXCEPTIONS: &[(&str, &[&str])] = include!("../data/operations.rs");

/// The actions that an API operation needs, where its name is no action of that service: `HeadObject` of S3
/// needs `s3:GetObject`. Empty: it needs none. `None`: the operation is an action itself, or unknown.
///
/// `service` is the prefix of the actions or the name in AWS's SDK for Python (`bedrock` and `bedrock-runtime`).
/// Case does not matter.
///
/// ```
/// use sayso_catalog::operation_actions;
///
/// assert_eq!(operation_actions("s3", "headobject"), Some(["s3:GetObject"].as_slice()));
/// assert_eq!(operation_actions("lambda", "Invoke"), Some(["lambda:InvokeFunction"].as_slice()));
/// assert_eq!(operation_actions("s3", "GetObject"), None);
/// ```
pub fn operation_actions(service: &str, operation: &str) -> Option<&'static [&'static str]> {
    let wanted = format!("{service}:{operation}");
    let name_of = |index| EXCEPTIONS.get(index).map(|(name, _)| *name);
    let found = search::by_name(0..EXCEPTIONS.len(), &wanted, name_of)?;
    EXCEPTIONS.get(found).map(|(_, actions)| *actions)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_exception_is_found_in_any_case() {
        assert!(EXCEPTIONS.len() > 300);
        for (name, actions) in EXCEPTIONS {
            let (service, operation) = name.split_once(':').unwrap();
            assert_eq!(operation_actions(&service.to_ascii_uppercase(), operation), Some(*actions), "{name}");
        }
        for (service, operation) in [("", ""), ("s3", ""), ("s3", "Nothing"), ("s3:HeadObject", "")] {
            assert_eq!(operation_actions(service, operation), None);
        }
    }
}
