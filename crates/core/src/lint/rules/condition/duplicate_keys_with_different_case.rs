use crate::diagnostic::Severity;
use crate::lint::rule::{Origin, Rule, found_on_reading, page};

pub(super) static RULE: Rule = Rule {
    code: "DUPLICATE_KEYS_WITH_DIFFERENT_CASE",
    severity: Severity::Error,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("duplicate_keys_with_different_case.md")),
    check: found_on_reading,
};
