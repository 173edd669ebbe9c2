use crate::attached::AttachedPolicies;
use crate::diagnostic::Severity;
use crate::document::{Effect, ListElement, StatementNode};
use crate::evaluate::Decision;
use crate::lint::context::Context;
use crate::lint::context::StatementExt as _;
use crate::lint::covering::repeated;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};
use crate::policy::Policy;
use crate::policy_type::PolicyType;
use crate::request::{self, Action, Fact, Principal, Request, Resource};
use crate::settle::{Settled, settle};
use crate::source::Spanned;
use std::sync::Arc;

pub(super) static RULE: Rule = Rule {
    code: "CONTRADICTORY_CONDITIONS",
    severity: Severity::Warning,
    origin: Origin::Sayso,
    page: page(include_str!("contradictory_conditions.md")),
    check,
};

/// Statements looked into in one policy.
const MOST_STATEMENTS: usize = 50;

const BUDGET: usize = 512;

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    if !context.is_ordinary() {
        return;
    }
    for statement in
        context.known_statements().filter(|statement| repeats_a_key(statement)).take(MOST_STATEMENTS)
    {
        if let Some(condition) = &statement.condition
            && never_holds(context, statement)
        {
            let message = "no request can meet all these conditions: the statement never applies";
            let help = "list the values that are meant under one operator, or write two statements";
            findings.add_help(condition.key, message, help);
        }
    }
}

fn repeats_a_key(statement: &StatementNode) -> bool {
    let keys = statement.clauses().iter().map(|clause| clause.key.value.to_lowercase());
    !repeated(keys).is_empty()
}

/// Whether an Allow of everything under these conditions allows nothing, whatever the facts are.
fn never_holds(context: &Context<'_>, statement: &StatementNode) -> bool {
    let Some(request) = any_request() else { return false };
    let Some(policy) = allowing_all(context, statement) else { return false };
    let policies = AttachedPolicies { identity: vec![Arc::new(policy).into()], ..Default::default() };
    settle(&policies, &request, BUDGET) == Settled::Decided(Decision::ImplicitDeny)
}

fn allowing_all(context: &Context<'_>, statement: &StatementNode) -> Option<Policy> {
    let mut node = statement.clone();
    node.effect.as_mut()?.value = Effect::Allow;
    node.principal = None;
    let span = node.span;
    let everything = || ListElement {
        negated: false,
        key: span,
        span,
        entries: vec![Spanned { value: "*".to_owned(), span }],
    };
    (node.action, node.resource) = (Some(everything()), Some(everything()));
    let mut document = context.document.clone();
    document.statements = vec![node];
    document.diagnostics.clear();
    Policy::compile(Arc::new(document), PolicyType::Identity).ok()
}

/// A request of which nothing is known, not even who makes it.
fn any_request() -> Option<Request<'static>> {
    let principal = Principal::named("arn:aws:iam::111122223333:user/caller", "").ok()?;
    let action = Action::new("s3:GetObject").ok()?;
    let mut facts = request::Context::new();
    facts.set_unlisted_unknown(true);
    for key in [
        "aws:PrincipalAccount",
        "aws:PrincipalArn",
        "aws:PrincipalIsAWSService",
        "aws:PrincipalServiceName",
        "aws:PrincipalType",
        "aws:userid",
        "aws:username",
    ] {
        facts.insert(key, Fact::Unknown);
    }
    let resource = Resource::new("*", principal.account.clone());
    Some(Request { principal, action, resource, context: facts })
}
