//! The six ways in which a statement reaches more roles than anybody means: an action that is named, a wildcard
//! or what `NotAction` leaves, with wildcards in `Resource` or with `NotResource`.

use crate::diagnostic::quote;
use crate::document::StatementNode;
use crate::lint::context::{Context, StatementExt as _};
use crate::lint::covering::{ActionGlob, Cover as _};
use crate::lint::findings::Findings;
use crate::policy_type::PolicyType;
use crate::source::{Span, Spanned};

/// Steps of one comparison, far more than any ARN takes.
const MOST_STEPS: usize = 100_000;

/// An action that should be allowed for named roles only.
pub(super) struct Target {
    action: &'static str,
    /// The key that says for which service, and so is enough.
    key: &'static str,
    /// What stands between `role/` and the name of a role: with it, a pattern still says nothing.
    path: &'static str,
    what: &'static str,
    help: &'static str,
}

pub(super) static PASS_ROLE: Target = Target {
    action: "iam:PassRole",
    key: "iam:PassedToService",
    path: "service-role/",
    what: "any role",
    help: "name the roles, or the services with the key `iam:PassedToService`",
};

pub(super) static CREATE_SERVICE_LINKED_ROLE: Target = Target {
    action: "iam:CreateServiceLinkedRole",
    key: "iam:AWSServiceName",
    path: "aws-service-role/",
    what: "the role of any service",
    help: "name the role with its service, or the services with the key `iam:AWSServiceName`",
};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ActionShape {
    Named,
    Star,
    Not,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ResourceShape {
    Star,
    Not,
}

pub(super) fn check_shape(
    context: &Context<'_>,
    findings: &mut Findings<'_>,
    target: &Target,
    action: ActionShape,
    resource: ResourceShape,
) {
    if context.policy_type != PolicyType::Identity {
        return;
    }
    for statement in context.known_statements().filter(|statement| statement.allows()) {
        let may_reach = match resource {
            ResourceShape::Star => statement.resources().iter().any(|entry| entry.value.ends_with('*')),
            ResourceShape::Not => statement.resource.as_ref().is_some_and(|element| element.negated),
        };
        if !may_reach {
            continue;
        }
        let Some((shape, action_span)) = action_shape(statement, target) else { continue };
        let narrowed =
            statement.clauses().iter().any(|clause| clause.key.value.eq_ignore_ascii_case(target.key));
        if shape != action || narrowed {
            continue;
        }
        let found = match resource {
            ResourceShape::Star => {
                statement.resources().iter().find(|entry| reaches_all(context, entry, target))
            }
            ResourceShape::Not => None,
        };
        let not_resource = statement.resource.as_ref().filter(|element| element.negated);
        let (span, how) = match (found, not_resource, resource) {
            (Some(entry), ..) => (entry.span, format!("by {}", quote(&entry.value))),
            (None, Some(element), ResourceShape::Not) if !element.entries.is_empty() => {
                (element.key, "but those of `NotResource`".to_owned())
            }
            _ => continue,
        };
        let message = format!("`{}` is allowed for {} {how}", target.action, target.what);
        findings.add_with(span, message, |finding| {
            finding.help(target.help).label(action_span, "the action is allowed here")
        });
    }
}

/// How the statement's actions reach the target, by the most explicit way, and where.
fn action_shape(statement: &StatementNode, target: &Target) -> Option<(ActionShape, Span)> {
    let element = statement.action.as_ref().filter(|element| !element.entries.is_empty())?;
    let named = |entry: &&Spanned<String>| entry.value.eq_ignore_ascii_case(target.action);
    let wild = |entry: &&Spanned<String>| {
        let service = entry.value.split(':').next().unwrap_or_default();
        entry.value.contains(['*', '?'])
            && (service.eq_ignore_ascii_case("iam") || service.contains(['*', '?']))
            && ActionGlob::parse(&entry.value).meets(&ActionGlob::parse(target.action))
    };
    let entry = |test: &dyn Fn(&&Spanned<String>) -> bool| element.entries.iter().find(|entry| test(entry));
    match (entry(&named), entry(&wild)) {
        (None, None) if element.negated => Some((ActionShape::Not, element.key)),
        _ if element.negated => None,
        (Some(entry), _) => Some((ActionShape::Named, entry.span)),
        (None, Some(entry)) => Some((ActionShape::Star, entry.span)),
        (None, None) => None,
    }
}

/// Whether an entry of `Resource` says nothing of the role's name.
fn reaches_all(context: &Context<'_>, entry: &Spanned<String>, target: &Target) -> bool {
    if !entry.value.ends_with('*') {
        return false;
    }
    let own = context.resource_glob(&entry.value);
    let fields: Vec<&str> = entry.value.splitn(6, ':').collect();
    let (partition, account) = match fields.as_slice() {
        ["arn", partition, _, _, account, _] => (*partition, *account),
        _ => ("aws", "*"),
    };
    ["", target.path].iter().any(|path| {
        let all = format!("arn:{partition}:iam::{account}:role/{path}*");
        let mut budget = MOST_STEPS;
        own.covers_within(&context.resource_glob(&all), &mut budget)
    })
}
