//! A principal that nobody meant: of an account, organization and network that no policy names.

use std::sync::{Arc, LazyLock};

use crate::attached::AttachedPolicies;
use crate::document::{PolicyDocument, StatementNode};
use crate::evaluate::{Decision, NoTrace, evaluate};
use crate::glob::Glob;
use crate::json::Limits;
use crate::lint::context::{Context, StatementExt as _};
use crate::pattern::{Pattern, Syntax};
use crate::policy::Policy;
use crate::policy_type::PolicyType;
use crate::request::{self, Action, Fact, Principal, Request, Resource};
use crate::settle::{Settled, settle};
use crate::source::Source;
use crate::truth::Truth;

/// Requests made for one statement.
const MOST_REQUESTS: usize = 12;

const BUDGET: usize = 256;

/// Keys that say who or what may ask; the stranger has none of them.
const ABSENT: [&str; 20] = [
    "aws:CalledVia",
    "aws:PrincipalOrgID",
    "aws:PrincipalOrgPaths",
    "aws:SourceAccount",
    "aws:SourceArn",
    "aws:SourceOrgID",
    "aws:SourceOrgPaths",
    "aws:SourceOwner",
    "aws:SourceVpc",
    "aws:SourceVpcArn",
    "aws:SourceVpce",
    "aws:VpcSourceIp",
    "aws:VpceAccount",
    "aws:VpceOrgID",
    "aws:VpceOrgPaths",
    "elasticfilesystem:AccessedViaMountTarget",
    "kms:ViaService",
    "lambda:EventSourceToken",
    "s3:DataAccessPointAccount",
    "s3:DataAccessPointArn",
];

/// What the stranger's own account allows it.
static EVERYTHING: LazyLock<Option<Arc<Policy>>> = LazyLock::new(|| {
    let text = r#"{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"#;
    let document = PolicyDocument::parse(&Source::new("everything", text), &Limits::default());
    Policy::compile(Arc::new(document), PolicyType::Identity).ok().map(Arc::new)
});

/// An action of the statement that a stranger is allowed, if any.
pub(super) fn allowed(context: &Context<'_>, statement: &StatementNode) -> Option<String> {
    let own = Arc::clone(context.compiled()?);
    let everything = Arc::clone(EVERYTHING.as_ref()?);
    let policies = AttachedPolicies {
        identity: vec![everything.into()],
        resource: vec![own],
        ..AttachedPolicies::default()
    };
    let mut accounts = ["444455556666", "123456789012", "111122223333"].into_iter();
    let text = context.source().text();
    let account = accounts.find(|account| !text.contains(account)).unwrap_or("444455556666");
    let owner = if account == "111122223333" { "123456789012" } else { "111122223333" };
    let arn = format!("arn:aws:iam::{account}:user/stranger");
    let principal = Principal::named(&arn, "").ok()?;
    let facts = facts(account);
    let arns = arns(context, statement, owner);
    let asked = actions(context, statement)
        .into_iter()
        .flat_map(|action| arns.iter().map(move |arn| (action.clone(), arn.as_str())).collect::<Vec<_>>());
    asked.take(MOST_REQUESTS).find_map(|(name, arn)| {
        let action = Action::new(name.clone()).ok()?;
        let mut resource = Resource::of(arn, &action, &principal);
        resource.account = Some(owner.into());
        let request = Request { principal: principal.clone(), action, resource, context: facts.clone() };
        is_allowed(&policies, &request).then_some(name)
    })
}

/// Whether it is allowed, or may be with facts that the stranger has in its hands.
fn is_allowed(policies: &AttachedPolicies, request: &Request<'_>) -> bool {
    match evaluate(policies, request, &mut NoTrace) {
        Decision::Allowed => true,
        Decision::Depends => match settle(policies, request, BUDGET) {
            Settled::Decided(decision) => decision == Decision::Allowed,
            Settled::Depends(on) => on.allowable() == Truth::Yes,
        },
        Decision::ExplicitDeny | Decision::ImplicitDeny => false,
    }
}

fn facts(account: &str) -> request::Context<'static> {
    let mut facts = request::Context::new();
    facts.set_unlisted_unknown(true);
    for key in ABSENT {
        facts.insert(key, Fact::Absent);
    }
    facts.insert("aws:SourceIp", Fact::Known("9.9.9.9".into()));
    facts.insert("aws:ViaAWSService", Fact::Known("false".into()));
    facts.insert("aws:userid", Fact::Known("AIDASTRANGEREXAMPLE".into()));
    facts.insert("kms:CallerAccount", Fact::Known(account.to_owned().into()));
    facts
}

/// Some actions that the statement is about.
fn actions(context: &Context<'_>, statement: &StatementNode) -> Vec<String> {
    let reference = context.reference();
    let service = statement.resources().iter().find_map(|entry| entry.value.split(':').nth(2));
    let service = match context.policy_type {
        PolicyType::KmsKey => "kms",
        PolicyType::RoleTrust => "sts",
        _ => service.filter(|name| !name.is_empty() && !name.contains(['*', '?'])).unwrap_or("s3"),
    };
    let all = format!("{service}:*");
    let named = |text: &str| -> Vec<String> {
        if !text.contains(['*', '?']) {
            return vec![text.to_owned()];
        }
        let pattern = if text.starts_with('*') { &all } else { text };
        reference.actions_matching(pattern).take(2).map(|action| action.to_string()).collect()
    };
    statement.actions().iter().take(MOST_REQUESTS).flat_map(|entry| named(&entry.value)).collect()
}

/// Some resources that the statement is about.
fn arns(context: &Context<'_>, statement: &StatementNode, owner: &str) -> Vec<String> {
    let any = Glob::of(&Pattern::Any);
    let version = context.document.version().map(|version| version.value).unwrap_or_default();
    let variables = version == crate::document::Version::V2012;
    let example = |text: &str| {
        let pattern = Pattern::parse(text, Syntax { wildcards: true, variables });
        Glob::with_values(&pattern, |_| None).common(&any, "example")
    };
    let mut arns: Vec<String> =
        statement.resources().iter().take(4).filter_map(|entry| example(&entry.value)).collect();
    match context.policy_type {
        PolicyType::RoleTrust => arns = vec![format!("arn:aws:iam::{owner}:role/example")],
        PolicyType::KmsKey => arns = vec![format!("arn:aws:kms:us-east-1:{owner}:key/example")],
        _ => {}
    }
    arns
}
