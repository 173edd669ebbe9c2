use crate::diagnostic::Severity;
use crate::lint::rule::{Origin, Rule, found_on_reading, page};

pub(super) static RULE: Rule = Rule {
    code: "INVALID_PRINCIPAL_FORMAT",
    severity: Severity::Error,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("invalid_principal_format.md")),
    check: found_on_reading,
};
