use super::entries;
use crate::diagnostic::{Severity, quote};
use crate::document::PrincipalKind;
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};
use crate::policy_type::PolicyType;

pub(super) static RULE: Rule = Rule {
    code: "FEDERATED_PRINCIPAL_NOT_SUPPORTED",
    severity: Severity::Error,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("federated_principal_not_supported.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    use PolicyType::{KmsKey, Resource, VpcEndpoint};
    if !matches!(context.policy_type, KmsKey | Resource | VpcEndpoint) {
        return;
    }
    for entry in entries::all(context).filter(|entry| entry.kind == PrincipalKind::Federated) {
        let message =
            format!("only a role's trust policy can name a provider: {}", quote(&entry.value.value));
        findings.add_help(entry.value.span, message, "name the role that its users assume");
    }
}
