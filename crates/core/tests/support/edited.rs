//! A suggestion carried out, from its text as a user would.

use std::sync::Arc;

use sayso::{AttachedPolicies, Layer, Limits, Policy, PolicyDocument, Source, Suggestion};

/// The policies with the suggestion's text in the place of the one it edits.
pub(crate) fn edited(policies: &AttachedPolicies, suggestion: &Suggestion) -> AttachedPolicies {
    let mut policies = policies.clone();
    let number = suggestion.at.policy as usize;
    let slot = match suggestion.at.layer {
        Layer::Identity => &mut policies.identity[number].policy,
        Layer::Resource => &mut policies.resource[number],
        Layer::PermissionsBoundary => policies.permissions_boundary.as_mut().unwrap(),
        Layer::Session => &mut policies.session[number],
        Layer::ServiceControl(level) => &mut policies.service_control[level as usize].policies[number],
        Layer::VpcEndpoint => policies.vpc_endpoint.as_mut().unwrap(),
        Layer::ResourceControl(_) => panic!("nothing that an RCP lacks denies"),
    };
    let document = PolicyDocument::parse(&Source::new("edited", suggestion.text.clone()), &Limits::default());
    *slot = Arc::new(Policy::compile(Arc::new(document), slot.policy_type()).unwrap());
    policies
}
