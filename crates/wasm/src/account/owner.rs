//! Whose a policy is that comes without a name: the resource that all its statements are about.

use std::collections::BTreeSet;

use sayso::json::Node;

use super::shape::{get, list, string};

/// Why nobody knows.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Ownerless {
    /// It has no principal: it is a policy of some identity, or an SCP.
    NoResourcePolicy,
    Untold,
}

/// The ARN of the one resource that the policy names. Of S3 that is the bucket, since a bucket's policy is about
/// nothing else; of other services what every statement names.
pub(super) fn of(policy: &Node<'_>) -> Result<String, Ownerless> {
    let statements = list(policy, "Statement");
    if !statements.iter().any(|own| get(own, "Principal").or(get(own, "NotPrincipal")).is_some()) {
        return Err(Ownerless::NoResourcePolicy);
    }
    let named = statements.iter().flat_map(|own| list(own, "Resource")).chain(
        // What is said of all other resources is said of the owner's, too.
        statements.iter().flat_map(|own| list(own, "NotResource")),
    );
    let owners: BTreeSet<String> = named.filter_map(string).map(owner).collect();
    let mut owners = owners.into_iter();
    match (owners.next(), owners.next()) {
        (Some(one), None) if one.starts_with("arn:") && !one.contains(['*', '?', '$']) => Ok(one),
        _ => Err(Ownerless::Untold),
    }
}

fn owner(resource: &str) -> String {
    let is_bucket = resource.split(':').nth(2) == Some("s3");
    let bucket = resource.split_once('/').map(|(bucket, _)| bucket);
    // Access points have policies of their own: theirs have an account.
    let is_bucket = is_bucket && resource.split(':').nth(4) == Some("");
    bucket.filter(|_| is_bucket).unwrap_or(resource).to_owned()
}

#[cfg(test)]
mod tests {
    use sayso::{Limits, Source, json};

    use super::*;

    #[test]
    fn a_policy_tells_its_resource_if_it_names_one() {
        let of_resources = |resources: &str| {
            let text = format!(r#"{{"Statement": {{"Principal": "*", "Resource": {resources}}}}}"#);
            let source = Source::new("policy.json", text);
            of(&json::parse(&source, &Limits::default()).unwrap())
        };
        let bucket = Ok("arn:aws:s3:::shop-reports".to_owned());
        assert_eq!(of_resources(r#"["arn:aws:s3:::shop-reports", "arn:aws:s3:::shop-reports/*"]"#), bucket);
        assert_eq!(of_resources(r#""arn:aws:s3:::shop-reports/2026/*""#), bucket);
        let queue = "arn:aws:sqs:eu-west-1:123456789012:orders";
        assert_eq!(of_resources(&format!("\"{queue}\"")), Ok(queue.to_owned()));
        for untold in [r#""*""#, r#"["arn:aws:s3:::a/*", "arn:aws:s3:::b/*"]"#, r#""arn:aws:s3:::a*/*""#] {
            assert_eq!(of_resources(untold), Err(Ownerless::Untold), "{untold}");
        }
    }
}
