//! A document by itself, in all compositions in which it tells anything.

use std::sync::Arc;

use crate::attached::{AttachedPolicies, Level};
use crate::document::PolicyDocument;
use crate::json::Limits;
use crate::policy::Policy;
use crate::policy_type::PolicyType;
use crate::source::Source;

/// The compositions by which a document is judged alone: what it allows to users of whom nothing else is asked, and of
/// a resource's policy what it allows by itself, what it delegates, and what it allows whatever caps there are.
///
/// Two documents of one type have as many, in the same order.
///
/// ```
/// use std::sync::Arc;
/// use sayso::{Limits, Policy, PolicyDocument, PolicyType, Source, prove::compositions};
///
/// let source = Source::new("scp.json", r#"{"Version": "2012-10-17", "Statement": {
///     "Effect": "Deny", "Action": "iam:*", "Resource": "*"}}"#);
/// let document = Arc::new(PolicyDocument::parse(&source, &Limits::default()));
/// let policy = Arc::new(Policy::compile(document, PolicyType::ServiceControl).unwrap());
/// let alone = compositions(&policy);
/// assert_eq!((alone.len(), alone[0].service_control.len(), alone[0].identity.len()), (1, 1, 1));
/// ```
pub fn compositions(policy: &Arc<Policy>) -> Vec<AttachedPolicies> {
    let own = Arc::clone(policy);
    let nothing = AttachedPolicies::default;
    let level = |policy| vec![Level { name: "root".to_owned(), policies: vec![policy] }];
    let open =
        || AttachedPolicies { identity: everything().map(Into::into).into_iter().collect(), ..nothing() };
    match policy.policy_type() {
        PolicyType::Identity => vec![AttachedPolicies { identity: vec![own.into()], ..nothing() }],
        PolicyType::PermissionsBoundary => {
            vec![AttachedPolicies { permissions_boundary: Some(own), ..open() }]
        }
        PolicyType::Session => vec![AttachedPolicies { session: vec![own], ..open() }],
        PolicyType::ServiceControl => vec![AttachedPolicies { service_control: level(own), ..open() }],
        PolicyType::ResourceControl => vec![AttachedPolicies { resource_control: level(own), ..open() }],
        PolicyType::VpcEndpoint => vec![AttachedPolicies { vpc_endpoint: Some(own), ..open() }],
        _ => {
            let resource = || vec![Arc::clone(policy)];
            vec![
                AttachedPolicies { resource: resource(), ..nothing() },
                AttachedPolicies { resource: resource(), ..open() },
                AttachedPolicies {
                    resource: resource(),
                    session: silent().into_iter().collect(),
                    ..nothing()
                },
            ]
        }
    }
}

/// All that can be allowed, beside a policy that caps.
fn everything() -> Option<Arc<Policy>> {
    let text = r#"{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"#;
    compiled(text, PolicyType::Identity)
}

/// A session policy that allows nothing: what a resource's policy allows all the same needs nobody else.
fn silent() -> Option<Arc<Policy>> {
    compiled(r#"{"Statement": []}"#, PolicyType::Session)
}

fn compiled(text: &str, policy_type: PolicyType) -> Option<Arc<Policy>> {
    let document = PolicyDocument::parse(&Source::new("all actions", text), &Limits::default());
    Policy::compile(Arc::new(document), policy_type).ok().map(Arc::new)
}
