use crate::diagnostic::Severity;
use crate::lint::rule::{Origin, Rule, found_on_reading, page};

pub(super) static RULE: Rule = Rule {
    code: "ALLOW_WITH_NOT_PRINCIPAL",
    severity: Severity::SecurityWarning,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("allow_with_not_principal.md")),
    check: found_on_reading,
};
