//! iam-rs: the same JSON, its own evaluator, built once with the options it comes with.

use std::collections::HashMap;

use ::iam_rs::{
    Arn, Context, ContextValue, Decision as Theirs, EvaluationError, EvaluationResult, IAMPolicy, IAMRequest,
    PolicyEvaluator, Principal, PrincipalId,
};
use sayso::Decision;
use sayso_benches::PlainRequest;

use crate::library::Library;

pub(crate) struct IamRs;

impl Library for IamRs {
    type Policy = PolicyEvaluator;
    type Request<'r> = IAMRequest;
    type Answer = Result<EvaluationResult, EvaluationError>;

    const NAME: &'static str = "iam-rs";
    const REMARKS: &'static [&'static str] =
        &["`Bool` compares typed values only, so preparation makes `aws:SecureTransport` a boolean."];

    fn version(&self) -> &str {
        super::locked("iam-rs")
    }

    fn parse(&self, text: &str) -> Option<PolicyEvaluator> {
        Some(PolicyEvaluator::with_policies(vec![IAMPolicy::from_json(text).ok()?]))
    }

    fn prepare(&self, plain: &PlainRequest<'_>) -> Option<IAMRequest> {
        let mut data = HashMap::with_capacity(plain.context.len());
        for (key, value) in &plain.context {
            data.insert((*key).to_owned(), fact(key, value)?);
        }
        let principal = Principal::Aws(PrincipalId::String(plain.principal.to_owned()));
        let resource = Arn::parse(plain.resource).ok()?;
        Some(IAMRequest::new_with_context(principal, plain.action, resource, Context::with_data(data)))
    }

    fn decide(&self, policy: &PolicyEvaluator, request: &IAMRequest) -> Self::Answer {
        policy.evaluate(request)
    }

    fn decision(answer: &Self::Answer) -> Option<Decision> {
        Some(match answer.as_ref().ok()?.decision {
            Theirs::Allow => Decision::Allowed,
            Theirs::Deny => Decision::ExplicitDeny,
            Theirs::NotApplicable => Decision::ImplicitDeny,
        })
    }
}

/// Text where it takes text, which costs it least: it reads numbers and dates only when asked for them.
fn fact(key: &str, value: &str) -> Option<ContextValue> {
    Some(match key {
        "aws:SecureTransport" => ContextValue::Boolean(value.parse().ok()?),
        _ => ContextValue::String(value.to_owned()),
    })
}
