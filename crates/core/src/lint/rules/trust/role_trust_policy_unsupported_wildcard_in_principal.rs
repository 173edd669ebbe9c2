use crate::diagnostic::Severity;
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};
use crate::policy_type::PolicyType;

pub(super) static RULE: Rule = Rule {
    code: "ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL",
    severity: Severity::Error,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("role_trust_policy_unsupported_wildcard_in_principal.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    if context.policy_type != PolicyType::RoleTrust {
        return;
    }
    let principals = context.statements().filter_map(|statement| statement.principal.as_ref());
    for principal in principals.filter(|principal| principal.bare && !principal.negated) {
        let message = "a role trust policy must not have the `Principal` `\"*\"`";
        findings.add_help(principal.span, message, "name who may assume the role");
    }
}
