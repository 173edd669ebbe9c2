use super::grouped::report_actions;
use crate::diagnostic::Severity;
use crate::document::StatementNode;
use crate::lint::context::Context;
use crate::lint::context::StatementExt as _;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};
use crate::sorted::sorted;
use sayso_catalog::{AccessLevel, ServiceAction, level_override};

pub(super) static RULE: Rule = Rule {
    code: "PERMISSIONS_MANAGEMENT",
    severity: Severity::Warning,
    origin: Origin::Sayso,
    page: page(include_str!("permissions_management.md")),
    check,
};

/// Actions asked about in one policy.
const MOST_ACTIONS: usize = 200;

/// Other rules are about these.
const OTHERS: [&str; 2] = ["iam:CreateServiceLinkedRole", "iam:PassRole"];

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    if context.caller().is_none() {
        return;
    }
    let statements = context.statements().filter(|statement| statement.allows());
    let entries = statements.flat_map(StatementNode::actions).map(|entry| entry.value.as_str());
    let of_service =
        |entry: &&str| entry.split_once(':').is_some_and(|(service, _)| !service.contains(['*', '?']));
    let mut name = String::new();
    let names = sorted(entries.filter(of_service))
        .into_iter()
        .flat_map(|entry| context.reference().actions_matching(entry))
        .filter(|action| manages_permissions(action, &mut name))
        .map(|action| action.to_string())
        .filter(|name| !OTHERS.contains(&name.as_str()))
        .take(MOST_ACTIONS);
    let names = sorted(names);
    let message = |actions: &str, count: usize| match count {
        1..=3 => format!("permissions of any resource may be changed: {actions}"),
        _ => format!("permissions of any resource may be changed by {count} actions, such as {actions}"),
    };
    report_actions(context, findings, names, message, "name the resources, or leave the action out");
}

/// By AWS's own level, corrected; a few that only read have it, too. `name` is written to.
fn manages_permissions(action: &ServiceAction<'_>, name: &mut String) -> bool {
    if ["Describe", "Get", "List"].iter().any(|verb| action.name().starts_with(verb)) {
        return false;
    }
    name.clear();
    name.extend([action.service().prefix(), ":", action.name()]);
    let level = level_override(name).unwrap_or_else(|| action.level());
    level == AccessLevel::PermissionsManagement
}
