use crate::diagnostic::Severity;
use crate::lint::rule::{Origin, Rule, found_on_reading, page};

pub(super) static RULE: Rule = Rule {
    code: "DATA_TYPE_MISMATCH",
    severity: Severity::Error,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("data_type_mismatch.md")),
    check: found_on_reading,
};
