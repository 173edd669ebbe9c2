use crate::diagnostic::Severity;
use crate::lint::rule::{Origin, Rule, found_on_reading, page};

pub(super) static RULE: Rule = Rule {
    code: "SCP_SYNTAX_ERROR_PRINCIPAL",
    severity: Severity::Error,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("scp_syntax_error_principal.md")),
    check: found_on_reading,
};
