//! The smallest edit of a near miss that lets a denied request through, evaluated before it is offered.

mod in_place;
mod literal;
mod reach;
mod statement;

use std::sync::Arc;

pub use crate::edit::TextEdit;
pub use reach::Reach;

use crate::attached::{AttachedPolicies, Layer};
use crate::document::PolicyDocument;
use crate::evaluate::{Decision, NoTrace, StatementRef, StatementTrace, evaluate};
use crate::explain::Explanation;
use crate::json::Limits;
use crate::policy::Policy;
use crate::source::Source;

/// Near misses for which an edit is worked out.
const MOST_SUGGESTIONS: usize = 3;

/// An edit of one policy.
///
/// ```
/// use sayso::{Case, Decision, Explanation};
///
/// let case: Case = r#"{
///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject",
///     "resource": "arn:aws:s3:::reports/q3.csv",
///     "policies": {"identity": {"Statement": {
///         "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports"}}}
/// }"#.parse().unwrap();
/// let why = Explanation::new(&case.policies, &case.request);
/// let fix = &why.suggestions()[0];
/// assert_eq!(fix.what, "add `arn:aws:s3:::reports/q3.csv` to `Resource`");
/// assert_eq!(fix.reach.to_string(), "requests on `arn:aws:s3:::reports/q3.csv`");
/// assert_eq!(fix.decision, Decision::Allowed);
/// ```
#[derive(Debug, Clone)]
pub struct Suggestion {
    /// The near miss that it starts from.
    pub at: StatementRef,
    /// What it does, in a sentence.
    pub what: String,
    /// The change to the policy's source.
    pub edit: TextEdit,
    /// Which requests it can newly allow: all of them are covered by this.
    pub reach: Reach,
    /// The policy's text with the edit made.
    pub text: String,
    /// The decision that the edited policy gives for the request.
    pub decision: Decision,
}

impl Explanation<'_> {
    /// Edits for the statements that came nearest, nearest first, at most three. An edit adds what the request
    /// literally has, so that its reach is no wider than it says; each has been evaluated, and makes
    /// its layer allow. Where other layers are silent too, the decision it leads to is still a denial.
    ///
    /// Empty for any decision but an implicit denial: an explicit one is somebody's intent.
    ///
    /// ```
    /// # use sayso::{Case, Decision, Explanation};
    /// let case: Case = r#"{
    ///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject",
    ///     "policies": {
    ///         "identity": {"Statement": {"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*"}},
    ///         "boundary": {"Statement": {"Effect": "Allow", "Action": "ec2:*", "Resource": "*"}}}
    /// }"#.parse().unwrap();
    /// let why = Explanation::new(&case.policies, &case.request);
    /// let fixes = why.suggestions();
    /// // The boundary is silent as well.
    /// assert_eq!(fixes[0].what, "add `s3:GetObject` to `Action`");
    /// assert_eq!(fixes[0].decision, Decision::ImplicitDeny);
    /// ```
    pub fn suggestions(&self) -> &[Suggestion] {
        let find =
            || self.closest().into_iter().take(MOST_SUGGESTIONS).filter_map(|near| suggest(self, near));
        self.suggestions.get_or_init(|| find().collect())
    }
}

/// A way to change a statement's text.
struct Draft {
    what: String,
    edit: TextEdit,
    reach: Reach,
}

/// The edit of the failing element, or else a statement of its own beside the near miss.
fn suggest(explanation: &Explanation<'_>, near: &StatementTrace) -> Option<Suggestion> {
    let drafts = in_place::draft(explanation, near).into_iter().chain(statement::draft(explanation, near));
    drafts.into_iter().find_map(|draft| check(explanation, near.at, draft))
}

/// Makes the edit and evaluates it; only what makes its layer allow is offered.
fn check(explanation: &Explanation<'_>, at: StatementRef, draft: Draft) -> Option<Suggestion> {
    let policy = explanation.policy(at)?;
    let document = policy.document();
    let text = draft.edit.apply(document.source().slice(document.span()), document.span())?;
    let source = Source::new(document.source().name(), text.clone());
    let document = Arc::new(PolicyDocument::parse(&source, &Limits::default()));
    let edited = Arc::new(Policy::compile(document, policy.policy_type()).ok()?.named(policy.name()));
    let policies = replaced(explanation.policies(), at, &edited)?;
    let again = Explanation::new(&policies, explanation.request());
    let cured = again.layer_allows(at.layer);
    let Draft { what, edit, reach } = draft;
    let decision = evaluate(&policies, explanation.request(), &mut NoTrace);
    cured.then_some(Suggestion { at, what, edit, reach, text, decision })
}

/// The same policies with one of them exchanged.
fn replaced(policies: &AttachedPolicies, at: StatementRef, with: &Arc<Policy>) -> Option<AttachedPolicies> {
    let mut policies = policies.clone();
    let number = at.policy as usize;
    let slot = match at.layer {
        Layer::ResourceControl(level) => {
            policies.resource_control.get_mut(level as usize)?.policies.get_mut(number)?
        }
        Layer::ServiceControl(level) => {
            policies.service_control.get_mut(level as usize)?.policies.get_mut(number)?
        }
        Layer::VpcEndpoint => policies.vpc_endpoint.as_mut()?,
        Layer::Resource => policies.resource.get_mut(number)?,
        Layer::Identity => &mut policies.identity.get_mut(number)?.policy,
        Layer::PermissionsBoundary => policies.permissions_boundary.as_mut()?,
        Layer::Session => policies.session.get_mut(number)?,
    };
    *slot = with.clone();
    Some(policies)
}
