use crate::diagnostic::Severity;
use crate::lint::rule::{Origin, Rule, found_on_reading, page};

pub(super) static RULE: Rule = Rule {
    code: "ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE",
    severity: Severity::Error,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("role_trust_policy_syntax_error_resource.md")),
    check: found_on_reading,
};
