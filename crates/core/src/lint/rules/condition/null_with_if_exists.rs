use crate::diagnostic::Severity;
use crate::lint::rule::{Origin, Rule, found_on_reading, page};

pub(super) static RULE: Rule = Rule {
    code: "NULL_WITH_IF_EXISTS",
    severity: Severity::Error,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("null_with_if_exists.md")),
    check: found_on_reading,
};
