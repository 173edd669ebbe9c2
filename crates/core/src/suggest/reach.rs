//! Which requests an edit can newly allow.

use std::fmt;

use crate::condition::Clause;
use crate::condition::{BaseOperator, ConditionOperator, SetOperator};
use crate::document::{ConditionClause, Version};
use crate::request::{Principal, PrincipalType, Request};
use crate::source::{Span, Spanned};
use crate::truth::Truth;

/// What every request that an edit newly allows has in common; all of it holds together. Its text is for
/// people.
///
/// ```
/// # use sayso::{Case, Explanation};
/// let case: Case = r#"{
///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject",
///     "context": {"aws:RequestedRegion": "us-east-1"},
///     "policies": {"identity": {"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*",
///         "Condition": {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}}}}}
/// }"#.parse().unwrap();
/// let why = Explanation::new(&case.policies, &case.request);
/// let fix = &why.suggestions()[0];
/// assert_eq!(fix.reach.to_string(), "requests with `aws:RequestedRegion` StringEquals `us-east-1`");
/// ```
#[derive(Debug, Clone, Default)]
pub struct Reach {
    pub(super) action: Option<String>,
    pub(super) resource: Option<String>,
    pub(super) caller: Option<String>,
    pub(super) facts: Vec<ReachFact>,
}

/// A condition on the context.
#[derive(Debug, Clone)]
pub(super) struct ReachFact {
    words: String,
    clause: Clause,
}

impl ReachFact {
    /// The key has a value that compares with one of `values`, as the policy writes them.
    pub(super) fn value(base: BaseOperator, key: &str, values: &[String], version: Version) -> Self {
        let operator = ConditionOperator { set: Some(SetOperator::ForAnyValue), base, if_exists: false };
        let listed: Vec<String> = values.iter().map(|value| format!("`{value}`")).collect();
        let words = format!("`{key}` {} {}", base.as_str(), listed.join(" or "));
        Self { words, clause: clause(operator, key, values, version) }
    }

    /// The request does not have the key.
    pub(super) fn missing(key: &str) -> Self {
        let operator = ConditionOperator { set: None, base: BaseOperator::Null, if_exists: false };
        let clause = clause(operator, key, &["true".to_owned()], Version::V2012);
        Self { words: format!("no `{key}`"), clause }
    }
}

fn clause(operator: ConditionOperator, key: &str, values: &[String], version: Version) -> Clause {
    let spanned = |text: &String| Spanned { value: text.clone(), span: Span::default() };
    let node = ConditionClause {
        operator: Spanned { value: operator, span: Span::default() },
        key: spanned(&key.to_owned()),
        span: Span::default(),
        values: values.iter().map(spanned).collect(),
    };
    Clause::compile(&node, version)
}

impl Reach {
    /// Whether the edit may change the answer to a request: never `false` of one that it newly allows.
    ///
    /// ```
    /// # use sayso::{Action, Case, Explanation};
    /// let case: Case = r#"{
    ///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:PutObject",
    ///     "policies": {"identity": {"Statement": {
    ///         "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}}}
    /// }"#.parse().unwrap();
    /// let why = Explanation::new(&case.policies, &case.request);
    /// let fix = &why.suggestions()[0];
    /// let mut other = case.request.clone();
    /// assert!(fix.reach.covers(&other));
    /// other.action = Action::new("s3:DeleteObject").unwrap();
    /// assert!(!fix.reach.covers(&other));
    /// ```
    pub fn covers(&self, request: &Request) -> bool {
        let action =
            self.action.as_ref().is_none_or(|action| action.eq_ignore_ascii_case(request.action.as_str()));
        let resource = self.resource.as_ref().is_none_or(|resource| *resource == request.resource.arn);
        let caller = self.caller.as_ref().is_none_or(|arn| is_or_acts_for(&request.principal, arn));
        let facts = || self.facts.iter().all(|fact| fact.clause.evaluate(request).truth > Truth::No);
        action && resource && caller && facts()
    }
}

/// Whether the caller is who an ARN names, or a session of it (P03, P04); a root user's ARN names its
/// whole account (P01).
fn is_or_acts_for(caller: &Principal, arn: &str) -> bool {
    let behind = match &caller.kind {
        PrincipalType::RoleSession { role_arn, .. } => Some(role_arn),
        PrincipalType::FederatedUser { user_arn } => Some(user_arn),
        _ => None,
    };
    if let Some(account) = arn.strip_suffix(":root").and_then(|arn| arn.rsplit(':').next()) {
        return caller.account.as_deref() == Some(account);
    }
    caller.arn == arn || behind.is_some_and(|behind| behind == arn)
}

/// `requests for s3:GetObject on arn:aws:s3:::logs/x with …`
impl fmt::Display for Reach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = vec!["requests".to_owned()];
        parts.extend(self.caller.iter().map(|caller| {
            let whole = if caller.ends_with(":root") { "account" } else { "sessions" };
            format!("of `{caller}` and its {whole}")
        }));
        parts.extend(self.action.iter().map(|action| format!("for `{action}`")));
        parts.extend(self.resource.iter().map(|resource| format!("on `{resource}`")));
        parts.extend(self.facts.iter().map(|fact| format!("with {}", fact.words)));
        f.write_str(&parts.join(" "))
    }
}
