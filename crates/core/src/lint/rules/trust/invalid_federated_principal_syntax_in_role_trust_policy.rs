use crate::diagnostic::{Severity, quote};
use crate::document::{PrincipalKind, StatementNode};
use crate::lint::arns;
use crate::lint::context::{Context, StatementExt as _};
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};
use crate::policy_type::PolicyType;

pub(super) static RULE: Rule = Rule {
    code: "INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY",
    severity: Severity::Error,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("invalid_federated_principal_syntax_in_role_trust_policy.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    if context.policy_type != PolicyType::RoleTrust {
        return;
    }
    let principals = context.statements().flat_map(StatementNode::principals);
    for entry in principals.filter(|entry| entry.kind == PrincipalKind::Federated) {
        let value = entry.value.value.as_str();
        if arns::is_literal(value) && !is_provider(value) && !is_domain(value) {
            let message = format!("{} is no identity provider", quote(value));
            let help = "write the provider's ARN, or a domain such as `accounts.google.com`";
            findings.add_help(entry.value.span, message, help);
        }
    }
}

fn is_provider(value: &str) -> bool {
    let fields = arns::fields(value);
    let is_kind = |resource: &str| {
        let name = ["saml-provider/", "oidc-provider/"].iter().find_map(|kind| resource.strip_prefix(kind));
        name.is_some_and(|name| !name.is_empty())
    };
    fields.scheme == "arn" && fields.service == Some("iam") && fields.resource.is_some_and(is_kind)
}

fn is_domain(value: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    value.contains('.') && value.split('.').all(is_label)
}
