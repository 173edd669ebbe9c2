use crate::diagnostic::Severity;
use crate::document::{PrincipalKind, StatementNode, reaches_sts_action};
use crate::lint::context::{Context, StatementExt as _};
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};
use crate::policy_type::PolicyType;

pub(super) static RULE: Rule = Rule {
    code: "MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY",
    severity: Severity::Error,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("missing_action_for_roles_anywhere_trust_policy.md")),
    check,
};

const SERVICE: &str = "rolesanywhere.amazonaws.com";
const NEEDED: [&str; 3] = ["AssumeRole", "SetSourceIdentity", "TagSession"];

/// Its statements are read together, as they may share the actions out.
fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    if context.policy_type != PolicyType::RoleTrust {
        return;
    }
    let trusts = |statement: &&StatementNode| {
        let is_it = |kind, value: &str| kind == PrincipalKind::Service && value.eq_ignore_ascii_case(SERVICE);
        let mut principals = statement.principals().iter();
        statement.allows() && principals.any(|entry| is_it(entry.kind, &entry.value.value))
    };
    let statements: Vec<&StatementNode> = context.statements().filter(trusts).collect();
    let entries = || statements.iter().flat_map(|statement| statement.actions());
    let lacks = |name: &&str| !entries().any(|entry| reaches_sts_action(&entry.value, name));
    let is_open = statements.iter().any(|statement| !statement.not_actions().is_empty());
    let action = statements.iter().find_map(|statement| statement.action.as_ref()).filter(|_| !is_open);
    let missing: Vec<String> =
        NEEDED.iter().filter(|name| lacks(name)).map(|name| format!("`sts:{name}`")).collect();
    if let Some(action) = action.filter(|_| !missing.is_empty()) {
        let message = format!("IAM Roles Anywhere needs {}, too", missing.join(" and "));
        findings.add_help(action.span, message, format!("add {}", missing.join(" and ")));
    }
}
