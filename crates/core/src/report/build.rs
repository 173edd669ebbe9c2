//! From an explanation to its report.

use std::collections::BTreeMap;

use super::{
    Check, ElementReport, Location, MatchedPolicy, MatchedStatement, Report, RequestReport, SCHEMA_VERSION,
    StatementReport,
};
use crate::attached::Layer;
use crate::document::Effect;
use crate::evaluate::{Decision, LayerEffect, LayerTrace, StatementRef, StatementTrace};
use crate::explain::{Explanation, element_name};
use crate::request::{Fact, Request};
use crate::source::{Source, Span};
use crate::truth::Truth;

/// More near misses than this help nobody.
const MOST_CLOSEST: usize = 5;

impl Report {
    /// Everything there is to say about a decision.
    pub fn new(explanation: &Explanation<'_>, notes: Vec<String>) -> Self {
        let decision = explanation.decision();
        let statement = |trace: &StatementTrace| statement(explanation, trace);
        Self {
            schema_version: SCHEMA_VERSION,
            decision: decision.as_str(),
            evaluated_effect: match decision {
                Decision::Allowed => "ALLOW",
                Decision::ExplicitDeny => "EXPLICIT_DENY",
                Decision::ImplicitDeny => "IMPLICIT_DENY",
                Decision::Depends => "DEPENDS",
            },
            summary: explanation.summary(),
            request: request(explanation.request()),
            checks: explanation.trace().layers().iter().map(|layer| check(explanation, layer)).collect(),
            decided_by: explanation.deciding().into_iter().filter_map(statement).collect(),
            closest: explanation.closest().into_iter().take(MOST_CLOSEST).filter_map(statement).collect(),
            missing_context_keys: explanation.missing_context_keys().into_iter().map(str::to_owned).collect(),
            notes,
        }
    }
}

fn request(request: &Request) -> RequestReport {
    let known = request.context.iter().filter_map(|(key, fact)| match fact {
        Fact::Known(values) => Some((key.as_str().to_owned(), values.clone())),
        Fact::Absent | Fact::Unknown => None,
    });
    RequestReport {
        principal: request.principal.to_string(),
        action: request.action.as_str().to_owned(),
        resource: request.resource.arn.clone(),
        resource_account: request.resource.account.clone(),
        context: known.collect::<BTreeMap<_, _>>(),
    }
}

fn check(explanation: &Explanation<'_>, layer: &LayerTrace) -> Check {
    let mut matched_policies: Vec<MatchedPolicy> = Vec::new();
    let mut last: Option<u32> = None;
    let of_layer = |s: &&StatementTrace| s.at.layer == layer.layer && s.matched == Truth::Yes;
    for trace in explanation.trace().statements().iter().filter(of_layer) {
        let Some(matched) = matched_statement(explanation, trace) else { continue };
        if last.replace(trace.at.policy) != Some(trace.at.policy) {
            let uri = explanation.policy(trace.at).map(|policy| policy.name().to_owned());
            matched_policies
                .push(MatchedPolicy { uri: uri.unwrap_or_default(), matched_statements: Vec::new() });
        }
        if let Some(policy) = matched_policies.last_mut() {
            policy.matched_statements.push(matched);
        }
    }
    Check {
        check_type: layer.layer.check_type(),
        level: explanation.policies().level_name(layer.layer).map(str::to_owned),
        evaluated_effect: match layer.effect {
            LayerEffect::Allow => "ALLOW",
            LayerEffect::NoImpact => "NO_IMPACT",
            LayerEffect::ImplicitDeny => "IMPLICIT_DENY",
            LayerEffect::ExplicitDeny => "EXPLICIT_DENY",
            LayerEffect::Depends => "DEPENDS",
        },
        matched_policies,
    }
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

fn statement(explanation: &Explanation<'_>, trace: &StatementTrace) -> Option<StatementReport> {
    let (node, source) = (explanation.node(trace.at)?, explanation.source(trace.at)?);
    let elements = trace.elements.iter().map(|check| ElementReport {
        element: element_name(node, check.element),
        matched: match check.outcome.truth {
            Truth::Yes => "yes",
            Truth::No => "no",
            Truth::Unknown => "unknown",
        },
        because: explanation.because(trace.at, check),
        location: Location::new(
            source,
            explanation.element_span(trace.at, check.element).unwrap_or(node.span),
        ),
    });
    Some(StatementReport {
        check_type: trace.at.layer.check_type(),
        policy: explanation.policy(trace.at)?.name().to_owned(),
        group: explanation.group(trace.at).map(str::to_owned),
        sid: sid(explanation, trace.at),
        index: trace.at.statement,
        effect: trace.effect.as_str(),
        location: Location::new(source, node.span),
        elements: elements.collect(),
    })
}

fn sid(explanation: &Explanation<'_>, at: StatementRef) -> String {
    let sid = explanation.node(at).and_then(|node| node.sid.as_ref());
    sid.map(|sid| sid.value.clone()).unwrap_or_default()
}

impl Location {
    /// The place of a span.
    pub fn new(source: &Source, span: Span) -> Self {
        let (start, end) = (source.line_column(span.start), source.line_column(span.end));
        Self {
            file: source.name().to_owned(),
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
        }
    }
}

impl Layer {
    /// The name of `iam-toolbox` for this kind of check (M07).
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
}
