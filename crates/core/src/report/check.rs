//! The checks of a report: one for each layer that had a say.

use super::build::sid;
use super::{Check, Location, MatchedPolicy, MatchedStatement};
use crate::attached::Layer;
use crate::document::Effect;
use crate::evaluate::{LayerEffect, LayerTrace, StatementTrace};
use crate::explain::Explanation;
use crate::policy::Policy;
use crate::truth::Truth;

impl Check {
    pub(super) fn new(explanation: &Explanation<'_>, layer: &LayerTrace) -> Self {
        Self {
            check_type: layer.layer.check_type(),
            level: explanation.policies().level_name(layer.layer).map(str::to_owned),
            evaluated_effect: match layer.effect {
                LayerEffect::Allow => "ALLOW",
                LayerEffect::NoImpact => "NO_IMPACT",
                LayerEffect::ImplicitDeny => "IMPLICIT_DENY",
                LayerEffect::ExplicitDeny => "EXPLICIT_DENY",
                LayerEffect::Depends => "DEPENDS",
            },
            target_arn: target(explanation, layer.layer)
                .filter(|arn| arn.starts_with("arn:"))
                .map(str::to_owned),
            relevant_policy_types: vec![layer.layer.policy_type()],
            matched_policies: matched_policies(explanation, layer.layer),
        }
    }
}

/// What the policies of a layer are attached to; only an ARN counts. A level's name is its ARN where
/// the user says so, and the endpoint's is not in the request.
fn target<'a>(explanation: &Explanation<'a>, layer: Layer) -> Option<&'a str> {
    let request = explanation.request();
    match layer {
        Layer::ResourceControl(_) | Layer::ServiceControl(_) => explanation.policies().level_name(layer),
        Layer::VpcEndpoint => None,
        Layer::Resource => Some(&request.resource.arn),
        Layer::Identity | Layer::PermissionsBoundary => request.principal.principal_arn(),
        Layer::Session => Some(&request.principal.arn),
    }
}

fn matched_policies(explanation: &Explanation<'_>, layer: Layer) -> Vec<MatchedPolicy> {
    let mut policies: Vec<MatchedPolicy> = Vec::new();
    let mut last: Option<u32> = None;
    let of_layer = |s: &&StatementTrace| s.at.layer == layer && s.matched == Truth::Yes;
    for trace in explanation.trace().statements().iter().filter(of_layer) {
        let Some(matched) = matched_statement(explanation, trace) else { continue };
        if last.replace(trace.at.policy) != Some(trace.at.policy) {
            let uri = explanation.policy(trace.at).map(|policy| uri(policy)).unwrap_or_default();
            policies.push(MatchedPolicy { uri, matched_statements: Vec::new() });
        }
        if let Some(policy) = policies.last_mut() {
            policy.matched_statements.push(matched);
        }
    }
    policies
}

fn uri(policy: &Policy) -> String {
    policy.arn().unwrap_or(policy.name()).to_owned()
}

fn matched_statement(explanation: &Explanation<'_>, trace: &StatementTrace) -> Option<MatchedStatement> {
    let node = explanation.node(trace.at)?;
    Some(MatchedStatement {
        sid: sid(explanation, trace.at),
        evaluated_effect: match trace.effect {
            Effect::Allow => "ALLOW",
            Effect::Deny => "DENY",
        },
        location: Location::new(explanation.source(trace.at)?, node.span),
    })
}

impl Layer {
    /// The name of `iam-toolbox` for this kind of check (M07).
    ///
    /// ```
    /// assert_eq!(sayso::Layer::Identity.check_type(), "PRINCIPAL");
    /// ```
    pub fn check_type(self) -> &'static str {
        match self {
            Self::ResourceControl(_) => "RESOURCE_CONTROL_POLICY",
            Self::ServiceControl(_) => "SERVICE_CONTROL_POLICY",
            Self::VpcEndpoint => "VPC_ENDPOINT",
            Self::Resource => "RESOURCE",
            Self::Identity => "PRINCIPAL",
            Self::PermissionsBoundary => "PERMISSIONS_BOUNDARY",
            Self::Session => "SESSION",
        }
    }

    /// The name of `iam-toolbox` for the policies of this layer.
    fn policy_type(self) -> &'static str {
        match self {
            Self::ResourceControl(_) => "RESOURCE_CONTROL_POLICY",
            Self::ServiceControl(_) => "SERVICE_CONTROL_POLICY",
            Self::VpcEndpoint => "VPC_ENDPOINT_POLICY",
            Self::Resource => "RESOURCE_BASED_POLICY",
            Self::Identity => "IDENTITY_BASED_POLICY",
            Self::PermissionsBoundary => "PERMISSIONS_BOUNDARY",
            Self::Session => "SESSION_POLICY",
        }
    }
}
