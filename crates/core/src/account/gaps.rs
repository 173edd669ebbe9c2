//! What was not given and could change an answer. It is said, never assumed away.

use std::fmt;
use std::sync::{Arc, LazyLock};

use super::ask::Question;
use super::{Entity, Inventory, MissingPolicy, resources};
use crate::attached::{AttachedPolicies, IdentityPolicy};
use crate::document::PolicyDocument;
use crate::evaluate::{Decision, NoTrace, evaluate};
use crate::json::Limits;
use crate::policy::Policy;
use crate::policy_type::PolicyType;
use crate::request::{PrincipalType, ResourceKind};
use crate::source::Source;

/// Something that was not given and could change a decision.
///
/// ```
/// use sayso::account::Gap;
///
/// let gap = Gap::ResourcePolicy { arn: "arn:aws:s3:::reports".into(), is_broken: false };
/// assert_eq!(gap.to_string(), "no policy was given of `arn:aws:s3:::reports`");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// SCPs of the caller's account: all of them, or those of the levels named.
    ServiceControl {
        /// The account.
        account: String,
        /// Levels; none for all.
        levels: Vec<String>,
    },
    /// RCPs of the resource's account.
    ResourceControl {
        /// The account.
        account: String,
        /// Levels; none for all.
        levels: Vec<String>,
    },
    /// The resource's own policy.
    ResourcePolicy {
        /// The resource.
        arn: String,
        /// Whether it was given and is no policy.
        is_broken: bool,
    },
    /// A policy that the dump says the caller has.
    Policy {
        /// In words.
        what: String,
    },
}

impl Gap {
    /// A word for programs.
    ///
    /// ```
    /// use sayso::account::Gap;
    ///
    /// assert_eq!(Gap::Policy { what: String::new() }.kind(), "policy");
    /// ```
    pub fn kind(&self) -> &'static str {
        match self {
            Self::ServiceControl { .. } => "serviceControlPolicies",
            Self::ResourceControl { .. } => "resourceControlPolicies",
            Self::ResourcePolicy { .. } => "resourcePolicy",
            Self::Policy { .. } => "policy",
        }
    }
}

impl fmt::Display for Gap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (what, account, levels) = match self {
            Self::ServiceControl { account, levels } => ("SCPs", account, levels),
            Self::ResourceControl { account, levels } => ("RCPs", account, levels),
            Self::ResourcePolicy { arn, is_broken: false } => {
                return write!(f, "no policy was given of `{arn}`");
            }
            Self::ResourcePolicy { arn, is_broken: true } => {
                return write!(f, "the policy of `{arn}` could not be read");
            }
            Self::Policy { what } => return f.write_str(what),
        };
        match levels.as_slice() {
            [] if account.is_empty() => write!(f, "no {what} were given for the account of the resource"),
            [] => write!(f, "no {what} were given for account {account}"),
            levels => write!(f, "the {what} of {} were not all given", levels.join(", ")),
        }
    }
}

/// Services of which no resource has a policy of its own; of all others one may have.
const NO_RESOURCE_POLICIES: [&str; 22] = [
    "athena",
    "autoscaling",
    "batch",
    "cloudformation",
    "cloudfront",
    "cloudwatch",
    "codecommit",
    "codedeploy",
    "codepipeline",
    "ec2",
    "ecs",
    "eks",
    "elasticache",
    "elasticbeanstalk",
    "elasticloadbalancing",
    "elasticmapreduce",
    "iam",
    "organizations",
    "rds",
    "route53",
    "wafv2",
    "waf",
];

static EVERYTHING: LazyLock<Option<Arc<Policy>>> = LazyLock::new(|| {
    let text = r#"{"Statement": {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}}"#;
    compiled(text, PolicyType::Resource)
});
static EVERY_ACTION: LazyLock<Option<Arc<Policy>>> = LazyLock::new(|| {
    compiled(r#"{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"#, PolicyType::Identity)
});

pub(super) fn compiled(text: &str, policy_type: PolicyType) -> Option<Arc<Policy>> {
    let document = PolicyDocument::parse(&Source::new("everything", text), &Limits::default());
    Policy::compile(Arc::new(document), policy_type).ok().map(Arc::new)
}

impl Inventory {
    /// What was not given and could make a decision another: of an allowed request whatever could deny it, of
    /// an implicitly denied one what could allow it, of an explicitly denied one nothing.
    ///
    /// ```
    /// use sayso::{Action, Context, Decision};
    ///
    /// let inventory = sayso::account::sample();
    /// let app = inventory.entity("role/App").unwrap();
    /// let action = Action::new("s3:GetObject").unwrap();
    /// let question = inventory.ask(app, "session", &action, "arn:aws:s3:::reports/q3.csv", &Context::new());
    /// let gaps = inventory.gaps(app, &question, Decision::Allowed);
    /// let gaps: Vec<&str> = gaps.iter().map(|gap| gap.kind()).collect();
    /// assert_eq!(gaps, ["serviceControlPolicies", "resourceControlPolicies", "resourcePolicy"]);
    /// ```
    pub fn gaps(&self, entity: &Entity, question: &Question<'_>, decision: Decision) -> Vec<Gap> {
        let may_be_denied = matches!(decision, Decision::Allowed | Decision::Depends);
        let may_be_allowed = matches!(decision, Decision::ImplicitDeny | Decision::Depends);
        let mut gaps = self.gaps_around(question, decision);
        let identity_lifts = may_be_allowed
            && !entity.missing.is_empty()
            && is_lifted(question, |policies| {
                policies.identity.extend(EVERY_ACTION.clone().map(IdentityPolicy::from));
            });
        let matters = |missing: &&MissingPolicy| match missing.role {
            PolicyType::Identity => may_be_denied || identity_lifts,
            PolicyType::PermissionsBoundary => may_be_denied,
            // A trust policy says who may be it, not what it may do.
            _ => false,
        };
        let missing = entity.missing.iter().filter(matters);
        gaps.extend(missing.map(|missing| Gap::Policy { what: missing.to_string() }));
        gaps
    }

    /// The gaps that are not the caller's own.
    pub(super) fn gaps_around(&self, question: &Question<'_>, decision: Decision) -> Vec<Gap> {
        let may_be_denied = matches!(decision, Decision::Allowed | Decision::Depends);
        let may_be_allowed = matches!(decision, Decision::ImplicitDeny | Decision::Depends);
        let mut gaps = Vec::new();
        if may_be_denied {
            gaps.extend(self.organization_gaps(question));
        }
        let resource = self.resource_gap(question);
        let lifts = || {
            may_be_allowed
                && is_lifted(question, |policies| {
                    policies.resource.extend(EVERYTHING.clone());
                })
        };
        gaps.extend(resource.filter(|_| may_be_denied || lifts()));
        gaps
    }

    fn organization_gaps(&self, question: &Question<'_>) -> Vec<Gap> {
        let mut gaps = Vec::new();
        if matches!(question.request.principal.kind, PrincipalType::RoleSession { service_linked: true, .. })
        {
            return gaps;
        }
        let member = |account: &str| self.organization.as_ref().and_then(|own| own.member(account));
        let request = &question.request;
        let bound = request.principal.account.as_deref();
        if let Some(bound) = bound.filter(|_| !request.principal.account_is_management) {
            match member(bound) {
                Some(own) if own.no_scps.is_empty() => {}
                own => gaps.push(Gap::ServiceControl {
                    account: bound.to_owned(),
                    levels: own.map(|own| own.no_scps.clone()).unwrap_or_default(),
                }),
            }
        }
        let takes_part = sayso_catalog::enforces_rcps(&request.action.service());
        if takes_part && !request.resource.account_is_management && !request.resource.aws_managed_key {
            let account = request.resource.account.as_deref().unwrap_or_default();
            match member(account) {
                Some(own) if own.no_rcps.is_empty() => {}
                own => gaps.push(Gap::ResourceControl {
                    account: account.to_owned(),
                    levels: own.map(|own| own.no_rcps.clone()).unwrap_or_default(),
                }),
            }
        }
        gaps
    }

    fn resource_gap(&self, question: &Question<'_>) -> Option<Gap> {
        let (request, policies) = (&question.request, &question.policies);
        let arn = &*request.resource.arn;
        if arn == "*" || !policies.resource.is_empty() || request.action.is("iam:PassRole") {
            return None;
        }
        let is_role = request.resource.kind == ResourceKind::RoleTrust;
        let is_broken = resources::of(&self.resources, arn).is_some()
            || is_role && self.by_arn(arn).is_some_and(|role| !role.missing.is_empty());
        let service = crate::arn::Arn::of(arn).map(crate::arn::Arn::service)?;
        let may_have = is_role || !NO_RESOURCE_POLICIES.contains(&service);
        may_have.then(|| Gap::ResourcePolicy { arn: arn.to_owned(), is_broken })
    }
}

/// Whether the decision would be another with a change.
fn is_lifted(question: &Question<'_>, change: impl FnOnce(&mut AttachedPolicies)) -> bool {
    let mut policies = question.policies.clone();
    change(&mut policies);
    !matches!(
        evaluate(&policies, &question.request, &mut NoTrace),
        Decision::ImplicitDeny | Decision::ExplicitDeny
    )
}
